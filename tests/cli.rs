//! The command line as people and programs meet it: the real program is run in folders of its own, and
//! what it prints, how it ends and which files it leaves are looked at.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read and write the disk")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

/// What a finished program left behind.
struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn command(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_roundtable"));
    command.args(words).current_dir(folder).stdin(Stdio::null()).env("TZ", "UTC").env_remove("NO_COLOR");
    command
}

fn run(folder: &Path, words: &[&str]) -> Ran {
    let output = command(folder, words).output().unwrap();
    let ran = Ran {
        code: output.status.code().expect("no signal ended it"),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    };
    assert!(ran.code != 101 && !ran.err.contains("panicked"), "{}", ran.err);
    ran
}

/// Runs what must go well, and gives what it printed.
fn done(folder: &Path, words: &[&str]) -> String {
    let ran = run(folder, words);
    assert_eq!(ran.code, 0, "{words:?}\n{}{}", ran.out, ran.err);
    ran.out
}

/// Runs what must fail, and gives the exit code and the complaint.
fn refused(folder: &Path, words: &[&str]) -> (i32, String) {
    let ran = run(folder, words);
    assert_ne!(ran.code, 0, "{words:?}\n{}", ran.out);
    assert_eq!(ran.out, "", "{words:?}");
    (ran.code, ran.err)
}

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        write(folder.path(), path, text);
    }
    folder
}

fn write(folder: &Path, path: &str, text: &str) {
    let file = folder.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

fn read(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The paths of all files in a folder.
fn files(folder: &Path) -> Vec<String> {
    fn walk(folder: &Path, before: &str, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let path = format!("{before}{}", entry.file_name().to_string_lossy());
            if entry.file_type().unwrap().is_dir() {
                walk(&entry.path(), &format!("{path}/"), found);
            } else {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(folder, "", &mut found);
    found.sort();
    found
}

fn json(text: &str) -> Vec<Value> {
    serde_json::from_str::<Vec<Value>>(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// A group with a schedule and two sessions, on a day in between.
fn network() -> TempDir {
    folder(&[
        ("roundtable.toml", "name = \"Test network\"\ntoday = 2023-01-20\n"),
        ("content/index.md", "# Test network\n"),
        (
            "content/groups/housing/index.md",
            "---\nschedule:\n  every: 2nd thursday\n  time: 12:00–12:45\n  first: 2022-12-08\n  sessions: 4\n---\n# Health & Housing\n",
        ),
        ("content/groups/housing/sessions/2022-12-08-beginning.md", "---\nnumber: 1\n---\n# Beginning\n"),
        (
            "content/groups/housing/sessions/2023-01-12-going-on.md",
            "---\nnumber: 2\n---\n# Going on\n\nSee [the first](2022-12-08-beginning.md).\n",
        ),
    ])
}

/// Notes with an error and a warning.
const BROKEN: [(&str, &str); 3] = [
    ("roundtable.toml", "nmae = \"x\"\n"),
    ("content/index.md", "# Home\n\nWe spent [[Budget 2025]] on 会议 [[Budgte 2026]].\n"),
    ("content/budget.md", "# Budget 2026\n\n[Home](index.md)\n"),
];

#[test]
fn a_new_knowledge_base_builds_without_a_warning() {
    let here = folder(&[]);
    let told = done(here.path(), &["init", "our network", "--today", "2023-02-20"]);
    assert!(told.contains("cd \"our network\"\n"), "{told}");
    let base = here.path().join("our network");
    let expected = [
        ".gitignore",
        "content/groups/our-first-group/goals.md",
        "content/groups/our-first-group/index.md",
        "content/groups/our-first-group/sessions/2023-02-09-getting-to-know-each-other.md",
        "content/guidelines.md",
        "content/index.md",
        "content/resources.md",
        "roundtable.toml",
    ];
    assert_eq!(files(&base), expected);
    assert!(expected.iter().all(|path| told.contains(&format!("  {path}\n"))), "{told}");
    assert_eq!(done(&base, &["check", "--strict", "--today", "2023-02-20"]), "no problems in 6 notes\n");
    let built = run(&base, &["build", "--today", "2023-02-20"]);
    assert_eq!((built.code, built.err.as_str()), (0, ""));
    assert!(built.out.contains(" in public\n"), "{}", built.out);
    assert!(read(&base, "public/index.html").contains("Our network"));
    let kinds: Vec<Value> =
        json(&done(&base, &["list", "notes", "--format", "json"])).iter().map(|row| row["kind"].clone()).collect();
    assert_eq!(kinds, ["goals", "index", "session", "guidelines", "index", "resources"]);
    assert_eq!(
        done(&base, &["new", "session", "--today", "2023-02-20"]),
        "content/groups/our-first-group/sessions/2023-03-09.md\n"
    );
    assert_eq!(done(&base, &["check", "--strict", "--today", "2023-02-20"]), "no problems in 7 notes\n");
}

#[test]
fn every_setting_of_a_new_knowledge_base_can_be_used() {
    let here = folder(&[]);
    done(here.path(), &["init"]);
    let settings = read(here.path(), "roundtable.toml");
    let used: String = settings
        .lines()
        .map(|line| {
            line.strip_prefix("# ").filter(|line| line.contains(" = ") || line.starts_with('[')).unwrap_or(line)
        })
        .map(|line| format!("{line}\n"))
        .collect();
    assert_ne!(used, settings);
    write(here.path(), "roundtable.toml", &used);
    assert_eq!(done(here.path(), &["check", "--strict"]), "no problems in 6 notes\n");
}

#[test]
fn a_folder_that_holds_something_is_left_alone_unless_asked() {
    let here =
        folder(&[("content/guidelines.md", "mine"), ("README.md", "mine"), ("roundtable.toml", "name = \"Mine\"\n")]);
    let before = files(here.path());
    let (code, complaint) = refused(here.path(), &["init"]);
    assert!(code == 2 && complaint.contains("isn't empty") && complaint.contains("--add-to-existing"), "{complaint}");
    assert_eq!(files(here.path()), before);
    let told = done(here.path(), &["init", "--add-to-existing"]);
    assert!(told.contains("stayed as they were:\n  content/guidelines.md\n  roundtable.toml\n"), "{told}");
    assert_eq!(
        [
            read(here.path(), "content/guidelines.md"),
            read(here.path(), "README.md"),
            read(here.path(), "roundtable.toml")
        ],
        ["mine", "mine", "name = \"Mine\"\n"]
    );
    assert!(files(here.path()).contains(&"content/groups/our-first-group/index.md".to_owned()));
    assert!(files(here.path()).iter().all(|path| !path.ends_with(".new")));
}

#[test]
fn notes_that_are_there_stay_part_of_the_site() {
    let here = folder(&[("meetings/2024-05-14.md", "# Meeting\n"), (".git/HEAD", "x")]);
    done(here.path(), &["init", "--force"]);
    assert_eq!(files(here.path()), [".git/HEAD", ".gitignore", "meetings/2024-05-14.md", "roundtable.toml"]);
    let plain = folder(&[("thoughts.md", "# Thoughts\n")]);
    done(plain.path(), &["init", "--add-to-existing"]);
    assert!(files(plain.path()).contains(&"groups/our-first-group/index.md".to_owned()));
    assert_eq!(done(plain.path(), &["check", "--strict"]), "no problems in 7 notes\n");
    let with_git = folder(&[(".git/HEAD", "x")]);
    done(with_git.path(), &["init"]);
}

#[test]
fn the_next_session_follows_from_the_schedule() {
    let base = network();
    let session = run(base.path(), &["new", "session", "housing"]);
    assert_eq!(session.out, "content/groups/housing/sessions/2023-02-09.md\n");
    assert!(
        session.err.contains("Thursday, 9 February 2023") && session.err.contains("2nd thursday"),
        "{}",
        session.err
    );
    let text = read(base.path(), session.out.trim_end());
    assert!(text.starts_with("---\ntitle: Session 3\ndate: 2023-02-09\ntime: 12:00–12:45\nnumber: 3\n---\n"), "{text}");
    for heading in
        ["Background", "Ideas and strategies", "Insights", "Decisions", "Action items", "Open questions", "Resources"]
    {
        assert!(text.contains(&format!("\n## {heading}\n")), "{heading}");
    }
    let last = run(base.path(), &["new", "session", "Health & housing", "--title", "What's \"next\"?: #1"]);
    assert_eq!(last.out, "content/groups/housing/sessions/2023-03-09-what-s-next-1.md\n");
    let over = run(base.path(), &["new", "session"]);
    assert!(over.out.ends_with("2023-01-20.md\n") && over.err.contains("no day left"), "{}{}", over.out, over.err);
    assert_eq!(done(base.path(), &["check", "--strict"]), "no problems in 7 notes\n");
    let sessions = json(&done(base.path(), &["list", "sessions", "--format", "json"]));
    let shown: Vec<String> = sessions
        .iter()
        .map(|row| format!("{} {} {} {}", row["date"], row["number"], row["title"], row["status"]))
        .collect();
    assert_eq!(
        shown,
        [
            r#""2022-12-08" 1 "Beginning" "past""#,
            r#""2023-01-12" 2 "Going on" "past""#,
            r#""2023-01-20" null "Session on 20 January 2023" "next""#,
            r#""2023-02-09" 3 "Session 3" "upcoming""#,
            r#""2023-03-09" 4 "What's \"next\"?: #1" "upcoming""#,
        ]
    );
}

#[test]
fn nothing_is_overwritten() {
    let base = network();
    let words = ["new", "session", "housing", "--date", "2023-02-09", "--title", "Moving"];
    let path = done(base.path(), &words);
    write(base.path(), path.trim_end(), "mine");
    let before = files(base.path());
    let (code, complaint) = refused(base.path(), &words);
    assert!(code == 2 && complaint.contains(path.trim_end()) && complaint.contains("--title"), "{complaint}");
    assert_eq!(read(base.path(), path.trim_end()), "mine");
    let (code, complaint) = refused(base.path(), &["new", "group", "HOUSING"]);
    assert!(code == 2 && complaint.contains("there already"), "{complaint}");
    refused(base.path(), &["new", "group", "health & housing"]);
    assert_eq!(files(base.path()), before);
}

#[test]
fn a_new_group_has_its_pages_and_takes_sessions() {
    let base = network();
    let group = run(base.path(), &["new", "group", "  Data:  law #2  "]);
    assert_eq!(group.out, "content/groups/data-law-2/index.md\n");
    assert!(group.err.contains("new session data-law-2"), "{}", group.err);
    for page in ["index", "goals", "guidelines", "resources"] {
        read(base.path(), &format!("content/groups/data-law-2/{page}.md"));
    }
    let groups = json(&done(base.path(), &["list", "groups", "--format", "json"]));
    assert_eq!(groups[0]["name"], "Data: law #2");
    assert_eq!(
        done(base.path(), &["new", "session", "data law 2"]),
        "content/groups/data-law-2/sessions/2023-01-20.md\n"
    );
    assert_eq!(done(base.path(), &["check", "--strict"]), "no problems in 9 notes\n");
    assert_eq!(refused(base.path(), &["new", "group", "?!"]).0, 2);
    assert_eq!(refused(base.path(), &["new", "group", ""]).0, 2);
}

#[test]
fn a_group_is_known_by_any_of_its_names() {
    let base = network();
    done(base.path(), &["new", "group", "Data law"]);
    let names = [
        "housing",
        "Housing",
        "HEALTH & HOUSING",
        "groups/housing",
        "content/groups/housing/",
        "./content/groups/housing",
    ];
    for (name, day) in names.iter().zip(1..) {
        let path = done(base.path(), &["new", "session", name, "--date", &format!("2024-01-0{day}")]);
        assert_eq!(path, format!("content/groups/housing/sessions/2024-01-0{day}.md\n"));
    }
    let (code, complaint) = refused(base.path(), &["new", "session", "huosing"]);
    assert!(code == 2 && complaint.contains("did you mean `housing`?"), "{complaint}");
    let (code, complaint) = refused(base.path(), &["new", "session", "gardening"]);
    assert!(
        code == 2 && complaint.contains("`data-law`, `housing`") && complaint.contains("new group \"gardening\""),
        "{complaint}"
    );
    let (code, complaint) = refused(base.path(), &["new", "session"]);
    assert!(code == 2 && complaint.contains("several groups"), "{complaint}");
    assert_eq!(refused(base.path(), &["new", "session", "housing", "--date", "soon"]).0, 2);
}

#[test]
fn paths_are_told_from_where_one_stands() {
    let base = network();
    let deep = base.path().join("content/groups/housing/sessions");
    assert_eq!(done(&deep, &["new", "session"]), "2023-02-09.md\n");
    assert_eq!(done(&deep, &["new", "group", "Data law"]), "../../data-law/index.md\n");
    let above = base.path().parent().unwrap();
    let name = base.path().file_name().unwrap().to_str().unwrap();
    let path = done(above, &["new", "session", "housing", "--in", &format!("./{name}")]);
    assert_eq!(path, format!("{name}/content/groups/housing/sessions/2023-03-09.md\n"));
    assert_eq!(refused(above, &["new", "session", "housing", "--in", "no-such-folder"]).0, 2);
}

#[test]
fn a_folder_without_settings_is_followed_in_its_habits() {
    let base = folder(&[("meetings/2024-04-09.md", "# April\n"), ("meetings/2024-05-14.md", "# May\n")]);
    let path = done(base.path(), &["new", "session", "--date", "2024-06-11"]);
    assert_eq!(path, "meetings/2024-06-11.md\n");
    assert!(read(base.path(), "meetings/2024-06-11.md").starts_with("# Session on 11 June 2024\n\n<!--"));
    let rows = json(&done(base.path(), &["list", "sessions", "--format", "json", "--today", "2024-06-01"]));
    assert_eq!([&rows[2]["date"], &rows[2]["status"]], ["2024-06-11", "next"]);
    let titled = folder(&[
        ("meetings/2024-04-09.md", "# Council meeting 2024-04-09\n"),
        ("meetings/2024-05-14.md", "# Council meeting 2024-05-14\n"),
    ]);
    done(titled.path(), &["new", "session", "--date", "2024-06-11"]);
    assert!(read(titled.path(), "meetings/2024-06-11.md").starts_with("# Council meeting 2024-06-11\n"));
    let empty = folder(&[]);
    assert_eq!(done(empty.path(), &["new", "session", "--today", "2024-06-11"]), "sessions/2024-06-11.md\n");
    let years =
        folder(&[("minutes/2023/20231212-board.md", "# Board\n"), ("minutes/2023/20231114-board.md", "# Board\n")]);
    assert_eq!(done(years.path(), &["new", "session", "--date", "2024-01-09"]), "minutes/2024/20240109-board.md\n");
}

#[test]
fn people_are_told_where_what_and_what_to_do() {
    let base = folder(&BROKEN);
    let ran = run(base.path(), &["check"]);
    assert_eq!(ran.err, "");
    let expected = "\
content/index.md:3:10: error[broken-link]: no note is called `Budget 2025`
3 | We spent [[Budget 2025]] on 会议 [[Budgte 2026]].
  |          ^^^^^^^^^^^^^^^
  = help: did you mean `Budget 2026`?

content/index.md:3:32: error[broken-link]: no note is called `Budgte 2026`
3 | We spent [[Budget 2025]] on 会议 [[Budgte 2026]].
  |                                  ^^^^^^^^^^^^^^^
  = help: did you mean `Budget 2026`?

roundtable.toml:1:1: warning[unknown-key]: `nmae` is not a key that Roundtable knows
1 | nmae = \"x\"
  | ^^^^^^^^^^
  = help: did you mean `name`?

To learn more: roundtable explain broken-link

2 errors, 1 warning in 2 notes
";
    assert_eq!((ran.code, ran.out.as_str()), (1, expected));
}

#[test]
fn programs_are_told_the_same() {
    let base = folder(&BROKEN);
    let ran = run(base.path(), &["check", "--format", "json"]);
    let reports = json(&ran.out);
    assert_eq!((ran.code, reports.len()), (1, 3));
    assert_eq!([&reports[1]["line"], &reports[1]["column"], &reports[1]["length"]], [3, 32, 15]);
    assert_eq!(reports[1]["file"], "content/index.md");
    assert_eq!(reports[2]["severity"], "warning");
    let above = base.path().parent().unwrap();
    let name = base.path().file_name().unwrap().to_str().unwrap();
    let github = run(above, &["check", name, "--format", "github"]);
    let first = github.out.lines().next().unwrap();
    assert_eq!(
        first,
        format!(
            "::error file={name}/content/index.md,line=3,col=10,endColumn=25,title=broken-link::no note is called `Budget 2025`. did you mean `Budget 2026`?"
        )
    );
    assert_eq!(github.out.lines().count(), 4);
}

#[test]
fn exit_codes_tell_what_went_wrong() {
    let clean = folder(&[("index.md", "# Home\n")]);
    let warned = folder(&[("index.md", "# Home\n"), ("sessions/one.md", "# Someday\n")]);
    let code = |folder: &TempDir, words: &[&str]| run(folder.path(), words).code;
    assert_eq!(code(&clean, &["check"]), 0);
    assert_eq!(code(&clean, &["check", "--strict"]), 0);
    assert_eq!(code(&warned, &["check"]), 0);
    assert_eq!(code(&warned, &["check", "--strict"]), 1);
    assert_eq!(code(&folder(&BROKEN), &["check"]), 1);
    for command in ["check", "build", "serve", "list"] {
        let mut words = vec![command];
        words.extend(Some("notes").filter(|_| command == "list"));
        words.push("no-such-folder");
        let (code, complaint) = refused(clean.path(), &words);
        assert!(code == 2 && complaint.contains("no-such-folder: error: there is no such folder"), "{complaint}");
    }
    for words in [
        &["check", "--format", "xml"][..],
        &["list", "visitors"],
        &["bild"],
        &["build", "--today", "soon"],
        &["build", "--base-url", "example.org"],
        &["serve", "--port", "x"],
    ] {
        assert_eq!(refused(clean.path(), words).0, 2, "{words:?}");
    }
}

#[test]
fn nothing_is_published_where_the_settings_cannot_be_read() {
    let base = network();
    done(base.path(), &["build"]);
    let before = read(base.path(), "public/index.html");
    write(base.path(), "roundtable.toml", "name = \"Test\nlanguage = 3\n");
    write(base.path(), "content/index.md", "# Changed\n");
    let (code, complaint) = refused(base.path(), &["build"]);
    assert!(
        code == 1 && complaint.contains("roundtable.toml:1:") && complaint.contains("Nothing was published"),
        "{complaint}"
    );
    assert_eq!(read(base.path(), "public/index.html"), before);
    for words in [&["list", "notes"][..], &["new", "session", "housing"], &["new", "group", "A"]] {
        let (code, complaint) = refused(base.path(), words);
        assert!(code == 1 && complaint.contains("error[configuration]"), "{complaint}");
    }
    assert_eq!(run(base.path(), &["check"]).code, 1);
}

#[test]
fn mistakes_in_notes_do_not_stop_a_build() {
    let base = folder(&BROKEN);
    let ran = run(base.path(), &["build", "--output", "site"]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.err.contains("error[broken-link]") && ran.err.ends_with("roundtable explain broken-link\n\n"),
        "{}",
        ran.err
    );
    assert!(
        ran.out.contains(" in site\n") && ran.out.contains("0 unchanged, 0 removed\n2 errors, 1 warning in 2 notes\n"),
        "{}",
        ran.out
    );
    assert!(read(base.path(), "site/index.html").contains("Budget 2025"));
    let again = done(base.path(), &["build", "-o", "site"]);
    assert!(again.contains("\n0 written, "), "{again}");
}

#[test]
fn the_site_is_never_made_over_the_notes() {
    let base = network();
    let before = files(base.path());
    let above = base.path().parent().unwrap();
    let full = base.path().to_str().unwrap();
    for out in [".", "content", "./content/../content", "theme", ".."] {
        let (code, complaint) = refused(base.path(), &["build", "--output", out]);
        assert!(code == 2 && complaint.contains("holds your notes"), "{out}: {complaint}");
    }
    assert_eq!(refused(above, &["build", full, "-o", full]).0, 2);
    write(base.path(), "theirs/page.html", "mine");
    assert_eq!(refused(base.path(), &["build", "--output", "theirs"]).0, 2);
    assert_eq!(read(base.path(), "theirs/page.html"), "mine");
    fs::remove_dir_all(base.path().join("theirs")).unwrap();
    assert_eq!(files(base.path()), before);
}

#[test]
fn a_folder_without_notes_is_told_apart() {
    let empty = folder(&[("notes.txt", "not Markdown")]);
    for command in ["check", "build"] {
        let told = done(empty.path(), &[command]);
        assert!(told.contains("no problems in 0 notes\nNo notes were found"), "{told}");
    }
    assert_eq!(json(&done(empty.path(), &["list", "notes", "--format", "json"])).len(), 0);
}

#[test]
fn an_address_on_the_command_line_counts() {
    let base = network();
    let without = done(base.path(), &["build"]);
    assert!(without.contains("No address is set"), "{without}");
    let with = done(base.path(), &["build", "--base-url", "https://example.org/notes"]);
    assert!(!with.contains("No address is set"), "{with}");
    assert!(read(base.path(), "public/sitemap.xml").contains("<loc>https://example.org/notes/"));
}

#[test]
fn lists_hold_the_same_in_every_form() {
    let base = network();
    write(
        base.path(),
        "content/groups/housing/sessions/2023-01-12-going-on.md",
        "---\nnumber: 2\ntopics: [consent]\ngoals: [ask-first]\n---\n# Going on\n\nSee [the first](2022-12-08-beginning.md).\n\n\
         ## Present\n\n- Nour Haddad\n\n## Decisions\n\n- Mondays\n\n## Actions\n\n- [ ] @nour writes by 2023-02-01\n\n\
         ## Resources\n\n- [Asking well](https://example.org/asking)\n",
    );
    write(base.path(), "content/groups/housing/goals.md", "# Goals\n\n- Ask first {#ask-first}\n");
    for (kind, columns) in [
        ("goals", "source,line,id,goal,group,measure,target,sessions,first,last"),
        ("items", "source,line,kind,text,owner,due,status,date,group,address"),
        ("people", "source,line,name,role,sessions,first,last"),
        ("topics", "source,line,topic,also,notes,sessions,groups,first,last,merged_into"),
        ("resources", "source,line,title,address,kind,group,topics,first,last,times"),
        ("upcoming", "source,line,date,start,end,time_zone,group,number,title,register"),
        ("notes", "source,line,kind,title,date,group,address"),
        ("groups", "source,line,name,sessions,first,last,next,status,rounds,also,merged_into"),
        ("sessions", "source,line,date,date_end,group,number,title,status,present,absent"),
        ("links", "source,line,column,text,target,form,leads_to,state"),
    ] {
        let objects = json(&done(base.path(), &["list", kind, "--format", "json"]));
        let csv = done(base.path(), &["list", kind, "--format", "csv"]);
        let table = done(base.path(), &["list", kind]);
        assert!(csv.starts_with(&format!("{columns}\r\n")), "{csv}");
        assert_eq!(
            table.lines().next().unwrap().to_lowercase().split_whitespace().collect::<Vec<_>>().join(","),
            columns
        );
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert!(!rows.is_empty() && rows.len() == objects.len() && rows.len() + 1 == table.lines().count(), "{kind}");
        for (row, object) in rows.iter().zip(&objects) {
            let values: Vec<String> = columns.split(',').map(|column| text(&object[column])).collect();
            assert_eq!(row.iter().collect::<Vec<_>>(), values);
        }
    }
}

/// A JSON value as CSV has it.
fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| if value.is_null() { String::new() } else { value.to_string() }, str::to_owned)
}

#[test]
fn links_are_listed_with_where_they_lead() {
    let base = folder(&[
        (
            "a.md",
            "# A\n\nSee [b](b.md#part), ![x](x.svg), <https://example.org/>,\nü [c](c.md), [b](b.md#none), [[B]], [[name]] and\n\n![[b]]\n",
        ),
        ("b.md", "# B\n\n## Part\n"),
        ("one/name.md", "# One\n"),
        ("two/name.md", "# Two\n"),
        ("x.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>"),
    ]);
    let rows = json(&done(base.path(), &["list", "links", "--format", "json"]));
    let shown: Vec<String> = rows
        .iter()
        .map(|row| {
            format!(
                "{}:{} {} {} {}",
                row["line"],
                row["column"],
                text(&row["form"]),
                text(&row["leads_to"]),
                text(&row["state"])
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            "3:5 markdown b.html#part ok",
            "3:21 image x.svg ok",
            "3:34 address https://example.org/ outside",
            "4:3 markdown  broken",
            "4:14 markdown b.html broken-anchor",
            "4:30 wiki b.html ok",
            "4:37 wiki  ambiguous",
            "6:1 embed b.html ok",
        ]
    );
}

#[test]
fn titles_reach_spreadsheets_as_they_are() {
    let base = folder(&[("a.md", "# =1+1, \"two\"\n")]);
    assert_eq!(
        done(base.path(), &["list", "notes", "--format", "csv"]).lines().nth(1).unwrap(),
        "a.md,1,page,\"=1+1, \"\"two\"\"\",,,a.html"
    );
}

#[test]
fn help_is_for_everyone() {
    let here = folder(&[]);
    let help = done(here.path(), &["--help"]);
    let nothing = run(here.path(), &[]);
    assert_eq!((nothing.code, nothing.err.as_str()), (2, help.as_str()));
    for command in ["init", "new", "build", "serve", "check", "list", "completions", "man"] {
        assert!(help.contains(&format!("\n  {command} ")), "{command}");
        let one = done(here.path(), &[command, "--help"]);
        assert!(one.contains("Usage: roundtable"), "{one}");
    }
    for (command, words) in [
        ("build", &["[DIR]", "--output <OUT>", "--base-url <URL>", "--today <DATE>"][..]),
        ("serve", &["[DIR]", "--port <N>", "--open"]),
        ("check", &["[DIR]", "--format <FORMAT>", "--strict", "human", "json", "github"]),
        ("list", &["<KIND>", "[DIR]", "--format <FORMAT>", "notes", "groups", "sessions", "links", "table", "csv"]),
        ("init", &["[DIR]", "--add-to-existing"]),
    ] {
        let one = done(here.path(), &[command, "--help"]);
        assert!(words.iter().all(|word| one.contains(word)), "{one}");
    }
    let session = done(here.path(), &["new", "session", "--help"]);
    assert!(
        ["[GROUP]", "--date <D>", "--title <T>", "--in <DIR>"].iter().all(|word| session.contains(word)),
        "{session}"
    );
    assert_eq!(done(here.path(), &["--version"]), format!("roundtable {}\n", env!("CARGO_PKG_VERSION")));
    assert!(refused(here.path(), &["bild"]).1.contains("build"));
}

#[test]
fn completions_and_manual_know_every_command() {
    let here = folder(&[]);
    let commands = ["init", "new", "build", "serve", "check", "list"];
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let lines = done(here.path(), &["completions", shell]);
        assert!(commands.iter().all(|command| lines.contains(command)) && lines.contains("base-url"), "{shell}");
    }
    let page = done(here.path(), &["man"]);
    assert!(page.contains(".TH roundtable 1") && page.contains("\\-\\-base\\-url"), "{page}");
    for command in ["INIT", "NEW GROUP", "NEW SESSION", "BUILD", "SERVE", "CHECK", "LIST"] {
        assert!(page.contains(&format!(".SH \"ROUNDTABLE {command}\"")), "{command}");
    }
}

#[test]
fn a_reader_who_leaves_is_no_failure() {
    let base = network();
    for words in [&["list", "notes"][..], &["check"], &["man"], &["--help"], &["completions", "bash"], &["build"]] {
        let mut child = command(base.path(), words).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(
            (output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()),
            (Some(0), ""),
            "{words:?}"
        );
    }
}

/// A program that is ended when it is no longer needed.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

#[test]
fn the_preview_says_where_it_is_and_follows_a_save() {
    let base = network();
    let child =
        command(base.path(), &["serve", "--port", "0"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut running = Running(child);
    let mut line = String::new();
    BufReader::new(running.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let port: u16 = line
        .split("http://localhost:")
        .nth(1)
        .and_then(|rest| rest.split('/').next()?.parse().ok())
        .unwrap_or_else(|| panic!("{line}"));
    assert!(get(port, "/index.html").contains("Test network"));
    write(base.path(), "content/index.md", "# Test network\n\nA new sentence.\n");
    let deadline = Instant::now() + Duration::from_secs(20);
    while !get(port, "/index.html").contains("A new sentence.") {
        assert!(Instant::now() < deadline, "the save was never seen");
    }
}

/// The answer to a request, header and all.
fn get(port: u16, path: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn mending_waits_for_a_word_and_writes_no_more_than_it_showed() {
    let base = folder(&BROKEN);
    let before = read(base.path(), "content/index.md");
    let shown = run(base.path(), &["fix"]);
    assert_eq!(shown.code, 1, "{}", shown.out);
    assert!(shown.err.contains("nothing was written"), "{}", shown.err);
    assert_eq!(read(base.path(), "content/index.md"), before);
    let written = run(base.path(), &["fix", "--yes"]);
    assert_eq!((written.code, written.out.as_str()), (0, shown.out.as_str()));
    assert_eq!(read(base.path(), "content/index.md"), before.replace("Budgte 2026", "Budget 2026"));
    assert_eq!(read(base.path(), "roundtable.toml"), "name = \"x\"\n");
    assert_eq!(run(base.path(), &["fix", "--yes"]).code, 0);
}

#[test]
fn long_lists_are_cut_for_people_alone() {
    let lines: String = (0..14).map(|at| format!("![p](https://example.org/{at}.png)\n")).collect();
    let base = folder(&[("index.md", &format!("# Home\n\n{lines}"))]);
    let ran = run(base.path(), &["check"]);
    assert_eq!(ran.out.matches("warning[outside-image]").count(), 10, "{}", ran.out);
    assert!(ran.out.contains("and 4 more of outside-image: roundtable check --all\n"), "{}", ran.out);
    assert!(ran.out.ends_with("14 warnings in 1 note\n"), "{}", ran.out);
    let all = run(base.path(), &["check", "--all"]);
    assert_eq!(all.out.matches("warning[outside-image]").count(), 14);
    assert_eq!(json(&run(base.path(), &["check", "--format", "json"]).out).len(), 14);
}
