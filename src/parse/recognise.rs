//! What a note is: its kind, title, date and number, from front matter, name, folder and headings.
//! Where two readings are open, none is taken, and a diagnostic says so.

use std::ops::Range;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Place};
use crate::note::{FrontMatter, Heading, Kind};
use crate::text;

/// What the decision rests on.
pub(crate) struct Evidence<'a> {
    pub(crate) path: &'a str,
    pub(crate) source: &'a str,
    /// Where the text begins after the front matter.
    pub(crate) start: usize,
    pub(crate) front: &'a FrontMatter,
    /// The heading that names the note, with where it stands.
    pub(crate) heading: Option<&'a (String, Range<usize>)>,
    pub(crate) outline: &'a [Heading],
}

/// What was recognised.
pub(crate) struct Recognised {
    pub(crate) kind: Kind,
    pub(crate) title: String,
    pub(crate) date: Option<Date>,
    pub(crate) date_end: Option<Date>,
    pub(crate) number: Option<u32>,
    pub(crate) line: usize,
    pub(crate) is_cancelled: bool,
}

/// Decides what a note is.
pub(crate) fn note(evidence: &Evidence<'_>, diagnostics: &mut Vec<Diagnostic>) -> Recognised {
    let Evidence { path, front, heading, .. } = evidence;
    let title = front
        .text("title")
        .or_else(|| heading.map(|(text, _)| text.clone()))
        .unwrap_or_else(|| title_of_path(path));
    let at = heading.map_or(0, |(_, span)| span.start);
    let kind = kind(evidence, diagnostics);
    Recognised {
        kind,
        title,
        date: front.text("date").and_then(|d| d.get(..10).and_then(|d| d.parse().ok())).or_else(|| name(path).get(..10).and_then(|d| d.parse().ok())),
        date_end: None,
        number: front.text("number").and_then(|n| n.parse().ok()),
        line: evidence.source[..at].bytes().filter(|byte| *byte == b'\n').count() + 1,
        is_cancelled: front.text("status").is_some_and(|status| status.eq_ignore_ascii_case("cancelled")),
    }
}

fn kind(evidence: &Evidence<'_>, diagnostics: &mut Vec<Diagnostic>) -> Kind {
    if let Some(word) = evidence.front.text("kind") {
        if let Some(kind) = Kind::from_word(&word) {
            return kind;
        }
        let span = evidence.front.spans.get("kind").cloned().unwrap_or(0..1);
        let words = Kind::ALL.map(Kind::word).join(", ");
        diagnostics.push(Diagnostic::wrong_value(&Place::new(evidence.path, span), "kind", &word, &format!("one of {words}")));
    }
    Kind::Page
}

/// The file's name without its extension.
fn name(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(name, _)| name)
}

/// A title from the file's name, or for a folder's own page from the folder's.
fn title_of_path(path: &str) -> String {
    let name = name(path);
    let is_own = matches!(name.to_lowercase().as_str(), "index" | "readme");
    let folder = path.rsplit('/').nth(1);
    text::title_of_name(folder.filter(|_| is_own).unwrap_or(name))
}

/// Whether a folder's name says that it holds sessions.
pub fn is_session_folder(name: &str) -> bool {
    matches!(name.to_lowercase().as_str(), "sessions" | "meetings" | "minutes" | "notes")
}
