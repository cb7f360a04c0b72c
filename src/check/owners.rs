//! Owners of actions whom nobody knows: no note names them, no group is served by them, and they own nothing
//! else. A group that never names anybody is left alone, since there nobody could be known.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::diagnostic::{Diagnostic, Place};
use crate::model::{GroupId, Site};
use crate::note::{ItemKind, Kind, Note};
use crate::parse::names_nobody;
use crate::text::{nearest, path_stem, without_accents};

/// A shorter name is near to too many others.
const SHORTEST: usize = 3;

/// A longer owner is a phrase, not a name.
const MOST_WORDS: usize = 3;

pub(super) fn check(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    let named = Named::of(site);
    let owned = times_owned(site);
    let mut known: HashMap<&str, bool> = HashMap::new();
    for id in &site.items {
        let (note, item) = (id.note, site.item(*id));
        let is_telling = named.groups.contains(&site.group_of[note]);
        if item.kind != ItemKind::Action || !is_telling {
            continue;
        }
        for owner in item.owners.iter().map(String::as_str) {
            let is_known = *known.entry(owner).or_insert_with(|| is_known(owner, &named, &owned));
            if is_known || site.may_be_initials(owner) || is_a_word(owner, &site.notes[note].text) {
                continue;
            }
            let forms = named.forms.iter().map(String::as_str);
            let near = nearest(owner, forms).filter(|_| owner.chars().count() > SHORTEST);
            let place = Place::new(site.file(note), item.span.clone());
            diagnostics.push(Diagnostic::unknown_owner(&place, owner, near));
        }
    }
}

/// Whether an owner is somebody, nobody in particular, or no name at all.
fn is_known(owner: &str, named: &Named, owned: &BTreeMap<Vec<String>, usize>) -> bool {
    let words = words(owner);
    words.is_empty()
        || words.len() > MOST_WORDS
        || words.iter().any(|word| names_nobody(word))
        || owned.get(&words).is_some_and(|times| *times >= 2)
        || named.people.iter().any(|person| means(&words, person))
}

/// Whether what was taken for a name is a word of the language: the note has it in small letters too.
fn is_a_word(owner: &str, text: &str) -> bool {
    let small = owner.to_lowercase();
    small != owner && text.split(|c: char| !c.is_alphanumeric()).any(|word| word == small)
}

/// How many actions everybody owns.
fn times_owned(site: &Site) -> BTreeMap<Vec<String>, usize> {
    let mut as_written: HashMap<&str, usize> = HashMap::new();
    let actions = site.items.iter().map(|id| site.item(*id)).filter(|item| item.kind == ItemKind::Action);
    for owner in actions.flat_map(|item| &item.owners) {
        *as_written.entry(owner).or_default() += 1;
    }
    let mut owned = BTreeMap::new();
    for (owner, times) in as_written {
        *owned.entry(words(owner)).or_default() += times;
    }
    owned
}

/// Everybody whom the knowledge base names.
#[derive(Default)]
struct Named {
    /// Each one's names as words to compare.
    people: BTreeSet<Vec<String>>,
    /// Whole names and parts of them, to suggest.
    forms: BTreeSet<String>,
    /// The groups that name people.
    groups: BTreeSet<Option<GroupId>>,
}

impl Named {
    fn of(site: &Site) -> Self {
        let mut named = Self::default();
        for (id, note) in site.notes.iter().enumerate() {
            let names = people_of(note);
            if !names.is_empty() {
                named.groups.extend(site.groups_of(id).map(Some));
                named.groups.insert(site.group_of[id]);
            }
            names.iter().for_each(|name| named.add(name));
        }
        for (id, group) in site.groups.iter().enumerate().filter(|(_, group)| !group.people.is_empty()) {
            named.groups.insert(Some(id));
            group.people.iter().for_each(|person| named.add(&person.name));
        }
        named
    }

    fn add(&mut self, name: &str) {
        if self.people.insert(words(name)) {
            let parts = name.split_whitespace().filter(|part| part.chars().count() >= SHORTEST);
            self.forms.extend(parts.chain([name]).map(str::to_owned));
        }
    }
}

/// Those whom a note names: as present, away or in a role, in its front matter, or as its subject.
fn people_of(note: &Note) -> Vec<String> {
    let mentioned = note.people.iter().flat_map(|person| person.also.iter().chain([&person.name])).cloned();
    let own = (note.kind == Kind::Person).then(|| {
        let names = note.front.list("aliases").into_iter().filter(|name| !name.contains('/'));
        names.chain([note.title.clone(), path_stem(&note.path).to_owned()]).collect::<Vec<_>>()
    });
    mentioned.chain(note.front.people()).chain(own.into_iter().flatten()).collect()
}

/// A name's words in the form in which they are compared.
fn words(name: &str) -> Vec<String> {
    let plain = without_accents(name.trim_start_matches('@'));
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether an owner is a person: the name or a part of it, shortened or not (`Naomi A.`), the initials, or a handle
/// made of them (`nachebe`).
fn means(owner: &[String], person: &[String]) -> bool {
    let is_part = owner.iter().all(|word| person.iter().any(|part| part.starts_with(word.as_str())));
    let initials: String = person.iter().filter_map(|part| part.chars().next()).collect();
    let handle = owner.concat();
    let last = person.last().map(String::as_str).unwrap_or_default();
    let first = person.first().map(String::as_str).unwrap_or_default();
    let made = |first: &str, last: &str| {
        let initial: String = first.chars().take(1).collect();
        [format!("{initial}{last}"), format!("{first}{last}"), format!("{last}{first}")].contains(&handle)
    };
    is_part || handle == initials || made(first, last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_in_parts_and_short_forms() {
        let check = |owner: &str, known: bool| {
            assert_eq!(means(&words(owner), &words("Naomí Achebe-Lund")), known, "{owner}");
        };
        for owner in ["Naomi", "@naomi", "Naomi A.", "achebe", "NAL", "nlund", "Naomi Lund"] {
            check(owner, true);
        }
        for owner in ["Noami", "Nina", "Naomi B."] {
            check(owner, false);
        }
    }
}
