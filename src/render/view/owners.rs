//! Whom actions name: initials, handles and first names become the people that they mean, where only one can be
//! meant; everybody else is called as the notes call them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Here;
use super::shape::Person;
use crate::model::{GroupId, ItemId, NoteId, Site};
use crate::note::Kind;
use crate::render::fragment;
use crate::text::fold;

/// How each owner is called whom actions name, by folded name.
pub(super) type Names = HashMap<String, String>;

/// Owners by the form of their name that is written most often; one with large letters before one without.
pub(super) fn names(site: &Site) -> Names {
    let mut forms: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
    for owner in site.items.iter().flat_map(|id| &site.item(*id).owners) {
        *forms.entry(fold(owner)).or_default().entry(owner.as_str()).or_default() += 1;
    }
    let best = |forms: BTreeMap<&str, usize>| {
        let best = forms.into_iter().max_by_key(|(form, times)| (form.contains(char::is_uppercase), *times));
        best.map(|(form, _)| form.to_owned()).unwrap_or_default()
    };
    forms.into_iter().map(|(key, forms)| (key, best(forms))).collect()
}

/// Whom an action names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Owner {
    /// The name by itself: the whole of it where that is known.
    pub(super) name: String,
    /// The name as it stands before what they are to do.
    pub(super) short: String,
    /// The name as the note has it.
    written: String,
    pub(super) page: Option<NoteId>,
}

/// The owners of an item. Initials and handles that its note explains get their names; a first name that only one
/// person of the group has, among those with pages, is theirs; the others are called as all notes together call them.
pub(super) fn of(here: &Here<'_>, id: ItemId) -> Vec<Owner> {
    let mut owners: Vec<Owner> = here.site.item(id).owners.iter().map(|name| owner(here, id.note, name)).collect();
    owners.dedup();
    owners
}

fn owner(here: &Here<'_>, note: NoteId, written: &str) -> Owner {
    let key = fold(written);
    let people = here.note(note).people.iter();
    let explained: BTreeSet<&str> = people
        .filter(|person| person.also.iter().any(|also| fold(also) == key))
        .map(|person| person.name.as_str())
        .collect();
    let explained = explained.first().copied().filter(|_| explained.len() == 1);
    let called = here.shared.owners.get(&key).map_or(written, String::as_str);
    let name = explained.unwrap_or(called);
    let by_first_name = || {
        let groups = here.site.groups_of(note);
        let known: BTreeSet<NoteId> =
            groups.filter_map(|group| here.shared.members.get(&(group, key.clone())).copied()?).collect();
        known.first().copied().filter(|_| known.len() == 1)
    };
    let page = here.shared.people.get(&fold(name)).copied().or_else(by_first_name);
    let title = page.map(|page| here.note(page).title.as_str());
    let first = title.and_then(|title| title.split_whitespace().next()).filter(|first| fold(first) == key);
    Owner {
        name: title.unwrap_or(name).to_owned(),
        short: first.unwrap_or(name).to_owned(),
        written: written.to_owned(),
        page,
    }
}

/// People with pages by group and folded first name; nobody where several have it.
pub(super) type Members = HashMap<(GroupId, String), Option<NoteId>>;

/// The people with pages who say which groups they belong to.
pub(super) fn members(site: &Site) -> Members {
    let mut members = Members::new();
    for (id, note) in site.notes.iter().enumerate().filter(|(_, note)| note.kind == Kind::Person) {
        let first = fold(note.title.split_whitespace().next().unwrap_or_default());
        let groups: BTreeSet<GroupId> =
            note.front.list("groups").iter().filter_map(|name| site.group_called(name)).collect();
        for group in groups {
            members.entry((group, first.clone())).and_modify(|known| *known = None).or_insert(Some(id));
        }
    }
    members
}

/// The owners of an action whose passage doesn't name them itself.
pub(super) fn untold(here: &Here<'_>, words: &str, owners: &[Owner]) -> Vec<Person> {
    let plain = fragment::plain(words);
    if owners.iter().all(|owner| is_told(&plain, owner)) {
        return Vec::new();
    }
    let person = |owner: &Owner| Person {
        name: owner.short.clone(),
        href: owner.page.map(|page| here.href_of(page)),
        role: None,
    };
    owners.iter().map(person).collect()
}

/// Whether a passage names an owner itself, or begins with a part of the name, as `Ada writes …` for Ada Alder.
pub(super) fn is_told(words: &str, owner: &Owner) -> bool {
    let words = fold(words);
    let first = words.split(' ').next().unwrap_or_default().trim_end_matches([',', ':']);
    let (name, short, written) = (fold(&owner.name), fold(&owner.short), fold(&owner.written));
    let is_part = |name: &str| name.split(' ').any(|part| part == first);
    has_name(&words, &short) || has_name(&words, &written) || is_part(&name) || is_part(&written)
}

/// Whether a name stands among words, both folded.
fn has_name(words: &str, name: &str) -> bool {
    let is_border = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    words
        .match_indices(name)
        .any(|(at, _)| is_border(words[..at].chars().next_back()) && is_border(words[at + name.len()..].chars().next()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_named_already_is_not_named_again() {
        let owner =
            Owner { name: "Ada Alder".to_owned(), short: "Ada".to_owned(), written: "aa".to_owned(), page: None };
        let check = |words: &str, is_told: bool| assert_eq!(super::is_told(words, &owner), is_told, "{words}");
        check("Ada writes the list", true);
        check("Alder, with Ben: write the list", true);
        check("the list (AA)", true);
        check("write the list with Ada", true);
        check("write the list", false);
        check("adapt the list", false);
        check("aardvarks to be counted", false);
    }
}
