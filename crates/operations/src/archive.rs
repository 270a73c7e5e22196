//! What is embedded compressed, opened.

use std::io::Read as _;

use serde_json::Value;

/// The JSON of an archive that `cargo xtask generate` made.
pub fn open(bytes: &[u8]) -> Value {
    let mut text = String::new();
    flate2::read::DeflateDecoder::new(bytes)
        .read_to_string(&mut text)
        .expect("the archive is compressed by xtask");
    serde_json::from_str(&text).expect("the archive holds JSON")
}
