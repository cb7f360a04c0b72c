//! What is gathered of several notes becomes rows: resources and topics, each with the place that it was
//! first read from. Several values of one cell are parted by `; `.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::rows::{Rows, day, group_name, several};
use crate::model::{GroupId, NoteId, Resource, Site, Topic};
use crate::note::Kind;
use crate::parse;
use crate::snapshot::Snapshot;

/// Every resource by title.
pub(super) fn resources(site: &Site, snapshot: &Snapshot) -> Rows {
    let mut sources: BTreeMap<NoteId, String> = BTreeMap::new();
    let mut rows = Vec::new();
    for resource in site.resources.iter() {
        let Some(first) = resource.shares.first() else { continue };
        let note = &site.notes[first.note];
        let source = sources.entry(first.note).or_insert_with(|| {
            snapshot.notes.get(&note.path).map(|file| parse::decode(&file.bytes)).unwrap_or_default()
        });
        let line = source.get(..note.links[first.link].span.start).map(|before| before.matches('\n').count() + 1);
        rows.push(resource_row(site, resource, (&note.path, line)));
    }
    Rows { columns: &["source", "line", "title", "address", "kind", "group", "topics", "first", "last", "times"], rows }
}

fn resource_row(site: &Site, resource: &Resource, (path, line): (&str, Option<usize>)) -> Vec<Value> {
    let days = resource.days();
    let topics = resource.topics.iter().map(|topic| site.topics[*topic].label.as_str());
    vec![
        path.into(),
        line.into(),
        resource.title.as_str().into(),
        resource.address.as_str().into(),
        resource.kind.map(|kind| kind.word()).into(),
        groups(site, resource.groups.iter().copied()),
        several(topics),
        day(days.map(|(first, _)| first)),
        day(days.map(|(_, last)| last)),
        resource.shares.len().into(),
    ]
}

/// Every topic by label, then those that were merged into others.
pub(super) fn topics(site: &Site) -> Rows {
    let merged = site.notes.iter().filter(|note| note.kind == Kind::Topic).filter_map(|note| {
        let into = note.front.text("merged_into")?;
        let topic = site.topic_called(&into).map(|topic| site.topics[topic].label.clone());
        let also = note.front.list("aliases");
        let mut row = vec![note.path.as_str().into(), note.line.into(), note.title.as_str().into()];
        row.extend([
            several(also.iter().map(String::as_str)),
            0.into(),
            0.into(),
            Value::Null,
            Value::Null,
            Value::Null,
        ]);
        row.push(topic.unwrap_or(into).into());
        Some(row)
    });
    Rows {
        columns: &["source", "line", "topic", "also", "notes", "sessions", "groups", "first", "last", "merged_into"],
        rows: site.topics.iter().map(|topic| topic_row(site, topic)).chain(merged).collect(),
    }
}

fn topic_row(site: &Site, topic: &Topic) -> Vec<Value> {
    let index = topic.index.map(|id| &site.notes[id]);
    let sessions = || topic.notes.iter().filter(|id| site.notes[**id].kind == Kind::Session);
    let dates = || sessions().filter_map(|id| site.notes[*id].date);
    let of_notes: BTreeSet<GroupId> = topic.notes.iter().flat_map(|id| site.groups_of(*id)).collect();
    vec![
        index.map(|note| note.path.as_str()).into(),
        index.map(|note| note.line).into(),
        topic.label.as_str().into(),
        several(topic.also.iter().map(String::as_str)),
        topic.notes.len().into(),
        sessions().count().into(),
        groups(site, of_notes.into_iter()),
        day(dates().min()),
        day(dates().max()),
        Value::Null,
    ]
}

fn groups(site: &Site, groups: impl Iterator<Item = GroupId>) -> Value {
    let names: Vec<Value> = groups.map(|group| group_name(site, Some(group))).collect();
    several(names.iter().filter_map(Value::as_str))
}
