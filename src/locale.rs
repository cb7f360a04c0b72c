//! What a language does beyond its words: which plural form a number takes, in which order texts stand, and which
//! way they are written. A BCP 47 tag goes in; a tag that says nothing counts and sorts by CLDR's root, the same on
//! every machine. The one file that knows ICU4X.

use std::fmt;
use std::ops::Range;

use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences, options::CollatorOptions, options::Strength};
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};

use crate::text;

/// Languages written from right to left, where the tag names no script.
const RIGHT_TO_LEFT: [&str; 12] = ["ar", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "ug", "ur", "yi"];

/// Scripts written from right to left (ISO 15924).
const RIGHT_TO_LEFT_SCRIPTS: [&str; 8] = ["adlm", "arab", "aran", "hebr", "nkoo", "rohg", "syrc", "thaa"];

/// Whether a text can be a language's tag at all.
pub fn is_tag(text: &str) -> bool {
    let is_part = |part: &str| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric());
    text.split('-').all(is_part) && text.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// `rtl` or `ltr`: the direction in which a language is written.
pub fn direction(tag: &str) -> &'static str {
    let tag = tag.to_lowercase();
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    let script = parts.find(|part| part.len() == 4 && part.chars().all(|c| c.is_ascii_alphabetic()));
    let is_right_to_left =
        script.map_or_else(|| RIGHT_TO_LEFT.contains(&language), |script| RIGHT_TO_LEFT_SCRIPTS.contains(&script));
    if is_right_to_left { "rtl" } else { "ltr" }
}

/// The plural forms of a language, by CLDR's names: `zero`, `one`, `two`, `few`, `many` and `other`.
#[derive(Debug)]
pub struct Plurals {
    tag: String,
    /// Those of the smallest numbers, which are nearly all that are asked for.
    small: Vec<&'static str>,
}

impl Plurals {
    /// The forms of a language.
    pub fn of(tag: &str) -> Self {
        // No language looks at more than the last three digits.
        Self { tag: tag.to_owned(), small: forms(tag, 0..1000) }
    }

    /// The form that `n` of something takes.
    pub fn form(&self, n: usize) -> &'static str {
        let large = || forms(&self.tag, n..n + 1).first().copied();
        self.small.get(n).copied().or_else(large).unwrap_or("other")
    }

    /// The forms that whole numbers below a million take, beyond which some languages have one more.
    pub fn forms(&self) -> Vec<&'static str> {
        let mut found: Vec<&str> = Vec::new();
        for form in &self.small {
            if !found.contains(form) {
                found.push(form);
            }
        }
        found
    }
}

fn forms(tag: &str, numbers: Range<usize>) -> Vec<&'static str> {
    let rules = PluralRules::try_new_cardinal((&locale(tag)).into()).ok();
    numbers.map(|n| rules.as_ref().map_or("other", |rules| name(rules.category_for(n)))).collect()
}

fn name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

/// The root's rules where a tag can't be read.
fn locale(tag: &str) -> Locale {
    tag.parse().unwrap_or(Locale::UNKNOWN)
}

/// The order in which a language has texts stand (the Unicode Collation Algorithm with CLDR's rules): capitals beside
/// small letters, 9 before 10, `ñ` after `n` in Spanish, Arabic letters before Latin ones in Arabic.
pub struct Order {
    whole: CollatorBorrowed<'static>,
    letters: CollatorBorrowed<'static>,
}

/// What texts of one order are compared by; plain comparing puts them in it.
pub type Key = Vec<u8>;

impl Order {
    /// The order of a language.
    pub fn of(tag: &str) -> Self {
        let collator = |strength: Strength| {
            let mut options = CollatorOptions::default();
            options.strength = Some(strength);
            let with = |locale: &Locale| {
                let mut preferences = CollatorPreferences::from(locale);
                preferences.numeric_ordering = Some(CollationNumericOrdering::True);
                Collator::try_new(preferences, options)
            };
            with(&locale(tag)).or_else(|_| with(&Locale::UNKNOWN)).expect("the root's order is compiled in")
        };
        Self { whole: collator(Strength::Tertiary), letters: collator(Strength::Primary) }
    }

    /// A name or title's place: case and the kind of space or dash don't count.
    pub fn key(&self, text: &str) -> Key {
        written(&self.whole, &text::fold(text))
    }

    /// The place of a text's letters alone, whatever accents they have.
    pub fn key_of_letters(&self, text: &str) -> Key {
        written(&self.letters, text)
    }
}

impl fmt::Debug for Order {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Order")
    }
}

fn written(collator: &CollatorBorrowed<'_>, text: &str) -> Key {
    let mut key = Vec::with_capacity(text.len() + 8);
    let Ok(()) = collator.write_sort_key_to(text, &mut key);
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_follow_the_script() {
        let check = |tag: &str, direction: &str| assert_eq!(super::direction(tag), direction, "{tag}");
        check("en", "ltr");
        check("ar-EG", "rtl");
        check("HE", "rtl");
        check("az-Arab", "rtl");
        check("ku-Latn-TR", "ltr");
        check("ur-Latn", "ltr");
        check("", "ltr");
    }

    #[test]
    fn tags_are_told_from_words() {
        assert!(["en", "pt-BR", "zh-Hant-TW"].into_iter().all(is_tag));
        assert!(
            ["", "en-", "pt_BR", "the German language", "deutschsprachig", "1"].into_iter().all(|text| !is_tag(text))
        );
    }

    #[test]
    fn numbers_take_their_plural_form() {
        let check = |tag: &str, forms: [&str; 6]| {
            assert_eq!([0, 1, 2, 3, 11, 100].map(|n| Plurals::of(tag).form(n)), forms, "{tag}");
        };
        check("en", ["other", "one", "other", "other", "other", "other"]);
        check("de-AT", ["other", "one", "other", "other", "other", "other"]);
        check("ar", ["zero", "one", "two", "few", "many", "other"]);
        check("fr", ["one", "one", "other", "other", "other", "other"]);
        check("pl", ["many", "one", "few", "few", "many", "many"]);
        check("ja", ["other"; 6]);
        check("no such tag!", ["other"; 6]);
        assert_eq!(Plurals::of("es").forms(), ["other", "one"]);
        assert_eq!(Plurals::of("ar").forms(), ["zero", "one", "two", "few", "many", "other"]);
    }

    #[test]
    fn texts_stand_in_their_language_s_order() {
        let check = |tag: &str, expected: &[&str]| {
            let order = Order::of(tag);
            let mut texts = expected.to_vec();
            texts.reverse();
            texts.sort_by_cached_key(|text| order.key(text));
            assert_eq!(texts, expected, "{tag}");
        };
        check("en", &["Session 9", "session-10", "Zoo", "ملف"]);
        check("de", &["Arbeit", "Ärzte", "Asyl", "Zahl"]);
        check("sv", &["Arbete", "Zon", "Åka", "Ärende", "Öl"]);
        check("es", &["nube", "nutria", "ñandú", "oso"]);
        check("ar", &["أهداف", "تعلم", "موارد", "Zoo"]);
        check("not a tag", &["a", "b"]);
    }
}
