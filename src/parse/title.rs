//! The heading that names a note, and small steps among events. Events go in; a heading, levels and plain words come out.

use std::ops::Range;

use super::syntax::{Event, Spanned, closing};
use crate::text;

/// The heading that names the note and so leaves its body.
pub(super) struct TitleHeading {
    pub(super) level: u8,
    pub(super) text: String,
    pub(super) span: Range<usize>,
    pub(super) events: Range<usize>,
}

/// The first heading, if it is of level 1, or stands first and alone on its level; and if front matter
/// names the note, only where it says the same.
pub(super) fn title_heading(events: &[Spanned<'_>], front_title: Option<&str>) -> Option<TitleHeading> {
    let first = events.iter().position(|(event, _)| event.heading_level().is_some())?;
    let level = events[first].0.heading_level()?;
    let is_alone = levels(events).filter(|other| *other <= level).count() == 1;
    let stands_first = !events[..first].iter().any(|(event, _)| matches!(event, Event::Text(_)));
    if depth_at(events, first) > 0 || !(level == 1 || (stands_first && is_alone)) {
        return None;
    }
    let end = closing(events, first)?;
    let text = plain(&events[first..=end]);
    let agrees = front_title.is_none_or(|title| text::fold(title) == text::fold(&text));
    (agrees && !text.is_empty()).then(|| TitleHeading {
        level,
        text,
        span: events[first].1.clone(),
        events: first..end + 1,
    })
}

pub(super) fn levels<'a>(events: &'a [Spanned<'_>]) -> impl Iterator<Item = u8> + 'a {
    events.iter().filter_map(|(event, _)| event.heading_level())
}

/// How many elements are open before the event at `index`.
fn depth_at(events: &[Spanned<'_>], index: usize) -> usize {
    let opened = events[..index].iter().filter(|(event, _)| matches!(event, Event::Open(_))).count();
    let closed = events[..index].iter().filter(|(event, _)| *event == Event::Close).count();
    opened.saturating_sub(closed)
}

/// The text of events, without markup.
pub(super) fn plain(events: &[Spanned<'_>]) -> String {
    let mut plain = String::new();
    for (event, _) in events {
        if let Event::Text(text) | Event::Code(text) = event {
            plain.push_str(text);
        } else if matches!(event, Event::SoftBreak | Event::HardBreak) {
            plain.push(' ');
        }
    }
    text::spaced(&plain)
}
