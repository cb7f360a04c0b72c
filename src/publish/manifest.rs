//! The list of what roundtable made, a hidden file in the output folder: a first line that says what
//! it is, then one address a line, sorted. It marks the folder as ours, and what it doesn't list is
//! not ours. Whoever else may have edited it, no address read from it leaves the folder.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

use crate::error::Error;

/// The file's name, in the output folder.
pub(super) const NAME: &str = ".roundtable";
/// The folder inside the output folder where files wait when they can't wait beside it.
pub(super) const INSIDE: &str = ".roundtable-staging";

const MARK: &str = "roundtable made this folder";
const FIRST_LINE: &str =
    "roundtable made this folder: each build rewrites or removes the files listed here, and leaves all others alone";

/// Files of a site, and the folders that they need.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Listing {
    pub(super) files: BTreeSet<String>,
    /// Every folder on the way to a file, without the output folder itself; parents sort first.
    pub(super) folders: BTreeSet<String>,
}

/// The manifest of a site with these files.
pub(super) fn text(files: &BTreeSet<String>) -> String {
    let mut text = String::from(FIRST_LINE);
    for file in files {
        text.push('\n');
        text.push_str(file);
    }
    text.push('\n');
    text
}

/// The manifest of `folder`, or nothing where it has none. An empty one counts: it is how somebody
/// hands a folder over.
pub(super) fn read(folder: &Path) -> Result<Option<String>, Error> {
    let path = folder.join(NAME);
    match fs::symlink_metadata(&path) {
        Ok(metadata) if metadata.is_file() => {}
        Ok(_) => return Ok(None),
        Err(cause) if is_absent(&cause) => return Ok(None),
        Err(cause) => return Err(Error::read(path, &cause)),
    }
    let mut bytes = Vec::new();
    fs::File::open(&path)
        .and_then(|mut file| file.read_to_end(&mut bytes))
        .map_err(|cause| Error::read(&path, &cause))?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Ok((text.trim().is_empty() || text.starts_with(MARK)).then_some(text))
}

/// The files that a manifest lists; lines that can't be addresses are passed over.
pub(super) fn listed(text: &str) -> Listing {
    let files = text.lines().skip(1).filter(|line| is_address(line)).map(str::to_owned);
    with_folders(files.collect())
}

/// The files of a new site, or an error where they can't stand in one folder together.
pub(super) fn listing(paths: &[String]) -> Result<Listing, Error> {
    if let Some(path) = paths.iter().find(|path| !is_address(path)) {
        let help = "rename the file that it comes from";
        return Err(Error::new(path, "this can't be the address of a file in the site", help));
    }
    let listing = with_folders(paths.iter().cloned().collect());
    match listing.files.intersection(&listing.folders).next() {
        Some(path) => Err(Error::new(
            path,
            "the site needs a file and a folder of this one name",
            "rename one of the two that it comes from",
        )),
        None => Ok(listing),
    }
}

fn with_folders(files: BTreeSet<String>) -> Listing {
    let folders = files.iter().flat_map(|file| ancestors(file)).map(str::to_owned).collect();
    Listing { files, folders }
}

/// The folders above an address, nearest first: `a/b/c` gives `a/b` and `a`.
pub(super) fn ancestors(address: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(parent(address), |folder| parent(folder))
}

fn parent(address: &str) -> Option<&str> {
    address.rsplit_once('/').map(|(parent, _)| parent)
}

/// Whether a path stays in its folder, whatever the system, and is not one of our own names.
fn is_address(path: &str) -> bool {
    let first = path.split('/').next().unwrap_or_default();
    first != NAME
        && first != INSIDE
        && !path.contains(|c: char| c.is_control() || c == '\\')
        && path.split('/').all(|name| !name.is_empty() && name != "." && name != "..")
        && Path::new(path).components().all(|part| matches!(part, std::path::Component::Normal(_)))
}

fn is_absent(cause: &io::Error) -> bool {
    matches!(cause.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, address: bool) {
        assert_eq!(is_address(path), address, "{path:?}");
    }

    #[test]
    fn addresses_stay_inside() {
        check("index.html", true);
        check("a/b c/ü.html", true);
        check(".well-known/x", true);
        check("a/.roundtable", true);
        for path in ["", "/", "/a", "a/", "a//b", "..", "a/../b", "./a", "a\nb", "a\\b"] {
            check(path, false);
        }
        for path in [NAME, INSIDE, ".roundtable-staging/site/a"] {
            check(path, false);
        }
    }

    #[test]
    fn a_manifest_lists_what_was_written_into_it() {
        let paths = ["a/b.html".to_owned(), "a/c/d.css".to_owned(), "index.html".to_owned()];
        let listing = listing(&paths).unwrap();
        assert_eq!(listed(&text(&listing.files)), listing);
        assert_eq!(listing.folders.iter().collect::<Vec<_>>(), ["a", "a/c"]);
    }

    #[test]
    fn an_edited_manifest_reaches_nothing_outside() {
        let listing = listed("roundtable made this folder\n../../etc/passwd\n/etc/passwd\nindex.html\n");
        assert_eq!(listing.files.iter().collect::<Vec<_>>(), ["index.html"]);
    }

    #[test]
    fn a_file_and_a_folder_of_one_name_are_refused() {
        let error = listing(&["a".to_owned(), "a/b".to_owned()]).unwrap_err();
        assert_eq!(error.path, Path::new("a"));
    }
}
