//! The proof that goes with every build: what was withheld is looked for in all that is to be published. Every word
//! and every row of five words that stands only in what was withheld is searched for in each file of the site, decoded.
//! It knows nothing of how the site was made, so that no mistake there is made here again.

mod decode;
mod own;
mod pictures;
mod tokens;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::BuildHasher;
use std::ops::Range;
use std::slice::from_ref;
use std::sync::Arc;

use foldhash::fast::FixedState;
use rayon::prelude::*;

use crate::config::Config;
use crate::model::Site;
use crate::parse;
use crate::redact::Ledger;
use crate::snapshot::Snapshot;
use crate::text::bytes;
use crate::theme;
use decode::{Known, Nothing};
pub use pictures::beside_pixels;
use tokens::{Harmless, Reader, Sieve, Token};

/// Something withheld that the site would show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leak {
    /// The words that give it away.
    pub words: String,
    /// The address at which the site would show them.
    pub address: String,
    /// The file that holds them, from the knowledge base's folder.
    pub file: String,
    /// The line in it; the first is 1.
    pub line: usize,
}

/// What may stand nowhere on the site.
#[derive(Debug)]
pub struct Proof {
    sieve: Sieve,
    /// Tags and lines that stood on other pages, and gave nothing away there: most do on many.
    harmless: Harmless,
    /// Each word and row that gives something away, with where it stands.
    places: HashMap<u64, Place, FixedState>,
    /// The files in which those stand, with their bytes.
    files: Vec<(String, Arc<[u8]>)>,
}

/// Where a word or a row of words stands.
#[derive(Debug, Clone, Copy)]
struct Place {
    file: u32,
    start: u32,
    end: u32,
}

impl Proof {
    /// What the ledger of a site holds that nothing which may be seen does; `None` where nothing was withheld.
    pub fn of(site: &Site, snapshot: &Snapshot, ledger: &Ledger) -> Option<Self> {
        if ledger.is_empty() {
            return None;
        }
        let mut files: Vec<(String, Arc<[u8]>)> = Vec::new();
        let mut places: HashMap<u64, Place, FixedState> = HashMap::default();
        for path in &ledger.notes {
            let Some(file) = snapshot.notes.get(path) else { continue };
            let text = parse::decode(&file.bytes);
            add(&mut places, files.len(), (&text, from_ref(&(0..text.len()))));
            files.push((format!("{}{path}", snapshot.prefix), Arc::clone(&file.bytes)));
        }
        let passages = ledger.passages();
        for (path, spans) in &passages {
            let Some(file) = snapshot.notes.get(*path) else { continue };
            add(&mut places, files.len(), (&parse::decode(&file.bytes), spans));
            files.push((format!("{}{path}", snapshot.prefix), Arc::clone(&file.bytes)));
        }
        for path in ledger.notes.iter().chain(&ledger.files) {
            add(&mut places, files.len(), (path, from_ref(&(0..path.len()))));
            files.push((format!("{}{path}", snapshot.prefix), path.as_bytes().into()));
        }
        let seen = seen(site, snapshot, (ledger, &passages), &places);
        places.retain(|hash, _| !seen.contains(hash));
        let sieve = Sieve::of(places.keys().copied());
        Some(Self { sieve, harmless: Harmless::of(site.routes.len()), places, files })
    }

    /// The first thing withheld that stands in a file of the site, in its address or in what it says.
    pub fn leak(&self, address: &str, bytes: &[u8]) -> Option<Leak> {
        let mut found = None;
        let mut look = |hash: u64| {
            if found.is_none() && self.sieve.may_have(hash) {
                found = self.places.get(&hash).copied();
            }
        };
        decode::address(address, &mut look);
        let mut known = Seen { harmless: &self.harmless, fresh: Vec::new() };
        decode::file(address, bytes, &mut known, &mut look);
        let fresh = known.fresh;
        if found.is_none() {
            fresh.into_iter().for_each(|hash| self.harmless.add(hash));
        }
        found.map(|place| self.told(address, place))
    }

    fn told(&self, address: &str, place: Place) -> Leak {
        let (file, bytes) = &self.files[place.file as usize];
        let text = parse::decode(bytes);
        let (start, end) = (place.start as usize, place.end as usize);
        let words = text.get(start..end).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        let line = text.as_bytes()[..start.min(text.len())].iter().filter(|byte| **byte == b'\n').count() + 1;
        Leak { words, address: address.to_owned(), file: file.clone(), line }
    }
}

/// What was read on earlier pages and on this one.
struct Seen<'p> {
    harmless: &'p Harmless,
    /// What was read on this page, harmless if nothing is found on it.
    fresh: Vec<u64>,
}

impl Known for Seen<'_> {
    fn has(&mut self, text: &str) -> bool {
        self.harmless.has(hash(text))
    }

    fn add(&mut self, text: &str) {
        self.fresh.push(hash(text));
    }
}

fn hash(text: &str) -> u64 {
    FixedState::default().hash_one(text)
}

/// The words of a text that could name somebody, each as a number that stands for it whatever its case and accents.
pub fn words(text: &str) -> Vec<u64> {
    let mut words = Vec::new();
    Reader::plain(text, &mut |Token { hash, .. }: Token| words.push(hash));
    words
}

/// The same of a file of a site.
pub fn words_on(address: &str, bytes: &[u8], found: &mut impl FnMut(u64)) {
    decode::file(address, bytes, &mut Nothing, found);
}

/// A text without the signs within words, without which words are found as well.
fn unjoined(text: &str) -> String {
    const WIDE: [&str; 2] = ["’", "\u{ad}"];
    let mut unjoined = String::with_capacity(text.len());
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let length = match byte {
            b'-' | b'\'' | b'_' | b'.' | b'/' => 1,
            0xc2 | 0xe2 => WIDE.iter().find(|sign| text[at..].starts_with(**sign)).map_or(0, |sign| sign.len()),
            _ => 0,
        };
        if length > 0 {
            unjoined.push_str(&text[from..at]);
            from = at + length;
        }
    }
    unjoined.push_str(&text[from..]);
    unjoined
}

/// Adds what some stretches of the text of a file hold.
fn add(places: &mut HashMap<u64, Place, FixedState>, file: usize, (text, spans): (&str, &[Range<usize>])) {
    let file = u32::try_from(file).unwrap_or(u32::MAX);
    for span in spans {
        let Some(stretch) = text.get(span.clone()) else { continue };
        let at = |place: usize| u32::try_from(span.start + place).unwrap_or(u32::MAX);
        Reader::plain(stretch, &mut |Token { hash, span }: Token| {
            places.entry(hash).or_insert(Place { file, start: at(span.start), end: at(span.end) });
        });
    }
}

/// Of the words and rows in `wanted`, those that stand in something which may be seen: in what is left of the notes,
/// in names of notes and files, in the configuration, in the theme and in the program's own words.
fn seen(
    site: &Site,
    snapshot: &Snapshot,
    (ledger, passages): (&Ledger, &BTreeMap<&str, Vec<Range<usize>>>),
    wanted: &HashMap<u64, Place, FixedState>,
) -> HashSet<u64, FixedState> {
    let sieve = Sieve::of(wanted.keys().copied());
    let of_text = |text: &str| {
        let mut found = Vec::new();
        Reader::plain(text, &mut |Token { hash, .. }: Token| {
            if sieve.may_have(hash) && wanted.contains_key(&hash) {
                found.push(hash);
            }
        });
        found
    };
    let is_withheld = |path: &String| ledger.notes.binary_search(path).is_ok();
    let notes = snapshot.notes.par_iter().filter(|(path, _)| !is_withheld(path)).flat_map_iter(|(path, file)| {
        let text = parse::decode(&file.bytes);
        let withheld = passages.get(path.as_str()).map_or(&[][..], Vec::as_slice);
        let mut found = of_text(path);
        for text in outside(&text, withheld) {
            found.extend(of_text(text));
            found.extend(of_text(&unjoined(text)));
            if bytes::has(text, |byte| matches!(byte, b'&' | b'%' | b'\\')) {
                found.extend(of_text(&decode::as_written(text)));
            }
            if bytes::has(text, |byte| matches!(byte, b'[' | b']' | b'{' | b'<')) {
                found.extend(of_text(&decode::as_read(text)));
            }
        }
        found
    });
    let mut found: HashSet<u64, FixedState> = notes.collect();
    let config = Config { audiences: Default::default(), ..site.config.clone() };
    let files = site.files.keys().chain(snapshot.files.keys().filter(|path| ledger.files.binary_search(path).is_err()));
    let names = files.map(String::as_str).collect::<Vec<_>>().join("\n");
    let own = [format!("{config:?}"), site.name.clone(), names];
    own.iter().for_each(|text| found.extend(of_text(text)));
    let overrides = snapshot.theme.values().map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    overrides.for_each(|text| found.extend(of_text(&text)));
    theme::texts().chain(own::texts()).for_each(|text| found.extend(of_text(text)));
    found
}

/// The stretches of a text between those that are withheld.
fn outside<'t>(text: &'t str, withheld: &[Range<usize>]) -> Vec<&'t str> {
    let mut at = 0;
    let mut rest = Vec::new();
    for span in withheld {
        rest.extend(text.get(at..span.start.max(at)));
        at = at.max(span.end);
    }
    rest.extend(text.get(at.min(text.len())..));
    rest
}
