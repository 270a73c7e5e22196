//! What holds for every row.

use operations::{Effect, Method};
use serde_json::Value;
use tools::Tool;

/// The verbs that names begin with.
const VERBS: &[&str] = &[
    "activate",
    "add",
    "assign",
    "check",
    "confirm",
    "create",
    "deactivate",
    "delete",
    "describe",
    "find",
    "get",
    "list",
    "read",
    "remove",
    "replace",
    "reset",
    "send",
    "suspend",
    "update",
    "upload",
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
        let about = tool.spec.about;
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
const CALLS_ANY: [&str; 2] = ["read_operation", "write_operation"];

#[test]
fn a_reading_tool_uses_only_gets_and_only_what_reads() {
    // What calls any operation asks the operation: `the_whole_api` tests that.
    for tool in Tool::all()
        .iter()
        .filter(|tool| !CALLS_ANY.contains(&tool.spec.name))
    {
        let optional = tool.spec.may_use.iter();
        let needed = tool.spec.uses.iter().filter(|_| !tool.is_write());
        for operation in optional.chain(needed) {
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
        assert!(
            tool.effect() <= Effect::Destroy,
            "{}: unreviewed",
            tool.spec.name
        );
    }
}

#[test]
fn every_tool_of_the_official_server_for_users_and_groups_is_here_with_its_parameters() {
    let official = [
        ("add_user_to_group", &["group_id", "user_id"][..]),
        ("create_group", &["profile"]),
        ("create_user", &["profile", "activate"]),
        ("deactivate_user", &["user_id"]),
        ("delete_deactivated_user", &["user_id"]),
        ("delete_group", &["group_id"]),
        ("get_group", &["group_id"]),
        ("get_scope_status", &[]),
        ("get_user", &["user_id"]),
        ("get_user_profile_attributes", &[]),
        (
            "list_group_apps",
            &["group_id", "after", "limit", "fetch_all"],
        ),
        (
            "list_group_users",
            &["group_id", "fetch_all", "after", "limit"],
        ),
        (
            "list_groups",
            &["search", "filter", "q", "fetch_all", "after", "limit"],
        ),
        ("list_user_groups", &["user_id"]),
        (
            "list_users",
            &["search", "filter", "q", "fetch_all", "after", "limit"],
        ),
        ("remove_user_from_group", &["group_id", "user_id"]),
        ("update_group", &["group_id", "profile"]),
        ("update_user", &["user_id", "profile"]),
    ];
    let tools = Tool::all();
    for (name, parameters) in official {
        let tool = tools
            .iter()
            .find(|tool| tool.spec.name == name)
            .expect(name);
        for parameter in parameters {
            assert!(
                tool.input_schema()["properties"].get(parameter).is_some(),
                "{name}.{parameter}"
            );
        }
    }
}
