//! The index of sites whose notes change, beside one made anew; and what stands in it.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::Index;
use crate::audience::Audience;
use crate::model::Site;
use crate::snapshot::{Edition, NoteFile, Snapshot};
use crate::text;

/// A site of notes by path.
fn site(notes: &BTreeMap<String, String>) -> std::sync::Arc<Site> {
    let file = |source: &String| NoteFile { bytes: source.as_bytes().into(), hash: text::hash(source) };
    let notes = notes.iter().map(|(path, source)| (path.clone(), file(source))).collect();
    let snapshot = Snapshot { notes, ..Snapshot::default() };
    let today = "2023-02-20".parse().unwrap();
    crate::compile(
        &snapshot,
        &Edition { today: Some(today), clock: today, address: None, audience: Audience::default() },
    )
    .site
    .unwrap()
}

/// Every file of an index.
fn files(index: &Index, site: &Site) -> BTreeMap<String, Vec<u8>> {
    index.addresses().map(|address| (address.clone(), index.at(site, &address).unwrap())).collect()
}

/// Words that share stems and folds, in several scripts.
const WORDS: [&str; 16] = [
    "meeting",
    "meetings",
    "meet",
    "naive",
    "naïve",
    "housing",
    "house",
    "houses",
    "data-sharing",
    "2022-12-08",
    "会議室",
    "consent",
    "consented",
    "Straße",
    "strasse",
    "#topic",
];

fn text() -> impl Strategy<Value = String> {
    let word = proptest::sample::select(WORDS.as_slice());
    let line = proptest::collection::vec(word, 1..6).prop_map(|words| words.join(" "));
    let lines = proptest::collection::vec((0..4u8, line), 1..12);
    lines.prop_map(|lines| {
        let written = |(what, line): (u8, String)| match what {
            0 => format!("## {line}\n"),
            1 => format!("- Decision: {line}\n"),
            _ => format!("{line}\n\n"),
        };
        lines.into_iter().map(written).collect()
    })
}

const PATHS: [&str; 5] =
    ["groups/a/sessions/2023-01-12-x.md", "groups/a/goals.md", "groups/b/index.md", "page.md", "other.md"];

fn path() -> impl Strategy<Value = String> {
    proptest::sample::select(PATHS.as_slice()).prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn after_any_edits_the_index_is_a_clean_one(
        edits in proptest::collection::vec((path(), proptest::option::weighted(0.9, text())), 1..8),
    ) {
        let mut notes = BTreeMap::from([("page.md".to_owned(), "# A page\n\nmeeting".to_owned())]);
        let mut index = Index::of(&site(&notes), None);
        for (path, text) in edits {
            match text {
                Some(text) => notes.insert(path, text),
                None => notes.remove(&path),
            };
            let site = site(&notes);
            index = Index::of(&site, Some(&index));
            prop_assert_eq!(files(&index, &site), files(&Index::of(&site, None), &site));
        }
    }
}

#[test]
fn an_edit_touches_only_the_files_it_changes() {
    let mut notes: BTreeMap<String, String> = (0..400)
        .map(|page| {
            let words: Vec<String> =
                (0..120).map(|word| format!("word{}", (page * 7919 + word * 104_729) % 9000)).collect();
            (format!("page-{page}.md"), format!("# Page {page}\n\n{}\n", words.join(" ")))
        })
        .collect();
    let before = site(&notes);
    let index = Index::of(&before, None);
    notes.insert("page-7.md".to_owned(), "# Page 7 on worms\n\nsomething new\n".to_owned());
    let after = site(&notes);
    let changed = Index::of(&after, Some(&index));
    let old: BTreeMap<String, Vec<u8>> = files(&index, &before);
    let new = files(&changed, &after);
    assert_eq!(new, files(&Index::of(&after, None), &after));
    assert!(new.keys().any(|name| name.contains("/p-")), "much begins with `w`");
    let shards = |files: &BTreeMap<String, Vec<u8>>| files.keys().filter(|name| name.contains("/w-")).count();
    assert!(shards(&new) > 8, "{} shards", shards(&new));
    let same = new.iter().filter(|(name, bytes)| old.get(*name) == Some(*bytes)).count();
    let fragments = new.keys().filter(|name| name.contains("/f/")).count();
    assert_eq!(new.iter().filter(|(name, bytes)| name.contains("/f/") && old.get(*name) != Some(*bytes)).count(), 1);
    assert!(same > fragments, "some shards stay as they were");
}
