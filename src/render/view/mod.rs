//! Each page as what its template gets: `site`, `page` and `view`, as the theme's contract says.
//! The site and an address go in; ready-made links and texts come out, nothing to compute with.
//! What every page needs of the whole site is gathered once, in `Shared`.

mod attendance;
mod backlinks;
mod bare;
mod booklet;
mod calendar;
mod challenges;
mod chart;
mod coverage;
mod crossovers;
mod doors;
mod entries;
mod folder;
mod frame;
mod front;
mod gathered;
mod goals;
mod group;
mod guidelines;
mod home;
mod items;
mod menu;
mod month;
mod note;
mod outline;
mod owners;
mod pagefind;
mod passage;
mod people;
mod reading;
mod related;
mod report;
mod resources;
mod rhythm;
mod search;
mod session;
mod sessions;
mod shape;
mod shared;
mod site;
mod start;
mod stories;
#[cfg(test)]
mod tests;
mod titles;
mod titles_index;
mod topic;
mod upcoming;
mod walk;
mod words;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use jiff::civil;
use serde::Serialize;

use super::highlight::Codes;
use super::href;
use crate::locale;
use crate::model::related::Ties;
use crate::model::{GroupId, ItemId, NoteId, Overview, Route, Site};
use crate::note::{Kind, Note};
use crate::theme::{self, Ready, Theme};
use shape::Date;
use shared::Shared;
use site::Sites;
use words::Strings;

/// The template of a page and what it gets.
#[derive(Debug, Serialize)]
pub(crate) struct View {
    /// The template's name, such as `session.html`.
    #[serde(skip)]
    pub(crate) template: &'static str,
    /// `site`, `page` and `view`; the words `t` are the caller's to add.
    pub(crate) context: Context,
}

/// All that a template gets but the words.
#[derive(Debug, Serialize)]
pub(crate) struct Context {
    pub(crate) site: Ready,
    pub(crate) page: frame::PageView,
    pub(crate) view: Content,
}

/// What is special to a kind of page.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum Content {
    Home(Box<home::HomeView>),
    Groups(home::GroupsView),
    Group(Box<group::GroupView>),
    Session(Box<session::SessionView>),
    Note(Box<note::NoteView>),
    Folder(folder::FolderView),
    Sessions(sessions::SessionsView),
    Calendar(calendar::CalendarView),
    Topics(topic::TopicsView),
    Topic(topic::TopicView),
    AllResources(resources::AllResourcesView),
    Gathered(Box<gathered::GatheredView>),
    Start(Box<start::StartView>),
    Booklet(Box<booklet::BookletView>),
    Stories(stories::StoriesView),
    Challenges(challenges::ChallengesView),
    People(people::PeopleView),
    Report(report::ReportView),
    Titles(titles_index::TitlesView),
    Search(search::SearchView),
    Accessibility(bare::AccessibilityView),
    NotFound(bare::NotFoundView),
    Redirect(bare::RedirectView),
}

/// What all pages of a site have in common: the theme's files and words, and what is gathered of the site.
#[derive(Debug, Clone)]
pub(crate) struct Look {
    /// The stylesheet's address below the site's root.
    css: String,
    js: Option<String>,
    icon: String,
    card: &'static str,
    look_js: String,
    finds: String,
    strings: Arc<Strings>,
    /// The order in which the site's language has names and titles.
    order: Arc<locale::Order>,
    /// The words in every language that has some, by its tag in small letters.
    languages: Arc<BTreeMap<String, Strings>>,
    /// The days of notes, the last ones of those that cover several, and the days on which actions are due, in words.
    days: Arc<HashMap<(civil::Date, Option<civil::Date>), Date>>,
    codes: Codes,
    sites: Arc<Sites>,
    /// What relates notes that nobody linked, gathered when a page first asks.
    ties: OnceLock<Arc<Ties>>,
    shared: Arc<Shared>,
}

impl Look {
    /// What a session to come is called that has no note yet, where its group counts its sessions.
    pub(crate) fn planned(&self, number: Option<u32>) -> Option<String> {
        let number = self.strings.number(usize::try_from(number?).ok()?);
        Some(self.strings.filled("session_number", &[("n", &number)]))
    }

    /// The words in a language, where there are some.
    fn strings_in(&self, language: &str) -> Option<&Strings> {
        let tag = language.to_lowercase();
        self.languages.get(&tag).or_else(|| self.languages.get(tag.split('-').next()?))
    }

    /// Gathers what the pages of `site` share, once for all of them.
    pub(crate) fn new(site: &Site, theme: &Theme) -> Self {
        let strings = Strings::new(&theme.strings);
        let shared = shared::gather(site);
        let due = site.items.iter().filter_map(|id| Some((site.item(*id).due.as_ref()?.date?, None)));
        let days = site.notes.iter().filter_map(|note| Some((note.date?, note.date_end)));
        let days: BTreeSet<_> = days.chain(due).collect();
        Self {
            days: Arc::new(days.into_iter().map(|(day, end)| ((day, end), strings.date(day, end))).collect()),
            css: theme.css.clone(),
            js: theme.js.clone(),
            icon: theme.icon.clone(),
            card: theme::CARD,
            look_js: theme.look.clone(),
            finds: theme.finds.clone(),
            strings: Arc::new(strings),
            order: Arc::new(locale::Order::of(&site.config.language)),
            languages: Arc::new(
                theme.languages.iter().map(|(tag, words)| (tag.clone(), Strings::new(words))).collect(),
            ),
            codes: Codes::of(site),
            sites: Arc::new(Sites::of(site, shared.menu.len())),
            ties: OnceLock::new(),
            shared: Arc::new(shared),
        }
    }

    /// As `new`, after those of an earlier site with the same theme.
    pub(crate) fn after((before, was): (&Self, &Site), site: &Site, theme: &Theme) -> Self {
        let Some(changed) = site.changed_since(was) else { return Self::new(site, theme) };
        let look = if site.is_reworded(was) { before.clone() } else { Self::new(site, theme) };
        let ties = before.ties.get().map(|ties| Arc::new(ties.after((was, site), &changed)).into());
        Self { codes: before.codes.after(site, &changed), ties: ties.unwrap_or_default(), ..look }
    }

    fn ties(&self, site: &Site) -> &Ties {
        self.ties.get_or_init(|| Arc::new(Ties::of(site)))
    }
}

/// Where a page is made: the site, what its pages have in common, and the page's address.
#[derive(Debug, Clone, Copy)]
struct Here<'a> {
    site: &'a Site,
    look: &'a Look,
    shared: &'a Shared,
    address: &'a str,
}

impl<'a> Here<'a> {
    /// The link from this page to an address.
    fn href(&self, to: &str) -> String {
        href::relative(self.address, to)
    }

    fn href_of(&self, note: NoteId) -> String {
        self.href(&self.site.addresses[note])
    }

    fn note(&self, id: NoteId) -> &'a Note {
        &self.site.notes[id]
    }

    fn words(&self) -> &'a Strings {
        &self.look.strings
    }

    /// The language of a note that is not in the site's.
    fn foreign(&self, note: NoteId) -> Option<String> {
        self.shared.foreign.get(&note).cloned()
    }

    /// A note's day in words.
    fn date_of(&self, note: &Note) -> Option<Date> {
        self.look.days.get(&(note.date?, note.date_end)).cloned()
    }

    /// A day in words.
    fn day(&self, day: civil::Date) -> Date {
        let known = self.look.days.get(&(day, None)).cloned();
        known.unwrap_or_else(|| self.words().date(day, None))
    }

    /// The order in which the site's language has names and titles.
    fn order(&self) -> &'a locale::Order {
        &self.look.order
    }

    /// What a key says in a note's own language, where there are words in that, else in the site's.
    fn said(&self, note: NoteId, key: &str) -> String {
        let own = self.note(note).language().and_then(|lang| self.look.strings_in(&lang));
        own.unwrap_or(&self.look.strings).text(key)
    }

    /// This page as what notes are shown in.
    fn shown<'s>(&'s self, said: super::body::Said<'s>) -> super::body::Shown<'s> {
        super::body::Shown { site: self.site, codes: &self.look.codes, from: self.address, said }
    }

    /// Of these notes, those of a group.
    fn of_group(&self, notes: &[NoteId], group: GroupId) -> Vec<NoteId> {
        notes.iter().copied().filter(|id| self.site.groups_of(*id).any(|of| of == group)).collect()
    }

    /// An item's words as HTML that can stand in a list of this page.
    fn item(&self, id: ItemId) -> Cow<'a, str> {
        match super::body::bare_item(self.site, id) {
            Some(words) => Cow::Borrowed(words),
            None => Cow::Owned(super::body::item(self.shown(&|id, key| self.said(id, key)), id)),
        }
    }

    /// A note's HTML as this page shows it; `None` where it says nothing.
    fn body(&self, note: NoteId) -> Option<String> {
        let html = super::body::html(self.shown(&|id, key| self.said(id, key)), note);
        Some(html).filter(|html| !html.trim().is_empty())
    }
}

/// The view of the page at an address; `None` where no template makes what stands there.
pub(crate) fn of(site: &Site, look: &Look, address: &str, route: &Route) -> Option<View> {
    let here = &Here { site, look, shared: &look.shared, address };
    let (template, page, view) = match route {
        Route::Home(_) if site.is_one_group() => group::home(here),
        Route::Home(index) => home::home(here, *index),
        Route::Groups(index) => home::groups(here, *index),
        Route::Group(id) => group::group(here, *id),
        Route::Folder(path) => folder::folder(here, path),
        Route::Note(id) => of_note(here, *id),
        Route::Sessions(year) => sessions::all(here, *year),
        Route::Calendar(group) => calendar::calendar(here, *group),
        Route::Topics => topic::topics(here),
        Route::Topic(id) => topic::topic(here, *id),
        Route::Resources(page) => resources::gathered(here, *page),
        Route::Gathered(page) => gathered::gathered(here, *page),
        Route::Overview(page) => of_overview(here, *page),
        Route::Titles(page) => titles_index::titles(here, *page),
        Route::Search => search::search(here),
        Route::Accessibility => bare::accessibility(here),
        Route::Redirect(to) => bare::redirect(here, to),
        Route::NotFound => bare::not_found(here),
        Route::CalendarFile(_) | Route::File | Route::Feed | Route::Sitemap | Route::Robots | Route::Asset(_) => {
            return None;
        }
    };
    let site = match route {
        Route::NotFound => bare::site(here),
        Route::Home(_)
        | Route::Groups(_)
        | Route::Group(_)
        | Route::Folder(_)
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
        | Route::Feed
        | Route::Sitemap
        | Route::Robots
        | Route::Asset(_) => look.sites.at(here),
    };
    Some(View { template, context: Context { site, page, view } })
}

/// A template with its page and its content.
type Made = (&'static str, frame::PageView, Content);

fn of_overview(here: &Here<'_>, page: Overview) -> Made {
    match page {
        Overview::Goals(group) => note::goals_of_group(here, group),
        Overview::Start(group) => start::start(here, group),
        Overview::Booklet(group, round) => booklet::booklet(here, group, round),
        Overview::Stories => stories::all(here),
        Overview::Challenges => challenges::all(here),
        Overview::People => people::all(here),
        Overview::Report => report::report(here),
    }
}

fn of_note(here: &Here<'_>, id: NoteId) -> Made {
    match here.note(id).kind {
        Kind::Session => session::session(here, id),
        Kind::Goals => note::goals(here, id),
        Kind::Guidelines => note::guidelines(here, id),
        Kind::Resources => note::resources(here, id),
        Kind::Index | Kind::Topic | Kind::Person | Kind::Story | Kind::Challenge | Kind::Template | Kind::Page => {
            note::page(here, id)
        }
    }
}
