//! What one Markdown file says, as values: the types that parse makes and every later stage reads.
//! A note knows its own text alone; how notes relate is the model's.

pub mod consent;
mod item;
mod person;
mod word;

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;

use crate::locale;

pub use item::{Due, Item, ItemKind, Section, SectionTopic, Status};
pub use person::{Attendance, Mention, Role};
pub use word::Word;

/// A file of Markdown, understood, or one of several sessions in one.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// Path below the content folder, `/` between.
    pub path: String,
    /// What the note is.
    pub kind: Kind,
    /// Its title, without markup.
    pub title: String,
    /// The day of the session, or the first day of a range.
    pub date: Option<Date>,
    /// The last day, where the note covers several.
    pub date_end: Option<Date>,
    /// A session's number, where the name or the heading gives one.
    pub number: Option<u32>,
    /// What the author wrote above the text.
    pub front: FrontMatter,
    /// The headings in order; the one that became the title is not among them.
    pub outline: Vec<Heading>,
    /// Every link, image and embed in order.
    pub links: Vec<Link>,
    /// Blocks of code in order, as they are written.
    pub codes: Vec<Code>,
    /// The note as HTML with holes.
    pub body: Body,
    /// All its words without markup, a line for each that readers see; code aside.
    pub text: String,
    /// Where each line of `text` begins, in order.
    pub lines: Vec<LinePlace>,
    /// What readers see beside those lines, in order.
    pub asides: Vec<Aside>,
    /// The first sentence or two of the text, without markup.
    pub summary: String,
    /// How many words the text has; a CJK character counts as half a word.
    pub words: usize,
    /// Ids in the body that a link may name, headings' among them.
    pub anchors: Vec<String>,
    /// Tags written as `#tag` in the text.
    pub tags: Vec<String>,
    /// The title's line, for lists that point at the note; the first line is 1.
    pub line: usize,
    /// The meeting did not take place.
    pub is_cancelled: bool,
    /// Stretches of the text that say what stands in them, in order.
    pub sections: Vec<Section>,
    /// What can be listed outside the note, in order.
    pub items: Vec<Item>,
    /// Who the note says was there or away, and in which role, in order.
    pub people: Vec<Mention>,
    /// How many came, where the note gives a number or a list.
    pub attendance: Attendance,
    /// Which of several sessions in one file it is; `None` for a file's own note.
    pub part: Option<Part>,
}

impl Note {
    /// The language that the note names as its own (BCP 47), where that can be a language at all.
    pub fn language(&self) -> Option<String> {
        self.front.text("lang").filter(|lang| locale::is_tag(lang))
    }
}

/// Where a line of a note's words begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinePlace {
    /// In `Note::text`.
    pub at: u32,
    /// In the file.
    pub source: u32,
}

/// Words that are no line of the text: of a footnote, of HTML, of code, or what describes an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// Its words, without markup.
    pub text: String,
    /// Where it stands in the file.
    pub source: usize,
}

/// One of several sessions that are kept in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its name among them, with which its address ends: the day, `2021-05-14`, with `-2` where that repeats.
    pub key: String,
    /// The group that its heading names, where the file keeps the days of several groups.
    pub group: Option<String>,
    /// The ids that its headings have where the file is shown as one page, each with its id here;
    /// that of the session's own heading is empty here, the top of the page.
    pub anchors: Vec<(String, String)>,
}

/// What a note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A folder's own page: `index.md`, `README.md`.
    Index,
    /// Notes of a meeting, or the plan of one to come.
    Session,
    /// Learning goals.
    Goals,
    /// Participation guidelines.
    Guidelines,
    /// A list of resources.
    Resources,
    /// A topic's description.
    Topic,
    /// A person's page.
    Person,
    /// A story.
    Story,
    /// A member's challenge, and what peers offered.
    Challenge,
    /// A form to fill in, never a session.
    Template,
    /// Anything else.
    Page,
}

impl Kind {
    /// Every kind, in the order in which people meet them.
    pub const ALL: [Self; 11] = [
        Self::Index,
        Self::Session,
        Self::Goals,
        Self::Guidelines,
        Self::Resources,
        Self::Topic,
        Self::Person,
        Self::Story,
        Self::Challenge,
        Self::Template,
        Self::Page,
    ];

    /// The word for it in front matter and in lists.
    pub fn word(self) -> &'static str {
        match self {
            Self::Index => "index",
            Self::Session => "session",
            Self::Goals => "goals",
            Self::Guidelines => "guidelines",
            Self::Resources => "resources",
            Self::Topic => "topic",
            Self::Person => "person",
            Self::Story => "story",
            Self::Challenge => "challenge",
            Self::Template => "template",
            Self::Page => "page",
        }
    }

    /// The kind that a word in front matter means.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word().eq_ignore_ascii_case(word.trim()))
    }
}

/// What stands above the text, between `---` (YAML) or `+++` (TOML) lines.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FrontMatter {
    /// All values by lower-case key, the known ones too, for templates.
    pub values: BTreeMap<String, serde_json::Value>,
    /// Where each key stands in the file.
    pub spans: BTreeMap<String, Range<usize>>,
    /// It could not be read, so nothing in it counts.
    pub is_broken: bool,
}

impl FrontMatter {
    /// The value of `key` as text, where it is text or a number.
    pub fn text(&self, key: &str) -> Option<String> {
        match self.values.get(key)? {
            serde_json::Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            serde_json::Value::Number(number) => Some(number.to_string()),
            serde_json::Value::Null
            | serde_json::Value::Bool(_)
            | serde_json::Value::Array(_)
            | serde_json::Value::Object(_) => None,
        }
    }

    /// The value of `key` as a list of texts; a text with commas is a list too.
    pub fn list(&self, key: &str) -> Vec<String> {
        match self.values.get(key) {
            Some(serde_json::Value::Array(values)) => values.iter().filter_map(plain_text).collect(),
            Some(value) => plain_text(value)
                .map(|text| {
                    text.split(',').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
                })
                .unwrap_or_default(),
            None => Vec::new(),
        }
    }

    /// What stands where people's names do: nearly always a name.
    pub fn people(&self) -> impl Iterator<Item = String> {
        let bare = |name: String| name.trim_start_matches(['[', '@']).trim_end_matches(']').to_owned();
        PEOPLE.iter().flat_map(|key| self.list(key)).map(bare)
    }

    /// Whether what was said may be told, and not who said it (the Chatham House Rule): anything but a clear no.
    pub fn is_unattributed(&self) -> bool {
        let says = ["chatham_house", "chatham-house"].iter().filter_map(|key| self.values.get(*key));
        says.into_iter().any(|value| !matches!(value, serde_json::Value::Bool(false)))
    }

    /// Whether `key` is set to true.
    pub fn is_set(&self, key: &str) -> bool {
        self.values.get(key).is_some_and(|value| value.as_bool() == Some(true))
    }
}

/// The keys of front matter that hold people's names.
const PEOPLE: [&str; 27] = [
    "attendees",
    "author",
    "authors",
    "chair",
    "expert",
    "experts",
    "facilitator",
    "facilitators",
    "guests",
    "host",
    "hosts",
    "members",
    "mentor",
    "mentors",
    "moderator",
    "note_taker",
    "organiser",
    "organizer",
    "participants",
    "people",
    "present",
    "presenter",
    "presenters",
    "speaker",
    "speakers",
    "support",
    "supporters",
];

fn plain_text(value: &serde_json::Value) -> Option<String> {
    value
        .as_str()
        .map(str::to_owned)
        .or_else(|| value.as_number().map(ToString::to_string))
        .or_else(|| value.get("name").and_then(|name| name.as_str()).map(str::to_owned))
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
}

/// A heading of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its id in the page.
    pub id: String,
    /// Its text, without markup.
    pub text: String,
    /// Where it stands in the file.
    pub span: Range<usize>,
}

/// A link, image or embed as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What was written as the target.
    pub target: String,
    /// The text shown, without markup.
    pub text: String,
    /// The words around it in its paragraph, list item or cell, without markup.
    pub context: String,
    /// The title that shows when one points at it.
    pub title: String,
    /// The width at which an image is to be shown, in pixels.
    pub width: Option<u32>,
    /// What it stands among.
    pub setting: Setting,
    /// How it was written.
    pub form: LinkForm,
    /// Where it stands in the file.
    pub span: Range<usize>,
    /// Where its target stands in the file, where it stands there just as `target` has it.
    pub target_span: Option<Range<usize>>,
}

/// What a link stands among.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// Words of a paragraph, item or cell.
    Text,
    /// Inside another link, so that it can't be one itself.
    Link,
    /// A paragraph of its own, so that an embed can be a block.
    Alone,
}

/// How a link was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkForm {
    /// `[text](target)` or `<a href>`.
    Markdown,
    /// A bare address, or one in `<…>`.
    Address,
    /// `[[target]]`, `[[target|text]]`.
    Wiki,
    /// `![text](target)` or `<img src>`.
    Image,
    /// `![[target]]`.
    Embed,
}

/// A block of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// The language named after the fence, or empty.
    pub language: String,
    /// The code.
    pub text: String,
}

/// A note's text as HTML, with holes for what depends on the page and the site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body {
    /// Sanitised HTML.
    pub html: String,
    /// The holes by rising position.
    pub holes: Vec<Hole>,
}

/// A place in a body that rendering fills in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hole {
    /// Byte position in the body's HTML.
    pub at: usize,
    /// What goes in there.
    pub content: HoleContent,
}

/// What goes into a hole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HoleContent {
    /// The attributes of an `<a` whose link has this index.
    Link(usize),
    /// The ` src="…"` of a film or sound, the link with this index.
    Source(usize),
    /// A whole image, wikilink or embed: the link with this index.
    Whole(usize),
    /// The block of code with this index.
    Code(usize),
    /// A word of the interface, in the language of the page.
    Word(Word),
}
