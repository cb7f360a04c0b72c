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
        context: note.links.get(link).and_then(context),
        group: other.map(|id| here.site.groups[id].name.clone()).filter(|name| *name != note.title),
        date: note.date.map(|day| here.words().date(day, note.date_end)),
    }
}

/// The words around a link, unless the link's own are all there is.
fn context(link: &Link) -> Option<String> {
    let context = text::shorten(&link.context, CONTEXT);
    let says_more = text::fold(&context) != text::fold(&link.text) && !context.is_empty();
    says_more.then_some(context)
}
