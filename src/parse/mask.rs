//! Comments as Obsidian writes them, `%%…%%`, blanked before anything else reads the text.
//! Text goes in, text of the same length comes out, so that byte positions stay true.

use std::ops::Range;

/// What was blanked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Masked {
    /// The text with spaces where comments stood; `None` where there were none.
    pub(crate) text: Option<String>,
    /// Where they stood.
    pub(crate) places: Vec<Range<usize>>,
    /// A comment that starts here and never ends.
    pub(crate) unclosed: Option<Range<usize>>,
}

/// Blanks the comments of `text` outside of `code`, ranges by rising position.
pub(crate) fn comments(text: &str, code: &[Range<usize>]) -> Masked {
    let mut masked = Masked::default();
    let mut blanked = text.as_bytes().to_vec();
    let mut from = 0;
    while let Some(open) = find(text, from, code) {
        let is_after_word = text[..open].chars().next_back().is_some_and(char::is_alphanumeric);
        let close = find(text, open + 2, code);
        if is_after_word || (close.is_none() && !begins_line(text, open)) {
            from = open + 2;
            continue;
        }
        if close.is_none() {
            masked.unclosed = Some(open..open + 2);
        }
        let end = close.map_or(text.len(), |close| close + 2);
        for byte in &mut blanked[open..end] {
            if *byte != b'\n' && *byte != b'\r' {
                *byte = b' ';
            }
        }
        masked.text = Some(String::new());
        masked.places.push(open..end);
        from = end;
    }
    masked.text = masked.text.map(|_| String::from_utf8(blanked).expect("whole characters were replaced by spaces"));
    masked
}

fn find(text: &str, from: usize, code: &[Range<usize>]) -> Option<usize> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_become_spaces_and_code_stays() {
        let check = |text: &str, expected: &str| {
            let masked = comments(text, &[]);
            assert_eq!(masked.text.as_deref().unwrap_or(text), expected);
        };
        check("a %%b%% c", "a       c");
        check("%%\nsecret é\n%%\nb", "  \n         \n  \nb");
        check("50%% of 20%% people", "50%% of 20%% people");
        check("a\n%% never ends\nb", "a\n             \n ");
        assert_eq!(comments("`%%a%%`", std::slice::from_ref(&(0..7))).text, None);
        assert!(comments("%% x", &[]).unclosed.is_some());
    }
}
