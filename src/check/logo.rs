//! The logo that is configured: a picture that is published.

use crate::config;
use crate::diagnostic::{Diagnostic, Place};
use crate::model::Site;

pub(super) fn check(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    let (Some(logo), Some(address)) = (&site.config.logo, site.configured_logo()) else { return };
    if site.files.get(address).is_none_or(|file| file.dimensions.is_none()) {
        diagnostics.push(Diagnostic::missing_logo(&Place::new(config::FILE, logo.span()), logo.get_ref()));
    }
}
