//! Files that a program is just writing: they read as empty for a moment, and keep what they had until then.

use std::path::Path;

use super::CONTENT;
use crate::config;
use crate::snapshot::Snapshot;

/// Gives files of `snapshot` that are empty, though `previous` had text in them, that text back, unless
/// `is_emptied` says that they are meant to be empty. `folder` is the knowledge base's.
pub fn keep(snapshot: &mut Snapshot, previous: &Snapshot, folder: &Path, is_emptied: impl Fn(&Path) -> bool) {
    let content = if snapshot.prefix.is_empty() { folder.to_owned() } else { folder.join(CONTENT) };
    for (path, file) in &mut snapshot.notes {
        let before = previous.notes.get(path).filter(|before| !before.bytes.is_empty());
        if let Some(before) = before.filter(|_| file.bytes.is_empty() && !is_emptied(&content.join(path))) {
            *file = before.clone();
        }
    }
    for (path, bytes) in &mut snapshot.theme {
        let before = previous.theme.get(path).filter(|before| !before.is_empty());
        if let Some(before) = before.filter(|_| bytes.is_empty() && !is_emptied(&folder.join(super::THEME).join(path)))
        {
            *bytes = before.clone();
        }
    }
    let is_empty = snapshot.config.as_ref().is_some_and(|bytes| bytes.is_empty());
    if is_empty && previous.config.is_some() && !is_emptied(&folder.join(config::FILE)) {
        snapshot.config.clone_from(&previous.config);
    }
}
