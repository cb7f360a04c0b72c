//! What a new session's notes take over from the last one: actions that are still open and questions that nobody
//! answered, each with a link to the passage where it stands. The headings are ones below which nothing counts as
//! new, and what is carried on for the second time still leads to where it was first written.

use std::collections::BTreeSet;
use std::path::{Component, Path};

use jiff::civil::Date;

use super::relative;
use super::session::markdown_text;
use crate::cli::output::count;
use crate::model::{ItemId, NoteId, Site};
use crate::note::{Item, ItemKind, Status};
use crate::text;

/// Below this heading, actions count as those of an earlier session.
const ACTIONS: &str = "Actions from last time";

/// Below this heading, nothing counts as anything.
const QUESTIONS: &str = "From last time, still open";

/// What is carried over.
#[derive(Debug, Default)]
pub(super) struct Carried {
    actions: Vec<ItemId>,
    questions: Vec<ItemId>,
}

/// What the last sessions before a day left open. `sessions` stand by rising date.
pub(super) fn of(site: &Site, sessions: &[NoteId], date: Date) -> Carried {
    let mut carried = Carried::default();
    let last = last(site, sessions, date);
    let done = done(site, sessions);
    let is_new = |known: &[ItemId], id: ItemId| {
        let words = |id: ItemId| text::fold(&site.item(id).text);
        !done.contains(&words(id)) && known.iter().all(|other| words(*other) != words(id))
    };
    for id in site.items.iter().filter(|id| last.contains(&id.note)) {
        let item = site.item(*id);
        match (item.kind, item.status) {
            (ItemKind::Action, Status::Open | Status::Started) if is_new(&carried.actions, *id) => {
                carried.actions.push(*id);
            }
            (ItemKind::Action, Status::Earlier) => {
                let first = site.carried_from(*id).unwrap_or(*id);
                let is_open = !matches!(site.item(first).status, Status::Done | Status::Dropped);
                carried.actions.extend(Some(first).filter(|first| is_open && is_new(&carried.actions, *first)));
            }
            (ItemKind::Question, _) if is_new(&carried.questions, *id) => carried.questions.push(*id),
            _ => {}
        }
    }
    for id in last.iter().flat_map(|note| carried_before(site, *note)) {
        if is_new(&carried.questions, id) {
            carried.questions.push(id);
        }
    }
    carried
}

/// The sessions of the last day before `date` on which something was noted down.
fn last(site: &Site, sessions: &[NoteId], date: Date) -> Vec<NoteId> {
    let has_items =
        |id: NoteId| site.items.iter().any(|item| item.note == id) || carried_before(site, id).next().is_some();
    let before = |id: &&NoteId| {
        let note = &site.notes[**id];
        !note.is_cancelled && note.date.is_some_and(|other| other < date)
    };
    let Some(latest) = sessions.iter().rev().filter(before).find(|id| has_items(**id)) else { return Vec::new() };
    let day = site.notes[*latest].date;
    sessions.iter().filter(|id| site.notes[**id].date == day).copied().collect()
}

/// The words of actions that one of the sessions says to be done or dropped.
fn done(site: &Site, sessions: &[NoteId]) -> BTreeSet<String> {
    let items = sessions.iter().flat_map(|id| &site.notes[*id].items);
    let over = items.filter(|item| matches!(item.status, Status::Done | Status::Dropped));
    over.map(|item| text::fold(&item.text)).collect()
}

/// The questions that a note was carrying on already.
fn carried_before(site: &Site, id: NoteId) -> impl Iterator<Item = ItemId> {
    let note = &site.notes[id];
    let is_below = move |at: usize| {
        let heading = note.outline.partition_point(|heading| heading.span.start <= at).checked_sub(1);
        heading.is_some_and(|heading| note.outline[heading].text == QUESTIONS)
    };
    let links = note.links.iter().zip(&site.targets[id]).filter(move |(link, _)| is_below(link.span.start));
    links.filter_map(move |(_, target)| site.item_at(target, ItemKind::Question))
}

impl Carried {
    /// As Markdown for a note at `path`; empty where there is nothing.
    pub(super) fn markdown(&self, site: &Site, path: &str) -> String {
        let actions =
            self.actions.iter().map(|id| format!("- [ ] {}{}\n", words(site.item(*id)), link(site, path, *id)));
        let questions = self.questions.iter().map(|id| {
            let words = markdown_text(&site.item(*id).text);
            format!("- {words}{}\n", link(site, path, *id))
        });
        let section = |heading: &str, lines: String| {
            if lines.is_empty() { lines } else { format!("## {heading}\n\n{lines}\n") }
        };
        section(ACTIONS, actions.collect()) + &section(QUESTIONS, questions.collect())
    }

    /// What was carried over, in a sentence; empty where nothing was.
    pub(super) fn told(&self) -> String {
        let counts = [
            (self.actions.len(), count(self.actions.len(), "open action", "open actions")),
            (self.questions.len(), count(self.questions.len(), "open question", "open questions")),
        ];
        let words: Vec<String> = counts.into_iter().filter(|(number, _)| *number > 0).map(|(_, words)| words).collect();
        if words.is_empty() {
            return String::new();
        }
        format!("\nCarried over from last time: {}. To begin without: --empty", words.join(" and "))
    }
}

/// An action's words with its owners and its day, where the words themselves don't name them.
fn words(item: &Item) -> String {
    let lower = item.text.to_lowercase();
    let is_named = |owner: &String| owner.split_whitespace().any(|part| lower.contains(&part.to_lowercase()));
    let owners: Vec<&str> = item.owners.iter().filter(|owner| !is_named(owner)).map(String::as_str).collect();
    let owners = if owners.is_empty() { String::new() } else { format!("{}: ", owners.join(", ")) };
    let due = item.due.as_ref().filter(|due| !lower.contains(&due.words.to_lowercase()));
    let due = due.map(|due| format!(", due {}", due.words)).unwrap_or_default();
    format!("{}{}{}", markdown_text(&owners), markdown_text(&item.text), markdown_text(&due))
}

/// ` ([Title](../path.md#anchor))`
fn link(site: &Site, path: &str, id: ItemId) -> String {
    let note = &site.notes[id.note];
    let to = relative(Path::new(text::path_folder(path)), Path::new(&note.path));
    let parts: Vec<String> =
        to.components()
            .map(|part| {
                if part == Component::ParentDir { "..".into() } else { part.as_os_str().to_string_lossy().into_owned() }
            })
            .collect();
    let target = format!("{}#{}", parts.join("/"), site.item(id).anchor);
    let is_plain = !target.contains([' ', '(', ')']);
    let target = if is_plain { target } else { format!("<{target}>") };
    format!(" ([{}]({target}))", markdown_text(&note.title))
}
