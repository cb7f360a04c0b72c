//! The shapes that templates get, named as the theme's contract names them: ready-made links, texts and
//! counts. A template loops and branches over these; it never computes.

use std::ops::Deref;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::theme::Ready;

/// A link with its words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Link {
    pub(crate) href: String,
    pub(crate) label: String,
}

/// A link of a menu.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct NavLink {
    pub(crate) href: String,
    pub(crate) label: String,
    /// This page, or the section that it lies in.
    pub(crate) current: bool,
}

/// A day in words, made once and shared by all that show it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Date(Arc<(DateWords, Ready)>);

impl From<DateWords> for Date {
    fn from(words: DateWords) -> Self {
        let ready = Ready::of(&words);
        Self(Arc::new((words, ready)))
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.1.serialize(serializer)
    }
}

impl Deref for Date {
    type Target = DateWords;

    fn deref(&self) -> &DateWords {
        &self.0.0
    }
}

/// A day, or the first day of a range whose text names both ends.
#[derive(Debug, PartialEq, Serialize)]
pub(crate) struct DateWords {
    pub(crate) iso: String,
    pub(crate) text: String,
    pub(crate) short: String,
    pub(crate) year: String,
    /// The text after the weekday, as it begins a line; a range has no weekday.
    pub(crate) with_weekday: String,
}

/// A group as a session of a mixed list names it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct GroupRef {
    pub(crate) name: String,
    pub(crate) href: String,
    /// 0 to 35.
    pub(crate) hue: u8,
}

/// Where a session stands in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum State {
    /// It was, or has no date, or was cancelled.
    Past,
    /// The group's first one not before today.
    Next,
    /// Later than the next.
    Upcoming,
}

/// The beginning of a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Moment {
    /// In UTC: `2023-03-09T17:00:00Z`.
    pub(crate) iso: String,
    /// By the clock of the session's own zone: `2023-03-09T12:00`.
    pub(crate) local: String,
}

/// A session in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Session {
    /// The id of its place in the page, where a calendar's day leads to it.
    pub(crate) anchor: Option<String>,
    /// None where it is planned and has no note yet.
    pub(crate) href: Option<String>,
    pub(crate) title: String,
    /// Of a note in another language than the site's.
    pub(crate) lang: Option<String>,
    pub(crate) date: Option<Date>,
    pub(crate) time: Option<String>,
    pub(crate) state: State,
    /// When it begins, where that is known to the minute.
    pub(crate) moment: Option<Moment>,
    /// When it is over, as `Date` of JavaScript reads it; only of sessions to come.
    pub(crate) over: Option<String>,
    /// Not shown until the sessions before it are over.
    pub(crate) waiting: bool,
    /// Where to register and to join; only of sessions to come.
    pub(crate) links: Vec<Link>,
    pub(crate) number: Option<String>,
    pub(crate) summary: Option<String>,
    /// Only where the list mixes groups.
    pub(crate) group: Option<GroupRef>,
}

/// Sessions under a heading, such as a year; the undated ones have none.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Part {
    pub(crate) label: Option<String>,
    pub(crate) sessions: Vec<Session>,
}

/// A group in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Group {
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) hue: u8,
    pub(crate) purpose: Option<String>,
    pub(crate) count_text: Option<String>,
    /// At most the last twelve sessions, oldest first.
    pub(crate) knots: Vec<State>,
    pub(crate) next: Option<Session>,
    pub(crate) ended: bool,
    /// The page for newcomers.
    pub(crate) start: Option<Link>,
    pub(crate) topics: Vec<Link>,
}

/// Groups under a heading, or all of them under none.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct GroupSection {
    pub(crate) label: Option<String>,
    pub(crate) groups: Vec<Group>,
}

/// A plain page or folder in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Page {
    pub(crate) href: String,
    pub(crate) title: String,
    pub(crate) summary: Option<String>,
    pub(crate) count_text: Option<String>,
    pub(crate) folder: bool,
}

/// Something worth reading elsewhere.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Resource {
    /// The id of its place in the page, where other pages lead to it.
    pub(crate) id: Option<String>,
    pub(crate) href: String,
    pub(crate) title: String,
    pub(crate) external: bool,
    pub(crate) host: Option<String>,
    /// What it is, such as `Guide`.
    pub(crate) kind: Option<String>,
    pub(crate) note: Option<String>,
    /// How often and when, where it was shared more often than can stand in a line.
    pub(crate) times_text: Option<String>,
    /// The passages that shared it.
    pub(crate) from: Vec<Shared>,
    /// Where all of them are, where these are not.
    pub(crate) more: Option<Link>,
}

/// A note that shared a resource.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Shared {
    pub(crate) href: String,
    pub(crate) label: String,
    pub(crate) date: Option<Date>,
    /// Only where the list mixes groups.
    pub(crate) group: Option<String>,
}

/// A part of a page: where it begins, and how much is in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Jump {
    pub(crate) href: String,
    pub(crate) label: String,
    pub(crate) count_text: Option<String>,
    pub(crate) current: bool,
}

/// A topic in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Topic {
    pub(crate) href: String,
    pub(crate) label: String,
    pub(crate) count_text: Option<String>,
    pub(crate) description: Option<String>,
}

/// A learning goal in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Goal {
    pub(crate) label: String,
    pub(crate) href: Option<String>,
    pub(crate) count_text: Option<String>,
    /// Sessions were held, and none of them worked on it.
    pub(crate) is_open: bool,
}

/// A note that links here.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Backlink {
    pub(crate) href: String,
    pub(crate) title: String,
    /// Of a note in another language than the site's.
    pub(crate) lang: Option<String>,
    pub(crate) context: Option<String>,
    pub(crate) group: Option<String>,
    pub(crate) date: Option<Date>,
}

/// A heading of the page with those below it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct OutlineEntry {
    pub(crate) href: String,
    pub(crate) label: String,
    pub(crate) children: Vec<Link>,
}

/// The page before or after this one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Neighbour {
    pub(crate) href: String,
    pub(crate) title: String,
    /// Of a note in another language than the site's.
    pub(crate) lang: Option<String>,
    pub(crate) date: Option<Date>,
}

/// A session as a knot of the thread in a session's header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct Knot {
    pub(crate) state: State,
    pub(crate) current: bool,
}

/// A person by name, with their page if they have one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) href: Option<String>,
    pub(crate) role: Option<String>,
}

/// A group or programme that a group works with.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Related {
    pub(crate) name: String,
    pub(crate) href: Option<String>,
    pub(crate) external: bool,
    pub(crate) why: Option<String>,
}
