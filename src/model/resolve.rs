//! Where each link leads. What people write goes in: relative paths, root paths, the repository's own
//! addresses, wikilinks, other letter case; a page, a file, an outside address or a reason why not comes out.
//! Where two readings are open, none is taken.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::FixedState;

use super::anchors;
use super::repository;
use super::{NoteId, ResourcePage, Site};
use crate::note::{Link, LinkForm, Note};
use crate::snapshot::Snapshot;
use crate::text::target::{has_scheme, path_key, split, stem_of_markdown};
use crate::text::{fold, nearest as nearest_name, path_stem, scheme, without_dots};

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A note, and a place in it.
    Note {
        /// The note.
        note: NoteId,
        /// The id of the place; without `#`.
        anchor: Option<String>,
        /// An anchor that the note doesn't have, as it was written.
        missing: Option<String>,
    },
    /// A page that no note makes, by its address.
    Page {
        /// Its address.
        address: String,
    },
    /// A published file, by its path below the content folder.
    File(String),
    /// An address outside of the site.
    Outside(String),
    /// No link at all: brackets that people write for other reasons.
    Text,
    /// Nowhere.
    Broken(Reason),
}

/// Why a link leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Nothing has this name.
    Missing,
    /// These paths could be meant.
    Ambiguous(Vec<String>),
}

/// What can be linked to inside the site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Note(NoteId),
    File(String),
    Page(String),
}

/// The things that have a name, each once and in order.
type Places = HashMap<String, Vec<Place>, FixedState>;

fn add(places: &mut Places, name: String, place: &Place) {
    let places = places.entry(name).or_default();
    if let Err(at) = places.binary_search(place) {
        places.insert(at, place.clone());
    }
}

/// Everything that a link can mean, by the forms in which it is written.
pub(super) struct Index {
    exact: HashMap<String, Place, FixedState>,
    folded: Places,
    names: Places,
    titles: Places,
    pub(super) own: repository::Own,
    /// The folder that all notes but a few at the top lie in, as `docs/` does.
    container: Option<&'static str>,
}

impl Index {
    pub(super) fn new(site: &Site, snapshot: &Snapshot) -> Self {
        let own = repository::Own::find(site, snapshot);
        let container = ["docs", "doc", "content"].into_iter().find(|folder| site.folders.contains_key(*folder));
        let mut index = Self {
            container,
            exact: HashMap::default(),
            folded: Places::default(),
            names: Places::default(),
            titles: Places::default(),
            own,
        };
        for (address, route) in &site.routes {
            if let Some(place) = place_of_route(site, address, route) {
                index.add_path(address, &place);
            }
        }
        for (path, folder) in site.folders.iter().filter(|(path, _)| !path.is_empty()) {
            let place = folder.index.map_or_else(|| Place::Page(folder.address.clone()), Place::Note);
            index.add_path(path, &place);
        }
        for path in snapshot.files.keys() {
            let place = Place::File(path.clone());
            index.add_path(path, &place);
            if let Some(public) = path.strip_prefix("static/") {
                index.add_path(public, &place);
            }
            index.add_name(crate::text::path_name(path), &place);
        }
        let notes = || site.notes.iter().enumerate();
        for (id, note) in notes().filter(|(_, note)| note.part.is_none()) {
            index.add_path(&note.path, &Place::Note(id));
            index.add_name(path_stem(&note.path), &Place::Note(id));
            add(&mut index.titles, fold(&note.title), &Place::Note(id));
        }
        index.add_sessions(notes().filter(|(_, note)| note.part.is_some()));
        index
    }

    /// The sessions of files that hold several go by their titles, where no file has such a name.
    fn add_sessions<'a>(&mut self, sessions: impl Iterator<Item = (NoteId, &'a Arc<Note>)>) {
        let mut titles = Places::default();
        for (id, note) in sessions {
            add(&mut titles, fold(&note.title), &Place::Note(id));
        }
        for (title, places) in titles {
            self.titles.entry(title).or_insert(places);
        }
    }

    fn add_path(&mut self, path: &str, place: &Place) {
        self.exact.insert(path.to_owned(), place.clone());
        add(&mut self.folded, path_key(path), place);
    }

    fn add_name(&mut self, name: &str, place: &Place) {
        add(&mut self.names, fold(name), place);
    }

    /// Where the links of one note lead, in their order.
    pub(super) fn targets(&self, site: &Site, id: NoteId) -> Vec<Target> {
        site.notes[id].links.iter().map(|link| self.target(site, id, link)).collect()
    }

    fn target(&self, site: &Site, from: NoteId, link: &Link) -> Target {
        let written = scheme::trimmed(&link.target);
        if matches!(link.form, LinkForm::Wiki | LinkForm::Embed) {
            return self.wiki(site, from, written);
        }
        if let Some(rest) = written.strip_prefix("//") {
            return Target::Outside(format!("https://{rest}"));
        }
        if has_scheme(written) {
            return self.absolute(site, written);
        }
        let (path, anchor) = split(written);
        if path.is_empty() {
            return match anchor {
                Some(anchor) => at(site, Place::Note(from), Some(&anchor)),
                // `[https://example.org]()`: the words are the address.
                None if link.text.starts_with("http://") || link.text.starts_with("https://") => {
                    Target::Outside(link.text.clone())
                }
                None => Target::Broken(Reason::Missing),
            };
        }
        self.relative(site, from, &path).map_or_else(Target::Broken, |place| at(site, place, anchor.as_deref()))
    }

    /// An address with a scheme: outside, unless it is one of the site's or the repository's own.
    fn absolute(&self, site: &Site, written: &str) -> Target {
        let own_site = site.address.as_deref().and_then(|address| written.strip_prefix(address));
        for path in own_site.map(str::to_owned).into_iter().chain(self.own.paths(written)) {
            let (path, anchor) = split(&path);
            let path = if path.is_empty() { "index.html".to_owned() } else { path };
            if let Ok(place) = self.lookup(&path) {
                return at(site, place, anchor.as_deref());
            }
        }
        // The last place where an address could slip in that is none of these.
        match scheme::of(written).is_some_and(|scheme| scheme::is_known(&scheme)) {
            true => Target::Outside(written.to_owned()),
            false => Target::Broken(Reason::Missing),
        }
    }

    /// What a path means from a note: from its folder, from the root, and, as other generators have it, from
    /// the folder that the page's pretty address would be.
    fn relative(&self, site: &Site, from: NoteId, path: &str) -> Result<Place, Reason> {
        let note = &site.notes[from].path;
        let folder = crate::text::path_folder(note);
        let mut tries = Vec::new();
        if !path.starts_with('/') {
            tries.push(format!("{folder}/{path}"));
        }
        if !path.starts_with('.') {
            tries.push(path.to_owned());
            tries.extend(self.container.iter().map(|container| format!("{container}/{path}")));
        }
        if path.ends_with('/') {
            tries.push(format!("{}/{path}", stem_of_markdown(note)));
        }
        for path in tries {
            match self.lookup(&without_dots(&path)) {
                Err(Reason::Missing) => {}
                found => return found,
            }
        }
        Err(Reason::Missing)
    }

    /// The one thing at a path below the content folder: exactly, else whatever its spelling.
    fn lookup(&self, path: &str) -> Result<Place, Reason> {
        let path = path.trim_end_matches('/');
        let path = if path.is_empty() { "index.html" } else { path };
        if let Some(place) = self.exact.get(path).or_else(|| self.exact.get(&format!("{path}.md"))) {
            return Ok(place.clone());
        }
        self.folded.get(&path_key(path)).map_or(Err(Reason::Missing), |places| only(places))
    }

    fn wiki(&self, site: &Site, from: NoteId, written: &str) -> Target {
        let (name, anchor) =
            written.split_once('#').map_or((written, None), |(name, anchor)| (name.trim(), Some(anchor.trim())));
        if name.is_empty() {
            return at(site, Place::Note(from), anchor);
        }
        let key = fold(stem_of_markdown(name));
        let found = match self.relative(site, from, name) {
            Err(Reason::Missing) if !name.contains('/') => {
                let by_name = self.names.get(&key).map(|places| nearest(site, from, places));
                by_name
                    .or_else(|| self.titles.get(&key).map(|places| nearest(site, from, places)))
                    .unwrap_or(Err(Reason::Missing))
            }
            found => found,
        };
        found.map_or_else(Target::Broken, |place| at(site, place, anchor))
    }
}

/// A route as something that can be linked to.
fn place_of_route(site: &Site, address: &str, route: &super::Route) -> Option<Place> {
    use super::Route::{
        Accessibility, Asset, Calendar, CalendarFile, Feed, File, Folder, Gathered, Group, Groups, Home, NotFound,
        Note, Overview, Redirect, Resources, Robots, Search, Sessions, Sitemap, Titles, Topic, Topics,
    };
    let page = || Some(Place::Page(address.to_owned()));
    match route {
        Note(id) | Home(Some(id)) | Groups(Some(id)) | Resources(ResourcePage::All(Some(id))) => Some(Place::Note(*id)),
        Group(id) => site.groups[*id].index.map_or_else(page, |id| Some(Place::Note(id))),
        Topic(id) => site.topics[*id].index.map_or_else(page, |id| Some(Place::Note(id))),
        Folder(path) => site.folders[path].index.map_or_else(page, |id| Some(Place::Note(id))),
        Home(None) | Groups(None) | Resources(_) | Sessions(_) | Topics | Calendar(_) | CalendarFile(_)
        | Gathered(_) | Overview(_) | Titles(_) | Search | Accessibility => page(),
        Redirect(_) | File | NotFound | Feed | Sitemap | Robots | Asset(_) => None,
    }
}

fn at(site: &Site, place: Place, anchor: Option<&str>) -> Target {
    match place {
        Place::Note(note) => match anchors::find(site, note, anchor) {
            Ok((note, anchor)) => Target::Note { note, anchor, missing: None },
            Err(()) => Target::Note { note, anchor: None, missing: anchor.map(str::to_owned) },
        },
        Place::File(path) => Target::File(path),
        Place::Page(address) => Target::Page { address },
    }
}

fn only(places: &[Place]) -> Result<Place, Reason> {
    match places {
        [place] => Ok(place.clone()),
        [] => Err(Reason::Missing),
        [_, _, ..] => Err(Reason::Ambiguous(Vec::new())),
    }
}

/// Of several notes of one name, the one in the same folder, else in the same group.
fn nearest(site: &Site, from: NoteId, places: &[Place]) -> Result<Place, Reason> {
    let folder = |id: NoteId| site.notes[id].path.rsplit_once('/').map(|(folder, _)| folder);
    let same = |is_near: &dyn Fn(NoteId) -> bool| {
        let near: Vec<Place> =
            places.iter().filter(|place| matches!(place, Place::Note(id) if is_near(*id))).cloned().collect();
        only(&near).ok()
    };
    let found = only(places).ok().or_else(|| same(&|id| folder(id) == folder(from)));
    let found = found.or_else(|| same(&|id| site.group_of[id].is_some() && site.group_of[id] == site.group_of[from]));
    found.ok_or_else(|| Reason::Ambiguous(places.iter().take(5).map(|place| path_of(site, place)).collect()))
}

fn path_of(site: &Site, place: &Place) -> String {
    match place {
        Place::Note(id) => site.notes[*id].path.clone(),
        Place::File(path) | Place::Page(path) => path.clone(),
    }
}

/// Whether wikilinks mean notes here: at least half of them find one.
pub(super) fn wikilinks_are_used(notes: &[Arc<Note>], targets: &[Vec<Target>]) -> bool {
    let links = notes.iter().zip(targets).flat_map(|(note, targets)| note.links.iter().zip(targets));
    let (mut all, mut found) = (0, 0);
    for (_, target) in links.filter(|(link, _)| link.form == LinkForm::Wiki) {
        all += 1;
        found += usize::from(!matches!(target, Target::Broken(_) | Target::Text));
    }
    found > 0 && found * 2 >= all
}

/// Where wikilinks don't mean notes, those that lead nowhere are text in brackets, unless a note's name is
/// so near that a slip of the pen is likelier.
pub(super) fn without_brackets(site: &Site, targets: Vec<Vec<Target>>) -> Vec<Vec<Target>> {
    let names: Vec<&str> = site.notes.iter().flat_map(|note| [note.title.as_str(), path_stem(&note.path)]).collect();
    let is_text = |link: &Link, target: &Target| {
        let name = link.target.split('#').next().unwrap_or_default();
        matches!(link.form, LinkForm::Wiki | LinkForm::Embed)
            && *target == Target::Broken(Reason::Missing)
            && nearest_name(name, names.iter().copied()).is_none()
    };
    let settled = |link: &Link, target: Target| if is_text(link, &target) { Target::Text } else { target };
    let of_note = |(note, targets): (&Arc<Note>, Vec<Target>)| {
        note.links.iter().zip(targets).map(|(link, target)| settled(link, target)).collect()
    };
    site.notes.iter().zip(targets).map(of_note).collect()
}
