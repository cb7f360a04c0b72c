//! The words of pages as results show them: what each page is, and its pieces with their headings and passages.
//! A stretch of pages goes in; JSON comes out.

use std::ops::Range;

use serde_json::{Value, json};

use super::page::{self, Entry, Piece};
use crate::model::Site;

/// A file holds so many pieces of a page at most; the next ones follow in further files.
pub(super) const PIECES: usize = 10;

/// A site has about so many files at most: many hosts stop at 20,000.
const MOST_FILES: usize = 19_000;

/// Pages that share a file, where there would be too many files otherwise.
const MOST_TOGETHER: usize = 8;

/// How many pages share a file, on a site with so many other files. Where no bundling would do, each has its own.
pub(super) fn together(pages: usize, others: usize) -> usize {
    let fits = |count: &usize| pages / count + others <= MOST_FILES;
    (1..=MOST_TOGETHER).find(fits).unwrap_or(1)
}

/// Of each page, in order: address, title, group, kind, day, language, and its pieces from `part * PIECES` on. A piece is
/// its heading's id and words, both empty above the first, whether it begins there, its text, and its passages: start and
/// end in UTF-16 code units of the text, what each is, and its id.
pub(super) fn json(site: &Site, entries: &[Entry], part: usize) -> Vec<u8> {
    let pages: Vec<Value> = entries
        .iter()
        .map(|entry| {
            let about = &entry.about;
            let day = about.date.map(|day| day.to_string());
            json!([
                about.address,
                about.title,
                about.group_name,
                about.kind,
                day,
                about.language,
                pieces(site, entry, part)
            ])
        })
        .collect();
    Value::from(pages).to_string().into_bytes()
}

fn pieces(site: &Site, entry: &Entry, part: usize) -> Vec<Value> {
    let known = entry.about.note.map(|note| page::known(site, note)).unwrap_or_default();
    let pieces = page::pieces(entry.note.as_deref(), &known);
    pieces.iter().skip(part * PIECES).take(PIECES).map(|piece| json_of(entry, piece)).collect()
}

fn json_of(entry: &Entry, piece: &Piece) -> Value {
    let heading = piece.heading.and_then(|at| entry.note.as_deref()?.outline.get(at));
    let (id, words) = heading.map_or(("", ""), |heading| (heading.id.as_str(), heading.text.as_str()));
    let passages: Vec<Value> = piece
        .passages
        .iter()
        .map(|passage| {
            let Range { start, end } = passage.span.clone();
            let units = |text: &str| text.encode_utf16().count();
            let from = units(&piece.text[..start]);
            json!([from, from + units(&piece.text[start..end]), passage.kind, passage.anchor])
        })
        .collect();
    json!([id, words, u8::from(piece.is_first), piece.text, passages])
}
