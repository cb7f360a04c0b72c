//! Every rule with a paragraph on it: what it means, a note that it speaks of, what to do. The text stands in
//! `rules.md`; `roundtable explain`, and whatever takes a rule's name, are fed from here.

use std::sync::LazyLock;

use crate::text;

/// A rule that diagnostics name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Its name, such as `broken-link`.
    pub name: &'static str,
    /// What it means, an example of what it speaks of in lines set in by four blanks, and what to do.
    pub text: &'static str,
}

impl Rule {
    /// What it means, in the first sentence of its text.
    pub fn first_sentence(&self) -> &'static str {
        let end = [". ", ".\n"].iter().filter_map(|end| self.text.find(end)).min();
        end.map_or(self.text, |end| &self.text[..=end])
    }

    /// Why the rule can't be turned off, where that is so.
    pub fn stays_because(&self) -> Option<&'static str> {
        STAYING.iter().find(|(name, _)| *name == self.name).map(|(_, why)| *why)
    }
}

/// The rules that keep what is private from being published by mistake, each with why it does.
const STAYING: [(&str, &str); 8] = [
    ("configuration", "the settings say what is private"),
    ("front-matter", "what can't be read there may say that the note is a draft"),
    ("private-file", "it guards lists of who came"),
    ("audience-place", "it guards passages that are for some readers only"),
    ("unclosed-block", "it guards passages that are for some readers only"),
    ("unknown-audience", "what it speaks of is kept from everybody"),
    ("unknown-key", "a misspelt `draft` or `publish_on` would publish the note"),
    ("wrong-value", "a value that is passed over may be one that keeps something private"),
];

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let parts = include_str!("rules.md").split("\n## ").map(|part| part.trim_start_matches("## "));
    let rules = parts.filter_map(|part| part.split_once('\n'));
    rules.map(|(name, text)| Rule { name: name.trim(), text: text.trim() }).collect()
});

/// All rules by name.
pub fn all() -> &'static [Rule] {
    &RULES
}

/// The rule of this name.
pub fn called(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

/// The rule whose name is nearly this.
pub fn near(name: &str) -> Option<&'static str> {
    text::nearest(name, RULES.iter().map(|rule| rule.name))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The rule names in the sources of the constructors: a line of its own with nothing but the name.
    fn constructed() -> BTreeSet<&'static str> {
        let sources = [
            include_str!("wording.rs"),
            include_str!("wording/advice.rs"),
            include_str!("wording/pictures.rs"),
            include_str!("wording/privacy.rs"),
        ];
        let lines = sources.into_iter().flat_map(str::lines);
        let opens =
            |line: &str| ["error(", "warning(", "notice("].iter().any(|call| line.trim_start().starts_with(call));
        let named = lines.clone().zip(lines.skip(1)).filter_map(|(line, next)| {
            let rest = if line.trim_end().ends_with('(') { next } else { line };
            opens(line).then(|| rest.split('"').nth(1))
        });
        named.map(|name| name.expect("a constructor names its rule first")).collect()
    }

    #[test]
    fn every_rule_that_is_told_has_its_paragraph_and_no_other() {
        let explained: Vec<&str> = all().iter().map(|rule| rule.name).collect();
        assert!(explained.is_sorted(), "{explained:?}");
        assert_eq!(explained.iter().copied().collect::<BTreeSet<_>>(), constructed());
        assert!(constructed().len() > 25);
    }

    #[test]
    fn every_paragraph_says_what_and_shows_an_example_and_says_what_to_do() {
        for rule in all() {
            let parts: Vec<&str> = rule.text.split("\n\n").collect();
            let is_example = |part: &&str| part.lines().all(|line| line.starts_with("    "));
            assert!(rule.text.starts_with(char::is_uppercase) && rule.first_sentence().ends_with('.'), "{}", rule.name);
            assert_eq!(parts.iter().filter(|part| is_example(part)).count(), 1, "{}", rule.name);
            assert!(parts.len() > 2 && !is_example(&parts[parts.len() - 1]), "{}", rule.name);
        }
    }

    #[test]
    fn rules_that_stay_are_rules() {
        assert!(STAYING.iter().all(|(name, _)| called(name).is_some()));
        assert_eq!(near("broken-lnik"), Some("broken-link"));
    }
}
