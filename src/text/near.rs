//! Which of many names a word was meant to be. A word and names go in, one of the names comes out: the one that the
//! fewest edits make of the word, both folded. An edit changes, adds or leaves out a character or swaps neighbours.

use super::fold;

/// A word longer than this was not meant as a name.
const LONGEST: usize = 200;

/// Names among which words are looked for time and again, by how many characters they have once folded.
#[derive(Debug, Default)]
pub struct Names<'a> {
    by_length: Vec<Vec<Known<'a>>>,
}

/// A name with what tells cheaply that a word is far from it.
#[derive(Debug)]
struct Known<'a> {
    name: &'a str,
    folded: String,
    letters: Letters,
    /// Its place among the names.
    place: usize,
}

/// How often each character stands in a text, some characters counted together.
#[derive(Debug, Clone, Copy)]
struct Letters([u8; 32]);

impl<'a> Names<'a> {
    /// Takes names apart, once for all words.
    pub fn new(names: impl Iterator<Item = &'a str>) -> Self {
        let mut by_length: Vec<Vec<Known>> = Vec::new();
        for (place, name) in names.enumerate() {
            let known = Known::new(name, place);
            let length = known.folded.chars().count();
            if by_length.len() <= length {
                by_length.resize_with(length + 1, Vec::new);
            }
            by_length[length].push(known);
        }
        Self { by_length }
    }

    /// The name that `wanted` was most likely meant to be, if one is near enough to say so.
    pub fn nearest(&self, wanted: &str) -> Option<&'a str> {
        let mut search = Search::new(wanted)?;
        // The nearer two lengths are, the fewer edits are needed; so the limit soon falls.
        for apart in 0..=search.most {
            if apart > search.limit {
                break;
            }
            let shorter = search.length().checked_sub(apart);
            let longer = Some(search.length() + apart).filter(|_| apart > 0);
            for length in shorter.into_iter().chain(longer) {
                self.of_length(length).for_each(|known| search.consider(known));
            }
        }
        search.best.map(|(_, name)| name)
    }

    /// The name that `wanted` is surely a misspelling of: no other is near, and they differ in a letter or two but in
    /// no digit; short ones only in the order of their letters.
    pub fn only_near(&self, wanted: &str) -> Option<&'a str> {
        let slip = Slip::new(wanted)?;
        let lengths = slip.length().saturating_sub(slip.limit)..=slip.length() + slip.limit;
        let mut near: Vec<&Known> =
            lengths.flat_map(|length| self.of_length(length)).filter(|known| slip.is_near(known)).collect();
        near.sort_unstable_by_key(|known| known.place);
        only(near.into_iter().map(|known| (known.name, known.folded.as_str())))
    }

    fn of_length(&self, length: usize) -> impl Iterator<Item = &Known<'a>> {
        self.by_length.get(length).into_iter().flatten()
    }
}

/// The one of `names` that `wanted` was most likely meant to be, as `Names::nearest` says it.
pub fn nearest<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut search = Search::new(wanted)?;
    for name in names {
        if search.is_comparable(name) {
            search.consider(&Known::new(name, 0));
        }
    }
    search.best.map(|(_, name)| name)
}

/// The one of `names` that `wanted` is surely a misspelling of, as `Names::only_near` says it.
pub fn only_near<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let slip = Slip::new(wanted)?;
    let near: Vec<Known> = names.map(|name| Known::new(name, 0)).filter(|known| slip.is_near(known)).collect();
    only(near.iter().map(|known| (known.name, known.folded.as_str())))
}

/// The first of names, where all are the same once folded.
fn only<'a, 'f>(mut near: impl Iterator<Item = (&'a str, &'f str)>) -> Option<&'a str> {
    let (name, folded) = near.next()?;
    near.all(|(_, other)| other == folded).then_some(name)
}

/// A word that is looked for, and the nearest name so far.
struct Search<'w, 'a> {
    wanted: &'w str,
    characters: Vec<char>,
    letters: Letters,
    /// So many edits may lie between the word and any name.
    most: usize,
    /// So many between the word and a name that is to be better than the best so far.
    limit: usize,
    best: Option<(usize, &'a str)>,
}

impl<'w, 'a> Search<'w, 'a> {
    fn new(wanted: &'w str) -> Option<Self> {
        let folded = fold(wanted);
        let characters: Vec<char> = folded.chars().collect();
        let most = (characters.len() / 4).max(1);
        let is_word = (1..=LONGEST).contains(&characters.len());
        is_word.then(|| Self { wanted, letters: Letters::of(&folded), characters, most, limit: most, best: None })
    }

    fn length(&self) -> usize {
        self.characters.len()
    }

    fn is_comparable(&self, name: &str) -> bool {
        name.len().abs_diff(self.wanted.len()) <= self.most * 4
    }

    fn consider(&mut self, known: &Known<'a>) {
        let name = known.name;
        let is_far = self.letters.least_edits(&known.letters) > self.limit || !self.is_comparable(name);
        if is_far || name == self.wanted {
            return;
        }
        let Some(edits) = distance(&self.characters, &known.folded, self.limit) else { return };
        if self.best.is_none_or(|best| (edits, name) < best) {
            self.best = Some((edits, name));
            self.limit = edits;
        }
    }
}

/// A word that may be a misspelling.
struct Slip {
    folded: String,
    characters: Vec<char>,
    letters: Letters,
    limit: usize,
}

impl Slip {
    /// A word with fewer characters is near to others by chance.
    const SHORT: usize = 5;

    fn new(wanted: &str) -> Option<Self> {
        let folded = fold(wanted);
        let characters: Vec<char> = folded.chars().collect();
        let limit = (characters.len() / 4).min(2);
        let is_word = (Self::SHORT - 1..LONGEST).contains(&characters.len());
        is_word.then(|| Self { letters: Letters::of(&folded), folded, characters, limit })
    }

    fn length(&self) -> usize {
        self.characters.len()
    }

    fn is_near(&self, known: &Known<'_>) -> bool {
        let other = known.folded.as_str();
        let is_comparable = other.len().abs_diff(self.folded.len()) <= self.limit * 4
            && self.letters.least_edits(&known.letters) <= self.limit
            && digits(other).eq(digits(&self.folded));
        is_comparable
            && distance(&self.characters, other, self.limit).is_some_and(|edits| edits > 0)
            && (self.length() >= Self::SHORT || sorted(&self.folded) == sorted(other))
    }
}

impl<'a> Known<'a> {
    fn new(name: &'a str, place: usize) -> Self {
        let folded = fold(name);
        Self { name, letters: Letters::of(&folded), folded, place }
    }
}

impl Letters {
    fn of(text: &str) -> Self {
        let mut counts = [0_u8; 32];
        for character in text.chars() {
            let count = &mut counts[character as usize % counts.len()];
            *count = count.saturating_add(1);
        }
        Self(counts)
    }

    /// At least so many edits make one text of the other: each takes away at most one character and adds one.
    fn least_edits(&self, other: &Self) -> usize {
        let surplus = |a: &Self, b: &Self| -> usize {
            a.0.iter().zip(&b.0).map(|(a, b)| usize::from(a.saturating_sub(*b))).sum()
        };
        surplus(self, other).max(surplus(other, self))
    }
}

fn digits(name: &str) -> impl Iterator<Item = char> + '_ {
    name.chars().filter(char::is_ascii_digit)
}

fn sorted(text: &str) -> Vec<char> {
    let mut characters: Vec<char> = text.chars().collect();
    characters.sort_unstable();
    characters
}

/// Optimal string alignment distance, where it is at most `limit`: edits, swaps of neighbours counted as one.
fn distance(a: &[char], b: &str, limit: usize) -> Option<usize> {
    let b: Vec<char> = b.chars().collect();
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let far = limit + 1;
    let mut before = vec![far; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut row = before.clone();
    for i in 1..=a.len() {
        // Characters whose places differ by more than the limit are never each other's.
        let (from, to) = (i.saturating_sub(limit).max(1), (i + limit).min(b.len()));
        row.fill(far);
        row[0] = i;
        for j in from..=to {
            let change = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = change.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        if row.iter().chain(&last).all(|edits| *edits > limit) {
            return None;
        }
        (before, last, row) = (last, row, before);
    }
    Some(last[b.len()]).filter(|edits| *edits <= limit)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn near_names_are_suggested_and_far_ones_not() {
        assert_eq!(nearest("Budget 2025", ["Budget 2026", "Home"].into_iter()), Some("Budget 2026"));
        assert_eq!(nearest("Budget", ["Housing"].into_iter()), None);
    }

    #[test]
    fn what_is_surely_meant_differs_in_letters_alone() {
        let check = |wanted: &str, names: &[&str], meant: Option<&str>| {
            assert_eq!(only_near(wanted, names.iter().copied()), meant, "{wanted}");
        };
        check("titel", &["title", "time"], Some("title"));
        check("Budget 2025", &["Budget 2026"], None);
        check("Asking wel", &["Asking well", "asking-well"], Some("Asking well"));
        check("Housing A", &["Housing B", "Housing C"], None);
        check("data", &["date"], None);
        check("tgas", &["tags"], Some("tags"));
    }

    /// The distance as it is defined, without a limit.
    fn whole_distance(a: &str, b: &str) -> usize {
        let (a, b) = (a.chars().collect::<Vec<_>>(), b.chars().collect::<Vec<_>>());
        let mut rows = vec![(0..=b.len()).collect::<Vec<_>>()];
        for i in 1..=a.len() {
            let mut row = vec![i; b.len() + 1];
            for j in 1..=b.len() {
                let change = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                row[j] = change.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    row[j] = row[j].min(rows[i - 2][j - 2] + 1);
                }
            }
            rows.push(row);
        }
        rows[a.len()][b.len()]
    }

    /// `nearest` as it is meant: every name is compared.
    fn plainly_nearest<'a>(wanted: &str, names: &[&'a str]) -> Option<&'a str> {
        let folded = fold(wanted);
        let length = folded.chars().count();
        let limit = (length / 4).max(1);
        let comparable = names.iter().filter(|name| name.len().abs_diff(wanted.len()) <= limit * 4);
        comparable
            .map(|name| (whole_distance(&folded, &fold(name)), *name))
            .filter(|(edits, name)| length > 0 && *edits <= limit && *name != wanted)
            .min()
            .map(|(_, name)| name)
    }

    /// `only_near` as it is meant.
    fn plainly_only_near<'a>(wanted: &str, names: &[&'a str]) -> Option<&'a str> {
        let folded = fold(wanted);
        let length = folded.chars().count();
        let limit = (length / 4).min(2);
        let is_near = |name: &&&str| {
            let other = fold(name);
            let edits = whole_distance(&folded, &other);
            other.len().abs_diff(folded.len()) <= limit * 4
                && digits(&other).eq(digits(&folded))
                && (1..=limit).contains(&edits)
                && (length > 4 || sorted(&folded) == sorted(&other))
        };
        let near: Vec<&&str> = names.iter().filter(is_near).filter(|_| length > 3).collect();
        let first = near.first()?;
        near.iter().all(|other| fold(other) == fold(first)).then_some(**first)
    }

    #[test]
    fn swaps_count_once() {
        let check = |a: &str, b: &str, edits: usize| {
            let characters: Vec<char> = a.chars().collect();
            for limit in 0..6 {
                assert_eq!(distance(&characters, b, limit), Some(edits).filter(|edits| *edits <= limit), "{a} {b}");
            }
            assert_eq!(whole_distance(a, b), edits, "{a} {b}");
        };
        check("titel", "title", 1);
        check("kitten", "sitting", 3);
        check("ca", "abc", 3);
        check("", "ab", 2);
    }

    proptest! {
        #[test]
        fn looking_names_up_finds_what_comparing_all_finds(
            wanted in "[abAB1é -]{0,14}",
            names in proptest::collection::vec("[abAB1é -]{0,14}", 0..12),
        ) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let known = Names::new(names.iter().copied());
            let near = plainly_nearest(&wanted, &names);
            prop_assert_eq!(known.nearest(&wanted), near);
            prop_assert_eq!(nearest(&wanted, names.iter().copied()), near);
            let only = plainly_only_near(&wanted, &names);
            prop_assert_eq!(known.only_near(&wanted), only);
            prop_assert_eq!(only_near(&wanted, names.iter().copied()), only);
        }
    }
}
