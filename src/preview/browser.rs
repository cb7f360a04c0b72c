//! Opens the preview in the person's browser with the system's own opener. An address goes in;
//! the opener runs by itself, and its output never mixes with ours.

use std::process::{Command, Stdio};
use std::thread;

/// The program that opens an address on this system, and what comes before the address.
const OPENER: &[&str] = if cfg!(target_os = "windows") {
    &["cmd", "/C", "start", ""]
} else if cfg!(target_os = "macos") {
    &["open"]
} else {
    &["xdg-open"]
};

/// Opens `address`; says in a few words why where the opener can't be started.
pub(super) fn open(address: &str) -> Result<(), String> {
    let mut child = Command::new(OPENER[0])
        .args(&OPENER[1..])
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("{}: {error}", OPENER[0]))?;
    // Somebody has to wait for the opener, or it stays behind as a zombie until we end.
    let waiting = thread::Builder::new().spawn(move || child.wait());
    waiting.map(drop).map_err(|error| error.to_string())
}
