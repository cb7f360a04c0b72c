//! Notes that have to do with each other though nobody linked them: by the topics, goals and resources that they
//! share and by words that few notes have. What relates notes is gathered once; a note goes in, at most a few
//! others come out, each with why. Notes that link to each other are left out, and so are people's names.

mod words;

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use foldhash::fast::FixedState;

use super::resources::ResourceId;
use super::{GoalId, NoteId, Site, Target, TopicId};
use crate::note::{Kind, Note};
use words::{Places, Rare};

/// At most so many notes are related to one.
const MOST: usize = 5;
/// A topic, goal or resource of more notes than this says little of any of them.
const COMMON: usize = 120;

/// What relates the notes of a site.
#[derive(Debug, Clone)]
pub struct Ties {
    standing: Arc<Standing>,
    rare: Rare,
}

/// What relates notes beside their words.
#[derive(Debug, Default)]
struct Standing {
    /// How many notes can be related.
    notes: usize,
    topics_of: Vec<Vec<TopicId>>,
    goals_of: Vec<Vec<GoalId>>,
    resources_of: Vec<Vec<ResourceId>>,
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

impl Ties {
    /// Gathers what relates the notes of a site.
    pub fn of(site: &Site) -> Self {
        let ids = related_ids(site);
        Self { rare: words::rare(site, &ids), standing: Arc::new(standing(site, ids.len())) }
    }

    /// As `of`, where these are the ties of a site of which another has the same notes, some of which changed.
    pub fn after(&self, (was, site): (&Site, &Site), changed: &[NoteId]) -> Self {
        let ids = related_ids(site);
        let is_same = |id: &NoteId| is_related(&was.notes[*id]) == is_related(&site.notes[*id]);
        let changed: Option<Vec<NoteId>> = changed
            .iter()
            .all(is_same)
            .then(|| changed.iter().copied().filter(|id| is_related(&site.notes[*id])).collect());
        let rare = changed.and_then(|changed| self.rare.after((was, site), &changed));
        let rare = rare.unwrap_or_else(|| words::rare(site, &ids));
        let is_standing = site.is_reworded(was);
        let standing = if is_standing { Arc::clone(&self.standing) } else { Arc::new(standing(site, ids.len())) };
        Self { rare, standing }
    }
}

fn related_ids(site: &Site) -> Vec<NoteId> {
    (0..site.notes.len()).filter(|id| is_related(&site.notes[*id])).collect()
}

/// What relates a site's notes, of which so many can be related.
fn standing(site: &Site, notes: usize) -> Standing {
    let mut standing = Standing {
        notes,
        topics_of: vec![Vec::new(); site.notes.len()],
        goals_of: vec![Vec::new(); site.notes.len()],
        resources_of: vec![Vec::new(); site.notes.len()],
        names: names(site),
    };
    for (id, topic) in site.topics.iter().enumerate() {
        topic.notes.iter().for_each(|note| standing.topics_of[*note].push(id));
    }
    for (id, goal) in site.goals.iter().enumerate() {
        goal.served.iter().for_each(|(note, _)| standing.goals_of[*note].push(id));
    }
    for (id, resource) in site.resources.iter().enumerate() {
        resource.shares.iter().for_each(|share| standing.resources_of[share.note].push(id));
    }
    standing
}

/// Whether a word is part of a person's name, as it is or with `'s` behind it.
fn is_name(ties: &Ties, word: &str) -> bool {
    let owner = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s"));
    ties.standing.names.contains(word) || owner.is_some_and(|owner| ties.standing.names.contains(owner))
}

/// Parts of the names of people whom notes mention.
fn names(site: &Site) -> HashSet<String> {
    let names: HashSet<&String, FixedState> = site.notes.iter().flat_map(|note| names_in(note)).collect();
    names.into_iter().flat_map(|name| name.split_whitespace().filter_map(words::bare)).collect()
}

fn names_in(note: &Note) -> impl Iterator<Item = &String> {
    let mentioned = note.people.iter().flat_map(|person| std::iter::once(&person.name).chain(&person.also));
    let owners = note.items.iter().flat_map(|item| &item.owners);
    let own = (note.kind == Kind::Person).then_some(&note.title);
    mentioned.chain(owners).chain(own)
}

/// A rare word that a note speaks of, and the notes that do.
type Spoken<'a> = (String, &'a [(u32, u32)]);

/// The notes that have most to do with a note and that nobody linked to it or from it. The ties take a while to gather,
/// and are asked for where they are needed.
pub fn of<'t>(site: &Site, ties: impl FnOnce() -> &'t Ties, id: NoteId) -> Vec<Relation> {
    const LOOKED_AT: usize = 12;
    if !is_related(&site.notes[id]) {
        return Vec::new();
    }
    let ties = ties();
    let linked = linked(site, id);
    let spoken = spoken(site, ties, id);
    let mut best = scores(site, ties, (id, &spoken));
    best.retain(|(other, _)| {
        is_related(&site.notes[*other]) && !linked.contains(other) && !is_own_list(site, id, *other)
    });
    let date = |id: NoteId| Reverse(site.notes[id].date);
    let order = |a: &(NoteId, f64), b: &(NoteId, f64)| {
        b.1.total_cmp(&a.1).then_with(|| date(a.0).cmp(&date(b.0))).then(a.0.cmp(&b.0))
    };
    if best.len() > LOOKED_AT {
        best.select_nth_unstable_by(LOOKED_AT, order);
        best.truncate(LOOKED_AT);
    }
    best.sort_unstable_by(order);
    let told = best.into_iter().map(|(note, _)| Relation { note, why: why(site, ties, (id, &spoken), note) });
    let mut related: Vec<(f64, Relation)> =
        told.map(|relation| (weight(site, ties, &relation.why), relation)).collect();
    related.retain(|(weight, _)| *weight >= enough(ties));
    related.sort_by(|a, b| b.0.total_cmp(&a.0));
    related.truncate(MOST);
    with_phrases(site, ties, id, related.into_iter().map(|(_, relation)| relation).collect())
}

/// The rare words that a note speaks of, sorted.
fn spoken<'a>(site: &Site, ties: &'a Ties, id: NoteId) -> Vec<Spoken<'a>> {
    let text = &site.notes[id].text;
    let words = ties.rare.spoken[id].chunk_by(|a, b| a.0 == b.0).filter_map(|same| {
        let (hash, at) = same[0];
        text[at as usize..].split_whitespace().next().and_then(words::bare).map(|word| (word, notes_with(ties, hash)))
    });
    let mut words: Vec<Spoken<'a>> = words.filter(|(word, _)| !is_name(ties, word)).collect();
    words.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    words
}

/// Whether a note is among those that speak of a word.
fn speaks(notes: &[(u32, u32)], id: NoteId) -> bool {
    notes.iter().any(|(_, note)| *note as NoteId == id)
}

/// Relations whose words have the word beside them where both notes have it.
fn with_phrases(site: &Site, ties: &Ties, id: NoteId, relations: Vec<Relation>) -> Vec<Relation> {
    let places = |note: NoteId| Places { text: &site.notes[note].text, spoken: &ties.rare.spoken[note] };
    let own = places(id);
    let with_phrases = |mut relation: Relation| {
        relation.why.words = phrases(&relation.why.words, (&own, &places(relation.note)), &ties.rare.plain);
        relation
    };
    relations.into_iter().map(with_phrases).collect()
}

fn phrases(words: &[String], texts: (&Places<'_>, &Places<'_>), plain: &HashSet<u32>) -> Vec<String> {
    let mut phrases: Vec<String> = Vec::new();
    for word in words {
        if !phrases.iter().any(|known| known.split(' ').any(|part| part == word)) {
            phrases.push(words::phrase(word, texts, plain));
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
    (ties.standing.notes.max(2) as f64 / notes.max(1) as f64).ln().max(0.0)
}

const OF_RESOURCE: f64 = 1.0;
const OF_GOAL: f64 = 0.8;
const OF_TOPIC: f64 = 0.8;
const OF_WORD: f64 = 0.45;

/// Less than this relates nothing: one rare word, one common topic.
fn enough(ties: &Ties) -> f64 {
    (ties.standing.notes.max(2) as f64).ln() * 0.55
}

/// What each other note shares with a note, as a sum, by rising note.
fn scores(site: &Site, ties: &Ties, (id, spoken): (NoteId, &[Spoken<'_>])) -> Vec<(NoteId, f64)> {
    let mut scores: Vec<(NoteId, f64)> = Vec::new();
    let mut add = |notes: &mut dyn Iterator<Item = NoteId>, count: usize, factor: f64| {
        if count <= COMMON {
            let score = factor * rarity(ties, count);
            notes.for_each(|note| scores.push((note, score)));
        }
    };
    for topic in &ties.standing.topics_of[id] {
        let notes = &site.topics[*topic].notes;
        add(&mut notes.iter().copied(), notes.len(), OF_TOPIC);
    }
    for goal in &ties.standing.goals_of[id] {
        let served = &site.goals[*goal].served;
        add(&mut served.iter().map(|(note, _)| *note), served.len(), OF_GOAL);
    }
    for resource in &ties.standing.resources_of[id] {
        let shares = &site.resources[*resource].shares;
        add(&mut shares.iter().map(|share| share.note), shares.len(), OF_RESOURCE);
    }
    for (_, notes) in spoken {
        add(&mut notes.iter().map(|(_, note)| *note as NoteId), notes.len(), OF_WORD);
    }
    // A stable sort, so that sums of the same parts are the same to the last digit.
    scores.sort_by_key(|(note, _)| *note);
    scores.dedup_by(|(note, score), (kept, sum)| {
        let is_same = note == kept;
        if is_same {
            *sum += *score;
        }
        is_same
    });
    scores
}

/// The notes that speak of a rare word, given as its hash; none where it isn't rare.
fn notes_with(ties: &Ties, hash: u32) -> &[(u32, u32)] {
    let from = ties.rare.words.partition_point(|(other, _)| *other < hash);
    let length = ties.rare.words[from..].partition_point(|(other, _)| *other == hash);
    &ties.rare.words[from..from + length]
}

/// How much what two notes share says.
fn weight(site: &Site, ties: &Ties, why: &Why) -> f64 {
    const COUNTED: usize = 4;
    let of = |factor: f64, count: usize| if count <= COMMON { factor * rarity(ties, count) } else { 0.0 };
    let topics = why.topics.iter().map(|id| of(OF_TOPIC, site.topics[*id].notes.len()));
    let goals = why.goals.iter().map(|id| of(OF_GOAL, site.goals[*id].served.len()));
    let resources = why.resources.iter().map(|id| of(OF_RESOURCE, site.resources[*id].shares.len()));
    let words = why.words.iter().take(COUNTED).map(|word| of(OF_WORD, notes_with(ties, words::hash(word)).len()));
    topics.chain(goals).chain(resources).chain(words).sum()
}

fn why(site: &Site, ties: &Ties, (a, spoken): (NoteId, &[Spoken<'_>]), b: NoteId) -> Why {
    const WORDS: usize = 6;
    let topics = shared(&ties.standing.topics_of[a], &ties.standing.topics_of[b], |id| site.topics[id].notes.len());
    let goals = shared(&ties.standing.goals_of[a], &ties.standing.goals_of[b], |id| site.goals[id].served.len());
    let resources =
        shared(&ties.standing.resources_of[a], &ties.standing.resources_of[b], |id| site.resources[id].shares.len());
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
