//! Sessions whose date can't be told.

use crate::diagnostic::{Diagnostic, Place};
use crate::model::Site;

pub(super) fn check(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    for id in site.sessions.iter().filter(|id| site.notes[**id].date.is_none()) {
        diagnostics.push(Diagnostic::undated_session(&Place::file(site.file(*id))));
    }
}
