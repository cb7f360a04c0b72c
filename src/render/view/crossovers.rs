//! What ties groups to each other, as their pages show it: people who serve several, groups and programmes that
//! work together, groups that became part of others, sessions held jointly; and a group's rounds.

use jiff::civil::Date;

use super::shape::{GroupRef, Link, Part, Person, Related, Session};
use super::{Here, entries};
use crate::model::{GroupId, NoteId, round_of, round_on};
use crate::note::Role;

/// Who serves a group or belongs to it, beside those who facilitate it.
pub(super) fn people(here: &Here<'_>, id: GroupId) -> Vec<Person> {
    let people = here.site.groups[id].people.iter();
    people
        .map(|person| Person {
            name: person.name.clone(),
            href: person.note.map(|note| here.href_of(note)),
            role: person.role.map(|role| here.words().text(role_word(role))),
        })
        .collect()
}

pub(super) fn role_word(role: Role) -> &'static str {
    match role {
        Role::Facilitator => "roles.facilitator",
        Role::Expert => "roles.expert",
        Role::Mentor => "roles.mentor",
        Role::Support => "roles.support",
        Role::NoteTaker => "roles.note_taker",
        Role::Present | Role::Absent => "roles.member",
    }
}

/// The groups and programmes that a group works with.
pub(super) fn related(here: &Here<'_>, id: GroupId) -> Vec<Related> {
    let related = here.site.groups[id].related.iter();
    related
        .map(|other| Related {
            name: other.name.clone(),
            href: other
                .group
                .map(|group| here.href(&here.site.groups[group].address))
                .or_else(|| other.address.clone()),
            external: other.group.is_none(),
            why: other.why.clone(),
        })
        .collect()
}

/// The group that goes on with what a group began.
pub(super) fn merged_into(here: &Here<'_>, id: GroupId) -> Option<Link> {
    let group = &here.site.groups[here.site.groups[id].merged_into?];
    Some(Link { href: here.href(&group.address), label: group.name.clone() })
}

/// The other groups that held a session.
pub(super) fn joint(here: &Here<'_>, id: NoteId) -> Vec<GroupRef> {
    let others = here.site.joint.get(&id).into_iter().flatten();
    others.map(|group| entries::group_ref(here, *group)).collect()
}

/// A group's sessions under its rounds, in the order given; those of no round under their year. Planned ones
/// have no note.
pub(super) fn by_round(
    here: &Here<'_>,
    id: GroupId,
    sessions: impl Iterator<Item = (Option<NoteId>, Option<Date>, Session)>,
) -> Vec<Part> {
    let group = &here.site.groups[id];
    let mut parts: Vec<Part> = Vec::new();
    for (note, day, entry) in sessions {
        let round = match note {
            Some(note) => round_of(group, here.note(note)),
            None => day.and_then(|day| round_on(group, day)),
        };
        let round = round.map(|at| round_label(here, &group.rounds[at].name));
        let label = round.or_else(|| day.map(|day| here.words().year(day.year())));
        match parts.iter_mut().find(|part| part.label == label) {
            Some(part) => part.sessions.push(entry),
            None => parts.push(Part { label, sessions: vec![entry] }),
        }
    }
    parts
}

/// `Round 2022–23`; a name that says more stands alone.
pub(super) fn round_label(here: &Here<'_>, name: &str) -> String {
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        here.words().filled("round", &[("round", name)])
    } else {
        name.to_owned()
    }
}
