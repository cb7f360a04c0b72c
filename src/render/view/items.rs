//! Items as entries of lists: a passage's own words, who is to do it and by when, and the link to the place in its
//! note. Below the name of its note, or alone with the note's name beside it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;

use super::shape::{Date, GroupRef, Link, Person};
use super::{Here, entries};
use crate::model::{self, GatheredPage, GatheredPart, Gathering, GroupId, ItemId, NoteId, Site, TopicId};
use crate::note::{self, ItemKind, Kind, Status};
use crate::render::{body, fragment, href};
use crate::text::{fold, shorten};

/// The words in a link that stands for a whole passage are at most so many characters.
const IN_A_LINK: usize = 120;
/// A session's page lists so many of its passages of a kind beside its text.
const OF_A_SESSION: usize = 8;
/// What a link says to those who only hear it is at most so many.
const SAID: usize = 60;

/// An item in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Item {
    /// Such as `decision`.
    kind: &'static str,
    /// `open`, `started`, `done` or `dropped`; of actions only.
    state: Option<&'static str>,
    /// The passage as HTML.
    words: String,
    /// The place of the passage in its note.
    href: String,
    /// What the link to it says where it shows no words.
    place: String,
    /// Who is to do it, where the passage begins without them.
    owners: Vec<Person>,
    due: Option<Due>,
    /// The note that it stands in, where the list doesn't say so.
    from: Option<Source>,
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
    href: String,
    date: Option<Date>,
    /// Only where the list mixes groups.
    group: Option<GroupRef>,
    items: Vec<Item>,
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
    /// Its note is named above it.
    BelowItsNote,
    /// Its note is named beside it.
    Alone,
    /// Its note and group are named beside it.
    AloneAmongGroups,
    /// The same below the name of who is to do it.
    BelowItsOwner,
}

/// How each owner is called whom actions name, by folded name.
pub(super) type Owners = HashMap<String, String>;

/// Owners by the form of their name that is written most often; one with large letters before one without.
pub(super) fn owners(site: &Site) -> Owners {
    let mut forms: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
    for owner in site.items.iter().flat_map(|id| &site.item(*id).owners) {
        *forms.entry(fold(owner)).or_default().entry(owner.as_str()).or_default() += 1;
    }
    let best = |forms: BTreeMap<&str, usize>| {
        let best = forms.into_iter().max_by_key(|(form, times)| (form.contains(char::is_uppercase), *times));
        best.map(|(form, _)| form.to_owned()).unwrap_or_default()
    };
    forms.into_iter().map(|(key, forms)| (key, best(forms))).collect()
}

/// Whom an action names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Owner {
    /// The name by itself: the whole of it where that is known.
    pub(super) name: String,
    /// The name as an action says it.
    pub(super) short: String,
    pub(super) page: Option<NoteId>,
}

/// The owners of an item. Initials and handles that its note explains get their names; a first name that only one
/// person of the group has, among those with pages, is theirs; the others are called as all notes together call them.
pub(super) fn owners_of(here: &Here<'_>, id: ItemId) -> Vec<Owner> {
    let mut owners: Vec<Owner> =
        site_item(here, id).owners.iter().map(|owner| self::owner(here, id.note, owner)).collect();
    owners.dedup();
    owners
}

fn owner(here: &Here<'_>, note: NoteId, written: &str) -> Owner {
    let key = fold(written);
    let people = here.note(note).people.iter();
    let explained: BTreeSet<&str> = people
        .filter(|person| person.also.iter().any(|also| fold(also) == key))
        .map(|person| person.name.as_str())
        .collect();
    let explained = explained.first().copied().filter(|_| explained.len() == 1);
    let name = explained.map_or_else(|| here.shared.owners.get(&key).map_or(written, String::as_str), |name| name);
    let by_first_name = || {
        let groups = here.site.groups_of(note);
        let known: BTreeSet<NoteId> =
            groups.filter_map(|group| here.shared.members.get(&(group, key.clone())).copied()?).collect();
        known.first().copied().filter(|_| known.len() == 1)
    };
    let page = here.shared.people.get(&fold(name)).copied().or_else(by_first_name);
    match page.map(|page| here.note(page).title.clone()) {
        Some(title) => {
            let first = title.split_whitespace().next().unwrap_or_default();
            let short = if fold(first) == key { first.to_owned() } else { name.to_owned() };
            Owner { name: title, short, page }
        }
        None => Owner { name: name.to_owned(), short: name.to_owned(), page },
    }
}

/// People with pages by group and folded first name; nobody where several have it.
pub(super) type Members = HashMap<(GroupId, String), Option<NoteId>>;

/// The people with pages who say which groups they belong to.
pub(super) fn members(site: &Site) -> Members {
    let mut members = Members::new();
    for (id, note) in site.notes.iter().enumerate().filter(|(_, note)| note.kind == Kind::Person) {
        let first = fold(note.title.split_whitespace().next().unwrap_or_default());
        let groups: BTreeSet<GroupId> =
            note.front.list("groups").iter().filter_map(|name| site.group_called(name)).collect();
        for group in groups {
            members.entry((group, first.clone())).and_modify(|known| *known = None).or_insert(Some(id));
        }
    }
    members
}

fn site_item<'a>(here: &Here<'a>, id: ItemId) -> &'a note::Item {
    &here.site.notes[id.note].items[id.item]
}

/// An item as an entry of a list.
pub(super) fn entry(here: &Here<'_>, id: ItemId, showing: Showing) -> Item {
    let item = site_item(here, id);
    let words = body::item(here.site, here.address, id);
    let is_action = item.kind == ItemKind::Action;
    let owners = owners_of(here, id);
    Item {
        kind: item.kind.word(),
        state: is_action.then(|| item.status.word()),
        href: href::with_anchor(here.address, &here.site.addresses[id.note], Some(&item.anchor)),
        place: here.words().filled("gathered.place", &[("words", &shorten(fragment::plain(&words).trim(), SAID))]),
        owners: if showing == Showing::BelowItsOwner && owners.len() == 1 {
            Vec::new()
        } else {
            told_owners(here, &words, &owners)
        },
        due: item.due.as_ref().map(|due| self::due(here, due, model::is_open(item))),
        from: source(here, id.note, showing),
        words,
    }
}

/// The owners of an action whose passage doesn't name them itself.
fn told_owners(here: &Here<'_>, words: &str, owners: &[Owner]) -> Vec<Person> {
    let plain = fragment::plain(words);
    if owners.iter().all(|owner| has_name(&plain, &owner.short)) {
        return Vec::new();
    }
    let person = |owner: &Owner| Person {
        name: owner.short.clone(),
        href: owner.page.map(|page| here.href_of(page)),
        role: None,
    };
    owners.iter().map(person).collect()
}

/// Whether a name stands among words.
fn has_name(words: &str, name: &str) -> bool {
    let (words, name) = (fold(words), fold(name));
    let is_border = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    words
        .match_indices(&name)
        .any(|(at, _)| is_border(words[..at].chars().next_back()) && is_border(words[at + name.len()..].chars().next()))
}

fn due(here: &Here<'_>, due: &note::Due, is_open: bool) -> Due {
    let today = here.site.today;
    let is_late = is_open && due.date.is_some_and(|day| day < today);
    let told = || here.words().filled("gathered.overdue_on", &[("date", &here.words().date(today, None).text)]);
    Due {
        date: due.date.map(|day| here.words().date(day, None)),
        words: due.words.clone(),
        overdue: is_late.then(told),
    }
}

fn source(here: &Here<'_>, id: NoteId, showing: Showing) -> Option<Source> {
    let note = here.note(id);
    let group = match showing {
        Showing::BelowItsNote => return None,
        Showing::Alone => None,
        Showing::AloneAmongGroups | Showing::BelowItsOwner => group(here, id),
    };
    Some(Source { title: note.title.clone(), date: note.date.map(|day| here.words().date(day, note.date_end)), group })
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
    let mut notes: Vec<(NoteId, OfNote)> = Vec::new();
    for id in items {
        let item = entry(here, *id, Showing::BelowItsNote);
        match notes.last_mut().filter(|(note, _)| *note == id.note) {
            Some((_, of)) => of.items.push(item),
            None => notes.push((id.note, of_note(here, id.note, (item, names_groups)))),
        }
    }
    notes
}

fn of_note(here: &Here<'_>, id: NoteId, (first, showing): (Item, Showing)) -> OfNote {
    let note = here.note(id);
    OfNote {
        title: note.title.clone(),
        href: here.href_of(id),
        date: note.date.map(|day| here.words().date(day, note.date_end)),
        group: group(here, id).filter(|_| showing == Showing::AloneAmongGroups),
        items: vec![first],
    }
}

/// Open actions by the day on which they are due; those without one last, the newest first.
pub(super) fn sort_by_due(here: &Here<'_>, items: &mut [ItemId]) {
    items.sort_by_cached_key(|id| {
        let day = site_item(here, *id).due.as_ref().and_then(|due| due.date);
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
    let is_shown = |id: &ItemId| of != Gathering::Actions || model::is_open(site_item(here, *id));
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

/// What a session decided, what is to do since, and what stayed open, as links to the passages in its own page.
pub(super) fn brought(here: &Here<'_>, session: NoteId) -> Vec<Brought> {
    let kinds = [(Gathering::Decisions, "decided"), (Gathering::Actions, "to_do"), (Gathering::Questions, "questions")];
    let list = |(of, key): (Gathering, &str)| {
        let own = here.shared.items_of[session].iter();
        let mut passages: Vec<Passage> = own
            .filter(|id| Gathering::of(site_item(here, **id).kind) == Some(of))
            .filter(|id| site_item(here, **id).status != Status::Earlier)
            .map(|id| passage(here, *id))
            .collect();
        let label = here.words().text(&format!("gathered.{key}"));
        let more = passages.len().saturating_sub(OF_A_SESSION);
        passages.truncate(OF_A_SESSION);
        let more_text = (more > 0).then(|| here.words().filled("gathered.more", &[("n", &more.to_string())]));
        (!passages.is_empty()).then_some(Brought { label, passages, more_text })
    };
    kinds.into_iter().filter_map(list).collect()
}

fn passage(here: &Here<'_>, id: ItemId) -> Passage {
    let item = site_item(here, id);
    let owners = owners_of(here, id);
    let words = fragment::plain(&body::item(here.site, here.address, id));
    let names: Vec<&str> =
        owners.iter().map(|owner| owner.short.as_str()).filter(|name| !has_name(&words, name)).collect();
    let text = if names.is_empty() { words } else { format!("{} {words}", names.join(", ")) };
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
