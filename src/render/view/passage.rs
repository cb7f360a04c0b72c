//! Words of a note as other pages show them: without marks that only the note's own page can follow, no longer
//! than a few lines, and with the place where they stand.

use serde::Serialize;

use super::Here;
use super::shape::Date;
use crate::model::ItemId;
use crate::render::href;
use crate::text::{shorten, without_wikilinks};

/// A passage is at most so many characters.
const LONGEST: usize = 280;

/// Words of a note, with the place where they stand.
#[derive(Debug, Serialize)]
pub(crate) struct Passage {
    /// What they are, such as `Insight`.
    kind: String,
    text: String,
    href: String,
    date: Option<Date>,
}

/// An item of a note.
pub(super) fn of(here: &Here<'_>, id: ItemId) -> Passage {
    let (item, note) = (here.site.item(id), here.note(id.note));
    Passage {
        kind: here.words().text(&format!("item.{}", item.kind.word())),
        text: shorten(&plain(&item.text), LONGEST),
        href: href::with_anchor(here.address, &here.site.addresses[id.note], Some(&item.anchor)),
        date: here.date_of(note),
    }
}

/// A text with the words of its wikilinks in their places, and without the tags at its end.
pub(super) fn plain(text: &str) -> String {
    let plain = without_wikilinks(text);
    let is_tag = |word: &str| word.len() > 1 && word.starts_with('#');
    let mut words: Vec<&str> = plain.split_whitespace().collect();
    while words.len() > 1 && words.last().is_some_and(|word| is_tag(word)) {
        words.pop();
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_the_note_s_own_page_go() {
        let check = |text: &str, bare: &str| assert_eq!(plain(text), bare);
        check("We come back to it ([[2023-05-11-x|session 6]]).", "We come back to it (session 6).");
        check("See [[groups/a/plan]] soon.", "See plan soon.");
        check("Ask first. #consent #data-law", "Ask first.");
        check("#consent is all.", "#consent is all.");
        check("#consent", "#consent");
        check("an [[open", "an [[open");
    }
}
