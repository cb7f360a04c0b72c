//! A note's headings as the page's outline: two levels, and none where there is little to find.

use super::shape::{Link, OutlineEntry};
use crate::note::{Heading, Note};

/// Fewer headings than this need no outline.
const WORTH_IT: usize = 3;

/// The outline of a note; `None` where it has too few headings.
pub(super) fn of(note: &Note) -> Option<Vec<OutlineEntry>> {
    let headings: Vec<&Heading> =
        note.outline.iter().filter(|heading| heading.level <= 3 && !heading.text.is_empty()).collect();
    if headings.len() < WORTH_IT {
        return None;
    }
    let mut entries: Vec<OutlineEntry> = Vec::new();
    for heading in headings {
        let link = Link { href: anchor(&heading.id), label: heading.text.clone() };
        match entries.last_mut().filter(|_| heading.level > 2) {
            Some(entry) => entry.children.push(link),
            None => entries.push(OutlineEntry { href: link.href, label: link.label, children: Vec::new() }),
        }
    }
    Some(entries)
}

/// The link to a place on the same page.
pub(super) fn anchor(id: &str) -> String {
    format!("#{}", crate::model::href_path(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(headings: &[(u8, &str)], outline: &[(&str, usize)]) {
        let mut note = crate::parse::note("a.md", b"", None).own().as_ref().clone();
        note.outline = headings
            .iter()
            .map(|(level, id)| Heading { level: *level, id: (*id).to_owned(), text: (*id).to_owned(), span: 0..0 })
            .collect();
        let entries = of(&note).unwrap_or_default();
        assert_eq!(
            entries.iter().map(|entry| (entry.label.as_str(), entry.children.len())).collect::<Vec<_>>(),
            outline
        );
    }

    #[test]
    fn an_outline_has_two_levels() {
        check(&[(2, "a"), (3, "b"), (4, "c"), (2, "d")], &[("a", 1), ("d", 0)]);
        check(&[(3, "a"), (2, "b"), (3, "c")], &[("a", 0), ("b", 1)]);
        check(&[(2, "a"), (2, "b")], &[]);
    }
}
