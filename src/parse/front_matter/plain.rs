//! Front matter as nearly everybody writes it: `key: value` in lines of their own, values of one line, lists in
//! square brackets. Read here, since a whole reader of YAML takes longer than all else that a short note needs;
//! whatever could mean anything else in YAML is left to that reader.

use serde_json::Value;

use super::Values;

/// The values of plain lines; `None` where any of them isn't plain.
pub(super) fn values(written: &str) -> Option<Values> {
    let mut values = Values::new();
    for line in written.split_terminator('\n') {
        let (key, value) = line.split_once(": ")?;
        let is_key = key.starts_with(|c: char| c.is_ascii_alphabetic())
            && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            && !is_reserved(key);
        let known = values.insert(key.to_lowercase(), value_of(value)?);
        if !is_key || known.is_some() {
            return None;
        }
    }
    Some(values)
}

fn value_of(written: &str) -> Option<Value> {
    let Some(mut rest) = written.strip_prefix('[') else {
        let (value, rest) = scalar(written, End::Line)?;
        return rest.is_empty().then_some(value);
    };
    let mut list = Vec::new();
    loop {
        let (value, after) = scalar(rest, End::Item)?;
        list.push(value);
        match after.strip_prefix(", ") {
            Some(next) => rest = next,
            None => return (after == "]").then_some(Value::Array(list)),
        }
    }
}

/// Where a value without quotes ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Line,
    /// At a comma or bracket.
    Item,
}

/// A value with which a text begins, and what follows it.
fn scalar(written: &str, end: End) -> Option<(Value, &str)> {
    if let Some(inner) = written.strip_prefix('"') {
        let (text, rest) = inner.split_once('"')?;
        // An escape, or a character that YAML may take for the end of a line.
        let is_special = |c: char| c == '\\' || c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}');
        return (!text.contains(is_special)).then(|| (Value::from(text), rest));
    }
    let length = if end == End::Item { written.find([',', ']'])? } else { written.len() };
    let (text, rest) = written.split_at(length);
    let value = match text {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ if is_date(text) || is_words(text) => Value::from(text),
        _ if is_count(text) => Value::from(text.parse::<u64>().ok()?),
        _ => return None,
    };
    Some((value, rest))
}

/// Words that mean nothing else in any version of YAML.
fn is_words(text: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.' | '/' | '\'' | '(' | ')');
    text.starts_with(char::is_alphabetic) && !text.ends_with(' ') && text.chars().all(is_plain) && !is_reserved(text)
}

fn is_reserved(word: &str) -> bool {
    const RESERVED: [&str; 12] =
        ["true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf", "infinity"];
    RESERVED.iter().any(|reserved| word.eq_ignore_ascii_case(reserved))
}

/// `2023-01-12`
fn is_date(text: &str) -> bool {
    text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() })
}

/// A number of a few digits that doesn't begin with 0.
fn is_count(text: &str) -> bool {
    (1..=9).contains(&text.len()) && !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn plain_lines_are_read_as_all_of_yaml_reads_them() {
        for written in [
            "title: Asking well\n",
            "title: \"A: b # c, 'd'\"\nkind: session\ndate: 2023-01-12\nnumber: 12\ndraft: true\n",
            "topics: [a, \"b, c\", 3, 2023-01-12, d e]\nTitle: Über (alles)/nichts\n",
            "status: on-going\norder: 7\nnote: it's fine. Really\n",
            "a: e1\nb: x0\nc: \" spaced \"\nd: infinite\ne: Norway",
        ] {
            assert_eq!(values(written), super::super::whole_yaml(written).ok(), "{written}");
            assert!(values(written).is_some(), "{written}");
        }
    }

    proptest! {
        #[test]
        fn what_is_read_here_is_what_all_of_yaml_reads(
            written in "([a-zA-Z_]{1,5}: [a-zA-Z0-9éß.,'/()\\[\\]\"#:&*!?%@~ -]{1,12}\n){1,3}"
        ) {
            if let Some(values) = values(&written) {
                prop_assert_eq!(Some(values), super::super::whole_yaml(&written).ok());
            }
        }
    }

    #[test]
    fn all_else_is_left_to_a_whole_reader() {
        for written in [
            "a: yes\n",
            "a: 012\n",
            "a: 1.5\n",
            "a: [b\n",
            "a: [b,c]\n",
            "a: []\n",
            "a: b # c\n",
            "a: 'b'\n",
            "a:\n",
            "a: \"\\n\"\n",
            "a: b: c\n",
            "  a: b\n",
            "a: b\n  c\n",
            "a: b\na: c\n",
            "a: &b c\n",
            "a: |\n  b\n",
            "- a: b\n",
            "a: b \n",
            "a: \"b\" c\n",
            "a: ~\n",
            "# a: b\n",
            "a: b\n\n",
            "a:  b\n",
            "a: b\r\n",
            "no: a\n",
        ] {
            assert_eq!(values(written), None, "{written}");
        }
    }
}
