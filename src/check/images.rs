//! Images that lie on another site: showing them would tell that site who reads.

use crate::diagnostic::{Diagnostic, Place};
use crate::model::{Site, Target};
use crate::note::LinkForm;

pub(super) fn check(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    for (id, link, target) in super::links(site) {
        if let (LinkForm::Image, Target::Outside(address)) = (link.form, target) {
            diagnostics.push(Diagnostic::outside_image(&Place::new(site.file(id), link.span.clone()), address));
        }
    }
}
