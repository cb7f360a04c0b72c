//! What an entry of the index is sorted by, and the letter that it stands below. A text goes in; small letters
//! without accents and signs come out, numbers filled up with zeros, so that plain comparing puts 9 before 10.

use crate::text;

/// A longer number is compared as a text.
const DIGITS: usize = 20;

/// What entries begin with, in the order of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

    fn of(key: &str) -> Self {
        match key.chars().next() {
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
            Some(character) => Self::Letter(character),
        }
    }
}

/// What a text is sorted by: the letter that it stands below, then its words.
pub(super) fn key(text: &str) -> (Initial, String) {
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
    (Initial::of(&key), key)
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
        let check = |text: &str, initial: Initial| assert_eq!(key(text).0, initial, "{text}");
        check("Über uns", Initial::Letter('u'));
        check("“Asking well”", Initial::Letter('a'));
        check("🌱 Growing", Initial::Letter('g'));
        check("Łódź", Initial::Letter('l'));
        check("Данные", Initial::Letter('д'));
        check("数据", Initial::Han);
        check("〇年", Initial::Han);
        check("データ", Initial::Kana);
        check("ﾃﾞｰﾀ", Initial::Kana);
        check("데이터", Initial::Hangul);
        check("2023", Initial::Digits);
        check("٣ أسئلة", Initial::Digits);
        check("?!", Initial::Other);
        check("", Initial::Other);
    }

    #[test]
    fn entries_are_sorted_as_people_look_them_up() {
        let order =
            ["9 lessons", "10 lessons", "2022", "Ask", "asking", "Äste", "Session 2", "Session 10", "Zoo", "Öl"];
        let mut sorted = order;
        sorted.sort_by_key(|text| key(text));
        let expected =
            ["9 lessons", "10 lessons", "2022", "Ask", "asking", "Äste", "Öl", "Session 2", "Session 10", "Zoo"];
        assert_eq!(sorted, expected);
        assert_eq!(key("Data-quality"), key("data  quality!"));
        assert_eq!(key("part 2b"), key("Part 02B"));
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
