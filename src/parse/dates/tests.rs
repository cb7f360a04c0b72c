//! A table for each habit of writing dates: forms that must be found, near misses that must not.

use super::*;
use jiff::civil::date;

/// The dates in a text as `2021-05-14`, `2021-05-14..2021-05-16`, `2021-04-05|2021-05-04`.
fn found(text: &str) -> Vec<String> {
    let show = |found: &FoundDate| {
        let end = found.end.map(|end| format!("..{end}")).unwrap_or_default();
        let others: String = found.others.iter().map(|other| format!("|{other}")).collect();
        format!("{}{end}{others}", found.start)
    };
    in_text(text).iter().map(show).collect()
}

fn check(text: &str, expected: &str) {
    assert_eq!(found(text).join(" "), expected, "{text}");
}

fn nothing(texts: &[&str]) {
    for text in texts {
        check(text, "");
    }
}

fn check_path(path: &str, expected: &str) {
    let path_date = in_path(path, None);
    let dates: Vec<String> = path_date.dates.iter().map(Date::to_string).collect();
    let end = path_date.end.map(|end| format!("..{end}")).unwrap_or_default();
    let loose = if path_date.loose { "?" } else { "" };
    assert_eq!(format!("{}{end}{loose}", dates.join("|")), expected, "{path}");
}

/// Decides from a path and a text, whose `#` lines are the headings.
fn decide_on(path: &str, text: &str) -> Decision {
    decide_with(path, text, (None, None))
}

fn decide_with(path: &str, text: &str, (front_matter, order): (Option<&str>, Option<Order>)) -> Decision {
    let mut headings = Vec::new();
    let mut position = 0;
    for line in text.split_inclusive('\n') {
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        if level > 0 {
            let level = u8::try_from(level).expect("few");
            headings.push(Heading {
                level,
                text: line.trim_matches(['#', ' ', '\n']),
                span: position..position + line.len(),
            });
        }
        position += line.len();
    }
    decide(&Sources { path, front_matter, headings: &headings, lead: text, lead_start: 0, order })
}

fn day(text: &str) -> Option<Date> {
    Some(text.parse().expect("a date"))
}

fn open(decision: &Decision) -> Vec<&Open> {
    decision.doubts.iter().map(|doubt| &doubt.open).collect()
}

#[test]
fn habit_1_whole_dates_in_names() {
    check_path("2024-05-14.md", "2024-05-14");
    check_path("meetings/2024-05-14-topic.md", "2024-05-14");
    check_path("2019-09-30--weekly-call.md", "2019-09-30");
    check_path("20190619.md", "2019-06-19");
    check_path("010-20201123.md", "2020-11-23");
    check_path("Meeting_Team_20180713.md", "2018-07-13");
    check_path("2020 03 12.md", "2020-03-12");
    check_path("Jan 29 2021.md", "2021-01-29");
    check_path("2021_05_14.md", "2021-05-14");
    check_path("14-may-2021-notes.md", "2021-05-14");
    check_path("notes-2021May14.md", "");
    check_path("2024年7月14日项目例会.md", "2024-07-14");
    check_path("项目例会 2025年3月2日.md", "2025-03-02");
    check_path("14052021.md", "2021-05-14");
    check_path("2024.10.15.md", "2024-10-15");
    check_path("2025-11.04 call.md", "2025-11-04");
}

#[test]
fn habit_1_near_misses_in_names() {
    for path in [
        "v2020.1.2.md",
        "release-1.12.20.md",
        "notes-2021.md",
        "2021-05.md",
        "2021-13-05.md",
        "1234567890123.md",
        "20191216T170000.md",
        "rfc-2021-05.md",
        "report-2019-2020.md",
        "12345678.md",
        "2021-02-30.md",
        "1889-05-14.md",
        "192.168.10.20.md",
        "20230326093012.md",
    ] {
        check_path(path, "");
    }
}

#[test]
fn habit_2_the_year_in_the_folder() {
    check_path("2022/CG-06-07.md", "2022-06-07");
    check_path("2022-06/jun-06.md", "2022-06-06");
    check_path("2017-06/june-08.md", "2017-06-08");
    check_path("docs/2024/docs-05-8.md", "2024-05-08");
    check_path("2018/WG-11-7.md", "2018-11-07");
    check_path("2022 年/5月7日.md", "2022-05-07");
    check_path("2022 年会议纪要/5月7日 例会.md", "2022-05-07");
    check_path("july-2012/july-24.md", "2012-07-24");
    check_path("2023/01-Jan/05-primary.md", "2023-01-05");
    check_path("2023/05/17.md", "2023-05-17");
    check_path("2019/14.05.md", "2019-05-14");
    check_path("2022/28-06.md", "2022-06-28");
}

#[test]
fn habit_2_near_misses() {
    for path in [
        "2017/CG-05.md",
        "2012-05/toc.md",
        "2022/part-1-2.md",
        "2019-2020/june-08.md",
        "es2015/06-07.md",
        "notes/jun-06.md",
        "2023/5-steps.md",
        "v2022/06-07.md",
        "2022/README.md",
    ] {
        check_path(path, "");
    }
    assert_eq!(in_path("notes/jun-06.md", None).without_year, [(6, 6)]);
    assert_eq!(in_path("06-07-agenda.md", None).without_year, [(6, 7), (7, 6)]);
}

#[test]
fn habit_3_all_digit_orders() {
    check_path("11-21-22.md", "2022-11-21");
    check_path("notes-12-13-2023.md", "2023-12-13");
    check_path("2019-9-18.md", "2019-09-18");
    check_path("minutes-28-06-2021.md", "2021-06-28");
    check_path("14-11-2023-agenda.md", "2023-11-14");
    check_path("05-06-2023.md", "2023-05-06|2023-06-05");
    check_path("2018/18-04-15.md", "2018-04-15");
    check_path("30-9-24-minutes.md", "2024-09-30");
    check_path("21.05.14.md", "2014-05-21|2021-05-14");
    check_path("CR du 05-11-2023.md", "2023-11-05");
    check_path("会议纪要/2023/0507.md", "2023-05-07");
    check_path("議事録/2023/0507_定例.md", "2023-05-07");
    check_path("2023/0012-title.md", "");
    assert_eq!(in_path("05-06-2023.md", Some(Order::DayFirst)).dates, [date(2023, 6, 5)]);
    assert_eq!(in_path("2022/05-06.md", Some(Order::DayFirst)).dates, [date(2022, 6, 5)]);
}

#[test]
fn habit_3_the_archives_own_order() {
    assert_eq!(order_of_names(["11-21-22.md", "01-05-22.md"]), Some(Order::MonthFirst));
    assert_eq!(order_of_names(["28-06-2021.md", "05-06-2021.md"]), Some(Order::DayFirst));
    assert_eq!(order_of_names(["22-01-15.md", "22-02-12.md", "23-03-05.md"]), Some(Order::YearFirst));
    assert_eq!(order_of_names(["30-09-24.md", "07-10-24.md", "21-10-24.md"]), Some(Order::DayFirst));
    assert_eq!(order_of_names(["05.05.21.md", "12.05.21.md", "19.05.21.md"]), Some(Order::DayFirst));
    assert_eq!(in_path("05.05.21.md", Some(Order::DayFirst)).dates, [date(2021, 5, 5)]);
    assert_eq!(order_of_names(["05-06-2021.md", "04-03-2021.md"]), None);
    assert_eq!(
        order_of_names(["Protokoll_180926.md", "Protokoll_181003.md", "Protokoll_190110.md"]),
        Some(Order::YearFirst)
    );
    assert_eq!(in_path("Protokoll_180926.md", Some(Order::YearFirst)).dates, [date(2018, 9, 26)]);
    assert_eq!(order_of_names(["28-06-2021.md", "06-28-2021.md"]), None);
    assert_eq!(order_of_names(["2021-06-28.md", "notes.md"]), None);
    assert_eq!(convention([Order::DayFirst; 30].into_iter().chain([Order::MonthFirst])), Some(Order::DayFirst));
    assert_eq!(convention([Order::DayFirst, Order::MonthFirst]), None);
    assert_eq!(convention([]), None);
}

#[test]
fn habit_4_the_date_in_the_folder() {
    check_path("meetings/2019-04-22/README.md", "2019-04-22");
    check_path("2025-01-08/2025-01-08.md", "2025-01-08");
    check_path("group/2025-07-09/transcript.md", "2025-07-09");
    check_path("2025-07-17/pv.md", "2025-07-17");
    check_path("meetings/2019-04-22/breakout-a.md", "2019-04-22");
    check_path("meetings/2018/03-20/notes.md", "2018-03-20");
    check_path("2023/01/05/notes.md", "2023-01-05");
    check_path("2019-04-22/how-to.md", "");
    check_path("2019-04/README.md", "");
    check_path("2019/README.md", "");
}

#[test]
fn habit_5_a_label_gives_the_date() {
    for text in [
        "# Call 149\n### Meeting Date/Time: Thursday 2022/12/15 at 14:00 UTC\n",
        "# Call 149\n\n**Date:** 2022-12-15\n",
        "# Call 149\n- **When**: Thursday, December 15, 2022, 14:00\n",
        "# Call 149\n| Date | 15 December 2022 |\n|---|---|\n",
        "# Call 149\n| **Meeting Date & Time** | [December 15, 2022, 19:00 UTC](https://a.example/?iso=20221216T190000) |\n",
        "# Call 149\nDatum: 15.12.2022\n",
        "# Call 149\n**Fecha:** 15 de diciembre de 2022\n",
        "# Call 149\nDate : jeudi 15 décembre 2022\n",
        "# Call 149\n日期：2022年12月15日\n",
        "# Call 149\n2. 会议时间：⏰2022-12-15 20:00\n",
        "# Call 149\n- 日時: 2022/12/15（木）15:00-17:30\n",
        "# Call 149\nData: 15 dicembre 2022\n",
        "# Call 149\nWanneer: donderdag 15 december 2022\n",
        "# Call 149\n## Date\n\n2022-12-15\n",
        "# Call 149\n*Datum*: 15. Dezember 2022, 18 Uhr\n",
        "# Call 149\n| Date | Place |\n|---|---|\n| 2022-12-15 | Room 1 |\n",
        "# Call 149\nPlace: Room 1; Date: 2022-12-15\n",
        "# Call 149\n> 【时间】2022-12-15\n",
        "# Call 149\nTreffen am 15.12.2022\n",
        "# Call 149\n**Date** 2022-12-15\n",
        "# Call 149\nDate: ~~2022-12-08~~ 2022-12-15\n",
    ] {
        assert_eq!(decide_on("call_149.md", text).date, day("2022-12-15"), "{text}");
    }
}

#[test]
fn habit_6_no_year_is_no_date() {
    for (path, text) in [
        ("call.md", "# May 14\n"),
        ("call.md", "# Call\nDate: Thursday, Aug 26 at 13:00 UTC\n"),
        ("06-14-minutes.md", "# Minutes\n"),
        ("call.md", "# 5月14日 例会\n"),
    ] {
        let decision = decide_on(path, text);
        assert_eq!(decision.date, None, "{path} {text}");
        assert!(matches!(open(&decision)[..], [Open::Year(..)]), "{path} {text}");
    }
    assert_eq!(decide_on("2021/call.md", "# May 14\n").date, day("2021-05-14"));
    assert_eq!(decide_on("call.md", "# Notes on growing tomatoes\n"), Decision::default());
}

#[test]
fn habit_7_headings() {
    for text in [
        "# January 29, 2021\n",
        "# 29 January, 2021 Meeting Notes\n",
        "# 2021/01/29\n",
        "# 2021-01.29\n",
        "# Fri Jan 29, 2021 at 8:00am PST\n",
        "# Team\n### Jan 29th, 2021\n",
        "# Team\n## Weekly call - 29 Jan 2021\n",
        "# Fri Jan 29, 2021 at 8:00am PST (and 2022-03-04)\n",
        "# Meeting 29 January '21\n",
        "# Minutes (January 29 2021)\n",
        "Jan 29 2021\n===\n",
        "**1/29/2021**\n",
        "<h1 align=\"center\">Latest（2021 年 1 月 29 日）</h1>\n",
    ] {
        assert_eq!(decide_on("call.md", text).date, day("2021-01-29"), "{text}");
    }
    for text in [
        "# Next meeting: January 29, 2021\n",
        "# Team\n## Deadline January 29, 2021\n",
        "# Team\n## What we learned when the hall flooded on January 29, 2021 and after\n",
        "# Team\nWe met the council on January 29, 2021 in the hall.\n",
        "# Team\n## Next meeting\nDate: 2021-01-29\n",
        "# Team\nNächstes Treffen:\n29.01.2021, 14:30 Uhr\n",
        "# Team\nNext meeting date: 2021-01-29\n",
        "# Team\nDue date: 2021-01-29\n",
        "# 下次会议：2021年1月29日\n",
        "# Team\n```\nDate: 2021-01-29\n```\n",
        "# Team\n<!-- Date: 2021-01-29 -->\n",
    ] {
        assert_eq!(decide_on("call.md", text).date, None, "{text}");
    }
}

#[test]
fn habit_8_languages_and_forms() {
    check("Mittwoch, 26. September 2018", "2018-09-26");
    check("2023年5月7日", "2023-05-07");
    check("２０２３年５月７日", "2023-05-07");
    check("2023 年 5 月 7 日 星期日", "2023-05-07");
    check("mardi 21 novembre 2023", "2023-11-21");
    check("mar 21 nov 2023", "2023-11-21");
    check("le 1er mars 2023", "2023-03-01");
    check("12 de enero de 2023", "2023-01-12");
    check("5 de maio de 2023", "2023-05-05");
    check("12 gennaio 2023", "2023-01-12");
    check("12 mei 2023", "2023-05-12");
    check("3. März 2021", "2021-03-03");
    check("2021/Jan/21", "2021-01-21");
    check("2024.10.15", "2024-10-15");
    check("**May** **14th**, **2021**", "2021-05-14");
    check("Septemebr 17, 2018", "2018-09-17");
    check("17 Octber 2018", "2018-10-17");
    check("14th of May, 2021", "2021-05-14");
    check("May the 4th 2021", "2021-05-04");
    check("29-Jan-2021", "2021-01-29");
    check("令和3年5月14日（金）", "2021-05-14");
    check("2021-05-14T10:00:00Z", "2021-05-14");
    check("Réunion du 05/11/2021", "2021-11-05");
    check("Nov.21.2019, 21.Nov.2019, 2019 Nov. 21, Nov 21, '19", "2019-11-21 2019-11-21 2019-11-21 2019-11-21");
    check("Thu, 21 Nov 2019 14:00:00 +0000", "2019-11-21");
    check("20th-21st June 2019", "2019-06-20..2019-06-21");
    check("2020-5-7（周四）", "2020-05-07");
    check("Dec. 3rd, 2020", "2020-12-03");
    check("20210514", "2021-05-14");
    check("23年5月7号", "2023-05-07");
}

#[test]
fn habit_8_near_misses() {
    nothing(&[
        "2019-2020",
        "May 2021",
        "2021-05",
        "v2021.5.14",
        "version 2021.5.14",
        "1234567890123",
        "20191216T170000",
        "192.168.1.20",
        "10.12.20.5",
        "+49 30 2021 05 14",
        "#20210514",
        "Septober 17, 2018",
        "May 14, 2000 UTC",
        "Room 5, 2021",
        "2021年5月",
        "5 times 2021",
        "7/2021",
        "may 14:30",
        "2021-5-141",
        "2019-01-154",
        "1889-01-02",
        "2100-01-02",
        "31 April 2021",
        "abc20210514",
        "Top 10 may 3",
        "1.2.21",
        "https://a.example/2021/05/14/x",
        "[x](../2021-05-14.md)",
        "~~2021-05-14~~",
        "2023年13月7日",
    ]);
}

#[test]
fn habit_9_day_or_month_first() {
    check("Date: 17/04/2015", "2015-04-17");
    check("4/17/15", "2015-04-17");
    check("4/5/2021", "2021-04-05|2021-05-04");
    check("Wed 5/5/2021", "2021-05-05");
    check("Tuesday 4/5/2021", "2021-05-04");
    check("Monday, 4/5/2021", "2021-04-05");
    check("4.5.2021", "2021-05-04");
    check("5.14.2021", "2021-05-14");
    let undecided = decide_on("call.md", "Date: 4/5/2021\n");
    assert_eq!(
        (undecided.date, open(&undecided)),
        (None, vec![&Open::Readings(vec![date(2021, 4, 5), date(2021, 5, 4)])])
    );
    assert_eq!(decide_on("call.md", "Fecha: 4/5/2021\n").date, day("2021-05-04"));
    assert_eq!(decide_on("2021-05-04.md", "Date: 4/5/2021\n").doubts, []);
    assert_eq!(decide_on("04-05-2021.md", "# April 5, 2021\n").date, day("2021-04-05"));
    assert_eq!(decide_on("04-05-2021.md", "# June 9, 2021\n").date, None);
    assert_eq!(decide_with("call.md", "Date: 4/5/2021\n", (None, Some(Order::MonthFirst))).date, day("2021-04-05"));
    assert_eq!(decide_on("visio.md", "# Compte-rendu réunion visio\n## 05/11/2024\n").date, day("2024-11-05"));
    assert_eq!(decide_on("visio.md", "# Meeting\n## 05/11/2024\n").date, None);
    assert_eq!(decide_on("protokolle/05-06-2023.md", "").date, day("2023-06-05"));
    assert_eq!(decide_on("protokolle/18-09-26.md", "").date, None);
    check("Thursday 2022/19/5", "2022-05-19");
    nothing(&["2022/19/5", "Friday 2022/19/5"]);
    assert_eq!(decide_on("call.md", "Date: 17/04/2015\n").shown, Some(Order::DayFirst));
}

#[test]
fn habit_10_the_name_wins_with_a_warning() {
    let copied = decide_on("2021-05-21.md", "# May 14, 2021\n");
    assert_eq!((copied.date, copied.from), (day("2021-05-21"), Some(Source::Name)));
    assert_eq!(open(&copied), [&Open::Disagrees(date(2021, 5, 14))]);
    let weekday = decide_on("call.md", "# Monday, May 14, 2021\n");
    assert_eq!(weekday.date, day("2021-05-14"));
    assert!(matches!(open(&weekday)[..], [Open::Weekday(..)]));
    let tie = decide_on("call.md", "# Friday, May 13, 2021\nDate: Friday, May 14, 2021\n");
    assert_eq!(tie.date, day("2021-05-14"));
    let copied = decide_on("05-21-minutes.md", "# May 14, 2021\n");
    assert_eq!((copied.date, copied.doubts.len()), (day("2021-05-21"), 1));
    let copy = decide_on("20th-february-2025-13.md", "# 5th June 2025\n");
    assert_eq!((copy.date, copy.from, copy.doubts.len()), (day("2025-06-05"), Some(Source::Heading), 1));
    assert_eq!(decide_on("2025-02-20-2.md", "# Second call\n").date, day("2025-02-20"));
    let far = decide_on("11-21-minutes.md", "# May 14, 2021\n");
    assert_eq!((far.date, far.doubts.len()), (None, 1));
    assert_eq!(decide_on("05-14-minutes.md", "# May 14, 2021\n").doubts, []);
    assert_eq!(decide_with("2021-05-21.md", "", (Some("2021-05-20"), None)).date, day("2021-05-20"));
    assert_eq!(decide_with("call.md", "", (Some("soon"), None)).date, None);
}

#[test]
fn habit_11_folder_dates_that_are_not_the_meetings() {
    check_path("archived/2021-02-22/README.md", "");
    check_path("archived/2021-02-22/2020-01-05.md", "2020-01-05");
    check_path("minutes/2018/minutes-2015-04-17.md", "2015-04-17");
    check_path("backup/2021-02-22/notes.md", "");
    check_path("meetings/2021-02-22/2021-02-21-notes.md", "2021-02-21");
}

#[test]
fn habit_12_other_dates_in_the_text() {
    let text = "# Call\n[join](https://a.example/?iso=20191216T170000)\nThe fund closes on 2021-06-01.\nCopyright 2021-01-01\n- by May 14, 2021: send the form\n";
    assert_eq!(decide_on("call.md", text), Decision::default());
    let deep = format!("# Call\n{}Date: 2021-05-14\n", "talk\n".repeat(60));
    assert_eq!(decide_on("call.md", &deep).date, None);
}

#[test]
fn habit_13_ranges() {
    check_path("2019/june-11-12_F2F.md", "2019-06-11..2019-06-12");
    check_path("2018/CG-03-20v21.md", "2018-03-20..2018-03-21");
    check_path("2017-10-16-to-2018-01-22.md", "2017-10-16..2018-01-22");
    check_path("2023-09-11-2023-09-14-extra.md", "2023-09-11..2023-09-14");
    check("June 11-12, 2019", "2019-06-11..2019-06-12");
    check("11–12 June 2019", "2019-06-11..2019-06-12");
    check("11. bis 12. Juni 2019", "2019-06-11..2019-06-12");
    check("du 11 au 12 juin 2019", "2019-06-11..2019-06-12");
    check("30 June – 2 July 2019", "2019-06-30..2019-07-02");
    check("June 30 - July 2, 2019", "2019-06-30..2019-07-02");
    check("2019-06-11 to 2019-06-12", "2019-06-11..2019-06-12");
    check("2019-06-11/12", "2019-06-11..2019-06-12");
    check("2019年6月11日-12日", "2019-06-11..2019-06-12");
    check("2019年6月30日至7月2日", "2019-06-30..2019-07-02");
    check("11 and 12 June 2019", "2019-06-11..2019-06-12");
    check("2019-06-11 10:00-12:00", "2019-06-11");
    check("June 5 2019 - 7pm", "2019-06-05");
    check("2019-06-11 and 2019-06-18", "2019-06-11 2019-06-18");
    check_path("jan-29-21.md", "2021-01-29");
    let both = decide_on("2019-06-11.md", "# Retreat, June 11–12, 2019\n");
    assert_eq!((both.date, both.end, both.doubts.len()), (day("2019-06-11"), day("2019-06-12"), 0));
}

fn sections_of(lines: &[&str], year: Option<i16>) -> Vec<String> {
    let headings: Vec<Heading<'_>> = lines
        .iter()
        .map(|line| Heading {
            level: u8::try_from(line.bytes().take_while(|byte| *byte == b'#').count()).expect("few"),
            text: line.trim_start_matches(['#', ' ']),
            span: 0..1,
        })
        .collect();
    let day = |section: &Section| section.date.map_or("?".to_owned(), |date| date.to_string());
    sections(&headings, year, None).iter().map(|section| format!("{}:{}", section.heading, day(section))).collect()
}

#[test]
fn habit_14_many_sessions_in_one_file() {
    assert_eq!(
        sections_of(&["# Log", "## 2021-05-14", "### Present", "## 2021-05-07", "### Present"], None),
        ["1:2021-05-14", "3:2021-05-07"]
    );
    assert_eq!(sections_of(&["# May 14, 2021", "# May 7, 2021"], None), ["0:2021-05-14", "1:2021-05-07"]);
    assert_eq!(
        sections_of(&["# 2021", "## May 14", "## May 7", "# 2020", "## Dec 4"], None),
        ["1:2021-05-14", "2:2021-05-07", "4:2020-12-04"]
    );
    assert_eq!(sections_of(&["# Log", "### 12/18/2018", "### 12/11/2018 - short call"], None).len(), 1 + 1);
    assert_eq!(sections_of(&["## May 14", "## May 7"], Some(2021)).len(), 2);
    for lines in [
        &["# 2021-05-14", "## Topic", "## Other"][..],
        &["# Log", "## May 14", "## May 7"],
        &["# Notes", "## Agenda", "## 2021-05-14 follow-up", "## News", "## Talk", "## 2021-05-07 minutes", "## End"],
        &["# Notes", "## 2021-05-14 morning", "## 2021-05-14 afternoon"],
        &["# Notes", "## Next meeting 2021-05-14", "## Next meeting 2021-05-21"],
    ] {
        assert_eq!(sections_of(lines, None), Vec::<String>::new(), "{lines:?}");
    }
    let log = decide_on("notes.md", "# Log\n## 2021-05-14\n## 2021-05-07\n");
    assert_eq!(log.date, None);
    assert_eq!(decide_on("2021-05-21.md", "# Days\n## 2021-05-14\n## 2021-05-07\n").date, day("2021-05-21"));
}

#[test]
fn six_digits_need_another_witness() {
    check_path("2019/190619.md", "2019-06-19");
    assert_eq!(decide_on("190619-notes.md", "# June 19, 2019\n").date, day("2019-06-19"));
    assert_eq!(decide_on("190619-notes.md", "# Notes\n"), Decision { without_year: false, ..Decision::default() });
}

#[test]
fn places_of_doubts_are_those_of_the_file() {
    for text in ["# Call\n\nDate: 4/5/2021\n", "# Call\n\n  Date: 4/5/2021\n"] {
        let decision = decide_on("call.md", text);
        let place = decision.doubts[0].place.clone().expect("a place");
        assert_eq!(&text[place], "Date: 4/5/2021");
    }
}

#[test]
fn spans_are_those_of_the_text() {
    let text = "Notes of Wednesday, **May** 14th, 2021 (draft)";
    let found = in_text(text);
    assert_eq!(&text[found[0].span.clone()], "Wednesday, **May** 14th, 2021");
}

#[test]
fn long_lines_cost_their_length() {
    let pieces = ["1-", "2021-05-14 ", "May 5 ", "~~<(", "年月日12", "Date: ", "|", "***", "9"];
    for piece in pieces {
        let line = piece.repeat(150_000 / piece.len());
        let _ = in_text(&line);
        let _ = decide_on("call.md", &format!("# {line}\n{line}\n"));
        let _ = in_path(&line, None);
    }
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,60}", path in "[-0-9a-zA-Z年月日/._ ]{0,40}") {
        let _ = in_text(&text);
        let _ = decide_on(&path, &text);
        let _ = decide_on(&text, &path);
    }

    #[test]
    fn dates_with_letters_and_digits_never_panic(text in "(20[0-9]{2}|[0-9]{1,2}|May|mar|de|th|[-./, 年月日至~v'()|:*#]){0,14}") {
        for found in in_text(&text) {
            proptest::prop_assert!(text.is_char_boundary(found.span.start) && text.is_char_boundary(found.span.end));
            proptest::prop_assert!((1990..=2099).contains(&found.start.year()));
        }
        let _ = decide_on(&text, &text);
    }
}
