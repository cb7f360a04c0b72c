//! Pictures that a note shows or links to, or that lie in `static/`, and that can't be published.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Place};
use crate::model::{Site, Target};
use crate::text::path_name;

pub(super) fn check(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    let mut told = BTreeSet::new();
    for (id, link, target) in super::links(site) {
        if let Target::File(path) = target
            && let Some(unfit) = site.unfit.get(path)
        {
            let place = Place::new(site.file(id), link.span.clone());
            diagnostics.push(Diagnostic::unfit_picture(&place, path_name(path), *unfit));
            told.insert(path);
        }
    }
    for (path, unfit) in &site.unfit {
        if path.starts_with("static/") && !told.contains(path) {
            let place = Place::file(format!("{}{path}", site.prefix));
            diagnostics.push(Diagnostic::unfit_picture(&place, path_name(path), *unfit));
        }
    }
}
