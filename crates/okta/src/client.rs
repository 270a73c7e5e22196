//! A connection to one org: requests go in, answers or faults come out.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use operations::{Method, Operation, Request};
use serde_json::Value;

use crate::clock::Clock;
use crate::dpop::{Occasion, ProofKey};
use crate::governor::{Governor, Limit};
use crate::token::Tokens;
use crate::transport::{Incoming, Outgoing, Payload, Transport};
use crate::{Fault, Grant, Next, Rate, Refusal, Response, Settings, Tally, page};

/// How often an idempotent request is sent again after the network failed it.
const NETWORK_RETRIES: u32 = 2;

/// A connection to one org. Clones share the token, the pool and the pace.
#[derive(Clone)]
pub struct Client {
    connection: Arc<Connection>,
}

/// What the requests of a connection share.
pub(crate) struct Connection {
    pub transport: Transport,
    pub clock: Clock,
    tokens: Tokens,
    governor: Governor,
    proof_key: OnceLock<ProofKey>,
    nonce: Mutex<Option<String>>,
    tally: Tally,
}

/// What has been tried already for one request, so that nothing is tried for ever.
#[derive(Default)]
struct Tried {
    network: u32,
    limit: u32,
    token: bool,
    proof: bool,
}

impl Client {
    /// A connection with these settings. Nothing is sent until the first request.
    pub fn new(settings: Settings) -> Self {
        let governor = Governor::new(settings.concurrency);
        Self {
            connection: Arc::new(Connection {
                transport: Transport::new(settings),
                clock: Clock::default(),
                tokens: Tokens::default(),
                governor,
                proof_key: OnceLock::new(),
                nonce: Mutex::default(),
                tally: Tally::default(),
            }),
        }
    }

    /// The settings of the connection.
    pub fn settings(&self) -> &Settings {
        self.connection.settings()
    }

    /// What the present token grants; `None` before the first sign-in.
    pub fn granted(&self) -> Option<Arc<Grant>> {
        self.connection.tokens.current()
    }

    /// Signs in where that has not happened yet, and says what was granted.
    ///
    /// # Errors
    /// [`Fault::SignIn`] and the faults of the network.
    pub async fn sign_in(&self) -> Result<Arc<Grant>, Fault> {
        self.connection.tokens.grant(&self.connection).await
    }

    /// Sends a request. A 429 is waited out, a rejected token is replaced once, a lost proof nonce is
    /// renewed once, and an idempotent request is repeated after a network failure.
    ///
    /// # Errors
    /// [`Fault`]. A write whose answer was lost is [`Fault::UnknownOutcome`].
    pub async fn send(&self, request: &Request) -> Result<Response, Fault> {
        let answer = self.send_uncounted(request).await;
        self.tally().answered(request.operation().id, &answer);
        answer
    }

    /// How often each operation was called, and what came of it.
    pub fn tally(&self) -> &Tally {
        &self.connection.tally
    }

    async fn send_uncounted(&self, request: &Request) -> Result<Response, Fault> {
        let mut tried = Tried::default();
        loop {
            let grant = self.sign_in().await?;
            let outcome = self.connection.attempt(request, &grant).await;
            let answer = match outcome {
                Ok(answer) => answer,
                Err(fault) => {
                    tried.network += 1;
                    after_network_failure(request.operation(), fault, tried.network).await?;
                    continue;
                }
            };
            if (200..300).contains(&answer.status) {
                return response_of(answer);
            }
            self.before_repeating(request.operation(), answer, &grant, &mut tried)
                .await?;
        }
    }

    /// Sends a request once, without a token: for what Okta tells anybody.
    ///
    /// # Errors
    /// [`Fault`], as with [`Client::send`].
    pub async fn ask_openly(&self, request: &Request) -> Result<Response, Fault> {
        let operation = request.operation();
        let url = format!("{}{}", self.settings().org, request.path_and_query()?);
        let outgoing = Outgoing {
            method: operation.method.as_str(),
            url: &url,
            headers: vec![("accept", "application/json".to_owned())],
            body: Payload::Empty,
        };
        let answer = self.connection.transport.exchange(outgoing).await?;
        self.connection.learn(&answer);
        if (200..300).contains(&answer.status) {
            return response_of(answer);
        }
        Err(Fault::Refused(Box::new(refusal_of(operation, &answer)?)))
    }

    /// Okta's clock minus ours in seconds, as the last answer told it.
    pub fn skew(&self) -> i64 {
        self.connection.clock.skew()
    }

    /// The next page after an answer to `request`; `None` at the end.
    ///
    /// # Errors
    /// [`Fault::ForeignLink`] where the link leads elsewhere.
    pub fn next(&self, operation: &Operation, response: &Response) -> Result<Option<Next>, Fault> {
        page::next(&self.settings().org, operation.paging, response)
    }

    /// Returns where sending again may help, else the fault.
    async fn before_repeating(
        &self,
        operation: &'static Operation,
        answer: Incoming,
        grant: &Arc<Grant>,
        tried: &mut Tried,
    ) -> Result<(), Fault> {
        if answer.status == 429 {
            return self.connection.wait_out(&answer, &mut tried.limit).await;
        }
        let nonce_is_new = self.connection.learn(&answer);
        if matches!(answer.status, 502..=504) && operation.method == Method::Get {
            tried.network += 1;
            if tried.network <= NETWORK_RETRIES {
                tokio::time::sleep(pause(tried.network)).await;
                return Ok(());
            }
        }
        let refusal = refusal_of(operation, &answer)?;
        if refusal.rejects_token() && !refusal.lacks_feature() && !tried.token {
            tried.token = true;
            self.connection.tokens.forget(grant);
            return Ok(());
        }
        let wants_nonce = refusal
            .challenge
            .as_ref()
            .is_some_and(|c| c.is("use_dpop_nonce"));
        if refusal.rejects_proof() && (nonce_is_new || wants_nonce || grant.bound) && !tried.proof {
            tried.proof = true;
            return Ok(());
        }
        Err(Fault::Refused(Box::new(refusal)))
    }
}

impl Connection {
    pub fn settings(&self) -> &Settings {
        self.transport.settings()
    }

    /// The org's own token endpoint: no other mints Okta's scopes.
    pub fn token_url(&self) -> String {
        format!("{}/oauth2/v1/token", self.settings().org)
    }

    /// The nonce that Okta gave last.
    pub fn nonce(&self) -> Option<String> {
        self.lock_nonce().clone()
    }

    /// The key of this process, made at the first proof.
    pub fn proof_key(&self) -> Result<&ProofKey, Fault> {
        if let Some(key) = self.proof_key.get() {
            return Ok(key);
        }
        let key = ProofKey::generate()?;
        Ok(self.proof_key.get_or_init(|| key))
    }

    /// Learns the time and the nonce from an answer; says whether the nonce is a new one.
    pub fn learn(&self, answer: &Incoming) -> bool {
        if let Some(date) = answer.date() {
            self.clock.learn(date);
        }
        let Some(nonce) = answer
            .header("dpop-nonce")
            .filter(|nonce| nonce.len() < 1024)
        else {
            return false;
        };
        let mut held = self.lock_nonce();
        let is_new = held.as_deref() != Some(nonce);
        *held = Some(nonce.to_owned());
        is_new
    }

    fn lock_nonce(&self) -> std::sync::MutexGuard<'_, Option<String>> {
        self.nonce.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn attempt(&self, request: &Request, grant: &Grant) -> Result<Incoming, Fault> {
        let org = self.settings().org.as_str();
        let url = format!("{org}{}", request.path_and_query()?);
        let method = request.operation().method.as_str();
        let mut headers = vec![("accept", "application/json".to_owned())];
        if grant.bound {
            let nonce = self.nonce();
            let occasion = Occasion {
                method,
                url: url.split('?').next().unwrap_or(&url),
                nonce: nonce.as_deref(),
                token: Some(grant.token.expose()),
                now: self.clock.now(),
            };
            headers.push(("authorization", format!("DPoP {}", grant.token.expose())));
            headers.push(("dpop", self.proof_key()?.proof(&occasion)?));
        } else {
            let scheme = match self.settings().credentials {
                crate::Credentials::ApiToken(_) => "SSWS",
                _ => "Bearer",
            };
            headers.push((
                "authorization",
                format!("{scheme} {}", grant.token.expose()),
            ));
        }
        let body = payload(request);
        let outgoing = Outgoing {
            method,
            url: &url,
            headers,
            body,
        };
        let _place = self.governor.place().await;
        let answer = self.transport.exchange(outgoing).await?;
        if let Some(date) = answer.date() {
            self.clock.learn(date);
        }
        Ok(answer)
    }

    async fn wait_out(&self, answer: &Incoming, attempt: &mut u32) -> Result<(), Fault> {
        let limit = Limit::of(answer, self.clock.now());
        let wait = limit.wait(*attempt);
        if !limit.is_worth_waiting(*attempt, self.settings().patience) {
            return Err(Fault::RateLimited {
                wait,
                concurrent: limit.is_concurrent(),
                request_id: answer.request_id(),
            });
        }
        tracing::info!(
            seconds = wait.as_secs_f32(),
            "waiting for Okta's rate limit to renew"
        );
        tokio::time::sleep(wait).await;
        *attempt += 1;
        Ok(())
    }
}

impl Limit {
    pub(crate) fn of(answer: &Incoming, now: i64) -> Self {
        let number = |name| answer.header(name)?.parse().ok();
        Self {
            size: number("x-rate-limit-limit"),
            reset: number("x-rate-limit-reset").and_then(|reset: u64| i64::try_from(reset).ok()),
            now: answer.date().unwrap_or(now),
        }
    }
}

/// Returns where sending again is safe and not yet pointless, else the fault as the caller must know
/// it: a write that may have happened is not merely unreachable.
async fn after_network_failure(
    operation: &Operation,
    fault: Fault,
    failures: u32,
) -> Result<(), Fault> {
    let Fault::Unreachable(why) = fault else {
        return Err(fault);
    };
    let safe = operation.is_idempotent() || why.was_before_sending();
    if !safe {
        return Err(Fault::UnknownOutcome(why));
    }
    if failures > NETWORK_RETRIES || why.is_timeout() {
        let is_read = operation.method == Method::Get || why.was_before_sending();
        return Err(if is_read {
            Fault::Unreachable(why)
        } else {
            Fault::UnknownOutcome(why)
        });
    }
    tokio::time::sleep(pause(failures)).await;
    Ok(())
}

fn pause(failures: u32) -> Duration {
    Duration::from_millis(200 << failures.min(4))
}

fn response_of(answer: Incoming) -> Result<Response, Fault> {
    let status = answer.status;
    let links = answer
        .headers
        .get_all("link")
        .iter()
        .filter_map(|value| value.to_str().ok().map(str::to_owned))
        .collect();
    let request_id = answer.request_id();
    let number = |name| answer.header(name)?.parse().ok();
    let rate = number("x-rate-limit-limit").zip(number("x-rate-limit-remaining"));
    let rate = rate.map(|(limit, remaining)| Rate { limit, remaining });
    let body = if answer.body.iter().all(u8::is_ascii_whitespace) {
        Value::Null
    } else {
        serde_json::from_slice(&answer.body).map_err(|_| Fault::NotOkta {
            status,
            what: described(&answer),
        })?
    };
    Ok(Response {
        status,
        request_id,
        body,
        rate,
        links,
    })
}

fn refusal_of(operation: &'static Operation, answer: &Incoming) -> Result<Refusal, Fault> {
    let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let is_empty = answer.body.is_empty();
    if !is_empty && body.get("errorCode").is_none() && body.get("error").is_none() {
        let status = answer.status;
        return Err(Fault::NotOkta {
            status,
            what: described(answer),
        });
    }
    let text = |name: &str| body[name].as_str().map(str::to_owned);
    let causes = body["errorCauses"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let causes = causes
        .iter()
        .filter_map(|cause| cause["errorSummary"].as_str().map(str::to_owned));
    Ok(Refusal {
        operation: operation.id,
        status: answer.status,
        code: text("errorCode").or_else(|| text("error")),
        summary: text("errorSummary").or_else(|| text("error_description")),
        link: text("errorLink"),
        id: text("errorId"),
        causes: causes.collect(),
        request_id: answer.request_id(),
        challenge: answer.challenge(),
    })
}

/// What a request carries, as its operation takes it.
fn payload(request: &Request) -> Payload {
    let media = request.operation().body.as_ref().map(|body| body.media);
    match (request.file(), request.json()) {
        (Some(file), _) if media == Some("multipart/form-data") => Payload::File(file.clone()),
        (Some(file), _) => Payload::Bytes(file.clone()),
        (None, Some(json)) => Payload::Json(json.to_string()),
        (None, None) => Payload::Empty,
    }
}

/// What came instead of Okta's JSON, without quoting it.
fn described(answer: &Incoming) -> String {
    match answer.header("content-type") {
        _ if (300..400).contains(&answer.status) => "a redirect".to_owned(),
        Some(kind) if !answer.is_json() => {
            let kind: String = kind
                .chars()
                .filter(char::is_ascii_graphic)
                .take(40)
                .collect();
            format!("a body of type {kind}")
        }
        _ => "a body that is not the JSON it should be".to_owned(),
    }
}
