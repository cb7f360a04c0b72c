//! Goals by sessions: a row for each goal of a group, a column for each session that was held, and a mark where
//! a session worked on a goal, which leads there and says how that is known. Goals that none worked on stand out.

use std::collections::BTreeSet;

use serde::Serialize;

use super::chart::{self, Share};
use super::shape::{Date, Link};
use super::{Here, goals};
use crate::model::{self, Evidence, GoalId, GroupId, NoteId, Target, anchor_near};
use crate::note::Note;
use crate::render::href;
use crate::text;

/// More sessions than this don't fit beside each other: then each goal lists those that worked on it.
const COLUMNS: usize = 14;

/// A group's goals and the sessions that worked on them.
#[derive(Debug, Serialize)]
pub(crate) struct Coverage {
    summary: Option<String>,
    /// The goals that no session has worked on yet.
    open: Vec<Link>,
    /// The sessions that were held, by rising date; none where they are too many for columns.
    sessions: Vec<Column>,
    goals: Vec<Row>,
    /// The kinds of evidence that occur, each with its words.
    legend: Vec<Sign>,
}

#[derive(Debug, Serialize)]
struct Column {
    href: String,
    title: String,
    date: Option<Date>,
}

#[derive(Debug, Serialize)]
struct Row {
    id: String,
    label: String,
    href: Option<String>,
    measure: Option<String>,
    target: Option<String>,
    count_text: Option<String>,
    /// Of the sessions held, how many worked on it.
    share: Option<Share>,
    is_open: bool,
    /// One for each column; without columns, only those that have a mark.
    cells: Vec<Option<Mark>>,
    /// Sessions to come that mean to work on it.
    planned: Vec<Link>,
}

/// That a session worked on a goal.
#[derive(Debug, Serialize)]
struct Mark {
    href: String,
    session: String,
    date: Option<Date>,
    sign: &'static str,
    /// How it is known.
    how: String,
}

#[derive(Debug, Serialize)]
struct Sign {
    sign: &'static str,
    label: String,
}

/// What a group's goals, or the network's for `None`, have been worked on; `None` where there are no goals.
pub(super) fn of(here: &Here<'_>, group: Option<GroupId>) -> Option<Coverage> {
    let site = here.site;
    let all = group.map_or(&site.sessions, |group| &site.groups[group].sessions);
    let held: Vec<NoteId> = all.iter().copied().filter(|id| site.is_held(*id)).collect();
    let ids: Vec<GoalId> = site.goals_of(group).map(|(id, _)| id).collect();
    if ids.is_empty() {
        return None;
    }
    let columns: &[NoteId] = if held.len() <= COLUMNS { &held } else { &[] };
    let goals: Vec<Row> = ids.iter().map(|id| row(here, *id, (&held, columns))).collect();
    let open = goals.iter().filter(|row| row.is_open);
    let open: Vec<Link> =
        open.map(|row| Link { href: format!("#{}", model::href_path(&row.id)), label: row.label.clone() }).collect();
    Some(Coverage {
        summary: summary(here, (ids.len() - open.len(), ids.len()), held.len()),
        open,
        sessions: columns.iter().map(|id| column(here, *id)).collect(),
        legend: legend(here, &ids),
        goals,
    })
}

fn summary(here: &Here<'_>, (covered, all): (usize, usize), held: usize) -> Option<String> {
    let (words, total) = (here.words(), here.words().count("goals", all));
    let numbers = [("n", words.number(covered)), ("total", total)];
    let numbers = numbers.each_ref().map(|(name, value)| (*name, value.as_str()));
    (held > 0).then(|| words.plural("coverage.summary", covered, &numbers))
}

fn column(here: &Here<'_>, id: NoteId) -> Column {
    let note = here.note(id);
    let date = here.date_of(note);
    Column { href: here.href_of(id), title: note.title.clone(), date }
}

fn row(here: &Here<'_>, id: GoalId, (held, columns): (&[NoteId], &[NoteId])) -> Row {
    let goal = &here.site.goals[id];
    let item = here.site.goal_item(goal);
    let marked: Vec<(NoteId, Evidence)> =
        goal.served.iter().copied().filter(|(session, _)| here.site.is_held(*session)).collect();
    let cells = if columns.is_empty() {
        marked.iter().map(|served| Some(mark(here, goal, *served))).collect()
    } else {
        let at = |session: &NoteId| marked.iter().find(|(id, _)| id == session);
        columns.iter().map(|session| at(session).map(|served| mark(here, goal, *served))).collect()
    };
    let to_come = goal.served.iter().filter(|(session, _)| is_to_come(here, *session));
    Row {
        id: goals::row_id(here, id),
        label: goal.label.clone(),
        href: goal.set_in.map(|(note, _)| href::with_anchor(here.address, &here.site.addresses[note], Some(&goal.id))),
        measure: item.and_then(|item| item.measure.clone()),
        target: item.and_then(|item| item.target.clone()),
        count_text: goals::covered(here, (marked.len(), held.len())),
        share: (!held.is_empty()).then(|| chart::share(marked.len(), held.len())),
        is_open: !held.is_empty() && marked.is_empty(),
        cells,
        planned: to_come.map(|(session, _)| planned(here, *session)).collect(),
    }
}

fn is_to_come(here: &Here<'_>, session: NoteId) -> bool {
    let note = here.note(session);
    !note.is_cancelled && note.date.is_some_and(|day| day > here.site.today)
}

fn planned(here: &Here<'_>, session: NoteId) -> Link {
    let note = here.note(session);
    let day = here.date_of(note).map(|date| date.text.clone());
    let label = day.map_or_else(|| note.title.clone(), |day| format!("{day}: {}", note.title));
    Link { href: here.href_of(session), label }
}

fn mark(here: &Here<'_>, goal: &model::Goal, (session, evidence): (NoteId, Evidence)) -> Mark {
    let note = here.note(session);
    let anchor = passage(here, goal, (session, evidence));
    Mark {
        href: href::with_anchor(here.address, &here.site.addresses[session], anchor),
        session: note.title.clone(),
        date: here.date_of(note),
        sign: sign(evidence),
        how: here.words().text(&format!("coverage.{}", sign(evidence))),
    }
}

fn sign(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::FrontMatter => "front_matter",
        Evidence::Link => "link",
        Evidence::Tag => "tag",
        Evidence::Named => "named",
    }
}

/// The place in a session's note that shows it; `None` for the note as a whole.
fn passage<'a>(here: &Here<'a>, goal: &model::Goal, (session, evidence): (NoteId, Evidence)) -> Option<&'a str> {
    let note = here.note(session);
    match evidence {
        Evidence::FrontMatter | Evidence::Tag => None,
        Evidence::Link => {
            let leads_there = |target: &Target| matches!((target, goal.set_in), (Target::Note { note, anchor: Some(anchor), .. }, Some((set_in, _))) if *note == set_in && *anchor == goal.id);
            let link = here.site.targets[session].iter().position(leads_there)?;
            anchor_near(note, note.links.get(link)?.span.start)
        }
        Evidence::Named => named_at(note, &text::fold(&goal.label)),
    }
}

/// The item or heading of a note that has a goal's name in it.
fn named_at<'a>(note: &'a Note, name: &str) -> Option<&'a str> {
    let item = note.items.iter().find(|item| text::fold(&item.text).contains(name)).map(|item| item.anchor.as_str());
    let heading = || note.outline.iter().find(|heading| text::fold(&heading.text).contains(name));
    item.or_else(|| heading().map(|heading| heading.id.as_str())).filter(|id| !id.is_empty())
}

fn legend(here: &Here<'_>, ids: &[GoalId]) -> Vec<Sign> {
    let served = ids.iter().flat_map(|id| &here.site.goals[*id].served);
    let found: BTreeSet<Evidence> =
        served.filter(|(session, _)| here.site.is_held(*session)).map(|(_, evidence)| *evidence).collect();
    let label = |evidence: Evidence| here.words().text(&format!("coverage.{}", sign(evidence)));
    found.into_iter().map(|evidence| Sign { sign: sign(evidence), label: label(evidence) }).collect()
}
