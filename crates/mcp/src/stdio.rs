//! MCP over standard input and output.

use rmcp::ServiceExt as _;

use crate::Server;

/// Why serving ended other than by the end of the input.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// The client did not open the session as the protocol wants.
    #[error("the client did not open an MCP session: {0}")]
    NotOpened(String),
    /// The server task failed.
    #[error("the server stopped: {0}")]
    Failed(String),
}

/// Serves one client until its input ends.
///
/// # Errors
/// [`Stopped`] where the session could not be opened or the server failed.
pub async fn serve_stdio(server: Server) -> Result<(), Stopped> {
    let running = match server.serve(rmcp::transport::stdio()).await {
        Ok(running) => running,
        // The input ended before a session was opened: a client that only looked, or none at all.
        Err(rmcp::service::ServerInitializeError::ConnectionClosed(_)) => return Ok(()),
        Err(error) => return Err(Stopped::NotOpened(error.to_string())),
    };
    let ended = running.waiting().await;
    ended
        .map(|_| ())
        .map_err(|error| Stopped::Failed(error.to_string()))
}
