//! The settings: an environment with anything in it.
//!
//! The file is private to the program; it is compiled into the target as it stands. Settings that
//! name a file are left out, for the fuzzer would name devices.
#![no_main]
#![allow(dead_code)]

#[path = "../../crates/cli/src/config.rs"]
mod config;

use libfuzzer_sys::fuzz_target;
use tools::{Error, Kind};

use crate::config::Environment;

const FILES: [&str; 2] = ["OKTA_PRIVATE_KEY_FILE", "SSL_CERT_FILE"];

// `NAME=VALUE`, each behind the one before and a NUL, as in `/proc/self/environ`.
fuzz_target!(|text: &str| {
    let given: Vec<(String, String)> = text
        .split('\0')
        .filter_map(|line| line.split_once('='))
        .filter(|(name, _)| !FILES.contains(name))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    // Long enough not to stand in a sentence of ours.
    let value = |wanted: &str| {
        let last = given.iter().rev().find(|(name, _)| name == wanted);
        last.map(|(_, value)| value.trim())
            .filter(|value| value.len() >= 80)
    };
    let secrets = [value("OKTA_PRIVATE_KEY"), value("OKTA_MCP_TOKEN")];
    let environment = Environment::of(given.iter().cloned());
    let scopes = environment.scopes_or_default();
    assert!(!scopes.is_empty() && scopes.iter().all(|scope| !scope.is_empty()));
    let told = |error: Error| {
        assert_eq!(error.kind, Kind::Misconfigured, "{}", error.message);
        let shown = format!("{}. {}", error.message, error.next_step);
        assert!(shown.chars().count() < 1_000, "{shown}");
        assert!(!shown.chars().any(char::is_control), "{shown:?}");
        for secret in secrets.iter().flatten() {
            assert!(!shown.contains(secret), "{shown}");
        }
    };
    match environment.connection() {
        Ok(connection) => assert!(connection.budget >= 2_000),
        Err(error) => told(error),
    }
    match environment.filter(scopes) {
        // Only toolsets can be wrong in a surface, and making one is slow.
        Ok(filter) if filter.toolsets.is_empty() => {}
        Ok(filter) => mcp::Surface::new(filter).map_or_else(told, |_| ()),
        Err(error) => told(error),
    }
    let token = environment.token();
    assert!(!format!("{token:?}").contains(value("OKTA_MCP_TOKEN").unwrap_or("\0")));
});
