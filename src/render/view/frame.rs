//! `page`, which every page gets beside its own view: its titles, the trail up to it, its neighbours and where its
//! text is kept.

use std::collections::BTreeMap;

use serde::Serialize;

use super::pagefind::Pagefind;
use super::related::{self, RelatedNote};
use super::shape::{Backlink, Date, Link, NavLink, Neighbour};
use super::{Here, backlinks, front, pagefind, titles};
use crate::locale;
use crate::model::{GroupId, NoteId, Route, href_path};
use crate::note::Kind;
use crate::render::href;
use crate::text;

/// `page` of the contract.
#[derive(Debug, Serialize)]
pub(crate) struct PageView {
    kind: &'static str,
    title: String,
    head_title: String,
    description: Option<String>,
    canonical: Option<String>,
    noindex: bool,
    lang: Option<String>,
    dir: Option<&'static str>,
    breadcrumbs: Vec<Link>,
    group: Option<PageGroup>,
    previous: Option<Neighbour>,
    next: Option<Neighbour>,
    source: Option<Source>,
    backlinks: Vec<Backlink>,
    related: Vec<RelatedNote>,
    /// Only of pages with words of their own.
    pagefind: Option<Pagefind>,
    /// All that stands above the note's text, by lower-case key, for templates of the knowledge base.
    front: BTreeMap<String, serde_json::Value>,
}

#[derive(Debug, Serialize)]
struct PageGroup {
    name: String,
    href: String,
    hue: u8,
    nav: Vec<NavLink>,
}

#[derive(Debug, Serialize)]
struct Source {
    path: String,
    href: Option<String>,
    /// When the note was last changed.
    changed: Option<Date>,
}

/// What a page is, before it is dressed.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// As in the contract: `home`, `session`, …
    pub(super) kind: &'static str,
    pub(super) title: String,
    /// The note whose page it is.
    pub(super) note: Option<NoteId>,
    pub(super) group: Option<GroupId>,
    /// For search engines, where the note gives none.
    pub(super) description: Option<String>,
}

/// `page` of what stands at this address.
pub(super) fn page(here: &Here<'_>, head: Head) -> PageView {
    let note = head.note.map(|id| here.note(id));
    let group = head.group.map(|id| page_group(here, id));
    let own =
        note.and_then(|note| front::first(note, &["description", "summary"]).or_else(|| Some(note.summary.clone())));
    let lang = head.note.and_then(|id| here.foreign(id));
    let (previous, next) = neighbours(here, head.note);
    let head_title = head_title(here, &head, group.as_ref());
    PageView {
        pagefind: pagefind::of(here, &head),
        kind: head.kind,
        title: head.title,
        description: Some(description(here, &head_title, head.description.or(own))),
        head_title,
        canonical: here.site.address.as_deref().map(|root| href::canonical(root, here.address)),
        noindex: here.site.is_unlisted(),
        dir: lang.as_deref().map(locale::direction).filter(|dir| *dir != locale::direction(&here.site.config.language)),
        lang,
        breadcrumbs: trail(here),
        group,
        previous,
        next,
        source: head.note.map(|id| source(here, id)),
        backlinks: head.note.map(|id| backlinks::of(here, id, head.group)).unwrap_or_default(),
        related: head.note.map(|id| related::of(here, id, head.group)).unwrap_or_default(),
        front: note.map(|note| note.front.values.clone()).unwrap_or_default(),
    }
}

/// The same page, which search engines leave out.
pub(super) fn unlisted(page: PageView) -> PageView {
    PageView { noindex: true, ..page }
}

/// `page` of what no reader looks for: no trail, no neighbours, no canonical address.
pub(super) fn bare_page(here: &Here<'_>, kind: &'static str, title: String) -> PageView {
    PageView {
        head_title: format!("{title} · {}", here.site.name),
        kind,
        title,
        description: None,
        canonical: None,
        noindex: true,
        lang: None,
        dir: None,
        breadcrumbs: Vec::new(),
        group: None,
        previous: None,
        next: None,
        source: None,
        backlinks: Vec::new(),
        related: Vec::new(),
        pagefind: None,
        front: BTreeMap::new(),
    }
}

/// What search engines show below the title: the page's own words, else what the page and the network are.
fn description(here: &Here<'_>, head_title: &str, own: Option<String>) -> String {
    let network = || format!("{head_title}. {}", here.site.config.description);
    let own = own.filter(|text| !text.trim().is_empty());
    text::shorten(own.unwrap_or_else(network).trim(), 200)
}

/// The page's title, its group's and the network's, none of them twice.
fn head_title(here: &Here<'_>, head: &Head, group: Option<&PageGroup>) -> String {
    let mut names = vec![head.title.as_str()];
    for name in group.map(|group| group.name.as_str()).into_iter().chain([here.site.name.as_str()]) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(" · ")
}

/// The pages above this one, from the home page down. Folders that only hold a group's sessions are left
/// out: the group's page lists them.
fn trail(here: &Here<'_>) -> Vec<Link> {
    let mut crumbs = Vec::new();
    let inner = here.address.strip_suffix("index.html").unwrap_or(here.address);
    let ends = std::iter::once(0).chain(inner.trim_end_matches('/').match_indices('/').map(|(at, _)| at + 1));
    for end in ends {
        let folder = &here.address[..end];
        let address = file_of_sessions(here, folder).unwrap_or_else(|| format!("{folder}index.html"));
        if address != here.address && !is_passed_over(here, &address) {
            crumbs.extend(titles::of_page(here, &address).map(|label| Link { href: here.href(&address), label }));
        }
    }
    crumbs
}

/// The page of a file of several sessions, below whose address they stand as if it were a folder.
fn file_of_sessions(here: &Here<'_>, folder: &str) -> Option<String> {
    let address = format!("{}.html", folder.strip_suffix('/')?);
    let Some(Route::Note(id)) = here.site.routes.get(&address) else { return None };
    let Some(Route::Note(session)) = here.site.routes.get(here.address) else { return None };
    here.site.of_file(*id).contains(session).then_some(address)
}

fn is_passed_over(here: &Here<'_>, address: &str) -> bool {
    match here.site.routes.get(address) {
        Some(Route::Folder(path)) => {
            let has_page = here.site.folders.get(path).is_some_and(|folder| folder.index.is_some());
            let facts = here.shared.folders.get(path);
            !has_page && facts.is_some_and(|facts| facts.group.is_some() && facts.is_of_sessions())
        }
        Some(
            Route::Home(_)
            | Route::Groups(_)
            | Route::Group(_)
            | Route::Note(_)
            | Route::Sessions(_)
            | Route::Calendar(_)
            | Route::CalendarFile(_)
            | Route::Topics
            | Route::Topic(_)
            | Route::Resources(_)
            | Route::Gathered(_)
            | Route::Overview(_)
            | Route::Titles(_)
            | Route::Search
            | Route::Accessibility
            | Route::Redirect(_)
            | Route::File
            | Route::NotFound
            | Route::Feed
            | Route::Sitemap
            | Route::Robots
            | Route::Asset(_),
        )
        | None => false,
    }
}

fn page_group(here: &Here<'_>, id: GroupId) -> PageGroup {
    let group = &here.site.groups[id];
    let of_note = |note: Option<NoteId>| note.map(|note| here.site.addresses[note].as_str());
    let own = [
        ("goals", here.site.goals_page(id)),
        ("guidelines", of_note(group.guidelines)),
        ("resources", of_note(group.resources)),
    ];
    let pages = own.into_iter().filter_map(|(word, address)| Some((word, address?)));
    let nav = [("group_overview", group.address.as_str())].into_iter().chain(pages);
    let link = |(word, address): (&str, &str)| NavLink {
        href: here.href(address),
        label: here.words().text(word),
        current: address == here.address,
    };
    let nav: Vec<NavLink> = nav.map(link).collect();
    // A menu with nothing but the page itself leads nowhere.
    let nav = if matches!(&nav[..], [only] if only.current) { Vec::new() } else { nav };
    PageGroup { name: group.name.clone(), href: here.href(&group.address), hue: here.shared.groups[id].hue, nav }
}

/// Sessions stand between those before and after them in their group; plain pages and folders in the
/// reading order.
fn neighbours(here: &Here<'_>, note: Option<NoteId>) -> (Option<Neighbour>, Option<Neighbour>) {
    if let Some(id) = note.filter(|id| here.note(*id).kind == Kind::Session) {
        let sessions = sessions_beside(here, id);
        let place = here.shared.places.get(&id).copied().unwrap_or_default();
        let at = |place: usize| sessions.get(place).map(|id| session_neighbour(here, *id));
        return (place.checked_sub(1).and_then(at), at(place + 1));
    }
    let (previous, next) = here.shared.walk.around(here.address);
    let neighbour = |address: &str| {
        Some(Neighbour { href: here.href(address), title: titles::of_page(here, address)?, lang: None, date: None })
    };
    (previous.and_then(neighbour), next.and_then(neighbour))
}

/// The sessions of a session's group, or those of no group, by rising date.
pub(super) fn sessions_beside<'a>(here: &Here<'a>, id: NoteId) -> &'a [NoteId] {
    here.site.group_of[id].map_or(&here.shared.loose, |group| &here.site.groups[group].sessions)
}

fn session_neighbour(here: &Here<'_>, id: NoteId) -> Neighbour {
    let note = here.note(id);
    let date: Option<Date> = here.date_of(note);
    Neighbour { href: here.href_of(id), title: note.title.clone(), lang: here.foreign(id), date }
}

fn source(here: &Here<'_>, id: NoteId) -> Source {
    let path = here.site.file(id);
    let href = here.site.config.repository.as_deref().and_then(|repository| source_href(repository, &path));
    let changed = here.site.changed.get(&here.note(id).path).map(|day| here.words().date(*day, None));
    Source { path, href, changed }
}

/// Where a file is seen on the forge that its repository is on, for forges whose addresses are known.
fn source_href(repository: &str, path: &str) -> Option<String> {
    let repository = repository.trim().trim_end_matches('/').trim_end_matches(".git");
    let rest = repository.strip_prefix("https://")?;
    let (host, name) = rest.split_once('/')?;
    let is_repository =
        name.split('/').count() >= 2 && !name.contains(|c: char| c.is_whitespace() || "\"'<>?#".contains(c));
    let view = if host == "github.com" {
        "blob"
    } else if host == "gitlab.com" || host.starts_with("gitlab.") {
        "-/blob"
    } else {
        return None;
    };
    is_repository.then(|| format!("{repository}/{view}/HEAD/{}", href_path(path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_found_on_known_forges() {
        let check =
            |repository: &str, href: Option<&str>| assert_eq!(source_href(repository, "a b.md").as_deref(), href);
        check("https://github.com/org/notes", Some("https://github.com/org/notes/blob/HEAD/a%20b.md"));
        check("https://github.com/org/notes.git", Some("https://github.com/org/notes/blob/HEAD/a%20b.md"));
        check("https://gitlab.com/org/sub/notes/", Some("https://gitlab.com/org/sub/notes/-/blob/HEAD/a%20b.md"));
        check("https://example.org/org/notes", None);
        check("git@github.com:org/notes", None);
        check("https://github.com/org", None);
    }
}
