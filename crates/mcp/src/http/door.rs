//! The listener: plain on loopback, TLS elsewhere, and an orderly end.

use std::future::Future;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderName, HeaderValue, Method, request::Parts};
use axum::{Router, middleware};
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use okta::Secret;
use rmcp::transport::StreamableHttpServerConfig;
use tower_http::cors::{AllowOrigin, CorsLayer};
use url::Url;

use crate::http::guard::{self, Guard};
use crate::http::route::{Offer, Routes};

/// The largest request body, in bytes.
const LARGEST_REQUEST: usize = 1 << 20;
/// How long requests under way may take after the end was asked for.
const LAST_ORDERS: Duration = Duration::from_secs(10);
/// How long connections may take to close after that.
const GOODBYE: Duration = Duration::from_secs(1);

/// Where to listen, and for whom.
#[derive(Debug)]
pub struct Door {
    /// Where to listen.
    pub listen: SocketAddr,
    /// The token that clients send.
    pub token: Secret,
    /// The certificate and its key, where TLS is served here.
    pub tls: Option<Tls>,
    /// Names by which clients reach this server besides this machine's own.
    pub hosts: Vec<String>,
    /// Web origins that may call from a browser besides this machine's own.
    pub origins: Vec<String>,
}

/// A certificate and its key, as PEM files.
#[derive(Clone, Debug)]
pub struct Tls {
    /// The certificate, and those that vouch for it.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
}

/// Why serving could not begin, or ended by itself.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// The address is taken, or not this machine's.
    #[error("cannot listen on {0}")]
    Listen(SocketAddr, #[source] std::io::Error),
    /// The certificate or its key cannot be used.
    #[error("the certificate and its key cannot be used")]
    Certificate(#[source] std::io::Error),
    /// The listener failed.
    #[error("the listener failed")]
    Failed(#[source] std::io::Error),
}

/// Serves until `end` is there; then requests under way may finish. `opened` hears the address.
///
/// # Errors
/// [`Stopped`] where it could not begin, or ended by itself.
pub async fn serve(
    offer: impl Offer,
    door: Door,
    opened: impl FnOnce(&str),
    end: impl Future<Output = ()>,
) -> Result<(), Stopped> {
    let listen = door.listen;
    let listener = TcpListener::bind(listen).map_err(|e| Stopped::Listen(listen, e))?;
    let prepared = listener
        .set_nonblocking(true)
        .and_then(|()| listener.local_addr());
    let address = prepared.map_err(|e| Stopped::Listen(listen, e))?;
    let config = StreamableHttpServerConfig::default()
        .with_allowed_hosts(hosts(&door))
        .enforce_origin_validation()
        .with_allowed_origins(origins(&door))
        .with_max_request_body_bytes(LARGEST_REQUEST);
    let sessions = config.cancellation_token.clone();
    let guard = Arc::new(Guard::new(&door.token));
    let app = router(offer, config, &door, &guard);
    let handle = Handle::new();
    let scheme = if door.tls.is_some() { "https" } else { "http" };
    opened(&format!("{scheme}://{address}/mcp"));
    let serving = listen_until_stopped(listener, door.tls, app, handle.clone());
    tokio::select! {
        ended = serving => ended,
        () = end => {
            // Requests first, sessions after: cancelling a session cuts off what it is answering,
            // and ends the streams that stand open and wait.
            handle.graceful_shutdown(Some(LAST_ORDERS));
            wait_until(LAST_ORDERS, || guard.is_idle()).await;
            sessions.cancel();
            wait_until(GOODBYE, || handle.connection_count() == 0).await;
            Ok(())
        }
    }
}

/// Waits until it is so, or so long.
async fn wait_until(longest: Duration, is_so: impl Fn() -> bool) {
    let deadline = tokio::time::Instant::now() + longest;
    while !is_so() && tokio::time::Instant::now() < deadline {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn listen_until_stopped(
    listener: TcpListener,
    tls: Option<Tls>,
    app: Router,
    handle: Handle<SocketAddr>,
) -> Result<(), Stopped> {
    let service = app.into_make_service();
    let served = match tls {
        None => {
            let server = axum_server::from_tcp(listener).map_err(Stopped::Failed)?;
            server.handle(handle).serve(service).await
        }
        Some(tls) => {
            let config = RustlsConfig::from_pem_file(tls.certificate, tls.key).await;
            let config = config.map_err(Stopped::Certificate)?;
            let server = axum_server::from_tcp_rustls(listener, config).map_err(Stopped::Failed)?;
            server.handle(handle).serve(service).await
        }
    };
    served.map_err(Stopped::Failed)
}

fn router(
    offer: impl Offer,
    config: StreamableHttpServerConfig,
    door: &Door,
    guard: &Arc<Guard>,
) -> Router {
    Routes::new(offer, config)
        .router()
        .layer(middleware::from_fn_with_state(guard.clone(), guard::check))
        .layer(cors(origins(door)))
}

/// This machine's names, and those given.
fn hosts(door: &Door) -> Vec<String> {
    let own = ["localhost", "127.0.0.1", "::1"].map(str::to_owned);
    own.into_iter().chain(door.hosts.iter().cloned()).collect()
}

/// This machine's origins, and those given.
fn origins(door: &Door) -> Vec<String> {
    let own = ["http://localhost:*", "http://127.0.0.1:*", "http://[::1]:*"].map(str::to_owned);
    own.into_iter()
        .chain(door.origins.iter().cloned())
        .collect()
}

/// What a browser needs to be told before it lets a page call (Fetch, CORS protocol).
fn cors(origins: Vec<String>) -> CorsLayer {
    let allowed = AllowOrigin::predicate(move |origin: &HeaderValue, _: &Parts| {
        let origin = origin.to_str().unwrap_or_default();
        origins.iter().any(|pattern| fits(pattern, origin))
    });
    let names = |names: &[&'static str]| -> Vec<HeaderName> {
        names
            .iter()
            .map(|name| HeaderName::from_static(name))
            .collect()
    };
    CorsLayer::new()
        .allow_origin(allowed)
        .allow_methods([Method::GET, Method::POST, Method::DELETE])
        .allow_headers(names(&[
            "authorization",
            "content-type",
            "accept",
            "last-event-id",
            "mcp-method",
            "mcp-name",
            "mcp-protocol-version",
            "mcp-session-id",
        ]))
        .expose_headers(names(&["mcp-session-id", "www-authenticate"]))
        .max_age(Duration::from_hours(1))
}

/// Whether an origin is the one allowed; `:*` stands for any port.
fn fits(pattern: &str, origin: &str) -> bool {
    let Some(anywhere) = pattern.strip_suffix(":*") else {
        return Url::parse(pattern).is_ok_and(|p| p.origin().ascii_serialization() == origin);
    };
    let rest = origin.strip_prefix(anywhere);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn an_origin_fits_to_the_letter_or_by_port() {
        assert!(fits("http://localhost:*", "http://localhost:3000"));
        assert!(fits("http://localhost:*", "http://localhost"));
        assert!(!fits("http://localhost:*", "http://localhost.evil.example"));
        assert!(fits("https://app.example:443", "https://app.example"));
        assert!(!fits("https://app.example", "http://app.example"));
        assert!(!fits("https://app.example", "null"));
    }
}
