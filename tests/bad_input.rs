//! Input that git can't hold well or that no person writes on purpose: each file is made here, a
//! site is built around it, and three things must be true: the program ends by itself, the other
//! pages are there, and where something is wrong a message names the file.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read and write the disk")]

mod support;

use std::fs;
use std::path::Path;
use support::{Ran, run};

/// A temporary folder with a good site in `site`: a home page and a plain one.
struct Bench {
    folder: tempfile::TempDir,
}

impl Bench {
    fn new() -> Bench {
        let folder = tempfile::tempdir().unwrap();
        support::write(folder.path(), "site/roundtable.toml", "name = \"Invented\"\n");
        support::write(folder.path(), "site/content/index.md", "# Home\n");
        support::write(folder.path(), "site/content/good.md", "# Good\n\nA good page.\n");
        Bench { folder }
    }

    fn with(path: &str, bytes: impl AsRef<[u8]>) -> Bench {
        let bench = Bench::new();
        support::write(bench.folder.path(), &format!("site/{path}"), bytes);
        bench
    }

    fn path(&self, path: &str) -> std::path::PathBuf {
        self.folder.path().join(path)
    }

    /// Builds and checks; the good pages must be there.
    fn outcome(&self) -> Outcome {
        let folder = self.folder.path();
        let built = support::build(folder, "out");
        let checked = run(folder, &["check", "site", "--format", "json"]);
        checked.must_have_finished();
        assert!(matches!(checked.code, Some(0 | 1)), "{}", checked.said());
        for page in ["out/index.html", "out/good.html"] {
            assert!(self.path(page).is_file(), "{page} is missing: {}", built.said());
        }
        let good = self.page("good.html");
        assert!(good.contains("A good page."), "good.html lost its text");
        assert_eq!(support::links::broken(&self.path("out")), Vec::<String>::new());
        Outcome { built, checked }
    }

    fn page(&self, name: &str) -> String {
        fs::read_to_string(self.path("out").join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }
}

struct Outcome {
    built: Ran,
    checked: Ran,
}

impl Outcome {
    /// Both commands must name the file and give this rule's name.
    fn reports(&self, rule: &str, file: &str) {
        let said = format!("{}{}", self.built.stdout, self.built.stderr);
        assert!(said.contains(file), "build doesn't name {file}: {}", self.built.said());
        assert!(said.contains(rule), "build doesn't say {rule}: {}", self.built.said());
        assert!(self.checked.stdout.contains(file), "check doesn't name {file}: {}", self.checked.said());
        assert!(self.checked.stdout.contains(rule), "check doesn't say {rule}: {}", self.checked.said());
    }

    /// Nothing is wrong with the site.
    fn is_silent_about(&self, file: &str) {
        assert!(!self.checked.stdout.contains(file), "{}", self.checked.said());
    }
}

#[test]
fn a_file_that_is_not_utf8() {
    let bench = Bench::with("content/latin.md", b"# Caf\xe9\n\nGr\xfc\xdfe from \xff\xfe.\n");
    bench.outcome().reports("not-utf8", "latin.md");
    assert!(bench.page("latin.html").contains("from"));
}

#[test]
fn a_file_in_utf16() {
    let bytes: Vec<u8> = "\u{feff}# Two bytes each\n\nText.\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    Bench::with("content/wide.md", bytes).outcome().reports("not-utf8", "wide.md");
}

#[test]
fn a_byte_order_mark_is_no_text() {
    let bench = Bench::with("content/marked.md", "\u{feff}---\ntitle: Marked\n---\n\nText.\n");
    bench.outcome().is_silent_about("marked.md");
    let page = bench.page("marked.html");
    assert!(page.contains("Marked") && !page.contains('\u{feff}'));
}

#[test]
fn windows_line_ends_read_as_others() {
    let text = "---\ntitle: Ends\n---\n\n# Ends\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n";
    let unix = Bench::with("content/ends.md", text);
    let windows = Bench::with("content/ends.md", text.replace('\n', "\r\n"));
    unix.outcome().is_silent_about("ends.md");
    windows.outcome().is_silent_about("ends.md");
    assert_eq!(unix.page("ends.html"), windows.page("ends.html"));
}

#[test]
fn empty_and_blank_files_get_pages() {
    let bench = Bench::with("content/empty.md", "");
    support::write(bench.folder.path(), "site/content/blank.md", "\n \t\n\n");
    support::write(bench.folder.path(), "site/content/only-front.md", "---\ntitle: Only\n---");
    bench.outcome();
    for page in ["empty.html", "blank.html", "only-front.html"] {
        assert!(bench.page(page).contains("<h1"), "{page} has no heading");
    }
}

#[test]
fn zero_bytes_and_control_characters() {
    let bench = Bench::with("content/zero.md", b"# Zero\n\na\0b\x01c\x1b[31m\x7f \xef\xbf\xbe\n");
    bench.outcome();
    assert!(!bench.page("zero.html").contains('\0'));
}

/// Found by fuzzing: nothing was left of the address, and the build ended.
#[test]
fn addresses_that_end_where_they_begin() {
    let bench = Bench::with("content/ends.md", "# Ends\n\nSee www., www.) http://. https://, www.. and so on.\n");
    bench.outcome();
    assert!(bench.page("ends.html").contains("See www., www.) http://. https://, www.. and so on."));
}

/// A character reference may stand for the character with which places in a page are marked. Found by fuzzing.
#[test]
fn references_to_control_characters_mark_no_place() {
    let mark = "&#1;l0&#x1;&#00001;w0&#1;&#1;t2&#1;&#1;b0&#1;";
    let note = format!(
        "# {mark}\n\n[a](good.md \"{mark}\") ![{mark}](x.png \"{mark}\") <b title=\"{mark}\">{mark}</b> `{mark}` [{mark}]({mark})\n\n\
         [^{mark}]\n\n[^{mark}]: {mark}\n\n```{mark}\n{mark}\n```\n\n> [!note] {mark}\n\n## Decisions\n- {mark}\n"
    );
    let bench = Bench::with("content/marks.md", &note);
    bench.outcome();
    let page = bench.page("marks.html");
    assert!(!page.contains('\u{1}'), "{page}");
    assert!(page.contains("title=\"\u{fffd}l0\u{fffd}\u{fffd}w0\u{fffd}\u{fffd}t2"), "{page}");
    assert_eq!(
        page.matches("href=\"good.html\"").count(),
        bench.page("index.html").matches("href=\"good.html\"").count() + 1
    );
}

#[test]
fn a_very_long_line() {
    let words = "word ".repeat(30_000);
    let long = format!("# Long\n\n{words}[gone](gone.md) end\n\n{}\n", "x".repeat(150_000));
    let bench = Bench::with("content/long.md", long);
    let outcome = bench.outcome();
    outcome.reports("broken-link", "long.md");
    assert!(outcome.built.stderr.len() + outcome.built.stdout.len() < 5_000, "the message shows the whole line");
    assert!(bench.page("long.html").contains(&"x".repeat(150_000)));
}

#[test]
fn a_very_large_file() {
    let paragraph = "A paragraph with *stress*, `code` and [a link](good.md#good).\n\n";
    let bench =
        Bench::with("content/large.md", format!("# Large\n\n{}", paragraph.repeat(5_000_000 / paragraph.len())));
    bench.outcome();
    assert!(bench.page("large.html").len() > 4_000_000);
}

#[test]
fn deep_nesting_of_every_kind() {
    let bench = Bench::new();
    let deep: Vec<(&str, String)> = [deep_blocks(), deep_inlines(), deep_front_matter()].concat();
    for (name, text) in &deep {
        let path = format!("site/content/{name}.md");
        support::write(bench.folder.path(), &path, format!("{text}\n"));
    }
    bench.outcome();
    for (name, _) in &deep {
        let page = bench.page(&format!("{name}.html"));
        assert!(page.contains("deep"), "{name}.html lost its text");
    }
}

fn deep_blocks() -> Vec<(&'static str, String)> {
    let list = |depth| format!("{}- deep\n", "  ".repeat(depth));
    let callout = |depth| format!("{} [!note] deep\n", "> ".repeat(depth));
    let footnote = |number| format!("[^{number}]: [^{}] deep\n\n", number + 1);
    vec![
        ("quotes", "> ".repeat(1_000) + "deep"),
        ("lists", (0..1_000).map(list).collect()),
        ("callouts", (1..300).map(callout).collect()),
        ("footnotes", (0..2_000).map(footnote).collect()),
        ("elements", around("<div>", "deep", "</div>", 5_000)),
    ]
}

fn deep_inlines() -> Vec<(&'static str, String)> {
    let ticks = |length| "`".repeat(length) + " deep ";
    vec![
        ("brackets", "[".repeat(20_000) + "deep"),
        ("closed-brackets", around("[", "deep", "](x)", 5_000)),
        ("images", around("![", "deep", "](x.png)", 2_000)),
        ("stars", around("*", "deep", "*", 20_000)),
        ("ticks", (1..400).map(ticks).collect()),
        ("wikilinks", "[[deep".repeat(10_000)),
    ]
}

fn deep_front_matter() -> Vec<(&'static str, String)> {
    let value = around("[", "", "]", 5_000);
    vec![
        ("yaml", format!("---\na: {value}\n---\n\ndeep")),
        ("toml", format!("+++\na = {value}\n+++\n\ndeep")),
        ("anchors", format!("---\n{}---\n\ndeep", yaml_bomb())),
    ]
}

fn around(before: &str, middle: &str, after: &str, times: usize) -> String {
    format!("{}{middle}{}", before.repeat(times), after.repeat(times))
}

/// A few lines of YAML that stand for a billion values.
fn yaml_bomb() -> String {
    let mut text = String::from("a: &a [x,x,x,x,x,x,x,x,x]\n");
    for (now, before) in ('b'..='i').zip('a'..='h') {
        text.push_str(&format!("{now}: &{now} [{}]\n", [format!("*{before}").as_str(); 9].join(",")));
    }
    text
}

#[test]
fn a_configuration_that_cannot_be_read_publishes_nothing() {
    for (name, text) in
        [("wrong type", b"name = [1]\n".as_slice()), ("no toml", b"name: x\n"), ("no text", b"name = \"\xff\"\n")]
    {
        let bench = Bench::new();
        support::build(bench.folder.path(), "out");
        let before = support::contents(&bench.path("out"));
        support::write(bench.folder.path(), "site/roundtable.toml", text);
        let ran = run(bench.folder.path(), &["build", "site", "--output", "out"]);
        ran.must_have_finished();
        assert_ne!(ran.code, Some(0), "{name}: {}", ran.said());
        assert!(ran.stderr.contains("roundtable.toml:1"), "{name}: {}", ran.said());
        let after = support::contents(&bench.path("out"));
        assert_eq!(support::differences(&before, &after), Vec::<String>::new());
    }
}

#[test]
fn a_template_with_a_typo_is_reported_with_its_place() {
    let bench = Bench::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/commons");
    let name = support::files(&root)
        .into_keys()
        .find(|path| path.ends_with("page.html"))
        .expect("the theme has a template for plain pages");
    let text = fs::read_to_string(root.join(&name)).unwrap();
    support::write(bench.folder.path(), &format!("site/theme/{name}"), format!("{text}\n{{{{ unclosed \n"));
    bench.outcome().reports("template", &name);
}

#[test]
fn names_that_trouble_some_systems() {
    let names = [
        "con",
        "aux.notes",
        "NUL",
        "com1",
        "why?",
        "a:b",
        "star*",
        "pipe|",
        "quote\"",
        "less<than>",
        "back\\slash",
        "trailing ",
        " leading",
        "dot.",
        "tab\tname",
        "line\nend",
        "%2e%2e",
        "-rf",
        "~",
        "#",
    ];
    let bench = Bench::new();
    let mut home = String::from("# Home\n\n");
    for name in names {
        support::write(bench.folder.path(), &format!("site/content/odd/{name}.md"), format!("# The page {name:?}\n"));
        home.push_str(&format!("- [[odd/{name}]]\n"));
    }
    support::write(bench.folder.path(), "site/content/index.md", home);
    bench.outcome();
    let pages = support::files(&bench.path("out/odd"));
    let own: Vec<&String> = pages.keys().filter(|name| !name.ends_with("index.html")).collect();
    assert_eq!(own.len(), names.len(), "{own:?}");
    let lower: std::collections::BTreeSet<String> = own.iter().map(|name| name.to_lowercase()).collect();
    assert_eq!(lower.len(), names.len(), "two pages differ in letter case alone");
    for name in own {
        let stem = name.split('.').next().unwrap_or_default().to_lowercase();
        assert!(!["con", "aux", "nul", "com1"].contains(&stem.as_str()), "{name} can't be stored on Windows");
        assert!(
            !name.contains(['?', ':', '*', '|', '"', '<', '>', '\\', '\n', '\t']),
            "{name} can't be stored on Windows"
        );
    }
}

#[test]
fn a_missing_folder_is_said_plainly() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["build", "check"] {
        let ran = run(folder.path(), &[command, "nowhere"]);
        ran.must_have_finished();
        assert_eq!(ran.code, Some(2), "{}", ran.said());
        assert!(ran.stderr.contains("nowhere"), "{}", ran.said());
    }
    assert!(support::files(folder.path()).is_empty(), "something was written");
}

#[cfg(unix)]
mod unix {
    use super::{Bench, Path, Ran, fs, support};
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};

    #[test]
    fn links_in_a_circle_and_out_of_the_folder() {
        let bench = Bench::new();
        support::write(bench.folder.path(), "outside/secret.md", "# The secret outside\n");
        symlink("..", bench.path("site/content/circle")).unwrap();
        symlink("self.md", bench.path("site/content/self.md")).unwrap();
        symlink("nowhere.md", bench.path("site/content/dangling.md")).unwrap();
        symlink(bench.path("outside"), bench.path("site/content/away")).unwrap();
        symlink("../../outside/secret.md", bench.path("site/content/away.md")).unwrap();
        bench.outcome().reports("outside-folder", "away");
        let leaked = support::contents(&bench.path("out"))
            .into_iter()
            .find(|(_, bytes)| String::from_utf8_lossy(bytes).contains("The secret outside"));
        assert!(leaked.is_none(), "{:?} shows a file from outside the folder", leaked.map(|(path, _)| path));
    }

    #[test]
    fn a_link_inside_the_folder_is_a_file() {
        let bench = Bench::new();
        symlink("good.md", bench.path("site/content/again.md")).unwrap();
        bench.outcome();
        assert!(bench.page("again.html").contains("A good page."));
    }

    #[test]
    fn a_name_that_is_not_utf8() {
        let bench = Bench::new();
        let name = OsStr::from_bytes(b"caf\xe9.md");
        fs::write(bench.path("site/content").join(name), "# Caf\n").unwrap();
        bench.outcome();
    }

    #[test]
    fn pipes_and_sockets_are_passed_over() {
        let bench = Bench::new();
        let pipe = bench.path("site/content/pipe.md");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
        assert!(made.success());
        bench.outcome();
    }

    /// The administrator may read every file, so for that user the program runs as nobody.
    #[test]
    fn unreadable_files_and_folders() {
        let bench = Bench::with("content/locked.md", "# Locked\n");
        support::write(bench.folder.path(), "site/content/closed/inside.md", "# Inside\n");
        let locked = ["site/content/locked.md", "site/content/closed"].map(|path| bench.path(path));
        for path in &locked {
            fs::set_permissions(path, fs::Permissions::from_mode(0o000)).unwrap();
        }
        let is_administrator = fs::read(&locked[0]).is_ok();
        let ran = if is_administrator {
            as_nobody(bench.folder.path(), &["build", "site", "--output", "out"])
        } else {
            support::run(bench.folder.path(), &["build", "site", "--output", "out"])
        };
        fs::set_permissions(&locked[1], fs::Permissions::from_mode(0o700)).unwrap();
        assert_eq!(ran.code, Some(0), "{}", ran.said());
        assert!(bench.page("good.html").contains("A good page."));
        for name in ["unreadable", "locked.md", "closed"] {
            assert!(ran.stderr.contains(name), "no {name}: {}", ran.said());
        }
    }

    /// Runs a copy of the program, since nobody may not look into the administrator's folders.
    fn as_nobody(folder: &Path, arguments: &[&str]) -> Ran {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o777)).unwrap();
        let program = folder.join("program");
        fs::copy(env!("CARGO_BIN_EXE_roundtable"), &program).unwrap();
        let output = std::process::Command::new("setpriv")
            .args(["--reuid=65534", "--regid=65534", "--clear-groups", "--"])
            .arg(&program)
            .args(arguments)
            .current_dir(folder)
            .output()
            .unwrap();
        Ran {
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}
