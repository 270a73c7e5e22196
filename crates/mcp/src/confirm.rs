//! Asking the person at the client, in the form of the client's era.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use changes::{Answer, Asker, Question};
use futures::FutureExt as _;
use futures::future::BoxFuture;
use rmcp::RoleServer;
use rmcp::model::{
    BooleanSchema, CallToolRequestParams, ElicitRequest, ElicitRequestParams, ElicitResult,
    ElicitationAction, ElicitationSchema, InputRequest, InputRequiredResult, ProtocolVersion,
    RequestStateCodec, SealOptions,
};
use rmcp::service::RequestContext;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::http::Principal;

/// How long a person may take.
pub const PATIENCE: Duration = Duration::from_mins(5);
/// How long a question of the 2026-07-28 era is good for.
const LIFETIME: Duration = Duration::from_mins(10);
/// How many used answers are remembered; older ones have expired long before.
const MOST_USED: usize = 10_000;
const KEY: &str = "confirm";

/// Seals questions and opens answers. The key lives as long as the process.
pub struct Confirm {
    codec: RequestStateCodec,
    used: Mutex<BTreeMap<String, Instant>>,
    patience: Duration,
}

/// What travels to the client and back, sealed.
#[derive(Serialize, Deserialize)]
struct State {
    /// The digest of the question.
    question: String,
    /// Tells this asking from any other.
    nonce: String,
}

impl Confirm {
    /// With a fresh random key; a person at a client of the older era is waited for so long.
    pub fn new(patience: Duration) -> Self {
        let key = [
            uuid::Uuid::new_v4(),
            uuid::Uuid::new_v4(),
            uuid::Uuid::new_v4(),
        ];
        let key: Vec<u8> = key.iter().flat_map(|id| id.as_bytes().to_vec()).collect();
        Self {
            codec: RequestStateCodec::try_new(key).expect("48 bytes are more than the least of 32"),
            used: Mutex::default(),
            patience,
        }
    }

    /// The question as the result of a call (2026-07-28).
    pub fn question(
        &self,
        question: &Question,
        call: &CallToolRequestParams,
        context: &RequestContext<RoleServer>,
    ) -> InputRequiredResult {
        let state = State {
            question: question.digest.clone(),
            nonce: uuid::Uuid::new_v4().to_string(),
        };
        let payload = json!(state).to_string();
        let bound = binding(call, &principal(context));
        let options = SealOptions::new().associated_data(&bound).ttl(LIFETIME);
        let sealed = self.codec.seal_with(payload.as_bytes(), &options);
        let request = InputRequest::Elicitation(ElicitRequest::new(form(question)));
        let requests = [(KEY.to_owned(), request)].into();
        InputRequiredResult::new(Some(requests), Some(sealed))
    }

    /// Who is asked about this call.
    pub fn asker<'a>(
        &'a self,
        call: &'a CallToolRequestParams,
        context: &'a RequestContext<RoleServer>,
    ) -> ClientAsker<'a> {
        ClientAsker {
            confirm: self,
            call,
            context,
        }
    }

    /// The answer that came with a call, checked against the question as it is now.
    fn answer(&self, call: &CallToolRequestParams, bound: &[u8], question: &Question) -> Answer {
        let Some(sealed) = &call.request_state else {
            return Answer::Deferred;
        };
        let opened = self.codec.open_with(sealed, bound);
        let state: State = match opened.map(|bytes| serde_json::from_slice(&bytes)) {
            Ok(Ok(state)) => state,
            Ok(Err(_)) | Err(_) => return Answer::Invalid,
        };
        let Some(given) = call.input_responses.as_ref().and_then(|all| all.get(KEY)) else {
            return Answer::Deferred;
        };
        if !self.use_once(state.nonce) {
            return Answer::Invalid;
        }
        if state.question != question.digest {
            return Answer::Changed;
        }
        match ElicitResult::deserialize(given) {
            Ok(result) => consent(&result),
            Err(_) => Answer::Unable("the client's answer could not be understood"),
        }
    }

    fn use_once(&self, nonce: String) -> bool {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        used.retain(|_, at| at.elapsed() < LIFETIME);
        used.len() < MOST_USED && used.insert(nonce, Instant::now()).is_none()
    }
}

/// Only an accepted form whose box is ticked is consent.
fn consent(result: &ElicitResult) -> Answer {
    let ticked = result
        .content
        .as_ref()
        .is_some_and(|form| form[KEY] == Value::Bool(true));
    if result.action == ElicitationAction::Accept && ticked {
        Answer::Confirmed
    } else {
        Answer::Declined
    }
}

/// What an answer is bound to: who calls, the tool, and its arguments, whatever their order.
fn binding(call: &CallToolRequestParams, principal: &str) -> Vec<u8> {
    let arguments = call.arguments.clone().map_or(Value::Null, Value::Object);
    let text = format!(
        "{principal}|tools/call|{}|{}",
        call.name,
        canonical(&arguments)
    );
    Sha256::digest(text).to_vec()
}

/// Who calls: over HTTP whom the guard let in, over stdio the owner of the process.
fn principal(context: &RequestContext<RoleServer>) -> String {
    let parts = context.extensions.get::<axum::http::request::Parts>();
    let principal = parts.and_then(|parts| parts.extensions.get::<Principal>());
    principal.map_or_else(|| "stdio".to_owned(), |principal| principal.0.clone())
}

/// Who calls, for the journal: the principal, and the program that it says it is.
pub fn who(context: &RequestContext<RoleServer>) -> String {
    let program = context.peer.peer_info().map(|info| {
        let name = &info.client_info.name;
        tools::quote::quote(name).trim_matches('"').to_owned()
    });
    match program {
        Some(program) => format!("{} ({program})", principal(context)),
        None => principal(context),
    }
}

/// The JSON with its members sorted.
fn canonical(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let sorted: BTreeMap<&String, String> = members
                .iter()
                .map(|(name, member)| (name, canonical(member)))
                .collect();
            let members: Vec<String> = sorted
                .iter()
                .map(|(name, member)| format!("{}:{member}", json!(name)))
                .collect();
            format!("{{{}}}", members.join(","))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(canonical).collect();
            format!("[{}]", items.join(","))
        }
        other => other.to_string(),
    }
}

fn form(question: &Question) -> ElicitRequestParams {
    let schema = ElicitationSchema::builder()
        .required_property(
            KEY,
            rmcp::model::PrimitiveSchemaDefinition::Boolean(
                BooleanSchema::new()
                    .title("Yes, do it")
                    .description("Tick to go ahead; leave empty to change nothing."),
            ),
        )
        .build_unchecked();
    ElicitRequestParams::FormElicitationParams {
        meta: None,
        message: question.text.clone(),
        requested_schema: schema,
    }
}

/// Asks the person at one client about one call.
pub struct ClientAsker<'a> {
    confirm: &'a Confirm,
    call: &'a CallToolRequestParams,
    context: &'a RequestContext<RoleServer>,
}

impl ClientAsker<'_> {
    fn is_modern(&self) -> bool {
        let version = self.context.protocol_version();
        version.is_some_and(|v| v.as_str() >= ProtocolVersion::V_2026_07_28.as_str())
    }

    /// `elicitation: {}` means forms (MCP 2025-11-25, Elicitation, Capabilities).
    fn can_show_forms(&self) -> bool {
        let capabilities = self.context.client_capabilities();
        let elicitation = capabilities.and_then(|c| c.elicitation);
        elicitation.is_some_and(|e| e.form.is_some() || e.url.is_none())
    }

    async fn ask_now(&self, question: &Question) -> Answer {
        let peer = &self.context.peer;
        let patience = Some(self.confirm.patience);
        let asked = peer.create_elicitation_with_timeout(form(question), patience);
        match asked.await {
            Ok(result) => consent(&result),
            Err(rmcp::ServiceError::Timeout { .. }) => Answer::Unable("nobody answered in time"),
            Err(error) => {
                tracing::warn!(%error, "the client could not put the question");
                Answer::Unable("the client could not put the question")
            }
        }
    }
}

impl Asker for ClientAsker<'_> {
    fn ask<'a>(&'a self, question: &'a Question) -> BoxFuture<'a, Answer> {
        async move {
            if !self.can_show_forms() {
                return Answer::Unable("this client cannot ask one");
            }
            if self.is_modern() {
                let bound = binding(self.call, &principal(self.context));
                return self.confirm.answer(self.call, &bound, question);
            }
            self.ask_now(question).await
        }
        .boxed()
    }

    fn is_timed(&self) -> bool {
        !self.is_modern()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_members_does_not_matter_and_their_values_do() {
        let one = canonical(&json!({"a": 1, "b": {"c": [1, 2], "d": null}}));
        let same = canonical(&json!({"b": {"d": null, "c": [1, 2]}, "a": 1}));
        let other = canonical(&json!({"b": {"d": null, "c": [2, 1]}, "a": 1}));
        assert_eq!(one, same);
        assert_ne!(one, other);
    }
}
