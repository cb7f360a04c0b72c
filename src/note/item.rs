//! What a note says that can be listed outside of it: sections that say what stands in them, and items such as
//! decisions and actions, each with its place.

use std::ops::Range;

use jiff::civil::Date;

/// A stretch of a note below a heading or label that says what stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What stands in it.
    pub topic: SectionTopic,
    /// Where it stands in the file, its heading included.
    pub span: Range<usize>,
}

/// What stands in a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SectionTopic {
    /// Who was there.
    Present,
    /// Who was not.
    Absent,
    /// What led to the session.
    Background,
    /// What was said.
    Discussion,
    /// What the session or the group is for.
    Goals,
    /// Links worth keeping.
    Resources,
    /// What peers offered to a challenge.
    Offers,
    /// What came of a challenge.
    Outcome,
    /// Items of one kind.
    Items(ItemKind),
}

/// A passage that can be listed outside its note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// Its words, without markup, marker, owner and due date.
    pub text: String,
    /// Its stretches of the body's HTML, in order: one, or one for each cell of a row.
    pub html: Vec<Range<usize>>,
    /// The id of its place in the page.
    pub anchor: String,
    /// Where it stands in the file.
    pub span: Range<usize>,
    /// Its line in the file; the first is 1.
    pub line: usize,
    /// The heading that it stands below, as a place in the note's outline.
    pub heading: Option<usize>,
    /// Who is to do it; for a quote, who said it.
    pub owners: Vec<String>,
    /// When it is due.
    pub due: Option<Due>,
    /// Whether it is done.
    pub status: Status,
    /// How a goal is measured.
    pub measure: Option<String>,
    /// What a goal's measure should reach.
    pub target: Option<String>,
}

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemKind {
    /// A point to be talked about.
    Agenda,
    /// What was learned.
    Insight,
    /// What worked, or might.
    Strategy,
    /// A tool that helps.
    Tool,
    /// What is hard.
    Challenge,
    /// What is open.
    Question,
    /// What was decided.
    Decision,
    /// What somebody is to do.
    Action,
    /// Words that somebody said.
    Quote,
    /// What members want to learn.
    Goal,
    /// What members expect of each other.
    Guideline,
}

impl ItemKind {
    /// Every kind, in the order in which a summary has them.
    pub const ALL: [Self; 11] = [
        Self::Agenda,
        Self::Insight,
        Self::Strategy,
        Self::Tool,
        Self::Challenge,
        Self::Question,
        Self::Decision,
        Self::Action,
        Self::Quote,
        Self::Goal,
        Self::Guideline,
    ];

    /// The word for it in lists and in the configuration.
    pub fn word(self) -> &'static str {
        match self {
            Self::Agenda => "agenda",
            Self::Insight => "insight",
            Self::Strategy => "strategy",
            Self::Tool => "tool",
            Self::Challenge => "challenge",
            Self::Question => "question",
            Self::Decision => "decision",
            Self::Action => "action",
            Self::Quote => "quote",
            Self::Goal => "goal",
            Self::Guideline => "guideline",
        }
    }
}

/// When an action is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// As it was written.
    pub words: String,
    /// The day, where the words name one.
    pub date: Option<Date>,
}

/// Whether an action is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Status {
    /// Nothing says that it is done.
    #[default]
    Open,
    /// It is said to be under way.
    Started,
    /// It is said to be done.
    Done,
    /// It was given up.
    Dropped,
    /// It stands in a review of an earlier session's actions, which doesn't say how it went.
    Earlier,
}

impl Status {
    /// The word for it in lists.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Started => "started",
            Self::Done => "done",
            Self::Dropped => "dropped",
            Self::Earlier => "earlier",
        }
    }
}
