//! What stands above a note's text: YAML between `---` lines or TOML between `+++` lines.
//! The source goes in; values by lower-case key come out, with where the text begins. What can't be read
//! is reported and left out, and never shown as text.

mod plain;

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Edit, Place};
use crate::note::FrontMatter;
use crate::text;

/// Keys with a meaning, for hints at misspelt ones.
pub const KEYS: [&str; 58] = [
    "aliases",
    "attendance",
    "audience",
    "audiences",
    "chatham_house",
    "consent",
    "contact",
    "crossovers",
    "date",
    "description",
    "draft",
    "duration",
    "end_time",
    "ended",
    "ends",
    "every",
    "except",
    "expert",
    "experts",
    "facilitator",
    "facilitators",
    "first",
    "goals",
    "group",
    "groups",
    "join",
    "kind",
    "lang",
    "last",
    "length",
    "meeting",
    "mentor",
    "mentors",
    "merged_into",
    "number",
    "order",
    "people",
    "publish_on",
    "purpose",
    "register",
    "related_groups",
    "resources",
    "round",
    "rounds",
    "schedule",
    "sessions",
    "sister_programmes",
    "sisters",
    "starts",
    "status",
    "summary",
    "support",
    "tags",
    "time",
    "time_zone",
    "timezone",
    "title",
    "topics",
];

/// The front matter of `source` and the byte at which the text begins.
pub(crate) fn split(path: &str, source: &str, diagnostics: &mut Vec<Diagnostic>) -> (FrontMatter, usize) {
    let start = if source.starts_with('\u{feff}') { 3 } else { 0 };
    let first = source[start..].lines().next().unwrap_or_default();
    let fence = first.trim_end();
    if fence != "---" && fence != "+++" {
        return (FrontMatter::default(), start);
    }
    let inner_start = (start + first.len() + newline_length(&source[start + first.len()..])).min(source.len());
    let Some((inner, end)) = closing(source, inner_start, fence) else {
        if looks_like_keys(&source[inner_start..]) {
            diagnostics.push(Diagnostic::unclosed_front_matter(&Place::new(path, start..start + 3), fence));
            // Where it was to end can't be told, nor whether it keeps something back.
            return (FrontMatter { is_broken: true, ..FrontMatter::default() }, start);
        }
        return (FrontMatter::default(), start);
    };
    if fence == "---" && !source[inner.clone()].trim().is_empty() && !looks_like_keys(&source[inner.clone()]) {
        return (FrontMatter::default(), start);
    }
    (read(path, source, inner, (fence, diagnostics)), end)
}

fn newline_length(rest: &str) -> usize {
    if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) }
}

/// The lines up to the closing fence, and where the text after it begins.
fn closing(source: &str, inner_start: usize, fence: &str) -> Option<(Range<usize>, usize)> {
    let mut at = inner_start;
    for line in source[inner_start..].split_inclusive('\n') {
        let bare = line.trim_end();
        if bare == fence || (fence == "---" && bare == "...") {
            return Some((inner_start..at, at + line.len()));
        }
        at += line.len();
    }
    None
}

/// Whether the first line that says something is `key:` and so means to be YAML, not a rule and prose.
fn looks_like_keys(inner: &str) -> bool {
    let Some(line) = inner.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#')) else {
        return false;
    };
    let key = line.split([':', '=']).next().unwrap_or_default().trim().trim_matches(['"', '\'']);
    let is_key = !key.is_empty() && key.len() < line.len() && key.len() <= 40;
    is_key && !key.contains(['*', '#', '[', '(', '.', '!']) && key.split_whitespace().count() <= 2
}

fn read(
    path: &str,
    source: &str,
    inner: Range<usize>,
    (fence, diagnostics): (&str, &mut Vec<Diagnostic>),
) -> FrontMatter {
    let written = &source[inner.clone()];
    let parsed = if fence == "---" { yaml(written) } else { toml(written) };
    match parsed {
        Ok(values) => {
            let spans = spans(written, inner.start);
            report_near_misses((path, source), &values, &spans, diagnostics);
            FrontMatter { values, spans, is_broken: false }
        }
        Err((offset, reason)) => {
            let form = if fence == "---" { "key: value" } else { "key = \"value\"" };
            let line = line_at(written, offset);
            let span = inner.start + line.start..inner.start + line.end;
            diagnostics.push(Diagnostic::broken_front_matter(&Place::new(path, span), &reason, form));
            FrontMatter { values: withheld(&spans(written, inner.start)), is_broken: true, ..FrontMatter::default() }
        }
    }
}

/// Lines that can't be read but speak of a draft make the note one: it is better withheld than shown too soon.
fn withheld(spans: &BTreeMap<String, Range<usize>>) -> Values {
    let speaks_of_draft = spans.contains_key("draft") || spans.contains_key("publish_on");
    speaks_of_draft.then(|| ("draft".to_owned(), Value::Bool(true))).into_iter().collect()
}

type Values = BTreeMap<String, Value>;

fn yaml(written: &str) -> Result<Values, (usize, String)> {
    if written.trim().is_empty() {
        return Ok(Values::new());
    }
    plain::values(written).map_or_else(|| whole_yaml(written), Ok)
}

fn whole_yaml(written: &str) -> Result<Values, (usize, String)> {
    let value: Value = serde_saphyr::from_str(written).map_err(|error| {
        let line = error.location().map_or(1, |location| location.line() as usize);
        let offset = written.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>();
        (offset.min(written.len()), "this line is not `key: value`".to_owned())
    })?;
    match value {
        Value::Object(map) => Ok(lower_keys(map)),
        Value::Null => Ok(Values::new()),
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            Err((0, "this is not a list of `key: value` lines".to_owned()))
        }
    }
}

fn toml(written: &str) -> Result<Values, (usize, String)> {
    let table: toml::Table = toml::from_str(written).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        (offset, error.message().lines().next().unwrap_or_default().to_owned())
    })?;
    Ok(table.into_iter().map(|(key, value)| (key.to_lowercase(), json(value))).collect())
}

fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(is_true) => Value::Bool(is_true),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(values) => values.into_iter().map(json).collect(),
        toml::Value::Table(table) => Value::Object(table.into_iter().map(|(key, value)| (key, json(value))).collect()),
    }
}

fn lower_keys(map: serde_json::Map<String, Value>) -> Values {
    map.into_iter().map(|(key, value)| (key.trim().to_lowercase(), value)).collect()
}

/// Where each top-level key's line stands.
fn spans(written: &str, base: usize) -> BTreeMap<String, Range<usize>> {
    let mut spans = BTreeMap::new();
    let mut at = base;
    for line in written.split_inclusive('\n') {
        let is_top = !line.starts_with([' ', '\t', '-', '#', '[']);
        if let Some(end) = line.find([':', '=']).filter(|_| is_top) {
            let key = line[..end].trim().trim_matches(['"', '\'']).to_lowercase();
            spans.entry(key).or_insert(at..at + line.trim_end().len());
        }
        at += line.len();
    }
    spans
}

fn line_at(written: &str, offset: usize) -> Range<usize> {
    let offset = text::floor_boundary(written, offset);
    let start = written[..offset].rfind('\n').map_or(0, |at| at + 1);
    let end = written[offset..].find('\n').map_or(written.len(), |at| offset + at);
    start..end.max(start + 1)
}

fn report_near_misses(
    (path, source): (&str, &str),
    values: &Values,
    spans: &BTreeMap<String, Range<usize>>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for key in values.keys().filter(|key| !KEYS.contains(&key.as_str()) && key.len() > 3) {
        let is_plural =
            KEYS.iter().any(|known| known.strip_suffix('s') == Some(key) || key.strip_suffix('s') == Some(known));
        if let Some(near) = text::nearest(key, KEYS.into_iter()).filter(|_| !is_plural) {
            let span = spans.get(key).cloned().unwrap_or(0..1);
            let sure = text::only_near(key, KEYS.into_iter()).filter(|near| !values.contains_key(*near));
            let fix = sure.and_then(|near| key_edit(source, (&span, key), near));
            diagnostics.push(Diagnostic::unknown_key(&Place::new(path, span), key, near).mended_by(fix));
        }
    }
}

/// The change of the key with which the line at `span` begins.
fn key_edit(source: &str, (span, key): (&Range<usize>, &str), near: &str) -> Option<Edit> {
    let line = source.get(span.clone())?;
    let start = line.len() - line.trim_start_matches([' ', '"', '\'']).len();
    let written = line.get(start..start + key.len()).filter(|written| written.eq_ignore_ascii_case(key))?;
    let start = span.start + start;
    Some(Edit { span: (start, start + written.len()), text: near.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, keys: &[&str], rest: &str, rules: &[&str]) {
        let mut diagnostics = Vec::new();
        let (front, start) = split("a.md", source, &mut diagnostics);
        assert_eq!(front.values.keys().collect::<Vec<_>>(), keys, "{source}");
        assert_eq!(&source[start..], rest, "{source}");
        assert_eq!(diagnostics.iter().map(|d| d.rule).collect::<Vec<_>>(), rules, "{source}");
    }

    #[test]
    fn both_forms_are_read_and_rules_are_not_taken_for_them() {
        check("---\nTitle: A\n---\nx", &["title"], "x", &[]);
        check("\u{feff}---\r\ntitle: A\r\n---\r\nx", &["title"], "x", &[]);
        check("+++\ntitle = \"A\"\ndate = 2023-01-12\n+++\nx", &["date", "title"], "x", &[]);
        check("---\n\n---\nx", &[], "x", &[]);
        check("---\nJust prose here.\n---\nx", &[], "---\nJust prose here.\n---\nx", &[]);
        check("---\ntitle: [a\n---\nx", &[], "x", &["front-matter"]);
        check("---\ntitle: a\nx", &[], "---\ntitle: a\nx", &["front-matter"]);
        check("---\ntitel: a\n---\nx", &["titel"], "x", &["unknown-key"]);
        check("---\nfoo: a\n---\nx", &["foo"], "x", &[]);
        check("text\n---\n", &[], "text\n---\n", &[]);
    }
}
