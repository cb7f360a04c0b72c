//! A session's page: where it lies on its group's thread, the note, what it serves and shares.

use serde::Serialize;

use super::frame::{self, Head};
use super::shape::{Date, Goal, GroupRef, Knot, Link, OutlineEntry, Resource, State, Topic};
use super::{Content, Here, Made, crossovers, entries, front, goals, items, outline, resources};
use crate::model::NoteId;
use crate::note::Note;

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
    registration: Option<Link>,
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
    let view = SessionView {
        date: note.date.map(|day| here.words().date(day, note.date_end)),
        time: entries::time(here, id, state),
        state,
        number_text: number_text(here, id),
        attendance_text: front::attendance(here.words(), note),
        registration: registration(here, id, state),
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
        Some(total) => {
            words.filled("count.session_of.other", &[("n", &number.to_string()), ("total", &total.to_string())])
        }
        None => words.count("session_number", number),
    })
}

/// Where to register for a session to come: its own address, else its group's.
fn registration(here: &Here<'_>, id: NoteId, state: State) -> Option<Link> {
    if state == State::Past {
        return None;
    }
    let group_s = || group_note(here, id).and_then(|note| front::registration(here, note));
    front::registration(here, here.note(id)).or_else(group_s)
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
