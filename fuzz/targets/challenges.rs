//! `WWW-Authenticate` headers.
#![no_main]

use libfuzzer_sys::fuzz_target;
use okta::Challenge;

fuzz_target!(|value: &str| {
    let challenge = Challenge::parse(value);
    assert_eq!(challenge, Challenge::parse(value.trim()));
    let parts = [challenge.error, challenge.description, challenge.scope];
    let length: usize = parts.iter().flatten().map(String::len).sum();
    assert!(challenge.scheme.len() + length <= value.len());
});
