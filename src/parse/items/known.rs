//! The people whom a note names, by every form that means one of them: full name, first name, initials, handle;
//! and the words that only look like names. Who was there and the lines go in.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

use crate::note::Mention;
use crate::text::fold;

/// The people whom a note names, by every form that means one of them.
#[derive(Debug)]
pub(super) struct Known<'l> {
    full: HashMap<String, String, FixedState>,
    lines: Vec<&'l str>,
    /// Words of the lines with a capital in the middle of a sentence, as only names have it in most languages;
    /// gathered when they are first asked for.
    seen: OnceCell<HashSet<String, FixedState>>,
}

impl<'l> Known<'l> {
    /// From those whom the note names; a form that two people share means neither.
    pub(super) fn of(people: &[Mention], lines: Vec<&'l str>) -> Self {
        let mut forms: HashMap<String, Option<String>> = HashMap::new();
        for person in people {
            for form in forms_of(person) {
                let name = forms.entry(form).or_insert_with(|| Some(person.name.clone()));
                if name.as_deref().is_some_and(|name| fold(name) != fold(&person.name)) {
                    *name = None;
                }
            }
        }
        let full = forms.into_iter().filter_map(|(form, name)| Some((form, name?))).collect();
        Self { full, lines, seen: OnceCell::new() }
    }

    /// Whether a word stands in the middle of a sentence with a capital.
    pub(super) fn has_seen(&self, word: &str) -> bool {
        let gather = || self.lines.iter().flat_map(|line| inside_sentences(line)).map(str::to_owned).collect();
        self.seen.get_or_init(gather).contains(word)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        !self.full.is_empty() && self.full.contains_key(&fold(name.trim_start_matches('@')))
    }

    /// The full name of the one who is meant, or what was written.
    pub(super) fn full(&self, written: &str) -> String {
        let written = written.trim().trim_start_matches('@');
        self.full.get(&fold(written)).cloned().unwrap_or_else(|| written.to_owned())
    }
}

/// The words with a capital that follow a small one.
fn inside_sentences(line: &str) -> impl Iterator<Item = &str> {
    let is_small = |word: &str| word.ends_with(char::is_lowercase) && word.starts_with(char::is_lowercase);
    let large = line.char_indices().filter(|(_, character)| character.is_uppercase());
    large.filter_map(move |(at, _)| {
        let before = &line[..at];
        let last = before.trim_end().rsplit(char::is_whitespace).next()?;
        if !before.ends_with(char::is_whitespace) || !is_small(last) {
            return None;
        }
        let word = line[at..].split_whitespace().next()?;
        Some(word.trim_matches(|c: char| !c.is_alphanumeric()).trim_end_matches("'s").trim_end_matches("’s"))
    })
}

/// Full name, first name, initials, handle.
fn forms_of(person: &Mention) -> Vec<String> {
    let mut forms = vec![fold(&person.name)];
    forms.extend(person.also.iter().map(|also| fold(also)));
    let words: Vec<&str> = person.name.split_whitespace().collect();
    // Of a name in Chinese or Japanese signs, the first two or the last two are what people call somebody.
    let signs: Vec<char> = person.name.chars().collect();
    if matches!(signs.len(), 3 | 4) && signs.iter().all(|sign| crate::parse::dates::is_ideograph(*sign)) {
        forms.extend([signs[..2].iter().collect(), signs[signs.len() - 2..].iter().collect::<String>()]);
    }
    if words.len() > 1 {
        forms.push(fold(words[0]));
        forms.push(words.iter().filter_map(|word| word.chars().next()).flat_map(char::to_lowercase).collect());
        // `MDawson` for Michael Dawson, `JoS` for Joe Sepi.
        let last = words[words.len() - 1];
        forms.extend(words[0].chars().next().map(|first| fold(&format!("{first}{last}"))));
        forms.push(fold(last));
    }
    forms.sort();
    forms.dedup();
    forms
}
