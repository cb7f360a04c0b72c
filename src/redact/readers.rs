//! Who reads and what they may know, told from the configuration and from the few notes that say so for others:
//! folders' own pages and people's.

use std::collections::{BTreeMap, BTreeSet};

use super::folder_prefix;
use crate::audience::Audience;
use crate::config::Config;
use crate::note::FrontMatter;
use crate::parse::{self, Customs, Naming, PageWords, Readers};
use crate::snapshot::Snapshot;
use crate::text::{fold, path_folder, path_stem};

pub(super) use crate::note::consent::is_given;

/// The readers of a knowledge base; `pages` is what links to something withheld read.
pub fn of(snapshot: &Snapshot, config: &Config, audience: Audience, pages: PageWords) -> Readers {
    let agreed = if config.people.publish { agreed(snapshot) } else { BTreeSet::new() };
    let mut unattributed: BTreeSet<String> = BTreeSet::new();
    if config.chatham_house {
        unattributed.insert(String::new());
    }
    let folders = of_folders(snapshot, "chatham").filter(|(_, front)| front.is_unattributed());
    unattributed.extend(folders.map(|(path, _)| folder_prefix(path_folder(path))));
    let allowed = config.contact.iter().map(|contact| contact.get_ref().clone()).collect();
    Readers { audience, naming: Naming { agreed, unattributed }, allowed, pages }
}

/// Where many notes are looked at, a word is looked for in so many bytes of each.
const NEAR: usize = 4_096;

/// The front matter of folders' own pages that hold a word.
pub(super) fn of_folders<'s>(snapshot: &'s Snapshot, word: &'s str) -> impl Iterator<Item = (&'s str, FrontMatter)> {
    let is_own = |path: &str| ["index", "readme"].iter().any(|own| path_stem(path).eq_ignore_ascii_case(own));
    front_matters(snapshot, word, (is_own, usize::MAX))
}

/// The front matter of notes whose path is right and that hold a word among so many bytes.
fn front_matters<'s>(
    snapshot: &'s Snapshot,
    word: &'s str,
    (is_right, most): (impl Fn(&str) -> bool, usize),
) -> impl Iterator<Item = (&'s str, FrontMatter)> {
    let notes = snapshot.notes.iter().filter(move |(path, _)| is_right(path));
    let notes =
        notes.filter(|(_, file)| ["---", "+++", "\u{feff}"].iter().any(|top| file.bytes.starts_with(top.as_bytes())));
    let begins = move |bytes: &'s [u8]| String::from_utf8_lossy(&bytes[..bytes.len().min(most)]);
    let notes = notes.filter(move |(_, file)| begins(&file.bytes).contains(word));
    notes.map(|(path, file)| (path.as_str(), parse::front_matter_of(path, &file.bytes)))
}

/// The names of people who agreed to be named, folded.
fn agreed(snapshot: &Snapshot) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let unique = unique_first_names(snapshot);
    for (path, front) in front_matters(snapshot, "consent", (|_: &str| true, NEAR)).filter(|(_, front)| is_given(front))
    {
        let Some(file) = snapshot.notes.get(path) else { continue };
        let parsed = parse::note_among(path, &file.bytes, &Customs::default());
        let note = parsed.own();
        if note.kind == crate::note::Kind::Person {
            let name = fold(&note.title);
            let first = name.split(' ').next().unwrap_or_default();
            // As on pages, a first name means the one person with a page who has it.
            let of_file = fold(path_stem(path));
            if unique.contains(of_file.split(' ').next().unwrap_or_default()) {
                names.insert(first.to_owned());
            }
            names.insert(name);
            names.extend(front.list("aliases").iter().map(|alias| fold(alias.trim_start_matches('@'))));
        }
    }
    names.remove("");
    names
}

/// The first names of people with pages that no other of them has.
fn unique_first_names(snapshot: &Snapshot) -> BTreeSet<String> {
    let is_of_person = |path: &&String| path_folder(path).split('/').any(|folder| folder == "people");
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for path in snapshot.notes.keys().filter(is_of_person) {
        let name = fold(path_stem(path));
        *times.entry(name.split(' ').next().unwrap_or_default().to_owned()).or_default() += 1;
    }
    times.into_iter().filter(|(_, times)| *times == 1).map(|(name, _)| name).collect()
}
