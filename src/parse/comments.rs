//! Comments, as HTML has them and as Obsidian writes them, `%%…%%`: a text goes in, the places of its comments come out.

use std::ops::Range;

use super::syntax::{self, Event};
use super::withhold::Hidden;

/// The comments of a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Comments {
    /// Where they stand, with their marks.
    pub(crate) places: Vec<Range<usize>>,
    /// A comment that starts here and never ends.
    pub(crate) unclosed: Option<Range<usize>>,
}

/// Finds the comments of `text` outside of `code`, ranges by rising position.
pub(crate) fn find(text: &str, code: &[Range<usize>]) -> Comments {
    let mut comments = Comments::default();
    let mut from = 0;
    while let Some(open) = next(text, from, code) {
        let is_after_word = text[..open].chars().next_back().is_some_and(char::is_alphanumeric);
        let close = next(text, open + 2, code);
        if is_after_word || (close.is_none() && !begins_line(text, open)) {
            from = open + 2;
            continue;
        }
        if close.is_none() {
            comments.unclosed = Some(open..open + 2);
        }
        let end = close.map_or(text.len(), |close| close + 2);
        comments.places.push(open..end);
        from = end;
    }
    comments
}

fn next(text: &str, from: usize, code: &[Range<usize>]) -> Option<usize> {
    let mut from = from;
    loop {
        let at = from + text.get(from..)?.find("%%")?;
        let after = code.partition_point(|range| range.end <= at);
        match code.get(after).filter(|range| range.contains(&at)) {
            Some(range) => from = range.end,
            None => return Some(at),
        }
    }
}

fn begins_line(text: &str, at: usize) -> bool {
    text[..at].rsplit('\n').next().is_some_and(|before| before.trim().is_empty())
}

/// The comments in a text's HTML, with their marks.
pub(crate) fn in_html(text: &str) -> Vec<Range<usize>> {
    let events = syntax::events(text);
    let html = events.iter().filter(|(event, _)| matches!(event, Event::Html(_))).map(|(_, span)| span);
    let mut comments = Vec::new();
    for span in html {
        let mut at = span.start;
        while let Some(open) = text.get(at..span.end).and_then(|rest| rest.find("<!--")).map(|open| at + open) {
            at = text[open..span.end].find("-->").map_or(span.end, |close| open + close + 3);
            comments.push(open..at);
        }
    }
    comments
}

/// What stands between the marks of an HTML comment.
pub(crate) fn within_marks(text: &str, comment: &Range<usize>) -> Option<Hidden> {
    let inner = text.get(comment.clone())?.strip_prefix("<!--")?;
    let length = inner.strip_suffix("-->").unwrap_or(inner).len();
    (length > 0).then(|| Hidden::whole(comment.start + 4..comment.start + 4 + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_found_outside_of_code() {
        let check = |text: &str, expected: &[&str]| {
            let places = find(text, &[]).places;
            assert_eq!(places.into_iter().map(|place| &text[place]).collect::<Vec<_>>(), expected);
        };
        check("a %%b%% c", &["%%b%%"]);
        check("%%\nsecret é\n%%\nb", &["%%\nsecret é\n%%"]);
        check("50%% of 20%% people", &[]);
        check("a\n%% never ends\nb", &["%% never ends\nb"]);
        assert_eq!(find("`%%a%%`", std::slice::from_ref(&(0..7))), Comments::default());
        assert!(find("%% x", &[]).unclosed.is_some());
    }
}
