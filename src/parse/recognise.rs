//! What a note is: its kind, title, date and number, from front matter, name, folder and headings.
//! Where two readings are open, none is taken, and a diagnostic says so.

use std::ops::Range;

use jiff::civil::{Date, Weekday};

use super::dates::{self, Decision, Doubt, Open};
use super::kind;
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
    /// The heading that names the note: its level, its words and where it stands.
    pub(crate) heading: Option<&'a (u8, String, Range<usize>)>,
    pub(crate) outline: &'a [Heading],
    pub(crate) order: Option<dates::Order>,
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
    let headings = headings(evidence);
    let written = front.text("date");
    let sources = dates::Sources {
        path,
        front_matter: written.as_deref(),
        headings: &headings,
        lead: &evidence.source[evidence.start..],
        lead_start: evidence.start,
        order: evidence.order,
    };
    let decision = dates::decide(&sources);
    let guess = kind::of(
        path,
        &kind::Evidence {
            decision: &decision,
            sections: dates::sections(&headings, dates::in_path(path, evidence.order).folder_year).len(),
            meeting_signs: kind::meeting_signs(&headings),
        },
    );
    let kind = kind(evidence, guess, diagnostics);
    if kind == Kind::Session {
        diagnostics.extend(decision.doubts.iter().map(|doubt| diagnostic(evidence, &decision, doubt)));
    }
    let has_date = kind == Kind::Session || written.is_some();
    let at = heading.map_or(0, |(_, _, span)| span.start);
    Recognised {
        kind,
        title: title(evidence),
        date: decision.date.filter(|_| has_date),
        date_end: decision.end.filter(|_| has_date),
        number: front.text("number").and_then(|number| number.parse().ok()).or_else(|| {
            kind::number(path).filter(|_| kind == Kind::Session && decision.place != Some(dates::Place::NameAndFolder))
        }),
        line: evidence.source[..at].bytes().filter(|byte| *byte == b'\n').count() + 1,
        is_cancelled: guess == kind::Kind::Cancelled
            || front.text("status").is_some_and(|status| status.to_lowercase().starts_with("cancel")),
    }
}

/// The note's headings in their order, the one that names it among them.
fn headings<'a>(evidence: &Evidence<'a>) -> Vec<dates::Heading<'a>> {
    let title = evidence.heading.map(|(level, text, span)| dates::Heading { level: *level, text, span: span.clone() });
    let others = evidence.outline.iter().map(|heading| dates::Heading {
        level: heading.level,
        text: &heading.text,
        span: heading.span.clone(),
    });
    let mut headings: Vec<dates::Heading<'a>> = title.into_iter().chain(others).collect();
    headings.sort_by_key(|heading| heading.span.start);
    headings
}

fn kind(evidence: &Evidence<'_>, guess: kind::Kind, diagnostics: &mut Vec<Diagnostic>) -> Kind {
    if let Some(word) = evidence.front.text("kind") {
        if let Some(kind) = Kind::from_word(&word) {
            return kind;
        }
        let span = evidence.front.spans.get("kind").cloned().unwrap_or(0..1);
        let words = Kind::ALL.map(Kind::word).join(", ");
        diagnostics.push(Diagnostic::wrong_value(
            &Place::new(evidence.path, span),
            "kind",
            &word,
            &format!("one of {words}"),
        ));
    }
    match (folder_kind(evidence.path), guess) {
        (_, kind::Kind::FolderPage) => Kind::Index,
        (_, kind::Kind::Template) => Kind::Template,
        (Some(kind), _) => kind,
        (None, kind::Kind::Session(_) | kind::Kind::Cancelled) => Kind::Session,
        (None, kind::Kind::Goals) => Kind::Goals,
        (None, kind::Kind::Guidelines) => Kind::Guidelines,
        (None, kind::Kind::Resources) => Kind::Resources,
        (None, kind::Kind::Log | kind::Kind::Index | kind::Kind::Page) => Kind::Page,
    }
}

/// The kind that the note's folder gives to all that lies in it.
fn folder_kind(path: &str) -> Option<Kind> {
    let mut folders = path.rsplit('/').skip(1);
    let folder = folders.next()?;
    let is_top = folders.next().is_none();
    match folder {
        "topics" if is_top => Some(Kind::Topic),
        "people" if is_top => Some(Kind::Person),
        "stories" => Some(Kind::Story),
        "challenges" => Some(Kind::Challenge),
        _ => None,
    }
}

/// The note's name: front matter's title, the heading's, a number of the meeting, or the file's name.
fn title(evidence: &Evidence<'_>) -> String {
    let from_heading = || evidence.heading.map(|(_, text, _)| text.clone());
    evidence.front.text("title").or_else(from_heading).unwrap_or_else(|| title_of_path(evidence.path))
}

/// A title from the file's name, or for a folder's own page from the folder's.
fn title_of_path(path: &str) -> String {
    let name = text::path_stem(path);
    let is_own = matches!(name.to_lowercase().as_str(), "index" | "readme" | "_index");
    let folder = path.rsplit('/').nth(1);
    let name = folder.filter(|_| is_own).unwrap_or(name);
    let without_date = name.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | '.' | ' '));
    if without_date.is_empty() { name.to_owned() } else { text::title_of_name(without_date) }
}

fn diagnostic(evidence: &Evidence<'_>, decision: &Decision, doubt: &Doubt) -> Diagnostic {
    let front = evidence.front.spans.get("date").filter(|_| doubt.from == dates::Source::FrontMatter);
    let span = doubt.place.clone().or_else(|| front.cloned()).unwrap_or(0..0);
    let name = text::path_name(evidence.path);
    let words = evidence.source.get(span.clone()).filter(|words| !words.is_empty()).unwrap_or(name);
    let words = text::shorten(words.lines().next().unwrap_or(words).trim(), 60);
    let place = Place::new(evidence.path, span);
    match &doubt.open {
        Open::Readings(dates) => {
            let dates: Vec<String> = dates.iter().map(ToString::to_string).collect();
            Diagnostic::two_readings(&place, &words, &dates.join(" or "))
        }
        Open::Weekday(date, _) => Diagnostic::wrong_weekday(&place, &words, weekday(date.weekday())),
        Open::Year(..) => Diagnostic::no_year(&place, &words),
        Open::Disagrees(other) => {
            let taken = decision.date.map(|date| date.to_string()).unwrap_or_default();
            Diagnostic::dates_differ(&place, &taken, &other.to_string())
        }
    }
}

fn weekday(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}
