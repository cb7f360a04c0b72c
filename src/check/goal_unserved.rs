//! Learning goals that no session of their group served, once it has met often enough to have begun.

use crate::diagnostic::{Diagnostic, Place};
use crate::model::{Goal, Group, GroupStatus, Site};

/// A group that goes on has begun once it has held so many sessions.
const BEGUN: usize = 2;

pub(super) fn check(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    for goal in &site.goals {
        let (Some((note, item)), Some(group)) = (goal.set_in, goal.group) else { continue };
        let group = &site.groups[group];
        let held = group.sessions.iter().filter(|session| site.is_held(**session)).count();
        if is_due(site, group, held) && !is_served(site, goal) {
            let place = Place::new(site.file(note), site.notes[note].items[item].span.clone());
            diagnostics.push(Diagnostic::goal_unserved(&place, &goal.label, held));
        }
    }
}

fn is_served(site: &Site, goal: &Goal) -> bool {
    goal.served.iter().any(|(session, _)| site.is_held(*session))
}

/// Whether a group has met so often, or is so surely done, that its goals should have been served.
fn is_due(site: &Site, group: &Group, held: usize) -> bool {
    let is_over =
        !group.rounds.is_empty() && group.rounds.iter().all(|round| round.last.is_some_and(|last| last < site.today));
    match group.status {
        _ if held == 0 => false,
        Some(GroupStatus::Complete) => true,
        None | Some(GroupStatus::Active) => held >= BEGUN || is_over,
        Some(GroupStatus::Forming | GroupStatus::Paused) => is_over,
    }
}
