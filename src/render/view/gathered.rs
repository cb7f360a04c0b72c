//! The pages of what is gathered: insights, decisions, open questions, actions and the like, whole or of one group,
//! topic or year. The newest stand first, below the notes that they come from; actions by due date or by owner.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil;
use serde::Serialize;

use super::frame::{self, Head};
use super::items::{self, Item, OfNote, Showing};
use super::shape::{Jump, NavLink};
use super::{Content, Here, Made, entries, owners, titles};
use crate::locale;
use crate::model::{self, Extent, GatheredPage, GatheredPart, Gathering, ItemId, NoteId, Route, Site, TopicId};
use crate::note::Status;
use crate::render::href;
use crate::text::fold;

/// With fewer notes a month than this, a list has a heading for each year, not for each month.
const FOR_MONTHS: usize = 2;
/// The filter has at most so many topics; each topic's own page leads to the others.
const TOPICS: usize = 20;
/// With more groups than this, only the page of everything has the filter.
const GROUPS: usize = 20;

/// The address of each page of what is gathered.
pub(super) type Pages = BTreeMap<GatheredPage, String>;

/// `view` of gathered.html.
#[derive(Debug, Serialize)]
pub(crate) struct GatheredView {
    /// What is gathered, such as `insights`.
    kind: &'static str,
    lead: Option<String>,
    count_text: Option<String>,
    /// What else is gathered, of the same part.
    kinds: Vec<Jump>,
    /// The same in another order.
    orders: Vec<Jump>,
    filters: Vec<Filter>,
    /// Where those stand: below, or on the page of everything where there are very many.
    narrow_href: Option<String>,
    /// The years into which a long list is split.
    years: Vec<NavLink>,
    /// Notes with their entries, by month or year.
    months: Vec<Month>,
    /// Entries by themselves, such as actions by due date.
    sections: Vec<Section>,
    /// Actions that nobody waits for, folded away.
    closed: Vec<Section>,
}

#[derive(Debug, Serialize)]
struct Filter {
    label: String,
    jumps: Vec<Jump>,
}

#[derive(Debug, Serialize)]
struct Month {
    label: Option<String>,
    notes: Vec<OfNote>,
}

#[derive(Debug, Serialize)]
struct Section {
    label: String,
    count_text: Option<String>,
    items: Vec<Item>,
}

/// The address of each page of what is gathered.
pub(super) fn pages(site: &Site) -> Pages {
    let page = |(address, route): (&String, &Route)| {
        if let Route::Gathered(page) = route { Some((*page, address.clone())) } else { None }
    };
    site.routes.iter().filter_map(page).collect()
}

/// The page that the menu leads to.
pub(super) fn first(site: &Site) -> Option<String> {
    let pages = pages(site);
    Gathering::ALL.into_iter().find_map(|of| pages.get(&GatheredPage::new(of, GatheredPart::All)).cloned())
}

/// What a page of what is gathered is called.
pub(super) fn title(here: &Here<'_>, page: GatheredPage) -> String {
    let words = here.words();
    let what = words.text(&format!("gathered.{}", page.of.words()));
    let what = match page.part {
        GatheredPart::All => what,
        GatheredPart::Owners => words.text("gathered.by_owner_title"),
        GatheredPart::Group(group) => {
            words.filled("gathered.of_group", &[("what", &what), ("group", &here.site.groups[group].name)])
        }
        GatheredPart::Topic(topic) => {
            words.filled("gathered.on_topic", &[("what", &what), ("topic", &here.site.topics[topic].label)])
        }
    };
    match page.year {
        Some(year) => words.filled("gathered.in_year", &[("what", &what), ("year", &words.year(year))]),
        None => what,
    }
}

/// A page of what is gathered.
pub(super) fn gathered(here: &Here<'_>, page: GatheredPage) -> Made {
    let all = here.site.gathered_on(page);
    let extent = &here.site.gathered_extent(page.of, page.part);
    let years = extent.years();
    let newest = years.first().copied();
    let shown = shown(here, page, extent);
    let filters = filters(here, page, extent);
    let is_of_actions = page.of == Gathering::Actions;
    let (open, closed): (Vec<ItemId>, Vec<ItemId>) =
        shown.iter().copied().partition(|id| model::is_open(here.site.item(*id)));
    let showing = match page.part {
        GatheredPart::Group(_) => Showing::Alone,
        GatheredPart::Owners => Showing::BelowItsOwner,
        GatheredPart::All | GatheredPart::Topic(_) => Showing::AloneAmongGroups,
    };
    let view = GatheredView {
        kind: page.of.words(),
        lead: lead(here, page, extent),
        count_text: count_text(here, page, all),
        kinds: kinds(here, page),
        orders: orders(here, page),
        narrow_href: narrow(here, page, &filters),
        filters,
        years: years.iter().filter_map(|year| year_link(here, page, (*year, newest))).collect(),
        months: if is_of_actions { Vec::new() } else { months(here, &shown, showing) },
        sections: match (is_of_actions, page.part) {
            (false, _) => Vec::new(),
            (true, GatheredPart::Owners) => by_owner(here, open),
            (true, GatheredPart::All | GatheredPart::Group(_) | GatheredPart::Topic(_)) => by_due(here, open, showing),
        },
        closed: if is_of_actions { self::closed(here, &closed, showing) } else { Vec::new() },
    };
    let group = match page.part {
        GatheredPart::Group(group) => Some(group),
        GatheredPart::All | GatheredPart::Owners | GatheredPart::Topic(_) => here.site.is_one_group().then_some(0),
    };
    let title = titles::of_page(here, here.address).unwrap_or_default();
    let head = Head { kind: "gathered", title, group, ..Head::default() };
    ("gathered.html", frame::page(here, head), Content::Gathered(Box::new(view)))
}

/// The entries that a page shows: those of its year, the newest where it is one of many, else all.
fn shown(here: &Here<'_>, page: GatheredPage, extent: &Extent) -> Vec<ItemId> {
    let all = here.site.gathered_on(page);
    match extent {
        Extent::Newest => here.site.gathered_newest(page.of, page.part),
        Extent::ByYear(years) if page.year.is_none() => {
            let is_shown = |year: Option<i16>| year.is_none() || year == years.first().copied();
            all.iter().filter(|id| is_shown(here.site.year_of(**id))).copied().collect()
        }
        Extent::ByYear(_) | Extent::Whole => all.to_vec(),
    }
}

/// What stands above the entries: when an action is open, and that only the newest are here.
fn lead(here: &Here<'_>, page: GatheredPage, extent: &Extent) -> Option<String> {
    let words = here.words();
    let is_open = (page.of == Gathering::Actions).then(|| words.text("gathered.what_is_open"));
    let newest = (*extent == Extent::Newest).then(|| words.text("gathered.newest"));
    let texts: Vec<String> = is_open.into_iter().chain(newest).collect();
    (!texts.is_empty()).then(|| texts.join(" "))
}

/// Where a reader finds the filter.
fn narrow(here: &Here<'_>, page: GatheredPage, filters: &[Filter]) -> Option<String> {
    const PLACE: &str = "rt-filters";
    if !filters.is_empty() {
        return Some(format!("#{PLACE}"));
    }
    let whole = here.shared.gathered.get(&GatheredPage::new(page.of, GatheredPart::All))?;
    let has_many_groups = here.site.gathered_groups(page.of) > GROUPS;
    has_many_groups.then(|| href::with_anchor(here.address, whole, Some(PLACE)))
}

/// How much there is; of actions, how many are open and how many done.
fn count_text(here: &Here<'_>, page: GatheredPage, all: &[ItemId]) -> Option<String> {
    if page.of != Gathering::Actions {
        return entries::some_count(here, page.of.words(), all.len());
    }
    let of = |wanted: &[Status]| all.iter().filter(|id| wanted.contains(&here.site.item(**id).status)).count();
    let open = of(&[Status::Open, Status::Started]);
    let rest = [("done_actions", of(&[Status::Done])), ("dropped_actions", of(&[Status::Dropped]))];
    let rest = rest.into_iter().filter_map(|(word, count)| entries::some_count(here, word, count));
    let texts: Vec<String> = std::iter::once(here.words().count("open_actions", open)).chain(rest).collect();
    Some(here.words().row(&texts))
}

fn jump(here: &Here<'_>, page: GatheredPage, label: String) -> Option<Jump> {
    let address = here.shared.gathered.get(&page)?;
    let count = here.site.gathered_on(page).len();
    Some(Jump {
        href: here.href(address),
        label,
        count_text: Some(here.words().number(count)),
        current: address == here.address,
    })
}

/// The same part of everything that is gathered.
fn kinds(here: &Here<'_>, page: GatheredPage) -> Vec<Jump> {
    let part = if page.part == GatheredPart::Owners { GatheredPart::All } else { page.part };
    let year = page.year.filter(|_| page.part == GatheredPart::All);
    let kind = |of: Gathering| {
        let label = here.words().text(&format!("gathered.{}", of.words()));
        let mut jump = jump(here, GatheredPage { of, part, year }, label)?;
        jump.current = of == page.of;
        Some(jump)
    };
    let kinds: Vec<Jump> = Gathering::ALL.into_iter().filter_map(kind).collect();
    if kinds.len() > 1 { kinds } else { Vec::new() }
}

/// Actions by due date and by owner.
fn orders(here: &Here<'_>, page: GatheredPage) -> Vec<Jump> {
    let parts = [(GatheredPart::All, "gathered.by_due"), (GatheredPart::Owners, "gathered.by_owner")];
    if page.of != Gathering::Actions || !parts.iter().any(|(part, _)| *part == page.part) {
        return Vec::new();
    }
    let order = |(part, key): (GatheredPart, &str)| {
        let mut jump = jump(here, GatheredPage::new(page.of, part), here.words().text(key))?;
        jump.current = part == page.part;
        jump.count_text = None;
        Some(jump)
    };
    let orders: Vec<Jump> = parts.into_iter().filter_map(order).collect();
    if orders.len() > 1 { orders } else { Vec::new() }
}

/// The pages of one group, topic or year each, with the whole before them.
fn filters(here: &Here<'_>, page: GatheredPage, extent: &Extent) -> Vec<Filter> {
    let site = here.site;
    let whole = GatheredPage::new(page.of, GatheredPart::All);
    if page != whole && site.gathered_groups(page.of) > GROUPS {
        return Vec::new();
    }
    let part = |part: GatheredPart| GatheredPage::new(page.of, part);
    let groups = (0..site.groups.len()).map(|id| (part(GatheredPart::Group(id)), site.groups[id].name.clone()));
    let topics = commonest_topics(here, page.of);
    let topics = topics.into_iter().map(|id| (part(GatheredPart::Topic(id)), site.topics[id].label.clone()));
    let years = here.shared.gathered.range(whole..part(GatheredPart::Owners)).rev();
    // The whole that is split by year has its years on top.
    let is_split = page.part == GatheredPart::All && !extent.years().is_empty();
    let years = years.filter(|_| !is_split);
    let years = years.filter_map(|(page, _)| Some((*page, page.year?.to_string())));
    let filter = |key: &str, pages: Vec<(GatheredPage, String)>| {
        let jumps: Vec<Jump> = pages.into_iter().filter_map(|(page, label)| jump(here, page, label)).collect();
        let all = jump(here, whole, here.words().text(&format!("gathered.all_{key}")));
        let is_useful = !jumps.is_empty();
        is_useful.then(|| Filter {
            label: here.words().text(&format!("gathered.{key}")),
            jumps: all.into_iter().chain(jumps).collect(),
        })
    };
    let filters = [("of_groups", groups.collect()), ("on_topics", topics.collect()), ("from_years", years.collect())];
    filters.into_iter().filter_map(|(key, pages)| filter(key, pages)).collect()
}

/// The topics that most entries are on, by label.
fn commonest_topics(here: &Here<'_>, of: Gathering) -> BTreeSet<TopicId> {
    let count = |id: &TopicId| here.site.gathered.get(&(of, GatheredPart::Topic(*id))).map_or(0, Vec::len);
    let mut topics: Vec<TopicId> = (0..here.site.topics.len()).collect();
    topics.sort_by_cached_key(|id| std::cmp::Reverse(count(id)));
    topics.into_iter().take(TOPICS).collect()
}

fn year_link(here: &Here<'_>, page: GatheredPage, (year, newest): (i16, Option<i16>)) -> Option<NavLink> {
    let address = here.shared.gathered.get(&GatheredPage { year: Some(year), ..page })?;
    let current = page.year.or(newest) == Some(year);
    Some(NavLink { href: here.href(address), label: here.words().year(year), current })
}

/// Notes with their entries below a heading for each month, or for each year where they are few.
fn months(here: &Here<'_>, shown: &[ItemId], showing: Showing) -> Vec<Month> {
    let notes = items::by_note(here, &items::newest_first(shown), showing);
    let day = |note: NoteId| here.note(note).date;
    let month = |day: civil::Date| (day.year(), day.month());
    let mut months: Vec<(i16, i8)> = notes.iter().filter_map(|(note, _)| day(*note)).map(month).collect();
    months.dedup();
    let by_year = notes.len() < months.len() * FOR_MONTHS;
    let stretch = |day: civil::Date| if by_year { (day.year(), 0) } else { month(day) };
    let label = |day: civil::Date| if by_year { here.words().year(day.year()) } else { here.words().month_alone(day) };
    let mut parts: Vec<(Option<(i16, i8)>, Month)> = Vec::new();
    for (note, of) in notes {
        let of_part = day(note).map(stretch);
        match parts.last_mut().filter(|(last, _)| *last == of_part) {
            Some((_, part)) => part.notes.push(of),
            None => parts.push((of_part, Month { label: day(note).map(label), notes: vec![of] })),
        }
    }
    parts.into_iter().map(|(_, part)| part).collect()
}

/// Open actions: those whose day had passed on the day of the build, then by the month in which they are due.
fn by_due(here: &Here<'_>, mut open: Vec<ItemId>, showing: Showing) -> Vec<Section> {
    items::sort_by_due(here, &mut open);
    let (words, today) = (here.words(), here.site.today);
    let day = |id: &ItemId| here.site.item(*id).due.as_ref().and_then(|due| due.date);
    let month = |day: civil::Date| (day >= today).then(|| (day.year(), day.month()));
    let section = |ids: &[ItemId]| {
        let label = match ids.first().and_then(day) {
            Some(day) if day < today => words.filled("gathered.due_before", &[("date", &here.day(today).text)]),
            Some(day) => words.filled("gathered.due_in", &[("month", &words.month(day))]),
            None => words.text("gathered.without_due"),
        };
        let items = ids.iter().map(|id| items::entry(here, *id, showing)).collect();
        Section { label, count_text: None, items }
    };
    open.chunk_by(|a, b| day(a).map(month) == day(b).map(month)).map(section).collect()
}

/// Open actions by who is to do them, by name; those of nobody last.
fn by_owner(here: &Here<'_>, mut open: Vec<ItemId>) -> Vec<Section> {
    items::sort_by_due(here, &mut open);
    let order = here.order();
    // Names that sort alike are one where they are written alike but for capitals.
    let mut by_owner: BTreeMap<(bool, locale::Key, String), (String, Vec<ItemId>)> = BTreeMap::new();
    for id in open {
        let mut add = |key: (bool, locale::Key, String), name: String| {
            by_owner.entry(key).or_insert((name, Vec::new())).1.push(id);
        };
        let mut owners = owners::of(here, id);
        owners.retain(|owner| !here.site.may_be_initials(&owner.name));
        if owners.is_empty() {
            add((true, locale::Key::new(), String::new()), here.words().text("gathered.without_owner"));
        }
        for owner in owners {
            add((false, order.key(&owner.name), fold(&owner.name)), owner.name);
        }
    }
    let section = |(name, ids): (String, Vec<ItemId>)| Section {
        count_text: entries::some_count(here, "actions", ids.len()),
        items: ids.into_iter().map(|id| items::entry(here, id, Showing::BelowItsOwner)).collect(),
        label: name,
    };
    by_owner.into_values().map(section).collect()
}

/// Actions that are done, and those that were given up, the newest first.
fn closed(here: &Here<'_>, closed: &[ItemId], showing: Showing) -> Vec<Section> {
    let with = |status: Status, key: &str| {
        let of = closed.iter().rev().filter(|id| here.site.item(**id).status == status);
        let items: Vec<Item> = of.map(|id| items::entry(here, *id, showing)).collect();
        let label = here.words().count(key, items.len());
        (!items.is_empty()).then_some(Section { label, count_text: None, items })
    };
    [(Status::Done, "done_actions"), (Status::Dropped, "dropped_actions")]
        .into_iter()
        .filter_map(|(status, key)| with(status, key))
        .collect()
}
