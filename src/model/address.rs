//! Where each note stands on the site: an address made of its path, stable, safe on every host and system.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::NoteId;
use crate::diagnostic::{Diagnostic, Place};
use crate::note::{Kind, Note};
use crate::text::{self, address_part};

/// What may not stand bare in the path of an address (RFC 3986), nor in an HTML attribute.
const ENCODED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b':')
    .add(b'&')
    .add(b'\'');

/// A path below the site's root as it stands in a link: percent-encoded, `/` kept.
pub fn href_path(address: &str) -> String {
    Cow::from(utf8_percent_encode(address, ENCODED)).into_owned()
}

/// The address of every note; of two that want one, the second gets a number and a warning. Files choose
/// first, so that a file of many sessions takes none away.
pub(super) fn of_notes(notes: &[Arc<Note>], prefix: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<String> {
    let own_pages = own_pages(notes);
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let mut addresses = vec![String::new(); notes.len()];
    let own_page = |note: &Note| own_pages.get(text::path_folder(&note.path)).map(|id| notes[*id].path.as_str());
    let (files, parts): (Vec<NoteId>, Vec<NoteId>) = (0..notes.len()).partition(|id| notes[*id].part.is_none());
    for id in files.into_iter().chain(parts) {
        let note = &notes[id];
        let wanted = wanted(note, own_page(note));
        let mut address = wanted.clone();
        if let Some(other) = taken.get(&wanted) {
            let place = Place::file(format!("{prefix}{}", note.path));
            diagnostics.push(Diagnostic::same_address(&place, &wanted, &notes[*other].path));
            let stem = wanted.trim_end_matches(".html");
            address = (2..)
                .map(|n| format!("{stem}-{n}.html"))
                .find(|free| !taken.contains_key(free))
                .expect("numbers don't run out");
        }
        taken.insert(address.clone(), id);
        addresses[id] = address;
    }
    addresses
}

/// The address of a note's name; one of several sessions in a file stands below the file's. `own_page` is the
/// path of the folder's own page.
fn wanted(note: &Note, own_page: Option<&str>) -> String {
    let folder = text::path_folder(&note.path);
    let is_own_page = own_page == Some(note.path.as_str());
    let of_file = if is_own_page { of_folder(folder) } else { of_note(note) };
    let Some(part) = &note.part else { return of_file };
    let below = if is_own_page { folder_part(folder) } else { format!("{}/", of_file.trim_end_matches(".html")) };
    format!("{below}{}.html", address_part(&part.key))
}

fn of_note(note: &Note) -> String {
    let folder = text::path_folder(&note.path);
    if note.kind == Kind::Resources && folder.is_empty() {
        return "resources/index.html".to_owned();
    }
    let page = format!("{}.html", address_part(text::path_stem(&note.path)));
    let page = if page == "index.html" { "index-page.html".to_owned() } else { page };
    format!("{}{page}", folder_part(folder))
}

/// The note that is each folder's own page: `index.md`, or `README.md` where there is no `index.md`.
pub(super) fn own_pages(notes: &[Arc<Note>]) -> BTreeMap<&str, NoteId> {
    let mut pages: BTreeMap<&str, NoteId> = BTreeMap::new();
    for (id, note) in notes.iter().enumerate().filter(|(_, note)| note.kind == Kind::Index) {
        let is_readme = |id: NoteId| text::path_stem(&notes[id].path).eq_ignore_ascii_case("readme");
        let known = pages.entry(text::path_folder(&note.path)).or_insert(id);
        if is_readme(*known) && !is_readme(id) {
            *known = id;
        }
    }
    pages
}

/// The address of a folder's page.
pub(super) fn of_folder(folder: &str) -> String {
    format!("{}index.html", folder_part(folder))
}

/// A folder's path as the beginning of an address, ending in `/` unless it is empty.
fn folder_part(folder: &str) -> String {
    folder.split('/').filter(|part| !part.is_empty()).map(|part| format!("{}/", address_part(part))).collect()
}
