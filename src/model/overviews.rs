//! Pages that no single note makes: a group's goals with where each was worked on, and the like.
//! The related site goes in; an address for each page that would have something on it comes out.

use std::collections::BTreeMap;

use super::{GroupId, Route, Site};

/// What such a page tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overview {
    /// The goals of a group that has no list of them in a note of its own.
    Goals(GroupId),
    /// What somebody who joins a group should know.
    Start(GroupId),
}

/// The pages by address; an address that a note or group has is left to it.
pub(super) fn pages(site: &Site) -> BTreeMap<String, Route> {
    let of_groups = (0..site.groups.len()).flat_map(|group| of_group(site, group));
    let is_free = |address: &String| {
        !matches!(site.routes.get(address), Some(Route::Note(_) | Route::Group(_) | Route::Home(_) | Route::Topic(_)))
    };
    of_groups.filter(|(address, _)| is_free(address)).map(|(address, page)| (address, Route::Overview(page))).collect()
}

fn of_group(site: &Site, group: GroupId) -> Vec<(String, Overview)> {
    let mut pages = Vec::new();
    if site.groups[group].goals.is_none() && site.goals_of(Some(group)).next().is_some() {
        pages.push((beside(site, group, "goals.html"), Overview::Goals(group)));
    }
    if has_start(site, group) {
        pages.push((beside(site, group, "start.html"), Overview::Start(group)));
    }
    pages
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
        };
        self.routes
            .get_key_value(&address)
            .filter(|(_, route)| **route == Route::Overview(page))
            .map(|(at, _)| at.as_str())
    }

    /// The page of a group's goals: its own note, else the overview of them.
    pub fn goals_page(&self, group: GroupId) -> Option<&str> {
        let note = self.groups[group].goals.map(|note| self.addresses[note].as_str());
        note.or_else(|| self.overview(Overview::Goals(group)))
    }
}
