//! Reads a style sheet into its selectors and declarations, with their lines; comments are dropped.

/// One part of a style sheet.
pub(crate) enum Part {
    /// What stands before a `{`, or an at-rule that ends in `;`.
    Selector(String),
    /// A property and its value, both in small letters.
    Declaration(String, String),
}

/// The parts of a style sheet in order, each with the line on which it starts.
pub(crate) fn rules(text: &str) -> Vec<(usize, Part)> {
    let text = without_comments(text);
    let mut found = Vec::new();
    let mut start = 0;
    for (at, letter) in text.char_indices() {
        if !"{};".contains(letter) {
            continue;
        }
        let piece = &text[start..at];
        let trimmed = piece.trim();
        let lead = piece.len() - piece.trim_start().len();
        let line = text[..start + lead].matches('\n').count() + 1;
        start = at + 1;
        if trimmed.is_empty() {
            continue;
        }
        let declaration = trimmed.split_once(':').filter(|_| letter != '{');
        found.push(match declaration {
            Some((name, value)) if !trimmed.starts_with('@') => {
                (line, Part::Declaration(name.trim().to_ascii_lowercase(), value.trim().to_ascii_lowercase()))
            }
            Some(_) | None => (line, Part::Selector(trimmed.to_owned())),
        });
    }
    found
}

fn without_comments(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("/*") {
        out.push_str(&rest[..start]);
        let end = rest[start..].find("*/").map_or(rest.len(), |end| start + end + 2);
        out.extend(rest[start..end].chars().filter(|letter| *letter == '\n'));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}
