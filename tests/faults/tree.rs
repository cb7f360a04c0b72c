//! Reads whole folders back, so that tests can say "exactly this, and nothing else".

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Every entry below a folder, by its path with `/` between.
pub type Tree = BTreeMap<String, Entry>;

/// What stands at one path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    Folder,
    File(Vec<u8>),
    Link(String),
}

/// Everything below `root`, hidden files as well; nothing where there is no `root`.
pub fn read(root: &Path) -> Tree {
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
pub fn beside(out: &Path) -> Vec<String> {
    let entries = fs::read_dir(out.parent().unwrap()).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    names
        .filter(|name| Some(name.as_str()) != out.file_name().and_then(|name| name.to_str()))
        .collect()
}
