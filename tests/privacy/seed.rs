//! A knowledge base with a private word in every place that a note can hold one. `¤` in the texts is a word of its own
//! each time, which nothing else says.

use std::fs;
use std::path::Path;

use crate::made;

/// A file, and who may see the words in it: nobody at all, or facilitators.
pub(crate) struct Seeded {
    pub(crate) path: &'static str,
    pub(crate) text: &'static str,
}

/// What stands in a passage for others, whatever makes it one.
pub(crate) const PASSAGE: &str = "\
A ¤ and **a ¤** and `a ¤`.

- A ¤ in a list
  - and a ¤ below
- [a ¤](https://example.org/¤ \"a ¤\")
- ![a ¤](https://example.org/¤.png)

| A ¤ | b |
|---|---|
| a ¤ | b |

> A ¤ was quoted.

```
a ¤ in code
```

<p title=\"¤\">A ¤ in HTML</p>

- Decision: keep the ¤.
- [ ] Find a ¤ by 2023-03-01
- Question: where is the ¤?
- #tag¤ and a note[^¤]

[^¤]: It is a ¤.

### A ¤ below

Term
: a ¤ explained
";

pub(crate) const FILES: &[Seeded] = &[
    Seeded {
        path: "roundtable.toml",
        text: "name = \"Beds\"\naddress = \"https://example.org/beds/\"\n[audiences]\n\"content/locked\" = \"facilitators\"\n\"content/static/plan-¤.txt\" = \"members\"\n\"content/papers/minutes-¤.txt\" = \"facilitators\"\n",
    },
    Seeded {
        path: "content/index.md",
        text: "# Beds\n\nWe find beds. See [the ¤ plan](locked/plan-¤.md), [[keys-¤]], [papers](papers/minutes-¤.txt) and [x](locked/plan-¤.md \"the ¤\").\n",
    },
    Seeded {
        path: "content/locked/plan-¤.md",
        text: "---\ntitle: The ¤ plan\ntags: [¤]\ntopics: [¤]\naliases: [old-¤]\nsummary: A ¤\n---\n\n# The ¤ plan\n\n§",
    },
    Seeded { path: "content/keys-¤.md", text: "---\naudience: members\ngoals: [¤]\n---\n# Keys of ¤\n\n§" },
    Seeded { path: "content/vault/index.md", text: "---\naudience: facilitators\n---\n# Vault of ¤\n\nA ¤.\n" },
    Seeded { path: "content/vault/deep/down-¤.md", text: "# Down ¤\n\nA ¤.\n" },
    Seeded { path: "content/vault/deep/sheet-¤.csv", text: "a,¤\n" },
    Seeded { path: "content/typo.md", text: "---\naudience: memebrs\n---\n# Typo ¤\n\nA ¤.\n" },
    Seeded { path: "content/broken.md", text: "---\naudience: [members\ntitle: \"a ¤\n---\n# Broken ¤\n\nA ¤.\n" },
    Seeded {
        path: "content/unclosed-front.md", text: "---\naudience: members\ntitle: a ¤\n\n# Unclosed ¤\n\nA ¤.\n"
    },
    Seeded { path: "content/titled.md", text: "# Titled ¤ {.members}\n\nA ¤.\n\n## More\n\nA ¤.\n" },
    Seeded { path: "content/draft-¤.md", text: "---\ndraft: true\n---\n# Draft ¤\n\n§" },
    Seeded { path: "content/later-¤.md", text: "---\npublish_on: 2030-01-01\n---\n# Later ¤\n\nA ¤.\n" },
    Seeded { path: "content/people/quiet.md", text: "# Quiet¤ Person¤\n\nLives in ¤.\n" },
    Seeded { path: "content/static/plan-¤.txt", text: "A ¤\n" },
    Seeded { path: "content/papers/minutes-¤.txt", text: "A ¤\n" },
    Seeded { path: "content/papers/unlinked-¤.txt", text: "A ¤\n" },
    Seeded { path: "content/groups/beds/attendance.csv", text: "name,2023-01-12\n¤,1\n" },
    Seeded {
        path: "content/groups/beds/index.md",
        text: "---\njoin: https://example.org/¤\nschedule: first monday of the month\ntime: 12:00\nbudget: ¤\n# ¤ is a comment\n---\n# Beds\n\nWe meet. ![Board](board.jpg) ![Screen](screen.png) ![Small](small.webp) ![Moving](moving.gif)\n",
    },
    Seeded {
        path: "content/groups/beds/sessions/2023-01-12-sections.md",
        text: "# Sections\n\nWe met.\n\n## Money of ¤ {.members}\n\n§\n## After {#after}\n\nWords.\n\n## Keys of ¤ {#keys-¤ .facilitators}\n\n§",
    },
    Seeded {
        path: "content/groups/beds/sessions/2023-01-19-blocks.md",
        text: "# Blocks\n\nWe met.\n\n::: members\n§\n:::\n\nWords.\n\n> ::: facilitators\n> A ¤ quoted\n> :::\n\n- a\n\n  ::: {.members}\n  A ¤ inside\n  :::\n\n::: private\nA ¤ for nobody.\n:::\n\n:::: members\nA ¤\n::: tip\nA ¤\n:::\nA ¤\n::::\n\nWords.\n\nThe whole ¤ of this {.members} passage.\n\n::: members\nA ¤ never ends.\n\n## Nor ¤\n",
    },
    Seeded {
        path: "content/groups/beds/sessions/2023-01-26-comments.md",
        text: "# Comments\n\nA word <!-- ¤ --> and %%a ¤%% another.\n\n<!--\nA ¤\n\n# A ¤\n-->\n\n%%\nA ¤\n%%\n\n- a <!-- ¤ -->\n\n| a | b <!-- ¤ --> |\n|---|---|\n| <!-- ¤ --> | b |\n\n<div><!-- ¤ --><p>b</p></div>\n",
    },
    Seeded {
        path: "content/groups/beds/sessions/2023-02-02-people.md",
        text: "# People\n\n## Attendees\n\n- Ada¤ Lind¤ (she/her) / Clinic¤ / @ada¤\n- **Bo¤ Berg¤**, Clinic¤\n- Cy¤\n\n## Regrets\n\n| Name | Organisation |\n|---|---|\n| Di¤ Dahl¤ | Clinic¤ |\n\n## Talk\n\nWords.\n",
    },
    Seeded {
        path: "content/groups/beds/sessions/2023-02-09-lines.md",
        text: "# Lines\n\n**Present:** Ed¤ Ek¤, Fia¤ Falk¤,\nGus¤ Grahn¤\n\nScribe: Hal¤ Holm¤\n\nApologies: Ida¤ Ivar¤ (Clinic¤)\n\nWords.\n\n## Actions\n\n- [ ] @jon¤ asks the landlord by 2023-03-01\n- [ ] Kim¤ Kihl¤: writes the form\n- Lea¤ Lund¤ will call the library\n",
    },
    Seeded {
        path: "content/groups/beds/sessions/2023-02-16-secrets.md",
        text: "# Write to a¤@example.org\n\nWrite to ¤@example.org or [me](mailto:b¤@example.org), <c¤@example.org>, **d¤**@example.org, e¤&#64;example.org, f¤\\@example.org, `g¤@example.org`.\n\n## Ask h¤@example.org\n\n| i¤@example.org |\n|---|\n| j¤@example.org |\n\n<p>k¤@example.org <a href=\"mailto:l¤@example.org\">mail</a></p>\n\n```\nm¤@example.org\n```\n\n- Join: https://example.zoom.us/j/8123456789?pwd=¤\n- [join](https://meet.google.com/¤ \"n¤@example.org\")\n- [join][here]\n- Passcode: ¤9\n- **Meeting ID:** 812¤ and password: `¤7x`\n- ![o¤@example.org](https://example.org/x.png)\n- https://docs.google.com/forms/d/1¤/edit\n- token=abcdefghijkl¤\n- Words[^1]\n\n[here]: https://teams.microsoft.com/l/meetup-join/¤\n[^1]: p¤@example.org\n",
    },
    Seeded {
        path: "content/groups/beds/sessions/2023-02-23-hush.md",
        text: "---\nchatham_house: true\nfacilitators: [\"[[people/p|Pia¤ Park¤]]\"]\n---\n# Hush\n\nPresent: Mia¤ Mo¤, Nils¤ Nord¤\n\nWords of Mia¤, Pia¤ Park¤ and of Nils¤ Nord¤.\n\n## Actions\n\n- [ ] Mia¤ Mo¤: calls\n\n## Quotes\n\n> We lost a ¤. — Oda¤ Orm¤\n",
    },
    Seeded {
        path: "content/groups/hushed/index.md",
        text: "---\nchatham_house: true\nfacilitators: [Rut Rask]\n---\n# Hushed\n\nRut Rask asks us in.\n",
    },
    Seeded { path: "content/groups/quiet/index.md", text: "---\nchatham_house: true\n---\n# Quiet\n\nWe meet.\n" },
    Seeded {
        path: "content/groups/quiet/sessions/2023-02-10-talk.md",
        text: "# Talk\n\nPresent: Mia¤ Mo¤, Nils¤ Nord¤\n\nWords of Mia¤ and of Nils¤ Nord¤.\n\n## Actions\n\n- [ ] Mia¤ Mo¤: calls\n\n## Quotes\n\n> We lost a ¤. — Oda¤ Orm¤\n",
    },
];

/// Writes the files below a folder, each `¤` as a word of its own; gives the words.
pub(crate) fn write(folder: &Path) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    // One name stands for one file wherever its path is written, and one person has one name in a file.
    for Seeded { path, text } in FILES {
        let text = text.replace('§', PASSAGE);
        let path = filled(path, &mut words);
        let text = filled(&text, &mut words);
        let file = folder.join(&path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    for (path, bytes) in pictures() {
        fs::write(folder.join(path), bytes).unwrap();
        words.push(made::CANARY.to_lowercase());
    }
    words.sort();
    words.dedup();
    words
}

/// Pictures that everybody sees, with a private word wherever cameras and programs write.
pub(crate) fn pictures() -> [(&'static str, Vec<u8>); 4] {
    let pixels = made::halves(64, 32);
    [
        ("content/groups/beds/board.jpg", made::dressed_jpeg(&made::jpeg(&pixels), 6)),
        ("content/groups/beds/screen.png", made::dressed_png(&made::png(&pixels))),
        ("content/groups/beds/small.webp", made::dressed_webp()),
        ("content/groups/beds/moving.gif", made::dressed_gif()),
    ]
}

/// The words before a `¤` for which it is the same word each time: names of files, and of people in a text.
const SAME: [&str; 16] = [
    "plan-",
    "minutes-",
    "keys-",
    "Mia",
    "Mo",
    "Nils",
    "Nord",
    "Oda",
    "Orm",
    "Pia",
    "Park",
    "down-",
    "draft-",
    "later-",
    "unlinked-",
    "sheet-",
];

fn filled(text: &str, words: &mut Vec<String>) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('¤') {
        filled.push_str(&rest[..at]);
        let same = SAME.iter().find(|same| rest[..at].ends_with(*same));
        let word = match same {
            Some(same) => word_of(1000 + SAME.iter().position(|other| other == same).unwrap()),
            None => word_of(words.len()),
        };
        filled.push_str(&word);
        words.push(word);
        rest = &rest[at + '¤'.len_utf8()..];
    }
    filled.push_str(rest);
    filled
}

/// A word that no language has: letters alone, so that it can be part of a name.
fn word_of(number: usize) -> String {
    let letter = |value: usize| char::from(b'a' + u8::try_from(value % 26).unwrap());
    format!("xq{}{}{}zj", letter(number / 676), letter(number / 26), letter(number))
}
