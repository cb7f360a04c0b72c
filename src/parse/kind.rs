//! What a file is, guessed from its path, its date and its headings: a session, a page of a fixed
//! kind, a template, an index. Front matter's `kind` comes before this and is the caller's.
//! Precision first: a date in the name says session unless the folder says otherwise;
//! a date in the text alone says so only among other signs of a meeting.

mod signs;
mod words;

#[cfg(test)]
mod tests;

use super::dates::{Decision, Heading, Place, Source, stem};
use words::{Context, normal};

/// What a file is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One meeting, or a part of one.
    Session(Part),
    /// A meeting that did not take place.
    Cancelled,
    /// Many sessions, one below the other.
    Log,
    /// A form to be copied, whatever date stands in it.
    Template,
    /// `README.md`, `index.md`: the folder's own page.
    FolderPage,
    /// A list of other notes: contents, summary, archive.
    Index,
    /// Learning goals, objectives, a charter.
    Goals,
    /// Participation guidelines, ground rules, a code of conduct.
    Guidelines,
    /// Links, a reading list.
    Resources,
    /// Any other page.
    Page,
}

/// Which part of a meeting a file holds; files of one meeting share `meeting_key`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The notes, or nothing that says otherwise.
    Notes,
    /// What was to be talked about.
    Agenda,
    /// Every word.
    Transcript,
    /// A short version.
    Summary,
}

/// What is known of a note beside its path.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'a> {
    /// Its date, by `dates::decide`.
    pub decision: &'a Decision,
    /// How many sessions its headings open, by `dates::sections`.
    pub sections: usize,
    /// How many signs of a meeting its headings show, by `meeting_signs`.
    pub meeting_signs: usize,
}

/// Guesses what the file at a path is; `/` between folders.
pub fn of(path: &str, evidence: &Evidence<'_>) -> Kind {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let name = normal(stem(name));
    let context = words::context(folder);
    if words::is_template(&name, folder) {
        return Kind::Template;
    }
    match evidence.decision.place {
        Some(Place::Name | Place::NameAndFolder) => dated_in_name(&name, context),
        Some(Place::Folder) => dated_in_folder(&name, context),
        None => undated_path(&name, folder, evidence),
    }
}

fn dated_in_name(name: &str, context: Context) -> Kind {
    let elsewhere = context != Context::Sessions && words::is_no_session(name);
    if context == Context::Other || elsewhere {
        Kind::Page
    } else if words::is_cancelled(name) {
        Kind::Cancelled
    } else {
        Kind::Session(part(name))
    }
}

fn dated_in_folder(name: &str, context: Context) -> Kind {
    if context == Context::Other {
        return undated_name(name).unwrap_or(Kind::Page);
    }
    match undated_name(name) {
        None | Some(Kind::FolderPage) => Kind::Session(part(name)),
        Some(Kind::Index) if name == "summary" => Kind::Session(Part::Summary),
        Some(other) => other,
    }
}

/// What a name says by itself, whatever stands in the file.
fn undated_name(name: &str) -> Option<Kind> {
    if words::is_folder_page(name) {
        Some(Kind::FolderPage)
    } else if words::is_goals(name) {
        Some(Kind::Goals)
    } else if words::is_guidelines(name) {
        Some(Kind::Guidelines)
    } else if words::is_resources(name) {
        Some(Kind::Resources)
    } else if words::is_index(name) {
        Some(Kind::Index)
    } else {
        None
    }
}

fn undated_path(name: &str, folder: &str, evidence: &Evidence<'_>) -> Kind {
    let context = words::context(folder);
    let meeting = words::names_a_meeting(name);
    if evidence.sections >= 2
        && context != Context::Other
        && (meeting || context == Context::Sessions)
        && !words::is_no_session(name)
    {
        return Kind::Log;
    }
    if words::is_about_folder(name, folder) {
        return Kind::Index;
    }
    if let Some(kind) = undated_name(name) {
        return kind;
    }
    if context == Context::Other || words::is_no_session(name) {
        return Kind::Page;
    }
    let parent = crate::text::path_name(folder);
    if words::is_sessions_own(parent) || is_session_by_text(name, context, evidence) {
        return if words::is_cancelled(name) { Kind::Cancelled } else { Kind::Session(part(name)) };
    }
    Kind::Page
}

/// Whether a file without a date in its path is a session by what stands in it.
fn is_session_by_text(name: &str, context: Context, evidence: &Evidence<'_>) -> bool {
    let among = context == Context::Sessions;
    let meeting = words::names_a_meeting(name);
    let numbered = number_in(name).is_some();
    let signs = evidence.meeting_signs;
    let in_text = matches!(evidence.decision.from, Some(Source::Heading | Source::Label));
    if evidence.decision.without_year {
        return among || meeting || signs >= 1;
    }
    if in_text {
        return among || numbered && meeting || signs >= 1 && (meeting || numbered) || signs >= 2;
    }
    if evidence.decision.date.is_some() {
        return among && (meeting || numbered || signs >= 1) || signs >= 2;
    }
    among && (numbered && (meeting || signs >= 1) || signs >= 2) || numbered && meeting && signs >= 1
}

/// Whether a file in which many days stand one below the other keeps sessions: its folder, its name or its
/// title speaks of meetings, or its headings do, and none of them of something else.
pub fn is_log(path: &str, title: &str, meeting_signs: usize) -> bool {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let (name, title, context) = (normal(stem(name)), normal(title), words::context(folder));
    let is_fixed = words::is_goals(&name) || words::is_guidelines(&name) || words::is_resources(&name);
    // Notes of meetings are also kept by release: `meeting-notes/release-1.2.md`.
    let is_kept_so = context == Context::Sessions && meeting_signs >= 1 && !words::is_no_session(&name);
    let is_named_otherwise = words::is_no_log(&name) || words::is_no_log(&title);
    let is_other = context == Context::Other || is_named_otherwise && !is_kept_so;
    let is_of_meetings = context == Context::Sessions || words::names_a_meeting(&name) || words::is_of_meetings(&title);
    !is_other && !is_fixed && !words::is_template(&name, folder) && (is_of_meetings || meeting_signs >= 2)
}

/// Whether a file is its folder's own page by its name.
pub fn is_folder_page(path: &str) -> bool {
    words::is_folder_page(&normal(stem(crate::text::path_name(path))))
}

/// Whether words say that a meeting did not take place.
pub fn is_cancelled(text: &str) -> bool {
    words::is_cancelled(&normal(text))
}

/// Whether a heading is one that only a meeting's notes have.
pub fn is_meeting_sign(heading: &str) -> bool {
    signs::of(&normal(heading)).contains(&true)
}

/// Whether words are a group's name beyond doubt: `Video Workgroup`, `AG Wohnen`.
pub fn names_a_group(text: &str) -> bool {
    words::names_a_group(&normal(text))
}

/// The meeting's number in a heading: 12 of `Meeting 12`, `2021-05-14 (call #12)`.
pub fn number_in_heading(heading: &str) -> Option<u32> {
    let rest = super::dates::without_date(heading);
    let marked = rest.split('#').nth(1).map(|after| after.chars().take_while(char::is_ascii_digit).collect::<String>());
    if let Some(number) = marked.filter(|digits| (1..=4).contains(&digits.len())) {
        return number.parse().ok();
    }
    let is_clock = |word: &&str| word.contains(':') && word.contains(|c: char| c.is_ascii_digit());
    let kept: Vec<&str> = rest.split_whitespace().filter(|word| !is_clock(word)).collect();
    let name = normal(&kept.join(" "));
    let words: Vec<&str> = name.split(' ').collect();
    let of_meeting = |word: &str| words::names_a_meeting(word) || matches!(word, "no" | "nr" | "number");
    let pair =
        words.windows(2).find(|pair| of_meeting(pair[0]) && pair[1].bytes().all(|byte| byte.is_ascii_digit()))?;
    number_in(pair[1])
}

/// Which part of its meeting a file's name says it is.
fn part(name: &str) -> Part {
    let has = |words: &[&str]| name.split(' ').any(|word| words.contains(&word));
    if has(&["transcript", "transcripts", "transcription", "transkript"]) {
        Part::Transcript
    } else if has(&["agenda", "tagesordnung", "ordre"]) && !has(&["minutes", "notes"]) {
        Part::Agenda
    } else if has(&["summary", "zusammenfassung", "recap"]) {
        Part::Summary
    } else {
        Part::Notes
    }
}

/// What the agenda, the minutes and the transcript of one meeting have in common:
/// the folder, and the name without the words for its parts.
pub fn meeting_key(path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let name = normal(stem(name));
    let kept: Vec<&str> = name.split(' ').filter(|word| !words::is_part(word)).collect();
    format!("{folder}/{}", kept.join(" "))
}

/// The meeting's number in a file's name: 149 of `Meeting 149.md`, 10 of `010-20201123.md`.
pub fn number(path: &str) -> Option<u32> {
    let (_, name) = path.rsplit_once('/').unwrap_or(("", path));
    let name = stem(name);
    let rest = super::dates::without_date(name);
    number_in(&normal(&rest))
}

/// The only number of a name, if it has at most four digits and is not a year.
fn number_in(name: &str) -> Option<u32> {
    if let Some(counted) = name.split('第').nth(1) {
        let end = counted.find(|character: char| !character.is_ascii_digit()).unwrap_or(counted.len());
        return counted[..end].parse().ok().filter(|_| (1..=4).contains(&end));
    }
    let digits = |word: &&str| word.chars().any(|character| character.is_ascii_digit());
    let mut numbers = name.split(' ').filter(digits);
    let (only, None) = (numbers.next()?, numbers.next()) else {
        return None;
    };
    let bare = only.trim_matches(|character: char| !character.is_ascii_digit());
    let number: u32 = bare.parse().ok()?;
    (bare.len() <= 4 && !(1990..=2099).contains(&number)).then_some(number)
}

/// How many different signs of a meeting a note's headings show:
/// who was there, what was to be talked about, what is to be done, who wrote.
pub fn meeting_signs(headings: &[Heading<'_>]) -> usize {
    let mut seen = [false; signs::SIGNS.len()];
    for heading in headings {
        for (sign, seen) in signs::of(&normal(heading.text)).into_iter().zip(&mut seen) {
            *seen |= sign;
        }
    }
    seen.into_iter().filter(|seen| *seen).count()
}

/// Whether a folder's name says that sessions lie in it.
pub fn is_for_sessions(folder: &str) -> bool {
    words::is_for_sessions(&normal(folder))
}
