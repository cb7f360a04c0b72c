//! The words of dates: months, weekdays, what may stand between the parts of
//! a date, and the labels before one, in English, Spanish, French, German, Italian,
//! Portuguese, Dutch, Chinese and Japanese. All in small letters without accents.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::FixedState;
use jiff::civil::Weekday;

use crate::parse::word_list::WordList;

/// A month's number, from 1.
pub(super) type Month = i8;

/// The names of each month, full and short, January first.
const MONTH_NAMES: [&str; 12] = [
    "january, jan, janvier, janv, januar, janner, enero, ene, gennaio, gen, janeiro, januari",
    "february, feb, febr, fevrier, fevr, fev, februar, feber, febrero, febbraio, fevereiro, februari",
    "march, mar, mars, marz, maerz, mrz, marzo, marco, maart, mrt",
    "april, apr, avril, avr, abril, abr, aprile",
    "may, mai, mayo, maggio, mag, maio, mei",
    "june, jun, juin, juni, junio, giugno, giu, junho",
    "july, jul, juillet, juil, juli, julio, luglio, lug, julho",
    "august, aug, aout, agosto, ago, augustus",
    "september, sept, sep, septembre, septiembre, setiembre, settembre, setembro, set",
    "october, oct, octobre, oktober, okt, octubre, ottobre, ott, outubro, out",
    "november, nov, novembre, noviembre, novembro",
    "december, dec, decembre, dezember, dez, diciembre, dic, dicembre, dezembro",
];

static MONTHS: LazyLock<HashMap<&str, Month, FixedState>> = LazyLock::new(|| meant((1..).zip(MONTH_NAMES)));

/// English names long enough that one slip still leaves no doubt which month is meant.
const LONG_ENGLISH: [(Month, &str); 7] = [
    (1, "january"),
    (2, "february"),
    (8, "august"),
    (9, "september"),
    (10, "october"),
    (11, "november"),
    (12, "december"),
];

/// The names of each weekday, full and short, Monday first.
const WEEKDAY_NAMES: [(Weekday, &str); 7] = [
    (Weekday::Monday, "monday, mon, lunes, lun, lundi, montag, mo, lunedi, segunda, seg, maandag, ma"),
    (Weekday::Tuesday, "tuesday, tue, tues, martes, mar, mardi, dienstag, di, martedi, terca, ter, dinsdag"),
    (
        Weekday::Wednesday,
        "wednesday, wed, weds, miercoles, mie, mercredi, mer, mittwoch, mi, mercoledi, quarta, qua, woensdag, wo",
    ),
    (
        Weekday::Thursday,
        "thursday, thu, thur, thurs, jueves, jue, jeudi, jeu, donnerstag, do, giovedi, gio, quinta, qui, donderdag",
    ),
    (Weekday::Friday, "friday, fri, viernes, vie, vendredi, ven, freitag, fr, venerdi, sexta, sex, vrijdag, vr"),
    (Weekday::Saturday, "saturday, sat, sabado, sab, samedi, sam, samstag, sonnabend, sa, sabato, zaterdag, za"),
    (Weekday::Sunday, "sunday, sun, domingo, dom, dimanche, dim, sonntag, so, domenica, zondag, zo"),
];

static WEEKDAYS: LazyLock<HashMap<&str, Weekday, FixedState>> = LazyLock::new(|| meant(WEEKDAY_NAMES));

/// The last characters of Chinese (周三, 星期三) and Japanese (水曜日, （水）) weekdays.
const IDEOGRAPH_WEEKDAYS: [(Weekday, &str); 7] = [
    (Weekday::Monday, "一月"),
    (Weekday::Tuesday, "二火"),
    (Weekday::Wednesday, "三水"),
    (Weekday::Thursday, "四木"),
    (Weekday::Friday, "五金"),
    (Weekday::Saturday, "六土"),
    (Weekday::Sunday, "日天"),
];

/// What each word of these lists means; the first list that has a word counts.
fn meant<M: Copy>(lists: impl IntoIterator<Item = (M, &'static str)>) -> HashMap<&'static str, M, FixedState> {
    let mut meanings = HashMap::default();
    for (meaning, list) in lists {
        for word in list.split(',').map(str::trim_ascii) {
            meanings.entry(word).or_insert(meaning);
        }
    }
    meanings
}

/// The month that a word names.
pub(super) fn month(word: &str) -> Option<Month> {
    MONTHS.get(word).copied()
}

/// The English month that a word of six letters or more misses by one slip.
pub(super) fn misspelt_month(word: &str) -> Option<Month> {
    if word.len() < 6 || !word.is_ascii() {
        return None;
    }
    let mut near = LONG_ENGLISH.iter().filter(|(_, name)| one_slip(word.as_bytes(), name.as_bytes()));
    near.next().map(|(month, _)| *month)
}

/// Whether two words differ by one letter more, less or other, or by two neighbours swapped.
fn one_slip(written: &[u8], meant: &[u8]) -> bool {
    let start = written.iter().zip(meant).take_while(|(left, right)| left == right).count();
    let (left, right) = (&written[start..], &meant[start..]);
    let same_tail = |left: Option<&[u8]>, right: Option<&[u8]>| left.is_some() && left == right;
    let swapped =
        left.len() >= 2 && right.len() >= 2 && left[0] == right[1] && left[1] == right[0] && left[2..] == right[2..];
    swapped
        || same_tail(left.get(1..), right.get(1..))
        || same_tail(left.get(1..), Some(right))
        || same_tail(Some(left), right.get(1..))
}

/// The weekday that a word names.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    WEEKDAYS.get(word).copied()
}

/// The weekday that one character stands for, in brackets or after 周, 星期 or before 曜.
pub(super) fn ideograph_weekday(character: char) -> Option<Weekday> {
    IDEOGRAPH_WEEKDAYS.iter().find(|(_, signs)| signs.contains(character)).map(|(weekday, _)| *weekday)
}

/// `14th`, `1er`, `2de`: what follows a day's number.
pub(super) fn is_ordinal(word: &str) -> bool {
    matches!(word, "st" | "nd" | "rd" | "th" | "er" | "ere" | "eme" | "e" | "de" | "ste" | "o" | "a")
}

/// `of`, `de`: what stands between a day and its month, or a month and its year.
pub(super) fn is_of(word: &str) -> bool {
    matches!(word, "of" | "de" | "del" | "di" | "d" | "do" | "van" | "von" | "the" | "l")
}

/// `du`, `vom`, `del`: a word before a date of a language that writes the day first.
pub(super) fn is_day_first_language(word: &str) -> bool {
    matches!(word, "du" | "vom" | "del" | "le" | "den" | "dal" | "zum")
}

/// What only notes in a day-first language say, with its accents; anywhere in the text.
static DAY_FIRST_TEXT: WordList = WordList::new(
    "
    compte rendu, compte-rendu, réunion, séance, ordre du jour, présents :, protokoll, sitzung, treffen, besprechung,
    tagesordnung, anwesend, teilnehmer, reunión, sesión, acta de, orden del día, asistentes, reunião, ata da, pauta da,
    riunione, verbale, ordine del giorno, notulen, vergadering, aanwezig
",
);

/// Whether a note's words are of a language that writes the day first.
pub(super) fn is_day_first_text(text: &str) -> bool {
    let text = text.to_lowercase();
    DAY_FIRST_TEXT.is_within(&text)
}

/// What stands between the first and the last day.
static TO: WordList =
    WordList::new("to, through, thru, until, till, bis, au, al, a, ate, tot, v, and, und, et, y, e, en");

/// `to`, `bis`: what stands between the first and the last day.
pub(super) fn is_to(word: &str) -> bool {
    TO.has(word)
}

/// Hours, halves of the day and time zones.
static CLOCK: WordList =
    WordList::new("utc, gmt, uhr, h, hrs, hours, est, edt, cst, cdt, mst, mdt, pst, pdt, cet, cest, bst, jst, am, pm");

/// Words after a four-digit number that make it a time of day.
pub(super) fn is_clock(word: &str) -> bool {
    CLOCK.has(word)
}

/// What numbers other things than days.
static VERSION: WordList =
    WordList::new("v, ver, version, versione, versao, release, rel, rc, tag, section, sec, rfc, iso, cve, build");

/// Words before a number that make it a version, a section or an issue.
pub(super) fn is_version(word: &str) -> bool {
    VERSION.has(word)
}

/// What the language of a label says of `4/5/2021`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Custom {
    /// The day stands first wherever this language is written.
    DayFirst,
    /// English, Chinese and Japanese, or a word of several languages.
    Open,
}

/// Labels of which only day-first languages make use.
static DAY_FIRST_LABELS: WordList = WordList::new(
    "
    datum, termin, wann, datum und uhrzeit, datum uhrzeit, datum zeit, datum und zeit, datum ort, datum und ort,
    ort datum, ort und datum, sitzungsdatum, sitzung, protokoll, protokoll der sitzung, besprechung, tag, zeit,
    zeit und ort, ort und zeit, zeitpunkt, uhrzeit, datum der sitzung, besprechungsdatum, treffen, fecha,
    fecha y hora, fecha hora, fecha de la reunion, fecha de reunion, fecha de la sesion, cuando, dia, dia y hora,
    hora, date de la reunion, date de reunion, date et heure, date heure, date de la seance, quand, jour,
    reunion du, seance du, compte rendu de la reunion du, compte rendu de reunion du, compte rendu du,
    proces verbal du, pv du, date lieu, date et lieu, data, data e hora, data hora, data e ora, data ora,
    data da reuniao, acta de la reunion del, reunion del, fecha y lugar, lugar y fecha, data e luogo,
    data e local, data della riunione, quando, giorno, wanneer, datum en tijd, datum tijd, vergaderdatum,
    datum vergadering, dag
",
);

/// Labels that leave the order of day and month open.
static LABELS: WordList = WordList::new("
    date, dates, meeting date, meeting dates, date of meeting, date of the meeting, meeting date time,
    meeting date and time, meeting date & time, date time, date and time, date & time, date and time of meeting,
    when, day, held, held on, meeting held, meeting held on, minutes of the meeting held,
    minutes of meeting held, minutes for, notes for, notes from, meeting notes for, meeting notes from,
    meeting notes, session date, session date time, call date, call date time, event date, date held,
    date of call, date of session, meeting day, time, meeting time, time and date, time & date, time date,
    time and place, date and place, date and location, date location, date place, when and where, when where,
    call time, session time, date and venue, meeting, minutes, date of minutes, minutes date, workshop date,
    日期, 时间, 時間, date日期, data日期, time时间, 日期date, 日時, 開催日程, 日付, 日付け, 开会时间, 開会時間, 会议时间, 會議時間, 会议日期, 會議日期, 例会时间,
    例会日期, 召开时间, 举办时间, 活动时间, 时间日期, 日期时间, 日期和时间, 日期與時間, 开始时间, 開催日,
    開催日時, 会議日, 会議日時, 会議日程, 実施日, 実施日時, 日程, 会议召开时间, 会时间
");

/// No label is longer, in bytes; most lines before a date are.
const LONGEST_LABEL: usize = 40;

/// What is known of a label before a date; `None` where it is no such label.
pub(super) fn label(words: &str) -> Option<Custom> {
    if words.is_empty() || words.len() > LONGEST_LABEL {
        return None;
    }
    if DAY_FIRST_LABELS.has(words) {
        return Some(Custom::DayFirst);
    }
    LABELS.has(words).then_some(Custom::Open)
}

/// What makes the date after it another's.
static ANOTHER: WordList = WordList::new(
    "
    next, upcoming, previous, prior, last, since, until, till, before, deadline, deadlines, due, updated,
    modified, released, published, created, expires, effective, valid, copyright, adopted, ratified,
    approved, amended, revised, established, founded, nachste, nachster, nachstes, letzte, vorige, frist,
    aktualisiert, prochaine, prochain, precedente, avant, echeance, proxima, proximo, anterior, hasta, plazo,
    prossima, prossimo, scadenza, volgende
",
);

/// Words in a heading that make its date another's: the next meeting, a deadline, a release.
pub(super) fn is_of_another(word: &str) -> bool {
    ANOTHER.has(word)
}

/// The same in Chinese and Japanese, looked for anywhere in the heading.
pub(super) static OF_ANOTHER: WordList =
    WordList::new("下次, 下一次, 下周, 上次, 截止, 次回, 前回, 更新于, 更新日, 締切, 締め切り, 截至, 期限");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_in_each_language() {
        for (word, expected) in
            [("sept", 9), ("aout", 8), ("marz", 3), ("ottobre", 10), ("maio", 5), ("mei", 5), ("ene", 1)]
        {
            assert_eq!(month(word), Some(expected), "{word}");
        }
        for word in ["meeting", "notes", "sunday", "marching", "second", ""] {
            assert_eq!(month(word), None, "{word}");
        }
    }

    #[test]
    fn one_slip_in_a_long_english_month_is_forgiven() {
        for (word, expected) in
            [("septemebr", 9), ("octuber", 10), ("janaury", 1), ("novemer", 11), ("decemberr", 12), ("feburary", 2)]
        {
            assert_eq!(misspelt_month(word), Some(expected), "{word}");
        }
        for word in ["member", "juny", "remember", "augment", "sober", "octagon", "novel"] {
            assert_eq!(misspelt_month(word), None, "{word}");
        }
    }
}
