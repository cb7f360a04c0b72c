//! Notes that have to do with each other though nobody linked them: by the topics, goals and resources that they
//! share and by words that few notes have. What relates notes is gathered once; a note goes in, at most a few
//! others come out, each with why. Notes that link to each other are left out, and so are people's names.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use rayon::prelude::*;

use super::resources::ResourceId;
use super::{GoalId, NoteId, Site, Target, TopicId};
use crate::note::{Kind, Note};
use crate::text;

/// At most so many notes are related to one.
const MOST: usize = 5;
/// A topic, goal or resource of more notes than this says little of any of them.
const COMMON: usize = 120;
/// A word is rare up to so many notes, and up to so large a share of them.
const RARE: usize = 8;
const RARE_SHARE: usize = 10;
/// A note speaks of a thing that it names so often; once is chance.
const OFTEN: usize = 2;
/// A word in more than one of so many notes, and in more than a few, says nothing beside a rare one.
const PLAIN_SHARE: usize = 6;
const FEW: usize = 4;
/// So many words of each note are looked at.
const WORDS: usize = 600;
/// A shorter word is seldom telling.
const LETTERS: usize = 5;

/// What relates the notes of a site.
#[derive(Debug, Default)]
pub struct Ties {
    /// How many notes can be related.
    notes: usize,
    topics_of: Vec<Vec<TopicId>>,
    goals_of: Vec<Vec<GoalId>>,
    resources_of: Vec<Vec<ResourceId>>,
    /// Rare words as hashes, each with the notes that have it, by rising hash.
    words: Vec<(u32, u32)>,
    /// Words that many notes have, as hashes.
    plain: HashSet<u32>,
    /// Parts of people's names, folded.
    names: HashSet<String>,
}

/// A note that has to do with another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// The other note.
    pub note: NoteId,
    /// What they share, the most telling kind first.
    pub why: Why,
}

/// What two notes share.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Why {
    /// Resources that both share.
    pub resources: Vec<ResourceId>,
    /// Goals that both worked on.
    pub goals: Vec<GoalId>,
    /// Topics that both are on.
    pub topics: Vec<TopicId>,
    /// Rare words that both have, with the word beside them where that is the same too.
    pub words: Vec<String>,
}

/// Whether notes of a kind are related to others.
fn is_related(note: &Note) -> bool {
    match note.kind {
        Kind::Session => !note.is_cancelled,
        Kind::Story | Kind::Challenge | Kind::Resources => true,
        Kind::Index | Kind::Goals | Kind::Guidelines | Kind::Topic | Kind::Person | Kind::Template | Kind::Page => {
            false
        }
    }
}

/// Gathers what relates the notes of a site.
pub fn ties(site: &Site) -> Ties {
    let ids: Vec<NoteId> = (0..site.notes.len()).filter(|id| is_related(&site.notes[*id])).collect();
    let (words, plain) = rare_words(site, &ids);
    let mut ties = Ties {
        notes: ids.len(),
        topics_of: vec![Vec::new(); site.notes.len()],
        goals_of: vec![Vec::new(); site.notes.len()],
        resources_of: vec![Vec::new(); site.notes.len()],
        words,
        plain,
        names: names(site),
    };
    for (id, topic) in site.topics.iter().enumerate() {
        topic.notes.iter().for_each(|note| ties.topics_of[*note].push(id));
    }
    for (id, goal) in site.goals.iter().enumerate() {
        goal.served.iter().for_each(|(note, _)| ties.goals_of[*note].push(id));
    }
    for (id, resource) in site.resources.iter().enumerate() {
        resource.shares.iter().for_each(|share| ties.resources_of[share.note].push(id));
    }
    ties
}

/// The words that few notes have, with those of them that speak of it; and the words that many have.
fn rare_words(site: &Site, ids: &[NoteId]) -> (Vec<(u32, u32)>, HashSet<u32>) {
    let of_note = |id: &NoteId| {
        let note = u32::try_from(*id).unwrap_or(u32::MAX);
        let mut hashes: Vec<u32> = telling_words(&site.notes[*id].text).map(|word| hash(&word)).collect();
        hashes.sort_unstable();
        hashes.chunk_by(|a, b| a == b).map(|same| (same[0], note, same.len() >= OFTEN)).collect::<Vec<_>>()
    };
    let mut all: Vec<(u32, u32, bool)> = ids.par_iter().flat_map_iter(of_note).collect();
    all.par_sort_unstable();
    let most = RARE.min(ids.len() / RARE_SHARE).max(2);
    let (mut rare, mut plain) = (Vec::new(), HashSet::new());
    for notes in all.chunk_by(|a, b| a.0 == b.0) {
        let speaking = notes.iter().filter(|(_, _, is_often)| *is_often);
        if (2..=most).contains(&notes.len()) && speaking.clone().count() > 1 {
            rare.extend(speaking.map(|(word, note, _)| (*word, *note)));
        } else if notes.len() > FEW && notes.len() * PLAIN_SHARE > ids.len() {
            plain.insert(notes[0].0);
        }
    }
    (rare, plain)
}

fn hash(word: &str) -> u32 {
    u32::try_from(text::hash(word) >> 32).unwrap_or_default()
}

/// The words of a text that can be telling, small and bare, in order.
fn telling_words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split_whitespace().filter_map(bare).take(WORDS).filter(|word| is_telling(word))
}

/// A word in small letters without the marks around it; `None` for handles, tags, addresses and numbers.
fn bare(word: &str) -> Option<String> {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '@' | '#' | '/'));
    let is_word = word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'));
    (is_word && !word.is_empty()).then(|| word.to_lowercase())
}

/// Scripts without spaces between words have no words of this kind.
fn is_telling(word: &str) -> bool {
    word.chars().count() >= LETTERS && !word.starts_with(|c| c > '\u{2e7f}')
}

/// Whether a word is part of a person's name, as it is or with `'s` behind it.
fn is_name(ties: &Ties, word: &str) -> bool {
    let owner = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s"));
    ties.names.contains(word) || owner.is_some_and(|owner| ties.names.contains(owner))
}

/// Parts of the names of people whom notes mention.
fn names(site: &Site) -> HashSet<String> {
    let of_note = |note: &Note| {
        let mentioned = note.people.iter().flat_map(|person| std::iter::once(&person.name).chain(&person.also));
        let owners = note.items.iter().flat_map(|item| &item.owners);
        let own = (note.kind == Kind::Person).then_some(&note.title);
        let parts = mentioned.chain(owners).chain(own).flat_map(|name| name.split_whitespace().filter_map(bare));
        parts.collect::<Vec<_>>()
    };
    site.notes.iter().flat_map(|note| of_note(note)).collect()
}

/// A rare word that a note speaks of, and the notes that do.
type Spoken<'a> = (String, &'a [(u32, u32)]);

/// The notes that have most to do with a note and that nobody linked to it or from it.
pub fn of(site: &Site, ties: &Ties, id: NoteId) -> Vec<Relation> {
    const LOOKED_AT: usize = 12;
    if !is_related(&site.notes[id]) {
        return Vec::new();
    }
    let linked = linked(site, id);
    let spoken = spoken(site, ties, id);
    let mut best: Vec<(NoteId, f64)> = scores(site, ties, (id, &spoken)).into_iter().collect();
    best.retain(|(other, _)| {
        is_related(&site.notes[*other]) && !linked.contains(other) && !is_own_list(site, id, *other)
    });
    best.sort_by(|a, b| b.1.total_cmp(&a.1).then(Reverse(site.notes[a.0].date).cmp(&Reverse(site.notes[b.0].date))));
    best.truncate(LOOKED_AT);
    let told = best.into_iter().map(|(note, _)| Relation { note, why: why(site, ties, (id, &spoken), note) });
    let mut related: Vec<(f64, Relation)> =
        told.map(|relation| (weight(site, ties, &relation.why), relation)).collect();
    related.retain(|(weight, _)| *weight >= enough(ties));
    related.sort_by(|a, b| b.0.total_cmp(&a.0));
    related.truncate(MOST);
    with_phrases(site, ties, id, related.into_iter().map(|(_, relation)| relation).collect())
}

/// The rare words that a note speaks of.
fn spoken<'a>(site: &Site, ties: &'a Ties, id: NoteId) -> Vec<Spoken<'a>> {
    let words: BTreeSet<String> = telling_words(&site.notes[id].text).collect();
    let with_notes = words.into_iter().map(|word| {
        let notes = notes_with(ties, &word);
        (word, notes)
    });
    with_notes.filter(|(word, notes)| speaks(notes, id) && !is_name(ties, word)).collect()
}

/// Whether a note is among those that speak of a word.
fn speaks(notes: &[(u32, u32)], id: NoteId) -> bool {
    notes.iter().any(|(_, note)| *note as NoteId == id)
}

/// Relations whose words have the word beside them where both notes have it.
fn with_phrases(site: &Site, ties: &Ties, id: NoteId, relations: Vec<Relation>) -> Vec<Relation> {
    if relations.iter().all(|relation| relation.why.words.is_empty()) {
        return relations;
    }
    let own = Words::of(&site.notes[id].text);
    let with_phrases = |mut relation: Relation| {
        if !relation.why.words.is_empty() {
            let other = Words::of(&site.notes[relation.note].text);
            relation.why.words = phrases(&relation.why.words, (&own, &other), &ties.plain);
        }
        relation
    };
    relations.into_iter().map(with_phrases).collect()
}

fn phrases(words: &[String], texts: (&Words, &Words), plain: &HashSet<u32>) -> Vec<String> {
    let mut phrases: Vec<String> = Vec::new();
    for word in words {
        if !phrases.iter().any(|known| known.split(' ').any(|part| part == word)) {
            phrases.push(phrase(word, texts, plain));
        }
    }
    phrases
}

/// Whether one is the list of what its own group's notes share, which these show anyway.
fn is_own_list(site: &Site, a: NoteId, b: NoteId) -> bool {
    let is_list = |id: NoteId| site.notes[id].kind == Kind::Resources;
    (is_list(a) || is_list(b)) && site.group_of[a] == site.group_of[b]
}

/// The notes that a note links to or is linked from, itself among them.
fn linked(site: &Site, id: NoteId) -> BTreeSet<NoteId> {
    let to = site.targets[id].iter().filter_map(|target| match target {
        Target::Note { note, .. } => Some(*note),
        Target::Page { .. } | Target::File(_) | Target::Outside(_) | Target::Text | Target::Broken(_) => None,
    });
    to.chain(site.backlinks[id].iter().map(|(from, _)| *from)).chain([id]).collect()
}

/// How telling it is to share what so many notes have.
fn rarity(ties: &Ties, notes: usize) -> f64 {
    (ties.notes.max(2) as f64 / notes.max(1) as f64).ln().max(0.0)
}

const OF_RESOURCE: f64 = 1.0;
const OF_GOAL: f64 = 0.8;
const OF_TOPIC: f64 = 0.8;
const OF_WORD: f64 = 0.45;

/// Less than this relates nothing: one rare word, one common topic.
fn enough(ties: &Ties) -> f64 {
    (ties.notes.max(2) as f64).ln() * 0.55
}

/// What each other note shares with a note, as a sum.
fn scores(site: &Site, ties: &Ties, (id, spoken): (NoteId, &[Spoken<'_>])) -> BTreeMap<NoteId, f64> {
    let mut scores: BTreeMap<NoteId, f64> = BTreeMap::new();
    let mut add = |notes: &mut dyn Iterator<Item = NoteId>, count: usize, factor: f64| {
        if count <= COMMON {
            notes.for_each(|note| *scores.entry(note).or_default() += factor * rarity(ties, count));
        }
    };
    for topic in &ties.topics_of[id] {
        let notes = &site.topics[*topic].notes;
        add(&mut notes.iter().copied(), notes.len(), OF_TOPIC);
    }
    for goal in &ties.goals_of[id] {
        let served = &site.goals[*goal].served;
        add(&mut served.iter().map(|(note, _)| *note), served.len(), OF_GOAL);
    }
    for resource in &ties.resources_of[id] {
        let shares = &site.resources[*resource].shares;
        add(&mut shares.iter().map(|share| share.note), shares.len(), OF_RESOURCE);
    }
    for (_, notes) in spoken {
        add(&mut notes.iter().map(|(_, note)| *note as NoteId), notes.len(), OF_WORD);
    }
    scores
}

/// The notes that have a rare word; none where it isn't rare.
fn notes_with<'a>(ties: &'a Ties, word: &str) -> &'a [(u32, u32)] {
    let hash = hash(word);
    let from = ties.words.partition_point(|(other, _)| *other < hash);
    let length = ties.words[from..].partition_point(|(other, _)| *other == hash);
    &ties.words[from..from + length]
}

/// How much what two notes share says.
fn weight(site: &Site, ties: &Ties, why: &Why) -> f64 {
    const COUNTED: usize = 4;
    let of = |factor: f64, count: usize| if count <= COMMON { factor * rarity(ties, count) } else { 0.0 };
    let topics = why.topics.iter().map(|id| of(OF_TOPIC, site.topics[*id].notes.len()));
    let goals = why.goals.iter().map(|id| of(OF_GOAL, site.goals[*id].served.len()));
    let resources = why.resources.iter().map(|id| of(OF_RESOURCE, site.resources[*id].shares.len()));
    let words = why.words.iter().take(COUNTED).map(|word| of(OF_WORD, notes_with(ties, word).len()));
    topics.chain(goals).chain(resources).chain(words).sum()
}

/// A text's words in order, with the places of each.
struct Words {
    words: Vec<Option<String>>,
    places: BTreeMap<String, Vec<usize>>,
}

impl Words {
    fn of(text: &str) -> Self {
        let mut words: Vec<Option<String>> = Vec::new();
        for line in text.lines() {
            for word in line.split_whitespace() {
                words.push(bare(word));
                if word.ends_with(['.', ',', ';', ':', '!', '?', ')']) {
                    words.push(None);
                }
            }
            words.push(None);
        }
        let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, word) in words.iter().enumerate() {
            if let Some(word) = word {
                places.entry(word.clone()).or_default().push(at);
            }
        }
        Self { words, places }
    }

    /// The words that stand right before or after a word.
    fn beside(&self, word: &str, step: isize) -> BTreeSet<&str> {
        let places = self.places.get(word).map(Vec::as_slice).unwrap_or_default();
        let at = |place: &usize| place.checked_add_signed(step).and_then(|place| self.words.get(place)?.as_deref());
        places.iter().filter_map(at).filter(|word| word.chars().count() >= LETTERS - 1).collect()
    }
}

fn why(site: &Site, ties: &Ties, (a, spoken): (NoteId, &[Spoken<'_>]), b: NoteId) -> Why {
    const WORDS: usize = 6;
    let topics = shared(&ties.topics_of[a], &ties.topics_of[b], |id| site.topics[id].notes.len());
    let goals = shared(&ties.goals_of[a], &ties.goals_of[b], |id| site.goals[id].served.len());
    let resources = shared(&ties.resources_of[a], &ties.resources_of[b], |id| site.resources[id].shares.len());
    let mut words: Vec<(usize, &str)> =
        spoken.iter().filter(|(_, notes)| speaks(notes, b)).map(|(word, notes)| (notes.len(), word.as_str())).collect();
    words.sort_unstable();
    Why { resources, goals, topics, words: words.into_iter().take(WORDS).map(|(_, word)| word.to_owned()).collect() }
}

/// What two notes both have, the rarest first; what very many have is left out.
fn shared(a: &[usize], b: &[usize], count: impl Fn(usize) -> usize) -> Vec<usize> {
    let mut shared: Vec<usize> = a.iter().copied().filter(|id| b.contains(id) && count(*id) <= COMMON).collect();
    shared.sort_by_key(|id| count(*id));
    shared.dedup();
    shared
}

/// A word with the one after or before it, where both texts have them together and that one says something.
fn phrase(word: &str, (a, b): (&Words, &Words), plain: &HashSet<u32>) -> String {
    let beside = |step: isize| {
        let (a, b) = (a.beside(word, step), b.beside(word, step));
        a.intersection(&b).find(|other| !plain.contains(&hash(other))).map(|other| (*other).to_owned())
    };
    match (beside(1), beside(-1)) {
        (Some(after), _) => format!("{word} {after}"),
        (None, Some(before)) => format!("{before} {word}"),
        (None, None) => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_bare_and_telling() {
        let check = |text: &str, words: &[&str]| assert_eq!(telling_words(text).collect::<Vec<_>>(), words, "{text}");
        check("Respite beds, (again)!", &["respite", "again"]);
        check("@somebody #hashtag https://example.org/abcdef v1.2.3 snake_case", &[]);
        check("know-how isn’t the nurse’s", &["know-how", "isn’t", "nurse’s"]);
        check("会议 记录", &[]);
    }

    #[test]
    fn a_rare_word_takes_the_one_beside_it() {
        let plain = HashSet::from([hash("stood")]);
        let (a, b) = (Words::of("Four respite beds stood empty."), Words::of("The respite beds, again."));
        assert_eq!(phrase("respite", (&a, &b), &plain), "respite beds");
        let (a, b) = (Words::of("A respite stood."), Words::of("The respite stood."));
        assert_eq!(phrase("respite", (&a, &b), &plain), "respite");
        let (a, b) = (Words::of("A respite. Beds stood."), Words::of("The respite beds, again."));
        assert_eq!(phrase("respite", (&a, &b), &plain), "respite");
    }
}
