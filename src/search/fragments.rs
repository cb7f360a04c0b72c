//! The words of pages as results show them: what each page is, and its pieces with their headings and passages.
//! A stretch of pages goes in; JSON comes out.

use std::io::Write;
use std::ops::Range;

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
    parts(site, entries, part..part + 1).pop().unwrap_or_default()
}

/// The same of several parts, for which the pages are cut into pieces once.
pub(super) fn parts(site: &Site, entries: &[Entry], wanted: Range<usize>) -> Vec<Vec<u8>> {
    let size = entries.iter().map(size).sum::<usize>() / wanted.len().max(1);
    let mut files: Vec<Vec<u8>> = wanted.clone().map(|_| Vec::with_capacity(size)).collect();
    files.iter_mut().for_each(|json| json.push(b'['));
    for (at, entry) in entries.iter().enumerate() {
        let head = head(entry);
        for json in &mut files {
            json.extend_from_slice(if at == 0 { b"[" } else { b",[" });
            json.extend_from_slice(&head);
        }
        push_pieces(&mut files, site, entry, &wanted);
        files.iter_mut().for_each(|json| json.push(b']'));
    }
    files.iter_mut().for_each(|json| json.push(b']'));
    files
}

/// What a page is, before its pieces.
fn head(entry: &Entry) -> Vec<u8> {
    let about = &entry.about;
    let mut json = Vec::new();
    for text in [&about.address, &about.title, &about.group_name] {
        push_text(&mut json, text);
        json.push(b',');
    }
    push_text(&mut json, about.kind);
    match about.date {
        Some(day) => push(&mut json, format_args!(",\"{day}\",")),
        None => json.extend_from_slice(b",null,"),
    }
    push_text(&mut json, &about.language);
    json.push(b',');
    json
}

/// About how many bytes a page takes.
fn size(entry: &Entry) -> usize {
    const BESIDE_TEXT: usize = 1_000;
    BESIDE_TEXT + entry.note.as_ref().map_or(0, |note| note.text.len() / 8 * 9)
}

fn push_pieces(files: &mut [Vec<u8>], site: &Site, entry: &Entry, wanted: &Range<usize>) {
    let known = entry.about.note.map(|note| page::known(site, note)).unwrap_or_default();
    files.iter_mut().for_each(|json| json.push(b'['));
    page::each_piece(entry.note.as_deref(), &known, &mut |at, piece| {
        let file = (at / PIECES).checked_sub(wanted.start).and_then(|file| files.get_mut(file));
        if let Some(json) = file {
            json.extend_from_slice(if at % PIECES == 0 { b"" } else { b"," });
            push_piece(json, entry, piece);
        }
    });
    files.iter_mut().for_each(|json| json.push(b']'));
}

fn push_piece(json: &mut Vec<u8>, entry: &Entry, piece: &Piece<'_>) {
    let heading = piece.heading.and_then(|at| entry.note.as_deref()?.outline.get(at));
    let (id, words) = heading.map_or(("", ""), |heading| (heading.id.as_str(), heading.text.as_str()));
    json.push(b'[');
    push_text(json, id);
    json.push(b',');
    push_text(json, words);
    push(json, format_args!(",{},", u8::from(piece.is_first)));
    push_text(json, &piece.text);
    json.extend_from_slice(b",[");
    // Passages stand in order, so each begins after the one before.
    let (mut at, mut units) = (0, 0);
    for (place, passage) in piece.passages.iter().enumerate() {
        let Range { start, end } = passage.span.clone();
        let from = units + utf16_length(&piece.text[at..start]);
        (at, units) = (end, from + utf16_length(&piece.text[start..end]));
        push(json, format_args!("{}[{from},{units},", if place == 0 { "" } else { "," }));
        push_text(json, passage.kind);
        json.push(b',');
        push_text(json, passage.anchor);
        json.push(b']');
    }
    json.extend_from_slice(b"]]");
}

fn push(json: &mut Vec<u8>, value: std::fmt::Arguments<'_>) {
    json.write_fmt(value).expect("memory takes all that is written to it");
}

fn push_text(json: &mut Vec<u8>, text: &str) {
    serde_json::to_writer(json, text).expect("a text is JSON");
}

/// How many code units of UTF-16 a text has: one for each character, two for those that take four bytes in UTF-8.
fn utf16_length(text: &str) -> usize {
    let units = |byte: u8| usize::from(byte & 0xc0 != 0x80) + usize::from(byte >= 0xf0);
    text.bytes().map(units).sum()
}
