//! Publishes small sites into real folders and reads the folders back, on the way that swaps folders.
//! `faults.rs` does the same with kills and refusals of the system.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use roundtable::error::Error;
use roundtable::publish::{self, Published, Ready, Way};
use roundtable::render::Content;
use tempfile::TempDir;

#[path = "faults/tree.rs"]
mod tree;

use tree::Entry;

/// Publishes files given as path and text.
fn build(out: &Path, files: &[(&str, &str)]) -> Result<Published, Error> {
    let files: BTreeMap<String, &str> = files.iter().map(|(path, text)| ((*path).to_owned(), *text)).collect();
    let paths: Vec<String> = files.keys().cloned().collect();
    publish::site(out, &paths, |path| Ok(Content::Bytes(files[path].into())), |_, _| Ok(()))
}

/// A new folder, and the output folder in it that is not there yet.
fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("public");
    (folder, out)
}

/// The texts of all files below `out` but the manifest, in the form that `build` takes.
fn texts(out: &Path) -> Vec<(String, String)> {
    let files = tree::read(out).into_iter().filter(|(path, _)| path != ".roundtable");
    let texts = files.filter_map(|(path, entry)| match entry {
        Entry::File(bytes) => Some((path, String::from_utf8(bytes).unwrap())),
        Entry::Folder => None,
        Entry::Link(target) => Some((path, format!("-> {target}"))),
    });
    texts.collect()
}

fn check(out: &Path, expected: &[(&str, &str)]) {
    let found = texts(out);
    let found: Vec<(&str, &str)> = found.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    assert_eq!(found, expected);
    assert_eq!(tree::beside(out), Vec::<String>::new(), "left beside {}", out.display());
}

/// Makes a file's modification time one that no build gives it, and returns it.
fn age(path: &Path) -> SystemTime {
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    fs::File::options().append(true).open(path).unwrap().set_modified(time).unwrap();
    time
}

fn modified(path: &Path) -> SystemTime {
    fs::metadata(path).unwrap().modified().unwrap()
}

const SMALL: [(&str, &str); 3] = [("a.html", "a"), ("css/site.css", "css"), ("index.html", "home")];

#[test]
fn a_first_build_makes_the_folder_and_its_parents() {
    let (folder, _) = place();
    let out = folder.path().join("one/two/public");
    let published = build(&out, &SMALL).unwrap();
    assert_eq!(published, Published { written: 3, unchanged: 0, removed: 0, way: Way::AtOnce });
    check(&out, &SMALL);
    assert!(publish::is_ours(&out));
}

#[test]
fn the_same_site_gives_the_same_bytes_wherever_it_came_from() {
    let (_one, fresh) = place();
    let (_two, rebuilt) = place();
    build(&fresh, &SMALL).unwrap();
    build(&rebuilt, &[("a.html", "old"), ("b/c/d.html", "gone")]).unwrap();
    build(&rebuilt, &SMALL).unwrap();
    assert_eq!(tree::read(&fresh), tree::read(&rebuilt));
}

#[test]
fn an_unchanged_site_is_not_touched() {
    let (folder, out) = place();
    build(&out, &SMALL).unwrap();
    let times = [out.join("a.html"), out.join("css"), out.clone(), folder.path().to_path_buf()];
    let before: Vec<SystemTime> = times.iter().map(|path| modified(path)).collect();
    let published = build(&out, &SMALL).unwrap();
    assert_eq!(published, Published { written: 0, unchanged: 3, removed: 0, way: Way::Untouched });
    assert_eq!(times.iter().map(|path| modified(path)).collect::<Vec<_>>(), before);
}

#[test]
fn an_unchanged_file_keeps_its_time_when_others_change() {
    let (_folder, out) = place();
    build(&out, &SMALL).unwrap();
    let time = age(&out.join("css/site.css"));
    let published = build(&out, &[("b.html", "b"), ("css/site.css", "css"), ("index.html", "new")]).unwrap();
    assert_eq!(published, Published { written: 2, unchanged: 1, removed: 1, way: Way::AtOnce });
    check(&out, &[("b.html", "b"), ("css/site.css", "css"), ("index.html", "new")]);
    assert_eq!(modified(&out.join("css/site.css")), time);
}

#[test]
fn folders_go_with_their_last_page() {
    let (_folder, out) = place();
    build(&out, &[("a/b/c.html", "c"), ("index.html", "home")]).unwrap();
    build(&out, &[("index.html", "home")]).unwrap();
    assert_eq!(tree::read(&out).into_keys().collect::<Vec<_>>(), [".roundtable", "index.html"]);
}

#[test]
fn a_file_becomes_a_folder_and_a_folder_a_file() {
    let (_folder, out) = place();
    build(&out, &[("a", "file"), ("b/c", "in a folder")]).unwrap();
    let swapped = [("a/c", "in a folder"), ("b", "file")];
    build(&out, &swapped).unwrap();
    check(&out, &swapped);
}

#[test]
fn a_page_that_was_edited_or_removed_by_hand_is_written_again() {
    let (_folder, out) = place();
    build(&out, &SMALL).unwrap();
    fs::write(out.join("a.html"), "b").unwrap();
    fs::remove_file(out.join("css/site.css")).unwrap();
    assert_eq!(build(&out, &SMALL).unwrap().written, 2);
    check(&out, &SMALL);
}

#[test]
fn what_others_put_into_the_folder_stays() {
    let (_folder, out) = place();
    build(&out, &SMALL).unwrap();
    fs::write(out.join("CNAME"), "example.org").unwrap();
    fs::create_dir_all(out.join(".git/refs/empty")).unwrap();
    fs::write(out.join(".git/HEAD"), "ref").unwrap();
    fs::write(out.join("css/own.css"), "own").unwrap();
    let time = age(&out.join(".git/HEAD"));
    build(&out, &[("index.html", "new")]).unwrap();
    check(&out, &[(".git/HEAD", "ref"), ("CNAME", "example.org"), ("css/own.css", "own"), ("index.html", "new")]);
    assert!(out.join(".git/refs/empty").is_dir());
    assert_eq!(modified(&out.join(".git/HEAD")), time);
}

#[cfg(unix)]
#[test]
fn links_of_others_stay_links() {
    let (folder, out) = place();
    build(&out, &SMALL).unwrap();
    fs::create_dir(folder.path().join("elsewhere")).unwrap();
    fs::write(folder.path().join("elsewhere/kept.html"), "kept").unwrap();
    std::os::unix::fs::symlink("../elsewhere", out.join("also")).unwrap();
    build(&out, &[("index.html", "new")]).unwrap();
    assert_eq!(texts(&out), [("also".into(), "-> ../elsewhere".into()), ("index.html".into(), "new".into())]);
    assert_eq!(fs::read(folder.path().join("elsewhere/kept.html")).unwrap(), b"kept");
}

#[cfg(unix)]
#[test]
fn the_folder_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, out) = place();
    build(&out, &SMALL).unwrap();
    fs::set_permissions(&out, fs::Permissions::from_mode(0o750)).unwrap();
    fs::set_permissions(out.join("css"), fs::Permissions::from_mode(0o711)).unwrap();
    assert_eq!(build(&out, &[("css/site.css", "new")]).unwrap().way, Way::AtOnce);
    assert_eq!(fs::metadata(&out).unwrap().permissions().mode() & 0o777, 0o750);
    assert_eq!(fs::metadata(out.join("css")).unwrap().permissions().mode() & 0o777, 0o711);
}

#[test]
fn a_folder_of_somebody_else_is_refused_and_left_alone() {
    let (_folder, out) = place();
    fs::create_dir_all(out.join("photos")).unwrap();
    fs::write(out.join("photos/one.jpg"), "jpg").unwrap();
    let before = (tree::read(&out), modified(&out));
    let error = build(&out, &SMALL).unwrap_err();
    assert_eq!(error.path, out);
    assert!(error.message.contains("roundtable did not make"), "{error}");
    assert_eq!((tree::read(&out), modified(&out)), before);
    check(&out, &[("photos/one.jpg", "jpg")]);
    assert!(!publish::is_ours(&out));
}

#[test]
fn a_folder_that_was_handed_over_is_taken_with_what_is_in_it() {
    let (_folder, out) = place();
    fs::create_dir(&out).unwrap();
    fs::write(out.join("CNAME"), "example.org").unwrap();
    fs::write(out.join(".roundtable"), "").unwrap();
    build(&out, &[("index.html", "home")]).unwrap();
    check(&out, &[("CNAME", "example.org"), ("index.html", "home")]);
}

#[test]
fn an_empty_folder_is_taken() {
    let (_folder, out) = place();
    fs::create_dir(&out).unwrap();
    assert_eq!(build(&out, &SMALL).unwrap().way, Way::AtOnce);
    check(&out, &SMALL);
}

#[test]
fn a_file_in_the_place_of_the_folder_is_refused() {
    let (_folder, out) = place();
    fs::write(&out, "mine").unwrap();
    let error = build(&out, &SMALL).unwrap_err();
    assert!(error.message.contains("this is a file"), "{error}");
    assert_eq!(fs::read(&out).unwrap(), b"mine");
}

#[test]
fn a_page_takes_no_place_of_a_file_that_is_not_ours() {
    let cases: [(&str, &[(&str, &str)]); 4] = [
        ("b.html", &[("b.html", "page")]),
        ("b.html", &[("b.html/c.html", "page")]),
        ("b/c.html", &[("b", "page")]),
        ("css/own.css", &[("css", "page")]),
    ];
    for (own, files) in cases {
        let (_folder, out) = place();
        build(&out, &SMALL).unwrap();
        fs::create_dir_all(out.join(own).parent().unwrap()).unwrap();
        fs::write(out.join(own), "own").unwrap();
        let before = tree::read(&out);
        let error = build(&out, files).unwrap_err();
        assert!(error.message.contains("did not make this"), "{error}");
        assert_eq!(tree::read(&out), before);
        assert_eq!(tree::beside(&out), Vec::<String>::new());
    }
}

#[test]
fn a_file_of_others_that_equals_the_page_becomes_the_page() {
    let (_folder, out) = place();
    build(&out, &SMALL).unwrap();
    fs::write(out.join("CNAME"), "example.org").unwrap();
    build(&out, &[("CNAME", "example.org"), ("index.html", "home")]).unwrap();
    build(&out, &[("index.html", "home")]).unwrap();
    check(&out, &[("index.html", "home")]);
}

#[cfg(unix)]
#[test]
fn a_symlink_to_the_folder_stays_one() {
    let (folder, out) = place();
    let real = folder.path().join("real");
    fs::create_dir(&real).unwrap();
    std::os::unix::fs::symlink("real", &out).unwrap();
    build(&out, &SMALL).unwrap();
    build(&out, &[("index.html", "new")]).unwrap();
    assert_eq!(fs::read_link(&out).unwrap(), Path::new("real"));
    assert_eq!(texts(&real), [("index.html".into(), "new".into())]);
    assert_eq!(tree::beside(&out), ["real"]);
}

#[cfg(unix)]
#[test]
fn a_page_is_never_written_through_a_link_of_others() {
    let (folder, out) = place();
    build(&out, &SMALL).unwrap();
    let elsewhere = folder.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, out.join("b")).unwrap();
    build(&out, &[("b/c.html", "page")]).unwrap_err();
    assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 0);
}

#[test]
fn files_are_published_as_they_are() {
    let (folder, out) = place();
    let source = folder.path().join("drawing.png");
    fs::write(&source, [0, 159, 146, 150].repeat(50_000)).unwrap();
    let paths = ["drawing.png".to_owned()];
    let content = |_: &str| Ok(Content::File(source.clone()));
    assert_eq!(publish::site(&out, &paths, content, |_, _| Ok(())).unwrap().written, 1);
    assert_eq!(fs::read(out.join("drawing.png")).unwrap(), fs::read(&source).unwrap());
    assert_eq!(publish::site(&out, &paths, content, |_, _| Ok(())).unwrap().unchanged, 1);
    let mut bytes = fs::read(&source).unwrap();
    *bytes.last_mut().unwrap() = 7;
    fs::write(&source, &bytes).unwrap();
    assert_eq!(publish::site(&out, &paths, content, |_, _| Ok(())).unwrap().written, 1);
    assert_eq!(fs::read(out.join("drawing.png")).unwrap(), bytes);
}

#[test]
fn an_error_on_the_way_leaves_the_old_site_and_nothing_else() {
    let (folder, out) = place();
    build(&out, &SMALL).unwrap();
    let before = tree::read(&out);
    let paths: Vec<String> = (0..50).map(|number| format!("pages/{number:02}.html")).collect();
    let vanished = folder.path().join("vanished.png");
    let content = |path: &str| match path {
        "pages/40.html" => Ok(Content::File(vanished.clone())),
        _ => Ok(Content::Bytes(path.into())),
    };
    let error = publish::site(&out, &paths, content, |_, _| Ok(())).unwrap_err();
    assert_eq!(error.path, vanished);
    assert!(error.help.contains("the published site is as it was"), "{error}");
    assert_eq!(tree::read(&out), before);
    assert_eq!(tree::beside(&out), Vec::<String>::new());
}

#[test]
fn a_file_that_is_refused_leaves_the_old_site_and_nothing_else() {
    let (_folder, out) = place();
    build(&out, &SMALL).unwrap();
    let before = tree::read(&out);
    let paths: Vec<String> = (0..50).map(|number| format!("pages/{number:02}.html")).collect();
    let content = |path: &str| Ok(Content::Bytes(path.into()));
    let prove = |path: &str, ready: &Ready| match ready {
        Ready::Bytes(bytes) if bytes == b"pages/40.html" => Err(Error::new(Path::new(path), "it leaks", "mend it")),
        Ready::Bytes(_) | Ready::File(_) => Ok(()),
    };
    let error = publish::site(&out, &paths, content, prove).unwrap_err();
    assert_eq!(error.message, "it leaks");
    assert_eq!(tree::read(&out), before);
    assert_eq!(tree::beside(&out), Vec::<String>::new());
}

#[test]
fn addresses_that_leave_the_folder_are_refused() {
    let (_folder, out) = place();
    for path in ["../index.html", "/index.html", ".roundtable", "a/../../b"] {
        build(&out, &[(path, "x")]).unwrap_err();
        assert!(!out.exists());
    }
}

#[test]
fn two_builds_at_once_get_a_clear_word() {
    let (folder, out) = place();
    build(&out, &SMALL).unwrap();
    let paths = ["index.html".to_owned(), "late.html".to_owned()];
    let second = std::sync::Mutex::new(None);
    // The second build starts when the first has its staging folder, and before it is done.
    let content = |path: &str| {
        if path == "late.html" {
            poll(|| folder.path().join(".public.roundtable/site").exists());
            *second.lock().unwrap() = Some(build(&out, &[("index.html", "second")]).unwrap_err());
        }
        Ok(Content::Bytes("first".into()))
    };
    publish::site(&out, &paths, content, |_, _| Ok(())).unwrap();
    let error = second.into_inner().unwrap().unwrap();
    assert!(error.message.contains("another build"), "{error}");
    check(&out, &[("index.html", "first"), ("late.html", "first")]);
}

/// Waits until something holds, but not for ever.
fn poll(holds: impl Fn() -> bool) {
    let deadline = std::time::Instant::now() + Duration::from_secs(20);
    while !holds() {
        assert!(std::time::Instant::now() < deadline, "it never happened");
        std::thread::yield_now();
    }
}
