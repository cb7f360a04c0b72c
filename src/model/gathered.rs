//! What sessions decided, asked, learned and set out to do, gathered across notes: for the network, by group, by
//! topic and by owner. Items go in; the lists, and the pages that show them, come out. What would be empty has
//! no page, and a filter with a single value has none either.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::fast::FixedState;

use super::address::of_folder;
use super::since::Since;
use super::{GroupId, ItemId, NoteId, Route, Site, TopicId};
use crate::note::{Item, ItemKind, Status};
use crate::text::{address_part, fold, path_name, path_stem};

/// More entries than this are shown year by year, or only the newest of them.
const ON_A_PAGE: usize = 200;

/// Where some year has more entries than this, nobody reads a page of it: groups' own pages have them all.
const OF_A_YEAR: usize = 400;

/// A topic has a page of its own among the gathered where there are so many entries on it.
const OF_A_TOPIC: usize = 2;

/// What is gathered together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gathering {
    /// What was learned.
    Insights,
    /// What was decided.
    Decisions,
    /// What is open.
    Questions,
    /// What somebody is to do.
    Actions,
    /// What worked, or might.
    Strategies,
    /// What is hard.
    Challenges,
    /// Tools that help.
    Tools,
}

impl Gathering {
    /// All of them, in the order in which readers look for them.
    pub const ALL: [Self; 7] = [
        Self::Insights,
        Self::Decisions,
        Self::Questions,
        Self::Actions,
        Self::Strategies,
        Self::Challenges,
        Self::Tools,
    ];

    /// The word for it in addresses and in the theme's words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Insights => "insights",
            Self::Decisions => "decisions",
            Self::Questions => "questions",
            Self::Actions => "actions",
            Self::Strategies => "strategies",
            Self::Challenges => "challenges",
            Self::Tools => "tools",
        }
    }

    /// Where items of a kind are gathered; agenda points, quotes, goals and guidelines are not.
    pub fn of(kind: ItemKind) -> Option<Self> {
        match kind {
            ItemKind::Insight => Some(Self::Insights),
            ItemKind::Decision => Some(Self::Decisions),
            ItemKind::Question => Some(Self::Questions),
            ItemKind::Action => Some(Self::Actions),
            ItemKind::Strategy => Some(Self::Strategies),
            ItemKind::Challenge => Some(Self::Challenges),
            ItemKind::Tool => Some(Self::Tools),
            ItemKind::Agenda | ItemKind::Quote | ItemKind::Goal | ItemKind::Guideline => None,
        }
    }
}

/// Which part of what is gathered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GatheredPart {
    /// All of it.
    All,
    /// Open actions by who is to do them.
    Owners,
    /// What a group's notes say.
    Group(GroupId),
    /// What is on a topic.
    Topic(TopicId),
}

/// A page of what is gathered; with a year, what notes of that year say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GatheredPage {
    /// What is gathered.
    pub of: Gathering,
    /// Which part of it.
    pub part: GatheredPart,
    /// Of which year alone.
    pub year: Option<i16>,
}

impl GatheredPage {
    /// The page of a part over all years.
    pub fn new(of: Gathering, part: GatheredPart) -> Self {
        Self { of, part, year: None }
    }
}

/// How much of a list its first page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// The newest of these years, which come from the newest, and what has no date; each has a page of its own.
    ByYear(Vec<i16>),
    /// Only its newest entries, since it is too long even year by year. The whole of it is on the pages of groups.
    Newest,
}

impl Extent {
    /// The years that the list is split into, from the newest.
    pub fn years(&self) -> &[i16] {
        match self {
            Self::ByYear(years) => years,
            Self::Whole | Self::Newest => &[],
        }
    }
}

/// The lists of what is gathered, each by rising date, then in its note's order.
pub type Gathered = BTreeMap<(Gathering, GatheredPart), Vec<ItemId>>;

/// Whether an action still waits, as far as its note says.
pub fn is_open(item: &Item) -> bool {
    match item.status {
        Status::Open | Status::Started => true,
        Status::Done | Status::Dropped | Status::Earlier => false,
    }
}

/// Every list. Actions that a note only takes up again from an earlier one are in none. Of notes of which nothing is
/// listed anew, the lists have what they had in the site before.
pub(super) fn find(site: &Site, since: Option<&Since<'_>>) -> Gathered {
    let Some(since) = since else { return lists(site, |_| true) };
    let anew = since.listed_anew();
    let mut gathered = since.before.gathered.clone();
    gathered.values_mut().for_each(|items| items.retain(|id| !anew[id.note]));
    for (list, items) in lists(site, |note| anew[note]) {
        let known = gathered.entry(list).or_default();
        known.extend(items);
        known.sort_by_cached_key(|id| (site.notes[id.note].date, *id));
    }
    gathered.retain(|_, items| !items.is_empty());
    gathered
}

/// What the lists have of some notes.
fn lists(site: &Site, is_read: impl Fn(NoteId) -> bool) -> Gathered {
    let names = topic_names(site);
    let mut gathered: HashMap<(Gathering, GatheredPart), Vec<ItemId>, FixedState> = HashMap::default();
    for items in site.items.chunk_by(|a, b| a.note == b.note).filter(|items| is_read(items[0].note)) {
        let note = items[0].note;
        let labelled = labelled_topics(site, note, &names);
        let groups: BTreeSet<GroupId> = site.groups_of(note).collect();
        for id in items {
            let item = site.item(*id);
            let Some(of) = Gathering::of(item.kind).filter(|_| item.status != Status::Earlier) else { continue };
            let topics = topics(site, *id, (&labelled, &names));
            let parts = groups.iter().copied().map(GatheredPart::Group);
            let parts = parts.chain(topics.into_iter().map(GatheredPart::Topic)).chain([GatheredPart::All]);
            let owners = (of == Gathering::Actions && is_open(item)).then_some(GatheredPart::Owners);
            for part in parts.chain(owners) {
                gathered.entry((of, part)).or_default().push(*id);
            }
        }
    }
    gathered.into_iter().collect()
}

/// The topics of an item: those that its note names above the text or beside all items, and those of the
/// `#tags` in its own words.
fn topics(site: &Site, id: ItemId, (labelled, names): (&[TopicId], &BTreeMap<String, TopicId>)) -> BTreeSet<TopicId> {
    let note = &site.notes[id.note];
    let has = |item: &Item, tag: &str| has_tag(&item.text, tag);
    let own = note.tags.iter().filter(|tag| has(site.item(id), tag) || !note.items.iter().any(|item| has(item, tag)));
    let own = own.filter_map(|tag| names.get(&fold(tag)).copied());
    labelled.iter().copied().chain(own).collect()
}

/// The topics that a note names above its text.
fn labelled_topics(site: &Site, note: NoteId, names: &BTreeMap<String, TopicId>) -> Vec<TopicId> {
    let front = &site.notes[note].front;
    let labels = front.list("topics").into_iter().chain(front.list("tags"));
    labels.filter_map(|label| names.get(&fold(&label)).copied()).collect()
}

fn topic_names(site: &Site) -> BTreeMap<String, TopicId> {
    let mut names = BTreeMap::new();
    for (id, topic) in site.topics.iter().enumerate() {
        names.extend(topic.also.iter().map(|name| (name.clone(), id)));
    }
    // A topic's own name counts before another's second one.
    names.extend(site.topics.iter().enumerate().map(|(id, topic)| (fold(&topic.label), id)));
    names
}

/// Whether `#tag` stands in a text.
fn has_tag(text: &str, tag: &str) -> bool {
    let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/');
    text.match_indices('#')
        .any(|(at, _)| text[at + 1..].strip_prefix(tag).is_some_and(|rest| !rest.starts_with(goes_on)))
}

impl Site {
    /// What is gathered on a page; on the first page of a list that is split by year, all of it.
    pub fn gathered_on(&self, page: GatheredPage) -> &[ItemId] {
        let all = self.gathered.get(&(page.of, page.part)).map(Vec::as_slice).unwrap_or_default();
        let Some(year) = page.year else { return all };
        let from = all.partition_point(|id| self.year_of(*id) < Some(year));
        let length = all[from..].partition_point(|id| self.year_of(*id) == Some(year));
        &all[from..from + length]
    }

    /// The year of an item's note.
    pub fn year_of(&self, id: ItemId) -> Option<i16> {
        self.notes[id.note].date.map(|day| day.year())
    }

    /// How much of a list its first page shows, and where the rest is. A group's own list is always shown whole, year by
    /// year where it is long.
    pub fn gathered_extent(&self, of: Gathering, part: GatheredPart) -> Extent {
        let all = self.gathered_on(GatheredPage::new(of, part));
        if all.len() <= ON_A_PAGE {
            return Extent::Whole;
        }
        let has_groups = !matches!(part, GatheredPart::Group(_)) && self.gathered_groups(of) > 1;
        let mut by_year = all.chunk_by(|a, b| self.year_of(*a) == self.year_of(*b));
        let is_long = has_groups && by_year.any(|year| year.len() > OF_A_YEAR);
        if is_long && all.iter().filter(|id| self.is_loose(**id)).count() <= OF_A_YEAR {
            return Extent::Newest;
        }
        let years = years(self, all);
        if years.len() > 1 { Extent::ByYear(years.into_iter().rev().collect()) } else { Extent::Whole }
    }

    /// How many groups have some of what is gathered.
    pub fn gathered_groups(&self, of: Gathering) -> usize {
        self.gathered.range((of, GatheredPart::Group(0))..(of, GatheredPart::Topic(0))).count()
    }

    /// The newest of a list, with all of it that stands on no group's page.
    pub fn gathered_newest(&self, of: Gathering, part: GatheredPart) -> Vec<ItemId> {
        let all = self.gathered_on(GatheredPage::new(of, part));
        let (older, newest) = all.split_at(all.len().saturating_sub(ON_A_PAGE));
        older.iter().filter(|id| self.is_loose(**id)).chain(newest).copied().collect()
    }

    fn is_loose(&self, id: ItemId) -> bool {
        self.groups_of(id.note).next().is_none()
    }
}

/// The years of a list by rising date.
fn years(site: &Site, items: &[ItemId]) -> Vec<i16> {
    let mut years: Vec<i16> = items.iter().filter_map(|id| site.year_of(*id)).collect();
    years.dedup();
    years
}

/// The pages of everything that is gathered, beside those that stand already.
pub(super) fn pages(site: &Site, taken: &BTreeMap<String, Route>) -> BTreeMap<String, Route> {
    let mut routes = BTreeMap::new();
    for of in Gathering::ALL {
        let Some(all) = site.gathered.get(&(of, GatheredPart::All)) else { continue };
        let Some(folder) = folder(of, taken) else { continue };
        let mut add = |name: &str, page: GatheredPage| {
            routes.entry(format!("{folder}/{name}.html")).or_insert(Route::Gathered(page));
        };
        let whole = |part: GatheredPart| GatheredPage::new(of, part);
        add("index", whole(GatheredPart::All));
        let years = years(site, all);
        let has_years = years.len() > 1 && site.gathered_extent(of, GatheredPart::All) != Extent::Newest;
        for year in years.iter().filter(|_| has_years) {
            add(&year.to_string(), GatheredPage { year: Some(*year), ..whole(GatheredPart::All) });
        }
        for (name, part) in parts(site, of) {
            add(&name, whole(part));
            for year in site.gathered_extent(of, part).years() {
                add(&format!("{name}-{year}"), GatheredPage { year: Some(*year), ..whole(part) });
            }
        }
    }
    routes
}

/// Where a gathering's pages stand: in a folder of its name, unless the knowledge base has one of its own.
fn folder(of: Gathering, taken: &BTreeMap<String, Route>) -> Option<String> {
    let names = [of.words().to_owned(), format!("all-{}", of.words())];
    let is_taken = |name: &str| {
        let below = format!("{name}/");
        taken.range(below.clone()..).next().is_some_and(|(address, _)| address.starts_with(&below))
            || taken.contains_key(&of_folder(name))
    };
    names.into_iter().find(|name| !is_taken(name))
}

/// The parts of a gathering that have pages, with their names in addresses.
fn parts(site: &Site, of: Gathering) -> Vec<(String, GatheredPart)> {
    let of_kind: Vec<(GatheredPart, &[ItemId])> = site
        .gathered
        .range((of, GatheredPart::All)..)
        .take_while(|((other, _), _)| *other == of)
        .map(|((_, part), items)| (*part, items.as_slice()))
        .collect();
    let groups = site.gathered_groups(of);
    let is_full = |items: &[ItemId]| items.len() >= OF_A_TOPIC;
    let topics =
        of_kind.iter().filter(|(part, items)| matches!(part, GatheredPart::Topic(_)) && is_full(items)).count();
    let mut names: BTreeSet<String> = BTreeSet::new();
    let mut parts = Vec::new();
    for (part, items) in of_kind {
        let name = match part {
            GatheredPart::All => None,
            GatheredPart::Owners => (owners(site, items) > 1).then(|| "owners".to_owned()),
            GatheredPart::Group(group) => (groups > 1).then(|| group_name(site, group, &names)),
            GatheredPart::Topic(topic) => {
                (topics > 1 && is_full(items)).then(|| format!("topics/{}", path_stem(&site.topics[topic].address)))
            }
        };
        if let Some(name) = name {
            names.insert(name.clone());
            parts.push((name, part));
        }
    }
    parts
}

fn group_name(site: &Site, group: GroupId, taken: &BTreeSet<String>) -> String {
    let folder = &site.groups[group].folder;
    let name = format!("groups/{}", address_part(path_name(folder)));
    if taken.contains(&name) { format!("groups/{}", address_part(&folder.replace('/', "-"))) } else { name }
}

/// How many people have something to do, as far as they are named.
fn owners(site: &Site, items: &[ItemId]) -> usize {
    let named = items.iter().flat_map(|id| &site.item(*id).owners).filter(|owner| !site.may_be_initials(owner));
    let names: BTreeSet<String> = named.map(|owner| fold(owner)).collect();
    names.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_stands_alone() {
        let check = |text: &str, has: bool| assert_eq!(has_tag(text, "data"), has, "{text}");
        check("ask why #data", true);
        check("#data, and more", true);
        check("#data-quality", false);
        check("#data-quality and #data", true);
        check("data", false);
    }
}
