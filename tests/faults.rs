//! Kills a build at every system call that changes the disk, and lets each of these calls fail, with
//! strace. After each the output folder holds the old or the new site, whole, with everything that
//! others put there; and the next build succeeds and leaves nothing behind.
//!
//! The build runs in a process of its own: this test program, started again (see `built`).

#![cfg(target_os = "linux")]
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

use roundtable::error::Error;
use roundtable::publish::{self, Content, Published};
use tempfile::TempDir;

#[path = "faults/tree.rs"]
mod tree;

use tree::{Entry, Tree};

/// The system calls of a build that change the disk, or lead up to it.
const CALLS: [&str; 22] = [
    "chmod",
    "copy_file_range",
    "fchmod",
    "fchmodat",
    "fdatasync",
    "flock",
    "fsync",
    "ftruncate",
    "link",
    "linkat",
    "mkdir",
    "mkdirat",
    "openat",
    "rename",
    "renameat",
    "renameat2",
    "rmdir",
    "sendfile",
    "syncfs",
    "unlink",
    "unlinkat",
    "write",
];

/// Set for a build process: which edition, into which folder, and the file that says that it began.
const EDITION: &str = "ROUNDTABLE_TEST_EDITION";
const OUT: &str = "ROUNDTABLE_TEST_OUT";
const BEGAN: &str = "ROUNDTABLE_TEST_BEGAN";
/// How a build process ends whose build returned an error.
const REFUSED: i32 = 3;

const KILLED: i32 = 9;

/// Two sites that differ in every way that a site can.
fn edition(name: &str) -> BTreeMap<String, &'static str> {
    let files: &[(&str, &str)] = match name {
        "old" => &[
            ("css/site.css", "old css"),
            ("gone/page.html", "gone"),
            ("index.html", "old home"),
            ("same.html", "same"),
            ("swap", "a file"),
            ("turn/page.html", "in a folder"),
        ],
        "new" => &[
            ("css/site.css", "new css"),
            ("index.html", "new home"),
            ("more/deep/page.html", "more"),
            ("same.html", "same"),
            ("swap/page.html", "in a folder"),
            ("turn", "a file"),
        ],
        other => panic!("no edition is called {other}"),
    };
    files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), *text))
        .collect()
}

fn build(out: &Path, name: &str) -> Result<Published, Error> {
    let files = edition(name);
    let paths: Vec<String> = files.keys().cloned().collect();
    publish::site(out, &paths, |path| Ok(Content::Bytes(files[path].into())))
}

/// The build process. Without its variables set it is a test like any other.
#[test]
fn built() {
    let Some(out) = std::env::var_os(OUT) else {
        let folder = tempfile::tempdir().unwrap();
        build(&folder.path().join("public"), "old").unwrap();
        assert_eq!(
            build(&folder.path().join("public"), "new").unwrap().written,
            5
        );
        return;
    };
    // All in one thread, so that the N-th call is the same one each time; and more calls than the
    // thread made that started the program, for strace counts by thread.
    rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .use_current_thread()
        .build_global()
        .unwrap();
    for _ in 0..100 {
        fs::write("/dev/null", "x").unwrap();
    }
    fs::write(std::env::var_os(BEGAN).unwrap(), "").unwrap();
    let done = build(Path::new(&out), &std::env::var(EDITION).unwrap());
    if let Err(error) = done {
        eprintln!("{error}");
        std::process::exit(REFUSED);
    }
    std::process::exit(0);
}

/// What a build finds, and what may be there when it is over.
struct Scene {
    folder: TempDir,
    /// What is beside and in the output folder before.
    before: Tree,
    /// Injected into every run, to keep the system from swapping folders.
    always: Vec<String>,
}

/// How one run under strace ended.
struct Run {
    status: ExitStatus,
    /// Whether the build had begun when it ended.
    began: bool,
    said: String,
}

impl Scene {
    fn new(always: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("place")).unwrap();
        let always = always.iter().map(|inject| (*inject).to_owned()).collect();
        Self {
            folder,
            before: Tree::new(),
            always,
        }
    }

    /// The old site, with what others put there.
    fn rebuild(always: &[&str]) -> Self {
        let mut scene = Self::new(always);
        build(&scene.out(), "old").unwrap();
        tree::write_into(&scene.out(), &foreign());
        scene.before = tree::read(&scene.place());
        scene
    }

    fn place(&self) -> PathBuf {
        self.folder.path().join("place")
    }

    fn out(&self) -> PathBuf {
        self.place().join("public")
    }

    /// Runs a build of the new edition from the start, with `injects` besides those of the scene.
    fn run(&self, injects: &[String]) -> Run {
        tree::write(&self.place(), &self.before);
        let began = self.folder.path().join("began");
        let _ = fs::remove_file(&began);
        let calls = CALLS.map(|call| format!("?{call}")).join(",");
        let mut strace = Command::new("strace");
        strace.args([
            "-f",
            "-qq",
            "-e",
            "signal=none",
            "-e",
            &format!("trace={calls}"),
        ]);
        strace.arg("-o").arg(self.log());
        for inject in self.always.iter().chain(injects) {
            strace.args(["-e", &format!("inject={inject}")]);
        }
        strace.arg("--").arg(std::env::current_exe().unwrap());
        strace.args(["--exact", "built", "--nocapture", "--test-threads=1"]);
        strace
            .env(OUT, self.out())
            .env(EDITION, "new")
            .env(BEGAN, &began)
            .env("RAYON_NUM_THREADS", "1");
        let output = strace
            .output()
            .expect("strace starts: it is a package of the system, which tests/run installs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        Run {
            status: output.status,
            began: began.exists(),
            said,
        }
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    /// For each call that an undisturbed build makes: which numbers it has, as strace counts.
    fn points(&self) -> BTreeMap<&'static str, std::ops::RangeInclusive<usize>> {
        let run = self.run(&[]);
        assert!(
            run.status.success(),
            "a build with no fault but {:?}: {}",
            self.always,
            run.said
        );
        let log = fs::read_to_string(self.log()).unwrap();
        let (start, build) = log
            .split_once("/began")
            .expect("the build says that it begins");
        let thread = start
            .lines()
            .last()
            .and_then(|line| line.split(' ').next())
            .unwrap();
        let mut points = BTreeMap::new();
        for call in CALLS {
            let count = |part: &str, here| {
                let calls = part.lines().filter_map(|line| {
                    line.split_once(' ')
                        .filter(|(by, _)| (*by == thread) == here)
                });
                calls
                    .filter(|(_, line)| line.trim_start().split('(').next() == Some(call))
                    .count()
            };
            let before = count(start, true);
            assert!(
                count(&log, false) <= before,
                "the starting thread calls {call} too often"
            );
            if count(build, true) > 0 {
                points.insert(call, before + 1..=before + count(build, true));
            }
        }
        points
    }

    /// Runs a build for each call that it makes, `inject` being what happens at this one, and hands
    /// each run that was hit to `check`. Returns how many builds were hit after they had begun.
    fn each(&self, inject: &str, check: impl Fn(&str, &Run)) -> usize {
        let mut hit = 0;
        for (call, numbers) in self.points() {
            if self.always.iter().any(|always| always.starts_with(call)) {
                continue;
            }
            for number in numbers {
                let point = format!("{call}:{inject}:when={number}");
                let run = self.run(std::slice::from_ref(&point));
                assert!(run.began, "{point} hit the build: {}", run.said);
                check(&point, &run);
                hit += 1;
                // The next build puts everything in order.
                build(&self.out(), "new").unwrap_or_else(|error| panic!("after {point}: {error}"));
                assert_eq!(
                    tree::read(&self.out()),
                    self.after(),
                    "the build after {point}"
                );
                assert_eq!(
                    tree::beside(&self.out()),
                    Vec::<String>::new(),
                    "left after {point}"
                );
            }
        }
        hit
    }

    /// The output folder before.
    fn old(&self) -> Tree {
        below_public(&self.before)
    }

    /// The output folder after a build that came through.
    fn after(&self) -> Tree {
        let folder = tempfile::tempdir().unwrap();
        let fresh = folder.path().join("public");
        build(&fresh, "new").unwrap();
        if !self.old().is_empty() {
            tree::write_into(&fresh, &foreign());
        }
        tree::read(&fresh)
    }
}

fn below_public(tree: &Tree) -> Tree {
    tree.iter()
        .filter_map(|(path, entry)| Some((path.strip_prefix("public/")?.to_owned(), entry.clone())))
        .collect()
}

/// What somebody else put into the output folder.
fn foreign() -> Tree {
    let file = |text: &str| Entry::File(text.into());
    [
        (".git/HEAD", file("ref: refs/heads/pages")),
        (".git/objects/ab/cd", file("object")),
        (".git/refs", Entry::Folder),
        ("CNAME", file("example.org")),
        ("gone/own.txt", file("own")),
        ("link", Entry::Link("CNAME".into())),
    ]
    .into_iter()
    .map(|(path, entry)| (path.to_owned(), entry))
    .collect()
}

/// Whole old or whole new, at every kill.
fn kill_everywhere(scene: &Scene) -> usize {
    let (old, new) = (scene.old(), scene.after());
    scene.each("signal=SIGKILL", |point, run| {
        assert_eq!(run.status.signal(), Some(KILLED), "{point}: {}", run.said);
        let found = tree::read(&scene.out());
        assert!(
            found == old || found == new,
            "killed at {point}, neither old nor new: {:#?}",
            found.keys()
        );
    })
}

/// Whole old or whole new, whichever call fails; and the build says which, if it says that it failed.
fn fail_everywhere(scene: &Scene, cause: &str) -> usize {
    let (old, new) = (scene.old(), scene.after());
    scene.each(&format!("error={cause}"), |point, run| {
        let found = tree::read(&scene.out());
        match run.status.code() {
            Some(0) => assert_eq!(found, new, "{point} was no obstacle"),
            Some(REFUSED) => {
                assert!(
                    found == old || found == new,
                    "{point}, neither old nor new: {:#?}",
                    found.keys()
                );
                assert!(
                    run.said.contains("error: ") && run.said.contains("= help: "),
                    "{point}: {}",
                    run.said
                );
                assert!(
                    found == old || !run.said.contains("as it was"),
                    "{point}: {}",
                    run.said
                );
            }
            other => assert!(
                !run.began,
                "{point} ended the build with {other:?}: {}",
                run.said
            ),
        }
    })
}

#[test]
fn a_kill_in_a_first_build_leaves_nothing_or_all() {
    assert!(kill_everywhere(&Scene::new(&[])) > 30);
}

#[test]
fn a_kill_in_a_rebuild_leaves_the_old_or_the_new_site() {
    assert!(kill_everywhere(&Scene::rebuild(&[])) > 60);
}

#[test]
fn a_full_disk_at_any_call_leaves_the_old_or_the_new_site() {
    assert!(fail_everywhere(&Scene::rebuild(&[]), "ENOSPC") > 60);
}
