//! Links to files that browsers would open as a page, scripts and all, and that are therefore not published.

use crate::diagnostic::{Diagnostic, Place};
use crate::model::{Site, Target, is_active};

pub(super) fn check(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    for (id, link, target) in super::links(site) {
        if let Target::File(path) = target
            && is_active(path)
        {
            diagnostics.push(Diagnostic::active_file(&Place::new(site.file(id), link.span.clone()), &link.target));
        }
    }
}
