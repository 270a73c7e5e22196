//! `okta-mcp demo`: the simulated organisation and the server, nothing else needed.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;
use changes::{Journal, Policy, Restricted, Targets};
use mcp::Connection;
use okta::{Client, OrgUrl, Settings, SigningKey};
use simorg::Org;

use crate::config::Environment;
use crate::{report, serve, sim, snippets};

/// Serves MCP over standard input and output against a fresh organisation.
pub async fn serve(environment: &Environment) -> ExitCode {
    let org = match start(environment).await {
        Ok(org) => org,
        Err(error) => return report::failure(&error),
    };
    let scopes = scopes(environment, &org);
    // What is remembered of a demo is thrown away with it.
    let folder = match sim::private_folder() {
        Ok(folder) => folder,
        Err(error) => return report::failure(&error),
    };
    let given = environment
        .budget()
        .and_then(|budget| Ok((budget, environment.folder()?)));
    let connection = match given {
        Ok((budget, files)) => {
            connection(&org, scopes.clone(), budget, folder.path()).map(|connection| Connection {
                folder: files,
                ..connection
            })
        }
        Err(error) => return Box::pin(serve::serve(environment, scopes, Err(error))).await,
    };
    match connection {
        Ok(connection) => Box::pin(serve::serve(environment, scopes, Ok(connection))).await,
        Err(error) => report::failure(&error),
    }
}

/// Starts an organisation, says what to do with it, and runs until it is stopped.
pub async fn run(environment: &Environment) -> ExitCode {
    match show(environment).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => report::failure(&error),
    }
}

async fn show(environment: &Environment) -> anyhow::Result<()> {
    let org = start(environment).await?;
    let folder = sim::private_folder()?;
    let mut settings = sim::environment(&org, folder.path())?;
    settings["OKTA_SCOPES"] = shown_scopes(environment).join(" ").into();
    let binary = std::env::current_exe().context("the path of this binary is not known")?;
    let homes = environment.homes();
    report::say(&snippets::welcome(&binary, &org, &settings, &homes));
    until_stopped().await;
    Ok(())
}

/// All scopes and the role that covers them, unless `OKTA_SCOPES` narrows it.
async fn start(environment: &Environment) -> anyhow::Result<Org> {
    let grant = environment
        .scopes()
        .map_or_else(|| "all".to_owned(), |scopes| scopes.join(" "));
    let org = Org::acme().grant(&grant).role("SUPER_ADMIN").start();
    org.await
        .context("the simulated organisation could not start")
}

/// The scopes that a person at another terminal needs: those asked for, else those that tools use.
fn shown_scopes(environment: &Environment) -> Vec<String> {
    environment.scopes().unwrap_or_else(|| {
        let rows = ::tools::catalog::rows();
        let mut scopes: Vec<String> = rows
            .iter()
            .flat_map(|(_, entry)| entry.spec.scopes())
            .map(str::to_owned)
            .collect();
        scopes.sort_unstable();
        scopes.dedup();
        scopes
    })
}

fn scopes(environment: &Environment, org: &Org) -> Vec<String> {
    let granted = || org.scopes().split(' ').map(str::to_owned).collect();
    environment.scopes().unwrap_or_else(granted)
}

/// A connection to the organisation. The demo asks where production would refuse, so that people see
/// the questions.
fn connection(
    org: &Org,
    scopes: Vec<String>,
    budget: usize,
    folder: &Path,
) -> anyhow::Result<Connection> {
    let url = OrgUrl::parse(org.url())?;
    let key = SigningKey::parse(org.private_key_pem(), Some(org.key_id()))?;
    let settings = Settings::new(url, org.client_id().to_owned(), key, scopes);
    Ok(Connection {
        okta: Client::new(settings),
        policy: Policy::everywhere(Restricted::Ask),
        journal: Journal::new(Some(changes::place(
            &folder.join("state"),
            &folder.join("keys"),
        ))),
        targets: Targets::default(),
        budget,
        folder: None,
    })
}

/// Waits for Ctrl-C or SIGTERM.
pub async fn until_stopped() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
