//! Makes the reply to a wish. What the site has goes in; status, headers and bytes come out.
//! The bytes are the build's own, but for the reload script in pages; every page is under the
//! policy that a published site must bear, so that what breaks it shows at once.

use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::Path;
use std::time::UNIX_EPOCH;

use super::address::{self, Refusal};
use super::{Answer, Body};

/// What is added to each page on the wire, before `</body>` or at the end, and never to a build.
pub const RELOAD_SCRIPT: &str = r#"<script src="/.roundtable/reload.js" defer></script>"#;

/// The policy that each page is under (Content Security Policy, level 3).
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self' blob:; font-src 'self'; media-src 'self'; connect-src 'self'; \
     manifest-src 'self'; form-action 'self'; base-uri 'none'";

const SCRIPT: &str = include_str!("reload.js");
const STYLE: &str = include_str!("reload.css");

const HTML: &str = "text/html; charset=utf-8";

/// A page for the time before the first good state; the panel on it says what is wrong.
const NOTHING_YET: &str = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
     <title>Nothing to show yet</title></head><body><main><h1>Nothing to show yet</h1>\
     <p>The site can't be made from this folder as it is. What is wrong stands below; \
     this page changes by itself once it is mended.</p></main></body></html>\n";

/// A page for a site that has no 404 page of its own.
const NOT_FOUND: &str = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
     <title>Page not found</title></head><body><main><h1>Page not found</h1>\
     <p>The site has no page at this address.</p></main></body></html>\n";

/// A reply, ready to be sent.
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) content: Box<dyn Read + Send>,
    /// The number of bytes in `content`.
    pub(super) length: u64,
}

/// What a request adds to the path that it asks for.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Manner<'a> {
    pub(super) query: Option<&'a str>,
    /// The value of a `Range` header.
    pub(super) range: Option<&'a str>,
}

/// The reply to a path of the site; `answer` gives what the site has at a path.
pub(super) fn page(path: &str, manner: Manner<'_>, answer: &dyn Fn(&str) -> Option<Answer>) -> Reply {
    if let Some(found) = places(path).iter().find_map(|place| answer(place)) {
        return sent(200, found, manner.range).unwrap_or_else(|_| not_found(answer));
    }
    if !path.is_empty() && !path.ends_with('/') && answer(&format!("{path}/index.html")).is_some() {
        return moved(path, manner.query);
    }
    not_found(answer)
}

/// The reply while there is no state.
pub(super) fn nothing_yet() -> Reply {
    whole(503, HTML, with_script(NOTHING_YET.as_bytes().to_vec()))
}

/// The preview's own script.
pub(super) fn script() -> Reply {
    whole(200, "text/javascript; charset=utf-8", SCRIPT.as_bytes().to_vec())
}

/// The preview's own style sheet.
pub(super) fn style() -> Reply {
    whole(200, "text/css; charset=utf-8", STYLE.as_bytes().to_vec())
}

/// The reply to a request for nothing but the headers of the events.
pub(super) fn events_head() -> Reply {
    whole(200, "text/event-stream", Vec::new())
}

/// The reply to a request that isn't granted.
pub(super) fn refused(Refusal(status, sentence): Refusal) -> Reply {
    let mut reply = whole(status, "text/plain; charset=utf-8", format!("{sentence}\n").into_bytes());
    if status == 405 {
        reply.headers.push(("Allow", "GET, HEAD".to_owned()));
    }
    reply
}

/// The headers that every reply has, event streams too.
pub(super) fn common_headers() -> Vec<(&'static str, String)> {
    [
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        // No other site may load a part of the preview, or frame it.
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("X-Frame-Options", "SAMEORIGIN"),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .to_vec()
}

/// Where a path may lead: what it names, or the page that a hand-typed address leaves open.
fn places(path: &str) -> Vec<String> {
    if path.is_empty() || path.ends_with('/') {
        return vec![format!("{path}index.html")];
    }
    vec![path.to_owned(), format!("{path}.html")]
}

fn not_found(answer: &dyn Fn(&str) -> Option<Answer>) -> Reply {
    let own = answer("404.html").and_then(|found| sent(404, found, None).ok());
    own.unwrap_or_else(|| whole(404, HTML, with_script(NOT_FOUND.as_bytes().to_vec())))
}

/// Relative links on a folder's page lead astray unless its address ends with a slash.
fn moved(path: &str, query: Option<&str>) -> Reply {
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    let mut reply = whole(308, "text/plain; charset=utf-8", Vec::new());
    reply.headers.push(("Location", format!("/{}/{query}", address::encode(path))));
    reply
}

fn sent(status: u16, answer: Answer, range: Option<&str>) -> io::Result<Reply> {
    let Answer { media_type, body } = answer;
    match body {
        Body::Bytes(bytes) if is_page(&media_type) => Ok(whole(status, &media_type, with_script(bytes))),
        Body::Bytes(bytes) => {
            let mark = mark(&bytes);
            let length = length(&bytes);
            let whole = Whole { content: Cursor::new(bytes), length, mark };
            part(status, &media_type, whole, range)
        }
        Body::File(path) if is_page(&media_type) => Ok(whole(status, &media_type, with_script(std::fs::read(path)?))),
        Body::File(path) => part(status, &media_type, open(&path)?, range),
    }
}

/// Content that can be sent from any place on.
struct Whole<Content> {
    content: Content,
    length: u64,
    mark: String,
}

fn open(path: &Path) -> io::Result<Whole<File>> {
    let content = File::open(path)?;
    let metadata = content.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::from(io::ErrorKind::NotFound));
    }
    let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let length = metadata.len();
    Ok(Whole { content, length, mark: mark(&(modified, length)) })
}

/// All of it, or the one range of bytes that is asked for, as browsers do for films (RFC 9110,
/// section 14).
fn part<Content>(status: u16, media_type: &str, mut whole: Whole<Content>, range: Option<&str>) -> io::Result<Reply>
where
    Content: Read + Seek + Send + 'static,
{
    let all = whole.length;
    let (status, from, length) = match range.and_then(|range| read_range(range, all)) {
        Some(Range::Part { from, length }) if status == 200 => (206, from, length),
        Some(Range::Outside) if status == 200 => {
            let mut reply = refused(Refusal(416, "the file is shorter than that"));
            reply.headers.push(("Content-Range", format!("bytes */{all}")));
            return Ok(reply);
        }
        Some(Range::Part { .. } | Range::Outside) | None => (status, 0, all),
    };
    whole.content.seek(SeekFrom::Start(from))?;
    let mut headers = headers(media_type, &whole.mark);
    headers.push(("Accept-Ranges", "bytes".to_owned()));
    if status == 206 {
        let last = from + length - 1;
        headers.push(("Content-Range", format!("bytes {from}-{last}/{all}")));
    }
    // A file that shrinks while it is sent must not leave the browser waiting for the rest.
    let content = whole.content.chain(io::repeat(0)).take(length);
    Ok(Reply { status, headers, content: Box::new(content), length })
}

#[derive(Debug, PartialEq, Eq)]
enum Range {
    Part { from: u64, length: u64 },
    Outside,
}

/// Reads a `Range` header; None where it may be passed over.
fn read_range(range: &str, all: u64) -> Option<Range> {
    let (from, to) = range.strip_prefix("bytes=")?.split_once('-')?;
    if from.is_empty() {
        let length = to.parse::<u64>().ok()?.min(all);
        let outside = length == 0;
        return Some(if outside { Range::Outside } else { Range::Part { from: all - length, length } });
    }
    let from: u64 = from.parse().ok()?;
    let last = if to.is_empty() { u64::MAX } else { to.parse().ok()? };
    if last < from {
        return None;
    }
    if from >= all {
        return Some(Range::Outside);
    }
    Some(Range::Part { from, length: last.min(all - 1) - from + 1 })
}

fn whole(status: u16, media_type: &str, bytes: Vec<u8>) -> Reply {
    let headers = headers(media_type, &mark(&bytes));
    Reply { status, headers, length: length(&bytes), content: Box::new(Cursor::new(bytes)) }
}

fn headers(media_type: &str, mark: &str) -> Vec<(&'static str, String)> {
    let mut headers = common_headers();
    headers.push(("Content-Type", media_type.to_owned()));
    headers.push(("ETag", mark.to_owned()));
    if is_page(media_type) || media_type.starts_with("image/svg") {
        headers.push(("Content-Security-Policy", POLICY.to_owned()));
    }
    headers
}

fn is_page(media_type: &str) -> bool {
    media_type.starts_with("text/html") || media_type.starts_with("application/xhtml+xml")
}

/// Tells a tab whether a file that a page uses is still the one that it has.
fn mark(content: &impl Hash) -> String {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    format!("\"{:016x}\"", hasher.finish())
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).expect("a length in memory fits 64 bits")
}

fn with_script(mut page: Vec<u8>) -> Vec<u8> {
    let end = b"</body>";
    let body_ends = page.windows(end.len()).rposition(|window| window.eq_ignore_ascii_case(end));
    let at = body_ends.unwrap_or(page.len());
    page.splice(at..at, RELOAD_SCRIPT.bytes());
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(path: &str) -> Option<Answer> {
        let (media_type, bytes) = match path {
            "index.html" | "a/index.html" | "b.html" | "404.html" => ("text/html", path.as_bytes()),
            "über uns/index.html" => ("text/html", b"u".as_slice()),
            "film.webm" => ("video/webm", b"0123456789".as_slice()),
            _ => return None,
        };
        Some(Answer { media_type: media_type.to_owned(), body: Body::Bytes(bytes.to_vec()) })
    }

    fn text(reply: Reply) -> String {
        let mut text = String::new();
        let mut content = reply.content;
        content.read_to_string(&mut text).unwrap();
        assert_eq!(reply.length, length(text.as_bytes()));
        text
    }

    fn header(reply: &Reply, name: &str) -> String {
        let found = reply.headers.iter().find(|(given, _)| *given == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    }

    fn check(path: &str, status: u16, shown: &str) {
        let reply = page(path, Manner::default(), &site);
        assert_eq!(reply.status, status, "{path}");
        assert_eq!(header(&reply, "Content-Security-Policy"), POLICY);
        assert_eq!(text(reply), format!("{shown}{RELOAD_SCRIPT}"), "{path}");
    }

    #[test]
    fn pages() {
        check("", 200, "index.html");
        check("a/", 200, "a/index.html");
        check("b", 200, "b.html");
        check("b.html", 200, "b.html");
        check("b.html/", 404, "404.html");
        check("c", 404, "404.html");
        check("c/", 404, "404.html");
    }

    #[test]
    fn folders_get_their_slash() {
        let manner = Manner { query: Some("q=1"), range: None };
        let reply = page("über uns", manner, &site);
        assert_eq!((reply.status, header(&reply, "Location").as_str()), (308, "/%C3%BCber%20uns/?q=1"));
    }

    #[test]
    fn a_site_without_a_404_page() {
        let reply = page("c", Manner::default(), &|_| None);
        assert_eq!(reply.status, 404);
        assert!(text(reply).contains("Page not found"));
    }

    #[test]
    fn the_script_stands_before_the_end_of_the_body() {
        let page = with_script(b"<body></body>x</BODY></html>".to_vec());
        let expected = format!("<body></body>x{RELOAD_SCRIPT}</BODY></html>");
        assert_eq!(String::from_utf8(page).unwrap(), expected);
    }

    #[test]
    fn ranges() {
        let check = |range: &str, status: u16, shown: &str, place: &str| {
            let manner = Manner { query: None, range: Some(range) };
            let reply = page("film.webm", manner, &site);
            assert_eq!((reply.status, header(&reply, "Content-Range").as_str()), (status, place), "{range}");
            assert_eq!(text(reply), shown, "{range}");
        };
        check("bytes=2-4", 206, "234", "bytes 2-4/10");
        check("bytes=8-", 206, "89", "bytes 8-9/10");
        check("bytes=8-99", 206, "89", "bytes 8-9/10");
        check("bytes=-3", 206, "789", "bytes 7-9/10");
        check("bytes=-99", 206, "0123456789", "bytes 0-9/10");
        check("bytes=10-", 416, "the file is shorter than that\n", "bytes */10");
        for passed_over in ["bytes=4-2", "bytes=a-b", "lines=1-2", "bytes=0-1,3-4", "bytes=-"] {
            check(passed_over, 200, "0123456789", "");
        }
    }

    #[test]
    fn a_file_that_is_gone_is_not_found() {
        let gone = |path: &str| {
            let body = Body::File("/nowhere/at/all.png".into());
            (path == "a.png").then(|| Answer { media_type: "image/png".to_owned(), body })
        };
        assert_eq!(page("a.png", Manner::default(), &gone).status, 404);
    }
}
