//! The end of every set-up: proof that it works, the doctor's word, and what the client needs.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use ::tools::Error;
use ::tools::advice::{self, Severity};
use ::tools::doctor;
use okta::{Client, Settings, SigningKey};
use operations::{Request, op};

use super::Journey;
use super::record::{Made, Step};
use crate::clients::{McpClient, Server};
use crate::config::{Environment, Flags};

/// How often a sign-in is tried: what was just granted may take a moment to count.
const TRIES: u32 = 4;
const PAUSE: Duration = Duration::from_secs(1);

/// Signs in with the key, and reads one list.
///
/// # Errors
/// Why not, in the doctor's words.
pub async fn prove(journey: &Journey<'_>, client_id: &str, key: &SigningKey) -> Result<(), Error> {
    let okta = connection(journey, client_id, key)?;
    let mut tries = 1;
    let grant = loop {
        match okta.sign_in().await {
            Ok(grant) => break grant,
            Err(fault) if tries < TRIES && fault.sign_in().is_some() => {
                tries += 1;
                tokio::time::sleep(PAUSE).await;
            }
            Err(fault) => return Err(advice::of(&fault, &op::TOKEN, &okta)),
        }
    };
    let bound = if grant.is_bound() {
        "bound to this process (DPoP)"
    } else {
        "not bound (DPoP is off)"
    };
    journey
        .desk
        .done(&format!("signed in with the key; the token is {bound}"));
    let Some((request, what)) = harmless(&journey.wish.scopes) else {
        return Ok(());
    };
    let operation = request.operation();
    let answer = okta.send(&request).await;
    answer.map_err(|fault| advice::of(&fault, operation, &okta))?;
    journey
        .desk
        .done(&format!("the org answers when asked for its {what}"));
    Ok(())
}

/// The connection as it will be.
///
/// # Errors
/// `misconfigured`, where the certificates cannot be read.
pub fn connection(
    journey: &Journey<'_>,
    client_id: &str,
    key: &SigningKey,
) -> Result<Client, Error> {
    let scopes = journey.wish.scopes.clone();
    let settings = Settings::new(
        journey.wish.org.clone(),
        client_id.to_owned(),
        key.clone(),
        scopes,
    );
    Ok(Client::new(journey.env.on_the_way(settings)?))
}

/// A list of one row that these scopes let read.
fn harmless(scopes: &[String]) -> Option<(Request, &'static str)> {
    let may = |scope: &str| okta::covers(scopes.iter().map(String::as_str), scope);
    let one = |request: Request| request.query("limit", 1);
    let lists = [
        ("okta.users.read", one(op::list_users()), "people"),
        ("okta.groups.read", one(op::list_groups()), "groups"),
        ("okta.apps.read", one(op::list_applications()), "apps"),
        ("okta.logs.read", one(op::list_log_events()), "System Log"),
        ("okta.brands.read", op::list_brands(), "brands"),
    ];
    let mut lists = lists.into_iter();
    lists
        .find(|(scope, _, _)| may(scope))
        .map(|(_, request, what)| (request, what))
}

/// The doctor's word on the connection as the settings file has it.
pub async fn examine(journey: &Journey<'_>) -> ExitCode {
    let found = doctor::examine(&settled(journey.env, &journey.wish.name).given()).await;
    for finding in &found.findings {
        if finding.severity != Severity::Info {
            journey.desk.say(&crate::doctor::paragraph(finding));
        }
    }
    if found.ok {
        journey.desk.done("the doctor finds nothing wrong");
        return ExitCode::SUCCESS;
    }
    journey.desk.say("The connection is made and does not work as it should yet. When that is put right, okta-mcp doctor looks again.");
    ExitCode::from(crate::report::FAILED)
}

/// The settings as a client's server will see them.
pub fn settled(env: &Environment, name: &str) -> Environment {
    env.without_connection().with(Flags {
        org: Some(name.to_owned()),
        ..Flags::default()
    })
}

/// The snippet for the client, or its file.
///
/// # Errors
/// `misconfigured`, where the client's file cannot be written.
pub fn hand_over(journey: &mut Journey<'_>) -> Result<(), Error> {
    warn_of_environment(journey);
    let server = server(journey);
    let homes = journey.env.homes();
    let client = journey.given.client.unwrap_or(McpClient::ClaudeCode);
    let file = journey
        .given
        .client_file
        .clone()
        .or_else(|| client.file(&homes));
    if !journey.given.write_client {
        journey.desk.say(&format!(
            "\n{}. {}\n",
            client.label(),
            client.snippet(&server, &homes)
        ));
        return Ok(());
    }
    let file: PathBuf = file.ok_or_else(|| {
        crate::config::wrong(
            "there is no home to find the client's file in",
            "Name the file with --client-file.",
        )
    })?;
    let new_file = !file.exists();
    journey.ledger.begin(Step::WriteClient)?;
    let is_recorded =
        |made: &Made| matches!(made, Made::Client { file: known, .. } if *known == file);
    if !journey.ledger.record.made.iter().any(is_recorded) {
        journey.ledger.add(Made::Client {
            client: client.label().to_owned(),
            file: file.clone(),
            new_file,
        })?;
    }
    let backup = client.write(&file, &server)?;
    journey.ledger.end()?;
    let kept = backup.map(|path| format!(" (as it was: {})", path.display()));
    journey.desk.done(&format!(
        "{} starts it as {}: {}{}. Restart {} to see its tools",
        client.label(),
        server.name,
        file.display(),
        kept.unwrap_or_default(),
        client.label()
    ));
    Ok(())
}

/// What the client calls a connection.
pub fn server_name(name: &str) -> String {
    if name == "okta" {
        name.to_owned()
    } else {
        format!("okta-{name}")
    }
}

fn server(journey: &Journey<'_>) -> Server {
    let command = std::env::current_exe();
    let command = command.map_or_else(|_| "okta-mcp".to_owned(), |path| path.display().to_string());
    let key = journey.ledger.record.key_file.display().to_string();
    let mut environment = vec![("OKTA_PRIVATE_KEY_FILE".to_owned(), key)];
    // A client that is not started from this shell knows nothing of these.
    for name in [
        "XDG_CONFIG_HOME",
        "OKTA_MCP_STATE_DIR",
        "SSL_CERT_FILE",
        "HTTPS_PROXY",
        "NO_PROXY",
    ] {
        // A proxy's password has no place in a client's file.
        if let Some(value) = journey
            .env
            .setting(name)
            .filter(|value| !value.contains('@'))
        {
            environment.push((name.to_owned(), value.to_owned()));
        }
    }
    Server {
        name: server_name(&journey.wish.name),
        command,
        arguments: vec![
            "serve".to_owned(),
            "--org".to_owned(),
            journey.wish.name.clone(),
        ],
        environment,
    }
}

/// What the environment says goes before the file.
fn warn_of_environment(journey: &Journey<'_>) {
    let names = journey.env.connection_names();
    if !names.is_empty() {
        journey.desk.warn(&format!(
            "{} in this shell's environment goes before okta-mcp.toml; unset it to use the new connection here (--org {})",
            names.join(", "),
            journey.wish.name
        ));
    }
}
