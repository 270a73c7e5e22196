//! New factors, and the proof that makes them usable.

use jiff::SignedDuration;
use serde_json::{Map, Value, json};

use super::kind::{self, Kind, Proof};
use super::{collection, is_of, is_right, place, show, text, wrong};
use crate::answer::Answer;
use crate::call::Call;
use crate::clock::whole_seconds;
use crate::id;
use crate::refusal::Refusal;
use crate::state::State;
use crate::tree::{Document, member};
use crate::user::{Status, User, named};

/// `POST …/factors`
pub fn enrol(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let user = named(&state.directory, call)?.clone();
    let body = call.object()?;
    if [Status::Staged, Status::Deprovisioned].contains(&user.status) {
        return Err(Refusal::status());
    }
    let kind = kind::find(text(&body, "factorType"), text(&body, "provider"))
        .ok_or_else(|| refused("Invalid factorType or provider."))?;
    if let Some(held) = same(state, &user.id, kind) {
        if text(&held.1, "status") == "ACTIVE" && kind.proof != Proof::Browser {
            return Err(refused("A factor of this type is already set up."));
        }
        if kind.proof != Proof::Browser {
            state.tree.uproot(&held.0);
        }
    }
    let factor = made(state, call, kind, (&user, &body))?;
    let shown = show::shown(call.base(), &user.id, &factor);
    let path = format!("{}/{}", collection(&user.id), text(&factor, "id"));
    let is_active = text(&factor, "status") == "ACTIVE";
    state.tree.put(&path, factor);
    if is_active {
        state.note(call, "user.mfa.factor.activate", &[user.target()]);
    }
    Ok(Answer::ok(shown))
}

fn refused(cause: &str) -> Refusal {
    Refusal::invalid("factorEnrollRequest", cause)
}

/// The factor of that kind that the person has already, with its path.
fn same(state: &State, user: &str, kind: &Kind) -> Option<(String, Document)> {
    let held = state.tree.children(&collection(user));
    held.into_iter()
        .find(|(_, factor)| is_of(factor, kind))
        .map(|(path, factor)| (path.to_owned(), factor.clone()))
}

fn made(
    state: &mut State,
    call: &Call<'_>,
    kind: &Kind,
    (user, body): (&User, &Map<String, Value>),
) -> Result<Document, Refusal> {
    let profile = profile(kind, user, body)?;
    let waits = match kind.proof {
        Proof::None | Proof::Given => false,
        Proof::Sent => call.query.flag("activate")? != Some(true),
        Proof::Made | Proof::Device | Proof::Browser => true,
    };
    if kind.proof == Proof::Given && !body.contains_key("verify") && !body.contains_key("passCode")
    {
        return Err(refused("Passcode is required."));
    }
    let status = if waits {
        "PENDING_ACTIVATION"
    } else {
        "ACTIVE"
    };
    let now = whole_seconds(call.now);
    let factor = json!({
        "id": id::random(kind.prefix, &mut state.dice),
        "factorType": kind.factor,
        "provider": kind.provider,
        "vendorName": kind.vendor,
        "status": status,
        "created": now,
        "lastUpdated": now,
    });
    let mut factor = factor.as_object().cloned().unwrap_or_default();
    if !profile.is_empty() {
        factor.insert("profile".to_owned(), Value::Object(profile));
    }
    if let Some(answer) = member(body, "profile.answer") {
        factor.insert("answer".to_owned(), answer.clone());
    }
    if let Some(activation) = activation(state, call, kind) {
        let embedded = json!({ "activation": activation });
        factor.insert("_embedded".to_owned(), embedded);
    }
    Ok(factor)
}

/// The profile of a new factor: what the request says, cut to what the kind knows.
fn profile(
    kind: &Kind,
    user: &User,
    body: &Map<String, Value>,
) -> Result<Map<String, Value>, Refusal> {
    let given = |name: &str| text(body, &format!("profile.{name}"));
    let profile = match kind.factor {
        "question" => {
            let words = kind::question(given("question"))
                .ok_or_else(|| refused("Invalid security question."))?;
            if given("answer").chars().count() < 4 {
                let cause = "The security question answer must be at least 4 characters in length";
                return Err(refused(cause));
            }
            json!({ "question": given("question"), "questionText": words })
        }
        "sms" | "call" => {
            let number: String = given("phoneNumber")
                .chars()
                .filter(|c| c.is_ascii_digit() || *c == '+')
                .collect();
            if number.len() < 8 {
                return Err(refused("Invalid Phone Number."));
            }
            match kind.factor {
                "call" => json!({
                    "phoneNumber": number,
                    "phoneExtension": member(body, "profile.phoneExtension"),
                }),
                _ => json!({ "phoneNumber": number }),
            }
        }
        "email" => {
            let address = match given("email") {
                "" => user.text("email"),
                address => address,
            };
            json!({ "email": address })
        }
        "push" | "web" | "u2f" | "webauthn" | "signed_nonce" => json!({}),
        _ => {
            let credential = match given("credentialId") {
                "" => user.login(),
                credential => credential,
            };
            json!({ "credentialId": credential })
        }
    };
    Ok(profile.as_object().cloned().unwrap_or_default())
}

/// What the person needs to prove the new factor.
fn activation(state: &mut State, call: &Call<'_>, kind: &Kind) -> Option<Value> {
    let base = call.base();
    match kind.proof {
        Proof::Made => {
            let secret = state.dice.letters(16).to_uppercase();
            let image = format!("{base}/api/v1/factors/qr/{}", state.dice.letters(20));
            Some(json!({
                "timeStep": 30,
                "sharedSecret": secret,
                "encoding": "base32",
                "keyLength": 6,
                "_links": { "qrcode": { "href": image, "type": "image/png" } },
            }))
        }
        Proof::Device => {
            let later = call.now.checked_add(SignedDuration::from_mins(10));
            let image = format!("{base}/api/v1/factors/qr/{}", state.dice.letters(20));
            Some(json!({
                "expiresAt": whole_seconds(later.unwrap_or(call.now)),
                "factorResult": "WAITING",
                "_links": { "qrcode": { "href": image, "type": "image/png" } },
            }))
        }
        Proof::Browser => Some(json!({
            "challenge": state.dice.letters(20),
            "attestation": "direct",
        })),
        _ => None,
    }
}

/// `POST …/lifecycle/activate`
pub fn activate(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (user, path) = place(state, call)?;
    let body = call.object().unwrap_or_default();
    let mut factor = state.tree.get(&path).cloned().unwrap_or_default();
    let kind = kind::find(text(&factor, "factorType"), text(&factor, "provider"));
    let proof = kind.map_or(Proof::None, |kind| kind.proof);
    if text(&factor, "status") == "PENDING_ACTIVATION" {
        let proven = match proof {
            Proof::Sent | Proof::Made => is_right(text(&body, "passCode")),
            Proof::Browser => body.contains_key("attestation") || body.contains_key("clientData"),
            _ => true,
        };
        if !proven {
            return Err(wrong());
        }
        factor.insert("status".to_owned(), json!("ACTIVE"));
        let now = whole_seconds(call.now);
        factor.insert("lastUpdated".to_owned(), json!(now));
        state.tree.put(&path, factor.clone());
    }
    Ok(Answer::ok(show::shown(call.base(), &user, &factor)))
}

/// `POST …/resend`: the code once more.
pub fn resend(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (user, path) = place(state, call)?;
    let factor = state.tree.get(&path).cloned().unwrap_or_default();
    Ok(Answer::ok(show::shown(call.base(), &user, &factor)))
}
