//! When each file was last changed, as git knows it. Git is asked only where `roundtable.toml` wants it.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

use jiff::civil::Date;

/// Stands before a commit's day; no file's name begins with it, since git puts quotes around such names.
const DAY: char = '\u{1}';

/// The days on which the files below `content` were last committed, by their paths there; `None` where git isn't
/// installed, or keeps no history of this folder.
pub(super) fn last_changes(content: &Path) -> Option<BTreeMap<String, Date>> {
    let asked = Command::new("git")
        .args(["-c", "core.quotePath=false", "log", "--format=%x01%cs", "--name-only", "--relative", "--no-renames"])
        .args(["--no-ext-diff", "--no-textconv", "--", "."])
        .current_dir(content)
        .env("GIT_OPTIONAL_LOCKS", "0")
        .stdin(Stdio::null())
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    Some(newest(&String::from_utf8_lossy(&asked.stdout)))
}

/// The first day that stands above each name: the log begins with the newest commit.
fn newest(log: &str) -> BTreeMap<String, Date> {
    let mut changed = BTreeMap::new();
    let mut day = None;
    for line in log.lines().filter(|line| !line.is_empty()) {
        match line.strip_prefix(DAY) {
            Some(written) => day = written.parse().ok(),
            None => {
                if let Some(day) = day {
                    changed.entry(line.to_owned()).or_insert(day);
                }
            }
        }
    }
    changed
}
