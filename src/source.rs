//! The edge that reads the disk: a folder becomes a `Snapshot`. Hidden files, what git ignores and folders
//! that Roundtable made are passed over; what can't be read is reported, and the rest is taken.

mod files;
mod git;
pub mod half_written;

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};
use jiff::civil::Date;
use rayon::prelude::*;

use crate::config;
use crate::diagnostic::{Diagnostic, Place};
use crate::error::Error;
use crate::snapshot::{NoteFile, OtherFile, Snapshot};
use crate::text;

/// Where Markdown lies, if there is such a folder; otherwise the knowledge base's folder is the content.
pub const CONTENT: &str = "content";
/// Where files lie that override the theme's.
pub const THEME: &str = "theme";

/// Notes larger than this are not taken in.
const LARGEST_NOTE: u64 = 16 * 1024 * 1024;

/// The clock's date, in the system's time zone.
pub fn today() -> Date {
    jiff::Zoned::now().date()
}

/// Reads the knowledge base in `folder`; `leave_out` are folders in it that hold no content, such as the output.
///
/// # Errors
/// The folder is missing, is no folder, or can't be opened.
pub fn snapshot(folder: &Path, leave_out: &[PathBuf]) -> Result<Snapshot, Error> {
    let root = fs::canonicalize(folder).map_err(|error| Error::missing_folder(folder, &error))?;
    fs::read_dir(&root).map_err(|error| Error::missing_folder(folder, &error))?;
    let has_content = root.join(CONTENT).is_dir();
    let prefix = if has_content { format!("{CONTENT}/") } else { String::new() };
    let content = if has_content { root.join(CONTENT) } else { root.clone() };
    let mut snapshot = Snapshot {
        prefix,
        folder_name: root.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        repository: repository(&root),
        is_vault: root.join(".obsidian").is_dir() || content.join(".obsidian").is_dir(),
        ..Snapshot::default()
    };
    read_config(&root, &mut snapshot);
    read_theme(&root, &mut snapshot);
    let leave_out: Vec<PathBuf> =
        leave_out.iter().map(|path| fs::canonicalize(path).unwrap_or_else(|_| path.clone())).collect();
    let mut found = walk(&root, &content, leave_out, &mut snapshot);
    if !has_content {
        found.retain(|file| !file.path.starts_with(&format!("{THEME}/")) && file.path != config::FILE);
    }
    take(found, &mut snapshot);
    if wants_last_changes(&snapshot) {
        match git::last_changes(&content) {
            Some(changed) => snapshot.changed = changed,
            None => snapshot.diagnostics.push(Diagnostic::no_history(&Place::file(config::FILE.to_owned()))),
        }
    }
    Ok(snapshot)
}

/// Reads again the notes of `snapshot`, which is that of `folder`, that lie at these paths. `false`, and nothing is
/// changed, where more may have changed than what these notes say: one is new or gone, or something else is at a path.
pub fn reread(snapshot: &mut Snapshot, folder: &Path, changed: &BTreeSet<PathBuf>) -> bool {
    if wants_last_changes(snapshot) {
        return false;
    }
    let content = if snapshot.prefix.is_empty() { folder.to_owned() } else { folder.join(CONTENT) };
    let files: Option<Vec<Option<(String, NoteFile)>>> =
        changed.iter().map(|disk| reread_one(snapshot, relative(&content, disk)?, disk)).collect();
    let Some(files) = files else { return false };
    snapshot.notes.extend(files.into_iter().flatten());
    true
}

/// The note at a path, read again; nothing where a file came and went, as while an editor saves; `None` where more
/// may have changed.
fn reread_one(snapshot: &Snapshot, path: String, disk: &Path) -> Option<Option<(String, NoteFile)>> {
    let Some(before) = snapshot.notes.get(&path) else {
        let is_gone = fs::symlink_metadata(disk).is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound);
        return (is_gone && !is_list_of_ignored(disk) && !is_known(snapshot, &path)).then_some(None);
    };
    let is_file = fs::symlink_metadata(disk).is_ok_and(|found| found.is_file());
    let file = note_file(disk).ok().filter(|_| is_file)?;
    // What reads as empty may just be being written.
    (before.bytes.is_empty() == file.bytes.is_empty()).then_some(Some((path, file)))
}

/// Whether a snapshot has a file at a path or below it, or says something of one.
fn is_known(snapshot: &Snapshot, path: &str) -> bool {
    let below = format!("{path}/");
    let is_there = |known: &str| known == path || known.starts_with(&below);
    let said = snapshot.diagnostics.iter().map(|said| said.file.strip_prefix(&snapshot.prefix).unwrap_or(&said.file));
    snapshot.notes.keys().chain(snapshot.files.keys()).map(String::as_str).chain(said).any(is_there)
}

/// Whether a file says what is to be passed over in its folder.
fn is_list_of_ignored(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == ".gitignore" || name == ".ignore")
}

fn wants_last_changes(snapshot: &Snapshot) -> bool {
    config::parse(snapshot.config.as_deref(), &mut Vec::new()).is_ok_and(|config| config.last_changed)
}

/// Whether a change at a path can matter to the knowledge base in `folder`: hidden files (but for lists of
/// what to ignore) and folders that Roundtable made can't.
pub fn relevance(folder: &Path) -> impl Fn(&Path) -> bool + use<> {
    let written = folder.to_owned();
    let root = fs::canonicalize(folder).unwrap_or_else(|_| written.clone());
    move |path: &Path| {
        let Some(below) = path.strip_prefix(&written).or_else(|_| path.strip_prefix(&root)).ok() else { return true };
        let parts = if is_list_of_ignored(below) { below.parent().unwrap_or(below) } else { below };
        let is_hidden = parts.components().any(|part| part.as_os_str().to_string_lossy().starts_with('.'));
        let is_ours = below
            .ancestors()
            .filter(|part| !part.as_os_str().is_empty())
            .any(|part| crate::publish::is_ours(&root.join(part)));
        !is_hidden && !is_ours
    }
}

/// A file of the content folder.
struct Found {
    path: String,
    disk: PathBuf,
}

fn read_config(root: &Path, snapshot: &mut Snapshot) {
    match fs::read(root.join(config::FILE)) {
        Ok(bytes) => snapshot.config = Some(bytes.into()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        // What can't be read must not be taken for "no configuration": bytes that are no TOML stop everything.
        Err(_) => snapshot.config = Some(b"\xff this file can't be opened".as_slice().into()),
    }
}

fn read_theme(root: &Path, snapshot: &mut Snapshot) {
    let theme = root.join(THEME);
    if !theme.is_dir() {
        return;
    }
    for entry in WalkBuilder::new(&theme).git_global(false).build().flatten() {
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
        let Some(path) = relative(&theme, entry.path()).filter(|_| is_file) else { continue };
        match fs::read(entry.path()) {
            Ok(bytes) => {
                snapshot.theme.insert(path, bytes.into());
            }
            Err(error) => snapshot
                .diagnostics
                .push(Diagnostic::unreadable(&Place::file(format!("{THEME}/{path}")), &reason(&error))),
        }
    }
}

/// Every file below `content`, but for what is hidden, ignored by git, or made by Roundtable.
fn walk(root: &Path, content: &Path, leave_out: Vec<PathBuf>, snapshot: &mut Snapshot) -> Vec<Found> {
    let is_content = move |entry: &DirEntry| {
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        !is_folder || (!leave_out.iter().any(|left_out| left_out == entry.path()) && !is_made_by_us(entry))
    };
    let mut found = Vec::new();
    let mut inside = Inside { root, folders: HashMap::new() };
    let walker = WalkBuilder::new(content)
        .follow_links(true)
        .git_global(false)
        .require_git(false)
        .filter_entry(is_content)
        .build();
    for entry in walker {
        match entry {
            Ok(entry) => found.extend(keep(&mut inside, content, &entry, snapshot)),
            Err(error) => {
                let place = Place::file(path_of(&error).and_then(|path| relative(root, &path)).unwrap_or_default());
                let is_loop = matches!(innermost(&error), ignore::Error::Loop { .. });
                snapshot.diagnostics.push(if is_loop {
                    Diagnostic::outside_folder(&place)
                } else {
                    Diagnostic::unreadable(
                        &place,
                        &error.io_error().map_or_else(|| "it is not what it seems".to_owned(), reason),
                    )
                });
            }
        }
    }
    found
}

fn is_made_by_us(entry: &DirEntry) -> bool {
    entry.depth() > 0 && crate::publish::is_ours(entry.path())
}

fn keep(inside: &mut Inside<'_>, content: &Path, entry: &DirEntry, snapshot: &mut Snapshot) -> Option<Found> {
    let path = relative(content, entry.path())?;
    if entry.path_is_symlink() || entry.file_type().is_none_or(|kind| kind.is_symlink()) {
        let is_inside = fs::canonicalize(entry.path()).is_ok_and(|real| real.starts_with(inside.root));
        if !is_inside {
            let shown = relative(inside.root, entry.path()).unwrap_or_else(|| path.clone());
            snapshot.diagnostics.push(Diagnostic::outside_folder(&Place::file(shown)));
            return None;
        }
    }
    let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
    (is_file && inside.holds(entry)).then(|| Found { path, disk: entry.path().to_owned() })
}

/// Which folders really lie below the root: one on the way may be a link that leaves it.
struct Inside<'a> {
    root: &'a Path,
    /// What is known of folders already, since most hold many files.
    folders: HashMap<PathBuf, bool>,
}

impl Inside<'_> {
    fn holds(&mut self, entry: &DirEntry) -> bool {
        let Some(folder) = entry.path().parent() else { return false };
        if let Some(known) = self.folders.get(folder) {
            return *known;
        }
        let is_inside = fs::canonicalize(folder).is_ok_and(|real| real.starts_with(self.root));
        self.folders.insert(folder.to_owned(), is_inside);
        is_inside
    }
}

fn innermost(error: &ignore::Error) -> &ignore::Error {
    if let ignore::Error::WithPath { err, .. }
    | ignore::Error::WithDepth { err, .. }
    | ignore::Error::WithLineNumber { err, .. } = error
    {
        innermost(err)
    } else {
        error
    }
}

fn path_of(error: &ignore::Error) -> Option<PathBuf> {
    if let ignore::Error::WithPath { path, .. } | ignore::Error::Loop { child: path, .. } = error {
        Some(path.clone())
    } else if let ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } = error {
        path_of(err)
    } else {
        None
    }
}

/// `path` below `folder` with `/` between; a name that isn't Unicode is passed over.
fn relative(folder: &Path, path: &Path) -> Option<String> {
    let below = path.strip_prefix(folder).ok()?.to_str()?;
    let below =
        if std::path::MAIN_SEPARATOR == '/' { below.to_owned() } else { below.replace(std::path::MAIN_SEPARATOR, "/") };
    (!below.is_empty()).then_some(below)
}

fn is_markdown(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| {
        extension.eq_ignore_ascii_case("md") || extension.eq_ignore_ascii_case("markdown")
    })
}

enum FileRead {
    Note(String, Result<NoteFile, std::io::Error>),
    Other(String, OtherFile),
}

fn take(found: Vec<Found>, snapshot: &mut Snapshot) {
    let read: Vec<FileRead> = found.into_par_iter().map(read).collect();
    for file in read {
        match file {
            FileRead::Note(path, Ok(note)) => {
                snapshot.notes.insert(path, note);
            }
            FileRead::Note(path, Err(error)) => {
                let place = Place::file(format!("{}{path}", snapshot.prefix));
                snapshot.diagnostics.push(Diagnostic::unreadable(&place, &reason(&error)));
            }
            FileRead::Other(path, file) => {
                snapshot.files.insert(path, file);
            }
        }
    }
}

fn read(found: Found) -> FileRead {
    if is_markdown(&found.path) {
        return FileRead::Note(found.path, note_file(&found.disk));
    }
    let file = files::file(&found.path, found.disk);
    FileRead::Other(found.path, file)
}

fn note_file(disk: &Path) -> Result<NoteFile, std::io::Error> {
    let file = fs::File::open(disk)?;
    // The length is a guess, for a file may grow while it is read.
    let length = usize::try_from(file.metadata()?.len().min(LARGEST_NOTE)).unwrap_or_default();
    let mut bytes = Vec::with_capacity(length + 1);
    file.take(LARGEST_NOTE + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST_NOTE {
        return Err(std::io::Error::other("it is larger than 16 MB"));
    }
    Ok(NoteFile { hash: text::hash_bytes(&bytes), bytes: bytes.into() })
}

fn reason(error: &std::io::Error) -> String {
    if error.kind() == std::io::ErrorKind::PermissionDenied {
        "you may not open it".to_owned()
    } else if error.kind() == std::io::ErrorKind::NotFound {
        "it is a shortcut to something that is not there".to_owned()
    } else {
        error.to_string()
    }
}

/// Where the folder's git repository is published, by its `origin`.
fn repository(root: &Path) -> Option<String> {
    let config = root.ancestors().map(|folder| folder.join(".git/config")).find(|path| path.is_file())?;
    let text = fs::read_to_string(config).ok()?;
    let origin = &text[text.find("[remote \"origin\"]")?..];
    origin
        .lines()
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .find_map(|line| Some(line.trim().strip_prefix("url")?.trim().strip_prefix('=')?.trim().to_owned()))
}
