//! Policies and their rules: nothing is lost on the way in, out, or back.

use operations::{Effect, Family, op};
use serde_json::{Value, json};
use simorg::Scripted;
use tools::Kind;

use crate::connection::{apply, connect, connect_to, open_org, plan, read, says};

/// What Okta itself says of a policy.
async fn policy(okta: &okta::Client, id: &str) -> Value {
    okta.send(&op::get_policy(id)).await.unwrap().body
}

#[tokio::test]
async fn a_policy_is_created_and_edited_with_its_conditions_and_settings() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let given = json!({"policy_data": {
        "type": "PASSWORD", "name": "Contractors' passwords", "description": "Long ones",
        "conditions": {"people": {"groups": {"include": ["00g1engineering0acme"]}}, "authProvider": {"provider": "OKTA"}},
        "settings": {"password": {"complexity": {"minLength": 14, "minSymbol": 2}, "lockout": {"maxAttempts": 5}}},
    }});
    let made = apply(&okta, "create_policy", given.clone()).await;
    let id = made["id"].as_str().unwrap();
    let before = policy(&okta, id).await;
    let sent = &given["policy_data"];
    assert_eq!(before["conditions"]["people"], sent["conditions"]["people"]);
    assert_eq!(
        before["settings"]["password"]["complexity"]["minLength"],
        14
    );
    assert_eq!(before["settings"]["password"]["lockout"]["maxAttempts"], 5);

    let change = json!({"policy_id": id, "policy_data": {"description": "Longer ones",
        "settings": {"password": {"complexity": {"minLength": 16}}}}});
    apply(&okta, "update_policy", change).await;
    let mut after = policy(&okta, id).await;
    assert_eq!(after["description"], "Longer ones");
    assert_eq!(after["settings"]["password"]["complexity"]["minLength"], 16);
    after["description"] = before["description"].clone();
    after["settings"]["password"]["complexity"]["minLength"] = 14.into();
    after["lastUpdated"] = before["lastUpdated"].clone();
    assert_eq!(after, before, "nothing else has changed");
}

#[tokio::test]
async fn a_rule_keeps_every_factor_and_constraint_that_it_demands() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let which = json!({"policy_id": "Contractors", "rule_id": "Two factors"});
    let before = read(&okta, "get_policy_rule", which.clone()).await.unwrap();
    let method = &before["actions"]["appSignOn"]["verificationMethod"];
    assert_eq!(method["factorMode"], "2FA");
    assert_eq!(method["reauthenticateIn"], "PT2H");
    let wanted = json!([{"possession": {"phishingResistant": "REQUIRED"}}]);
    assert_eq!(method["constraints"], wanted);

    let mut change = which.clone();
    change["rule_data"] =
        json!({"actions": {"appSignOn": {"verificationMethod": {"reauthenticateIn": "PT1H"}}}});
    let planned = plan(&okta, "update_policy_rule", change).await.unwrap();
    let step = &planned.steps[0];
    okta.send(&step.request).await.unwrap();
    let after = read(&okta, "get_policy_rule", which.clone()).await.unwrap();
    let method = &after["actions"]["appSignOn"]["verificationMethod"];
    assert_eq!(method["reauthenticateIn"], "PT1H");
    assert_eq!(method["constraints"], wanted);
    assert_eq!(after["conditions"], before["conditions"]);

    okta.send(step.undo.as_ref().unwrap()).await.unwrap();
    let mut back = read(&okta, "get_policy_rule", which).await.unwrap();
    back["lastUpdated"] = before["lastUpdated"].clone();
    assert_eq!(back, before, "undone to the letter");
}

#[tokio::test]
async fn a_read_adds_no_value_that_okta_did_not_send() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let sent = policy(&okta, "00p3defaultpoli0acme").await;
    let given = json!({"policy_id": "PASSWORD: Default Policy", "raw": true});
    assert_eq!(read(&okta, "get_policy", given).await.unwrap(), sent);
}

#[tokio::test]
async fn a_policy_with_members_nobody_has_seen_fails_no_page() {
    let upstream = Scripted::start().await.unwrap();
    let okta = connect_to(&upstream, "okta.policies.read");
    let odd = json!([
        {"id": "rst1", "name": "A", "type": "ACCESS_POLICY", "_embedded": {"resourceType": "APP"}},
        {"id": "rst2", "name": "B", "type": "NEVER_SEEN", "status": "PERHAPS", "priority": "first"},
    ]);
    says(&upstream, 200, None, &odd);
    let given = json!({"type": "ACCESS_POLICY", "format": "objects", "fields": ["*"]});
    let reply = read(&okta, "list_policies", given).await.unwrap();
    assert_eq!(reply["items"], odd);
    assert_eq!(reply["complete"], true);
}

#[tokio::test]
async fn rules_go_on_behind_the_first_page() {
    let upstream = Scripted::start().await.unwrap();
    let okta = connect_to(&upstream, "okta.policies.read");
    let path = "/api/v1/policies/00p3defaultpoli0acme/rules?after=x&limit=2";
    let rule = |id: &str| json!({"id": id, "name": id});
    says(
        &upstream,
        200,
        Some(path),
        &json!([rule("0pr1"), rule("0pr2")]),
    );
    says(&upstream, 200, None, &json!([rule("0pr3")]));
    let given = json!({"policy_id": "00p3defaultpoli0acme", "fetch_all": true});
    let reply = read(&okta, "list_policy_rules", given).await.unwrap();
    assert_eq!(reply["count"], 3);
    assert_eq!(reply["complete"], true);
    let first = &upstream.seen()[0];
    assert!(
        !first.contains("limit"),
        "all of them are asked for: {first}"
    );
}

#[tokio::test]
async fn a_default_policy_and_the_admin_consoles_are_guarded_and_others_are_not() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let change = |policy: &str| json!({"policy_id": policy, "policy_data": {"description": "x"}});
    let locks = Effect::Restricted(Family::LockOut);
    for (name, effect) in [
        ("PASSWORD: Default Policy", locks),
        ("Okta Admin Console", locks),
        ("Contractors", Effect::Destroy),
    ] {
        let planned = plan(&okta, "update_policy", change(name)).await.unwrap();
        assert_eq!(planned.effect(), effect, "{name}");
    }
    let delete = json!({"policy_id": "PASSWORD: Default Policy"});
    let error = plan(&okta, "delete_policy", delete).await.unwrap_err();
    assert_eq!(error.kind, Kind::Conflict);
}

#[tokio::test]
async fn a_name_that_several_policies_have_is_refused_with_their_ids() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let given = json!({"policy_id": "Default Policy"});
    let error = read(&okta, "get_policy", given).await.unwrap_err();
    assert_eq!(error.kind, Kind::InvalidInput);
    assert!(
        error.message.contains("00p3defaultpoli0acme"),
        "{}",
        error.message
    );
}

#[tokio::test]
async fn a_wrong_body_is_refused_by_the_name_of_the_argument_and_nothing_is_sent() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let wrong = json!({"policy_data": {"name": "n", "type": "PASSWRD"}});
    let error = plan(&okta, "create_policy", wrong).await.unwrap_err();
    assert!(
        error.message.contains("`policy_data.type`"),
        "{}",
        error.message
    );
    assert!(error.message.contains("PASSWORD"), "{}", error.message);
    assert!(org.requests().is_empty());
}
