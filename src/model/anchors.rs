//! Which place in a note an anchor means: its id, or the heading's words as people write them.

use crate::note::Note;
use crate::text::{fold, heading_id};

/// The id that `anchor` means in `note`: `None` for the top of the page.
///
/// # Errors
/// The note has no such place.
pub(super) fn find(note: &Note, anchor: Option<&str>) -> Result<Option<String>, ()> {
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
