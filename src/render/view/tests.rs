//! Views of small sites, made from notes to values: trails, reading order, states, and the odd pages.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Look, of};
use crate::audience::Audience;
use crate::model::Site;
use crate::snapshot::{Edition, NoteFile, Snapshot};
use crate::text;

/// A site of notes by path, on 20 February 2023.
fn site(config: &str, notes: &[(&str, &str)]) -> std::sync::Arc<Site> {
    let file = |source: &str| NoteFile { bytes: source.as_bytes().into(), hash: text::hash(source) };
    let notes: BTreeMap<String, NoteFile> =
        notes.iter().map(|(path, source)| ((*path).to_owned(), file(source))).collect();
    let snapshot = Snapshot { notes, config: Some(config.as_bytes().into()), ..Snapshot::default() };
    let today = "2023-02-20".parse().unwrap();
    crate::compile(
        &snapshot,
        &Edition { today: Some(today), clock: today, address: None, audience: Audience::default() },
    )
    .site
    .unwrap()
}

/// The context of the page at an address.
fn page(site: &Site, address: &str) -> Value {
    let look = Look::new(site, &crate::theme::load(&BTreeMap::new(), (&site.config, &site.name), &mut Vec::new()));
    let view = of(site, &look, address, &site.routes[address]).unwrap();
    let mut context = serde_json::to_value(view.context).unwrap();
    context["template"] = json!(view.template);
    context
}

/// The values of `key` in a list.
fn all(list: &Value, key: &str) -> Vec<String> {
    list.as_array().unwrap().iter().map(|entry| entry[key].as_str().unwrap_or("-").to_owned()).collect()
}

const HANDBOOK: [(&str, &str); 9] = [
    ("README.md", "# Ours\n\nHello."),
    ("LICENSE.md", "# Licence"),
    ("about.md", "# About us\n\nWho we are."),
    ("guide/README.md", "---\norder: 1\n---\n# The guide\n\nHow."),
    ("guide/b.md", "---\norder: 1\n---\n# Begin\n\nHere."),
    ("guide/a.md", "# Afterwards\n\nThere."),
    ("guide/deep/x.md", "# Deeper\n\nDown."),
    ("policy.md", "# Policy\n\nRules."),
    ("policy/money.md", "# Money\n\nSpent."),
];

#[test]
fn a_handbook_is_read_from_one_page_to_the_next() {
    let site = site("", &HANDBOOK);
    let mut read = vec!["guide/index.html".to_owned()];
    while let Some(next) = page(&site, read.last().unwrap())["page"]["next"]["href"].as_str().map(str::to_owned) {
        let folder = read.last().unwrap().rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let joined = format!("{folder}{next}")
            .replace("guide/deep/../../", "")
            .replace("guide/deep/../", "guide/")
            .replace("guide/../", "")
            .replace("policy/../", "");
        read.push(joined);
        assert!(read.len() < 20, "{read:?}");
    }
    let wanted = [
        "guide/index.html",
        "guide/b.html",
        "guide/a.html",
        "guide/deep/index.html",
        "guide/deep/x.html",
        "about.html",
        "policy.html",
        "policy/money.html",
    ];
    assert_eq!(read, wanted);
    assert_eq!(page(&site, "policy/money.html")["page"]["previous"]["title"], "Policy");
    assert_eq!(page(&site, "guide/index.html")["page"]["previous"], Value::Null);
}

#[test]
fn a_trail_leads_up_through_folders() {
    let site = site("", &HANDBOOK);
    let deep = page(&site, "guide/deep/x.html");
    assert_eq!(all(&deep["page"]["breadcrumbs"], "label"), ["Home", "The guide", "Deep"]);
    assert_eq!(all(&deep["page"]["breadcrumbs"], "href"), ["../../index.html", "../index.html", "index.html"]);
    assert_eq!(all(&page(&site, "guide/index.html")["page"]["breadcrumbs"], "label"), ["Home"]);
    assert_eq!(page(&site, "index.html")["page"]["breadcrumbs"], json!([]));
}

#[test]
fn a_handbook_s_menu_has_its_folders_and_no_paperwork() {
    let site = site("", &HANDBOOK);
    let home = page(&site, "index.html");
    assert_eq!(all(&home["site"]["nav"], "label"), ["The guide", "About us", "Policy"]);
    let inside = page(&site, "guide/deep/x.html");
    let current: Vec<bool> =
        inside["site"]["nav"].as_array().unwrap().iter().map(|entry| entry["current"] == true).collect();
    assert_eq!(current, [true, false, false]);
    assert_eq!(all(&page(&site, "policy.html")["view"]["children"], "title"), ["Money"]);
}

const NETWORK: [(&str, &str); 9] = [
    (
        "groups/housing/index.md",
        "---\nregister: https://example.org/r\nschedule: { every: 2nd thursday, time: '12:00', time_zone: Europe/Lisbon, sessions: 4 }\n---\n# Housing\n\nFor homes.",
    ),
    (
        "groups/housing/goals.md",
        "# Goals\n\n## Fewer nights outside {#nights}\n\nWords.\n\n## A list that works\n\nWords.",
    ),
    ("groups/housing/sessions/2023-01-10-a.md", "---\nnumber: 1\ngoals: [nights, unheard-of]\n---\n# First\n\nText."),
    ("groups/housing/sessions/2023-02-20-b.md", "---\nstatus: cancelled\n---\n# Off\n\nText."),
    (
        "groups/housing/sessions/2023-03-10-c.md",
        "---\nnumber: 2\n---\n# Second\n\nSee [First](2023-01-10-a.md) for more.\n\n## Links\n\n- [Asking](https://example.org/ask) — a script",
    ),
    ("groups/housing/sessions/2023-04-10-d.md", "# Third\n\nText."),
    ("groups/data/index.md", "# Data\n\nFor numbers."),
    ("groups/data/sessions/2022-11-10.md", "# Old\n\nText."),
    ("topics/index.md", "# What we talk about"),
];

#[test]
fn sessions_know_where_they_stand_in_time() {
    let site = site("", &NETWORK);
    let group = page(&site, "groups/housing/index.html");
    let sessions: Vec<Value> = group["view"]["timeline"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|part| part["sessions"].as_array().unwrap().clone())
        .collect();
    assert_eq!(all(&json!(sessions), "state"), ["upcoming", "next", "past", "past"]);
    assert_eq!(group["view"]["next"]["title"], "Second");
    assert_eq!(group["view"]["next"]["time"], "12:00 (Lisbon time)");
    assert_eq!(group["view"]["schedule"], "2nd Thursday, 12:00 (Lisbon time)");
    let home = page(&site, "index.html");
    assert_eq!(all(&home["view"]["upcoming"], "title"), ["Second", "Third"]);
    assert_eq!(all(&home["view"]["latest"], "title"), ["First", "Old"]);
    assert_eq!(home["view"]["latest"][0]["group"]["name"], "Housing");
}

#[test]
fn a_session_stands_between_its_group_s_others() {
    let site = site("", &NETWORK);
    let session = page(&site, "groups/housing/sessions/2023-03-10-c.html");
    assert_eq!(all(&session["page"]["breadcrumbs"], "label"), ["Home", "Groups", "Housing"]);
    assert_eq!(
        (&session["page"]["previous"]["title"], &session["page"]["next"]["title"]),
        (&json!("Off"), &json!("Third"))
    );
    assert_eq!(session["view"]["number_text"], "Session 2 of 4");
    assert_eq!(session["view"]["registration"]["href"], "https://example.org/r");
    assert_eq!(all(&session["view"]["resources"], "note"), ["A script"]);
    assert_eq!(session["view"]["knots"][2], json!({"state": "next", "current": true}));
    let first = page(&site, "groups/housing/sessions/2023-01-10-a.html");
    assert_eq!(all(&first["view"]["goals"], "label"), ["Fewer nights outside", "Unheard of"]);
    assert_eq!(all(&first["view"]["goals"], "href"), ["../goals.html#nights", "../goals.html#rt-goal-unheard-of"]);
    assert_eq!(all(&first["page"]["backlinks"], "context"), ["See First for more."]);
    assert_eq!(first["view"]["registration"], Value::Null);
}

#[test]
fn one_group_has_its_page_at_home() {
    let notes = [
        ("README.md", "# Ours\n\nHello."),
        ("meetings/2023-01-10.md", "# One\n\nText."),
        ("meetings/2023-02-10.md", "# Two\n\nText."),
    ];
    let site = site("name = \"Ours\"", &notes);
    let home = page(&site, "index.html");
    assert_eq!((&home["template"], &home["page"]["kind"]), (&json!("group.html"), &json!("home")));
    assert_eq!(home["page"]["head_title"], "Ours");
    assert_eq!(all(&home["view"]["timeline"][0]["sessions"], "title"), ["Two", "One"]);
    assert_eq!(page(&site, "meetings/index.html")["template"], "sessions.html");
    assert_eq!(all(&page(&site, "meetings/2023-01-10.html")["page"]["breadcrumbs"], "label"), ["Home"]);
}

#[test]
fn a_missing_page_has_absolute_links_or_none() {
    let without = page(&site("", &NETWORK), "404.html");
    assert_eq!(
        (&without["site"]["home_href"], &without["site"]["css"], &without["site"]["nav"]),
        (&Value::Null, &Value::Null, &json!([]))
    );
    let with = page(&site("address = \"https://example.org/kb\"", &NETWORK), "404.html");
    assert_eq!(with["site"]["home_href"], "https://example.org/kb/index.html");
    assert_eq!(with["view"]["absolute_root"], "https://example.org/kb/");
    assert_eq!(with["page"]["noindex"], true);
}

#[test]
fn an_old_address_leads_on() {
    let notes = [("README.md", "# Ours"), ("new/name.md", "---\naliases: [/old/name]\n---\n# New name")];
    let redirect = page(&site("address = \"https://example.org/\"", &notes), "old/name.html");
    let view =
        json!({"href": "../new/name.html", "canonical": "https://example.org/new/name.html", "title": "New name"});
    assert_eq!((&redirect["template"], &redirect["view"]), (&json!("redirect.html"), &view));
}

#[test]
fn many_sessions_are_shown_year_by_year() {
    let paths: Vec<String> = (0..240)
        .map(|n| {
            format!(
                "groups/{}/sessions/{}-{:02}-{:02}.md",
                ["a", "b"][n % 2],
                2021 + n / 120,
                1 + n / 10 % 12,
                1 + n % 10
            )
        })
        .collect();
    let notes: Vec<(&str, &str)> = paths.iter().map(|path| (path.as_str(), "# Meeting\n\nText.")).collect();
    let site = site("", &notes);
    let all_of_them = page(&site, "sessions/index.html");
    assert_eq!(all_of_them["view"]["count_text"], "240 sessions");
    assert_eq!(all(&all_of_them["view"]["years"], "href"), ["2022.html", "2021.html"]);
    assert_eq!(all_of_them["view"]["months"][0]["label"], "December 2022");
    let older = page(&site, "sessions/2021.html");
    assert_eq!(
        (&older["view"]["count_text"], &older["page"]["title"]),
        (&json!("120 sessions"), &json!("Sessions in 2021"))
    );
    assert_eq!(all(&older["page"]["breadcrumbs"], "label"), ["Home", "Sessions"]);
}

#[test]
fn a_booklet_ends_where_it_says() {
    let long = format!("# Long\n\n{}", "word ".repeat(30_000));
    let notes = [
        ("groups/a/index.md", "# A"),
        ("groups/a/sessions/2023-01-01.md", long.as_str()),
        ("groups/a/sessions/2023-01-02.md", "# Short\n\nFew."),
        ("groups/a/sessions/2023-01-03.md", long.as_str()),
    ];
    let view = &page(&site("", &notes), "groups/a/booklet.html")["view"];
    let titles = all(&view["sessions"], "title");
    assert_eq!(titles, ["Short", "Long"]);
    let left_out = view["left_out"]["text"].as_str().unwrap();
    assert!(left_out.starts_with("1 earlier session is left out") && left_out.contains("40,000"), "{left_out}");
    let view = &page(&site("", &notes[..2]), "groups/a/booklet.html")["view"];
    assert_eq!((all(&view["sessions"], "title").len(), &view["left_out"]), (1, &Value::Null));
}

#[test]
fn time_runs_as_the_text_does() {
    let session = |number: u8| format!("---\nattendance: 1{number}\n---\n# S{number}\n\nText.");
    let texts: Vec<(String, String)> =
        (1..5).map(|at| (format!("groups/a/sessions/2023-01-0{at}.md"), session(at))).collect();
    let notes: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let places = |config: &str| {
        let chart = page(&site(config, &notes), "groups/a/index.html")["view"]["attendance"].clone();
        let columns = chart["columns"].as_array().unwrap().clone();
        let place =
            |column: &Value| column["bars"][0]["x"].as_str().unwrap().trim_end_matches('%').parse::<f64>().unwrap();
        columns.iter().map(place).collect::<Vec<f64>>()
    };
    let (left, right) = (places(""), places("language = \"ar\""));
    assert!(left.is_sorted() && right.iter().rev().is_sorted(), "{left:?} {right:?}");
}

#[test]
fn weeks_begin_as_a_language_has_them() {
    let notes = [("groups/a/sessions/2023-03-05.md", "# To come\n\nText.")];
    let site = site("", &notes);
    let weekdays = |words: &str| {
        let theme: BTreeMap<String, std::sync::Arc<[u8]>> =
            [("strings/en.toml".to_owned(), words.as_bytes().into())].into_iter().collect();
        let look = Look::new(&site, &crate::theme::load(&theme, (&site.config, &site.name), &mut Vec::new()));
        let view = of(&site, &look, "calendar/index.html", &site.routes["calendar/index.html"]).unwrap();
        let grid = serde_json::to_value(view.context).unwrap()["view"]["months"][0]["grid"].clone();
        let week = grid["weeks"][0].as_array().unwrap().clone();
        let first = week.iter().position(|day| !day.is_null()).unwrap();
        (grid["weekdays"][0]["long"].as_str().unwrap().to_owned(), first)
    };
    assert_eq!(weekdays(""), ("Monday".to_owned(), 2));
    assert_eq!(weekdays("[calendar_grid]\nweek_starts = \"sunday\""), ("Sunday".to_owned(), 3));
    assert_eq!(weekdays("[calendar_grid]\nweek_starts = \"saturday\""), ("Saturday".to_owned(), 4));
}

#[test]
fn many_counts_are_told_year_by_year() {
    let session = |at: usize| {
        let (year, month, day) = (2018 + at / 24, at % 12 + 1, at % 24 / 12 + 1);
        let count = if year == 2019 { 2 } else { year - 2000 };
        let path = format!("groups/a/sessions/{year}-{month:02}-{day:02}.md");
        (path, format!("---\nattendance: {count}\n---\n# S{at}\n\nText."))
    };
    let texts: Vec<(String, String)> = (0..96).map(session).collect();
    let notes: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let attendance = page(&site("", &notes), "report/index.html")["view"]["attendance"][0].clone();
    let chart = &attendance["chart"];
    let numbers: Vec<&str> = chart["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|column| column["words"][0]["text"].as_str().unwrap())
        .collect();
    assert_eq!(numbers, ["18", "<5", "20", "21"]);
    assert_eq!(all(&attendance["years"], "middle"), ["18", "fewer than 5", "20", "21"]);
    let words = chart["alternative"].as_str().unwrap();
    assert!(words.starts_with("From 2018 to 2021,") && words.contains("between 18 and 21"), "{words}");
}
