//! Every place that names somebody: in the text of any note, draft or not, above it, in other texts that lie beside
//! the notes, and in names of files. So that somebody who withdraws their consent can be taken out.

use std::collections::BTreeSet;

use super::rows::Rows;
use crate::model::Site;
use crate::note::Kind;
use crate::parse;
use crate::snapshot::Snapshot;
use crate::text::fold;

/// A text that is longer than this is no list that a group keeps.
const LONGEST_FILE: u64 = 10_000_000;

/// Every line that names somebody, by file.
pub(super) fn of(name: &str, site: &Site, snapshot: &Snapshot) -> Rows {
    let forms = forms(name, site);
    let mut rows = Vec::new();
    let mut add = |path: &str, text: Option<&str>| {
        let name = format!("{}{path}", snapshot.prefix);
        if let Some((_, form)) = first(path, &forms) {
            rows.push(vec![name.as_str().into(), serde_json::Value::Null, form.into(), "the file's name".into()]);
        }
        for (line, words) in text.unwrap_or_default().lines().enumerate() {
            if let Some((_, form)) = first(words, &forms) {
                rows.push(vec![name.as_str().into(), (line + 1).into(), form.into(), words.trim().into()]);
            }
        }
    };
    for (path, file) in &snapshot.notes {
        add(path, Some(&parse::decode(&file.bytes)));
    }
    for (path, file) in &snapshot.files {
        let is_short = std::fs::metadata(&file.disk).is_ok_and(|data| data.len() < LONGEST_FILE);
        let bytes = if is_short { std::fs::read(&file.disk).ok() } else { None };
        add(path, bytes.and_then(|bytes| String::from_utf8(bytes).ok()).as_deref());
    }
    rows.sort_by_key(|row| row[0].as_str().map(str::to_owned));
    Rows { columns: &["source", "line", "as", "words"], rows }
}

/// The name, and what else means the person: on their own page, and where a note explains initials or a handle.
fn forms(name: &str, site: &Site) -> BTreeSet<String> {
    let key = fold(name.trim_start_matches('@'));
    let mut forms = BTreeSet::from([name.trim_start_matches('@').to_lowercase()]);
    for note in &site.notes {
        if note.kind == Kind::Person && fold(&note.title) == key {
            forms.extend(note.front.list("aliases").iter().map(|alias| alias.trim_start_matches('@').to_lowercase()));
        }
        let is_it = |also: &String| fold(also) == key;
        for person in note.people.iter().filter(|person| fold(&person.name) == key || person.also.iter().any(is_it)) {
            forms.insert(person.name.to_lowercase());
            // Two letters may be a word; behind a sign they are a handle.
            let form = |also: &String| {
                let small = also.to_lowercase();
                if small.chars().count() > 2 { small } else { format!("@{small}") }
            };
            forms.extend(person.also.iter().map(form));
        }
    }
    forms.retain(|form| !form.is_empty());
    forms
}

/// The first form of the name that stands in a text as words of its own, and where.
fn first<'f>(text: &str, forms: &'f BTreeSet<String>) -> Option<(usize, &'f str)> {
    let small = text.to_lowercase();
    let stands_alone = |at: usize, form: &str| {
        !small[..at].chars().next_back().is_some_and(char::is_alphanumeric)
            && !small[at + form.len()..].chars().next().is_some_and(char::is_alphanumeric)
    };
    let place = |form: &'f String| {
        let at = small.match_indices(form.as_str()).map(|(at, _)| at).find(|at| stands_alone(*at, form))?;
        Some((at, form.as_str()))
    };
    forms.iter().filter_map(place).min()
}
