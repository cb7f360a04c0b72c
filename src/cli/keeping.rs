//! A snapshot that was taken while files are being written: one that stands empty only until its text comes,
//! or is away only until its successor comes, keeps what it had. Two snapshots and the reported changes go in.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::preview::Changes;
use crate::snapshot::{NoteFile, Snapshot};
use crate::{config, source};

/// The `new` snapshot of the knowledge base in `folder`, with what `old` knows of files in between.
pub(super) fn settled(old: &Snapshot, mut new: Snapshot, folder: &Path, changes: &Changes) -> Snapshot {
    let Changes::Paths { changed, emptied } = changes else {
        return new;
    };
    let is_rule = |path: &PathBuf| path.file_name().is_some_and(|name| name == ".gitignore" || name == ".ignore");
    if old.prefix != new.prefix || changed.iter().any(is_rule) {
        return new;
    }
    let reported = Reported { changed, emptied };
    let content = folder.join(&new.prefix);
    let note_is_empty = |note: &NoteFile| note.bytes.is_empty();
    let is_empty = |bytes: &Arc<[u8]>| bytes.is_empty();
    reported.keep(&old.notes, &mut new.notes, &content, note_is_empty);
    reported.keep(&old.theme, &mut new.theme, &folder.join(source::THEME), is_empty);
    let named = |bytes: &Option<Arc<[u8]>>| bytes.iter().map(|bytes| (config::FILE.to_owned(), Arc::clone(bytes))).collect();
    let mut settings: BTreeMap<String, Arc<[u8]>> = named(&new.config);
    reported.keep(&named(&old.config), &mut settings, folder, is_empty);
    new.config = settings.into_values().next();
    new
}

struct Reported<'a> {
    changed: &'a BTreeSet<PathBuf>,
    emptied: &'a BTreeSet<PathBuf>,
}

impl Reported<'_> {
    /// Puts back what `old` has of files below `folder` that are just being written.
    fn keep<File: Clone>(&self, old: &BTreeMap<String, File>, new: &mut BTreeMap<String, File>, folder: &Path, is_empty: impl Fn(&File) -> bool) {
        for (path, before) in old {
            let disk = folder.join(path);
            let is_between = match new.get(path) {
                Some(now) => is_empty(now) && !is_empty(before) && !self.emptied.contains(&disk),
                None => !disk.ancestors().any(|part| self.changed.contains(part)),
            };
            if is_between {
                new.insert(path.clone(), before.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `a=1` is a note `a` with that text; `a` alone one without.
    fn snapshot(notes: &str) -> Snapshot {
        let note = |word: &str| {
            let (path, text) = word.split_once('=').unwrap_or((word, ""));
            (path.to_owned(), NoteFile { bytes: text.as_bytes().into(), hash: 0 })
        };
        Snapshot { notes: notes.split_whitespace().map(note).collect(), prefix: "content/".to_owned(), ..Snapshot::default() }
    }

    fn check(old: &str, new: &str, (changed, emptied): (&str, &str), expected: &str) {
        let paths = |words: &str| words.split_whitespace().map(|word| Path::new("kb").join(word)).collect();
        let changes = Changes::Paths { changed: paths(changed), emptied: paths(emptied) };
        let settled = settled(&snapshot(old), snapshot(new), Path::new("kb"), &changes);
        let shown: Vec<String> = settled.notes.iter().map(|(path, note)| format!("{path}={}", String::from_utf8_lossy(&note.bytes))).collect();
        assert_eq!(shown.join(" "), expected);
    }

    #[test]
    fn files_in_between_keep_what_they_had() {
        check("a=1", "a=2", ("content/a", ""), "a=2");
        check("a=1", "a", ("content/a", ""), "a=1");
        check("a=1", "a", ("content/a", "content/a"), "a=");
        check("a=1 b=1", "a=2 b", ("content/a", ""), "a=2 b=1");
        check("a=1 b=1", "a=2", ("content/a", ""), "a=2 b=1");
        check("a=1 b=1", "a=2", ("content/a content/b", ""), "a=2");
        check("x/a=1", "", ("content/x", ""), "");
        check("a=1", "", ("content/.gitignore", ""), "");
        check("a=1", "a=1 b", ("content/b", "content/b"), "a=1 b=");
    }
}
