//! What a plan says of how far it reaches is what the organisation holds.

use operations::op;
use serde_json::{Value, json};

use crate::desk::Desk;

const ADA: &str = "00u1adalovelace0acme";

async fn reach(desk: &Desk, tool: &str, mut given: Value) -> String {
    given["dry_run"] = true.into();
    let writes = desk.writes();
    let plan = desk.call(tool, given).await.unwrap();
    assert_eq!(desk.writes(), writes);
    let sentences = plan["would"]["reach"].as_array().unwrap().iter();
    let sentences: Vec<&str> = sentences.filter_map(Value::as_str).collect();
    sentences.join("\n")
}

async fn group(desk: &Desk, name: &str) -> String {
    let found = op::list_groups().query("search", format!("profile.name eq \"{name}\""));
    let found = desk.okta.send(&found).await.unwrap();
    found.body[0]["id"].as_str().unwrap().to_owned()
}

/// A group with two apps and a rule that fills it, and a rule that asks who is in it.
async fn tangle(desk: &Desk) -> (String, String) {
    let group = group(desk, "Legal").await;
    let apps = op::list_applications().query("limit", 3);
    let apps = desk.okta.send(&apps).await.unwrap();
    for app in apps.rows(None).unwrap().iter().take(2) {
        let id = app["id"].as_str().unwrap();
        let given = op::assign_group_to_application(id, &group).body(json!({}));
        desk.okta.send(&given).await.unwrap();
    }
    let mut rules = Vec::new();
    let other = self::group(desk, "Berlin Office").await;
    for (name, expression, to) in [
        ("Lawyers", "user.title==\"Counsel\"".to_owned(), &group),
        (
            "Lawyers abroad",
            format!("isMemberOfAnyGroup(\"{group}\")"),
            &other,
        ),
    ] {
        let body = json!({"type": "group_rule", "name": name, "conditions": {"expression":
            {"type": "urn:okta:expression:1.0", "value": expression}},
            "actions": {"assignUserToGroups": {"groupIds": [to]}}});
        let made = desk
            .okta
            .send(&op::create_group_rule().body(body))
            .await
            .unwrap();
        let id = made.body["id"].as_str().unwrap().to_owned();
        desk.okta.send(&op::activate_group_rule(&id)).await.unwrap();
        rules.push(id);
    }
    (group, rules[0].clone())
}

#[tokio::test]
async fn a_membership_says_what_it_gives_and_takes_and_which_rules_look() {
    let desk = Desk::open().await;
    let (group, _) = tangle(&desk).await;
    let held = op::list_assigned_applications_for_group(&group);
    let held = desk.okta.send(&held).await.unwrap();
    let apps = held.rows(None).unwrap().len();
    let given = json!({"group_id": group, "user_id": ADA});
    let gained = reach(&desk, "add_user_to_group", given.clone()).await;
    assert!(
        gained.contains(&format!("gains what the group gives: {apps} apps:")),
        "{gained}"
    );
    assert!(
        gained.contains("decides 1 group rule: \"Lawyers abroad\""),
        "{gained}"
    );
    desk.call("add_user_to_group", given.clone()).await.unwrap();
    let lost = reach(&desk, "remove_user_from_group", given).await;
    assert!(lost.contains("loses what the group gives"), "{lost}");
    assert!(lost.contains("exclusion list"), "{lost}");
    let gone = reach(&desk, "delete_group", json!({"group_id": group})).await;
    assert!(gone.contains(" member"), "{gone}");
    assert!(gone.contains("which no longer works"), "{gone}");
}

#[tokio::test]
async fn an_attribute_says_which_rules_it_decides_and_a_rule_what_it_fills() {
    let desk = Desk::open().await;
    let (_, rule) = tangle(&desk).await;
    let given = json!({"user_id": ADA, "profile": {"title": "Counsel"}});
    let fired = reach(&desk, "update_user", given).await;
    assert!(fired.contains("1 group rule: \"Lawyers\""), "{fired}");
    assert!(fired.contains("indeterminate"), "{fired}");
    let other = json!({"user_id": ADA, "profile": {"nickName": "A"}});
    assert!(
        !reach(&desk, "update_user", other)
            .await
            .contains("group rule")
    );
    let off = json!({"id": "deactivateGroupRule", "path": {"groupRuleId": rule}});
    let off = reach(&desk, "write_operation", off).await;
    assert!(
        off.contains("It fills the group \"Legal\", which gives 3 apps"),
        "{off}"
    );
}

#[tokio::test]
async fn an_app_says_who_has_it_and_a_person_what_they_have() {
    let desk = Desk::open().await;
    let gone = reach(&desk, "deactivate_application", json!({"app_id": "Chat"})).await;
    assert!(gone.contains("groups have it now"), "{gone}");
    let out = reach(&desk, "deactivate_user", json!({"user_id": ADA})).await;
    let links = desk.okta.send(&op::list_app_links(ADA)).await.unwrap();
    let apps = links.rows(None).unwrap().len();
    assert!(out.contains(&format!("The person has {apps} app")), "{out}");
}

#[tokio::test]
async fn who_comes_from_a_directory_is_said_to() {
    let desk = Desk::open().await;
    let given = json!({"user_id": "erik.johansson@acme.example", "profile": {"title": "x"}});
    let sourced = reach(&desk, "update_user", given).await;
    assert!(
        sourced.contains("sourced from \"ACTIVE_DIRECTORY\""),
        "{sourced}"
    );
}

#[tokio::test]
async fn a_policy_says_what_it_decides_for_and_that_lock_out_cannot_be_told() {
    let desk = Desk::open().await;
    let policies = op::list_policies().query("type", "ACCESS_POLICY");
    let policies = desk.okta.send(&policies).await.unwrap();
    for policy in policies.rows(None).unwrap() {
        let id = policy["id"].as_str().unwrap();
        let mapped = desk.okta.send(&op::list_policy_mappings(id)).await.unwrap();
        let mapped = mapped.rows(None).unwrap().len();
        let given = json!({"id": "deactivatePolicy", "path": {"policyId": id}});
        let found = reach(&desk, "write_operation", given).await;
        assert!(
            found.contains(&format!("The policy decides for {mapped} app")),
            "{found}"
        );
        assert!(found.contains("locked out is indeterminate"), "{found}");
    }
}
