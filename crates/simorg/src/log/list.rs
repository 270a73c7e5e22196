//! `GET /api/v1/logs`: bounded or endless.

use serde_json::Value;

use super::Entry;
use super::query::Question;
use crate::answer::Answer;
use crate::call::Call;
use crate::page;
use crate::refusal::Refusal;
use crate::state::State;

/// Events between two times, or everything from a time on, for ever.
pub fn list_log_events(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let question = Question::of(call)?;
    let after = cursor(call)?;
    let entries = state.log.entries();
    let behind = |entry: &&Entry| {
        after.is_none_or(|after| {
            if question.falling {
                entry.at < after
            } else {
                entry.at > after
            }
        })
    };
    let log = &state.log;
    let wanted = |entry: &&Entry| behind(entry) && question.wants(entry) && log.sees(entry);
    let mut found: Vec<&Entry> = if question.falling {
        entries
            .iter()
            .rev()
            .filter(wanted)
            .take(question.limit + 1)
            .collect()
    } else {
        entries
            .iter()
            .filter(wanted)
            .take(question.limit + 1)
            .collect()
    };
    let more = found.len() > question.limit;
    found.truncate(question.limit);
    let last = found.last().map(|entry| entry.at);
    let rows = found.iter().map(|entry| entry.body.clone()).collect();
    // The recordings show no limit added to `self` here.
    let own = page::link(call, None, None);
    let answer = Answer::ok(Value::Array(rows)).with("link", format!("<{own}>; rel=\"self\""));
    if !more && !question.is_polling() {
        return Ok(answer);
    }
    let place = last.or(after).unwrap_or(question.since - 1);
    let next = page::link(call, None, Some(&format!("{place}_1")));
    Ok(answer.with("link", format!("<{next}>; rel=\"next\"")))
}

/// The millisecond that a cursor names.
fn cursor(call: &Call<'_>) -> Result<Option<i64>, Refusal> {
    let Some(text) = call.query.get("after") else {
        return Ok(None);
    };
    let (millis, _) = text
        .split_once('_')
        .filter(|(_, number)| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
        .ok_or_else(Refusal::paging)?;
    millis.parse().map(Some).map_err(|_| Refusal::paging())
}
