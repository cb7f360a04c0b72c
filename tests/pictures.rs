//! Pictures on the published site: free of what cameras write, the right way up, in sizes that suit pages; and what
//! can't be published is said, and stays out. Each picture is made here, with a private word wherever one can stand.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read and write the disk")]

#[path = "pictures/made.rs"]
mod made;
mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use image::{DynamicImage, GenericImageView, ImageFormat};
use made::CANARY;
use support::html::{Tag, tags};
use support::serve::{Serve, wait_for};

fn note(folder: &Path, text: &str) {
    support::write(folder, "site/content/index.md", format!("# Home\n\n{text}\n"));
}

fn picture(folder: &Path, name: &str, bytes: Vec<u8>) {
    support::write(folder, &format!("site/content/{name}"), bytes);
}

/// Builds the site in a folder and reads all of it.
fn built(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    support::build(folder, "out");
    support::contents(&folder.join("out"))
}

fn decoded(bytes: &[u8]) -> DynamicImage {
    image::load_from_memory(bytes).unwrap()
}

fn shown(site: &BTreeMap<String, Vec<u8>>, alt: &str) -> Tag {
    let page = String::from_utf8_lossy(&site["index.html"]).into_owned();
    tags(&page).into_iter().find(|tag| tag.name == "img" && tag.get("alt") == Some(alt)).unwrap()
}

fn has_canary(bytes: &[u8]) -> bool {
    bytes.windows(CANARY.len()).any(|found| found == CANARY.as_bytes())
}

#[test]
fn nothing_that_a_camera_wrote_is_published() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (jpeg, png) = (made::jpeg(&made::halves(64, 32)), made::png(&made::halves(64, 32)));
    let dressed = [
        ("upright.jpg", made::dressed_jpeg(&jpeg, 1)),
        ("turned.jpeg", made::dressed_jpeg(&jpeg, 6)),
        ("wide.jpg", made::dressed_jpeg(&made::jpeg(&made::noise(2700, 900)), 1)),
        ("screen.PNG", made::dressed_png(&png)),
        ("small.webp", made::dressed_webp()),
        ("moving.gif", made::dressed_gif()),
        ("static/linked-by-none.jpg", made::dressed_jpeg(&jpeg, 1)),
    ];
    let text: Vec<String> = dressed.iter().map(|(name, _)| format!("![The {name}]({name})")).collect();
    note(folder, &text.join("\n\n"));
    for (name, bytes) in dressed {
        assert!(has_canary(&bytes), "{name}");
        picture(folder, name, bytes);
    }
    let site = built(folder);
    let leaks: Vec<&String> = site.iter().filter(|(_, bytes)| has_canary(bytes)).map(|(path, _)| path).collect();
    assert_eq!(leaks, Vec::<&String>::new());
    // What draws is all there, to the byte where nothing is drawn anew.
    assert_eq!(decoded(&site["upright.jpg"]), decoded(&jpeg));
    assert_eq!(decoded(&site["linked-by-none.jpg"]), decoded(&jpeg));
    assert_eq!(site["screen.PNG"], png);
    assert_eq!(site["moving.gif"], made::gif(&made::LOOP));
    assert!(site["small.webp"].windows(made::WEBP_PIXELS.len()).any(|found| found == made::WEBP_PIXELS));
    assert_eq!(decoded(&site["wide.jpg"]).width(), 2400);
}

#[test]
fn pictures_stand_upright() {
    for (orientation, top_left, bottom_right) in
        [(2, "blue", "red"), (3, "blue", "red"), (6, "red", "blue"), (8, "blue", "red")]
    {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        note(folder, "![Two halves](halves.jpg)");
        picture(folder, "halves.jpg", made::dressed_jpeg(&made::jpeg(&made::halves(64, 32)), orientation));
        let site = built(folder);
        let published = decoded(&site["halves.jpg"]);
        let size = if orientation > 4 { (32, 64) } else { (64, 32) };
        assert_eq!(published.dimensions(), size, "{orientation}");
        let corner = |x, y| if published.get_pixel(x, y)[0] > 128 { "red" } else { "blue" };
        assert_eq!((corner(4, 4), corner(size.0 - 4, size.1 - 4)), (top_left, bottom_right), "{orientation}");
        let tag = shown(&site, "Two halves");
        let (width, height) = (size.0.to_string(), size.1.to_string());
        assert_eq!((tag.get("width"), tag.get("height")), (Some(width.as_str()), Some(height.as_str())));
    }
}

/// A photo held upright, which its camera stored lying on its side.
fn photo() -> Vec<u8> {
    made::dressed_jpeg(&made::jpeg(&made::noise(1200, 2700)), 6)
}

#[test]
fn wide_pictures_have_sizes() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    note(folder, "![The board](pictures/the%20board.jpg)\n\n![[small.png|300]]");
    let photo = photo();
    picture(folder, "pictures/the board.jpg", photo.clone());
    picture(folder, "small.png", made::png(&made::halves(640, 320)));
    let site = built(folder);
    for (address, size) in [
        ("pictures/the board.jpg", (2400, 1067)),
        ("pictures/the board-1312.jpg", (1312, 583)),
        ("pictures/the board-656.jpg", (656, 292)),
    ] {
        assert_eq!(decoded(&site[address]).dimensions(), size, "{address}");
        assert!(site[address].len() < photo.len(), "{address}");
    }
    let tag = shown(&site, "The board");
    let own = "pictures/the%20board";
    let set = format!("{own}-656.jpg 656w, {own}-1312.jpg 1312w, {own}.jpg 2400w");
    assert_eq!((tag.get("src"), tag.get("srcset")), (Some(&*format!("{own}.jpg")), Some(&*set)));
    assert_eq!(tag.get("sizes"), Some("(max-width: 656px) 100vw, 656px"));
    assert_eq!((tag.get("width"), tag.get("height")), (Some("2400"), Some("1067")));
    // A small one has none.
    assert!(site.keys().all(|path| !path.starts_with("small-")));
    assert_eq!(site.keys().filter(|path| path.ends_with(".jpg")).count(), 3);
}

#[test]
fn what_was_drawn_is_not_drawn_again() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    note(folder, "![The board](board.jpg)");
    let photo = photo();
    picture(folder, "board.jpg", photo.clone());
    let site = built(folder);
    let again = support::build(folder, "out");
    assert!(again.stdout.contains("\n0 written"), "{}", again.stdout);
    // A byte of the drawn pixels that is another stays: so the old file was taken over, and not drawn.
    let path = folder.join("out/board-656.jpg");
    let mut other = site["board-656.jpg"].clone();
    let middle = other.len() / 2;
    other[middle] ^= 1;
    fs::write(&path, &other).unwrap();
    assert_eq!(built(folder)["board-656.jpg"], other);
    // Another photo at its address is drawn, even one of the same length.
    let mut bytes = photo.clone();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    picture(folder, "board.jpg", bytes);
    let changed = built(folder);
    assert_ne!(changed["board-656.jpg"], other);
    assert_ne!(changed["board.jpg"], site["board.jpg"]);
    // And the first one again gives the first site again.
    picture(folder, "board.jpg", photo);
    assert_eq!(support::differences(&built(folder), &site), Vec::<String>::new());
}

#[test]
fn the_preview_shows_what_is_published() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    note(folder, "![The board](board.jpg)\n\n![A sign](sign.png)");
    picture(folder, "board.jpg", photo());
    picture(folder, "sign.png", made::dressed_png(&made::png(&made::halves(64, 32))));
    let site = built(folder);
    let serve = Serve::start(folder, &["site"]);
    for address in ["board.jpg", "board-656.jpg", "board-1312.jpg", "sign.png"] {
        let answer = serve.get(&format!("/{address}"));
        assert_eq!(answer.status, 200, "{address}");
        assert!(answer.body == site[address], "{address}");
    }
}

/// Sets the time at which everything below a folder was last changed, in seconds since 1970.
fn date(folder: &Path, seconds: u64) {
    for file in support::files(folder).values() {
        let file = fs::File::options().write(true).open(file).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)).unwrap();
    }
}

#[test]
fn a_clock_that_goes_backwards_hides_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (lying, standing) = (made::png(&made::halves(64, 32)), made::png(&made::halves(32, 64)));
    note(folder, "![Two halves](halves.png)");
    picture(folder, "halves.png", lying.clone());
    built(folder);
    // What stands there is of the year 2100, and what is written next of 2001.
    date(&folder.join("out"), 4_102_444_800);
    note(folder, "![Two halves](halves.png) and words");
    picture(folder, "halves.png", standing.clone());
    date(&folder.join("site"), 1_000_000_000);
    let site = built(folder);
    assert!(String::from_utf8_lossy(&site["index.html"]).contains("and words"));
    assert!(site["halves.png"] == standing);
    let serve = Serve::start(folder, &["site"]);
    assert!(serve.get("/halves.png").body == standing);
    note(folder, "![Two halves](halves.png) and others");
    picture(folder, "halves.png", lying.clone());
    date(&folder.join("site"), 900_000_000);
    let has_words = || String::from_utf8_lossy(&serve.get("/index.html").body).contains("and others").then_some(());
    wait_for("the words that were written last", has_words);
    wait_for("the picture that was written last", || (serve.get("/halves.png").body == lying).then_some(()));
}

#[test]
fn what_is_no_fit_picture_is_said_and_stays_out() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let jpeg = made::jpeg(&made::halves(64, 32));
    let pictures: [(&str, Vec<u8>, &str); 9] = [
        ("phone.HEIC", b"\0\0\0\x18ftypheic".to_vec(), "in a form that browsers or Roundtable can't read (HEIC)"),
        ("renamed.jpg", b"\0\0\0\x18ftypheicmif1".to_vec(), "can't read (HEIC)"),
        ("scan.tiff", b"II*\0".to_vec(), "can't read (TIFF)"),
        ("new.avif", b"\0\0\0\x18ftypavif".to_vec(), "can't read (AVIF)"),
        ("words.jpg", b"These are words.".to_vec(), "is not the JPEG picture that its name says"),
        ("cut.jpg", jpeg[..30].to_vec(), "is not the JPEG picture that its name says"),
        ("other.jpg", made::png(&made::halves(8, 8)), "is called otherwise than what it is, PNG"),
        ("bomb.png", made::bomb(50_000, 50_000), "is too large, 50000 by 50000 pixels"),
        ("empty.gif", Vec::new(), "is not the GIF picture that its name says"),
    ];
    let text: Vec<String> = pictures.iter().map(|(name, ..)| format!("![Words of {name}]({name})")).collect();
    note(folder, &text.join("\n\n"));
    for (name, bytes, _) in &pictures {
        picture(folder, name, bytes.clone());
    }
    picture(folder, "static/beside.heic", Vec::new());
    let ran = support::run(folder, &["check", "site"]);
    assert_eq!(ran.code, Some(1), "{}", ran.said());
    for (line, (name, _, words)) in (3..).step_by(2).zip(&pictures) {
        let place = format!("content/index.md:{line}:1: error[unfit-picture]: ");
        let said = ran.said();
        let found = said.lines().find(|said| said.starts_with(&place)).unwrap_or_else(|| panic!("{place} {said}"));
        assert!(found.contains(words) && found.contains(name), "{found}");
    }
    assert!(ran.said().contains("content/static/beside.heic: error[unfit-picture]"), "{}", ran.said());
    let site = built(folder);
    let page = String::from_utf8_lossy(&site["index.html"]).into_owned();
    for (name, ..) in &pictures {
        assert!(!site.contains_key(*name), "{name}");
        assert!(page.contains(&format!("<p>Words of {name}</p>")), "{name}");
    }
    assert!(!site.contains_key("beside.heic") && !page.contains("<img src=\"cut.jpg\""));
}

#[test]
fn a_picture_that_breaks_off_is_published_as_far_as_it_goes() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    note(folder, "![Half](half.jpg)\n\n![Half](half.png)");
    let (jpeg, png) = (made::jpeg(&made::noise(200, 200)), made::png(&made::noise(200, 200)));
    picture(folder, "half.jpg", jpeg[..jpeg.len() / 2].to_vec());
    picture(folder, "half.png", png[..png.len() - 6].to_vec());
    let site = built(folder);
    assert!(site["half.jpg"].ends_with(&[0xff, 0xd9]));
    let whole = image::load_from_memory_with_format(&site["half.png"], ImageFormat::Png).unwrap();
    assert_eq!(whole.dimensions(), (200, 200));
}
