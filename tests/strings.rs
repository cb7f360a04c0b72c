//! The words of the interface in every language that ships: each file says all that English does, in each plural
//! form that its language has, with the same words in braces. So a language is whole, or its test fails.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read and write the disk")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use roundtable::locale;
use toml::Value;

/// The plural forms that CLDR knows.
const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// Every language's file by its tag.
fn languages() -> BTreeMap<String, Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/commons/strings");
    let read = |(name, path): (String, std::path::PathBuf)| {
        let words =
            fs::read_to_string(path).unwrap().parse::<toml::Table>().unwrap_or_else(|error| panic!("{name}: {error}"));
        (name.trim_end_matches(".toml").to_owned(), Value::Table(words))
    };
    support::files(&folder).into_iter().map(read).collect()
}

/// Whether a table gives the forms of one pattern.
fn is_count(value: &Value) -> bool {
    let forms =
        |table: &toml::Table| table.contains_key("other") && table.keys().all(|key| FORMS.contains(&key.as_str()));
    value.as_table().is_some_and(forms)
}

/// The leaves below a value by their keys: texts, lists, and counts with their forms.
fn leaves(value: &Value) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    let mut open = vec![(String::new(), value.clone())];
    while let Some((key, value)) = open.pop() {
        match value.as_table().filter(|_| !is_count(&value)) {
            Some(table) => {
                let below = |(name, value): (&String, &Value)| (format!("{key}.{name}"), value.clone());
                open.extend(table.iter().map(below));
            }
            None => drop(found.insert(key.trim_start_matches('.').to_owned(), value)),
        }
    }
    found
}

/// The words in braces of a text.
fn holes(text: &Value) -> BTreeSet<String> {
    let text = text.as_str().unwrap_or_default();
    text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.to_owned())).collect()
}

#[test]
fn each_language_says_all_that_english_does() {
    let languages = languages();
    let english = leaves(&languages["en"]);
    assert!(languages.len() >= 4 && english.len() > 300, "{} languages, {} words", languages.len(), english.len());
    let mut complaints = Vec::new();
    for (tag, words) in &languages {
        let words = leaves(words);
        complaints
            .extend(english.keys().filter(|key| !words.contains_key(*key)).map(|key| format!("{tag}: no `{key}`")));
        for (key, value) in &words {
            match english.get(key) {
                None => complaints.push(format!("{tag}: `{key}` is unknown to English")),
                Some(original) => {
                    complaints.extend(complaint(tag, value, original).map(|text| format!("{tag}: `{key}` {text}")))
                }
            }
        }
    }
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

/// What is wrong with a language's words for something.
fn complaint(tag: &str, value: &Value, original: &Value) -> Option<String> {
    if value.type_str() != original.type_str() || is_count(value) != is_count(original) {
        return Some(format!("is {}, not {}", value.type_str(), original.type_str()));
    }
    if let (Some(names), Some(originals)) = (value.as_array(), original.as_array()) {
        return (names.len() != originals.len()).then(|| format!("has {} names, not {}", names.len(), originals.len()));
    }
    let Some(forms) = value.as_table() else {
        let differs = holes(value) != holes(original);
        return differs.then(|| format!("has {:?} in braces, not {:?}", holes(value), holes(original)));
    };
    let needed: BTreeSet<&str> = locale::Plurals::of(tag).forms().into_iter().collect();
    let given: BTreeSet<&str> = forms.keys().map(String::as_str).collect();
    // A form for exactly one number may say it in a word.
    let full = holes(&original["other"]);
    let is_full = |form: &str| matches!(form, "zero" | "one" | "two") || holes(&forms[form]) == full;
    let odd = forms.keys().find(|form| !holes(&forms[*form]).is_subset(&full) || !is_full(form));
    if needed != given {
        return Some(format!("has the forms {given:?}, and its language has {needed:?}"));
    }
    odd.map(|form| format!("has {:?} in braces in the form `{form}`, not {full:?}", holes(&forms[form])))
}
