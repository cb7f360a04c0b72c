//! The stems of words, by Snowball's algorithms (snowballstem.org): the one file that knows their package.
//! Small letters go in; the stem in the form in which words are compared comes out.

use snowball_stemmers_rs::{Algorithm, Stemmer};

use super::words;

/// The stemmers of the languages that a site's pages are in.
pub(super) struct Stemmers(Vec<Stemmer>);

impl Stemmers {
    /// Those of languages given as tags (BCP 47), such as `de-AT`; each once, others than Snowball's not at all.
    pub(super) fn of<'a>(languages: impl Iterator<Item = &'a str>) -> Self {
        let mut algorithms: Vec<Algorithm> = Vec::new();
        for algorithm in languages.filter_map(algorithm) {
            if !algorithms.contains(&algorithm) {
                algorithms.push(algorithm);
            }
        }
        Self(algorithms.into_iter().map(Stemmer::create).collect())
    }

    /// The stems of a word, one for each language in which it has another; none for numbers.
    pub(super) fn of_word(&self, word: &str) -> Vec<Box<str>> {
        let mut stems: Vec<Box<str>> = Vec::new();
        if word.bytes().any(|byte| byte.is_ascii_digit()) {
            return stems;
        }
        for stemmer in &self.0 {
            let stem = stemmer.stem(word);
            let stem: Box<str> = words::fold(&stem).unwrap_or_else(|| stem.into_owned()).into();
            if !stem.is_empty() && !stems.contains(&stem) {
                stems.push(stem);
            }
        }
        stems
    }
}

fn algorithm(language: &str) -> Option<Algorithm> {
    let base = language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    Some(match base.as_str() {
        "ar" => Algorithm::Arabic,
        "ca" => Algorithm::Catalan,
        "cs" => Algorithm::Czech,
        "da" => Algorithm::Danish,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "en" => Algorithm::English,
        "eo" => Algorithm::Esperanto,
        "es" => Algorithm::Spanish,
        "et" => Algorithm::Estonian,
        "eu" => Algorithm::Basque,
        "fa" => Algorithm::Persian,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "ga" => Algorithm::Irish,
        "hi" => Algorithm::Hindi,
        "hu" => Algorithm::Hungarian,
        "hy" => Algorithm::Armenian,
        "id" => Algorithm::Indonesian,
        "it" => Algorithm::Italian,
        "lt" => Algorithm::Lithuanian,
        "ne" => Algorithm::Nepali,
        "nl" => Algorithm::Dutch,
        "nb" | "nn" | "no" => Algorithm::Norwegian,
        "pl" => Algorithm::Polish,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sr" => Algorithm::Serbian,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        "uk" => Algorithm::Ukrainian,
        "yi" => Algorithm::Yiddish,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_a_stem() {
        let check = |language: &str, a: &str, b: &str| {
            let stemmers = Stemmers::of([language].into_iter());
            assert_eq!(stemmers.of_word(a), stemmers.of_word(b), "{language}: {a}, {b}");
        };
        check("en", "meetings", "meeting");
        check("en-GB", "housing", "housed");
        check("de", "häuser", "haus");
        check("fr", "décisions", "décision");
        check("es", "reuniones", "reunión");
        check("xx", "meetings", "meeting");
        check("en", "2022", "2023");
    }
}
