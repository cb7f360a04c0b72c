//! Sessions of the past year, more than three weeks back, whose notes hold no insight though the group's other
//! sessions mostly have some.

use crate::diagnostic::{Diagnostic, Place};
use crate::model::{Group, NoteId, Site};
use crate::note::{ItemKind, Note};

/// Until then somebody may still write them down.
const DAYS: i32 = 21;

/// Later nobody remembers.
const TOO_LATE: i32 = 365;

/// Fewer words are a stub.
const REAL_TEXT: usize = 60;

/// So many of the group's other sessions have insights at the least.
const SOME: usize = 2;

pub(super) fn check(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    for group in &site.groups {
        let written: Vec<NoteId> = group.sessions.iter().copied().filter(|id| is_written(site, *id)).collect();
        let with = written.iter().filter(|id| has_insights(&site.notes[**id])).count();
        if with < SOME || with * 2 < written.len() {
            continue;
        }
        for id in written.into_iter().filter(|id| !has_insights(&site.notes[*id])) {
            tell(site, (group, id), diagnostics);
        }
    }
}

fn tell(site: &Site, (group, id): (&Group, NoteId), diagnostics: &mut Vec<Diagnostic>) {
    let note = &site.notes[id];
    let days = note.date_end.or(note.date).map_or(0, |date| (site.today - date).get_days());
    // A session held jointly is told of once, with its first group.
    let is_own = site.groups_of(id).next().is_none_or(|first| site.groups[first].folder == group.folder);
    if is_own && days > DAYS && days < TOO_LATE {
        let heading = note.part.as_ref().and_then(|_| note.outline.first()).map(|heading| heading.span.clone());
        let place = Place::new(site.file(id), heading.unwrap_or(0..0));
        diagnostics.push(Diagnostic::no_insights(&place, days / 7));
    }
}

fn is_written(site: &Site, id: NoteId) -> bool {
    site.is_held(id) && site.notes[id].words >= REAL_TEXT
}

fn has_insights(note: &Note) -> bool {
    note.items.iter().any(|item| item.kind == ItemKind::Insight)
}
