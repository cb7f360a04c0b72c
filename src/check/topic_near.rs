//! Topics that a single note uses and that are nearly called like another.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Place};
use crate::model::{Site, Topic};
use crate::note::Note;
use crate::text::{fold, nearest};

/// Shorter names are near to too many others.
const SHORTEST: usize = 5;

pub(super) fn check(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    for topic in &site.topics {
        let [only] = topic.notes[..] else { continue };
        if topic.index.is_some() || topic.label.chars().count() < SHORTEST {
            continue;
        }
        let others = site.topics.iter().filter(|other| is_known(other) && other.label != topic.label);
        let names = others.flat_map(|other| std::iter::once(&other.label).chain(&other.also));
        let near =
            nearest(&topic.label, names.map(String::as_str).filter(|name| differ_in_letters(name, &topic.label)));
        // Another name of a topic leads to the topic's own.
        let near = near.and_then(|near| site.topic_called(near)).map(|id| site.topics[id].label.as_str());
        if let Some(near) = near {
            let note = &site.notes[only];
            let place = Place::new(site.file(only), span_of(note, &topic.label));
            diagnostics.push(Diagnostic::topic_near(&place, &topic.label, near));
        }
    }
}

/// A topic that is sure to be meant: it has a page of its own, or several notes use it.
fn is_known(topic: &Topic) -> bool {
    topic.index.is_some() || topic.notes.len() > 1
}

/// Whether two names differ in more than their numbers: `round 1` and `round 2` are two things.
fn differ_in_letters(a: &str, b: &str) -> bool {
    let letters = |name: &str| fold(name).chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    letters(a) != letters(b)
}

/// Where a note's front matter names a topic; the whole file where it is a `#tag` of the text.
fn span_of(note: &Note, label: &str) -> Range<usize> {
    let names_it = |key: &&str| note.front.list(key).iter().any(|name| fold(name) == fold(label));
    let key = ["topics", "tags"].into_iter().find(|key| names_it(key));
    key.and_then(|key| note.front.spans.get(key).cloned()).unwrap_or(0..0)
}
