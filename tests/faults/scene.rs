//! One situation that a build can meet, run again and again under strace, with another fault each
//! time. The build runs in a process of its own: this test program, started again (see `built`).

use std::collections::BTreeMap;
use std::fs;
use std::ops::{AddAssign, RangeInclusive};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

use roundtable::error::Error;
use roundtable::publish::{self, Published};
use roundtable::render::Content;
use tempfile::TempDir;

use crate::tree::{self, Entry, Tree};

/// The system calls of a build that change the disk, or lead up to it.
const CALLS: [&str; 38] = [
    "chmod",
    "chown",
    "copy_file_range",
    "creat",
    "fallocate",
    "fchmod",
    "fchmodat",
    "fchmodat2",
    "fchown",
    "fchownat",
    "fdatasync",
    "flock",
    "fsync",
    "ftruncate",
    "link",
    "linkat",
    "mkdir",
    "mkdirat",
    "mknodat",
    "open",
    "openat",
    "pwrite64",
    "pwritev",
    "rename",
    "renameat",
    "renameat2",
    "rmdir",
    "sendfile",
    "symlink",
    "symlinkat",
    "sync",
    "sync_file_range",
    "syncfs",
    "unlink",
    "unlinkat",
    "utimensat",
    "write",
    "writev",
];

/// How many calls of each kind were made to fail, or were the last of a build.
#[derive(Debug, Default)]
pub(crate) struct Points(BTreeMap<&'static str, usize>);

impl AddAssign for Points {
    fn add_assign(&mut self, other: Self) {
        for (call, count) in other.0 {
            *self.0.entry(call).or_default() += count;
        }
    }
}

impl Points {
    /// Tells which points were covered, and fails where there are fewer than these of one kind: then the build has
    /// changed, or the test no longer sees it.
    pub(crate) fn cover(&self, what: &str, least: &[(&str, usize)]) {
        let told: Vec<String> = self.0.iter().map(|(call, count)| format!("{call} {count}")).collect();
        println!("{what}: {} points ({})", self.0.values().sum::<usize>(), told.join(", "));
        for (call, least) in least {
            let count = self.0.get(call).copied().unwrap_or_default();
            assert!(count >= *least, "{what}: {call} was hit {count} times, and should be {least} times");
        }
    }
}

/// Set for a build process: the output folder, and the file that says that the build began.
const OUT: &str = "ROUNDTABLE_TEST_OUT";
const BEGAN: &str = "ROUNDTABLE_TEST_BEGAN";

/// How a build process ends whose build returned an error.
pub(crate) const REFUSED: i32 = 3;

/// A site before, and after; the two differ in every way that sites can.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edition {
    Old,
    New,
}

/// The files of an edition, by address.
pub(crate) fn files(edition: Edition) -> BTreeMap<String, &'static str> {
    let files = match edition {
        Edition::Old => [
            ("css/site.css", "old css"),
            ("gone/page.html", "gone"),
            ("index.html", "old home"),
            ("same.html", "same"),
            ("swap", "a file"),
            ("turn/page.html", "in a folder"),
        ],
        Edition::New => [
            ("css/site.css", "new css"),
            ("index.html", "new home"),
            ("more/deep/page.html", "more"),
            ("same.html", "same"),
            ("swap/page.html", "in a folder"),
            ("turn", "a file"),
        ],
    };
    files.iter().map(|(path, text)| ((*path).to_owned(), *text)).collect()
}

/// The file that is published as it lies on the disk.
const COPIED: &str = "css/site.css";

/// Publishes an edition into a folder of a folder that `sources` was told.
pub(crate) fn build(out: &Path, edition: Edition) -> Result<Published, Error> {
    let files = files(edition);
    let paths: Vec<String> = files.keys().cloned().collect();
    let content = |path: &str| {
        let copied = out.parent().and_then(Path::parent).map(|folder| folder.join(files[path]));
        Ok(copied.filter(|_| path == COPIED).map_or_else(|| Content::Bytes(files[path].into()), Content::File))
    };
    publish::site(out, &paths, content, |_, _| Ok(()))
}

/// Puts the files into `folder` that builds copy; each is called as what it holds.
pub(crate) fn sources(folder: &Path) {
    for text in [Edition::Old, Edition::New].map(|edition| files(edition)[COPIED]) {
        fs::write(folder.join(text), text).unwrap();
    }
}

/// What somebody else put into the output folder.
pub(crate) fn foreign() -> Tree {
    let entries = [
        (".git/HEAD", file("ref: refs/heads/pages")),
        (".git/objects/ab/cd", file("object")),
        (".git/refs", Entry::Folder),
        ("CNAME", file("example.org")),
        ("gone/own.txt", file("own")),
        ("link", Entry::Link("CNAME".into())),
    ];
    entries.into_iter().map(|(path, entry)| (path.to_owned(), entry)).collect()
}

/// A file with this text.
pub(crate) fn file(text: &str) -> Entry {
    Entry::File(text.into())
}

/// If this process was started to build, builds and ends.
pub(crate) fn build_if_asked() {
    let Some(out) = std::env::var_os(OUT) else {
        return;
    };
    // The pool has one thread, which makes all calls, so that the N-th is the same one each time; and
    // it makes more than the thread that started the program, for strace counts by thread.
    rayon::scope(|_| {
        for _ in 0..100 {
            fs::write("/dev/null", "x").unwrap();
        }
        fs::write(std::env::var_os(BEGAN).unwrap(), "").unwrap();
    });
    let done = build(Path::new(&out), Edition::New);
    if let Err(error) = done {
        let _ = fs::write("/dev/stderr", error.to_string());
        std::process::exit(REFUSED);
    }
    std::process::exit(0);
}

/// What a build of the new edition finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Start {
    Nothing,
    EmptyFolder,
    /// The old site, with files of others.
    OldSite,
    /// A build of the new site was killed right after it had swapped the folders, and in that moment
    /// somebody had changed `CNAME` and added `.git/new` in the folder that was swapped out.
    Interrupted,
}

/// A situation, and what comes out of it in the end.
pub(crate) struct Scene {
    folder: TempDir,
    start: Start,
    /// Injected into every run, to keep the system from swapping folders.
    always: Vec<&'static str>,
    /// The output folder and what is beside it before.
    before: Tree,
    /// The output folder when a build has come through.
    pub(crate) after: Tree,
}

/// How one run under strace ended.
pub(crate) struct Run {
    pub(crate) status: ExitStatus,
    /// Whether the build had begun.
    began: bool,
    /// Its error, if it had one.
    pub(crate) said: String,
}

impl Scene {
    pub(crate) fn new(start: Start, always: &[&'static str]) -> Self {
        let folder = memory_folder();
        sources(folder.path());
        let after = folder.path().join("made/after");
        build(&after, Edition::New).unwrap();
        let place = folder.path().join("place");
        let out = place.join("public");
        match start {
            Start::Nothing => fs::create_dir(&place).unwrap(),
            Start::EmptyFolder => fs::create_dir_all(&out).unwrap(),
            Start::OldSite | Start::Interrupted => {
                build(&out, Edition::Old).unwrap();
                tree::write_into(&out, &foreign());
                tree::write_into(&after, &foreign());
            }
        }
        if start == Start::Interrupted {
            tree::write_into(&after, &changed_meanwhile());
        }
        let (before, after) = (tree::read(&place), tree::read(&after));
        Self { folder, start, always: always.to_vec(), before, after }
    }

    fn place(&self) -> PathBuf {
        self.folder.path().join("place")
    }

    pub(crate) fn out(&self) -> PathBuf {
        self.place().join("public")
    }

    /// The output folder before.
    pub(crate) fn old(&self) -> Tree {
        self.set_up();
        tree::read(&self.out())
    }

    /// Puts everything as it was before.
    fn set_up(&self) {
        tree::write(&self.place(), &self.before);
        match self.start {
            Start::Nothing | Start::EmptyFolder | Start::OldSite => {}
            Start::Interrupted => {
                // The first file to be removed is the record that the swap is to be finished.
                let run = self.trace(&["?unlink,?unlinkat:signal=SIGKILL:when=1".to_owned()]);
                assert!(run.began && !run.status.success(), "killed after the swap: {}", run.said);
                let swapped_out = self.place().join(".public.roundtable/site");
                assert_eq!(fs::read(swapped_out.join("index.html")).unwrap(), b"old home");
                // By a rename, as editors and git do.
                tree::write_into(&swapped_out, &[("saved".to_owned(), file("example.com"))].into());
                fs::rename(swapped_out.join("saved"), swapped_out.join("CNAME")).unwrap();
                tree::write_into(&swapped_out, &[(".git/new".to_owned(), file("new"))].into());
            }
        }
    }

    /// Runs a build from the start, with `inject` besides the faults of the scene.
    fn run(&self, inject: Option<&String>) -> Run {
        self.set_up();
        let faults: Vec<String> =
            self.always.iter().map(|inject| (*inject).to_owned()).chain(inject.cloned()).collect();
        self.trace(&faults)
    }

    fn trace(&self, faults: &[String]) -> Run {
        let began = self.folder.path().join("began");
        let _ = fs::remove_file(&began);
        let calls = CALLS.map(|call| format!("?{call}")).join(",");
        let mut strace = Command::new("strace");
        strace.args(["-f", "-qq", "-e", "signal=none", "-e", &format!("trace={calls}")]);
        strace.arg("-o").arg(self.log());
        for fault in faults {
            strace.args(["-e", &format!("inject={fault}")]);
        }
        strace.arg("--").arg(std::env::current_exe().unwrap());
        strace.args(["--exact", "built", "--nocapture", "--test-threads=1"]);
        // With it, the program looks for its libraries in many more places.
        strace.env(OUT, self.out()).env(BEGAN, &began).env("RAYON_NUM_THREADS", "1").env_remove("LD_LIBRARY_PATH");
        let output = strace.output().expect("strace starts: it is a package of the system, which tests/run installs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        Run { status: output.status, began: began.exists(), said }
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    /// For each call of a build that gets through: which numbers it has, as strace counts.
    fn points(&self) -> Vec<(&'static str, RangeInclusive<usize>)> {
        let run = self.run(None);
        assert!(run.status.success(), "a build with no faults but {:?}: {}", self.always, run.said);
        let log = fs::read_to_string(self.log()).unwrap();
        let (start, build) = log.split_once("/began").expect("the build says that it begins");
        let thread = start.lines().last().and_then(|line| line.split(' ').next()).unwrap();
        let points = CALLS.into_iter().map(|call| {
            let before = count(start, call, |by| by == thread);
            assert!(count(&log, call, |by| by != thread) <= before, "calls of the starting thread: {call}");
            (call, before + 1..=before + count(build, call, |by| by == thread))
        });
        points.filter(|(call, _)| !self.always.iter().any(|fault| names(fault).any(|name| name == *call))).collect()
    }

    /// Runs a build for each call that a build makes, `fault` being what happens at this one, and
    /// hands it to `check` when it is over. The build after that has to put everything in order.
    /// Returns the calls that it was.
    pub(crate) fn each(&self, fault: &str, check: impl Fn(&str, &Run)) -> Points {
        let mut points = Points::default();
        for (call, numbers) in self.points() {
            for number in numbers {
                let point = format!("{call}:{fault}:when={number}");
                let run = self.run(Some(&point));
                assert!(run.began, "{point} hits the build, not its start: {}", run.said);
                check(&point, &run);
                build(&self.out(), Edition::New).unwrap_or_else(|error| panic!("after {point}: {error}"));
                assert_eq!(tree::read(&self.out()), self.after, "the build after {point}");
                assert_eq!(tree::beside(&self.out()), Vec::<String>::new(), "left after {point}");
                *points.0.entry(call).or_default() += 1;
            }
        }
        points
    }
}

/// What came into the folder in the moment of the swap, in the interrupted scene.
pub(crate) fn changed_meanwhile() -> Tree {
    [(".git/new".to_owned(), file("new")), ("CNAME".to_owned(), file("example.com"))].into()
}

/// How often a call stands in a log of strace, made by threads of which `by` holds.
fn count(log: &str, call: &str, by: impl Fn(&str) -> bool) -> usize {
    let lines = log.lines().filter_map(|line| line.split_once(' '));
    lines.filter(|(thread, line)| by(thread) && line.trim_start().split('(').next() == Some(call)).count()
}

/// The calls that a fault is about: `?mkdir,?mkdirat:error=EACCES` gives two.
fn names(fault: &str) -> impl Iterator<Item = &str> {
    let names = fault.split(':').next().unwrap_or_default();
    names.split(',').map(|name| name.trim_start_matches('?'))
}

/// A folder in memory where there is such a thing: on a disk most of the time goes into waiting
/// until its writes are safe, which no kill can tell from memory.
fn memory_folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}
