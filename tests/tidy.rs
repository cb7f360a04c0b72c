//! Keeps the house style where a machine can: reads the source, the theme and ARCHITECTURE.md,
//! and says in one list what breaks which rule. Change a rule here, with the reason in the commit.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read and write the disk")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use support::rust::Source;

/// The reading order: a module imports only from those before it. `lib.rs` tells the story and may
/// name them all; `main.rs` hands over to the last.
const ORDER: [&str; 24] = [
    "text",
    "locale",
    "colour",
    "picture",
    "audience",
    "drawing",
    "diagnostic",
    "config",
    "note",
    "snapshot",
    "schedule",
    "parse",
    "redact",
    "model",
    "check",
    "search",
    "theme",
    "render",
    "proof",
    "error",
    "publish",
    "source",
    "preview",
    "cli",
];

/// The modules that touch the disk, the network, the clock or the terminal.
const EDGES: [&str; 4] = ["source", "publish", "preview", "cli"];

/// What `lib.rs` itself has: the story on one page, which the edges set going.
const STORY: [&str; 7] = ["Cache", "Compiled", "Understood", "checked", "compile", "compile_cached", "understand"];

/// Where a package may be used.
enum Home {
    /// In a single file, whichever it is.
    OneFile,
    /// In these modules, whatever their files.
    Modules(&'static [&'static str]),
    /// Wherever it serves.
    Anywhere,
}

/// The home of each package of Cargo.toml.
const HOMES: [(&str, Home); 34] = [
    ("ammonia", Home::OneFile),
    ("clap", Home::Modules(&["cli"])),
    ("clap_complete", Home::Modules(&["cli"])),
    ("clap_mangen", Home::Modules(&["cli"])),
    ("csv", Home::OneFile),
    ("emojis", Home::OneFile),
    ("flate2", Home::OneFile),
    ("foldhash", Home::Anywhere),
    ("httparse", Home::OneFile),
    ("icu_collator", Home::OneFile),
    ("icu_locale_core", Home::OneFile),
    ("icu_plurals", Home::OneFile),
    ("ignore", Home::OneFile),
    ("image", Home::OneFile),
    ("include_dir", Home::OneFile),
    ("jiff", Home::Anywhere),
    ("memchr", Home::OneFile),
    ("mimalloc", Home::OneFile),
    ("notify", Home::OneFile),
    ("percent_encoding", Home::Anywhere),
    ("pulldown_cmark", Home::OneFile),
    ("rayon", Home::Anywhere),
    ("regex", Home::OneFile),
    ("roxmltree", Home::Modules(&["drawing"])),
    ("rustix", Home::Modules(&["publish"])),
    ("serde", Home::Anywhere),
    ("serde_json", Home::Anywhere),
    ("serde_saphyr", Home::OneFile),
    ("snowball_stemmers_rs", Home::OneFile),
    ("syntect", Home::OneFile),
    ("tera", Home::OneFile),
    ("tiny_http", Home::OneFile),
    ("toml", Home::Modules(&["config", "parse", "theme"])),
    ("unicode_normalization", Home::Modules(&["text", "search"])),
];

/// The longest that a file may be, without its tests.
const MOST_LINES: usize = 400;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file of the program, by its path below `src`; `tests.rs` files hold tests alone.
fn sources() -> BTreeMap<String, Source> {
    support::files(&root().join("src"))
        .into_iter()
        .filter(|(path, _)| path.ends_with(".rs"))
        .filter(|(path, _)| !path.ends_with("/tests.rs"))
        .map(|(path, file)| (path, Source::read(&fs::read_to_string(file).unwrap())))
        .collect()
}

/// The top module that a file belongs to: `parse` for `parse.rs` and for `parse/links.rs`.
fn module(path: &str) -> &str {
    let first = path.split_once('/').map_or(path, |(first, _)| first);
    first.strip_suffix(".rs").unwrap_or(first)
}

fn must_be_empty(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn modules_import_only_from_those_before_them() {
    let place = |name: &str| ORDER.iter().position(|module| *module == name);
    let mut complaints = Vec::new();
    let mut seen = BTreeSet::new();
    for (path, source) in sources() {
        let own = module(&path);
        if own == "lib" || own == "main" {
            continue;
        }
        seen.insert(own.to_owned());
        let Some(here) = place(own) else {
            complaints.push(format!("src/{path}: `{own}` has no place in the reading order of tests/tidy.rs"));
            continue;
        };
        for (line, name) in source.crate_paths() {
            match place(&name) {
                Some(there) if there <= here => {}
                None if EDGES.contains(&own) && STORY.contains(&name.as_str()) => {}
                Some(_) => {
                    complaints.push(format!("src/{path}:{line}: `{own}` imports from `{name}`, which comes later"))
                }
                None => {
                    complaints.push(format!("src/{path}:{line}: `crate::{name}` is no module of the reading order"))
                }
            }
        }
        for line in source.lines_with("super::super") {
            complaints.push(format!("src/{path}:{line}: write the path from `crate::`, not `super::super`"));
        }
    }
    let absent = ORDER.iter().filter(|name| !seen.contains(**name));
    complaints.extend(absent.map(|name| format!("the reading order names `{name}`, which doesn't exist")));
    must_be_empty(&complaints);
}

#[test]
fn each_package_has_one_home() {
    let sources = sources();
    let mut complaints = Vec::new();
    for (package, home) in &HOMES {
        let users: Vec<&String> =
            sources.iter().filter(|(_, source)| source.uses(package)).map(|(path, _)| path).collect();
        match home {
            Home::OneFile if users.len() > 1 => {
                complaints.push(format!("`{package}` is used in several files: {users:?}"))
            }
            Home::Modules(names) => complaints.extend(
                users
                    .iter()
                    .filter(|path| !names.contains(&module(path)))
                    .map(|path| format!("src/{path}: `{package}` belongs in {names:?}")),
            ),
            Home::OneFile | Home::Anywhere => {}
        }
    }
    must_be_empty(&complaints);
}

#[test]
fn every_package_is_used_explained_and_housed() {
    let manifest: toml::Table = fs::read_to_string(root().join("Cargo.toml")).unwrap().parse().unwrap();
    let architecture = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let sources = sources();
    let mut complaints = Vec::new();
    for package in manifest["dependencies"].as_table().unwrap().keys() {
        let name = package.replace('-', "_");
        if !HOMES.iter().any(|(known, _)| *known == name) {
            complaints.push(format!("tests/tidy.rs gives `{package}` no home"));
        }
        if !sources.values().any(|source| source.uses(&name)) {
            complaints.push(format!("Cargo.toml lists `{package}`, but nothing uses it"));
        }
        if !architecture.contains(&format!("`{package}`")) {
            complaints.push(format!("ARCHITECTURE.md doesn't say what `{package}` is for"));
        }
    }
    must_be_empty(&complaints);
}

#[test]
fn only_edges_read_the_clock() {
    let mut complaints = Vec::new();
    for (path, source) in sources() {
        let clock = ["Zoned::now", "Timestamp::now", "SystemTime::now", "Instant::now"];
        for line in clock.iter().flat_map(|call| source.lines_with(call)) {
            if !EDGES.contains(&module(&path)) {
                complaints.push(format!("src/{path}:{line}: only an edge reads the clock"));
            }
        }
    }
    must_be_empty(&complaints);
}

#[test]
fn files_are_short_and_say_what_they_are() {
    let mut complaints = Vec::new();
    for (path, source) in sources() {
        if !source.text.starts_with("//! ") {
            complaints.push(format!("src/{path}: the file doesn't open with `//!`"));
        }
        let lines = source.lines_without_tests();
        if lines > MOST_LINES {
            complaints.push(format!("src/{path}: {lines} lines without its tests, over {MOST_LINES}"));
        }
    }
    must_be_empty(&complaints);
}

#[test]
fn the_source_keeps_to_the_style() {
    let forbidden = [
        ("#[ignore", "no ignored tests"),
        ("::*", "no glob imports"),
        ("super::*", "no glob imports"),
        ("todo!", "nothing is left to do"),
        ("unimplemented!", "nothing is left to do"),
        ("static mut", "no globals"),
        ("thread_local!", "no globals"),
        ("sleep(", "no sleeping outside an edge"),
    ];
    let mut complaints = Vec::new();
    for (path, source) in sources() {
        for (text, rule) in forbidden {
            let edge = EDGES.contains(&module(&path)) && text == "sleep(";
            for line in source.lines_with(text).into_iter().filter(|_| !edge) {
                complaints.push(format!("src/{path}:{line}: {rule} (`{text}`)"));
            }
        }
        let is_face = path == "lib.rs";
        for line in source.foreign_exports().into_iter().filter(|_| !is_face) {
            complaints.push(format!("src/{path}:{line}: only lib.rs re-exports what isn't in its own files"));
        }
        for line in source.unfinished_comments() {
            complaints.push(format!("src/{path}:{line}: finish it, or open an issue"));
        }
        for line in source.bool_parameters() {
            complaints.push(format!("src/{path}:{line}: a `bool` parameter: write two functions or an enum"));
        }
        for line in source.vague_names() {
            complaints.push(format!("src/{path}:{line}: a name says what it is, not Manager, Helper or utils"));
        }
    }
    must_be_empty(&complaints);
}

#[test]
fn tests_are_never_ignored() {
    let mut complaints = Vec::new();
    for (path, file) in support::files(&root().join("tests")) {
        if !path.ends_with(".rs") {
            continue;
        }
        let source = Source::read(&fs::read_to_string(file).unwrap());
        for line in source.lines_with("#[ignore") {
            complaints.push(format!("tests/{path}:{line}: no ignored tests"));
        }
        for line in source.unfinished_comments() {
            complaints.push(format!("tests/{path}:{line}: finish it, or open an issue"));
        }
    }
    must_be_empty(&complaints);
}

/// ARCHITECTURE.md's code map has each file of `src` in backticks, and no other.
#[test]
fn architecture_names_exactly_the_files_that_exist() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let named: BTreeSet<String> = text
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|code| code.ends_with(".rs") && !code.contains([' ', '\n', '*']))
        .filter(|code| !code.starts_with("tests/"))
        .map(|code| code.strip_prefix("src/").unwrap_or(code).to_owned())
        .collect();
    let existing: BTreeSet<String> = support::files(&root().join("src")).into_keys().collect();
    let existing: BTreeSet<String> = existing.into_iter().filter(|path| path.ends_with(".rs")).collect();
    let mut complaints: Vec<String> =
        existing.difference(&named).map(|path| format!("ARCHITECTURE.md doesn't name `{path}`")).collect();
    complaints
        .extend(named.difference(&existing).map(|path| format!("ARCHITECTURE.md names `{path}`, which doesn't exist")));
    must_be_empty(&complaints);
}

/// Physical directions, which break pages written from right to left.
const PHYSICAL: [&str; 24] = [
    "left",
    "right",
    "margin-left",
    "margin-right",
    "margin-top",
    "margin-bottom",
    "padding-left",
    "padding-right",
    "padding-top",
    "padding-bottom",
    "border-left",
    "border-right",
    "border-top",
    "border-bottom",
    "border-left-color",
    "border-right-color",
    "border-left-width",
    "border-right-width",
    "border-top-left-radius",
    "border-top-right-radius",
    "border-bottom-left-radius",
    "border-bottom-right-radius",
    "scroll-margin-top",
    "scroll-padding-top",
];

fn theme_files(extension: &str) -> Vec<(String, String)> {
    support::files(&root().join("themes"))
        .into_iter()
        .filter(|(path, _)| path.ends_with(extension))
        .map(|(path, file)| (format!("themes/{path}"), fs::read_to_string(file).unwrap()))
        .collect()
}

#[test]
fn style_sheets_keep_to_the_style() {
    let files = theme_files(".css");
    assert!(!files.is_empty(), "the theme has no style sheets");
    let mut complaints = Vec::new();
    for (path, text) in files {
        for (number, rule) in support::css::rules(&text) {
            let place = format!("{path}:{number}");
            match rule {
                support::css::Part::Selector(selector) => {
                    if !selector.starts_with('@') && selector.contains('#') {
                        complaints.push(format!("{place}: an id in the selector `{selector}`"));
                    }
                    if selector.starts_with("@import") {
                        complaints.push(format!("{place}: files are joined at build time, not imported"));
                    }
                }
                support::css::Part::Declaration(name, value) => {
                    let complaint = declaration_complaint(&path, &name, &value);
                    complaints.extend(complaint.map(|text| format!("{place}: {text}")));
                }
            }
        }
    }
    must_be_empty(&complaints);
}

fn declaration_complaint(path: &str, name: &str, value: &str) -> Option<String> {
    if value.contains("!important") {
        return Some(String::from("`!important`"));
    }
    if PHYSICAL.contains(&name) {
        return Some(format!("`{name}` is a physical direction: use the logical property"));
    }
    let aligned = ["text-align", "float", "clear"].contains(&name);
    if aligned && ["left", "right"].contains(&value) {
        return Some(format!("`{name}: {value}` is a physical direction: use start or end"));
    }
    if value.contains("url(http") || value.contains("url(//") {
        return Some(String::from("an address of another host"));
    }
    // Another theme sets tokens anew.
    let is_token = !path.starts_with("themes/commons/") && name.starts_with("--");
    let has_tokens = ["tokens", "hues", "code", "modes"].iter().any(|name| path.contains(name));
    if !is_token && !has_tokens && has_raw_colour(value) {
        return Some(format!("`{name}: {value}` names a colour: use a token"));
    }
    None
}

fn has_raw_colour(value: &str) -> bool {
    let functions = ["rgb(", "rgba(", "hsl(", "hsla(", "oklch(", "oklab(", "hwb(", "lab(", "lch("];
    let names = ["white", "black", "red", "green", "blue", "gray", "grey"];
    let hexadecimal = value.split('#').skip(1).any(|after| {
        let digits = after.chars().take_while(char::is_ascii_hexdigit).count();
        [3, 4, 6, 8].contains(&digits)
    });
    let words = || value.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
    hexadecimal
        || functions.iter().any(|function| value.contains(function))
        || words().any(|word| names.contains(&word))
}

/// The program takes indentation and comments out of these scripts, line by line.
#[test]
fn scripts_have_no_text_of_several_lines() {
    let files = theme_files(".js");
    assert!(!files.is_empty(), "the theme has no scripts");
    let mut complaints = Vec::new();
    for (path, script) in files {
        for (at, line) in script.lines().enumerate() {
            let line = line.trim();
            if line.matches('`').count() % 2 == 1 && !line.starts_with("//") {
                complaints.push(format!("{path}:{}: a text that goes on in the next line", at + 1));
            }
            if line.starts_with("/*") && !(line.starts_with("/**") && line.ends_with("*/")) {
                complaints
                    .push(format!("{path}:{}: a comment that is neither `//` nor `/** … */` on one line", at + 1));
            }
        }
    }
    must_be_empty(&complaints);
}

#[test]
fn templates_keep_to_the_policy() {
    let files = theme_files(".html");
    assert!(!files.is_empty(), "the theme has no templates");
    let mut complaints = Vec::new();
    for (path, text) in files {
        for tag in support::html::tags(&text) {
            for (name, value) in &tag.attributes {
                if name == "style" || (name.starts_with("on") && name.len() > 2) {
                    complaints.push(format!("{path}: `{name}=\"{value}\"` on <{}>", tag.name));
                }
            }
            if tag.name == "style" || (tag.name == "script" && tag.get("src").is_none()) {
                complaints.push(format!("{path}: an inline <{}>", tag.name));
            }
            if tag.get("type") == Some("module") {
                complaints.push(format!("{path}: a module script, which doesn't load from file://"));
            }
        }
        let marked_safe = text.split("{{").filter(|piece| {
            let expression = piece.split("}}").next().unwrap_or_default();
            expression.replace(' ', "").contains("|safe")
        });
        // A note's body, alone or in a booklet, and an item's words, which are a passage of one.
        let rendered = [" view.body | safe }}", " chapter.body | safe }}", " item.words | safe }}"];
        for piece in marked_safe.filter(|piece| !rendered.iter().any(|rendered| piece.starts_with(rendered))) {
            let expression = piece.split("}}").next().unwrap_or_default();
            complaints.push(format!("{path}: only a rendered note body is marked safe, not `{{{{{expression}}}}}`"));
        }
    }
    must_be_empty(&complaints);
}

#[test]
fn tidy_reads_rust_as_it_is_written() {
    let source = Source::read(
        "//! About.\nuse crate::{note::Note, text};\n// crate::cli in a comment\nlet s = \"crate::cli\";\n\
         let c = '\"'; crate::parse::note(r#\"crate::cli\"#);\nfn f(a: &str, loud: bool) -> bool {}\n\
         // TODO later\n/// `TODO:` is a mark.\n#[cfg(test)]\nmod tests {\n use crate::cli;\n}\n",
    );
    let names: Vec<(usize, String)> = source.crate_paths();
    let expected = [(2, "note"), (2, "text"), (5, "parse")];
    assert_eq!(names, expected.map(|(line, name)| (line, name.to_owned())));
    assert_eq!(source.bool_parameters(), [6]);
    assert_eq!(source.unfinished_comments(), [7]);
    assert_eq!(source.lines_without_tests(), 8);
}
