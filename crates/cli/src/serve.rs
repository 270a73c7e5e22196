//! `okta-mcp serve`: MCP over standard input and output.

use std::process::ExitCode;

use ::tools::Error;
use mcp::{Connection, Filter, Server, Surface};

use crate::config::Environment;
use crate::report;

/// Serves the connection of the environment. It starts whatever the settings are: a fault is what
/// every call answers.
pub async fn run(environment: &Environment) -> ExitCode {
    let connection = environment.connection();
    if let Err(error) = &connection {
        tracing::error!(
            "every call will fail: {}. {}",
            error.message,
            error.next_step
        );
    }
    Box::pin(serve(
        environment,
        environment.scopes_or_default(),
        connection,
    ))
    .await
}

/// Serves a connection until the input ends.
pub async fn serve(
    environment: &Environment,
    scopes: Vec<String>,
    connection: Result<Connection, Error>,
) -> ExitCode {
    let (surface, connection) = match environment.filter(scopes).and_then(Surface::new) {
        Ok(surface) => (surface, connection),
        // A guard that cannot be understood guards most: nothing but a read is listed, and even that
        // answers with the fault.
        Err(error) => (guarded(), Err(error)),
    };
    let server = Server::new(surface, connection);
    let ended = mcp::serve_stdio(server.clone()).await;
    server.keep_tally().await;
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(stopped) => report::failure(&stopped.into()),
    }
}

fn guarded() -> Surface {
    let filter = Filter {
        scopes: Environment::default().scopes_or_default(),
        read_only: true,
        ..Filter::default()
    };
    Surface::new(filter).expect("no toolset is named")
}
