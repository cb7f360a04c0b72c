//! Who was at a session, who was not, and who did what.

/// A person as a note names them in a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The name, without organisation, handle, pronouns and initials.
    pub name: String,
    /// Other forms that mean the person in this note: initials, a handle without `@`.
    pub also: Vec<String>,
    /// In which role.
    pub role: Role,
    /// The line in the file; the first is 1.
    pub line: usize,
}

/// What a person did in a session or does for a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Was there.
    Present,
    /// Was expected and did not come.
    Absent,
    /// Led the session: facilitator, chair, moderator.
    Facilitator,
    /// Brought knowledge of the subject: expert, speaker, presenter.
    Expert,
    /// Helped with the work around it.
    Support,
    /// Accompanies members between sessions.
    Mentor,
    /// Took notes.
    NoteTaker,
}

impl Role {
    /// Every role, in the order in which people are introduced.
    pub const ALL: [Self; 7] =
        [Self::Facilitator, Self::Expert, Self::Mentor, Self::Support, Self::NoteTaker, Self::Present, Self::Absent];

    /// The word for it in lists and in front matter.
    pub fn word(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Absent => "absent",
            Self::Facilitator => "facilitator",
            Self::Expert => "expert",
            Self::Support => "support",
            Self::Mentor => "mentor",
            Self::NoteTaker => "note-taker",
        }
    }
}

/// How many came to a session, as its note tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Attendance {
    /// People who were there.
    pub present: Option<u32>,
    /// People who were expected and did not come.
    pub absent: Option<u32>,
}

impl Attendance {
    /// A number of people that is smaller than this could tell who they are, and isn't told.
    pub const LEAST_TOLD: u32 = 5;
}
