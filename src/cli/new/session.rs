//! `roundtable new session GROUP`: the notes of the next session, with its date and number, and the headings
//! that a good summary has. Date and number follow from the group's schedule and its sessions; what doesn't
//! follow is left out.

use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;

use super::carried::{self, Carried};
use super::naming::{self, Session};
use super::{Base, Place};
use crate::cli::output::{self, Failure};
use crate::cli::reading;
use crate::cli::writing::{self, Made};
use crate::error::Error;
use crate::model::{Group, GroupId, NoteId, Site};
use crate::schedule::Schedule;
use crate::{parse, text};

/// Add the notes of a session, with the date on which the group meets next
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Options {
    /// The group, by its name or its folder's; not needed where there is only one
    #[arg(value_name = "GROUP")]
    group: Option<String>,
    /// The session's day, such as 2023-02-09; the next by the group's schedule, or today, if you leave it out
    #[arg(long, value_name = "D", value_parser = reading::date)]
    date: Option<Date>,
    /// What the session is about
    #[arg(long, value_name = "T")]
    title: Option<String>,
    /// Carry nothing over from the last session: neither its open actions nor its open questions
    #[arg(long)]
    empty: bool,
    #[command(flatten)]
    place: Place,
}

const EXAMPLES: &str = "\
Examples:
  roundtable new session
  roundtable new session housing --title \"Asking at the desk\"
  roundtable new session housing --date 2023-02-09

It prints where the new file is, so that you can open it and write. The date
comes from a line such as `every: 2nd thursday` at the top of the group's page.
Actions and questions that the last session left open are carried over.";

/// Adds a session.
pub(super) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let base = match Base::read(&options.place)? {
        Ok(base) => base,
        Err(code) => return Ok(code),
    };
    let site = &base.site;
    let group = match &options.group {
        Some(wanted) => Some(named(site, wanted)?),
        None => only(site)?,
    };
    let known = Known::of(site, group);
    let (date, why) = day(options.date, &known, site.today);
    let title = options.title.as_deref().map(one_line).filter(|title| !title.is_empty());
    let number = known.number(date);
    let session = Session { date, title: title.as_deref(), number };
    let path = naming::path(site, group, &session);
    let carried = if options.empty { Carried::default() } else { carried::of(site, known.sessions, date) };
    let text = text((&path, &carried.markdown(site, &path)), &session, &known);
    if writing::file(&base.disk(&path), &text)? == Made::Old {
        let help = "open that file, or give another day with `--date` or another subject with `--title`";
        return Err(
            Error::new(base.shown(&path), "this session is there already, and nothing was changed", help).into()
        );
    }
    output::print(format!("{}\n", base.shown(&path)).as_bytes())?;
    output::tell(&(told(date, &why, &known) + &carried.told()));
    Ok(ExitCode::SUCCESS)
}

/// The group that a person means by a name.
pub(super) fn named(site: &Site, wanted: &str) -> Result<GroupId, Failure> {
    let path = wanted.trim_start_matches("./").trim_end_matches(['/', '\\']);
    let path = path.strip_prefix(site.prefix.as_str()).unwrap_or(path);
    let is_meant = |group: &Group| {
        let folder = folder_name(group);
        let names = [group.name.as_str(), folder];
        !path.is_empty()
            && (group.folder == path
                || names.iter().any(|name| text::fold(name) == text::fold(path))
                || (!folder.is_empty() && folder == text::address_part(path)))
    };
    let found: Vec<GroupId> = (0..site.groups.len()).filter(|id| is_meant(&site.groups[*id])).collect();
    match found.as_slice() {
        [group] => Ok(*group),
        [] => Err(unknown(site, wanted)),
        _ => {
            let folders =
                found.iter().map(|id| format!("`{}`", site.groups[*id].folder)).collect::<Vec<_>>().join(", ");
            Err(Failure::request(
                format!("`{wanted}` can mean several groups"),
                format!("write the folder of the one you mean: {folders}"),
            ))
        }
    }
}

fn folder_name(group: &Group) -> &str {
    group.folder.rsplit('/').next().unwrap_or_default()
}

fn unknown(site: &Site, wanted: &str) -> Failure {
    let names = site.groups.iter().flat_map(|group| [folder_name(group), &group.name]).filter(|name| !name.is_empty());
    let near = text::nearest(wanted, names).map(|near| format!("did you mean `{near}`?"));
    let add = || format!("add it with: roundtable new group \"{wanted}\"");
    let help = near.unwrap_or_else(|| {
        if site.groups.is_empty() || site.is_one_group() { add() } else { format!("{}; or {}", all(site), add()) }
    });
    Failure::request(format!("there is no group called `{wanted}`"), help)
}

fn all(site: &Site) -> String {
    let names: Vec<String> = site.groups.iter().map(|group| format!("`{}`", folder_name(group))).collect();
    format!("the groups are {}", names.join(", "))
}

/// The group where there is just one; none where sessions lie at the top.
fn only(site: &Site) -> Result<Option<GroupId>, Failure> {
    match site.groups.len() {
        0 => Ok(None),
        1 => Ok(Some(0)),
        _ => Err(Failure::request("there are several groups", format!("say which one is meant: {}", all(site)))),
    }
}

/// What is known of a group's sessions.
struct Known<'a> {
    site: &'a Site,
    sessions: &'a [NoteId],
    schedule: Schedule,
}

impl<'a> Known<'a> {
    fn of(site: &'a Site, group: Option<GroupId>) -> Self {
        let index = group.and_then(|group| site.groups[group].index);
        Self {
            site,
            sessions: group.map_or(&site.sessions, |group| &site.groups[group].sessions),
            schedule: index.map(|id| Schedule::of(&site.notes[id].front)).unwrap_or_default(),
        }
    }

    fn latest(&self) -> Option<Date> {
        self.dates().max()
    }

    fn dates(&self) -> impl Iterator<Item = Date> {
        self.sessions.iter().filter_map(|id| self.site.notes[*id].date)
    }

    /// The number of a session on `date`: the one after the last, where the round's sessions have numbers
    /// and this one comes after them; the first in a new round.
    fn number(&self, date: Date) -> Option<u32> {
        let first = self.schedule.first.filter(|first| *first <= date);
        let notes = || self.sessions.iter().map(|id| &self.site.notes[*id]);
        let in_round = || notes().filter(|note| first.is_none_or(|first| note.date.is_some_and(|date| date >= first)));
        if in_round().next().is_none() {
            let is_habit = self.sessions.is_empty() || notes().any(|note| note.number.is_some());
            return is_habit.then(|| self.schedule.number(date).unwrap_or(1));
        }
        let last = in_round().filter_map(|note| note.number).max()?;
        let is_after =
            in_round().filter(|note| note.number.is_some()).all(|note| note.date.is_none_or(|other| other < date));
        is_after.then(|| last.saturating_add(1))
    }

    /// The title that all sessions here have but for the day in it, with this day.
    fn usual_title(&self, date: Date) -> Option<String> {
        let mut latest = self.sessions.iter().rev().map(|id| &self.site.notes[*id]);
        let (last, before) = (latest.next()?, latest.next()?);
        let is_usual = naming::with_day(&before.title, before.date?, last.date?)? == last.title;
        naming::with_day(&last.title, last.date?, date).filter(|_| is_usual)
    }

    /// Whether sessions here are plain text, without lines above it.
    fn is_plain(&self) -> bool {
        self.sessions.last().is_some_and(|id| self.site.notes[*id].front.values.is_empty())
    }
}

/// Where a session's date comes from.
enum Why {
    /// The person gave it.
    Given,
    /// It is the next of the schedule.
    Next(String),
    /// There is no schedule.
    NoSchedule,
    /// These words give no date.
    NotUnderstood(String),
    /// The schedule has no date left.
    Over,
}

fn day(given: Option<Date>, known: &Known<'_>, today: Date) -> (Date, Why) {
    if let Some(date) = given {
        return (date, Why::Given);
    }
    let schedule = &known.schedule;
    match (schedule.next(known.latest(), today), &schedule.written) {
        (Some(date), Some(written)) => (date, Why::Next(written.clone())),
        (Some(date), None) => (date, Why::Next(String::new())),
        (None, None) => (today, Why::NoSchedule),
        (None, Some(written)) if schedule.rule.is_none() => (today, Why::NotUnderstood(written.clone())),
        (None, Some(_)) => (today, Why::Over),
    }
}

fn told(date: Date, why: &Why, known: &Known<'_>) -> String {
    let shown = date.strftime("%A, %-d %B %Y");
    let told = match why {
        Why::Given => format!("Ready to be written: the session on {shown}."),
        Why::Next(written) => format!(
            "Ready to be written: the session on {shown}, the next by `{written}`. For another day, use --date."
        ),
        Why::NoSchedule => format!(
            "Ready to be written: the session on {shown}, which is today, since no schedule is known.\nA line such as `every: 2nd thursday` at the top of the group's page gives the next one its date."
        ),
        Why::NotUnderstood(written) => format!(
            "Ready to be written: the session on {shown}, which is today, since no date follows from `{written}`.\nWrite it like `2nd thursday`, `every 2 weeks` or `last friday`."
        ),
        Why::Over => format!(
            "Ready to be written: the session on {shown}, which is today, since the group's schedule has no day left."
        ),
    };
    if known.dates().any(|other| other == date) {
        return format!("{told}\nThere is another session on that day.");
    }
    told
}

/// The new file's text, with what is carried over before the headings to fill in.
fn text((path, carried): (&str, &str), session: &Session<'_>, known: &Known<'_>) -> String {
    let shape = include_str!("../starter/session.md").replacen("\n## ", &format!("\n{carried}## "), 1);
    if known.is_plain() {
        let heading = format!("# {}\n\n", markdown_text(&heading(session, known)));
        let says_date = parse::note(path, heading.as_bytes(), None).own().date == Some(session.date);
        let date = if says_date { String::new() } else { format!("Date: {}\n\n", session.date) };
        return format!("{heading}{date}{shape}");
    }
    let title = session.title.map_or_else(|| unnamed(session, known), str::to_owned);
    let time = known.schedule.time.as_deref().map(|time| format!("time: {}\n", yaml_text(time))).unwrap_or_default();
    let number = session.number.map(|number| format!("number: {number}\n")).unwrap_or_default();
    format!("---\ntitle: {}\ndate: {}\n{time}{number}---\n\n{shape}", yaml_text(&title), session.date)
}

/// The heading of a plain note, which is where its number stands.
fn heading(session: &Session<'_>, known: &Known<'_>) -> String {
    match (session.number, session.title) {
        (Some(number), Some(title)) => format!("Session {number}: {title}"),
        (None, Some(title)) => title.to_owned(),
        (_, None) => unnamed(session, known),
    }
}

/// The title of a session that nobody gave one.
fn unnamed(session: &Session<'_>, known: &Known<'_>) -> String {
    let numbered = || session.number.map(|number| format!("Session {number}"));
    let dated = || session.date.strftime("Session on %-d %B %Y").to_string();
    known.usual_title(session.date).or_else(numbered).unwrap_or_else(dated)
}

pub(super) fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// A text as a YAML value: bare where that can't be misread, else in double quotes, whose escapes are JSON's
/// (YAML 1.2.2, 5.7).
pub(super) fn yaml_text(text: &str) -> String {
    let is_word = |c: char| {
        c.is_alphanumeric()
            || matches!(c, ' ' | '-' | '–' | '—' | '’' | '\'' | '?' | '!' | '.' | '(' | ')' | '/' | ',' | ';')
    };
    let is_time = text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().any(|c| matches!(c, '–' | '—' | ' '))
        && text.chars().all(|c| is_word(c) || c == ':')
        && !text.contains(": ")
        && !text.ends_with(':');
    let starts_well = text.starts_with(char::is_alphabetic)
        && !matches!(text.to_lowercase().as_str(), "true" | "false" | "yes" | "no" | "on" | "off" | "null" | "y" | "n");
    if is_time || (starts_well && text.chars().all(is_word)) {
        text.to_owned()
    } else {
        serde_json::Value::from(text).to_string()
    }
}

/// A text as Markdown that shows just that text (CommonMark 0.31.2, 2.4).
pub(super) fn markdown_text(text: &str) -> String {
    text.chars()
        .flat_map(|c| {
            [
                Some('\\')
                    .filter(|_| matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '~' | '=' | '$')),
                Some(c),
            ]
        })
        .flatten()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_title_is_read_back_as_it_was_given() {
        for title in [
            "Plain words",
            "Q&A: what's next?",
            "\"quoted\" \\ #1",
            "[x] *y*",
            "- dash",
            "yes",
            "2023",
            "12:00–12:45",
            "会议",
            "a: b",
            "# x",
            "true",
        ] {
            let source = format!("---\ntitle: {}\n---\ntext", yaml_text(title));
            let parsed = crate::parse::note("a.md", source.as_bytes(), None);
            assert_eq!((parsed.own().title.as_str(), parsed.diagnostics.len()), (title, 0), "{source}");
            let source = format!("# {}\n", markdown_text(title));
            assert_eq!(crate::parse::note("a.md", source.as_bytes(), None).own().title, title, "{source}");
        }
    }
}
