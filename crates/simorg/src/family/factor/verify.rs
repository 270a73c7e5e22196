//! Whether a person has the factor that they say they have.

use jiff::SignedDuration;
use serde_json::{Map, Value, json};

use super::kind::{self, Proof};
use super::{is_right, place, show, text, wrong};
use crate::answer::Answer;
use crate::call::Call;
use crate::clock::whole_seconds;
use crate::id;
use crate::refusal::Refusal;
use crate::state::State;
use crate::tree::Document;

/// `POST …/verify`: without a code it asks for one, or rings at the device.
pub fn verify(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (_, path) = place(state, call)?;
    let body = call.object().unwrap_or_default();
    let factor = state.tree.get(&path).cloned().unwrap_or_default();
    let kind = kind::find(text(&factor, "factorType"), text(&factor, "provider"));
    let proof = kind.map_or(Proof::None, |kind| kind.proof);
    let given = text(&body, "passCode");
    let own = format!("{}{path}", call.base());
    match proof {
        Proof::Device => Ok(ring(state, call, &path)),
        Proof::Browser if !body.contains_key("clientData") => {
            Ok(Answer::ok(challenged(state, &own)))
        }
        Proof::Sent if given.is_empty() => Ok(Answer::ok(json!({
            "factorResult": "CHALLENGE",
            "_links": {
                "verify": show::link(format!("{own}/verify"), &["POST"]),
                "factor": show::link(own.clone(), &["GET", "DELETE"]),
            },
        }))),
        Proof::Browser => Ok(passed()),
        Proof::None if text(&factor, "factorType") == "question" => {
            let same =
                text(&body, "answer").to_lowercase() == text(&factor, "answer").to_lowercase();
            if same { Ok(passed()) } else { Err(wrong()) }
        }
        _ if is_right(given) => Ok(passed()),
        _ => Err(wrong()),
    }
}

fn passed() -> Answer {
    Answer::ok(json!({ "factorResult": "SUCCESS" }))
}

fn challenged(state: &mut State, own: &str) -> Value {
    json!({
        "factorResult": "CHALLENGE",
        "_embedded": { "challenge": { "challenge": state.dice.letters(20) } },
        "_links": { "verify": show::link(format!("{own}/verify"), &["POST"]) },
    })
}

/// A push to a device: it waits, and whoever asks for it a second time finds it answered.
fn ring(state: &mut State, call: &Call<'_>, path: &str) -> Answer {
    let id = id::random("v2mst", &mut state.dice);
    let transaction = format!("{path}/transactions/{id}");
    state.tree.put(&transaction, Document::new());
    Answer::json(201, waiting(call, &transaction))
}

fn waiting(call: &Call<'_>, path: &str) -> Value {
    let later = call.now.checked_add(SignedDuration::from_mins(5));
    let href = format!("{}{path}", call.base());
    let mut links = Map::new();
    links.insert("poll".to_owned(), show::link(href.clone(), &["GET"]));
    links.insert("cancel".to_owned(), show::link(href, &["DELETE"]));
    json!({
        "expiresAt": whole_seconds(later.unwrap_or(call.now)),
        "factorResult": "WAITING",
        "_links": links,
    })
}

/// `GET …/transactions/{transactionId}`
pub fn transaction(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (_, path) = place(state, call)?;
    let id = call.value(2);
    let transaction = format!("{path}/transactions/{id}");
    let Some(held) = state.tree.get_mut(&transaction) else {
        return Err(Refusal::not_found(id, "FactorTransaction"));
    };
    if held.contains_key("asked") {
        return Ok(passed());
    }
    held.insert("asked".to_owned(), Value::Bool(true));
    Ok(Answer::ok(waiting(call, &transaction)))
}
