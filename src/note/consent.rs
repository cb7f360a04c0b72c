//! Whether a note says that the person it tells of agrees to be named and quoted. Front matter goes in; yes or
//! no comes out. Only a word that means yes counts, so that a slip of the pen publishes nobody.

use serde_json::Value;

use crate::note::FrontMatter;
use crate::text;

/// Words that mean yes.
const YES: [&str; 12] =
    ["public", "yes", "true", "given", "granted", "ja", "oui", "si", "sí", "público", "同意", "はい"];

/// Whether front matter says `consent: public`, `yes` or `true`.
pub fn is_given(front: &FrontMatter) -> bool {
    match front.values.get("consent") {
        Some(Value::Bool(agrees)) => *agrees,
        Some(Value::String(word)) => YES.contains(&text::fold(word).as_str()),
        Some(Value::Array(_) | Value::Object(_) | Value::Number(_) | Value::Null) | None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_yes_is_consent() {
        let check = |value: Value, agrees: bool| {
            let front = FrontMatter { values: [("consent".to_owned(), value)].into(), ..FrontMatter::default() };
            assert_eq!(is_given(&front), agrees);
        };
        check("public".into(), true);
        check(" Yes".into(), true);
        check(true.into(), true);
        check(false.into(), false);
        check("pubic".into(), false);
        check("asked, no answer yet".into(), false);
        check(vec!["public"].into(), false);
        assert!(!is_given(&FrontMatter::default()));
    }
}
