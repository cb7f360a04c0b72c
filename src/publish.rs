//! Output paths and their bytes go in, a folder that holds exactly them comes out. The folder changes
//! all at once or not at all where the system can do that, else file by file in a safe order. Only a
//! folder that roundtable made is changed; files in it that it did not make stay. Where nothing
//! changed, nothing is written.

mod manifest;

mod disk;
mod exchange;
mod file_by_file;
mod foreign;
mod pictures;
mod place;
mod staging;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::OnceLock;

use rayon::prelude::*;

use crate::error::Error;
use crate::render::Content;
use foreign::Foreign;
use manifest::Listing;
pub use pictures::{Pictures, Ready};
use place::Place;
use staging::Staging;

/// What a build did to the output folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// Files that are new or have other bytes than before.
    pub written: usize,
    /// Files that were right already, and kept their modification time.
    pub unchanged: usize,
    /// Files of the last build that are no longer part of the site.
    pub removed: usize,
    /// How the folder was changed.
    pub way: Way,
}

/// How an output folder was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Not at all: it was right already.
    Untouched,
    /// A complete new folder took its place in one step.
    AtOnce,
    /// Each file by itself, where the folder can't be swapped (a mount, another file system).
    FileByFile,
}

/// Makes `out` hold exactly the files of `paths`, besides those that roundtable did not make.
///
/// `paths` are relative to `out`, with `/` between, sorted, without duplicates, and must not differ
/// in letter case alone. `content` is asked for each of them once, in parallel; `prove` sees each as
/// it will stand there, and can refuse it. After an error the old site is whole, unless the error
/// says that the folder could only be changed file by file.
pub fn site(
    out: &Path,
    paths: &[String],
    content: impl Fn(&str) -> Result<Content, Error> + Sync,
    prove: impl Fn(&str, &Ready) -> Result<(), Error> + Sync,
) -> Result<Published, Error> {
    // The pool leads its own work, so that a pool of one thread makes every call of a build in one
    // thread and in one order: this is how the tests reach each of them.
    rayon::scope(|_| put(out, paths, &content, &prove))
}

fn put(
    out: &Path,
    paths: &[String],
    content: &(impl Fn(&str) -> Result<Content, Error> + Sync),
    prove: &(impl Fn(&str, &Ready) -> Result<(), Error> + Sync),
) -> Result<Published, Error> {
    let listing = manifest::listing(paths)?;
    let place = place::look(out)?;
    staging::recover(&place)?;
    let staging = OnceLock::new();
    let pictures = Pictures::default();
    let stage = || staging.get_or_init(|| Staging::begin(&place)).as_ref().map_err(Error::clone);
    let fresh = paths
        .par_iter()
        .map(|path| {
            let old = place.manifest().map(|_| place.folder.join(path));
            let content = pictures.ready(content(path)?, old.as_deref())?;
            prove(path, &content)?;
            if let Some(old) = old
                && disk::holds(&old, &content)?
            {
                return Ok(Freshness::Unchanged);
            }
            stage()?.write(path, &content)?;
            Ok(Freshness::Written)
        })
        .collect::<Result<Vec<_>, Error>>()
        .map_err(untouched)?;
    let (written, unchanged) = divide(paths, &fresh);
    let removed: Vec<&str> =
        place.listing().files.iter().filter(|path| !listing.files.contains(*path)).map(String::as_str).collect();
    let mut published =
        Published { written: written.len(), unchanged: unchanged.len(), removed: removed.len(), way: Way::Untouched };
    if written.is_empty() && place.manifest() == Some(manifest::text(&listing.files).as_str()) {
        return Ok(published);
    }
    let staging = stage().map_err(untouched)?;
    let foreign = foreign::around(&place, &listing, &written).map_err(untouched)?;
    let change = Change { place: &place, staging, listing, written, unchanged, removed, foreign };
    published.way = apply(&change)?;
    Ok(published)
}

/// Whether `folder` is one that roundtable made, so that it is never read as content.
pub fn is_ours(folder: &Path) -> bool {
    matches!(manifest::read(folder), Ok(Some(_)))
}

/// The files that roundtable made in `folder`; `None` where it made none.
pub fn files(folder: &Path) -> Option<BTreeSet<String>> {
    let text = manifest::read(folder).ok().flatten()?;
    let files = manifest::listed(&text).files;
    (!files.is_empty()).then_some(files)
}

/// Everything that a way of publishing needs to know.
struct Change<'a> {
    place: &'a Place,
    staging: &'a Staging,
    /// All files of the new site, and their folders.
    listing: Listing,
    /// Those that stand in the staging folder.
    written: Vec<&'a str>,
    /// Those that stand in the output folder, with the right bytes.
    unchanged: Vec<&'a str>,
    /// Files of the old site that the new one does not have.
    removed: Vec<&'a str>,
    /// What roundtable did not make in the output folder.
    foreign: Vec<Foreign>,
}

/// What became of one file of the new site.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Freshness {
    Written,
    Unchanged,
}

fn apply(change: &Change<'_>) -> Result<Way, Error> {
    match exchange::publish(change)? {
        exchange::Outcome::Done => Ok(Way::AtOnce),
        exchange::Outcome::NotHere => {
            file_by_file::publish(change)?;
            Ok(Way::FileByFile)
        }
    }
}

fn divide<'a>(paths: &'a [String], fresh: &[Freshness]) -> (Vec<&'a str>, Vec<&'a str>) {
    let (mut written, mut unchanged) = (Vec::new(), Vec::new());
    for (path, fresh) in paths.iter().zip(fresh) {
        match fresh {
            Freshness::Written => written.push(path.as_str()),
            Freshness::Unchanged => unchanged.push(path.as_str()),
        }
    }
    (written, unchanged)
}

/// Adds what a worried reader wants to know first.
fn untouched(mut error: Error) -> Error {
    error.help.push_str("; the published site is as it was");
    error
}
