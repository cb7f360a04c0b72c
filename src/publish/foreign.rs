//! What stands in an output folder that roundtable did not make: `.git`, `CNAME`, a mount, anything
//! that the manifest doesn't list. It is found, checked for clashes with the new site, carried into
//! the new folder as hard links, and compared once more after the swap, so that nothing that somebody
//! did to it in between is lost.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{self, Id};
use super::manifest::{self, Listing};
use super::place::{Place, Standing};
use crate::error::Error;

/// A file or folder that roundtable did not make, and that stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Foreign {
    /// Where, relative to the output folder.
    pub(super) path: PathBuf,
    pub(super) kind: Kind,
    pub(super) id: Id,
}

/// What a foreign entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Folder,
    /// Anything else; symlinks are never followed.
    File,
}

/// What must stay when the site of `listing` takes the place: all that is foreign, except files that
/// equal the site's own, which become ours. `written` are the files that differ from what is there.
pub(super) fn around(place: &Place, listing: &Listing, written: &[&str]) -> Result<Vec<Foreign>, Error> {
    match place.standing {
        Standing::Absent => return Ok(Vec::new()),
        Standing::Empty | Standing::Ours { .. } => {}
    }
    let mut foreign = within(&place.folder, place.listing())?;
    if let Some(clash) = foreign.iter().find(|entry| clashes(entry, listing, written)) {
        return Err(Error::new(
            place.folder.join(&clash.path),
            "roundtable did not make this, and the site needs its place",
            "move it away, or rename the note or file whose page would stand there; then build again",
        ));
    }
    foreign.retain(|entry| address(&entry.path).is_none_or(|address| !listing.files.contains(&address)));
    Ok(foreign)
}

/// All entries below `root` that are neither files of `ours` nor folders made for them; folders come
/// before what is in them.
pub(super) fn within(root: &Path, ours: &Listing) -> Result<Vec<Foreign>, Error> {
    let mut found = Vec::new();
    gather(root, Path::new(""), ours, &mut found)?;
    Ok(found)
}

fn gather(root: &Path, folder: &Path, ours: &Listing, found: &mut Vec<Foreign>) -> Result<(), Error> {
    let here = root.join(folder);
    let wrong = |cause| Error::read(&here, &cause);
    for entry in fs::read_dir(&here).map_err(wrong)? {
        let entry = entry.map_err(wrong)?;
        let path = folder.join(entry.file_name());
        if path == Path::new(manifest::NAME) || path == Path::new(manifest::INSIDE) {
            continue;
        }
        let is_folder = entry.file_type().map_err(wrong)?.is_dir();
        let made_by_us = address(&path).is_some_and(|address| {
            if is_folder { ours.folders.contains(&address) } else { ours.files.contains(&address) }
        });
        if !made_by_us {
            let metadata = match fs::symlink_metadata(root.join(&path)) {
                Ok(metadata) => metadata,
                // A lock file of git, say, that went away since the folder was listed.
                Err(cause) if cause.kind() == io::ErrorKind::NotFound => continue,
                Err(cause) => return Err(Error::read(root.join(&path), &cause)),
            };
            let kind = if is_folder { Kind::Folder } else { Kind::File };
            found.push(Foreign { path: path.clone(), kind, id: disk::id(&metadata) });
        }
        if is_folder {
            gather(root, &path, ours, found)?;
        }
    }
    Ok(())
}

fn clashes(entry: &Foreign, listing: &Listing, written: &[&str]) -> bool {
    let Some(address) = address(&entry.path) else {
        return false;
    };
    let itself = match entry.kind {
        Kind::Folder => listing.files.contains(&address),
        Kind::File => {
            listing.folders.contains(&address)
                || listing.files.contains(&address) && written.contains(&address.as_str())
        }
    };
    itself || manifest::ancestors(&address).any(|folder| listing.files.contains(folder))
}

/// A relative path in the form that the manifest has, or nothing if it can't have one.
fn address(path: &Path) -> Option<String> {
    let names: Option<Vec<&str>> = path.iter().map(|name| name.to_str()).collect();
    Some(names?.join("/"))
}

/// Puts everything foreign into the folder that will take the place, as hard links. An error that
/// `disk::cannot_here` knows means that this folder has to be changed file by file.
pub(super) fn carry(old: &Path, new: &Path, foreign: &[Foreign]) -> io::Result<()> {
    for entry in foreign {
        let (from, to) = (old.join(&entry.path), new.join(&entry.path));
        if let Some(folder) = entry.path.parent().filter(|folder| !new.join(folder).is_dir()) {
            // A folder of the old site that the new one only keeps for this.
            fs::create_dir_all(new.join(folder))?;
            disk::like(&old.join(folder), &new.join(folder))?;
        }
        match entry.kind {
            Kind::Folder => carry_folder(&from, &to)?,
            Kind::File => match fs::hard_link(&from, &to) {
                Err(cause) if cause.kind() == io::ErrorKind::NotFound && from.symlink_metadata().is_err() => {}
                linked => linked?,
            },
        }
    }
    Ok(())
}

fn carry_folder(from: &Path, to: &Path) -> io::Result<()> {
    disk::create_folder(to)?;
    let from = fs::symlink_metadata(from)?;
    if !disk::replaceable(&from, &fs::metadata(to)?) {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    fs::set_permissions(to, from.permissions())
}

/// Brings over what appeared or was replaced in `old` after it was carried into `new`. What somebody
/// changed in `new` since the swap is newer, and wins.
pub(super) fn rescue(old: &Path, new: &Path, carried: &[Foreign], ours: &Listing) -> Result<(), Error> {
    let carried: HashMap<&Path, Id> = carried.iter().map(|entry| (entry.path.as_path(), entry.id)).collect();
    for entry in within(old, ours)? {
        let known = carried.get(entry.path.as_path()).copied();
        let to = new.join(&entry.path);
        let there = to.symlink_metadata().ok();
        let done = match entry.kind {
            Kind::Folder if there.is_none() => fs::create_dir_all(&to),
            Kind::File if known == Some(entry.id) => Ok(()),
            Kind::File if there.is_none_or(|there| known == Some(disk::id(&there))) => {
                fs::create_dir_all(to.parent().unwrap_or(new)).and_then(|()| fs::rename(old.join(&entry.path), &to))
            }
            Kind::Folder | Kind::File => Ok(()),
        };
        done.map_err(|cause| Error::write(to, &cause))?;
    }
    Ok(())
}

/// Removes from `new` what was removed from `old` after it was carried over.
pub(super) fn forget(old: &Path, new: &Path, carried: &[Foreign]) {
    for entry in carried.iter().rev() {
        let to = new.join(&entry.path);
        let gone =
            matches!(old.join(&entry.path).symlink_metadata(), Err(cause) if cause.kind() == io::ErrorKind::NotFound);
        if !gone {
            continue;
        }
        // Nothing is lost if one of these fails: a file stays that could have gone.
        let _ = match entry.kind {
            Kind::Folder => fs::remove_dir(&to),
            Kind::File if to.symlink_metadata().is_ok_and(|there| disk::id(&there) == entry.id) => fs::remove_file(&to),
            Kind::File => Ok(()),
        };
    }
}
