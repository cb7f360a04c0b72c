//! What the words of a schedule mean, in the languages that ship. A word goes in, its part in a schedule comes
//! out; a word that means two things in these languages is not in here.

use jiff::civil::Weekday;

/// What one word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Nothing about the day: `of`, `the`.
    Nothing,
    /// `every`, behind which an ordinal may count weeks as well as days of the month.
    Every,
    /// `first` is 1, `last` is -1.
    Ordinal(i8),
    /// How many units pass from one session to the next.
    Number(u32),
    Weekday(Weekday),
    /// A unit, and how many of them pass.
    Unit(Unit, u32),
    /// `day`, as in `last day of the month`.
    Day,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Week,
    Month,
}

use Meaning::{Day, Every, Nothing, Number, Ordinal};

const WEEK: Meaning = Meaning::Unit(Unit::Week, 1);
const FORTNIGHT: Meaning = Meaning::Unit(Unit::Week, 2);
const MONTH: Meaning = Meaning::Unit(Unit::Month, 1);
const QUARTER: Meaning = Meaning::Unit(Unit::Month, 3);
const YEAR: Meaning = Meaning::Unit(Unit::Month, 12);

/// Weekdays in the order of the week: English, German, French, Spanish, whose plurals end in `s`, and Arabic.
const WEEKDAYS: [[&str; 5]; 7] = [
    ["monday", "montag", "lundi", "lunes", "الاثنين"],
    ["tuesday", "dienstag", "mardi", "martes", "الثلاثاء"],
    ["wednesday", "mittwoch", "mercredi", "miércoles", "الأربعاء"],
    ["thursday", "donnerstag", "jeudi", "jueves", "الخميس"],
    ["friday", "freitag", "vendredi", "viernes", "الجمعة"],
    ["saturday", "samstag", "samedi", "sábado", "السبت"],
    ["sunday", "sonntag", "dimanche", "domingo", "الأحد"],
];

const WORDS: [(Meaning, &[&str]); 27] = [
    (
        Nothing,
        &[
            "on", "the", "of", "in", "a", "and", "per", "und", "im", "am", "an", "der", "den", "des", "die", "et",
            "le", "les", "du", "de", "la", "y", "el", "los", "las", "del", "من", "في",
        ],
    ),
    (
        Every,
        &[
            "every", "each", "jeden", "jede", "jeder", "jedes", "alle", "chaque", "tous", "toutes", "cada", "todos",
            "todas", "كل",
        ],
    ),
    (
        Ordinal(1),
        &[
            "first",
            "erster",
            "ersten",
            "erste",
            "premier",
            "premiers",
            "première",
            "primer",
            "primero",
            "primeros",
            "primera",
            "الأول",
            "أول",
        ],
    ),
    (
        Ordinal(2),
        &[
            "second",
            "zweiter",
            "zweiten",
            "zweite",
            "deuxième",
            "deuxièmes",
            "segundo",
            "segundos",
            "segunda",
            "الثاني",
            "ثاني",
        ],
    ),
    (
        Ordinal(3),
        &[
            "third",
            "dritter",
            "dritten",
            "dritte",
            "troisième",
            "troisièmes",
            "tercer",
            "tercero",
            "terceros",
            "tercera",
            "الثالث",
            "ثالث",
        ],
    ),
    (
        Ordinal(4),
        &[
            "fourth",
            "vierter",
            "vierten",
            "vierte",
            "quatrième",
            "quatrièmes",
            "cuarto",
            "cuartos",
            "cuarta",
            "الرابع",
            "رابع",
        ],
    ),
    (Ordinal(5), &["fifth", "fünfter", "fünften", "cinquième", "quinto", "quintos", "الخامس"]),
    (
        Ordinal(-1),
        &[
            "last",
            "letzter",
            "letzten",
            "letzte",
            "dernier",
            "derniers",
            "dernière",
            "último",
            "últimos",
            "última",
            "الأخير",
            "آخر",
        ],
    ),
    (Number(1), &["one", "ein", "einen", "eine", "un", "une", "una"]),
    (Number(2), &["other", "two", "zwei", "deux", "dos"]),
    (Number(3), &["three", "drei", "trois", "tres"]),
    (Number(4), &["four", "vier", "quatre", "cuatro"]),
    (Number(5), &["five", "fünf", "cinq", "cinco"]),
    (Number(6), &["six", "sechs", "seis"]),
    (
        WEEK,
        &[
            "week",
            "weeks",
            "weekly",
            "woche",
            "wochen",
            "wöchentlich",
            "semaine",
            "semaines",
            "hebdomadaire",
            "semana",
            "semanas",
            "semanal",
            "أسبوع",
            "أسبوعيًا",
        ],
    ),
    (
        FORTNIGHT,
        &["biweekly", "fortnight", "fortnightly", "vierzehntäglich", "14-täglich", "zweiwöchentlich", "أسبوعين"],
    ),
    (
        MONTH,
        &[
            "month",
            "months",
            "monthly",
            "monat",
            "monats",
            "monate",
            "monatlich",
            "mois",
            "mensuel",
            "mes",
            "meses",
            "mensual",
            "شهر",
            "الشهر",
        ],
    ),
    (QUARTER, &["quarter", "quarterly", "quartal", "vierteljährlich", "trimestre", "trimestriel", "trimestral"]),
    (
        YEAR,
        &[
            "year",
            "years",
            "yearly",
            "annually",
            "jahr",
            "jahre",
            "jährlich",
            "ans",
            "année",
            "annuel",
            "año",
            "años",
            "anual",
        ],
    ),
    (Day, &["day", "tag", "jour", "día"]),
    (Meaning::Weekday(Weekday::Monday), &["الإثنين", "اثنين"]),
    (Meaning::Weekday(Weekday::Tuesday), &["ثلاثاء"]),
    (Meaning::Weekday(Weekday::Wednesday), &["miercoles", "الاربعاء", "أربعاء"]),
    (Meaning::Weekday(Weekday::Thursday), &["خميس"]),
    (Meaning::Weekday(Weekday::Friday), &["جمعة"]),
    (Meaning::Weekday(Weekday::Sunday), &["الاحد", "أحد"]),
    (Meaning::Weekday(Weekday::Saturday), &["sabado", "sonnabend", "سبت"]),
];

/// What a word in small letters means.
pub(super) fn word(word: &str) -> Option<Meaning> {
    let known = WORDS.iter().find(|(_, words)| words.contains(&word)).map(|(meaning, _)| *meaning);
    known.or_else(|| weekday(word).map(Meaning::Weekday)).or_else(|| ordinal(word))
}

/// A weekday in full, in the plural, or in English cut after three letters or more: `thu`, `thurs`.
fn weekday(word: &str) -> Option<Weekday> {
    let single = word.strip_suffix('s').unwrap_or(word);
    let place = WEEKDAYS.iter().position(|names| {
        let is_short = word.len() >= 3 && names[0].starts_with(word);
        is_short || names.contains(&word) || names.contains(&single)
    })?;
    Weekday::from_monday_zero_offset(i8::try_from(place).ok()?).ok()
}

/// `2nd`, `2e`, `2.`, `2º`.
fn ordinal(word: &str) -> Option<Meaning> {
    const ENDINGS: [&str; 22] = [
        "st", "nd", "rd", "th", ".", "e", "er", "re", "ère", "ème", "eme", "nde", "º", ".º", "°", "ª", "do", "ro",
        "to", "ter", "ten", "te",
    ];
    let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, ending) = word.split_at(digits);
    let number = number.parse().ok()?;
    ENDINGS.contains(&ending).then_some(Ordinal(number))
}

/// Parts of Chinese and Japanese schedules, which have no spaces; longer ones before their beginnings.
const PARTS: [(&str, Meaning); 33] = [
    ("隔週", FORTNIGHT),
    ("隔周", FORTNIGHT),
    ("每隔一周", FORTNIGHT),
    ("每隔一週", FORTNIGHT),
    ("最后一个", Ordinal(-1)),
    ("最後一個", Ordinal(-1)),
    ("最終", Ordinal(-1)),
    ("最後の", Ordinal(-1)),
    ("每个", Every),
    ("每個", Every),
    ("每", Every),
    ("毎", Every),
    ("星期", WEEK),
    ("礼拜", WEEK),
    ("禮拜", WEEK),
    ("周", WEEK),
    ("週", WEEK),
    ("个月", MONTH),
    ("個月", MONTH),
    ("か月", MONTH),
    ("ヶ月", MONTH),
    ("月", MONTH),
    ("季度", QUARTER),
    ("四半期", QUARTER),
    ("年", YEAR),
    ("曜日", Nothing),
    ("的", Nothing),
    ("の", Nothing),
    ("和", Nothing),
    ("と", Nothing),
    ("、", Nothing),
    ("・", Nothing),
    ("间", Nothing),
];

/// The meanings of a schedule in Chinese or Japanese up to its time of day, and what begins there; `None` where
/// a part of it is unknown, or where the text is in neither.
pub(super) fn east_asian(text: &str) -> Option<(Vec<Meaning>, &str)> {
    let is_east_asian = |c: char| matches!(u32::from(c), 0x3040..=0x30ff | 0x4e00..=0x9fff);
    if !text.contains(is_east_asian) {
        return None;
    }
    let mut meanings = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() && !begins_time(rest) {
        let (meaning, after) = part(rest)?;
        meanings.push(meaning);
        rest = after.trim_start_matches([' ', '\u{3000}', ',', '，']);
    }
    Some((meanings, rest))
}

fn begins_time(rest: &str) -> bool {
    let after_digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_clock = after_digits.len() < rest.len() && after_digits.starts_with([':', '：', '点', '點', '时', '時']);
    is_clock || ["上午", "下午", "午前", "午後", "晚上", "正午"].iter().any(|word| rest.starts_with(word))
}

fn part(rest: &str) -> Option<(Meaning, &str)> {
    if let Some((weekday, after)) = east_asian_weekday(rest) {
        return Some((Meaning::Weekday(weekday), after));
    }
    if let Some((meaning, after)) = PARTS.iter().find_map(|(word, meaning)| Some((*meaning, rest.strip_prefix(word)?)))
    {
        return Some((meaning, after));
    }
    if let Some(after) = rest.strip_prefix('第') {
        let (number, after) = number(after)?;
        let after = after.trim_start_matches(['个', '個']);
        return Some((Ordinal(i8::try_from(number).ok()?), after));
    }
    let (number, after) = number(rest)?;
    if let Some(after) = after.strip_prefix(['日', '号', '號']) {
        return Some((Ordinal(i8::try_from(number).ok()?), after));
    }
    Some((Number(number), after))
}

/// `星期四`, `周四`, `木曜日`, `木曜`.
fn east_asian_weekday(rest: &str) -> Option<(Weekday, &str)> {
    const CHINESE: [char; 7] = ['一', '二', '三', '四', '五', '六', '日'];
    const JAPANESE: [char; 7] = ['月', '火', '水', '木', '金', '土', '日'];
    let nth = |days: [char; 7], day: char| days.iter().position(|known| *known == day);
    let chinese = ["星期", "礼拜", "禮拜", "周", "週"].iter().find_map(|word| {
        let after = rest.strip_prefix(word)?;
        let day = after.chars().next()?;
        let place = nth(CHINESE, if day == '天' { '日' } else { day })?;
        Some((place, &after[day.len_utf8()..]))
    });
    let japanese = || {
        let day = rest.chars().next()?;
        let after = rest[day.len_utf8()..].strip_prefix('曜')?;
        Some((nth(JAPANESE, day)?, after.strip_prefix('日').unwrap_or(after)))
    };
    let (place, after) = chinese.or_else(japanese)?;
    Some((Weekday::from_monday_zero_offset(i8::try_from(place).ok()?).ok()?, after))
}

fn number(text: &str) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        return Some((text[..digits].parse().ok()?, &text[digits..]));
    }
    const NUMBERS: [(char, u32); 7] = [('一', 1), ('二', 2), ('两', 2), ('兩', 2), ('三', 3), ('四', 4), ('五', 5)];
    let first = text.chars().next()?;
    let (_, number) = NUMBERS.iter().find(|(word, _)| *word == first)?;
    Some((*number, &text[first.len_utf8()..]))
}
