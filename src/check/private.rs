//! Links to files that are never published, such as lists of who came.

use crate::diagnostic::{Diagnostic, Place};
use crate::model::{Site, Target, is_private};

pub(super) fn check(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    for (id, link, target) in super::links(site) {
        if let Target::File(path) = target
            && is_private(path)
        {
            diagnostics.push(Diagnostic::private_file(&Place::new(site.file(id), link.span.clone()), &link.target));
        }
    }
}
