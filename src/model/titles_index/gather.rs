//! What stands in the index: the titles of pages that show a note, a group or a topic, and their headings but for
//! those that say what stands in any note. The site goes in; entries in order come out.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::initial::{self, Initial};
use super::{Entry, TitlePlace, Titled};
use crate::model::{NoteId, ResourcePage, Route, Site, consent, titles};
use crate::note::{Kind, Note};
use crate::text;

/// A heading on more pages than this says what stands in any note, not what this one is about.
const FURNITURE: usize = 12;

/// What entries are sorted by.
pub(super) type Key = (Initial, String);

/// The pages that notes make, and those of groups and topics that have no note.
pub(super) fn titled(site: &Site) -> Vec<Titled> {
    let indexes: HashSet<NoteId> = site.groups.iter().filter_map(|group| group.index).collect();
    let of_note = |id: NoteId| Titled {
        address: site.addresses[id].clone(),
        title: title(site, id),
        is_date: titles::only_date(site, id).is_some(),
        note: Some(id),
        group: site.group_of[id].filter(|_| !indexes.contains(&id) && !site.is_one_group()),
    };
    let bare = |(address, title): (&String, &String)| Titled {
        address: address.clone(),
        title: title.clone(),
        is_date: false,
        note: None,
        group: None,
    };
    let groups = site.groups.iter().filter(|group| group.index.is_none());
    let topics = site.topics.iter().filter(|topic| topic.index.is_none());
    let pages = groups.map(|group| (&group.address, &group.name));
    let pages = pages.chain(topics.map(|topic| (&topic.address, &topic.label)));
    let has_page =
        |(address, _): &(&String, _)| matches!(site.routes.get(*address), Some(Route::Group(_) | Route::Topic(_)));
    let of_notes = (0..site.notes.len()).filter(|id| is_shown(site, *id)).map(of_note);
    of_notes.chain(pages.filter(has_page).map(bare)).collect()
}

/// Whether the page at a note's address shows the note. People who have not agreed to be named stand in no list
/// and can't be found.
pub fn is_shown(site: &Site, id: NoteId) -> bool {
    let (note, address) = (&site.notes[id], &site.addresses[id]);
    if note.kind == Kind::Person && !consent::is_given(&note.front) {
        return false;
    }
    let index_of = |folder: &str| site.folders.get(folder).and_then(|folder| folder.index);
    let shown = match site.routes.get(address) {
        Some(Route::Home(index) | Route::Groups(index) | Route::Resources(ResourcePage::All(index))) => *index,
        Some(Route::Note(own)) => Some(*own),
        Some(Route::Group(group)) => site.groups[*group].index,
        Some(Route::Topic(topic)) => site.topics[*topic].index,
        Some(Route::Folder(path)) => index_of(path),
        Some(Route::Topics | Route::Overview(_)) => index_of(text::path_folder(address)),
        Some(
            Route::Sessions(_)
            | Route::Calendar(_)
            | Route::CalendarFile(_)
            | Route::Resources(_)
            | Route::Gathered(_)
            | Route::Titles(_)
            | Route::Search
            | Route::Accessibility
            | Route::Redirect(_)
            | Route::File
            | Route::NotFound
            | Route::Feed
            | Route::Sitemap
            | Route::Robots
            | Route::Index
            | Route::Asset(_),
        )
        | None => None,
    };
    shown == Some(id)
}

/// A note's title as its page has it; of a session that has only a date for a title, that date without the group.
fn title(site: &Site, id: NoteId) -> String {
    let route = site.routes.get(&site.addresses[id]);
    if let Some(Route::Group(group)) = route {
        return site.groups[*group].name.clone();
    }
    if let Some(Route::Topic(topic)) = route {
        return site.topics[*topic].label.clone();
    }
    titles::only_date(site, id).unwrap_or(&site.notes[id].title).to_owned()
}

/// All entries with what they are sorted by, in that order.
pub(super) fn entries(site: &Site, titled: &[Titled]) -> Vec<(Key, Entry)> {
    let mut entries: Vec<(Key, Entry)> = Vec::new();
    let mut headings: HashMap<Key, Vec<TitlePlace>> = HashMap::new();
    for (at, page) in titled.iter().enumerate() {
        let own = key_of_title(site, page);
        for (heading, key) in page.note.into_iter().flat_map(|id| headings_of(&site.notes[id])) {
            if key != own {
                headings.entry(key).or_default().push(TitlePlace { titled: at, heading: Some(heading) });
            }
        }
        entries.push((own, Entry { places: vec![TitlePlace { titled: at, heading: None }] }));
    }
    for (key, mut places) in headings {
        // The same heading twice on a page is found from the first.
        places.dedup_by_key(|place| place.titled);
        if places.len() <= FURNITURE {
            places.sort_by_key(|place| order(site, titled, *place));
            entries.push((key, Entry { places }));
        }
    }
    entries.sort_by(|(a, first), (b, second)| {
        let rest = |entry: &Entry| entry.places.first().map(|place| order(site, titled, *place));
        a.cmp(b).then_with(|| rest(first).cmp(&rest(second)))
    });
    entries
}

/// A title goes before a heading of the same words, a newer page before an older one.
fn order(site: &Site, titled: &[Titled], place: TitlePlace) -> (bool, Reverse<Option<Date>>, usize) {
    let day = titled[place.titled].note.and_then(|id| site.notes[id].date);
    (place.heading.is_some(), Reverse(day), place.titled)
}

/// Dates are sorted by time, not by the day of the month that they begin with.
fn key_of_title(site: &Site, page: &Titled) -> Key {
    let day = page.note.filter(|_| page.is_date).and_then(|id| site.notes[id].date);
    day.map_or_else(|| initial::key(&page.title), |day| initial::key(&day.to_string()))
}

/// The headings of a note that may be worth finding. A form to fill in has none, and of a session's headings those
/// that only say what stands below, such as `Decisions`, lead nowhere that what is gathered doesn't.
fn headings_of(note: &Note) -> Vec<(usize, Key)> {
    if note.kind == Kind::Template {
        return Vec::new();
    }
    let sections: HashSet<usize> = match note.kind {
        Kind::Session => note.sections.iter().map(|section| section.span.start).collect(),
        Kind::Index
        | Kind::Goals
        | Kind::Guidelines
        | Kind::Resources
        | Kind::Topic
        | Kind::Person
        | Kind::Story
        | Kind::Challenge
        | Kind::Template
        | Kind::Page => HashSet::new(),
    };
    let named = note.outline.iter().enumerate().filter(|(_, heading)| !heading.id.is_empty());
    let own = named.filter(|(_, heading)| !sections.contains(&heading.span.start));
    let keyed = own.map(|(at, heading)| (at, initial::key(initial::without_count(&heading.text))));
    keyed.filter(|(_, (initial, _))| *initial != Initial::Other).collect()
}
