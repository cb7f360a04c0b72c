//! What is private stays out: a knowledge base with a private word in every place that a note can hold one is built by
//! the program, and every byte of the site, decoded, is searched for each of them.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read and write the disk")]

#[path = "privacy/filters.rs"]
mod filters;
#[path = "pictures/made.rs"]
#[allow(dead_code, reason = "the pictures' own tests use all of it")]
mod made;
#[path = "privacy/seed.rs"]
mod seed;
mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use roundtable::audience::Audience;
use roundtable::proof;

fn roundtable(folder: &Path, arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_roundtable");
    Command::new(program).args(arguments).args(["--today", "2023-02-20"]).current_dir(folder).output().unwrap()
}

/// The texts of a site by file, with the file's own name, all in small letters.
fn texts(site: &Path) -> BTreeMap<PathBuf, String> {
    let mut texts = BTreeMap::new();
    for (path, file) in support::files(site) {
        let bytes = fs::read(&file).unwrap();
        // Calendars break long lines.
        let mut text = format!("{path}\n{}", String::from_utf8_lossy(&bytes)).replace("\r\n ", "");
        for unpacked in roundtable::search::unpacked(&path, &bytes).into_iter().flatten() {
            text.push_str(&unpacked);
            text.push('\n');
        }
        texts.insert(PathBuf::from(path), text.to_lowercase());
    }
    texts
}

/// The words that stand in a site, each with the first file that has it.
fn found<'w>(site: &Path, words: &'w [String]) -> Vec<(&'w str, PathBuf)> {
    let texts = texts(site);
    assert!(texts.len() > 20, "{texts:?}");
    let place = |word: &String| texts.iter().find(|(_, text)| text.contains(word.as_str())).map(|(path, _)| path);
    words.iter().filter_map(|word| Some((word.as_str(), place(word)?.clone()))).collect()
}

#[test]
fn no_private_word_is_published() {
    let folder = tempfile::tempdir().unwrap();
    let words = seed::write(folder.path());
    assert!(words.len() >= 200, "{}", words.len());
    let output = roundtable(folder.path(), &["build", ".", "--output", "out"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let site = folder.path().join("out");
    assert_eq!(found(&site, &words), []);
    for form in ["feed.xml", "sitemap.xml", ".ics", "index.html", "board.jpg", "screen.png", "small.webp", "moving.gif"]
    {
        assert!(support::files(&site).keys().any(|path| path.ends_with(form)), "{form}");
    }
}

#[test]
fn a_list_of_addresses_is_told_of_before_it_is_published() {
    let folder = tempfile::tempdir().unwrap();
    let list = "name,mail\nAda,ada@example.org\nBo,bo@example.org\n";
    filters::write(folder.path(), &[("index.md", "# Home\n\n[Who came](list.csv)\n"), ("list.csv", list)]);
    let told = |arguments: &[&str]| {
        let Output { stdout, stderr, .. } = roundtable(folder.path(), arguments);
        String::from_utf8_lossy(&[stdout, stderr].concat()).into_owned()
    };
    let warning = "list.csv: warning[secret]: an e-mail address stands in line 2 of this file, the first of 2 secrets";
    for command in [["check", "."], ["build", "."]] {
        let said = told(&command);
        assert!(said.contains(warning), "{command:?}: {said}");
    }
    for (word, is_there) in [("public", true), ("members", false)] {
        filters::write(folder.path(), &[("roundtable.toml", &format!("[audiences]\n\"list.csv\" = \"{word}\"\n"))]);
        let said = told(&["build", "."]);
        assert!(!said.contains("warning[secret]"), "{word}: {said}");
        assert_eq!(folder.path().join("public/list.csv").exists(), is_there, "{word}");
    }
}

/// Nobody sees these whoever they are, so a page is made here that has them.
#[test]
fn the_proof_finds_what_nobody_sees() {
    for text in [
        "# A\n\nWords <!-- the quorvex -->.\n",
        "# A\n\nWords %%the quorvex%%.\n",
        "# A\n\n<!--\nquorvex\n-->\n",
        "---\ndraft: true\n---\n# A\n\nThe quorvex.\n",
        "---\npublish_on: 2030-01-01\n---\n# A\n\nThe quorvex.\n",
        "# A\n\n::: private\nThe quorvex.\n:::\n",
    ] {
        let folder = tempfile::tempdir().unwrap();
        filters::write(folder.path(), &[("a.md", text)]);
        let leak = filters::proof_for(folder.path()).leak("b.html", b"<p>The quorvex.</p>");
        assert_eq!(leak.map(|leak| (leak.words, leak.file)), Some(("quorvex".to_owned(), "a.md".to_owned())), "{text}");
    }
}

/// Were the filter for pictures switched off, the proof would see it.
#[test]
fn the_proof_finds_whatever_a_camera_wrote() {
    let folder = tempfile::tempdir().unwrap();
    seed::write(folder.path());
    roundtable(folder.path(), &["build", ".", "--output", "out"]);
    for (path, bytes) in seed::pictures() {
        assert!(proof::beside_pixels(&bytes).is_some(), "{path}");
        let published = folder.path().join(path.replacen("content", "out", 1));
        assert_eq!(proof::beside_pixels(&fs::read(published).unwrap()), None, "{path}");
    }
}

/// Facilitators see what is for them, so that the test above looks for words that could be seen.
#[test]
fn facilitators_see_what_is_for_them() {
    let folder = tempfile::tempdir().unwrap();
    let words = seed::write(folder.path());
    let output = roundtable(folder.path(), &["build", ".", "--output", "out", "--audience", "facilitators"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let seen = found(&folder.path().join("out"), &words).len();
    assert!(seen > words.len() / 2, "{seen} of {}", words.len());
}

#[test]
fn a_link_to_a_members_page_says_so_and_no_more() {
    let folder = tempfile::tempdir().unwrap();
    seed::write(folder.path());
    roundtable(folder.path(), &["build", ".", "--output", "out"]);
    let home = fs::read_to_string(folder.path().join("out/index.html")).unwrap();
    assert!(home.contains("a facilitators&#39; page") || home.contains("a facilitators' page"), "{home}");
    assert!(home.contains("a members&#39; page") || home.contains("a members' page"), "{home}");
}

#[test]
fn the_proof_finds_whatever_a_filter_would_have_kept() {
    for (filter, files, word) in filters::FILTERS {
        let folder = tempfile::tempdir().unwrap();
        filters::write(folder.path(), files);
        assert_eq!(filters::leak_for(folder.path(), Audience::Public), None, "{filter}");
        let leak = filters::leak_for(folder.path(), Audience::Facilitators);
        let leak = leak.unwrap_or_else(|| panic!("{filter}: nothing was found"));
        let words: String =
            leak.words.to_lowercase().split(|c: char| !c.is_alphanumeric()).collect::<Vec<_>>().join(" ");
        assert!(words.contains(word), "{filter}: {leak:?}");
    }
}

/// Each of these once took time by the square of its length: minutes, for a note of this size.
#[test]
fn very_many_marks_take_no_longer_than_their_number() {
    for (piece, words) in [
        ("{.a", "{.a"),
        ("::: members\n", ""),
        ("## Part {.members}\n\nWords.\n\n", ""),
        ("Words {.members}\n\n", ""),
        ("## Part\n\nWords.\n\n", "Part"),
        ("[", "[["),
        ("[[a", "[[a"),
        ("{a <b", "{a"),
        ("&", "&amp;"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        filters::write(folder.path(), &[("a.md", &format!("# A\n\n%%hidden%%\n\n{}", piece.repeat(20_000)))]);
        let output = roundtable(folder.path(), &["build", "."]);
        assert!(output.status.success(), "{piece}: {}", String::from_utf8_lossy(&output.stderr));
        let page = fs::read_to_string(folder.path().join("public/a.html")).unwrap();
        assert!(page.contains(words), "{piece}");
        assert!(!piece.contains("members") || !page.contains("Words"), "{piece}");
    }
}
