//! A session's date from its path alone: a whole date in the file's name, a month and day there with the
//! year in a folder, a day in a month's folder, or a dated folder. The file's name always wins
//! over its folders, and a folder's date counts only where the folder is the meeting.

use super::Order;
use super::numeric::{small, year};
use super::scan::{Day, Manner, Match, Reading, matches};
use super::tokens::{Shape, Tokens, fold};
use super::words;
use crate::parse::word_list::WordList;
use jiff::civil::{Date, Weekday};

/// In which part of a path a date stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// `2024-05-14-topic.md`
    Name,
    /// `2022/CG-06-07.md`, `2023/01-Jan/05-call.md`
    NameAndFolder,
    /// `meetings/2019-04-22/README.md`
    Folder,
}

/// What a path says of its session's date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PathDate {
    /// The readings of the date, likeliest first; several where the form is ambiguous.
    pub dates: Vec<Date>,
    /// The last day of a range.
    pub end: Option<Date>,
    /// The weekday in the name.
    pub weekday: Option<Weekday>,
    /// Where the date stands; none where there is none.
    pub place: Option<Place>,
    /// Month and day of a name whose year stands nowhere in the path, in each reading.
    pub without_year: Vec<(i8, i8)>,
    /// The year of the nearest folder that has one.
    pub folder_year: Option<i16>,
    /// Six digits that are a date only where another source agrees.
    pub loose: bool,
    /// The order of day and month that the name proves.
    pub shown: Option<Order>,
    /// Whether the name ends in the number that programs give to copies: `20th-february-2025-13.md`.
    pub copy: bool,
    pub(super) readings: Vec<(Date, Order)>,
}

/// What the folders of a path say.
#[derive(Default)]
struct Folders {
    year: Option<i16>,
    /// The month of the nearest folder, where it is one month's.
    month: Option<i8>,
    /// The nearest folder that is one day's or one range's.
    dated: Option<Match>,
    /// Whether the dated folder is the day of a meeting, not of a move to the archive.
    meeting: bool,
}

impl PathDate {
    /// How many days lie between the first and the last of a range in the name.
    pub(in crate::parse) fn days(&self) -> Option<i32> {
        let (start, _) = self.readings.first()?;
        start.until(self.end?).ok().map(|span| span.get_days())
    }
}

/// Finds the date in a path of folders separated by `/`; `order` is what the archive's other names show.
pub fn in_path(path: &str, order: Option<Order>) -> PathDate {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = stem(name);
    let folders = folders(folder);
    let tokens = Tokens::of_name(stem);
    let found = best(matches(&tokens, Manner::Name));
    let shown = found.as_ref().and_then(|found| found.shown);
    let copy = found.as_ref().is_some_and(|found| ends_like_a_copy(&stem[found.span.end..]));
    let date = found
        .map(|found| by_name(found, &folders, order))
        .or_else(|| by_four_digits(&tokens, &folders))
        .or_else(|| by_day_number(&tokens, &folders))
        .or_else(|| by_folder(stem, &folders));
    PathDate { folder_year: folders.year, shown, copy, ..date.unwrap_or_default() }
}

/// The order of day, month and year that the names of an archive follow in their all-digit dates.
///
/// It is the only order in which nearly all are dates; where several are, such as
/// for `30-09-24.md`, the one in which the years lie close together.
pub fn order_of_names<'a>(paths: impl IntoIterator<Item = &'a str>) -> Option<Order> {
    let names = paths.into_iter().map(|path| path.rsplit_once('/').map_or(path, |(_, name)| name));
    let found = names.filter_map(|name| best(matches(&Tokens::of_name(stem(name)), Manner::Name)));
    let telling: Vec<Match> = found.filter(|found| found.readings.len() > 1 || found.shown.is_some()).collect();
    let mut possible: Vec<(i16, Order)> = Vec::new();
    for order in [Order::YearFirst, Order::MonthFirst, Order::DayFirst] {
        let days: Vec<Day> = telling
            .iter()
            .filter_map(|found| {
                found
                    .readings
                    .iter()
                    .find(|reading| follows(order, reading.order, (reading.day.month, reading.day.day)))
            })
            .map(|reading| reading.day)
            .collect();
        let years = || days.iter().filter_map(|day| day.year);
        let spread = years().max().unwrap_or(0) - years().min().unwrap_or(0);
        if !days.is_empty() && days.len() * 20 >= telling.len() * 19 {
            possible.push((spread, order));
        }
    }
    possible.sort_unstable();
    match possible.as_slice() {
        [(_, only)] => Some(*only),
        [(near, best), (far, _), ..] if telling.len() >= FEWEST_NAMES && near + CLEARLY_WIDER <= *far => Some(*best),
        _ => None,
    }
}

/// How many names it takes to tell years from days, and by how much days spread wider.
const FEWEST_NAMES: usize = 3;
const CLEARLY_WIDER: i16 = 5;

/// A file's name without its extension, if what follows the last dot is one.
pub(in crate::parse) fn stem(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, extension))
            if !stem.is_empty()
                && extension.len() <= 8
                && extension.starts_with(|first: char| first.is_ascii_alphabetic()) =>
        {
            stem
        }
        Some(_) | None => name,
    }
}

/// A name without the date in it.
pub(in crate::parse) fn without_date(stem: &str) -> String {
    let found = best(matches(&Tokens::of_name(stem), Manner::Name)).filter(|found| !found.loose);
    found.map_or_else(|| stem.to_owned(), |found| format!("{} {}", &stem[..found.span.start], &stem[found.span.end..]))
}

/// The first whole date of a name, else the first without a year.
fn best(found: Vec<Match>) -> Option<Match> {
    let rank = |found: &Match| (!found.has_year() || found.loose, found.loose);
    let whole = found.iter().position(|found| rank(found) == (false, false));
    let index = whole.or_else(|| found.iter().position(|found| !found.loose)).unwrap_or(0);
    found.into_iter().nth(index)
}

fn by_name(found: Match, folders: &Folders, order: Option<Order>) -> PathDate {
    let whole = found.has_year();
    let mut readings = found.dates(folders.year);
    if whole && readings.len() > 1 || found.loose {
        let same_year = |(date, _): &(Date, Order)| Some(date.year()) == folders.year;
        keep(&mut readings, same_year);
    }
    let in_order = |(date, reading): &(Date, Order)| {
        order.is_some_and(|order| follows(order, *reading, (date.month(), date.day())))
    };
    let witness = |read: &(Date, Order)| Some(read.0.year()) == folders.year || in_order(read);
    let loose = found.loose && !readings.iter().any(witness);
    keep(&mut readings, in_order);
    if !whole {
        // A month and day under a year's folder are written in the year's own order.
        readings.truncate(1);
    }
    let open = found.readings.iter().filter(|_| readings.is_empty());
    let without_year = open.map(|reading| (reading.day.month, reading.day.day)).collect();
    let end = readings.first().and_then(|(first, _)| found.last_date(*first));
    let place = (!readings.is_empty()).then_some(if whole { Place::Name } else { Place::NameAndFolder });
    PathDate { weekday: found.weekday, loose, without_year, end, place, ..of(readings) }
}

/// Whether a reading is of an order: 5 May is the same day with the month first and with the day first.
fn follows(order: Order, reading: Order, (month, day): (i8, i8)) -> bool {
    reading == order || month == day && order == Order::DayFirst && reading == Order::MonthFirst
}

/// `-13`, ` (1)`: what is left of a name after its date.
fn ends_like_a_copy(rest: &str) -> bool {
    let number = rest.trim_matches([' ', '-', '_', '(', ')']);
    rest.len() > number.len() && (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Keeps the readings that hold, where some do.
fn keep(readings: &mut Vec<(Date, Order)>, holds: impl Fn(&(Date, Order)) -> bool) {
    if readings.iter().any(&holds) {
        readings.retain(|reading| holds(reading));
    }
}

fn of(readings: Vec<(Date, Order)>) -> PathDate {
    PathDate { dates: readings.iter().map(|(date, _)| *date).collect(), readings, ..PathDate::default() }
}

/// `2023/0507.md`: four digits and no more are the month and the day of the folder's year.
fn by_four_digits(tokens: &Tokens<'_>, folders: &Folders) -> Option<PathDate> {
    let (value, digits) = tokens.number(0)?;
    // `0507_定例` goes on in signs; in letters it may be a number of another kind.
    let is_mark = matches!(tokens.shape(1), Some(Shape::Mark('-' | '_') | Shape::Space));
    let next = if is_mark { tokens.shape(2) } else { tokens.shape(1) };
    let ends = tokens.shape(1).is_none() || matches!(next, Some(Shape::Ideograph(_)));
    let year = folders.year.filter(|_| ends && digits == 4)?;
    let date = Day::new(u32::try_from(year).ok(), value / 100, value % 100)?.date(None)?;
    Some(PathDate { place: Some(Place::NameAndFolder), ..of(vec![(date, Order::YearFirst)]) })
}

/// `05-topic.md` in the folder of a month: the number is the day.
fn by_day_number(tokens: &Tokens<'_>, folders: &Folders) -> Option<PathDate> {
    let (day, digits) = tokens.number(0)?;
    let ends = match tokens.shape(1) {
        None | Some(Shape::Mark('-' | '_' | '.') | Shape::Space) => tokens.number(2).is_none(),
        Some(Shape::Ideograph(sign)) => matches!(sign, '日' | '号' | '號'),
        Some(Shape::Number { .. } | Shape::Word | Shape::Mark(_) | Shape::Break) => false,
    };
    if !ends
        || digits > 2
        || digits == 1 && tokens.list.len() > 1 && !matches!(tokens.shape(1), Some(Shape::Ideograph(_)))
    {
        return None;
    }
    let month = u32::try_from(folders.month?).ok()?;
    let date = Day::new(u32::try_from(folders.year?).ok(), month, day)?.date(None)?;
    Some(PathDate { place: Some(Place::NameAndFolder), ..of(vec![(date, Order::YearFirst)]) })
}

/// `2019-04-22/README.md`: the folder is the meeting.
fn by_folder(stem: &str, folders: &Folders) -> Option<PathDate> {
    let found = folders.dated.as_ref()?;
    if !folders.meeting && !is_a_meetings_file(stem)
        || Tokens::of_name(stem).number(0).is_some_and(|(_, digits)| digits == 4)
    {
        return None;
    }
    let readings = found.dates(folders.year);
    let end = readings.first().and_then(|(first, _)| found.last_date(*first));
    Some(PathDate { end, weekday: found.weekday, place: Some(Place::Folder), ..of(readings) })
}

fn folders(folder: &str) -> Folders {
    let mut known = Folders::default();
    let names: Vec<&str> = folder.rsplit('/').filter(|name| !name.is_empty()).collect();
    let mut numbers: Vec<u32> = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let tokens = Tokens::of_name(name);
        let bare = small(&tokens, 0).filter(|_| tokens.list.len() == 1);
        if known.year.is_none() && index < 2 {
            known.month = known.month.or_else(|| month_of(&tokens));
            numbers.extend(bare);
        }
        let whole = best(matches(&tokens, Manner::Name))
            .filter(|found| !found.loose && (found.has_year() || has_pair(&tokens)));
        if let Some(found) = whole.filter(|_| known.dated.is_none() && known.year.is_none()) {
            known.meeting = names[index + 1..].iter().any(|name| is_for_meetings(name))
                && !names[index + 1..].iter().any(|name| is_archived(name));
            known.year = found.readings.first().and_then(|reading| reading.day.year);
            known.dated = Some(found).filter(|_| !names[index + 1..].iter().any(|name| is_archived(name)));
        }
        known.year = known.year.or_else(|| year_of(&tokens));
    }
    nested_day(&mut known, &numbers);
    known
}

/// `2023/01/05/notes.md`: a folder for each part; and `2023/05/…`, where the number is a month.
fn nested_day(known: &mut Folders, numbers: &[u32]) {
    let year = known.year.and_then(|year| u32::try_from(year).ok());
    if known.dated.is_some() || year.is_none() {
        return;
    }
    let named = known.month.and_then(|month| u32::try_from(month).ok());
    let day = match (numbers, named) {
        ([day], Some(month)) => Day::new(year, month, *day),
        ([day, month], None) => Day::new(year, *month, *day),
        ([month], None) => {
            known.month = i8::try_from(*month).ok().filter(|month| (1..=12).contains(month));
            None
        }
        (_, _) => None,
    };
    known.dated = day.map(|day| Match::of(vec![Reading { day, order: Order::YearFirst }], 0..0));
}

/// Whether a folder's date without a year is written in two numbers, `03-20`, not `20 March`.
fn has_pair(tokens: &Tokens<'_>) -> bool {
    tokens.list.iter().all(|token| token.shape != Shape::Word)
}

/// The month that a folder stands for: `01-Jan`, `2022-06`, `july-2012`, `5月`.
fn month_of(tokens: &Tokens<'_>) -> Option<i8> {
    let mut named = (0..tokens.list.len()).filter_map(|index| tokens.word(index).and_then(|word| words::month(&word)));
    if let Some(month) = named.next() {
        return Some(month);
    }
    let number = |index: usize| {
        small(tokens, index).and_then(|month| i8::try_from(month).ok()).filter(|month| (1..=12).contains(month))
    };
    for index in 0..tokens.list.len() {
        let after_year = index >= 2
            && year(tokens, index - 2).is_some()
            && (tokens.is_mark(index - 1, '-') || tokens.is_mark(index - 1, '_') || tokens.is_mark(index - 1, '.'));
        let signed = tokens.is_ideograph(tokens.skip_space(index + 1), '月');
        if let Some(month) = number(index).filter(|_| after_year || signed) {
            return Some(month);
        }
    }
    None
}

/// The year of a folder that has exactly one: `2022`, `F2F-April-2022`, `2022 年`.
fn year_of(tokens: &Tokens<'_>) -> Option<i16> {
    let stands_alone = |index: &usize| {
        *index == 0
            || tokens.shape(index - 1) != Some(Shape::Word)
            || tokens.word(index - 1).is_some_and(|word| word.len() > 2 && !words::is_version(&word))
    };
    let mut years = (0..tokens.list.len()).filter(stands_alone).filter_map(|index| year(tokens, index));
    let only = years.next()?;
    years.all(|other| other == only).then_some(only).and_then(|year| i16::try_from(year).ok())
}

/// The words of names that say nothing but that they are of a meeting.
static OF_A_MEETING: WordList = WordList::new(
    "
    readme, index, notes, note, minutes, agenda, transcript, summary, meeting, recap, call, session,
    protokoll, sitzung, agendapunkte, notulen, acta, ata, verbale, pv, compte, rendu, cr, raw, report, chat,
    log, of, the, de, 会议纪要, 会议记录, 會議記錄, 議事録, 议事录, 纪要, 記録
",
);

/// Files that are the meeting whose date their folder has.
fn is_a_meetings_file(stem: &str) -> bool {
    let words = fold(stem).replace(['-', '_', '.'], " ");
    words.split_whitespace().all(|word| OF_A_MEETING.has(word))
}

/// Whether a folder's name says that what lies below are meetings.
fn is_for_meetings(name: &str) -> bool {
    crate::parse::kind::is_for_sessions(name)
}

fn is_archived(name: &str) -> bool {
    matches!(
        fold(name).trim_matches(|character: char| !character.is_alphabetic()),
        "archived" | "backup" | "backups" | "bak" | "old"
    )
}
