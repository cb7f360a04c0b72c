//! Cuts a text into the pieces that dates are made of: numbers, words, single
//! Han or Kana characters, marks and spaces, each with its byte range. One pass, so a line
//! of any length costs its length. What can't hold a session's date is left
//! out: link destinations, bare addresses, HTML tags, struck-out text.

use std::borrow::Cow;
use std::ops::Range;

use crate::text::{is_combining, without_accents};

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A run of digits, ASCII or full-width; the value stops counting at `u32::MAX`.
    Number { value: u32, digits: usize },
    /// A run of letters of an alphabet.
    Word,
    /// One Han, Hiragana or Katakana character.
    Ideograph(char),
    /// One other character, full-width forms and dashes made plain.
    Mark(char),
    /// Blanks on one line.
    Space,
    /// The end of a line.
    Break,
}

/// A piece of a text, and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) shape: Shape,
    pub(super) span: Range<usize>,
}

/// A text cut into pieces.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    pub(super) text: &'a str,
    pub(super) list: Vec<Token>,
}

/// How far a tag or a link's destination is followed before it counts as text.
const LONGEST_DESTINATION: usize = 500;

/// Longer words are neither months nor weekdays nor labels.
const LONGEST_WORD: usize = 40;

impl<'a> Tokens<'a> {
    /// The pieces of a heading, a label's value or a line of Markdown.
    pub(super) fn of_text(text: &'a str) -> Self {
        Self { text, list: cut(text, Dialect::Markdown) }
    }

    /// The pieces of a file or folder name, where every character counts.
    pub(super) fn of_name(name: &'a str) -> Self {
        Self { text: name, list: cut(name, Dialect::Name) }
    }

    pub(super) fn shape(&self, index: usize) -> Option<Shape> {
        self.list.get(index).map(|token| token.shape)
    }

    /// The number at an index, with how many digits it is written.
    pub(super) fn number(&self, index: usize) -> Option<(u32, usize)> {
        match self.shape(index)? {
            Shape::Number { value, digits } => Some((value, digits)),
            Shape::Word | Shape::Ideograph(_) | Shape::Mark(_) | Shape::Space | Shape::Break => None,
        }
    }

    /// The word at an index in small letters without accents.
    pub(super) fn word(&self, index: usize) -> Option<Cow<'a, str>> {
        let token = self.list.get(index)?;
        let short = token.shape == Shape::Word && token.span.len() <= LONGEST_WORD;
        let text = self.text;
        short.then(|| fold(&text[token.span.clone()]))
    }

    /// Whether an English word stands at an index.
    pub(super) fn is_word(&self, index: usize, word: &str) -> bool {
        self.list.get(index).is_some_and(|token| self.text[token.span.clone()].eq_ignore_ascii_case(word))
    }

    pub(super) fn is_mark(&self, index: usize, mark: char) -> bool {
        self.shape(index) == Some(Shape::Mark(mark))
    }

    pub(super) fn is_ideograph(&self, index: usize, character: char) -> bool {
        self.shape(index) == Some(Shape::Ideograph(character))
    }

    /// The next index that is no blank.
    pub(super) fn skip_space(&self, index: usize) -> usize {
        if self.shape(index) == Some(Shape::Space) { index + 1 } else { index }
    }

    /// Whether nothing stands between this piece and the one before it.
    pub(super) fn touches_previous(&self, index: usize) -> bool {
        index > 0 && self.list.get(index).is_some_and(|token| self.list[index - 1].span.end == token.span.start)
    }
}

/// Small letters without accents, as the tables of words are written.
pub(in crate::parse) fn fold(text: &str) -> Cow<'_, str> {
    let is_folded = text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_folded { Cow::Borrowed(text) } else { Cow::Owned(without_accents(text)) }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Dialect {
    Markdown,
    Name,
}

fn cut(text: &str, dialect: Dialect) -> Vec<Token> {
    // A word with the blank behind it is rarely shorter.
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 3);
    let mut position = 0;
    while let Some(byte) = text.as_bytes().get(position) {
        if *byte == b' ' {
            push_blank(&mut tokens, position);
            position += 1;
            continue;
        }
        if dialect == Dialect::Markdown
            && let Some(length) = left_out(&text[position..], &tokens)
        {
            position += length;
            continue;
        }
        let start = position;
        if byte.is_ascii_alphabetic() {
            // Within a word, nothing is left out.
            let rest = &text.as_bytes()[start..];
            position += rest.iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(rest.len());
            push_word(&mut tokens, start..position);
            continue;
        }
        let Some(character) = text[position..].chars().next() else { break };
        position += character.len_utf8();
        let shape = shape_of(character);
        if let Some(shape) = shape {
            push(&mut tokens, shape, start..position);
        }
    }
    tokens
}

/// What one character is by itself; emphasis and escapes are nothing at all.
fn shape_of(character: char) -> Option<Shape> {
    if let Some(value) = digit(character) {
        return Some(Shape::Number { value, digits: 1 });
    }
    match character {
        '\n' | '\r' => Some(Shape::Break),
        '*' | '`' | '\\' | '\u{200b}' | '\u{feff}' | '\u{fe0f}' => None,
        '\u{2010}' | '\u{2011}' | '\u{2212}' | '\u{ff0d}' => Some(Shape::Mark('-')),
        '\u{2012}'..='\u{2015}' => Some(Shape::Mark('\u{2013}')),
        '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff5e}' => {
            let plain = u32::from(character) - 0xff01 + 0x21;
            char::from_u32(plain).map(Shape::Mark)
        }
        '\u{301c}' => Some(Shape::Mark('~')),
        '\u{2019}' => Some(Shape::Mark('\'')),
        blank if blank.is_whitespace() => Some(Shape::Space),
        ideograph if is_ideograph(ideograph) => Some(Shape::Ideograph(ideograph)),
        letter if letter.is_alphabetic() && letter != 'º' && letter != 'ª' => Some(Shape::Word),
        mark if !mark.is_ascii() && is_combining(mark) => Some(Shape::Word),
        mark => Some(Shape::Mark(mark)),
    }
}

fn push_blank(tokens: &mut Vec<Token>, at: usize) {
    match tokens.last_mut() {
        Some(last) if last.shape == Shape::Space => last.span.end = at + 1,
        Some(_) | None => tokens.push(Token { shape: Shape::Space, span: at..at + 1 }),
    }
}

fn push_word(tokens: &mut Vec<Token>, span: Range<usize>) {
    match tokens.last_mut() {
        Some(last) if last.shape == Shape::Word && last.span.end == span.start => last.span.end = span.end,
        Some(_) | None => tokens.push(Token { shape: Shape::Word, span }),
    }
}

/// Adds a piece, joining it to the one before where the two are one number, word or blank.
fn push(tokens: &mut Vec<Token>, shape: Shape, span: Range<usize>) {
    if let Some(last) = tokens.last_mut()
        && (last.span.end == span.start || shape == Shape::Space)
        && let Some(joined) = join(last.shape, shape)
    {
        last.shape = joined;
        last.span.end = span.end;
        return;
    }
    tokens.push(Token { shape, span });
}

fn join(first: Shape, second: Shape) -> Option<Shape> {
    match (first, second) {
        (Shape::Number { value, digits }, Shape::Number { value: more, .. }) => {
            let value = value.saturating_mul(10).saturating_add(more);
            Some(Shape::Number { value, digits: digits + 1 })
        }
        (Shape::Word, Shape::Word) => Some(Shape::Word),
        (Shape::Space, Shape::Space) => Some(Shape::Space),
        (
            Shape::Number { .. } | Shape::Word | Shape::Ideograph(_) | Shape::Mark(_) | Shape::Space | Shape::Break,
            Shape::Number { .. } | Shape::Word | Shape::Ideograph(_) | Shape::Mark(_) | Shape::Space | Shape::Break,
        ) => None,
    }
}

fn digit(character: char) -> Option<u32> {
    match character {
        '0'..='9' => Some(u32::from(character) - u32::from('0')),
        '\u{ff10}'..='\u{ff19}' => Some(u32::from(character) - 0xff10),
        _ => None,
    }
}

/// Han, Hiragana and Katakana, which are written without spaces between words.
pub(in crate::parse) fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// How many bytes from here can't hold a session's date.
fn left_out(rest: &str, before: &[Token]) -> Option<usize> {
    let first = rest.as_bytes().first()?;
    match first {
        b'<' => tag(rest),
        b'(' if before.last().is_some_and(|token| token.shape == Shape::Mark(']')) => destination(rest),
        b'~' if rest.starts_with("~~") => struck_out(rest),
        b'h' | b'H' | b'w' | b'f' if rest.as_bytes().get(1).is_some_and(|next| b"tTwW".contains(next)) => {
            address(rest, before)
        }
        b'&' => entity(rest),
        _ => None,
    }
}

fn tag(rest: &str) -> Option<usize> {
    let second = rest.as_bytes().get(1)?;
    let opens = second.is_ascii_alphabetic() || matches!(second, b'/' | b'!');
    opens.then(|| within(rest, '>')).flatten()
}

fn destination(rest: &str) -> Option<usize> {
    within(rest, ')')
}

/// The length up to and with the first `end`, where it comes soon and on the same line.
fn within(rest: &str, end: char) -> Option<usize> {
    let mut soon = rest.char_indices().take(LONGEST_DESTINATION);
    let (position, found) = soon.find(|(_, character)| *character == end || *character == '\n')?;
    (found == end).then_some(position + 1)
}

fn struck_out(rest: &str) -> Option<usize> {
    let inside = &rest[2..];
    let end = inside.char_indices().take(LONGEST_DESTINATION).map(|(position, _)| position);
    end.take_while(|position| !inside[*position..].starts_with('\n'))
        .find(|position| *position > 0 && inside[*position..].starts_with("~~"))
        .map(|position| position + 4)
}

fn address(rest: &str, before: &[Token]) -> Option<usize> {
    if before.last().is_some_and(|token| token.shape == Shape::Word) {
        return None;
    }
    let starts_with = |scheme: &&str| {
        rest.as_bytes().get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme.as_bytes()))
    };
    let starts = ["http://", "https://", "www.", "ftp://"].iter().any(starts_with);
    let ends = |character: char| {
        character.is_whitespace() || matches!(character, ')' | '>' | ']' | '"' | '|' | '<') || is_ideograph(character)
    };
    starts.then(|| rest.find(ends).unwrap_or(rest.len()))
}

/// `&nbsp;` and its like stand for a blank.
fn entity(rest: &str) -> Option<usize> {
    let end = rest.bytes().take(10).position(|byte| byte == b';')?;
    rest[1..end].bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#').then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        let tokens = Tokens::of_text(text);
        tokens.list.iter().map(|token| &text[token.span.clone()]).collect()
    }

    #[test]
    fn numbers_words_and_marks_come_apart() {
        assert_eq!(pieces("jun5-2021"), ["jun", "5", "-", "2021"]);
        assert_eq!(pieces("2023年5月"), ["2023", "年", "5", "月"]);
        assert_eq!(pieces("février 3"), ["février", " ", "3"]);
    }

    #[test]
    fn full_width_digits_have_their_value() {
        assert_eq!(Tokens::of_text("２０２３").number(0), Some((2023, 4)));
    }

    #[test]
    fn destinations_addresses_tags_and_struck_out_text_are_left_out() {
        assert_eq!(pieces("[a](b 2021-01-02)c"), ["[", "a", "]", "c"]);
        assert_eq!(pieces("x,https://a.example/2021-01-02,y z"), ["x", ",", " ", "z"]);
        assert_eq!(pieces("<b title='1'>7</b>"), ["7"]);
        assert_eq!(pieces("~~2020~~2021"), ["2021"]);
    }

    #[test]
    fn a_very_long_line_is_cut_in_one_pass() {
        let line = "~~<(h](".repeat(30_000);
        assert!(!Tokens::of_text(&line).list.is_empty());
    }
}
