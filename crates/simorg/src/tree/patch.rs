//! JSON Patch (RFC 6902): a list of changes to a document.

use serde_json::{Map, Value};

use super::Document;
use super::edit::{Clash, merge};
use crate::refusal::Refusal;

/// Applies the changes in order. An element of an array is named by its place, by `-` for the end, or
/// by its `id`: governance names the values of entitlements and labels so.
///
/// # Errors
/// Okta's refusal of a change that cannot be made; then none is made.
pub fn apply(document: &Document, changes: &[Value]) -> Result<Document, Refusal> {
    let mut whole = Value::Object(document.clone());
    for change in changes {
        one(&mut whole, change).ok_or_else(Refusal::malformed)?;
    }
    match whole {
        Value::Object(document) => Ok(document),
        _ => Err(Refusal::malformed()),
    }
}

fn one(whole: &mut Value, change: &Value) -> Option<()> {
    let text = |name: &str| change.get(name).and_then(Value::as_str);
    let op = text("op")?.to_ascii_lowercase();
    let (parent, name) = end(text("path")?)?;
    let value = change.get("value").cloned();
    match op.as_str() {
        "add" => add(find(whole, &parent)?, &name, value?),
        "replace" => replace(find(whole, &parent)?, &name, value?),
        "remove" => remove(find(whole, &parent)?, &name).map(|_| ()),
        "test" => (find(whole, &parent)?.get(&name) == value.as_ref()).then_some(()),
        "move" | "copy" => {
            let (from, old) = end(text("from")?)?;
            let value = match op.as_str() {
                "move" => remove(find(whole, &from)?, &old)?,
                _ => find(whole, &from)?.get(&old)?.clone(),
            };
            add(find(whole, &parent)?, &name, value)
        }
        _ => None,
    }
}

/// The names on the way to a value, and its own name.
fn end(path: &str) -> Option<(Vec<String>, String)> {
    let mut names: Vec<String> = path
        .strip_prefix('/')?
        .split('/')
        .map(|name| name.replace("~1", "/").replace("~0", "~"))
        .collect();
    let last = names.pop()?;
    Some((names, last))
}

fn find<'v>(whole: &'v mut Value, names: &[String]) -> Option<&'v mut Value> {
    names.iter().try_fold(whole, |value, name| match value {
        Value::Object(map) => map.get_mut(name),
        Value::Array(list) => {
            let at = place(list, name)?;
            list.get_mut(at)
        }
        _ => None,
    })
}

fn place(list: &[Value], name: &str) -> Option<usize> {
    let has_id = |value: &Value| value.get("id").is_some_and(|id| id == name);
    list.iter()
        .position(has_id)
        .or_else(|| name.parse().ok().filter(|at| *at < list.len()))
}

fn add(parent: &mut Value, name: &str, value: Value) -> Option<()> {
    match parent {
        Value::Object(map) => match map.get_mut(name) {
            // What is added to a list without a place is appended, as `/values` of governance is.
            Some(Value::Array(list)) if !value.is_array() => list.push(value),
            _ => {
                map.insert(name.to_owned(), value);
            }
        },
        Value::Array(list) => {
            let at = match name {
                "-" => list.len(),
                name => name.parse().ok().filter(|at| *at <= list.len())?,
            };
            list.insert(at, value);
        }
        _ => return None,
    }
    Some(())
}

fn replace(parent: &mut Value, name: &str, value: Value) -> Option<()> {
    match parent {
        Value::Object(map) => {
            map.insert(name.to_owned(), value);
        }
        Value::Array(list) => {
            let at = place(list, name)?;
            let held = list.get_mut(at)?;
            match (held, value) {
                (Value::Object(held), Value::Object(new)) => merge(held, new, Clash::TheNew),
                (held, value) => *held = value,
            }
        }
        _ => return None,
    }
    Some(())
}

fn remove(parent: &mut Value, name: &str) -> Option<Value> {
    match parent {
        Value::Object(map) => Map::shift_remove(map, name),
        Value::Array(list) => {
            let at = place(list, name)?;
            Some(list.remove(at))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn after(changes: Value) -> Option<Value> {
        let document = json!({ "name": "a", "values": [{ "id": "v1", "name": "one", "kept": 1 }] });
        let changes = changes.as_array().cloned().unwrap();
        apply(document.as_object().unwrap(), &changes)
            .ok()
            .map(Value::Object)
    }

    #[test]
    fn changes_are_made_in_order() {
        let seen = after(json!([
            { "op": "REPLACE", "path": "/name", "value": "b" },
            { "op": "replace", "path": "/values/v1", "value": { "name": "uno" } },
            { "op": "add", "path": "/values/-", "value": { "id": "v2" } },
            { "op": "copy", "from": "/name", "path": "/label" },
        ]));
        let due = json!({
            "name": "b", "values": [{ "id": "v1", "name": "uno", "kept": 1 }, { "id": "v2" }],
            "label": "b",
        });
        assert_eq!(seen, Some(due));
    }

    #[test]
    fn what_is_not_there_cannot_be_changed() {
        for change in [
            json!({ "op": "remove", "path": "/gone" }),
            json!({ "op": "replace", "path": "/values/v9", "value": 1 }),
            json!({ "op": "test", "path": "/name", "value": "b" }),
            json!({ "op": "jump", "path": "/name" }),
            json!({ "path": "name" }),
        ] {
            assert_eq!(after(json!([change])), None);
        }
    }
}
