//! `dry_run`: what a write would do, and nothing sent.

use operations::Request;
use serde_json::{Map, Value, json};
use tools::{Call, Error, Plan, Reply, withhold};

use crate::Asks;

/// What a plan would do: the requests, the fields before and after, how far it reaches, who is asked.
pub async fn preview(plan: &Plan, call: &Call<'_>, asks: Asks) -> Result<Reply, Error> {
    let mut changes = Vec::new();
    for step in &plan.steps {
        let mut shown = step.shown();
        if let (Some(look), Some(after)) = (&step.looks_at, step.request.json()) {
            let now = call.send(look).await?.body;
            shown["before"] = touched(&now, after);
            withhold::secrets(&mut shown["before"]);
        }
        let undo = step.undo.as_ref().map(described);
        shown["undo"] = undo.unwrap_or_else(|| "cannot be undone".into());
        changes.push(shown);
    }
    Ok(Reply::report(json!({
        "org": call.org(),
        "dry_run": true,
        "would": {
            "happens": plan.happens,
            "reach": plan.reaches_how_far(),
            "effect": plan.effect().word(),
            "asks": asks.word(),
            "requests": changes,
        },
    })))
}

fn described(request: &Request) -> Value {
    let operation = request.operation().id;
    format!("{operation} would take it back").into()
}

/// The members of `now` that a body touches, at every depth.
fn touched(now: &Value, body: &Value) -> Value {
    match body {
        Value::Object(members) => members
            .iter()
            .map(|(name, member)| (name.clone(), touched(&now[name], member)))
            .collect::<Map<_, _>>()
            .into(),
        _ => now.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_body_touches_is_shown_as_it_is_now() {
        let now = json!({"id": "1", "profile": {"a": 1, "b": 2}});
        let body = json!({"profile": {"b": 3, "c": 4}});
        assert_eq!(
            touched(&now, &body),
            json!({"profile": {"b": 2, "c": null}})
        );
    }
}
