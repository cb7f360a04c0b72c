//! Reads the head of a request (RFC 9112, sections 2 to 3) before anything else sees it. The
//! bytes that came so far go in; what to do next comes out. The head that is passed on is written
//! anew and holds one plain request without a body, so that nothing is read in two ways.

use super::address::EVENTS;

/// The most bytes that a head may have.
pub(super) const LONGEST_HEAD: usize = 16 * 1024;

/// The most header lines that a head may have.
const MOST_HEADERS: usize = 100;

/// The headers that matter to the preview; all others end here.
const PASSED_ON: &[&str] = &["host", "origin", "range", "sec-fetch-site", "sec-fetch-mode"];

/// A request that was understood.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// The request line and headers to pass on, without the empty line at the end.
    pub(super) text: String,
    /// Whether the sender announced a body, which nobody will read.
    pub(super) body: Announced,
    /// Whether the answer is a stream of events, which ends when the sender leaves.
    pub(super) listens: bool,
}

/// What a request says of its body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Announced {
    /// There is none.
    Nothing,
    /// One follows.
    Body,
}

/// What the bytes so far amount to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The head isn't complete.
    More,
    /// It is.
    Whole(Head),
    /// It never will be: the status and a sentence to answer with.
    Refused(u16, &'static str),
}

/// Reads as much of a head as there is.
pub(super) fn read(bytes: &[u8]) -> Step {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut request = httparse::Request::new(&mut headers);
    match request.parse(bytes) {
        Ok(httparse::Status::Complete(length)) if length > LONGEST_HEAD => TOO_LONG,
        Ok(httparse::Status::Complete(_)) => rewritten(&request),
        Ok(httparse::Status::Partial) if bytes.len() >= LONGEST_HEAD => TOO_LONG,
        Ok(httparse::Status::Partial) => Step::More,
        Err(httparse::Error::TooManyHeaders) => TOO_LONG,
        Err(httparse::Error::Version) => Step::Refused(505, "the preview speaks HTTP/1.1 and HTTP/1.0"),
        Err(_) => NOT_HTTP,
    }
}

const TOO_LONG: Step = Step::Refused(431, "the request's headers are too long");
const NOT_HTTP: Step = Step::Refused(400, "this is not a request that the preview understands");

fn rewritten(request: &httparse::Request<'_, '_>) -> Step {
    let (Some(method), Some(path)) = (request.method, request.path) else {
        return NOT_HTTP;
    };
    let target = in_ascii(path);
    let mut text = format!("{method} {target} HTTP/1.1\r\nConnection: close\r\n");
    let mut body = Announced::Nothing;
    for header in request.headers.iter() {
        let name = header.name.to_ascii_lowercase();
        if name == "transfer-encoding" || (name == "content-length" && header.value != b"0") {
            body = Announced::Body;
        }
        if PASSED_ON.contains(&name.as_str()) {
            let Some(value) = plain(header.value) else {
                return NOT_HTTP;
            };
            text.push_str(&format!("{name}: {value}\r\n"));
        }
    }
    let listens = method == "GET" && target.split('?').next() == Some(EVENTS);
    Step::Whole(Head { text, body, listens })
}

/// A header's value, where it is visible ASCII.
fn plain(value: &[u8]) -> Option<&str> {
    let visible = value.iter().all(|byte| (b' '..=b'~').contains(byte));
    visible.then(|| std::str::from_utf8(value).ok()).flatten()
}

/// Some programs send an address as it was typed; what isn't ASCII is percent-encoded here.
fn in_ascii(path: &str) -> String {
    let mut target = String::with_capacity(path.len());
    for byte in path.bytes() {
        if (b'!'..=b'~').contains(&byte) {
            target.push(char::from(byte));
        } else {
            target.push_str(&format!("%{byte:02X}"));
        }
    }
    target
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(bytes: &str, expected: &str) {
        let found = match read(bytes.as_bytes()) {
            Step::More => "more".to_owned(),
            Step::Whole(head) => format!("{:?} {}", head.body, head.text.replace("\r\n", "|")),
            Step::Refused(status, _) => status.to_string(),
        };
        assert_eq!(found, expected, "{bytes:?}");
    }

    #[test]
    fn heads() {
        check("", "more");
        check("GET / HTTP/1.1\r\nHost: a\r\n", "more");
        check("GET / HTTP/1.1\r\n\r\n", "Nothing GET / HTTP/1.1|Connection: close|");
        check(
            "GET /a HTTP/1.0\nHOST: b\nConnection: keep-alive\nCookie: c\n\n",
            "Nothing GET /a HTTP/1.1|Connection: close|host: b|",
        );
        check("GET /ü HTTP/1.1\r\n\r\n", "Nothing GET /%C3%BC HTTP/1.1|Connection: close|");
        check("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc", "Body POST / HTTP/1.1|Connection: close|");
        check("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", "Body GET / HTTP/1.1|Connection: close|");
    }

    #[test]
    fn refusals() {
        check("GET / HTTP/2.0\r\n\r\n", "505");
        check("GET /\r\n\r\n", "400");
        check("\u{16}\u{3}\u{1} hello", "400");
        check("GET / HTTP/1.1\r\nHost: \u{e9}\r\n\r\n", "400");
        check("GET / HTTP/1.1\r\nno colon\r\n\r\n", "400");
        check(&format!("GET / HTTP/1.1\r\nX: {}", "x".repeat(LONGEST_HEAD)), "431");
        check(&format!("GET / HTTP/1.1\r\nX: {}\r\n\r\n", "x".repeat(LONGEST_HEAD)), "431");
        check(&format!("GET / HTTP/1.1\r\n{}\r\n", "X: x\r\n".repeat(101)), "431");
    }

    proptest! {
        #[test]
        fn any_bytes_give_at_most_one_plain_head(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            if let Step::Whole(head) = read(&bytes) {
                prop_assert!(head.text.is_ascii());
                prop_assert!(!head.text.contains("\r\n\r\n"));
            }
        }
    }
}
