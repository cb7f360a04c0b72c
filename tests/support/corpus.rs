//! Invents knowledge bases at random: paths from a small set, so that notes, links and edits meet,
//! and texts from the pieces that people write, whole and broken. The same seed gives the same ones.

use proptest::collection::{btree_map, vec};
use proptest::prelude::{Just, Strategy, any};
use proptest::prop_oneof;
use proptest::test_runner::{Config, RngSeed};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Files of a knowledge base: path, `/` between, and text.
pub(crate) type Corpus = BTreeMap<String, String>;

/// One thing that a person, an editor or git does to the files.
#[derive(Clone, Debug)]
pub(crate) enum Edit {
    /// Writes the file in place.
    Write(String, String),
    /// Writes a file beside it and renames that over it, as many editors do.
    Replace(String, String),
    /// Puts a stretch of text before a line of the file.
    Insert(String, Insertion),
    /// Deletes the file.
    Remove(String),
    /// Gives the file another name.
    Rename(String, String),
    /// Deletes a folder with all that is in it.
    RemoveFolder(String),
    /// Gives a folder another name.
    RenameFolder(String, String),
}

/// A stretch of text, and before which line it goes; lines are counted round and round.
pub(crate) type Insertion = (usize, String);

/// How many cases a property tries: `CASES`, else `usual`. `SEED` chooses other ones.
pub(crate) fn cases(usual: u32) -> Config {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    Config {
        cases: number("CASES").map_or(usual, |cases: u64| u32::try_from(cases).unwrap_or(usual)),
        rng_seed: RngSeed::Fixed(number("SEED").unwrap_or(1)),
        failure_persistence: None,
        max_shrink_iters: 60,
        ..Config::default()
    }
}

/// A few notes and files.
pub(crate) fn corpus() -> impl Strategy<Value = Corpus> {
    btree_map(path(), note(), 1..12)
}

/// One edit of any kind.
pub(crate) fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        5 => (path(), note()).prop_map(|(path, text)| Edit::Write(path, text)),
        3 => (path(), note()).prop_map(|(path, text)| Edit::Replace(path, text)),
        5 => (path(), insertion()).prop_map(|(path, insertion)| Edit::Insert(path, insertion)),
        3 => path().prop_map(Edit::Remove),
        3 => (path(), path()).prop_map(|(from, to)| Edit::Rename(from, to)),
        1 => folder().prop_map(Edit::RemoveFolder),
        1 => (folder(), folder()).prop_map(|(from, to)| Edit::RenameFolder(from, to)),
    ]
}

/// What people add to a note that is there: most often words alone.
pub(crate) fn insertion() -> impl Strategy<Value = Insertion> {
    let words = "We housed respite beds.\n¦The respite beds stood empty, the respite ended.\n¦And words.\n\n¦\n¦\n\n¦\
        - Decision: keep the beds.\n¦## Learning goals\n\n- Find respite beds near home\n\n¦\
        Find respite beds near home.\n¦See [there](2023-02-09-second-look.md#another-heading).\n¦\
        [[2023-01-12-first-steps#decisions]] and [a guide to beds](https://example.org/guide)\n¦- [ ] Nora: ask again by 2023-03-01\n¦## Decisions\n\n¦## Another heading\n\n¦\
        See [the first steps](2023-01-12-first-steps.md).\n¦See <https://example.org/beds>.\n¦#housing comes up.\n¦\
        ```rust\nfn beds() {}\n```\n\n¦Hear every member once¦Present: Nora, Tom\n\n";
    let words: Vec<&str> = words.split('¦').collect();
    (0..40_usize, proptest::sample::select(words).prop_map(str::to_owned))
}

/// A text with something put into it.
pub(crate) fn inserted(text: &str, (line, insertion): &Insertion) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let (before, after) = lines.split_at(line % (lines.len() + 1));
    [before.concat(), insertion.clone(), after.concat()].concat()
}

/// Writes a knowledge base into `site` of a folder, with a configuration that pins the date.
pub(crate) fn write(folder: &Path, corpus: &Corpus) {
    super::write(folder, "site/roundtable.toml", CONFIG);
    for (path, text) in corpus {
        super::write(folder, &format!("site/{path}"), text);
    }
}

const CONFIG: &str = "name = \"Invented network\"\ntoday = 2023-02-20\n";

/// Does the edit on disk; an edit that the files don't allow (nothing to rename) does nothing.
pub(crate) fn apply(folder: &Path, edit: &Edit) {
    let site = folder.join("site");
    let ready = |path: &str| {
        let target = site.join(path);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent).expect("a folder can be made");
        }
        target
    };
    match edit {
        Edit::Write(path, text) => {
            fs::write(ready(path), text).expect("a note can be written");
        }
        Edit::Replace(path, text) => {
            let target = ready(path);
            let beside = target.with_extension("md.tmp~");
            fs::write(&beside, text).expect("a note can be written");
            fs::rename(&beside, &target).expect("a note can be replaced");
        }
        Edit::Insert(path, insertion) => {
            if let Ok(text) = fs::read_to_string(site.join(path)) {
                fs::write(site.join(path), inserted(&text, insertion)).expect("a note can be written");
            }
        }
        Edit::Remove(path) => {
            let _ = fs::remove_file(site.join(path));
        }
        Edit::Rename(from, to) => {
            if site.join(from).is_file() {
                fs::rename(site.join(from), ready(to)).expect("a note can be renamed");
            }
        }
        Edit::RemoveFolder(path) => {
            let _ = fs::remove_dir_all(site.join(path));
        }
        Edit::RenameFolder(from, to) => {
            let inside_itself = to.starts_with(&format!("{from}/"));
            if site.join(from).is_dir() && !site.join(to).exists() && !inside_itself {
                fs::rename(site.join(from), ready(to)).expect("a folder can be renamed");
            }
        }
    }
}

const PATHS: [&str; 27] = [
    "index.md",
    "guidelines.md",
    "resources.md",
    "README.md",
    "topics/housing.md",
    "groups/alder/index.md",
    "groups/alder/goals.md",
    "groups/alder/Goals.md",
    "groups/alder/guidelines.md",
    "groups/alder/sessions/2023-01-12-first-steps.md",
    "groups/alder/sessions/2023-02-09-second-look.md",
    "groups/alder/sessions/2023-03-09-third-time.md",
    "groups/alder/sessions/notes of 13 April 2023.md",
    "groups/alder/sessions/pictures/drawing.svg",
    "groups/birch/index.md",
    "groups/birch/README.md",
    "groups/birch/meeting-notes.md",
    "groups/birch/resources.md",
    "groups/birch/sessions/2023-01-12-first-steps.md",
    "groups/birch/sessions/2023-01-12 first steps.md",
    "handbook/index.md",
    "handbook/how we work.md",
    "handbook/Übergabe & Co.md",
    "handbook/deep/deeper/C# or 会議.md",
    "handbook/con.md",
    "static/poster.txt",
    "notes.txt",
];

const FOLDERS: [&str; 8] = [
    "groups",
    "groups/alder",
    "groups/alder/sessions",
    "groups/birch",
    "handbook",
    "handbook/deep",
    "static",
    "elsewhere/new place",
];

fn path() -> impl Strategy<Value = String> {
    proptest::sample::select(&PATHS[..]).prop_map(str::to_owned)
}

fn folder() -> impl Strategy<Value = String> {
    proptest::sample::select(&FOLDERS[..]).prop_map(str::to_owned)
}

/// A note: front matter or none, then blocks.
pub(crate) fn note() -> impl Strategy<Value = String> {
    let blocks = prop_oneof![7 => vec(block(), 0..7), 1 => days()];
    (front_matter(), blocks, line_end()).prop_map(|(front, blocks, end)| {
        let text = format!("{front}{}\n", blocks.join("\n\n"));
        text.replace('\n', end)
    })
}

fn line_end() -> impl Strategy<Value = &'static str> {
    prop_oneof![9 => Just("\n"), 1 => Just("\r\n")]
}

fn front_matter() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        title().prop_map(|title| format!("title: {title}")),
        title().prop_map(|title| format!("title = \"{title}\"")),
        Just(String::from("date: 2023-02-09")),
        Just(String::from("date = 2023-02-09")),
        Just(String::from("date: someday")),
        Just(String::from("kind: session")),
        Just(String::from("tags: [housing, data]")),
        Just(String::from("topics = [\"housing\"]")),
        Just(String::from("titel: near miss")),
        Just(String::from("draft: true")),
        Just(String::from("order: 3")),
        Just(String::from("aliases: [old/place.html]")),
        Just(String::from("unclosed: [")),
        Just(String::from("? : - {")),
    ];
    prop_oneof![
        4 => Just(String::new()),
        3 => vec(line, 0..4).prop_map(|lines| lines.join("\n")).prop_flat_map(|lines| prop_oneof![
            4 => Just(format!("---\n{lines}\n---\n\n")),
            4 => Just(format!("+++\n{lines}\n+++\n\n")),
            1 => Just(format!("---\n{lines}\n")),
            1 => Just(format!("\u{feff}---\n{lines}\n---\n")),
        ]),
    ]
}

/// Many sessions one below the other, with other things among them.
fn days() -> impl Strategy<Value = Vec<String>> {
    let heading = (1..31_u8, 1..5_usize).prop_map(|(day, form)| match form {
        1 => format!("**2023-01-{day:02}**"),
        2 => format!("## {day}/1/2023"),
        3 => format!("## 2023-01-{day:02}\n\n### Alder group\n\n- who came\n\n### Birch group"),
        _ => format!("## 2023-01-{day:02} call #{day}"),
    });
    let one = (heading, "[a-z]{1,9}( [a-z]{1,9}){6,9}", block());
    vec(one, 2..6).prop_map(|days| days.into_iter().flat_map(|(day, words, block)| [day, words, block]).collect())
}

/// A block of Markdown, or of what passes for it.
fn block() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => (1..6_usize, title()).prop_map(|(level, title)| format!("{} {title}", "#".repeat(level))),
        5 => vec(inline(), 1..8).prop_map(|parts| parts.join(" ")),
        3 => vec(inline(), 1..5).prop_map(|parts| format!("- {}", parts.join("\n- "))),
        1 => vec(inline(), 1..4).prop_map(|parts| format!("1. {}", parts.join("\n   - [ ] "))),
        1 => vec(inline(), 1..4).prop_map(|parts| format!("> [!NOTE]\n> {}", parts.join("\n> "))),
        1 => vec(inline(), 2..5).prop_map(|parts| format!("| {0} |\n|{1}\n| {0} |", parts.join(" | "), ":-:|".repeat(parts.len()))),
        1 => inline().prop_map(|part| format!("```rust\nfn main() {{ /* {part} */ }}\n```")),
        1 => inline().prop_map(|part| format!("~~~\n{part}")),
        1 => inline().prop_map(|part| format!("<div class=\"x\" onclick=\"y()\">\n{part}\n</div>")),
        1 => inline().prop_map(|part| format!("Term\n: {part}\n\n[^1]: {part}")),
        1 => "[ -~äß会\u{200f}\u{0}\t\n]{0,60}",
        1 => any::<String>(),
    ]
}

/// Titles of notes and headings of sections: the same words, so that links find some of them.
const TITLES: [&str; 14] = [
    "Content",
    "Search",
    "Fn 1",
    "First steps",
    "Insights",
    "Action items",
    "Decisions",
    "Resources",
    "Budget 2026",
    "C# & <co>",
    "会議のメモ",
    "Übergabe",
    "`code` and *stars*",
    "First steps {#own-id}",
];

fn title() -> impl Strategy<Value = String> {
    proptest::sample::select(&TITLES[..]).prop_map(str::to_owned)
}

/// A piece of a line: words, or a link to something that is there, or isn't.
fn inline() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "[a-z]{1,9}( [a-z]{1,9}){0,4}",
        3 => (path(), path()).prop_map(|(from, to)| format!("[there]({})", relative(&from, &to))),
        2 => path().prop_map(|path| format!("[root](/{})", path.replace(' ', "%20"))),
        2 => path().prop_map(|path| format!("[angled](<{path}#insights>)")),
        2 => title().prop_map(|title| format!("[[{title}]]")),
        1 => title().prop_map(|title| format!("[[{title}#Insights|shown so]]")),
        1 => path().prop_map(|path| format!("![[{path}]]")),
        1 => Just(String::from("![drawing](pictures/drawing.svg)")),
        1 => Just(String::from("[up](../../../../../etc/passwd)")),
        1 => Just(String::from("[js](javascript:alert(1))")),
        1 => Just(String::from("<a id=\"insights\"></a><a name=\"budget-2026\">[to it](#insights)</a>")),
        1 => Just(String::from("https://example.org/a?b=c&d=e")),
        1 => Just(String::from("{{ x }} {% y %}")),
        1 => Just(String::from("@nora drafts it by 2023-03-01 #data-quality")),
        1 => Just(String::from("==marked== :tada: ~~gone~~ %%aside%%")),
        1 => Just(String::from("[^1] [ref][nowhere] ![[")),
        1 => "[!-~]{1,12}",
    ]
}

/// The way from one note to another, as an author writes it.
fn relative(from: &str, to: &str) -> String {
    let up = "../".repeat(from.matches('/').count());
    format!("{up}{}", to.replace(' ', "%20"))
}
