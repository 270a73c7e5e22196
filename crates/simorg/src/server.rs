//! The listener: bytes in, bytes out, everything between them in [`State`].

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::Body;
use futures::StreamExt as _;
use http::{HeaderName, HeaderValue, Request, Response, StatusCode};
use hyper::body::{Body as _, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

use crate::answer::{Answer, Cut};
use crate::call::Arrival;
use crate::crowd::Crowd;
use crate::router::Router;
use crate::state::State;

/// The largest body that Okta is asked to take here.
const LARGEST_BODY: usize = 1024 * 1024;
/// How long a client may take to agree on TLS.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// An organisation that several connections share.
#[derive(Debug)]
pub struct Shared {
    router: Router,
    state: Mutex<State>,
    /// The requests that are being answered.
    crowd: Crowd,
}

impl Shared {
    /// Shares an organisation.
    pub fn new(state: State) -> Self {
        Self {
            router: Router::new(),
            state: Mutex::new(state),
            crowd: Crowd::default(),
        }
    }

    /// The organisation, for as long as no other connection needs it. Never held across an `await`.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The connection is closed without an answer.
#[derive(Debug)]
struct HungUp;

impl std::fmt::Display for HungUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the organisation hung up")
    }
}

impl std::error::Error for HungUp {}

/// Where a server listens, and how.
pub struct Door {
    /// The socket.
    pub listener: TcpListener,
    /// TLS, where it is spoken.
    pub acceptor: Option<TlsAcceptor>,
}

/// Serves until it is dropped; its connections end with it.
pub async fn serve(door: Door, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            accepted = door.listener.accept() => accepted,
            Some(_) = connections.join_next() => continue,
        };
        let Ok((stream, peer)) = accepted else {
            // Out of descriptors, most likely: wait for some to be given back.
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        // Small answers must not wait for more to send with them.
        let _ = stream.set_nodelay(true);
        let shared = Arc::clone(&shared);
        let acceptor = door.acceptor.clone();
        connections.spawn(async move {
            let ended = match acceptor {
                None => converse(stream, peer, "http", shared).await,
                Some(acceptor) => match timeout(HANDSHAKE, acceptor.accept(stream)).await {
                    Ok(Ok(stream)) => converse(stream, peer, "https", shared).await,
                    Ok(Err(error)) => Err(error),
                    Err(late) => Err(late.into()),
                },
            };
            if let Err(error) = ended {
                tracing::debug!(%peer, %error, "a connection ended early");
            }
        });
    }
}

async fn converse<S>(
    stream: S,
    peer: SocketAddr,
    scheme: &'static str,
    shared: Arc<Shared>,
) -> io::Result<()>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = service_fn(move |request| answer(request, peer, scheme, Arc::clone(&shared)));
    Builder::new(TokioExecutor::new())
        .serve_connection(TokioIo::new(stream), service)
        .await
        .map_err(io::Error::other)
}

async fn answer(
    request: Request<Incoming>,
    peer: SocketAddr,
    scheme: &'static str,
    shared: Arc<Shared>,
) -> Result<Response<Body>, HungUp> {
    let present = shared
        .crowd
        .enter(request.method().as_str(), request.uri().path());
    let arrival = Arrival {
        at_once: present.at_once,
        rivals: present.rivals,
        ..arrival(request, peer, scheme).await
    };
    let verdict = shared.state().receive(&arrival, &shared.router);
    tokio::time::sleep(verdict.delay).await;
    let answer = verdict.answer.ok_or(HungUp)?;
    Ok(response(answer, &arrival.method))
}

async fn arrival(request: Request<Incoming>, peer: SocketAddr, scheme: &'static str) -> Arrival {
    let (parts, body) = request.into_parts();
    let framed = parts.version != http::Version::HTTP_11
        || parts.headers.contains_key("content-length")
        || parts.headers.contains_key("transfer-encoding");
    let announced = body.size_hint().lower();
    let too_large = usize::try_from(announced).is_ok_and(|size| size > LARGEST_BODY);
    let body = if too_large {
        None
    } else {
        let read = axum::body::to_bytes(Body::new(body), LARGEST_BODY).await;
        read.ok().map(|bytes| bytes.to_vec())
    };
    let named = parts
        .headers
        .get("host")
        .and_then(|host| host.to_str().ok());
    let authority = parts.uri.authority().map(http::uri::Authority::as_str);
    let host = authority.or(named).unwrap_or("localhost");
    Arrival {
        method: parts.method.as_str().to_owned(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        base: format!("{scheme}://{host}"),
        headers: parts.headers,
        body,
        peer: peer.ip().to_string(),
        framed,
        at_once: 1,
        rivals: 0,
    }
}

/// A text as a body, whole or as far as a fault lets it come.
fn cut(text: String, how: Option<Cut>) -> Body {
    let half = |text: &str| {
        let middle = (0..=text.len() / 2).rfind(|at| text.is_char_boundary(*at));
        text.get(..middle.unwrap_or(0))
            .unwrap_or_default()
            .to_owned()
    };
    match how {
        None => Body::from(text),
        Some(Cut::Short) => Body::from(half(&text)),
        Some(Cut::Broken) => {
            let start = futures::stream::once(std::future::ready(Ok(half(&text))));
            let end = futures::stream::once(async {
                // The half must be on its way before the connection ends.
                tokio::time::sleep(Duration::from_millis(20)).await;
                Err(io::Error::from(io::ErrorKind::BrokenPipe))
            });
            Body::from_stream(start.chain(end))
        }
    }
}

fn response(answer: Answer, method: &str) -> Response<Body> {
    let text = answer
        .body
        .map(|body| body.to_string())
        .or(answer.text.map(String::from));
    let body = match text {
        Some(text) if method != "HEAD" => cut(text, answer.cut),
        _ => Body::empty(),
    };
    let mut response = Response::new(body);
    *response.status_mut() =
        StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in answer.headers {
        // A value that came from the request may hold what no header may.
        if let Ok(value) = HeaderValue::from_str(&value) {
            response
                .headers_mut()
                .append(HeaderName::from_static(name), value);
        }
    }
    response
}
