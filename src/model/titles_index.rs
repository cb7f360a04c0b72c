//! An index of titles and headings: what is worth finding, sorted from A to Z as readers look it up, cut into letters
//! and, where there are many, into pages. The related site goes in; no letter and no page is empty.

mod gather;
mod initial;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::since::Since;
use super::{GroupId, NoteId, Route, Site};

pub use gather::is_shown;
pub use initial::Initial;

/// More entries than this are shown letter by letter.
const ON_ONE_PAGE: usize = 300;

/// More entries of one letter than this are split once more.
const OF_A_LETTER: usize = 600;

/// Where the index stands, and where it does if something else lies there.
const FOLDERS: [&str; 2] = ["search/titles", "search/all-titles"];

/// The index of a site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TitlesIndex {
    /// The pages that entries lead to.
    pub titled: Vec<Titled>,
    /// All entries, sorted.
    pub entries: Vec<Entry>,
    /// What entries begin with, each with its entries.
    pub letters: Vec<Letter>,
    /// The address of its first page; `None` where there are no entries.
    pub address: Option<String>,
    /// The pages by letter; none where the first page has everything.
    pub pages: Vec<TitlesPage>,
}

/// A page that entries lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Titled {
    /// Its address.
    pub address: String,
    /// Its title; of a session that has only a date for a title, that date without the group.
    pub title: String,
    /// It is called by its date alone, so that this need not be said twice.
    pub is_date: bool,
    /// The note that it shows.
    pub note: Option<NoteId>,
    /// The group that it belongs to, where there are several.
    pub group: Option<GroupId>,
}

/// A page's title, or a heading wherever it stands word for word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where it leads, the newest first; one place for a title, one or more for a heading.
    pub places: Vec<TitlePlace>,
}

/// A place that an entry leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TitlePlace {
    /// The page, by its place in `TitlesIndex::titled`.
    pub titled: usize,
    /// The heading, by its place in the outline of the page's note; `None` for the page's own title.
    pub heading: Option<usize>,
}

/// The entries that begin with the same letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The letter.
    pub initial: Initial,
    /// Its entries.
    pub entries: Range<usize>,
}

/// A page by letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TitlesPage {
    /// Its address.
    pub address: String,
    /// Its letter, by its place in `TitlesIndex::letters`.
    pub letter: usize,
    /// Which of the letter's pages it is, counted from 1.
    pub part: usize,
    /// Its entries.
    pub entries: Range<usize>,
}

impl TitlesIndex {
    /// A place's words: the page's title, or the heading without the number that counts it.
    pub fn words<'a>(&'a self, site: &'a Site, place: TitlePlace) -> &'a str {
        let titled = &self.titled[place.titled];
        let heading = titled.note.zip(place.heading).map(|(note, at)| &site.notes[note].outline[at]);
        heading.map_or(&titled.title, |heading| initial::without_count(&heading.text))
    }
}

/// The index of a site whose other pages stand.
pub(super) fn find(site: &Site, since: Option<&Since<'_>>) -> Arc<TitlesIndex> {
    let (titled, folder) = (gather::titled(site), folder(site));
    let address = folder.map(|folder| format!("{folder}/index.html"));
    let is_alike = |since: &&Since<'_>| {
        let before = &since.before.titles;
        let has_same_headings = |id: &NoteId| gather::has_same_headings(&since.before.notes[*id], &site.notes[*id]);
        before.titled == titled && before.address == address && since.changed.iter().all(has_same_headings)
    };
    let earlier = since.filter(is_alike).map(|since| Arc::clone(&since.before.titles));
    earlier.unwrap_or_else(|| Arc::new(folder.map(|folder| index(site, titled, folder)).unwrap_or_default()))
}

/// The index of pages, in a folder.
fn index(site: &Site, titled: Vec<Titled>, folder: &str) -> TitlesIndex {
    let entries = gather::entries(site, &titled);
    if entries.is_empty() {
        return TitlesIndex::default();
    }
    let mut letters: Vec<Letter> = Vec::new();
    for (at, (initial, _)) in entries.iter().enumerate() {
        match letters.last_mut().filter(|letter| letter.initial == *initial) {
            Some(letter) => letter.entries.end = at + 1,
            None => letters.push(Letter { initial: *initial, entries: at..at + 1 }),
        }
    }
    let pages = if entries.len() > ON_ONE_PAGE { pages(&letters, folder) } else { Vec::new() };
    let entries = entries.into_iter().map(|(_, entry)| entry).collect();
    TitlesIndex { titled, entries, letters, address: Some(format!("{folder}/index.html")), pages }
}

/// The pages of an index, by address.
pub(super) fn routes(index: &TitlesIndex) -> BTreeMap<String, Route> {
    let first = index.address.iter().map(|address| (address.clone(), Route::Titles(None)));
    let others = index.pages.iter().enumerate().map(|(at, page)| (page.address.clone(), Route::Titles(Some(at))));
    first.chain(others).collect()
}

/// The first of the folders that nothing else stands in.
fn folder(site: &Site) -> Option<&'static str> {
    let is_free = |folder: &&str| {
        let below = format!("{folder}/");
        !site.routes.range(below.clone()..).next().is_some_and(|(address, _)| address.starts_with(&below))
    };
    FOLDERS.into_iter().find(is_free)
}

/// A page for each letter, or several of equal length where it has very many entries.
fn pages(letters: &[Letter], folder: &str) -> Vec<TitlesPage> {
    let mut pages = Vec::new();
    for (at, letter) in letters.iter().enumerate() {
        let parts = letter.entries.len().div_ceil(OF_A_LETTER).max(1);
        let length = letter.entries.len().div_ceil(parts).max(1);
        for (part, start) in letter.entries.clone().step_by(length).enumerate() {
            let name = letter.initial.name();
            let name = if part == 0 { name } else { format!("{name}-{}", part + 1) };
            pages.push(TitlesPage {
                address: format!("{folder}/{name}.html"),
                letter: at,
                part: part + 1,
                entries: start..letter.entries.end.min(start + length),
            });
        }
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_s_pages_have_all_of_its_entries() {
        let letters = [
            Letter { initial: Initial::Digits, entries: 0..1 },
            Letter { initial: Initial::Letter('b'), entries: 1..1802 },
        ];
        let pages = pages(&letters, "search/titles");
        let shown: Vec<(&str, Range<usize>)> =
            pages.iter().map(|page| (page.address.as_str(), page.entries.clone())).collect();
        let expected = [
            ("search/titles/0-9.html", 0..1),
            ("search/titles/b.html", 1..452),
            ("search/titles/b-2.html", 452..903),
            ("search/titles/b-3.html", 903..1354),
            ("search/titles/b-4.html", 1354..1802),
        ];
        assert_eq!(shown, expected);
    }
}
