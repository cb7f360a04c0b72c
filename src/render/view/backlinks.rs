//! The notes that link to a page, with the words around the link, the newest first.

use super::Here;
use super::shape::Backlink;
use crate::model::{GroupId, NoteId};
use crate::note::Link;
use crate::text;

/// The words around a link are at most so many characters.
const CONTEXT: usize = 200;

/// What links to a note, as a page of `group` shows it: other groups are named.
pub(super) fn of(here: &Here<'_>, note: NoteId, group: Option<GroupId>) -> Vec<Backlink> {
    let mut links = here.site.backlinks[note].clone();
    links.sort_by_key(|(from, _)| std::cmp::Reverse(here.note(*from).date));
    links.into_iter().map(|(from, link)| backlink(here, (from, link), group)).collect()
}

fn backlink(here: &Here<'_>, (from, link): (NoteId, usize), group: Option<GroupId>) -> Backlink {
    let note = here.note(from);
    let other = here.site.group_of[from].filter(|of| Some(*of) != group);
    Backlink {
        href: here.href_of(from),
        title: note.title.clone(),
        lang: here.foreign(from),
        context: note.links.get(link).and_then(context),
        group: other.map(|id| here.site.groups[id].name.clone()).filter(|name| *name != note.title),
        date: here.date_of(note),
    }
}

/// The sentence around a link, unless the link's own words are all there is.
fn context(link: &Link) -> Option<String> {
    let words = link.text.trim();
    let says_more = !link.context.is_empty() && link.context.trim() != words;
    says_more.then(|| text::shorten(sentence_around(link.context.trim(), words), CONTEXT))
}

/// The sentence of a passage in which some words stand; the whole passage where they are not found.
fn sentence_around<'a>(passage: &'a str, words: &str) -> &'a str {
    const ENDS: [&str; 4] = [". ", "? ", "! ", "。"];
    let Some(at) = passage.find(words) else { return passage };
    let after = at + words.len();
    let start = ENDS.iter().filter_map(|end| Some(passage[..at].rfind(end)? + end.len())).max().unwrap_or_default();
    let end = ENDS.iter().filter_map(|end| Some(after + passage[after..].find(end)? + end.trim_end().len())).min();
    passage[start..end.unwrap_or(passage.len())].trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_shown_in_its_sentence() {
        let check = |passage: &str, sentence: &str| assert_eq!(sentence_around(passage, "the list"), sentence);
        check("We began. Then came the list of names. It helped.", "Then came the list of names.");
        check("Read the list", "Read the list");
        check("Is it the list? Yes. No.", "Is it the list?");
        check("Nothing here. Or here.", "Nothing here. Or here.");
        check("第一。the list 第二。第三", "the list 第二。");
    }
}
