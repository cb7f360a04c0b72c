//! What each stage costs by itself, on the sample in `content/`: `cargo bench --bench stages`.

#![allow(clippy::disallowed_methods, reason = "reads the sample")]

use std::path::Path;
use std::sync::{Arc, LazyLock};

use divan::Bencher;
use roundtable::audience::Audience;
use roundtable::model::Site;
use roundtable::parse::{self, Customs};
use roundtable::render::Renderer;
use roundtable::search::Index;
use roundtable::snapshot::{Edition, Snapshot};
use roundtable::theme::{self, Theme};
use roundtable::{Cache, compile_cached, source};

static SAMPLE: LazyLock<Snapshot> =
    LazyLock::new(|| source::snapshot(Path::new(env!("CARGO_MANIFEST_DIR")), &[]).expect("the sample is there"));

fn site(cache: &mut Cache, day: i8) -> Arc<Site> {
    let edition =
        Edition { today: None, clock: jiff::civil::date(2024, 5, day), address: None, audience: Audience::default() };
    compile_cached(&SAMPLE, &edition, cache).site.expect("the sample has no mistake")
}

fn renderer() -> Renderer {
    let site = site(&mut Cache::default(), 1);
    let theme: Theme = theme::load(&SAMPLE.theme, (&site.config, &site.name), &mut Vec::new());
    Renderer::new(site, Arc::new(theme))
}

#[divan::bench]
fn parse(bencher: Bencher<'_, '_>) {
    let customs = Customs::of(SAMPLE.notes.keys().map(String::as_str), &Default::default());
    bencher.bench(|| {
        SAMPLE
            .notes
            .iter()
            .map(|(path, file)| parse::note_among(path, &file.bytes, &customs).notes.len())
            .sum::<usize>()
    });
}

#[divan::bench]
fn model(bencher: Bencher<'_, '_>) {
    let mut cache = Cache::default();
    // On another day all notes are related anew.
    let mut days = [1, 2].into_iter().cycle();
    bencher.bench_local(move || site(&mut cache, days.next().unwrap_or_default()));
}

#[divan::bench]
fn search(bencher: Bencher<'_, '_>) {
    let site = site(&mut Cache::default(), 1);
    bencher.bench(|| {
        let index = Index::of(&site, None);
        let addresses: Vec<String> = index.addresses().collect();
        addresses.iter().filter_map(|address| index.at(&site, address)).map(|file| file.len()).sum::<usize>()
    });
}

#[divan::bench]
fn render(bencher: Bencher<'_, '_>) {
    let renderer = renderer();
    let pages: Vec<&String> = renderer.routes().keys().filter(|address| address.ends_with(".html")).collect();
    bencher.bench(|| pages.iter().filter_map(|address| renderer.at(address)).count());
}

fn main() {
    divan::main();
}
