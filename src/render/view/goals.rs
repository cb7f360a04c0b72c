//! Learning goals: the headings of a group's goals note, and the sessions whose front matter names them.
//! A name that no heading has is still shown, in words, since the author wrote it.

use super::Here;
use super::shape::{Goal, WorkedGoal};
use super::{entries, outline};
use crate::model::{GroupId, NoteId, Site};
use crate::note::{Heading, Note};
use crate::render::href;
use crate::text::{fold, heading_id, title_of_name};

/// A goal of a group with the sessions that worked on it, by rising date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Worked {
    pub(super) label: String,
    /// Its place in the goals note.
    pub(super) anchor: Option<String>,
    pub(super) sessions: Vec<NoteId>,
}

/// A group's goals: those that its goals note lists, then those that only sessions name.
pub(super) fn of_group(site: &Site, id: GroupId) -> Vec<Worked> {
    let group = &site.groups[id];
    let note = group.goals.map(|id| site.notes[id].as_ref());
    let listed = note.map(listed).unwrap_or_default();
    let mut goals: Vec<Worked> = listed
        .into_iter()
        .map(|heading| Worked { label: heading.text.clone(), anchor: Some(heading.id.clone()), sessions: Vec::new() })
        .collect();
    for session in &group.sessions {
        for (label, anchor) in named(note, &site.notes[*session]) {
            match goals.iter_mut().find(|goal| is_same(goal, &label, anchor.as_deref())) {
                Some(goal) => goal.sessions.push(*session),
                None => goals.push(Worked { label, anchor, sessions: vec![*session] }),
            }
        }
    }
    for goal in &mut goals {
        goal.sessions.dedup();
    }
    goals
}

fn is_same(goal: &Worked, label: &str, anchor: Option<&str>) -> bool {
    (anchor.is_some() && goal.anchor.as_deref() == anchor) || goal.label == label
}

/// The headings of a goals note that are goals: those of its highest level, or of the next one where
/// the highest is a single heading over all.
fn listed(note: &Note) -> Vec<&Heading> {
    let at = |level: u8| note.outline.iter().filter(move |heading| heading.level == level && !heading.text.is_empty());
    let highest: Vec<&Heading> = at(2).collect();
    if highest.len() == 1 && at(3).count() > 1 { at(3).collect() } else { highest }
}

/// The goals that a session's front matter names, as labels with their places in the goals note.
fn named(goals: Option<&Note>, session: &Note) -> Vec<(String, Option<String>)> {
    session.front.list("goals").iter().map(|name| find(goals, name)).collect()
}

fn find(goals: Option<&Note>, name: &str) -> (String, Option<String>) {
    let name = name.trim_start_matches('#');
    let id = heading_id(name);
    let is_it = |heading: &&Heading| heading.id == name || heading.id == id || fold(&heading.text) == fold(name);
    if let Some(heading) = goals.and_then(|note| note.outline.iter().find(is_it)) {
        return (heading.text.clone(), Some(heading.id.clone()));
    }
    let anchor = goals.and_then(|note| note.anchors.iter().find(|anchor| *anchor == name || **anchor == id));
    let label = if name.contains(char::is_whitespace) { name.to_owned() } else { title_of_name(name) };
    (label, anchor.cloned())
}

/// The goals note that a note's goals are in: its group's, else the network's.
fn note_of(here: &Here<'_>, id: NoteId) -> Option<NoteId> {
    here.site.group_of[id].and_then(|group| here.site.groups[group].goals).or(here.shared.network_goals)
}

/// The goals that a session served.
pub(super) fn served(here: &Here<'_>, session: NoteId) -> Vec<Goal> {
    let goals = note_of(here, session);
    let link = |anchor: Option<String>| {
        goals.map(|id| href::with_anchor(here.address, &here.site.addresses[id], anchor.as_deref()))
    };
    let named = named(goals.map(|id| here.note(id)), here.note(session));
    named.into_iter().map(|(label, anchor)| Goal { label, href: link(anchor), count_text: None }).collect()
}

/// A group's goals as its page lists them.
pub(super) fn list(here: &Here<'_>, group: GroupId) -> Vec<Goal> {
    let note = here.site.groups[group].goals;
    let link = |goal: &Worked| {
        note.map(|id| href::with_anchor(here.address, &here.site.addresses[id], goal.anchor.as_deref()))
    };
    let goals = here.shared.groups[group].goals.iter();
    goals
        .map(|goal| Goal {
            label: goal.label.clone(),
            href: link(goal),
            count_text: entries::some_count(here, "sessions", goal.sessions.len()),
        })
        .collect()
}

/// A group's goals with the sessions that worked on each, the newest first; for its own goals page.
pub(super) fn worked_on(here: &Here<'_>, group: GroupId) -> Vec<WorkedGoal> {
    let goals = here.shared.groups[group].goals.iter().filter(|goal| !goal.sessions.is_empty());
    goals
        .map(|goal| WorkedGoal {
            label: goal.label.clone(),
            href: goal.anchor.as_deref().map(outline::anchor),
            sessions: goal.sessions.iter().rev().map(|id| entries::session(here, *id)).collect(),
        })
        .collect()
}
