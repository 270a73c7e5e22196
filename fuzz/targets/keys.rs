//! Private keys in any form: PEM with or without its newlines, or JWK.
#![no_main]

use libfuzzer_sys::fuzz_target;
use okta::SigningKey;

const ALGORITHMS: [&str; 6] = ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"];

fuzz_target!(|text: &str| {
    match SigningKey::parse(text, Some("kid")) {
        Ok(key) => {
            assert!(!key.kid().is_empty());
            assert!(ALGORITHMS.contains(&key.algorithm()));
            let shown = format!("{key:?}");
            assert!(!shown.contains("PRIVATE"), "{shown}");
        }
        Err(fault) => {
            let shown = fault.to_string();
            assert!(shown.chars().count() < 400, "{shown}");
            assert!(!shown.chars().any(char::is_control), "{shown:?}");
        }
    }
});
