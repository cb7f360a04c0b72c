//! Topics from front matter, `#tags` and topic pages, with other names and merges.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{NoteId, Topic};
use crate::diagnostic::{Diagnostic, Place};
use crate::locale::Order;
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
pub(super) fn find(
    notes: &[Arc<Note>],
    prefix: &str,
    language: &Order,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Topic> {
    let mut drafts = described(notes);
    let also = other_names(notes, prefix, diagnostics);
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
    topics.sort_by_cached_key(|topic| (language.key(&topic.label), topic.address.clone()));
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
fn other_names(notes: &[Arc<Note>], prefix: &str, diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<String, String> {
    let topics = || notes.iter().filter(|note| note.kind == Kind::Topic);
    let mut also = BTreeMap::new();
    for note in topics() {
        let into = note.front.text("merged_into");
        let own = fold(&note.title);
        let names = note.front.list("aliases").into_iter().filter(|alias| !alias.contains('/'));
        let names = names.chain([text::path_stem(&note.path).to_owned()]).map(|name| fold(&name));
        also.extend(names.filter(|name| *name != own).map(|name| (name, own.clone())));
        also.extend(into.map(|into| (own.clone(), fold(&into))).filter(|(own, into)| own != into));
    }
    let names: BTreeSet<String> = also.keys().cloned().collect();
    let ends: BTreeMap<String, String> = names.iter().map(|name| (name.clone(), joined(&also, name))).collect();
    let known: BTreeSet<String> = topics()
        .filter(|note| note.front.text("merged_into").is_none())
        .map(|note| note.title.clone())
        .chain(notes.iter().flat_map(|note| labels(note)))
        .collect();
    let folded: BTreeSet<String> = known.iter().map(|label| fold(label)).collect();
    for note in topics() {
        let Some(into) = note.front.text("merged_into") else { continue };
        let end = ends.get(&fold(&note.title)).cloned().unwrap_or_else(|| fold(&into));
        if !folded.contains(&end) {
            let span = note.front.spans.get("merged_into").cloned().unwrap_or(0..1);
            let place = Place::new(format!("{prefix}{}", note.path), span);
            let near = text::nearest(&into, known.iter().map(String::as_str));
            diagnostics.push(Diagnostic::unknown_topic(&place, &into, near));
        }
    }
    ends.into_iter().filter(|(name, end)| name != end && folded.contains(end)).collect()
}

/// The topic that a name means in the end, merged topics followed; a circle ends where it began.
fn joined(also: &BTreeMap<String, String>, key: &str) -> String {
    let mut at = key;
    for _ in 0..also.len() {
        match also.get(at) {
            Some(next) if next == key => return key.to_owned(),
            Some(next) => at = next,
            None => break,
        }
    }
    at.to_owned()
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
