//! What ties groups to each other: people who serve several of them, sister programmes, joint work. Front
//! matter of groups and of people's pages goes in; who and what belongs to each group comes out. A person's
//! page counts only where it says that the person consents.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use super::groups::Names;
use super::{Group, GroupId, NoteId};
use crate::note::consent;
use crate::note::{Kind, Note, Role};
use crate::text;

/// A person who serves a group or belongs to it, beside those who facilitate it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupPerson {
    /// The name.
    pub name: String,
    /// The person's page.
    pub note: Option<NoteId>,
    /// What the person does for the group; none for a member.
    pub role: Option<Role>,
}

/// A group or programme that a group works with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The group, where it is one of this site's.
    pub group: Option<GroupId>,
    /// Its name.
    pub name: String,
    /// Where it is found, where it is elsewhere.
    pub address: Option<String>,
    /// What they have to do with each other.
    pub why: Option<String>,
}

/// The keys under which a group names people, with what they do.
const PEOPLE: [(&str, Role); 6] = [
    ("expert", Role::Expert),
    ("experts", Role::Expert),
    ("mentor", Role::Mentor),
    ("mentors", Role::Mentor),
    ("support", Role::Support),
    ("supporters", Role::Support),
];

/// The keys under which a group names others.
const OTHERS: [&str; 8] = [
    "crossovers",
    "related",
    "related_groups",
    "sister_groups",
    "sister_programmes",
    "sister_programs",
    "sisters",
    "works_with",
];

/// Adds people and related groups to each group.
pub(super) fn add(groups: &mut [Group], notes: &[Arc<Note>]) {
    let people = (0..notes.len()).filter(|id| notes[*id].kind == Kind::Person);
    let pages: BTreeMap<String, NoteId> = people.map(|id| (text::fold(&notes[id].title), id)).collect();
    for group in groups.iter_mut() {
        group.people = named(group, notes, &pages);
    }
    let names = Names::of(groups);
    for id in pages.values() {
        add_from_page((groups, &names), (*id, &notes[*id]), notes);
    }
    let told: Vec<Vec<Related>> = groups.iter().map(|group| related((groups, &names), group, notes)).collect();
    for (from, others) in told.into_iter().enumerate() {
        for other in others {
            // Who works with a group is worked with.
            if let Some(group) = other.group.filter(|group| *group != from) {
                let back = Related { group: Some(from), name: groups[from].name.clone(), ..other.clone() };
                add_related(&mut groups[group], back);
            }
            if other.group != Some(from) {
                add_related(&mut groups[from], other);
            }
        }
    }
}

fn add_related(group: &mut Group, other: Related) {
    let is_known = |known: &Related| known.name == other.name;
    match group.related.iter_mut().find(|known| is_known(known)) {
        Some(known) if known.why.is_none() => known.why = other.why,
        Some(_) => {}
        None => group.related.push(other),
    }
}

/// The people whom a group's own front matter names.
fn named(group: &Group, notes: &[Arc<Note>], pages: &BTreeMap<String, NoteId>) -> Vec<GroupPerson> {
    let Some(front) = group.index.map(|id| &notes[id].front) else { return Vec::new() };
    let mut people: Vec<GroupPerson> = Vec::new();
    for (key, role) in PEOPLE {
        for name in front.list(key) {
            let name = name.trim_start_matches("[[").trim_end_matches("]]").trim().to_owned();
            if people.iter().all(|known| known.name != name) {
                people.push(GroupPerson { note: pages.get(&text::fold(&name)).copied(), name, role: Some(role) });
            }
        }
    }
    people
}

/// Adds a person to the groups that the person's page names. What the page calls the person's role is that
/// only where it names a single group.
fn add_from_page((groups, called): (&mut [Group], &Names), (id, note): (NoteId, &Note), notes: &[Arc<Note>]) {
    if !consent::is_given(&note.front) {
        return;
    }
    let names: Vec<String> = note.front.list("groups").into_iter().chain(note.front.list("group")).collect();
    let role = note
        .front
        .text("role")
        .and_then(|word| Role::ALL.into_iter().find(|role| role.word() == text::fold(&word).replace(' ', "-")));
    let role = role.filter(|role| names.len() == 1 && !matches!(role, Role::Present | Role::Absent));
    for name in &names {
        let Some(group) = called.called(name).and_then(|group| groups.get_mut(group)) else { continue };
        let facilitators = group
            .index
            .map(|index| &notes[index].front)
            .into_iter()
            .flat_map(|front| front.list("facilitators").into_iter().chain(front.list("facilitator")));
        let is_known = facilitators
            .chain(group.people.iter().map(|person| person.name.clone()))
            .any(|known| text::fold(known.trim_start_matches("[[").trim_end_matches("]]")) == text::fold(&note.title));
        if !is_known {
            group.people.push(GroupPerson { name: note.title.clone(), note: Some(id), role });
        }
    }
}

fn related(groups: (&[Group], &Names), group: &Group, notes: &[Arc<Note>]) -> Vec<Related> {
    let Some(front) = group.index.map(|id| &notes[id].front) else { return Vec::new() };
    let entries = OTHERS.iter().flat_map(|key| match front.values.get(*key) {
        Some(Value::Array(entries)) => entries.clone(),
        Some(Value::String(_)) => front.list(key).into_iter().map(Value::String).collect(),
        Some(value @ Value::Object(_)) => vec![value.clone()],
        Some(Value::Bool(_) | Value::Number(_) | Value::Null) | None => Vec::new(),
    });
    entries.filter_map(|entry| one_related(groups, &entry)).collect()
}

fn one_related((groups, names): (&[Group], &Names), entry: &Value) -> Option<Related> {
    let field = |keys: &[&str]| {
        let found = keys.iter().find_map(|key| entry.get(key)?.as_str());
        found.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    let name = entry.as_str().map(|name| name.trim().to_owned()).or_else(|| field(&["group", "name", "title"]))?;
    let is_web = |address: &String| address.starts_with("https://") || address.starts_with("http://");
    let address = field(&["address", "url", "link", "href"]).filter(is_web);
    let group = names.called(&name);
    let name = group.map_or(name, |id| groups[id].name.clone());
    Some(Related { group, name, address: address.filter(|_| group.is_none()), why: field(&["why", "note", "because"]) })
}
