//! Compares folders where the system doesn't report changes. A folder goes in, a census of its
//! files comes out; two of them give the paths that differ. Symbolic links are not followed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::{Depth, Watched};

/// What tells a file from its next version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
    identity: Option<(u64, u64)>,
}

/// The files of a folder at one moment.
pub(super) type Census = BTreeMap<PathBuf, Stamp>;

/// Kinds of file system whose other users' changes the system doesn't hear of.
const SHARED: &[&str] =
    &["9p", "afs", "ceph", "cifs", "drvfs", "fuse", "nfs", "prl_fs", "smb", "smb3", "vboxsf", "virtiofs", "vmhgfs"];

/// Looks at all relevant files of a watched folder; what can't be read is passed over.
pub(super) fn census(watched: &Watched, relevant: &dyn Fn(&Path) -> bool) -> Census {
    let mut census = Census::new();
    let mut folders = vec![watched.path.clone()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries.flatten() {
            let path = entry.path();
            let (true, Ok(metadata)) = (relevant(&path), entry.metadata()) else {
                continue;
            };
            if !metadata.is_dir() {
                census.insert(path, stamp(&metadata));
            } else if watched.depth == Depth::Whole {
                folders.push(path);
            }
        }
    }
    census
}

/// The paths that were added, changed or removed.
pub(super) fn differences(old: &Census, new: &Census) -> Vec<PathBuf> {
    let changed = new.iter().filter(|(path, stamp)| old.get(*path) != Some(stamp));
    let removed = old.iter().filter(|(path, _)| !new.contains_key(*path));
    changed.chain(removed).map(|(path, _)| path.clone()).collect()
}

/// Tells a folder from another that took its place; None where it isn't there.
pub(super) fn identity(folder: &Path) -> Option<Stamp> {
    let metadata = fs::metadata(folder).ok().filter(fs::Metadata::is_dir)?;
    let identity = numbers(&metadata);
    let modified = if identity.is_none() { metadata.created().ok() } else { None };
    Some(Stamp { modified, length: 0, identity })
}

/// The kind of file system that `folder` is on, where it is a shared one; `mounts` is the
/// system's list of them (proc_mounts(5)).
pub(super) fn shared<'a>(mounts: &'a str, folder: &Path) -> Option<&'a str> {
    let mounted = mounts.lines().filter_map(|line| {
        let mut words = line.split(' ').skip(1);
        let place = words.next()?.replace("\\040", " ");
        folder.starts_with(&place).then_some((place.len(), words.next()?))
    });
    // Of two mounts on one place, the later covers the earlier.
    let (_, kind) = mounted.max_by_key(|(length, _)| *length)?;
    let family = kind.split('.').next().unwrap_or(kind);
    SHARED.iter().any(|shared| family.trim_end_matches('4') == *shared).then_some(kind)
}

fn stamp(metadata: &fs::Metadata) -> Stamp {
    Stamp { modified: metadata.modified().ok(), length: metadata.len(), identity: numbers(metadata) }
}

#[cfg(unix)]
fn numbers(metadata: &fs::Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn numbers(_: &fs::Metadata) -> Option<(u64, u64)> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_census_notices_what_happened() {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        fs::create_dir(place("below")).unwrap();
        for name in ["kept.md", "changed.md", "removed.md", ".hidden", "below/moved.md"] {
            fs::write(place(name), name).unwrap();
        }
        let watched = Watched { path: folder.path().to_owned(), depth: Depth::Whole };
        let relevant = |path: &Path| !path.ends_with(".hidden");
        let old = census(&watched, &relevant);
        fs::write(place(".hidden"), "changed").unwrap();
        fs::write(place("changed.md"), "changed twice").unwrap();
        fs::remove_file(place("removed.md")).unwrap();
        fs::rename(place("below"), place("beside")).unwrap();
        let mut found = differences(&old, &census(&watched, &relevant));
        found.sort();
        let expected = ["below/moved.md", "beside/moved.md", "changed.md", "removed.md"];
        assert_eq!(found, expected.map(place));
    }

    #[test]
    fn the_top_of_a_folder_leaves_out_what_is_below() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("below")).unwrap();
        fs::write(folder.path().join("below/a.md"), "a").unwrap();
        fs::write(folder.path().join("b.md"), "b").unwrap();
        let watched = Watched { path: folder.path().to_owned(), depth: Depth::Top };
        let found: Vec<PathBuf> = census(&watched, &|_| true).into_keys().collect();
        assert_eq!(found, [folder.path().join("b.md")]);
    }

    #[test]
    fn shared_folders() {
        let mounts = "\
            /dev/a / ext4 rw 0 0\n\
            server:/x /home/net nfs4 rw 0 0\n\
            /dev/b /home/net/local ext4 rw 0 0\n\
            //pc/d /mnt/with\\040space cifs rw 0 0\n\
            remote /srv/far fuse.sshfs rw 0 0\n";
        let check = |folder: &str, expected| assert_eq!(shared(mounts, Path::new(folder)), expected);
        check("/home/a", None);
        check("/home/network", None);
        check("/home/net/notes", Some("nfs4"));
        check("/home/net/local/notes", None);
        check("/mnt/with space/notes", Some("cifs"));
        check("/srv/far", Some("fuse.sshfs"));
    }
}
