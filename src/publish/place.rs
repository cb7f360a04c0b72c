//! Looks at the output folder before anything is done: is it there, is it empty, did roundtable make
//! it? A folder that somebody else made is refused here, before a single byte is written.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{self, Id};
use super::manifest::{self, Listing};
use crate::error::Error;

/// The output folder as a build finds it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The folder itself, never a symlink to it.
    pub(super) folder: PathBuf,
    pub(super) standing: Standing,
}

/// Whose the output folder is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// There is nothing.
    Absent,
    /// An empty folder, which may be taken.
    Empty,
    /// A folder that roundtable made, with its manifest.
    Ours { id: Id, manifest: String, listing: Listing },
}

impl Place {
    /// What roundtable made in the folder.
    pub(super) fn listing(&self) -> &Listing {
        static NONE: Listing =
            Listing { files: std::collections::BTreeSet::new(), folders: std::collections::BTreeSet::new() };
        match &self.standing {
            Standing::Absent | Standing::Empty => &NONE,
            Standing::Ours { listing, .. } => listing,
        }
    }

    /// The manifest as it stands in the folder.
    pub(super) fn manifest(&self) -> Option<&str> {
        match &self.standing {
            Standing::Absent | Standing::Empty => None,
            Standing::Ours { manifest, .. } => Some(manifest),
        }
    }

    /// The folder that holds the output folder.
    pub(super) fn parent(&self) -> PathBuf {
        disk::parent(&self.folder)
    }
}

/// Finds out what stands at `out`, through a symlink if it is one.
pub(super) fn look(out: &Path) -> Result<Place, Error> {
    let out: PathBuf = out.components().collect();
    let metadata = match fs::symlink_metadata(&out) {
        Ok(metadata) => metadata,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound && out.file_name().is_some() => {
            return Ok(Place { folder: out, standing: Standing::Absent });
        }
        Err(cause) => return Err(Error::read(out, &cause)),
    };
    let folder = if metadata.is_symlink() || out.file_name().is_none() {
        fs::canonicalize(&out).map_err(|cause| dangling(&out, &cause))?
    } else {
        out.clone()
    };
    let metadata = fs::metadata(&folder).map_err(|cause| Error::read(&folder, &cause))?;
    if !metadata.is_dir() {
        let help = "choose another folder for the site, or move the file away";
        return Err(Error::new(out, "the site needs a folder here, and this is a file", help));
    }
    let standing = match manifest::read(&folder)? {
        Some(manifest) => Standing::Ours { id: disk::id(&metadata), listing: manifest::listed(&manifest), manifest },
        None if is_empty(&folder)? => Standing::Empty,
        None => return Err(refusal(out)),
    };
    Ok(Place { folder, standing })
}

/// Whether there is nothing in a folder but what a build that broke off may have left.
fn is_empty(folder: &Path) -> Result<bool, Error> {
    let wrong = |cause| Error::read(folder, &cause);
    for entry in fs::read_dir(folder).map_err(wrong)? {
        if entry.map_err(wrong)?.file_name() != manifest::INSIDE {
            return Ok(false);
        }
    }
    Ok(true)
}

fn dangling(out: &Path, cause: &io::Error) -> Error {
    if cause.kind() != io::ErrorKind::NotFound {
        return Error::read(out, cause);
    }
    let help = "make that folder, or remove the link";
    Error::new(out, "this is a link to a folder that is not there", help)
}

fn refusal(out: PathBuf) -> Error {
    Error::new(
        out,
        "this folder has files in it that roundtable did not make, so nothing was changed",
        format!(
            "choose an empty or a new folder for the site; or, to let roundtable publish here beside the files that are there, put an empty file named `{}` into it",
            manifest::NAME
        ),
    )
}
