//! Reads whole folders back, so that tests can say "exactly this, and nothing else", and writes them.

#![allow(dead_code, clippy::disallowed_methods, reason = "two test programs use it, each in part, on the disk")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Every entry below a folder, by its path with `/` between.
pub(crate) type Tree = BTreeMap<String, Entry>;

/// What stands at one path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Entry {
    Folder,
    File(Vec<u8>),
    Link(String),
}

/// Everything below `root`, hidden files as well; nothing where there is no `root`.
pub(crate) fn read(root: &Path) -> Tree {
    let mut tree = Tree::new();
    gather(root, "", &mut tree);
    tree
}

fn gather(root: &Path, folder: &str, tree: &mut Tree) {
    let Ok(entries) = fs::read_dir(root.join(folder)) else {
        return;
    };
    for entry in entries {
        let entry = entry.unwrap();
        let path = format!("{folder}{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            gather(root, &format!("{path}/"), tree);
            tree.insert(path, Entry::Folder);
        } else if kind.is_symlink() {
            let target = fs::read_link(entry.path()).unwrap();
            tree.insert(path, Entry::Link(target.to_string_lossy().into_owned()));
        } else {
            tree.insert(path, Entry::File(fs::read(entry.path()).unwrap()));
        }
    }
}

/// The names of what stands beside `out`, without `out` itself: leftovers, if there are any.
pub(crate) fn beside(out: &Path) -> Vec<String> {
    let entries = fs::read_dir(out.parent().unwrap()).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    names.filter(|name| Some(name.as_str()) != out.file_name().and_then(|name| name.to_str())).collect()
}

/// Makes `root` hold exactly this tree.
pub(crate) fn write(root: &Path, tree: &Tree) {
    if root.exists() {
        fs::remove_dir_all(root).unwrap();
    }
    fs::create_dir_all(root).unwrap();
    write_into(root, tree);
}

/// Adds this tree to what is below `root`.
pub(crate) fn write_into(root: &Path, tree: &Tree) {
    for (path, entry) in tree {
        let path = root.join(path);
        match entry {
            Entry::Folder => fs::create_dir_all(path).unwrap(),
            Entry::File(bytes) => {
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, bytes).unwrap();
            }
            #[cfg(unix)]
            Entry::Link(target) => std::os::unix::fs::symlink(target, path).unwrap(),
            #[cfg(not(unix))]
            Entry::Link(_) => unreachable!("tests with links are for unix"),
        }
    }
}
