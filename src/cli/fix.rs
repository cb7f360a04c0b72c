//! `roundtable fix`: the repairs that are certain, shown as a diff and then written. A repair is the change that a
//! diagnostic carries; it counts only where the knowledge base, read again with it, has one problem less and no
//! new one. Nothing else in a file changes, and a file that somebody changed meanwhile is left alone.

use std::collections::BTreeMap;
use std::io::{self, BufRead, IsTerminal};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use super::output::{self, Colour, Failure, count};
use super::reading::Folder;
use super::writing::{self, Changed};
use super::{WRONG_NOTES, diff};
use crate::audience::Audience;
use crate::diagnostic::{self, Diagnostic, Edit, Severity};
use crate::snapshot::{Edition, NoteFile, Snapshot};
use crate::{Cache, config, parse, source, text};

/// Mend what is certain: misspelt and moved links and headings, and misspelt keys
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Options {
    #[command(flatten)]
    folder: Folder,
    /// Write the changes without asking
    #[arg(short, long)]
    yes: bool,
}

const EXAMPLES: &str = "\
Examples:
  roundtable fix          show what can be mended, and ask whether to do so
  roundtable fix --yes    mend it

It changes only what it shows, and only where a single reading is open: a link or a
key that is a letter or two away from the right one, a note that was moved.

Exit code 0: there is nothing to mend, or it was mended. 1: there is something that
was not written. 2: it could not run.";

/// Mends a knowledge base.
pub(super) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let folder = &options.folder.folder;
    let edition = options.folder.edition(Audience::Facilitators);
    let snapshot = source::snapshot(folder, &[])?;
    let (mended, places) = mended(&snapshot, &edition);
    let repairs = repairs(&snapshot, &mended);
    if repairs.is_empty() {
        output::print(b"Nothing can be mended with certainty. `roundtable check` says what is wrong.\n")?;
        return Ok(ExitCode::SUCCESS);
    }
    let colour = Colour::of(&io::stdout());
    for repair in &repairs {
        output::print(diff::unified(&repair.file, (&repair.before, &repair.after), colour).as_bytes())?;
    }
    let what = format!("{} in {}", count(places, "place", "places"), count(repairs.len(), "file", "files"));
    if !options.yes && !is_agreed(&what)? {
        return Ok(ExitCode::from(WRONG_NOTES));
    }
    write(folder, &repairs, &what)
}

/// Mending a link may show that its heading is wrong as well, so it is gone through so many times.
const ROUNDS: usize = 3;

/// The knowledge base with everything mended that is certain, and how many places that took.
fn mended(snapshot: &Snapshot, edition: &Edition) -> (Snapshot, usize) {
    let mut cache = Cache::default();
    let mut snapshot = snapshot.clone();
    let mut places = 0;
    for _ in 0..ROUNDS {
        let told = crate::compile_cached(&snapshot, edition, &mut cache).diagnostics;
        let found: Vec<&Diagnostic> = told.iter().filter(|diagnostic| diagnostic.fix.is_some()).collect();
        let mut kept = Vec::new();
        let mut is_sure = |mends: &[&Diagnostic]| {
            with(&snapshot, mends).is_some_and(|changed| {
                is_better(&told, &crate::compile_cached(&changed, edition, &mut cache).diagnostics, mends)
            })
        };
        keep_sure(&found, &mut kept, &mut is_sure);
        let Some(changed) = with(&snapshot, &kept).filter(|_| !kept.is_empty()) else { break };
        places += kept.len();
        snapshot = changed;
    }
    (snapshot, places)
}

/// Adds to `kept` all of `found` at once where that is sure, else what is so of either half.
fn keep_sure<'a>(
    found: &[&'a Diagnostic],
    kept: &mut Vec<&'a Diagnostic>,
    is_sure: &mut impl FnMut(&[&Diagnostic]) -> bool,
) {
    let before = kept.len();
    kept.extend(found);
    if found.is_empty() || is_sure(kept) {
        return;
    }
    kept.truncate(before);
    if found.len() > 1 {
        let (first, second) = found.split_at(found.len() / 2);
        keep_sure(first, kept, is_sure);
        keep_sure(second, kept, is_sure);
    }
}

/// Whether each of the mended problems is gone and no other came, but for a heading that a link now could lead to.
/// Notices don't count: a date that is read at last may well show that an action is overdue.
fn is_better(before: &[Diagnostic], after: &[Diagnostic], mends: &[&Diagnostic]) -> bool {
    let mut left: BTreeMap<(&str, &str, &str), usize> = BTreeMap::new();
    for known in before.iter().filter(|known| known.severity != Severity::Notice) {
        *left.entry(problem(known)).or_default() += 1;
    }
    for mend in mends {
        let times = left.entry(problem(mend)).or_default();
        *times = times.saturating_sub(1);
    }
    after.iter().filter(|found| found.severity != Severity::Notice).all(|found| match left.get_mut(&problem(found)) {
        None => found.rule == "broken-anchor",
        Some(0) => false,
        Some(times) => {
            *times -= 1;
            true
        }
    })
}

fn problem(diagnostic: &Diagnostic) -> (&str, &str, &str) {
    (&diagnostic.file, diagnostic.rule, &diagnostic.message)
}

/// The knowledge base as it would be; `None` where two changes touch, or a file isn't the text that it is read as,
/// so that its places aren't certain.
fn with(snapshot: &Snapshot, mends: &[&Diagnostic]) -> Option<Snapshot> {
    let mut edits: BTreeMap<&str, Vec<Edit>> = BTreeMap::new();
    for mend in mends {
        edits.entry(&mend.file).or_default().extend(mend.fix.clone());
    }
    let mut changed = snapshot.clone();
    for (file, edits) in edits {
        let bytes: Arc<[u8]> = diagnostic::apply(text_of(snapshot, file)?, &edits)?.into_bytes().into();
        if file == config::FILE {
            changed.config = Some(bytes);
        } else {
            let path = file.strip_prefix(snapshot.prefix.as_str())?;
            changed.notes.insert(path.to_owned(), NoteFile { hash: text::hash_bytes(&bytes), bytes });
        }
    }
    Some(changed)
}

/// A file's text, where it is read as it is.
fn text_of<'a>(snapshot: &'a Snapshot, file: &str) -> Option<&'a str> {
    let note = || Some(snapshot.notes.get(file.strip_prefix(snapshot.prefix.as_str())?)?.bytes.as_ref());
    let bytes = if file == config::FILE { snapshot.config.as_deref() } else { note() }?;
    std::str::from_utf8(bytes).ok().filter(|text| parse::decode(bytes) == **text)
}

/// A file that changes.
struct Repair {
    /// Its path from the knowledge base's folder.
    file: String,
    before: String,
    after: String,
}

fn repairs(before: &Snapshot, after: &Snapshot) -> Vec<Repair> {
    let notes = before.notes.keys().map(|path| format!("{}{path}", before.prefix));
    let repair = |file: String| {
        let (before, after) = (text_of(before, &file)?.to_owned(), text_of(after, &file)?.to_owned());
        (before != after).then_some(Repair { file, before, after })
    };
    notes.chain([config::FILE.to_owned()]).filter_map(repair).collect()
}

/// Whether the person at the terminal wants the changes; without a terminal nobody can say so.
fn is_agreed(what: &str) -> Result<bool, Failure> {
    if !io::stdin().is_terminal() {
        output::tell(&format!("{what} can be mended; nothing was written. To write it: roundtable fix --yes"));
        return Ok(false);
    }
    output::tell(&format!("Change {what}? Type y for yes, anything else for no:"));
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer).map_err(|error| {
        Failure::request(
            format!("your answer can't be read: {error}"),
            "use `roundtable fix --yes` to be asked nothing",
        )
    })?;
    let is_yes = matches!(answer.trim().to_lowercase().as_str(), "y" | "yes");
    if !is_yes {
        output::tell("Nothing was changed.");
    }
    Ok(is_yes)
}

fn write(folder: &Path, repairs: &[Repair], what: &str) -> Result<ExitCode, Failure> {
    let mut is_whole = true;
    for repair in repairs {
        let path = folder.join(&repair.file);
        if writing::change(&path, repair.before.as_bytes(), repair.after.as_bytes())? == Changed::Meanwhile {
            is_whole = false;
            output::tell(&format!("{} was changed meanwhile, so it was left alone; try again.", repair.file));
        }
    }
    if !is_whole {
        return Ok(ExitCode::from(WRONG_NOTES));
    }
    output::tell(&format!("Mended {what}."));
    Ok(ExitCode::SUCCESS)
}
