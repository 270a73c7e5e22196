//! A small page on this machine at which a person types a secret, once; no model and no client sees it.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use okta::Secret;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// The longest secret, in bytes of the form.
const LONGEST: usize = 32 * 1024;

/// A page that stands as long as this lives.
pub struct Page {
    /// Where it is: its address holds a token that nobody can guess.
    pub url: String,
    typed: oneshot::Receiver<Secret>,
    server: JoinHandle<()>,
}

impl Drop for Page {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// What a request to the page is checked against, and where the secret goes.
struct Desk {
    token: String,
    address: SocketAddr,
    what: String,
    typed: Mutex<Option<oneshot::Sender<Secret>>>,
}

impl Page {
    /// Opens a page for a secret of that name, on loopback.
    ///
    /// # Errors
    /// Where no port can be had.
    pub async fn open(what: &str) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let token = [uuid::Uuid::new_v4(), uuid::Uuid::new_v4()]
            .map(|half| half.simple().to_string())
            .concat();
        let (tell, typed) = oneshot::channel();
        let url = format!("http://{address}/{token}");
        let desk = Arc::new(Desk {
            token,
            address,
            what: what.to_owned(),
            typed: Mutex::new(Some(tell)),
        });
        let app = Router::new()
            .route("/{token}", get(form).post(taken))
            .layer(DefaultBodyLimit::max(LONGEST))
            .with_state(desk);
        let server = tokio::spawn(async move {
            // It ends with the page; what a browser still wants then, it does not need.
            let _ = axum::serve(listener, app).await;
        });
        Ok(Self { url, typed, server })
    }

    /// What a person typed; `None` where the page was closed.
    pub async fn typed(&mut self) -> Option<Secret> {
        (&mut self.typed).await.ok()
    }
}

impl Desk {
    /// Whether a request is for this page: by its token, and under the address that it stands at, so that
    /// no other site's name leads here.
    fn knows(&self, token: &str, headers: &HeaderMap) -> bool {
        let host = headers
            .get(header::HOST)
            .and_then(|host| host.to_str().ok());
        let port = self.address.port();
        let is_here = host == Some(&format!("127.0.0.1:{port}"))
            || host == Some(&format!("localhost:{port}"));
        is_here && token == self.token
    }
}

async fn form(
    State(desk): State<Arc<Desk>>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Response {
    if !desk.knows(&token, &headers) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let what = escaped(&desk.what);
    page(&format!(
        "<h1>A secret for Okta</h1>\
         <p>okta-mcp sends what you type to Okta as <strong>{what}</strong>, and to nobody else. \
         Neither the assistant nor its program sees it.</p>\
         <form method=\"post\" autocomplete=\"off\">\
         <label for=\"secret\">{what}</label> \
         <input id=\"secret\" name=\"secret\" type=\"password\" required autofocus> \
         <button>Send to Okta</button></form>"
    ))
}

async fn taken(
    State(desk): State<Arc<Desk>>,
    Path(token): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if !desk.knows(&token, &headers) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let typed = url::form_urlencoded::parse(&body)
        .find(|(name, _)| name == "secret")
        .map(|(_, secret)| secret.into_owned())
        .filter(|secret| !secret.is_empty());
    let Some(typed) = typed else {
        return (StatusCode::BAD_REQUEST, page("<h1>Nothing was typed</h1>")).into_response();
    };
    let tell = desk
        .typed
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take();
    match tell.map(|tell| tell.send(Secret::new(typed))) {
        Some(Ok(())) => page("<h1>Thank you</h1><p>It goes to Okta now. Close this page.</p>"),
        _ => (StatusCode::GONE, page("<h1>This page was used before</h1>")).into_response(),
    }
}

fn page(inside: &str) -> Response {
    let whole = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>okta-mcp</title>\
         <main>{inside}</main></html>"
    );
    let headers = [
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
        ),
    ];
    (headers, Html(whole)).into_response()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
