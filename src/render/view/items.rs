//! Items as entries of lists: a passage's own words, who is to do it and by when, and the link to the place in its
//! note. Below the name of its note, or alone with the note's name beside it.

use std::cmp::Reverse;

use serde::Serialize;

use super::shape::{Date, GroupRef, Link, Person};
use super::{Here, entries, owners};
use crate::model::{self, GatheredPage, GatheredPart, Gathering, GroupId, ItemId, NoteId, TopicId, href_path};
use crate::note::{self, ItemKind, Status};
use crate::render::{fragment, href};
use crate::text::shorten;
use crate::theme::Ready;

/// The words in a link that stands for a whole passage are at most so many characters.
const IN_A_LINK: usize = 120;
/// A session's page lists so many of its passages of a kind above its text.
const OF_A_SESSION: usize = 3;
/// What a link says to those who only hear it, right behind the whole passage, is at most so many.
const SAID: usize = 32;

/// An item in a list, with its note beside it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Item {
    /// `open`, `started`, `done` or `dropped`; of actions only.
    state: Option<&'static str>,
    /// The passage as HTML.
    words: Ready,
    /// Of a note in another language than the site's.
    lang: Option<String>,
    /// The place of the passage in its note.
    href: String,
    /// Who is to do it, where the passage begins without them.
    owners: Vec<Person>,
    due: Option<Due>,
    /// The note that it stands in.
    from: Source,
}

/// An item below the name of its note.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Entry {
    /// The passage as HTML.
    words: Ready,
    /// The place of the passage in its note.
    href: String,
    /// What the link to it says, which shows no words: how the passage begins.
    place: String,
    /// Who is to do it, where the passage begins without them.
    owners: Vec<Person>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Due {
    /// The day, where the words name one.
    date: Option<Date>,
    /// As it was written, where they don't.
    words: String,
    /// What is said of it where its day has passed on the day of the build.
    overdue: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Source {
    title: String,
    date: Option<Date>,
    /// Only where the list mixes groups.
    group: Option<GroupRef>,
}

/// The items of one note in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct OfNote {
    title: String,
    /// Of a note in another language than the site's.
    lang: Option<String>,
    href: String,
    date: Option<Date>,
    /// Only where the list mixes groups.
    group: Option<GroupRef>,
    items: Vec<Entry>,
}

/// Some of what is gathered, with the way to all of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Few {
    id: &'static str,
    label: String,
    /// Actions by due date.
    items: Vec<Item>,
    /// Other items below the names of their notes.
    notes: Vec<OfNote>,
    more: Option<Link>,
}

/// Passages of a session, each a link to its place below.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Brought {
    kind: &'static str,
    label: String,
    passages: Vec<Passage>,
    /// How many more there are than these.
    more_text: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Passage {
    href: String,
    label: String,
    /// `done` or `dropped` in words, where the note says so.
    state: Option<String>,
}

/// What is told of an item beside its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Showing {
    /// Its note is named beside it.
    Alone,
    /// Its note and group are named beside it.
    AloneAmongGroups,
    /// The same below the name of who is to do it.
    BelowItsOwner,
}

/// An item as an entry of a list, with its note beside it.
pub(super) fn entry(here: &Here<'_>, id: ItemId, showing: Showing) -> Item {
    let item = here.site.item(id);
    let words = &*here.item(id);
    let is_action = item.kind == ItemKind::Action;
    let owners = owners::of(here, id);
    Item {
        state: is_action.then(|| item.status.word()),
        href: href::with_anchor(here.address, &here.site.addresses[id.note], Some(&item.anchor)),
        owners: if showing == Showing::BelowItsOwner && owners.len() == 1 {
            Vec::new()
        } else {
            owners::untold(here, words, &owners)
        },
        due: item.due.as_ref().map(|due| self::due(here, due, item)),
        from: source(here, id.note, showing),
        lang: here.foreign(id.note),
        words: Ready::html(words),
    }
}

fn due(here: &Here<'_>, due: &note::Due, item: &note::Item) -> Due {
    let today = here.site.today;
    let is_late = model::is_open(item) && due.date.is_some_and(|day| day < today);
    let told = || here.words().filled("gathered.overdue_on", &[("date", &here.day(today).text)]);
    Due { date: due.date.map(|day| here.day(day)), words: due.words.clone(), overdue: is_late.then(told) }
}

fn source(here: &Here<'_>, id: NoteId, showing: Showing) -> Source {
    let note = here.note(id);
    let group = match showing {
        Showing::Alone => None,
        Showing::AloneAmongGroups | Showing::BelowItsOwner => group(here, id),
    };
    let date = here.date_of(note);
    // A title that tells the day needs no date beside it.
    let date = date.filter(|date| !note.title.contains(&date.text) && !note.title.contains(&date.iso));
    Source { title: note.title.clone(), date, group }
}

fn group(here: &Here<'_>, id: NoteId) -> Option<GroupRef> {
    let group = here.site.group_of[id].filter(|_| here.site.groups.len() > 1)?;
    Some(entries::group_ref(here, group))
}

/// The same items with the newest note first, each note's in its order. `items` are by rising date.
pub(super) fn newest_first(items: &[ItemId]) -> Vec<ItemId> {
    items.chunk_by(|a, b| a.note == b.note).rev().flatten().copied().collect()
}

/// Items below the names of their notes.
pub(super) fn by_note(here: &Here<'_>, items: &[ItemId], names_groups: Showing) -> Vec<(NoteId, OfNote)> {
    let of_one = |own: &[ItemId]| {
        let id = own.first()?.note;
        let group = if names_groups == Showing::AloneAmongGroups { group(here, id) } else { None };
        Some((id, of_note(here, (id, own), group)))
    };
    items.chunk_by(|a, b| a.note == b.note).filter_map(of_one).collect()
}

fn of_note(here: &Here<'_>, (id, items): (NoteId, &[ItemId]), group: Option<GroupRef>) -> OfNote {
    let note = here.note(id);
    let href = here.href_of(id);
    let is_own_page = here.site.addresses[id] == here.address;
    let below = |item: &ItemId| below(here, *item, if is_own_page { "" } else { &href });
    OfNote {
        title: note.title.clone(),
        lang: here.foreign(id),
        date: here.date_of(note),
        group,
        items: items.iter().map(below).collect(),
        href,
    }
}

/// An item below the name of its note, whose page `page` leads to.
fn below(here: &Here<'_>, id: ItemId, page: &str) -> Entry {
    let words = &*here.item(id);
    Entry {
        href: format!("{page}#{}", href_path(&here.site.item(id).anchor)),
        place: shorten(fragment::plain(words).trim(), SAID),
        owners: owners::untold(here, words, &owners::of(here, id)),
        words: Ready::html(words),
    }
}

/// Open actions by the day on which they are due; those without one last, the newest first.
pub(super) fn sort_by_due(here: &Here<'_>, items: &mut [ItemId]) {
    items.sort_by_cached_key(|id| {
        let day = here.site.item(*id).due.as_ref().and_then(|due| due.date);
        (day.is_none(), day, Reverse(here.note(id.note).date), *id)
    });
}

/// The latest of what a group's notes brought.
pub(super) fn few_of_group(here: &Here<'_>, group: GroupId) -> Vec<Few> {
    let wanted =
        [(Gathering::Insights, 4), (Gathering::Decisions, 3), (Gathering::Questions, 3), (Gathering::Actions, 5)];
    let few = |(of, count)| few(here, (of, GatheredPart::Group(group)), (count, Showing::Alone));
    wanted.into_iter().filter_map(few).collect()
}

/// The latest of what is on a topic.
pub(super) fn few_on_topic(here: &Here<'_>, topic: TopicId) -> Vec<Few> {
    const EACH: usize = 5;
    let few = |of| few(here, (of, GatheredPart::Topic(topic)), (EACH, Showing::AloneAmongGroups));
    Gathering::ALL.into_iter().filter_map(few).collect()
}

/// The latest entries of a list, those of actions that are open; all of them where no page has the rest.
fn few(here: &Here<'_>, list: (Gathering, GatheredPart), (count, showing): (usize, Showing)) -> Option<Few> {
    let (of, part) = list;
    let all = here.site.gathered.get(&list)?;
    let is_shown = |id: &ItemId| of != Gathering::Actions || model::is_open(here.site.item(*id));
    let mut shown: Vec<ItemId> = newest_first(all).into_iter().filter(is_shown).collect();
    if shown.is_empty() {
        return None;
    }
    let whole = here.site.gathered.get(&(of, GatheredPart::All)).map_or(0, Vec::len);
    let page = here.shared.gathered.get(&GatheredPage::new(of, part));
    let page = page
        .or_else(|| here.shared.gathered.get(&GatheredPage::new(of, GatheredPart::All)).filter(|_| whole == all.len()));
    if page.is_some() {
        shown.truncate(count);
    }
    let (actions, others): (&mut [ItemId], &[ItemId]) =
        if of == Gathering::Actions { (&mut shown, &[]) } else { (&mut [], &shown) };
    sort_by_due(here, actions);
    let all_text = || here.words().filled("gathered.all", &[("what", &here.words().count(of.words(), all.len()))]);
    let key = if of == Gathering::Actions { "open_actions" } else { of.words() };
    Some(Few {
        id: of.words(),
        label: here.words().text(&format!("gathered.{key}")),
        items: actions.iter().map(|id| entry(here, *id, showing)).collect(),
        notes: by_note(here, others, showing).into_iter().map(|(_, of)| of).collect(),
        more: page.filter(|_| shown.len() < all.len()).map(|to| Link { href: here.href(to), label: all_text() }),
    })
}

/// What a session taught, what it decided, what is to do since, and what stayed open, as links to the passages in its own page.
pub(super) fn brought(here: &Here<'_>, session: NoteId) -> Vec<Brought> {
    let kinds = [
        (Gathering::Insights, "insights"),
        (Gathering::Decisions, "decided"),
        (Gathering::Actions, "to_do"),
        (Gathering::Questions, "questions"),
    ];
    let list = |(of, key): (Gathering, &str)| {
        let is_listed = |item: &note::Item| Gathering::of(item.kind) == Some(of) && item.status != Status::Earlier;
        let mut own = here.shared.items_of[session].iter().filter(|id| is_listed(here.site.item(**id)));
        let passages: Vec<Passage> = own.by_ref().take(OF_A_SESSION).map(|id| passage(here, *id)).collect();
        let label = here.words().text(&format!("gathered.{key}"));
        let more = own.count();
        let more_text = (more > 0).then(|| here.words().filled("gathered.more", &[("n", &here.words().number(more))]));
        (!passages.is_empty()).then_some(Brought { kind: of.words(), label, passages, more_text })
    };
    kinds.into_iter().filter_map(list).collect()
}

fn passage(here: &Here<'_>, id: ItemId) -> Passage {
    let item = here.site.item(id);
    let owners = owners::of(here, id);
    let html = here.item(id);
    let words = fragment::plain(&html);
    let names: Vec<&str> =
        owners.iter().filter(|owner| !owners::is_told(&words, owner)).map(|owner| owner.short.as_str()).collect();
    let text = if names.is_empty() { words } else { format!("{} {words}", here.words().row(&names)).into() };
    let state = match item.status {
        Status::Done | Status::Dropped => Some(here.words().text(&format!("gathered.{}", item.status.word()))),
        Status::Open | Status::Started | Status::Earlier => None,
    };
    Passage {
        href: href::with_anchor(here.address, &here.site.addresses[id.note], Some(&item.anchor)),
        label: shorten(text.trim(), IN_A_LINK),
        state: state.filter(|_| item.kind == ItemKind::Action),
    }
}
