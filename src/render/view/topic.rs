//! The page of all topics, and a topic's page: everything on it, across groups.

use std::collections::BTreeSet;

use serde::Serialize;

use super::frame::{self, Head};
use super::shape::{Goal, Group, GroupRef, Page, Resource, Session, Topic};
use super::{Content, Here, Made, entries, items, resources};
use crate::model::{GroupId, NoteId, TopicId};
use crate::note::Kind;

/// `view` of topics.html.
#[derive(Debug, Serialize)]
pub(crate) struct TopicsView {
    body: Option<String>,
    count_text: Option<String>,
    topics: Vec<Topic>,
}

/// `view` of topic.html.
#[derive(Debug, Serialize)]
pub(crate) struct TopicView {
    body: Option<String>,
    also: Vec<String>,
    groups: Vec<Group>,
    /// Sessions group by group; under no name where there is only one group.
    sessions: Vec<OfGroup>,
    sessions_count_text: Option<String>,
    goals: Vec<Goal>,
    resources: Vec<Resource>,
    pages: Vec<Page>,
    gathered: Vec<items::Few>,
}

#[derive(Debug, Serialize)]
struct OfGroup {
    group: Option<GroupRef>,
    sessions: Vec<Session>,
}

/// The page of all topics.
pub(super) fn topics(here: &Here<'_>) -> Made {
    let index = here.site.folders.get("topics").and_then(|folder| folder.index);
    let title = index.map_or_else(|| here.words().text("topics"), |id| here.note(id).title.clone());
    let described = |id: TopicId| {
        let description = here.site.topics[id].index.and_then(|index| entries::summary(here.note(index)));
        Topic { description, ..entries::topic(here, id) }
    };
    let view = TopicsView {
        body: index.and_then(|id| here.body(id)),
        count_text: entries::some_count(here, "topics", here.site.topics.len()),
        topics: (0..here.site.topics.len()).map(described).collect(),
    };
    (
        "topics.html",
        frame::page(here, Head { kind: "topics", title, note: index, ..Head::default() }),
        Content::Topics(view),
    )
}

/// The page of a topic.
pub(super) fn topic(here: &Here<'_>, id: TopicId) -> Made {
    let topic = &here.site.topics[id];
    let (mut sessions, others): (Vec<NoteId>, Vec<NoteId>) =
        topic.notes.iter().copied().partition(|id| here.note(*id).kind == Kind::Session);
    sessions.sort_by_key(|id| std::cmp::Reverse(here.note(*id).date));
    let view = TopicView {
        body: topic.index.and_then(|id| here.body(id)),
        also: topic.also.iter().cloned().collect(),
        groups: groups(here, &topic.notes).into_iter().map(|id| entries::group(here, id)).collect(),
        sessions_count_text: entries::some_count(here, "sessions", sessions.len()),
        sessions: by_group(here, sessions),
        goals: Vec::new(),
        resources: resources::of_topic(here, id).into_iter().map(|id| resources::short(here, id)).collect(),
        pages: others.into_iter().filter(|id| !is_group_page(here, *id)).map(|id| entries::page(here, id)).collect(),
        gathered: items::few_on_topic(here, id),
    };
    let head = Head { kind: "topic", title: topic.label.clone(), note: topic.index, ..Head::default() };
    ("topic.html", frame::page(here, head), Content::Topic(view))
}

/// Sessions under the groups that held them, in the order of the newest; one held jointly is the first one's.
fn by_group(here: &Here<'_>, newest_first: Vec<NoteId>) -> Vec<OfGroup> {
    let mut parts: Vec<OfGroup> = Vec::new();
    for id in newest_first {
        let group = here.site.group_of[id].filter(|_| !here.site.is_one_group());
        let group = group.map(|group| entries::group_ref(here, group));
        let session = entries::session(here, id);
        match parts.iter_mut().find(|part| part.group == group) {
            Some(part) => part.sessions.push(session),
            None => parts.push(OfGroup { group, sessions: vec![session] }),
        }
    }
    parts
}

/// The groups that notes belong to, by name; none where there is only one.
fn groups(here: &Here<'_>, notes: &[NoteId]) -> BTreeSet<GroupId> {
    if here.site.is_one_group() {
        return BTreeSet::new();
    }
    notes.iter().filter_map(|id| here.site.group_of[*id]).collect()
}

/// Whether a note is a group's own page, which stands among the groups.
fn is_group_page(here: &Here<'_>, id: NoteId) -> bool {
    here.site.group_of[id].is_some_and(|group| here.site.groups[group].index == Some(id)) && !here.site.is_one_group()
}
