//! When pages were last changed, as git knows it: asked for in `roundtable.toml`, told where a history is kept, and
//! never a reason not to build.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read and write the disk")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn git(folder: &Path, day: &str, words: &[&str]) {
    let asked = Command::new("git")
        .args(["-c", "user.name=Wren", "-c", "user.email=wren@example.org", "-c", "commit.gpgsign=false"])
        .args(words)
        .current_dir(folder)
        .envs([("GIT_AUTHOR_DATE", day), ("GIT_COMMITTER_DATE", day), ("GIT_CONFIG_GLOBAL", "/dev/null")])
        .output()
        .unwrap();
    assert!(asked.status.success(), "{}", String::from_utf8_lossy(&asked.stderr));
}

fn build(folder: &Path) -> Output {
    let words = ["build", ".", "--output", "out", "--today", "2024-05-01"];
    Command::new(env!("CARGO_BIN_EXE_roundtable")).args(words).current_dir(folder).output().unwrap()
}

fn knowledge_base() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("content")).unwrap();
    fs::write(folder.path().join("roundtable.toml"), "last_changed = true\n").unwrap();
    fs::write(folder.path().join("content/index.md"), "# Home\n").unwrap();
    fs::write(folder.path().join("content/Über uns.md"), "# About us\n").unwrap();
    folder
}

#[test]
fn pages_say_when_their_note_was_last_committed() {
    let folder = knowledge_base();
    git(folder.path(), "2024-01-02T12:00:00Z", &["init", "--quiet"]);
    git(folder.path(), "2024-01-02T12:00:00Z", &["add", "."]);
    git(folder.path(), "2024-01-02T12:00:00Z", &["commit", "--quiet", "-m", "Begin"]);
    fs::write(folder.path().join("content/index.md"), "# Home\n\nMore.\n").unwrap();
    git(folder.path(), "2024-03-04T12:00:00Z", &["commit", "--quiet", "-a", "-m", "Say more"]);
    let built = build(folder.path());
    assert!(built.status.success() && !String::from_utf8_lossy(&built.stderr).contains("warning"));
    let page = |name: &str| fs::read_to_string(folder.path().join("out").join(name)).unwrap();
    assert!(page("index.html").contains("<time datetime=\"2024-03-04\">4 March 2024</time>"));
    assert!(page("über-uns.html").contains("<time datetime=\"2024-01-02\">2 January 2024</time>"));
}

#[test]
fn without_a_history_the_site_is_built_and_the_author_told() {
    let folder = knowledge_base();
    // A folder that lies in nobody's repository.
    fs::write(folder.path().join(".git"), "gitdir: nowhere\n").unwrap();
    let built = build(folder.path());
    assert!(built.status.success());
    assert!(String::from_utf8_lossy(&built.stderr).contains("`last_changed` needs git"));
    assert!(!fs::read_to_string(folder.path().join("out/index.html")).unwrap().contains("last changed"));
}
