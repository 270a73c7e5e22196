//! People and groups: what is asked about them is there, and what was not named stays.

use operations::op;
use serde_json::{Value, json};

use tools::Kind;

use crate::connection::{apply, connect, open_org, plan, read};

#[tokio::test]
async fn the_state_and_the_last_sign_in_stand_in_a_list_of_users() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let reply = read(&okta, "list_users", json!({"limit": 3}))
        .await
        .unwrap();
    let columns = reply["columns"].as_array().unwrap();
    for column in ["id", "login", "status", "lastLogin"] {
        assert!(columns.contains(&json!(column)), "{column}");
    }
}

#[tokio::test]
async fn an_attribute_of_a_person_can_be_cleared() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let given = json!({"user_id": "ada@acme.example", "profile": {"department": null}});
    let ada = apply(&okta, "update_user", given).await;
    assert!(ada["profile"]["department"].is_null(), "{ada}");
    assert_eq!(ada["profile"]["lastName"], "Lovelace");
}

#[tokio::test]
async fn custom_attributes_of_a_group_survive_a_change_and_stand_flat() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let schema = okta.send(&op::get_group_schema()).await.unwrap().body;
    let custom = schema["definitions"]["custom"]["properties"]
        .as_object()
        .unwrap();
    let name = custom.keys().next().unwrap();
    let mut profile = json!({"name": "Babbage"});
    profile[name] = json!("kept");
    apply(&okta, "create_group", json!({"profile": profile})).await;
    let given = json!({"group_id": "Babbage", "profile": {"description": "d"}});
    apply(&okta, "update_group", given).await;
    let group = read(&okta, "get_group", json!({"group_id": "Babbage"}))
        .await
        .unwrap();
    assert_eq!(group["profile"][name], "kept");
    assert_eq!(group["profile"]["name"], "Babbage");
}

#[tokio::test]
async fn moments_pass_as_okta_wrote_them() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let sent = okta
        .send(&op::get_user("ada@acme.example"))
        .await
        .unwrap()
        .body;
    let reply = read(&okta, "get_user", json!({"user_id": "ada@acme.example"}))
        .await
        .unwrap();
    for member in ["created", "lastLogin", "lastUpdated"] {
        assert_ne!(sent[member], Value::Null, "{member}");
        assert_eq!(reply[member], sent[member]);
    }
}

#[tokio::test]
async fn reads_show_who_keeps_a_person_or_group() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let erik = json!({"user_id": "erik.johansson@acme.example"});
    let erik = read(&okta, "get_user", erik).await.unwrap();
    assert_eq!(erik["credentials"]["provider"]["type"], "ACTIVE_DIRECTORY");
    let given = json!({"search": "id pr", "fields": ["login", "credentials.provider.type"]});
    let people = read(&okta, "list_users", given).await.unwrap();
    let rows = people["rows"].as_array().unwrap();
    assert!(rows.contains(&json!(["erik.johansson@acme.example", "ACTIVE_DIRECTORY"])));
    assert!(rows.contains(&json!(["ada@acme.example", "OKTA"])));
    let groups = json!({"fields": ["type", "source"]});
    let groups = read(&okta, "list_groups", groups).await.unwrap();
    let rows = groups["rows"].as_array().unwrap();
    let fed = rows.iter().find(|row| row[0] == "APP_GROUP").unwrap();
    assert!(fed[1].as_str().unwrap().starts_with("0oa"), "{fed}");
    assert!(rows.contains(&json!(["OKTA_GROUP", null])));
}

#[tokio::test]
async fn what_a_directory_keeps_is_managed_elsewhere() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let erik = "erik.johansson@acme.example";
    let edit = json!({"user_id": erik, "profile": {"title": "Boss"}});
    let edit = plan(&okta, "update_user", edit).await.unwrap();
    let reset = json!({"id": "resetPassword", "path": {"id": erik}, "query": {"sendEmail": true}});
    let reset = plan(&okta, "write_operation", reset).await.unwrap();
    for step in edit.steps.iter().chain(&reset.steps) {
        let fault = okta.send(&step.request).await.unwrap_err();
        let error = tools::advice::of(&fault, step.request.operation(), &okta);
        assert_eq!(error.kind, Kind::ManagedElsewhere, "{error:?}");
        assert_eq!(error.okta.unwrap().code.as_deref(), Some("E0000023"));
        assert!(error.next_step.contains("system that manages it"));
    }
    // What takes access away is Okta's to do.
    let given = json!({"user_id": erik});
    let off = plan(&okta, "deactivate_user", given).await.unwrap();
    assert!(okta.send(&off.steps[0].request).await.is_ok());
}
