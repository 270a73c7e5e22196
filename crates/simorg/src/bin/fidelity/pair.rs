//! Two bodies walked side by side: what stands at the same place in both names the same thing.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::ids::Ids;
use super::token::{is_id, without_host, words};

/// How the items of two lists are brought together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lists {
    /// By what names them in every organisation, else by their places: answers to a write.
    ByPlace,
    /// Only by what names them in every organisation: answers to a read.
    ByName,
}

/// Members whose whole value is a name, whatever it looks like.
const NAMES: [&str; 4] = ["id", "kid", "name", "client_id"];

/// Learns the ids of two answers to the same request.
pub fn bodies(ids: &mut Ids, recorded: &Value, simulated: &Value, lists: Lists) {
    match (recorded, simulated) {
        (Value::Object(a), Value::Object(b)) => {
            for name in NAMES {
                if let (Some(Value::String(a)), Some(Value::String(b))) = (a.get(name), b.get(name))
                    && is_made(a)
                {
                    ids.pair(a, b);
                }
            }
            for (name, value) in a {
                if let Some(other) = b.get(name) {
                    bodies(ids, value, other, lists);
                }
            }
        }
        (Value::Array(a), Value::Array(b)) => {
            // Texts in a list have no order to rely on, and no id is first told there.
            let found = matches(ids, a, b, lists).into_iter();
            for (at, other) in found.filter(|(at, _)| !a[*at].is_string()) {
                bodies(ids, &a[at], &b[other], lists);
            }
        }
        (Value::String(a), Value::String(b)) => texts(ids, a, b),
        _ => {}
    }
}

/// Whether a name looks made by a machine; `default`, `Default Policy` and URLs stay what they are.
fn is_made(name: &str) -> bool {
    name.len() > 5 && name.bytes().any(|b| b.is_ascii_digit()) && !name.contains("://")
}

/// Learns the ids of two texts, where they have as many words.
pub fn texts(ids: &mut Ids, recorded: &str, simulated: &str) {
    let (recorded, simulated) = (without_host(recorded), without_host(simulated));
    if recorded == simulated || words(recorded).count() != words(simulated).count() {
        return;
    }
    for (a, b) in words(recorded).zip(words(simulated)) {
        if is_id(a) && is_id(b) {
            ids.pair(a, b);
        }
    }
}

/// The places of items that are the same thing in both lists.
fn matches(ids: &Ids, a: &[Value], b: &[Value], lists: Lists) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for name in [known, keyed, built_in, own, named] {
        let (left, right) = (
            unique(a, |item| name(ids, item, World::Recorded)),
            unique(b, |item| name(ids, item, World::Simulated)),
        );
        for (key, at) in left {
            let Some(other) = right.get(&key) else {
                continue;
            };
            if found.iter().all(|(x, y)| *x != at && y != other) {
                found.push((at, *other));
            }
        }
    }
    let alike = match lists {
        Lists::ByPlace => a.len() == b.len(),
        Lists::ByName => {
            a.len() == 1 && b.len() == 1 && named(ids, &a[0], World::Recorded).is_none()
        }
    };
    if alike && found.is_empty() {
        return (0..a.len()).map(|at| (at, at)).collect();
    }
    found
}

/// The places of the items by their names, where only one has it.
fn unique(items: &[Value], name: impl Fn(&Value) -> Option<String>) -> BTreeMap<String, usize> {
    let mut places = BTreeMap::new();
    let mut twice = Vec::new();
    for (at, item) in items.iter().enumerate() {
        if let Some(name) = name(item)
            && places.insert(name.clone(), at).is_some()
        {
            twice.push(name);
        }
    }
    for name in twice {
        places.remove(&name);
    }
    places
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum World {
    Recorded,
    Simulated,
}

/// Its id, where that is known in both worlds.
fn known(ids: &Ids, item: &Value, world: World) -> Option<String> {
    let id = text(item, "id")?;
    match world {
        World::Recorded => Some(ids.simulated(id)),
        World::Simulated => Some(id.to_owned()),
    }
}

/// What Okta names by a key.
fn keyed(_: &Ids, item: &Value, _: World) -> Option<String> {
    text(item, "key").map(str::to_owned)
}

/// What an organisation is born with, by type and name.
fn built_in(ids: &Ids, item: &Value, world: World) -> Option<String> {
    let own = own(ids, item, world)?;
    Some(format!("{own} {}", label(item)?))
}

/// What an organisation is born with, by type.
fn own(_: &Ids, item: &Value, _: World) -> Option<String> {
    let kind = text(item, "type").unwrap_or_default();
    is_built_in(item).then(|| kind.to_owned())
}

/// Anything else by type and name.
fn named(_: &Ids, item: &Value, _: World) -> Option<String> {
    let kind = text(item, "type").unwrap_or_default();
    label(item).map(|label| format!("{kind} {label}"))
}

/// Whether an object says of itself that the organisation was born with it.
pub fn is_built_in(item: &Value) -> bool {
    let is = |name| item.get(name) == Some(&Value::Bool(true));
    is("system") || is("default") || is("isDefault") || text(item, "type") == Some("BUILT_IN")
}

fn label(item: &Value) -> Option<&str> {
    let profile = item.get("profile").and_then(Value::as_object);
    let inside = |name| profile.and_then(|profile: &Map<_, _>| profile.get(name)?.as_str());
    text(item, "label")
        .or_else(|| text(item, "name"))
        .or_else(|| inside("login"))
        .or_else(|| inside("name"))
}

fn text<'a>(item: &'a Value, name: &str) -> Option<&'a str> {
    item.get(name)?.as_str()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn ids_and_links_of_a_write_are_paired() {
        let mut ids = Ids::default();
        let recorded = json!({"id": "00gaaaaaaaaaaaaaaaa1", "name": "acme_app_1",
            "_links": {"apps": {"href": "https://a.okta.com/api/v1/apps/0oaaaaaaaaaaaaaaaaa1/x"}}});
        let simulated = json!({"id": "00gbbbbbbbbbbbbbbbb2", "name": "other_app_2",
            "_links": {"apps": {"href": "https://b/api/v1/apps/0oabbbbbbbbbbbbbbbb2/x"}}});
        bodies(&mut ids, &recorded, &simulated, Lists::ByPlace);
        assert_eq!(
            ids.simulated("00gaaaaaaaaaaaaaaaa1"),
            "00gbbbbbbbbbbbbbbbb2"
        );
        assert_eq!(
            ids.simulated("/0oaaaaaaaaaaaaaaaaa1"),
            "/0oabbbbbbbbbbbbbbbb2"
        );
        assert_eq!(
            ids.simulated("acme_app_1_link acme_app_1"),
            "acme_app_1_link other_app_2"
        );
    }

    #[test]
    fn lists_of_a_read_are_paired_by_what_names_their_items() {
        let mut ids = Ids::default();
        let recorded = json!([
            {"id": "rstaaa1", "type": "P", "name": "Mine"},
            {"id": "rstaaa2", "type": "P", "name": "Default Policy", "system": true},
        ]);
        let simulated = json!([
            {"id": "rstbbb1", "type": "P", "name": "Default policy", "system": true},
            {"id": "rstbbb2", "type": "P", "name": "Another"},
        ]);
        bodies(&mut ids, &recorded, &simulated, Lists::ByName);
        assert_eq!(ids.simulated("rstaaa2"), "rstbbb1");
        assert_eq!(ids.simulated("rstaaa1"), "rstaaa1");
    }
}
