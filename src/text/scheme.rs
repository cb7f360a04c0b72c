//! The schemes of addresses (RFC 3986, 3.1). An address goes in as somebody wrote it; the scheme that a browser would
//! read in it comes out, and whether it may stand in a page.

/// Schemes of addresses that show a page, write to somebody or open a program for talking or keeping notes. Any
/// other may start a program that does what the address says, and some do so without a question.
const KNOWN: &[&str] = &[
    "bitcoin",
    "callto",
    "dat",
    "doi",
    "ftp",
    "ftps",
    "gemini",
    "geo",
    "git",
    "gopher",
    "http",
    "https",
    "im",
    "ipfs",
    "irc",
    "ircs",
    "jitsi",
    "logseq",
    "magnet",
    "mailto",
    "matrix",
    "mumble",
    "news",
    "nntp",
    "obsidian",
    "onenote",
    "openpgp4fpr",
    "sftp",
    "sgnl",
    "sip",
    "sips",
    "skype",
    "slack",
    "sms",
    "smsto",
    "ssh",
    "tel",
    "tg",
    "threema",
    "urn",
    "webcal",
    "webcals",
    "whatsapp",
    "xmpp",
    "zoommtg",
    "zoomus",
    "zotero",
];

/// Schemes that run or hide something wherever they stand.
const HARMFUL: &[&str] = &["javascript", "data", "vbscript", "file", "blob", "filesystem"];

/// The scheme of an address in small letters, if it has one. Browsers pass over blanks and control characters in it;
/// what can't be seen is passed over as well, for it may be taken out later.
pub fn of(address: &str) -> Option<String> {
    let (start, _) = address.split_once(':')?;
    let scheme: String = start.chars().filter(|c| !is_unseen(*c)).take(40).collect();
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

/// Whether an address with this scheme may stand in a page.
pub fn is_known(scheme: &str) -> bool {
    KNOWN.contains(&scheme)
}

/// Whether a scheme does harm for certain.
pub fn is_harmful(scheme: &str) -> bool {
    HARMFUL.contains(&scheme)
}

/// An address without the blanks and unseen characters around it that come along when it is copied.
pub fn trimmed(address: &str) -> &str {
    address.trim_matches(is_unseen)
}

/// Blanks, control characters, and those that only say how others are shown.
fn is_unseen(c: char) -> bool {
    let is_format = matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}');
    is_format || c.is_whitespace() || c.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_are_read_as_browsers_do() {
        let check = |address: &str, scheme: Option<&str>| assert_eq!(of(address).as_deref(), scheme, "{address:?}");
        check("https://example.org", Some("https"));
        check(" \u{1}java\tscript\n:x", Some("javascript"));
        check("\u{200b}javascript:x", Some("javascript"));
        check("\u{feff}java\u{ad}script\u{202e}:x", Some("javascript"));
        check("notes/a:b.md", None);
        check("10:30.md", None);
        check("a.md", None);
    }
}
