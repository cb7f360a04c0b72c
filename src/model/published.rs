//! Which pages and files the site has, and at which addresses: views that would be empty have none.

use std::collections::{BTreeMap, BTreeSet};

use super::address::{self, of_folder};
use super::resolve::Target;
use super::{GroupId, Meeting, NoteId, Resource, ResourceKind, ResourcePage, Route, Site};
use crate::audience::{Audience, Meant};
use crate::diagnostic::{Diagnostic, Place};
use crate::drawing::Drawing;
use crate::note::Kind;
use crate::parse::secrets;
use crate::picture::{self, Unfit};
use crate::redact::below_content;
use crate::snapshot::{Form, OtherFile, Snapshot};
use crate::text::address_part;

/// More sessions than this are shown year by year.
pub(super) const SESSIONS_ON_A_PAGE: usize = 200;

/// More resources than this are shown by group or by year.
const RESOURCES_ON_A_PAGE: usize = 300;

/// A kind of resource has a page of its own where there are so many of it.
const OF_A_KIND: usize = 5;

/// Every page that notes make.
pub(super) fn pages(site: &Site) -> BTreeMap<String, Route> {
    let mut routes = BTreeMap::new();
    for (id, address) in site.addresses.iter().enumerate() {
        let note = &site.notes[id];
        let is_merged = note.kind == Kind::Topic && note.front.text("merged_into").is_some();
        if !is_merged {
            routes.insert(address.clone(), Route::Note(id));
        }
    }
    for (path, folder) in &site.folders {
        routes.insert(folder.address.clone(), Route::Folder(path.clone()));
    }
    for (id, group) in site.groups.iter().enumerate() {
        routes.insert(group.address.clone(), Route::Group(id));
    }
    for (id, topic) in site.topics.iter().enumerate() {
        routes.insert(topic.address.clone(), Route::Topic(id));
    }
    gathered(site, &mut routes);
    calendars(site, &mut routes);
    if !site.notes.is_empty() {
        routes.entry(of_folder("search")).or_insert(Route::Search);
        routes.entry(ACCESSIBILITY.to_owned()).or_insert(Route::Accessibility);
    }
    routes.insert("404.html".to_owned(), Route::NotFound);
    routes.insert("robots.txt".to_owned(), Route::Robots);
    if site.address.is_some() {
        if !site.config.noindex {
            routes.insert("sitemap.xml".to_owned(), Route::Sitemap);
        }
        routes.insert("feed.xml".to_owned(), Route::Feed);
    }
    routes
}

/// Where the accessibility statement stands: a note `accessibility.md`, or the one that every site has.
pub const ACCESSIBILITY: &str = "accessibility.html";

/// Calendars of all groups and of each, where there is something in them; a note's page keeps its address.
fn calendars(site: &Site, routes: &mut BTreeMap<String, Route>) {
    let groups = (0..site.groups.len()).filter(|_| !site.is_one_group()).map(Some);
    let groups_of = |meetings: &[Meeting]| meetings.iter().filter_map(|meeting| meeting.group).collect();
    let coming: BTreeSet<GroupId> = groups_of(&site.upcoming);
    let recent: BTreeSet<GroupId> = groups_of(&site.recent);
    for group in std::iter::once(None).chain(groups) {
        let is_coming = group.map_or(!site.upcoming.is_empty(), |group| coming.contains(&group));
        let is_recent = group.map_or(!site.recent.is_empty(), |group| recent.contains(&group));
        // Where one group alone has plans, its calendar is everybody's.
        if is_coming && (group.is_none() || coming.len() > 1) {
            routes.entry(calendar_page(site, group)).or_insert(Route::Calendar(group));
        }
        if is_coming || is_recent {
            routes.entry(calendar_file(site, group)).or_insert(Route::CalendarFile(group));
        }
    }
}

/// Where the calendar of all groups or of one stands, if it has one.
pub(super) fn calendar_page(site: &Site, group: Option<GroupId>) -> String {
    let folder = calendar_folder(site);
    group.map_or_else(|| of_folder(folder), |group| format!("{folder}/{}.html", group_part(site, group)))
}

/// Where their calendar file stands: a group's beside its page.
pub(super) fn calendar_file(site: &Site, group: Option<GroupId>) -> String {
    let Some(group) = group.filter(|_| !site.is_one_group()) else {
        return format!("{}/all.ics", calendar_folder(site));
    };
    let beside = site.groups[group].address.strip_suffix("/index.html").map(|folder| format!("{folder}/calendar.ics"));
    beside.unwrap_or_else(|| format!("{}/{}.ics", calendar_folder(site), group_part(site, group)))
}

/// A folder that no notes lie in.
fn calendar_folder(site: &Site) -> &'static str {
    if site.folders.contains_key("calendar") { "upcoming" } else { "calendar" }
}

/// A group's name in addresses: its folder's below `groups/`, unless another group has that one.
fn group_part(site: &Site, group: GroupId) -> String {
    let folder = site.groups[group].folder.as_str();
    let short = folder.strip_prefix("groups/").unwrap_or(folder);
    let is_taken = short != folder && site.groups.iter().any(|other| other.folder == short);
    address_part(&if is_taken { folder } else { short }.replace('/', "-"))
}

fn gathered(site: &Site, routes: &mut BTreeMap<String, Route>) {
    let index_of = |folder: &str| site.folders.get(folder).and_then(|folder| folder.index);
    routes.insert("index.html".to_owned(), Route::Home(index_of("")));
    if site.groups.len() > 1 || site.folders.contains_key("groups") {
        routes.insert(of_folder("groups"), Route::Groups(index_of("groups")));
    }
    if !site.sessions.is_empty() {
        routes.insert(of_folder("sessions"), Route::Sessions(None));
        if site.sessions.len() > SESSIONS_ON_A_PAGE {
            let years: BTreeSet<i16> =
                site.sessions.iter().filter_map(|id| site.notes[*id].date).map(|date| date.year()).collect();
            routes.extend(years.into_iter().map(|year| (format!("sessions/{year}.html"), Route::Sessions(Some(year)))));
        }
    }
    if !site.topics.is_empty() {
        routes.insert(of_folder("topics"), Route::Topics);
    }
    if site.notes.iter().any(|note| note.kind == Kind::Resources) {
        routes.insert(of_folder("resources"), Route::Resources(ResourcePage::All(introduction(site))));
    }
}

/// The note that introduces the network's resources: a list at the top, or the page of a folder for them.
fn introduction(site: &Site) -> Option<NoteId> {
    let top = site.notes.iter().position(|note| note.kind == Kind::Resources && !note.path.contains('/'));
    top.or_else(|| site.folders.get("resources").and_then(|folder| folder.index))
}

/// The pages of resources: all of them, those of a kind that there are several of, and where they are very
/// many, those of each group or, in a single group, of each year.
pub(super) fn resources(site: &Site) -> BTreeMap<String, Route> {
    if site.resources.is_empty() {
        return BTreeMap::new();
    }
    let mut pages: BTreeMap<String, ResourcePage> = BTreeMap::new();
    pages.insert(of_folder("resources"), ResourcePage::All(introduction(site)));
    for kind in ResourceKind::ALL {
        let count = site.resources.iter().filter(|resource| resource.kind == Some(kind)).count();
        if count >= OF_A_KIND {
            pages.insert(page_of_resources(kind.words()), ResourcePage::Kind(kind));
        }
    }
    if site.resources.len() > RESOURCES_ON_A_PAGE {
        let parts: BTreeMap<String, ResourcePage> =
            site.resources.iter().map(|resource| part_page(site, resource)).collect();
        // A single part would be the same list again.
        if parts.len() > 1 {
            pages.extend(parts);
        }
    }
    let is_free = |address: &String| !matches!(site.routes.get(address), Some(Route::Note(_) | Route::Group(_)));
    pages
        .into_iter()
        .filter(|(address, _)| is_free(address))
        .map(|(address, page)| (address, Route::Resources(page)))
        .collect()
}

fn page_of_resources(name: &str) -> String {
    format!("resources/{}.html", address_part(name))
}

/// The page that a resource stands on where they are very many.
fn part_page(site: &Site, resource: &Resource) -> (String, ResourcePage) {
    let part = site.resource_part(resource);
    let address = match part {
        ResourcePage::Group(group) => page_of_resources(crate::text::path_name(&site.groups[group].folder)),
        ResourcePage::Year(Some(year)) => page_of_resources(&year.to_string()),
        ResourcePage::Year(None) => page_of_resources("undated"),
        ResourcePage::Loose | ResourcePage::All(_) | ResourcePage::Kind(_) => page_of_resources("no-group"),
    };
    (address, part)
}

/// Files that are published, by address: those in `static/`, and those that a visible note links to.
pub(super) fn files(
    site: &Site,
    snapshot: &Snapshot,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, OtherFile> {
    let linked = site.targets.iter().flatten().filter_map(|target| match target {
        Target::File(path) => Some(path.as_str()),
        Target::Note { .. } | Target::Page { .. } | Target::Outside(_) | Target::Text | Target::Broken(_) => None,
    });
    let in_static = snapshot.files.keys().map(String::as_str).filter(|path| path.starts_with("static/"));
    let paths: BTreeSet<&str> = linked.chain(in_static).collect();
    let mut files = BTreeMap::new();
    for path in paths {
        let address = file_address(path);
        if site.routes.contains_key(address) && address != "robots.txt" {
            let place = Place::file(format!("{}{path}", site.prefix));
            diagnostics.push(Diagnostic::file_hidden_by_page(&place, address));
        } else if let Some(file) = snapshot.files.get(path).filter(|_| !is_private(path) && !is_active(path)) {
            if let Some(drawing) = &file.drawing {
                diagnostics.extend(trouble(&Place::file(format!("{}{path}", site.prefix)), drawing));
            }
            diagnostics.extend(file.text.as_ref().and_then(|text| secrets_in(site, path, text)));
            let is_drawn = file.drawing.as_ref().is_none_or(|drawing| drawing.svg.is_ok());
            if is_drawn && !matches!(file.form, Form::Unfit(_)) {
                files.insert(address.to_owned(), file.clone());
            }
        }
    }
    let smaller = smaller(site, &files);
    files.extend(smaller);
    files
}

/// The smaller sizes of pictures, by address, but where something else has the address.
fn smaller(site: &Site, files: &BTreeMap<String, OtherFile>) -> BTreeMap<String, OtherFile> {
    let mut smaller = BTreeMap::new();
    for (address, file) in files {
        let Form::Picture(picture) = file.form else { continue };
        for width in picture.sizes {
            let place = picture::size_address(address, *width);
            let is_taken = |other: &String| other.eq_ignore_ascii_case(&place);
            if !site.routes.contains_key(&place) && !files.keys().any(is_taken) {
                let height = picture::height_at(*width, picture.dimensions);
                let form = Form::Smaller(picture, *width);
                let dimensions = Some((*width, height));
                smaller
                    .insert(place, OtherFile { disk: file.disk.clone(), dimensions, drawing: None, form, text: None });
            }
        }
    }
    smaller
}

/// The pictures that can't be published, by path.
pub(super) fn unfit(snapshot: &Snapshot) -> BTreeMap<String, Unfit> {
    let unfit = snapshot.files.iter().filter_map(|(path, file)| match file.form {
        Form::Unfit(unfit) => Some((path.clone(), unfit)),
        Form::Plain | Form::Picture(_) | Form::Smaller(..) => None,
    });
    unfit.collect()
}

/// Whether a file says who came to a session, and so is never published: only its totals are.
pub fn is_private(path: &str) -> bool {
    let name = crate::text::path_name(path).to_lowercase();
    name == "attendance.csv" || name == "attendance.tsv" || name == "attendance.xlsx"
}

/// What the author should know of a drawing that isn't published as it was.
fn trouble(place: &Place, drawing: &Drawing) -> Option<Diagnostic> {
    match &drawing.svg {
        Err(reason) => Some(Diagnostic::refused_drawing(place, reason)),
        Ok(_) => (!drawing.removed.is_empty()).then(|| Diagnostic::changed_drawing(place, &drawing.removed)),
    }
}

/// What the author should know of secrets in a text file, unless `roundtable.toml` says that everybody may have it.
fn secrets_in(site: &Site, path: &str, text: &str) -> Option<Diagnostic> {
    let mut audiences =
        site.config.audiences.iter().filter(|(written, _)| below_content(written, &site.prefix) == path);
    if audiences.any(|(_, word)| Meant::by(word.get_ref()) == Meant::For(Audience::Public)) {
        return None;
    }
    let contact = site.config.contact.as_ref().map_or("", |contact| contact.get_ref());
    let mut found = secrets::find(text);
    found.retain(|(span, _)| !contact.contains(&text[span.clone()]));
    let (span, secret) = found.first()?;
    let line = text[..span.start].matches('\n').count() + 1;
    let place = Place::file(format!("{}{path}", site.prefix));
    Some(Diagnostic::secret_in_file(&place, secret.words(), line, found.len()))
}

/// Endings of files that browsers open as a page, whose scripts then run as if the site had written them: HTML,
/// and all that is XML to them.
const ACTIVE: &[&str] = &[
    "asp", "atom", "htc", "htm", "html", "hta", "jsp", "kml", "mathml", "mht", "mhtml", "mml", "php", "rdf", "rss",
    "shtm", "shtml", "svgz", "swf", "xht", "xhtm", "xhtml", "xml", "xsd", "xsl", "xslt",
];

/// Whether a file is a page of its own that could run scripts on the site, and so is published only from `static/`,
/// where an organisation puts what it trusts. Some hosts look at each of several endings.
pub fn is_active(path: &str) -> bool {
    let endings = crate::text::path_name(path).split('.').skip(1);
    !path.starts_with("static/") && endings.map(str::to_lowercase).any(|ending| ACTIVE.contains(&ending.as_str()))
}

/// Where a file is published: what lies in `static/` stands at the root, the rest at its own path.
pub fn file_address(path: &str) -> &str {
    path.strip_prefix("static/").unwrap_or(path)
}

/// Old addresses that lead on, and the published files.
pub(super) fn redirects_and_files(site: &Site, diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<String, Route> {
    let mut routes: BTreeMap<String, Route> = site.files.keys().map(|address| (address.clone(), Route::File)).collect();
    for (id, note) in site.notes.iter().enumerate() {
        if let Some(topic) = merged_topic(site, id) {
            routes.insert(site.addresses[id].clone(), Route::Redirect(topic));
        }
        let aliases = note.front.list("aliases");
        // A topic's and a group's other names are names; with a slash they are addresses.
        let is_group = site.group_of[id].is_some_and(|group| site.groups[group].index == Some(id));
        let has_names = note.kind == Kind::Topic || (is_group && !site.is_one_group());
        for alias in aliases.iter().filter(|alias| !has_names || alias.contains('/')) {
            let span = note.front.spans.get("aliases").cloned().unwrap_or(0..1);
            let place = Place::new(site.file(id), span);
            match alias_address(alias) {
                None => diagnostics.push(Diagnostic::bad_alias(&place, alias)),
                Some(address) if site.routes.contains_key(&address) || routes.contains_key(&address) => {
                    diagnostics.push(Diagnostic::alias_taken(&place, alias, &address));
                }
                Some(address) => {
                    routes.insert(address, Route::Redirect(site.addresses[id].clone()));
                }
            }
        }
    }
    for (address, to) in other_names(site) {
        if !site.routes.contains_key(&address) {
            routes.entry(address).or_insert(Route::Redirect(to));
        }
    }
    for group in &site.groups {
        routes.extend(group.absorbed.iter().map(|old| (old.clone(), Route::Redirect(group.address.clone()))));
    }
    routes
}

/// Where people would look for topics and groups under their other names, and where those stand.
fn other_names(site: &Site) -> Vec<(String, String)> {
    let topics = site.topics.iter().flat_map(|topic| {
        topic.also.iter().map(|name| (format!("topics/{}.html", address_part(name)), topic.address.clone()))
    });
    let groups =
        site.groups.iter().filter(|group| group.folder.starts_with("groups/")).flat_map(|group| {
            group.also.iter().map(|name| (of_folder(&format!("groups/{name}")), group.address.clone()))
        });
    topics.chain(groups).collect()
}

/// The address of the topic that a topic's note was merged into.
fn merged_topic(site: &Site, id: NoteId) -> Option<String> {
    let note = &site.notes[id];
    let into = note.front.text("merged_into").filter(|_| note.kind == Kind::Topic)?;
    let topic = site.topic_called(&into).map(|topic| site.topics[topic].address.clone());
    Some(topic.unwrap_or_else(|| of_folder("topics")))
}

/// An alias as an address: `/old/`, `old.html` or `old/name` (which becomes `old/name.html`).
fn alias_address(alias: &str) -> Option<String> {
    let path = alias.trim().trim_start_matches('/');
    let is_folder = path.ends_with('/');
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    if parts.is_empty()
        || parts
            .iter()
            .any(|part| matches!(*part, "." | "..") || part.contains([':', '\\', '?', '#', '"', '<', '>', '|', '*']))
    {
        return None;
    }
    if is_folder {
        return Some(address::of_folder(&parts.join("/")));
    }
    let (last, folders) = parts.split_last()?;
    let stem = last.strip_suffix(".html").or_else(|| last.strip_suffix(".md")).unwrap_or(last);
    let folder: String = folders.iter().map(|part| format!("{}/", address_part(part))).collect();
    Some(format!("{folder}{}.html", address_part(stem)))
}
