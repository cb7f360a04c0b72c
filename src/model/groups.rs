//! Which groups there are and which notes are theirs: the folders below `groups/`, top folders that hold
//! sessions, groups that a file of many sessions names, or the whole knowledge base where sessions stand at
//! its top.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::address;
use super::{Group, GroupId};
use crate::diagnostic::{Diagnostic, Place};
use crate::note::{Kind, Note};
use crate::text;

/// Folders that merely hold everything, so that what lies in them counts as lying at the top.
const CONTAINERS: [&str; 8] = ["docs", "doc", "document", "documents", "documentation", "content", "wiki", "archive"];

/// The groups by name, and each note's group.
pub(super) fn find(
    notes: &[Arc<Note>],
    addresses: &[String],
    prefix: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Group>, Vec<Option<GroupId>>) {
    let folders = group_folders(notes);
    let mut groups: Vec<Group> =
        folders.iter().map(|folder| Group { folder: folder.clone(), ..Group::default() }).collect();
    let mut group_of: Vec<Option<GroupId>> = notes.iter().map(|note| owner(&note.path, &folders)).collect();
    for (id, note) in notes.iter().enumerate() {
        if let Some(group) = group_of[id] {
            place_note(&mut groups[group], id, note);
        }
    }
    let own_pages = address::own_pages(notes);
    for group in &mut groups {
        group.index = own_pages.get(group.folder.as_str()).copied();
        group.name = name(group, notes);
        group.address = group.index.map_or_else(|| address::of_folder(&group.folder), |id| addresses[id].clone());
        group.pages.sort_by(|a, b| notes[*a].title.cmp(&notes[*b].title));
    }
    follow_headings(notes, &mut groups, &mut group_of);
    follow_front_matter(notes, &groups, prefix, (&mut group_of, diagnostics));
    sorted_by_name(groups, group_of)
}

fn group_folders(notes: &[Arc<Note>]) -> Vec<String> {
    let grouped: BTreeSet<String> = notes.iter().filter_map(|note| below_groups(&note.path)).collect();
    let elsewhere: BTreeSet<String> = notes
        .iter()
        .filter(|note| note.kind == Kind::Session && below_groups(&note.path).is_none() && named(note).is_none())
        .map(|note| top_folder(&note.path))
        .collect();
    let folders: Vec<String> = grouped.union(&elsewhere).filter(|folder| !folder.is_empty()).cloned().collect();
    // Only where there is no other group is the whole knowledge base one.
    let is_named = notes.iter().any(|note| named(note).is_some());
    if folders.is_empty() && !is_named { elsewhere.into_iter().collect() } else { folders }
}

/// `groups/x` of a path below a folder of groups.
fn below_groups(path: &str) -> Option<String> {
    let rest = path.strip_prefix("groups/")?;
    let (name, _) = rest.split_once('/')?;
    Some(format!("groups/{name}"))
}

/// The folder at the top, or in a container at the top, that a session lies in; empty where that folder
/// says only that it holds sessions or a year.
fn top_folder(path: &str) -> String {
    let mut folder = String::new();
    let parts: Vec<&str> = path.split('/').collect();
    for part in &parts[..parts.len() - 1] {
        let is_container = CONTAINERS.contains(&part.to_lowercase().as_str());
        if crate::parse::kind::is_for_sessions(part) || part.bytes().filter(u8::is_ascii_digit).count() >= 4 {
            return String::new();
        }
        folder = if folder.is_empty() { (*part).to_owned() } else { format!("{folder}/{part}") };
        if !is_container {
            return folder;
        }
    }
    String::new()
}

fn owner(path: &str, folders: &[String]) -> Option<GroupId> {
    folders.iter().position(|folder| {
        folder.is_empty() || path.strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/'))
    })
}

fn place_note(group: &mut Group, id: usize, note: &Note) {
    let folder = text::path_folder(&note.path);
    let is_here = folder == group.folder;
    let slot = match note.kind {
        Kind::Index if is_here => return,
        Kind::Goals if group.goals.is_none() => &mut group.goals,
        Kind::Guidelines if group.guidelines.is_none() => &mut group.guidelines,
        Kind::Resources if group.resources.is_none() => &mut group.resources,
        Kind::Session => return,
        Kind::Index
        | Kind::Goals
        | Kind::Guidelines
        | Kind::Resources
        | Kind::Topic
        | Kind::Person
        | Kind::Story
        | Kind::Challenge
        | Kind::Template
        | Kind::Page => {
            if is_here || matches!(note.kind, Kind::Story | Kind::Challenge) {
                group.pages.push(id);
            }
            return;
        }
    };
    *slot = Some(id);
}

fn name(group: &Group, notes: &[Arc<Note>]) -> String {
    let folder = text::path_name(&group.folder);
    group.index.map_or_else(|| text::title_of_name(folder), |id| notes[id].title.clone())
}

/// The group that a session's heading in a file of many names.
fn named(note: &Note) -> Option<&str> {
    note.part.as_ref()?.group.as_deref()
}

/// A group's name as it is compared, however it is spaced: `Video WorkGroup`, `video work group`.
fn key(name: &str) -> String {
    text::fold(name).replace(' ', "")
}

/// Sessions whose headings name a group belong to it; one that nothing else tells of is made, unless the file
/// is a group's own and so the heading is but a part of that.
fn follow_headings(notes: &[Arc<Note>], groups: &mut Vec<Group>, group_of: &mut [Option<GroupId>]) {
    let names = |group: &Group| [key(&group.name), key(text::path_name(&group.folder))];
    let mut by_name: BTreeMap<String, GroupId> =
        groups.iter().enumerate().flat_map(|(id, group)| names(group).map(|name| (name, id))).collect();
    let mut spellings: BTreeMap<GroupId, BTreeMap<&str, usize>> = BTreeMap::new();
    for (id, note) in notes.iter().enumerate() {
        let Some(name) = named(note) else { continue };
        let known = by_name.get(&key(name)).copied();
        let group = match known.or(group_of[id].filter(|_| below_groups(&note.path).is_some())) {
            Some(group) => group,
            None => {
                let folder = format!("groups/{}", text::address_part(name));
                let address = address::of_folder(&folder);
                groups.push(Group { name: name.to_owned(), folder, address, ..Group::default() });
                by_name.insert(key(name), groups.len() - 1);
                spellings.insert(groups.len() - 1, BTreeMap::new());
                groups.len() - 1
            }
        };
        group_of[id] = Some(group);
        if let Some(spellings) = spellings.get_mut(&group) {
            *spellings.entry(name).or_default() += 1;
        }
    }
    for (group, spellings) in spellings {
        let commonest = spellings.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)));
        groups[group].name = commonest.map_or_else(String::new, |(name, _)| name.to_owned());
    }
}

/// A session whose front matter names another group belongs to that one.
fn follow_front_matter(
    notes: &[Arc<Note>],
    groups: &[Group],
    prefix: &str,
    (group_of, diagnostics): (&mut [Option<GroupId>], &mut Vec<Diagnostic>),
) {
    let by_name: BTreeMap<String, GroupId> = groups
        .iter()
        .enumerate()
        .flat_map(|(id, group)| [(text::fold(&group.name), id), (text::fold(text::path_name(&group.folder)), id)])
        .collect();
    for (id, note) in notes.iter().enumerate() {
        let Some(named) = note.front.text("group") else { continue };
        match by_name.get(&text::fold(&named)) {
            Some(group) => group_of[id] = Some(*group),
            None if groups.is_empty() => {}
            None => {
                let span = note.front.spans.get("group").cloned().unwrap_or(0..1);
                let near = text::nearest(&named, groups.iter().map(|group| group.name.as_str()));
                diagnostics.push(Diagnostic::unknown_group(
                    &Place::new(format!("{prefix}{}", note.path), span),
                    &named,
                    near,
                ));
            }
        }
    }
}

fn sorted_by_name(groups: Vec<Group>, group_of: Vec<Option<GroupId>>) -> (Vec<Group>, Vec<Option<GroupId>>) {
    let mut order: Vec<GroupId> = (0..groups.len()).collect();
    order.sort_by_cached_key(|id| (text::fold(&groups[*id].name), groups[*id].folder.clone()));
    let mut place = vec![0; order.len()];
    for (new, old) in order.iter().enumerate() {
        place[*old] = new;
    }
    let group_of = group_of.into_iter().map(|group| group.map(|old| place[old])).collect();
    let mut by_old: Vec<Option<Group>> = groups.into_iter().map(Some).collect();
    let groups = order.iter().filter_map(|old| by_old[*old].take()).collect();
    (groups, group_of)
}
