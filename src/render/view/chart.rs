//! Charts of columns over time as geometry, and charts of bars. Numbers with their names go in; places as attributes
//! of SVG come out, so that templates only loop. Across, places are shares of the width, so that a chart fits any
//! screen while its text keeps its size; down, they are multiples of that size. Where text runs from the right, so
//! does time. What has no number leaves a gap, and what is withheld has no height of its own.

use serde::Serialize;

use super::Here;
use super::shape::Date;
use crate::locale;

/// The columns' height and where each line of words below them stands, in multiples of the text's size.
const TOP: f64 = 0.25;
const FLOOR: f64 = 9.25;
const NUMBERS: f64 = 10.7;
const NAMES: f64 = 12.25;
const YEARS: f64 = 13.7;
/// So many names fit below a chart of a phone's width, of a tablet's and of a desktop's, and so many numbers.
const NAMES_THAT_FIT: [usize; 3] = [4, 8, 13];
const NUMBERS_THAT_FIT: [usize; 3] = [9, 18, 28];
/// A chart has places for so many columns, so that a few are not broad.
const FEWEST: usize = 6;
/// How much of its place a column takes, and one that stands before another.
const WIDE: f64 = 0.72;
const SLIM: f64 = 0.44;
/// Words this near to the edge begin there; years nearer to each other than this share would overlap.
const EDGE: f64 = 7.0;
const YEAR: f64 = 14.0;

/// A chart of columns over time.
#[derive(Debug, Serialize)]
pub(crate) struct Chart {
    /// What its ids begin with.
    id: String,
    title: String,
    /// What it shows, in words.
    alternative: String,
    floor: Floor,
    columns: Vec<Column>,
    legend: Vec<Sign>,
    /// The numbers, where no table of the page has them.
    table: Option<Table>,
}

/// The numbers of a chart as a table.
#[derive(Debug, Serialize)]
pub(crate) struct Table {
    pub(super) summary: String,
    pub(super) heads: Vec<String>,
    pub(super) rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Row {
    pub(super) name: String,
    pub(super) href: Option<String>,
    pub(super) date: Option<Date>,
    /// One for each head but the first.
    pub(super) numbers: Vec<Option<String>>,
}

/// The line that columns stand on.
#[derive(Debug, Serialize)]
struct Floor {
    from: String,
    to: String,
    y: String,
}

#[derive(Debug, Serialize)]
struct Column {
    name: String,
    bars: Vec<Bar>,
    words: Vec<Words>,
}

#[derive(Debug, Serialize)]
struct Bar {
    sign: &'static str,
    x: String,
    y: String,
    width: String,
    height: String,
}

/// Words below a column.
#[derive(Debug, Serialize)]
struct Words {
    line: &'static str,
    text: String,
    x: String,
    y: String,
    anchor: &'static str,
    /// How wide the chart must be for them.
    room: &'static str,
}

/// What a kind of column means.
#[derive(Debug, Serialize)]
struct Sign {
    sign: &'static str,
    label: String,
}

/// What a chart is called and says.
pub(super) struct About {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) alternative: String,
    /// What columns mean, where that needs saying: each sign with its words.
    pub(super) legend: Vec<(&'static str, String)>,
    /// The numbers, where no table of the page has them.
    pub(super) table: Option<Table>,
}

/// One place on the line of time.
pub(super) struct Point {
    /// All about it, for whoever points at it.
    pub(super) name: String,
    pub(super) label: String,
    pub(super) year: String,
    /// What stands out, with its number in short; none leaves a gap.
    pub(super) front: Option<Amount>,
    pub(super) number: String,
    /// What it is measured against.
    pub(super) behind: Option<Amount>,
}

/// How high a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Amount {
    /// As high as this.
    Told(u32),
    /// Somewhere below this.
    Withheld(u32),
}

impl Amount {
    fn most(self) -> u32 {
        match self {
            Self::Told(number) | Self::Withheld(number) => number,
        }
    }
}

/// The chart of these points.
pub(super) fn columns(here: &Here<'_>, about: About, points: Vec<Point>) -> Chart {
    let amounts = points.iter().flat_map(|point| point.front.into_iter().chain(point.behind));
    let scale = Scale {
        count: points.len(),
        place: 100.0 / points.len().max(FEWEST) as f64,
        most: amounts.map(Amount::most).max().unwrap_or(1).max(1),
        is_mirrored: locale::direction(&here.site.config.language) == "rtl",
        is_paired: points.iter().any(|point| point.behind.is_some()),
    };
    let years = years(&points);
    let places = points.into_iter().zip(years).enumerate();
    Chart {
        id: about.id,
        title: about.title,
        alternative: about.alternative,
        floor: scale.floor(),
        columns: places.map(|(at, (point, year))| scale.column(at, point, year)).collect(),
        legend: about.legend.into_iter().map(|(sign, label)| Sign { sign, label }).collect(),
        table: about.table,
    }
}

/// The years that stand below points: below the first of each, unless the next one's would overlap it.
fn years(points: &[Point]) -> Vec<Option<String>> {
    let is_first = |at: usize| at == 0 || points[at].year != points[at - 1].year;
    let firsts: Vec<usize> = (0..points.len()).filter(|at| is_first(*at)).collect();
    let apart = |from: usize, to: usize| 100.0 * (to - from) as f64 / points.len().max(FEWEST) as f64;
    let mut shown = vec![None; points.len()];
    let mut next: Option<usize> = None;
    for at in firsts.into_iter().rev() {
        if next.is_none_or(|next| apart(at, next) >= YEAR) {
            shown[at] = Some(points[at].year.clone()).filter(|year| !year.is_empty());
            next = Some(at);
        }
    }
    shown
}

/// How numbers become places.
struct Scale {
    count: usize,
    /// How much of the width is for each column, in percent.
    place: f64,
    most: u32,
    is_mirrored: bool,
    is_paired: bool,
}

impl Scale {
    fn floor(&self) -> Floor {
        let end = self.place * self.count as f64;
        Floor { from: percent(self.across(0.0)), to: percent(self.across(end)), y: em(FLOOR) }
    }

    fn column(&self, at: usize, point: Point, year: Option<String>) -> Column {
        let front = point.front.map(|amount| (amount, "front", if self.is_paired { SLIM } else { WIDE }));
        let behind = point.behind.map(|amount| (amount, "behind", WIDE));
        let bars = behind.into_iter().chain(front).map(|(amount, sign, width)| self.bar(at, (amount, sign), width));
        let mut words = vec![
            self.words(at, ("number", point.number, NUMBERS), self.room(at, NUMBERS_THAT_FIT)),
            self.words(at, ("name", point.label, NAMES), self.room(at, NAMES_THAT_FIT)),
        ];
        words.extend(year.map(|year| self.words(at, ("year", year, YEARS), Some("narrow"))));
        Column { name: point.name, bars: bars.collect(), words: words.into_iter().flatten().collect() }
    }

    fn bar(&self, at: usize, (amount, sign): (Amount, &'static str), share: f64) -> Bar {
        let height = (FLOOR - TOP) * f64::from(amount.most()) / f64::from(self.most);
        let (width, sign) = match amount {
            Amount::Told(_) => (self.place * share, sign),
            Amount::Withheld(_) => (self.place * share, "withheld"),
        };
        let x = self.across(self.place * (at as f64 + 0.5)) - width / 2.0;
        Bar { sign, x: percent(x), y: em(FLOOR - height), width: percent(width), height: em(height) }
    }

    fn words(
        &self,
        at: usize,
        (line, text, y): (&'static str, String, f64),
        room: Option<&'static str>,
    ) -> Option<Words> {
        let place = self.place;
        let middle = place * (at as f64 + 0.5);
        // The words of anchors follow the direction of the text.
        let (x, anchor) = if line == "number" || (EDGE..=100.0 - EDGE).contains(&middle) {
            (middle, "middle")
        } else if middle < EDGE {
            (place * (at as f64 + (1.0 - WIDE) / 2.0), "start")
        } else {
            (place * (at as f64 + (1.0 + WIDE) / 2.0), "end")
        };
        Some(Words { line, text, x: percent(self.across(x)), y: em(y), anchor, room: room? })
    }

    fn across(&self, x: f64) -> f64 {
        if self.is_mirrored { 100.0 - x } else { x }
    }

    /// From which width on the words of a place are shown: every so many, counted from the last.
    fn room(&self, at: usize, fit: [usize; 3]) -> Option<&'static str> {
        let [narrow, medium, wide] = steps(self.count, fit);
        let from_last = self.count - 1 - at;
        let rooms = [("narrow", narrow), ("medium", medium), ("wide", wide)];
        rooms.into_iter().find(|(_, step)| from_last.is_multiple_of(*step)).map(|(room, _)| room)
    }
}

/// Every how many places have words, for each width; a narrower one leaves out some of the wider one's.
fn steps(count: usize, [narrow, medium, wide]: [usize; 3]) -> [usize; 3] {
    let wide = count.div_ceil(wide).max(1);
    let medium = wide * count.div_ceil(medium).div_ceil(wide).max(1);
    let narrow = medium * count.div_ceil(narrow).div_ceil(medium).max(1);
    [narrow, medium, wide]
}

/// A part of a whole as a bar, and its length.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Share {
    width: String,
}

/// So many of so many.
pub(super) fn share(part: usize, whole: usize) -> Share {
    Share { width: percent(100.0 * part as f64 / whole.max(1) as f64) }
}

fn percent(number: f64) -> String {
    format!("{}%", short(number))
}

fn em(number: f64) -> String {
    format!("{}em", short(number))
}

/// At most two places, and no zeros at the end.
fn short(number: f64) -> String {
    let text = format!("{number:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narrower_charts_name_some_of_what_wider_ones_name() {
        let check = |count: usize, expected: [usize; 3]| assert_eq!(steps(count, NAMES_THAT_FIT), expected, "{count}");
        check(0, [1, 1, 1]);
        check(4, [1, 1, 1]);
        check(6, [2, 1, 1]);
        check(12, [4, 2, 1]);
        check(30, [12, 6, 3]);
        for count in 1..200 {
            let [narrow, medium, wide] = steps(count, NAMES_THAT_FIT);
            assert!(narrow % medium == 0 && medium % wide == 0, "{count}");
            assert!(
                count.div_ceil(narrow) <= 4 && count.div_ceil(medium) <= 8 && count.div_ceil(wide) <= 13,
                "{count}"
            );
        }
    }

    #[test]
    fn places_are_short() {
        assert_eq!(
            (percent(8.333_333), em(9.0), percent(0.0)),
            ("8.33%".to_owned(), "9em".to_owned(), "0%".to_owned())
        );
    }
}
