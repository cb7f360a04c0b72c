//! Web addresses as people paste them, brought into one form. What is written goes in; the cleaned address
//! and the key by which addresses are compared come out, or nothing where it is no web address.
//!
//! The rules: RFC 3986, 6.2.2 (letter case, percent-encoding, dot segments) and 6.2.3 (ports, empty paths);
//! beyond it `http` is `https`, `www.` and a slash at the end say nothing, parameters that only say who
//! shared a link go, and a fragment goes unless it is a route of the page (`#/…`, `#!…`).

use std::fmt::Write;

use crate::text::without_dots;

/// A web address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WebAddress {
    /// The address as it is best written down: as it was, without tracking, fragment and needless port.
    pub(crate) clean: String,
    /// What two addresses of one thing have in common.
    pub(crate) key: String,
    /// The host in small letters, without `www.`.
    pub(crate) host: String,
    /// The path and what follows it, without the first and the last slash.
    pub(crate) path: String,
    /// The fragment that was left out.
    pub(crate) fragment: String,
}

/// Parameters that follow a reader about, by their whole names: those that mail and advertising services and
/// social networks add (their own manuals; the lists of ClearURLs and Firefox name the same).
const TRACKING: [&str; 48] = [
    "_ga",
    "_gl",
    "_hsenc",
    "_hsmi",
    "_openstat",
    "ab_channel",
    "cmpid",
    "dclid",
    "dm_i",
    "epik",
    "fb_action_ids",
    "fb_action_types",
    "fb_ref",
    "fb_source",
    "fbclid",
    "gad_source",
    "gbraid",
    "gclid",
    "gclsrc",
    "hsctatracking",
    "icid",
    "igsh",
    "igshid",
    "li_fat_id",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "ml_subscriber",
    "ml_subscriber_hash",
    "msclkid",
    "ncid",
    "oly_anon_id",
    "oly_enc_id",
    "rb_clickid",
    "ref_src",
    "ref_url",
    "s_cid",
    "share_source",
    "sms_click",
    "spm",
    "spm_id_from",
    "trk",
    "ttclid",
    "twclid",
    "vd_source",
    "vero_id",
    "wbraid",
    "yclid",
];

/// The beginnings of families of such parameters.
const TRACKING_FAMILIES: [&str; 6] = ["utm_", "pk_", "mtm_", "piwik_", "hsa_", "matomo_"];

/// Reads a web address; `None` for mail, for other schemes, and for what has no host.
pub(crate) fn read(written: &str) -> Option<WebAddress> {
    let is_empty = |c: char| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    let written = written.trim_matches(is_empty);
    let (scheme, rest) = written.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    if scheme != "http" && scheme != "https" {
        return None;
    }
    let (authority, rest) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let authority = host_and_port(authority)?;
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let host = authority.strip_prefix("www.").unwrap_or(&authority).to_owned();
    let path = absolute(&percent_normal(path));
    let query = query_without_tracking(query, &host);
    let route = if fragment.starts_with(['/', '!']) { format!("#{}", percent_normal(fragment)) } else { String::new() };
    let (host, path, query) = known_forms(host, path, query);
    let tail = format!("{}{query}{route}", path.trim_end_matches('/'));
    let with_www = if authority.ends_with(&host) { authority } else { format!("www.{host}") };
    Some(WebAddress {
        clean: format!("{scheme}://{with_www}{}{query}{route}", if path.is_empty() { "/" } else { &path }),
        key: format!("{host}{tail}"),
        path: tail.trim_matches('/').to_owned(),
        host,
        fragment: if route.is_empty() { fragment.to_owned() } else { String::new() },
    })
}

/// The host in small letters, with its port unless it is the usual one. Addresses that hold a name and a
/// password are not taken.
fn host_and_port(authority: &str) -> Option<String> {
    let authority = authority.to_lowercase();
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => (host, port),
        _ => (authority.as_str(), ""),
    };
    let host = host.trim_end_matches('.');
    let is_host = host.contains(|c: char| c.is_alphanumeric()) && !host.contains(['@', ' ', '"', '<', '>', '\\', '\'']);
    let port = if matches!(port, "" | "80" | "443") { String::new() } else { format!(":{port}") };
    is_host.then(|| format!("{host}{port}"))
}

/// Percent-encoding in its one form: unreserved characters bare, everything else that needs it as `%XX`.
fn percent_normal(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut normal = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at).copied() {
        let encoded = bytes.get(at + 1..at + 3).filter(|_| byte == b'%').and_then(hex);
        at += if encoded.is_some() { 3 } else { 1 };
        match encoded {
            Some(meant) if is_unreserved(meant) => normal.push(char::from(meant)),
            Some(meant) => push_encoded(&mut normal, meant),
            None if byte.is_ascii_graphic()
                && !matches!(byte, b'%' | b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}') =>
            {
                normal.push(char::from(byte));
            }
            None => push_encoded(&mut normal, byte),
        }
    }
    normal
}

fn hex(digits: &[u8]) -> Option<u8> {
    std::str::from_utf8(digits)
        .ok()
        .filter(|digits| !digits.starts_with('+'))
        .and_then(|digits| u8::from_str_radix(digits, 16).ok())
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

fn push_encoded(text: &mut String, byte: u8) {
    let _ = write!(text, "%{byte:02X}");
}

/// An absolute path without `.`, `..` and empty parts; empty where nothing is left.
fn absolute(path: &str) -> String {
    let bare = without_dots(path);
    let slash = if path.ends_with('/') { "/" } else { "" };
    if bare.is_empty() { bare } else { format!("/{bare}{slash}") }
}

/// The parameters that say what is meant, in their order, with the `?`; empty where there are none.
fn query_without_tracking(query: &str, host: &str) -> String {
    let kept: Vec<String> = query
        .split('&')
        .map(|parameter| parameter.strip_prefix("amp;").unwrap_or(parameter))
        .filter(|parameter| !parameter.is_empty() && !is_tracking(parameter, host))
        .map(percent_normal)
        .collect();
    if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) }
}

fn is_tracking(parameter: &str, host: &str) -> bool {
    let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
    let name = name.to_ascii_lowercase();
    let of_host = match name.as_str() {
        "si" | "feature" | "pp" => is_youtube(host) || host == "open.spotify.com",
        "t" => is_youtube(host),
        "usp" | "ouid" | "rtpof" | "sd" => host.ends_with("google.com"),
        "from" => value == "from_copylink" || is_feishu(host),
        "theme" | "contenttheme" => is_feishu(host),
        "s" | "ref" => matches!(host, "twitter.com" | "x.com"),
        _ => false,
    };
    of_host || TRACKING.contains(&name.as_str()) || TRACKING_FAMILIES.iter().any(|family| name.starts_with(family))
}

fn is_feishu(host: &str) -> bool {
    ["feishu.cn", "larkoffice.com", "larksuite.com"].iter().any(|known| host.ends_with(known))
}

fn is_youtube(host: &str) -> bool {
    matches!(host, "youtube.com" | "m.youtube.com" | "youtu.be" | "youtube-nocookie.com")
}

/// Hosts that give one thing several addresses: YouTube's short, mobile and embedded forms, and the views of
/// a document of Google's.
fn known_forms(host: String, path: String, query: String) -> (String, String, String) {
    if is_youtube(&host) {
        let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
        let video = match parts[..] {
            [id] if host == "youtu.be" && !id.is_empty() => Some(id),
            ["embed" | "live" | "shorts" | "v", id] => Some(id),
            _ => None,
        };
        return match video {
            Some(id) => ("youtube.com".to_owned(), "/watch".to_owned(), format!("?v={id}")),
            None => ("youtube.com".to_owned(), path, query),
        };
    }
    if matches!(host.as_str(), "docs.google.com" | "drive.google.com") {
        let bare = path.trim_end_matches('/');
        let document = bare.rsplit_once('/').filter(|(_, view)| {
            matches!(*view, "edit" | "view" | "preview" | "copy" | "viewform" | "mobilebasic" | "htmlview")
        });
        return (host, document.map_or(bare, |(document, _)| document).to_owned(), query);
    }
    (host, path, query)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_thing_have_one_key() {
        let check = |written: &str, key: &str| {
            assert_eq!(read(written).map(|address| address.key).as_deref(), Some(key), "{written}");
        };
        check("https://WWW.Example.org/A/", "example.org/A");
        check("http://example.org:80/A?utm_source=mail&fbclid=1", "example.org/A");
        check("https://example.org", "example.org");
        check("https://example.org/?", "example.org");
        check("https://example.org./a/../b/./c#part", "example.org/b/c");
        check("https://example.org/#/board/7", "example.org#/board/7");
        check("https://example.org/caf%c3%a9%2d1", "example.org/caf%C3%A9-1");
        check("https://example.org/café-1", "example.org/caf%C3%A9-1");
        check("https://example.org/a?b=2&utm_medium=x&a=1", "example.org/a?b=2&a=1");
        check("https://example.org/a?b=1&amp;c=2", "example.org/a?b=1&c=2");
        check("https://example.org:8080/", "example.org:8080");
        check("\u{200b}https://example.org/a ", "example.org/a");
        check("https://youtu.be/AbC?t=12&si=x", "youtube.com/watch?v=AbC");
        check("https://m.youtube.com/watch?v=AbC&feature=share", "youtube.com/watch?v=AbC");
        check("https://docs.google.com/document/d/1aB/edit?usp=sharing#heading=h.1", "docs.google.com/document/d/1aB");
        check("https://example.org/100%", "example.org/100%25");
    }

    #[test]
    fn the_clean_form_keeps_what_servers_need() {
        let check = |written: &str, clean: &str| {
            assert_eq!(read(written).map(|address| address.clean).as_deref(), Some(clean), "{written}");
        };
        check("HTTP://www.Example.org/A/?gclid=1#top", "http://www.example.org/A/");
        check("https://example.org", "https://example.org/");
        check("https://youtu.be/AbC", "https://www.youtube.com/watch?v=AbC");
    }

    #[test]
    fn other_addresses_are_none() {
        for written in [
            "mailto:a@example.org",
            "example.org/a",
            "https://",
            "https://a:b@example.org/",
            "ftp://a.org",
            "https://?",
        ] {
            assert_eq!(read(written), None, "{written}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_clean_address_is_as_clean_as_it_gets(path in "[a-z0-9/.%#?&=+_ -]{0,40}", host in "[A-Za-z0-9.-]{1,12}") {
            if let Some(address) = read(&format!("http://{host}/{path}")) {
                let again = read(&address.clean).expect("a clean address is an address");
                proptest::prop_assert_eq!(&again.key, &address.key);
                proptest::prop_assert_eq!(&again.clean, &address.clean);
            }
        }
    }
}
