//! Why a preview can't start: the system refused a socket or a thread. Each names the address.

use std::fmt;
use std::io;

/// The machine refuses what a preview needs.
#[derive(Debug)]
pub enum Error {
    /// None of the ports from `first` to `last` can be listened on.
    NoPort {
        /// The port that was asked for.
        first: u16,
        /// The last one that was tried.
        last: u16,
        /// What the system said of the last one.
        source: io::Error,
    },
    /// The system gives no socket or thread for `address`.
    Refused {
        /// Where the preview would have listened.
        address: String,
        /// What the system said.
        source: io::Error,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::NoPort { first, last, source } => write!(
                formatter,
                "no port from {first} to {last} is free on this computer ({source}); \
                 end another preview, or choose a port with `--port`"
            ),
            Error::Refused { address, source } => {
                write!(formatter, "the system doesn't let the preview listen on {address}: {source}")
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::NoPort { source, .. } | Error::Refused { source, .. } => Some(source),
        }
    }
}
