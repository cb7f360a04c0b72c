//! Reads the tags of an HTML page: enough to find its links and its anchors, no more.
//! Works on what the program writes: attribute values are quoted, and text escapes `<`.

/// One opening tag: its name and its attributes, in small letters, values with entities resolved.
pub(crate) struct Tag {
    /// The element's name.
    pub(crate) name: String,
    /// Names and values, in the order they are written.
    pub(crate) attributes: Vec<(String, String)>,
}

impl Tag {
    /// An attribute's value.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether the tag has this class.
    pub(crate) fn has_class(&self, class: &str) -> bool {
        self.get("class").is_some_and(|classes| classes.split_ascii_whitespace().any(|one| one == class))
    }
}

/// Every opening tag of a page, passing over comments and the text of scripts and styles.
pub(crate) fn tags(page: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
        } else if rest.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            let (tag, after) = tag(rest);
            rest = after;
            if tag.name == "script" || tag.name == "style" {
                let end = format!("</{}", tag.name);
                rest = rest.find(&end).map_or("", |at| &rest[at..]);
            }
            found.push(tag);
        }
    }
    found
}

/// The inner HTML of the first element whose opening tag is chosen; none where there is none.
pub(crate) fn inner(page: &str, chosen: impl Fn(&Tag) -> bool) -> Option<&str> {
    let mut from = 0;
    while let Some(start) = page[from..].find('<').map(|at| from + at) {
        from = start + 1;
        if !page[from..].starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            continue;
        }
        let (tag, after) = tag(&page[from..]);
        if chosen(&tag) {
            return Some(&after[..closing(after, &tag.name)]);
        }
    }
    None
}

/// Where the element that is already open ends.
fn closing(inside: &str, name: &str) -> usize {
    let (opens, closes) = (format!("<{name}"), format!("</{name}>"));
    let (mut depth, mut from) = (1, 0);
    loop {
        let Some(close) = inside[from..].find(&closes).map(|at| from + at) else {
            return inside.len();
        };
        let opened = inside[from..close]
            .match_indices(&opens)
            .filter(|(at, _)| {
                inside[from + at + opens.len()..].starts_with(|next: char| next.is_whitespace() || next == '>')
            })
            .count();
        depth = depth + opened - 1;
        if depth == 0 {
            return close;
        }
        from = close + closes.len();
    }
}

fn tag(text: &str) -> (Tag, &str) {
    let name_end =
        text.find(|letter: char| letter.is_whitespace() || letter == '>' || letter == '/').unwrap_or(text.len());
    let name = text[..name_end].to_ascii_lowercase();
    let mut attributes = Vec::new();
    let mut rest = &text[name_end..];
    loop {
        rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/');
        if rest.is_empty() {
            break;
        }
        if let Some(after) = rest.strip_prefix('>') {
            rest = after;
            break;
        }
        let (attribute, after) = attribute(rest);
        attributes.push(attribute);
        rest = after;
    }
    (Tag { name, attributes }, rest)
}

fn attribute(text: &str) -> ((String, String), &str) {
    let end = text.find(|letter: char| letter.is_whitespace() || "=>/".contains(letter)).unwrap_or(text.len()).max(1);
    let name = text[..end].to_ascii_lowercase();
    let rest = &text[end..];
    let Some(value) = rest.strip_prefix('=') else {
        return ((name, String::new()), rest);
    };
    let (value, rest) = match value.chars().next() {
        Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
        Some(_) | None => {
            value.split_at(value.find(|letter: char| letter.is_whitespace() || letter == '>').unwrap_or(value.len()))
        }
    };
    ((name, decoded(value)), rest)
}

/// A text with its character references resolved: the few names that HTML writers use, and numbers.
pub(crate) fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let reference = rest[1..].split_once(';').map(|(name, _)| name);
        match reference.and_then(|name| Some((name, character(name)?))) {
            Some((name, letter)) => {
                out.push(letter);
                rest = &rest[name.len() + 2..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}
