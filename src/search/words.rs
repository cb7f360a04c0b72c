//! Cuts a text into the words that can be searched: small letters, without punctuation. What people write in several
//! ways gives all of them: `COVID-19` gives `covid`, `19` and `covid19`. Scripts without spaces give pairs of
//! characters. The engine cuts queries by the same rules (`themes/engine/20-words.js`); a test holds both
//! to `tests/search/words.json`.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::text::is_combining;

/// Longer words are cut here, in bytes; what is longer is no word that anybody types.
const LONGEST: usize = 48;

/// What hyphens and the like hold together counts as one word as well if it has no more parts than this.
const MOST_PARTS: usize = 4;

/// Calls `found` with each word of a text, in order, as it is written but in small letters.
pub(super) fn each(text: &str, found: &mut impl FnMut(&str)) {
    let mut compound = Compound::default();
    let mut at = 0;
    while at < text.len() {
        let (class, width) = class(text, at);
        match class {
            Class::Word => at = compound.read(text, at, found),
            Class::Wide => at = wide(text, at, found),
            Class::Join(_) | Class::Other => at += width,
        }
    }
}

/// The form in which words are compared: without accents, some letters as people without them on their keyboard
/// type them. `None` where it is the word itself.
pub(super) fn fold(word: &str) -> Option<String> {
    if word.is_ascii() {
        return None;
    }
    let mut folded = String::with_capacity(word.len());
    for character in word.nfd().filter(|character| !is_mark(*character)) {
        match character {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            'ø' => folded.push('o'),
            'đ' | 'ð' => folded.push('d'),
            'ł' => folded.push('l'),
            'ı' => folded.push('i'),
            'ς' => folded.push('σ'),
            character => folded.push(character),
        }
    }
    let folded: String = folded.nfc().collect();
    (folded != word && !folded.is_empty()).then_some(folded)
}

/// Marks that readers leave out: accents, and the vowel signs of Hebrew and Arabic.
fn is_mark(character: char) -> bool {
    matches!(
        character,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'
    )
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// A letter or digit of a script with spaces.
    Word,
    /// A character of a script without spaces.
    Wide,
    /// May hold parts of a word together.
    Join(Join),
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Join {
    Apostrophe,
    Hyphen,
    /// Only between digits, as in `3.5` or `12/08`.
    Digits,
}

/// The classes of ASCII.
const PLAIN: [Class; 128] = {
    let mut classes = [Class::Other; 128];
    let mut byte = 0;
    while byte < 128 {
        classes[byte] = match byte as u8 {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => Class::Word,
            b'\'' => Class::Join(Join::Apostrophe),
            b'-' | b'_' => Class::Join(Join::Hyphen),
            b'.' | b',' | b':' | b'/' => Class::Join(Join::Digits),
            _ => Class::Other,
        };
        byte += 1;
    }
    classes
};

/// What stands at `at`, and how many bytes it takes.
#[inline]
fn class(text: &str, at: usize) -> (Class, usize) {
    let byte = text.as_bytes()[at];
    if byte < 128 { (PLAIN[byte as usize], 1) } else { class_beyond_ascii(text, at) }
}

fn class_beyond_ascii(text: &str, at: usize) -> (Class, usize) {
    let character = text[at..].chars().next().unwrap_or_default();
    let class = match character {
        '’' | 'ʼ' | '＇' => Class::Join(Join::Apostrophe),
        '‐' | '‑' => Class::Join(Join::Hyphen),
        '\u{e00}'..='\u{eff}'
        | '\u{1000}'..='\u{109f}'
        | '\u{1100}'..='\u{11ff}'
        | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}'
        | '\u{20000}'..='\u{323af}'
            if is_of_word(character) =>
        {
            Class::Wide
        }
        character if is_of_word(character) => Class::Word,
        _ => Class::Other,
    };
    (class, character.len_utf8())
}

fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || is_combining(character)
}

/// A word, perhaps of several parts that hyphens, apostrophes or the like hold together.
#[derive(Default)]
struct Compound {
    parts: Vec<String>,
    joins: Vec<Join>,
    word: String,
}

impl Compound {
    /// Reads the word that begins at `at`; gives where it ends.
    fn read(&mut self, text: &str, at: usize, found: &mut impl FnMut(&str)) -> usize {
        let (mut end, has_capitals) = end_of_plain(text, at);
        let is_plain = text.as_bytes().get(end).is_none_or(u8::is_ascii);
        if !is_plain {
            end = end_of(text, end, Class::Word);
        }
        let Some((join, next)) = joined(text, end) else {
            let word = &text[at..end];
            if is_plain && !has_capitals && word.len() <= LONGEST {
                found(word);
                return end;
            }
            normal(word, &mut self.word);
            found(&self.word);
            return end;
        };
        self.parts.clear();
        self.joins.clear();
        self.add(&text[at..end]);
        let mut following = Some((join, next));
        while let Some((join, next)) = following {
            end = end_of(text, next, Class::Word);
            self.joins.push(join);
            self.add(&text[next..end]);
            following = joined(text, end);
        }
        self.tell(found);
        end
    }

    fn add(&mut self, part: &str) {
        let mut word = String::new();
        normal(part, &mut word);
        self.parts.push(word);
    }

    fn tell(&mut self, found: &mut impl FnMut(&str)) {
        self.take_ending();
        let is_one = self.parts.len() == 1;
        let whole = (!is_one && self.parts.len() <= MOST_PARTS).then(|| self.parts.concat());
        for (index, part) in self.parts.iter().enumerate() {
            // The article of `l'accord` is no word to look for.
            let is_elided = self.joins.get(index) == Some(&Join::Apostrophe) && part.chars().count() <= 2;
            if is_one || !is_elided {
                found(part);
            }
        }
        if let Some(whole) = whole {
            found(cut(&whole));
        }
    }

    /// The `'s` of `group's` goes, and the `'t` of `don't` belongs to its word.
    fn take_ending(&mut self) {
        let is_ending = |part: &String| part.chars().count() <= 2;
        if self.joins.last() == Some(&Join::Apostrophe)
            && let Some(ending) = self.parts.pop_if(|part| is_ending(part))
        {
            self.joins.pop();
            if let Some(last) = self.parts.last_mut().filter(|_| ending != "s") {
                last.push_str(&ending);
            }
        }
    }
}

/// Where the ASCII letters and digits that begin at `at` end, and whether there are capitals among them.
fn end_of_plain(text: &str, at: usize) -> (usize, bool) {
    let (mut end, mut has_capitals) = (at, false);
    for byte in &text.as_bytes()[at..] {
        if PLAIN.get(usize::from(*byte)) != Some(&Class::Word) {
            break;
        }
        has_capitals |= byte.is_ascii_uppercase();
        end += 1;
    }
    (end, has_capitals)
}

/// Where the characters of a class that begin at `at` end.
fn end_of(text: &str, at: usize, wanted: Class) -> usize {
    let mut end = at;
    while end < text.len() {
        let (class, width) = class(text, end);
        if class != wanted {
            break;
        }
        end += width;
    }
    end
}

/// What holds the part that ends at `at` and the next one together, and where that begins.
fn joined(text: &str, at: usize) -> Option<(Join, usize)> {
    if at >= text.len() {
        return None;
    }
    let (Class::Join(join), width) = class(text, at) else { return None };
    let next = at + width;
    if next >= text.len() || class(text, next).0 != Class::Word {
        return None;
    }
    let bytes = text.as_bytes();
    let is_fit = join != Join::Digits || (bytes[at - 1].is_ascii_digit() && bytes[next].is_ascii_digit());
    is_fit.then_some((join, next))
}

/// A word in small letters and in one form (NFKC).
fn normal(word: &str, into: &mut String) {
    into.clear();
    if word.is_ascii() {
        into.push_str(&word[..word.len().min(LONGEST)]);
        into.make_ascii_lowercase();
        return;
    }
    into.extend(word.nfkc().flat_map(char::to_lowercase));
    into.truncate(cut(into).len());
}

fn cut(word: &str) -> &str {
    &word[..crate::text::floor_boundary(word, LONGEST)]
}

/// Characters of a script without spaces, from `at` on: each pair, and the last one alone, so that whoever looks
/// for one character finds all of them by their beginning. Gives where they end.
fn wide(text: &str, at: usize, found: &mut impl FnMut(&str)) -> usize {
    let end = end_of(text, at, Class::Wide);
    let run: String = text[at..end].nfkc().flat_map(char::to_lowercase).collect();
    let clusters = clusters(&run);
    for pair in clusters.windows(2) {
        found(&run[pair[0].start..pair[1].end]);
    }
    if let Some(last) = clusters.last() {
        found(&run[last.clone()]);
    }
    end
}

/// Characters with the marks that belong to them.
fn clusters(run: &str) -> Vec<Range<usize>> {
    let mut clusters: Vec<Range<usize>> = Vec::new();
    for (at, character) in run.char_indices() {
        let end = at + character.len_utf8();
        match clusters.last_mut().filter(|_| is_combining(character)) {
            Some(last) => last.end = end,
            None => clusters.push(at..end),
        }
    }
    clusters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_the_engine() {
        let table: serde_json::Value =
            serde_json::from_str(include_str!("../../tests/search/words.json")).expect("the table is JSON");
        for (text, words) in table["words"].as_object().expect("texts with their words") {
            let mut found = Vec::new();
            each(text, &mut |word| found.push(word.to_owned()));
            let wanted: Vec<&str> = words.as_array().expect("a list").iter().filter_map(|word| word.as_str()).collect();
            assert_eq!(found, wanted, "{text}");
        }
        for (word, folded) in table["folded"].as_object().expect("words with their folded form") {
            assert_eq!(fold(word).as_deref().unwrap_or(word), folded.as_str().expect("a word"), "{word}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_cut(text in "\\PC{0,40}") {
            each(&text, &mut |word| assert!(!word.is_empty() && word.len() <= LONGEST + 8));
        }
    }
}
