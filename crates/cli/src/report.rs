//! What a person reads at the end: never a stack trace.

use std::io::Write as _;
use std::process::ExitCode;

use ::tools::Error;

/// Exit code of work that failed.
pub const FAILED: u8 = 1;
/// Exit code of bad usage or configuration.
pub const MISUSED: u8 = 2;

/// Prints to standard output; a reader that went away is no failure of ours.
pub fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}

/// Prints to standard error.
pub fn tell(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// A failure that is nobody's setting.
pub fn failure(error: &anyhow::Error) -> ExitCode {
    tell(&format!("error: {error:#}"));
    ExitCode::from(FAILED)
}

/// A fault of the settings or of the usage: what is wrong, and what to do.
pub fn misuse(error: &Error) -> ExitCode {
    tell(&format!(
        "error: {}\nnext:  {}",
        error.message, error.next_step
    ));
    ExitCode::from(MISUSED)
}
