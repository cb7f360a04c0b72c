//! Resources: one for each thing that notes link to outside of the site, however often and in whichever form
//! its address is written. Links and where they lead go in; resources with their best words, their kind, and
//! every note that shared them come out. What belongs to meetings (calls, minutes, issues) is left out.

mod furniture;
mod kind;
mod telling;
mod web;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::since::Since;
use super::{GroupId, NoteId, Site, Target, TopicId};
use crate::locale::Order;
use crate::note::{Heading, Kind, Link, LinkForm, Note, SectionTopic};
use crate::text;
use telling::{Telling, TitleSource};
use web::WebAddress;

pub use kind::ResourceKind;

/// A resource's place in `Site::resources`.
pub type ResourceId = usize;

/// Something worth reading elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// Its address in the best form that was written: https, without tracking.
    pub address: String,
    /// What two addresses of it have in common.
    pub key: String,
    /// Its host, without `www.`.
    pub host: String,
    /// The most telling words of a link to it.
    pub title: String,
    /// The title is no more than the address.
    pub is_bare: bool,
    /// A sentence that stands beside a link to it.
    pub note: Option<String>,
    /// What it is, where that is sure.
    pub kind: Option<ResourceKind>,
    /// The topics of the notes that shared it.
    pub topics: Vec<TopicId>,
    /// The groups whose notes shared it, the one that did so most often first.
    pub groups: Vec<GroupId>,
    /// Where it was shared: each note once, lists first, then by date.
    pub shares: Vec<Share>,
}

/// A note that shares a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// The note.
    pub note: NoteId,
    /// The link, by its place among the note's links.
    pub link: usize,
    /// The note's day.
    pub date: Option<Date>,
}

impl Resource {
    /// The first and the last day on which it was shared.
    pub fn days(&self) -> Option<(Date, Date)> {
        let days = || self.shares.iter().filter_map(|share| share.date);
        Some((days().min()?, days().max()?))
    }
}

/// A link of a note that leads to a resource.
#[derive(Debug, Clone, PartialEq)]
struct Found {
    note: NoteId,
    link: usize,
    address: WebAddress,
    telling: Telling,
    standing: Standing,
    /// The kind that the heading above it names.
    below: Option<ResourceKind>,
}

/// How sure it is that a link was meant to be kept; the surest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    /// In the text of a session, a story, a challenge or a topic.
    Text,
    /// In a section of links.
    Section,
    /// In a note that is a list of resources.
    List,
}

/// All resources, by title: those before where every note's links can be the same resources.
pub(super) fn find(site: &Site, since: Option<&Since<'_>>) -> Arc<Vec<Resource>> {
    let is_alike = |since: &&Since<'_>| {
        let finds_same = |id: &NoteId| in_note(since.before, *id) == in_note(site, *id);
        since.before.own == site.own && since.moved(site).iter().all(finds_same)
    };
    since.filter(is_alike).map_or_else(|| Arc::new(gathered(site)), |since| Arc::clone(&since.before.resources))
}

/// The resources of what is found in each note, which the notes' dates, kinds, groups and topics put in order.
fn gathered(site: &Site) -> Vec<Resource> {
    let found: Vec<Vec<Found>> = (0..site.notes.len()).into_par_iter().map(|id| in_note(site, id)).collect();
    let is_own = |one: &Found| one.standing < Standing::List && site.own.holds(&one.address.clean);
    let mut found: Vec<Found> = found.into_iter().flatten().filter(|one| !is_own(one)).collect();
    drop_furniture(site, &mut found);
    let mut by_key: BTreeMap<String, Vec<Found>> = BTreeMap::new();
    for one in found {
        by_key.entry(one.address.key.clone()).or_default().push(one);
    }
    let topics_of = topics_of(site);
    let joined = |found: Vec<Found>| joined(site, &topics_of, &found);
    let mut resources: Vec<Resource> = by_key.into_values().filter_map(joined).collect();
    let language = Order::of(&site.config.language);
    resources.sort_by_cached_key(|resource| (resource.is_bare, language.key(&resource.title), resource.key.clone()));
    resources
}

/// The stretches of a note whose links are worth keeping: all of it where it is a list of them, else its sections of
/// resources.
#[derive(Debug)]
pub struct Kept(Vec<Range<usize>>);

impl Kept {
    /// Those of a note.
    pub fn of(note: &Note) -> Self {
        if note.links.is_empty() {
            return Self(Vec::new());
        }
        if note.kind == Kind::Resources {
            return Self(std::iter::once(0..usize::MAX).collect());
        }
        let sections = note.sections.iter().filter(|section| section.topic == SectionTopic::Resources);
        let sections = sections.map(|section| section.span.clone());
        Self(sections.chain(below_headings_of_links(note)).collect())
    }

    /// Whether a link of the note stands in them.
    pub fn holds(&self, link: &Link) -> bool {
        self.0.iter().any(|stretch| stretch.contains(&link.span.start))
    }
}

/// The id of the place in a note's page that is nearest to a byte of its file: an item that holds it, else the
/// last heading before it; `None` for the top.
pub fn anchor_near(note: &Note, at: usize) -> Option<&str> {
    let item = note.items.iter().find(|item| item.span.contains(&at)).map(|item| item.anchor.as_str());
    item.or_else(|| heading_above(note, at).map(|heading| heading.id.as_str())).filter(|id| !id.is_empty())
}

/// Links of a note's lists of resources that lead to the same place, as pairs of the first and a later one.
pub fn listed_twice(site: &Site, id: NoteId) -> Vec<(usize, usize)> {
    let note = &site.notes[id];
    let mut firsts: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut twice = Vec::new();
    let kept = Kept::of(note);
    if note.kind == Kind::Template || kept.0.is_empty() {
        return twice;
    }
    for (index, address) in outside(site, id).filter(|(index, _)| kept.holds(&note.links[*index])) {
        let first = *firsts.entry((address.key, address.fragment)).or_insert(index);
        if first != index && note.links[first].context != note.links[index].context {
            twice.push((first, index));
        }
    }
    twice
}

/// What stands below each heading that names links, until the next one of its level.
fn below_headings_of_links(note: &Note) -> impl Iterator<Item = Range<usize>> {
    const WORDS: [&str; 7] = ["resources", "resource", "links", "references", "reading", "readings", "materials"];
    const MOST_WORDS: usize = 6;
    let names_it = |heading: &&Heading| {
        let folded = text::fold(&heading.text);
        let mut words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.clone().count() <= MOST_WORDS && words.any(|word| WORDS.contains(&word))
    };
    note.outline.iter().filter(names_it).map(move |heading| {
        let mut later = note.outline.iter().filter(|other| other.span.start > heading.span.start);
        let end = later.find(|other| other.level <= heading.level).map_or(usize::MAX, |end| end.span.start);
        heading.span.start..end
    })
}

fn heading_above(note: &Note, at: usize) -> Option<&Heading> {
    note.outline.iter().take_while(|heading| heading.span.start <= at).last()
}

/// The links of a note that lead to a web address outside of the site, badges and the like aside.
fn outside(site: &Site, id: NoteId) -> impl Iterator<Item = (usize, WebAddress)> + '_ {
    let note = &site.notes[id];
    let links = note.links.iter().zip(&site.targets[id]).enumerate();
    links.filter_map(move |(index, (link, target))| {
        let Target::Outside(address) = target else { return None };
        let is_link = matches!(link.form, LinkForm::Markdown | LinkForm::Address) && !link.text.trim().is_empty();
        // Brackets with an address in them and nothing behind: the words are the address.
        let address = if address.is_empty() { link.text.as_str() } else { address };
        let address = web::read(address).filter(|_| is_link && !holds_image(note, index))?;
        Some((index, address))
    })
}

/// Whether a link is made of an image, as badges are.
fn holds_image(note: &Note, index: usize) -> bool {
    let span = &note.links[index].span;
    note.links[index + 1..]
        .iter()
        .take_while(|other| other.span.start < span.end)
        .any(|other| other.form == LinkForm::Image && other.span.end <= span.end)
}

/// The links of a note that can be resources.
fn in_note(site: &Site, id: NoteId) -> Vec<Found> {
    let note = &site.notes[id];
    let mut links = outside(site, id).peekable();
    if links.peek().is_none() {
        return Vec::new();
    }
    let kept = Kept::of(note);
    let register = note.front.text("register").as_deref().and_then(web::read).map(|address| address.key);
    links
        .filter(|(_, address)| Some(&address.key) != register.as_ref())
        .filter_map(|(link, address)| found((note, &kept), (id, link), address))
        .collect()
}

fn found((note, kept): (&Note, &Kept), (id, index): (NoteId, usize), address: WebAddress) -> Option<Found> {
    let link = &note.links[index];
    let standing = standing((note, kept), link)?;
    let telling = telling::read(link, &address);
    if is_furniture(link, &address, (&telling, standing)) {
        return None;
    }
    let heading = heading_above(note, link.span.start).filter(|_| standing >= Standing::Section);
    let below = heading.and_then(|heading| kind::of_heading(&heading.text));
    Some(Found { note: id, link: index, address, telling, standing, below })
}

fn standing((note, kept): (&Note, &Kept), link: &Link) -> Option<Standing> {
    match note.kind {
        Kind::Template => None,
        Kind::Resources => Some(Standing::List),
        _ if kept.holds(link) => Some(Standing::Section),
        Kind::Session | Kind::Story | Kind::Challenge | Kind::Topic => Some(Standing::Text),
        Kind::Index | Kind::Goals | Kind::Guidelines | Kind::Person | Kind::Page => None,
    }
}

/// Whether a link belongs to the meeting, or in a text is no pointer to a thing.
fn is_furniture(link: &Link, address: &WebAddress, (telling, standing): (&Telling, Standing)) -> bool {
    if furniture::is_call(address) || furniture::is_front_door(address) {
        return true;
    }
    let is_named = telling.source >= TitleSource::Label;
    let words = [Some(link.text.clone()), telling::label(link), Some(telling.title.clone())];
    let is_of_meeting = words.iter().flatten().any(|words| furniture::is_of_every_meeting(words));
    match standing {
        Standing::List => furniture::is_profile(address) && !is_named,
        Standing::Section => {
            is_of_meeting || furniture::is_profile(address) || (furniture::is_work(address) && !is_named)
        }
        Standing::Text => {
            !is_named
                || is_of_meeting
                || furniture::is_profile(address)
                || furniture::is_work(address)
                || furniture::is_revision(address)
                || furniture::is_passing(address)
        }
    }
}

/// What has another address each time under one title belongs to its meeting (a recording, slides of the week), and so
/// does what more than half of a group's meetings carry along (their form).
fn drop_furniture(site: &Site, found: &mut Vec<Found>) {
    const TIMES: usize = 3;
    const FORM: usize = 8;
    let listed: BTreeSet<String> =
        found.iter().filter(|one| one.standing == Standing::List).map(|one| one.address.key.clone()).collect();
    let mut under_title: BTreeMap<(Option<GroupId>, String), BTreeSet<String>> = BTreeMap::new();
    let mut carried: BTreeMap<(Option<GroupId>, String), BTreeSet<NoteId>> = BTreeMap::new();
    for one in found.iter().filter(|one| one.standing < Standing::List) {
        let group = site.group_of[one.note];
        let key = || one.address.key.clone();
        under_title.entry((group, without_date(&one.telling.title))).or_default().insert(key());
        if site.notes[one.note].kind == Kind::Session {
            carried.entry((group, key())).or_default().insert(one.note);
        }
    }
    let mut sessions: BTreeMap<Option<GroupId>, usize> = BTreeMap::new();
    for id in &site.sessions {
        *sessions.entry(site.group_of[*id]).or_default() += 1;
    }
    found.retain(|one| {
        let group = site.group_of[one.note];
        let others = under_title.get(&(group, without_date(&one.telling.title))).map_or(0, BTreeSet::len);
        let times = carried.get(&(group, one.address.key.clone())).map_or(0, BTreeSet::len);
        let is_form = times >= FORM && times * 2 > sessions.get(&group).copied().unwrap_or_default();
        one.standing == Standing::List || (others < TIMES && (!is_form || listed.contains(&one.address.key)))
    });
}

/// A title as it repeats: folded, and without its numbers where it has a year among them.
fn without_date(title: &str) -> String {
    let folded = text::fold(title);
    let mut runs = folded.split(|c: char| !c.is_ascii_digit());
    let has_year = runs.any(|run| run.len() == 4 || run.len() == 8);
    if has_year { folded.replace(|c: char| c.is_ascii_digit(), "") } else { folded }
}

/// Everything that was found of one address as one resource.
fn joined(site: &Site, topics_of: &[Vec<TopicId>], found: &[Found]) -> Option<Resource> {
    let best = found.iter().rev().max_by_key(|one| (one.telling.source, one.standing, title_length(&one.telling)))?;
    let written = found.iter().rev().max_by_key(|one| {
        let clean = &one.address.clean;
        (clean.starts_with("https:"), std::cmp::Reverse(clean.len()))
    })?;
    let told = found.iter().rev().filter(|one| one.telling.note.is_some());
    let note = told.max_by_key(|one| (one.standing, one.telling.note.as_ref().map_or(0, String::len)));
    let note = note.and_then(|one| one.telling.note.clone()).filter(|note| *note != best.telling.title);
    let shares = shares(site, found);
    let notes = || shares.iter().map(|share| share.note);
    let topics: BTreeSet<TopicId> = notes().flat_map(|id| topics_of[id].iter().copied()).collect();
    Some(Resource {
        address: written.address.clean.clone(),
        key: best.address.key.clone(),
        host: best.address.host.clone(),
        title: best.telling.title.clone(),
        is_bare: best.telling.source == TitleSource::Address,
        kind: kind(found),
        note,
        topics: topics.into_iter().collect(),
        groups: groups(site, notes()),
        shares,
    })
}

/// How long a title is; one that is nearly a sentence is no better than none.
fn title_length(telling: &Telling) -> usize {
    const LONGEST: usize = 80;
    let length = telling.title.chars().count();
    if length <= LONGEST { length } else { 0 }
}

/// What it is: the address knows best, then the titles, the sentences, the headings; of two that don't agree,
/// none is taken.
fn kind(found: &[Found]) -> Option<ResourceKind> {
    type Sign = fn(&Found) -> Option<ResourceKind>;
    let signs: [Sign; 4] = [
        |one| kind::of_address(&one.address),
        |one| kind::of_title(&one.telling.title).filter(|_| one.telling.source >= TitleSource::Label),
        |one| one.telling.note.as_deref().and_then(kind::of_note).filter(|_| one.standing == Standing::List),
        |one| one.below,
    ];
    let said = signs.into_iter().map(|sign| found.iter().filter_map(sign).collect::<BTreeSet<_>>());
    let first = said.into_iter().find(|kinds| !kinds.is_empty())?;
    first.first().copied().filter(|_| first.len() == 1)
}

fn shares(site: &Site, found: &[Found]) -> Vec<Share> {
    let mut best: BTreeMap<NoteId, &Found> = BTreeMap::new();
    for one in found {
        let known = best.entry(one.note).or_insert(one);
        if one.standing > known.standing {
            *known = one;
        }
    }
    let share = |one: &Found| Share { note: one.note, link: one.link, date: site.notes[one.note].date };
    let mut shares: Vec<(Standing, Share)> = best.into_values().map(|one| (one.standing, share(one))).collect();
    shares.sort_by_key(|(standing, share)| (*standing != Standing::List, share.date, share.note));
    shares.into_iter().map(|(_, share)| share).collect()
}

/// The groups of some notes, the most frequent first.
fn groups(site: &Site, notes: impl Iterator<Item = NoteId>) -> Vec<GroupId> {
    let mut times: BTreeMap<GroupId, usize> = BTreeMap::new();
    for group in notes.flat_map(|id| site.groups_of(id)) {
        *times.entry(group).or_default() += 1;
    }
    let mut groups: Vec<GroupId> = times.keys().copied().collect();
    groups.sort_by_key(|group| std::cmp::Reverse(times[group]));
    groups
}

/// Each note's topics.
fn topics_of(site: &Site) -> Vec<Vec<TopicId>> {
    let mut topics_of: Vec<Vec<TopicId>> = vec![Vec::new(); site.notes.len()];
    for (topic, of) in site.topics.iter().enumerate() {
        for note in of.notes.iter().chain(&of.index) {
            topics_of[*note].push(topic);
        }
    }
    topics_of
}
