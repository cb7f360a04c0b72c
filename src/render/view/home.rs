//! The home page of a network, and the page of all its groups.

use serde::Serialize;

use super::frame::{self, Head};
use super::shape::{GroupSection, Link, Page, Session, State, Topic};
use super::{Content, Here, Made, doors, entries, front, group, menu, upcoming};
use crate::model::{NoteId, TopicId};

/// Lists on the home page stop here; other pages have them whole.
const UPCOMING: usize = 4;
const LATEST: usize = 6;
const TOPICS: usize = 24;

/// `view` of home.html.
#[derive(Debug, Serialize)]
pub(crate) struct HomeView {
    lead: Option<String>,
    body: Option<String>,
    upcoming: Vec<Session>,
    /// A column beside the text, else a row.
    upcoming_shape: &'static str,
    /// The calendar of all groups.
    calendar: Option<Link>,
    groups: Vec<GroupSection>,
    latest: Vec<Session>,
    topics: Vec<Topic>,
    pages: Vec<Page>,
}

/// `view` of groups.html.
#[derive(Debug, Serialize)]
pub(crate) struct GroupsView {
    body: Option<String>,
    count_text: Option<String>,
    groups: Vec<GroupSection>,
}

/// The home page.
pub(super) fn home(here: &Here<'_>, index: Option<NoteId>) -> Made {
    let description = Some(here.site.config.description.clone()).filter(|text| !text.is_empty());
    let head = Head { kind: "home", title: here.site.name.clone(), note: index, group: None, description };
    let view = HomeView {
        lead: lead(here, index),
        body: index.and_then(|id| here.body(id)),
        upcoming: ahead(here, UPCOMING),
        upcoming_shape: if index.is_some() { "full" } else { "across" },
        calendar: here
            .site
            .calendar(None)
            .map(|address| Link { href: here.href(&address), label: here.words().text("whole_calendar") }),
        groups: entries::group_sections(here),
        latest: past(here).take(LATEST).map(|id| entries::session_with_group(here, id)).collect(),
        topics: topics(here),
        pages: entries::pages(here, menu::top(here.site, &here.shared.folders))
            .into_iter()
            .chain(doors::pages(here))
            .collect(),
    };
    ("home.html", frame::page(here, head), Content::Home(Box::new(view)))
}

/// The line under the title, unless the text begins with it.
fn lead(here: &Here<'_>, index: Option<NoteId>) -> Option<String> {
    let note = index.map(|id| here.note(id));
    let own = note.and_then(|note| front::first(note, &["description", "summary"]));
    let lead = own.unwrap_or_else(|| here.site.config.description.clone());
    let is_said = note.is_some_and(|note| group::begins_alike(&note.summary, &lead));
    Some(lead).filter(|lead| !lead.is_empty() && !is_said)
}

/// The first sessions to come, and as many that wait until these are over.
pub(super) fn ahead(here: &Here<'_>, shown: usize) -> Vec<Session> {
    let coming = (0..here.site.upcoming.len()).map(|at| upcoming::session_with_group(here, at));
    upcoming::ahead(coming, here, (shown, shown))
}

/// Sessions that were, the newest first; undated ones are none that a reader could place.
fn past<'a>(here: &'a Here<'_>) -> impl Iterator<Item = NoteId> + 'a {
    let was = |id: &NoteId| {
        let note = here.note(*id);
        note.date.is_some() && !note.is_cancelled && entries::state(here, *id) == State::Past
    };
    here.site.sessions.iter().rev().copied().filter(was)
}

/// The topics with most notes, by label.
fn topics(here: &Here<'_>) -> Vec<Topic> {
    let mut most: Vec<TopicId> = (0..here.site.topics.len()).collect();
    most.sort_by_key(|id| std::cmp::Reverse(here.site.topics[*id].notes.len()));
    most.truncate(TOPICS);
    most.sort_unstable();
    most.into_iter().map(|id| entries::topic(here, id)).collect()
}

/// The page of all groups.
pub(super) fn groups(here: &Here<'_>, index: Option<NoteId>) -> Made {
    let title = index.map_or_else(|| here.words().text("groups"), |id| here.note(id).title.clone());
    let page = frame::page(here, Head { kind: "groups", title, note: index, ..Head::default() });
    let view = GroupsView {
        body: index.and_then(|id| here.body(id)),
        count_text: entries::some_count(here, "groups", here.site.groups.len()),
        groups: entries::group_sections(here),
    };
    ("groups.html", page, Content::Groups(view))
}
