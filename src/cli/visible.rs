//! What a build makes visible that the site which it replaces did not show: pages, files and people's names.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use rayon::prelude::*;

use super::output::count;
use crate::model::Site;
use crate::note::{ItemKind, Kind};
use crate::{proof, publish};

/// How much is told of what became visible.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// How many pages and files, in a line.
    Line,
    /// Each page, file and name.
    Each,
}

/// The site that stood in the output folder before a build.
pub(super) struct Before {
    files: BTreeSet<String>,
    /// Every word on its pages, where names are to be told.
    words: HashSet<u64>,
}

impl Before {
    /// The site in a folder; `None` where there is none.
    pub(super) fn read(out: &Path, detail: Detail) -> Option<Self> {
        let files = publish::files(out)?;
        let words = match detail {
            Detail::Line => HashSet::new(),
            Detail::Each => files.par_iter().flat_map_iter(|address| words(out, address)).collect(),
        };
        Some(Self { files, words })
    }

    /// What the pages at `addresses` show that this site did not, in words; empty where that is nothing.
    pub(super) fn told(&self, site: &Site, addresses: &[String], detail: Detail) -> String {
        let is_page = |address: &&String| site.routes.get(*address).is_some_and(|route| route.is_page());
        // Files of the theme and the index have new names whenever they change.
        let is_own = |address: &&String| address.starts_with("search/") || address.starts_with("assets/");
        let fresh = addresses.iter().filter(|address| !self.files.contains(*address) && !is_own(address));
        let (pages, files): (Vec<&String>, Vec<&String>) = fresh.partition(is_page);
        let names: Vec<String> = match detail {
            Detail::Line => Vec::new(),
            Detail::Each => names(site).into_iter().filter(|name| !self.shows(name)).collect(),
        };
        let mut text = String::new();
        if pages.len() + files.len() + names.len() > 0 {
            let (pages, files) = (count(pages.len(), "page", "pages"), count(files.len(), "file", "files"));
            text = match detail {
                Detail::Line => {
                    format!(
                        "Newly visible: {pages} and {files}; `roundtable build --diff` names them, before you publish.\n"
                    )
                }
                Detail::Each => {
                    format!("Newly visible: {pages}, {files} and {}\n", count(names.len(), "name", "names"))
                }
            };
        } else if detail == Detail::Each {
            text.push_str("Nothing is visible that was not before.\n");
        }
        if detail == Detail::Each {
            let each = [("page", pages), ("file", files), ("name", names.iter().collect())];
            for (what, of_kind) in each {
                text.extend(of_kind.iter().map(|it| format!("  {what}  {it}\n")));
            }
        }
        text
    }

    fn shows(&self, name: &str) -> bool {
        proof::words(name).iter().all(|word| self.words.contains(word))
    }
}

/// The words on a page as it stands on the disk.
fn words(out: &Path, address: &str) -> Vec<u64> {
    let mut words = Vec::new();
    if address.ends_with(".html")
        && let Ok(bytes) = std::fs::read(out.join(address))
    {
        proof::words_on(address, &bytes, &mut |word| words.push(word));
    }
    words
}

/// The names of people that a site shows where it knows them as such.
fn names(site: &Site) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for note in &site.notes {
        if note.kind == Kind::Person {
            names.insert(note.title.clone());
        }
        names.extend(note.people.iter().map(|person| person.name.clone()));
        let owned = note.items.iter().filter(|item| matches!(item.kind, ItemKind::Action | ItemKind::Quote));
        names.extend(owned.flat_map(|item| item.owners.iter().cloned()));
    }
    names.extend(site.groups.iter().flat_map(|group| group.people.iter().map(|person| person.name.clone())));
    // Initials name nobody.
    names.retain(|name| !proof::words(name).is_empty());
    names
}
