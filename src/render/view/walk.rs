//! The order in which plain pages are read: depth first through nested folders, each folder's own page
//! before what lies in it. Sessions have their own order, by date; a group's own lists are off the path.

use std::collections::{BTreeSet, HashMap};

use super::shared::FolderFacts;
use crate::model::{GroupId, NoteId, Route, Site};
use crate::note::{Kind, Note};
use crate::text;

/// Something right in a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry<'a> {
    Note(NoteId),
    Folder(&'a str),
}

impl<'a> Entry<'a> {
    pub(super) fn note(self) -> Option<NoteId> {
        match self {
            Self::Note(id) => Some(id),
            Self::Folder(_) => None,
        }
    }

    pub(super) fn folder(self) -> Option<&'a str> {
        match self {
            Self::Folder(path) => Some(path),
            Self::Note(_) => None,
        }
    }
}

/// What lies right in a folder, in reading order; of equals, notes come before folders. A folder without
/// a page of its own that has a note's name beside it is read right after that note.
pub(super) fn entries<'a>(site: &'a Site, path: &str) -> Vec<Entry<'a>> {
    let Some(folder) = site.folders.get(path) else { return Vec::new() };
    let told: BTreeSet<&str> = folder.notes.iter().filter_map(|id| folder_beside(site, *id)).collect();
    let alone = folder.folders.iter().map(String::as_str).filter(|path| !told.contains(path));
    let mut folders = alone.map(|path| (order_of_folder(site, path), path)).peekable();
    let mut entries = Vec::with_capacity(folder.notes.len() + folder.folders.len());
    for id in &folder.notes {
        let order = order(&site.notes[*id]);
        while let Some((_, path)) = folders.next_if(|(of_folder, _)| *of_folder < order) {
            entries.push(Entry::Folder(path));
        }
        entries.push(Entry::Note(*id));
        entries.extend(folder_beside(site, *id).map(Entry::Folder));
    }
    entries.extend(folders.map(|(_, path)| Entry::Folder(path)));
    entries
}

/// The folder of a note's own name beside it, where that folder has no page of its own.
pub(super) fn folder_beside(site: &Site, note: NoteId) -> Option<&str> {
    let path = &site.notes[note].path;
    let (stem, _) = path.rsplit_once('.')?;
    let (name, folder) = site.folders.get_key_value(stem)?;
    folder.index.is_none().then_some(name.as_str())
}

/// `entries` without the folders that a note of the same name tells of.
pub(super) fn listed<'a>(site: &'a Site, path: &str) -> Vec<Entry<'a>> {
    let mut entries = entries(site, path);
    let told: BTreeSet<&str> =
        entries.iter().filter_map(|entry| entry.note().and_then(|id| folder_beside(site, id))).collect();
    entries.retain(|entry| entry.folder().is_none_or(|path| !told.contains(path)));
    entries
}

fn order_of_folder(site: &Site, path: &str) -> f64 {
    let index = site.folders.get(path).and_then(|folder| folder.index);
    index.map_or(f64::MAX, |id| order(&site.notes[id]))
}

fn order(note: &Note) -> f64 {
    note.front
        .text("order")
        .and_then(|order| order.parse().ok())
        .filter(|order: &f64| order.is_finite())
        .unwrap_or(f64::MAX)
}

/// Pages in reading order, and where in it each stands.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    /// One path for each group, and one for what is no group's.
    paths: Vec<Vec<String>>,
    places: HashMap<String, (usize, usize)>,
}

impl Walk {
    /// The addresses before and after a page.
    pub(super) fn around(&self, address: &str) -> (Option<&str>, Option<&str>) {
        let Some((path, place)) = self.places.get(address) else { return (None, None) };
        let at = |place: usize| self.paths[*path].get(place).map(String::as_str);
        (place.checked_sub(1).and_then(at), at(place + 1))
    }
}

/// The reading order of a site.
pub(super) fn walk(site: &Site, folders: &HashMap<String, FolderFacts>) -> Walk {
    let mut paths: Vec<Vec<String>> = vec![Vec::new(); site.groups.len() + 1];
    visit(site, folders, (Entry::Folder(""), None), &mut paths);
    let mut places = HashMap::new();
    for (at, path) in paths.iter().enumerate() {
        places.extend(path.iter().enumerate().map(|(place, address)| (address.clone(), (at, place))));
    }
    Walk { paths, places }
}

/// Adds an entry and all below it to the paths; `before` stands before it in the same folder.
fn visit(
    site: &Site,
    folders: &HashMap<String, FolderFacts>,
    (entry, before): (Entry<'_>, Option<Entry<'_>>),
    paths: &mut [Vec<String>],
) {
    if let Some(id) = entry.note().filter(|id| is_on_path(site, *id)) {
        paths[lane(site.group_of[id])].push(site.addresses[id].clone());
    }
    let Some(path) = entry.folder() else { return };
    let Some(facts) = folders.get(path).filter(|facts| !facts.is_of_sessions()) else { return };
    let is_told = before.and_then(Entry::note).is_some_and(|id| folder_beside(site, id) == Some(path));
    let page = site
        .folders
        .get(path)
        .map(|folder| &folder.address)
        .filter(|address| matches!(site.routes.get(*address), Some(Route::Folder(_))));
    paths[lane(facts.group)].extend(page.filter(|_| !is_told).cloned());
    let mut before = None;
    for entry in entries(site, path) {
        visit(site, folders, (entry, before), paths);
        before = Some(entry);
    }
}

fn lane(group: Option<GroupId>) -> usize {
    group.map_or(0, |group| group + 1)
}

/// Pages that software projects keep at the top and that are no part of what people read.
const PAPERWORK: [&str; 9] = [
    "changelog",
    "code of conduct",
    "codeowners",
    "contribute",
    "contributing",
    "licence",
    "license",
    "maintainers",
    "security",
];

/// Whether a note is such a page.
pub(super) fn is_paperwork(note: &Note) -> bool {
    let stem = note.path.rsplit_once('.').map_or(note.path.as_str(), |(stem, _)| stem);
    PAPERWORK.contains(&text::fold(stem).as_str())
}

fn is_on_path(site: &Site, id: NoteId) -> bool {
    let is_page = matches!(site.routes.get(&site.addresses[id]), Some(Route::Note(_)));
    let note = &site.notes[id];
    is_page
        && !is_paperwork(note)
        && match note.kind {
            Kind::Session | Kind::Topic => false,
            Kind::Goals | Kind::Guidelines | Kind::Resources => site.group_of[id].is_none() && note.path.contains('/'),
            Kind::Index | Kind::Person | Kind::Story | Kind::Challenge | Kind::Template | Kind::Page => true,
        }
}
