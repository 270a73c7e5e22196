//! Factors of people: what they may enrol, what they have, and how they prove it.

mod enrol;
mod kind;
mod show;
mod verify;

use serde_json::{Map, Value, json};

use crate::answer::Answer;
use crate::call::Call;
use crate::refusal::Refusal;
use crate::state::{Handler, State};
use crate::tree::{Document, member};
use crate::user::named;

use kind::{KINDS, Proof, QUESTIONS};

/// What this module answers.
pub const HANDLERS: &[(&str, Handler)] = &[
    ("listFactors", list),
    ("listSupportedFactors", catalogue),
    ("listSupportedSecurityQuestions", questions),
    ("getFactor", get),
    ("enrollFactor", enrol::enrol),
    ("activateFactor", enrol::activate),
    ("resendEnrollFactor", enrol::resend),
    ("unenrollFactor", unenrol),
    ("verifyFactor", verify::verify),
    ("getFactorTransactionStatus", verify::transaction),
];

/// Where the factors of a person lie.
pub fn collection(user: &str) -> String {
    format!("/api/v1/users/{user}/factors")
}

fn list(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let user = named(&state.directory, call)?.id.clone();
    let rows = state.tree.children(&collection(&user));
    let rows = rows
        .into_iter()
        .map(|(_, factor)| show::shown(call.base(), &user, factor));
    Ok(Answer::ok(rows.collect()))
}

/// What the person may enrol, and whether they have.
fn catalogue(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let user = named(&state.directory, call)?.id.clone();
    let held = state.tree.children(&collection(&user));
    let own = format!("{}{}", call.base(), collection(&user));
    let rows = KINDS
        .iter()
        .filter(|kind| ![Proof::Given].contains(&kind.proof) && kind.provider != "CUSTOM")
        .map(|kind| {
            let status = held
                .iter()
                .find(|(_, factor)| is_of(factor, kind))
                .map_or("NOT_SETUP", |(_, factor)| text(factor, "status"));
            let mut links = Map::new();
            if kind.factor == "question" {
                let link = show::link(format!("{own}/questions"), &["GET"]);
                links.insert("questions".to_owned(), link);
            }
            links.insert("enroll".to_owned(), show::link(own.clone(), &["POST"]));
            json!({
                "factorType": kind.factor,
                "provider": kind.provider,
                "vendorName": kind.vendor,
                "_links": links,
                "status": status,
            })
        });
    Ok(Answer::ok(rows.collect()))
}

fn questions(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    named(&state.directory, call)?;
    let rows = QUESTIONS
        .iter()
        .map(|(key, words)| json!({ "question": key, "questionText": words }));
    Ok(Answer::ok(rows.collect()))
}

fn get(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (user, path) = place(state, call)?;
    let factor = state.tree.get(&path).cloned().unwrap_or_default();
    Ok(Answer::ok(show::shown(call.base(), &user, &factor)))
}

fn unenrol(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (_, path) = place(state, call)?;
    call.query.flag("removeRecoveryEnrollment")?;
    state.tree.uproot(&path);
    Ok(Answer::empty(204))
}

/// The person's id and the path of the factor that the call names.
fn place(state: &State, call: &Call<'_>) -> Result<(String, String), Refusal> {
    let user = named(&state.directory, call)?.id.clone();
    let id = call.value(1);
    let path = format!("{}/{id}", collection(&user));
    if state.tree.has(&path) {
        Ok((user, path))
    } else {
        Err(Refusal::not_found(id, "UserFactor"))
    }
}

fn is_of(factor: &Document, kind: &kind::Kind) -> bool {
    text(factor, "factorType") == kind.factor && text(factor, "provider") == kind.provider
}

fn text<'d>(factor: &'d Document, path: &str) -> &'d str {
    let value = member(factor, path).and_then(Value::as_str);
    value.unwrap_or_default()
}

/// Whether a code is taken for right: six digits that are not all zero, since nobody here sees what was
/// sent.
fn is_right(code: &str) -> bool {
    code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()) && code != "000000"
}

/// Okta's refusal of a wrong code or answer.
fn wrong() -> Refusal {
    let cause = "Your passcode doesn't match our records. Please try again.";
    Refusal::new(403, "E0000068", "Invalid Passcode/Answer").because(cause)
}
