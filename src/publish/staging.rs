//! The hidden folder where a new site waits until it is whole: beside the output folder if that can
//! be, else inside it. It is locked while a build works in it, so that two builds at once get a clear
//! word, and goes away with the build. What a build left that was killed is put in order by the next.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::pictures::Ready;
use super::place::{self, Place, Standing};
use super::{disk, exchange, manifest};
use crate::error::Error;

/// The new site, as far as it has come.
pub(super) const SITE: &str = "site";
/// What `exchange` notes down right before the swap, and keeps until the old site is needed no more.
pub(super) const RECORD: &str = "record";
const LOCK: &str = "lock";

/// How often to try for a folder that another build is just removing.
const TRIES: usize = 100;

/// A staging folder of this build; it is removed when this is dropped.
#[derive(Debug)]
pub(super) struct Staging {
    pub(super) folder: PathBuf,
    pub(super) side: Side,
    /// The output folder that the site is for.
    out: PathBuf,
    /// Held until the end: closing it gives the lock back.
    _lock: File,
}

/// Where a staging folder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Beside,
    Inside,
}

impl Staging {
    /// Makes the staging folder, and makes sure that no other build has published since `place` was
    /// looked at.
    pub(super) fn begin(place: &Place) -> Result<Self, Error> {
        let staging = Self::anywhere(place)?;
        if place::look(&place.folder)? != *place {
            return Err(busy(&place.folder));
        }
        let site = staging.site();
        fs::create_dir(&site).map_err(|cause| Error::write(site, &cause))?;
        Ok(staging)
    }

    fn anywhere(place: &Place) -> Result<Self, Error> {
        let out = place.folder.clone();
        if place.standing == Standing::Absent {
            let parent = place.parent();
            fs::create_dir_all(&parent).map_err(|cause| Error::write(parent, &cause))?;
        }
        if let Some(folder) = beside(place) {
            match lock(&folder) {
                Ok(lock) => {
                    return Ok(Self { folder, side: Side::Beside, out, _lock: lock });
                }
                Err(cause) if disk::cannot_here(&cause) && place.standing != Standing::Absent => {}
                Err(cause) => return Err(refused(place, &folder, &cause)),
            }
        }
        let folder = place.folder.join(manifest::INSIDE);
        match lock(&folder) {
            Ok(lock) => Ok(Self { folder, side: Side::Inside, out, _lock: lock }),
            Err(cause) => Err(refused(place, &folder, &cause)),
        }
    }

    /// The folder that becomes the site.
    pub(super) fn site(&self) -> PathBuf {
        self.folder.join(SITE)
    }

    /// Puts one file of the new site in its place; called in parallel.
    pub(super) fn write(&self, path: &str, content: &Ready) -> Result<(), Error> {
        let staged = self.site().join(path);
        disk::write_new(&staged, content).map_err(|error| {
            // People know the file by the place that it is for.
            let path = if error.path == staged { self.out.join(path) } else { error.path };
            Error { path, ..error }
        })
    }
}

impl Drop for Staging {
    /// What can't be removed now is removed by the next build, which says why if it can't either.
    fn drop(&mut self) {
        if exchange::finish(&self.folder, &self.out).is_ok() {
            let _ = clear(&self.folder);
        }
    }
}

/// Puts in order what a killed build left; refuses where another build is at work.
pub(super) fn recover(place: &Place) -> Result<(), Error> {
    for folder in beside(place).into_iter().chain([place.folder.join(manifest::INSIDE)]) {
        if !folder.symlink_metadata().is_ok_and(|found| found.is_dir()) {
            continue;
        }
        let _lock = lock(&folder).map_err(|cause| refused(place, &folder, &cause))?;
        exchange::finish(&folder, &place.folder)?;
        clear(&folder).map_err(|cause| Error::write(&folder, &cause))?;
    }
    Ok(())
}

fn beside(place: &Place) -> Option<PathBuf> {
    let mut name = OsString::from(".");
    name.push(place.folder.file_name()?);
    name.push(".roundtable");
    Some(place.folder.with_file_name(name))
}

/// Makes `folder` if need be and locks it for this process. Another build's lock is `WouldBlock`.
fn lock(folder: &Path) -> io::Result<File> {
    for _ in 0..TRIES {
        disk::create_folder(folder)?;
        if !fs::symlink_metadata(folder)?.is_dir() {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        let path = folder.join(LOCK);
        let file = match OpenOptions::new().create(true).truncate(false).write(true).open(&path) {
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => continue,
            opened => opened?,
        };
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => return Err(io::ErrorKind::WouldBlock.into()),
            // Some network file systems have no locks: one build at a time is then up to the people.
            Ok(()) | Err(TryLockError::Error(_)) => {}
        }
        // Another build may have removed the file between our opening and our locking it.
        if let Ok(named) = fs::symlink_metadata(&path)
            && disk::id(&named) == disk::id(&file.metadata()?)
        {
            return Ok(file);
        }
    }
    Err(io::ErrorKind::WouldBlock.into())
}

/// Removes all that builds put into a staging folder, and the folder unless there is more in it.
fn clear(folder: &Path) -> io::Result<()> {
    disk::remove_folder(&folder.join(SITE))?;
    disk::remove_file(&folder.join(RECORD))?;
    disk::remove_file(&folder.join(LOCK))?;
    match fs::remove_dir(folder) {
        // Another build is already waiting in it.
        Err(cause) if matches!(cause.kind(), io::ErrorKind::DirectoryNotEmpty | io::ErrorKind::NotFound) => Ok(()),
        removed => removed,
    }
}

fn refused(place: &Place, folder: &Path, cause: &io::Error) -> Error {
    if cause.kind() == io::ErrorKind::WouldBlock {
        return busy(&place.folder);
    }
    if disk::cannot_here(cause) {
        return Error::write(disk::parent(folder), cause);
    }
    Error::write(folder, cause)
}

fn busy(out: &Path) -> Error {
    Error::new(out, "another build is publishing to this folder just now", "wait until it is done, then build again")
}
