//! What holds for every row.

use operations::{Effect, Family, Method};
use serde_json::Value;
use tools::Tool;

/// The verbs that names begin with.
const VERBS: &[&str] = &[
    "activate",
    "add",
    "apply",
    "assign",
    "check",
    "confirm",
    "create",
    "deactivate",
    "delete",
    "describe",
    "export",
    "find",
    "get",
    "install",
    "list",
    "offboard",
    "read",
    "remove",
    "replace",
    "reset",
    "send",
    "suspend",
    "undo",
    "update",
    "upload",
    "upsert",
    "verify",
    "write",
];

#[test]
fn names_are_verb_noun_and_unique() {
    let tools = Tool::all();
    let names: Vec<&str> = tools.iter().map(|tool| tool.spec.name).collect();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(names, sorted, "sorted, each once");
    for name in names {
        let (verb, noun) = name.split_once('_').unwrap();
        assert!(VERBS.contains(&verb), "{name}");
        assert!(!noun.is_empty() && name.len() <= 48, "{name}");
    }
}

#[test]
fn texts_are_short_and_end_as_sentences_do() {
    for tool in Tool::all() {
        let about = tool.about();
        assert!(
            about.ends_with('.') && about.len() < 300,
            "{}: {}",
            tool.spec.name,
            about.len()
        );
        assert!(!about.contains("  "), "{}", tool.spec.name);
    }
}

#[test]
fn every_property_is_described_and_every_schema_is_portable() {
    for tool in Tool::all() {
        let schema = tool.input_schema();
        assert_eq!(schema["type"], "object");
        assert_eq!(schema["additionalProperties"], false);
        for word in ["anyOf", "oneOf", "allOf", "$ref", "$defs"] {
            assert!(schema.get(word).is_none(), "{}: {word}", tool.spec.name);
        }
        for (name, property) in schema["properties"].as_object().unwrap() {
            let described = property["description"].as_str().unwrap_or_default();
            assert!(
                described.ends_with('.'),
                "{}.{name}: {described:?}",
                tool.spec.name
            );
        }
        assert!(!has_type_list(schema), "{}", tool.spec.name);
        assert!(!schema.to_string().contains(",null]"), "{}", tool.spec.name);
        // A failure has to fit as well: clients check it too.
        let failure = serde_json::json!({"error": {"kind": "not_found"}});
        assert!(jsonschema::is_valid(&tool.output_schema(), &failure));
        jsonschema::validator_for(schema).unwrap();
        jsonschema::validator_for(&tool.output_schema()).unwrap();
    }
}

#[test]
fn what_is_refused_by_default_says_so() {
    for tool in Tool::all() {
        let is_restricted = matches!(tool.effect(), Effect::Restricted(_));
        let says = tool.about().contains("Refused ");
        assert_eq!(says, is_restricted, "{}: {}", tool.spec.name, tool.about());
    }
}

fn has_type_list(schema: &Value) -> bool {
    match schema {
        Value::Object(members) => {
            members.get("type").is_some_and(Value::is_array) || members.values().any(has_type_list)
        }
        Value::Array(items) => items.iter().any(has_type_list),
        _ => false,
    }
}

/// The tools that call whatever operation they are told to.
const CALLS_ANY: [&str; 4] = [
    "apply_change",
    "read_operation",
    "undo_change",
    "write_operation",
];

#[test]
fn a_reading_tool_uses_only_gets_and_only_what_reads() {
    // What calls any operation asks the operation: `the_whole_api` tests that.
    for tool in Tool::all()
        .iter()
        .filter(|tool| !CALLS_ANY.contains(&tool.spec.name))
    {
        let optional = tool.spec.may_use.iter();
        if tool.is_write() {
            // What it does without is never stronger than what it is listed as.
            let strongest = optional.map(|operation| operation.effect()).max();
            assert!(strongest <= Some(tool.effect()), "{}", tool.spec.name);
            continue;
        }
        for operation in optional.chain(tool.spec.uses) {
            assert_eq!(
                operation.method,
                Method::Get,
                "{}: {}",
                tool.spec.name,
                operation.id
            );
            assert_eq!(
                operation.effect(),
                Effect::Read,
                "{}: {}",
                tool.spec.name,
                operation.id
            );
        }
    }
}

#[test]
fn a_writing_tool_uses_no_operation_without_an_effect() {
    for tool in Tool::all().iter().filter(|tool| tool.is_write()) {
        assert_eq!(
            tool.is_open(),
            CALLS_ANY.contains(&tool.spec.name) && tool.is_write()
        );
        assert!(tool.effect() > Effect::Read, "{}", tool.spec.name);
        assert_ne!(
            tool.effect(),
            Effect::Restricted(Family::Unreviewed),
            "{}",
            tool.spec.name
        );
    }
}

#[test]
fn a_tool_costs_a_model_little_to_know() {
    let tools = Tool::all();
    let cost = |tool: &Tool| {
        let shown = serde_json::json!({
            "name": tool.spec.name,
            "description": tool.about(),
            "inputSchema": tool.input_schema(),
        });
        shown.to_string().chars().count()
    };
    let average = tools.iter().map(cost).sum::<usize>() / tools.len();
    // 160 tokens of o200k: these schemas have 4.4 characters a token.
    assert!(average <= 704, "{average} characters");
}
