//! Saves, renames, deletions and bursts, as editors, people and git make them.

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use roundtable::preview::{Changes, Notice, Watching};

use crate::site::{serve, serve_with, until};

/// How long an editor takes between emptying a file and writing it.
const WRITING: Duration = Duration::from_millis(70);

#[test]
fn every_tab_hears_of_a_save() {
    let served = serve(&[("a.md", "one")]);
    let mut tabs = [served.tab(), served.tab(), served.tab()];
    let numbers = tabs.each_mut().map(|tab| tab.next().0);
    fs::write(served.path("a.md"), "two").unwrap();
    for (tab, number) in tabs.iter_mut().zip(numbers) {
        assert_eq!(tab.next().0, number + 1);
    }
    assert!(served.get("/a.html").contains("<body>two"));
}

#[test]
fn the_last_good_page_stays_while_something_is_wrong() {
    let served = serve(&[("a.md", "good"), ("b.md", "well")]);
    let mut tab = served.tab();
    tab.await_problems("[]");
    fs::write(served.path("b.md"), "BROKEN").unwrap();
    tab.await_problems(r#"[{"message":"broken"}]"#);
    assert!(served.get("/b.html").contains("<body>well"));
    served.tab().await_problems(r#"[{"message":"broken"}]"#);
    fs::write(served.path("b.md"), "mended").unwrap();
    tab.await_problems("[]");
    assert!(served.get("/b.html").contains("<body>mended"));
}

#[test]
fn a_folder_that_is_wrong_from_the_start_says_so() {
    let served = serve(&[("a.md", "BROKEN")]);
    let answer = served.get("/");
    assert!(answer.starts_with("HTTP/1.1 503 ") && answer.contains("reload.js"), "{answer}");
    served.tab().await_problems(r#"[{"message":"broken"}]"#);
}

#[test]
fn editors_save_in_many_ways() {
    let served = serve(&[("a.md", "0")]);
    let path = served.path("a.md");
    let beside = served.path("a.md~");
    served.await_text("/a.html", "0");
    for round in ["1", "2"] {
        let text = |way: &str| format!("{way}{round}");
        fs::write(&path, text("in place")).unwrap();
        served.await_text("/a.html", &text("in place"));
        fs::write(&beside, text("renamed over")).unwrap();
        fs::rename(&beside, &path).unwrap();
        served.await_text("/a.html", &text("renamed over"));
        fs::rename(&path, &beside).unwrap();
        fs::write(&path, text("old one renamed away")).unwrap();
        fs::remove_file(&beside).unwrap();
        served.await_text("/a.html", &text("old one renamed away"));
        fs::remove_file(&path).unwrap();
        fs::write(&path, text("deleted first")).unwrap();
        served.await_text("/a.html", &text("deleted first"));
    }
}

#[test]
fn a_file_that_is_just_being_written_never_shows_as_empty() {
    let served = serve(&[("a.md", "0"), ("b.md", "0")]);
    served.await_text("/a.html", "0");
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let looking = scope.spawn(|| {
            let mut looks = 0;
            while !done.load(Ordering::Relaxed) {
                assert!(!served.get("/a.html").contains("<body><script"), "seen empty");
                looks += 1;
            }
            looks
        });
        for round in 1..=8 {
            fs::write(served.path("a.md"), "").unwrap();
            // Another save must not bring the empty file along.
            fs::write(served.path("b.md"), round.to_string()).unwrap();
            thread::sleep(WRITING);
            fs::write(served.path("a.md"), round.to_string()).unwrap();
            served.await_text("/a.html", &round.to_string());
        }
        done.store(true, Ordering::Relaxed);
        assert!(looking.join().unwrap() > 8);
    });
    fs::write(served.path("a.md"), "").unwrap();
    served.await_text("/a.html", "");
}

#[test]
fn a_burst_is_a_handful_of_states() {
    let served = serve(&[("a.md", "a")]);
    served.await_text("/a.html", "a");
    let start = Instant::now();
    for number in 0..1000 {
        let folder = served.path(&format!("folder {}", number % 25));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{number}.md")), number.to_string()).unwrap();
    }
    // A computer with much else to do takes its time to write them.
    let most = 10 + start.elapsed().as_millis() / 80;
    for number in 0..1000 {
        let target = format!("/folder%20{}/{number}.html", number % 25);
        served.await_text(&target, &number.to_string());
    }
    let states = served.batches.lock().unwrap().len();
    assert!(states <= most as usize, "{states} states for one burst");
}

#[test]
fn folders_are_made_renamed_and_deleted() {
    let served = serve(&[("old/a.md", "a")]);
    served.await_text("/old/a.html", "a");
    fs::rename(served.path("old"), served.path("new")).unwrap();
    served.await_text("/new/a.html", "a");
    served.await_status("/old/a.html", 404);
    fs::write(served.path("new/a.md"), "b").unwrap();
    served.await_text("/new/a.html", "b");
    fs::create_dir_all(served.path("new/deep/deeper/deepest")).unwrap();
    fs::write(served.path("new/deep/deeper/deepest/c.md"), "c").unwrap();
    served.await_text("/new/deep/deeper/deepest/c.html", "c");
    fs::write(served.path("new/deep/deeper/deepest/c.md"), "d").unwrap();
    served.await_text("/new/deep/deeper/deepest/c.html", "d");
    fs::remove_dir_all(served.path("new")).unwrap();
    served.await_status("/new/deep/deeper/deepest/c.html", 404);
}

#[test]
fn folders_that_come_and_go_in_a_moment_lose_nothing() {
    let served = serve(&[("a.md", "a")]);
    for round in 0..30 {
        let passing = served.path(&format!("passing {round}"));
        fs::create_dir_all(passing.join("deep")).unwrap();
        let staying = served.path(&format!("staying {round}/deep"));
        fs::create_dir_all(&staying).unwrap();
        fs::remove_dir_all(&passing).unwrap();
        fs::write(staying.join("a.md"), "first").unwrap();
    }
    for round in 0..30 {
        let target = format!("/staying%20{round}/deep/a.html");
        served.await_text(&target, "first");
        fs::write(served.path(&format!("staying {round}/deep/a.md")), "second").unwrap();
        served.await_text(&target, "second");
    }
}

#[test]
fn the_watched_folder_itself_is_deleted_replaced_and_made_again() {
    let served = serve(&[("a.md", "1")]);
    let content = served.folder.path().join("content");
    let beside = served.folder.path().join("beside");
    served.await_text("/a.html", "1");

    fs::remove_dir_all(&content).unwrap();
    served.await_status("/a.html", 404);
    fs::create_dir(&content).unwrap();
    fs::write(content.join("a.md"), "2").unwrap();
    served.await_text("/a.html", "2");

    fs::create_dir(&beside).unwrap();
    fs::write(beside.join("a.md"), "3").unwrap();
    fs::rename(&content, served.folder.path().join("away")).unwrap();
    fs::rename(&beside, &content).unwrap();
    served.await_text("/a.html", "3");
    fs::write(content.join("a.md"), "4").unwrap();
    served.await_text("/a.html", "4");

    for number in 5..15 {
        fs::remove_dir_all(&content).unwrap();
        fs::create_dir(&content).unwrap();
        fs::write(content.join("a.md"), number.to_string()).unwrap();
        served.await_text("/a.html", &number.to_string());
    }
}

#[test]
fn what_is_not_content_makes_no_state() {
    let served = serve(&[("a.md", "1")]);
    served.await_text("/a.html", "1");
    fs::create_dir(served.path("public")).unwrap();
    fs::write(served.path("public/index.html"), "x").unwrap();
    fs::write(served.path(".a.md.swp"), "x").unwrap();
    fs::read(served.path("a.md")).unwrap();
    fs::write(served.path("a.md"), "2").unwrap();
    served.await_text("/a.html", "2");
    let changed = [served.path("a.md")].into();
    let expected = Changes::Paths { changed, emptied: [].into() };
    let batches = served.batches.lock().unwrap();
    assert!(batches[1..].iter().all(|batch| *batch == expected), "{batches:?}");
}

#[test]
fn folders_are_compared_where_nothing_is_reported() {
    let served = serve_with(&[("a.md", "1"), ("b/c.md", "1")], Watching::Polling, || {});
    let notice = served.notice();
    assert!(matches!(notice, Notice::Polling { .. }), "{notice}");
    served.await_text("/a.html", "1");
    // The two have one length, and are saved within one second.
    for text in ["2", "3"] {
        fs::write(served.path("a.md"), text).unwrap();
        served.await_text("/a.html", text);
    }
    fs::remove_dir_all(served.path("b")).unwrap();
    served.await_status("/b/c.html", 404);
    fs::create_dir_all(served.path("d/e")).unwrap();
    fs::write(served.path("d/e/f.md"), "new").unwrap();
    served.await_text("/d/e/f.html", "new");
}

#[test]
fn the_person_is_told_of_a_missing_folder() {
    let served = serve(&[("a.md", "1")]);
    served.await_text("/a.html", "1");
    let folder = served.folder.path().join("content");
    fs::remove_dir_all(&folder).unwrap();
    let gone = served.notice();
    assert_eq!(gone, Notice::Gone { folder: folder.clone() });
    fs::create_dir(&folder).unwrap();
    let back = served.notice();
    assert_eq!(back, Notice::Back { folder });
    until("the empty site", || served.get("/a.html").starts_with("HTTP/1.1 404 "));
}

#[cfg(unix)]
#[test]
fn a_folder_whose_name_leads_elsewhere_is_watched() {
    let served = serve(&[("a.md", "1")]);
    served.await_text("/a.html", "1");
    let content = served.folder.path().join("content");
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(elsewhere.path().join("a.md"), "2").unwrap();
    fs::remove_dir_all(&content).unwrap();
    served.await_status("/a.html", 404);
    std::os::unix::fs::symlink(elsewhere.path(), &content).unwrap();
    served.await_text("/a.html", "2");
    fs::write(elsewhere.path().join("a.md"), "3").unwrap();
    served.await_text("/a.html", "3");
}
