//! Takes out what the readers may not see, straight after parsing: drafts, notes that are published later, notes and
//! files for somebody else, people who did not agree. What leaves here is all that any later stage knows; what is
//! withheld leaves no trace but in the ledger, which is for messages and for the proof.
//!
//! What is withheld within a note never gets into it: `parse` understands a text without that.

mod links;
mod readers;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use serde_json::Value;

use crate::audience::{Audience, Meant};
use crate::config::{self, Config};
use crate::diagnostic::{Diagnostic, Place};
use crate::note::{Kind, Note};
use crate::parse::{self, Customs, Parsed};
use crate::snapshot::Snapshot;
use crate::text::path_folder;
use links::Names;

pub use readers::of as readers;

/// What the readers may see.
#[derive(Debug)]
pub struct Redacted<'s> {
    /// The notes, by rising path.
    pub notes: Vec<Arc<Note>>,
    /// The snapshot, without files that are for somebody else.
    pub snapshot: Cow<'s, Snapshot>,
    /// What was withheld.
    pub ledger: Ledger,
    /// What is wrong about audiences.
    pub found: Vec<Diagnostic>,
}

/// What was withheld, for messages and the proof alone.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ledger {
    /// Notes of which nothing may be seen, by path below the content folder.
    pub notes: Vec<String>,
    /// Other files of notes of which something may not be seen.
    pub partly: Vec<Arc<Parsed>>,
    /// Other files, by path below the content folder.
    pub files: Vec<String>,
}

impl Ledger {
    /// Whether nothing was withheld.
    pub fn is_empty(&self) -> bool {
        self.notes.is_empty() && self.partly.is_empty() && self.files.is_empty()
    }

    /// The stretches of the decoded files that may not be seen, by path, in order, none within another.
    pub fn passages(&self) -> BTreeMap<&str, Vec<Range<usize>>> {
        self.partly.iter().map(passages).collect()
    }
}

/// The part of a knowledge base that its readers may see on `today`.
pub fn redact<'s>(
    snapshot: &'s Snapshot,
    parsed: &[Arc<Parsed>],
    (config, customs): (&Config, &Customs),
    today: Date,
) -> Redacted<'s> {
    let folders = Folders::of(snapshot, config);
    let reader = customs.readers.audience;
    let mut found = folders.wrong.clone();
    let has_audiences = folders.are_set() || parsed.iter().any(|parsed| uses_audiences(parsed));
    let mut withheld: BTreeMap<&str, Meant> = BTreeMap::new();
    // Nearly all notes are for everybody, and an edit of one shouldn't wait until all of them were asked.
    for parsed in parsed.iter().filter(|parsed| !parsed.is_open || folders.are_set()) {
        let own = parsed.own();
        let is_broken = own.front.is_broken && has_audiences;
        if is_broken {
            let place = Place::file(format!("{}{}", snapshot.prefix, own.path));
            found.push(Diagnostic::audience_unreadable(&place));
        }
        let meant = meant(parsed, &folders, today).max(if is_broken { Meant::Unclear } else { EVERYBODY });
        if let Some(word) = own.front.values.get("audience").filter(|word| Meant::of(word) == Meant::Unclear) {
            let span = own.front.spans.get("audience").cloned().unwrap_or(0..1);
            let written = word.as_str().map_or_else(|| word.to_string(), str::to_owned);
            let place = Place::new(format!("{}{}", snapshot.prefix, own.path), span);
            found.push(Diagnostic::unknown_audience(&place, &written));
        }
        if !meant.is_for(reader) {
            withheld.insert(&own.path, meant);
        }
    }
    let files: BTreeMap<&str, Meant> = snapshot
        .files
        .keys()
        .map(|path| (path.as_str(), folders.meant(path)))
        .filter(|(_, meant)| !meant.is_for(reader))
        .collect();
    let seen: Vec<Arc<Parsed>> = if withheld.is_empty() && files.is_empty() {
        parsed.to_vec()
    } else {
        let is_seen = |parsed: &&Arc<Parsed>| !withheld.contains_key(parsed.own().path.as_str());
        let names = Names::of(parsed, &withheld, &files);
        links::hidden(parsed.iter().filter(is_seen).cloned().collect(), &names, (snapshot, customs))
    };
    let ledger = Ledger {
        notes: withheld.keys().map(|path| (*path).to_owned()).collect(),
        partly: seen.iter().filter(|parsed| !parsed.withheld.is_empty()).cloned().collect(),
        files: files.keys().map(|path| (*path).to_owned()).collect(),
    };
    let snapshot = if files.is_empty() {
        Cow::Borrowed(snapshot)
    } else {
        let mut beside = snapshot.beside_notes();
        beside.files.retain(|path, _| !files.contains_key(path.as_str()));
        Cow::Owned(beside)
    };
    Redacted { notes: seen.iter().flat_map(|parsed| parsed.notes.iter().cloned()).collect(), snapshot, ledger, found }
}

const EVERYBODY: Meant = Meant::For(Audience::Public);

fn passages(parsed: &Arc<Parsed>) -> (&str, Vec<Range<usize>>) {
    let mut spans: Vec<Range<usize>> = parsed.withheld.iter().map(|withheld| withheld.span.clone()).collect();
    parse::outermost(&mut spans, |span| span);
    (&parsed.own().path, spans)
}

fn uses_audiences(parsed: &Parsed) -> bool {
    let has = |key: &str| parsed.own().front.values.contains_key(key);
    parsed.has_marks || !parsed.is_open && (has("audience") || has("audiences"))
}

/// For whom a file of notes is: the narrowest that its folders, its own front matter, its title, its state and the
/// consent of the person whom it tells of allow.
fn meant(parsed: &Parsed, folders: &Folders, today: Date) -> Meant {
    let own = parsed.own();
    let by_front = own.front.values.get("audience").map_or(EVERYBODY, Meant::of);
    let by_state = if is_due(own, today) { EVERYBODY } else { Meant::Unclear };
    let is_unasked = own.kind == Kind::Person && !readers::is_given(&own.front);
    let by_consent = if is_unasked { Meant::For(Audience::Members) } else { EVERYBODY };
    let by_title = parsed.meant.unwrap_or(EVERYBODY);
    [by_front, by_state, by_consent, by_title].into_iter().fold(folders.meant(&own.path), Meant::max)
}

/// For whom what lies in folders is, by `roundtable.toml` and the folders' own pages.
struct Folders {
    /// By path below the content folder; a folder's with `/` at its end, but for the whole, which is empty.
    meant: BTreeMap<String, Meant>,
    /// What is wrong in `roundtable.toml`.
    wrong: Vec<Diagnostic>,
}

impl Folders {
    fn of(snapshot: &Snapshot, config: &Config) -> Self {
        let mut folders = Self { meant: BTreeMap::new(), wrong: Vec::new() };
        for (path, word) in &config.audiences {
            let meant = Meant::by(word.get_ref());
            if meant == Meant::Unclear {
                let place = Place::new(config::FILE, word.span());
                folders.wrong.push(Diagnostic::unknown_audience(&place, word.get_ref()));
            }
            let bare = below_content(path, &snapshot.prefix);
            let folder = folder_prefix(bare);
            let is_file = snapshot.notes.contains_key(bare) || snapshot.files.contains_key(bare);
            let mut paths = snapshot.notes.keys().chain(snapshot.files.keys());
            if !is_file && !paths.any(|path| path.starts_with(&folder)) {
                folders.wrong.push(Diagnostic::no_such_path(&Place::new(config::FILE, word.span()), path));
            }
            folders.add(if is_file { bare.to_owned() } else { folder }, meant);
        }
        for (path, front) in readers::of_folders(snapshot, "audience") {
            if let Some(value) = front.values.get("audience") {
                folders.add(folder_prefix(path_folder(path)), Meant::of(value));
            }
        }
        folders
    }

    fn add(&mut self, path: String, meant: Meant) {
        let known = self.meant.entry(path).or_insert(meant);
        *known = meant.max(*known);
    }

    fn are_set(&self) -> bool {
        !self.meant.is_empty()
    }

    fn meant(&self, path: &str) -> Meant {
        let holds =
            |folder: &str| folder.is_empty() || folder == path || (folder.ends_with('/') && path.starts_with(folder));
        self.meant.iter().filter(|(folder, _)| holds(folder)).map(|(_, meant)| *meant).fold(EVERYBODY, Meant::max)
    }
}

/// What the paths of all that lies in a folder begin with: nothing for the folder at the top.
fn folder_prefix(folder: &str) -> String {
    if folder.is_empty() { String::new() } else { format!("{folder}/") }
}

/// A path of `[audiences]` as one below the content folder, which itself is the empty one.
pub fn below_content<'p>(written: &'p str, prefix: &str) -> &'p str {
    let bare = written.trim().trim_start_matches("./").trim_matches('/');
    let bare = bare.strip_prefix(prefix).unwrap_or(bare);
    if bare == "." || prefix.strip_suffix('/') == Some(bare) { "" } else { bare }
}

/// Whether a note may be seen on `today`: not a draft, and not before its `publish_on`.
/// What can't be read as "no" or as a past day withholds the note.
fn is_due(note: &Note, today: Date) -> bool {
    let is_due = match note.front.values.get("publish_on") {
        None | Some(Value::Null) => true,
        Some(value) => value.as_str().and_then(day).is_some_and(|day| day <= today),
    };
    is_due && !is_draft(note.front.values.get("draft"))
}

fn is_draft(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null | Value::Bool(false)) => false,
        Some(Value::String(word)) => !matches!(word.trim().to_lowercase().as_str(), "" | "no" | "false"),
        Some(Value::Bool(true) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => true,
    }
}

fn day(text: &str) -> Option<Date> {
    text.trim().get(..10)?.parse().ok()
}
