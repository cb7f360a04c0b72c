//! Stories as entries of lists, and the page of them all, the newest first. A quotation stands outside its note
//! only where the note says that its teller consents; so does the name of whoever said it.

use serde::Serialize;

use super::frame::{self, Head};
use super::shape::{Date, GroupRef, Page};
use super::{Content, Here, Made, doors, entries, passage};
use crate::model::NoteId;
use crate::note::consent;
use crate::note::{Item, ItemKind, Kind};
use crate::render::href;

/// A story in a list.
#[derive(Debug, Serialize)]
pub(crate) struct Story {
    href: String,
    title: String,
    date: Option<Date>,
    /// Only where the list mixes groups.
    group: Option<GroupRef>,
    summary: Option<String>,
    quote: Option<Quote>,
}

/// Words that somebody said and agreed to be quoted with.
#[derive(Debug, Serialize)]
pub(crate) struct Quote {
    text: String,
    href: String,
    by: Option<String>,
}

/// `view` of stories.html.
#[derive(Debug, Serialize)]
pub(crate) struct StoriesView {
    body: Option<String>,
    count_text: Option<String>,
    stories: Vec<Story>,
    /// What was said in sessions, each with the session.
    voices: Vec<Voice>,
    pages: Vec<Page>,
}

/// Words that were said in a session.
#[derive(Debug, Serialize)]
struct Voice {
    quote: Quote,
    source: String,
}

/// The page of all stories.
pub(super) fn all(here: &Here<'_>) -> Made {
    let index = doors::introduction(here, "stories");
    let stories: Vec<Story> = here.shared.stories.iter().copied().map(|id| story_with_group(here, id)).collect();
    let title = index.map_or_else(|| here.words().text("stories"), |id| here.note(id).title.clone());
    let view = StoriesView {
        body: index.and_then(|id| here.body(id)),
        count_text: entries::some_count(here, "stories", stories.len()),
        stories,
        voices: here.site.sessions.iter().rev().flat_map(|id| voices(here, *id)).collect(),
        pages: doors::others_in_folder(here, "stories", Kind::Story),
    };
    let head = Head { kind: "stories", title, note: index, ..Head::default() };
    ("stories.html", frame::page(here, head), Content::Stories(view))
}

fn voices(here: &Here<'_>, id: NoteId) -> Vec<Voice> {
    let note = here.note(id);
    let day = here.date_of(note).map(|date| date.text.clone());
    let parts: Vec<String> = [Some(note.title.clone()), day].into_iter().flatten().collect();
    let source = here.words().row(&parts);
    quotes(here, id).into_iter().map(|quote| Voice { quote, source: source.clone() }).collect()
}

/// A story in a list of several groups.
fn story_with_group(here: &Here<'_>, id: NoteId) -> Story {
    let group = here.site.group_of[id].filter(|_| !here.site.is_one_group());
    Story { group: group.map(|group| entries::group_ref(here, group)), ..story(here, id) }
}

/// A story in a list of its group.
pub(super) fn story(here: &Here<'_>, id: NoteId) -> Story {
    let note = here.note(id);
    Story {
        href: here.href_of(id),
        title: note.title.clone(),
        date: here.date_of(note),
        group: None,
        summary: entries::summary(note),
        quote: quotes(here, id).into_iter().next(),
    }
}

/// The quotations of a note that may stand elsewhere.
pub(super) fn quotes(here: &Here<'_>, id: NoteId) -> Vec<Quote> {
    let note = here.note(id);
    if !consent::is_given(&note.front) {
        return Vec::new();
    }
    let quote = |item: &Item| Quote {
        text: without_marks(&passage::plain(&item.text)).to_owned(),
        href: href::with_anchor(here.address, &here.site.addresses[id], Some(&item.anchor)),
        by: item.owners.first().cloned(),
    };
    note.items.iter().filter(|item| item.kind == ItemKind::Quote).map(quote).collect()
}

/// A quotation without the marks around it, which the theme sets.
fn without_marks(text: &str) -> &str {
    let text = text.trim();
    let pairs = [('“', '”'), ('"', '"'), ('„', '“'), ('«', '»'), ('「', '」')];
    let inner = |(open, close): (char, char)| {
        let inner = text.strip_prefix(open)?.strip_suffix(close)?;
        (!inner.contains([open, close])).then_some(inner.trim())
    };
    pairs.into_iter().find_map(inner).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_around_a_quotation_go() {
        let check = |text: &str, bare: &str| assert_eq!(without_marks(text), bare);
        check("“It holds.”", "It holds.");
        check("\"It holds.\"", "It holds.");
        check("\"Yes\" and \"no\"", "\"Yes\" and \"no\"");
        check("He said “no”", "He said “no”");
    }
}
