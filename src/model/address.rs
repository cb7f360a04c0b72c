//! Where each note stands on the site: an address made of its path, stable, safe on every host and system.

use std::collections::BTreeMap;
use std::sync::Arc;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::diagnostic::{Diagnostic, Place};
use crate::note::{Kind, Note};
use crate::text::address_part;

/// What may not stand bare in the path of an address (RFC 3986), nor in an HTML attribute.
const ENCODED: &AsciiSet = &CONTROLS
    .add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'?').add(b'[').add(b'\\').add(b']').add(b'^').add(b'`')
    .add(b'{').add(b'|').add(b'}').add(b':').add(b'&').add(b'\'');

/// A path below the site's root as it stands in a link: percent-encoded, `/` kept.
pub fn href_path(address: &str) -> String {
    utf8_percent_encode(address, ENCODED).to_string()
}

/// The address of every note; of two that want one, the second gets a number and a warning.
pub(super) fn of_notes(notes: &[Arc<Note>], prefix: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<String> {
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let mut addresses = Vec::with_capacity(notes.len());
    for (id, note) in notes.iter().enumerate() {
        let wanted = of_note(note);
        let mut address = wanted.clone();
        if let Some(other) = taken.get(&wanted) {
            let place = Place::file(format!("{prefix}{}", note.path));
            diagnostics.push(Diagnostic::same_address(&place, &wanted, &notes[*other].path));
            let stem = wanted.trim_end_matches(".html");
            address = (2..).map(|n| format!("{stem}-{n}.html")).find(|free| !taken.contains_key(free)).expect("numbers don't run out");
        }
        taken.insert(address.clone(), id);
        addresses.push(address);
    }
    addresses
}

fn of_note(note: &Note) -> String {
    let (folder, name) = note.path.rsplit_once('/').unwrap_or(("", &note.path));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if is_own_page(note) {
        return of_folder(folder);
    }
    if note.kind == Kind::Resources && folder.is_empty() {
        return "resources/index.html".to_owned();
    }
    let page = format!("{}.html", address_part(stem));
    let page = if page == "index.html" { "index-page.html".to_owned() } else { page };
    format!("{}{page}", folder_part(folder))
}

/// Whether a note is its folder's own page.
pub(super) fn is_own_page(note: &Note) -> bool {
    note.kind == Kind::Index && is_index_name(&note.path)
}

/// Whether a path ends in `index.md` or `README.md`.
pub(super) fn is_index_name(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.eq_ignore_ascii_case("index") || stem.eq_ignore_ascii_case("readme") || stem == "_index"
}

/// The address of a folder's page.
pub(super) fn of_folder(folder: &str) -> String {
    format!("{}index.html", folder_part(folder))
}

/// A folder's path as the beginning of an address, ending in `/` unless it is empty.
fn folder_part(folder: &str) -> String {
    folder.split('/').filter(|part| !part.is_empty()).map(|part| format!("{}/", address_part(part))).collect()
}
