//! The menu that every page has: the gathered views, then what lies at the top of the knowledge base.

use std::collections::HashMap;

use super::gathered;
use super::shared::{FolderFacts, parent};
use super::walk::{self, Entry};
use crate::model::{NoteId, Overview, Route, Site};
use crate::note::Kind;
use crate::text;

/// The menu has at most so many entries.
const ENTRIES: usize = 7;
/// A menu entry is at most so many characters.
const LABEL: usize = 28;

/// A menu entry: what it is called, and where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MenuEntry {
    pub(super) name: MenuName,
    pub(super) address: String,
}

/// What a menu entry is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum MenuName {
    /// A word of the theme, by its key.
    Word(&'static str),
    /// A note's or folder's own title.
    Title(String),
}

/// The gathered views that exist, then what lies at the top; where there are no groups, the folders
/// are what a reader looks for, and come first.
pub(super) fn menu(site: &Site, folders: &HashMap<String, FolderFacts>) -> Vec<MenuEntry> {
    let of_items = gathered::first(site);
    let gathered = [
        ("groups", "groups/index.html"),
        ("sessions", "sessions/index.html"),
        ("calendar", "calendar/index.html"),
        ("calendar", "upcoming/index.html"),
        ("what_we_know", of_items.as_deref().unwrap_or_default()),
        ("topics", "topics/index.html"),
        ("resources", "resources/index.html"),
    ];
    let exists = |address: &str| {
        matches!(
            site.routes.get(address),
            Some(
                Route::Groups(_)
                    | Route::Sessions(_)
                    | Route::Calendar(_)
                    | Route::Gathered(_)
                    | Route::Topics
                    | Route::Resources(_)
            )
        )
    };
    let mut menu: Vec<MenuEntry> = gathered
        .into_iter()
        .filter(|(_, address)| exists(address))
        .map(|(word, address)| MenuEntry { name: MenuName::Word(word), address: address.to_owned() })
        .collect();
    let people = site.overview(Overview::People);
    let people = people.map(|address| MenuEntry { name: MenuName::Word("people"), address: address.to_owned() });
    let mut tops = top_entries(site, folders);
    tops.truncate(ENTRIES.saturating_sub(menu.len() + usize::from(people.is_some())));
    tops.extend(people);
    if site.groups.is_empty() {
        menu.splice(0..0, tops);
    } else {
        menu.extend(tops);
    }
    menu
}

fn top_entries(site: &Site, folders: &HashMap<String, FolderFacts>) -> Vec<MenuEntry> {
    let entries = top(site, folders);
    let holds_another =
        |path: &str| entries.iter().filter_map(|entry| entry.folder()).any(|other| parent(other) == Some(path));
    let of_folders = entries.iter().filter_map(|entry| entry.folder()).filter(|path| !holds_another(path));
    let of_folders =
        of_folders.filter_map(|path| Some((menu_label(site, path), site.folders.get(path)?.address.clone())));
    let of_notes = entries.iter().filter_map(|entry| entry.note()).filter(|id| is_for_menu(site, *id));
    let of_notes = of_notes.map(|id| (site.notes[id].title.clone(), site.addresses[id].clone()));
    of_folders.chain(of_notes).map(|(title, address)| MenuEntry { name: MenuName::Title(title), address }).collect()
}

/// A folder's title; its plain name where that is too long for a menu.
fn menu_label(site: &Site, path: &str) -> String {
    let title = super::titles::of_folder(site, path);
    let is_short = title.chars().count() <= LABEL;
    if is_short { title } else { text::title_of_name(text::path_name(path)) }
}

fn is_for_menu(site: &Site, id: NoteId) -> bool {
    let note = &site.notes[id];
    let is_short = note.title.chars().count() <= LABEL;
    matches!(note.kind, Kind::Page | Kind::Guidelines)
        && is_short
        && site.group_of[id].is_none()
        && !walk::is_paperwork(note)
}

/// What a reader finds at the top beside groups and gathered views: plain pages and folders, in order.
/// What a lone folder holds that merely holds everything stands at the top too; paperwork comes last.
pub(super) fn top<'a>(site: &'a Site, folders: &HashMap<String, FolderFacts>) -> Vec<Entry<'a>> {
    let mut entries: Vec<Entry<'a>> =
        walk::listed(site, "").into_iter().filter(|entry| is_top(site, folders, *entry)).collect();
    let inner: Vec<&'a str> = entries.iter().filter_map(|entry| entry.folder()).collect();
    if let [only] = inner[..]
        && let Some(folder) = site.folders.get(only).filter(|folder| folder.folders.len() > 1)
    {
        let below = walk::listed(site, only).into_iter().filter(|entry| is_top(site, folders, *entry));
        let own = folder.index.map(|_| Entry::Folder(only));
        let with_below: Vec<Entry<'a>> = own.into_iter().chain(below).collect();
        let at = entries.iter().position(|entry| *entry == Entry::Folder(only)).unwrap_or_default();
        entries.splice(at..=at, with_below);
    }
    let is_paperwork = |entry: &Entry<'_>| entry.note().is_some_and(|id| walk::is_paperwork(&site.notes[id]));
    entries.sort_by_key(is_paperwork);
    entries
}

fn is_top(site: &Site, folders: &HashMap<String, FolderFacts>, entry: Entry<'_>) -> bool {
    match entry {
        Entry::Note(id) => {
            matches!(site.routes.get(&site.addresses[id]), Some(Route::Note(_))) && site.notes[id].kind != Kind::Session
        }
        Entry::Folder(path) => {
            let route = site.folders.get(path).and_then(|folder| site.routes.get(&folder.address));
            matches!(route, Some(Route::Folder(_))) && !folders.get(path).is_some_and(FolderFacts::is_of_sessions)
        }
    }
}
