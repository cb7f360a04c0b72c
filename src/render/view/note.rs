//! Pages that are one note with what belongs to it: goals, guidelines, resources, and plain pages.

use serde::Serialize;

use super::frame::{self, Head};
use super::shape::{Link, OutlineEntry, Page, Part, Resource, Topic, WorkedGoal};
use super::{Content, Here, Made, entries, goals, outline, resources, sessions, walk};
use crate::model::{GroupId, NoteId};

/// `view` of goals.html, guidelines.html, resources.html and page.html.
#[derive(Debug, Serialize)]
pub(crate) struct NoteView {
    body: String,
    outline: Option<Vec<OutlineEntry>>,
    children: Vec<Page>,
    /// The sessions that the note's file holds, the newest first.
    sessions: Vec<Part>,
    topics: Vec<Topic>,
    also: Option<Link>,
    goals: Vec<WorkedGoal>,
    resources: Vec<Resource>,
}

/// The page of a list of goals.
pub(super) fn goals(here: &Here<'_>, id: NoteId) -> Made {
    let group = own_group(here, id, |group| here.site.groups[group].goals);
    let view =
        NoteView { goals: group.map(|group| goals::worked_on(here, group)).unwrap_or_default(), ..view(here, id) };
    ("goals.html", head(here, id, "goals"), Content::Note(Box::new(view)))
}

/// The page of participation guidelines.
pub(super) fn guidelines(here: &Here<'_>, id: NoteId) -> Made {
    let network = here.shared.network_guidelines.filter(|network| *network != id);
    let also =
        network.map(|network| Link { href: here.href_of(network), label: here.words().text("network_guidelines") });
    let view = NoteView { also, ..view(here, id) };
    ("guidelines.html", head(here, id, "guidelines"), Content::Note(Box::new(view)))
}

/// The page of a list of resources.
pub(super) fn resources(here: &Here<'_>, id: NoteId) -> Made {
    let group = own_group(here, id, |group| here.site.groups[group].resources);
    let resources = group.map(|group| resources::shared_in_sessions(here, group)).unwrap_or_default();
    let view = NoteView { resources, ..view(here, id) };
    ("resources.html", head(here, id, "resources"), Content::Note(Box::new(view)))
}

/// A plain page: a person, a story, a form, a page of a handbook.
pub(super) fn page(here: &Here<'_>, id: NoteId) -> Made {
    let view = NoteView { children: children(here, id), sessions: sessions(here, id), ..view(here, id) };
    ("page.html", head(here, id, "page"), Content::Note(Box::new(view)))
}

fn view(here: &Here<'_>, id: NoteId) -> NoteView {
    NoteView {
        body: here.body(id).unwrap_or_default(),
        outline: outline::of(here.note(id)),
        children: Vec::new(),
        sessions: Vec::new(),
        topics: entries::topics(here, id),
        also: None,
        goals: Vec::new(),
        resources: Vec::new(),
    }
}

fn head(here: &Here<'_>, id: NoteId, kind: &'static str) -> frame::PageView {
    frame::page(
        here,
        Head {
            kind,
            title: here.note(id).title.clone(),
            note: Some(id),
            group: here.site.group_of[id],
            ..Head::default()
        },
    )
}

/// The group whose own note this is.
fn own_group(here: &Here<'_>, id: NoteId, own: impl Fn(GroupId) -> Option<NoteId>) -> Option<GroupId> {
    here.site.group_of[id].filter(|group| own(*group) == Some(id))
}

/// What lies in the folder of the same name beside a page, where that folder has no page of its own.
fn children(here: &Here<'_>, id: NoteId) -> Vec<Page> {
    let folder = walk::folder_beside(here.site, id);
    folder.map(|path| entries::pages(here, walk::listed(here.site, path))).unwrap_or_default()
}

/// The sessions of a file that holds several, by year.
fn sessions(here: &Here<'_>, id: NoteId) -> Vec<Part> {
    let in_file = here.site.of_file(id);
    let by_date = here.site.sessions.iter().rev().copied().filter(|session| in_file.contains(session));
    sessions::by_year(by_date.map(|session| (here.note(session).date, entries::session(here, session))))
}
