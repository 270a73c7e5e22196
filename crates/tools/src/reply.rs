//! What a model reads: compact, honest about what is left out, never over the budget.

use serde_json::{Map, Value, json};

use crate::columns::value_at;
use crate::{Returns, Shape, withhold};

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
    pub fn one(mut object: Value, shape: &Shape, budget: usize) -> Self {
        withhold::secrets(&mut object);
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

    /// The JSON Schema of what tools of this kind return when they succeed.
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
                "required": ["count", "complete"],
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
                },
                "required": ["org"],
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
    let mut omitted: Vec<String> = Vec::new();
    while size_with(&members, &omitted) > budget {
        let largest = members.iter().max_by_key(|(_, member)| size(member));
        let Some(name) = largest.map(|(name, _)| name.clone()) else {
            break;
        };
        members.remove(&name);
        omitted.push(name);
    }
    members.insert("omitted".into(), omitted.into());
    Value::Object(members)
}

fn size_with(members: &Map<String, Value>, omitted: &[String]) -> usize {
    let names: usize = omitted.iter().map(|name| name.len() + 3).sum();
    let members: usize = members.iter().map(|(n, m)| n.len() + 4 + size(m)).sum();
    names + members + 16
}

/// The characters of the serialised value.
pub(crate) fn size(value: &Value) -> usize {
    value.to_string().chars().count()
}

#[cfg(test)]
mod tests {
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
}
