//! Words that a knowledge base adds in `roundtable.toml` to those by which headings, labels and markers say what
//! stands below or behind them. Lists of words go in; what each means is found by its compared form.

use std::collections::BTreeMap;

use super::words::{normal, without_number};
use crate::config;
use crate::note::{ItemKind, SectionTopic};

/// Words that a knowledge base adds, in their compared form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct OwnWords(BTreeMap<String, SectionTopic>);

impl OwnWords {
    /// From what `roundtable.toml` lists for each kind of section; what nothing is recognised by is passed over.
    pub fn of(words: &config::Words) -> Self {
        let known = words.0.iter().filter_map(|(key, words)| Some((topic_called(key)?, words)));
        let all = known.flat_map(|(topic, words)| words.iter().map(move |word| (normal(word), topic)));
        // `Vi` may be a number as well as a word, and headings are compared without their numbers.
        let both = all.flat_map(|(word, topic)| [(without_number(&word).to_owned(), topic), (word, topic)]);
        Self(both.filter(|(word, _)| !word.is_empty()).collect())
    }

    /// What words in their compared form mean.
    pub(super) fn topic(&self, words: &str) -> Option<SectionTopic> {
        self.0.get(words).copied()
    }
}

/// What a key of the table `[words]` stands for.
fn topic_called(key: &str) -> Option<SectionTopic> {
    let item = ItemKind::ALL.into_iter().find(|kind| kind.word() == key).map(SectionTopic::Items);
    item.or(match key {
        "present" => Some(SectionTopic::Present),
        "absent" => Some(SectionTopic::Absent),
        "background" => Some(SectionTopic::Background),
        "discussion" => Some(SectionTopic::Discussion),
        "goals" => Some(SectionTopic::Goals),
        "resources" => Some(SectionTopic::Resources),
        "offers" => Some(SectionTopic::Offers),
        "outcome" => Some(SectionTopic::Outcome),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::items::words::{heading, marker};
    use SectionTopic::Items;

    #[test]
    fn words_that_are_added_go_before_all_others() {
        assert!(config::WORDS.iter().all(|key| topic_called(key).is_some()));
        let words = [("decision", "Festgehalten"), ("insight", "Actions"), ("nothing", "Worte")];
        let words = words.map(|(key, word)| (key.to_owned(), vec![word.to_owned()]));
        let own = OwnWords::of(&config::Words(words.into()));
        let check = |text: &str, topic: Option<SectionTopic>| {
            assert_eq!(heading(text, &own).map(|said| said.topic), topic, "{text}");
        };
        check("2. Festgehalten:", Some(Items(ItemKind::Decision)));
        check("Actions", Some(Items(ItemKind::Insight)));
        check("Action items", Some(Items(ItemKind::Action)));
        check("Worte", None);
        assert_eq!(marker("festgehalten", &own), Some(ItemKind::Decision));
    }
}
