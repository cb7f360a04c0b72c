//! Markdown to HTML: a site of the note and a few others is made, and what stands on the note's page is well formed,
//! acts on nothing, and is the same when it is made again.
#![no_main]

use std::sync::{Arc, LazyLock};

use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use roundtable::audience::Audience;
use roundtable::config::Config;
use roundtable::render::{Content, Renderer};
use roundtable::snapshot::{Edition, Form, OtherFile, Snapshot};
use roundtable::theme::{self, Theme};
use roundtable_fuzz::{check_html, note_file};

static THEME: LazyLock<Arc<Theme>> =
    LazyLock::new(|| Arc::new(theme::load(&Default::default(), (&Config::default(), "Fuzz"), &mut Vec::new())));

fuzz_target!(|data: &[u8]| {
    let file = OtherFile { disk: "picture.png".into(), dimensions: Some((900, 600)), drawing: None, form: Form::Plain, text: None };
    let snapshot = Snapshot {
        notes: [
            ("index.md".to_owned(), note_file(b"# Home\n")),
            ("other.md".to_owned(), note_file(b"# Other\n\n## Part\n\nWords [[note]].\n")),
            ("note.md".to_owned(), note_file(data)),
        ]
        .into(),
        files: [("picture.png".to_owned(), file)].into(),
        ..Snapshot::default()
    };
    let day = date(2023, 2, 1);
    let edition = Edition { today: Some(day), clock: day, address: None, audience: Audience::Facilitators };
    let Some(site) = roundtable::compile(&snapshot, &edition).site else { return };
    let renderer = Renderer::new(site, Arc::clone(&THEME));
    let Some(output) = renderer.at("note.html") else { return };
    let Content::Bytes(page) = output.content else { return };
    let page = String::from_utf8(page).expect("pages are UTF-8");
    let Some((_, main)) = page.split_once("<main") else { return };
    let (_, main) = main.split_once('>').expect("main's tag ends");
    let (main, _) = main.rsplit_once("</main>").expect("main ends");
    check_html(main);
});
