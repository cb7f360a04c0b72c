//! What an edit left as it was. The site before and the notes now go in; which notes say something else comes out, where
//! all notes still have the names, kinds, dates, front matter and tags that they had. All that `Grounds` holds is then
//! as it was, and a stage of `link` that reads these and some notes' texts needs to look only at notes that changed.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{GroupId, NoteId, Site};
use crate::note::{FrontMatter, Kind, Note};

/// A site before, with the notes that say something else now, though nothing that `Grounds` are made of.
pub(super) struct Since<'a> {
    /// The site before.
    pub(super) before: &'a Site,
    /// The notes that changed.
    pub(super) changed: Vec<NoteId>,
}

impl<'a> Since<'a> {
    /// What is left of a site where its notes are these; `None` where their grounds may be others.
    pub(super) fn of(before: &'a Site, given: &[Arc<Note>]) -> Option<Self> {
        let changed = changed(before, given)?;
        let stand_alike = changed.iter().all(|id| stands_alike(&before.given[*id], &given[*id]));
        stand_alike.then_some(Self { before, changed })
    }

    /// The notes now, those with one title told apart as they were.
    pub(super) fn notes(&self, given: &[Arc<Note>]) -> Vec<Arc<Note>> {
        let mut notes = self.before.notes.clone();
        for id in &self.changed {
            let (shown, new) = (&self.before.notes[*id].title, &given[*id]);
            let is_shown = *shown == new.title;
            notes[*id] =
                if is_shown { new.clone() } else { Arc::new(Note { title: shown.clone(), ..(**new).clone() }) };
        }
        notes
    }

    /// The notes whose items may be listed otherwise, as one word for each note: those of the groups of notes that
    /// changed, for what a form left is known by a group's notes; all where a template changed, which is such a form.
    pub(super) fn listed_anew(&self) -> Vec<bool> {
        let before = self.before;
        let groups: BTreeSet<Option<GroupId>> = self.changed.iter().map(|id| before.group_of[*id]).collect();
        let is_all = self.changed.iter().any(|id| before.notes[*id].kind == Kind::Template);
        before.group_of.iter().map(|group| is_all || groups.contains(group)).collect()
    }

    /// The notes that changed, or whose links lead elsewhere on `site`.
    pub(super) fn moved(&self, site: &Site) -> Vec<NoteId> {
        let leads_elsewhere = |id: &NoteId| site.targets[*id] != self.before.targets[*id];
        let is_moved = |id: &NoteId| self.changed.binary_search(id).is_ok() || leads_elsewhere(id);
        (0..site.notes.len()).filter(is_moved).collect()
    }
}

/// The notes that are not those of the site before, in order; `None` where notes came, went or moved.
pub(super) fn changed(before: &Site, given: &[Arc<Note>]) -> Option<Vec<NoteId>> {
    let all = before.given.iter().zip(given).enumerate();
    let changed: Vec<(NoteId, &str, &str)> = all
        .filter(|(_, (old, new))| !Arc::ptr_eq(old, new))
        .map(|(id, (old, new))| (id, old.path.as_str(), new.path.as_str()))
        .collect();
    let are_there = given.len() == before.given.len() && changed.iter().all(|(_, old, new)| old == new);
    are_there.then(|| changed.into_iter().map(|(id, _, _)| id).collect())
}

/// Whether two states of a note differ in their texts alone, and in nothing that `Grounds` are made of.
fn stands_alike(old: &Note, new: &Note) -> bool {
    // Taken apart, so that whoever adds a field decides where it belongs.
    let Note {
        path,
        kind,
        title,
        date,
        date_end,
        number,
        front: FrontMatter { values, spans, is_broken },
        tags,
        is_cancelled,
        part,
        outline: _,
        links: _,
        codes: _,
        body: _,
        text: _,
        lines: _,
        asides: _,
        summary: _,
        words: _,
        anchors: _,
        line: _,
        sections: _,
        items: _,
        people: _,
        attendance: _,
    } = old;
    (path, kind, title, date, date_end, number)
        == (&new.path, &new.kind, &new.title, &new.date, &new.date_end, &new.number)
        && (values, spans, is_broken) == (&new.front.values, &new.front.spans, &new.front.is_broken)
        && (tags, is_cancelled, part) == (&new.tags, &new.is_cancelled, &new.part)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::Cache;
    use crate::audience::Audience;
    use crate::snapshot::{Edition, NoteFile, Snapshot};
    use crate::text;

    const NOTE: &str =
        "# Beds\n\n## Decisions\n\n- Keep [the list](https://example.org/list) open\n\n## Talk\n\nWords.\n";

    /// What is taken over from the site before an edit of a note.
    fn check(from: &str, to: &str, expected: &[&str]) {
        let today = "2023-02-20".parse().unwrap();
        let edition = Edition { today: Some(today), clock: today, address: None, audience: Audience::default() };
        let mut cache = Cache::default();
        let mut site = |note: &str| {
            let file = NoteFile { bytes: note.as_bytes().into(), hash: text::hash(note) };
            let notes = [("groups/a/sessions/2023-01-12-beds.md".to_owned(), file)].into();
            let snapshot = Snapshot { notes, ..Snapshot::default() };
            crate::compile_cached(&snapshot, &edition, &mut cache).site.unwrap()
        };
        let (before, after) = (site(NOTE), site(&NOTE.replace(from, to)));
        let taken = [
            ("grounds", Arc::ptr_eq(&before.grounds, &after.grounds)),
            ("resources", Arc::ptr_eq(&before.resources, &after.resources)),
            ("titles", Arc::ptr_eq(&before.titles, &after.titles)),
        ];
        let taken: Vec<&str> = taken.into_iter().filter(|(_, is_taken)| *is_taken).map(|(name, _)| name).collect();
        assert_eq!(taken, expected, "{from} → {to}");
    }

    #[test]
    fn what_an_edit_leaves_is_taken_over() {
        check("\n## Talk", "- Ask the council\n\n## Talk", &["grounds", "resources", "titles"]);
        check("/list)", "/beds/register)", &["grounds", "titles"]);
        check("Words.", "Words.\n\n## Costs\n\nMore.", &["grounds", "resources"]);
        check("Words.", "Words. #housing", &[]);
        check("# Beds", "# Cots", &[]);
    }
}
