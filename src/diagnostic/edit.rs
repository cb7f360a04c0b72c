//! A change to one place of a file that mends what a diagnostic says. A text and changes go in, the changed text
//! comes out; every other byte stays as it was.

/// Bytes of a file that other words should replace.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Edit {
    /// From this byte, up to but without the second.
    pub span: (usize, usize),
    /// The words that belong there.
    pub text: String,
}

/// The text with every edit made; `None` where two of them overlap or one doesn't fit the text.
pub fn apply(source: &str, edits: &[Edit]) -> Option<String> {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort();
    edits.dedup();
    let mut changed = String::with_capacity(source.len());
    let mut at = 0;
    for Edit { span: (start, end), text } in edits {
        changed.push_str(source.get(at..*start)?);
        source.get(*start..*end)?;
        changed.push_str(text);
        at = *end;
    }
    changed.push_str(source.get(at..)?);
    Some(changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(start: usize, end: usize, text: &str) -> Edit {
        Edit { span: (start, end), text: text.to_owned() }
    }

    #[test]
    fn only_the_places_that_are_meant_change() {
        let check = |edits: &[Edit], expected: Option<&str>| {
            assert_eq!(apply("\u{feff}a: b\r\nß", edits).as_deref(), expected, "{edits:?}");
        };
        check(&[], Some("\u{feff}a: b\r\nß"));
        check(&[edit(6, 7, "d"), edit(3, 4, "c")], Some("\u{feff}c: d\r\nß"));
        check(&[edit(3, 4, "c"), edit(3, 4, "c")], Some("\u{feff}c: b\r\nß"));
        check(&[edit(3, 6, "c"), edit(4, 7, "d")], None);
        check(&[edit(10, 11, "c")], None);
        check(&[edit(30, 31, "c")], None);
    }
}
