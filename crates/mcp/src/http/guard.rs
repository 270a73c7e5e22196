//! Who may come in: a bearer token compared in constant time, and sessions that stay with whoever
//! opened them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use futures::StreamExt as _;
use okta::Secret;
use rmcp::model::ProtocolVersion;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Where a session's id stands (MCP 2025-11-25, Session management).
const SESSION: &str = "mcp-session-id";
/// The most sessions at once.
const MOST_SESSIONS: usize = 1_000;
/// The most requests at once; more are told to come back.
const MOST_REQUESTS: usize = 512;
/// A session that was not heard of for so long is gone; the transport closes its own sooner.
const SESSION_LIFETIME: Duration = Duration::from_hours(1);

/// Whom the guard let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal(pub String);

/// Lets in who holds the token.
pub struct Guard {
    /// The digest of the token: the comparison takes as long whatever is guessed.
    expected: [u8; 32],
    sessions: Mutex<HashMap<String, Session>>,
    places: Arc<Semaphore>,
}

struct Session {
    principal: Principal,
    heard: Instant,
}

impl Guard {
    /// A guard that lets in who holds this token.
    pub fn new(token: &Secret) -> Self {
        Self {
            expected: Sha256::digest(token.expose()).into(),
            sessions: Mutex::default(),
            places: Arc::new(Semaphore::new(MOST_REQUESTS)),
        }
    }

    /// Whether no request is under way. Standing streams, which wait for what may never come, do not
    /// count.
    pub fn is_idle(&self) -> bool {
        self.places.available_permits() == MOST_REQUESTS
    }

    fn admits(&self, request: &Request) -> Option<Principal> {
        let header = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
        let (scheme, token) = header.split_once(' ')?;
        let given: [u8; 32] = Sha256::digest(token.trim()).into();
        let is_right = bool::from(given.ct_eq(&self.expected));
        let admitted = scheme.eq_ignore_ascii_case("bearer") && is_right;
        admitted.then(|| Principal("token".to_owned()))
    }

    /// Whether the session belongs to somebody else. One that is not known here is left to the
    /// transport, which answers 404.
    fn is_anothers(&self, id: &str, principal: &Principal) -> bool {
        let mut sessions = self.lock();
        let Some(session) = sessions.get_mut(id) else {
            return false;
        };
        session.heard = Instant::now();
        session.principal != *principal
    }

    fn is_full(&self) -> bool {
        let mut sessions = self.lock();
        sessions.retain(|_, session| session.heard.elapsed() < SESSION_LIFETIME);
        sessions.len() >= MOST_SESSIONS
    }

    fn opened(&self, id: &str, principal: Principal) {
        let heard = Instant::now();
        self.lock()
            .insert(id.to_owned(), Session { principal, heard });
    }

    fn closed(&self, id: &str) {
        self.lock().remove(id);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, Session>> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The guard as a layer before every request.
pub async fn check(State(guard): State<Arc<Guard>>, mut request: Request, next: Next) -> Response {
    let Some(principal) = guard.admits(&request) else {
        return unauthorized(request.headers().contains_key(AUTHORIZATION));
    };
    let Ok(place) = guard.places.clone().try_acquire_owned() else {
        return refused(
            StatusCode::SERVICE_UNAVAILABLE,
            "too many requests at once; come back in a moment",
        );
    };
    let session = session_of(request.headers());
    match &session {
        Some(id) if guard.is_anothers(id, &principal) => {
            return refused(StatusCode::NOT_FOUND, "there is no such session");
        }
        None if may_open_session(&request) && guard.is_full() => {
            return refused(
                StatusCode::SERVICE_UNAVAILABLE,
                "too many sessions are open; close some, or come back later",
            );
        }
        _ => {}
    }
    let deletes = request.method() == Method::DELETE;
    let posts = request.method() == Method::POST;
    request.extensions_mut().insert(principal.clone());
    let answer = next.run(request).await;
    match (session, session_of(answer.headers())) {
        (Some(id), _) if deletes && answer.status().is_success() => guard.closed(&id),
        (None, Some(id)) => guard.opened(&id, principal),
        _ => {}
    }
    if posts {
        holding(answer, place)
    } else {
        answer
    }
}

/// The answer, which keeps its place until its stream ends.
fn holding(answer: Response, place: OwnedSemaphorePermit) -> Response {
    let kind = answer.headers().get(CONTENT_TYPE);
    let streams = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"));
    if !streams {
        return answer;
    }
    answer.map(|body| {
        let events = body.into_data_stream().inspect(move |_| {
            let _held = &place;
        });
        Body::from_stream(events)
    })
}

/// Whether the request may open a session: those of 2026-07-28 never do.
fn may_open_session(request: &Request) -> bool {
    let version = request.headers().get("mcp-protocol-version");
    let version = version.and_then(|version| version.to_str().ok());
    let is_modern = version.is_some_and(|v| v >= ProtocolVersion::V_2026_07_28.as_str());
    request.method() == Method::POST && !is_modern
}

fn session_of(headers: &axum::http::HeaderMap) -> Option<String> {
    Some(headers.get(SESSION)?.to_str().ok()?.to_owned())
}

/// RFC 6750 section 3: no error code where no token was given.
fn unauthorized(was_given: bool) -> Response {
    let challenge = if was_given {
        "Bearer realm=\"okta-mcp\", error=\"invalid_token\", error_description=\"The token is not the one this server expects.\""
    } else {
        "Bearer realm=\"okta-mcp\""
    };
    let mut answer = refused(
        StatusCode::UNAUTHORIZED,
        "this server wants the header `Authorization: Bearer TOKEN`, with the token it was started with",
    );
    answer
        .headers_mut()
        .insert(WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
    answer
}

fn refused(status: StatusCode, why: &'static str) -> Response {
    (status, Body::from(why)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard() -> Guard {
        Guard::new(&Secret::new("a-token-of-some-length"))
    }

    fn request(headers: &[(&str, &str)]) -> Request {
        let mut request = Request::builder().method(Method::POST);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(Body::empty()).expect("a request")
    }

    #[test]
    fn only_the_whole_token_is_the_token() {
        let admits = |value: &str| {
            guard()
                .admits(&request(&[("authorization", value)]))
                .is_some()
        };
        assert!(admits("Bearer a-token-of-some-length"));
        assert!(admits("bearer a-token-of-some-length"));
        for other in [
            "",
            "Bearer",
            "Bearer ",
            "Basic a-token-of-some-length",
            "Bearer a-token",
            "a-token-of-some-length",
        ] {
            assert!(!admits(other), "{other}");
        }
        assert!(guard().admits(&request(&[])).is_none());
    }

    #[test]
    fn a_session_stays_with_whoever_opened_it() {
        let guard = guard();
        let (ada, eve) = (Principal("ada".to_owned()), Principal("eve".to_owned()));
        guard.opened("s", ada.clone());
        assert!(!guard.is_anothers("s", &ada));
        assert!(guard.is_anothers("s", &eve));
        guard.closed("s");
        assert!(!guard.is_anothers("s", &eve), "the transport answers 404");
    }

    #[test]
    fn sessions_are_capped_and_only_those_who_open_them_notice() {
        let guard = guard();
        for n in 0..MOST_SESSIONS {
            assert!(!guard.is_full());
            guard.opened(&n.to_string(), Principal("token".to_owned()));
        }
        assert!(guard.is_full());
        assert!(may_open_session(&request(&[])));
        assert!(may_open_session(&request(&[(
            "mcp-protocol-version",
            "2025-11-25"
        )])));
        assert!(!may_open_session(&request(&[(
            "mcp-protocol-version",
            "2026-07-28"
        )])));
    }
}
