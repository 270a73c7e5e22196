//! `okta-mcp`: one binary for the server, the demo, and the person at a terminal.

mod administrator;
mod args;
mod call;
mod changes;
mod clients;
mod completions;
mod config;
mod demo;
mod desk;
mod doctor;
mod http;
mod operations;
mod private;
mod report;
mod reveal;
mod rotate;

mod serve;
mod setup;
mod sim;
mod snippets;
mod terminal;
mod tokens;
mod tools;

use std::process::ExitCode;

use clap::Parser as _;

use crate::args::{Args, Command, Serve};
use crate::config::{Environment, Flags};

fn main() -> ExitCode {
    let mut args = Args::parse();
    let flags = std::mem::take(&mut args.settings).flags();
    let bare = Environment::read();
    let start = Start {
        environment: bare.clone().with(flags.clone()),
        bare,
        flags,
    };
    start_log(start.environment.log_filter());
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => return report::failure(&anyhow::Error::new(error)),
    };
    let code = runtime.block_on(run(args, &start));
    // Standard input is read on a thread that cannot be stopped; the process does not wait for it.
    runtime.shutdown_background();
    code
}

/// What the program starts with.
pub struct Start {
    /// The process's environment alone.
    pub bare: Environment,
    /// What was typed.
    pub flags: Flags,
    /// Both, and what the settings file says where neither says anything.
    pub environment: Environment,
}

async fn run(args: Args, start: &Start) -> ExitCode {
    let environment = &start.environment;
    match args
        .command
        .unwrap_or_else(|| Command::Serve(Serve::default()))
    {
        Command::Serve(serve) => match serve.http {
            None => serve::run(environment).await,
            Some(listen) => http::run(environment, listen, serve).await,
        },
        Command::Demo { stdio: true } => demo::serve(environment).await,
        Command::Demo { stdio: false } => demo::run(environment).await,
        Command::Sim(settings) => sim::run(settings).await,
        Command::Tools { name, json } => tools::run(environment, name.as_deref(), json),
        Command::Operations { query, limit, json } => operations::run(&query, limit, json),
        Command::Changes(wanted) => changes::run(environment, wanted).await,
        Command::Approve { id, set_secret } => {
            changes::approve(environment, id.as_deref(), set_secret).await
        }
        Command::Reveal { id } => reveal::run(environment, &id).await,
        Command::Undo { id } => changes::undo(environment, &id).await,
        Command::Doctor(wanted) => doctor::run(start, &wanted).await,
        // The settings file is what a set-up writes.
        Command::Setup(given) => setup::run(start, given).await,
        Command::RotateKey(given) => rotate::run(environment, given).await,
        Command::Completions { shell } => completions::run(shell),
        Command::Call { name, arguments } => {
            call::run(environment, &name, arguments.as_deref()).await
        }
    }
}

/// Logs go to standard error: standard output is the protocol's, or the answer's.
fn start_log(filter: &str) {
    let filter = tracing_subscriber::EnvFilter::try_new(filter)
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
}
