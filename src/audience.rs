//! Who a page is for: everybody, the members, or those who facilitate. A word that an author wrote goes in; an
//! audience comes out, or that it can't be told, which nobody may see.

/// Who is to see something; each sees what those before it see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Audience {
    /// Everybody.
    #[default]
    Public,
    /// Members of the groups.
    Members,
    /// Those who prepare and lead the sessions.
    Facilitators,
}

impl Audience {
    /// Every audience, the widest first.
    pub const ALL: [Self; 3] = [Self::Public, Self::Members, Self::Facilitators];

    /// The word for it in notes, in the configuration and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Members => "members",
            Self::Facilitators => "facilitators",
        }
    }
}

/// For whom an author means something to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Meant {
    /// This audience and those within it.
    For(Audience),
    /// It can't be told, so for nobody.
    Unclear,
}

/// Other words for each audience, in the languages that ship.
const ALSO: [(Audience, &[&str]); 3] = [
    (Audience::Public, &["everyone", "everybody", "öffentlich", "público", "publico", "عام"]),
    (
        Audience::Members,
        &["member", "members-only", "mitglieder", "mitglied", "miembros", "miembro", "membres", "membre", "أعضاء"],
    ),
    (
        Audience::Facilitators,
        &["facilitator", "moderation", "moderierende", "facilitadores", "facilitadoras", "animateurs", "ميسرون"],
    ),
];

/// Words that mean to keep something back without saying from whom.
const PRIVATE: [&str; 14] = [
    "private",
    "internal",
    "confidential",
    "secret",
    "hidden",
    "staff",
    "team",
    "restricted",
    "nobody",
    "none",
    "privat",
    "intern",
    "vertraulich",
    "privado",
];

impl Meant {
    /// What a word means that can be nothing but an audience.
    pub fn by(word: &str) -> Self {
        known(word).map_or(Self::Unclear, Self::For)
    }

    /// What a value of front matter means; only a word can mean an audience.
    pub fn of(value: &serde_json::Value) -> Self {
        value.as_str().map_or(Self::Unclear, Self::by)
    }

    /// What a word means that may as well be something else, such as a style: `None` where it is no audience, nor
    /// a slip of the pen for one, nor a word for keeping something back.
    pub fn perhaps(word: &str) -> Option<Self> {
        let word = word.trim().to_lowercase();
        if let Some(audience) = known(&word) {
            return Some(Self::For(audience));
        }
        let words = Audience::ALL.into_iter().map(Audience::word);
        let is_near = word.chars().count() > 4 && crate::text::nearest(&word, words).is_some();
        (is_near || PRIVATE.contains(&word.as_str())).then_some(Self::Unclear)
    }

    /// Whether `reader` may see it.
    pub fn is_for(self, reader: Audience) -> bool {
        match self {
            Self::For(audience) => audience <= reader,
            Self::Unclear => false,
        }
    }
}

fn known(word: &str) -> Option<Audience> {
    let word = word.trim().to_lowercase();
    let also = |audience: Audience| ALSO.iter().any(|(of, words)| *of == audience && words.contains(&word.as_str()));
    Audience::ALL.into_iter().find(|audience| audience.word() == word || also(*audience))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_means_an_audience_or_nobody() {
        let check = |word: &str, meant: Option<Meant>| assert_eq!(Meant::perhaps(word), meant, "{word}");
        check("members", Some(Meant::For(Audience::Members)));
        check(" Mitglieder", Some(Meant::For(Audience::Members)));
        check("memebers", Some(Meant::Unclear));
        check("private", Some(Meant::Unclear));
        check("warning", None);
        check("unnumbered", None);
        assert_eq!(Meant::by("friends"), Meant::Unclear);
    }

    #[test]
    fn each_audience_sees_what_those_before_it_see() {
        assert!(Meant::For(Audience::Members).is_for(Audience::Facilitators));
        assert!(!Meant::For(Audience::Members).is_for(Audience::Public));
        assert!(!Meant::Unclear.is_for(Audience::Facilitators));
    }
}
