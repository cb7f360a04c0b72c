//! Lines above a note's text, in YAML and TOML: whatever they hold, the note is understood, and places are right.
#![no_main]

use libfuzzer_sys::fuzz_target;
use roundtable::parse;
use roundtable_fuzz::check_places;

fuzz_target!(|data: &[u8]| {
    let Some((first, lines)) = data.split_first() else { return };
    let fence: &[u8] = if first % 2 == 0 { b"---\n" } else { b"+++\n" };
    let path = ["a.md", "groups/a/sessions/2023-01-02-b.md", "topics/a.md", "people/a.md"][usize::from(first / 2 % 4)];
    let note = [fence, lines, b"\n", fence, b"\n# A note\n\nWords.\n"].concat();
    check_places(&note, &parse::note(path, &note, None));
});
