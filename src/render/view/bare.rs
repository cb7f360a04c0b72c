//! Pages that stand outside of the site's order: the statement on accessibility, what a server shows for a missing
//! page, at any depth, and what stands at an old address.

use serde::Serialize;

use super::frame::{self, Head};
use super::{Content, Here, Made, site, titles};
use crate::model::href_path;
use crate::render::href;
use crate::theme::Ready;

/// `view` of 404.html.
#[derive(Debug, Serialize)]
pub(crate) struct NotFoundView {
    absolute_root: Option<String>,
}

/// `view` of redirect.html.
#[derive(Debug, Serialize)]
pub(crate) struct RedirectView {
    href: String,
    canonical: Option<String>,
    title: String,
}

/// `view` of accessibility.html: all that it shows is the theme's own words.
#[derive(Debug, Serialize)]
pub(crate) struct AccessibilityView {}

/// The statement on accessibility that a site has where nobody wrote another.
pub(super) fn accessibility(here: &Here<'_>) -> Made {
    let title = here.words().text("accessibility.title");
    let description = Some(here.words().text("accessibility.aim"));
    let page = frame::page(here, Head { kind: "accessibility", title, description, ..Head::default() });
    ("accessibility.html", page, Content::Accessibility(AccessibilityView {}))
}

/// The page that a server shows for an address that isn't there.
pub(super) fn not_found(here: &Here<'_>) -> Made {
    let page = frame::bare_page(here, "not-found", here.words().text("not_found"));
    ("404.html", page, Content::NotFound(NotFoundView { absolute_root: here.site.address.clone() }))
}

/// `site` for that page: links are absolute, or there are none, since nobody knows where it is shown.
pub(super) fn site(here: &Here<'_>) -> Ready {
    let root = here.site.address.as_deref();
    Ready::of(&site::site(here, &|to| root.map(|root| format!("{root}{}", href_path(to)))))
}

/// The page at an old address.
pub(super) fn redirect(here: &Here<'_>, to: &str) -> Made {
    let title = titles::of_page(here, to).unwrap_or_else(|| here.site.name.clone());
    let view = RedirectView {
        href: here.href(to),
        canonical: here.site.address.as_deref().map(|root| href::canonical(root, to)),
        title,
    };
    ("redirect.html", frame::bare_page(here, "redirect", here.words().text("moved")), Content::Redirect(view))
}
