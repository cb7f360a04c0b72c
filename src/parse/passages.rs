//! Where items stand among a text's events, so that the writer can mark their HTML: text that a marker and
//! an item share is cut in two. Items with their lines' events go in; events and marks for them come out.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::FixedState;

use super::items::Passage;
use super::syntax::{Event, Spanned};

/// A mark that the writer sets before an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Here is the item's place in the page.
    Anchor(usize),
    /// Here its words begin.
    Begin(usize),
    /// Here they end.
    End(usize),
}

/// Marks with the places of the events before which they stand, in order.
pub(crate) type Marks = Vec<(usize, Mark)>;

/// A mark as it is found: where it stands, and which of those there it is; ends go before all others, the
/// innermost first.
type Found = (usize, isize, Mark);

/// After how many bytes a text is cut, by the event's place.
type Cuts = HashMap<usize, usize, FixedState>;

/// Events in which each item's words begin and end between two of them, and the marks for that.
pub(crate) fn mark<'a>(events: Vec<Spanned<'a>>, passages: &[Passage]) -> (Vec<Spanned<'a>>, Marks) {
    let mut marks: Vec<Found> = Vec::with_capacity(passages.len() * 3);
    let mut cuts: Cuts = HashMap::default();
    for (index, passage) in passages.iter().enumerate() {
        let order = isize::try_from(index).unwrap_or(isize::MAX) + 1;
        let (Some(first), false) = (passage.events.first(), passage.events.is_empty()) else { continue };
        let begin = begin(&events, first, passage.marker);
        if let Begin::Within(event, bytes) = begin {
            cuts.entry(event).or_insert(bytes);
        }
        for stretch in passage.events.iter().filter(|stretch| stretch.end > first.start) {
            marks.push((stretch.end, -order, Mark::End(index)));
        }
        if !passage.has_own_id {
            marks.push((first.start, order, Mark::Anchor(index)));
        }
        let words_at = match begin {
            Begin::Before(event) => event,
            // The second half of the text that is cut has the place after it.
            Begin::Within(event, _) => event + HALF,
        };
        marks.push((words_at, order, Mark::Begin(index)));
        for cell in &passage.events[1..] {
            marks.push((cell.start, order, Mark::Begin(index)));
        }
    }
    let (events, place) = cut(events, &cuts);
    let mut marks: Vec<Found> = marks.into_iter().map(|(at, order, mark)| (place(at), order, mark)).collect();
    marks.sort_by_key(|(at, order, _)| (*at, *order));
    (events, marks.into_iter().map(|(at, _, mark)| (at, mark)).collect())
}

/// Stands for the second half of an event that is cut, until the events are numbered anew.
const HALF: usize = usize::MAX / 2;

/// Where an item's words begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Begin {
    Before(usize),
    /// So many bytes into a text.
    Within(usize, usize),
}

/// The place after a marker; the beginning of the line where that lies inside bold words or a link.
fn begin(events: &[Spanned<'_>], stretch: &Range<usize>, marker: usize) -> Begin {
    let start = Begin::Before(stretch.start);
    if marker == 0 {
        return start;
    }
    let mut left = marker;
    let mut depth = 0_usize;
    let mut is_at_start = true;
    for index in stretch.clone() {
        let plain = match &events[index].0 {
            Event::Text(text) | Event::Code(text) => text.as_ref(),
            Event::SoftBreak | Event::HardBreak => " ",
            Event::Open(_) => {
                if left == 0 && depth == 0 {
                    return Begin::Before(index);
                }
                depth += 1;
                continue;
            }
            Event::Close => {
                depth = depth.saturating_sub(1);
                continue;
            }
            Event::Html(_) | Event::FootnoteReference(_) | Event::Rule | Event::Task(_) => continue,
        };
        let blanks = if is_at_start { plain.len() - plain.trim_start().len() } else { 0 };
        is_at_start &= blanks == plain.len();
        let length = plain.len() - blanks;
        if left == 0 {
            return if depth == 0 { Begin::Before(index) } else { start };
        }
        if left < length {
            let is_cuttable =
                depth == 0 && matches!(events[index].0, Event::Text(_)) && plain.is_char_boundary(blanks + left);
            return if is_cuttable { Begin::Within(index, blanks + left) } else { start };
        }
        left -= length;
    }
    start
}

/// Cuts texts in two; each event's new place by its old one.
fn cut<'a>(events: Vec<Spanned<'a>>, cuts: &Cuts) -> (Vec<Spanned<'a>>, impl Fn(usize) -> usize) {
    let mut places = Vec::new();
    if cuts.is_empty() {
        return (events, place_among(places));
    }
    places.reserve(events.len() + 1);
    let mut all = Vec::with_capacity(events.len() + cuts.len());
    for (index, (event, span)) in events.into_iter().enumerate() {
        places.push(all.len());
        match (cuts.get(&index), event) {
            (Some(bytes), Event::Text(text)) => {
                let (before, after) = text.split_at(*bytes);
                // An escape makes the written text longer; then both halves stand for all of it.
                let is_plain = text.len() == span.len();
                let middle = span.start + bytes;
                let halves = if is_plain { (span.start..middle, middle..span.end) } else { (span.clone(), span) };
                all.push((Event::Text(before.to_owned().into()), halves.0));
                all.push((Event::Text(after.to_owned().into()), halves.1));
            }
            (_, event) => all.push((event, span)),
        }
    }
    places.push(all.len());
    (all, place_among(places))
}

/// The new place of an event, or of the second half of one; as it was where nothing was cut.
fn place_among(places: Vec<usize>) -> impl Fn(usize) -> usize {
    move |old| match old.checked_sub(HALF) {
        Some(cut) => places.get(cut).map_or(cut, |place| place + 1),
        None => places.get(old).copied().unwrap_or(old),
    }
}
