//! The ways to the pages that gather stories, challenges, people and figures, for which the menu has no room;
//! and what these pages take from the folder that has their name.

use super::shape::Page;
use super::walk::{self, Entry};
use super::{Here, entries, titles};
use crate::model::{NoteId, Overview};
use crate::note::Kind;

/// The pages as entries of a list.
pub(super) fn pages(here: &Here<'_>) -> Vec<Page> {
    let all = [Overview::Stories, Overview::Challenges, Overview::People, Overview::Report];
    let page = |page: Overview| {
        let address = here.site.overview(page)?;
        Some(Page {
            href: here.href(address),
            title: titles::of_page(here, address)?,
            summary: summary(here, page),
            count_text: None,
            folder: false,
        })
    };
    all.into_iter().filter_map(page).collect()
}

fn summary(here: &Here<'_>, page: Overview) -> Option<String> {
    let key = match page {
        Overview::Stories => "doors.stories",
        Overview::Challenges => "doors.challenges",
        Overview::People => "doors.people",
        Overview::Report => "doors.report",
        Overview::Goals(_) | Overview::Start(_) | Overview::Booklet(..) => return None,
    };
    Some(here.words().text(key))
}

/// The note that introduces such a page: the own page of the folder of its name.
pub(super) fn introduction(here: &Here<'_>, folder: &str) -> Option<NoteId> {
    here.site.folders.get(folder).and_then(|folder| folder.index)
}

/// What else lies in the folder of its name.
pub(super) fn others_in_folder(here: &Here<'_>, folder: &str, kind: Kind) -> Vec<Page> {
    if !here.site.folders.contains_key(folder) {
        return Vec::new();
    }
    let is_other = |entry: &Entry<'_>| entry.note().is_none_or(|id| here.note(id).kind != kind);
    entries::pages(here, walk::listed(here.site, folder).into_iter().filter(is_other))
}
