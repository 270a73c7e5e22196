//! `okta-mcp sim`: the simulated organisation alone.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;
use serde_json::{Value, json};
use simorg::{Edition, Org};
use tempfile::TempDir;

use crate::args::Sim;
use crate::report;

/// Starts it, says where it is, and runs until it is stopped.
pub async fn run(given: Sim) -> ExitCode {
    match start(given).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => report::failure(&error),
    }
}

async fn start(mut given: Sim) -> anyhow::Result<()> {
    let token = given.api_token.get_or_insert_with(new_token).clone();
    let org = settings(given)
        .start()
        .await
        .context("the simulated organisation could not start")?;
    let folder = private_folder()?;
    let environment = environment(&org, folder.path())?;
    report::say(&described(&org, &environment, &token).to_string());
    crate::demo::until_stopped().await;
    Ok(())
}

fn settings(given: Sim) -> simorg::Settings {
    let mut settings = Org::acme()
        .listen(given.listen)
        .seed(given.seed)
        .users(given.users)
        .role(&given.role);
    settings.events = given.events;
    if given.tls {
        settings = settings.tls();
    }
    if given.no_dpop {
        settings = settings.without_dpop();
    }
    if given.classic {
        settings = settings.edition(Edition::Classic);
    }
    if let Some(token) = &given.api_token {
        settings = settings
            .api_token(token)
            .api_token_role(&given.api_token_role);
    }
    if let Some(scopes) = &given.grant {
        settings = settings.grant(scopes);
    }
    for fault in &given.fault {
        settings = settings.fault(fault);
    }
    settings
}

/// A folder that only this user can read, gone when the process ends.
pub fn private_folder() -> anyhow::Result<TempDir> {
    tempfile::Builder::new()
        .prefix("okta-mcp-")
        .tempdir()
        .context("no folder for the key could be made")
}

/// The environment that points a client at the organisation. The key stands in a file, never in it.
pub fn environment(org: &Org, folder: &Path) -> anyhow::Result<Value> {
    let key = folder.join("key.pem");
    write_private(&key, org.private_key_pem())?;
    let mut environment = json!({
        "OKTA_ORG_URL": org.url(),
        "OKTA_CLIENT_ID": org.client_id(),
        "OKTA_PRIVATE_KEY_FILE": key,
        "OKTA_KEY_ID": org.key_id(),
        "OKTA_SCOPES": org.scopes(),
    });
    if let Some(pem) = org.ca_pem() {
        let authority = folder.join("ca.pem");
        std::fs::write(&authority, pem)
            .context("the authority's certificate could not be written")?;
        environment["SSL_CERT_FILE"] = json!(authority);
    }
    Ok(environment)
}

fn write_private(path: &Path, text: &str) -> anyhow::Result<()> {
    use std::io::Write as _;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut file = options.open(path).context("the key could not be written")?;
    file.write_all(text.as_bytes())
        .context("the key could not be written")
}

/// As long as Okta's tokens, and beginning as they do.
fn new_token() -> String {
    let mut token = format!("00{}", uuid::Uuid::new_v4().simple());
    token.push_str("acmesimu");
    token
}

fn described(org: &Org, environment: &Value, token: &str) -> Value {
    json!({
        "url": org.url(),
        "control": org.control(),
        "ca_file": environment["SSL_CERT_FILE"],
        "api_token": token,
        "env": environment,
    })
}
