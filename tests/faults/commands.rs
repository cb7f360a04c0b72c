//! The program itself under faults: commands that write notes, and files that vanish, can't be read or end early while a
//! site is built of them. Notes are as they were or as they were to become, and no other file is touched.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use crate::tree::{self, Tree};

/// The calls by which a command writes; those that open a file count where they make one.
const WRITES: &str = "chmod,fchmod,fchmodat,fsync,fdatasync,ftruncate,link,linkat,mkdir,mkdirat,openat,rename,renameat,\
                      renameat2,rmdir,unlink,unlinkat,write,copy_file_range,sendfile";

/// A knowledge base to write into.
fn knowledge_base() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let files = [
        ("content/groups/housing/index.md", "# Housing\n\nWe meet to share.\n"),
        ("content/groups/housing/resources.md", "# Resources\n\n- [A book](https://example.org/book)\n"),
        ("content/groups/housing/sessions/2023-01-12-first.md", "# First\n\n## Actions\n\n- [ ] @ana asks\n"),
        ("content/index.md", "# Home\n\n[first](groups/housing/sessions/2023-01-12-frist.md)\n"),
        ("content/picture.txt", "a file that a note links to"),
        ("content/page.md", "# Page\n\n[file](picture.txt)\n"),
    ];
    for (path, text) in files {
        fs::create_dir_all(folder.path().join(path).parent().unwrap()).unwrap();
        fs::write(folder.path().join(path), text).unwrap();
    }
    folder
}

/// Runs the program in a folder under strace.
fn traced(folder: &Path, arguments: &[&str], options: &[&str]) -> (Output, String) {
    let log = tempfile::NamedTempFile::new().unwrap();
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-e", "signal=none", "-o"]).arg(log.path()).args(options).arg("--");
    strace.arg(env!("CARGO_BIN_EXE_roundtable")).args(arguments).current_dir(folder);
    strace.env("RAYON_NUM_THREADS", "1").env_remove("LD_LIBRARY_PATH").stdin(std::process::Stdio::null());
    let output = strace.output().expect("strace starts: it is a package of the system, which tests/run installs");
    (output, fs::read_to_string(log.path()).unwrap())
}

/// The calls of a log that change the disk: each with its number among those of its name in its thread.
fn points(log: &str) -> Vec<(String, usize)> {
    let mut counts = std::collections::BTreeMap::new();
    let mut points = Vec::new();
    for (thread, line) in log.lines().filter_map(|line| line.split_once(' ')) {
        let line = line.trim_start();
        let Some((call, rest)) = line.split_once('(').filter(|(call, _)| WRITES.contains(call)) else { continue };
        let number = counts.entry((thread, call)).or_insert(0);
        *number += 1;
        let is_told =
            call == "write" && (rest.starts_with("1,") || rest.starts_with("2,") || rest.contains("\\1\\0\\0\\0"));
        if !is_told && (call != "openat" || rest.contains("O_CREAT")) {
            points.push((call.to_owned(), *number));
        }
    }
    points
}

/// The notes of a knowledge base, without hidden files.
fn notes(folder: &Path) -> Tree {
    let is_seen = |path: &String| !path.split('/').any(|part| part.starts_with('.'));
    tree::read(folder).into_iter().filter(|(path, entry)| is_seen(path) && *entry != tree::Entry::Folder).collect()
}

/// Runs a command with each fault at each of its calls: it does all or nothing to each file, and where it did nothing,
/// `again` does all.
fn all_or_nothing(arguments: &[&str], again: &[&str], least: usize) {
    let whole = knowledge_base();
    let before = notes(whole.path());
    let (output, log) = traced(whole.path(), arguments, &["-e", &format!("trace={WRITES}")]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let after = notes(whole.path());
    assert_ne!(before, after, "{arguments:?} writes");
    let points = points(&log);
    assert!(points.len() >= least, "{arguments:?}: {points:?}");
    println!("{}: {} points, each with four faults: {points:?}", arguments.join(" "), points.len());
    for fault in ["signal=SIGKILL", "error=ENOSPC", "error=EIO", "error=EACCES"] {
        for (call, number) in &points {
            let folder = knowledge_base();
            let inject = format!("inject={call}:{fault}:when={number}");
            let trace = format!("trace={WRITES}");
            let (output, _) = traced(folder.path(), arguments, &["-e", &trace, "-e", &inject]);
            let found = notes(folder.path());
            for (path, entry) in &found {
                let is_whole = before.get(path) == Some(entry) || after.get(path) == Some(entry);
                assert!(is_whole, "{inject}: {path} is {entry:?}");
            }
            assert!(before.keys().all(|path| found.contains_key(path)), "{inject}: a note is gone");
            if output.status.success() {
                assert_eq!(found, after, "{inject} was no obstacle: {}", String::from_utf8_lossy(&output.stderr));
            }
            if found == before {
                let (again, _) = traced(folder.path(), again, &[]);
                assert!(again.status.success(), "after {inject}: {}", String::from_utf8_lossy(&again.stderr));
                assert_eq!(notes(folder.path()), after, "after {inject}");
            }
        }
    }
}

#[test]
fn a_new_session_is_written_whole_or_not_at_all() {
    all_or_nothing(
        &["new", "session", "housing", "--today", "2023-02-09"],
        &["new", "session", "housing", "--today", "2023-02-09"],
        4,
    );
}

#[test]
fn a_new_resource_changes_its_list_whole_or_not_at_all() {
    all_or_nothing(
        &["new", "resource", "housing", "https://example.org/film", "A film"],
        &["new", "resource", "housing", "https://example.org/film", "A film"],
        4,
    );
}

#[test]
fn a_new_group_is_written_whole_or_not_at_all() {
    all_or_nothing(&["new", "group", "Gardens"], &["new", "group", "Gardens"], 4);
}

#[test]
fn a_mended_note_is_written_whole_or_not_at_all() {
    all_or_nothing(&["fix", "--yes"], &["fix", "--yes"], 4);
}

#[test]
fn a_new_knowledge_base_is_written_file_by_file_and_overwrites_none() {
    all_or_nothing(
        &["init", "fresh", "--today", "2023-02-09"],
        &["init", "fresh", "--today", "2023-02-09", "--add-to-existing"],
        4,
    );
}

/// Files that vanish, may not be read or break while a site is made of them.
#[test]
fn a_file_that_is_lost_during_a_build_leaves_the_old_or_a_new_site() {
    let folder = knowledge_base();
    let arguments = ["build", "--output", "out"];
    let (first, _) = traced(folder.path(), &arguments, &[]);
    assert!(first.status.success(), "{}", String::from_utf8_lossy(&first.stderr));
    let old = tree::read(&folder.path().join("out"));
    fs::write(folder.path().join("content/page.md"), "# Page\n\nA word more. [file](picture.txt)\n").unwrap();
    let mut runs = 0;
    for lost in ["content/page.md", "content/picture.txt", "content/index.md"] {
        let path = fs::canonicalize(folder.path().join(lost)).unwrap();
        for call in ["openat", "read", "statx", "copy_file_range"] {
            for (fault, number) in ["error=ENOENT", "error=EIO", "error=EACCES", "retval=0"]
                .into_iter()
                .flat_map(|fault| (1..=3).map(move |n| (fault, n)))
            {
                // A call that opens or looks at a file never gives 0 without having done so.
                if fault == "retval=0" && call != "read" {
                    continue;
                }
                let inject = format!("inject={call}:{fault}:when={number}");
                let (output, _) = traced(folder.path(), &arguments, &["-P", path.to_str().unwrap(), "-e", &inject]);
                let said = String::from_utf8_lossy(&output.stderr).into_owned();
                let found = tree::read(&folder.path().join("out"));
                match output.status.code() {
                    Some(0 | 1) => {
                        assert!(found.contains_key("index.html") && found.contains_key("404.html"), "{inject}: {said}")
                    }
                    Some(2) => assert!(said.contains("error: ") && said.contains("= help: "), "{inject}: {said}"),
                    other => panic!("{lost}, {inject}: {other:?} {said}"),
                }
                assert!(!found.keys().any(|path| path.contains("roundtable/")), "{inject}: {found:?}");
                runs += 1;
            }
        }
    }
    let (last, _) = traced(folder.path(), &arguments, &[]);
    assert!(last.status.success());
    assert_ne!(tree::read(&folder.path().join("out")), old);
    println!("lost files: {runs} points");
}

/// Gives every file in a folder this time.
fn set_times(folder: &Path, time: SystemTime) {
    for path in tree::read(folder).keys() {
        let file = fs::File::open(folder.join(path)).unwrap();
        file.set_modified(time).unwrap();
    }
}

/// What a site holds is told by its bytes, never by the times of its files: clocks are set back, and copies are old.
#[test]
fn a_clock_that_goes_backwards_hides_no_change() {
    let folder = knowledge_base();
    let build = || traced(folder.path(), &["build", "--output", "out", "--today", "2023-02-01"], &[]).0;
    assert!(build().status.success());
    let old = tree::read(&folder.path().join("out"));
    let (past, future) = (SystemTime::UNIX_EPOCH, SystemTime::now() + Duration::from_secs(1 << 30));
    for (notes, site) in [(past, future), (future, past)] {
        set_times(&folder.path().join("content"), notes);
        set_times(&folder.path().join("out"), site);
        let said = String::from_utf8_lossy(&build().stdout).into_owned();
        assert!(said.contains("0 written"), "{said}");
        assert_eq!(tree::read(&folder.path().join("out")), old);
    }
    fs::write(folder.path().join("content/page.md"), "# Page\n\nChanged in the past.\n").unwrap();
    set_times(&folder.path().join("content"), past);
    assert!(build().status.success());
    assert!(fs::read_to_string(folder.path().join("out/page.html")).unwrap().contains("Changed in the past"));
}
