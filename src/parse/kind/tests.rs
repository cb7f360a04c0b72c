//! What files are taken for, by name, folder, date and headings; and what they are not.

use super::*;
use crate::parse::dates::{Sources, decide};

fn kind_of(path: &str, headings: &[&str]) -> Kind {
    let headings: Vec<Heading<'_>> = headings.iter().map(|text| Heading { level: 2, text, span: 0..1 }).collect();
    let decision =
        decide(&Sources { path, front_matter: None, headings: &headings, lead: "", lead_start: 0, order: None });
    let sections = crate::parse::dates::sections(&headings, None, None).len();
    of(path, &Evidence { decision: &decision, sections, meeting_signs: meeting_signs(&headings) })
}

fn all(expected: Kind, paths: &[&str]) {
    for path in paths {
        assert_eq!(kind_of(path, &[]), expected, "{path}");
    }
}

#[test]
fn a_date_in_the_name_says_session() {
    all(
        Kind::Session(Part::Notes),
        &[
            "2021-05-14.md",
            "meetings/2021-05-14-topic.md",
            "2022/CG-06-07.md",
            "sig/2021/05-14-2021.md",
            "meetings/2021-05-14-release-planning.md",
            "会议纪要/2023年5月7日 例会.md",
            "meetings/2021-05-14-template-literals.md",
            "release-team/meetings/2021-05-14.md",
            "blog/meetings/2021-05-14.md",
        ],
    );
}

#[test]
fn other_dated_files_are_pages() {
    all(
        Kind::Page,
        &[
            "blog/2021-05-14-hello.md",
            "_posts/2021-05-14-hello.md",
            "news/2021/05-14.md",
            "releases/2021-05-14.md",
            "docs/adr/2021-05-14-use-x.md",
            "decisions/2021-05-14.md",
            "resolutions/approved/2021-05-14.md",
            "2021-05-14-changelog.md",
            "proposals/2021-05-14.md",
            "newsletter-2021-05-14.md",
            "daily/2021-05-14.md",
        ],
    );
}

#[test]
fn undated_files_are_pages_unless_they_show_a_meeting() {
    all(
        Kind::Page,
        &[
            "how-to.md",
            "meetings/how-to-run.md",
            "CHANGELOG.md",
            "2021-report.md",
            "2017/CG-05.md",
            "meetings/2021-05.md",
            "staff-meetings/all-hands.md",
            "Meeting 149.md",
        ],
    );
    all(
        Kind::Session(Part::Notes),
        &[
            "sessions/first-steps.md",
            "groups/a/sessions/budget.md",
            "Core Meetings/Meeting 149.md",
            "calls/call_043.md",
        ],
    );
    assert_eq!(kind_of("议事录/第12次会议.md", &[]), Kind::Session(Part::Notes));
    assert_eq!(kind_of("议事录/第3回.md", &["参会人"]), Kind::Session(Part::Notes));
    assert_eq!(kind_of("sig/2021年第3次例会.md", &["会议时间：2021年3月26日"]), Kind::Session(Part::Notes));
    assert_eq!(kind_of("vorstand/vorstandssitzung-3.md", &["Datum: 12.03.2021"]), Kind::Session(Part::Notes));
    assert_eq!(kind_of("cr/ag.md", &["PV de l'AG du 3 avril 2021"]), Kind::Session(Part::Notes));
    assert_eq!(kind_of("Treffen/00_Treffen.md", &["Treffen vom 12.03.2021"]), Kind::Index);
    assert_eq!(kind_of("2021/2021-03-05 Einladung zur Versammlung.md", &[]), Kind::Page);
    assert_eq!(kind_of("2021/2021-03-05 Kassenprüfungsbericht 2020.md", &[]), Kind::Page);
    assert_eq!(kind_of("Meeting 149.md", &["Attendees"]), Kind::Session(Part::Notes));
    assert_eq!(kind_of("meetings/kick-off.md", &["Date: 2021-05-14"]), Kind::Session(Part::Notes));
    assert_eq!(kind_of("plan.md", &["Attendees", "Agenda"]), Kind::Page);
    assert_eq!(kind_of("plan.md", &["May 14, 2021", "Attendees", "Agenda"]), Kind::Session(Part::Notes));
    assert_eq!(kind_of("plan.md", &["May 14, 2021", "Background"]), Kind::Page);
    assert_eq!(kind_of("08-23-notes.md", &[]), Kind::Session(Part::Notes));
    assert_eq!(kind_of("08-23-numbers.md", &[]), Kind::Page);
}

#[test]
fn habit_14_logs() {
    let days = ["2021-05-14", "2021-05-07", "2021-04-30"];
    assert_eq!(kind_of("meeting-notes.md", &days), Kind::Log);
    assert_eq!(kind_of("sig/meeting-notes-2021.md", &days), Kind::Log);
    assert_eq!(kind_of("minutes/team-a.md", &days), Kind::Log);
    assert_eq!(kind_of("CHANGELOG.md", &["1.2.0 - 2021-05-14", "1.1.0 - 2021-05-07"]), Kind::Page);
    assert_eq!(kind_of("history.md", &days), Kind::Page);
    assert_eq!(kind_of("meeting-notes.md", &[]), Kind::Index);
    assert!(is_log("meeting-notes/release-1.2.0.md", "Weekly call", 1));
    assert!(!is_log("meeting-notes/release-1.2.0.md", "Weekly call", 0));
    assert!(!is_log("docs/release-1.2.0.md", "Weekly call", 1));
    assert!(!is_log("meeting-notes/changelog.md", "Weekly call", 1));
}

#[test]
fn a_month_of_minutes_is_a_session_where_the_text_says_the_day() {
    let session = Kind::Session(Part::Notes);
    assert_eq!(kind_of("minutes/2026-01-minutes.md", &["Minutes for January 12, 2026"]), session);
    assert_eq!(kind_of("minutes/2026/2026-02-minutes.md", &["Meeting minutes: 2026-02-18 UTC 16:00"]), session);
    assert_eq!(kind_of("minutes/2026-01-minutes.md", &[]), Kind::Page);
    assert_eq!(kind_of("minutes/minutes-2026.md", &["January 12, 2026"]), Kind::Index);
}

#[test]
fn habit_15_cancelled() {
    all(
        Kind::Cancelled,
        &[
            "2021-05-14-no-mtg.md",
            "meetings/2021-05-14-cancelled.md",
            "2021/05-14-Canceled-call.md",
            "2021年5月14日 例会取消.md",
            "meetings/2021-05-14-no-meeting.md",
        ],
    );
    all(Kind::Session(Part::Notes), &["2021-05-14-no-notes.md", "2021-05-14-mtg.md", "2021-05-14-nomination.md"]);
}

#[test]
fn habit_16_templates() {
    all(
        Kind::Template,
        &[
            "template.md",
            "meeting-template.md",
            "Vorlage.md",
            "meetings/template-2021-01-01.md",
            "minutes/2021-01-01-template.md",
            "templates/2021-01-01.md",
            "meetings/YYYY-MM-DD.md",
            "plantilla-acta.md",
            "会议纪要模板.md",
            "PROJECT_CHARTER_TEMPLATE.md",
            "20YY 年 M 月总结.md",
            "_template.md",
            "議事録テンプレート.md",
        ],
    );
    all(Kind::Page, &["contemplate.md", "why-templates-matter.md", "temple.md"]);
}

#[test]
fn habit_17_parts_of_one_meeting() {
    assert_eq!(kind_of("2021/08-23-agenda.md", &[]), Kind::Session(Part::Agenda));
    assert_eq!(kind_of("2021/08-23-minutes.md", &[]), Kind::Session(Part::Notes));
    assert_eq!(kind_of("2021/08-23-transcript.md", &[]), Kind::Session(Part::Transcript));
    assert_eq!(kind_of("a/2021-08-23/summary.md", &[]), Kind::Session(Part::Summary));
    let keys =
        ["2021/08-23-agenda.md", "2021/08-23-minutes.md", "2021/08-23-transcript.md", "2021/08-23.md"].map(meeting_key);
    assert!(keys.iter().all(|key| *key == keys[0]), "{keys:?}");
    assert_eq!(meeting_key("a/2021-08-23/summary.md"), meeting_key("a/2021-08-23/transcript.md"));
    assert_ne!(meeting_key("2021/08-23-agenda.md"), meeting_key("2021/08-24-agenda.md"));
    assert_ne!(meeting_key("2021/08-23-board.md"), meeting_key("2021/08-23-council.md"));
}

#[test]
fn habit_18_indexes_and_folder_pages() {
    all(Kind::FolderPage, &["README.md", "meetings/README.md", "index.md", "a/2021/readme.md"]);
    all(
        Kind::Index,
        &[
            "2012-05/toc.md",
            "SUMMARY.md",
            "meetings/contents.md",
            "会议纪要列表.md",
            "meetings/meetings-2021.md",
            "minutes-index.md",
        ],
    );
    all(Kind::Session(Part::Notes), &["meetings/2019-04-22/README.md", "2021-05-14-index-fund.md"]);
}

#[test]
fn pages_of_a_fixed_kind() {
    all(Kind::Goals, &["goals.md", "groups/a/learning-goals.md", "Objectives.md", "charter.md", "Ziele.md", "目标.md"]);
    all(
        Kind::Guidelines,
        &["guidelines.md", "ground-rules.md", "CODE_OF_CONDUCT.md", "code-of-conduct.md", "Spielregeln.md"],
    );
    all(Kind::Resources, &["resources.md", "links.md", "Reading List.md", "useful_links.md", "ressources.md"]);
    all(
        Kind::Page,
        &[
            "goalkeeper.md",
            "sustainable-development-goals-of-others.md",
            "writing-guidelines-for-staff.md",
            "human-resources.md",
            "linked-data.md",
        ],
    );
}

#[test]
fn folders_of_sessions() {
    for folder in [
        "sessions",
        "Meetings",
        "meeting-notes",
        "_minutes",
        "wg-meetings",
        "protokolle",
        "Réunions",
        "reuniones",
        "会议纪要",
        "會議記錄",
        "议事录",
        "项委会 2024 年例会纪要",
        "議事録",
        "calls",
    ] {
        assert!(is_for_sessions(folder), "{folder}");
    }
    for folder in ["docs", "guides", "sessional", "2021", "recall", "minuteman", "groups", "资料"] {
        assert!(!is_for_sessions(folder), "{folder}");
    }
}

#[test]
fn numbers_of_meetings() {
    for (path, expected) in [
        ("Meeting 149.md", 149),
        ("a/call_043.md", 43),
        ("010-20201123.md", 10),
        ("ACD119.md", 119),
        ("2021-05-14-call-7.md", 7),
        ("第3回.md", 3),
    ] {
        assert_eq!(number(path), Some(expected), "{path}");
    }
    for path in ["2021-05-14.md", "Meeting 3 of 5.md", "meeting-2021.md", "notes.md", "call-123456.md"] {
        assert_eq!(number(path), None, "{path}");
    }
}
