//! How long notes take to read.

use super::Here;
use crate::note::Note;

/// Somewhat slower than most adults read (238: Brysbaert, "How many words do we read per minute?", 2019).
const WORDS_A_MINUTE: usize = 220;

/// What takes less is read at once, and needs no word on it.
const MOMENT: usize = 3;

/// How long so many words take, in minutes or hours.
pub(super) fn time(here: &Here<'_>, words: usize) -> String {
    const HOUR: usize = 60;
    const IN_MINUTES: usize = 100;
    let minutes = words.div_ceil(WORDS_A_MINUTE).max(1);
    if minutes <= IN_MINUTES {
        here.words().count("minutes", minutes)
    } else {
        here.words().count("hours", minutes.div_ceil(HOUR))
    }
}

/// What a note's page says of it.
pub(super) fn text(here: &Here<'_>, note: &Note) -> Option<String> {
    let is_worth_a_word = note.words >= MOMENT * WORDS_A_MINUTE;
    is_worth_a_word.then(|| here.words().filled("reading_time", &[("minutes", &time(here, note.words))]))
}
