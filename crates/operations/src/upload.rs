//! A file that a request carries in place of JSON.

use std::fmt;
use std::sync::Arc;

/// A file that a request carries: in a form where the operation takes one, else as the whole body.
#[derive(Clone, PartialEq, Eq)]
pub struct Upload {
    /// What the file is called.
    pub name: String,
    /// Its media type, `image/png`.
    pub media: &'static str,
    /// What is in it.
    pub bytes: Arc<[u8]>,
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:?} ({}, {} bytes)",
            self.name,
            self.media,
            self.bytes.len()
        )
    }
}
