//! Files of many sessions, and what only looks like one.

use std::collections::BTreeSet;

use crate::note::{Kind, Note};
use crate::parse::{Customs, Parsed, decode, note, note_among};

fn keys(parsed: &Parsed) -> Vec<String> {
    let key = |note: &std::sync::Arc<Note>| note.part.as_ref().map(|part| format!("{}:{}", note.line, part.key));
    parsed.notes.iter().filter_map(key).collect()
}

/// The sessions of a file, each as its line and its key.
fn check(path: &str, text: &str, sessions: &[&str]) {
    let parsed = note(path, text.as_bytes(), None);
    assert_eq!(keys(&parsed), sessions, "{path}\n{text}");
    assert!(sessions.is_empty() || parsed.own().kind != Kind::Session, "{path}\n{text}");
}

/// Words enough for a day to say something.
const TEXT: &str = "We met and talked about what we want to learn from each other.";

fn days(lines: &[&str]) -> String {
    lines.iter().map(|line| format!("{line}\n\n{TEXT}\n\n")).collect()
}

#[test]
fn habit_14_headings_of_any_level_open_sessions() {
    let both = &["1:2021-05-14", "5:2021-05-07"];
    check("meeting-notes.md", &days(&["# May 14, 2021", "# May 7, 2021"]), both);
    check("minutes.md", &days(&["## 2021-05-14", "## 2021-05-07"]), both);
    check("notes.md", &days(&["### Friday, 14 May 2021", "### Friday, 7 May 2021"]), both);
    check("meetings/README.md", &days(&["## 14.05.2021", "## 07.05.2021"]), both);
    check("sitzungen/wohnen.md", &days(&["## 14. Mai 2021", "## 7. Mai 2021"]), both);
    check("会议纪要.md", &days(&["## 2021年5月14日", "## 2021年5月7日"]), both);
    check("Minutes 2021.md", &days(&["## May 14", "## May 7"]), both);
    check(
        "group.md",
        &days(&["# Meeting minutes", "## 2021-05-14", "## 2021-05-07"]),
        &["5:2021-05-14", "9:2021-05-07"],
    );
    check(
        "minutes.md",
        &days(&["# Minutes", "## 2021", "### May 14", "## 2020", "### May 7"]),
        &["9:2021-05-14", "17:2020-05-07"],
    );
    check(
        "calls.md",
        &days(&["## 2021-05-14", "## 2021-05-14", "## 2021-05-07"]),
        &["1:2021-05-14", "5:2021-05-14-2", "9:2021-05-07"],
    );
}

#[test]
fn habit_14_bold_lines_open_sessions() {
    let both = &["1:2018-12-18", "5:2018-12-11"];
    check("notes.md", &days(&["**12/18/2018**", "**12/11/2018**"]), both);
    check("notes.md", &days(&["__18 December 2018__", "***11 December 2018***"]), both);
    check("notes.md", &days(&["**December** **18th**, **2018**", "**December** **11th**, **2018**"]), both);
    check(
        "notes.md",
        &format!("**12/18/2018**\n{TEXT}\n\n**12/11/2018**\n{TEXT}\n"),
        &["1:2018-12-18", "4:2018-12-11"],
    );
    check("notes.md", &days(&["**12/18/2018**", "## Present", "**12/11/2018**"]), &["1:2018-12-18", "9:2018-12-11"]);
    check("notes.md", &days(&["We met on **12/18/2018**.", "We met on **12/11/2018**."]), &[]);
    check("notes.md", &days(&["- **12/18/2018**", "- **12/11/2018**"]), &[]);
    check("notes.md", &days(&["**12/18/2018:** we begin", "**12/11/2018:** we plan"]), &[]);
}

#[test]
fn habit_14_groups_below_days() {
    let known = Customs { groups: BTreeSet::from(["alder".to_owned(), "birch".to_owned()]), ..Customs::default() };
    let text = days(&["## 2021-05-14", "### Alder", "### Birch", "## 2021-05-07", "### Alder", "### Birch"]);
    let parsed = note_among("minutes.md", text.as_bytes(), &known);
    let expected = [
        "1:2021-05-14",
        "5:2021-05-14-alder",
        "9:2021-05-14-birch",
        "13:2021-05-07",
        "17:2021-05-07-alder",
        "21:2021-05-07-birch",
    ];
    assert_eq!(keys(&parsed), expected);
    assert_eq!(parsed.notes[2].part.as_ref().unwrap().group.as_deref(), Some("Alder"));
    assert_eq!(parsed.notes[2].title, "Alder, 2021-05-14");
    check("minutes.md", &text, &["1:2021-05-14", "13:2021-05-07"]);
    let groups =
        "## 2021-05-14\n### Video Workgroup\na b\n### Writers Guild\na b\n## 2021-05-07\n### Video Workgroup\na b\n";
    check(
        "minutes.md",
        groups,
        &["2:2021-05-14-video-workgroup", "4:2021-05-14-writers-guild", "7:2021-05-07-video-workgroup"],
    );
    for headings in
        [["### Attendees", "### Agenda"], ["### Team updates", "### Budget"], ["### News", "### Working group reports"]]
    {
        let text = days(&["## 2021-05-14", headings[0], headings[1], "## 2021-05-07", headings[0], headings[1]]);
        check("minutes.md", &text, &["1:2021-05-14", "13:2021-05-07"]);
    }
}

#[test]
fn what_only_looks_like_many_sessions_stays_whole() {
    let two = days(&["# Things", "## 2021-05-14", "## 2021-05-07"]);
    for path in [
        "CHANGELOG.md",
        "release-notes.md",
        "news.md",
        "blog/notes.md",
        "history.md",
        "roadmap.md",
        "meetings/roadmap.md",
        "meetings/resources.md",
        "meetings/template.md",
        "stories/notes.md",
        "2021-05-14-notes.md",
        "minutes/2021-05-14.md",
    ] {
        check(path, &two, &[]);
    }
    check("notes.md", &days(&["# Changelog", "## 2021-05-14", "## 2021-05-07"]), &[]);
    check("notes.md", &days(&["# Notes", "## 1.2.0 - 2021-05-14", "## v1.1 (2021-05-07)"]), &[]);
    check("notes.md", &days(&["# Notes", "## Released 2021-05-14", "## Released 2021-05-07"]), &[]);
    check("minutes.md", &days(&["## 2021-05-14"]), &[]);
    check("minutes.md", &days(&["## Next meeting 2021-05-14", "## Next meeting 2021-05-21"]), &[]);
    check("minutes.md", "## 2021-05-14\n- [Notes](a.md)\n## 2021-05-07\n- [Notes](b.md)\n", &[]);
    check("minutes.md", "## [2021-05-14](a.md)\n## [2021-05-07](b.md)\n", &[]);
    check("minutes.md", &format!("---\nkind: page\n---\n{two}"), &[]);
    check("minutes.md", &format!("```\n{two}```\n"), &[]);
}

#[test]
fn a_session_has_what_is_its_own() {
    let text = "---\ntitle: All\ntopics: [tea]\naliases: [old]\ndraft: false\n---\n# All\nBefore.\n\n## 2021-05-14 Meeting 12\n\nSee [x].\n\n## Links\n\nMine.\n\n## 5/6/2021\n\nOpen day, as it can mean two.\n\n## Fri 2021-04-29\n\nCancelled.\n\n[x]: https://example.org/x\n";
    let parsed = note("minutes.md", text.as_bytes(), None);
    assert_eq!(keys(&parsed), ["10:2021-05-14", "18:5-6-2021", "22:2021-04-29"]);
    let [own, first, open, last] = &parsed.notes[..] else { panic!("four notes") };
    assert!(own.body.html.contains("Before.") && own.body.html.contains("Mine.") && !own.body.html.contains("See"));
    assert_eq!((first.title.as_str(), first.number), ("2021-05-14 Meeting 12", Some(12)));
    assert_eq!(first.links[0].target, "https://example.org/x");
    assert_eq!(&text[first.links[0].span.clone()], "[x]");
    assert!(first.front.values.contains_key("topics") && first.front.values.contains_key("draft"));
    assert!(!first.front.values.contains_key("aliases") && !first.front.values.contains_key("title"));
    assert_eq!((open.date, last.is_cancelled, first.is_cancelled), (None, true, false));
    let rules: Vec<(&str, &str)> = parsed.diagnostics.iter().map(|d| (d.rule, &text[d.span.0..d.span.1])).collect();
    assert_eq!(rules, [("unclear-date", "## 5/6/2021\n"), ("wrong-weekday", "## Fri 2021-04-29\n")]);
}

#[test]
fn all_that_stands_in_a_file_is_in_one_of_its_notes() {
    let text =
        days(&["# Minutes", "## 2021-05-14", "### Agenda", "## 2021", "# Rules", "## 2021-05-07", "***", "## Links"]);
    let marked: String = text.split(TEXT).enumerate().map(|(at, part)| format!("{part}{TEXT} word{at}x")).collect();
    let parsed = note("minutes.md", marked.as_bytes(), None);
    assert!(parsed.notes.len() > 2, "{}", decode(marked.as_bytes()));
    for at in 0..=8 {
        let word = format!("word{at}x");
        let times = parsed.notes.iter().filter(|note| note.body.html.contains(&word)).count();
        assert_eq!(times, 1, "{word}");
    }
}
