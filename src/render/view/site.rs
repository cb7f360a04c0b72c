//! `site`, which every page gets beside its own view: the menu, the mark, the theme's files. Its links are the same on
//! all pages of a folder that belong to the same entry of the menu, and so it is made once for these.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use serde::Serialize;

use super::Here;
use super::menu::{MenuEntry, MenuName};
use super::shape::NavLink;
use super::shared::Dot;
use crate::audience::Audience;
use crate::locale;
use crate::model::{ACCESSIBILITY, Route, Site};
use crate::theme::Ready;

/// Where the page of search results stands.
const SEARCH: &str = "search/index.html";

/// `site` of the contract.
#[derive(Debug, Serialize)]
pub(crate) struct SiteView {
    name: String,
    lang: String,
    dir: &'static str,
    home_href: Option<String>,
    css: Option<String>,
    js: Option<String>,
    icon: Option<String>,
    logo: Option<LogoView>,
    nav: Vec<NavLink>,
    search_href: Option<String>,
    /// All titles and headings, A to Z.
    titles_href: Option<String>,
    feed_href: Option<String>,
    mark: Option<Arc<[Dot]>>,
    footer: Option<String>,
    /// Whom to write to.
    contact_href: Option<String>,
    accessibility_href: Option<String>,
    /// The whole address of the picture that stands for the site elsewhere; only where the site's own is known.
    card: Option<String>,
    /// The script that sets the look before the first paint.
    look_js: Option<String>,
    /// Whose site it is, where it isn't everybody's.
    edition: Option<String>,
}

#[derive(Debug, Serialize)]
struct LogoView {
    src: String,
    width: u32,
    height: u32,
}

/// `site` for the pages of each folder, by the menu's entry that they belong to, after that of those that belong to none;
/// each made when a page first needs it.
#[derive(Debug)]
pub(crate) struct Sites(HashMap<String, Vec<OnceLock<Ready>>>);

impl Sites {
    /// For the folders of a site whose menu has so many entries; none is made yet.
    pub(super) fn of(site: &Site, entries: usize) -> Self {
        let mut folders: Vec<&str> = site.routes.keys().map(|address| folder(address)).collect();
        folders.dedup();
        let none_yet = || (0..=entries).map(|_| OnceLock::new()).collect();
        Self(folders.into_iter().map(|folder| (folder.to_owned(), none_yet())).collect())
    }

    /// `site` for a page.
    pub(super) fn at(&self, here: &Here<'_>) -> Ready {
        let place = current(here, &here.shared.menu).map_or(0, |at| at + 1);
        let made = || Ready::of(&site(here, &|to| Some(here.href(to))));
        let known = self.0.get(folder(here.address)).and_then(|sites| sites.get(place));
        known.map_or_else(made, |known| known.get_or_init(made).clone())
    }
}

fn folder(address: &str) -> &str {
    &address[..address.rfind('/').map_or(0, |at| at + 1)]
}

/// `site` with its links made by `link`, which gives none where links make no sense.
pub(super) fn site(here: &Here<'_>, link: &dyn Fn(&str) -> Option<String>) -> SiteView {
    let (site, look) = (here.site, here.look);
    let logo = here.shared.logo.as_ref();
    SiteView {
        name: site.name.clone(),
        lang: site.config.language.clone(),
        dir: locale::direction(&site.config.language),
        home_href: link("index.html"),
        css: Some(look.css.as_str()).filter(|css| !css.is_empty()).and_then(link),
        js: look.js.as_deref().and_then(link),
        icon: link(&look.icon),
        logo: logo
            .and_then(|logo| Some(LogoView { src: link(&logo.address)?, width: logo.width, height: logo.height })),
        nav: menu(here, link),
        search_href: (site.routes.get(SEARCH) == Some(&Route::Search)).then(|| link(SEARCH)).flatten(),
        titles_href: site.titles.address.as_deref().and_then(link),
        feed_href: site.routes.contains_key("feed.xml").then(|| link("feed.xml")).flatten(),
        mark: here.shared.mark.clone(),
        footer: Some(site.config.footer.trim().to_owned()).filter(|footer| !footer.is_empty()),
        contact_href: site.config.contact_href(),
        accessibility_href: Some(ACCESSIBILITY).filter(|page| site.routes.contains_key(*page)).and_then(link),
        card: site.address.as_deref().map(|root| format!("{root}{}", look.card)),
        look_js: link(&look.look_js),
        edition: Some(site.audience)
            .filter(|audience| *audience != Audience::Public)
            .map(|audience| here.words().text(&format!("edition.{}", audience.word()))),
    }
}

fn menu(here: &Here<'_>, link: &dyn Fn(&str) -> Option<String>) -> Vec<NavLink> {
    let menu = &here.shared.menu;
    let current = current(here, menu);
    let entry = |(at, entry): (usize, &MenuEntry)| {
        let label = match &entry.name {
            MenuName::Word(key) => here.words().text(key),
            MenuName::Title(title) => title.clone(),
        };
        Some(NavLink { href: link(&entry.address)?, label, current: current == Some(at) })
    };
    menu.iter().enumerate().filter_map(entry).collect()
}

/// The menu entry of the page, or of the section that it lies in: the one whose folder is nearest.
fn current(here: &Here<'_>, menu: &[MenuEntry]) -> Option<usize> {
    let section = |entry: &MenuEntry| entry.address.strip_suffix("index.html").map(str::to_owned);
    let holds = |entry: &MenuEntry| {
        entry.address == here.address || section(entry).is_some_and(|folder| here.address.starts_with(&folder))
    };
    let nearest =
        menu.iter().enumerate().filter(|(_, entry)| holds(entry)).max_by_key(|(_, entry)| entry.address.len());
    let is_in_group =
        || here.site.groups.iter().any(|group| !group.folder.is_empty() && is_below(here.address, &group.address));
    let named = |word: &'static str| menu.iter().position(|entry| entry.name == MenuName::Word(word));
    let is_gathered = || matches!(here.site.routes.get(here.address), Some(Route::Gathered(_)));
    let gathered = || named("what_we_know").filter(|_| is_gathered());
    nearest.map(|(at, _)| at).or_else(gathered).or_else(|| named("groups").filter(|_| is_in_group()))
}

fn is_below(address: &str, page: &str) -> bool {
    page.strip_suffix("index.html").is_some_and(|folder| !folder.is_empty() && address.starts_with(folder))
}
