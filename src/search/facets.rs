//! By what pages can be narrowed down and sorted: their group, topics, kind, year and language, and their day.
//! Entries go in; lists of pages by value come out, as JSON.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::page::Entry;
use crate::model::Site;
use crate::text::address_part;

/// Every facet with its values: `{"group": [[value, label, [pages]], …], …}`. Pages are told as the distance from the
/// one before.
pub(super) fn all(site: &Site, entries: &[Entry]) -> Vec<u8> {
    let mut groups = Facet::default();
    let mut topics = Facet::default();
    let mut kinds = Facet::default();
    let mut years = Facet::default();
    let mut languages = Facet::default();
    for (page, entry) in entries.iter().enumerate() {
        let about = &entry.about;
        for group in about.note.into_iter().flat_map(|note| site.groups_of(note)) {
            groups.add(&site.groups[group].name, page);
        }
        if about.note.is_none() && !about.group_name.is_empty() {
            groups.add(&about.group_name, page);
        }
        for topic in &about.topics {
            topics.add(&site.topics[*topic].label, page);
        }
        kinds.add(about.kind, page);
        if let Some(day) = about.date {
            years.add(day.year(), page);
        }
        languages.add(about.language.as_str(), page);
    }
    let facets = Facets {
        group: groups.values(|name| address_part(name)),
        topic: topics.values(|label| address_part(label)),
        kind: kinds.values(|kind| (*kind).to_owned()),
        year: years.values(ToString::to_string),
        lang: languages.values(|language| language.to_lowercase()),
    };
    serde_json::to_vec(&facets).expect("texts and numbers are JSON")
}

/// The pages' days since 1970-01-01, each as the distance from the page before; `null` for pages without one.
pub(super) fn days(entries: &[Entry]) -> Vec<u8> {
    let mut before = 0;
    let days: Vec<Option<i32>> = entries
        .iter()
        .map(|entry| {
            let day = days_since_1970(entry.about.date?);
            let distance = day - before;
            before = day;
            Some(distance)
        })
        .collect();
    serde_json::to_vec(&days).expect("numbers are JSON")
}

fn days_since_1970(date: Date) -> i32 {
    date.since(Date::constant(1970, 1, 1)).map_or(0, |span| span.get_days())
}

#[derive(Serialize)]
struct Facets {
    group: Vec<FacetValue>,
    topic: Vec<FacetValue>,
    kind: Vec<FacetValue>,
    year: Vec<FacetValue>,
    lang: Vec<FacetValue>,
}

/// The word by which people name a value in a query, as in `group:data-law`; what it is called; its pages.
#[derive(Serialize)]
struct FacetValue(String, String, Vec<usize>);

/// The pages of each value.
struct Facet<Key>(BTreeMap<Key, Vec<usize>>);

impl<Key> Default for Facet<Key> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<Key: Ord + ToString> Facet<Key> {
    fn add(&mut self, value: Key, page: usize) {
        let pages = self.0.entry(value).or_default();
        if pages.last() != Some(&page) {
            pages.push(page);
        }
    }

    fn values(self, word: impl Fn(&Key) -> String) -> Vec<FacetValue> {
        let distances = |pages: Vec<usize>| {
            let before = std::iter::once(0).chain(pages.iter().copied());
            pages.iter().zip(before).map(|(page, before)| page - before).collect()
        };
        self.0.into_iter().map(|(key, pages)| FacetValue(word(&key), key.to_string(), distances(pages))).collect()
    }
}
