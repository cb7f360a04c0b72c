//! A site is a function from a route to bytes. Every route is rendered alone, from values, the same way for
//! a build and for the preview; nothing here touches the disk.

mod body;
mod calendar;
mod feed;
mod fragment;
mod highlight;
mod href;
mod picture;
mod time_zone;
mod view;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use crate::diagnostic::Diagnostic;
use crate::model::{Route, Site};
use crate::picture::Picture;
use crate::search::Index;
use crate::snapshot::{Form, OtherFile};
use crate::theme::Theme;

/// What stands at one address of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// A file of the knowledge base, published with the bytes that it has.
    File(PathBuf),
    /// A picture of the knowledge base, published in its own form and without what cameras write into it.
    Picture(Print),
}

/// A picture as it stands at one address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Print {
    /// Where its file lies.
    pub disk: PathBuf,
    /// What it is.
    pub picture: Picture,
    /// How wide it is drawn anew; `None` where its pixels stay as they are.
    pub width: Option<u32>,
}

/// One route, rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Its bytes.
    pub content: Content,
    /// A template of the knowledge base that failed on it.
    pub diagnostic: Option<Diagnostic>,
}

/// A site with its theme, ready to give any of its pages.
#[derive(Debug)]
pub struct Renderer {
    site: Arc<Site>,
    theme: Arc<Theme>,
    /// What all pages share.
    look: view::Look,
    /// Made when it is first asked for.
    search: OnceLock<Arc<Index>>,
    /// The newest index that was made of an earlier state.
    before: Option<Arc<Index>>,
    /// Every address but those of the index.
    routes: Arc<BTreeMap<String, Route>>,
}

/// The pages of a site and the files of a theme, by address.
fn routes(site: &Site, theme: &Theme) -> Arc<BTreeMap<String, Route>> {
    let assets = theme.assets.keys().map(|address| (address.clone(), Route::Asset(address.clone())));
    Arc::new(site.routes.clone().into_iter().chain(assets).collect())
}

impl Renderer {
    /// Prepares what the pages of `site` share.
    pub fn new(site: Arc<Site>, theme: Arc<Theme>) -> Self {
        let look = view::Look::new(&site, &theme);
        let routes = routes(&site, &theme);
        Self { site, theme, look, search: OnceLock::new(), before: None, routes }
    }

    /// As `new`, after an earlier state. The outcome is the same, and comes sooner.
    pub fn after(before: &Self, site: Arc<Site>, theme: Arc<Theme>) -> Self {
        let index = before.search.get().or(before.before.as_ref()).cloned();
        if !Arc::ptr_eq(&theme, &before.theme) {
            return Self { before: index, ..Self::new(site, theme) };
        }
        let look = view::Look::after((&before.look, &before.site), &site, &theme);
        let is_reworded = site.is_reworded(&before.site);
        let routes = if is_reworded { Arc::clone(&before.routes) } else { routes(&site, &theme) };
        Self { look, search: OnceLock::new(), before: index, routes, site, theme }
    }

    /// What can be found on the site.
    fn search(&self) -> &Index {
        self.search.get_or_init(|| Arc::new(Index::of(&self.site, self.before.as_deref())))
    }

    /// Every address of the site, in order, those of the theme's files and of the search index among them.
    pub fn addresses(&self) -> Vec<String> {
        let all: BTreeSet<String> = self.routes.keys().cloned().chain(self.search().addresses()).collect();
        all.into_iter().collect()
    }

    /// Everything but the search index, by its address.
    pub fn routes(&self) -> &BTreeMap<String, Route> {
        &self.routes
    }

    /// What stands at `address`; `None` where nothing does.
    pub fn at(&self, address: &str) -> Option<Output> {
        if let Some(bytes) = Index::may_have(address).then(|| self.search().at(&self.site, address)).flatten() {
            return Some(Output { content: Content::Bytes(bytes), diagnostic: None });
        }
        self.routes.get(address).map(|route| self.route(address, route))
    }

    /// What stands at `address`, whose route is `route`.
    fn route(&self, address: &str, route: &Route) -> Output {
        if let Some(view) = view::of(&self.site, &self.look, address, route) {
            let (html, diagnostic) = self.theme.render(view.template, &view.context);
            return Output { content: Content::Bytes(html.into_bytes()), diagnostic };
        }
        Output { content: self.other(address, route), diagnostic: None }
    }

    fn other(&self, address: &str, route: &Route) -> Content {
        match route {
            Route::File => self.site.files.get(address).map_or_else(|| Content::Bytes(Vec::new()), file),
            Route::Asset(name) => Content::Bytes(self.theme.assets.get(name).cloned().unwrap_or_default()),
            Route::CalendarFile(group) => Content::Bytes(calendar::file(&self.site, &self.look, *group).into_bytes()),
            Route::Feed => Content::Bytes(feed::atom(&self.site).into_bytes()),
            Route::Sitemap => Content::Bytes(feed::sitemap(&self.site).into_bytes()),
            Route::Robots => Content::Bytes(feed::robots(&self.site).into_bytes()),
            Route::Home(_)
            | Route::Groups(_)
            | Route::Group(_)
            | Route::Folder(_)
            | Route::Note(_)
            | Route::Sessions(_)
            | Route::Calendar(_)
            | Route::Topics
            | Route::Topic(_)
            | Route::Resources(_)
            | Route::Gathered(_)
            | Route::Overview(_)
            | Route::Titles(_)
            | Route::Search
            | Route::Accessibility
            | Route::Redirect(_)
            | Route::NotFound => Content::Bytes(Vec::new()),
        }
    }
}

/// What is published of a file: its bytes, but for drawings, which could run scripts, and pictures.
fn file(file: &OtherFile) -> Content {
    if let Some(drawing) = file.drawing.as_deref() {
        return Content::Bytes(drawing.svg.as_ref().map(|svg| svg.to_vec()).unwrap_or_default());
    }
    let print = |picture: Picture, width| Content::Picture(Print { disk: file.disk.clone(), picture, width });
    match file.form {
        Form::Plain => Content::File(file.disk.clone()),
        Form::Picture(picture) => print(picture, picture.is_redrawn().then_some(picture.dimensions.0)),
        Form::Smaller(picture, width) => print(picture, Some(width)),
        // None of them is among a site's files.
        Form::Unfit(_) => Content::Bytes(Vec::new()),
    }
}

/// The media type of what stands at `address`, by its ending (the IANA registry's names).
pub fn media_type(address: &str) -> &'static str {
    match address.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase().as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "xml" => "application/xml",
        "txt" | "md" | "sql" | "r" | "py" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "pdf" => "application/pdf",
        "mp3" => "audio/mpeg",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "woff2" => "font/woff2",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}
