//! Links to a heading that the page doesn't have.

use super::{links, mend};
use crate::diagnostic::{Diagnostic, Edit, Place};
use crate::model::{NoteId, Site, Target};
use crate::note::{Link, Note};
use crate::text::{heading_id, nearest, only_near, path_folder, path_stem, without_accents};

pub(super) fn check(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    for (id, link, target) in super::links(site) {
        if let Target::Note { note, missing: Some(anchor), .. } = target {
            let page = &site.notes[*note];
            let near = nearest(anchor, page.anchors.iter().map(String::as_str)).map(|near| format!("#{near}"));
            let place = Place::new(site.file(id), link.span.clone());
            let sure = here(page, (link, anchor)).or_else(|| elsewhere(site, (id, link), (*note, anchor)));
            let told = Diagnostic::broken_anchor(&place, &page.path, anchor, near.as_deref());
            diagnostics.push(told.mended_by(sure));
        }
    }
}

/// The change to the one heading of the page that has the same words, or is a slip of the pen away.
fn here(page: &Note, (link, anchor): (&Link, &str)) -> Option<Edit> {
    let known = || page.anchors.iter().map(String::as_str);
    let mut same = known().filter(|known| letters(known) == letters(anchor));
    let id = same.next().filter(|_| same.next().is_none()).or_else(|| only_near(&heading_id(anchor), known()))?;
    let heading = page.outline.iter().find(|heading| heading.id == id);
    let words = heading.filter(|_| mend::is_wiki(link)).map_or(id, |heading| heading.text.as_str());
    mend::anchor(link, words)
}

/// The change to the one other note of the page's folder that has the heading now. Headings that many notes have,
/// such as `Decisions`, didn't move there.
fn elsewhere(site: &Site, (from, link): (NoteId, &Link), (page, anchor): (NoteId, &str)) -> Option<Edit> {
    let folder = path_folder(&site.notes[page].path);
    let has_it = |note: &Note| {
        let heading = note.outline.iter().find(|heading| letters(&heading.id) == letters(anchor))?;
        let is_usual = note.sections.iter().any(|section| section.span.start == heading.span.start);
        (heading.id == heading_id(anchor) && !is_usual).then_some(())
    };
    let others = site.notes.iter().enumerate().filter(|(id, note)| {
        *id != page && note.part.is_none() && path_folder(&note.path) == folder && has_it(note).is_some()
    });
    let found: Vec<NoteId> = others.map(|(id, _)| id).take(2).collect();
    let [moved] = found[..] else { return None };
    let moved = &site.notes[moved].path;
    if mend::is_wiki(link) {
        return mend::name(link, path_stem(moved));
    }
    mend::path(link, &links::relative(&site.notes[from].path, moved))
}

/// What is left of an anchor's words without signs and accents.
fn letters(words: &str) -> String {
    without_accents(words).chars().filter(|c| c.is_alphanumeric()).collect()
}
