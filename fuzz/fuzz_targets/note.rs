//! A whole note of any kind: it is understood without a panic, by facilitators as by everybody, and every place that it
//! names is right.
#![no_main]

use libfuzzer_sys::fuzz_target;
use roundtable::audience::Audience;
use roundtable::parse::{self, Customs, Readers};
use roundtable_fuzz::check_places;

const PATHS: [&str; 8] = [
    "a.md",
    "groups/a/sessions/2023-01-02-b.md",
    "groups/a/goals.md",
    "groups/a/resources.md",
    "groups/a/guidelines.md",
    "groups/a/index.md",
    "challenges/a.md",
    "stories/a.md",
];

fuzz_target!(|data: &[u8]| {
    let Some((first, note)) = data.split_first() else { return };
    let path = PATHS[usize::from(*first) % PATHS.len()];
    check_places(note, &parse::note(path, note, None));
    let readers = Readers { audience: Audience::Public, ..Readers::default() };
    check_places(note, &parse::note_among(path, note, &Customs { readers, ..Customs::default() }));
});
