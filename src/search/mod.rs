//! The search index: files below `search/` that the engine in the theme reads, whatever host they lie on. A site goes
//! in, and the index of the site before where there was one; addresses and their bytes come out, the same either way.
//! What the site doesn't say isn't here.

mod facets;
mod fragments;
mod levels;
mod lexicon;
mod page;
mod payload;
mod postings;
mod prefixes;
mod shards;
mod stems;
mod terms;
#[cfg(test)]
mod tests;
mod unpack;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use serde_json::{Map, Value, json};

use crate::model::Site;
use crate::note::Note;
use crate::text::hash_bytes;
use levels::Facts;
use page::Entry;
use payload::Effort;
use prefixes::Letter;
use shards::Shard;
use stems::Stemmers;
use terms::Terms;

/// The engine understands indexes of this form.
const FORM: u32 = 1;

/// The one file that never changes its name: it names all others.
const MANIFEST: &str = "manifest";

/// Everything that can be found on a site.
#[derive(Debug)]
pub struct Index {
    entries: Vec<Entry>,
    facts: Vec<Facts>,
    languages: BTreeSet<String>,
    terms: Terms,
    /// What begins with few letters, where that is much.
    prefixes: BTreeMap<String, Letter>,
    /// Every file by its name below `search/`, without its ending.
    files: BTreeMap<String, File>,
}

/// What a file of the index holds.
#[derive(Debug)]
enum File {
    /// Words and where they stand.
    Shard(Range<usize>),
    /// What some pages say, from a piece on.
    Fragment { pages: Range<usize>, part: usize },
    /// This.
    Ready(Arc<[u8]>),
}

impl Index {
    /// The index of a site. `before` spares work where most pages are as they were; the outcome is the same.
    pub fn of(site: &Site, before: Option<&Self>) -> Self {
        let entries = page::all(site);
        let languages: BTreeSet<String> = entries.iter().map(|entry| entry.about.language.clone()).collect();
        let stemmers = Stemmers::of(languages.iter().map(String::as_str));
        let near = before.filter(|before| before.languages == languages && has_same_pages(&before.entries, &entries));
        let (terms, facts) = match near {
            Some(before) => {
                let changed = changed(&before.entries, &entries);
                let (terms, facts) = terms::updated(&before.terms, &changed, &stemmers);
                let mut all = before.facts.clone();
                for ((page, _, _), facts) in changed.iter().zip(facts) {
                    all[*page] = facts;
                }
                (terms, all)
            }
            None => terms::of(&entries, &stemmers),
        };
        let shards = shards::cut(&terms, entries.len());
        let none = BTreeMap::new();
        let prefixes = prefixes::of(&terms, &shards, before.map_or(&none, |before| &before.prefixes));
        let mut index = Self { entries, facts, languages, terms, prefixes, files: BTreeMap::new() };
        index.files = files(site, &index, &shards);
        index
    }

    /// The address of every file of the index, below the site's root.
    pub fn addresses(&self) -> impl Iterator<Item = String> {
        self.files.keys().map(|name| format!("search/{name}.js"))
    }

    /// Whether an address is of the form that those of an index have.
    pub fn may_have(address: &str) -> bool {
        name_of(address).is_some()
    }

    /// The file at an address; `None` where the index has none.
    pub fn at(&self, site: &Site, address: &str) -> Option<Vec<u8>> {
        let name = name_of(address)?;
        let content = match self.files.get(name)? {
            File::Shard(terms) => shards::bytes(&self.terms[terms.clone()], self.entries.len()),
            File::Fragment { pages, part } => fragments::json(site, &self.entries[pages.clone()], *part),
            File::Ready(content) => return Some(payload::script(name, content, Effort::Thorough)),
        };
        Some(payload::script(name, &content, Effort::Quick))
    }
}

/// The texts in a file of an index; `None` where the address or the bytes are of no such file.
pub fn unpacked(address: &str, bytes: &[u8]) -> Option<Vec<String>> {
    unpack::texts(name_of(address)?, bytes)
}

/// The name of a file of the index by its address.
fn name_of(address: &str) -> Option<&str> {
    address.strip_prefix("search/")?.strip_suffix(".js")
}

fn has_same_pages(before: &[Entry], after: &[Entry]) -> bool {
    let address = |entry: &Entry| (entry.about.address.clone(), entry.note.is_some());
    before.len() == after.len() && before.iter().zip(after).all(|(a, b)| address(a) == address(b))
}

/// The pages whose words or titles changed, with their entries before and after.
fn changed<'a>(before: &'a [Entry], after: &'a [Entry]) -> Vec<(usize, &'a Entry, &'a Entry)> {
    let pairs = before.par_iter().zip(after).enumerate().map(|(page, (old, new))| (page, old, new));
    pairs.filter(|(_, old, new)| old.about != new.about || !has_same_words(&old.note, &new.note)).collect()
}

fn has_same_words(old: &Option<Arc<Note>>, new: &Option<Arc<Note>>) -> bool {
    match (old, new) {
        (Some(old), Some(new)) => {
            Arc::ptr_eq(old, new)
                || old.text == new.text
                    && old.lines == new.lines
                    && old.asides == new.asides
                    && old.outline == new.outline
        }
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

fn files(site: &Site, index: &Index, shards: &[Shard]) -> BTreeMap<String, File> {
    let pages = index.entries.len();
    let mut files = BTreeMap::new();
    let ready = |files: &mut BTreeMap<String, File>, name: &str, content: Arc<[u8]>| {
        let name = format!("{name}-{}", short(hash_bytes(&content)));
        files.insert(name.clone(), File::Ready(content));
        name
    };
    let mut manifest = Map::new();
    let (lists, facets) = rayon::join(|| lexicon::of(&index.terms), || facets::all(site, &index.entries));
    let mut lexicon = Map::new();
    for lists in lists {
        let name = ready(&mut files, "l", lists.bytes.into());
        lexicon.extend(lists.lengths.iter().map(|length| (length.to_string(), name.clone().into())));
    }
    let prefixes = index.prefixes.iter();
    let prefixes: Map<String, Value> =
        prefixes.map(|(letter, list)| (letter.clone(), ready(&mut files, "p", list.bytes.clone()).into())).collect();
    manifest.insert("facets".to_owned(), ready(&mut files, "facets", facets.into()).into());
    manifest.insert("days".to_owned(), ready(&mut files, "days", facets::days(&index.entries).into()).into());
    let together = add_fragments(site, index, &mut files);
    let shards = name_shards(index, shards, &mut files);
    let id = index.facts.iter().fold(u64::from(FORM), |all, facts| (all ^ facts.hash).wrapping_mul(0x0100_0000_01b3));
    manifest.extend([
        ("form".to_owned(), json!(FORM)),
        ("id".to_owned(), json!(short(id))),
        ("pages".to_owned(), json!(pages)),
        ("together".to_owned(), json!(together)),
        ("pieces".to_owned(), json!(fragments::PIECES)),
        ("lexicon".to_owned(), Value::Object(lexicon)),
        ("prefixes".to_owned(), Value::Object(prefixes)),
        ("shards".to_owned(), shards),
    ]);
    files.insert(MANIFEST.to_owned(), File::Ready(Value::Object(manifest).to_string().into_bytes().into()));
    files
}

/// A page of more parts than this is cut into all of them at once, rather than again for each.
const MANY_PARTS: usize = 32;

/// Adds the files of what pages say; gives how many pages share one.
fn add_fragments(site: &Site, index: &Index, files: &mut BTreeMap<String, File>) -> usize {
    let pages = index.entries.len();
    let together = fragments::together(pages, site.routes.len());
    for start in (0..pages).step_by(together) {
        let stretch = start..(start + together).min(pages);
        let pieces = index.facts[stretch.clone()].iter().map(|facts| facts.pieces).max().unwrap_or_default();
        let parts = 0..pieces.div_ceil(fragments::PIECES);
        let name = |part: usize| format!("f/{}-{part}", start / together);
        if parts.len() > MANY_PARTS {
            let ready = fragments::parts(site, &index.entries[stretch], parts).into_iter().enumerate();
            files.extend(ready.map(|(part, json)| (name(part), File::Ready(json.into()))));
        } else {
            files.extend(parts.map(|part| (name(part), File::Fragment { pages: stretch.clone(), part })));
        }
    }
    together
}

/// Adds the shards; gives where each begins, and its name.
fn name_shards(index: &Index, shards: &[Shard], files: &mut BTreeMap<String, File>) -> Value {
    let named = |(shard, begins): (&Shard, &str)| {
        let name = format!("w-{}", short(shard.hash));
        files.insert(name.clone(), File::Shard(shard.terms.clone()));
        json!([begins, name])
    };
    shards.iter().zip(shards::begins(&index.terms, shards)).map(named).collect()
}

/// A hash as it stands in names: eight digits and letters, which tell a trillion files apart.
fn short(hash: u64) -> String {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut rest = hash;
    (0..8)
        .map(|_| {
            let digit = DIGITS[(rest % 36) as usize];
            rest /= 36;
            char::from(digit)
        })
        .collect()
}
