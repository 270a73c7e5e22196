//! The whole API: found by words, described, read; every bad argument answered before anything is sent.

use operations::OPERATIONS;
use serde_json::{Value, json};
use tools::{Action, Call, Error, Tool};

use crate::connection::{connect, open_org};

/// The reply of a reading tool, or the steps of the plan of a writing one.
async fn call(okta: &okta::Client, name: &str, given: Value) -> Result<Value, Error> {
    let tools = Tool::all();
    let tool = tools.iter().find(|tool| tool.spec.name == name).unwrap();
    let arguments = tool.arguments(given)?;
    let call = Call::new(okta, tool.spec, arguments.shape.clone(), 40_000);
    match tool.action.0 {
        Action::Read(run) => Ok(run(arguments.own, &call).await?.value),
        Action::Engine(_) => panic!("{name} is the engine's"),
        Action::Write(plan) => {
            let plan = plan(arguments.own, &call).await?;
            let steps: Vec<Value> = plan.steps.iter().map(tools::Step::shown).collect();
            Ok(
                json!({"steps": steps, "effect": plan.effect().word(), "reach": plan.reaches_how_far()}),
            )
        }
    }
}

#[tokio::test]
async fn a_model_finds_describes_and_reads_what_has_no_tool_of_its_own() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let found = call(
        &okta,
        "find_operation",
        json!({"query": "which ip ranges are blocked?"}),
    )
    .await
    .unwrap();
    let ids: Vec<&str> = found["operations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["id"].as_str().unwrap())
        .collect();
    assert!(ids.contains(&"listNetworkZones"), "{ids:?}");
    let told = call(
        &okta,
        "describe_operation",
        json!({"id": "listNetworkZones"}),
    )
    .await
    .unwrap();
    assert_eq!(told["example"]["tool"], "read_operation");
    let zones = call(
        &okta,
        "read_operation",
        told["example"]["arguments"].clone(),
    )
    .await
    .unwrap();
    assert_eq!(zones["complete"], true);
    assert!(zones["columns"].to_string().contains("name"), "{zones}");
    let ada = json!({"id": "listFactors", "path": {"userId": "Ada Lovelace"}});
    let factors = call(&okta, "read_operation", ada).await.unwrap();
    assert_eq!(factors["columns"][1], "factorType");
}

#[tokio::test]
async fn pages_go_on_and_limits_stand_in_the_query_or_beside_it() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let first = json!({"id": "listUsers", "query": {"limit": 3}});
    let first = call(&okta, "read_operation", first).await.unwrap();
    assert_eq!(
        (&first["count"], &first["complete"]),
        (&json!(3), &json!(false))
    );
    let second = json!({"id": "listUsers", "limit": 3, "after": first["next"]});
    let second = call(&okta, "read_operation", second).await.unwrap();
    assert_ne!(first["rows"], second["rows"]);
    let all = call(
        &okta,
        "read_operation",
        json!({"id": "listUsers", "count_only": true}),
    )
    .await
    .unwrap();
    assert!(all["count"].as_u64().unwrap() > 20, "{all}");
}

#[tokio::test]
async fn what_may_not_be_called_stands_last_with_the_scope_it_lacks() {
    let org = open_org(30).await;
    let okta = connect(&org, Some("okta.users.read"));
    let found = call(
        &okta,
        "find_operation",
        json!({"query": "which groups is someone in", "limit": 50}),
    )
    .await
    .unwrap();
    let lacks: Vec<bool> = found["operations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row.get("lacks_scope").is_some())
        .collect();
    assert!(lacks.contains(&true) && lacks.contains(&false));
    assert!(lacks.is_sorted(), "{lacks:?}");
}

#[tokio::test]
async fn each_bad_argument_is_named_with_its_rule_and_nothing_is_sent() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let before = org.requests().len();
    for (tool, given, said) in [
        ("read_operation", json!({"id": "listUsrs"}), "no operation"),
        (
            "read_operation",
            json!({"id": "addGroup"}),
            "changes something",
        ),
        ("write_operation", json!({"id": "listUsers"}), "only reads"),
        (
            "read_operation",
            json!({"id": "listPolicyApps", "path": {"policyId": "rst1"}}),
            "deprecated",
        ),
        ("write_operation", json!({"id": "token"}), "sign-in"),
        ("read_operation", json!({"id": "getMySettings"}), "person"),
        (
            "read_operation",
            json!({"id": "getPolicy"}),
            "`path.policyId` is missing",
        ),
        (
            "read_operation",
            json!({"id": "getPolicy", "path": {"policyId": "a/b"}}),
            "without slash",
        ),
        (
            "read_operation",
            json!({"id": "getPolicy", "path": {"policyId": "..", "x": 1}}),
            "`path` has no",
        ),
        (
            "read_operation",
            json!({"id": "listPolicies"}),
            "`query.type` is missing",
        ),
        (
            "read_operation",
            json!({"id": "listUsers", "query": {"serach": "x"}}),
            "`query` has no",
        ),
        (
            "read_operation",
            json!({"id": "listUsers", "query": {"after": "x"}}),
            "`query.after`",
        ),
        (
            "read_operation",
            json!({"id": "listGroups", "query": {"limit": "many"}}),
            "whole number",
        ),
        (
            "write_operation",
            json!({"id": "addGroup"}),
            "`body` is missing",
        ),
        (
            "write_operation",
            json!({"id": "addGroup", "body": {"profile": {"name": 1}}}),
            "`body.profile.name` must be a string",
        ),
        (
            "write_operation",
            json!({"id": "deleteGroup", "path": {"groupId": "00g1engineering0acme"}, "body": {}}),
            "takes none",
        ),
        (
            "write_operation",
            json!({"id": "createNetworkZone", "body": {"name": "n", "type": "CIRCLE"}}),
            "`body.type` must be one of",
        ),
        (
            "write_operation",
            json!({"id": "updateUser", "path": {"id": "00u1adalovelace0acme"},
            "body": {"credentials": {"password": {"value": {"secret": "withheld"}}}}}),
            "withheld",
        ),
        (
            "describe_operation",
            json!({"id": "createNetworkZone", "variant": "CIRCLE"}),
            "DYNAMIC",
        ),
        (
            "find_operation",
            json!({"query": "x", "tag": "Polcy"}),
            "Policy",
        ),
        ("find_operation", json!({"query": ""}), "empty"),
    ] {
        let error = call(&okta, tool, given.clone()).await.unwrap_err();
        assert!(error.message.contains(said), "{given}: {}", error.message);
        assert!(!error.next_step.is_empty());
    }
    let near = call(&okta, "read_operation", json!({"id": "listUsrs"}))
        .await
        .unwrap_err();
    assert!(near.next_step.contains("listUsers"), "{}", near.next_step);
    assert_eq!(org.requests().len(), before, "nothing was sent");
}

#[tokio::test]
async fn a_write_is_planned_with_what_its_body_makes_dangerous() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let zone = json!({"id": "createNetworkZone", "body": {"name": "n", "type": "IP", "usage": "BLOCKLIST", "gatways": []}});
    let plan = call(&okta, "write_operation", zone).await.unwrap();
    assert_eq!(plan["effect"], "restricted");
    assert!(
        plan["reach"].to_string().contains("perhaps gateways"),
        "{plan}"
    );
    let takeover = json!({"id": "updateUser", "path": {"id": "ada@acme.example"}, "body": {"profile": {"login": "eve@evil.example"}}});
    let plan = call(&okta, "write_operation", takeover).await.unwrap();
    assert_eq!(plan["effect"], "restricted");
    assert_eq!(
        plan["steps"][0]["path"],
        "/api/v1/users/00u1adalovelace0acme"
    );
    assert_eq!(
        org.requests()
            .iter()
            .filter(|request| request["method"] != "GET" && request["path"] != "/oauth2/v1/token")
            .count(),
        0
    );
}

#[tokio::test]
async fn every_operation_that_can_be_called_is_described() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let mut described = 0;
    for operation in OPERATIONS {
        match call(&okta, "describe_operation", json!({"id": operation.id})).await {
            Ok(told) => {
                assert_eq!(told["id"], operation.id);
                assert!(told.to_string().len() <= 40_000, "{}", operation.id);
                described += 1;
            }
            Err(error) => assert!(error.message.contains(operation.id), "{}", error.message),
        }
    }
    assert!(described > 850, "{described}");
}
