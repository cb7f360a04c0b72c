//! A site after an edit that changed no more than words, which is what most edits are. What the edit left goes in; a
//! site that shares with the one before how notes relate comes out, or nothing where that may have changed.

use std::ops::Range;
use std::sync::Arc;

use super::since::Since;
use super::{Site, goals};
use crate::note::{Heading, Item, Link, Mention, Note, Section};

/// The site of `given`, where these notes relate to each other just as those before do.
pub(super) fn reworded(since: &Since<'_>, given: &[Arc<Note>]) -> Option<Site> {
    let before = since.before;
    let relates_alike = |id: usize| {
        let (old, new) = (&*before.given[id], &*given[id]);
        relate_alike(old, new) && goals::are_named_alike(before, id, (old, new))
    };
    let is_reworded = since.changed.iter().all(|id| relates_alike(*id));
    let relations = is_reworded.then(|| Arc::clone(&before.relations))?;
    Some(Site { notes: since.notes(given), given: given.to_vec(), relations })
}

/// Whether the texts of two states of a note differ in nothing that relates it to others: in no more than their words
/// and places.
fn relate_alike(old: &Note, new: &Note) -> bool {
    // Taken apart, so that whoever adds a field decides where it belongs.
    let Note {
        // These are the same, or there would be no `Since`.
        path: _,
        kind: _,
        title: _,
        date: _,
        date_end: _,
        number: _,
        front: _,
        tags: _,
        is_cancelled: _,
        part: _,
        // These are words and places.
        codes: _,
        body: _,
        text: _,
        lines: _,
        asides: _,
        summary: _,
        words: _,
        line: _,
        outline,
        links,
        anchors,
        sections,
        items,
        people,
        attendance,
    } = old;
    (anchors, attendance) == (&new.anchors, &new.attendance)
        && are_alike(outline, &new.outline, is_same_heading)
        && are_alike(links, &new.links, is_same_link)
        && are_alike(sections, &new.sections, |old, new| old.topic == new.topic)
        && are_alike(items, &new.items, is_same_item)
        && are_alike(people, &new.people, is_same_mention)
        && layout(old) == layout(new)
}

fn are_alike<T>(old: &[T], new: &[T], is_same: impl Fn(&T, &T) -> bool) -> bool {
    old.len() == new.len() && old.iter().zip(new).all(|(old, new)| is_same(old, new))
}

fn is_same_heading(old: &Heading, new: &Heading) -> bool {
    let Heading { level, id, text, span: _ } = old;
    (level, id, text) == (&new.level, &new.id, &new.text)
}

fn is_same_link(old: &Link, new: &Link) -> bool {
    let Link { target, text, context, title, width, setting, form, span: _, target_span: _ } = old;
    (target, text, context, title) == (&new.target, &new.text, &new.context, &new.title)
        && (width, setting, form) == (&new.width, &new.setting, &new.form)
}

fn is_same_item(old: &Item, new: &Item) -> bool {
    let Item { kind, text, html: _, anchor, span: _, line: _, heading, owners, due, status, measure, target } = old;
    (kind, text, anchor, heading) == (&new.kind, &new.text, &new.anchor, &new.heading)
        && (owners, due, status) == (&new.owners, &new.due, &new.status)
        && (measure, target) == (&new.measure, &new.target)
}

fn is_same_mention(old: &Mention, new: &Mention) -> bool {
    let Mention { name, also, role, line: _ } = old;
    (name, also, role) == (&new.name, &new.also, &new.role)
}

/// The order in which a note's headings, links, sections and items begin and end, which says what stands in what:
/// each end with the rank of its place, so that those at one place are told from those that follow each other.
fn layout(note: &Note) -> Vec<(usize, usize)> {
    let spans = || {
        let headings = note.outline.iter().map(|heading| &heading.span);
        let links = note.links.iter().map(|link| &link.span);
        let sections = note.sections.iter().map(|section: &Section| &section.span);
        headings.chain(links).chain(sections).chain(note.items.iter().map(|item| &item.span))
    };
    let mut ends: Vec<(usize, usize)> = spans().flat_map(|Range { start, end }| [*start, *end]).zip(0..).collect();
    ends.sort_unstable();
    let mut rank = 0;
    let mut last = 0;
    for (place, _) in &mut ends {
        rank += usize::from(*place != last);
        last = std::mem::replace(place, rank);
    }
    ends
}

#[cfg(test)]
mod tests {
    use crate::Cache;
    use crate::audience::Audience;
    use crate::snapshot::{Edition, NoteFile, Snapshot};
    use crate::text;

    const PATH: &str = "groups/a/sessions/2023-01-12-beds.md";
    const GOALS: &str = "# Goals\n\n## Respite beds for everyone\n\nWords.\n";
    const NOTE: &str =
        "# Beds\n\nWe met.\n\n## Decisions\n\n- Keep [the list](https://example.org/list) open\n\n## Talk\n\nWords.\n";

    fn snapshot(note: &str) -> Snapshot {
        let file = |text: &str| NoteFile { bytes: text.as_bytes().into(), hash: text::hash(text) };
        let notes = [("groups/a/goals.md", GOALS), (PATH, note)];
        Snapshot { notes: notes.map(|(path, text)| (path.to_owned(), file(text))).into(), ..Snapshot::default() }
    }

    /// Whether an edit of the note leaves how notes relate.
    fn check(from: &str, to: &str, is_reworded: bool) {
        let today = "2023-02-20".parse().unwrap();
        let edition = Edition { today: Some(today), clock: today, address: None, audience: Audience::default() };
        let mut cache = Cache::default();
        let mut site = |note: &str| crate::compile_cached(&snapshot(note), &edition, &mut cache).site.unwrap();
        let (before, edited) = (site(NOTE), NOTE.replace(from, to));
        assert_ne!(edited, NOTE, "{from}");
        let after = site(&edited);
        assert_eq!(after.is_reworded(&before), is_reworded, "{from} → {to}");
        let fresh = crate::compile(&snapshot(&edited), &edition).site.unwrap();
        assert_eq!(format!("{after:?}"), format!("{fresh:?}"));
    }

    #[test]
    fn words_alone_relate_nothing() {
        check("We met.", "We met again.", true);
        check("We met.", "We met.\n\nAnd more.\n\n```\ncode\n```", true);
        check("Words.", "Other words", true);
    }

    #[test]
    fn what_relates_notes_is_related_anew() {
        check("# Beds", "# Cots", false);
        check("- Keep", "- Hold", false);
        check("/list)", "/lists)", false);
        check("We met.", "We met. #housing", false);
        check("Words.", "Words: respite beds for everyone.", false);
        check("\n## Talk", "- Ask again\n\n## Talk", false);
        check("## Decisions\n\n", "", false);
        check("# Beds", "---\ndate: 2023-01-13\n---\n# Beds", false);
    }
}
