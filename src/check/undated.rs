//! Sessions whose date can't be told, but for those of which it was said already why.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Place};
use crate::model::Site;

pub(super) fn check(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    let unclear: BTreeSet<String> =
        diagnostics.iter().filter(|known| known.rule == "unclear-date").map(|known| known.file.clone()).collect();
    for id in site.sessions.iter().filter(|id| site.notes[**id].date.is_none()) {
        let file = site.file(*id);
        if !unclear.contains(&file) {
            diagnostics.push(Diagnostic::undated_session(&Place::file(file)));
        }
    }
}
