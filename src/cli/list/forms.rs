//! Rows become text: columns for people, JSON (RFC 8259) for programs, CSV (RFC 4180) for both.
//! JSON and CSV hold every value exactly as it is. In particular CSV cells that begin with `=` or `@` are
//! not changed: programs read this, and would find another title than the note has.

use std::io::{self, IsTerminal};

use serde_json::{Map, Value};

use super::rows::Rows;
use crate::cli::output::{Failure, harmless};
use crate::cli::width;

/// Columns whose text may be cut on a terminal.
const LONG: [&str; 7] = ["title", "text", "target", "leads_to", "address", "also", "topics"];

/// The most columns that such a text takes there.
const LONGEST: usize = 44;

/// Aligned columns with their names above; `-` where nothing is known. On a terminal long texts are cut,
/// so that a row stays on its line more often; elsewhere they are whole.
pub(super) fn table(rows: &Rows) -> String {
    let is_cut = |column: usize| LONG.contains(&rows.columns[column]) && io::stdout().is_terminal();
    let shown = |(column, value): (usize, &Value)| {
        let text = harmless(&plain(value));
        let text = if is_cut(column) { width::cut(&text, LONGEST) } else { text };
        if text.is_empty() { "-".to_owned() } else { text }
    };
    let head = rows.columns.iter().map(|name| name.to_uppercase()).collect();
    let body = rows.rows.iter().map(|row| row.iter().enumerate().map(shown).collect());
    let lines: Vec<Vec<String>> = std::iter::once(head).chain(body).collect();
    let widths: Vec<usize> = (0..rows.columns.len())
        .map(|column| lines.iter().map(|line| width::of(&line[column])).max().unwrap_or(0))
        .collect();
    let mut text = String::new();
    for line in &lines {
        let padded =
            line.iter().zip(&widths).map(|(cell, width)| format!("{cell}{}", " ".repeat(width - width::of(cell))));
        text.push_str(padded.collect::<Vec<_>>().join("  ").trim_end());
        text.push('\n');
    }
    text
}

/// An array with an object for each row.
pub(super) fn json(rows: &Rows) -> String {
    let object = |row: &Vec<Value>| {
        rows.columns.iter().map(|name| (*name).to_owned()).zip(row.iter().cloned()).collect::<Map<_, _>>()
    };
    let objects: Vec<Value> = rows.rows.iter().map(|row| Value::Object(object(row))).collect();
    let text = serde_json::to_string_pretty(&objects).expect("rows hold text, numbers and nulls alone");
    format!("{text}\n")
}

/// A line of names, then a line for each row, with CRLF ends.
pub(super) fn csv(rows: &Rows) -> Result<String, Failure> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let failed = |error: &dyn std::fmt::Display| Failure::request(format!("the rows can't be written: {error}"), "");
    writer.write_record(rows.columns).map_err(|error| failed(&error))?;
    for row in &rows.rows {
        writer.write_record(row.iter().map(plain)).map_err(|error| failed(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| failed(&error))?;
    String::from_utf8(bytes).map_err(|error| failed(&error))
}

/// A value as text; nothing for null.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}
