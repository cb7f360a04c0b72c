//! The page of search results. It comes without any: a script reads from the address what is searched and shows
//! what it finds; without it, the page leads to all titles and headings.

use serde::Serialize;

use super::frame::{self, Head};
use super::{Content, Here, Made};

/// `view` of search.html; all that it shows is the theme's own words.
#[derive(Debug, Serialize)]
pub(crate) struct SearchView {
    /// The script that fills the page.
    script: String,
}

/// The page that shows what a search found.
pub(super) fn search(here: &Here<'_>) -> Made {
    let page = frame::page(here, Head { kind: "search", title: here.words().text("search"), ..Head::default() });
    ("search.html", page, Content::Search(SearchView { script: here.href(&here.look.finds) }))
}
