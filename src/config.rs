//! The knowledge base's `roundtable.toml`, read into values; every key may be left out.
//! A file that can't be read gives an error and no configuration: then nothing is published.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

use crate::diagnostic::{Diagnostic, Edit, Place, rules};
use crate::text;

mod words;

pub use words::{WORDS, Words};

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
    /// The network's colour, as `#0b6e4f`: of buttons, the thread and the icon. It is made darker or lighter where
    /// it could not be read.
    pub accent: Option<Spanned<String>>,
    /// A font for texts that readers have, or whose files lie in `theme/fonts/`, such as `Source Sans 3`.
    pub font: Option<Spanned<String>>,
    /// The same for titles.
    pub title_font: Option<Spanned<String>>,
    /// A picture to stand before the name, in the folder `static`; without it, `logo.svg` or `logo.png` there.
    pub logo: Option<Spanned<String>>,
    /// Whom to write to: an e-mail address or the address of a page. It stands in the footer of every page.
    pub contact: Option<Spanned<String>>,
    /// Whether search engines are asked to leave the whole site out.
    pub noindex: bool,
    /// Whether pages say when their note was last changed, as git knows it.
    pub last_changed: bool,
    /// Whether what was said may be told, and not who said it (the Chatham House Rule), in all groups.
    pub chatham_house: bool,
    /// Folders, notes and files that are for some readers only: `"groups/housing/finance" = "facilitators"`.
    pub audiences: BTreeMap<String, Spanned<String>>,
    /// What is told of people.
    pub people: People,
    /// What `roundtable check` looks at.
    pub check: Check,
    /// Words by which your headings say what stands below them, beside those that Roundtable knows:
    /// `decision = ["Festgehalten"]`.
    pub words: Words,
}

impl Config {
    /// Where `contact` leads; `None` where it is no address.
    pub fn contact_href(&self) -> Option<String> {
        text::link_of(self.contact.as_ref()?.get_ref())
    }
}

/// The table `[people]`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct People {
    /// Whether those who agreed, on a page of their own with `consent: public`, are named among those who came and as
    /// owners of actions. Nobody else ever is.
    pub publish: bool,
}

/// The table `[check]`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Check {
    /// The names of rules that you don't want to hear of, such as `no-insights`.
    pub off: Vec<String>,
}

impl Check {
    /// Whether a rule is turned off. Those that keep what is private from being published can't be.
    pub fn leaves_out(&self, rule: &str) -> bool {
        let is_named = self.off.iter().any(|off| off.trim() == rule);
        is_named && rules::called(rule).is_none_or(|rule| rule.stays_because().is_none())
    }
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
            accent: None,
            font: None,
            title_font: None,
            logo: None,
            contact: None,
            noindex: false,
            last_changed: false,
            chatham_house: false,
            audiences: BTreeMap::new(),
            people: People::default(),
            check: Check::default(),
            words: Words::default(),
        }
    }
}

const KEYS: [&str; 20] = [
    "name",
    "description",
    "address",
    "language",
    "time_zone",
    "today",
    "repository",
    "footer",
    "accent",
    "font",
    "title_font",
    "logo",
    "contact",
    "noindex",
    "last_changed",
    "chatham_house",
    "audiences",
    "people",
    "check",
    "words",
];

/// The keys below `[people]`.
const PEOPLE_KEYS: [&str; 1] = ["publish"];

/// The keys below `[check]`.
const CHECK_KEYS: [&str; 1] = ["off"];

/// Reads the configuration from the file's bytes, if there is such a file.
///
/// # Errors
/// The diagnostic that says where the file is wrong.
pub fn parse(bytes: Option<&[u8]>, diagnostics: &mut Vec<Diagnostic>) -> Result<Config, Box<Diagnostic>> {
    let Some(bytes) = bytes else {
        return Ok(Config::default());
    };
    let broken = |span: Range<usize>, reason: &str| {
        Box::new(Diagnostic::broken_config(&Place::new(FILE, span.start..span.end.max(span.start + 1)), reason))
    };
    let source = std::str::from_utf8(bytes)
        .map_err(|error| broken(error.valid_up_to()..error.valid_up_to() + 1, "it is not saved as UTF-8"))?;
    // A blank in the place of each byte of a byte order mark keeps all places as they are in the file.
    let blanked = source.strip_prefix('\u{feff}').map(|rest| format!("   {rest}"));
    let source = blanked.as_deref().unwrap_or(source);
    let config: Config = toml::from_str(source)
        .map_err(|error| broken(error.span().unwrap_or(0..1), &in_plain_words(error.message())))?;
    validate(&config, source).map_err(|(span, reason)| broken(span, &reason))?;
    report_unknown_keys(source, diagnostics);
    report_rules(&config.check, source, diagnostics);
    if let Some(contact) = config.contact.as_ref().filter(|_| config.contact_href().is_none()) {
        diagnostics.push(Diagnostic::no_contact(&Place::new(FILE, contact.span()), contact.get_ref()));
    }
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

fn validate(config: &Config, source: &str) -> Result<(), (Range<usize>, String)> {
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

/// The line on which a key of the top table stands, or the head of the table of this name.
fn span_of(source: &str, key: &str) -> Range<usize> {
    let is_head = |line: &str| {
        let inner = line.trim_start().strip_prefix('[').and_then(|rest| rest.trim_start().strip_prefix(key));
        inner.is_some_and(|rest| rest.trim_start().starts_with(']'))
    };
    let is_it = |line: &str| starts_with_key(line, key) || is_head(line);
    lines(source).find(|(line, _)| is_it(line)).map_or(0..1, |(_, span)| span)
}

/// The line on which a key of a table stands.
fn span_in(source: &str, table: &str, key: &str) -> Range<usize> {
    let head = span_of(source, table);
    let mut below = lines(source).filter(|(_, span)| span.start >= head.start);
    below.find(|(line, _)| starts_with_key(line, key)).map_or(head, |(_, span)| span)
}

fn starts_with_key(line: &str, key: &str) -> bool {
    let rest = line.trim_start().trim_start_matches(['"', '\'']).strip_prefix(key);
    rest.is_some_and(|rest| rest.trim_start_matches(['"', '\'']).trim_start().starts_with('='))
}

/// The lines of a text without their ends, each with its place.
fn lines(source: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    source.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        let bare = line.trim_end();
        Some((bare, start..start + bare.len()))
    })
}

fn report_unknown_keys(source: &str, diagnostics: &mut Vec<Diagnostic>) {
    let Ok(table) = source.parse::<toml::Table>() else {
        return;
    };
    let inner = |name: &str| table.get(name).and_then(toml::Value::as_table);
    near_misses(source, (&table, &KEYS), |key| span_of(source, key), diagnostics);
    if let Some(check) = inner("check") {
        near_misses(source, (check, &CHECK_KEYS), |key| span_in(source, "check", key), diagnostics);
    }
    if let Some(people) = inner("people") {
        near_misses(source, (people, &PEOPLE_KEYS), |key| span_in(source, "people", key), diagnostics);
    }
    for key in inner("words").iter().flat_map(|words| words.keys()).filter(|key| !WORDS.contains(&key.as_str())) {
        let span = span_in(source, "words", key);
        let place = Place::new(FILE, span.clone());
        let help = match text::nearest(key, WORDS.into_iter()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write one of {}", WORDS.join(", ")),
        };
        let fix = key_edit(source, (span, key), text::only_near(key, WORDS.into_iter()));
        diagnostics.push(Diagnostic::unknown_words(&place, key, &help).mended_by(fix));
    }
}

/// Reports keys of a table that are nearly known ones.
fn near_misses(
    source: &str,
    (table, known): (&toml::Table, &'static [&'static str]),
    span_of_key: impl Fn(&str) -> Range<usize>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for key in table.keys().filter(|key| !known.contains(&key.as_str())) {
        if let Some(near) = text::nearest(key, known.iter().copied()) {
            let span = span_of_key(key);
            let sure = text::only_near(key, known.iter().copied()).filter(|near| !table.contains_key(*near));
            let fix = key_edit(source, (span.clone(), key), sure);
            diagnostics.push(Diagnostic::unknown_key(&Place::new(FILE, span), key, near).mended_by(fix));
        }
    }
}

/// The change of a key, whose line or table's head is at `span`.
fn key_edit(source: &str, (span, key): (Range<usize>, &str), near: Option<&str>) -> Option<Edit> {
    let start = span.start + source.get(span)?.find(key)?;
    Some(Edit { span: (start, start + key.len()), text: near?.to_owned() })
}

/// Reports names below `off` that no rule has, or whose rule stays on.
fn report_rules(check: &Check, source: &str, diagnostics: &mut Vec<Diagnostic>) {
    for name in &check.off {
        let line = span_in(source, "check", "off");
        let quoted = source[line.start..].find(&format!("\"{name}\"")).map(|at| line.start + at);
        let place = Place::new(FILE, quoted.map_or(line, |at| at..at + name.len() + 2));
        match rules::called(name.trim()) {
            None => diagnostics.push(Diagnostic::unknown_rule(&place, name, rules::near(name))),
            Some(rule) => {
                let stays = rule.stays_because().map(|why| Diagnostic::rule_stays(&place, rule.name, why));
                diagnostics.extend(stays);
            }
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
