//! A session's page: where it lies on its group's thread, the note, what it serves and shares.

use jiff::Timestamp;
use jiff::civil::DateTime;
use serde::Serialize;

use super::frame::{self, Head};
use super::shape::{Date, Goal, GroupRef, Knot, Link, Moment, OutlineEntry, Resource, State, Topic};
use super::{
    Content, Here, Made, calendar, crossovers, entries, front, goals, items, outline, reading, resources, upcoming,
};
use crate::model::{Meeting, NoteId};
use crate::note::Note;
use crate::render::href;

/// The thread in the header shows at most so many sessions.
const KNOTS: usize = 24;

/// `view` of session.html.
#[derive(Debug, Serialize)]
pub(crate) struct SessionView {
    date: Option<Date>,
    time: Option<String>,
    state: State,
    number_text: Option<String>,
    attendance_text: Option<String>,
    /// How long the note takes to read, where that is more than a moment.
    reading_text: Option<String>,
    registration: Option<Link>,
    /// Where to join; only of a session to come.
    join: Option<Link>,
    /// The group's file for calendar programs; only of a session to come.
    calendar_file: Option<Link>,
    /// When a session to come begins, where that is known to the minute.
    moment: Option<Moment>,
    /// What search engines are told of an event to come.
    event: Option<Event>,
    knots: Option<Vec<Knot>>,
    body: String,
    outline: Option<Vec<OutlineEntry>>,
    goals: Vec<Goal>,
    topics: Vec<Topic>,
    resources: Vec<Resource>,
    /// The other groups that held it.
    joint: Vec<GroupRef>,
    /// What it decided, what is to do since, what stayed open.
    brought: Vec<items::Brought>,
}

/// A session as schema.org's `Event`.
#[derive(Debug, Serialize)]
struct Event {
    start: String,
    end: Option<String>,
    /// A member of schema.org's `EventStatusType`.
    status: &'static str,
    url: Option<String>,
    organizer: String,
}

/// The page of a session.
pub(super) fn session(here: &Here<'_>, id: NoteId) -> Made {
    let note = here.note(id);
    let state = entries::state(here, id);
    let head = Head {
        kind: "session",
        title: note.title.clone(),
        note: Some(id),
        group: here.site.group_of[id],
        ..Head::default()
    };
    let to_come = here.shared.upcoming.get(&id).map(|at| &here.site.upcoming[*at]);
    let view = SessionView {
        date: here.date_of(note),
        time: entries::time(here, id),
        state,
        number_text: number_text(here, id),
        attendance_text: front::attendance(here.words(), note),
        reading_text: reading::text(here, note),
        registration: to_come.and_then(|meeting| upcoming::link(here, "register", meeting.register.as_ref())),
        join: to_come.and_then(|meeting| upcoming::link(here, "join_online", meeting.join.as_ref())),
        calendar_file: to_come.and_then(|meeting| calendar::file(here, meeting.group)),
        moment: to_come.and_then(upcoming::moment),
        event: event(here, id),
        knots: knots(here, id),
        body: here.body(id).unwrap_or_default(),
        outline: outline::of(note),
        goals: goals::served(here, id),
        topics: entries::topics(here, id),
        resources: resources::of_note(here, id),
        joint: crossovers::joint(here, id),
        brought: items::brought(here, id),
    };
    ("session.html", frame::page(here, head), Content::Session(Box::new(view)))
}

fn group_note<'a>(here: &Here<'a>, id: NoteId) -> Option<&'a Note> {
    here.site.group_of[id].and_then(|group| here.site.groups[group].index).map(|index| here.note(index))
}

/// The session's number, with how many there are where the group says so.
fn number_text(here: &Here<'_>, id: NoteId) -> Option<String> {
    let number = usize::try_from(here.note(id).number?).ok()?;
    let total = group_note(here, id).and_then(front::planned_sessions).filter(|total| number <= *total);
    let words = here.words();
    Some(match total {
        Some(total) => words.filled("session_of", &[("n", &words.number(number)), ("total", &words.number(total))]),
        None => words.filled("session_number", &[("n", &words.number(number))]),
    })
}

/// What search engines are told of a session to come, which they show to people who may want to join.
fn event(here: &Here<'_>, id: NoteId) -> Option<Event> {
    let told = |local: DateTime, known: Option<Timestamp>, meeting: &Meeting| match known.zip(meeting.zone()) {
        Some((moment, zone)) => moment.to_zoned(zone).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        None => local.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
    };
    let note = here.note(id);
    let day = note.date.filter(|day| note.date_end.unwrap_or(*day) >= here.site.today)?;
    let coming = here.shared.upcoming.get(&id).map(|at| &here.site.upcoming[*at]);
    let start =
        coming.and_then(|meeting| Some(told(meeting.date.to_datetime(meeting.start?), meeting.begins(), meeting)));
    let end =
        coming.and_then(|meeting| Some(told(meeting.end_day()?.to_datetime(meeting.end?), meeting.ends(), meeting)));
    Some(Event {
        start: start.unwrap_or_else(|| day.to_string()),
        end: end.or_else(|| note.date_end.map(|day| day.to_string())),
        status: if note.is_cancelled { "EventCancelled" } else { "EventScheduled" },
        url: here.site.address.as_deref().map(|root| href::canonical(root, here.address)),
        organizer: here.site.group_of[id].map_or(&here.site.name, |group| &here.site.groups[group].name).clone(),
    })
}

/// The sessions around this one, with it as near to the middle as there are others on both sides.
fn knots(here: &Here<'_>, id: NoteId) -> Option<Vec<Knot>> {
    let sessions = frame::sessions_beside(here, id);
    if sessions.len() < 2 || here.site.group_of[id].is_none() {
        return None;
    }
    let place = here.shared.places.get(&id).copied().unwrap_or_default();
    let from = place.saturating_sub(KNOTS / 2).min(sessions.len().saturating_sub(KNOTS));
    let around = &sessions[from..sessions.len().min(from + KNOTS)];
    Some(around.iter().map(|other| Knot { state: entries::state(here, *other), current: *other == id }).collect())
}
