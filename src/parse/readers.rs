//! Who reads what is made of the notes, and what they may know.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::FIRST_OF_PRIVATE;
use super::syntax::{Element, Event, Spanned};
use super::withhold::names::Naming;
use super::withhold::{FILLER, PAGES, stands_for_words};
use crate::audience::Audience;
use crate::text::bytes;

/// Who reads, and what they may know.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Readers {
    /// Who they are.
    pub audience: Audience,
    /// Whose names they may learn, unless they are facilitators, who were there.
    pub naming: Naming,
    /// Addresses and numbers that are meant for everybody, such as the network's contact.
    pub allowed: BTreeSet<String>,
    /// What a link to something withheld reads.
    pub pages: PageWords,
}

/// What a link to something withheld reads: for members, for facilitators, for nobody.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct PageWords(pub [String; 3]);

impl Default for Readers {
    /// Those who see everything.
    fn default() -> Self {
        Self {
            audience: Audience::Facilitators,
            naming: Naming::default(),
            allowed: BTreeSet::new(),
            pages: PageWords::default(),
        }
    }
}

impl Readers {
    /// Whether an address or a number may be shown to everybody.
    pub(super) fn allow(&self, words: &str) -> bool {
        self.allowed.iter().any(|allowed| allowed.contains(words))
    }

    /// Puts words where characters of `text` stand for them, and takes out what only fills up room.
    pub(super) fn say(&self, text: &str, events: &mut [Spanned<'_>]) {
        // Most texts have none of either.
        if !bytes::has(text, |byte| byte == FILLER as u8 || byte == FIRST_OF_PRIVATE) {
            return;
        }
        for (event, _) in events {
            match event {
                Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::FootnoteReference(text) => {
                    self.say_in(text);
                }
                Event::Open(Element::CodeBlock(text) | Element::Footnote(text)) => self.say_in(text),
                Event::Open(Element::Link { target, title, .. } | Element::Image { target, title }) => {
                    self.say_in(target);
                    self.say_in(title);
                }
                Event::Open(_) | Event::Close | Event::SoftBreak | Event::HardBreak | Event::Rule | Event::Task(_) => {}
            }
        }
    }

    fn say_in(&self, text: &mut Cow<'_, str>) {
        if text.contains(|c| c == FILLER || stands_for_words(c)) {
            let words = PAGES.iter().zip(&self.pages.0);
            let said = words.fold(text.replace(FILLER, ""), |text, (character, words)| text.replace(*character, words));
            *text = Cow::Owned(said);
        }
    }
}
