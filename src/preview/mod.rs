//! The live preview: folders to watch, a way to load them and a way to answer an address go in;
//! a site in the browser comes out that follows every save. It listens on this computer alone,
//! answers from one state at a time (the core needs no locks), keeps the last good state while
//! a new one can't be made, and nothing that a browser or a folder does ends it.
//!
//! `listen` → `guard` (transport: size, time, number) → `server` (HTTP) → `address` → `reply`;
//! `watch` → `changes` → the caller's `load` → `board` → every open tab.

mod address;
mod board;
mod browser;
mod changes;
mod error;
mod guard;
mod head;
mod listen;
mod notice;
mod poll;
mod reply;
mod server;
mod watch;

use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use changes::Changes;
pub use error::Error;
pub use notice::Notice;
pub use reply::{POLICY, RELOAD_SCRIPT};

use board::Board;

/// The bytes of an answer: at hand, or in a file that is sent as it is.
#[derive(Debug)]
pub enum Body {
    /// The whole answer.
    Bytes(Vec<u8>),
    /// A file on the disk, read while it is sent.
    File(PathBuf),
}

/// What the site has at one address.
#[derive(Debug)]
pub struct Answer {
    /// The value of `Content-Type`, such as `text/html; charset=utf-8`.
    pub media_type: String,
    /// The bytes, as the build would write them.
    pub body: Body,
}

/// Makes states from the disk.
pub trait Load {
    /// What answers are made from.
    type State: Send + Sync + 'static;

    /// The state after these changes; without one the last good state stays.
    fn state(&mut self, changes: &Changes) -> Option<Arc<Self::State>>;

    /// A JSON list of what is wrong in what was loaded last, shown as a panel on every page; `[]` where all is well.
    /// Asked for once the state shows, so that no page waits for it.
    fn problems(&mut self) -> String;
}

/// How much of a folder is watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// The folder with all that is below it.
    Whole,
    /// Only what lies directly in it.
    Top,
}

/// A folder whose changes lead to a new state. It need not exist yet.
#[derive(Clone, Debug)]
pub struct Watched {
    /// The folder; changed paths are told with this beginning.
    pub path: PathBuf,
    /// How much of it.
    pub depth: Depth,
}

/// How changes on the disk are found out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watching {
    /// The system reports them; where it can't, the folders are compared instead.
    Native,
    /// The folders are compared twice a second.
    Polling,
}

/// Whether a browser is opened once the preview listens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// Opened, at the preview's address.
    Open,
    /// Left alone.
    Leave,
}

/// What a preview is told.
pub struct Options {
    /// The port to listen on, or the next free one; 0 for any.
    pub port: u16,
    /// Whether to open a browser.
    pub browser: Browser,
    /// How to learn of changes.
    pub watching: Watching,
    /// The folders to watch.
    pub watched: Vec<Watched>,
    /// Whether a file or folder can matter to the site: not the output, nor what is hidden or
    /// what git ignores.
    pub relevant: Box<dyn Fn(&Path) -> bool>,
}

/// Serves the site until the program ends; returns only when it can't start to listen.
///
/// `load` makes states, first of everything, then of what changed. `answer`
/// gives what a state has at an address without its leading slash, percent-decoded, such as
/// `groups/housing/index.html`, and decides nothing else: redirects and the 404 page are found
/// here. `tell` gets what the person at the terminal should know.
///
/// # Errors
/// Where no port is free, or the system gives no sockets.
pub fn serve<L: Load>(
    options: Options,
    mut load: L,
    answer: impl Fn(&L::State, &str) -> Option<Answer> + Send + Sync + 'static,
    tell: impl Fn(Notice),
) -> Result<Infallible, Error> {
    let listening = listen::bind(options.port)?;
    let board = Arc::new(Board::new());
    let inner =
        server::start(server::Site { board: Arc::clone(&board), answer: Box::new(answer), port: listening.port })?;
    let (address, port) = (listening.address(), listening.port);
    guard::open(listening, &inner)?;
    tell(Notice::Listening { address: address.clone(), port, wanted: options.port });
    if options.browser == Browser::Open
        && let Err(reason) = browser::open(&address)
    {
        tell(Notice::NoBrowser { address, reason });
    }
    let mut watch = watch::start(options, &tell);
    let mut changes = Changes::Everything;
    loop {
        board.show(load.state(&changes));
        board.report(load.problems());
        changes = watch::next(&mut watch, &tell);
    }
}
