//! By what pages can be narrowed down and sorted: their group, topics, kind, year and language, and their day.
//! Entries go in; lists of pages by value come out, as JSON.

use std::collections::BTreeMap;

use serde_json::{Value, json};

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
        let mut of_groups: Vec<usize> = about.note.into_iter().flat_map(|note| site.groups_of(note)).collect();
        of_groups.extend(about.group.filter(|_| about.note.is_none()));
        for group in of_groups {
            groups.add(key(&site.groups[group].name), &site.groups[group].name, page);
        }
        for topic in &about.topics {
            topics.add(key(&site.topics[*topic].label), &site.topics[*topic].label, page);
        }
        kinds.add(about.kind.to_owned(), about.kind, page);
        if let Some(day) = about.date {
            years.add(day.year().to_string(), "", page);
        }
        languages.add(about.language.to_lowercase(), &about.language, page);
    }
    let facets = json!({
        "group": groups.json(),
        "topic": topics.json(),
        "kind": kinds.json(),
        "year": years.json(),
        "lang": languages.json(),
    });
    facets.to_string().into_bytes()
}

/// The pages' days since 1970-01-01, each as the distance from the page before; `null` for pages without one.
pub(super) fn days(entries: &[Entry]) -> Vec<u8> {
    let mut before = 0;
    let days: Vec<Value> = entries
        .iter()
        .map(|entry| {
            let Some(date) = entry.about.date else { return Value::Null };
            let day = date.to_zoned(jiff::tz::TimeZone::UTC).map_or(0, |start| start.timestamp().as_second() / 86_400);
            let distance = day - before;
            before = day;
            json!(distance)
        })
        .collect();
    Value::from(days).to_string().into_bytes()
}

/// The word by which people name a value in a query, as in `group:data-law`.
fn key(label: &str) -> String {
    address_part(label)
}

/// The pages of each value, with its label.
#[derive(Default)]
struct Facet(BTreeMap<String, (String, Vec<usize>)>);

impl Facet {
    fn add(&mut self, value: String, label: &str, page: usize) {
        let (_, pages) = self.0.entry(value).or_insert_with(|| (label.to_owned(), Vec::new()));
        if pages.last() != Some(&page) {
            pages.push(page);
        }
    }

    fn json(self) -> Value {
        let distances = |pages: Vec<usize>| {
            let before = std::iter::once(0).chain(pages.iter().copied());
            pages.iter().zip(before).map(|(page, before)| json!(page - before)).collect::<Vec<_>>()
        };
        self.0.into_iter().map(|(value, (label, pages))| json!([value, label, distances(pages)])).collect()
    }
}
