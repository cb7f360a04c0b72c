//! Where a word stands, packed: for each page its pieces with the word's level there. Numbers are variable-length
//! integers of seven bits a byte, the low ones first (LEB128). A page is written as its distance from the one
//! before, doubled, plus one if several of its pieces follow, then their number; a piece as its distance from the
//! one before in that page, shifted by four bits, plus the level.

/// A word's places, packed, with what the next page needs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Postings {
    pub(super) bytes: Vec<u8>,
    /// How many pages there are.
    pub(super) pages: u32,
    last: u32,
}

impl Postings {
    /// Adds a page, which comes after all others, with its pieces and levels by rising piece.
    pub(super) fn push(&mut self, page: u32, places: &[(u32, u8)]) {
        let (Some((first, level)), distance) = (places.first(), page - self.last) else { return };
        self.last = page;
        self.pages += 1;
        if places.len() == 1 {
            push_number(&mut self.bytes, distance << 1);
            push_number(&mut self.bytes, first << 4 | u32::from(*level));
            return;
        }
        push_number(&mut self.bytes, distance << 1 | 1);
        push_number(&mut self.bytes, u32::try_from(places.len()).unwrap_or(u32::MAX));
        let mut before = 0;
        for (piece, level) in places {
            push_number(&mut self.bytes, (piece - before) << 4 | u32::from(*level));
            before = *piece;
        }
    }

    /// Each page with its places, in order.
    pub(super) fn each(&self, mut found: impl FnMut(u32, &[(u32, u8)])) {
        let mut rest = self.bytes.as_slice();
        let mut page = 0;
        let mut places = Vec::new();
        while !rest.is_empty() {
            let head = number(&mut rest);
            page += head >> 1;
            let count = if head & 1 == 1 { number(&mut rest) } else { 1 };
            places.clear();
            let mut piece = 0;
            for _ in 0..count {
                let place = number(&mut rest);
                piece += place >> 4;
                places.push((piece, (place & 15) as u8));
            }
            found(page, &places);
        }
    }

    /// The same with one page's places taken out, put in or changed.
    pub(super) fn with(&self, changes: &[(u32, &[(u32, u8)])]) -> Self {
        let mut changed = Self::default();
        let mut changes = changes.iter().peekable();
        self.each(|page, places| {
            while let Some((other, places)) = changes.next_if(|(other, _)| *other < page) {
                changed.push(*other, places);
            }
            match changes.next_if(|(other, _)| *other == page) {
                Some((_, places)) => changed.push(page, places),
                None => changed.push(page, places),
            }
        });
        for (page, places) in changes {
            changed.push(*page, places);
        }
        changed
    }
}

/// Writes a number.
#[inline]
pub(super) fn push_number(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Reads a number off the beginning; 0 where there is none.
#[inline]
fn number(rest: &mut &[u8]) -> u32 {
    // Most take one byte.
    if let Some((byte @ 0..0x80, after)) = rest.split_first() {
        *rest = after;
        return u32::from(*byte);
    }
    let mut number = 0;
    let mut shift = 0;
    while let Some((byte, after)) = rest.split_first() {
        *rest = after;
        number |= u32::from(byte & 0x7f) << shift;
        shift += 7;
        if byte & 0x80 == 0 || shift > 28 {
            break;
        }
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    type Pages = BTreeMap<u32, Vec<(u32, u8)>>;

    fn packed(pages: &Pages) -> Postings {
        let mut postings = Postings::default();
        for (page, places) in pages {
            postings.push(*page, places);
        }
        postings
    }

    fn pages() -> impl Strategy<Value = Pages> {
        let places = proptest::collection::btree_map(0u32..300, 1u8..16, 0..4);
        let places = places.prop_map(|places| places.into_iter().collect::<Vec<_>>());
        proptest::collection::btree_map(0u32..100_000, places, 0..20)
    }

    proptest! {
        #[test]
        fn what_is_packed_is_read(pages in pages()) {
            let mut read = Pages::new();
            packed(&pages).each(|page, places| { read.insert(page, places.to_vec()); });
            let wanted: Pages = pages.into_iter().filter(|(_, places)| !places.is_empty()).collect();
            prop_assert_eq!(read, wanted);
        }

        #[test]
        fn changes_give_what_a_fresh_start_gives(before in pages(), changes in pages()) {
            let list: Vec<(u32, &[(u32, u8)])> = changes.iter().map(|(page, places)| (*page, places.as_slice())).collect();
            let mut after = before.clone();
            after.extend(changes.clone());
            prop_assert_eq!(packed(&before).with(&list), packed(&after));
        }
    }
}
