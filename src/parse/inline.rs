//! What people write inside plain text beyond CommonMark: bare addresses, `[[wikilinks]]`, `:emoji:`,
//! `==marks==` and `#tags`. Text goes in, pieces of it come out; the pieces joined are the text.

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// Text to show.
    Text(&'a str),
    /// A bare web address.
    Address(&'a str),
    /// `[[target]]` or `[[target|label]]`; with `!` before it, an embed.
    Wiki { target: &'a str, label: Option<&'a str>, embeds: Embeds, raw: &'a str },
    /// An emoji written as `:name:`.
    Emoji(&'static str),
    /// `==`, with what stands on each side of it.
    Mark { can_open: CanOpen, can_close: CanClose },
}

/// Whether a wikilink shows its target in place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Embeds {
    No,
    Yes,
}

/// Whether a `==` can begin a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CanOpen(pub(crate) bool);

/// Whether a `==` can end a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CanClose(pub(crate) bool);

/// The pieces of `text`, in order.
pub(crate) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut plain_from = 0;
    let mut at = 0;
    while let Some(step) = next_special(&text[at..]) {
        at += step;
        let Some((piece, length)) = special(text, at) else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        if plain_from < at {
            pieces.push(Piece::Text(&text[plain_from..at]));
        }
        pieces.push(piece);
        at += length;
        plain_from = at;
    }
    if plain_from < text.len() {
        pieces.push(Piece::Text(&text[plain_from..]));
    }
    pieces
}

/// Whether anything in a text may be more than text: most have none of the signs that all that is more has,
/// `://` for an address among them.
pub(crate) fn may_be_special(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b'[' | b':' | b'=')) || text.contains("www.")
}

fn next_special(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_special = |(at, byte): (usize, &u8)| {
        let next = || bytes.get(at + 1);
        match byte {
            b'[' | b'!' => next() == Some(&b'['),
            b'=' => next() == Some(&b'='),
            b'h' => next() == Some(&b't'),
            b'w' => next() == Some(&b'w'),
            b':' => next().is_some_and(|byte| is_of_emoji(*byte)),
            _ => false,
        }
    };
    bytes.iter().enumerate().position(is_special)
}

/// Whether a byte can stand in an emoji's name.
fn is_of_emoji(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'+' | b'-')
}

fn special(text: &str, at: usize) -> Option<(Piece<'_>, usize)> {
    let rest = &text[at..];
    match rest.as_bytes()[0] {
        b'[' => wiki(rest, Embeds::No),
        b'!' => wiki(rest.strip_prefix('!')?, Embeds::Yes)
            .map(|(piece, length)| (with_mark(piece, rest, length), length + 1)),
        b':' => emoji(text, at),
        b'=' => mark(text, at),
        _ => address(text, at),
    }
}

/// The embed's raw text takes in its exclamation mark.
fn with_mark<'a>(piece: Piece<'a>, rest: &'a str, length: usize) -> Piece<'a> {
    if let Piece::Wiki { target, label, embeds, .. } = piece {
        return Piece::Wiki { target, label, embeds, raw: &rest[..=length] };
    }
    piece
}

fn wiki(rest: &str, embeds: Embeds) -> Option<(Piece<'_>, usize)> {
    const LONGEST: usize = 300;
    let inner = rest.strip_prefix("[[")?;
    let window = &inner[..crate::text::floor_boundary(inner, LONGEST)];
    let end = window.find("]]")?;
    let inside = &inner[..end];
    if inside.contains('[') || inside.contains('\n') {
        return None;
    }
    let (target, label) = inside.split_once('|').map_or((inside, None), |(target, label)| (target, Some(label.trim())));
    let target = target.trim().trim_end_matches('\\').trim_end();
    let is_empty = target.is_empty() || label.is_some_and(str::is_empty);
    (!is_empty).then(|| (Piece::Wiki { target, label, embeds, raw: &rest[..end + 4] }, end + 4))
}

/// Names as GitHub knows them (gemoji), by the emojis crate.
fn emoji(text: &str, at: usize) -> Option<(Piece<'_>, usize)> {
    let rest = &text[at + 1..];
    let length = rest.bytes().take_while(|byte| is_of_emoji(*byte)).count();
    let is_closed = length > 0 && rest.as_bytes().get(length) == Some(&b':');
    let stands_alone = !before(text, at).is_some_and(char::is_alphanumeric)
        && !rest.get(length + 1..).and_then(|after| after.chars().next()).is_some_and(char::is_alphanumeric);
    if !is_closed || !stands_alone {
        return None;
    }
    emojis::get_by_shortcode(&rest[..length]).map(|emoji| (Piece::Emoji(emoji.as_str()), length + 2))
}

fn mark(text: &str, at: usize) -> Option<(Piece<'_>, usize)> {
    let run = text[at..].bytes().take(3).take_while(|byte| *byte == b'=').count();
    if run != 2 || before(text, at) == Some('=') {
        return None;
    }
    let after = text[at + 2..].chars().next();
    let can_open = CanOpen(after.is_none_or(|c| !c.is_whitespace()));
    let can_close = CanClose(before(text, at).is_none_or(|c| !c.is_whitespace()));
    Some((Piece::Mark { can_open, can_close }, 2))
}

fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// A bare address as GitHub's extended autolinks find it (GFM 6.9), without mail addresses.
fn address(text: &str, at: usize) -> Option<(Piece<'_>, usize)> {
    let rest = &text[at..];
    let scheme = ["https://", "http://", "www."].into_iter().find(|scheme| rest.starts_with(scheme))?;
    if before(text, at).is_some_and(|c| c.is_alphanumeric() || c == '/' || c == '_') {
        return None;
    }
    let end = rest
        .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`') || is_wide_stop(c))
        .unwrap_or(rest.len());
    let address = trim_address(&rest[..end]);
    // Of `www.,` not even the scheme is left.
    let host = address.get(scheme.len()..)?;
    let starts_well = host.chars().next().is_some_and(char::is_alphanumeric);
    let is_long_enough = scheme != "www." || host.contains('.');
    (starts_well && is_long_enough).then_some((Piece::Address(address), address.len()))
}

/// Punctuation of Chinese and Japanese text, which follows an address without a space.
fn is_wide_stop(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '：' | '！' | '？' | '、' | '（' | '）' | '「' | '」' | '《' | '》' | '【' | '】')
}

/// Punctuation at the end belongs to the sentence, as does a `)` without its `(`.
fn trim_address(address: &str) -> &str {
    let mut address = address;
    loop {
        let Some(last) = address.chars().next_back() else { return address };
        let is_trailing = match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~' | '|' | '\\' => true,
            ')' => address.matches(')').count() > address.matches('(').count(),
            ']' => address.matches(']').count() > address.matches('[').count(),
            _ => false,
        };
        if !is_trailing {
            return address;
        }
        address = &address[..address.len() - last.len_utf8()];
    }
}

/// Words written as `#tag`: a letter first, then letters, digits, `-`, `_` or `/`.
pub(crate) fn tags(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('#').filter_map(|(at, _)| {
        if before(text, at).is_some_and(|c| !c.is_whitespace() && !matches!(c, '(' | ',' | '（')) {
            return None;
        }
        let rest = &text[at + 1..];
        let end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '/'))).unwrap_or(rest.len());
        let tag = rest[..end].trim_end_matches(['-', '/']);
        tag.chars().next().is_some_and(char::is_alphabetic).then_some(tag)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        pieces(text)
            .into_iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.to_owned(),
                Piece::Address(address) => format!("<{address}>"),
                Piece::Wiki { target, label, embeds, .. } => {
                    format!("{}({target}|{})", if embeds == Embeds::Yes { "!" } else { "" }, label.unwrap_or("-"))
                }
                Piece::Emoji(emoji) => format!("<{emoji}>"),
                Piece::Mark { .. } => "<=>".to_owned(),
            })
            .collect()
    }

    #[test]
    fn text_is_taken_apart() {
        let check = |text: &str, expected: &str| assert_eq!(shown(text), expected, "{text}");
        check("see https://example.org/a_b.", "see <https://example.org/a_b>.");
        check("(https://example.org/a_(b))", "(<https://example.org/a_(b)>)");
        check("www.example.org and www", "<www.example.org> and www");
        check("见https://example.org/a，好", "见https://example.org/a，好");
        check("见 https://example.org/a，好", "见 <https://example.org/a>，好");
        check("[[A b#c|d]] ![[e.png]]", "(A b#c|d) !(e.png|-)");
        check("[[]] [[a [[b]]", "[[]] [[a (b|-)");
        check(":tada: at 10:30:45 :nosuch:", "<🎉> at 10:30:45 :nosuch:");
        check("a ==b== c == d === e", "a <=>b<=> c <=> d === e");
    }

    #[test]
    fn tags_begin_with_a_letter() {
        let check = |text: &str, expected: &[&str]| assert_eq!(tags(text).collect::<Vec<_>>(), expected, "{text}");
        check("a #data-quality. #2 b#c (#été)", &["data-quality", "été"]);
        check("# heading, C# code", &[]);
    }
}
