//! What must hold for every knowledge base, tried on invented ones: no note breaks the program,
//! two builds are equal to the byte, every link of the output leads somewhere, and after any
//! edits under a running preview its pages equal those of a separate build.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read and write the disk")]

mod support;

use proptest::collection::vec;
use proptest::prelude::{Just, ProptestConfig, Strategy, any};
use proptest::test_runner::TestCaseError;
use proptest::{prop_assert, prop_assert_eq, prop_oneof, proptest};
use roundtable::audience::Audience;
use roundtable::diagnostic::Diagnostic;
use roundtable::render::Renderer;
use roundtable::snapshot::{Edition, NoteFile, Snapshot};
use roundtable::{Cache, parse, theme};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use support::corpus::{self, Corpus, Edit};
use support::serve::Serve;
use support::{TODAY, links, run};

proptest! {
    #![proptest_config(corpus::cases(3_000))]

    /// Any text, and any bytes, make a note whose places lie within the text.
    #[test]
    fn parsing_takes_anything(bytes in text_or_bytes()) {
        let parsed = parse::note("groups/alder/sessions/any.md", &bytes, None);
        let source = parse::decode(&bytes);
        let notes = &parsed.notes;
        let spans = notes.iter().flat_map(|note| note.links.iter().map(|link| link.span.clone()));
        let headings = notes.iter().flat_map(|note| note.outline.iter().map(|heading| heading.span.clone()));
        let spans = spans.chain(headings);
        let spans = spans.chain(parsed.diagnostics.iter().map(place));
        for span in spans {
            prop_assert!(source.get(span.clone()).is_some(), "{span:?} is no place in the text");
        }
        for note in notes {
            for hole in &note.body.holes {
                prop_assert!(note.body.html.is_char_boundary(hole.at), "{hole:?} is no place");
            }
            prop_assert!(!note.title.is_empty(), "the note has no title");
        }
        prop_assert_eq!(&parse::note("groups/alder/sessions/any.md", &bytes, None), &parsed);
    }
}

proptest! {
    #![proptest_config(corpus::cases(200))]

    /// Notes taken from the cache make the same site as notes that are read afresh.
    #[test]
    fn cached_equals_fresh(first in corpus::corpus(), changes in vec(corpus::corpus(), 1..4)) {
        let clock = TODAY.parse().unwrap();
        let edition = Edition { today: None, clock, address: None, audience: Audience::default() };
        let mut cache = Cache::default();
        let mut corpus = first;
        roundtable::compile_cached(&snapshot(&corpus), &edition, &mut cache);
        for change in changes {
            corpus.retain(|path, _| !change.contains_key(path) || path.len() % 3 > 0);
            corpus.extend(change);
            let cached = roundtable::compile_cached(&snapshot(&corpus), &edition, &mut cache);
            let fresh = roundtable::compile(&snapshot(&corpus), &edition);
            prop_assert_eq!(&cached.diagnostics, &fresh.diagnostics);
            prop_assert_eq!(format!("{cached:#?}"), format!("{fresh:#?}"));
        }
    }
}

proptest! {
    #![proptest_config(corpus::cases(60))]

    /// A site that follows small edits, each of which is perhaps taken back, has the pages, the index and the problems
    /// of one that is made afresh.
    #[test]
    fn small_edits_are_followed(
        first in corpus::corpus(),
        edits in vec((0..12_usize, corpus::insertion(), any::<bool>()), 1..8),
    ) {
        let clock = TODAY.parse().unwrap();
        let edition = Edition { today: None, clock, address: None, audience: Audience::default() };
        let (mut corpus, mut cache) = (first, Cache::default());
        let compiled = roundtable::compile_cached(&snapshot(&corpus), &edition, &mut cache);
        let site = compiled.site.expect("nothing is configured");
        let theme = Arc::new(theme::load(&BTreeMap::new(), (&site.config, &site.name), &mut Vec::new()));
        let mut shown = Renderer::new(site, Arc::clone(&theme));
        let mut states = Vec::new();
        for (note, insertion, is_taken_back) in edits {
            let note = note % corpus.len();
            let text = corpus.values_mut().nth(note).expect("it is one of them");
            let before = std::mem::replace(text, corpus::inserted(text, &insertion));
            states.push((corpus.clone(), insertion.clone()));
            if is_taken_back {
                corpus.values_mut().nth(note).expect("it is one of them").clone_from(&before);
                states.push((corpus.clone(), insertion));
            }
        }
        for (corpus, insertion) in states {
            let followed = roundtable::compile_cached(&snapshot(&corpus), &edition, &mut cache);
            let fresh = roundtable::compile(&snapshot(&corpus), &edition);
            prop_assert_eq!(&followed.diagnostics, &fresh.diagnostics);
            prop_assert_eq!(format!("{followed:#?}"), format!("{fresh:#?}"));
            shown = Renderer::after(&shown, followed.site.expect("nothing is configured"), Arc::clone(&theme));
            let fresh = Renderer::new(fresh.site.expect("nothing is configured"), Arc::clone(&theme));
            prop_assert_eq!(shown.addresses(), fresh.addresses());
            for address in fresh.addresses() {
                prop_assert!(shown.at(&address) == fresh.at(&address), "{address} after {insertion:?}");
            }
        }
    }
}

/// A knowledge base in memory, with its Markdown alone.
fn snapshot(corpus: &Corpus) -> Snapshot {
    let note = |text: &String| NoteFile { bytes: text.as_bytes().into(), hash: roundtable::text::hash(text) };
    let notes = corpus.iter().filter(|(path, _)| path.ends_with(".md"));
    Snapshot { notes: notes.map(|(path, text)| (path.clone(), note(text))).collect(), ..Snapshot::default() }
}

fn place(diagnostic: &Diagnostic) -> std::ops::Range<usize> {
    diagnostic.span.0..diagnostic.span.1
}

/// Notes as people write them, the same torn somewhere, and noise.
fn text_or_bytes() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        6 => corpus::note().prop_map(String::into_bytes),
        3 => (corpus::note(), 0..400_usize, 0..400_usize).prop_map(|(text, from, to)| torn(text.into_bytes(), from, to)),
        2 => vec(syntax(), 0..40).prop_map(|parts| parts.concat().into_bytes()),
        1 => vec(any::<u8>(), 0..300),
        1 => any::<String>().prop_map(String::into_bytes),
    ]
}

fn torn(mut bytes: Vec<u8>, from: usize, to: usize) -> Vec<u8> {
    let (from, to) = (from.min(to).min(bytes.len()), from.max(to).min(bytes.len()));
    bytes.drain(from..to);
    bytes
}

/// The marks that mean something to the parser, in any order.
fn syntax() -> impl Strategy<Value = String> {
    let marks: Vec<&str> = MARKS.split('¦').collect();
    prop_oneof![
        12 => proptest::sample::select(marks).prop_map(str::to_owned),
        1 => Just(String::from("a\u{301}🎉")),
    ]
}

const MARKS: &str = "[[¦]]¦![[¦![¦](¦)¦[¦]¦|¦#¦^¦%%¦==¦**¦_¦~~¦`¦```¦\n¦\n\n¦> ¦> [!note]¦- [ ] ¦1. ¦    ¦\t¦\
    :¦::¦:tada:¦---\n¦+++\n¦<!--¦-->¦<div>¦</div>¦<a href=\"x.md\">¦</a>¦<script>¦{#id}¦{{¦}}¦{%¦\
    &amp;¦&#0;¦\\¦http://a.b/¦www.x.y¦@nora¦#tag¦[^1]¦[^1]: ¦| a |\n|---|\n¦\r\n¦\u{feff}¦é¦会¦\u{0}¦\
    \u{200f}¦word¦ ¦Date: ¦2023-01-12¦title: ¦TODO: ¦<img src=x>¦<p¦=¦\"¦'";

proptest! {
    #![proptest_config(corpus::cases(100))]

    /// Builds twice, from two copies in two places: no crash, nothing lost, the same bytes.
    #[test]
    fn builds_are_whole_and_equal(corpus in corpus::corpus()) {
        let (here, there) = (temporary(), temporary());
        for folder in [&here, &there] {
            corpus::write(folder.path(), &corpus);
            support::build(folder.path(), "out");
        }
        let built = support::contents(&here.path().join("out"));
        let again = support::contents(&there.path().join("out"));
        prop_assert_eq!(support::differences(&built, &again), Vec::<String>::new());
        prop_assert_eq!(links::broken_in(&built), Vec::<String>::new());
        prop_assert!(built.contains_key("index.html"), "there is no home page");
    }

    /// A build over an older one leaves the same files as a build into a new folder.
    #[test]
    fn a_rebuild_equals_a_fresh_build(corpus in corpus::corpus(), edits in vec(corpus::edit(), 1..6)) {
        let folder = temporary();
        corpus::write(folder.path(), &corpus);
        support::build(folder.path(), "out");
        edits.iter().for_each(|edit| corpus::apply(folder.path(), edit));
        support::build(folder.path(), "out");
        support::build(folder.path(), "fresh");
        let rebuilt = support::contents(&folder.path().join("out"));
        let fresh = support::contents(&folder.path().join("fresh"));
        prop_assert_eq!(support::differences(&rebuilt, &fresh), Vec::<String>::new());
    }

    /// What `check` and `list` say can be read, whatever the notes hold.
    #[test]
    fn check_and_list_answer(corpus in corpus::corpus()) {
        let folder = temporary();
        corpus::write(folder.path(), &corpus);
        let checked = run(folder.path(), &["check", "site", "--format", "json"]);
        checked.must_have_finished();
        prop_assert!(matches!(checked.code, Some(0 | 1)), "{}", checked.said());
        let diagnostics = serde_json::from_str::<serde_json::Value>(&checked.stdout);
        prop_assert!(diagnostics.is_ok(), "no JSON: {}", checked.said());
        for kind in ["notes", "groups", "sessions", "links"] {
            let listed = run(folder.path(), &["list", kind, "site", "--format", "json"]);
            listed.must_have_finished();
            prop_assert_eq!(listed.code, Some(0), "{}", listed.said());
            let rows = serde_json::from_str::<Vec<serde_json::Value>>(&listed.stdout);
            prop_assert!(rows.is_ok(), "no JSON rows: {}", listed.said());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 12, ..corpus::cases(60) })]

    /// After each of several bursts of edits the preview comes to equal a separately spawned build.
    #[test]
    fn the_preview_equals_a_build(
        corpus in corpus::corpus(),
        sequences in vec(vec(corpus::edit(), 1..6), 5),
    ) {
        preview_follows(&corpus, &sequences)?;
    }
}

fn temporary() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder can be made")
}

fn preview_follows(corpus: &Corpus, sequences: &[Vec<Edit>]) -> Result<(), TestCaseError> {
    let folder = temporary();
    corpus::write(folder.path(), corpus);
    let serve = Serve::start(folder.path(), &["site"]);
    let mut once = BTreeSet::new();
    for edits in sequences {
        edits.iter().for_each(|edit| corpus::apply(folder.path(), edit));
        support::build(folder.path(), "out");
        let deadline = Instant::now() + SETTLED_WITHIN;
        let mut wrong = unequal(folder.path(), &serve, &mut once);
        while !wrong.is_empty() && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(10));
            wrong = unequal(folder.path(), &serve, &mut once);
        }
        prop_assert!(
            wrong.is_empty(),
            "after {edits:?} the preview differs from a build:\n{}\nthe preview said:\n{}",
            wrong.join("\n"),
            serve.said()
        );
    }
    Ok(())
}

/// A preview that still differs after this time is called wrong, not slow.
const SETTLED_WITHIN: Duration = Duration::from_secs(10);

/// The file that says that Roundtable made a folder; no part of the site.
const MARKER: &str = ".roundtable";

/// Routes on which the preview and the built folder differ; `once` are the routes that ever were.
fn unequal(folder: &Path, serve: &Serve, once: &mut BTreeSet<String>) -> Vec<String> {
    let mut built = support::contents(&folder.join("out"));
    built.remove(MARKER);
    once.extend(built.keys().cloned());
    once.iter()
        .filter_map(|route| {
            let answer = serve.get(&support::serve::address(route));
            match (built.get(route), answer.status) {
                (Some(bytes), 200) => {
                    let shown = support::serve::without_reload_script(&answer.body);
                    (shown != *bytes).then(|| format!("{route}{}", support::first_difference(bytes, &shown)))
                }
                (Some(_), status) => Some(format!("{route} is built, but the preview says {status}")),
                (None, 404) => None,
                (None, status) => Some(format!("{route} is gone, but the preview says {status}")),
            }
        })
        .collect()
}
