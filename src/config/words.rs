//! The table `[words]`: words by which a knowledge base's headings, labels and markers say what stands below or
//! behind them. A text or a list of texts for each kind goes in; lists come out.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

/// What words can be added for.
pub const WORDS: [&str; 19] = [
    "present",
    "absent",
    "background",
    "discussion",
    "goals",
    "resources",
    "offers",
    "outcome",
    "agenda",
    "insight",
    "strategy",
    "tool",
    "challenge",
    "question",
    "decision",
    "action",
    "quote",
    "goal",
    "guideline",
];

/// Words by what they stand for, which is one of `WORDS` where it means something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words(pub BTreeMap<String, Vec<String>>);

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            One(String),
            Several(Vec<String>),
        }
        let expected = |_| {
            <D::Error as serde::de::Error>::custom(
                "below `[words]`, write lists of words in quotes, such as `decision = [\"Festgehalten\"]`",
            )
        };
        let written: BTreeMap<String, Written> = Deserialize::deserialize(deserializer).map_err(expected)?;
        let list = |words: Written| match words {
            Written::One(word) => vec![word],
            Written::Several(words) => words,
        };
        Ok(Self(written.into_iter().map(|(key, words)| (key, list(words))).collect()))
    }
}
