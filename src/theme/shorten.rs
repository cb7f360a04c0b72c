//! The built-in scripts and styles as browsers need them: without what only explains them. What they do stays the
//! same, and so do the knowledge base's own files, which are taken as they are.

/// A script without indentation and lines that only explain. None of the built-in scripts has a text of several
/// lines, as `tests/tidy.rs` holds.
pub(super) fn script(script: &str) -> String {
    let says_nothing = |line: &&str| line.is_empty() || line.starts_with("//") || line.starts_with("/**");
    let lines = script.lines().map(str::trim).filter(|line| !says_nothing(line));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// A style sheet without comments and the white space that layout needs. None of the built-in ones has a comment's
/// or a brace's sign in a text.
pub(super) fn style(style: &str) -> String {
    let mut bare = String::with_capacity(style.len());
    let mut rest = style;
    while let Some((before, after)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    let mut short = String::with_capacity(bare.len());
    for line in bare.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if short.ends_with(|end: char| !"{};,".contains(end)) {
            short.push(' ');
        }
        short.push_str(&match line.split_once(": ") {
            // A property and its value; in selectors a colon is never followed by a space.
            Some((name, value)) if !line.ends_with('{') => format!("{name}:{value}"),
            Some(_) | None => {
                line.strip_suffix(" {").map_or_else(|| line.to_owned(), |selector| format!("{selector}{{"))
            }
        });
    }
    short.push('\n');
    short
}

#[cfg(test)]
mod tests {
    #[test]
    fn styles_lose_what_only_explains() {
        let style = "/* Two\n   lines. */\n@layer a {\n  b:hover,\n  c::after {\n    content: \"x: y\";\n    grid-area:\n      1 / 2;\n  }\n\n  @media (min-width: 4rem) {\n  }\n}\n";
        let short = "@layer a{b:hover,c::after{content:\"x: y\";grid-area: 1 / 2;}@media (min-width: 4rem){}}\n";
        assert_eq!(super::style(style), short);
    }
}
