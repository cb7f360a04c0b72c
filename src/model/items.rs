//! The items of all notes as one list: what sessions decided, asked and set out to do. Notes go in; each item
//! by its note and place comes out, by rising date. Words that a form left in many sessions are nobody's.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::BuildHasher;
use std::sync::Arc;

use foldhash::fast::FixedState;
use rayon::prelude::*;

use super::since::Since;
use super::{GroupId, NoteId, Site};
use crate::note::{Item, ItemKind, Kind, Note, Status};

/// An item: the note that it stands in, and its place among the note's items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId {
    /// The note.
    pub note: NoteId,
    /// The item's place in `Note::items`.
    pub item: usize,
}

/// Words that stand in at least so many sessions of a group may be a form's.
const OFTEN: usize = 5;

/// And they are, where so many of a hundred of its sessions have them.
const SHARE: usize = 35;

/// Every item that is listed outside its note, by rising date of its note, then in the note's order. What the site before
/// has of notes of which nothing is listed anew is as it was.
pub(super) fn find(site: &Site, since: Option<&Since<'_>>) -> Vec<ItemId> {
    let (notes, group_of) = (&site.notes, &site.group_of);
    let anew = since.map(Since::listed_anew);
    let is_anew = |note: NoteId| anew.as_ref().is_none_or(|anew| anew[note]);
    // Templates count for every group; what isn't anew then counts for groups that aren't asked for.
    let is_read = |note: NoteId| is_anew(note) || notes[note].kind == Kind::Template;
    let keys_of = |id: NoteId| notes[id].items.iter().filter(|_| is_read(id)).map(|item| key(&item.text)).collect();
    let keys: Vec<Vec<u64>> = (0..notes.len()).into_par_iter().map(keys_of).collect();
    let forms = left_by_forms((notes, &keys), group_of);
    let is_own = |note: NoteId, at: usize, item: &Item| {
        !matches!(item.kind, ItemKind::Goal | ItemKind::Guideline)
            && (forms.is_empty() || !forms.contains(&(group_of[note], item.kind, keys[note][at])))
    };
    let listed = (0..notes.len()).filter(|note| is_anew(*note) && notes[*note].kind != Kind::Template);
    let mut items: Vec<ItemId> = listed
        .flat_map(|note| {
            let all = notes[note].items.iter().enumerate();
            all.filter(move |(at, item)| is_own(note, *at, item))
                .map(move |(item, _)| ItemId { note, item })
                .collect::<Vec<_>>()
        })
        .collect();
    let earlier = since.into_iter().flat_map(|since| &since.before.items);
    items.extend(earlier.filter(|id| !is_anew(id.note)));
    items.sort_by_cached_key(|id| (notes[id.note].date, *id));
    items
}

/// Words as they are compared: the hash of their letters and digits alone, since forms are copied with other blanks.
fn key(text: &str) -> u64 {
    let letters: String = if text.is_ascii() {
        let letters = text.bytes().filter(u8::is_ascii_alphanumeric);
        letters.map(|letter| char::from(letter.to_ascii_lowercase())).collect()
    } else {
        text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    FixedState::default().hash_one(letters)
}

impl Site {
    /// What may be listed of a note's items, in its order.
    pub fn items_of(&self, note: NoteId) -> impl Iterator<Item = ItemId> + '_ {
        let key = (self.notes[note].date, note);
        let from = self.items.partition_point(|id| (self.notes[id.note].date, id.note) < key);
        self.items[from..].iter().copied().take_while(move |id| id.note == note)
    }
}

type Words = (Option<GroupId>, ItemKind, u64);

/// Words that stand in a template, or open and unchanged in a large share of a group's sessions; each note comes with
/// the keys of its items' words.
fn left_by_forms(
    (notes, keys): (&[Arc<Note>], &[Vec<u64>]),
    group_of: &[Option<GroupId>],
) -> HashSet<Words, FixedState> {
    let mut sessions: BTreeMap<Option<GroupId>, usize> = BTreeMap::new();
    // In how many notes words stand, and the last of these.
    let mut found: HashMap<Words, (usize, Option<NoteId>), FixedState> = HashMap::default();
    let mut in_templates: BTreeSet<(ItemKind, u64)> = BTreeSet::new();
    for (id, note) in notes.iter().enumerate() {
        if note.kind == Kind::Template {
            in_templates.extend(note.items.iter().zip(&keys[id]).map(|(item, key)| (item.kind, *key)));
        }
        *sessions.entry(group_of[id]).or_default() += usize::from(note.kind == Kind::Session);
        for (item, key) in note.items.iter().zip(&keys[id]).filter(|(item, _)| item.status == Status::Open) {
            let (notes, last) = found.entry((group_of[id], item.kind, *key)).or_default();
            *notes += usize::from(last.replace(id) != Some(id));
        }
    }
    let is_form = |(words, (notes, _)): &(Words, (usize, Option<NoteId>))| {
        let (group, kind, text) = words;
        let all = sessions.get(group).copied().unwrap_or(0);
        let is_common = *notes >= OFTEN && *notes * 100 >= all * SHARE;
        is_common || !in_templates.is_empty() && in_templates.contains(&(*kind, *text))
    };
    found.into_iter().filter(is_form).map(|(words, _)| words).collect()
}
