//! Every link of a built site leads somewhere: the sample knowledge base's, and a checker's own proof
//! that it sees what is wrong.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read and write the disk")]

mod support;

use std::path::Path;
use support::links;

#[test]
fn the_sample_has_no_broken_link() {
    let output = tempfile::tempdir().unwrap();
    let site = output.path().join("out");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let ran = support::run(root, &["build", "--output", site.to_str().unwrap()]);
    ran.must_have_finished();
    assert_eq!(ran.code, Some(0), "{}", ran.said());
    assert_eq!(links::broken(&site), Vec::<String>::new());
    let marked = support::contents(&site)
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .filter(|(_, page)| {
            support::html::tags(&String::from_utf8_lossy(page)).iter().any(|tag| tag.has_class("broken"))
        })
        .map(|(path, _)| path.clone())
        .collect::<Vec<_>>();
    assert_eq!(marked, Vec::<String>::new(), "the sample marks broken links");
}

#[test]
fn the_checker_sees_each_kind_of_break() {
    let page = r##"<a href="b.html">no file</a> <a href="sub/c.html#none">no anchor</a>
        <a href='/sub/c.html'>root</a> <img srcset="x.png 1x, y.png 2x"> <a href="../up.html">up</a>
        <a href="sub/c.html?q=1#yes">good</a> <a href="https://example.org/#x">elsewhere</a>
        <a href="mailto:n@example.org">mail</a> <a class="broken" href="gone.html">reported</a>
        <i id="a"></i><i id="a"></i> <!-- <a href="comment.html"> --> <a href="#caf%C3%A9">same</a>
        <i id="café"></i><a href="two%20words.html?a=1&amp;b=2">space</a>"##;
    let files = [
        ("a.html", page),
        ("sub/c.html", r#"<h1 id="yes">x</h1>"#),
        ("two words.html", ""),
        ("style.css", "a { background: url('gone.svg') }"),
    ]
    .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
    let wrong = links::broken_in(&files.into());
    let expected = [
        "a.html: two elements have the id `a`",
        "a.html: `b.html` leads to no file (b.html)",
        "a.html: `sub/c.html#none` leads to no `#none` in sub/c.html",
        "a.html: `/sub/c.html` starts at the host's root, so it breaks in a sub-path",
        "a.html: `x.png` leads to no file (x.png)",
        "a.html: `y.png` leads to no file (y.png)",
        "a.html: `../up.html` leaves the site",
        "style.css: `gone.svg` leads to no file (gone.svg)",
    ];
    assert_eq!(wrong, expected);
}
