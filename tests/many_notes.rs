//! What becomes of lists and pages where notes are very many: pages stay of a size that people read, and everything
//! stands on one of them.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read and write the disk")]

use std::fs;
use std::path::Path;
use std::process::Command;

/// Groups that each met so many times in a year, with `insights` things learned each time.
fn site_of(groups: usize, sessions: usize, insights: usize) -> tempfile::TempDir {
    site_in(tempfile::tempdir().unwrap(), groups, sessions, insights)
}

/// The same beside what lies in a folder already.
fn site_in(folder: tempfile::TempDir, groups: usize, sessions: usize, insights: usize) -> tempfile::TempDir {
    for group in 0..groups {
        let own = folder.path().join(format!("content/groups/group-{group:02}"));
        fs::create_dir_all(own.join("sessions")).unwrap();
        fs::write(own.join("index.md"), format!("# Group {group:02}\n")).unwrap();
        for session in 0..sessions {
            let day = format!("2023-{:02}-{:02}", session / 4 + 1, session % 4 * 7 + 1);
            let learned: String = (0..insights).map(|n| format!("- Lesson {group}.{session}.{n} held.\n")).collect();
            fs::write(own.join(format!("sessions/{day}.md")), format!("# Meeting\n\n## Insights\n\n{learned}"))
                .unwrap();
        }
    }
    let words = ["build", ".", "--output", "out", "--today", "2024-05-01"];
    let built = Command::new(env!("CARGO_BIN_EXE_roundtable")).args(words).current_dir(folder.path()).output().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    folder
}

fn page(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join("out").join(path)).unwrap()
}

fn entries(page: &str) -> usize {
    page.matches("#insight-").count()
}

#[test]
fn of_a_very_long_list_the_newest_are_shown_and_groups_have_all() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("content")).unwrap();
    fs::write(folder.path().join("content/2023-01-02-all-hands.md"), "# All hands\n\n## Insights\n\n- Nobody's own.\n")
        .unwrap();
    let folder = site_in(folder, 2, 45, 10);
    let whole = page(folder.path(), "insights/index.html");
    assert_eq!(entries(&whole), 201, "the newest, and what stands on no group's page");
    assert!(whole.contains("Only the newest stand here; the page of each group has all of its own."));
    assert!(whole.contains("901 insights"), "the page says how many there are");
    assert!(whole.contains("Lesson 1.44.9 held.") && !whole.contains("Lesson 1.1.1 held."));
    assert!(!folder.path().join("out/insights/2023.html").exists(), "nobody reads a year of 900");
    for group in 0..2 {
        let own = page(folder.path(), &format!("insights/groups/group-{group:02}.html"));
        assert_eq!(entries(&own), 450);
        assert!(whole.contains(&format!("href=\"groups/group-{group:02}.html\"")), "the whole leads to each group's");
    }
}

#[test]
fn a_page_doesn_t_grow_with_the_number_of_groups() {
    let (few, many) = (site_of(25, 4, 1), site_of(60, 4, 1));
    for path in ["groups/group-00/sessions/2023-01-08.html", "insights/groups/group-00.html"] {
        let (few, many) = (page(few.path(), path).len(), page(many.path(), path).len());
        assert!(many <= few + few / 50, "{path} has {few} bytes among 25 groups, {many} among 60");
    }
}
