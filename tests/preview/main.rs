//! The preview, as a browser, a stranger and a folder see it: requests over real sockets, saves
//! on a real disk, and a small site of its own in place of the real one.
#![allow(clippy::disallowed_methods, reason = "tests read the disk and the clock")]
#![allow(clippy::unwrap_used, reason = "what a test can't do fails it")]

mod disk;
mod flood;
mod http;
mod site;
