//! What a resource is, from sure signs alone: its host, the ending of its address, the noun that its title or
//! the sentence beside it begins with, or the heading it stands below. Where no sign is sure, there is no kind.

use super::web::WebAddress;
use crate::text;

/// What a resource is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ResourceKind {
    /// Tells how to do something.
    Guide,
    /// Does something.
    Tool,
    /// Figures to work with.
    Dataset,
    /// To be watched.
    Video,
    /// To be read.
    Article,
    /// To be filled in or changed.
    Template,
    /// Teaches in several steps.
    Course,
    /// Takes place at a time.
    Event,
}

impl ResourceKind {
    /// Every kind, in the order in which pages have them.
    pub const ALL: [Self; 8] =
        [Self::Guide, Self::Tool, Self::Template, Self::Dataset, Self::Video, Self::Article, Self::Course, Self::Event];

    /// The word for it in lists.
    pub fn word(self) -> &'static str {
        match self {
            Self::Guide => "guide",
            Self::Tool => "tool",
            Self::Dataset => "dataset",
            Self::Video => "video",
            Self::Article => "article",
            Self::Template => "template",
            Self::Course => "course",
            Self::Event => "event",
        }
    }

    /// The word for many of them, which is also the name of their page.
    pub fn words(self) -> &'static str {
        match self {
            Self::Guide => "guides",
            Self::Tool => "tools",
            Self::Dataset => "datasets",
            Self::Video => "videos",
            Self::Article => "articles",
            Self::Template => "templates",
            Self::Course => "courses",
            Self::Event => "events",
        }
    }
}

/// Hosts that serve one kind of thing.
const HOSTS: [(&str, ResourceKind); 35] = [
    ("arxiv.org", ResourceKind::Article),
    ("bilibili.com", ResourceKind::Video),
    ("biorxiv.org", ResourceKind::Article),
    ("coursera.org", ResourceKind::Course),
    ("cran.r-project.org/package", ResourceKind::Tool),
    ("crates.io/crates", ResourceKind::Tool),
    ("dev.to", ResourceKind::Article),
    ("doi.org", ResourceKind::Article),
    ("edx.org", ResourceKind::Course),
    ("eventbrite.co.uk", ResourceKind::Event),
    ("eventbrite.com", ResourceKind::Event),
    ("freecodecamp.org/learn", ResourceKind::Course),
    ("futurelearn.com/courses", ResourceKind::Course),
    ("kaggle.com/datasets", ResourceKind::Dataset),
    ("kaggle.com/learn", ResourceKind::Course),
    ("khanacademy.org", ResourceKind::Course),
    ("medium.com", ResourceKind::Article),
    ("medrxiv.org", ResourceKind::Article),
    ("meetup.com", ResourceKind::Event),
    ("mp.weixin.qq.com", ResourceKind::Article),
    ("ncbi.nlm.nih.gov/pmc", ResourceKind::Article),
    ("npmjs.com/package", ResourceKind::Tool),
    ("plos.org", ResourceKind::Article),
    ("pubmed.ncbi.nlm.nih.gov", ResourceKind::Article),
    ("pypi.org/project", ResourceKind::Tool),
    ("substack.com", ResourceKind::Article),
    ("ted.com/talks", ResourceKind::Video),
    ("udacity.com/course", ResourceKind::Course),
    ("udemy.com/course", ResourceKind::Course),
    ("v.qq.com", ResourceKind::Video),
    ("vimeo.com", ResourceKind::Video),
    ("wikipedia.org/wiki", ResourceKind::Article),
    ("youku.com", ResourceKind::Video),
    ("youtube.com/playlist", ResourceKind::Video),
    ("youtube.com/watch", ResourceKind::Video),
];

/// Endings of files that are one kind of thing.
const ENDINGS: [(&str, ResourceKind); 13] = [
    (".csv", ResourceKind::Dataset),
    (".dotx", ResourceKind::Template),
    (".geojson", ResourceKind::Dataset),
    (".json", ResourceKind::Dataset),
    (".m4v", ResourceKind::Video),
    (".mov", ResourceKind::Video),
    (".mp4", ResourceKind::Video),
    (".parquet", ResourceKind::Dataset),
    (".potx", ResourceKind::Template),
    (".tsv", ResourceKind::Dataset),
    (".webm", ResourceKind::Video),
    (".xls", ResourceKind::Dataset),
    (".xlsx", ResourceKind::Dataset),
];

/// Nouns that name a kind.
const NOUNS: [(&str, ResourceKind); 66] = [
    ("anleitung", ResourceKind::Guide),
    ("arbeitsblatt", ResourceKind::Template),
    ("article", ResourceKind::Article),
    ("articles", ResourceKind::Article),
    ("artikel", ResourceKind::Article),
    ("artículo", ResourceKind::Article),
    ("blog post", ResourceKind::Article),
    ("blog posts", ResourceKind::Article),
    ("calculator", ResourceKind::Tool),
    ("conference", ResourceKind::Event),
    ("conferences", ResourceKind::Event),
    ("course", ResourceKind::Course),
    ("courses", ResourceKind::Course),
    ("cours", ResourceKind::Course),
    ("curso", ResourceKind::Course),
    ("data set", ResourceKind::Dataset),
    ("data sets", ResourceKind::Dataset),
    ("dataset", ResourceKind::Dataset),
    ("datasets", ResourceKind::Dataset),
    ("datensatz", ResourceKind::Dataset),
    ("documentary", ResourceKind::Video),
    ("essay", ResourceKind::Article),
    ("event", ResourceKind::Event),
    ("events", ResourceKind::Event),
    ("film", ResourceKind::Video),
    ("films", ResourceKind::Video),
    ("guía", ResourceKind::Guide),
    ("guide", ResourceKind::Guide),
    ("guidebook", ResourceKind::Guide),
    ("guides", ResourceKind::Guide),
    ("handbook", ResourceKind::Guide),
    ("handbooks", ResourceKind::Guide),
    ("handbuch", ResourceKind::Guide),
    ("herramienta", ResourceKind::Tool),
    ("kurs", ResourceKind::Course),
    ("leitfaden", ResourceKind::Guide),
    ("manual", ResourceKind::Guide),
    ("manuals", ResourceKind::Guide),
    ("mooc", ResourceKind::Course),
    ("online course", ResourceKind::Course),
    ("outil", ResourceKind::Tool),
    ("research paper", ResourceKind::Article),
    ("white paper", ResourceKind::Article),
    ("plantilla", ResourceKind::Template),
    ("playbook", ResourceKind::Guide),
    ("plugin", ResourceKind::Tool),
    ("software", ResourceKind::Tool),
    ("summit", ResourceKind::Event),
    ("symposium", ResourceKind::Event),
    ("template", ResourceKind::Template),
    ("templates", ResourceKind::Template),
    ("tool", ResourceKind::Tool),
    ("tools", ResourceKind::Tool),
    ("tutorial", ResourceKind::Guide),
    ("tutorials", ResourceKind::Guide),
    ("video", ResourceKind::Video),
    ("videos", ResourceKind::Video),
    ("vídeo", ResourceKind::Video),
    ("vidéo", ResourceKind::Video),
    ("vorlage", ResourceKind::Template),
    ("vorlagen", ResourceKind::Template),
    ("werkzeug", ResourceKind::Tool),
    ("werkzeuge", ResourceKind::Tool),
    ("worksheet", ResourceKind::Template),
    ("worksheets", ResourceKind::Template),
    ("walkthrough", ResourceKind::Guide),
];

/// Nouns at the end of titles in languages that don't part their words.
const WHOLE_NOUNS: [(&str, ResourceKind); 11] = [
    ("指南", ResourceKind::Guide),
    ("手册", ResourceKind::Guide),
    ("教程", ResourceKind::Guide),
    ("模板", ResourceKind::Template),
    ("数据集", ResourceKind::Dataset),
    ("课程", ResourceKind::Course),
    ("视频", ResourceKind::Video),
    ("ガイド", ResourceKind::Guide),
    ("テンプレート", ResourceKind::Template),
    ("動画", ResourceKind::Video),
    ("データセット", ResourceKind::Dataset),
];

/// What the host or the ending of an address says.
pub(super) fn of_address(address: &WebAddress) -> Option<ResourceKind> {
    let is_at = |known: &str| {
        let (host, path) = known.split_once('/').unwrap_or((known, ""));
        let is_host = address.host == host || address.host.ends_with(&format!(".{host}"));
        is_host && !address.path.is_empty() && address.path.starts_with(path)
    };
    let file = address.path.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let ending = ENDINGS.iter().find(|(ending, _)| file.ends_with(ending)).map(|(_, kind)| *kind);
    // What a forge shows of a file is not the file alone.
    let is_shown = file.contains("/blob/") || file.contains("/tree/") || file.ends_with("package.json");
    let host = HOSTS.iter().find(|(host, _)| is_at(host)).map(|(_, kind)| *kind);
    let is_blog = (address.host.starts_with("blog.") || file.starts_with("blog/")) && file.len() > "blog/".len();
    host.or(ending.filter(|_| !is_shown)).or(is_blog.then_some(ResourceKind::Article))
}

/// What a title says by its noun: `a guide to x`, `the x handbook`, `how to x`.
pub(super) fn of_title(title: &str) -> Option<ResourceKind> {
    let folded = text::fold(title);
    if ["how to ", "a guide to ", "guide to "].iter().any(|start| folded.starts_with(start)) {
        return Some(ResourceKind::Guide);
    }
    let whole = WHOLE_NOUNS.iter().find(|(noun, _)| folded.ends_with(noun)).map(|(_, kind)| *kind);
    let mut kinds: Vec<ResourceKind> = folded.split([':', '(', '|', '–', '—']).filter_map(of_head).collect();
    kinds.dedup();
    whole.or_else(|| kinds.first().copied().filter(|_| kinds.len() == 1))
}

/// What the sentence beside a link says, where it begins with what the thing is: `a guide for counties`.
pub(super) fn of_note(note: &str) -> Option<ResourceKind> {
    const LONGEST: usize = 5;
    let folded = text::fold(note);
    let head = head(&folded);
    of_head(head).filter(|_| head.split_whitespace().count() <= LONGEST)
}

/// What a heading such as `Videos` or `Tools and templates` says of what stands below it.
pub(super) fn of_heading(heading: &str) -> Option<ResourceKind> {
    let folded = text::fold(heading);
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
    let last = bare.rsplit_once(' ').map_or(bare, |(before, last)| {
        if matches!(before, "useful" | "recommended" | "online" | "more" | "other" | "our" | "helpful") {
            last
        } else {
            bare
        }
    });
    noun(last)
}

/// The kind that the last words of a phrase name.
fn of_head(phrase: &str) -> Option<ResourceKind> {
    let phrase = head(phrase.trim());
    let words: Vec<&str> = phrase.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let two = words.len().checked_sub(2).map(|from| words[from..].join(" "));
    two.and_then(|two| noun(&two)).or_else(|| noun(words.last()?))
}

fn noun(word: &str) -> Option<ResourceKind> {
    NOUNS.iter().find(|(noun, _)| *noun == word).map(|(_, kind)| *kind)
}

/// The part of a phrase before the first word that goes on with something else.
fn head(phrase: &str) -> &str {
    const GOES_ON: [&str; 26] = [
        " to ", " of ", " for ", " on ", " in ", " with ", " by ", " from ", " about ", " that ", " which ", " who ",
        " and ", " as ", " at ", " is ", " für ", " zu ", " zum ", " zur ", " von ", " pour ", " de ", " para ",
        " sur ", " made ",
    ];
    let ends = GOES_ON.iter().filter_map(|word| phrase.find(word));
    let end = ends.chain(phrase.find([',', ';', '.', '?', '!'])).min().unwrap_or(phrase.len());
    &phrase[..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::resources::web;

    #[test]
    fn addresses_tell_the_kind_where_they_are_sure() {
        let check = |written: &str, word: &str| {
            let kind = of_address(&web::read(written).unwrap());
            assert_eq!(kind.map_or("", ResourceKind::word), word, "{written}");
        };
        check("https://youtu.be/abc", "video");
        check("https://www.youtube.com/@somebody", "");
        check("https://example.org/figures.XLSX?dl=1", "dataset");
        check("https://github.com/org/name/blob/main/a.json", "");
        check("https://github.com/org/name", "");
        check("https://en.wikipedia.org/wiki/Run_chart", "article");
        check("https://blog.example.org/2023/a", "article");
        check("https://blog.example.org/", "");
        check("https://medium.com", "");
    }

    #[test]
    fn titles_tell_the_kind_by_their_noun() {
        let check = |title: &str, word: &str| {
            assert_eq!(of_title(title).map_or("", ResourceKind::word), word, "{title}");
        };
        check("A guide to datasets", "guide");
        check("Dataset guide", "guide");
        check("How to hold a data walk", "guide");
        check("Closed-loop referrals: a template", "template");
        check("Video guide: our dataset", "");
        check("Tools we lost", "");
        check("The video that started it", "video");
        check("Eventually", "");
        check("开源社志愿者指南", "guide");
    }

    #[test]
    fn sentences_tell_the_kind_where_they_begin_with_it() {
        let check = |note: &str, word: &str| {
            assert_eq!(of_note(note).map_or("", ResourceKind::word), word, "{note}");
        };
        check("a guide for counties; the chapter on records saved us a month", "guide");
        check("a four-minute video for waiting rooms", "video");
        check("template and a commentary", "template");
        check("we used this instead of the guide", "");
        check("eleven questions, of which number seven decides", "");
    }
}
