//! What can be wrong with the command or its files, in words.

use std::fmt;
use std::io;

/// Why nothing could be measured.
#[derive(Debug)]
pub enum Trouble {
    /// The command line means nothing.
    Usage(String),
    /// A file cannot be read or written.
    File {
        /// What was done to it: `read`, `write`.
        verb: &'static str,
        /// Its path.
        path: String,
        /// Why not.
        why: io::Error,
    },
    /// A line of the recordings is no exchange.
    Line {
        /// Its number, from one.
        number: usize,
        /// What is wrong with it.
        why: String,
    },
    /// Something else is not as it should be.
    Other(String),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(why) => write!(f, "{why}\n\n{}", super::arguments::USAGE),
            Self::File { verb, path, why } => write!(f, "cannot {verb} {path}: {why}"),
            Self::Line { number, why } => write!(f, "line {number} is no exchange: {why}"),
            Self::Other(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for Trouble {}
