//! The words of the interface, a file for each language: `strings/TAG.toml`, the knowledge base's own over the
//! built-in ones word for word. What a language's file leaves out is taken from the language without its region,
//! then from English, so that every word is there.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use serde_json::{Map, Value};

use super::{FOLDER, first_line};
use crate::diagnostic::{Diagnostic, Place};

type Files = BTreeMap<String, Arc<[u8]>>;

/// The language that has every word.
const WHOLE: &str = "en";

/// The words of every language that there is a file for, each by its tag in small letters.
pub(super) fn all(built_in: &Files, own: &Files, diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<String, Value> {
    let mut written: BTreeMap<String, Value> = BTreeMap::new();
    for (path, bytes) in built_in.iter().chain(own) {
        let Some(tag) = path.strip_prefix("strings/").and_then(|name| name.strip_suffix(".toml")) else { continue };
        match toml::from_str::<Value>(&String::from_utf8_lossy(bytes)) {
            Ok(words) => overlay(written.entry(tag.to_lowercase()).or_insert_with(empty), words),
            Err(error) => {
                let place = Place::new(format!("{FOLDER}/{path}"), error.span().unwrap_or(0..1));
                diagnostics.push(Diagnostic::broken_template(&place, &first_line(error.message())));
            }
        }
    }
    written.keys().map(|tag| (tag.clone(), whole(&written, tag))).collect()
}

/// The words of `language`, or of the nearest language that there is a file for; English where there is none.
pub(super) fn of(all: &BTreeMap<String, Value>, language: &str) -> Value {
    let tag = language.to_lowercase();
    all.get(&tag).or_else(|| all.get(base(&tag))).or_else(|| all.get(WHOLE)).cloned().unwrap_or_else(empty)
}

/// A language's words over those that it falls back to. They say whose they are, since counts follow that
/// language's rules.
fn whole(written: &BTreeMap<String, Value>, tag: &str) -> Value {
    let mut words = empty();
    for tag in [WHOLE, base(tag), tag] {
        overlay(&mut words, written.get(tag).cloned().unwrap_or_else(empty));
    }
    overlay(&mut words, serde_json::json!({ "language": tag }));
    words
}

/// What a link to something withheld reads: for members, for facilitators, for nobody. Built in, since a note's text is
/// understood before a theme is loaded.
static WITHHELD: LazyLock<BTreeMap<String, [String; 3]>> = LazyLock::new(|| {
    let languages = all(&super::built_in_files(), &Files::new(), &mut Vec::new());
    let said = |words: &Value, key: &str| {
        words.pointer(&format!("/withheld/{key}")).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let of_language = |words: &Value| ["members", "facilitators", "nobody"].map(|key| said(words, key));
    languages.iter().map(|(tag, words)| (tag.clone(), of_language(words))).collect()
});

/// What links to something withheld read in the nearest language that there is a file for.
pub(super) fn withheld(language: &str) -> [String; 3] {
    let tag = language.to_lowercase();
    let of_tag = |tag: &str| WITHHELD.get(tag);
    of_tag(&tag).or_else(|| of_tag(base(&tag))).or_else(|| of_tag(WHOLE)).cloned().unwrap_or_default()
}

fn base(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

fn empty() -> Value {
    Value::Object(Map::new())
}

fn overlay(onto: &mut Value, words: Value) {
    match (onto, words) {
        (Value::Object(onto), Value::Object(words)) => {
            for (key, value) in words {
                overlay(onto.entry(key).or_insert(Value::Null), value);
            }
        }
        (onto, words) => *onto = words,
    }
}
