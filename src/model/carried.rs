//! Items that a later note takes over from an earlier one: an item's words link to the passage that it comes from.

use super::resolve::Target;
use super::{ItemId, Site};
use crate::note::{Item, ItemKind};

impl Site {
    /// The item of another note, of the same kind, that a link in this item's words leads to.
    pub fn carried_from(&self, id: ItemId) -> Option<ItemId> {
        let item = self.item(id);
        let links = self.notes[id.note].links.iter().zip(&self.targets[id.note]);
        let inside = |start: usize, end: usize| item.span.start <= start && end <= item.span.end;
        let mut targets = links.filter(|(link, _)| inside(link.span.start, link.span.end)).map(|(_, target)| target);
        targets.find_map(|target| self.item_at(target, item.kind)).filter(|from| from.note != id.note)
    }

    /// The item of a kind that a link leads to.
    pub fn item_at(&self, target: &Target, kind: ItemKind) -> Option<ItemId> {
        let Target::Note { note, anchor: Some(anchor), .. } = target else { return None };
        let is_it = |item: &Item| item.kind == kind && item.anchor == *anchor;
        self.notes[*note].items.iter().position(is_it).map(|item| ItemId { note: *note, item })
    }
}
