//! Cuts the marks out of written HTML and leaves holes in their places.

use super::writer::MARK;
use crate::note::{Body, Hole, HoleContent};

/// HTML with marks becomes HTML with holes. Marks that name nothing, which only a bug could make, vanish.
pub(crate) fn cut(html: &str) -> Body {
    let mut body = Body { html: String::with_capacity(html.len()), holes: Vec::new() };
    let mut rest = html;
    while let Some(start) = rest.find(MARK) {
        let after = &rest[start + MARK.len_utf8()..];
        let Some(end) = after.find(MARK) else { break };
        let content = content(&after[..end]);
        let mut before = &rest[..start];
        rest = &after[end + MARK.len_utf8()..];
        let opening = match content {
            Some(HoleContent::Link(_)) => " href=\"",
            Some(HoleContent::Source(_)) => " src=\"",
            Some(HoleContent::Whole(_) | HoleContent::Code(_)) | None => "",
        };
        if let Some(without) = before.strip_suffix(opening).filter(|_| !opening.is_empty()) {
            before = without;
            rest = rest.strip_prefix('"').unwrap_or(rest);
        }
        body.html.push_str(before);
        body.holes.extend(content.map(|content| Hole { at: body.html.len(), content }));
    }
    body.html.push_str(rest);
    body
}

fn content(mark: &str) -> Option<HoleContent> {
    let index = mark.get(1..)?.parse().ok()?;
    match mark.as_bytes()[0] {
        b'l' => Some(HoleContent::Link(index)),
        b's' => Some(HoleContent::Source(index)),
        b'w' => Some(HoleContent::Whole(index)),
        b'c' => Some(HoleContent::Code(index)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_holes() {
        let body = cut("<a href=\"\u{1}l0\u{1}\" title=\"t\">x</a>\u{1}c1\u{1}");
        assert_eq!(body.html, "<a title=\"t\">x</a>");
        let holes = [(2, HoleContent::Link(0)), (18, HoleContent::Code(1))];
        assert_eq!(body.holes, holes.map(|(at, content)| Hole { at, content }));
    }
}
