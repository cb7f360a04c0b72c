//! The order in which plain pages are read: depth first through nested folders, each folder's own page
//! before what lies in it. Sessions have their own order, by date; a group's own lists are off the path.

use std::collections::HashMap;

use super::shared::FolderFacts;
use crate::model::{GroupId, NoteId, Route, Site};
use crate::note::{Kind, Note};

/// Something right in a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry<'a> {
    Note(NoteId),
    Folder(&'a str),
}

/// What lies right in a folder, in reading order; of equals, notes come before folders.
pub(super) fn entries<'a>(site: &'a Site, path: &str) -> Vec<Entry<'a>> {
    let Some(folder) = site.folders.get(path) else { return Vec::new() };
    let folders: Vec<(f64, &str)> = folder.folders.iter().map(|path| (order_of_folder(site, path), path.as_str())).collect();
    let mut folders = folders.into_iter().peekable();
    let mut entries = Vec::with_capacity(folder.notes.len() + folder.folders.len());
    for id in &folder.notes {
        let order = order(&site.notes[*id]);
        while let Some((_, path)) = folders.next_if(|(of_folder, _)| *of_folder < order) {
            entries.push(Entry::Folder(path));
        }
        entries.push(Entry::Note(*id));
    }
    entries.extend(folders.map(|(_, path)| Entry::Folder(path)));
    entries
}

fn order_of_folder(site: &Site, path: &str) -> f64 {
    let index = site.folders.get(path).and_then(|folder| folder.index);
    index.map_or(f64::MAX, |id| order(&site.notes[id]))
}

fn order(note: &Note) -> f64 {
    note.front.text("order").and_then(|order| order.parse().ok()).filter(|order: &f64| order.is_finite()).unwrap_or(f64::MAX)
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
    visit(site, folders, "", &mut paths);
    let mut places = HashMap::new();
    for (at, path) in paths.iter().enumerate() {
        places.extend(path.iter().enumerate().map(|(place, address)| (address.clone(), (at, place))));
    }
    Walk { paths, places }
}

fn visit(site: &Site, folders: &HashMap<String, FolderFacts>, path: &str, paths: &mut [Vec<String>]) {
    let Some(facts) = folders.get(path) else { return };
    if facts.is_of_sessions() {
        return;
    }
    if let Some(folder) = site.folders.get(path).filter(|folder| matches!(site.routes.get(&folder.address), Some(Route::Folder(_)))) {
        paths[lane(facts.group)].push(folder.address.clone());
    }
    for entry in entries(site, path) {
        match entry {
            Entry::Note(id) if is_on_path(site, id) => paths[lane(site.group_of[id])].push(site.addresses[id].clone()),
            Entry::Note(_) => {}
            Entry::Folder(path) => visit(site, folders, path, paths),
        }
    }
}

fn lane(group: Option<GroupId>) -> usize {
    group.map_or(0, |group| group + 1)
}

fn is_on_path(site: &Site, id: NoteId) -> bool {
    let is_page = matches!(site.routes.get(&site.addresses[id]), Some(Route::Note(_)));
    let note = &site.notes[id];
    is_page
        && match note.kind {
            Kind::Session | Kind::Topic => false,
            Kind::Goals | Kind::Guidelines | Kind::Resources => site.group_of[id].is_none() && note.path.contains('/'),
            Kind::Index | Kind::Person | Kind::Story | Kind::Challenge | Kind::Template | Kind::Page => true,
        }
}
