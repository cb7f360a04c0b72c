//! Lines below an action that say who does it, by when and how it stands: `Assigned to: Jo`, `Due date: 3 March`.
//! A line's words go in; what it tells comes out. Such a line is no action of its own.

use super::words;
use crate::parse::lines::Line;

/// What a line tells of the action above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field<'a> {
    /// Who does it.
    Owner(&'a str),
    /// By when.
    Due(&'a str),
    /// How it stands.
    Status(&'a str),
}

/// What all such lines tell together, the first of each kind.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) owner: Option<String>,
    pub(super) due: Option<String>,
    pub(super) status: Option<String>,
}

const OWNER: [&str; 11] = [
    "assigned to",
    "assignee",
    "assignees",
    "assigned",
    "owner",
    "owners",
    "action owner",
    "responsible",
    "responsible person",
    "person responsible",
    "who",
];
const DUE: [&str; 7] = ["due", "due date", "due by", "deadline", "by when", "target date", "when"];
const STATUS: [&str; 2] = ["status", "state"];

/// What a line tells of the action above it, if it does nothing else.
pub(super) fn of(text: &str) -> Option<Field<'_>> {
    let (label, rest) = text.split_once(':')?;
    let (label, rest) = (words::normal(label), rest.trim());
    let is_in = |list: &[&str]| list.contains(&label.as_str());
    if is_in(&OWNER) {
        Some(Field::Owner(rest))
    } else if is_in(&DUE) {
        Some(Field::Due(rest))
    } else if is_in(&STATUS) {
        Some(Field::Status(rest))
    } else {
        None
    }
}

/// What the lines tell together; an empty field of a form tells nothing.
pub(super) fn told<'l>(lines: impl Iterator<Item = &'l Line>) -> Told {
    let mut told = Told::default();
    for field in lines.filter_map(|line| of(&line.text)) {
        let (place, words) = match field {
            Field::Owner(words) => (&mut told.owner, words),
            Field::Due(words) => (&mut told.due, words),
            Field::Status(words) => (&mut told.status, words),
        };
        if place.is_none() && !words.is_empty() {
            *place = Some(words.to_owned());
        }
    }
    told
}
