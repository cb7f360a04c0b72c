//! What stands at each address of a site: every page, feed, calendar and file is one variant.

use super::{GatheredPage, GroupId, NoteId, Overview, ResourceKind, TopicId};

/// What stands at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// The network's home, with its index note.
    Home(Option<NoteId>),
    /// All groups.
    Groups(Option<NoteId>),
    /// A group.
    Group(GroupId),
    /// A folder's list of what is below it.
    Folder(String),
    /// One note: a session, a list of goals, a plain page.
    Note(NoteId),
    /// All sessions, or those of one year where there are many.
    Sessions(Option<i16>),
    /// What is coming, of all groups or of one.
    Calendar(Option<GroupId>),
    /// The sessions of all groups or of one for calendar programs (RFC 5545).
    CalendarFile(Option<GroupId>),
    /// All topics.
    Topics,
    /// A topic.
    Topic(TopicId),
    /// Resources: all, or a part of them.
    Resources(ResourcePage),
    /// What sessions decided, asked, learned and set out to do.
    Gathered(GatheredPage),
    /// What several notes say of one thing, such as a group's start page.
    Overview(Overview),
    /// Titles and headings from A to Z: the first page, or the one of this place in `TitlesIndex::pages`.
    Titles(Option<usize>),
    /// The page that shows what a search found.
    Search,
    /// An old address that leads to this one.
    Redirect(String),
    /// A file as it is.
    File,
    /// How everybody can use the site, and whom to tell where they can't.
    Accessibility,
    /// What a server shows for an address that isn't there.
    NotFound,
    /// The feed of sessions (RFC 4287).
    Feed,
    /// The list of all pages for search engines (sitemaps.org).
    Sitemap,
    /// What search engines may read (RFC 9309).
    Robots,
    /// A file of the theme, by its name in the theme.
    Asset(String),
}

impl Route {
    /// Whether readers find a page of the site there, made by a template.
    pub fn is_page(&self) -> bool {
        match self {
            Self::Home(_)
            | Self::Groups(_)
            | Self::Group(_)
            | Self::Folder(_)
            | Self::Note(_)
            | Self::Sessions(_)
            | Self::Calendar(_)
            | Self::Topics
            | Self::Topic(_)
            | Self::Resources(_)
            | Self::Gathered(_)
            | Self::Overview(_)
            | Self::Titles(_)
            | Self::Search
            | Self::Accessibility
            | Self::NotFound => true,
            Self::CalendarFile(_)
            | Self::Redirect(_)
            | Self::File
            | Self::Feed
            | Self::Sitemap
            | Self::Robots
            | Self::Asset(_) => false,
        }
    }
}

/// Which resources a page has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResourcePage {
    /// All of them, with the note that introduces them; where they are very many, the way to the parts.
    All(Option<NoteId>),
    /// Those of a kind.
    Kind(ResourceKind),
    /// Those that a group shared more often than others.
    Group(GroupId),
    /// Those that no group shared.
    Loose,
    /// Those last shared in a year, or never on a day that is known.
    Year(Option<i16>),
}
