//! The folders that hold notes, with what lies in each in reading order: `order` from front matter first,
//! then titles, numbers in them compared as numbers.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::address;
use super::{Folder, NoteId};
use crate::locale;
use crate::note::Note;
use crate::text;

/// All folders that hold notes, themselves or further below. The sessions of a file that holds several lie
/// in none: its own note lists them, unless that is the folder's page.
pub(super) fn find(notes: &[Arc<Note>], language: &locale::Order) -> BTreeMap<String, Folder> {
    let mut folders: BTreeMap<String, Folder> = BTreeMap::new();
    folders.insert(String::new(), Folder { address: address::of_folder(""), ..Folder::default() });
    let own_pages = address::own_pages(notes);
    for (id, note) in notes.iter().enumerate() {
        let path = text::path_folder(&note.path);
        add(&mut folders, path);
        let folder = folders.get_mut(path).expect("it was just added");
        let own_page = own_pages.get(path).copied();
        let is_listed_by_its_file = || own_page.is_none_or(|own| notes[own].path != note.path);
        if own_page == Some(id) {
            folder.index = Some(id);
        } else if note.part.is_none() || !is_listed_by_its_file() {
            folder.notes.push(id);
        }
    }
    sort(&mut folders, notes, language);
    folders
}

fn add(folders: &mut BTreeMap<String, Folder>, path: &str) {
    if folders.contains_key(path) {
        return;
    }
    folders.insert(path.to_owned(), Folder { address: address::of_folder(path), ..Folder::default() });
    let parent = text::path_folder(path);
    add(folders, parent);
    folders.get_mut(parent).expect("it was just added").folders.push(path.to_owned());
}

fn sort(folders: &mut BTreeMap<String, Folder>, notes: &[Arc<Note>], language: &locale::Order) {
    let titles: BTreeMap<String, (Order, String)> = folders
        .iter()
        .map(|(path, folder)| {
            (path.clone(), (folder.index.map_or(Order(f64::MAX), |id| order(&notes[id])), title(path, folder, notes)))
        })
        .collect();
    let key = |note: NoteId| (order(&notes[note]), language.key(&notes[note].title));
    for folder in folders.values_mut() {
        folder.notes.sort_by_cached_key(|id| key(*id));
        folder.folders.sort_by_cached_key(|path| titles.get(path).map(|(order, title)| (*order, language.key(title))));
    }
}

/// A folder's title: its own page's, else its name.
pub(super) fn title(path: &str, folder: &Folder, notes: &[Arc<Note>]) -> String {
    let name = text::path_name(path);
    folder.index.map_or_else(|| text::title_of_name(name), |id| notes[id].title.clone())
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Order(f64);

impl Eq for Order {}

impl PartialOrd for Order {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Order {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

fn order(note: &Note) -> Order {
    Order(
        note.front
            .text("order")
            .and_then(|text| text.parse().ok())
            .filter(|order: &f64| order.is_finite())
            .unwrap_or(f64::MAX),
    )
}
