//! What readers may not see of one file's text, taken out before the text is understood for them: passages for
//! another audience, comments, secrets and people's names. A text and who reads go in; a text of the same length comes
//! out, with spaces or shorter words in the place of what was taken, and the list of that.

pub(crate) mod marks;
pub(crate) mod names;
pub mod secrets;

use std::ops::Range;

use crate::audience::{Audience, Meant};

/// A passage of a file that the readers don't get.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withheld {
    /// Where it stands in the decoded file.
    pub span: Range<usize>,
    /// Why.
    pub why: Why,
}

/// Why something is withheld.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It is for somebody else.
    Meant(Meant),
    /// It is a comment.
    Comment,
    /// It is something that could be misused: an address, a number, a passcode.
    Secret,
    /// It names somebody who did not agree to be named.
    Name,
    /// It is a link to something withheld.
    Link,
}

/// Stands in a text for the words that a link to something withheld reads; one for each audience, and one for no
/// audience. Characters for private use (Unicode, 23.5), which `decode` lets no author write.
pub(crate) const PAGES: [char; 3] = ['\u{e000}', '\u{e001}', '\u{e002}'];

/// Whether a character stands for words that aren't the author's.
pub(crate) fn stands_for_words(character: char) -> bool {
    PAGES.contains(&character)
}

/// Fills up what is left where a shorter text stands in a longer one's place, and goes once the text is taken apart:
/// a control character (START OF HEADING), which `decode` lets no author write.
pub(crate) const FILLER: char = '\u{1}';

/// The character that stands for the words of a link to something for this audience.
fn page_of(meant: Meant) -> char {
    match meant {
        Meant::For(Audience::Public | Audience::Members) => PAGES[0],
        Meant::For(Audience::Facilitators) => PAGES[1],
        Meant::Unclear => PAGES[2],
    }
}

/// A stretch of the text that goes, with what stands there then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden {
    /// Where it stands.
    pub span: Range<usize>,
    /// What stands in its place, where there is room.
    pub instead: String,
}

impl Hidden {
    /// A stretch in whose place nothing stands.
    pub(crate) fn whole(span: Range<usize>) -> Self {
        Self { span, instead: String::new() }
    }

    /// What stands in the place of a link to something withheld.
    pub(crate) fn page(meant: Meant) -> String {
        page_of(meant).to_string()
    }

    /// A stretch within a line that goes without a trace.
    pub(crate) fn within_line(span: Range<usize>) -> Self {
        Self { span, instead: FILLER.to_string() }
    }

    /// A stretch that readers should know is missing.
    pub(crate) fn told(span: Range<usize>) -> Self {
        Self { span, instead: "…".to_owned() }
    }
}

/// The text without the hidden stretches: lines, and the places of all that stays, are as they were.
pub(crate) fn blank(text: &str, hidden: &[Hidden]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for Hidden { span, instead } in hidden {
        let span = crate::text::floor_boundary(text, span.start)..ceiling(text, span.end);
        let Some(stretch) = bytes.get_mut(span) else { continue };
        stretch.iter_mut().filter(|byte| !matches!(byte, b'\n' | b'\r')).for_each(|byte| *byte = b' ');
        let line = stretch.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(stretch.len());
        if !instead.is_empty() && instead.len() <= line {
            stretch[..line].fill(FILLER as u8);
            stretch[..instead.len()].copy_from_slice(instead.as_bytes());
        }
    }
    for Hidden { span, .. } in hidden.iter().filter(|hidden| hidden.instead.is_empty()) {
        keep_place(&mut bytes, span.start..ceiling(text, span.end));
    }
    // Whole characters went and whole characters came, unless stretches overlap, and then nothing is worth a panic.
    String::from_utf8(bytes).unwrap_or_else(|error| {
        let bytes = error.into_bytes();
        bytes.iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { ' ' }).collect()
    })
}

/// Fills up the spaces at the end of a hidden stretch where something follows on the line: with spaces before it, that
/// would be taken for code.
fn keep_place(bytes: &mut [u8], span: Range<usize>) {
    let Some((before, after)) = bytes.split_at_mut_checked(span.end) else { return };
    let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t');
    let follows = after.iter().find(|byte| !is_blank(byte)).is_some_and(|byte| !matches!(byte, b'\n' | b'\r'));
    if follows {
        let hidden = before[span.start.min(span.end)..].iter_mut().rev();
        hidden.take_while(|byte| is_blank(byte)).for_each(|byte| *byte = FILLER as u8);
    }
}

/// Leaves those of a list of stretches that lie within no other, in the order of the text.
pub(crate) fn outermost<T>(list: &mut Vec<T>, span: impl Fn(&T) -> &Range<usize>) {
    list.sort_by_key(|item| (span(item).start, std::cmp::Reverse(span(item).end)));
    let mut end = 0;
    list.retain(|item| {
        let is_beyond = span(item).end > end;
        end = end.max(span(item).end);
        is_beyond
    });
}

/// The first character boundary at or after `at`.
fn ceiling(text: &str, at: usize) -> usize {
    (at.min(text.len())..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_leaves_lines_and_places_as_they_were() {
        let check = |text: &str, span: Range<usize>, instead: &str, expected: &str| {
            let blanked = blank(text, &[Hidden { span, instead: instead.to_owned() }]);
            assert_eq!(blanked, expected);
            assert_eq!(blanked.len(), text.len());
        };
        check("ask Ada now", 4..7, "", "ask \u{1}\u{1}\u{1} now");
        check("ask Ada  \nnow", 4..7, "", "ask      \nnow");
        check("ask Ada now", 4..7, "A.", "ask A.\u{1} now");
        check("ask Ada now", 4..7, "Ada L.", "ask     now");
        check("a\nsecret\nb", 0..8, "…", " \n      \nb");
        check("für Zoë.", 5..9, "Z.", "für Z.\u{1}\u{1}.");
        check("secret and", 0..6, "", "\u{1}\u{1}\u{1}\u{1}\u{1}\u{1} and");
    }
}
