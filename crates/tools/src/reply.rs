//! What a model reads: compact, honest about what is left out, never over the budget.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::columns::value_at;
use crate::withhold::{Forgets, Keeper};
use crate::{Call, Returns, Shape, withhold};

/// The structured content of a reply.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// A JSON object.
    pub value: Value,
}

impl Reply {
    /// A report of our own.
    pub fn report(value: Value) -> Self {
        Self { value }
    }

    /// One of Okta's objects, shaped: as Okta sent it, less `_links` and nulls; untouched with `raw`;
    /// only the members named with `fields`. Secrets are withheld from all of them. What would break
    /// the budget is left out by whole members, which are named.
    pub fn one(object: Value, shape: &Shape, budget: usize) -> Self {
        Self::one_kept(object, shape, budget, &Forgets)
    }

    /// One of Okta's objects, as [`Reply::one`] shapes it; its secrets are kept for a person.
    pub fn one_kept(mut object: Value, shape: &Shape, budget: usize, keeper: &dyn Keeper) -> Self {
        withhold::secrets_kept(&mut object, "", keeper);
        if !shape.raw {
            lighten(&mut object);
        }
        let value = match &shape.fields {
            Some(fields) if !shape.wants_everything() => picked(&object, fields),
            _ => object,
        };
        Self {
            value: within(value, budget),
        }
    }

    /// Whatever Okta answered: an object as [`Reply::one`] gives it, anything else as `result`.
    pub fn any(body: Value, call: &Call<'_>) -> Self {
        match body {
            Value::Object(_) => call.one(body),
            Value::Null => Self::report(json!({"done": true})),
            other => call.one(json!({"result": other})),
        }
    }

    /// The JSON Schema of what tools of this kind return. Nothing is required, for a failure has none
    /// of it but `error`, and some clients check failures too.
    pub fn schema(returns: Returns) -> Value {
        match returns {
            Returns::List(_) => json!({
                "type": "object",
                "properties": {
                    "columns": {"type": "array", "items": {"type": "string"}},
                    "rows": {"type": "array", "items": {"type": "array"}},
                    "items": {"type": "array", "items": {"type": "object"}},
                    "count": {"type": "integer"},
                    "complete": {"type": "boolean"},
                    "why": {"type": "string", "enum": ["page", "budget", "q_cap", "role", "error", "cancelled"]},
                    "next": {"type": "string"},
                    "error": {"type": "object"},
                },
            }),
            Returns::One | Returns::Report => json!({"type": "object"}),
            Returns::Change => json!({
                "type": "object",
                "properties": {
                    "org": {"type": "string"},
                    "done": {"type": "string"},
                    "result": {"type": "object"},
                    "okta_request_id": {"type": "string"},
                    "dry_run": {"type": "boolean"},
                    "would": {"type": "object"},
                    "error": {"type": "object"},
                },
            }),
        }
    }
}

/// Takes out `_links` and nulls, at every depth.
pub(crate) fn lighten(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|name, member| name != "_links" && !member.is_null());
            members.values_mut().for_each(lighten);
        }
        Value::Array(items) => items.iter_mut().for_each(lighten),
        _ => {}
    }
}

/// The members at these paths, under the names asked for.
pub(crate) fn picked(object: &Value, fields: &[String]) -> Value {
    let pick = |field: &String| (field.clone(), value_at(object, field));
    Value::Object(fields.iter().map(pick).collect())
}

/// The object with its largest members left out, until it fits.
fn within(value: Value, budget: usize) -> Value {
    if size(&value) <= budget {
        return value;
    }
    let Value::Object(mut members) = value else {
        return json!({"omitted": ["everything: it is no object and breaks the budget"]});
    };
    let mut sizes: Vec<(String, usize)> = members
        .iter()
        .map(|(name, member)| (name.clone(), member_size(name, member)))
        .collect();
    sizes.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    let most_names = budget / 4;
    let mut staying: usize = sizes.iter().map(|(_, size)| size).sum();
    let mut names = 0;
    let mut omitted = Vec::new();
    for (name, size) in sizes {
        if staying + names.min(most_names) + ENVELOPE <= budget {
            break;
        }
        staying -= size;
        names += name_size(&name);
        omitted.push(name);
    }
    let left_out: HashSet<&str> = omitted.iter().map(String::as_str).collect();
    members.retain(|name, _| !left_out.contains(name.as_str()));
    let room = budget.saturating_sub(staying + ENVELOPE);
    members.insert("omitted".into(), named(&omitted, room).into());
    Value::Object(members)
}

/// What `{"omitted":[]}` and a count of names left out take.
const ENVELOPE: usize = 48;

/// The names for which there is room, and how many more there are.
fn named(names: &[String], room: usize) -> Vec<String> {
    let mut left = room;
    let mut shown: Vec<String> = Vec::new();
    for name in names {
        if let Some(less) = left.checked_sub(name_size(name)) {
            left = less;
            shown.push(name.clone());
        }
    }
    let more = names.len() - shown.len();
    if more > 0 {
        shown.push(format!("and {more} more"));
    }
    shown
}

/// A name in a list: in quotes, escaped, with a comma.
pub(crate) fn name_size(name: &str) -> usize {
    size(&Value::from(name)) + 1
}

/// A member: its name, a colon, itself and a comma.
fn member_size(name: &str, member: &Value) -> usize {
    name_size(name) + 1 + size(member)
}

/// The characters of the serialised value.
pub(crate) fn size(value: &Value) -> usize {
    value.to_string().chars().count()
}

#[cfg(test)]
mod tests {
    use serde_json::Map;

    use super::*;

    fn shape(fields: &[&str]) -> Shape {
        let fields = fields.iter().map(|f| (*f).to_owned()).collect();
        Shape {
            fields: Some(fields),
            ..Shape::default()
        }
    }

    fn ada() -> Value {
        json!({"id": "1", "lastLogin": null, "profile": {"login": "ada", "x": 1.50, "nick": null},
               "_links": {"self": {}}, "status": "NEVER_SEEN"})
    }

    #[test]
    fn links_and_nulls_go_and_everything_else_stays_in_order() {
        let reply = Reply::one(ada(), &Shape::default(), 1000).value;
        let text = r#"{"id":"1","profile":{"login":"ada","x":1.5},"status":"NEVER_SEEN"}"#;
        assert_eq!(reply.to_string(), text);
    }

    #[test]
    fn raw_is_untouched() {
        let raw = Shape {
            raw: true,
            ..Shape::default()
        };
        assert_eq!(Reply::one(ada(), &raw, 1000).value, ada());
    }

    #[test]
    fn fields_pick_members() {
        let reply = Reply::one(ada(), &shape(&["id", "profile.login", "no.such"]), 1000).value;
        assert_eq!(
            reply,
            json!({"id": "1", "profile.login": "ada", "no.such": null})
        );
    }

    #[test]
    fn what_breaks_the_budget_is_named() {
        let page = json!({"id": "1", "html": "x".repeat(5000)});
        let reply = Reply::one(page, &Shape::default(), 100).value;
        assert_eq!(reply, json!({"id": "1", "omitted": ["html"]}));
    }

    #[test]
    fn the_names_of_what_is_left_out_keep_the_budget_too() {
        let numbers: Map<String, Value> =
            (0..500).map(|n| (format!("n{n}\u{1}"), n.into())).collect();
        let reply = Reply::one(Value::Object(numbers), &Shape::default(), 300).value;
        assert!(size(&reply) <= 300, "{reply}");
        let names = reply["omitted"].as_array().unwrap();
        assert!(names.last().unwrap().as_str().unwrap().ends_with("more"));
    }

    #[test]
    fn what_stays_stands_in_order_and_much_is_left_out_quickly() {
        let mut members: Map<String, Value> = (0..20_000)
            .map(|n| (format!("member-{n}"), "x".repeat(50).into()))
            .collect();
        for (n, name) in ["z", "b", "a"].into_iter().enumerate() {
            members.insert(name.into(), n.into());
        }
        let reply = Reply::one(Value::Object(members), &Shape::default(), 2_000).value;
        assert!(size(&reply) <= 2_000);
        let names: Vec<&String> = reply.as_object().unwrap().keys().collect();
        assert!(names.ends_with(&["z", "b", "a", "omitted"].map(String::from).each_ref()));
    }
}
