//! Cuts the marks out of written HTML and leaves holes in their places.

use super::items::Passage;
use super::writer::MARK;
use crate::note::{Body, Hole, HoleContent, Word};
use crate::text::escape_into;

/// What a mark stands for.
enum Meaning {
    Hole(HoleContent),
    Anchor(usize),
    Begin(usize),
    End(usize),
}

/// HTML with marks becomes HTML with holes, and items learn where in it they stand. Marks that name nothing,
/// which only a bug could make, vanish.
pub(crate) fn cut(html: &str, passages: &mut [Passage]) -> Body {
    let mut body = Body { html: String::with_capacity(html.len()), holes: Vec::new() };
    let mut rest = html;
    while let Some(start) = rest.find(MARK) {
        let after = &rest[start + MARK.len_utf8()..];
        // Marks are a few bytes long.
        let Some(end) = after.bytes().position(|byte| char::from(byte) == MARK) else { break };
        let meaning = meaning(&after[..end]);
        let mut before = &rest[..start];
        rest = &after[end + MARK.len_utf8()..];
        let opening = match meaning {
            Some(Meaning::Hole(HoleContent::Link(_))) => " href=\"",
            Some(Meaning::Hole(HoleContent::Source(_))) => " src=\"",
            _ => "",
        };
        if let Some(without) = before.strip_suffix(opening).filter(|_| !opening.is_empty()) {
            before = without;
            rest = rest.strip_prefix('"').unwrap_or(rest);
        }
        body.html.push_str(before);
        if let Some(meaning) = meaning {
            apply(&mut body, passages, meaning);
        }
    }
    body.html.push_str(rest);
    for passage in passages {
        passage.item.html.retain(|stretch| stretch.start < stretch.end);
    }
    body
}

fn apply(body: &mut Body, passages: &mut [Passage], meaning: Meaning) {
    let at = body.html.len();
    match meaning {
        Meaning::Hole(content) => body.holes.push(Hole { at, content }),
        Meaning::Anchor(index) => anchor(body, passages, index),
        Meaning::Begin(index) => {
            if let Some(passage) = passages.get_mut(index) {
                passage.item.html.push(at..at);
            }
        }
        Meaning::End(index) => {
            if let Some(stretch) = passages.get_mut(index).and_then(|passage| passage.item.html.last_mut()) {
                stretch.end = at;
            }
        }
    }
}

/// Where the id of a task belongs that begins behind its box: at the end of its `<li>`'s tag.
fn task(html: &str) -> Option<usize> {
    const TAG: &str = "<li class=\"task\">";
    let (before, tag) = html.split_at(html.strip_suffix("> ")?.rfind('<')?);
    let before = before.strip_suffix("<p>").unwrap_or(before).trim_end();
    (before.ends_with(TAG) && tag.starts_with("<input ")).then(|| before.len() - 1)
}

/// Gives the element whose tag ends at `at` an id; what stands behind moves on.
fn add_id(body: &mut Body, passages: &mut [Passage], (at, anchor): (usize, &str)) {
    let mut id = String::from(" id=\"");
    escape_into(&mut id, anchor);
    id.push('"');
    body.html.insert_str(at, &id);
    body.holes.iter_mut().filter(|hole| hole.at > at).for_each(|hole| hole.at += id.len());
    for stretch in passages.iter_mut().flat_map(|passage| &mut passage.item.html) {
        for place in [&mut stretch.start, &mut stretch.end] {
            *place += if *place > at { id.len() } else { 0 };
        }
    }
}

/// Gives the place of an item its id: the element that begins right here takes it, or the task whose box stands right
/// before, else an empty mark.
fn anchor(body: &mut Body, passages: &mut [Passage], index: usize) {
    let Some(anchor) = passages.get(index).map(|passage| passage.item.anchor.clone()) else { return };
    if let Some(at) = task(&body.html) {
        add_id(body, passages, (at, &anchor));
        return;
    }
    let at = body.html.len();
    let is_bare = ["<li>", "<td>", "<p>", "<dd>"].iter().any(|tag| body.html.ends_with(tag));
    let (before, behind) = if is_bare { (" id=\"", "\">") } else { ("<span class=\"target\" id=\"", "\"></span>") };
    body.html.truncate(at - usize::from(is_bare));
    body.html.push_str(before);
    escape_into(&mut body.html, &anchor);
    body.html.push_str(behind);
    // What begins here begins behind the tag.
    let stretches = passages.iter_mut().flat_map(|passage| passage.item.html.last_mut());
    for stretch in stretches.filter(|stretch| **stretch == (at..at)) {
        *stretch = body.html.len()..body.html.len();
    }
}

fn meaning(mark: &str) -> Option<Meaning> {
    let index = mark.get(1..)?.parse().ok()?;
    Some(match mark.as_bytes()[0] {
        b'l' => Meaning::Hole(HoleContent::Link(index)),
        b's' => Meaning::Hole(HoleContent::Source(index)),
        b'w' => Meaning::Hole(HoleContent::Whole(index)),
        b'c' => Meaning::Hole(HoleContent::Code(index)),
        b't' => Meaning::Hole(HoleContent::Word(Word::numbered(index)?)),
        b'a' => Meaning::Anchor(index),
        b'b' => Meaning::Begin(index),
        b'e' => Meaning::End(index),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_holes() {
        let body = cut("<a href=\"\u{1}l0\u{1}\" title=\"t\">x</a>\u{1}c1\u{1}", &mut []);
        assert_eq!(body.html, "<a title=\"t\">x</a>");
        let holes = [(2, HoleContent::Link(0)), (18, HoleContent::Code(1))];
        assert_eq!(body.holes, holes.map(|(at, content)| Hole { at, content }));
    }
}
