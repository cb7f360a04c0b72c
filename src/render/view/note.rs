//! Pages that are one note with what belongs to it: goals, guidelines, resources, and plain pages.

use serde::Serialize;

use super::frame::{self, Head};
use super::shape::{Link, OutlineEntry, Page, Part, Resource, Topic};
use super::{Content, Here, Made, challenges, coverage, entries, guidelines, outline, resources, sessions, walk};
use crate::model::{GroupId, NoteId};
use crate::note::Kind;

/// `view` of goals.html, guidelines.html, resources.html and page.html.
#[derive(Debug, Default, Serialize)]
pub(crate) struct NoteView {
    body: String,
    outline: Option<Vec<OutlineEntry>>,
    children: Vec<Page>,
    /// The sessions that the note's file holds, the newest first.
    sessions: Vec<Part>,
    topics: Vec<Topic>,
    also: Option<Link>,
    /// Of the network's guidelines: the groups that add to them.
    additions: Vec<Link>,
    /// When guidelines were agreed; how far a challenge has come.
    meta: Option<String>,
    coverage: Option<coverage::Coverage>,
    resources: Vec<Resource>,
}

/// The page of a list of goals.
pub(super) fn goals(here: &Here<'_>, id: NoteId) -> Made {
    let group = own_group(here, id, |group| here.site.groups[group].goals);
    let is_network_s = here.site.group_of[id].is_none();
    let coverage = if group.is_some() || is_network_s { coverage::of(here, group) } else { None };
    let view = NoteView { coverage, ..view(here, id) };
    ("goals.html", head(here, id, "goals"), Content::Note(Box::new(view)))
}

/// The page of the goals of a group that has no list of them in a note of its own.
pub(super) fn goals_of_group(here: &Here<'_>, group: GroupId) -> Made {
    let view = NoteView { coverage: coverage::of(here, Some(group)), ..NoteView::default() };
    let head = Head { kind: "goals", title: here.words().text("goals"), group: Some(group), ..Head::default() };
    ("goals.html", frame::page(here, head), Content::Note(Box::new(view)))
}

/// The page of participation guidelines.
pub(super) fn guidelines(here: &Here<'_>, id: NoteId) -> Made {
    let network = here.shared.network_guidelines.filter(|network| *network != id);
    let also =
        network.map(|network| Link { href: here.href_of(network), label: here.words().text("network_guidelines") });
    let is_network_s = here.shared.network_guidelines == Some(id);
    let additions = if is_network_s { guidelines::additions(here) } else { Vec::new() };
    let view = NoteView { also, additions, meta: guidelines::agreed(here, id), ..view(here, id) };
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
    let meta = challenges::meta(here, id).filter(|_| here.note(id).kind == Kind::Challenge);
    let view = NoteView { children: children(here, id), sessions: sessions(here, id), meta, ..view(here, id) };
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
        additions: Vec::new(),
        meta: None,
        coverage: None,
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
    sessions::by_year(here, by_date.map(|session| (here.note(session).date, entries::session(here, session))))
}
