//! The second wall before raw HTML reaches a page: the one file that knows ammonia.
//! HTML goes in, well-formed HTML of allowed elements comes out. Only notes with raw HTML pass through.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

/// Elements that our own writer makes, beside those that ammonia allows of itself.
const ELEMENTS: &[&str] =
    &["section", "input", "audio", "video", "source", "picture", "font", "nobr", "main", "center", "tt"];

/// `html` with every element closed and nothing in it that could act.
pub(crate) fn clean(html: &str) -> String {
    static BUILDER: LazyLock<Builder<'static>> = LazyLock::new(builder);
    BUILDER.clean(html).to_string()
}

fn builder() -> Builder<'static> {
    let mut builder = Builder::default();
    builder
        .add_tags(ELEMENTS)
        .rm_tags(["main", "center", "font", "tt", "nobr"])
        .add_generic_attributes(["id", "class", "dir", "tabindex", "role", "aria-label"])
        .tag_attributes(attributes())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None);
    builder
}

fn attributes() -> HashMap<&'static str, HashSet<&'static str>> {
    [
        ("a", vec!["href"]),
        ("img", vec!["src", "alt", "width", "height"]),
        ("audio", vec!["src", "controls"]),
        ("video", vec!["src", "controls"]),
        ("source", vec!["src"]),
        ("input", vec!["type", "checked", "disabled"]),
        ("col", vec!["span"]),
        ("colgroup", vec!["span"]),
        ("details", vec!["open"]),
        ("li", vec!["value"]),
        ("ol", vec!["start", "reversed"]),
        ("td", vec!["colspan", "rowspan"]),
        ("th", vec!["colspan", "rowspan", "scope"]),
        ("time", vec!["datetime"]),
    ]
    .into_iter()
    .map(|(element, attributes)| (element, attributes.into_iter().collect()))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn elements_are_closed_and_marks_survive() {
        assert_eq!(clean("<div><b>x"), "<div><b>x</b></div>");
        let link = "<a href=\"\u{1}l5\u{1}\">x</a>";
        assert_eq!(clean(link), link);
        let block = "<p>a</p>\n\u{1}c0\u{1}\n";
        assert_eq!(clean(block), block);
        assert_eq!(clean("<script>x</script>"), "");
    }
}
