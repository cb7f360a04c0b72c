//! Resources as entries of lists, and the pages that gather them: all, those of a kind, and where they are very
//! many those of a group or year. Every entry leads to the passages that shared it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::frame::{self, Head};
use super::shape::{Jump, Link, Page, Resource, Shared};
use super::{Content, Here, Made, entries, front, titles, walk};
use crate::model::{self, GroupId, NoteId, ResourceId, ResourceKind, ResourcePage, Route, Share, TopicId};
use crate::note::Kind;
use crate::text;

/// So many notes that shared a resource stand in a line.
const IN_A_LINE: usize = 3;
/// The first page of very many resources has so many of those shared most often.
const MOST_SHARED: usize = 40;
/// With fewer resources than this, those of a single group stand in one list.
const FOR_YEARS: usize = 30;

/// `view` of all-resources.html.
#[derive(Debug, Serialize)]
pub(crate) struct AllResourcesView {
    body: Option<String>,
    count_text: Option<String>,
    /// Other pages of resources: all, and those of a kind.
    kinds: Vec<Jump>,
    /// The sections of this page or, where they are very many, their own pages.
    jumps: Vec<Jump>,
    sections: Vec<Section>,
    /// What else lies in the folder of resources.
    pages: Vec<Page>,
}

#[derive(Debug, Serialize)]
struct Section {
    id: Option<String>,
    label: Option<String>,
    href: Option<String>,
    count_text: Option<String>,
    resources: Vec<Resource>,
}

/// Resources under a heading, before they become entries.
struct Part {
    label: String,
    href: Option<String>,
    resources: Vec<ResourceId>,
}

/// A page of resources.
pub(super) fn gathered(here: &Here<'_>, page: ResourcePage) -> Made {
    let site = here.site;
    let all = || 0..site.resources.len();
    let part = |wanted: ResourcePage| all().filter(|id| site.resource_part(&site.resources[*id]) == wanted).collect();
    let shown: Vec<ResourceId> = match page {
        ResourcePage::All(_) => all().collect(),
        ResourcePage::Kind(kind) => all().filter(|id| site.resources[*id].kind == Some(kind)).collect(),
        ResourcePage::Group(_) | ResourcePage::Loose | ResourcePage::Year(_) => part(page),
    };
    let note = if let ResourcePage::All(note) = page { note } else { None };
    let is_split = here.shared.resource_parts.len() > 1;
    let parts = match page {
        ResourcePage::All(_) if is_split => vec![most_shared(here, &shown)],
        ResourcePage::All(_) | ResourcePage::Kind(_) => parts(here, &shown),
        ResourcePage::Group(_) | ResourcePage::Loose | ResourcePage::Year(_) => {
            vec![Part { label: String::new(), href: None, resources: by_use(here, shown.clone(), |_| true) }]
        }
    };
    let is_main = !matches!(page, ResourcePage::Kind(_));
    let is_overview = is_split && matches!(page, ResourcePage::All(_));
    let entries_are = if is_main && !is_overview { Entries::AtHome } else { Entries::OnVisit };
    let sections = sections(here, parts, entries_are);
    let jumps = if is_split && is_main { pages_of_parts(here) } else { jumps(here, &sections) };
    let title = titles::of_page(here, here.address).unwrap_or_default();
    let group = site.is_one_group().then_some(0);
    let view = AllResourcesView {
        body: note.and_then(|id| here.body(id)),
        count_text: entries::some_count(here, "resources", shown.len()),
        kinds: kinds(here),
        jumps,
        sections,
        pages: if matches!(page, ResourcePage::All(_)) { pages(here) } else { Vec::new() },
    };
    let page = frame::page(here, Head { kind: "all-resources", title, note, group, ..Head::default() });
    ("all-resources.html", page, Content::AllResources(view))
}

/// The other notes of a folder called `resources`, whose page this is.
fn pages(here: &Here<'_>) -> Vec<Page> {
    let is_folder = here.site.folders.get("resources").is_some_and(|folder| folder.address == here.address);
    if is_folder { entries::pages(here, walk::listed(here.site, "resources")) } else { Vec::new() }
}

/// Resources group by group; of a single group, year by year where there are many.
fn parts(here: &Here<'_>, shown: &[ResourceId]) -> Vec<Part> {
    let site = here.site;
    if site.groups.len() > 1 {
        let of_group = |group: GroupId| {
            let of = |id: &ResourceId| site.resources[*id].groups.contains(&group);
            let resources = by_use(here, shown.iter().copied().filter(of).collect(), |share| is_of(here, share, group));
            let page = site.groups[group].resources.map(|id| here.href_of(id));
            let href = page.or_else(|| Some(here.href(&site.groups[group].address)));
            Part { label: site.groups[group].name.clone(), href, resources }
        };
        let loose = shown.iter().copied().filter(|id| site.resources[*id].groups.is_empty()).collect();
        let loose =
            Part { label: here.words().text("of_no_group"), href: None, resources: by_use(here, loose, |_| true) };
        let parts = (0..site.groups.len()).map(of_group).chain([loose]);
        return parts.filter(|part| !part.resources.is_empty()).collect();
    }
    let mut years: BTreeMap<Reverse<Option<i16>>, Vec<ResourceId>> = BTreeMap::new();
    for id in shown {
        let year = site.resources[*id].days().map(|(_, last)| last.year());
        years.entry(Reverse(year)).or_default().push(*id);
    }
    if shown.len() < FOR_YEARS || years.len() < 2 {
        return vec![Part { label: String::new(), href: None, resources: by_use(here, shown.to_vec(), |_| true) }];
    }
    let label = |year: Option<i16>| year.map_or_else(|| here.words().text("undated"), |year| here.words().year(year));
    let part = |(Reverse(year), resources)| Part {
        label: label(year),
        href: None,
        resources: by_use(here, resources, |_| true),
    };
    years.into_iter().map(part).collect()
}

fn most_shared(here: &Here<'_>, shown: &[ResourceId]) -> Part {
    let mut resources = by_use(here, shown.to_vec(), |_| true);
    resources.truncate(MOST_SHARED);
    Part { label: here.words().text("most_shared"), href: None, resources }
}

/// Whether a share is a group's.
fn is_of(here: &Here<'_>, share: &Share, group: GroupId) -> bool {
    here.site.groups_of(share.note).any(|of| of == group)
}

/// The most often shared first, then the latest, then as they are listed; only some of the shares count.
fn by_use(here: &Here<'_>, mut ids: Vec<ResourceId>, counts: impl Fn(&Share) -> bool) -> Vec<ResourceId> {
    ids.sort_by_cached_key(|id| {
        let resource = &here.site.resources[*id];
        let counted: Vec<&Share> = resource.shares.iter().filter(|share| counts(share)).collect();
        let last = counted.iter().filter_map(|share| share.date).max();
        let listed = resource.shares.first().filter(|share| share.date.is_none()).map(|share| share.link);
        (Reverse(counted.len()), Reverse(last), listed.is_none(), listed, *id)
    });
    ids
}

/// Whether other pages lead to this one for its entries.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Entries {
    AtHome,
    OnVisit,
}

/// Entries under their headings.
fn sections(here: &Here<'_>, parts: Vec<Part>, entries_are: Entries) -> Vec<Section> {
    let is_only = parts.len() == 1;
    let mut seen: BTreeSet<ResourceId> = BTreeSet::new();
    let mut sections = Vec::new();
    for part in parts {
        let resources: Vec<Resource> = part
            .resources
            .iter()
            .map(|id| {
                let id_here = (entries_are == Entries::AtHome && seen.insert(*id)).then(|| anchor(here, *id));
                Resource { id: id_here, ..entry(here, *id, Showing::Whole) }
            })
            .collect();
        sections.push(Section {
            id: (!is_only).then(|| format!("rt-{}", text::address_part(&part.label))),
            label: Some(part.label).filter(|label| !label.is_empty()),
            href: part.href,
            count_text: entries::some_count(here, "resources", resources.len()).filter(|_| !is_only),
            resources,
        });
    }
    sections
}

fn jumps(here: &Here<'_>, sections: &[Section]) -> Vec<Jump> {
    let jump = |section: &Section| {
        let (id, label) = (section.id.as_ref()?, section.label.clone()?);
        Some(Jump {
            href: format!("#{id}"),
            label,
            count_text: Some(here.words().number(section.resources.len())),
            current: false,
        })
    };
    sections.iter().filter_map(jump).collect()
}

/// The pages that very many resources are split into.
fn pages_of_parts(here: &Here<'_>) -> Vec<Jump> {
    let parts = here.shared.resource_parts.iter();
    parts
        .map(|(address, part, count)| {
            let label = match part {
                ResourcePage::Group(group) => here.site.groups[*group].name.clone(),
                ResourcePage::Year(Some(year)) => here.words().year(*year),
                ResourcePage::Year(None) => here.words().text("undated"),
                ResourcePage::Loose | ResourcePage::All(_) | ResourcePage::Kind(_) => here.words().text("of_no_group"),
            };
            let current = address == here.address;
            Jump { href: here.href(address), label, count_text: Some(here.words().number(count)), current }
        })
        .collect()
}

/// The pages of kinds, with the page of all before them.
fn kinds(here: &Here<'_>) -> Vec<Jump> {
    let pages = here.site.routes.range("resources/".to_owned().."resources0".to_owned());
    let of_kinds: BTreeMap<ResourceKind, &String> = pages
        .filter_map(|(address, route)| {
            let Route::Resources(ResourcePage::Kind(kind)) = route else { return None };
            Some((*kind, address))
        })
        .collect();
    if of_kinds.is_empty() {
        return Vec::new();
    }
    let jump = |address: &str, label: String, count: usize| Jump {
        href: here.href(address),
        label,
        count_text: Some(here.words().number(count)),
        current: address == here.address,
    };
    let all = jump("resources/index.html", here.words().text("resource_kinds.all"), here.site.resources.len());
    let of_kind = |kind: ResourceKind| {
        let count = here.site.resources.iter().filter(|resource| resource.kind == Some(kind)).count();
        let label = here.words().text(&format!("resource_kinds.{}", kind.words()));
        Some(jump(of_kinds.get(&kind)?, label, count))
    };
    std::iter::once(all).chain(ResourceKind::ALL.into_iter().filter_map(of_kind)).collect()
}

/// The resources that a note shares, in its order.
pub(super) fn of_note(here: &Here<'_>, note: NoteId) -> Vec<Resource> {
    let mut shared: Vec<(usize, ResourceId)> = here.shared.resources_of[note].clone();
    shared.sort_unstable();
    shared
        .into_iter()
        .map(|(_, id)| Resource { from: Vec::new(), times_text: None, more: None, ..entry(here, id, Showing::Short) })
        .collect()
}

/// The resources of a group, the most often shared first.
pub(super) fn of_group(here: &Here<'_>, group: GroupId) -> Vec<ResourceId> {
    let all = 0..here.site.resources.len();
    let of = all.filter(|id| here.site.resources[*id].groups.contains(&group)).collect();
    by_use(here, of, |share| is_of(here, share, group))
}

/// The resources that notes on a topic shared, the most often shared first.
pub(super) fn of_topic(here: &Here<'_>, topic: TopicId) -> Vec<ResourceId> {
    let all = 0..here.site.resources.len();
    let of = all.filter(|id| here.site.resources[*id].topics.contains(&topic)).collect();
    by_use(here, of, |share| here.shared.topics_of[share.note].contains(&topic))
}

/// What a group's sessions shared that its own note of resources doesn't list.
pub(super) fn shared_in_sessions(here: &Here<'_>, group: GroupId) -> Vec<Resource> {
    let own = here.site.groups[group].resources;
    let is_new = |id: &ResourceId| here.site.resources[*id].shares.iter().all(|share| Some(share.note) != own);
    of_group(here, group).into_iter().filter(is_new).map(|id| short(here, id)).collect()
}

/// A resource in a list that leads on to its place among all resources.
pub(super) fn short(here: &Here<'_>, id: ResourceId) -> Resource {
    entry(here, id, Showing::Short)
}

/// The same on a group's page, where it needn't be told that the group's own list has it.
pub(super) fn short_in_group(here: &Here<'_>, id: ResourceId, group: GroupId) -> Resource {
    let own = here.site.groups[group].resources.map(|note| here.href_of(note));
    let mut resource = entry(here, id, Showing::Short);
    let is_own = |from: &Shared| own.as_deref().is_some_and(|own| from.href.split('#').next() == Some(own));
    resource.from.retain(|from| !is_own(from));
    resource
}

/// How much an entry tells of where it was shared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Showing {
    /// Every note that shared it.
    Whole,
    /// The latest of them, and where the others are told.
    Short,
}

fn entry(here: &Here<'_>, id: ResourceId, showing: Showing) -> Resource {
    let resource = &here.site.resources[id];
    let count = resource.shares.len();
    let mut latest: Vec<&Share> = resource.shares.iter().collect();
    latest.sort_by_key(|share| Reverse(share.date));
    let is_short = showing == Showing::Short;
    let shown = if is_short { &latest[..count.min(IN_A_LINE)] } else { &latest[..] };
    let more = (is_short && count > IN_A_LINE)
        .then(|| Link { href: place(here, id), label: here.words().count("shared_times", count) });
    let title_says_host = resource.title.starts_with(&resource.host);
    Resource {
        id: None,
        href: resource.address.clone(),
        title: resource.title.clone(),
        external: true,
        host: Some(resource.host.clone()).filter(|_| !title_says_host),
        kind: resource.kind.map(|kind| here.words().text(&format!("resource_kind.{}", kind.word()))),
        note: resource.note.as_deref().map(front::with_large_letter),
        times_text: times_text(here, resource).filter(|_| !is_short && count > IN_A_LINE),
        from: shown.iter().map(|share| shared(here, share)).collect(),
        more,
    }
}

/// How often a resource was shared, and when last.
fn times_text(here: &Here<'_>, resource: &model::Resource) -> Option<String> {
    let times = here.words().count("shared_times", resource.shares.len());
    let last = resource.days().map(|(_, last)| here.words().date(last, None).text.clone());
    Some(match last {
        Some(day) => here.words().filled("shared_times_last", &[("times", &times), ("date", &day)]),
        None => times,
    })
}

/// The passage of a note that shares a resource.
fn shared(here: &Here<'_>, share: &Share) -> Shared {
    let note = here.note(share.note);
    let place = note.links.get(share.link).and_then(|link| model::anchor_near(note, link.span.start));
    let anchor = place.map(|id| format!("#{id}")).unwrap_or_default();
    let group = here.site.group_of[share.note].filter(|_| here.site.groups.len() > 1);
    let group = group.map(|id| here.site.groups[id].name.clone()).filter(|name| *name != note.title);
    let of_group = group.clone().filter(|_| note.kind == Kind::Resources);
    let date = here.date_of(note);
    Shared {
        href: format!("{}{anchor}", here.href_of(share.note)),
        group: group.filter(|_| of_group.is_none()),
        label: match of_group {
            Some(group) => here.words().filled("resources_of", &[("group", &group)]),
            None => note.title.clone(),
        },
        date: date.filter(|date| !note.title.contains(&date.text)),
    }
}

/// The id of a resource's place among all.
fn anchor(here: &Here<'_>, id: ResourceId) -> String {
    format!("rt-{:08x}", text::hash(&here.site.resources[id].key) & 0xffff_ffff)
}

/// Where a resource stands among all.
fn place(here: &Here<'_>, id: ResourceId) -> String {
    let part = here.site.resource_part(&here.site.resources[id]);
    let parts = &here.shared.resource_parts;
    let page =
        parts.iter().find(|(_, of, _)| *of == part).map_or("resources/index.html", |(address, _, _)| address.as_str());
    format!("{}#{}", here.href(page), anchor(here, id))
}
