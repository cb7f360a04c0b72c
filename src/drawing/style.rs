//! Styles of a drawing: CSS, or the value of one attribute, goes in, and the same comes out without anything that
//! a browser would fetch or run. It doesn't take styles apart, so it never disagrees with a browser on how:
//! whatever could be written in more than one way is left out as a whole.

use std::borrow::Cow;

use super::Removed;

/// What runs, fetches or hides something wherever it stands. The backslash writes any letter in another way.
const FORBIDDEN: &[&str] = &[
    "\\",
    "@import",
    "@namespace",
    "@charset",
    "javascript:",
    "vbscript:",
    "expression(",
    "behavior:",
    "-moz-binding",
    "image(",
    "image-set(",
    "cross-fade(",
    "src(",
];

/// How pictures and fonts begin that lie in the drawing itself.
const PICTURES: &[&str] = &[
    "data:image/png;base64,",
    "data:image/jpeg;base64,",
    "data:image/jpg;base64,",
    "data:image/gif;base64,",
    "data:image/webp;base64,",
];
const FONTS: &[&str] =
    &["data:font/", "data:application/font-", "data:application/x-font-", "data:application/vnd.ms-fontobject;"];

/// Styles that may stand, and what had to go.
pub(super) struct Cleaned<'a> {
    pub(super) css: Cow<'a, str>,
    pub(super) removed: Option<Removed>,
}

/// `css` without what is fetched or run.
pub(super) fn clean(css: &str) -> Cleaned<'_> {
    let lower = css.to_ascii_lowercase();
    if FORBIDDEN.iter().any(|word| lower.contains(word)) {
        return Cleaned { css: Cow::Borrowed(""), removed: Some(Removed::Styles) };
    }
    let mut parts = lower.match_indices("url(").map(|(at, _)| at).peekable();
    if parts.peek().is_none() {
        return Cleaned { css: Cow::Borrowed(css), removed: None };
    }
    let (mut kept, mut at, mut removed) = (String::with_capacity(css.len()), 0, None);
    for start in parts {
        if start < at {
            continue;
        }
        let Some(end) = end_of_address(&css[start..]) else {
            return Cleaned { css: Cow::Borrowed(""), removed: Some(Removed::Styles) };
        };
        kept.push_str(&css[at..start]);
        at = start + end;
        let written = &css[start..at];
        if is_inside(written) {
            kept.push_str(written);
        } else {
            kept.push_str("none");
            removed = Some(Removed::Elsewhere);
        }
    }
    kept.push_str(&css[at..]);
    Cleaned { css: Cow::Owned(kept), removed }
}

/// How long `url(…)` at the start of `css` is.
fn end_of_address(css: &str) -> Option<usize> {
    let inner = css.get("url(".len()..)?;
    let before = inner.len() - inner.trim_start().len();
    let quote = inner.trim_start().chars().next().filter(|c| matches!(c, '"' | '\''));
    let from = match quote {
        Some(quote) => before + 1 + inner[before + 1..].find(quote)? + 1,
        None => 0,
    };
    inner[from..].find(')').map(|end| "url(".len() + from + end + 1)
}

/// Whether `url(…)` names a place in the drawing, or holds a picture or font. What it consists of leaves no room
/// for an end that a browser sees elsewhere.
fn is_inside(written: &str) -> bool {
    let inner = written["url(".len()..written.len() - 1].trim();
    let bare = inner.strip_prefix('"').and_then(|inner| inner.strip_suffix('"'));
    let bare = bare.or_else(|| inner.strip_prefix('\'').and_then(|inner| inner.strip_suffix('\''))).unwrap_or(inner);
    if let Some(id) = bare.strip_prefix('#') {
        return !id.contains(|c: char| c.is_whitespace() || "\"'()<>\\;{}".contains(c));
    }
    let is_plain = bare.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/=;,:.-".contains(&b));
    is_plain && (is_picture(bare) || FONTS.iter().any(|start| bare.starts_with(start)))
}

/// Whether an address is a picture that lies in it.
pub(super) fn is_picture(address: &str) -> bool {
    let data = PICTURES.iter().find_map(|start| address.strip_prefix(start));
    data.is_some_and(|data| data.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/=".contains(&b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_elsewhere_is_not_fetched() {
        let check = |css: &str, expected: &str| assert_eq!(clean(css).css, expected, "{css}");
        check("fill:url(#a) red", "fill:url(#a) red");
        check("fill:URL( '#a' )", "fill:URL( '#a' )");
        check("a{b:url(http://host/x)}c{d:url(#e)}", "a{b:none}c{d:url(#e)}");
        check(
            "src:url(data:font/woff2;base64,AA+/=) format('woff2')",
            "src:url(data:font/woff2;base64,AA+/=) format('woff2')",
        );
        check("b:url(data:image/svg+xml;base64,AA)", "b:none");
        check("b:url('x", "");
        check("b:url(x", "");
        // What a browser sees as the rest of a text must not become an address of its own.
        check("a:\"url('#\";b:url(//host);c:\"')\"", "a:\"none\"");
        check("a:\"url(#\";b:url(//host);c:\")\"", "a:\"none;c:\")\"");
        check("x{a:u\\72l(//host)}", "");
        check("@IMPORT 'x'", "");
        check("a:image-set('//host/x' 1x)", "");
    }
}
