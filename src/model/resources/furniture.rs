//! What belongs to a meeting and not to what was talked about: the call, the calendar, the minutes, the work
//! on issues, people's pages; and the words under which such links stand. Addresses and words go in.

use std::collections::HashSet;
use std::sync::LazyLock;

use foldhash::fast::FixedState;

use super::web::WebAddress;
use crate::text;

/// Words to be looked up.
type Words = LazyLock<HashSet<&'static str, FixedState>>;

/// Where people meet, find a date, or read what time it is elsewhere.
const CALLS: [&str; 31] = [
    "bluejeans.com",
    "calendly.com",
    "cal.com",
    "dateful.com",
    "discord.gg",
    "doodle.com",
    "dudle.inf.tu-dresden.de",
    "everytimezone.com",
    "feishu.cn/calendar",
    "framadate.org",
    "gotomeet.me",
    "gotomeeting.com",
    "join.skype.com",
    "lettucemeet.com",
    "meet.google.com",
    "meet.jit.si",
    "meeting.tencent.com",
    "nuudel.digitalcourage.de",
    "outlook.office.com",
    "savvytime.com",
    "savvycal.com",
    "teams.live.com",
    "teams.microsoft.com",
    "time.is",
    "timeanddate.com",
    "webex.com",
    "when2meet.com",
    "whereby.com",
    "worldtimebuddy.com",
    "zoom.com",
    "zoom.us",
];

/// Hosts whose name begins so serve calls and calendars.
const CALL_NAMES: [&str; 7] = ["bbb.", "calendar.", "conf.", "jitsi.", "meet.", "meeting.", "zoom."];

/// Parts of a repository's address that are work on it, not a thing to read.
const WORK: [&str; 18] = [
    "actions",
    "blame",
    "boards",
    "commit",
    "commits",
    "compare",
    "graphs",
    "invitations",
    "issues",
    "labels",
    "merge_requests",
    "milestone",
    "milestones",
    "network",
    "projects",
    "pull",
    "pulls",
    "settings",
];

/// Whether an address is a call, a calendar or a poll for a date.
pub(super) fn is_call(address: &WebAddress) -> bool {
    let is_calendar = address.host.ends_with("google.com") && address.path.starts_with("calendar");
    is_calendar
        || CALLS.iter().any(|known| is_at(address, known))
        || CALL_NAMES.iter().any(|name| address.host.starts_with(name))
        || address.path.ends_with(".ics")
}

/// Whether an address is an issue, a change, a board or the like of some repository.
pub(super) fn is_work(address: &WebAddress) -> bool {
    let parts = || address.path.split(['/', '?']);
    is_forge(&address.host) && (parts().skip(1).any(|part| WORK.contains(&part)) || address.path.contains("?q="))
}

/// Whether an address is a form to send in, a room to chat in, or a short message: gone by the next meeting.
pub(super) fn is_passing(address: &WebAddress) -> bool {
    const HOSTS: [&str; 12] = [
        "discord.com",
        "docs.google.com/forms",
        "forms.gle",
        "forms.office.com",
        "jsfiddle.net",
        "slack.com",
        "surveymonkey.com",
        "t.co",
        "t.me",
        "twitter.com",
        "typeform.com",
        "x.com",
    ];
    HOSTS.iter().any(|known| is_at(address, known))
}

/// Whether an address is that of a state that some files once had.
pub(super) fn is_revision(address: &WebAddress) -> bool {
    let is_hash = |part: &str| part.len() == 40 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_forge(&address.host) && address.path.split('/').any(is_hash)
}

/// Whether an address lies at a known one: a host or one below it, with the beginning of a path or without.
fn is_at(address: &WebAddress, known: &str) -> bool {
    let (host, path) = known.split_once('/').unwrap_or((known, ""));
    let is_host = address.host.strip_suffix(host).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    is_host && address.path.starts_with(path)
}

/// Whether an address is the page of a person or an organisation.
pub(super) fn is_profile(address: &WebAddress) -> bool {
    let parts = || address.path.split('/').filter(|part| !part.is_empty());
    let is_network = matches!(
        address.host.as_str(),
        "twitter.com" | "x.com" | "bsky.app" | "facebook.com" | "instagram.com" | "space.bilibili.com" | "gravatar.com"
    );
    let is_linked_in = address.host.ends_with("linkedin.com") && matches!(parts().next(), Some("in" | "company"));
    let is_handle = parts().next().is_some_and(|first| first.starts_with('@')) && parts().count() == 1;
    is_linked_in
        || is_handle
        || (is_network && (parts().count() <= 1 || parts().next() == Some("profile")) && !address.path.contains('?'))
        || (is_forge(&address.host) && parts().count() == 1 && !address.path.contains('?'))
}

/// Whether an address is only the front door of a forge or a network.
pub(super) fn is_front_door(address: &WebAddress) -> bool {
    address.path.is_empty() && (is_forge(&address.host) || is_profile(address) || address.host == "youtube.com")
}

fn is_forge(host: &str) -> bool {
    matches!(host, "github.com" | "gitlab.com" | "gitee.com" | "codeberg.org" | "bitbucket.org" | "sr.ht")
        || host.starts_with("gitlab.")
        || host.starts_with("git.")
}

/// Words for what every meeting has.
static OF_MEETINGS: Words = LazyLock::new(|| {
    words(
        "\
    agenda agendas attendance calendar chat dial etherpad hackmd invite invitation issue issues join joining \
    livestream minute minutes pr prs recording recordings registration register rsvp signup ticket tickets timezone \
    transcript transcripts zoom meet notes \
    aufzeichnung aufzeichnungen protokoll protokolle tagesordnung anmeldung einladung \
    enregistrement enregistrements inscription procès verbal acta actas grabación grabaciones inscripción",
    )
});

/// Words that stand beside those without changing what is meant.
static BESIDE_THEM: Words = LazyLock::new(|| {
    words(
        "\
    call calls details doc document event google github gitlab here in info last link links list live log meeting \
    meetings gist next no note online our pad page previous public pull request requests raw room schedule session \
    sign stream sync team time up video view weekly week working youtube \
    sitzung termin ordre du jour réunion orden día reunión \
    a am an and at das de der des die el et for from la le of on pm s the this to un une utc with y your zum zur \
    jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october nov \
    november dec december mon monday tue tuesday wed wednesday thu thursday fri friday sat saturday sun sunday",
    )
});

/// The same in languages that don't part their words.
const OF_MEETINGS_WHOLE: [&str; 14] = [
    "会议纪要",
    "会议录像",
    "会议录屏",
    "录像",
    "录屏",
    "会议链接",
    "腾讯会议",
    "议程",
    "会议议程",
    "录制文件",
    "録画",
    "議事録",
    "アジェンダ",
    "議題",
];

/// Words that say nothing of what a link leads to.
static SAYS_NOTHING: Words = LazyLock::new(|| {
    words(
        "\
    a address an and article attached bare below blog click clip code deck demo doc docs document documentation \
    draft drafts dropbox example examples file files folder for from gdoc github gist gitlab google drive guide here homepage html image info \
    information it learn link links look main me more news npm on onedrive online open original our page pages paper \
    pdf photo post ppt pptx presentation press read readme recording ref reference registration repo repository report \
    resource resources screenshot see sheet sheets short site slide slidedeck slides source spec spreadsheet talk that the \
    their these this those to tweet tutorial url version via video view watch web webpage website wiki wikipedia \
    word work youtube \
    hier ici aquí aqui lien enlace seite folien präsentation dies mehr new alternative retweet latest current post posts describes following same",
    )
});

/// The same in languages that don't part their words.
const SAYS_NOTHING_WHOLE: [&str; 14] = [
    "这里",
    "链接",
    "点击这里",
    "此处",
    "详情",
    "网址",
    "地址",
    "查看",
    "文档",
    "幻灯片",
    "こちら",
    "リンク",
    "資料",
    "スライド",
];

/// Whether a link's words name a thing that every meeting has: its recording, its minutes, the issue for it.
pub(super) fn is_of_every_meeting(words: &str) -> bool {
    let folded = text::fold(words);
    let bare: String = folded.chars().filter(|c| c.is_alphabetic()).collect();
    let mut words = words_of(&folded);
    let names_it = words.clone().any(|word| OF_MEETINGS.contains(word));
    let mut says_more = || words.any(|word| !OF_MEETINGS.contains(word) && !BESIDE_THEM.contains(word));
    OF_MEETINGS_WHOLE.iter().any(|words| bare.ends_with(words)) || (names_it && !says_more())
}

/// Whether a link's words say what it leads to: not an address, a number, a handle, nor `here` and its like.
pub(super) fn is_informative(words: &str) -> bool {
    let words = words.trim();
    let folded = text::fold(words);
    let bare: String = folded.chars().filter(|c| c.is_alphabetic()).collect();
    let is_address = folded.contains("://") || folded.starts_with("www.") || looks_like_host(words);
    bare.chars().count() > 1
        && !is_address
        && !words.starts_with(['@', '#'])
        && !["link to ", "link shared ", "please ", "click "].iter().any(|start| folded.starts_with(start))
        && !SAYS_NOTHING_WHOLE.contains(&bare.as_str())
        && words_of(&folded).any(|word| !SAYS_NOTHING.contains(word))
}

/// `example.org/a`: one word with a dot inside that goes on with letters.
fn looks_like_host(words: &str) -> bool {
    let host = words.split('/').next().unwrap_or(words);
    let end = host.rsplit_once('.').map_or("", |(_, end)| end);
    !words.contains(char::is_whitespace)
        && host.contains('.')
        && words.contains('/')
        && end.len() >= 2
        && end.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// The words of a folded text, numbers and dates aside.
fn words_of(folded: &str) -> impl Iterator<Item = &str> + Clone {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| word.starts_with(char::is_alphabetic))
}

fn words(list: &'static str) -> HashSet<&'static str, FixedState> {
    list.split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::resources::web;

    #[test]
    fn addresses_of_the_meeting_are_told_apart() {
        let check = |written: &str, test: fn(&WebAddress) -> bool, is_so: bool| {
            assert_eq!(test(&web::read(written).unwrap()), is_so, "{written}");
        };
        check("https://us02web.zoom.us/j/1", is_call, true);
        check("https://calendar.example.org", is_call, true);
        check("https://www.google.com/calendar/event?eid=1", is_call, true);
        check("https://example.org/meet.google.com", is_call, false);
        check("https://github.com/org/name/issues/7", is_work, true);
        check("https://github.com/issues/name", is_work, false);
        check("https://github.com/org/name/blob/main/issues.md", is_work, false);
        check("https://example.org/org/issues/7", is_work, false);
        check("https://github.com/some-one", is_profile, true);
        check("https://github.com/org/name", is_profile, false);
        check("https://mastodon.example/@some", is_profile, true);
        check("https://github.com", is_front_door, true);
    }

    #[test]
    fn words_that_say_something_are_told_apart() {
        let check = |words: &str, says: bool| assert_eq!(is_informative(words), says, "{words}");
        check("Asking well", true);
        check("the slides", false);
        check("Slides on consent", true);
        check("#123", false);
        check("@somebody", false);
        check("https://example.org/a", false);
        check("example.org/a", false);
        check("Node.js", true);
        check("这里", false);
        check("开源地图", true);
        check("17", false);
    }

    #[test]
    fn what_every_meeting_has_is_told_apart() {
        let check = |words: &str, is_so: bool| assert_eq!(is_of_every_meeting(words), is_so, "{words}");
        check("Recording", true);
        check("Minutes of 12 January 2023", true);
        check("GitHub Issue", true);
        check("会议纪要 2023", true);
        check("Recording interviews with patients", false);
        check("2023", false);
    }
}
