//! Small steps on the disk that the standard library lacks or does otherwise: comparing without
//! loading, copying without permissions, telling one file from another, and making sure that what
//! was written survives a power cut. Each works on every system; where one can't, it says so.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::pictures::Ready;
use crate::error::Error;

/// What tells a file from all others, however it is renamed: device and number. Systems without
/// them give every file the same.
pub(super) type Id = (u64, u64);

/// Up to this many files are made durable one by one; more go with their whole file system, which
/// takes about as long as twenty.
#[cfg(any(target_os = "linux", target_os = "android"))]
const ONE_BY_ONE: usize = 64;

/// Whether the file at `path` is a plain one with exactly this content.
pub(super) fn holds(path: &Path, content: &Ready) -> Result<bool, Error> {
    let found = match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_file() => metadata.len(),
        Ok(_) | Err(_) => return Ok(false),
    };
    match content {
        Ready::Bytes(bytes) => Ok(found == bytes.len() as u64 && fs::read(path).is_ok_and(|old| old == *bytes)),
        Ready::File(source) => {
            let (mut file, length) = open_source(source)?;
            if found != length {
                return Ok(false);
            }
            // What stands in the output folder but can't be read is simply written again.
            let Ok(mut old) = File::open(path) else {
                return Ok(false);
            };
            same_bytes(&mut old, &mut file).map_err(|cause| Error::read(source, &cause))
        }
    }
}

/// Writes a new file; its folders are made on the way.
pub(super) fn write_new(path: &Path, content: &Ready) -> Result<(), Error> {
    let wrong = |cause| Error::write(path, &cause);
    let mut file = match OpenOptions::new().write(true).create_new(true).open(path) {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(path.parent().unwrap_or(path)).map_err(wrong)?;
            OpenOptions::new().write(true).create_new(true).open(path).map_err(wrong)?
        }
        opened => opened.map_err(wrong)?,
    };
    match content {
        Ready::Bytes(bytes) => file.write_all(bytes).map_err(wrong),
        // Not fs::copy: that would hand on permissions, and a private note's picture may be unreadable to a web server.
        Ready::File(source) => {
            let (mut source, _) = open_source(source)?;
            io::copy(&mut source, &mut file).map(drop).map_err(wrong)
        }
    }
}

fn open_source(path: &Path) -> Result<(File, u64), Error> {
    let wrong = |cause| Error::read(path, &cause);
    let metadata = fs::metadata(path).map_err(wrong)?;
    if !metadata.is_file() {
        return Err(Error::new(
            path,
            "only a plain file can be published",
            "replace it by a file, or remove the link to it",
        ));
    }
    Ok((File::open(path).map_err(wrong)?, metadata.len()))
}

fn same_bytes(old: &mut File, new: &mut File) -> io::Result<bool> {
    const CHUNK: u64 = 64 * 1024;
    let (mut left, mut right) = (Vec::new(), Vec::new());
    loop {
        left.clear();
        right.clear();
        old.take(CHUNK).read_to_end(&mut left)?;
        new.take(CHUNK).read_to_end(&mut right)?;
        if left != right {
            return Ok(false);
        }
        if left.is_empty() {
            return Ok(true);
        }
    }
}

/// The folder that a path is in, in a form that can be opened.
pub(super) fn parent(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => PathBuf::from("."),
        Some(parent) => parent.to_path_buf(),
        None => path.to_path_buf(),
    }
}

/// Makes a folder, if it isn't there yet.
pub(super) fn create_folder(path: &Path) -> io::Result<()> {
    match fs::create_dir(path) {
        Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        made => made,
    }
}

/// Removes a file, if it is still there.
pub(super) fn remove_file(path: &Path) -> io::Result<()> {
    absent_is_fine(fs::remove_file(path))
}

/// Removes a folder with all that is in it, if it is still there; follows no symlink.
pub(super) fn remove_folder(path: &Path) -> io::Result<()> {
    absent_is_fine(fs::remove_dir_all(path))
}

fn absent_is_fine(done: io::Result<()>) -> io::Result<()> {
    match done {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

/// Gives a new folder the permissions of the old one in whose place it will stand.
pub(super) fn like(old: &Path, new: &Path) -> io::Result<()> {
    let Ok(old) = fs::symlink_metadata(old) else {
        return Ok(());
    };
    if old.is_dir() && old.permissions() != fs::metadata(new)?.permissions() {
        fs::set_permissions(new, old.permissions())?;
    }
    Ok(())
}

/// Waits until files and folders would survive a power cut. `within` is a folder on their file system.
pub(super) fn settle<'a>(within: &Path, paths: impl ExactSizeIterator<Item = &'a Path>) -> Result<(), Error> {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    if paths.len() > ONE_BY_ONE {
        let done = File::open(within).and_then(|folder| Ok(rustix::fs::syncfs(folder)?));
        return done.map_err(|cause| Error::write(within, &cause));
    }
    let _ = within;
    for path in paths {
        match settle_one(path) {
            // Some file systems know nothing of the kind for folders.
            Err(cause) if matches!(cause.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => {}
            done => done.map_err(|cause| Error::write(path, &cause))?,
        }
    }
    Ok(())
}

#[cfg(unix)]
fn settle_one(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// Windows writes folders through by itself, and syncs only files that are open for writing.
#[cfg(not(unix))]
fn settle_one(path: &Path) -> io::Result<()> {
    if path.is_dir() { Ok(()) } else { OpenOptions::new().write(true).open(path)?.sync_all() }
}

/// Swaps two folders in one step.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub(super) fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

/// This system has no such step.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub(super) fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Whether an error of a link, a rename or an exchange means that this place can't do it at all.
pub(super) fn cannot_here(cause: &io::Error) -> bool {
    use io::ErrorKind::{
        CrossesDevices, InvalidInput, PermissionDenied, ReadOnlyFilesystem, ResourceBusy, TooManyLinks, Unsupported,
    };
    matches!(
        cause.kind(),
        CrossesDevices
            | InvalidInput
            | PermissionDenied
            | ReadOnlyFilesystem
            | ResourceBusy
            | TooManyLinks
            | Unsupported
    )
}

/// What tells this file from all others.
#[cfg(unix)]
pub(super) fn id(metadata: &Metadata) -> Id {
    use std::os::unix::fs::MetadataExt;
    (metadata.dev(), metadata.ino())
}

/// What tells this file from all others: nothing that the standard library offers here.
#[cfg(not(unix))]
pub(super) fn id(_: &Metadata) -> Id {
    (0, 0)
}

/// Whether a folder made by us can stand for `old`: same disk, same owner and group, and we may
/// remove what is in it.
#[cfg(unix)]
pub(super) fn replaceable(old: &Metadata, new: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    const OWNER_MAY_ALL: u32 = 0o700;
    (old.dev(), old.uid(), old.gid()) == (new.dev(), new.uid(), new.gid())
        && old.mode() & OWNER_MAY_ALL == OWNER_MAY_ALL
}

/// Whether a folder made by us can stand for `old`: never asked where folders can't be swapped.
#[cfg(not(unix))]
pub(super) fn replaceable(_: &Metadata, _: &Metadata) -> bool {
    false
}

/// A path as bytes that `path_of` turns back.
#[cfg(unix)]
pub(super) fn bytes_of(path: &Path) -> &[u8] {
    use std::os::unix::ffi::OsStrExt;
    path.as_os_str().as_bytes()
}

/// The path that `bytes_of` gave.
#[cfg(unix)]
pub(super) fn path_of(bytes: &[u8]) -> std::path::PathBuf {
    use std::os::unix::ffi::OsStrExt;
    std::ffi::OsStr::from_bytes(bytes).into()
}

/// A path as bytes that `path_of` turns back.
#[cfg(not(unix))]
pub(super) fn bytes_of(path: &Path) -> &[u8] {
    path.as_os_str().as_encoded_bytes()
}

/// The path that `bytes_of` gave.
#[cfg(not(unix))]
pub(super) fn path_of(bytes: &[u8]) -> std::path::PathBuf {
    String::from_utf8_lossy(bytes).into_owned().into()
}
