//! Which place in a note an anchor means: its id, or the heading's words as people write them. Of a file
//! that holds several sessions, each of which has a page, it also tells in which of them the place is.

use super::{NoteId, Site};
use crate::note::Note;
use crate::text::{fold, heading_id};

/// The note and the id in it that `anchor` means in a link to `note`: `None` for the top of the page.
///
/// # Errors
/// The note has no such place.
pub(super) fn find(site: &Site, note: NoteId, anchor: Option<&str>) -> Result<(NoteId, Option<String>), ()> {
    let here = || in_note(&site.notes[note], anchor).map(|id| (note, id));
    let Some(anchor) = anchor.map(str::trim) else { return here() };
    let of_file = site.of_file(note);
    if of_file.len() < 2 {
        return here();
    }
    in_whole_file(site, of_file.clone(), anchor).map_or_else(here, Ok).or_else(|()| {
        let mut others = of_file.filter(|other| *other != note);
        others.find_map(|other| in_note(&site.notes[other], Some(anchor)).ok().map(|id| (other, id))).ok_or(())
    })
}

/// The place that has this id where all of the file is shown as one page, as forges do it.
fn in_whole_file(site: &Site, mut notes: std::ops::Range<NoteId>, anchor: &str) -> Option<(NoteId, Option<String>)> {
    let id = heading_id(anchor);
    notes.find_map(|note| {
        let known = &site.notes[note].part.as_ref()?.anchors;
        let (_, here) = known.iter().find(|(in_file, _)| *in_file == anchor || *in_file == id)?;
        Some((note, Some(here.clone()).filter(|here| !here.is_empty())))
    })
}

/// The id that `anchor` means in `note`: `None` for the top of the page.
///
/// # Errors
/// The note has no such place.
fn in_note(note: &Note, anchor: Option<&str>) -> Result<Option<String>, ()> {
    let Some(anchor) = anchor.map(str::trim) else { return Ok(None) };
    let id = heading_id(anchor);
    let is_top = anchor.is_empty() || anchor == "top" || anchor.starts_with('^') || anchor.starts_with(":~:");
    if is_top || id == heading_id(&note.title) {
        return Ok(None);
    }
    let exact = note.anchors.iter().find(|known| *known == anchor);
    let found = exact.or_else(|| note.anchors.iter().find(|known| **known == id));
    let found = found.or_else(|| note.anchors.iter().find(|known| known.eq_ignore_ascii_case(anchor)));
    let by_text = || {
        let last = anchor.rsplit('#').next().unwrap_or(anchor);
        let mut headings = note.outline.iter().filter(|heading| fold(&heading.text) == fold(last));
        headings.next().map(|heading| &heading.id)
    };
    found.or_else(by_text).map(|id| Some(id.clone())).ok_or(())
}
