//! Reads Rust source just well enough to check the house style: parts code from comments, strings
//! and the tests at a file's end. Line numbers always are those of the whole file.

/// A Rust file.
pub(crate) struct Source {
    /// The whole file as written.
    pub(crate) text: String,
    /// The code before the tests, with comments and the insides of strings as spaces.
    code: String,
    /// The comments alone, everything else as spaces.
    comments: String,
}

/// What a file's tests begin with.
const TEST_MARK: &str = "#[cfg(test)]\nmod ";

impl Source {
    /// Takes a file's text apart.
    pub(crate) fn read(text: &str) -> Source {
        let (code, comments) = parted(text);
        // Rayon's prelude holds traits alone, which are used by their methods and never named.
        let code = code.replace("rayon::prelude::*", "rayon::prelude  ");
        let end = code.find(TEST_MARK).unwrap_or(code.len());
        Source { text: text.to_owned(), code: code[..end].to_owned(), comments }
    }

    /// How many lines stand before the tests.
    pub(crate) fn lines_without_tests(&self) -> usize {
        self.code.lines().count()
    }

    /// The lines of the code that hold this text.
    pub(crate) fn lines_with(&self, text: &str) -> Vec<usize> {
        self.code.match_indices(text).map(|(at, _)| self.line(at)).collect()
    }

    /// The lines that hand on what another module has. What a module's own files hold is its own:
    /// `mod words;` and `pub use words::KEYS;` in one file give the module its face.
    pub(crate) fn foreign_exports(&self) -> Vec<usize> {
        let own = |name: &str| self.code.contains(&format!("mod {name};"));
        self.code
            .match_indices("pub use ")
            .filter(|(at, found)| !own(&word(&self.code[at + found.len()..])))
            .map(|(at, _)| self.line(at))
            .collect()
    }

    /// Whether the code names this package as the start of a path.
    pub(crate) fn uses(&self, package: &str) -> bool {
        self.paths(package).next().is_some()
    }

    /// Every `crate::name`, those in braces too, with its line.
    pub(crate) fn crate_paths(&self) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        for at in self.paths("crate") {
            let line = self.line(at);
            let rest = self.code[at + "crate::".len()..].trim_start();
            match rest.strip_prefix('{') {
                Some(group) => found.extend(members(group).into_iter().map(|name| (line, name))),
                None => found.push((line, word(rest))),
            }
        }
        found
    }

    /// Where `name::` stands as the first part of a path.
    fn paths<'a>(&'a self, name: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.code.match_indices(name).map(|(at, _)| at).filter(move |at| {
            let before = self.code[..*at].chars().next_back();
            let after = &self.code[at + name.len()..];
            let inside_a_word = before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_' || letter == ':');
            !inside_a_word && after.starts_with("::")
        })
    }

    /// The lines of comments that promise to do something later.
    pub(crate) fn unfinished_comments(&self) -> Vec<usize> {
        let unfinished = |line: &str| {
            let outside_code: String = line.split('`').step_by(2).collect();
            ["TODO", "FIXME", "XXX", "HACK"].iter().any(|word| outside_code.contains(word))
        };
        (1..).zip(self.comments.lines()).filter(|(_, line)| unfinished(line)).map(|(number, _)| number).collect()
    }

    /// The lines of functions that take a `bool`.
    pub(crate) fn bool_parameters(&self) -> Vec<usize> {
        let functions = self
            .code
            .match_indices("fn ")
            .filter(|(at, _)| !self.code[..*at].ends_with(|letter: char| letter.is_alphanumeric() || letter == '_'));
        functions
            .filter(|(at, _)| {
                let signature = &self.code[*at..];
                let end = signature.find(['{', ';']).unwrap_or(signature.len());
                let parameters = signature[..end].split("->").next().unwrap_or_default();
                parameters.contains(": bool")
            })
            .map(|(at, _)| self.line(at))
            .collect()
    }

    /// The lines that declare something by a name that says nothing.
    pub(crate) fn vague_names(&self) -> Vec<usize> {
        let vague = ["Manager", "Helper", "Handler", "Processor", "Wrapper"];
        let declares = |line: &str| {
            let mut words = line.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
            words.find(|word| ["struct", "enum", "trait", "mod"].contains(word)).and_then(|_| words.next()).is_some_and(
                |name| {
                    vague.iter().any(|ending| name.ends_with(ending))
                        || ["utils", "util", "helpers", "misc", "common"].contains(&name)
                },
            )
        };
        (1..).zip(self.code.lines()).filter(|(_, line)| declares(line)).map(|(number, _)| number).collect()
    }

    fn line(&self, at: usize) -> usize {
        self.code[..at].matches('\n').count() + 1
    }
}

/// The first names of the members of a `{…}` group whose opening brace is gone.
fn members(group: &str) -> Vec<String> {
    let (mut depth, mut expects_name, mut names) = (0, true, Vec::new());
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => expects_name = true,
            _ if expects_name && depth == 0 && !letter.is_whitespace() => {
                names.push(word(&group[at..]));
                expects_name = false;
            }
            _ => {}
        }
    }
    names
}

fn word(text: &str) -> String {
    text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}

/// The code and the comments of a text, each as long as the whole, the rest as spaces.
fn parted(text: &str) -> (String, String) {
    let (mut code, mut comments) = (String::new(), String::new());
    let mut rest = text;
    while !rest.is_empty() {
        let (length, kind) = token(rest);
        let (piece, after) = rest.split_at(length);
        let blank: String = piece
            .chars()
            .flat_map(|letter| {
                let fill = if letter == '\n' { '\n' } else { ' ' };
                std::iter::repeat_n(fill, letter.len_utf8())
            })
            .collect();
        code.push_str(if kind == Token::Code { piece } else { &blank });
        comments.push_str(if kind == Token::Comment { piece } else { &blank });
        rest = after;
    }
    (code, comments)
}

#[derive(PartialEq)]
enum Token {
    Code,
    Comment,
    Literal,
}

/// The length and the kind of the token that a text starts with.
fn token(text: &str) -> (usize, Token) {
    if text.starts_with("//") {
        return (text.find('\n').unwrap_or(text.len()), Token::Comment);
    }
    if text.starts_with("/*") {
        return (text.find("*/").map_or(text.len(), |end| end + 2), Token::Comment);
    }
    if let Some(length) = raw_string(text) {
        return (length, Token::Literal);
    }
    if text.starts_with('"') {
        return (quoted(text, '"'), Token::Literal);
    }
    if text.starts_with('\'') {
        return character(text).map_or((1, Token::Code), |length| (length, Token::Literal));
    }
    let word: usize =
        text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').map(char::len_utf8).sum();
    let first = text.chars().next().map_or(1, char::len_utf8);
    (word.max(first), Token::Code)
}

fn raw_string(text: &str) -> Option<usize> {
    let after = text.strip_prefix("br").or_else(|| text.strip_prefix('r'))?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    let inside = after[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let start = text.len() - inside.len();
    Some(inside.find(&end).map_or(text.len(), |at| start + at + end.len()))
}

fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if letter == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of a character literal; none for a lifetime.
fn character(text: &str) -> Option<usize> {
    let mut letters = text.char_indices().skip(1);
    let (_, first) = letters.next()?;
    if first == '\\' {
        return Some(quoted(text, '\''));
    }
    let (at, second) = letters.next()?;
    (second == '\'').then_some(at + 1)
}
