//! What the page at an address is called, as menus, trails and neighbours name it.

use super::{Here, gathered, titles_index};
use crate::model::{Overview, ResourcePage, Route, Site};
use crate::text;

/// A folder's title: its own page's, else its name.
pub(super) fn of_folder(site: &Site, path: &str) -> String {
    own_of_folder(site, path).unwrap_or_else(|| text::title_of_name(text::path_name(path)))
}

/// The title of a folder's page, in the site's words where the folder has one of the names that mean something.
pub(super) fn of_folder_page(here: &Here<'_>, path: &str) -> String {
    let meaning = FOLDERS.into_iter().find(|name| *name == text::path_name(path));
    let told = || meaning.map_or_else(|| of_folder(here.site, path), |word| here.words().text(word));
    own_of_folder(here.site, path).unwrap_or_else(told)
}

/// Folders whose names say what is in them; the interface has a word for each.
const FOLDERS: [&str; 6] = ["stories", "challenges", "sessions", "people", "topics", "resources"];

fn own_of_folder(site: &Site, path: &str) -> Option<String> {
    let index = site.folders.get(path)?.index?;
    Some(site.notes[index].title.clone())
}

/// The title of the page at an address; `None` where there is none.
pub(super) fn of_page(here: &Here<'_>, address: &str) -> Option<String> {
    let (site, words) = (here.site, here.words());
    let title = match site.routes.get(address)? {
        Route::Home(_) => words.text("home"),
        Route::Groups(_) => words.text("groups"),
        Route::Group(id) => site.groups[*id].name.clone(),
        Route::Folder(path) => of_folder_page(here, path),
        Route::Note(id) => site.notes[*id].title.clone(),
        Route::Sessions(None) => words.text("sessions"),
        Route::Sessions(Some(year)) => words.filled("sessions_in_year", &[("year", &words.year(*year))]),
        Route::Calendar(None) => words.text("calendar"),
        Route::Calendar(Some(group)) => site.groups[*group].name.clone(),
        Route::Topics => words.text("topics"),
        Route::Topic(id) => site.topics[*id].label.clone(),
        Route::Resources(page) => of_resources(here, *page),
        Route::Gathered(page) => gathered::title(here, *page),
        Route::Overview(page) => of_overview(here, *page),
        Route::Titles(page) => titles_index::title(here, *page),
        Route::Search => words.text("search"),
        Route::Accessibility => words.text("accessibility.title"),
        Route::NotFound => words.text("not_found"),
        Route::CalendarFile(_)
        | Route::Redirect(_)
        | Route::File
        | Route::Feed
        | Route::Sitemap
        | Route::Robots
        | Route::Asset(_) => return None,
    };
    Some(title)
}

fn of_overview(here: &Here<'_>, page: Overview) -> String {
    match page {
        Overview::Goals(_) => here.words().text("goals"),
        Overview::Start(_) => here.words().text("start.short"),
        Overview::Booklet(..) => here.words().text("booklet.short"),
        Overview::Stories => of_folder_or(here, "stories", "stories"),
        Overview::Challenges => of_folder_or(here, "challenges", "challenges_brought"),
        Overview::People => of_folder_or(here, "people", "people"),
        Overview::Report => here.words().text("report"),
    }
}

/// The title of a folder's own page, else a word of the interface.
fn of_folder_or(here: &Here<'_>, folder: &str, word: &str) -> String {
    let index = here.site.folders.get(folder).and_then(|folder| folder.index);
    index.map_or_else(|| here.words().text(word), |id| here.site.notes[id].title.clone())
}

fn of_resources(here: &Here<'_>, page: ResourcePage) -> String {
    let words = here.words();
    match page {
        ResourcePage::All(Some(note)) => here.site.notes[note].title.clone(),
        ResourcePage::All(None) => words.text("resources"),
        ResourcePage::Kind(kind) => words.text(&format!("resource_kinds.{}", kind.words())),
        ResourcePage::Group(group) => words.filled("resources_of", &[("group", &here.site.groups[group].name)]),
        ResourcePage::Loose => words.text("resources_of_no_group"),
        ResourcePage::Year(Some(year)) => words.filled("resources_in_year", &[("year", &words.year(year))]),
        ResourcePage::Year(None) => words.text("resources_undated"),
    }
}
