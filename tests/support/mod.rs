//! What the tests share: running the program as a user does, and reading and writing folders.
//! The program runs with a bare environment, so that no test depends on the machine it runs on.

#![allow(dead_code, reason = "every test program uses some of this, none uses all")]

pub(crate) mod corpus;
pub(crate) mod css;
pub(crate) mod html;
pub(crate) mod links;
pub(crate) mod rust;
pub(crate) mod serve;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a finished program left behind.
#[derive(Debug)]
pub(crate) struct Ran {
    /// The exit code; none when a signal ended the program.
    pub(crate) code: Option<i32>,
    /// What it printed.
    pub(crate) stdout: String,
    /// What it complained about.
    pub(crate) stderr: String,
}

impl Ran {
    /// Both streams, for a message.
    pub(crate) fn said(&self) -> String {
        format!("exit code {:?}\n--- stdout\n{}\n--- stderr\n{}", self.code, self.stdout, self.stderr)
    }

    /// Fails where the program died instead of finishing: by a signal or by a panic.
    pub(crate) fn must_have_finished(&self) {
        let panicked = self.stderr.contains("panicked at") || self.code == Some(101);
        assert!(self.code.is_some() && !panicked, "the program died: {}", self.said());
    }
}

/// The program with its arguments, in `folder`, with no environment but what a program needs.
pub(crate) fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_roundtable"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", folder)
        .env("LANG", "C.UTF-8")
        .env("TZ", "UTC")
        .stdin(Stdio::null());
    command
}

/// Runs the program in `folder` and waits for its end.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Ran {
    let output = command(folder, arguments).output().expect("the program can be started");
    Ran {
        code: output.status.code(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Builds the knowledge base `site` in `folder` into `output`, and fails where that isn't possible.
pub(crate) fn build(folder: &Path, output: &str) -> Ran {
    let ran = run(folder, &["build", "site", "--output", output, "--today", TODAY]);
    ran.must_have_finished();
    assert_eq!(ran.code, Some(0), "{}", ran.said());
    ran
}

/// The date that generated sites are built for.
pub(crate) const TODAY: &str = "2023-02-20";

/// Every file below `folder`, by its path from there with `/` between, without following links.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, PathBuf> {
    let mut found = BTreeMap::new();
    collect(folder, "", &mut found);
    found
}

fn collect(folder: &Path, prefix: &str, found: &mut BTreeMap<String, PathBuf>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("can't list {}: {error}", folder.display()));
    for entry in entries {
        let entry = entry.expect("a folder's entry can be read");
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        if entry.file_type().expect("an entry's kind can be read").is_dir() {
            collect(&entry.path(), &format!("{path}/"), found);
        } else {
            found.insert(path, entry.path());
        }
    }
}

/// Every file below `folder` with its bytes.
pub(crate) fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    files(folder).into_iter().map(|(name, path)| (name, fs::read(path).expect("an output file can be read"))).collect()
}

/// Writes a file and the folders above it.
pub(crate) fn write(folder: &Path, path: &str, bytes: impl AsRef<[u8]>) {
    let target = folder.join(path);
    if let Some(parent) = target.parent() {
        fs::create_dir_all(parent).expect("a folder can be made");
    }
    fs::write(&target, bytes).unwrap_or_else(|error| panic!("can't write {}: {error}", target.display()));
}

/// Copies a folder with all that is in it; symbolic links stay links.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for (name, path) in files(from) {
        let target = to.join(&name);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent).expect("a folder can be made");
        }
        #[cfg(unix)]
        if path.is_symlink() {
            let points_to = fs::read_link(&path).expect("a link can be read");
            std::os::unix::fs::symlink(points_to, &target).expect("a link can be made");
            continue;
        }
        fs::copy(&path, &target).expect("a file can be copied");
    }
}

/// What differs between two folders' files, in words; empty when nothing does.
pub(crate) fn differences(left: &BTreeMap<String, Vec<u8>>, right: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let names: std::collections::BTreeSet<&String> = left.keys().chain(right.keys()).collect();
    names
        .into_iter()
        .filter_map(|name| match (left.get(name), right.get(name)) {
            (Some(a), Some(b)) if a == b => None,
            (Some(a), Some(b)) => Some(format!("{name} differs{}", first_difference(a, b))),
            (Some(_), None) => Some(format!("{name} is only in the first")),
            (None, _) => Some(format!("{name} is only in the second")),
        })
        .collect()
}

/// Where two texts first differ, in words.
pub(crate) fn first_difference(a: &[u8], b: &[u8]) -> String {
    let a = String::from_utf8_lossy(a);
    let b = String::from_utf8_lossy(b);
    let (mut left, mut right) = (a.lines(), b.lines());
    for number in 1.. {
        match (left.next(), right.next()) {
            (Some(x), Some(y)) if x == y => {}
            (None, None) => break,
            (x, y) => {
                return format!(" at line {number}:\n  - {}\n  + {}", x.unwrap_or("(end)"), y.unwrap_or("(end)"));
            }
        }
    }
    String::from(" in its line ends")
}
