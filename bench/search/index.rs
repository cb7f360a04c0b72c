//! What the search index costs by itself, apart from parsing and pages: `cargo bench --bench search -- FOLDER`.
//! Builds it of a folder's notes, writes every file of it into memory, then edits one note after the other and makes the
//! index right again. Prints CPU and clock seconds, and the peak of memory before and after.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros, reason = "measures by the clock and prints")]

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use rayon::prelude::*;
use roundtable::audience::Audience;
use roundtable::model::Site;
use roundtable::search::Index;
use roundtable::snapshot::{Edition, NoteFile, Snapshot};
use roundtable::{Cache, compile_cached, source};

/// How many notes are edited.
const EDITS: usize = 20;

fn main() {
    let Some(folder) = std::env::args().skip(1).find(|argument| !argument.starts_with("--")) else {
        println!("say which notes to index: cargo bench --bench search -- FOLDER");
        return;
    };
    let mut snapshot = source::snapshot(Path::new(&folder), &[]).expect("the folder can be read");
    let mut cache = Cache::default();
    let site = site(&snapshot, &mut cache);
    println!("{} notes; peak memory before the index {} MiB", site.notes.len(), peak());
    let mut index = measured("index and all its files", || {
        let index = Index::of(&site, None);
        let addresses: Vec<String> = index.addresses().collect();
        let bytes: usize =
            addresses.par_iter().filter_map(|address| index.at(&site, address)).map(|file| file.len()).sum();
        println!("{} files, {bytes} bytes", addresses.len());
        index
    });
    println!("peak memory after it {} MiB", peak());
    let mut times = Vec::new();
    for edit in 0..EDITS {
        change(&mut snapshot, edit);
        let site = crate::site(&snapshot, &mut cache);
        let start = Instant::now();
        index = Index::of(&site, Some(&index));
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    println!("an edit: median {:.1} ms, worst {:.1} ms of {EDITS}", times[EDITS / 2], times[EDITS - 1]);
}

fn site(snapshot: &Snapshot, cache: &mut Cache) -> Arc<Site> {
    let edition = Edition { today: None, clock: source::today(), address: None, audience: Audience::default() };
    compile_cached(snapshot, &edition, cache).site.expect("roundtable.toml can be read")
}

/// Puts a sentence with words of its own into a note.
fn change(snapshot: &mut Snapshot, edit: usize) {
    let at = edit * 7919 % snapshot.notes.len();
    let (_, file) = snapshot.notes.iter_mut().nth(at).expect("there is a note at every place");
    let text = format!("{}\n\nThe orchard keeper wrote newword{edit} in it.\n", String::from_utf8_lossy(&file.bytes));
    *file = NoteFile { hash: roundtable::text::hash(&text), bytes: Arc::from(text.into_bytes()) };
}

fn measured<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let (start, cpu) = (Instant::now(), cpu());
    let made = work();
    println!("{what}: {:.2} CPU s, {:.2} s", self::cpu() - cpu, start.elapsed().as_secs_f64());
    made
}

/// The CPU seconds of this process, as Linux tells them in hundredths (proc(5)); 0 elsewhere.
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields).split_whitespace();
    fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// The most memory that this process has had, in MiB; 0 where the system doesn't tell.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or_default() / 1024
}
