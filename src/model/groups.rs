//! Which groups there are and which notes are theirs: the folders below `groups/`, top folders that hold
//! sessions, groups that a file of many sessions names, or the whole knowledge base where sessions stand at
//! its top.

mod names;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use foldhash::fast::FixedState;

use super::address;
use super::rounds::GroupStatus;
use super::{Group, GroupId, NoteId};
use crate::diagnostic::{Diagnostic, Place};
use crate::locale::Order;
use crate::note::{Kind, Note};
use crate::text;
use names::key;

pub(super) use names::Names;

/// Folders that merely hold everything, so that what lies in them counts as lying at the top.
const CONTAINERS: [&str; 8] = ["docs", "doc", "document", "documents", "documentation", "content", "wiki", "archive"];

/// What was found of groups.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The groups by name.
    pub(super) groups: Vec<Group>,
    /// Each note's group.
    pub(super) group_of: Vec<Option<GroupId>>,
    /// Notes that belong to further groups, as sessions held jointly do.
    pub(super) joint: BTreeMap<NoteId, Vec<GroupId>>,
}

/// Finds the groups, and whose each note is.
pub(super) fn find(
    notes: &[Arc<Note>],
    addresses: &[String],
    prefix: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Found {
    let folders = group_folders(notes);
    let own_pages = address::own_pages(notes);
    let groups = folders.iter().map(|folder| of_folder(folder, (notes, addresses), &own_pages)).collect();
    let by_folder: HashMap<&str, GroupId, FixedState> =
        folders.iter().enumerate().map(|(id, folder)| (folder.as_str(), id)).collect();
    let group_of: Vec<Option<GroupId>> = notes.iter().map(|note| owner(&note.path, &by_folder)).collect();
    let mut found = Found { groups, group_of, joint: BTreeMap::new() };
    follow_headings(notes, &mut found.groups, &mut found.group_of);
    let mut unknown = merge(&mut found, notes);
    add_named(&mut found.groups, notes);
    unknown.extend(follow_front_matter(&mut found, notes));
    for (id, key, name) in unknown {
        let span = notes[id].front.spans.get(key).cloned().unwrap_or(0..1);
        let near = text::nearest(&name, found.groups.iter().map(|group| group.name.as_str()));
        let place = Place::new(format!("{prefix}{}", notes[id].path), span);
        diagnostics.push(Diagnostic::unknown_group(&place, &name, near));
    }
    // What lies in a group's own folder goes before what came to it otherwise.
    let is_own = |id: NoteId, group: &Group| is_below(&notes[id].path, &group.folder);
    for pass in [true, false] {
        for (id, note) in notes.iter().enumerate() {
            if let Some(group) = found.group_of[id].filter(|group| is_own(id, &found.groups[*group]) == pass) {
                place_note(&mut found.groups[group], id, note);
            }
        }
    }
    found
}

fn of_folder(folder: &str, (notes, addresses): (&[Arc<Note>], &[String]), own_pages: &BTreeMap<&str, NoteId>) -> Group {
    let index = own_pages.get(folder).copied();
    let mut group = Group { folder: folder.to_owned(), index, ..Group::default() };
    group.name = name(&group, notes);
    group.address = index.map_or_else(|| address::of_folder(folder), |id| addresses[id].clone());
    let front = index.map(|id| &notes[id].front);
    group.also = front
        .map(|front| front.list("aliases").into_iter().filter(|name| !name.contains('/')).collect())
        .unwrap_or_default();
    group.status = front.and_then(GroupStatus::of);
    group
}

/// A note with a key of its front matter and a name there that means no group.
type Unknown = (NoteId, &'static str, String);

/// Follows `merged_into`: a group without sessions of its own becomes part of the other, and its name leads there.
fn merge(found: &mut Found, notes: &[Arc<Note>]) -> Vec<Unknown> {
    let mut unknown = Vec::new();
    let names = Names::of(&found.groups);
    for group in 0..found.groups.len() {
        let Some(index) = found.groups[group].index else { continue };
        let Some(into) = notes[index].front.text("merged_into") else { continue };
        match names.called(&into).filter(|target| *target != group) {
            Some(target) => found.groups[group].merged_into = Some(target),
            None => unknown.push((index, "merged_into", into)),
        }
    }
    let ends: Vec<Option<GroupId>> = (0..found.groups.len()).map(|group| end_of_chain(&found.groups, group)).collect();
    let with_sessions: BTreeSet<GroupId> =
        (0..notes.len()).filter(|id| notes[*id].kind == Kind::Session).filter_map(|id| found.group_of[id]).collect();
    let is_gone = |group: GroupId| ends[group].is_some() && !with_sessions.contains(&group);
    let mut place = Vec::with_capacity(ends.len());
    let mut kept = 0;
    for group in 0..ends.len() {
        place.push(kept);
        kept += usize::from(!is_gone(group));
    }
    let stays = |group: GroupId| place[ends[group].filter(|_| is_gone(group)).unwrap_or(group)];
    let old = std::mem::take(&mut found.groups);
    let mut gone = Vec::new();
    for (id, mut group) in old.into_iter().enumerate() {
        group.merged_into = ends[id].map(|end| place[end]);
        if is_gone(id) { gone.push(group) } else { found.groups.push(group) }
    }
    for group in gone {
        let Some(into) = group.merged_into.and_then(|into| found.groups.get_mut(into)) else { continue };
        into.also
            .extend(group.also.into_iter().chain([group.name, text::title_of_name(text::path_name(&group.folder))]));
        into.absorbed.push(group.address);
    }
    found.group_of.iter_mut().for_each(|group| *group = group.map(stays));
    unknown
}

/// The group that merges lead to in the end; none where they go round in a circle, or there are none.
fn end_of_chain(groups: &[Group], from: GroupId) -> Option<GroupId> {
    let mut at = groups[from].merged_into?;
    for _ in 0..groups.len() {
        match groups[at].merged_into {
            Some(next) if next == from => return None,
            Some(next) => at = next,
            None => return Some(at),
        }
    }
    None
}

/// Groups that have no folder but are named by several sessions, however they spell it.
fn add_named(groups: &mut Vec<Group>, notes: &[Arc<Note>]) {
    const TIMES: usize = 2;
    let mut named: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    let names = Names::of(groups);
    let mut near: HashMap<String, bool, FixedState> = HashMap::default();
    let is_near = |name: &str| text::nearest(name, groups.iter().map(|group| group.name.as_str())).is_some();
    for note in notes.iter().filter(|note| note.kind == Kind::Session) {
        for (_, name) in named_in(&names, note) {
            if names.called(&name).is_none() && !*near.entry(name.clone()).or_insert_with_key(|name| is_near(name)) {
                *named.entry(key(&name)).or_default().entry(without_markup(&name)).or_default() += 1;
            }
        }
    }
    for spellings in named.into_values().filter(|spellings| spellings.values().sum::<usize>() >= TIMES) {
        // Of spellings that are equally common, the one that reads best.
        let reads = |name: &str| (name.contains(char::is_uppercase), name.contains(' '));
        let best = spellings.iter().max_by_key(|(name, times)| (**times, reads(name), std::cmp::Reverse(*name)));
        let Some(name) = best.map(|(name, _)| name.clone()) else { continue };
        let folder = format!("groups/{}", text::address_part(&name));
        groups.push(Group { address: address::of_folder(&folder), name, folder, ..Group::default() });
    }
}

fn without_markup(name: &str) -> String {
    let tags_as_gaps: String =
        name.split('<').map(|part| part.split_once('>').map_or(part, |(_, rest)| rest)).collect();
    tags_as_gaps.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '`' | '#' | '=')).to_owned()
}

/// The groups that a note's front matter names, each with its key. A name with a comma is one if a group is called so.
fn named_in(groups: &Names, note: &Note) -> Vec<(&'static str, String)> {
    let own = |key: &'static str| {
        let whole = note.front.text(key).filter(|name| !name.contains(',') || groups.called(name).is_some());
        let names = whole.map_or_else(|| note.front.list(key), |name| vec![name]);
        names.into_iter().map(move |name| (key, name))
    };
    own("group").chain(own("groups")).collect()
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

/// The first of the groups in whose folders a path lies.
fn owner(path: &str, by_folder: &HashMap<&str, GroupId, FixedState>) -> Option<GroupId> {
    let above = path.match_indices('/').map(|(end, _)| &path[..end]);
    above.chain([""]).filter_map(|folder| by_folder.get(folder)).min().copied()
}

fn is_below(path: &str, folder: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
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

/// What front matter says of a note's group goes before its folder. Of several groups the first is the note's
/// own; people's pages name those that they serve, and belong to none.
fn follow_front_matter(found: &mut Found, notes: &[Arc<Note>]) -> Vec<Unknown> {
    let mut unknown = Vec::new();
    let names = Names::of(&found.groups);
    for (id, note) in notes.iter().enumerate() {
        let mut meant: Vec<GroupId> = Vec::new();
        for (key, name) in named_in(&names, note) {
            match names.called(&name) {
                Some(group) if !meant.contains(&group) => meant.push(group),
                Some(_) => {}
                None if found.groups.is_empty() => {}
                None => unknown.push((id, key, name)),
            }
        }
        let (Some(first), false) = (meant.first(), note.kind == Kind::Person) else { continue };
        found.group_of[id] = Some(*first);
        if meant.len() > 1 {
            found.joint.insert(id, meant[1..].to_vec());
        }
    }
    drop_emptied_whole(found, notes);
    unknown
}

/// Where all sessions name groups of their own, the whole knowledge base is none.
fn drop_emptied_whole(found: &mut Found, notes: &[Arc<Note>]) {
    let Some(whole) = found.groups.iter().position(|group| group.folder.is_empty()) else { return };
    let has_sessions = (0..notes.len()).any(|id| notes[id].kind == Kind::Session && found.group_of[id] == Some(whole));
    if has_sessions || found.groups.len() == 1 {
        return;
    }
    found.groups.remove(whole);
    let stays = |group: GroupId| (group != whole).then(|| group - usize::from(group > whole));
    found.group_of.iter_mut().for_each(|group| *group = group.and_then(stays));
    found.joint.values_mut().for_each(|groups| *groups = groups.iter().filter_map(|group| stays(*group)).collect());
}

/// The groups by name, and the pages of each by title.
pub(super) fn sorted(found: Found, notes: &[Arc<Note>], language: &Order) -> Found {
    let Found { mut groups, group_of, joint } = found;
    for group in &mut groups {
        group.pages.sort_by_cached_key(|id| (language.key(&notes[*id].title), *id));
    }
    let mut order: Vec<GroupId> = (0..groups.len()).collect();
    order.sort_by_cached_key(|id| (language.key(&groups[*id].name), groups[*id].folder.clone()));
    let mut place = vec![0; order.len()];
    for (new, old) in order.iter().enumerate() {
        place[*old] = new;
    }
    let group_of = group_of.into_iter().map(|group| group.map(|old| place[old])).collect();
    let joint =
        joint.into_iter().map(|(note, groups)| (note, groups.into_iter().map(|old| place[old]).collect())).collect();
    let mut by_old: Vec<Option<Group>> = groups.into_iter().map(Some).collect();
    let mut groups: Vec<Group> = order.iter().filter_map(|old| by_old[*old].take()).collect();
    for group in &mut groups {
        group.merged_into = group.merged_into.map(|old| place[old]);
    }
    Found { groups, group_of, joint }
}

/// The group that a session's heading in a file of many names.
fn named(note: &Note) -> Option<&str> {
    note.part.as_ref()?.group.as_deref()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_group_is_spelt_several_ways() {
        let check = |name: &str, is_same: bool| assert_eq!(key(name) == key("Video Workgroup"), is_same, "{name}");
        check("Video WorkGroup", true);
        check("video-workgroup", true);
        check("<mark>Video Workgroup</mark>", true);
        check("**Video  Work Group**", true);
        check("Audio Workgroup", false);
        assert_eq!(without_markup("<mark>Video Workgroup</mark>"), "Video Workgroup");
    }
}
