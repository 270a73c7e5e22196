//! `cargo xtask fidelity`: how faithful simorg is to recorded exchanges, measured in release.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, exit};

use anyhow::Context;

/// The figures that must not fall.
const RATCHET: &str = "docs/reference/fidelity.json";

/// Runs simorg's binary `fidelity` with these words, and the repository's ratchet unless they name
/// another. Ends this process with its exit code where it fails.
pub fn run(root: &Path, words: &[OsString]) -> anyhow::Result<()> {
    let mut command = Command::new("cargo");
    command
        .args([
            "run",
            "--quiet",
            "--release",
            "--package",
            "simorg",
            "--bin",
            "fidelity",
        ])
        .arg("--manifest-path")
        .arg(root.join("Cargo.toml"))
        .arg("--")
        .args(words);
    if !words.iter().any(|word| word == "--ratchet") {
        command.arg("--ratchet").arg(root.join(RATCHET));
    }
    let status = command.status().context("`cargo` did not start")?;
    match status.code() {
        Some(0) => Ok(()),
        code => exit(code.unwrap_or(2)),
    }
}
