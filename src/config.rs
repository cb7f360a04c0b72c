//! The knowledge base's `roundtable.toml`, read into values; every key may be left out.
//! A file that can't be read gives an error and no configuration: then nothing is published.

use jiff::civil::Date;
use serde::Deserialize;

use crate::diagnostic::{Diagnostic, Place};
use crate::text;

/// The file's name.
pub const FILE: &str = "roundtable.toml";

/// What `roundtable.toml` says.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default)]
pub struct Config {
    /// The network's name, shown on every page.
    pub name: String,
    /// What the network is, in a sentence.
    pub description: String,
    /// Where the site will be, such as `https://example.org/notes/`; feeds and the sitemap need it.
    pub address: Option<String>,
    /// The language that most notes are written in, as a BCP 47 tag.
    pub language: String,
    /// The time zone that sessions are announced in, from the IANA database.
    pub time_zone: Option<String>,
    /// The date that counts as today; without it, the clock's.
    #[serde(deserialize_with = "date")]
    pub today: Option<Date>,
    /// Where the notes' source is kept, such as `https://github.com/org/notes`.
    pub repository: Option<String>,
    /// Words in the footer of every page.
    pub footer: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            name: String::new(),
            description: String::new(),
            address: None,
            language: "en".to_owned(),
            time_zone: None,
            today: None,
            repository: None,
            footer: String::new(),
        }
    }
}

const KEYS: [&str; 8] = ["name", "description", "address", "language", "time_zone", "today", "repository", "footer"];

/// Reads the configuration from the file's bytes, if there is such a file.
///
/// # Errors
/// The diagnostic that says where the file is wrong.
pub fn parse(bytes: Option<&[u8]>, diagnostics: &mut Vec<Diagnostic>) -> Result<Config, Box<Diagnostic>> {
    let Some(bytes) = bytes else {
        return Ok(Config::default());
    };
    let broken = |span: std::ops::Range<usize>, reason: &str| {
        Box::new(Diagnostic::broken_config(&Place::new(FILE, span.start..span.end.max(span.start + 1)), reason))
    };
    let source = std::str::from_utf8(bytes)
        .map_err(|error| broken(error.valid_up_to()..error.valid_up_to() + 1, "it is not saved as UTF-8"))?;
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    let config: Config = toml::from_str(source)
        .map_err(|error| broken(error.span().unwrap_or(0..1), &in_plain_words(error.message())))?;
    validate(&config, source).map_err(|(span, reason)| broken(span, &reason))?;
    report_unknown_keys(source, diagnostics);
    Ok(with_slash(config))
}

/// What the TOML reader says, in words that somebody who has never seen TOML can use.
fn in_plain_words(message: &str) -> String {
    let message = message.lines().next().unwrap_or_default().trim_end_matches('.');
    match message.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected ")) {
        Some((_, "a string")) => "this value must be text in quotes, such as `\"Our network\"`".to_owned(),
        Some((found, expected)) => format!("this value is {found}, but {expected} is needed"),
        None => message.to_owned(),
    }
}

fn with_slash(mut config: Config) -> Config {
    config.address = config.address.as_deref().and_then(address);
    config
}

/// An address with one `/` at its end; `None` where it is no http or https address.
pub fn address(written: &str) -> Option<String> {
    let written = written.trim().trim_end_matches('/');
    let host = written.strip_prefix("https://").or_else(|| written.strip_prefix("http://"))?;
    let is_plain = !host.is_empty()
        && !host.starts_with('/')
        && host.chars().all(|c| !c.is_whitespace() && !"\"'<>?#\\".contains(c));
    is_plain.then(|| format!("{written}/"))
}

fn validate(config: &Config, source: &str) -> Result<(), (std::ops::Range<usize>, String)> {
    if config.address.as_deref().is_some_and(|written| address(written).is_none()) {
        return Err((span_of(source, "address"), "`address` must start with `https://` or `http://`".to_owned()));
    }
    if let Some(zone) = &config.time_zone
        && jiff::tz::TimeZone::get(zone).is_err()
    {
        let reason = format!("`{zone}` is not a time zone; write one such as `America/New_York`");
        return Err((span_of(source, "time_zone"), reason));
    }
    let is_tag =
        |tag: &str| !tag.is_empty() && tag.len() < 36 && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if !is_tag(&config.language) {
        return Err((span_of(source, "language"), "`language` must be a code such as `en` or `pt-BR`".to_owned()));
    }
    Ok(())
}

/// The line on which a key of the top table stands.
fn span_of(source: &str, key: &str) -> std::ops::Range<usize> {
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let starts = line.trim_start().strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='));
        if starts {
            return at..at + line.trim_end().len();
        }
        at += line.len();
    }
    0..1
}

fn report_unknown_keys(source: &str, diagnostics: &mut Vec<Diagnostic>) {
    let Ok(table) = source.parse::<toml::Table>() else {
        return;
    };
    for key in table.keys().filter(|key| !KEYS.contains(&key.as_str())) {
        if let Some(near) = text::nearest(key, KEYS.into_iter()) {
            let place = Place::new(FILE, span_of(source, key));
            diagnostics.push(Diagnostic::unknown_key(&place, key, near));
        }
    }
}

fn date<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Date(toml::value::Datetime),
        Text(String),
    }
    let expected = || <D::Error as serde::de::Error>::custom("write a date such as 2023-02-20");
    let text = match Written::deserialize(deserializer).map_err(|_| expected())? {
        Written::Date(date) => date.to_string(),
        Written::Text(text) => text,
    };
    text.get(..10).unwrap_or(&text).parse().map(Some).map_err(|_| expected())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_in_one_slash() {
        assert_eq!(address("https://example.org/a"), Some("https://example.org/a/".to_owned()));
        assert_eq!(address("http://example.org//"), Some("http://example.org/".to_owned()));
        assert_eq!(address("example.org"), None);
        assert_eq!(address("https://"), None);
        assert_eq!(address("https://a\"b"), None);
    }

    #[test]
    fn a_wrong_type_is_an_error_with_its_line() {
        let error = parse(Some(b"name = \"A\"\nlanguage = 3\n"), &mut Vec::new()).unwrap_err();
        assert_eq!(error.rule, "configuration");
        assert_eq!(error.span.0, 22);
    }
}
