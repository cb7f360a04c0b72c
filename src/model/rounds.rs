//! Rounds and the state of a group: front matter and the folders of sessions go in; the rounds in order, which
//! of them a session belongs to, and whether the group is forming, active, paused or complete come out. A
//! session that could belong to two rounds belongs to none.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::{Date, date};
use serde_json::Value;

use super::Group;
use crate::note::{FrontMatter, Note};
use crate::text;

/// Where a group stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroupStatus {
    /// It looks for members and has not met.
    Forming,
    /// It meets.
    Active,
    /// It will meet again.
    Paused,
    /// It has done what it was for.
    Complete,
}

/// The words for each state, in the languages that ship.
const WORDS: [(GroupStatus, &str); 4] = [
    (GroupStatus::Forming, "forming planned proposed starting upcoming new geplant entsteht formación création 筹备"),
    (GroupStatus::Active, "active ongoing running open current aktiv activo activa actif active 进行中 活動中"),
    (GroupStatus::Paused, "paused on-hold dormant sleeping suspended pausiert ruht pausa pause 暂停 休止"),
    (
        GroupStatus::Complete,
        "complete completed ended closed finished archived done concluded abgeschlossen beendet completado terminé \
         完成 已结束 終了",
    ),
];

impl GroupStatus {
    /// The word for it in lists and in front matter.
    pub fn word(self) -> &'static str {
        match self {
            Self::Forming => "forming",
            Self::Active => "active",
            Self::Paused => "paused",
            Self::Complete => "complete",
        }
    }

    /// What front matter says; `None` where it says nothing, or nothing that is known.
    pub(super) fn of(front: &FrontMatter) -> Option<Self> {
        let said = front.text("status").map(|status| text::fold(&status).replace(' ', "-"));
        let is_said =
            |words: &str| said.as_deref().is_some_and(|said| words.split_whitespace().any(|word| word == said));
        let by_word = WORDS.iter().find(|(_, words)| is_said(words)).map(|(status, _)| *status);
        by_word.or_else(|| front.is_set("ended").then_some(Self::Complete))
    }
}

/// A stretch of a group's life with a name, such as `2022–23`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// As it was written.
    pub name: String,
    /// Its first day, where front matter gives it.
    pub first: Option<Date>,
    /// Its last day, where front matter gives it.
    pub last: Option<Date>,
}

/// A group's rounds: those that its front matter names, else those that its sessions' folders are named after.
pub(super) fn find(group: &Group, notes: &[Arc<Note>]) -> Vec<Round> {
    let mut rounds = group.index.map(|id| told(&notes[id].front)).unwrap_or_default();
    let folders: BTreeSet<String> = group
        .sessions
        .iter()
        .flat_map(|id| folders_below(group, &notes[*id]))
        .filter(|folder| span_of(folder).is_some_and(|(from, to)| to > from))
        .map(str::to_owned)
        .collect();
    for folder in folders {
        if rounds.iter().all(|round| key(&round.name) != key(&folder)) {
            rounds.push(Round { name: folder.replace('-', "–"), first: None, last: None });
        }
    }
    rounds.sort_by_key(|round| (start(round).is_none(), start(round)));
    rounds
}

/// The round that a session belongs to, by its place among the group's: what its front matter says, its folder,
/// its day among the rounds' days, else the years in their names.
pub fn round_of(group: &Group, note: &Note) -> Option<usize> {
    let named = |name: &str| group.rounds.iter().position(|round| key(&round.name) == key(name));
    let told = note.front.text("round").and_then(|name| named(&name));
    let by_folder = || folders_below(group, note).find_map(named);
    told.or_else(by_folder).or_else(|| round_on(group, note.date?))
}

/// The round of a group that a day lies in; `None` where two claim it.
pub fn round_on(group: &Group, day: Date) -> Option<usize> {
    let only = |is_in: &dyn Fn(&Round) -> bool| {
        let mut places = (0..group.rounds.len()).filter(|at| is_in(&group.rounds[*at]));
        places.next().filter(|_| places.next().is_none())
    };
    only(&|round| has_days(round) && is_between(day, round.first, round.last))
        .or_else(|| only(&|round| !has_days(round) && is_in_years(&round.name, day)))
}

fn folders_below<'a>(group: &Group, note: &'a Note) -> impl Iterator<Item = &'a str> {
    let inner = note.path.strip_prefix(group.folder.as_str()).unwrap_or(&note.path);
    text::path_folder(inner).split('/').filter(|part| !part.is_empty())
}

/// What `rounds` and `round` say.
fn told(front: &FrontMatter) -> Vec<Round> {
    let mut rounds: Vec<Round> = match front.values.get("rounds") {
        Some(Value::Array(entries)) => entries.iter().filter_map(round).collect(),
        Some(Value::String(names)) => names.split(',').map(named).collect(),
        Some(Value::Number(name)) => vec![named(&name.to_string())],
        Some(Value::Object(_) | Value::Bool(_) | Value::Null) | None => Vec::new(),
    };
    if let Some(name) = front.text("round")
        && rounds.iter().all(|round| key(&round.name) != key(&name))
    {
        rounds.push(named(&name));
    }
    rounds.retain(|round| !round.name.is_empty());
    rounds
}

fn round(entry: &Value) -> Option<Round> {
    let text = |value: &Value| value.as_str().map(str::to_owned).or_else(|| value.as_number().map(ToString::to_string));
    let day = |keys: [&str; 3]| keys.iter().find_map(|key| entry.get(key)?.as_str()?.get(..10)?.parse().ok());
    let name = text(entry).or_else(|| entry.get("name").and_then(text))?;
    Some(Round { first: day(["first", "starts", "from"]), last: day(["last", "ends", "to"]), ..named(&name) })
}

fn named(name: &str) -> Round {
    Round { name: name.trim().to_owned(), first: None, last: None }
}

/// A round's name as it is compared: `2022–2023` is `2022-23`.
fn key(name: &str) -> String {
    match span_of(name) {
        Some((from, to)) => format!("{from}-{to}"),
        None => text::fold(name),
    }
}

/// The years that a name consists of: `2021`, `2022-23`, `2022/2023`.
fn span_of(name: &str) -> Option<(i16, i16)> {
    let mut parts = name.trim().split(['-', '–', '—', '/']).map(str::trim);
    let (first, second) = (parts.next()?, parts.next());
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let from: i16 = first.parse().ok().filter(|year| first.len() == 4 && (1900..2200).contains(year))?;
    let to = match second {
        None => from,
        Some(part) if part.len() == 4 && is_digits(part) => part.parse().ok()?,
        Some(part) if part.len() == 2 && is_digits(part) => from / 100 * 100 + part.parse::<i16>().ok()?,
        Some(_) => return None,
    };
    // `2022-06` is a month, not sixteen years ago.
    (parts.next().is_none() && (0..=3).contains(&(to - from))).then_some((from, to))
}

fn start(round: &Round) -> Option<Date> {
    round.first.or_else(|| span_of(&round.name).map(|(from, _)| date(from, 1, 1)))
}

fn has_days(round: &Round) -> bool {
    round.first.is_some() || round.last.is_some()
}

fn is_between(day: Date, first: Option<Date>, last: Option<Date>) -> bool {
    first.is_none_or(|first| day >= first) && last.is_none_or(|last| day <= last)
}

fn is_in_years(name: &str, day: Date) -> bool {
    span_of(name).is_some_and(|(from, to)| (from..=to).contains(&day.year()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_rounds_are_years() {
        let check = |name: &str, span: Option<(i16, i16)>| assert_eq!(span_of(name), span, "{name}");
        check("2021", Some((2021, 2021)));
        check("2022–23", Some((2022, 2023)));
        check("2022/2023", Some((2022, 2023)));
        check("2022-06", None);
        check("2022-06-01", None);
        check("Spring", None);
        assert_eq!(key("2022–2023"), key("2022-23"));
    }
}
