//! What a note is: its kind, title, date and number, from front matter, name, folder and headings.
//! Where two readings are open, none is taken, and a diagnostic says so.

use std::ops::Range;

use jiff::civil::{Date, Weekday};

use super::dates::{self, Decision, Doubt, Open};
use super::kind;
use super::lines::{Line, What};
use super::log::Session;
use super::syntax::Spanned;
use super::title::plain;
use super::{File, Role};
use crate::diagnostic::{Diagnostic, Place};
use crate::note::Kind;
use crate::text;

/// What the decision rests on.
pub(super) struct Evidence<'a> {
    pub(super) file: &'a File<'a>,
    pub(super) role: &'a Role,
    /// The heading that names the note: its level, its words and where it stands.
    pub(super) heading: Option<&'a (u8, String, Range<usize>)>,
    pub(super) lines: &'a [Line],
    pub(super) events: &'a [Spanned<'a>],
}

/// What was recognised.
#[derive(Clone)]
pub(super) struct Recognised {
    pub(super) kind: Kind,
    pub(super) title: String,
    pub(super) date: Option<Date>,
    pub(super) date_end: Option<Date>,
    pub(super) number: Option<u32>,
    pub(super) line: usize,
    pub(super) is_cancelled: bool,
}

/// Decides what a note is.
pub(super) fn note(evidence: &Evidence<'_>, diagnostics: &mut Vec<Diagnostic>) -> Recognised {
    match evidence.role {
        Role::Whole | Role::Rest => of_file(evidence, diagnostics),
        Role::Session(session) => one_of_several(evidence, session, diagnostics),
    }
}

fn of_file(evidence: &Evidence<'_>, diagnostics: &mut Vec<Diagnostic>) -> Recognised {
    let Evidence { file, heading, .. } = evidence;
    let File { path, front, .. } = file;
    let headings = headings(evidence);
    let written = front.text("date");
    let sources = dates::Sources {
        path,
        front_matter: written.as_deref(),
        headings: &headings,
        lead: &file.source[file.start..],
        lead_start: file.start,
        order: file.order,
    };
    let decision = dates::decide_beside(file.from_path, &sources);
    let guess = match evidence.role {
        Role::Rest => kind::Kind::Log,
        Role::Whole | Role::Session(_) => guess(file, &headings, &decision),
    };
    let kind = kind(file, guess, diagnostics);
    if kind == Kind::Session {
        diagnostics.extend(decision.doubts.iter().map(|doubt| diagnostic(file, &decision, doubt)));
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
        line: file.source[..at].bytes().filter(|byte| *byte == b'\n').count() + 1,
        is_cancelled: guess == kind::Kind::Cancelled
            || front.text("status").is_some_and(|status| status.to_lowercase().starts_with("cancel")),
    }
}

fn guess(file: &File<'_>, headings: &[dates::Heading<'_>], decision: &Decision) -> kind::Kind {
    let year = file.from_path.folder_year;
    let evidence = kind::Evidence {
        decision,
        sections: dates::sections(headings, year, file.order).len(),
        meeting_signs: kind::meeting_signs(headings),
    };
    kind::of(file.path, &evidence)
}

/// A text of fewer words than this that speaks of cancelling says nothing else.
const WORDS_TO_CANCEL: usize = 8;

/// One of several sessions in a file, which its heading names and dates.
fn one_of_several(evidence: &Evidence<'_>, session: &Session, diagnostics: &mut Vec<Diagnostic>) -> Recognised {
    let file = evidence.file;
    let decision = Decision { date: session.date, ..Decision::default() };
    diagnostics.extend(session.open.clone().map(|(open, place)| {
        let doubt = Doubt { from: dates::Source::Heading, place: Some(place), open };
        diagnostic(file, &decision, &doubt)
    }));
    let text = plain(evidence.events);
    let is_short = text.split(' ').count() < WORDS_TO_CANCEL;
    Recognised {
        kind: Kind::Session,
        title: session.title.clone(),
        date: session.date,
        date_end: session.date_end,
        number: kind::number_in_heading(&session.title),
        line: session.line,
        is_cancelled: kind::is_cancelled(&session.title) || is_short && kind::is_cancelled(&text),
    }
}

/// The note's headings in their order, the one that names it among them.
fn headings<'a>(evidence: &Evidence<'a>) -> Vec<dates::Heading<'a>> {
    let title = evidence.heading.map(|(level, text, span)| dates::Heading { level: *level, text, span: span.clone() });
    let others = evidence.lines.iter().filter_map(|line| {
        let What::Heading(level) = line.what else { return None };
        let span = evidence.file.place(&line.span);
        Some(dates::Heading { level, text: &line.text, span })
    });
    let mut headings: Vec<dates::Heading<'a>> = title.into_iter().chain(others).collect();
    headings.sort_by_key(|heading| heading.span.start);
    headings
}

fn kind(file: &File<'_>, guess: kind::Kind, diagnostics: &mut Vec<Diagnostic>) -> Kind {
    if let Some(word) = file.front.text("kind") {
        if let Some(kind) = Kind::from_word(&word) {
            return kind;
        }
        let span = file.front.spans.get("kind").cloned().unwrap_or(0..1);
        let words = Kind::ALL.map(Kind::word).join(", ");
        diagnostics.push(Diagnostic::wrong_value(
            &Place::new(file.path, span),
            "kind",
            &word,
            &format!("one of {words}"),
        ));
    }
    match (folder_kind(file.path), guess) {
        (_, kind::Kind::FolderPage) => Kind::Index,
        (_, kind::Kind::Log) if kind::is_folder_page(file.path) => Kind::Index,
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
pub(super) fn folder_kind(path: &str) -> Option<Kind> {
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
pub(super) fn title(evidence: &Evidence<'_>) -> String {
    let from_heading = || evidence.heading.map(|(_, text, _)| text.clone());
    evidence.file.front.text("title").or_else(from_heading).unwrap_or_else(|| title_of_path(evidence.file.path))
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

fn diagnostic(file: &File<'_>, decision: &Decision, doubt: &Doubt) -> Diagnostic {
    let front = file.front.spans.get("date").filter(|_| doubt.from == dates::Source::FrontMatter);
    let span = doubt.place.clone().or_else(|| front.cloned()).unwrap_or(0..0);
    let name = text::path_name(file.path);
    let words = file.source.get(span.clone()).filter(|words| !words.is_empty()).unwrap_or(name);
    let words = text::shorten(words.lines().next().unwrap_or(words).trim(), 60);
    let place = Place::new(file.path, span);
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
