//! What Pagefind (pagefind.app, version 1) is told of a page: what it can be filtered by, for networks that prefer that
//! search to ours. A page's head goes in; nothing comes out for pages that have no words of their own.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Here;
use super::frame::Head;
use crate::model::Route;
use crate::note::Kind;
use crate::note::consent;

/// What a page with words of its own can be filtered by.
#[derive(Debug, Serialize)]
pub(super) struct Pagefind {
    kind: &'static str,
    groups: Vec<String>,
    topics: BTreeSet<String>,
    /// As `2023-01-12`.
    date: Option<String>,
    year: Option<String>,
}

/// What is told of the page of a note, a group or a topic.
pub(super) fn of(here: &Here<'_>, head: &Head) -> Option<Pagefind> {
    let note = head.note.map(|id| here.note(id));
    let route = here.site.routes.get(here.address);
    let topic = if let Some(Route::Topic(id)) = route { Some(*id) } else { None };
    let is_group = matches!(route, Some(Route::Group(_)));
    let kind = match note {
        _ if is_group => "group",
        _ if topic.is_some() => "topic",
        Some(note) if note.kind == Kind::Index => Kind::Page.word(),
        // Who has not agreed to be named is not found by name.
        Some(note) if note.kind == Kind::Person && !consent::is_given(&note.front) => return None,
        Some(note) => note.kind.word(),
        None => return None,
    };
    let topics = head.note.map(|id| here.shared.topics_of[id].clone()).unwrap_or_default();
    let date = note.and_then(|note| note.date);
    Some(Pagefind {
        kind,
        groups: groups(here, head),
        topics: topics.into_iter().chain(topic).map(|id| here.site.topics[id].label.clone()).collect(),
        date: date.map(|day| day.to_string()),
        year: date.map(|day| day.year().to_string()),
    })
}

fn groups(here: &Here<'_>, head: &Head) -> Vec<String> {
    if here.site.is_one_group() {
        return Vec::new();
    }
    let of_note = head.note.into_iter().flat_map(|id| here.site.groups_of(id));
    let groups: BTreeSet<usize> = of_note.chain(head.group).collect();
    groups.into_iter().map(|id| here.site.groups[id].name.clone()).collect()
}
