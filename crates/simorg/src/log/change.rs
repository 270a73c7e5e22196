//! The events of changes that no handler writes by hand: from the catalogue, with what was changed.

use operations::Effect;
use serde_json::{Value, json};

use super::catalogue;
use crate::answer::Answer;
use crate::call::Call;
use crate::state::State;
use crate::tree::member;

/// Writes what a call did, where the catalogue knows its event.
pub fn record(state: &mut State, call: &Call<'_>, answer: &Answer) {
    if answer.status >= 300 || call.operation.effect() == Effect::Read {
        return;
    }
    let Some(row) = catalogue::of(call.operation.id) else {
        return;
    };
    let target = target(state, call, (row.target, answer));
    state.note(call, row.event, &[target]);
}

/// What was changed: the person or group on the way, where the event is about one; else what the
/// answer shows, or the last thing that the path names.
fn target(state: &State, call: &Call<'_>, (kind, answer): (&str, &Answer)) -> Value {
    let names = call.operation.placeholders().zip(&call.values);
    let directory = &state.directory;
    for (name, value) in names {
        let found = match (kind, name) {
            ("User", "id" | "userId") => directory.find_user(value).map(crate::user::User::target),
            ("UserGroup", "groupId") => {
                directory.groups.get(value).map(crate::group::Group::target)
            }
            _ => None,
        };
        if let Some(target) = found {
            return target;
        }
    }
    let shown = answer.body.as_ref().and_then(Value::as_object);
    let text = |name: &str| member(shown?, name)?.as_str();
    let id = text("id").or(call.values.last().map(String::as_str));
    let name = ["displayName", "label", "name", "profile.name"]
        .into_iter()
        .find_map(text);
    json!({
        "id": id.unwrap_or("unknown"),
        "type": kind,
        "alternateId": name.unwrap_or("unknown"),
        "displayName": name,
        "detailEntry": null,
    })
}
