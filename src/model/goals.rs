//! Learning goals and the sessions that served them. Notes and where their links lead go in; each goal with its
//! sessions, and why each counts, comes out. A session serves a goal that its front matter names, that it links
//! to, that it has as a `#tag`, or whose name it writes out.

use std::collections::BTreeMap;

use super::resolve::Target;
use super::{GroupId, NoteId, Site};
use crate::note::{Item, ItemKind, Kind, Note};
use crate::text::{fold, heading_id, title_of_name};

/// A goal's place in `Site::goals`.
pub type GoalId = usize;

/// What a group wants to learn or reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// The group; `None` for a goal of the whole network.
    pub group: Option<GroupId>,
    /// What it is called.
    pub label: String,
    /// Its id in the page that sets it, and in sessions' front matter.
    pub id: String,
    /// The note that sets it, and its place among that note's items; `None` where only sessions name it.
    pub set_in: Option<(NoteId, usize)>,
    /// The sessions that served it by rising date, each with how that is known.
    pub served: Vec<(NoteId, Evidence)>,
}

/// How it is known that a session served a goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// Its front matter says so.
    FrontMatter,
    /// It links to the goal.
    Link,
    /// It has the goal's id as a tag.
    Tag,
    /// It names the goal.
    Named,
}

/// A name of fewer letters may be written by chance.
const SHORTEST_NAME: usize = 12;

/// All goals, by group as their notes set them; then those that only sessions name.
pub(super) fn find(site: &Site) -> Vec<Goal> {
    let mut goals: Vec<Goal> = Vec::new();
    for (id, note) in site.notes.iter().enumerate() {
        for (place, item) in note.items.iter().enumerate().filter(|(_, item)| item.kind == ItemKind::Goal) {
            let is_known =
                goals.iter().any(|goal| goal.group == site.group_of[id] && fold(&goal.label) == fold(&item.text));
            if !is_known {
                let (group, label, id_) = (site.group_of[id], item.text.clone(), item.anchor.clone());
                goals.push(Goal { group, label, id: id_, set_in: Some((id, place)), served: Vec::new() });
            }
        }
    }
    for session in &site.sessions {
        let mut served: BTreeMap<GoalId, Evidence> = BTreeMap::new();
        for (goal, evidence) in
            named_above(site, *session, &mut goals).into_iter().chain(found_in(site, *session, &goals))
        {
            served.entry(goal).and_modify(|known| *known = evidence.min(*known)).or_insert(evidence);
        }
        for (goal, evidence) in served {
            goals[goal].served.push((*session, evidence));
        }
    }
    goals
}

/// Whether a goal is one that a session of `group` can serve: its own group's, or the network's.
fn is_open_to(goal: &Goal, group: Option<GroupId>) -> bool {
    goal.group.is_none() || goal.group == group
}

/// The goals that front matter names; a name that no goal has becomes one that only sessions name.
fn named_above(site: &Site, session: NoteId, goals: &mut Vec<Goal>) -> Vec<(GoalId, Evidence)> {
    let group = site.group_of[session];
    let mut found = Vec::new();
    for name in site.notes[session].front.list("goals") {
        let name = name.trim_start_matches('#');
        let id = heading_id(name);
        let is_it = |goal: &Goal| {
            is_open_to(goal, group) && (goal.id == name || goal.id == id || fold(&goal.label) == fold(name))
        };
        let place = goals.iter().position(is_it).unwrap_or_else(|| {
            let label = if name.contains(char::is_whitespace) { name.to_owned() } else { title_of_name(name) };
            goals.push(Goal { group, label, id, set_in: None, served: Vec::new() });
            goals.len() - 1
        });
        found.push((place, Evidence::FrontMatter));
    }
    found
}

/// The goals that a session's text leads to or names.
fn found_in(site: &Site, session: NoteId, goals: &[Goal]) -> Vec<(GoalId, Evidence)> {
    let note = &site.notes[session];
    let group = site.group_of[session];
    let mut open = goals.iter().enumerate().filter(|(_, goal)| is_open_to(goal, group)).peekable();
    let text = if open.peek().is_some() { fold(&format!("{} {}", note.title, note.text)) } else { String::new() };
    open.filter_map(|(id, goal)| evidence(site, session, (note, &text), goal).map(|evidence| (id, evidence))).collect()
}

fn evidence(site: &Site, session: NoteId, (note, text): (&Note, &str), goal: &Goal) -> Option<Evidence> {
    let is_linked = |target: &Target| matches!((target, goal.set_in), (Target::Note { note, anchor: Some(anchor), .. }, Some((set_in, _))) if *note == set_in && *anchor == goal.id);
    if site.targets[session].iter().any(is_linked) {
        return Some(Evidence::Link);
    }
    if note.tags.iter().any(|tag| fold(tag) == fold(&goal.id)) {
        return Some(Evidence::Tag);
    }
    let name = fold(&goal.label);
    (name.chars().count() >= SHORTEST_NAME && text.contains(&name)).then_some(Evidence::Named)
}

impl Site {
    /// The item that sets a goal.
    pub fn goal_item(&self, goal: &Goal) -> Option<&Item> {
        goal.set_in.and_then(|(note, item)| self.notes[note].items.get(item))
    }

    /// The goals of a group, or the network's for `None`, in the order in which they are set.
    pub fn goals_of(&self, group: Option<GroupId>) -> impl Iterator<Item = (GoalId, &Goal)> {
        self.goals.iter().enumerate().filter(move |(_, goal)| goal.group == group)
    }

    /// The goals that a session served, with how that is known.
    pub fn goals_served(&self, session: NoteId) -> impl Iterator<Item = (GoalId, Evidence)> {
        let served =
            move |goal: &Goal| goal.served.iter().find(|(id, _)| *id == session).map(|(_, evidence)| *evidence);
        self.goals.iter().enumerate().filter_map(move |(id, goal)| served(goal).map(|evidence| (id, evidence)))
    }

    /// Whether a note is a session that has taken place.
    pub fn is_held(&self, note: NoteId) -> bool {
        let note = &self.notes[note];
        note.kind == Kind::Session && !note.is_cancelled && note.date.is_some_and(|date| date <= self.today)
    }
}
