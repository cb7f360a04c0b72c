//! The new site takes the old one's place in one step. Beside the old folder a complete new one is
//! made: new files written, unchanged ones and foreign ones as hard links; then the two are swapped
//! and the old one is removed. A kill at any moment leaves the old or the new site, whole, and the
//! next build puts in order what is left beside it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::disk::{self, Id};
use super::foreign::{self, Foreign, Kind};
use super::place::Standing;
use super::staging::{RECORD, SITE, Side};
use super::{Change, manifest};
use crate::error::Error;

/// Whether the site could be swapped.
pub(super) enum Outcome {
    /// The new site is in place.
    Done,
    /// The system can't swap this folder; nothing has changed.
    NotHere,
}

/// Publishes the change in one step, or finds that it can't be done here.
pub(super) fn publish(change: &Change<'_>) -> Result<Outcome, Error> {
    let outcome = match change.staging.side {
        Side::Beside => swap(change).map_err(super::untouched)?,
        Side::Inside => Outcome::NotHere,
    };
    match outcome {
        Outcome::Done => tidy(change)?,
        Outcome::NotHere => {}
    }
    Ok(outcome)
}

fn swap(change: &Change<'_>) -> Result<Outcome, Error> {
    let (old, new) = (&change.place.folder, change.staging.site());
    match complete(change, &new) {
        Err(cause) if disk::cannot_here(&cause) => return Ok(Outcome::NotHere),
        completed => completed.map_err(|cause| Error::write(old, &cause))?,
    }
    let settled = settled(change, &new);
    disk::settle(&new, settled.iter().map(PathBuf::as_path))?;
    match change.place.standing {
        // A plain rename replaces nothing but an empty folder, should one appear at this moment.
        Standing::Absent => fs::rename(&new, old).map_err(|cause| Error::write(old, &cause))?,
        Standing::Empty | Standing::Ours { .. } => match disk::exchange(&new, old) {
            Err(cause) if disk::cannot_here(&cause) => return Ok(Outcome::NotHere),
            exchanged => exchanged.map_err(|cause| Error::write(old, &cause))?,
        },
    }
    Ok(Outcome::Done)
}

/// After the swap: the old folder, now in the staging folder, gives up what is still needed of it,
/// and is marked for removal. The next build does what fails here.
fn tidy(change: &Change<'_>) -> Result<(), Error> {
    let parent = change.place.parent();
    // The site is right even if this fails; a power cut could then only bring the old one back.
    let _ = disk::settle(&parent, [parent.as_path(), &change.staging.folder].into_iter());
    if change.place.standing == Standing::Absent {
        return Ok(());
    }
    let (new, old) = (&change.place.folder, change.staging.site());
    foreign::rescue(&old, new, &change.foreign, change.place.listing()).map_err(|mut error| {
        error.help.push_str("; the new site is in place, and the next build tries once more to bring this file over");
        error
    })?;
    foreign::forget(&old, new, &change.foreign);
    forget_record(&change.staging.folder)
}

/// Makes the staged folder whole: all folders, unchanged files, foreign files, manifest, record.
fn complete(change: &Change<'_>, new: &Path) -> io::Result<()> {
    let old = &change.place.folder;
    if let Ok(metadata) = fs::symlink_metadata(old)
        && !disk::replaceable(&metadata, &fs::metadata(new)?)
    {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    for folder in &change.listing.folders {
        disk::create_folder(&new.join(folder))?;
    }
    change.unchanged.par_iter().try_for_each(|path| fs::hard_link(old.join(path), new.join(path)))?;
    foreign::carry(old, new, &change.foreign)?;
    fs::write(new.join(manifest::NAME), manifest::text(&change.listing.files))?;
    for folder in change.listing.folders.iter().map(String::as_str).chain([""]) {
        disk::like(&old.join(folder), &new.join(folder))?;
    }
    fs::write(change.staging.folder.join(RECORD), record(disk::id(&fs::metadata(new)?), &change.foreign))
}

/// All that has to survive a power cut before the swap may happen.
fn settled(change: &Change<'_>, new: &Path) -> Vec<PathBuf> {
    let made = change.written.iter().copied().chain([manifest::NAME]).map(|path| new.join(path));
    let foreign = change.foreign.iter().filter(|entry| entry.kind == Kind::Folder).map(|entry| new.join(&entry.path));
    let folders = change.listing.folders.iter().map(|folder| new.join(folder));
    let staging = [new.to_path_buf(), change.staging.folder.join(RECORD), change.staging.folder.clone()];
    made.chain(foreign).chain(folders).chain(staging).collect()
}

/// Finishes what a build began that was killed, in the staging folder `folder` of `out`.
pub(super) fn finish(folder: &Path, out: &Path) -> Result<(), Error> {
    let old = folder.join(SITE);
    let record = match fs::read(folder.join(RECORD)) {
        Ok(bytes) => parse(&bytes),
        // Killed before it was ready to swap.
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => None,
        Err(cause) => return Err(Error::read(folder.join(RECORD), &cause)),
    };
    let (Some((staged, carried)), Ok(found)) = (record, fs::symlink_metadata(&old)) else {
        return Ok(());
    };
    if disk::id(&found) == staged || !found.is_dir() || out.symlink_metadata().is_err() {
        return Ok(());
    }
    let Some(manifest) = manifest::read(&old)? else {
        return Ok(());
    };
    foreign::rescue(&old, out, &carried, &manifest::listed(&manifest))?;
    forget_record(folder)
}

/// Without its record, a swapped-out folder is one that nothing is needed from any more.
fn forget_record(folder: &Path) -> Result<(), Error> {
    let record = folder.join(RECORD);
    disk::remove_file(&record).map_err(|cause| Error::write(record, &cause))
}

/// What a later build needs to know to finish this one: which folder was staged, so that it can tell
/// whether the swap came about, and what had been carried into it.
fn record(staged: Id, carried: &[Foreign]) -> Vec<u8> {
    let mut bytes = format!("{} {}\0", staged.0, staged.1).into_bytes();
    for entry in carried {
        bytes.extend(format!("{} {}\0", entry.id.0, entry.id.1).as_bytes());
        bytes.extend(disk::bytes_of(&entry.path));
        bytes.push(0);
    }
    bytes
}

/// Reads a record; one that broke off is none. The kind of an entry is not needed any more.
fn parse(bytes: &[u8]) -> Option<(Id, Vec<Foreign>)> {
    let mut parts = bytes.strip_suffix(&[0])?.split(|byte| *byte == 0);
    let staged = parse_id(parts.next()?)?;
    let mut carried = Vec::new();
    while let Some(id) = parts.next() {
        let path = disk::path_of(parts.next()?);
        carried.push(Foreign { path, kind: Kind::File, id: parse_id(id)? });
    }
    Some((staged, carried))
}

fn parse_id(bytes: &[u8]) -> Option<Id> {
    let (device, number) = std::str::from_utf8(bytes).ok()?.split_once(' ')?;
    Some((device.parse().ok()?, number.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_says_what_was_carried() {
        let carried = vec![Foreign { path: "a\nb/c d".into(), kind: Kind::File, id: (1, 2) }];
        assert_eq!(parse(&record((3, 4), &carried)), Some(((3, 4), carried)));
        assert_eq!(parse(&record((3, 4), &[])), Some(((3, 4), Vec::new())));
    }

    #[test]
    fn a_record_that_broke_off_is_none() {
        let whole = record((3, 4), &[Foreign { path: "CNAME".into(), kind: Kind::File, id: (1, 2) }]);
        for length in 0..whole.len() {
            let part = parse(&whole[..length]);
            assert!(part.is_none() || part == Some(((3, 4), Vec::new())), "{length}");
        }
    }
}
