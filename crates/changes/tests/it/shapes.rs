//! Answers of the shapes that are known from real organisations, written by hand.

use serde_json::{Value, json};
use simorg::Scripted;

use crate::exchange::{Exchange, connect};
use crate::through_tools;

const USER: &str = "00u1adalovelace0acme";
const GROUP: &str = "00g1engineering0acme";

fn exchange(id: &str, path: &str, sent: Value, status: u16, answered: Value) -> Exchange {
    Exchange {
        operation: operations::find(id).unwrap(),
        path: path.to_owned(),
        query: String::new(),
        sent,
        status,
        headers: vec![(
            "x-okta-request-id".into(),
            "0123456789abcdef0123456789abcdef".into(),
        )],
        answered,
    }
}

fn error(code: &str, summary: &str, causes: &[&str]) -> Value {
    let causes: Vec<Value> = causes
        .iter()
        .map(|cause| json!({"errorSummary": cause}))
        .collect();
    json!({"errorCode": code, "errorSummary": summary, "errorLink": code, "errorId": "oae0000000000000000000000", "errorCauses": causes})
}

/// A person with all that makes typed decoding break: nulls, unknown members, numbers and lists in
/// the profile, a status nobody has seen.
fn odd_user() -> Value {
    json!({
        "id": USER, "status": "HIBERNATING", "created": "2024-02-29T12:00:00.678Z", "activated": null,
        "lastLogin": null, "realmId": "guo1", "type": {"id": "oty1"}, "newMember": {"deep": [1, 2.50, null]},
        "profile": {"login": "x", "email": "x@acme.example", "secondEmail": null, "floor": 3, "ratio": 0.1,
                    "contractor": false, "skills": ["a", "b"], "ключ": "значение", "big": 9_007_199_254_740_993_i64},
        "credentials": {"password": {}, "recovery_question": {"question": "?"}, "emails": [{"value": "x", "status": "VERIFIED"}],
                        "provider": {"type": "NEVER_SEEN", "name": "x"}},
        "_links": {"self": {"href": "https://acme.okta.com/api/v1/users/1"}},
    })
}

fn odd_group() -> Value {
    json!({
        "id": GROUP, "type": "APP_GROUP", "objectClass": ["okta:user_group"], "source": {"id": "0oa1"},
        "profile": {"name": "n", "description": null, "customFlag": true, "levels": [1, 2]},
        "_links": {"logo": [{"name": "medium"}]}, "orn": "orn:okta:directory:1:groups:1",
    })
}

fn successes() -> Vec<Exchange> {
    let users = "/api/v1/users";
    let user = format!("{users}/{USER}");
    let group = format!("/api/v1/groups/{GROUP}");
    let member = format!("{group}/users/{USER}");
    let profile = json!({"profile": {"login": "x", "name": "x", "title": null}});
    vec![
        exchange(
            "listUsers",
            users,
            Value::Null,
            200,
            json!([odd_user(), odd_user()]),
        ),
        exchange("listUsers", users, Value::Null, 200, json!([])),
        exchange("getUser", &user, Value::Null, 200, odd_user()),
        exchange(
            "listUserGroups",
            &format!("{user}/groups"),
            Value::Null,
            200,
            json!([odd_group()]),
        ),
        exchange("createUser", users, profile.clone(), 200, odd_user()),
        exchange("updateUser", &user, profile.clone(), 200, odd_user()),
        exchange(
            "deactivateUser",
            &format!("{user}/lifecycle/deactivate"),
            Value::Null,
            200,
            json!({}),
        ),
        exchange(
            "deactivateUser",
            &format!("{user}/lifecycle/deactivate"),
            Value::Null,
            204,
            Value::Null,
        ),
        exchange("deleteUser", &user, Value::Null, 204, Value::Null),
        exchange(
            "listGroups",
            "/api/v1/groups",
            Value::Null,
            200,
            json!([odd_group()]),
        ),
        exchange("getGroup", &group, Value::Null, 200, odd_group()),
        exchange(
            "addGroup",
            "/api/v1/groups",
            profile.clone(),
            200,
            odd_group(),
        ),
        exchange("replaceGroup", &group, profile, 200, odd_group()),
        exchange("deleteGroup", &group, Value::Null, 204, Value::Null),
        exchange(
            "listGroupUsers",
            &format!("{group}/users"),
            Value::Null,
            200,
            json!([odd_user()]),
        ),
        exchange("assignUserToGroup", &member, Value::Null, 204, Value::Null),
        exchange(
            "unassignUserFromGroup",
            &member,
            Value::Null,
            204,
            Value::Null,
        ),
    ]
}

fn failures() -> Vec<Exchange> {
    let user = format!("/api/v1/users/{USER}");
    let profile = json!({"profile": {"login": "x"}});
    let cause = "login: An object with this field already exists in the current organization";
    vec![
        exchange(
            "getUser",
            &user,
            Value::Null,
            404,
            error("E0000007", "Not found: Resource not found: x (User)", &[]),
        ),
        exchange(
            "createUser",
            "/api/v1/users",
            profile.clone(),
            400,
            error(
                "E0000001",
                "Api validation failed: login",
                &[cause, "second"],
            ),
        ),
        exchange(
            "updateUser",
            &user,
            profile.clone(),
            403,
            error(
                "E0000023",
                "Operation failed because user profile is mastered under another system",
                &[],
            ),
        ),
        exchange(
            "listUsers",
            "/api/v1/users",
            Value::Null,
            403,
            error("E0000006", "Vous n'avez pas l'autorisation", &[]),
        ),
        exchange(
            "listUsers",
            "/api/v1/users",
            Value::Null,
            401,
            error("E0000015", "feature", &[]),
        ),
        exchange(
            "listUsers",
            "/api/v1/users",
            Value::Null,
            500,
            error("E0000009", "Internal Server Error", &[]),
        ),
        exchange(
            "createUser",
            "/api/v1/users",
            profile,
            404,
            Value::String("<!doctype html><title>Sign in</title>".into()),
        ),
    ]
}

#[tokio::test]
async fn answers_of_every_known_shape_pass_through_the_tools_without_loss() {
    let journal = crate::journal();
    let upstream = Scripted::start().await.unwrap();
    let client = connect(&upstream);
    for exchange in successes().iter().chain(&failures()) {
        let outcome = through_tools::passes(&upstream, &client, &journal, exchange).await;
        let outcome = outcome.unwrap_or_else(|| panic!("no tool makes {}", exchange.operation.id));
        outcome.unwrap();
    }
}

#[tokio::test]
async fn a_secret_in_an_answer_never_comes_out() {
    let canary = "canary-5e884898da28";
    let mut user = odd_user();
    user["activationUrl"] = canary.into();
    user["activationToken"] = canary.into();
    user["credentials"]["recovery_question"]["answer"] = canary.into();
    user["credentials"]["password"] = json!({"value": canary, "hash": {"value": "h", "salt": "s"}});
    user["tempPassword"] = canary.into();
    let journal = crate::journal();
    let upstream = Scripted::start().await.unwrap();
    let client = connect(&upstream);
    for raw in [true, false] {
        upstream.then(simorg::Act::json(200, &[], &user));
        let given = json!({"user_id": USER, "raw": raw});
        let reply = through_tools::call(&client, &journal, "get_user", given)
            .await
            .unwrap();
        assert!(!reply.to_string().contains(canary), "{reply}");
        upstream.then(simorg::Act::json(200, &[], &json!([user])));
        for fields in [
            &["*"][..],
            &["tempPassword", "credentials.recovery_question.answer"],
            &["credentials.password.value", "credentials.password"],
        ] {
            upstream.forget();
            upstream.then(simorg::Act::json(200, &[], &json!([user])));
            let given = json!({"raw": raw, "fields": fields});
            let reply = through_tools::call(&client, &journal, "list_users", given)
                .await
                .unwrap();
            assert!(!reply.to_string().contains(canary), "{reply}");
        }
    }
}
