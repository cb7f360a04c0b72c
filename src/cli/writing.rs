//! Files for the knowledge base. Each is written beside its place and then put there whole, so that nobody ever
//! sees half of it. A new one never takes the place of another, and one is changed only while it is as it was read.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::error::Error;

/// What became of a file that was to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Made {
    /// It is there now.
    New,
    /// There was one already, and it is as it was.
    Old,
}

/// Makes a file, and the folders that lead to it, unless there is one.
pub(super) fn file(path: &Path, text: &str) -> Result<Made, Error> {
    let beside = beside(path);
    let parent = beside.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(|error| Error::write(parent, &error))?;
    write(&beside, text.as_bytes()).map_err(|error| Error::write(path, &error))?;
    let put = put(&beside, path);
    // Where it was renamed, nothing is left to remove.
    drop(fs::remove_file(&beside));
    put.map_err(|error| Error::write(path, &error))
}

/// What became of a file that was to be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Changed {
    /// It holds the new text.
    Yes,
    /// Somebody changed it meanwhile, and it is as they left it.
    Meanwhile,
}

/// Gives a file that holds `before` the bytes `after`; its permissions stay.
pub(super) fn change(path: &Path, before: &[u8], after: &[u8]) -> Result<Changed, Error> {
    let real = fs::canonicalize(path).map_err(|error| Error::read(path, &error))?;
    let beside = beside(&real);
    let written = write(&beside, after).and_then(|()| fs::set_permissions(&beside, fs::metadata(&real)?.permissions()));
    let changed = written.and_then(|()| {
        if fs::read(&real)? != before {
            return Ok(Changed::Meanwhile);
        }
        fs::rename(&beside, &real).map(|()| Changed::Yes)
    });
    // Where it was renamed, nothing is left to remove.
    drop(fs::remove_file(&beside));
    changed.map_err(|error| Error::write(path, &error))
}

/// Makes a folder with these files in it, all at once, unless there is one.
pub(super) fn folder(path: &Path, files: &[(&str, String)]) -> Result<Made, Error> {
    if fs::symlink_metadata(path).is_ok() {
        return Ok(Made::Old);
    }
    let beside = beside(path);
    fs::create_dir_all(&beside).map_err(|error| Error::write(path, &error))?;
    let written = files
        .iter()
        .try_for_each(|(name, text)| write(&beside.join(name), text.as_bytes()))
        .and_then(|()| fs::rename(&beside, path));
    if let Err(error) = written {
        // What can't be removed is hidden, and the next command makes a new one.
        drop(fs::remove_dir_all(&beside));
        return Err(Error::write(path, &error));
    }
    Ok(Made::New)
}

/// A hidden name in the same folder that no other process uses.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.new", std::process::id()))
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // One that was killed may have had this process's number, as each first one in a container has.
    drop(fs::remove_file(path));
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// A second name for the finished file fails where the name is taken; renaming would not.
fn put(beside: &Path, path: &Path) -> io::Result<Made> {
    match fs::hard_link(beside, path) {
        Ok(()) => Ok(Made::New),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(Made::Old),
        // Some disks know no second names, such as memory sticks.
        Err(_) if fs::symlink_metadata(path).is_ok() => Ok(Made::Old),
        Err(_) => fs::rename(beside, path).map(|()| Made::New),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_changes_only_while_it_is_as_it_was_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, "theirs").unwrap();
        assert_eq!(change(&path, b"before", b"after").unwrap(), Changed::Meanwhile);
        assert_eq!(fs::read(&path).unwrap(), b"theirs");
        assert_eq!(change(&path, b"theirs", b"\xef\xbb\xbfours\r\n").unwrap(), Changed::Yes);
        assert_eq!(fs::read(&path).unwrap(), b"\xef\xbb\xbfours\r\n");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(change(&folder.path().join("none.md"), b"", b"x").is_err());
    }
}
