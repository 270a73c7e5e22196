//! `okta-mcp completions`: derived from the command line itself.

use std::process::ExitCode;

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::args::Args;
use crate::report;

/// Prints the completions of a shell.
pub fn run(shell: Shell) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "okta-mcp", &mut script);
    report::say(String::from_utf8_lossy(&script).trim_end());
    ExitCode::SUCCESS
}
