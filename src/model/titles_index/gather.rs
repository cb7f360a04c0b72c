//! What stands in the index: the titles of pages that show a note, a group or a topic, and their headings but for
//! those that say what stands in any note. The site goes in; entries in order come out.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use rayon::prelude::*;

use super::initial::{self, Initial, Letters};
use super::{Entry, TitlePlace, Titled};
use crate::model::{NoteId, ResourcePage, Route, Site, titles};
use crate::note::consent;
use crate::note::{Kind, Note};
use crate::text;

/// A heading on more pages than this says what stands in any note, not what this one is about.
const FURNITURE: usize = 12;

/// The pages that notes make, and those of groups and topics that have no note.
pub(super) fn titled(site: &Site) -> Vec<Titled> {
    let indexes: HashSet<NoteId> = site.groups.iter().filter_map(|group| group.index).collect();
    let of_note = |id: NoteId| {
        let date = titles::only_date(site, id);
        Titled {
            address: site.addresses[id].clone(),
            title: title(site, id, date),
            is_date: date.is_some(),
            note: Some(id),
            group: site.group_of[id].filter(|_| !indexes.contains(&id) && !site.is_one_group()),
        }
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
    let shown = (0..site.notes.len()).into_par_iter().filter(|id| is_shown(site, *id));
    let mut titled: Vec<Titled> = shown.map(of_note).collect();
    titled.extend(pages.filter(has_page).map(bare));
    titled
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
            | Route::Asset(_),
        )
        | None => None,
    };
    shown == Some(id)
}

/// A note's title as its page has it; of a session that has only a date for a title, that `date` without the group.
fn title(site: &Site, id: NoteId, date: Option<&str>) -> String {
    let route = site.routes.get(&site.addresses[id]);
    if let Some(Route::Group(group)) = route {
        return site.groups[*group].name.clone();
    }
    if let Some(Route::Topic(topic)) = route {
        return site.topics[*topic].label.clone();
    }
    date.unwrap_or(&site.notes[id].title).to_owned()
}

/// All entries with what they begin with, in the order of the site's language.
pub(super) fn entries(site: &Site, titled: &[Titled]) -> Vec<(Initial, Entry)> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut headings: HashMap<String, Vec<TitlePlace>> = HashMap::new();
    for (at, page) in titled.iter().enumerate() {
        let own = initial::words(&page.title);
        for (heading, key) in page.note.into_iter().flat_map(|id| headings_of(&site.notes[id])) {
            if key != own {
                headings.entry(key).or_default().push(TitlePlace { titled: at, heading: Some(heading) });
            }
        }
        entries.push(Entry { places: vec![TitlePlace { titled: at, heading: None }] });
    }
    for mut places in headings.into_values() {
        // The same heading twice on a page is found from the first.
        places.dedup_by_key(|place| place.titled);
        if places.len() <= FURNITURE {
            places.sort_by_key(|place| order(site, titled, *place));
            entries.push(Entry { places });
        }
    }
    sorted(site, titled, entries)
}

fn sorted(site: &Site, titled: &[Titled], entries: Vec<Entry>) -> Vec<(Initial, Entry)> {
    let letters = Letters::of(&site.config.language);
    let placed = |entry: Entry| {
        let first = entry.places.first().copied();
        let text = first.map(|place| sorted_by(site, titled, place)).unwrap_or_default();
        let (initial, place) = letters.place(&text);
        ((place, first.map(|place| order(site, titled, place))), (initial, entry))
    };
    let mut placed: Vec<_> = entries.into_par_iter().map(placed).collect();
    placed.par_sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    placed.into_iter().map(|(_, entry)| entry).collect()
}

/// A title goes before a heading of the same words, a newer page before an older one.
fn order(site: &Site, titled: &[Titled], place: TitlePlace) -> (bool, Reverse<Option<Date>>, usize) {
    let day = titled[place.titled].note.and_then(|id| site.notes[id].date);
    (place.heading.is_some(), Reverse(day), place.titled)
}

/// The words by which an entry is sorted: dates by time, not by the day of the month that they begin with.
fn sorted_by(site: &Site, titled: &[Titled], place: TitlePlace) -> String {
    let page = &titled[place.titled];
    let heading = page.note.zip(place.heading).map(|(note, at)| &site.notes[note].outline[at]);
    if let Some(heading) = heading {
        return initial::without_count(&heading.text).to_owned();
    }
    let day = page.note.filter(|_| page.is_date).and_then(|id| site.notes[id].date);
    day.map_or_else(|| page.title.clone(), |day| day.to_string())
}

/// Whether two states of a note have the same headings in the same places of their outlines, as far as the index has
/// them.
pub(super) fn has_same_headings(old: &Note, new: &Note) -> bool {
    let shown = |note: &Note| {
        let text = |(at, key): (usize, String)| (at, key, note.outline[at].text.clone());
        headings_of(note).into_iter().map(text).collect::<Vec<_>>()
    };
    shown(old) == shown(new)
}

/// The headings of a note that may be worth finding. A form to fill in has none, and of a session's headings those
/// that only say what stands below, such as `Decisions`, lead nowhere that what is gathered doesn't.
fn headings_of(note: &Note) -> Vec<(usize, String)> {
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
    let known = own.map(|(at, heading)| (at, initial::words(initial::without_count(&heading.text))));
    known.filter(|(_, words)| !words.is_empty()).collect()
}
