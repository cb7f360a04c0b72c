//! Links to a heading that the page doesn't have.

use crate::diagnostic::{Diagnostic, Place};
use crate::model::{Site, Target};
use crate::text::nearest;

pub(super) fn check(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    for (id, link, target) in super::links(site) {
        if let Target::Note { note, missing: Some(anchor), .. } = target {
            let page = &site.notes[*note];
            let near = nearest(anchor, page.anchors.iter().map(String::as_str)).map(|near| format!("#{near}"));
            let place = Place::new(site.file(id), link.span.clone());
            diagnostics.push(Diagnostic::broken_anchor(&place, &page.path, anchor, near.as_deref()));
        }
    }
}
