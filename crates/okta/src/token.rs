//! The access token: one for the whole connection, one refresh under way however many wait.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use futures::FutureExt as _;
use futures::future::{BoxFuture, Shared};
use serde_json::Value;
use tokio::task::AbortHandle;

use crate::client::Connection;
use crate::dpop::Occasion;
use crate::governor::Limit;
use crate::transport::{Incoming, Outgoing, Payload};
use crate::{
    Credentials, Dpop, Fault, KeyFile, Secret, SignInRefusal, SigningKey, covers, credentials,
};

/// A token this close to its end is not used any more.
const MARGIN: Duration = Duration::from_mins(1);
/// The most attempts at one sign-in: the nonce, the clock, the proof, the limit, and some air.
const ATTEMPTS: u32 = 6;
/// How often a sign-in is tried again after the network failed it, and after what pause.
const NETWORK_RETRIES: u32 = 2;
const NETWORK_PAUSE: Duration = Duration::from_millis(200);
/// The longest that a token is used without asking for another.
const LONGEST: Duration = Duration::from_hours(24);
const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// What the sign-in gave: a token, and the scopes it carries.
#[derive(Debug)]
pub struct Grant {
    pub(crate) token: Secret,
    pub(crate) bound: bool,
    /// The scopes that the token carries.
    pub scopes: BTreeSet<String>,
    expires: Instant,
}

impl Grant {
    /// Whether the token covers a scope, `.manage` covering `.read`.
    pub fn covers(&self, scope: &str) -> bool {
        covers(self.scopes.iter().map(String::as_str), scope)
    }

    /// Whether the token is bound to a key that this process proves possession of (DPoP).
    pub fn is_bound(&self) -> bool {
        self.bound
    }

    fn is_fresh(&self) -> bool {
        Instant::now() + MARGIN < self.expires
    }
}

type Refresh = Shared<BoxFuture<'static, Result<Arc<Grant>, Fault>>>;

/// The token that all requests of a connection share.
#[derive(Default)]
pub struct Tokens {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    grant: Option<Arc<Grant>>,
    /// The sign-in under way, and the task it runs in.
    refresh: Option<(Refresh, AbortHandle)>,
}

impl Tokens {
    /// The token in hand, without asking for one.
    pub fn current(&self) -> Option<Arc<Grant>> {
        self.lock().grant.clone()
    }

    /// A fresh token: the one in hand, the one under way, or a new one.
    pub async fn grant(&self, connection: &Arc<Connection>) -> Result<Arc<Grant>, Fault> {
        let refresh = match self.fresh_or_refresh(connection) {
            Ok(grant) => return Ok(grant),
            Err(refresh) => refresh,
        };
        let outcome = refresh.clone().await;
        let mut state = self.lock();
        let ours = state.refresh.as_ref().map(|(under_way, _)| under_way);
        if ours.is_some_and(|under_way| under_way.ptr_eq(&refresh)) {
            state.refresh = None;
            state.grant = outcome.as_ref().ok().cloned();
        }
        outcome
    }

    /// Forgets a token that Okta did not take, unless another has already replaced it.
    pub fn forget(&self, rejected: &Arc<Grant>) {
        let mut state = self.lock();
        if state
            .grant
            .as_ref()
            .is_some_and(|g| Arc::ptr_eq(g, rejected))
        {
            state.grant = None;
        }
    }

    fn fresh_or_refresh(&self, connection: &Arc<Connection>) -> Result<Arc<Grant>, Refresh> {
        let mut state = self.lock();
        // A sign-in whose callers all gave up has ended unheard: its token is good, its failure old.
        let ended = state
            .refresh
            .as_ref()
            .filter(|(_, task)| task.is_finished());
        if let Some(outcome) = ended.and_then(|(refresh, _)| refresh.clone().now_or_never()) {
            state.refresh = None;
            state.grant = outcome.ok().or(state.grant.take());
        }
        if let Some(grant) = state.grant.as_ref().filter(|grant| grant.is_fresh()) {
            return Ok(grant.clone());
        }
        let (refresh, _) = state.refresh.get_or_insert_with(|| {
            let connection = connection.clone();
            // A task of its own, so that a caller who gives up does not stop it for the others. It
            // ends by itself: its attempts are counted and each has a timeout.
            let task = tokio::spawn(async move { sign_in(&connection).await.map(Arc::new) });
            let handle = task.abort_handle();
            let stopped = || Fault::Settings("the sign-in was stopped".to_owned());
            let outcome = async move { task.await.unwrap_or_else(|_| Err(stopped())) };
            (outcome.boxed().shared(), handle)
        });
        Err(refresh.clone())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One sign-in, in the way of the connection's credentials.
async fn sign_in(connection: &Arc<Connection>) -> Result<Grant, Fault> {
    match &connection.settings().credentials {
        Credentials::Key(key) => by_key(connection, key).await,
        Credentials::KeyFile(file) => by_key_file(connection, file).await,
        Credentials::Device(device) => device.sign_in(connection).await,
        Credentials::ApiToken(token) => Ok(Grant {
            token: token.clone(),
            bound: false,
            scopes: connection.settings().scopes.iter().cloned().collect(),
            expires: Instant::now() + LONGEST,
        }),
    }
}

/// As the app, with the key that the file holds now: it may have been replaced since, and even while
/// Okta was asked.
async fn by_key_file(connection: &Connection, file: &KeyFile) -> Result<Grant, Fault> {
    file.renew();
    let outcome = by_key(connection, &file.key()).await;
    let is_refused = outcome
        .as_ref()
        .is_err_and(|fault| fault.sign_in().is_some_and(|r| r.error == "invalid_client"));
    if is_refused && file.renew() {
        return by_key(connection, &file.key()).await;
    }
    outcome
}

/// As the app: a fresh assertion for every attempt.
async fn by_key(connection: &Connection, key: &SigningKey) -> Result<Grant, Fault> {
    let settings = connection.settings();
    let url = connection.token_url();
    let scopes = settings.scopes.join(" ");
    let form = || -> Result<String, Fault> {
        let assertion = credentials::assertion(settings, key, &url, connection.clock.now())?;
        Ok(encoded(&[
            ("grant_type", "client_credentials"),
            ("scope", &scopes),
            ("client_assertion_type", ASSERTION_TYPE),
            ("client_assertion", &assertion),
        ]))
    };
    let answer = ask(connection, &form).await?;
    grant_of(connection, &answer)
}

/// A form as the token endpoint takes it.
pub fn encoded(pairs: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

/// Asks the token endpoint: a fresh form and a fresh proof for every attempt. A nonce that is
/// demanded, a clock that was off and a limit are seen to.
///
/// # Errors
/// [`Fault::SignIn`] where it says no, and the faults of the network.
pub async fn ask(
    connection: &Connection,
    form: &(dyn Fn() -> Result<String, Fault> + Sync),
) -> Result<Incoming, Fault> {
    let mut with_proof = connection.settings().dpop != Dpop::Off;
    let mut first_refusal = None;
    for attempt in 0..ATTEMPTS {
        let skew = connection.clock.skew();
        let answer = match ask_once(connection, form()?, with_proof).await {
            Ok(answer) => answer,
            // Signing in twice does no harm, so a broken connection is tried again; a silent one is not,
            // or a call would take minutes to fail.
            Err(Fault::Unreachable(why)) if attempt < NETWORK_RETRIES && !why.is_timeout() => {
                tokio::time::sleep(NETWORK_PAUSE * (attempt + 1)).await;
                continue;
            }
            Err(fault) => return Err(fault),
        };
        connection.learn(&answer);
        if answer.status == 429 {
            wait_out(connection, &answer, attempt).await?;
            continue;
        }
        if (200..300).contains(&answer.status) {
            return Ok(answer);
        }
        let refusal = refusal_of(connection, &answer);
        let clock_moved = (connection.clock.skew() - skew).abs() > 5;
        let demands_nonce =
            refusal.error == "use_dpop_nonce" && answer.header("dpop-nonce").is_some();
        let may_repeat = demands_nonce || clock_moved && is_about_time(&refusal);
        if !may_repeat {
            if !(with_proof && may_go_without_proof(connection, &refusal)) {
                return Err(Fault::SignIn(
                    first_refusal.unwrap_or_else(|| Box::new(refusal)),
                ));
            }
            with_proof = false;
            first_refusal = Some(Box::new(refusal));
        }
    }
    let refusal = SignInRefusal {
        error: "use_dpop_nonce".to_owned(),
        description: "the token endpoint kept asking for another nonce or another time".to_owned(),
        skew: connection.clock.skew(),
        ..SignInRefusal::default()
    };
    Err(Fault::SignIn(Box::new(refusal)))
}

/// An org where DPoP is off may refuse a proof; what it does is not documented, so both are tried.
fn may_go_without_proof(connection: &Connection, refusal: &SignInRefusal) -> bool {
    connection.settings().dpop == Dpop::Auto && refusal.error == "invalid_dpop_proof"
}

fn is_about_time(refusal: &SignInRefusal) -> bool {
    matches!(
        refusal.error.as_str(),
        "invalid_client" | "invalid_dpop_proof"
    )
}

async fn ask_once(
    connection: &Connection,
    form: String,
    with_proof: bool,
) -> Result<Incoming, Fault> {
    let url = connection.token_url();
    let mut headers = vec![("accept", "application/json".to_owned())];
    if with_proof {
        let nonce = connection.nonce();
        let occasion = Occasion {
            method: "POST",
            url: &url,
            nonce: nonce.as_deref(),
            token: None,
            now: connection.clock.now(),
        };
        headers.push(("dpop", connection.proof_key()?.proof(&occasion)?));
    }
    let outgoing = Outgoing {
        method: "POST",
        url: &url,
        headers,
        body: Payload::Form(form),
    };
    connection.transport.exchange(outgoing).await
}

async fn wait_out(connection: &Connection, answer: &Incoming, attempt: u32) -> Result<(), Fault> {
    let limit = Limit::of(answer, connection.clock.now());
    if !limit.is_worth_waiting(attempt, connection.settings().patience) {
        return Err(Fault::RateLimited {
            wait: limit.wait(attempt),
            concurrent: limit.is_concurrent(),
            request_id: answer.request_id(),
        });
    }
    tokio::time::sleep(limit.wait(attempt)).await;
    Ok(())
}

/// The grant that an answer gives.
///
/// # Errors
/// [`Fault::NotOkta`] where it gives none.
pub fn grant_of(connection: &Connection, answer: &Incoming) -> Result<Grant, Fault> {
    let not_okta = |what: &str| Fault::NotOkta {
        status: answer.status,
        what: what.to_owned(),
    };
    let body: Value = serde_json::from_slice(&answer.body)
        .map_err(|_| not_okta("a token endpoint that does not answer in JSON"))?;
    let token = body["access_token"].as_str().unwrap_or_default();
    // What goes into a header may hold no control character, and an empty token is none.
    if token.is_empty() || !token.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(not_okta("a token answer without a usable access token"));
    }
    let kind = body["token_type"].as_str().unwrap_or("Bearer");
    let bound = kind.eq_ignore_ascii_case("DPoP");
    if !bound && connection.settings().dpop == Dpop::Required {
        return Err(Fault::NotBound);
    }
    // RFC 6749 section 5.1: without `scope` in the answer, what was asked for was granted.
    let asked = connection.settings().scopes.join(" ");
    let scopes = body["scope"].as_str().unwrap_or(&asked);
    let lifetime = Duration::from_secs(body["expires_in"].as_u64().unwrap_or(3600));
    Ok(Grant {
        token: Secret::new(token),
        bound,
        scopes: scopes.split_whitespace().map(str::to_owned).collect(),
        expires: Instant::now() + lifetime.min(LONGEST),
    })
}

/// What a refusal says.
pub fn refusal_of(connection: &Connection, answer: &Incoming) -> SignInRefusal {
    let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let text = |names: [&str; 2]| {
        names
            .iter()
            .find_map(|name| body[*name].as_str())
            .unwrap_or_default()
            .to_owned()
    };
    SignInRefusal {
        status: answer.status,
        error: text(["error", "errorCode"]),
        description: text(["error_description", "errorSummary"]),
        request_id: answer.request_id(),
        skew: connection.clock.skew(),
    }
}
