//! The way for folders that can't be swapped: a mount, another system, a parent folder that may not
//! be written. Everything is written inside the output folder first, so that a full disk changes
//! nothing; then each file takes its place by one rename, assets before the pages that use them, and
//! what is no longer part of the site goes last. The manifest always lists at least what is ours.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::staging::{SITE, Side};
use super::{Change, disk, manifest};
use crate::error::Error;

/// Publishes the change file by file. After an error the site may be partly old and partly new.
pub(super) fn publish(change: &Change<'_>) -> Result<(), Error> {
    let waiting = Waiting::gather(change).map_err(super::untouched)?;
    place_all(change, &waiting.site).map_err(halfway)
}

/// The new files, inside the output folder. What was moved there is removed when this is dropped.
struct Waiting {
    site: PathBuf,
    own: Option<PathBuf>,
}

impl Waiting {
    /// Gets the staged files onto the output folder's own file system, and safe from a power cut.
    fn gather(change: &Change<'_>) -> Result<Self, Error> {
        let waiting = match change.staging.side {
            Side::Inside => Self { site: change.staging.site(), own: None },
            Side::Beside => Self::bring(change)?,
        };
        let files: Vec<PathBuf> = change.written.iter().map(|path| waiting.site.join(path)).collect();
        disk::settle(&waiting.site, files.iter().map(PathBuf::as_path))?;
        Ok(waiting)
    }

    fn bring(change: &Change<'_>) -> Result<Self, Error> {
        let own = change.place.folder.join(manifest::INSIDE);
        let waiting = Self { site: own.join(SITE), own: Some(own) };
        fs::create_dir_all(&waiting.site).map_err(|cause| Error::write(&waiting.site, &cause))?;
        for path in &change.written {
            let (from, to) = (change.staging.site().join(path), waiting.site.join(path));
            bring(&from, &to).map_err(|cause| Error::write(&to, &cause))?;
        }
        Ok(waiting)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        if let Some(own) = &self.own {
            let _ = disk::remove_folder(own);
        }
    }
}

fn bring(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to.parent().unwrap_or(to))?;
    match fs::rename(from, to) {
        Err(cause) if disk::cannot_here(&cause) => fs::copy(from, to).map(drop),
        renamed => renamed,
    }
}

fn place_all(change: &Change<'_>, waiting: &Path) -> Result<(), Error> {
    let out = &change.place.folder;
    let old = change.place.listing();
    let both: BTreeSet<String> = old.files.union(&change.listing.files).cloned().collect();
    write_manifest(out, waiting, &manifest::text(&both))?;
    let (in_the_way, others): (Vec<&str>, Vec<&str>) = change.removed.iter().partition(|path| {
        change.listing.folders.contains(**path)
            || manifest::ancestors(path).any(|folder| change.listing.files.contains(folder))
    });
    remove(out, &in_the_way)?;
    for folder in &change.listing.folders {
        let folder = out.join(folder);
        disk::create_folder(&folder).map_err(|cause| Error::write(&folder, &cause))?;
    }
    let mut written = change.written.clone();
    written.sort_by_key(|path| (uses_others(path), old.files.contains(*path)));
    for path in written {
        let to = out.join(path);
        fs::rename(waiting.join(path), &to).map_err(|cause| Error::write(&to, &cause))?;
    }
    remove(out, &others)?;
    write_manifest(out, waiting, &manifest::text(&change.listing.files))?;
    let folders: Vec<PathBuf> =
        change.listing.folders.iter().map(|folder| out.join(folder)).chain([out.clone()]).collect();
    disk::settle(out, folders.iter().map(PathBuf::as_path))
}

/// Pages and feeds point to other files, which have to be there first.
fn uses_others(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "html" || extension == "xml")
}

fn write_manifest(out: &Path, waiting: &Path, text: &str) -> Result<(), Error> {
    let (staged, to) = (waiting.join(manifest::NAME), out.join(manifest::NAME));
    fs::write(&staged, text).map_err(|cause| Error::write(&staged, &cause))?;
    disk::settle(waiting, [staged.as_path()].into_iter())?;
    fs::rename(&staged, &to).map_err(|cause| Error::write(to, &cause))
}

/// Removes files of the old site, and the folders that become empty by it.
fn remove(out: &Path, paths: &[&str]) -> Result<(), Error> {
    for path in paths {
        let gone = out.join(path);
        if gone.symlink_metadata().is_ok_and(|found| found.is_dir()) {
            // Somebody made a folder where our file was: it is theirs.
            continue;
        }
        disk::remove_file(&gone).map_err(|cause| Error::write(gone, &cause))?;
        for folder in manifest::ancestors(path) {
            if fs::remove_dir(out.join(folder)).is_err() {
                break;
            }
        }
    }
    Ok(())
}

fn halfway(mut error: Error) -> Error {
    error
        .help
        .push_str("; this folder can only be changed file by file, so the site is partly new until the next build");
    error
}
