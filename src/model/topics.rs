//! Topics from front matter, `#tags` and topic pages, with other names and merges.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{NoteId, Topic};
use crate::diagnostic::{Diagnostic, Place};
use crate::note::{Kind, Note};
use crate::text::{self, address_part, fold};

/// How many notes must use a `#tag` that nothing else names before it counts as a topic.
const TAGGED_OFTEN: usize = 2;

/// What is known of a topic before names are joined.
#[derive(Default)]
struct Draft {
    labels: BTreeMap<String, usize>,
    index: Option<NoteId>,
    notes: BTreeSet<NoteId>,
    tagged: BTreeSet<NoteId>,
}

/// All topics by label.
pub(super) fn find(notes: &[Arc<Note>], prefix: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<Topic> {
    let mut drafts = described(notes);
    let also = other_names(notes, &drafts, prefix, diagnostics);
    for (id, note) in notes.iter().enumerate() {
        for label in labels(note) {
            let draft = drafts.entry(joined(&also, &fold(&label))).or_default();
            *draft.labels.entry(label).or_default() += 1;
            draft.notes.insert(id);
        }
        for tag in &note.tags {
            let draft = drafts.entry(joined(&also, &fold(tag))).or_default();
            *draft.labels.entry(tag.replace(['-', '_'], " ")).or_default() += 1;
            draft.tagged.insert(id);
        }
    }
    let mut topics: Vec<Topic> =
        drafts.into_iter().filter_map(|(key, draft)| finished(&key, draft, &also, notes)).collect();
    topics.sort_by_cached_key(|topic| (fold(&topic.label), topic.address.clone()));
    topics
}

/// The topics that a note names in its front matter.
fn labels(note: &Note) -> Vec<String> {
    let mut labels = note.front.list("topics");
    labels.extend(note.front.list("tags"));
    labels
}

fn described(notes: &[Arc<Note>]) -> BTreeMap<String, Draft> {
    let mut drafts: BTreeMap<String, Draft> = BTreeMap::new();
    for (id, note) in notes.iter().enumerate() {
        if note.kind == Kind::Topic && note.front.text("merged_into").is_none() {
            let draft = drafts.entry(fold(&note.title)).or_default();
            draft.index.get_or_insert(id);
        }
    }
    drafts
}

/// Folded names that mean another topic: aliases, file names, and topics merged into others.
fn other_names(
    notes: &[Arc<Note>],
    drafts: &BTreeMap<String, Draft>,
    prefix: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, String> {
    let mut also = BTreeMap::new();
    let topics = || notes.iter().filter(|note| note.kind == Kind::Topic);
    for note in topics().filter(|note| note.front.text("merged_into").is_none()) {
        for name in note
            .front
            .list("aliases")
            .into_iter()
            .filter(|alias| !alias.contains('/'))
            .chain([text::path_stem(&note.path).to_owned()])
        {
            also.insert(fold(&name), fold(&note.title));
        }
    }
    for note in topics() {
        let Some(into) = note.front.text("merged_into") else { continue };
        let key = fold(&into);
        let key = also.get(&key).cloned().unwrap_or(key);
        if drafts.contains_key(&key) {
            let names = note
                .front
                .list("aliases")
                .into_iter()
                .chain([note.title.clone(), text::path_stem(&note.path).to_owned()]);
            also.extend(names.map(|name| (fold(&name), key.clone())));
        } else {
            let span = note.front.spans.get("merged_into").cloned().unwrap_or(0..1);
            let labels: Vec<&str> =
                drafts.values().filter_map(|draft| draft.index).map(|id| notes[id].title.as_str()).collect();
            let near = text::nearest(&into, labels.into_iter());
            diagnostics.push(Diagnostic::unknown_topic(
                &Place::new(format!("{prefix}{}", note.path), span),
                &into,
                near,
            ));
        }
    }
    also.retain(|name, topic| name != topic);
    also
}

fn joined(also: &BTreeMap<String, String>, key: &str) -> String {
    also.get(key).cloned().unwrap_or_else(|| key.to_owned())
}

fn finished(key: &str, draft: Draft, also: &BTreeMap<String, String>, notes: &[Arc<Note>]) -> Option<Topic> {
    let is_named = draft.index.is_some() || !draft.notes.is_empty() || draft.tagged.len() >= TAGGED_OFTEN;
    if !is_named || key.is_empty() {
        return None;
    }
    let label = draft.index.map(|id| notes[id].title.clone()).or_else(|| commonest(&draft.labels))?;
    let address_name = draft.index.map_or_else(|| key.to_owned(), |id| text::path_stem(&notes[id].path).to_owned());
    let names = also.iter().filter(|(_, topic)| *topic == key).map(|(name, _)| name.clone());
    Some(Topic {
        address: format!("topics/{}.html", address_part(&address_name)),
        also: names.filter(|name| *name != fold(&label)).collect(),
        index: draft.index,
        notes: draft.notes.union(&draft.tagged).copied().filter(|id| Some(*id) != draft.index).collect(),
        label,
    })
}

fn commonest(labels: &BTreeMap<String, usize>) -> Option<String> {
    labels.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0))).map(|(label, _)| label.clone())
}
