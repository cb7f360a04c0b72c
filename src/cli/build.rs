//! `roundtable build`: the folder of notes becomes a folder that any host can serve.
//! Mistakes in the notes are told and don't stop it; where the configuration can't be read, nothing is published.

use std::io::{self, IsTerminal};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use clap::Args;

use super::WRONG_NOTES;
use super::output::{self, Colour, Failure, count};
use super::problems::{self, Amount};
use super::reading::{self, Folder, Reading};
use super::visible::{Before, Detail};
use crate::audience::Audience;
use crate::config;
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::picture::{self, Named};
use crate::proof::{self, Leak, Proof};
use crate::publish::{self, Published, Ready, Way};
use crate::snapshot::Edition;
use crate::source;
use crate::theme::Theme;

/// Make the site, ready to be put on a web server
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Options {
    #[command(flatten)]
    folder: Folder,
    /// The folder to make the site in; `public` in DIR, if you leave it out, or `members` or `facilitators`
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// Where the site will be on the web, such as https://example.org/notes/; otherwise the `address` in roundtable.toml
    #[arg(long, value_name = "URL", value_parser = address)]
    base_url: Option<String>,
    /// Name each page, file and person that the site shows and the one before did not
    #[arg(long)]
    diff: bool,
}

const EXAMPLES: &str = "\
Examples:
  roundtable build                      make the site in the folder `public`
  roundtable build our-network          make the site of the folder `our-network`
  roundtable build --output website     make the site in the folder `website`

Put what is in that folder on any web server, or open its index.html with your
browser. Files in it that Roundtable did not make stay as they are.";

/// Builds a site.
pub(super) fn run(options: Options) -> Result<ExitCode, Failure> {
    let started = Instant::now();
    let edition = Edition { address: options.base_url, ..options.folder.edition(Audience::Public) };
    let folder = options.folder.folder;
    let out = options.output.unwrap_or_else(|| folder.join(edition.audience.word()));
    refuse_content(&folder, &out)?;
    // All memory goes with the program, at once: that takes less time than freeing it piece by piece.
    let mut reading = ManuallyDrop::new(reading::edition(&folder, &edition, std::slice::from_ref(&out))?);
    let Some(theme) = reading.theme() else {
        tell_problems(&reading);
        output::tell("Nothing was published, and a site that was there is as it was.");
        return Ok(ExitCode::from(WRONG_NOTES));
    };
    let detail = if options.diff { Detail::Each } else { Detail::Line };
    let before = Before::read(&out, detail);
    let published = publish(&mut reading, theme, &out);
    tell_problems(&reading);
    let (published, addresses) = published?;
    let summary = summary(&reading, (&out, published), started.elapsed());
    let site = reading.site.as_ref();
    let visible = before.zip(site).map(|(before, site)| before.told(site, &addresses, detail));
    output::print(format!("{summary}{}", visible.unwrap_or_default()).as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// The output folder must not be, hold or lie in what it is made from.
fn refuse_content(folder: &Path, out: &Path) -> Result<(), Failure> {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    let Some(root) = real(folder) else { return Ok(()) };
    let Some(place) = real(out).or_else(|| Some(real(parent(out))?.join(out.file_name()?))) else { return Ok(()) };
    let content = root.join(source::CONTENT);
    let holds_notes = root.starts_with(&place) || (content.is_dir() && content.starts_with(&place));
    if !holds_notes && !place.starts_with(root.join(source::THEME)) {
        return Ok(());
    }
    let message = "the site can't be made in the folder that holds your notes";
    Err(Error::new(out, message, "give another folder after `--output`, such as `public`").into())
}

fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Renders every route into the output folder, and says which these are; templates that failed join the diagnostics.
fn publish(reading: &mut Reading, theme: Theme, out: &Path) -> Result<(Published, Vec<String>), Failure> {
    let Some(renderer) = reading.renderer(theme) else {
        return Err(Failure::request("there is no site to publish", "correct roundtable.toml"));
    };
    let renderer = ManuallyDrop::new(renderer);
    let paths = renderer.addresses();
    let site = reading.site.as_ref();
    let proof = site.and_then(|site| Proof::of(site, &reading.snapshot, &reading.ledger));
    let failed: Mutex<Vec<Diagnostic>> = Mutex::new(Vec::new());
    let content = |path: &str| {
        let output = renderer.at(path).expect("every path is one of the renderer's routes");
        if let Some(diagnostic) = output.diagnostic {
            failed.lock().expect("nothing panics while it holds the lock").push(diagnostic);
        }
        Ok(output.content)
    };
    let published = publish::site(out, &paths, content, |path, ready| prove(proof.as_ref(), path, ready));
    reading.add(failed.into_inner().expect("nothing panics while it holds the lock"));
    Ok((published?, paths))
}

/// Refuses a file of the site that would show what is withheld, or a picture that holds more than its pixels; of a
/// file that is published as it is, the name is looked at.
fn prove(proof: Option<&Proof>, address: &str, ready: &Ready) -> Result<(), Error> {
    const HELP: &str = "this is a mistake in Roundtable; please report it";
    let bytes = match ready {
        Ready::Bytes(bytes) => bytes.as_slice(),
        Ready::File(_) => &[],
    };
    if matches!(picture::named(address), Named::Picture(_))
        && let Some(beside) = proof::beside_pixels(bytes)
    {
        let message = format!("the picture would be published with more than its pixels: {beside}");
        return Err(Error::new(Path::new(address), &message, HELP));
    }
    let Some(Leak { words, address, file, line }) = proof.and_then(|proof| proof.leak(address, bytes)) else {
        return Ok(());
    };
    // Others may read logs; whoever sits at a terminal may know what it is about.
    let words = if io::stderr().is_terminal() { format!("`{words}`") } else { "words".to_owned() };
    let message =
        format!("the page `{address}` would show {words} of this line, kept from its readers and said nowhere else");
    Err(Error::new(Path::new(&format!("{file}:{line}")), &message, HELP))
}

fn tell_problems(reading: &Reading) {
    let problems = problems::human(&reading.reports(), Colour::of(&io::stderr()), Amount::Few);
    if !problems.is_empty() {
        output::tell(&problems[..problems.len() - 1]);
    }
}

fn summary(reading: &Reading, (out, published): (&Path, Published), took: Duration) -> String {
    let site = reading.site.as_ref();
    let pages = site.map_or(0, |site| site.routes.values().filter(|route| route.is_page()).count());
    let all = published.written + published.unchanged;
    let others = count(all.saturating_sub(pages), "other file", "other files");
    let mut text = format!("{} and {others} in {}", count(pages, "page", "pages"), output::path(out));
    // How long it took is news for people, and noise for programs that compare what is printed.
    if io::stderr().is_terminal() {
        text.push_str(&format!(", in {:.2} seconds", took.as_secs_f64()));
    }
    let change =
        format!("{} written, {} unchanged, {} removed", published.written, published.unchanged, published.removed);
    let way = match published.way {
        Way::Untouched | Way::AtOnce => "",
        Way::FileByFile => "; this folder can't be exchanged as a whole, so the files were changed one by one",
    };
    text.push_str(&format!("\n{change}{way}\n{}\n", reading.summary()));
    if site.is_some_and(|site| site.address.is_none()) {
        text.push_str("No address is set, so there is no feed and no sitemap: add `address` to roundtable.toml once you know where the site will be.\n");
    }
    text
}

/// An address as it is given on the command line.
fn address(written: &str) -> Result<String, String> {
    config::address(written).ok_or_else(|| "write an address that starts with https:// or http://".to_owned())
}
