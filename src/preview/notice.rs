//! What the preview says to the person at the terminal, in one place. Events go in, sentences
//! come out; printing is the caller's.

use std::fmt;
use std::path::PathBuf;

/// Something that the person at the terminal should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The preview can be opened.
    Listening {
        /// The address to open.
        address: String,
        /// The port it has.
        port: u16,
        /// The port it was asked for; 0 for any.
        wanted: u16,
    },
    /// The system doesn't report changes in `folder`, so it is looked at twice a second.
    Polling {
        /// The watched folder.
        folder: PathBuf,
        /// Why, in the system's words.
        reason: String,
    },
    /// A watched folder is gone.
    Gone {
        /// The watched folder.
        folder: PathBuf,
    },
    /// A watched folder is there again, or for the first time.
    Back {
        /// The watched folder.
        folder: PathBuf,
    },
    /// No browser could be opened.
    NoBrowser {
        /// The address to open by hand.
        address: String,
        /// Why, in the system's words.
        reason: String,
    },
}

impl fmt::Display for Notice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Notice::Listening { address, port, wanted } if port == wanted || *wanted == 0 => {
                write!(formatter, "the preview is at {address} (Ctrl-C ends it)")
            }
            Notice::Listening { address, wanted, .. } => {
                write!(formatter, "port {wanted} is taken, so the preview is at {address} (Ctrl-C ends it)")
            }
            Notice::Polling { folder, reason } => {
                write!(formatter, "{}: looking for changes twice a second ({reason})", folder.display())
            }
            Notice::Gone { folder } => {
                write!(formatter, "{}: the folder is gone; waiting for it", folder.display())
            }
            Notice::Back { folder } => {
                write!(formatter, "{}: the folder is there", folder.display())
            }
            Notice::NoBrowser { address, reason } => {
                write!(formatter, "no browser could be opened ({reason}); open {address} yourself")
            }
        }
    }
}
