//! The words that the program itself writes into a site, whatever the notes say: names of elements, classes, fields of
//! calendars and feeds. They stand in quotes in the files that write them, which are read here as they are, so that
//! none is forgotten when one of them changes.

/// The files that write into a site.
const FILES: [&str; 27] = [
    include_str!("../locale.rs"),
    include_str!("../note/item.rs"),
    include_str!("../note/word.rs"),
    include_str!("../note.rs"),
    include_str!("../parse/callout.rs"),
    include_str!("../parse/footnotes.rs"),
    include_str!("../parse/mod.rs"),
    include_str!("../parse/raw_html.rs"),
    include_str!("../parse/writer/blocks.rs"),
    include_str!("../parse/writer/links.rs"),
    include_str!("../parse/writer/mod.rs"),
    include_str!("../parse/writer/words.rs"),
    include_str!("../model/published.rs"),
    include_str!("../model/resources/kind.rs"),
    include_str!("../search/facets.rs"),
    include_str!("../search/fragments.rs"),
    include_str!("../search/mod.rs"),
    include_str!("../theme.rs"),
    include_str!("../theme/look.rs"),
    include_str!("../render/body.rs"),
    include_str!("../render/calendar.rs"),
    include_str!("../render/feed.rs"),
    include_str!("../render/fragment.rs"),
    include_str!("../render/highlight.rs"),
    include_str!("../render/mod.rs"),
    include_str!("../render/time_zone.rs"),
    include_str!("../render/view/pagefind.rs"),
];

/// What stands in quotes in a file of the program, without its comments and tests.
fn quoted(file: &'static str) -> impl Iterator<Item = &'static str> {
    let code = file.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.filter_map(|line| Some(&line[line.find('"')?..=line.rfind('"')?]))
}

/// All words that the program itself may write, in no order.
pub(super) fn texts() -> impl Iterator<Item = &'static str> {
    FILES.into_iter().flat_map(quoted)
}
