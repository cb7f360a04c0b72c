//! Notes, groups, folders and topics as entries of lists.

use super::shape::{Group, GroupRef, GroupSection, Link, Page, Session, State, Topic};
use super::shared::FolderFacts;
use super::walk::Entry;
use super::{Here, front, start, titles, upcoming};
use crate::model::{GroupId, NoteId, TopicId};
use crate::note::{Kind, Note};
use crate::schedule;
use crate::text::shorten;

/// A list's knots and topics stop here.
const KNOTS: usize = 12;
const TOPICS_OF_A_GROUP: usize = 4;
/// A summary in a list is at most so many characters.
const SUMMARY: usize = 200;

/// A session in a list of one group.
pub(super) fn session(here: &Here<'_>, id: NoteId) -> Session {
    let note = here.note(id);
    let to_come = here.shared.upcoming.get(&id).map(|at| &here.site.upcoming[*at]);
    Session {
        anchor: None,
        href: Some(here.href_of(id)),
        title: note.title.clone(),
        lang: here.foreign(id),
        date: here.date_of(note),
        time: time(here, id),
        state: state(here, id),
        moment: to_come.and_then(upcoming::moment),
        over: to_come.and_then(|meeting| upcoming::over(here, meeting)),
        waiting: false,
        links: to_come.map(|meeting| upcoming::links(here, meeting)).unwrap_or_default(),
        number: note.number.map(|number| number.to_string()),
        summary: session_summary(here, note),
        group: None,
    }
}

/// That a meeting was cancelled matters more than what the note says.
fn session_summary(here: &Here<'_>, note: &Note) -> Option<String> {
    let summary = summary(note);
    if !note.is_cancelled {
        return summary;
    }
    let word = here.words().text("cancelled");
    Some(summary.map_or_else(|| word.clone(), |summary| shorten(&format!("{word}. {summary}"), SUMMARY)))
}

/// A session in a list of several groups.
pub(super) fn session_with_group(here: &Here<'_>, id: NoteId) -> Session {
    let group = here.site.group_of[id].filter(|_| !here.site.is_one_group());
    Session { group: group.map(|group| group_ref(here, group)), ..session(here, id) }
}

/// The time that a session's own note gives; for one to come, else its group's, and in which zone.
pub(super) fn time(here: &Here<'_>, id: NoteId) -> Option<String> {
    match here.shared.upcoming.get(&id) {
        Some(at) => upcoming::time(here, &here.site.upcoming[*at]),
        None => front::time(here.note(id)),
    }
}

/// Where a session stands in time; a cancelled one is over, whenever it would have been.
pub(super) fn state(here: &Here<'_>, id: NoteId) -> State {
    let note = here.note(id);
    let next = here.site.group_of[id].map_or(here.shared.loose_next, |group| here.shared.groups[group].next);
    if next.is_some_and(|at| here.site.upcoming[at].note == Some(id)) {
        State::Next
    } else if !note.is_cancelled && note.date.is_some_and(|day| day >= here.site.today) {
        State::Upcoming
    } else {
        State::Past
    }
}

/// A note in a line or two: what front matter says, else how the text begins.
pub(super) fn summary(note: &Note) -> Option<String> {
    let summary = front::first(note, &["summary", "description"]).unwrap_or_else(|| note.summary.clone());
    Some(in_short(&summary)).filter(|summary| !summary.is_empty() && !summary.eq_ignore_ascii_case(&note.title))
}

/// The beginning of a text: whole sentences if they say enough, else as many words as fit.
pub(super) fn in_short(text: &str) -> String {
    const ENOUGH: usize = 60;
    let short = shorten(text, SUMMARY);
    if !short.ends_with('…') {
        return short;
    }
    let is_end = |(at, _): &(usize, &str)| {
        short[..*at].rsplit(' ').next().is_some_and(|word| word.chars().count() > 2 && !word.contains('.'))
    };
    let last = |marks: [&str; 2]| {
        let ends = marks.into_iter().filter_map(|mark| short.rmatch_indices(mark).find(is_end));
        let end = ends.map(|(at, mark)| at + mark.trim_end().len()).max();
        end.filter(|end| short[..*end].chars().count() >= ENOUGH)
    };
    // A question at the end would wait for an answer that was cut off.
    let end = last([". ", "。"]).or_else(|| last(["? ", "？"]));
    end.map_or_else(|| short.clone(), |end| short[..end].to_owned())
}

pub(super) fn group_ref(here: &Here<'_>, id: GroupId) -> GroupRef {
    let group = &here.site.groups[id];
    GroupRef { name: group.name.clone(), href: here.href(&group.address), hue: here.shared.groups[id].hue }
}

pub(super) fn group(here: &Here<'_>, id: GroupId) -> Group {
    let (group, facts) = (&here.site.groups[id], &here.shared.groups[id]);
    let index = group.index.map(|id| here.note(id));
    let recent = &group.sessions[group.sessions.len().saturating_sub(KNOTS)..];
    Group {
        name: group.name.clone(),
        href: here.href(&group.address),
        hue: facts.hue,
        purpose: index
            .and_then(|note| front::first(note, &["purpose"]).map(|text| in_short(&text)).or_else(|| summary(note))),
        count_text: some_count(here, "sessions", group.sessions.len()),
        knots: recent.iter().map(|id| state(here, *id)).collect(),
        next: facts.next.map(|at| upcoming::session(here, at)),
        ended: index.is_some_and(|note| schedule::has_ended(&note.front, here.site.today)),
        start: start::link(here, id),
        topics: facts.topics.iter().take(TOPICS_OF_A_GROUP).map(|(id, _)| topic_link(here, *id)).collect(),
    }
}

/// Groups under the `area` that their front matter names, or all together where none does.
pub(super) fn group_sections(here: &Here<'_>) -> Vec<GroupSection> {
    let mut sections: Vec<GroupSection> = Vec::new();
    for (id, of) in here.site.groups.iter().enumerate() {
        let label = of.index.and_then(|index| front::first(here.note(index), &["area", "category"]));
        let entry = group(here, id);
        match sections.iter_mut().find(|section| section.label == label) {
            Some(section) => section.groups.push(entry),
            None => sections.push(GroupSection { label, groups: vec![entry] }),
        }
    }
    let order = here.order();
    sections.sort_by_cached_key(|section| {
        (section.label.is_none(), section.label.as_deref().map(|label| order.key(label)))
    });
    sections
}

/// A note among pages; of a session, its day is told too.
pub(super) fn page(here: &Here<'_>, id: NoteId) -> Page {
    let note = here.note(id);
    let date = here.date_of(note).filter(|_| note.kind == Kind::Session);
    Page {
        href: here.href_of(id),
        title: note.title.clone(),
        summary: summary(note),
        count_text: date.map(|date| date.text.clone()),
        folder: false,
    }
}

/// A folder among pages; `None` where it has no page of its own kind.
pub(super) fn folder(here: &Here<'_>, path: &str) -> Option<Page> {
    let folder = here.site.folders.get(path)?;
    let facts = here.shared.folders.get(path);
    let word = if facts.is_some_and(FolderFacts::is_of_sessions) { "sessions" } else { "pages" };
    Some(Page {
        href: here.href(&folder.address),
        title: titles::of_folder_page(here, path),
        summary: folder.index.and_then(|id| summary(here.note(id))),
        count_text: some_count(here, word, facts.map_or(0, |facts| facts.notes)),
        folder: true,
    })
}

/// What lies in a folder, as a list of pages.
pub(super) fn pages<'a>(here: &Here<'_>, entries: impl IntoIterator<Item = Entry<'a>>) -> Vec<Page> {
    let entry = |entry: Entry<'_>| match entry {
        Entry::Note(id) => Some(page(here, id)),
        Entry::Folder(path) => folder(here, path),
    };
    entries.into_iter().filter_map(entry).collect()
}

pub(super) fn topic(here: &Here<'_>, id: TopicId) -> Topic {
    let topic = &here.site.topics[id];
    Topic {
        href: here.href(&topic.address),
        label: topic.label.clone(),
        count_text: some_count(here, "notes", topic.notes.len()),
        description: None,
    }
}

pub(super) fn topic_link(here: &Here<'_>, id: TopicId) -> Link {
    let topic = &here.site.topics[id];
    Link { href: here.href(&topic.address), label: topic.label.clone() }
}

/// A note's topics, in their order on the site.
pub(super) fn topics(here: &Here<'_>, note: NoteId) -> Vec<Topic> {
    here.shared.topics_of[note].iter().map(|id| Topic { count_text: None, ..topic(here, *id) }).collect()
}

/// A count in words; of nothing, none.
pub(super) fn some_count(here: &Here<'_>, word: &str, count: usize) -> Option<String> {
    (count > 0).then(|| here.words().count(word, count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_ends_with_a_sentence_where_it_can() {
        let long = "words that go on ".repeat(20);
        let check = |start: &str, short: &str| assert_eq!(in_short(&format!("{start} {long}")), short);
        check(
            "Twenty-four organisations have sent in the self-assessment by now.",
            "Twenty-four organisations have sent in the self-assessment by now.",
        );
        assert!(in_short(&format!("Too short. {long}")).ends_with('…'));
        assert!(in_short(&format!("Things that were named by nearly everyone who came, e.g. {long}")).ends_with('…'));
        assert_eq!(in_short("One. Two"), "One. Two");
    }
}
