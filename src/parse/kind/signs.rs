//! Headings that only a meeting's notes have: who was there, what was to be talked about, what is to be done,
//! who wrote. A heading's words go in, after `normal`; which of the signs it is comes out.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::FixedState;

use super::words::without_numbers;
use crate::parse::dates::is_ideograph;
use crate::parse::word_list::WordList;

/// Headings that only meetings have, one row a sign.
pub(super) static SIGNS: [&WordList; 4] = [&PRESENT, &AGENDA, &ACTIONS, &MINUTES];
static PRESENT: WordList = WordList::new(
    "
    attendees, atendees, attendance, attending, present, participants, in attendance, introduction of attendees,
    members present, anwesend, anwesende, anwesende mitglieder, teilnehmer, teilnehmende, teilnehmerinnen,
    anwesenheit, presents, participantes, asistentes, presentes, presenti, partecipanti, aanwezig, aanwezigen,
    参会人, 参会人员, 与会, 出席, 出席者, 參與者, 参加者, 参与者, 到会
",
);
static AGENDA: WordList = WordList::new(
    "
    agenda, tagesordnung, tagesordnungspunkte, ordre du jour, orden del dia, ordine del giorno, ordem do dia,
    pauta, 议程, 議程, 会议议程, 議題, アジェンダ, 议题
",
);
static ACTIONS: WordList = WordList::new(
    "
    action items, action item, actions, new actions, open actions, todos, aufgaben, actions a mener, acciones,
    azioni, acoes, acties, actiepunten, 待办, 行动项, アクションアイテム, 決定事項
",
);
static MINUTES: WordList = WordList::new(
    "
    apologies, regrets, absent, absences, entschuldigt, abwesend, excuses, ausentes, assenti, afwezig, minutes,
    meeting minutes, meeting notes, scribe, notetaker, 会议纪要, 会议记录, 会议信息, 議事録
",
);

/// Which of the signs of a meeting a heading is: it is one of their words, or starts with one and goes on.
pub(super) fn of(heading: &str) -> [bool; SIGNS.len()] {
    let heading = without_numbers(heading);
    let ends = std::iter::once(heading.len()).chain(heading.rmatch_indices(' ').map(|(at, _)| at));
    let mut signs = [false; SIGNS.len()];
    for known in ends.take(MOST_AFTER + 1).filter_map(|end| SIGNS_OF.get(&heading[..end])) {
        signs.iter_mut().zip(known).for_each(|(sign, known)| *sign |= known);
    }
    // No blank stands between words in Chinese and Japanese.
    let is_wide = |word: &str| word.chars().any(is_ideograph);
    if !heading.is_ascii() && is_wide(&heading) {
        for (sign, words) in signs.iter_mut().zip(SIGNS) {
            *sign |= words.entries().any(|word| heading.starts_with(word) && is_wide(word));
        }
    }
    signs
}

/// The signs that each of their words is.
static SIGNS_OF: LazyLock<HashMap<&str, [bool; SIGNS.len()], FixedState>> = LazyLock::new(|| {
    let mut signs: HashMap<&str, [bool; SIGNS.len()], FixedState> = HashMap::default();
    for (at, words) in SIGNS.into_iter().enumerate() {
        for word in words.entries().filter(|word| !word.is_empty()) {
            signs.entry(word).or_default()[at] = true;
        }
    }
    signs
});

/// How many words may go on after those with which a heading opens.
const MOST_AFTER: usize = 3;
