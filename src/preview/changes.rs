//! Decides when what happened on the disk is worth a new state. Paths and times go in; now and
//! then a batch of changes comes out: soon after a save, once for a burst, and never while a
//! file stands empty only because a program is just writing it. Touches neither disk nor clock.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A batch goes out after this long without a change,
const QUIET: Duration = Duration::from_millis(20);

/// or after this long where every file was closed after it was written, as far as the system tells that,
const CLOSED: Duration = Duration::from_millis(3);

/// and at the latest this long after its first.
const LONGEST: Duration = Duration::from_millis(80);

/// How long a file that became empty has to be filled again before it counts as empty.
const FILLING: Duration = Duration::from_millis(150);

/// What has to be loaded again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changes {
    /// All of it: at the start, and where single changes can't be told.
    Everything,
    /// Single paths. All others are to be kept as they were, for a program may just be writing
    /// them.
    Paths {
        /// What was added, changed or removed, each with all that is below it.
        changed: BTreeSet<PathBuf>,
        /// Those of them that are files without content. Any other file that turns out to be
        /// empty when it is read is just being written: it keeps what it had, and comes again.
        emptied: BTreeSet<PathBuf>,
    },
}

/// Changes that wait.
#[derive(Debug, Default)]
pub(super) struct Settling {
    /// The times of the first and the last change since the last batch.
    times: Option<(Instant, Instant)>,
    everything: bool,
    paths: BTreeSet<PathBuf>,
    /// Those of them that may still be being written.
    unclosed: BTreeSet<PathBuf>,
    /// Files that became empty, and when they count as empty.
    emptied: BTreeMap<PathBuf, Instant>,
    /// Files that counted as empty when last seen.
    known_empty: BTreeSet<PathBuf>,
}

impl Settling {
    /// Takes in that something happened to a path.
    pub(super) fn note(&mut self, path: PathBuf, now: Instant) {
        self.unclosed.insert(path.clone());
        self.paths.insert(path);
        self.note_time(now);
    }

    /// Takes in that a file was closed after it was written.
    pub(super) fn note_closed(&mut self, path: PathBuf, now: Instant) {
        self.unclosed.remove(&path);
        self.paths.insert(path);
        self.note_time(now);
    }

    /// Takes in that anything may have happened.
    pub(super) fn note_everything(&mut self, now: Instant) {
        self.everything = true;
        self.note_time(now);
    }

    fn note_time(&mut self, now: Instant) {
        let first = self.times.map_or(now, |(first, _)| first);
        self.times = Some((first, now));
    }

    /// When what was noted last counts as settled; None while nothing waits for that.
    fn settled(&self) -> Option<Instant> {
        let (first, last) = self.times?;
        let quiet = if self.unclosed.is_empty() && !self.everything { CLOSED } else { QUIET };
        Some((last + quiet).min(first + LONGEST))
    }

    /// When `take` may next have a batch; None while nothing waits.
    pub(super) fn next(&self) -> Option<Instant> {
        let settled = self.settled();
        let filled = self.emptied.values().min().copied();
        match (settled, filled) {
            (Some(settled), Some(filled)) => Some(settled.min(filled)),
            (settled, filled) => settled.or(filled),
        }
    }

    /// The batch that is due; `size` gives a file's size in bytes, None for all else.
    pub(super) fn take(&mut self, now: Instant, size: impl Fn(&Path) -> Option<u64>) -> Option<Changes> {
        if self.next()? > now {
            return None;
        }
        let mut due = BTreeSet::new();
        if self.settled().is_some_and(|settled| now >= settled) {
            self.times = None;
            self.unclosed.clear();
            due = std::mem::take(&mut self.paths);
        }
        due.retain(|path| self.is_whole(path, now, &size));
        self.release_emptied(now, &size, &mut due);
        if self.everything && self.times.is_none() && self.emptied.is_empty() {
            self.everything = false;
            return Some(Changes::Everything);
        }
        if self.everything {
            self.paths.append(&mut due);
            return None;
        }
        let emptied = due.intersection(&self.known_empty).cloned().collect();
        (!due.is_empty()).then_some(Changes::Paths { changed: due, emptied })
    }

    /// Whether a changed path can be loaded; if not, it waits to be filled.
    fn is_whole(&mut self, path: &Path, now: Instant, size: impl Fn(&Path) -> Option<u64>) -> bool {
        if size(path) == Some(0) && !self.known_empty.contains(path) {
            self.emptied.entry(path.to_owned()).or_insert(now + FILLING);
            return false;
        }
        self.emptied.remove(path);
        if size(path) != Some(0) {
            self.known_empty.remove(path);
        }
        true
    }

    fn release_emptied(&mut self, now: Instant, size: impl Fn(&Path) -> Option<u64>, due: &mut BTreeSet<PathBuf>) {
        let waited: Vec<PathBuf> =
            self.emptied.iter().filter(|(_, until)| **until <= now).map(|(path, _)| path.clone()).collect();
        for path in waited {
            self.emptied.remove(&path);
            if size(&path) == Some(0) {
                self.known_empty.insert(path.clone());
            }
            due.insert(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Plays a script, one entry a millisecond apart from the last: `a+` writes `a` with content,
    /// `a0` leaves it empty, `a-` deletes it, `a.` closes it, `*` is anything, a number lets milliseconds pass.
    fn check(script: &str, expected: &str) {
        let start = Instant::now();
        let mut now = start;
        let mut settling = Settling::default();
        let mut sizes: BTreeMap<PathBuf, u64> = BTreeMap::new();
        let mut batches = Vec::new();
        for word in script.split(' ') {
            let mut wait = 1;
            if let Ok(milliseconds) = word.parse() {
                wait = milliseconds;
            } else if word == "*" {
                settling.note_everything(now);
            } else {
                let (name, what) = word.split_at(1);
                match what {
                    "+" => drop(sizes.insert(name.into(), 1)),
                    "0" => drop(sizes.insert(name.into(), 0)),
                    "-" => drop(sizes.remove(Path::new(name))),
                    _ => {}
                }
                let note = if what == "." { Settling::note_closed } else { Settling::note };
                note(&mut settling, name.into(), now);
            }
            for _ in 0..wait {
                now += Duration::from_millis(1);
                if let Some(changes) = settling.take(now, |path| sizes.get(path).copied()) {
                    batches.push(shown(&changes, now - start));
                }
            }
        }
        assert_eq!(batches.join(" "), expected, "{script}");
        assert!(settling.next().is_none_or(|next| next > now));
    }

    fn shown(changes: &Changes, after: Duration) -> String {
        let names: String = match changes {
            Changes::Everything => "*".to_owned(),
            Changes::Paths { changed, emptied } => {
                let empty = |path| if emptied.contains(path) { "0" } else { "" };
                changed.iter().map(|path| format!("{}{}", path.display(), empty(path))).collect()
            }
        };
        format!("{names}@{}", after.as_millis())
    }

    #[test]
    fn a_save_is_told_once_it_is_quiet() {
        check("a+ 50", "a@20");
        check("a+ a+ a+ b+ 50", "ab@23");
        check("a- 50", "a@20");
        check("a+ 50 b+ 50", "a@20 b@71");
    }

    #[test]
    fn a_file_that_was_closed_is_told_at_once() {
        check("a+ a. 50", "a@4");
        check("a+ a. b+ 50", "ab@22");
        check("a+ a. b+ b. 50", "ab@6");
        check("a0 a. 40 a+ a. 200", "a@46");
        check("a+ a. a+ 50", "a@22");
        check("a+ a. * 50", "*@22");
    }

    #[test]
    fn a_burst_without_end_is_told_now_and_then() {
        let burst = ["a+ 9"; 20].join(" ");
        check(&format!("{burst} 50"), "a@80 a@160 a@210");
    }

    #[test]
    fn a_file_that_is_being_written_is_awaited() {
        check("a0 40 a+ 200", "a@61");
        check("a0 10 a+ 200", "a@31");
        // What else was saved needn't wait for it.
        check("a0 b+ 40 a+ 200", "b@21 a@62");
        check("a0 40 a0 40 a+ 200", "a@102");
        check("a0 40 a- 200", "a@61");
    }

    #[test]
    fn a_file_that_stays_empty_is_told_in_the_end() {
        check("a0 300", "a0@170");
        check("a0 300 a0 100", "a0@170 a0@321");
        check("a0 300 a+ 100 a0 300", "a0@170 a@321 a0@572");
    }

    #[test]
    fn everything_waits_for_files_that_are_being_written() {
        check("* 50", "*@20");
        check("a+ * b+ 50", "*@22");
        check("a0 * 60 a+ 100", "*@82");
        check("a0 40 * 60 a+ 100", "*@122");
        check("a0 * 300", "*@171");
    }

    proptest! {
        /// Every change is told, within the longest waits.
        #[test]
        fn nothing_is_lost(steps in proptest::collection::vec((0u64..60, 0usize..3, 0u64..2), 1..40)) {
            let names = ["a", "b", "c"].map(PathBuf::from);
            let mut now = Instant::now();
            let mut settling = Settling::default();
            let mut sizes: BTreeMap<PathBuf, u64> = BTreeMap::new();
            let mut told: BTreeMap<PathBuf, u64> = BTreeMap::new();
            let tick = |now: Instant, settling: &mut Settling, sizes: &BTreeMap<PathBuf, u64>, told: &mut BTreeMap<PathBuf, u64>| {
                if let Some(Changes::Paths { changed, .. }) = settling.take(now, |path| sizes.get(path).copied()) {
                    for path in changed {
                        told.insert(path.clone(), sizes[&path]);
                    }
                }
            };
            for (wait, name, size) in steps {
                for _ in 0..wait {
                    now += Duration::from_millis(1);
                    tick(now, &mut settling, &sizes, &mut told);
                }
                sizes.insert(names[name].clone(), size);
                settling.note(names[name].clone(), now);
            }
            for _ in 0..(LONGEST + FILLING).as_millis() + 1 {
                now += Duration::from_millis(1);
                tick(now, &mut settling, &sizes, &mut told);
            }
            prop_assert_eq!(told, sizes);
            prop_assert_eq!(settling.next(), None);
        }
    }
}
