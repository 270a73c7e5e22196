//! `cargo xtask`: makes what is derived and checks that it is fresh.
//!
//! It depends on no crate of the workspace, or a broken `generated/` could not be made anew.

mod check;
mod fidelity;
mod generate;
mod spec;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::{Parser, Subcommand};

/// Makes what is derived in this repository, and checks that it is fresh.
#[derive(Parser)]
#[command(name = "cargo xtask", about)]
struct Args {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Write `crates/operations/src/generated/` from `spec/`
    Generate {
        /// Write nothing; fail when what is there differs
        #[arg(long)]
        check: bool,
    },
    /// Check paths in documents, the layering rule and the code map of ARCHITECTURE.md
    Check {
        /// Rewrite the code map instead of failing
        #[arg(long)]
        write: bool,
    },
    /// Replay recorded exchanges against simorg and compare its answers
    Fidelity {
        /// FILE.jsonl.gz and what to print: `--json`, `--differences`, `--operation ID`, …
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
        words: Vec<OsString>,
    },
}

fn main() -> anyhow::Result<()> {
    let root = root();
    match Args::parse().task {
        Task::Generate { check } => generate::run(&root, check),
        Task::Check { write } => check::run(&root, write),
        Task::Fidelity { words } => fidelity::run(&root, &words),
    }
}

/// The root of the repository: the folder above this crate.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent()
        .expect("xtask lies one folder below the root")
        .to_owned()
}
