//! `okta-mcp serve --http`: MCP for many clients at one address.

use std::net::SocketAddr;
use std::process::ExitCode;

use ::tools::Error;
use mcp::http::{Door, Tls};
use mcp::{Server, Surface};
use okta::Secret;

use crate::args::Serve;
use crate::config::{self, Environment};
use crate::{demo, report};

/// A token shorter than this could be guessed.
const SHORTEST_TOKEN: usize = 16;

/// Serves until it is stopped. Unlike over standard input and output, a fault in the settings is the
/// end: nobody would see it otherwise.
pub async fn run(environment: &Environment, listen: SocketAddr, given: Serve) -> ExitCode {
    let (server, door) = match prepare(environment, listen, given) {
        Ok(prepared) => prepared,
        Err(error) => return report::misuse(&error),
    };
    let opened = |url: &str| report::tell(&format!("okta-mcp serves MCP at {url}"));
    let ended = mcp::http::serve(server.clone(), door, opened, demo::until_stopped()).await;
    server.keep_tally().await;
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(stopped) => report::failure(&stopped.into()),
    }
}

fn prepare(
    environment: &Environment,
    listen: SocketAddr,
    given: Serve,
) -> Result<(Server, Door), Error> {
    refuse_open_door(listen, &given)?;
    let surface = Surface::new(environment.filter(environment.scopes_or_default())?)?;
    let server = Server::new(surface, Ok(environment.connection()?));
    let tls = given.tls_cert.zip(given.tls_key);
    let door = Door {
        listen,
        token: token(environment, given.token_file.as_deref())?,
        tls: tls.map(|(certificate, key)| Tls { certificate, key }),
        hosts: given.allow_host,
        origins: given.allow_origin,
    };
    Ok((server, door))
}

/// Beyond this machine the token must not travel in the clear, and clients use a name.
fn refuse_open_door(listen: SocketAddr, given: &Serve) -> Result<(), Error> {
    if listen.ip().is_loopback() {
        return Ok(());
    }
    if given.tls_cert.is_none() && !given.behind_proxy {
        return Err(config::wrong(
            format!(
                "{listen} can be reached from other machines, and the token would travel in the clear"
            ),
            "Give --tls-cert and --tls-key; or --behind-proxy where a proxy in front serves https; or listen on 127.0.0.1.",
        ));
    }
    if given.allow_host.is_empty() {
        return Err(config::wrong(
            format!("no name is given by which clients reach {listen}, so all would be refused"),
            "Give --allow-host with the host name in the clients' URL, such as --allow-host mcp.acme.example.",
        ));
    }
    Ok(())
}

/// The token of the file, of the environment, or a new one, which is shown this once.
fn token(environment: &Environment, file: Option<&std::path::Path>) -> Result<Secret, Error> {
    let given = match file {
        Some(path) => Some(Secret::new(
            config::read_file("--token-file", &path.to_string_lossy())?.trim(),
        )),
        None => environment.token(),
    };
    let Some(token) = given else {
        let made = format!(
            "{}{}",
            uuid::Uuid::new_v4().simple(),
            uuid::Uuid::new_v4().simple()
        );
        report::tell(&format!(
            "The token that clients send, made for this run: {made}"
        ));
        return Ok(Secret::new(made));
    };
    let text = token.expose();
    if text.len() < SHORTEST_TOKEN || !text.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(config::wrong(
            format!(
                "the token is shorter than {SHORTEST_TOKEN} characters, or holds blanks or other than ASCII"
            ),
            "Make one with `openssl rand -hex 32`, and put it into a file that only you can read.",
        ));
    }
    Ok(token)
}
