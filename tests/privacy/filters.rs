//! Each thing that keeps something from readers, with a knowledge base in which it is switched off: as if everybody were
//! a facilitator. The proof must then find what it would have kept.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use roundtable::audience::Audience;
use roundtable::proof::{Leak, Proof};
use roundtable::render::{Content, Renderer};
use roundtable::snapshot::Edition;
use roundtable::{Compiled, source, theme};

/// A filter by name, the files that need it, and the word that it keeps.
type Filter = (&'static str, &'static [(&'static str, &'static str)], &'static str);

/// Every filter.
pub(crate) const FILTERS: &[Filter] = &[
    ("a note", &[("index.md", "# Home\n"), ("a.md", "---\naudience: members\n---\n# A\n\nThe quorvex.\n")], "quorvex"),
    (
        "a folder's page",
        &[("f/index.md", "---\naudience: members\n---\n# F\n"), ("f/a.md", "# A\n\nThe quorvex.\n")],
        "quorvex",
    ),
    (
        "roundtable.toml",
        &[("roundtable.toml", "[audiences]\n\"f\" = \"members\"\n"), ("f/a.md", "# A\n\nThe quorvex.\n")],
        "quorvex",
    ),
    ("a title", &[("a.md", "# A quorvex {.members}\n")], "quorvex"),
    ("a section", &[("a.md", "# A\n\n## B {.members}\n\nThe quorvex.\n")], "quorvex"),
    ("a block", &[("a.md", "# A\n\n::: members\nThe quorvex.\n:::\n")], "quorvex"),
    (
        "five words in a row",
        &[(
            "a.md",
            "# A\n\nPeople rent every house here. They want our beds.\n\n## B {.members}\n\nPeople want our house beds.\n",
        )],
        "people want our house beds",
    ),
    ("an unclear mark", &[("a.md", "# A\n\n## B {.members}\n\nThe quorvex.\n")], "quorvex"),
    ("a person without consent", &[("people/a.md", "# Quorvex Zandlet\n\nA nurse.\n")], "quorvex"),
    (
        "a list of who came",
        &[("sessions/2023-01-12-a.md", "# A\n\n## Attendees\n\n- Quorvex Zandlet\n- Bo Berg\n")],
        "quorvex",
    ),
    (
        "an owner",
        &[("sessions/2023-01-12-a.md", "# A\n\n## Actions\n\n- [ ] Quorvex Zandlet: calls the library\n")],
        "quorvex",
    ),
    (
        "a name under the Chatham House Rule",
        &[
            ("chatham.md", "---\nchatham_house: true\n---\n# C\n"),
            ("index.md", "---\nchatham_house: true\n---\n# Home\n"),
            ("sessions/2023-01-12-a.md", "# A\n\nPresent: Quorvex Zandlet\n\nSo said Quorvex Zandlet.\n"),
        ],
        "quorvex",
    ),
    ("an e-mail address", &[("a.md", "# A\n\nWrite to quorvex@example.org.\n")], "quorvex"),
    ("a meeting link", &[("a.md", "# A\n\nJoin [here](https://quorvex.zoom.us/j/8123456789).\n")], "quorvex"),
    ("a passcode", &[("a.md", "# A\n\nPasscode: quorvex9\n")], "quorvex9"),
    (
        "a field",
        &[
            ("index.md", "---\nsummary: A quorvex.\naudiences: { summary: members }\n---\n# Home\n\nWords.\n"),
            ("groups/g/index.md", "---\nsummary: A quorvex.\naudiences: { summary: members }\n---\n# G\n"),
        ],
        "quorvex",
    ),
    (
        "the words of a link",
        &[("index.md", "# Home\n\n[The quorvex](a.md)\n"), ("a.md", "---\naudience: members\n---\n# B\n")],
        "quorvex",
    ),
    (
        "a file's name",
        &[
            ("roundtable.toml", "[audiences]\n\"static/quorvex.txt\" = \"members\"\n"),
            ("a.md", "# A\n"),
            ("static/quorvex.txt", "b\n"),
        ],
        "quorvex",
    ),
];

/// Writes the files of a filter below a folder.
pub(crate) fn write(folder: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let file = folder.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
}

fn compiled(folder: &Path, audience: Audience) -> (roundtable::snapshot::Snapshot, Compiled) {
    let snapshot = source::snapshot(folder, &[]).unwrap();
    let clock = "2023-02-20".parse().unwrap();
    let compiled = roundtable::compile(&snapshot, &Edition { today: None, clock, address: None, audience });
    (snapshot, compiled)
}

/// The proof for the public site.
pub(crate) fn proof_for(folder: &Path) -> Proof {
    let (snapshot, public) = compiled(folder, Audience::Public);
    Proof::of(&public.site.unwrap(), &snapshot, &public.ledger).expect("something is withheld")
}

/// The first leak of what everybody must not see, in the site that is made for `audience`.
pub(crate) fn leak_for(folder: &Path, audience: Audience) -> Option<Leak> {
    let proof = proof_for(folder);
    let snapshot = source::snapshot(folder, &[]).unwrap();
    let site = compiled(folder, audience).1.site.unwrap();
    let theme = theme::load(&snapshot.theme, (&site.config, &site.name), &mut Vec::new());
    let renderer = Renderer::new(Arc::clone(&site), Arc::new(theme));
    renderer.addresses().iter().find_map(|address| {
        let content = renderer.at(address).unwrap().content;
        let bytes = match content {
            Content::Bytes(bytes) => bytes,
            Content::File(_) | Content::Picture(_) => Vec::new(),
        };
        proof.leak(address, &bytes)
    })
}
