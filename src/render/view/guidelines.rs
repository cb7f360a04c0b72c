//! Participation guidelines as pages list them: the network's and a group's own, by the part of a session in
//! which they hold. Each leads to its place in the note that sets it.

use serde::Serialize;

use super::shape::{Date, Link};
use super::{Here, entries, passage};
use crate::model::guidelines::{self, Phase};
use crate::model::{GroupId, NoteId};
use crate::note::ItemKind;
use crate::render::href;

/// A group's page shows so many.
const FEW: usize = 4;

/// Guidelines for one part of a session.
#[derive(Debug, Serialize)]
pub(crate) struct Promises {
    /// None for those that hold throughout, where nothing else is listed.
    label: Option<String>,
    items: Vec<Promise>,
}

#[derive(Debug, Serialize)]
struct Promise {
    text: String,
    href: String,
}

/// A note that sets guidelines.
#[derive(Debug, Serialize)]
pub(crate) struct Source {
    href: String,
    label: String,
    agreed: Option<String>,
}

/// A note of guidelines as what stands in it is led back to it.
pub(super) fn source(here: &Here<'_>, id: NoteId) -> Source {
    Source { href: here.href_of(id), label: here.note(id).title.clone(), agreed: agreed(here, id) }
}

/// The notes that set what holds in a group: the network's first, then its own, and its own page.
pub(super) fn notes(here: &Here<'_>, group: GroupId) -> Vec<NoteId> {
    let own = &here.site.groups[group];
    let has_any = |id: &NoteId| here.note(*id).items.iter().any(|item| item.kind == ItemKind::Guideline);
    let page = own.index.filter(has_any);
    let mut notes: Vec<NoteId> = Vec::new();
    for id in here.shared.network_guidelines.into_iter().chain(own.guidelines).chain(page) {
        if !notes.contains(&id) {
            notes.push(id);
        }
    }
    notes
}

/// What holds in a group, by the part of a session.
pub(super) fn by_phase(here: &Here<'_>, notes: &[NoteId]) -> Vec<Promises> {
    let all: Vec<(Phase, Promise)> = notes.iter().flat_map(|id| of_note(here, *id)).collect();
    let mut parts: Vec<(Phase, Promises)> = Phase::ALL
        .into_iter()
        .map(|phase| (phase, Promises { label: Some(label(here, phase)), items: Vec::new() }))
        .collect();
    for (phase, promise) in all {
        if let Some((_, part)) = parts.iter_mut().find(|(other, _)| *other == phase) {
            part.items.push(promise);
        }
    }
    let mut parts: Vec<Promises> =
        parts.into_iter().map(|(_, part)| part).filter(|part| !part.items.is_empty()).collect();
    if let [only] = &mut parts[..] {
        only.label = None;
    }
    parts
}

fn of_note(here: &Here<'_>, id: NoteId) -> Vec<(Phase, Promise)> {
    let note = here.note(id);
    let promise = |at: usize| Promise {
        text: entries::in_short(&passage::plain(&note.items[at].text)),
        href: href::with_anchor(here.address, &here.site.addresses[id], Some(&note.items[at].anchor)),
    };
    guidelines::by_phase(note).map(|(phase, at)| (phase, promise(at))).collect()
}

fn label(here: &Here<'_>, phase: Phase) -> String {
    here.words().text(match phase {
        Phase::Always => "guidelines_page.always",
        Phase::Before => "guidelines_page.before",
        Phase::During => "guidelines_page.during",
        Phase::After => "guidelines_page.after",
    })
}

/// The first few, a group's own before the network's.
pub(super) fn few(here: &Here<'_>, group: GroupId) -> Vec<String> {
    let notes = notes(here, group);
    let mut own_first: Vec<NoteId> =
        notes.iter().copied().filter(|id| Some(*id) != here.shared.network_guidelines).collect();
    own_first.extend(here.shared.network_guidelines);
    let items = own_first.into_iter().flat_map(|id| of_note(here, id));
    items.take(FEW).map(|(_, promise)| promise.text).collect()
}

/// `Agreed on 8 December 2022`.
pub(super) fn agreed(here: &Here<'_>, id: NoteId) -> Option<String> {
    let day: Date = here.words().date(guidelines::agreed(here.note(id))?, None);
    Some(here.words().filled("guidelines_page.agreed", &[("date", &day.text)]))
}

/// The groups that have guidelines of their own beside the network's.
pub(super) fn additions(here: &Here<'_>) -> Vec<Link> {
    let own = here.site.groups.iter().filter_map(|group| Some((group, group.guidelines?)));
    let own = own.filter(|(_, id)| Some(*id) != here.shared.network_guidelines);
    own.map(|(group, id)| Link { href: here.href_of(id), label: group.name.clone() }).collect()
}
