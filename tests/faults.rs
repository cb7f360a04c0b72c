//! Kills a build at every system call that changes the disk, and lets each of these calls fail, with
//! strace. After each the output folder holds the old or the new site, whole, with everything that
//! others put there; and the next build succeeds and leaves nothing behind.

#![cfg(target_os = "linux")]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::unwrap_used,
    reason = "tests, which tell what they covered"
)]

use std::os::unix::process::ExitStatusExt;

#[path = "faults/commands.rs"]
mod commands;
#[path = "faults/scene.rs"]
mod scene;
#[path = "faults/tree.rs"]
mod tree;

use scene::{Edition, Points, REFUSED, Scene, Start};
use tree::{Entry, Tree};

const KILLED: i32 = 9;

/// Keeps the system from swapping folders.
const NO_EXCHANGE: &str = "renameat2:error=EINVAL";
/// Keeps the build from making its folder beside the output folder: that is the first one it makes.
const NO_FOLDER_BESIDE: &str = "?mkdir,?mkdirat:error=EACCES:when=1";

/// Also the process that is killed: there it never returns from its first line.
#[test]
fn built() {
    scene::build_if_asked();
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("place/public");
    scene::sources(folder.path());
    scene::build(&out, Edition::Old).unwrap();
    assert_eq!(scene::build(&out, Edition::New).unwrap().written, 5);
}

/// Old or new and whole, at every kill.
fn kill_everywhere(scene: &Scene) -> Points {
    let old = scene.old();
    scene.each("signal=SIGKILL", |point, run| {
        assert_eq!(run.status.signal(), Some(KILLED), "{point}: {}", run.said);
        let found = tree::read(&scene.out());
        assert!(found == old || found == scene.after, "killed at {point}: {found:#?}");
    })
}

/// Old or new and whole, whichever call fails; and where the build fails, it says so rightly.
fn fail_everywhere(scene: &Scene, cause: &str) -> Points {
    let old = scene.old();
    scene.each(&format!("error={cause}"), |point, run| {
        let found = tree::read(&scene.out());
        match run.status.code() {
            Some(0) => assert_eq!(found, scene.after, "{point} was no obstacle"),
            Some(REFUSED) => {
                assert!(found == old || found == scene.after, "{point}: {found:#?}");
                assert!(run.said.contains("error: ") && run.said.contains("= help: "), "{point}: {}", run.said);
                assert!(found == old || !run.said.contains("as it was"), "{point}: {}", run.said);
            }
            other => panic!("{point} ended the build with {other:?}: {}", run.said),
        }
    })
}

/// Every file old or new and whole, assets before pages, and nothing of others changed.
fn kill_file_by_file(scene: &Scene) -> Points {
    let old = scene.old();
    scene.each("signal=SIGKILL", |point, run| {
        assert_eq!(run.status.signal(), Some(KILLED), "{point}: {}", run.said);
        check_mixed(point, &tree::read(&scene.out()), &old, &scene.after);
    })
}

fn check_mixed(point: &str, found: &Tree, old: &Tree, new: &Tree) {
    let text = |path: &str| match found.get(path) {
        Some(Entry::File(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
        Some(Entry::Folder | Entry::Link(_)) | None => String::new(),
    };
    let visible = found.iter().filter(|(path, _)| !path.starts_with(".roundtable"));
    for (path, entry) in visible.filter(|(_, entry)| **entry != Entry::Folder) {
        assert!(old.get(path) == Some(entry) || new.get(path) == Some(entry), "{point}: {path} is {entry:?}");
        let ours = scene::files(Edition::Old).contains_key(path) || scene::files(Edition::New).contains_key(path);
        assert!(!ours || text(".roundtable").lines().any(|line| line == path), "{point}: {path} is not listed");
    }
    for (path, entry) in scene::foreign() {
        assert_eq!(found.get(&path), Some(&entry), "{point}: {path}");
    }
    assert_eq!(text("same.html"), "same", "{point}");
    if text("index.html") == "new home" {
        assert_eq!(text("css/site.css"), "new css", "{point}: the page came before its style");
    }
    if !found.contains_key("gone/page.html") {
        assert_eq!(text("index.html"), "new home", "{point}: a page went before the links to it");
    }
}

/// As `kill_file_by_file`, whichever call fails.
fn fail_file_by_file(scene: &Scene, cause: &str) -> Points {
    let old = scene.old();
    scene.each(&format!("error={cause}"), |point, run| {
        let mut found = tree::read(&scene.out());
        match run.status.code() {
            Some(0) => {
                // Hidden folders that could not be removed are left to the next build.
                found.retain(|path, entry| !path.starts_with(".roundtable-") || *entry != Entry::Folder);
                assert_eq!(found, scene.after, "{point} was no obstacle");
            }
            Some(REFUSED) => {
                check_mixed(point, &found, &old, &scene.after);
                assert!(found == old || !run.said.contains("as it was"), "{point}: {}", run.said);
            }
            other => panic!("{point} ended the build with {other:?}: {}", run.said),
        }
    })
}

/// What every build that swaps folders does at least.
const SWAP: &[(&str, usize)] =
    &[("openat", 15), ("write", 6), ("mkdir", 4), ("fsync", 10), ("unlink", 2), ("rmdir", 1), ("copy_file_range", 1)];

/// And where there was a site.
const EXCHANGE: &[(&str, usize)] = &[("linkat", 4), ("renameat2", 1), ("unlinkat", 5)];

#[test]
fn a_kill_in_a_first_build_leaves_nothing_or_all() {
    kill_everywhere(&Scene::new(Start::Nothing, &[])).cover("kill, first build", SWAP);
}

#[test]
fn a_kill_in_an_empty_folder_leaves_it_empty_or_whole() {
    kill_everywhere(&Scene::new(Start::EmptyFolder, &[])).cover("kill, empty folder", SWAP);
}

#[test]
fn a_kill_in_a_rebuild_leaves_the_old_or_the_new_site() {
    kill_everywhere(&Scene::new(Start::OldSite, &[])).cover("kill, next build", &[SWAP, EXCHANGE].concat());
}

#[test]
fn a_kill_while_a_killed_build_is_put_in_order_loses_nothing() {
    let scene = Scene::new(Start::Interrupted, &[]);
    let others = |mut tree: Tree| {
        scene::changed_meanwhile().keys().for_each(|path| drop(tree.remove(path)));
        tree
    };
    let after = others(scene.after.clone());
    let points = scene.each("signal=SIGKILL", |point, _| {
        let found = tree::read(&scene.out());
        let name = found.get("CNAME");
        assert!([Some(&scene::file("example.org")), Some(&scene::file("example.com"))].contains(&name), "{point}");
        assert_eq!(others(found), after, "killed at {point}");
    });
    points.cover("kill, putting in order", &[("openat", 5), ("unlink", 3), ("rename", 1), ("unlinkat", 5)]);
}

/// What every build does at least that changes file by file.
const ONE_BY_ONE: &[(&str, usize)] =
    &[("openat", 15), ("write", 6), ("mkdir", 3), ("fsync", 5), ("unlink", 3), ("rename", 6)];

#[test]
fn a_kill_where_folders_cannot_be_swapped_leaves_whole_files() {
    kill_file_by_file(&Scene::new(Start::OldSite, &[NO_EXCHANGE])).cover("kill, no swap", ONE_BY_ONE);
}

#[test]
fn a_kill_where_only_the_folder_itself_can_be_written_leaves_whole_files() {
    let least: Vec<_> = ONE_BY_ONE.iter().filter(|(call, _)| *call != "mkdir").copied().collect();
    kill_file_by_file(&Scene::new(Start::OldSite, &[NO_FOLDER_BESIDE])).cover("kill, folder alone", &least);
}

#[test]
fn a_fault_where_folders_cannot_be_swapped_leaves_whole_files() {
    let mut points = Points::default();
    for cause in ["ENOSPC", "EIO", "EACCES"] {
        points += fail_file_by_file(&Scene::new(Start::OldSite, &[NO_EXCHANGE]), cause);
    }
    let least: Vec<_> = ONE_BY_ONE.iter().map(|(call, count)| (*call, count * 3)).collect();
    points.cover("faults, no swap", &least);
}

/// A fault at any call of a first and of a next build.
fn fail_at_any_call(cause: &str) {
    fail_everywhere(&Scene::new(Start::Nothing, &[]), cause).cover(&format!("{cause}, first build"), SWAP);
    let points = fail_everywhere(&Scene::new(Start::OldSite, &[]), cause);
    points.cover(&format!("{cause}, next build"), &[SWAP, EXCHANGE].concat());
}

#[test]
fn a_full_disk_at_any_call_leaves_the_old_or_the_new_site() {
    fail_at_any_call("ENOSPC");
}

#[test]
fn a_broken_disk_at_any_call_leaves_the_old_or_the_new_site() {
    fail_at_any_call("EIO");
}

#[test]
fn a_forbidden_call_leaves_the_old_or_the_new_site() {
    fail_at_any_call("EACCES");
}
