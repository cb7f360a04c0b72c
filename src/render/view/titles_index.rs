//! The pages of the index of titles and headings: all of it with jumps to its letters, or the letters with their counts
//! and a page for each. Each entry says which page, group and day it stands on, and leads right to its place.

use serde::Serialize;

use super::frame::{self, Head};
use super::shape::Jump;
use super::{Content, Here, Made, entries, titles};
use crate::model::{Entry, Initial, Letter, Route, TitlePlace, TitlesPage};
use crate::render::href;
use crate::text::shorten;

/// Longer words are cut.
const WORDS: usize = 160;
/// In the link to a part of a letter, its first and last entries are at most so many characters.
const WORDS_OF_A_PART: usize = 24;

/// `view` of titles.html.
#[derive(Debug, Serialize)]
pub(crate) struct TitlesView {
    count_text: Option<String>,
    /// All letters.
    letters: Vec<Jump>,
    /// The pages of this page's letter, where there are several.
    parts: Vec<Jump>,
    sections: Vec<Section>,
}

#[derive(Debug, Serialize)]
struct Section {
    id: String,
    label: String,
    entries: Vec<TitleEntry>,
}

#[derive(Debug, Serialize)]
struct TitleEntry {
    label: String,
    /// Where it leads; none where it stands on several pages.
    href: Option<String>,
    context: Option<String>,
    places: Vec<Place>,
}

/// A place that an entry leads to.
#[derive(Debug, Serialize)]
struct Place {
    href: String,
    /// The title of its page.
    title: String,
    /// Its page's title unless that is the entry, what the page is, its group and its day.
    context: Option<String>,
    /// Its page's group and its day.
    group_and_day: Option<String>,
}

/// What a page of the index is called.
pub(super) fn title(here: &Here<'_>, page: Option<usize>) -> String {
    let words = here.words();
    let Some(page) = page.map(|at| &here.site.titles.pages[at]) else { return words.text("titles.title") };
    let letter = label(here, here.site.titles.letters[page.letter].initial);
    match page.part {
        1 => words.filled("titles.of_letter", &[("letter", &letter)]),
        part => words.filled("titles.of_part", &[("letter", &letter), ("part", &words.number(part))]),
    }
}

/// A page of the index.
pub(super) fn titles(here: &Here<'_>, page: Option<usize>) -> Made {
    let index = &here.site.titles;
    let page = page.map(|at| &index.pages[at]);
    let sections = match page {
        Some(page) => vec![section(here, index.letters[page.letter].initial, &index.entries[page.entries.clone()])],
        None if index.pages.is_empty() => {
            let of = |letter: &Letter| section(here, letter.initial, &index.entries[letter.entries.clone()]);
            index.letters.iter().map(of).collect()
        }
        None => Vec::new(),
    };
    let count = page.map_or(index.entries.len(), |page| index.letters[page.letter].entries.len());
    let view = TitlesView {
        count_text: entries::some_count(here, "titles", count),
        letters: (0..index.letters.len()).map(|at| letter(here, at, page)).collect(),
        parts: parts(here, page),
        sections,
    };
    let title = titles::of_page(here, here.address).unwrap_or_default();
    let description = here.words().filled("titles.description", &[("name", &here.site.name)]);
    let head = Head { kind: "titles", title, description: Some(description), ..Head::default() };
    ("titles.html", frame::page(here, head), Content::Titles(view))
}

/// What a letter is called.
fn label(here: &Here<'_>, initial: Initial) -> String {
    match initial {
        Initial::Letter(letter) => letter.to_uppercase().collect(),
        Initial::Digits => here.words().text("titles.digits"),
        Initial::Kana => here.words().text("titles.kana"),
        Initial::Hangul => here.words().text("titles.hangul"),
        Initial::Han => here.words().text("titles.han"),
        Initial::Other => here.words().text("titles.other"),
    }
}

fn id(initial: Initial) -> String {
    format!("rt-letter-{}", initial.name())
}

/// The way to a letter, on this page or on its own.
fn letter(here: &Here<'_>, at: usize, page: Option<&TitlesPage>) -> Jump {
    let index = &here.site.titles;
    let letter = &index.letters[at];
    let first = index.pages.iter().find(|page| page.letter == at);
    Jump {
        href: first.map_or_else(
            || href::with_anchor(here.address, here.address, Some(&id(letter.initial))),
            |first| here.href(&first.address),
        ),
        label: label(here, letter.initial),
        count_text: (page.is_none() && first.is_some()).then(|| here.words().number(letter.entries.len())),
        current: page.is_some_and(|page| page.letter == at),
    }
}

/// The pages of a letter that has several, each by its first and last entry.
fn parts(here: &Here<'_>, page: Option<&TitlesPage>) -> Vec<Jump> {
    let index = &here.site.titles;
    let Some(page) = page else { return Vec::new() };
    let of_letter = index.pages.iter().filter(|other| other.letter == page.letter);
    let parts: Vec<Jump> = of_letter.map(|other| part(here, other)).collect();
    if parts.len() > 1 { parts } else { Vec::new() }
}

fn part(here: &Here<'_>, page: &TitlesPage) -> Jump {
    let index = &here.site.titles;
    let words = |entry: Option<&Entry>| {
        let place = entry.and_then(|entry| entry.places.first());
        shorten(place.map_or("", |place| index.words(here.site, *place)), WORDS_OF_A_PART)
    };
    let entries = &index.entries[page.entries.clone()];
    Jump {
        href: here.href(&page.address),
        label: format!("{} – {}", words(entries.first()), words(entries.last())),
        count_text: None,
        current: page.address == here.address,
    }
}

fn section(here: &Here<'_>, initial: Initial, entries: &[Entry]) -> Section {
    Section {
        id: id(initial),
        label: label(here, initial),
        entries: entries.iter().map(|of| entry(here, of)).collect(),
    }
}

fn entry(here: &Here<'_>, entry: &Entry) -> TitleEntry {
    let mut places: Vec<Place> = entry.places.iter().map(|at| place(here, *at)).collect();
    let words = entry.places.first().map_or("", |place| here.site.titles.words(here.site, *place));
    let only = if places.len() == 1 { places.pop() } else { None };
    let (href, context) = only.map(|only| (only.href, only.context)).unzip();
    TitleEntry { label: shorten(words, WORDS), href, context: context.flatten(), places }
}

fn place(here: &Here<'_>, place: TitlePlace) -> Place {
    let titled = &here.site.titles.titled[place.titled];
    let heading = titled.note.zip(place.heading).map(|(note, at)| &here.note(note).outline[at]);
    let title = shorten(&titled.title, WORDS);
    let route = here.site.routes.get(&titled.address);
    let is_group = matches!(route, Some(Route::Group(_)));
    let kind = if is_group { "titles.group" } else { "titles.topic" };
    let is_named = heading.is_none() && (is_group || matches!(route, Some(Route::Topic(_))));
    let group = titled.group.map(|group| here.site.groups[group].name.clone());
    let note = titled.note.map(|id| here.note(id));
    let note = note.filter(|_| !titled.is_date);
    let day = note.and_then(|note| Some(here.date_of(note)?.text.clone()));
    let group_and_day = [group, day];
    let first = if heading.is_some() { Some(title.clone()) } else { is_named.then(|| here.words().text(kind)) };
    let context = std::iter::once(first).chain(group_and_day.clone());
    Place {
        href: href::with_anchor(here.address, &titled.address, heading.map(|heading| heading.id.as_str())),
        context: joined(here, context),
        group_and_day: joined(here, group_and_day.into_iter()),
        title,
    }
}

fn joined(here: &Here<'_>, parts: impl Iterator<Item = Option<String>>) -> Option<String> {
    let parts: Vec<String> = parts.flatten().collect();
    (!parts.is_empty()).then(|| here.words().row(&parts))
}
