//! Learning goals as entries of lists: those of a group, each with how far it is covered, and those that a
//! session served. Each leads to the words that set it, else to its row among the group's goals.

use super::Here;
use super::shape::Goal;
use crate::model::{self, GoalId, GroupId, NoteId};
use crate::render::href;

/// Where a goal is told of: the passage that sets it, where that is on a page of its own; else its row in the
/// table of the group's goals.
pub(super) fn href(here: &Here<'_>, id: GoalId) -> Option<String> {
    let goal = &here.site.goals[id];
    let set_in = goal.set_in.map(|(note, _)| note);
    let page = goal.group.and_then(|group| here.site.goals_page(group));
    match (set_in, page) {
        (Some(note), Some(page)) if here.site.addresses[note] != page => row_href(here, id, page),
        (Some(note), _) => Some(href::with_anchor(here.address, &here.site.addresses[note], Some(&goal.id))),
        (None, Some(page)) => row_href(here, id, page),
        (None, None) => None,
    }
}

fn row_href(here: &Here<'_>, id: GoalId, page: &str) -> Option<String> {
    Some(href::with_anchor(here.address, page, Some(&row_id(here, id))))
}

/// The row of a goal in the table of its group's goals.
pub(super) fn row_link(here: &Here<'_>, id: GoalId) -> Option<String> {
    let page = here.site.goals[id].group.and_then(|group| here.site.goals_page(group))?;
    row_href(here, id, page)
}

/// The id of a goal's row in the table of its group's goals; of several of one name, later ones have a number.
pub(super) fn row_id(here: &Here<'_>, id: GoalId) -> String {
    let goal = &here.site.goals[id];
    let before = here.site.goals[..id].iter().filter(|other| other.group == goal.group && other.id == goal.id).count();
    if before == 0 { format!("rt-goal-{}", goal.id) } else { format!("rt-goal-{}-{}", goal.id, before + 1) }
}

/// The goals that a session served.
pub(super) fn served(here: &Here<'_>, session: NoteId) -> Vec<Goal> {
    let entry = |(id, _): (GoalId, _)| Goal {
        label: here.site.goals[id].label.clone(),
        href: href(here, id),
        count_text: None,
        is_open: false,
    };
    here.site.goals_served(session).map(entry).collect()
}

/// A group's goals as its page lists them.
pub(super) fn list(here: &Here<'_>, group: GroupId) -> Vec<Goal> {
    let held = here.site.groups[group].sessions.iter().filter(|id| here.site.is_held(**id)).count();
    here.site.goals_of(Some(group)).map(|(id, goal)| entry(here, (id, goal), held)).collect()
}

/// A goal with how many of the sessions held worked on it; before the first, nothing is said.
fn entry(here: &Here<'_>, (id, goal): (GoalId, &model::Goal), held: usize) -> Goal {
    let count = goal.served.iter().filter(|(session, _)| here.site.is_held(*session)).count();
    Goal {
        label: goal.label.clone(),
        href: href(here, id),
        count_text: covered(here, (count, held)),
        is_open: held > 0 && count == 0,
    }
}

/// `2 of 6 sessions`.
pub(super) fn covered(here: &Here<'_>, (count, held): (usize, usize)) -> Option<String> {
    match (count, held) {
        (_, 0) => None,
        (0, _) => Some(here.words().text("coverage.none_yet")),
        _ => Some(here.words().filled(
            "coverage.sessions",
            &[("n", &here.words().number(count)), ("total", &here.words().count("sessions", held))],
        )),
    }
}
