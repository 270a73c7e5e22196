//! Stories of people and groups, start to end.

use serde_json::json;

use crate::model::{ERAS, Model, Person, open_org, status_of, writes};

#[tokio::test]
async fn somebody_joins_moves_and_leaves() {
    for era in ERAS {
        let org = open_org().await;
        let model = Model::of(&org, era, Person::Agrees).await;
        let login = "mary.somerville@acme.example";
        let profile = json!({"login": login, "email": login, "firstName": "Mary", "lastName": "Somerville", "badgeColor": "red"});
        let made = model.call("create_user", json!({"profile": profile})).await;
        assert_eq!(made["org"], "127.0.0.1", "{made}");
        assert_eq!(
            made["result"]["profile"]["badgeColor"], "red",
            "custom attributes survive"
        );
        assert!(made["okta_request_id"].is_string());

        let given =
            json!({"user_id": login, "profile": {"department": "Science", "badgeColor": null}});
        let changed = model.call("update_user", given).await;
        assert_eq!(
            changed["result"]["profile"]["department"], "Science",
            "{changed}"
        );
        assert!(
            changed["result"]["profile"].get("badgeColor").is_none(),
            "null clears: {changed}"
        );

        for _ in 0..2 {
            let given = json!({"group_id": "Engineering", "user_id": login});
            let added = model.call("add_user_to_group", given).await;
            assert_eq!(added["done"], format!("\"{login}\" is in \"Engineering\"."));
        }
        let groups = model
            .call("list_user_groups", json!({"user_id": login}))
            .await;
        assert!(
            groups["rows"].to_string().contains("Engineering"),
            "{groups}"
        );
        let members = json!({"group_id": "Engineering", "fetch_all": true, "fields": ["login"]});
        assert!(
            model
                .call("list_group_users", members)
                .await
                .to_string()
                .contains(login)
        );
        let removed = json!({"group_id": "Engineering", "user_id": login});
        model.call("remove_user_from_group", removed).await;
        let groups = model
            .call("list_user_groups", json!({"user_id": login}))
            .await;
        assert!(
            !groups["rows"].to_string().contains("Engineering"),
            "{groups}"
        );

        let too_early = model
            .call("delete_deactivated_user", json!({"user_id": login}))
            .await;
        assert_eq!(too_early["error"]["kind"], "conflict");
        assert_eq!(status_of(&org, login), "PROVISIONED");
        model
            .call("deactivate_user", json!({"user_id": login}))
            .await;
        assert_eq!(status_of(&org, login), "DEPROVISIONED");
        let gone = model
            .call("delete_deactivated_user", json!({"user_id": login}))
            .await;
        assert!(gone["done"].is_string(), "{gone}");
        assert_eq!(status_of(&org, login), "GONE");
        let missing = model.call("get_user", json!({"user_id": login})).await;
        assert_eq!(missing["error"]["kind"], "not_found");
        assert_eq!(missing["error"]["okta"]["code"], "E0000007");
    }
}

#[tokio::test]
async fn a_group_keeps_what_an_edit_does_not_name() {
    let org = open_org().await;
    let model = Model::of(&org, ERAS[1], Person::Agrees).await;
    let profile = json!({"name": "Project Babbage", "description": "Engine"});
    model
        .call("create_group", json!({"profile": profile}))
        .await;
    let given = json!({"group_id": "Project Babbage", "profile": {"name": "Project Menabrea"}});
    let changed = model.call("update_group", given).await;
    let expected = json!({"name": "Project Menabrea", "description": "Engine"});
    assert_eq!(changed["result"]["profile"], expected, "{changed}");
    let given = json!({"group_id": "Project Menabrea", "profile": {"description": null}});
    let changed = model.call("update_group", given).await;
    assert!(
        changed["result"]["profile"].get("description").is_none(),
        "{changed}"
    );
}

#[tokio::test]
async fn a_login_that_is_taken_keeps_oktas_cause() {
    let org = open_org().await;
    let model = Model::of(&org, ERAS[0], Person::Agrees).await;
    let login = "ada@acme.example";
    let profile = json!({"login": login, "email": login, "firstName": "A", "lastName": "B"});
    let reply = model.call("create_user", json!({"profile": profile})).await;
    assert_eq!(reply["error"]["kind"], "okta_rejected");
    assert_eq!(reply["error"]["okta"]["code"], "E0000001");
    let cause = reply["error"]["okta"]["causes"][0].as_str().unwrap();
    assert!(cause.contains("already exists"), "{cause}");
}

#[tokio::test]
async fn no_tool_takes_a_password() {
    let org = open_org().await;
    let model = Model::of(&org, ERAS[0], Person::Agrees).await;
    let profile = json!({"login": "a@b.example", "password": "hunter2"});
    let reply = model.call("create_user", json!({"profile": profile})).await;
    assert_eq!(reply["error"]["kind"], "invalid_input");
    assert!(!reply.to_string().contains("hunter2"));
    assert_eq!(writes(&org), 0);
}

#[tokio::test]
async fn a_write_whose_answer_is_lost_says_so() {
    let org = open_org().await;
    let model = Model::of(&org, ERAS[1], Person::Agrees).await;
    model.call("list_groups", json!({"limit": 1})).await;
    org.fault("drop_after", 1).unwrap();
    let reply = model
        .call("create_group", json!({"profile": {"name": "Once"}}))
        .await;
    assert_eq!(reply["error"]["kind"], "unknown_outcome", "{reply}");
    let found = model
        .call("list_groups", json!({"search": "profile.name eq \"Once\""}))
        .await;
    assert_eq!(found["count"], 1, "it happened, once");
}

#[tokio::test]
async fn every_change_stands_in_the_system_log_under_the_request_id_of_the_reply() {
    let org = open_org().await;
    let model = Model::of(&org, ERAS[1], Person::Agrees).await;
    let given = json!({"user_id": "ada@acme.example"});
    let reply = model.call("deactivate_user", given).await;
    let id = reply["okta_request_id"].as_str().unwrap();
    let okta = crate::model::connection(
        &org,
        vec!["okta.logs.read".to_owned()],
        changes::Restricted::Refuse,
    )
    .okta;
    let request =
        operations::op::list_log_events().query("filter", format!("transaction.id eq \"{id}\""));
    let log = okta.send(&request).await.unwrap();
    let events: Vec<&str> = log
        .rows(None)
        .unwrap()
        .iter()
        .map(|e| e["eventType"].as_str().unwrap())
        .collect();
    assert!(events.contains(&"user.lifecycle.deactivate"), "{events:?}");
}
