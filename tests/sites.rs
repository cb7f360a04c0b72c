//! The golden sites: `tests/sites/NAME/` holds a knowledge base in `site/`, commands in `cmd` (the
//! arguments, one command a line; `cd FOLDER` changes the folder, `ls FOLDER` lists its files), what they print in `printed.txt`, and in `expected/` the outputs
//! that the test is about. A difference fails, and so does an expected file that no command made.
//! `UPDATE=1 cargo test --test sites` rewrites what differs; `SITE=name` runs the sites of that name.
//!
//! An expected file has the path of the output, so `expected/out/index.html` is compared with what
//! `build site --output out` wrote. With `.note` added to its name it is compared with the note's own
//! text in that page, and with an element's name, such as `.main`, with what is inside that element.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read and write the disk")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use support::html;

#[test]
fn golden_sites() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites");
    let only = std::env::var("SITE").unwrap_or_default();
    let mut sites: Vec<PathBuf> = fs::read_dir(&root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("cmd").is_file())
        .filter(|path| path.to_string_lossy().contains(&only))
        .collect();
    sites.sort();
    assert!(!sites.is_empty(), "no golden site is called `{only}`");
    let failures: Vec<String> = sites.iter().flat_map(|site| failures(site)).collect();
    assert!(
        failures.is_empty(),
        "\n{}\n\n{} of {} golden sites were looked at; `UPDATE=1 cargo test --test sites` rewrites \
         what is expected, and then the difference wants a review\n",
        failures.join("\n"),
        sites.len(),
        sites.len()
    );
}

/// Every folder of `tests/sites` is a golden site, so that none is passed over by a missing file.
#[test]
fn every_folder_is_a_golden_site() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites");
    for entry in fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        let is_being_filled_in = std::env::var_os("UPDATE").is_some();
        if path.is_file() || is_being_filled_in {
            continue;
        }
        for part in ["cmd", "printed.txt"] {
            assert!(path.join(part).is_file(), "{} has no `{part}`", path.display());
        }
    }
}

/// What one golden site got wrong, in words.
fn failures(golden: &Path) -> Vec<String> {
    let name = golden.file_name().unwrap().to_string_lossy();
    let folder = tempfile::tempdir().unwrap();
    if golden.join("site").is_dir() {
        support::copy(&golden.join("site"), &folder.path().join("site"));
    }
    let printed = printed(&golden.join("cmd"), folder.path());
    let mut failures = Vec::new();
    compare(&golden.join("printed.txt"), printed.as_bytes(), |text| {
        failures.push(format!("{name}: what was printed differs\n{text}"));
    });
    let expected = golden.join("expected");
    if !expected.is_dir() {
        return failures;
    }
    for (path, file) in support::files(&expected) {
        match made(folder.path(), &path) {
            Some(bytes) => compare(&file, &bytes, |text| {
                failures.push(format!("{name}: {path} differs\n{text}"));
            }),
            None => failures.push(format!("{name}: no command made the expected {path}")),
        }
    }
    failures
}

/// Runs the commands one after the other and writes down what they print and how they end.
fn printed(commands: &Path, folder: &Path) -> String {
    let mut printed = String::new();
    let mut here = folder.to_owned();
    let real = fs::canonicalize(folder).unwrap();
    for line in fs::read_to_string(commands).unwrap().lines() {
        let arguments = words(line);
        if arguments.is_empty() {
            continue;
        }
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        if let ["cd", into] = arguments[..] {
            here = folder.join(into);
            printed.push_str(&format!("$ {line}\n\n"));
            continue;
        }
        if let ["ls", below] = arguments[..] {
            let names: Vec<String> = support::files(&here.join(below)).into_keys().collect();
            printed.push_str(&format!("$ {line}\n{}\n\n", names.join("\n")));
            continue;
        }
        let ran = support::run(&here, &arguments);
        ran.must_have_finished();
        printed.push_str(&format!("$ roundtable {line}\n"));
        for (stream, text) in [("", &ran.stdout), ("--- complaints\n", &ran.stderr)] {
            if !text.is_empty() {
                printed.push_str(stream);
                printed.push_str(text);
                if !text.ends_with('\n') {
                    printed.push_str("\n(no line end)\n");
                }
            }
        }
        printed.push_str(&format!("=> exit code {}\n\n", ran.code.unwrap()));
    }
    printed.replace(&real.display().to_string(), "TEMP").replace(&folder.display().to_string(), "TEMP")
}

/// The words of a command line: parted by spaces, `"…"` holds one together, `#` starts a remark.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let (mut word, mut quoted, mut started) = (String::new(), false, false);
    for letter in line.chars() {
        match letter {
            '"' => (quoted, started) = (!quoted, true),
            '#' if !quoted && !started => break,
            ' ' if !quoted => {
                if started {
                    words.push(std::mem::take(&mut word));
                }
                started = false;
            }
            _ => {
                word.push(letter);
                started = true;
            }
        }
    }
    if started {
        words.push(word);
    }
    words
}

/// The output that an expected file is about: a whole file, or a part of a page.
fn made(folder: &Path, path: &str) -> Option<Vec<u8>> {
    if let Ok(bytes) = fs::read(folder.join(path)) {
        return Some(bytes);
    }
    let (page, part) = path.rsplit_once('.')?;
    let page = fs::read_to_string(folder.join(page)).ok()?;
    let inside = match part {
        "note" => html::inner(&page, |tag| tag.has_class(NOTE_CLASS)),
        element => html::inner(&page, |tag| tag.name == element),
    }?;
    Some(format!("{}\n", inside.trim()).into_bytes())
}

/// The class of the element that holds a note's own text.
const NOTE_CLASS: &str = "prose";

/// Hands over the difference between the expected file and what was made, or mends the file.
fn compare(expected: &Path, actual: &[u8], mut differs: impl FnMut(String)) {
    let before = fs::read(expected).unwrap_or_default();
    if before == actual && expected.exists() {
        return;
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(expected, actual).unwrap();
        return;
    }
    let before = String::from_utf8_lossy(&before);
    let after = String::from_utf8_lossy(actual);
    differs(difference(&before, &after));
}

/// Two texts line by line: `-` was expected, `+` was made, with a few equal lines around.
fn difference(before: &str, after: &str) -> String {
    let (before, after) = (lines(before), lines(after));
    let start = common(before.iter().zip(&after));
    let end = common(before[start..].iter().rev().zip(after[start..].iter().rev()));
    let mut out = format!("@@ line {} @@\n", start + 1);
    let around = 3;
    let mut show = |mark: char, lines: &[&str]| {
        for line in lines.iter().take(MOST_LINES) {
            out.push_str(&format!("{mark}{line}\n"));
        }
        if lines.len() > MOST_LINES {
            out.push_str(&format!("{mark}… {} more lines\n", lines.len() - MOST_LINES));
        }
    };
    show(' ', &before[start.saturating_sub(around)..start]);
    show('-', &before[start..before.len() - end]);
    show('+', &after[start..after.len() - end]);
    let tail = before.len() - end;
    show(' ', &before[tail..before.len().min(tail + around)]);
    out
}

/// How many lines of a difference are worth showing.
const MOST_LINES: usize = 60;

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').map(|line| line.strip_suffix('\n').unwrap_or(line)).collect()
}

fn common<'a>(pairs: impl Iterator<Item = (&'a &'a str, &'a &'a str)>) -> usize {
    pairs.take_while(|(a, b)| a == b).count()
}

#[test]
fn a_difference_shows_the_lines_and_their_place() {
    let shown = difference("a\nb\nc\nd\ne\n", "a\nb\nX\nd\ne\n");
    assert_eq!(shown, "@@ line 3 @@\n a\n b\n-c\n+X\n d\n e\n");
    assert_eq!(words(r#"new "two words" x # remark"#), ["new", "two words", "x"]);
}
