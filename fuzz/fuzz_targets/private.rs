//! Privacy: whatever a note holds, what is withheld of it for everybody is on no page, and the proof says so.
#![no_main]

use std::sync::{Arc, LazyLock};

use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use roundtable::audience::Audience;
use roundtable::config::Config;
use roundtable::proof::Proof;
use roundtable::render::{Content, Renderer};
use roundtable::snapshot::{Edition, Snapshot};
use roundtable::theme::{self, Theme};
use roundtable_fuzz::note_file;

static THEME: LazyLock<Arc<Theme>> =
    LazyLock::new(|| Arc::new(theme::load(&Default::default(), (&Config::default(), "Fuzz"), &mut Vec::new())));

fuzz_target!(|data: &[u8]| {
    let snapshot = Snapshot {
        notes: [
            ("index.md".to_owned(), note_file(b"# Home\n\nWords [[2023-01-02-note]].\n")),
            ("groups/a/sessions/2023-01-02-note.md".to_owned(), note_file(data)),
        ]
        .into(),
        ..Snapshot::default()
    };
    let day = date(2023, 2, 1);
    let edition = Edition { today: Some(day), clock: day, address: None, audience: Audience::Public };
    let compiled = roundtable::compile(&snapshot, &edition);
    let Some(site) = compiled.site else { return };
    let Some(proof) = Proof::of(&site, &snapshot, &compiled.ledger) else { return };
    let renderer = Renderer::new(site, Arc::clone(&THEME));
    for address in renderer.addresses() {
        let Some(Content::Bytes(bytes)) = renderer.at(&address).map(|output| output.content) else { continue };
        assert_eq!(proof.leak(&address, &bytes), None);
    }
});
