//! `cargo xtask`: makes what is derived and checks that it is fresh.
//!
//! It depends on no crate of the workspace, or a broken `generated/` could not be made anew.

mod check;
mod generate;
mod spec;

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
}

fn main() -> anyhow::Result<()> {
    let root = root();
    match Args::parse().task {
        Task::Generate { check } => generate::run(&root, check),
        Task::Check { write } => check::run(&root, write),
    }
}

/// The root of the repository: the folder above this crate.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent()
        .expect("xtask lies one folder below the root")
        .to_owned()
}
