//! A folder's page: its own text, if it has one, then what lies in it in reading order.

use serde::Serialize;

use super::frame::{self, Head};
use super::shape::{OutlineEntry, Page};
use super::shared::FolderFacts;
use super::walk::{self, Entry};
use super::{Content, Here, Made, entries, outline, sessions, titles};
use crate::note::Kind;

/// `view` of folder.html.
#[derive(Debug, Serialize)]
pub(crate) struct FolderView {
    body: Option<String>,
    outline: Option<Vec<OutlineEntry>>,
    children: Vec<Page>,
    count_text: Option<String>,
}

/// The page of a folder; one that holds nothing but sessions and has no text lists them by date.
pub(super) fn folder(here: &Here<'_>, path: &str) -> Made {
    let index = here.site.folders.get(path).and_then(|folder| folder.index);
    let facts = here.shared.folders.get(path);
    if index.is_none() && facts.is_some_and(FolderFacts::is_of_sessions) {
        return sessions::of_folder(here, path);
    }
    let word = if facts.is_some_and(FolderFacts::is_of_sessions) { "sessions" } else { "pages" };
    let view = FolderView {
        body: index.and_then(|id| here.body(id)),
        outline: index.and_then(|id| outline::of(here.note(id))),
        children: entries::pages(here, children(here, path)),
        count_text: entries::some_count(here, word, facts.map_or(0, |facts| facts.notes)),
    };
    let group = facts.and_then(|facts| facts.group);
    let head =
        Head { kind: "folder", title: titles::of_folder_page(here, path), note: index, group, ..Head::default() };
    ("folder.html", frame::page(here, head), Content::Folder(view))
}

/// What lies in a folder: pages and folders in reading order, then sessions, the newest first.
fn children<'a>(here: &Here<'a>, path: &str) -> Vec<Entry<'a>> {
    let is_session = |entry: &Entry<'_>| match entry {
        Entry::Note(id) => here.note(*id).kind == Kind::Session,
        Entry::Folder(_) => false,
    };
    let (mut of_sessions, mut others): (Vec<Entry<'a>>, Vec<Entry<'a>>) =
        walk::listed(here.site, path).into_iter().partition(is_session);
    of_sessions.sort_by_key(|entry| match entry {
        Entry::Note(id) => std::cmp::Reverse(here.note(*id).date),
        Entry::Folder(_) => std::cmp::Reverse(None),
    });
    others.extend(of_sessions);
    others
}
