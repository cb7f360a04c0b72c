//! What an entry of the index is known by, and where it stands: below which letter, and in which place, as the site's
//! language orders letters. A text goes in; comparing what comes out puts 9 before 10, and signs count for nothing.

use crate::locale::{self, Order};
use crate::text;

/// A longer number is compared as a text.
const DIGITS: usize = 20;

/// What entries begin with, in the order of the index but for that of letters, which is the language's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Initial {
    /// A number.
    Digits,
    /// A small letter of any script that has letters.
    Letter(char),
    /// Japanese syllables.
    Kana,
    /// Korean syllables.
    Hangul,
    /// Chinese characters.
    Han,
    /// Neither a letter nor a number.
    Other,
}

impl Initial {
    /// Its name in addresses.
    pub fn name(self) -> String {
        match self {
            Self::Digits => "0-9".to_owned(),
            Self::Letter(letter) => letter.to_string(),
            Self::Kana => "kana".to_owned(),
            Self::Hangul => "hangul".to_owned(),
            Self::Han => "han".to_owned(),
            Self::Other => "other".to_owned(),
        }
    }

    /// By the words of a text, and the text itself, whose first letter may be one of its own in the language: `Ñ` in
    /// Spanish, while `É` stands below `E`.
    fn of(words: &str, text: &str, letters: &Letters) -> Self {
        match words.chars().next() {
            None => Self::Other,
            Some(
                '\u{2e80}'..='\u{2fdf}'
                | '\u{3005}'..='\u{3007}'
                | '\u{3400}'..='\u{9fff}'
                | '\u{f900}'..='\u{faff}'
                | '\u{20000}'..='\u{3ffff}',
            ) => Self::Han,
            Some('\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}') => Self::Kana,
            Some('\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7af}') => Self::Hangul,
            Some(character) if character.is_numeric() => Self::Digits,
            Some(character) => Self::Letter(letters.below(text, text::base_letter(character))),
        }
    }

    fn class(self) -> u8 {
        match self {
            Self::Digits => 0,
            Self::Letter(_) => 1,
            Self::Kana => 2,
            Self::Hangul => 3,
            Self::Han => 4,
            Self::Other => 5,
        }
    }
}

/// The letters of a language.
pub(super) struct Letters {
    order: Order,
    /// The order that languages change in places.
    root: Order,
}

/// Where an entry stands in the index.
pub(super) type Place = (u8, locale::Key, locale::Key);

impl Letters {
    pub(super) fn of(language: &str) -> Self {
        Self { order: Order::of(language), root: Order::of("und") }
    }

    /// What a text begins with, and its place among the others.
    pub(super) fn place(&self, text: &str) -> (Initial, Place) {
        let bare = bare(text);
        let initial = Initial::of(&words(text), &bare, self);
        let letter = match initial {
            Initial::Letter(letter) => self.order.key_of_letters(letter.encode_utf8(&mut [0; 4])),
            Initial::Digits | Initial::Kana | Initial::Hangul | Initial::Han | Initial::Other => locale::Key::new(),
        };
        (initial, (initial.class(), letter, self.order.key(&bare)))
    }

    /// The letter that a text stands below: its first one, where that is no plain letter with an accent.
    fn below(&self, text: &str, plain: char) -> char {
        let Some(own) = text::first_letter(text).filter(|own| *own != plain) else { return plain };
        let [own_key, plain_key] =
            [own, plain].map(|letter| self.order.key_of_letters(letter.encode_utf8(&mut [0; 4])));
        let is_of_language = || {
            let [own, plain] = [own, plain].map(|letter| self.root.key_of_letters(letter.encode_utf8(&mut [0; 4])));
            own == plain || own_key > self.order.key_of_letters("z")
        };
        if own_key != plain_key && is_of_language() { own } else { plain }
    }
}

/// A text without signs and apostrophes.
fn bare(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    for character in text.chars().filter(|c| !matches!(c, '\'' | '’')) {
        if character.is_alphanumeric() || !bare.is_empty() && text::is_combining(character) {
            bare.push(character);
        } else if !bare.is_empty() && !bare.ends_with(' ') {
            bare.push(' ');
        }
    }
    bare.truncate(bare.trim_end().len());
    bare
}

/// What a text is known by: texts of the same words have the same, whatever their accents, signs and capitals.
pub(super) fn words(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    let mut digits = String::new();
    let mut gap = false;
    for character in text::without_accents(text).chars() {
        if matches!(character, '\'' | '’') {
            continue;
        }
        let is_of_word = character.is_alphanumeric() || !key.is_empty() && text::is_combining(character);
        if !character.is_ascii_digit() {
            add_number(&mut key, &mut digits);
        }
        if !is_of_word {
            gap = true;
            continue;
        }
        if gap && !(key.is_empty() && digits.is_empty()) {
            add_number(&mut key, &mut digits);
            key.push(' ');
        }
        gap = false;
        if character.is_ascii_digit() {
            digits.push(character);
        } else {
            add_letter(&mut key, character);
        }
    }
    add_number(&mut key, &mut digits);
    key
}

fn add_number(key: &mut String, digits: &mut String) {
    if !digits.is_empty() {
        let value = digits.trim_start_matches('0');
        key.push_str(&"0".repeat(DIGITS.saturating_sub(value.len())));
        key.push_str(value);
        digits.clear();
    }
}

/// Latin letters that are more than a letter with an accent stand among those that they are looked up below.
fn add_letter(key: &mut String, letter: char) {
    match letter {
        'ß' => key.push_str("ss"),
        'æ' => key.push_str("ae"),
        'œ' => key.push_str("oe"),
        'þ' => key.push_str("th"),
        'ø' => key.push('o'),
        'ł' => key.push('l'),
        'đ' | 'ð' => key.push('d'),
        'ı' => key.push('i'),
        _ => key.push(letter),
    }
}

/// A heading without the number that counts it: `2. Welcome`, `3.1 Welcome`, `4) Welcome`. A year or an amount stays.
pub(super) fn without_count(heading: &str) -> &str {
    let Some((first, rest)) = heading.trim().split_once(char::is_whitespace) else { return heading.trim() };
    let is_count = first.len() <= 6
        && first.starts_with(|c: char| c.is_ascii_digit())
        && first.contains(['.', ')'])
        && first.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ')'));
    if is_count && rest.contains(char::is_alphabetic) { rest.trim_start() } else { heading.trim() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_stand_below_their_letter() {
        let check = |language: &str, text: &str, initial: Initial| {
            assert_eq!(Letters::of(language).place(text).0, initial, "{language}: {text}");
        };
        check("de", "Über uns", Initial::Letter('u'));
        check("en", "“Asking well”", Initial::Letter('a'));
        check("en", "🌱 Growing", Initial::Letter('g'));
        check("en", "Łódź", Initial::Letter('l'));
        check("en", "Ørsted", Initial::Letter('o'));
        check("da", "Ørsted", Initial::Letter('ø'));
        check("sv", "Åsa", Initial::Letter('å'));
        check("es", "Ñandú", Initial::Letter('ñ'));
        check("es", "Él", Initial::Letter('e'));
        check("en", "Ñandú", Initial::Letter('n'));
        check("ar", "أهداف", Initial::Letter('ا'));
        check("ar", "آفاق", Initial::Letter('ا'));
        check("en", "Данные", Initial::Letter('д'));
        check("en", "数据", Initial::Han);
        check("en", "〇年", Initial::Han);
        check("en", "データ", Initial::Kana);
        check("en", "ﾃﾞｰﾀ", Initial::Kana);
        check("en", "데이터", Initial::Hangul);
        check("en", "2023", Initial::Digits);
        check("ar", "٣ أسئلة", Initial::Digits);
        check("en", "?!", Initial::Other);
        check("en", "", Initial::Other);
    }

    #[test]
    fn entries_are_sorted_as_people_look_them_up() {
        let check = |language: &str, expected: &[&str]| {
            let letters = Letters::of(language);
            let mut sorted = expected.to_vec();
            sorted.reverse();
            sorted.sort_by_cached_key(|text| letters.place(text).1);
            assert_eq!(sorted, expected, "{language}");
        };
        check(
            "en",
            &["9 lessons", "10 lessons", "2022", "Ask", "asking", "Äste", "Öl", "Session 2", "Session 10", "Zoo"],
        );
        check("sv", &["Ask", "Session", "Zoo", "Åsa", "Äste", "Öl"]);
        check("es", &["Nube", "Ñandú", "Oso"]);
        check("ar", &["2023", "آفاق", "أهداف", "بيانات", "موارد", "Zoo"]);
        assert_eq!(words("Data-quality"), words("data  quality!"));
        assert_eq!(words("part 2b"), words("Part 02B"));
    }

    #[test]
    fn headings_lose_their_count() {
        let check = |heading: &str, words: &str| assert_eq!(without_count(heading), words);
        check("2. Welcome", "Welcome");
        check("3.1 Welcome", "Welcome");
        check(" 4) Welcome ", "Welcome");
        check("2023 in review", "2023 in review");
        check("1.5 °", "1.5 °");
        check("12.01.2023 Winter", "12.01.2023 Winter");
        check("Welcome", "Welcome");
    }
}
