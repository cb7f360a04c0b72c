//! Things in a text that could be misused by whoever reads them: e-mail addresses, phone numbers, meeting numbers and
//! passcodes, links into meetings and calendars, links for editing forms, keys. A text goes in, their places come out.
//! Forms that other things have as well, such as a bare row of digits, are no secrets.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::text::floor_boundary;

/// What kind of thing could be misused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Secret {
    /// An e-mail address.
    Mail,
    /// A phone number.
    Phone,
    /// A link into a meeting, or to a calendar entry.
    Meeting,
    /// The number of a meeting, a passcode or a password.
    Passcode,
    /// A link for editing what others only fill in.
    Editing,
    /// A key for a program.
    Key,
}

impl Secret {
    /// What it is called in messages.
    pub fn words(self) -> &'static str {
        match self {
            Self::Mail => "an e-mail address",
            Self::Phone => "a phone number",
            Self::Meeting => "a link to a meeting or calendar",
            Self::Passcode => "a meeting number or passcode",
            Self::Editing => "a link for editing",
            Self::Key => "a secret key",
        }
    }

    /// For whom it is, in messages.
    pub fn readers(self) -> &'static str {
        if self.is_for_members() { "for members only" } else { "kept out of the site" }
    }

    /// Whether members may have it: what takes them to their meetings.
    pub fn is_for_members(self) -> bool {
        matches!(self, Self::Meeting | Self::Passcode)
    }
}

/// A kind of secret: by which signs it is noticed, how much of the text around a sign is looked at, and how it is
/// written. Where the pattern has a group, that is the secret, and otherwise all of it.
struct Form {
    secret: Secret,
    signs: Signs,
    /// So many bytes before a sign and behind it.
    around: (usize, usize),
    pattern: Regex,
}

/// By what a kind of secret is noticed, so that patterns are tried only where there may be one.
enum Signs {
    /// One of these words stands there, in small letters.
    Words(Regex),
    /// A row of digits, long enough to ring somebody.
    Digits,
}

/// Each kind with its signs, what is looked at around them, and its pattern; letters count whatever their case.
const FORMS: [(Secret, &str, (usize, usize), &str); 9] = [
    (
        Secret::Mail,
        r"@|%40|\(at\)|\[at\]",
        (80, 200),
        r"[a-z0-9][a-z0-9._%+'-]*(?:@|%40| ?(?:\(at\)|\[at\]) ?)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)*\.[a-z]{2,}",
    ),
    // International (ITU-T E.123), and the ways of North America, Britain and Germany to write their own.
    (Secret::Phone, "", (4, 2), r"\+ ?[1-9][0-9]{0,3}(?:[ ()./-]{0,2}[0-9]){6,14}"),
    (Secret::Phone, "", (4, 2), r"(?:\([2-9][0-9]{2}\) ?|[2-9][0-9]{2}[-.])[0-9]{3}[-.][0-9]{4}"),
    (Secret::Phone, "", (4, 2), r"\(?0[1-9][0-9]{1,4}\)?[ /-][0-9]{3,}(?:[ /-]?[0-9]{2,}){0,3}"),
    (
        Secret::Phone,
        "",
        (40, 2),
        r"(?:phone|tel|telefon|teléfono|telephone|mobile|mobil|handy|móvil|cell|dial-in|dial in|fax|whatsapp|signal)(?: ?(?:number|no\.?|nr\.?|:|\.))+ *\(?([+0-9][0-9 ()./-]{5,}[0-9])",
    ),
    (
        Secret::Meeting,
        r"zoom\.|zoomgov\.|meet\.google|teams\.microsoft|teams\.live|webex\.com|meet\.jit\.si|whereby\.com|bluejeans\.com|gotomeet\.me|gotomeeting\.com|calendar\.google|calendar\.app|outlook\.office|outlook\.live",
        (80, 2000),
        r"(?:https?://)?(?:[a-z0-9-]+\.)*(?:zoom(?:gov)?\.(?:us|com)/(?:j|my|w|s|wc|webinar|meeting)/|meet\.google\.com/[a-z]|teams\.(?:microsoft|live)\.com/(?:l/meetup-join|meet)|webex\.com/(?:meet|join|[a-z0-9./-]*j\.php)|meet\.jit\.si/|whereby\.com/|bluejeans\.com/[0-9]|gotomeet\.me/|gotomeeting\.com/join|calendar\.google\.com/calendar/|calendar\.app\.google/|outlook\.(?:office(?:365)?|live)\.com/(?:owa/)?calendar/)[^\s<>\x22'\]\)]*",
    ),
    (
        Secret::Passcode,
        r"meeting.?id|meeting.?n|webinar.?id|webinar.?n|conference.?id|conference.?n|zoom.?id|zoom.?n|event.?id|event.?n|besprechungs|id de |passcode|pass code|access code|host key|\bpin|password|passwort|kennwort|kenncode|pwd|contrase|acceso|mot de passe|رمز",
        (20, 160),
        r"(?:(?:meeting|webinar|conference|zoom|event|besprechungs)[ -]?(?:id|number|no\.?)|besprechungs-?id|meeting-?id|id de (?:la )?(?:reunión|reunion)|passcode|pass code|access code|host key|\bpin(?: code)?|password|passwort|kennwort|kenncode|pwd|contraseña|código de acceso|mot de passe|رمز)(?:[*_]{0,3} *(?:is|ist|es)? *[:=#：][*_]{0,3} *(?:is )?|[*_]{0,3} +#? *)[`*]{0,2}([a-z0-9!#$%&@+._-]*[0-9][a-z0-9!#$%&@+._-]*(?: [0-9]{2,5}){0,4})|(?:password|passcode|passwort|kennwort|contraseña|mot de passe)[*_]{0,3} *[:=：][*_]{0,3} *[`*]{0,2}([^\s`*<>]{3,})",
    ),
    (
        Secret::Editing,
        r"docs\.google|admin\.typeform|forms\.office|forms\.microsoft|surveymonkey",
        (80, 2000),
        r"(?:https?://)?(?:docs\.google\.com/forms/(?:u/[0-9]/)?d/[^/e\s][^/\s]*/(?:edit|viewanalytics|responses)|admin\.typeform\.com/|forms\.(?:office|microsoft)\.com/(?:pages/)?design|[a-z]+\.surveymonkey\.com/(?:create|design|analyze|collect))[^\s<>\x22'\]\)]*",
    ),
    // Keys begin with what tells them, so that the pattern is tried there alone, or behind the character before.
    (
        Secret::Key,
        r"ghp_|gho_|ghu_|ghs_|ghr_|github_pat_|glpat-|akia|aiza|xox|sk-|eyj|-----begin|access_token|api_key|apikey|auth_token|secret|token|private-",
        (1, 5000),
        r"\A(?s:.)??(gh[pousr]_[a-z0-9]{20,}|github_pat_[a-z0-9_]{20,}|glpat-[a-z0-9_-]{16,}|akia[0-9a-z]{16}|aiza[0-9a-z_-]{30,}|xox[abprs]-[a-z0-9-]{10,}|sk-[a-z0-9_-]{20,}|eyj[a-z0-9_-]{10,}\.[a-z0-9_-]{10,}\.[a-z0-9_-]*|-----begin [a-z ]*private key-----(?s:.*?)(?:-----end [a-z ]*private key-----|\z)|(?:access_token|api_key|apikey|auth_token|secret|token|private-[a-z0-9]{8,})[=/ ][a-z0-9._~%-]{12,})",
    ),
];

static PATTERNS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let regex = |pattern: &str| Regex::new(pattern).expect("the patterns are tested");
    let form = |(secret, signs, around, pattern): (Secret, &str, (usize, usize), &str)| Form {
        secret,
        signs: if signs.is_empty() { Signs::Digits } else { Signs::Words(regex(signs)) },
        around,
        pattern: regex(&format!("(?i){pattern}")),
    };
    FORMS.into_iter().map(form).collect()
});

/// The places of secrets in a text, by rising position, none within another.
pub fn find(text: &str) -> Vec<(Range<usize>, Secret)> {
    let mut found: Vec<(Range<usize>, Secret)> = Vec::new();
    let small = text.to_ascii_lowercase();
    let digits = rows_of_digits(text);
    for form in PATTERNS.iter() {
        let signs: Vec<Range<usize>> = match &form.signs {
            Signs::Words(words) => words.find_iter(&small).map(|sign| sign.range()).collect(),
            Signs::Digits => digits.clone(),
        };
        let mut done = 0;
        for sign in signs {
            let from = floor_boundary(text, sign.start.saturating_sub(form.around.0).max(done));
            let to = floor_boundary(text, (sign.end + form.around.1).min(text.len()));
            let Some(window) = text.get(from..to) else { continue };
            for captures in form.pattern.captures_iter(window) {
                let groups = captures.iter().skip(1).flatten().next();
                let Some(place) = groups.or_else(|| captures.get(0)) else { continue };
                let span = from + place.start()..from + place.end();
                if is_one(text, &span, form.secret) {
                    done = done.max(span.end);
                    found.push((span, form.secret));
                }
            }
        }
    }
    found.sort_by_key(|(span, _)| (span.start, usize::MAX - span.end));
    let mut end = 0;
    found.retain(|(span, _)| {
        let is_new = span.start >= end;
        end = end.max(span.end);
        is_new
    });
    found
}

/// Rows of digits, with no more than signs of phone numbers between, that are long enough for one.
fn rows_of_digits(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut rows = Vec::new();
    let mut start = 0;
    // A row is at least as long as a number has digits: none begins before a byte among so many that can't be part of it.
    while let Some(window) = bytes.get(start..start + LEAST_DIGITS) {
        if let Some(wrong) = window.iter().rposition(|byte| !is_of_number(*byte)) {
            start += wrong + 1;
            continue;
        }
        let length = bytes[start..].iter().position(|byte| !is_of_number(*byte)).unwrap_or(bytes.len() - start);
        let row = start..start + length;
        if bytes[row.clone()].iter().filter(|byte| byte.is_ascii_digit()).count() >= LEAST_DIGITS {
            rows.push(row);
        }
        start += length;
    }
    rows
}

fn is_of_number(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b' ' | b'(' | b')' | b'.' | b'/' | b'-' | b'+')
}

/// No phone number has fewer digits.
const LEAST_DIGITS: usize = 7;

/// A text with a dot in the place of each character of a secret, as it may be printed where others read along.
pub fn dotted(text: &str) -> String {
    let mut dotted = String::with_capacity(text.len());
    let mut at = 0;
    for (span, _) in find(text) {
        dotted.push_str(&text[at..span.start]);
        dotted.extend(text[span.clone()].chars().map(|_| '•'));
        at = span.end;
    }
    dotted.push_str(&text[at..]);
    dotted
}

/// Whether what looks like a secret stands by itself, as one does.
fn is_one(text: &str, span: &Range<usize>, secret: Secret) -> bool {
    let before = text[..span.start].chars().next_back();
    let after = text[span.end..].chars().next();
    let words = &text[span.clone()];
    match secret {
        // `@name@host` is how people are known in public networks, `git@host` an account of nobody.
        Secret::Mail => {
            before != Some('@')
                && !words.starts_with("git@")
                && !before.is_some_and(|c| c == '/' && after == Some('/'))
                && !is_file(words)
        }
        Secret::Phone => {
            let is_part = |c: char| c.is_alphanumeric() || matches!(c, '/' | '_' | '=' | '#' | '%' | '&');
            let digits = words.bytes().filter(u8::is_ascii_digit).count();
            !before.is_some_and(|c| is_part(c) || matches!(c, '.' | '-'))
                && !after.is_some_and(|c| is_part(c) || c == '-')
                && (7..=15).contains(&digits)
        }
        Secret::Passcode => !before.is_some_and(char::is_alphanumeric) && words.len() >= 3 && !words.starts_with('…'),
        Secret::Meeting | Secret::Editing | Secret::Key => !before.is_some_and(char::is_alphanumeric),
    }
}

/// `icon@2x.png`: a picture for fine screens.
fn is_file(words: &str) -> bool {
    let ending = words.rsplit('.').next().unwrap_or_default();
    words.contains('@') && ["png", "jpg", "jpeg", "gif", "svg", "webp"].contains(&ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = find(text).into_iter().map(|(span, _)| &text[span]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn addresses_of_people_are_found() {
        check("Write to ada.l+list@mail.example.org.", &["ada.l+list@mail.example.org"]);
        check("[mail](mailto:ada@example.org)", &["ada@example.org"]);
        check("ada (at) example.org and bo[at]example.org", &["ada (at) example.org", "bo[at]example.org"]);
        check("@ada@social.example and git@example.org:org/notes and use pkg@1.2.3", &[]);
        check("![](icon@2x.png)", &[]);
    }

    #[test]
    fn numbers_that_ring_somebody_are_found() {
        check("Call +44 20 7946 0958 or (212) 555-0147", &["+44 20 7946 0958", "(212) 555-0147"]);
        check("ring 020 7946 0958, 030/9018200", &["020 7946 0958", "030/9018200"]);
        check("Tel.: 555 0147 88", &["555 0147 88"]);
        check("555-010-0199", &["555-010-0199"]);
        check("On 2023-01-12 at 12:00, room 0123, issue 4567890, +3 points, 2022/2023", &[]);
        check("https://example.org/a/555-010-0199/b and 10.5281/zenodo.555-0100", &[]);
    }

    #[test]
    fn ways_into_meetings_are_found() {
        check(
            "Join https://us02web.zoom.us/j/8123456789?pwd=abc now",
            &["https://us02web.zoom.us/j/8123456789?pwd=abc"],
        );
        check("<https://meet.google.com/abc-defg-hij>", &["https://meet.google.com/abc-defg-hij"]);
        check("Meeting ID: 812 3456 7890, Passcode: 4Fx!9", &["812 3456 7890", "4Fx!9"]);
        check("Meeting-Number: 812 3456", &["812 3456"]);
        check("**Passcode:** `482915`", &["482915"]);
        check("Password: hunter", &["hunter"]);
        check("Zoom and Jitsi compared: https://zoom.us/ and https://jitsi.org/", &[]);
        check("the passcode changes in 2024", &[]);
    }

    #[test]
    fn ways_to_change_things_are_found() {
        check("https://docs.google.com/forms/d/1AbC/edit", &["https://docs.google.com/forms/d/1AbC/edit"]);
        check("https://docs.google.com/forms/d/e/1FAI/viewform", &[]);
        check("ghp_abcdefghijklmnopqrstuvwx", &["ghp_abcdefghijklmnopqrstuvwx"]);
        check(
            "»sk-abcdefghijklmnopqrstuvwx« sk-ghp_bcdefghijklmnopqrstuvwx",
            &["sk-abcdefghijklmnopqrstuvwx", "sk-ghp_bcdefghijklmnopqrstuvwx"],
        );
        check(
            "?access_token=abcdefghijklmn&token=bcdefghijklmno",
            &["access_token=abcdefghijklmn", "token=bcdefghijklmno"],
        );
        check("see the tokens that we use", &[]);
    }
}
