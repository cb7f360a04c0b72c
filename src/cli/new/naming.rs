//! What a new session's file is called: as the sessions are called that are there, with its own date, number
//! and title; where there are none, `sessions/2023-02-09-title.md` in the group's folder.

use jiff::civil::Date;

use crate::model::{GroupId, NoteId, Site};
use crate::note::Note;
use crate::text;

/// What a new session's name is made of.
pub(super) struct Session<'a> {
    pub(super) date: Date,
    pub(super) title: Option<&'a str>,
    pub(super) number: Option<u32>,
}

/// How a day is written in names of files.
const FORMS: [&str; 6] = ["%Y-%m-%d", "%Y_%m_%d", "%Y.%m.%d", "%Y %m %d", "%Y%m%d", "%Y年%-m月%-d日"];

/// What a name ends in that says only that the file is a session.
const USUAL_ENDINGS: [&str; 8] =
    ["meeting", "meetings", "minutes", "notes", "session", "call", "agenda", "meeting-notes"];

/// The new session's path below the content folder.
pub(super) fn path(site: &Site, group: Option<GroupId>, session: &Session<'_>) -> String {
    let home = group.map_or("", |group| site.groups[group].folder.as_str());
    let own = group.map_or(site.sessions.as_slice(), |group| &site.groups[group].sessions);
    let like = latest(site, own).or_else(|| latest(site, &site.sessions));
    let Some(like) = like else {
        return below(home, &format!("sessions/{}", plain_name(session)));
    };
    let note = &site.notes[like];
    let like_home = site.group_of[like].map_or("", |group| site.groups[group].folder.as_str());
    let inside = if like_home.is_empty() { Some(note.path.as_str()) } else { note.path.strip_prefix(like_home) };
    let Some(inside) = inside.map(|path| path.trim_start_matches('/')) else {
        return below(home, &format!("sessions/{}", plain_name(session)));
    };
    let before = before(site, own, like).map(|id| site.notes[id].as_ref());
    below(home, &following(inside, note, before, session))
}

fn below(folder: &str, path: &str) -> String {
    if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") }
}

/// The session with the latest date that has a file of its own.
fn latest(site: &Site, sessions: &[NoteId]) -> Option<NoteId> {
    sessions.iter().rev().find(|id| site.notes[**id].date.is_some()).copied()
}

fn before(site: &Site, sessions: &[NoteId], latest: NoteId) -> Option<NoteId> {
    sessions.iter().rev().skip_while(|id| **id != latest).nth(1).filter(|id| site.notes[**id].date.is_some()).copied()
}

/// The path like `path`, which is `note`'s, but for what is the new session's own.
fn following(path: &str, note: &Note, before: Option<&Note>, session: &Session<'_>) -> String {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let (stem, extension) = file.rsplit_once('.').unwrap_or((file, "md"));
    let Some(date) = note.date else {
        return below(folder, &plain_name(session));
    };
    let new_folder = below_date(folder, date, session.date);
    let name =
        dated(stem, (date, note.number), before, session).or_else(|| numbered(stem, note, session)).or_else(|| {
            // The day stands in the folder's name alone, as in `2019-04-22/README.md`.
            (new_folder != folder && names_a_day(folder, date)).then(|| stem.to_owned())
        });
    let name = name.map_or_else(|| plain_name(session), |stem| format!("{stem}.{extension}"));
    below(&new_folder, &name)
}

fn names_a_day(folder: &str, date: Date) -> bool {
    let last = folder.rsplit('/').next().unwrap_or(folder);
    FORMS.iter().any(|form| last.contains(&date.strftime(form).to_string()))
}

/// A folder's path with years, months and days of `old` replaced by those of `new`.
fn below_date(folder: &str, old: Date, new: Date) -> String {
    let mut is_in_year = false;
    let parts = folder.split('/').map(|part| {
        let whole = ["%Y", "%Y-%m", "%Y_%m", "%Y%m"].iter().find(|form| old.strftime(form).to_string() == part);
        let month = (is_in_year && old.strftime("%m").to_string() == part).then_some(&"%m");
        is_in_year |= whole.is_some();
        match whole.or(month) {
            Some(form) => new.strftime(form).to_string(),
            None => with_day(part, old, new).unwrap_or_else(|| part.to_owned()),
        }
    });
    parts.collect::<Vec<_>>().join("/")
}

/// `name` with the new day where the old one stands.
pub(super) fn with_day(name: &str, old: Date, new: Date) -> Option<String> {
    let form = FORMS.iter().find(|form| name.contains(&old.strftime(form).to_string()))?;
    Some(name.replacen(&old.strftime(form).to_string(), &new.strftime(form).to_string(), 1))
}

/// A name with the day in it: what stands before stays, what stands after is the title's place.
fn dated(
    stem: &str,
    (old, number): (Date, Option<u32>),
    before: Option<&Note>,
    session: &Session<'_>,
) -> Option<String> {
    let (form, (prefix, ending)) =
        FORMS.iter().find_map(|form| Some((form, stem.split_once(&old.strftime(form).to_string())?)))?;
    let earlier = before.and_then(|note| {
        let stem = note.path.rsplit('/').next()?.rsplit_once('.')?.0;
        Some(stem.split_once(&note.date?.strftime(form).to_string())?.1.to_owned())
    });
    let day = session.date.strftime(form);
    let ending =
        new_counter(ending, number, session).unwrap_or_else(|| new_ending(ending, earlier.as_deref(), session));
    Some(format!("{}{day}{ending}", counted(prefix, session)))
}

/// What stands before the day: `call-`, or a counter such as `010-`, which goes on.
fn counted(prefix: &str, session: &Session<'_>) -> String {
    let digits: String = prefix.chars().filter(char::is_ascii_digit).collect();
    match (digits.is_empty(), session.number) {
        (true, _) => prefix.to_owned(),
        (false, Some(number)) if prefix.contains(&digits) => {
            prefix.replacen(&digits, &format!("{number:0width$}", width = digits.len()), 1)
        }
        (false, _) => String::new(),
    }
}

/// A counter after the day, as in `2023-02-09-02-second-look`, which goes on; and the title.
fn new_counter(ending: &str, number: Option<u32>, session: &Session<'_>) -> Option<String> {
    let words = ending.trim_start_matches(|c: char| !c.is_alphanumeric());
    let gap = &ending[..ending.len() - words.len()];
    let digits: String = words.chars().take_while(char::is_ascii_digit).collect();
    let goes_on = !gap.is_empty() && number.is_some() && digits.parse().ok() == number;
    let next = session.number.filter(|_| goes_on)?;
    let slug = session.title.and_then(slug).map(|slug| format!("{gap}{slug}")).unwrap_or_default();
    Some(format!("{gap}{next:0width$}{slug}", width = digits.len()))
}

fn new_ending(ending: &str, earlier: Option<&str>, session: &Session<'_>) -> String {
    let words = ending.trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_usual = earlier == Some(ending) || USUAL_ENDINGS.contains(&text::address_part(words).as_str());
    if is_usual && !words.is_empty() {
        return ending.to_owned();
    }
    let gap = &ending[..ending.len() - words.len()];
    let gap = if gap.is_empty() || words.is_empty() { "-" } else { gap };
    session.title.and_then(slug).map(|slug| format!("{gap}{slug}")).unwrap_or_default()
}

/// A name with nothing but a number in it, such as `Meeting 149`.
fn numbered(stem: &str, note: &Note, session: &Session<'_>) -> Option<String> {
    let digits: String = stem.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    let is_number = digits.parse().ok() == note.number && note.number.is_some();
    let next = session.number.filter(|_| is_number)?;
    Some(stem.replacen(&digits, &format!("{next:0width$}", width = digits.len()), 1))
}

/// `2023-02-09-title.md`.
fn plain_name(session: &Session<'_>) -> String {
    let slug = session.title.and_then(slug).map(|slug| format!("-{slug}")).unwrap_or_default();
    format!("{}{slug}.md", session.date)
}

/// A title as part of a file's name; nothing where it has no letter or digit.
fn slug(title: &str) -> Option<String> {
    title.contains(char::is_alphanumeric).then(|| text::address_part(title))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, earlier: &str, title: Option<&str>, expected: &str) {
        let note = |path: &str, date: &str, number: u32| Note {
            date: Some(date.parse().unwrap()),
            number: Some(number),
            ..(**crate::parse::note(path, b"# A", None).own()).clone()
        };
        let latest = note(path, "2024-05-14", 9);
        let before = note(earlier, "2024-04-09", 8);
        let session = Session { date: "2025-06-11".parse().unwrap(), title, number: Some(10) };
        assert_eq!(following(path, &latest, Some(&before), &session), expected);
    }

    #[test]
    fn names_follow_those_that_are_there() {
        let title = Some("Where we live");
        check(
            "sessions/2024-05-14-topic.md",
            "sessions/2024-04-09-other.md",
            title,
            "sessions/2025-06-11-where-we-live.md",
        );
        check("sessions/2024-05-14-topic.md", "sessions/2024-04-09-other.md", None, "sessions/2025-06-11.md");
        check("meetings/2024-05-14.md", "meetings/2024-04-09.md", None, "meetings/2025-06-11.md");
        check("meetings/2024-05-14.md", "meetings/2024-04-09.md", title, "meetings/2025-06-11-where-we-live.md");
        check("2024/2024-05-14-call.md", "2024/2024-04-09-call.md", title, "2025/2025-06-11-call.md");
        check("2024/05/2024_05_14.markdown", "2024/04/2024_04_09.md", None, "2025/06/2025_06_11.markdown");
        check("minutes_20240514.md", "minutes_20240409.md", title, "minutes_20250611-where-we-live.md");
        check("2024-05-14--weekly-call.md", "2024-04-09--weekly-call.md", title, "2025-06-11--weekly-call.md");
        check("009-20240514.md", "008-20240409.md", None, "010-20250611.md");
        check("meetings/2024-05-14/README.md", "meetings/2024-04-09/README.md", title, "meetings/2025-06-11/README.md");
        check("2024-05-14-09-topic.md", "2024-04-09-08-other.md", title, "2025-06-11-10-where-we-live.md");
        check("2024-05-14-09.md", "2024-04-09-08.md", None, "2025-06-11-10.md");
        check("例会 2024年5月14日.md", "例会 2024年4月9日.md", None, "例会 2025年6月11日.md");
        check("Meeting 9.md", "Meeting 8.md", title, "Meeting 10.md");
        check("call_009.md", "call_008.md", None, "call_010.md");
        check("notes/may.md", "notes/april.md", title, "notes/2025-06-11-where-we-live.md");
        check("2024-05-14-topic.md", "2024-04-09.md", Some("???"), "2025-06-11.md");
    }
}
