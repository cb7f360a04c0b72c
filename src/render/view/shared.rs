//! What pages need of the whole site, gathered once: hues, the menu's entries, each group's next session
//! and topics, the reading order. No page then looks through the whole site again.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde::Serialize;

use super::gathered;
use super::menu::{self, MenuEntry};
use super::owners;
use super::walk::{self, Walk};
use crate::model::{GroupId, ItemId, NoteId, ResourceId, ResourcePage, Route, Site, TopicId, challenges};
use crate::note::{Kind, Note};
use crate::text;

/// The hues that a group can have.
const HUES: u64 = 36;
/// The mark shows at most so many groups.
const MARKED: usize = 12;

/// What all pages of a site share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(super) menu: Vec<MenuEntry>,
    pub(super) mark: Option<Arc<[Dot]>>,
    pub(super) logo: Option<Logo>,
    /// By group.
    pub(super) groups: Vec<GroupFacts>,
    /// Sessions of no group by rising date, and the next of them.
    pub(super) loose: Vec<NoteId>,
    pub(super) loose_next: Option<usize>,
    /// The place of a session to come in the site's list of them.
    pub(super) upcoming: HashMap<NoteId, usize>,
    /// Each session's place among its group's.
    pub(super) places: HashMap<NoteId, usize>,
    /// By note.
    pub(super) topics_of: Vec<Vec<TopicId>>,
    /// By note: the resources that it shares, each with the place of its link.
    pub(super) resources_of: Vec<Vec<(usize, ResourceId)>>,
    /// The pages that very many resources are split into, with how many are on each.
    pub(super) resource_parts: Vec<(String, ResourcePage, usize)>,
    pub(super) folders: HashMap<String, FolderFacts>,
    pub(super) walk: Walk,
    /// Notes in another language than the site's, with that.
    pub(super) foreign: HashMap<NoteId, String>,
    /// Stories, and the notes that tell of challenges, each the newest first.
    pub(super) stories: Vec<NoteId>,
    pub(super) challenges: Vec<NoteId>,
    /// People's pages by folded name.
    pub(super) people: HashMap<String, NoteId>,
    /// The network's own guidelines.
    pub(super) network_guidelines: Option<NoteId>,
    /// By note: its items that are listed outside of it, in its order.
    pub(super) items_of: Vec<Vec<ItemId>>,
    pub(super) gathered: gathered::Pages,
    pub(super) owners: owners::Names,
    pub(super) members: owners::Members,
}

/// A dot of the mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Dot {
    /// Where it stands in a box of 24 by 24; of a dozen, the style sheet says it, since each page has all of them.
    place: Option<Place>,
    hue: u8,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Place {
    x: String,
    y: String,
}

/// The network's own logo: an address below the root, and a size that fits the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Logo {
    pub(super) address: String,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// What is derived of a group.
#[derive(Debug, Default)]
pub(crate) struct GroupFacts {
    pub(super) hue: u8,
    /// The next session's place among all to come.
    pub(super) next: Option<usize>,
    /// Topics of its sessions, the commonest first.
    pub(super) topics: Vec<(TopicId, usize)>,
}

/// What is derived of a folder, with all that is below it.
#[derive(Debug, Default)]
pub(crate) struct FolderFacts {
    pub(super) group: Option<GroupId>,
    /// Notes but folders' own pages.
    pub(super) notes: usize,
    pub(super) sessions: usize,
}

impl FolderFacts {
    /// Whether sessions are all that lies in it.
    pub(super) fn is_of_sessions(&self) -> bool {
        self.sessions > 0 && self.sessions == self.notes
    }
}

/// Gathers what all pages of a site share.
pub(super) fn gather(site: &Site) -> Shared {
    let loose: Vec<NoteId> = site.sessions.iter().copied().filter(|id| site.group_of[*id].is_none()).collect();
    let places = places(site, &loose);
    let topics_of = topics_of(site);
    let groups = (0..site.groups.len()).map(|id| group_facts(site, id, &topics_of)).collect::<Vec<_>>();
    let folders = folder_facts(site);
    let at_top = |kind: Kind| site.notes.iter().position(|note| note.kind == kind && !note.path.contains('/'));
    Shared {
        menu: menu::menu(site, &folders),
        mark: mark(&groups),
        logo: logo(site),
        groups,
        loose_next: next(site, None),
        upcoming: site.upcoming.iter().enumerate().filter_map(|(at, meeting)| Some((meeting.note?, at))).collect(),
        loose,
        places,
        topics_of,
        resources_of: resources_of(site),
        resource_parts: resource_parts(site),
        walk: walk::walk(site, &folders),
        folders,
        foreign: foreign(site),
        stories: newest_first(site, |note| note.kind == Kind::Story),
        challenges: newest_first(site, |note| !challenges::of_note(note).is_empty()),
        people: people(site),
        network_guidelines: at_top(Kind::Guidelines),
        items_of: items_of(site),
        gathered: gathered::pages(site),
        owners: owners::names(site),
        members: owners::members(site),
    }
}

/// Each session's place among those of its own group; one held jointly has its place in the first.
fn places(site: &Site, loose: &[NoteId]) -> HashMap<NoteId, usize> {
    let groups = site.groups.iter().enumerate().map(|(id, group)| (Some(id), group.sessions.as_slice()));
    let lists = groups.chain([(None, loose)]);
    let own = |(group, sessions): (Option<GroupId>, &[NoteId])| {
        let placed = sessions.iter().enumerate().filter(|(_, id)| site.group_of[**id] == group);
        placed.map(|(place, id)| (*id, place)).collect::<Vec<_>>()
    };
    lists.flat_map(own).collect()
}

fn resources_of(site: &Site) -> Vec<Vec<(usize, ResourceId)>> {
    let mut resources_of = vec![Vec::new(); site.notes.len()];
    for (id, resource) in site.resources.iter().enumerate() {
        for share in &resource.shares {
            resources_of[share.note].push((share.link, id));
        }
    }
    resources_of
}

fn items_of(site: &Site) -> Vec<Vec<ItemId>> {
    let mut items_of = vec![Vec::new(); site.notes.len()];
    for id in &site.items {
        items_of[id.note].push(*id);
    }
    items_of
}

fn resource_parts(site: &Site) -> Vec<(String, ResourcePage, usize)> {
    let pages = site.routes.range("resources/".to_owned().."resources0".to_owned());
    let parts = pages.filter_map(|(address, route)| {
        let Route::Resources(page) = route else { return None };
        let count = site.resources.iter().filter(|resource| site.resource_part(resource) == *page).count();
        let is_part = matches!(page, ResourcePage::Group(_) | ResourcePage::Loose | ResourcePage::Year(_));
        is_part.then(|| (address.clone(), *page, count))
    });
    let mut parts: Vec<(String, ResourcePage, usize)> = parts.collect();
    // Groups by name, years from the newest.
    parts.sort_by_key(|(_, page, _)| match page {
        ResourcePage::Group(group) => (0, *group),
        ResourcePage::Year(year) => (1, usize::MAX - year.map_or(0, |year| usize::try_from(year).unwrap_or_default())),
        ResourcePage::Loose | ResourcePage::All(_) | ResourcePage::Kind(_) => (2, 0),
    });
    parts
}

/// A hue from a group's folder alone, so that it stays when other groups come and go.
fn hue(folder: &str) -> u8 {
    let name = text::path_name(folder);
    u8::try_from((text::hash(name) >> 16) % HUES).unwrap_or_default()
}

fn group_facts(site: &Site, id: GroupId, topics_of: &[Vec<TopicId>]) -> GroupFacts {
    let group = &site.groups[id];
    let mut counts: BTreeMap<TopicId, usize> = BTreeMap::new();
    for topic in group.sessions.iter().flat_map(|id| &topics_of[*id]) {
        *counts.entry(*topic).or_default() += 1;
    }
    let mut topics: Vec<(TopicId, usize)> = counts.into_iter().collect();
    topics.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    GroupFacts { hue: hue(&group.folder), next: next(site, Some(id)), topics }
}

/// The first session to come of a group, or of none.
fn next(site: &Site, group: Option<GroupId>) -> Option<usize> {
    site.upcoming.iter().position(|meeting| meeting.group == group)
}

fn topics_of(site: &Site) -> Vec<Vec<TopicId>> {
    let mut topics_of = vec![Vec::new(); site.notes.len()];
    for (id, topic) in site.topics.iter().enumerate() {
        for note in &topic.notes {
            topics_of[*note].push(id);
        }
    }
    topics_of
}

fn folder_facts(site: &Site) -> HashMap<String, FolderFacts> {
    let by_folder: HashMap<&str, GroupId> =
        site.groups.iter().enumerate().map(|(id, group)| (group.folder.as_str(), id)).collect();
    let mut facts: HashMap<String, FolderFacts> = HashMap::new();
    for path in site.folders.keys() {
        let above = parent(path).and_then(|parent| facts.get(parent)).and_then(|facts| facts.group);
        let group = by_folder.get(path.as_str()).copied().or(above);
        facts.insert(path.clone(), FolderFacts { group, ..FolderFacts::default() });
    }
    for (path, folder) in &site.folders {
        let sessions = folder.notes.iter().filter(|id| site.notes[**id].kind == Kind::Session).count();
        let mut at = Some(path.as_str());
        while let Some(path) = at {
            if let Some(facts) = facts.get_mut(path) {
                facts.notes += folder.notes.len();
                facts.sessions += sessions;
            }
            at = parent(path);
        }
    }
    facts
}

/// The folder above; the content folder, which is the empty path, has none.
pub(super) fn parent(path: &str) -> Option<&str> {
    if path.is_empty() { None } else { Some(text::path_folder(path)) }
}

fn mark(groups: &[GroupFacts]) -> Option<Arc<[Dot]>> {
    let hues: Vec<u8> = groups.iter().take(MARKED).map(|group| group.hue).collect();
    if hues.len() < 3 {
        return None;
    }
    let dot = |(at, hue): (usize, &u8)| {
        let angle = std::f64::consts::TAU * at as f64 / hues.len() as f64;
        let rounded = |at: f64| ((at * 10.0).round() / 10.0).to_string();
        let place = || Place { x: rounded(12.0 + 9.0 * angle.sin()), y: rounded(12.0 - 9.0 * angle.cos()) };
        Dot { place: (hues.len() < MARKED).then(place), hue: *hue }
    };
    Some(hues.iter().enumerate().map(dot).collect())
}

/// The picture that is configured, else a published file called `logo` at the root.
fn logo(site: &Site) -> Option<Logo> {
    const HEIGHT: u32 = 40;
    let address = site
        .configured_logo()
        .into_iter()
        .chain(["logo.svg", "logo.png", "logo.webp", "logo.jpg"])
        .find(|address| site.files.contains_key(*address))?;
    let (width, height) = site.files.get(address)?.dimensions.filter(|(_, height)| *height > 0)?;
    let fitting = u64::from(width) * u64::from(HEIGHT) / u64::from(height);
    Some(Logo {
        address: address.to_owned(),
        width: u32::try_from(fitting.clamp(1, 400)).unwrap_or(HEIGHT),
        height: HEIGHT,
    })
}

fn foreign(site: &Site) -> HashMap<NoteId, String> {
    let is_other = |lang: &String| !lang.eq_ignore_ascii_case(&site.config.language);
    let languages = site.notes.iter().enumerate();
    languages.filter_map(|(id, note)| Some((id, note.language().filter(is_other)?))).collect()
}

/// The notes of which it is so, the newest first.
fn newest_first(site: &Site, is_one: impl Fn(&Note) -> bool) -> Vec<NoteId> {
    let mut notes: Vec<NoteId> = (0..site.notes.len()).filter(|id| is_one(&site.notes[*id])).collect();
    notes.sort_by_key(|id| Reverse(site.notes[*id].date));
    notes
}

fn people(site: &Site) -> HashMap<String, NoteId> {
    let people = || site.notes.iter().enumerate().filter(|(_, note)| note.kind == Kind::Person);
    people().map(|(id, note)| (text::fold(&note.title), id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_stands_on_a_circle() {
        let groups: Vec<GroupFacts> = (0..4).map(|hue| GroupFacts { hue, ..GroupFacts::default() }).collect();
        let mark = mark(&groups).unwrap();
        let check = |at: usize, x: &str, y: &str| {
            assert_eq!(mark[at].place, Some(Place { x: x.to_owned(), y: y.to_owned() }));
        };
        check(0, "12", "3");
        check(1, "21", "12");
        check(2, "12", "21");
        check(3, "3", "12");
    }

    #[test]
    fn a_hue_is_a_group_s_own() {
        let names = ["health-and-housing", "care-coordination", "data-law", "behavioural-health"];
        assert!(names.iter().all(|name| u64::from(hue(name)) < HUES));
        assert_eq!(hue("groups/data-law"), hue("data-law"));
        assert_ne!(hue("care-coordination"), hue("behavioural-health"));
    }
}
