//! A site becomes rows: one for each note, group, session or link, with the place it was read from.
//! `source` is relative to the content folder, `line` counts from 1; what isn't known is null.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};
use serde_json::Value;

use crate::model::{Goal, GroupId, GroupStatus, ItemId, Meeting, NoteId, Reason, Site, Target};
use crate::note::{ItemKind, Link, LinkForm, Note, Role};
use crate::parse;
use crate::snapshot::Snapshot;

/// Named columns, and rows with a value for each.
pub(super) struct Rows {
    /// The columns' names.
    pub(super) columns: &'static [&'static str],
    /// Text, numbers and nulls.
    pub(super) rows: Vec<Vec<Value>>,
}

/// Every note by path.
pub(super) fn notes(site: &Site) -> Rows {
    let row = |(id, note): (NoteId, &std::sync::Arc<Note>)| {
        vec![
            note.path.as_str().into(),
            note.line.into(),
            note.kind.word().into(),
            note.title.as_str().into(),
            day(note.date),
            group_name(site, site.group_of[id]),
            site.addresses[id].as_str().into(),
        ]
    };
    Rows {
        columns: &["source", "line", "kind", "title", "date", "group", "address"],
        rows: site.notes.iter().enumerate().map(row).collect(),
    }
}

/// Every group by name.
pub(super) fn groups(site: &Site) -> Rows {
    let row = |(id, group): (GroupId, &crate::model::Group)| {
        let held = group.sessions.iter().filter(|session| !site.notes[**session].is_cancelled);
        let dates: Vec<Date> = held.filter_map(|session| site.notes[*session].date).collect();
        // A group that is only named in a file of many sessions is read from the first of them.
        let is_folder = site.folders.contains_key(&group.folder);
        let told = group.index.or_else(|| group.sessions.first().copied().filter(|_| !is_folder));
        let index = told.map(|note| &site.notes[note]);
        let folder = if group.folder.is_empty() { "." } else { &group.folder };
        vec![
            index.map_or(folder, |note| &note.path).into(),
            index.map(|note| note.line).into(),
            group_name(site, Some(id)),
            group.sessions.len().into(),
            day(dates.first().copied()),
            day(dates.last().copied()),
            day(next(site, id).map(|meeting| meeting.date)),
            group.status.map(GroupStatus::word).into(),
            several(group.rounds.iter().map(|round| round.name.as_str())),
            several(group.also.iter().map(String::as_str)),
            group_name(site, group.merged_into),
        ]
    };
    Rows {
        columns: &[
            "source",
            "line",
            "name",
            "sessions",
            "first",
            "last",
            "next",
            "status",
            "rounds",
            "also",
            "merged_into",
        ],
        rows: site.groups.iter().enumerate().map(row).collect(),
    }
}

/// Every session by date; those without one come first.
pub(super) fn sessions(site: &Site) -> Rows {
    let next: Vec<NoteId> = (0..site.groups.len()).filter_map(|group| next(site, group)?.note).collect();
    let row = |id: &NoteId| {
        let note = &site.notes[*id];
        vec![
            note.path.as_str().into(),
            note.line.into(),
            day(note.date),
            day(note.date_end),
            group_name(site, site.group_of[*id]),
            note.number.into(),
            note.title.as_str().into(),
            status(site, *id, &next).into(),
            note.attendance.present.into(),
            note.attendance.absent.into(),
        ]
    };
    Rows {
        columns: &["source", "line", "date", "date_end", "group", "number", "title", "status", "present", "absent"],
        rows: site.sessions.iter().map(row).collect(),
    }
}

/// Every item by date, in its note's order; agenda points aside.
pub(super) fn items(site: &Site) -> Rows {
    let row = |id: &ItemId| {
        let (note, item) = (&site.notes[id.note], site.item(*id));
        vec![
            note.path.as_str().into(),
            item.line.into(),
            item.kind.word().into(),
            item.text.as_str().into(),
            Some(item.owners.join(", ")).filter(|owners| !owners.is_empty()).into(),
            item.due.as_ref().map(|due| due.date.map_or_else(|| due.words.clone(), |date| date.to_string())).into(),
            Some(item.status.word()).filter(|_| item.kind == ItemKind::Action).into(),
            day(note.date),
            group_name(site, site.group_of[id.note]),
            format!("{}#{}", site.addresses[id.note], item.anchor).into(),
        ]
    };
    let is_shown = |id: &&ItemId| site.item(**id).kind != ItemKind::Agenda;
    Rows {
        columns: &["source", "line", "kind", "text", "owner", "due", "status", "date", "group", "address"],
        rows: site.items.iter().filter(is_shown).map(row).collect(),
    }
}

/// Every goal by group, with how often it was served.
pub(super) fn goals(site: &Site) -> Rows {
    let row = |goal: &Goal| {
        let item = site.goal_item(goal);
        let source = goal.set_in.map(|(note, _)| note).or_else(|| goal.served.first().map(|(note, _)| *note));
        let days = || goal.served.iter().filter_map(|(note, _)| site.notes[*note].date);
        vec![
            source.map(|note| site.notes[note].path.as_str()).into(),
            item.map(|item| item.line).into(),
            goal.id.as_str().into(),
            goal.label.as_str().into(),
            group_name(site, goal.group),
            item.and_then(|item| item.measure.as_deref()).into(),
            item.and_then(|item| item.target.as_deref()).into(),
            goal.served.len().into(),
            day(days().min()),
            day(days().max()),
        ]
    };
    Rows {
        columns: &["source", "line", "id", "goal", "group", "measure", "target", "sessions", "first", "last"],
        rows: site.goals.iter().map(row).collect(),
    }
}

/// Every person by name, once for each role, with how often and where first.
pub(super) fn people(site: &Site) -> Rows {
    let mut found: BTreeMap<(String, Role), (String, usize, Vec<NoteId>)> = BTreeMap::new();
    for (id, note) in site.notes.iter().enumerate() {
        for person in &note.people {
            let key = (crate::text::fold(&person.name), person.role);
            found.entry(key).or_insert_with(|| (person.name.clone(), person.line, Vec::new())).2.push(id);
        }
    }
    let row = |((_, role), (name, line, notes)): ((String, Role), (String, usize, Vec<NoteId>))| {
        let days = || notes.iter().filter_map(|id| site.notes[*id].date);
        vec![
            site.notes[notes[0]].path.as_str().into(),
            line.into(),
            name.into(),
            role.word().into(),
            notes.len().into(),
            day(days().min()),
            day(days().max()),
        ]
    };
    Rows {
        columns: &["source", "line", "name", "role", "sessions", "first", "last"],
        rows: found.into_iter().map(row).collect(),
    }
}

/// Every session to come by date. The place of one that is only planned is where the group's schedule stands.
pub(super) fn upcoming(site: &Site, snapshot: &Snapshot) -> Rows {
    let row = |meeting: &Meeting| {
        let index = meeting.group.and_then(|group| site.groups[group].index);
        let place = meeting.note.map(|id| (id, site.notes[id].line));
        let place = place.or_else(|| index.map(|id| (id, schedule_line(&site.notes[id], snapshot))));
        let hour = |time: Option<Time>| time.map(|time| time.strftime("%H:%M").to_string());
        vec![
            place.map(|(id, _)| site.notes[id].path.as_str()).into(),
            place.map(|(_, line)| line).into(),
            meeting.date.to_string().into(),
            hour(meeting.start).into(),
            hour(meeting.end).into(),
            meeting.time_zone.clone().into(),
            group_name(site, meeting.group),
            meeting.number.into(),
            meeting.title.clone().into(),
            meeting.register.clone().into(),
        ]
    };
    Rows {
        columns: &["source", "line", "date", "start", "end", "time_zone", "group", "number", "title", "register"],
        rows: site.upcoming.iter().map(row).collect(),
    }
}

/// The line on which a group's page says how often the group meets.
fn schedule_line(note: &Note, snapshot: &Snapshot) -> usize {
    let span = ["schedule", "every"].iter().find_map(|key| note.front.spans.get(*key));
    let source = snapshot.notes.get(&note.path).map(|file| parse::decode(&file.bytes)).unwrap_or_default();
    let before = span.and_then(|span| source.get(..span.start));
    before.map_or(note.line, |before| before.matches('\n').count() + 1)
}

/// Every link by note, in the note's order.
pub(super) fn links(site: &Site, snapshot: &Snapshot) -> Rows {
    let mut rows = Vec::new();
    for (note, targets) in site.notes.iter().zip(&site.targets).filter(|(note, _)| !note.links.is_empty()) {
        let source = snapshot.notes.get(&note.path).map(|file| parse::decode(&file.bytes)).unwrap_or_default();
        let lines: Vec<usize> = std::iter::once(0).chain(source.match_indices('\n').map(|(at, _)| at + 1)).collect();
        for (link, target) in note.links.iter().zip(targets) {
            rows.push(link_row(site, note, (link, target), place(&source, &lines, link.span.start)));
        }
    }
    Rows { columns: &["source", "line", "column", "text", "target", "form", "leads_to", "state"], rows }
}

fn link_row(site: &Site, note: &Note, (link, target): (&Link, &Target), (line, column): (usize, usize)) -> Vec<Value> {
    let (leads_to, state) = outcome(site, target);
    vec![
        note.path.as_str().into(),
        line.into(),
        column.into(),
        link.text.as_str().into(),
        link.target.as_str().into(),
        form(link.form).into(),
        leads_to.into(),
        state.into(),
    ]
}

/// Line and column, in characters, of a byte; both from 1. `lines` are the bytes at which lines begin.
fn place(source: &str, lines: &[usize], at: usize) -> (usize, usize) {
    let line = lines.partition_point(|start| *start <= at).max(1);
    let column = source.get(lines[line - 1]..at).map_or(0, |before| before.chars().count());
    (line, column + 1)
}

fn outcome(site: &Site, target: &Target) -> (Option<String>, &'static str) {
    match target {
        Target::Note { note, missing: Some(_), .. } => (Some(site.addresses[*note].clone()), "broken-anchor"),
        Target::Note { note, anchor: Some(anchor), .. } => (Some(format!("{}#{anchor}", site.addresses[*note])), "ok"),
        Target::Note { note, anchor: None, .. } => (Some(site.addresses[*note].clone()), "ok"),
        Target::Page { address } => (Some(address.clone()), "ok"),
        Target::File(path) => (Some(path.clone()), "ok"),
        Target::Outside(address) => (Some(address.clone()), "outside"),
        Target::Text => (None, "text"),
        Target::Broken(Reason::Missing) => (None, "broken"),
        Target::Broken(Reason::Ambiguous(_)) => (None, "ambiguous"),
    }
}

fn form(form: LinkForm) -> &'static str {
    match form {
        LinkForm::Markdown => "markdown",
        LinkForm::Address => "address",
        LinkForm::Wiki => "wiki",
        LinkForm::Image => "image",
        LinkForm::Embed => "embed",
    }
}

/// A group's next session, with or without a note.
fn next(site: &Site, group: GroupId) -> Option<&Meeting> {
    site.upcoming.iter().find(|meeting| meeting.group == Some(group))
}

fn is_over(site: &Site, note: &Note) -> bool {
    note.date_end.or(note.date).is_some_and(|end| end < site.today)
}

/// Where a session stands in time; `next` are the sessions that are the next of their groups.
fn status(site: &Site, id: NoteId, next: &[NoteId]) -> &'static str {
    let note = &site.notes[id];
    match note.date {
        _ if note.is_cancelled => "cancelled",
        None => "undated",
        Some(_) if is_over(site, note) => "past",
        Some(_) if next.contains(&id) => "next",
        Some(_) => "upcoming",
    }
}

/// A group's name; the network's where the whole knowledge base is one group.
pub(super) fn group_name(site: &Site, group: Option<GroupId>) -> Value {
    let name = group.map(|group| site.groups[group].name.as_str());
    name.map(|name| if name.is_empty() { &site.name } else { name }).into()
}

/// Several values in one cell; null where there are none.
pub(super) fn several<'a>(values: impl Iterator<Item = &'a str>) -> Value {
    let joined = values.collect::<Vec<_>>().join("; ");
    Some(joined).filter(|joined| !joined.is_empty()).into()
}

pub(super) fn day(date: Option<Date>) -> Value {
    date.map(|date| date.to_string()).into()
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn places_count_characters_from_one() {
        let source = "eins\nfür [x](y)";
        assert_eq!(place(source, &[0, 5], source.find('[').unwrap()), (2, 5));
        assert_eq!(place("", &[0], 0), (1, 1));
    }
}
