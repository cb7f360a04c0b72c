//! Pages that no single note makes: a group's goals with where each was worked on, and the like.
//! The related site goes in; an address for each page that would have something on it comes out.

use std::collections::BTreeMap;

use super::{GroupId, NoteId, Route, Site, challenges, round_of};
use crate::note::Kind;
use crate::text::address_part;

/// What such a page tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overview {
    /// The goals of a group that has no list of them in a note of its own.
    Goals(GroupId),
    /// What somebody who joins a group should know.
    Start(GroupId),
    /// A round of a group as one booklet, by its place among the group's rounds; of the sessions of no round, `None`.
    Booklet(GroupId, Option<usize>),
    /// All stories, with words of their tellers.
    Stories,
    /// What members brought, what peers offered, what came of it.
    Challenges,
    /// The people who agree to be named.
    People,
    /// How many came, and how far goals are covered.
    Report,
}

/// The pages that gather notes of one kind, by address: known before anything else is related, so that what is
/// gathered of sessions finds another folder.
pub(super) fn of_kinds(site: &Site) -> BTreeMap<String, Route> {
    let has = |kind: Kind| site.notes.iter().any(|note| note.kind == kind);
    let pages = [
        (Overview::Stories, has(Kind::Story)),
        (Overview::Challenges, site.notes.iter().any(|note| !challenges::of_note(note).is_empty())),
        (Overview::People, has(Kind::Person)),
    ];
    let pages = pages.into_iter().filter(|(_, is_there)| *is_there).map(|(page, _)| page);
    routes(site, pages.map(|page| (of_network_at(page).to_owned(), page)))
}

/// The pages of what groups want and did, by address.
pub(super) fn of_groups(site: &Site) -> BTreeMap<String, Route> {
    let report = has_report(site).then(|| (of_network_at(Overview::Report).to_owned(), Overview::Report));
    routes(site, (0..site.groups.len()).flat_map(|group| of_group(site, group)).chain(report))
}

/// The routes of pages; an address that a note or group has is left to it.
fn routes(site: &Site, pages: impl Iterator<Item = (String, Overview)>) -> BTreeMap<String, Route> {
    let is_free = |address: &String| {
        !matches!(site.routes.get(address), Some(Route::Note(_) | Route::Group(_) | Route::Home(_) | Route::Topic(_)))
    };
    pages.filter(|(address, _)| is_free(address)).map(|(address, page)| (address, Route::Overview(page))).collect()
}

/// Sessions of no round make a booklet while they are at most so many: more than a round would be nobody prints.
const OF_NO_ROUND: usize = 30;

/// Whether any session says how many came, or any group what it wants.
fn has_report(site: &Site) -> bool {
    let tells_number = |id: &NoteId| {
        let note = &site.notes[*id];
        site.is_held(*id) && (note.attendance.present.is_some() || note.front.values.contains_key("attendance"))
    };
    let is_of_group = |id: &NoteId| site.group_of[*id].is_some();
    site.goals.iter().any(|goal| goal.group.is_some())
        || site.sessions.iter().filter(|id| is_of_group(id)).any(tells_number)
}

/// Where a page about the whole network stands.
fn of_network_at(page: Overview) -> &'static str {
    match page {
        Overview::Stories => "stories/index.html",
        Overview::Challenges => "challenges/index.html",
        Overview::People => "people/index.html",
        Overview::Report => "report/index.html",
        Overview::Goals(_) | Overview::Start(_) | Overview::Booklet(..) => "",
    }
}

fn of_group(site: &Site, group: GroupId) -> Vec<(String, Overview)> {
    let mut pages = Vec::new();
    if site.groups[group].goals.is_none() && site.goals_of(Some(group)).next().is_some() {
        pages.push((beside(site, group, "goals.html"), Overview::Goals(group)));
    }
    if has_start(site, group) {
        pages.push((beside(site, group, "start.html"), Overview::Start(group)));
    }
    let rounds = (0..site.groups[group].rounds.len()).map(Some).chain([None]);
    let held = rounds.filter(|round| {
        let sessions = site.booklet_sessions(group, *round).len();
        sessions > 0 && (round.is_some() || sessions <= OF_NO_ROUND)
    });
    pages.extend(held.map(|round| (booklet_at(site, group, round), Overview::Booklet(group, round))));
    pages
}

/// Where a booklet stands, by its round's name.
fn booklet_at(site: &Site, group: GroupId, round: Option<usize>) -> String {
    let name = round.and_then(|at| site.groups[group].rounds.get(at)).map(|round| address_part(&round.name));
    beside(site, group, &name.map_or_else(|| "booklet.html".to_owned(), |name| format!("booklet-{name}.html")))
}

/// Whether there is enough for a newcomer to begin with: a session that was held, or what the group wants.
fn has_start(site: &Site, group: GroupId) -> bool {
    let own = &site.groups[group];
    let was_held = own.sessions.iter().any(|session| site.is_held(*session));
    let says_what = own.guidelines.is_some() || site.goals_of(Some(group)).next().is_some();
    own.merged_into.is_none() && (was_held || own.index.is_some() && says_what)
}

/// An address in the folder of a group's page.
fn beside(site: &Site, group: GroupId, name: &str) -> String {
    let address = &site.groups[group].address;
    let folder = address.rsplit_once('/').map_or("", |(folder, _)| folder);
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

impl Site {
    /// The address of an overview, where there is such a page.
    pub fn overview(&self, page: Overview) -> Option<&str> {
        let address = match page {
            Overview::Goals(group) => beside(self, group, "goals.html"),
            Overview::Start(group) => beside(self, group, "start.html"),
            Overview::Booklet(group, round) => booklet_at(self, group, round),
            Overview::Stories | Overview::Challenges | Overview::People | Overview::Report => {
                of_network_at(page).to_owned()
            }
        };
        self.routes
            .get_key_value(&address)
            .filter(|(_, route)| **route == Route::Overview(page))
            .map(|(at, _)| at.as_str())
    }

    /// The sessions of a group's round that were held, by rising date, or those of no round.
    pub fn booklet_sessions(&self, group: GroupId, round: Option<usize>) -> Vec<NoteId> {
        let own = &self.groups[group];
        let is_in = |id: &NoteId| self.is_held(*id) && round_of(own, &self.notes[*id]) == round;
        own.sessions.iter().copied().filter(is_in).collect()
    }

    /// The page of a group's goals: its own note, else the overview of them.
    pub fn goals_page(&self, group: GroupId) -> Option<&str> {
        let note = self.groups[group].goals.map(|note| self.addresses[note].as_str());
        note.or_else(|| self.overview(Overview::Goals(group)))
    }
}
