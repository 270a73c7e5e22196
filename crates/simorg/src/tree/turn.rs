//! A verb on a document: `/lifecycle/activate` and the like.

use serde_json::{Value, json};

use super::act::kind;
use super::demand::demand;
use super::edit::{Clash, drop_member, merge};
use super::kind::{Demand, Reply};
use super::place::{self, Place};
use super::rule::View;
use super::schema::Schema;
use super::show::{from_the_start, reply};
use super::{Document, check};
use crate::answer::Answer;
use crate::call::Call;
use crate::clock::whole_seconds;
use crate::refusal::Refusal;
use crate::state::State;

/// A verb on a document: sets its status, or what the kind says, and answers.
pub fn turn(
    state: &mut State,
    call: &Call<'_>,
    place: &Place,
    verb: &str,
) -> Result<Answer, Refusal> {
    let kind = kind(&place.blank);
    let body = check::body(call)?;
    let row = kind.answers.get(call.operation.id);
    let is_single = !place.blank.ends_with('}') && !kind.born.is_empty();
    let held = match state.tree.get(&place.path).cloned() {
        None if is_single => Some(from_the_start(state, place)),
        held => held,
    };
    if let Some(document) = held {
        let demands: &[Demand] = row.map_or(&[], |row| &row.demands);
        demand(state, call, &place.path, (demands, &document))?;
        let mut document = document;
        turned(&mut document, verb, row);
        if let Some(time) = document.get_mut("lastUpdated") {
            *time = Value::from(whole_seconds(call.now));
        }
        state.tree.put(&place.path, document);
    }
    let schema = Schema::of_answer(call.operation);
    let own = place::schema(&place.blank);
    let is_other = schema.is_some_and(|schema| own.is_none_or(|own| !own.is(schema)));
    if is_other && row.is_none() {
        let status = call
            .operation
            .answers
            .first()
            .map_or(200, |answer| answer.status);
        let lists = call.operation.answers.iter().any(|answer| answer.array);
        let made = schema.map_or(json!({}), |schema| schema.body(&body));
        let made = if lists { json!([made]) } else { made };
        return Ok(Answer::json(status, made));
    }
    Ok(reply(state, call, (&place.path, View::Updated)))
}

fn turned(document: &mut Document, verb: &str, row: Option<&Reply>) {
    let status = match verb {
        "activate" => Some("ACTIVE"),
        "deactivate" => Some("INACTIVE"),
        _ => None,
    };
    if let (Some(status), Some(held)) = (status, document.get_mut("status")) {
        *held = Value::from(status);
    }
    if let Some(row) = row {
        for name in row.sets.iter().filter(|(_, value)| value.is_null()) {
            drop_member(document, name.0);
        }
        merge(document, row.sets.clone(), Clash::TheNew);
    }
}
