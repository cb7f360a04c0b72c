//! Reads what a request asks for (RFC 9110, sections 4, 7 and 9). Its method, target and headers
//! go in; a path inside the site or a refusal comes out. A path never leaves the site, was
//! decoded once, and only a page of the preview itself or the person's own hand asked for it.

use std::net::Ipv4Addr;

/// Where open tabs hear of new states. A site never has a page here, for what is hidden in a
/// knowledge base is passed over.
pub(super) const EVENTS: &str = "/.roundtable/events";
pub(super) const SCRIPT: &str = "/.roundtable/reload.js";
pub(super) const STYLE: &str = "/.roundtable/reload.css";

/// The parts of a request that decide what is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'a> {
    pub(super) method: &'a str,
    pub(super) target: &'a str,
    /// Names in any case, with their values.
    pub(super) headers: &'a [(&'a str, &'a str)],
    /// The port that the preview has.
    pub(super) port: u16,
}

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wish {
    /// To hear of new states.
    Events,
    /// The preview's own script.
    Script,
    /// The preview's own style sheet.
    Style,
    /// What the site has at `path`, which begins without a slash; `query` as it was sent.
    Page { path: String, query: Option<String> },
}

/// Why a request isn't answered: the status and a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Refusal(pub(super) u16, pub(super) &'static str);

const FOREIGN_HOST: Refusal = Refusal(421, "the preview answers to localhost only");
const FOREIGN_PAGE: Refusal = Refusal(403, "another site's page may not read the preview");
const NO_ADDRESS: Refusal = Refusal(400, "this is not an address of the preview");
const BAD_ESCAPE: Refusal = Refusal(400, "the address has a `%` that is followed by no code");
const LEAVES_SITE: Refusal = Refusal(400, "the address leads out of the site");

/// Reads a request.
pub(super) fn read(asked: &Asked<'_>) -> Result<Wish, Refusal> {
    if !matches!(asked.method, "GET" | "HEAD") {
        return Err(Refusal(405, "the preview can only be read"));
    }
    check_host(asked)?;
    check_origin(asked)?;
    let (path, query) = split_target(asked)?;
    match path {
        EVENTS => Ok(Wish::Events),
        SCRIPT => Ok(Wish::Script),
        STYLE => Ok(Wish::Style),
        path => Ok(Wish::Page { path: decode(path)?, query: query.map(str::to_owned) }),
    }
}

/// Percent-encodes a path for a `Location` header.
pub(super) fn encode(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

fn values<'a>(asked: &Asked<'a>, name: &str) -> impl Iterator<Item = &'a str> {
    let named = asked.headers.iter().filter(move |(given, _)| given.eq_ignore_ascii_case(name));
    named.map(|(_, value)| *value)
}

/// A page of another site can have its own name lead to this computer (DNS rebinding) and then
/// read all answers; but then its name is the one in `Host`.
fn check_host(asked: &Asked<'_>) -> Result<(), Refusal> {
    let mut hosts = values(asked, "host");
    let (Some(host), None) = (hosts.next(), hosts.next()) else {
        return Err(Refusal(400, "the request must name one host"));
    };
    if is_ours(host, asked.port) { Ok(()) } else { Err(FOREIGN_HOST) }
}

fn is_ours(host: &str, port: u16) -> bool {
    let name = match host.strip_suffix(&format!(":{port}")) {
        Some(name) => name,
        // The port of plain HTTP is left out.
        None if port == 80 => host,
        None => return false,
    };
    name.eq_ignore_ascii_case("localhost") || name == "[::1]" || name.parse() == Ok(Ipv4Addr::LOCALHOST)
}

/// Pages of other sites may link to the preview, but neither read it nor load parts of it.
fn check_origin(asked: &Asked<'_>) -> Result<(), Refusal> {
    for origin in values(asked, "origin") {
        let host = origin.strip_prefix("http://").ok_or(FOREIGN_PAGE)?;
        if !is_ours(host, asked.port) {
            return Err(FOREIGN_PAGE);
        }
    }
    let is_followed_link = values(asked, "sec-fetch-mode").any(|mode| mode == "navigate");
    let is_from_here = values(asked, "sec-fetch-site").all(|site| matches!(site, "same-origin" | "none"));
    if is_from_here || is_followed_link { Ok(()) } else { Err(FOREIGN_PAGE) }
}

/// The path and the query of a target in origin form or, for our own host, absolute form.
fn split_target<'a>(asked: &Asked<'a>) -> Result<(&'a str, Option<&'a str>), Refusal> {
    let target = match asked.target.strip_prefix("http://") {
        Some(rest) => {
            let slash = rest.find('/').ok_or(NO_ADDRESS)?;
            if !is_ours(&rest[..slash], asked.port) {
                return Err(FOREIGN_HOST);
            }
            &rest[slash..]
        }
        None => asked.target,
    };
    if !target.starts_with('/') {
        return Err(NO_ADDRESS);
    }
    let target = target.split('#').next().unwrap_or(target);
    match target.split_once('?') {
        Some((path, query)) => Ok((path, Some(query))),
        None => Ok((target, None)),
    }
}

/// Decodes a path, part by part, so that an encoded slash can't make parts of its own.
fn decode(path: &str) -> Result<String, Refusal> {
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let mut decoded = Vec::with_capacity(parts.len());
    for (index, part) in parts.iter().enumerate() {
        let part = decode_part(part)?;
        let is_last = index + 1 == parts.len();
        if matches!(part.as_str(), "." | "..") || part.contains(['/', '\\']) {
            return Err(LEAVES_SITE);
        }
        if part.contains(char::is_control) || (part.is_empty() && !is_last) {
            return Err(NO_ADDRESS);
        }
        decoded.push(part);
    }
    Ok(decoded.join("/"))
}

fn decode_part(part: &str) -> Result<String, Refusal> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || char::from(rest.next()?).to_digit(16);
        let (Some(high), Some(low)) = (digit(), digit()) else {
            return Err(BAD_ESCAPE);
        };
        bytes.push(u8::try_from(high * 16 + low).expect("two hexadecimal digits make a byte"));
    }
    String::from_utf8(bytes).map_err(|_| NO_ADDRESS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ask(method: &str, target: &str, headers: &[(&str, &str)]) -> String {
        let port = 8000;
        match read(&Asked { method, target, headers, port }) {
            Ok(Wish::Page { path, query: None }) => path,
            Ok(Wish::Page { path, query: Some(query) }) => format!("{path} ? {query}"),
            Ok(wish) => format!("{wish:?}"),
            Err(Refusal(status, _)) => status.to_string(),
        }
    }

    fn check(target: &str, expected: &str) {
        let found = ask("GET", target, &[("Host", "localhost:8000")]);
        assert_eq!(found, expected, "{target}");
    }

    fn check_headers(headers: &[(&str, &str)], expected: &str) {
        assert_eq!(ask("GET", "/a", headers), expected, "{headers:?}");
    }

    #[test]
    fn paths() {
        check("/", "");
        check("/a/b.html", "a/b.html");
        check("/a/", "a/");
        check("/a?b=c?d", "a ? b=c?d");
        check("/a#b", "a");
        check("/%C3%BCber%20uns/%E4%BC%9A.html", "über uns/会.html");
        check("/100%25.html", "100%.html");
        check("/%2525", "%25");
        check("/...", "...");
        check("http://localhost:8000/a", "a");
        check("/.roundtable/events", "Events");
        check("/.roundtable/events?since=1", "Events");
        check("/.roundtable/other", ".roundtable/other");
    }

    #[test]
    fn paths_that_leave_the_site() {
        for target in [
            "/..",
            "/../etc/passwd",
            "/a/../b",
            "/%2e%2e/a",
            "/.%2E/a",
            "/a/..",
            "/./a",
            "/%2e",
            "/..%2fa",
            "/..%5ca",
            "/..\\a",
            "/a\\b",
            "/a%2Fb",
            "/a%00",
            "/%0d%0aX",
            "//evil.example",
            "/a//b",
            "/%",
            "/%2",
            "/%zz",
            "/%+1",
            "/%ff",
            "/%c0%ae%c0%ae/",
            "*",
            "a",
            "",
            "https://localhost:8000/",
            "http://localhost:8000",
            "localhost:8000",
            "file:///a",
        ] {
            check(target, "400");
        }
        check("http://evil.example/a", "421");
        check("http://evil.example:8000/a", "421");
        check("http://localhost:8000@evil.example/a", "421");
    }

    #[test]
    fn hosts() {
        check_headers(&[("host", "LocalHost:8000")], "a");
        check_headers(&[("Host", "127.0.0.1:8000")], "a");
        check_headers(&[("Host", "[::1]:8000")], "a");
        for foreign in [
            "evil.example:8000",
            "localhost",
            "localhost:8001",
            "localhost.evil.example:8000",
            "127.0.0.2:8000",
            "localhost:8000:8000",
            "",
            "x@localhost:8000",
            "0.0.0.0:8000",
        ] {
            check_headers(&[("Host", foreign)], "421");
        }
        check_headers(&[], "400");
        check_headers(&[("Host", "localhost:8000"), ("host", "evil.example")], "400");
    }

    #[test]
    fn origins() {
        let host = ("Host", "localhost:8000");
        check_headers(&[host, ("Origin", "http://localhost:8000")], "a");
        check_headers(&[host, ("Origin", "http://localhost:9000")], "403");
        check_headers(&[host, ("Origin", "https://localhost:8000")], "403");
        check_headers(&[host, ("Origin", "null")], "403");
        check_headers(&[host, ("Sec-Fetch-Site", "same-origin")], "a");
        check_headers(&[host, ("Sec-Fetch-Site", "none"), ("Sec-Fetch-Mode", "navigate")], "a");
        check_headers(&[host, ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate")], "a");
        check_headers(&[host, ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "no-cors")], "403");
        check_headers(&[host, ("Sec-Fetch-Site", "same-site"), ("Sec-Fetch-Mode", "cors")], "403");
    }

    #[test]
    fn methods() {
        let host = [("Host", "localhost:8000")];
        assert_eq!(ask("HEAD", "/a", &host), "a");
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "get", "X"] {
            assert_eq!(ask(method, "/a", &host), "405", "{method}");
        }
    }

    proptest! {
        #[test]
        fn no_target_leads_out(target in "(/|%2e|%2f|\\.|a|%5c|\\\\|%00|\\PC){0,12}") {
            let headers = [("host", "localhost:8000")];
            let asked = Asked { method: "GET", target: &target, headers: &headers, port: 8000 };
            if let Ok(Wish::Page { path, .. }) = read(&asked) {
                prop_assert!(!path.starts_with('/') && !path.contains(['\\', '\0']));
                prop_assert!(path.split('/').all(|part| part != ".." && part != "."));
            }
        }

        #[test]
        fn an_encoded_path_is_read_as_itself(path in "[a-zü会 &#?%+]{1,8}(/[a-z%]{1,5}){0,2}") {
            let target = format!("/{}", encode(&path));
            let headers = [("host", "localhost:8000")];
            let asked = Asked { method: "GET", target: &target, headers: &headers, port: 8000 };
            prop_assert_eq!(read(&asked), Ok(Wish::Page { path, query: None }));
        }
    }
}
