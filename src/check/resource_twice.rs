//! Links that stand twice in one list of resources.

use crate::diagnostic::{Diagnostic, Place};
use crate::model::{Site, listed_twice};

pub(super) fn check(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    for (id, note) in site.notes.iter().enumerate() {
        for (first, again) in listed_twice(site, id) {
            let (first, again) = (&note.links[first], &note.links[again]);
            let place = Place::new(site.file(id), again.span.clone());
            diagnostics.push(Diagnostic::resource_twice(&place, &again.text, &first.text));
        }
    }
}
