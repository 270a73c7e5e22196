//! Guards by target: the last super administrator, zones on which sign-in depends, and what was meanwhile
//! closed or taken back.

use changes::{Answer, Policy, Restricted, State, approval};
use operations::{Family, op};
use serde_json::{Value, json};
use tools::{Error, Kind};

use crate::desk::{Desk, Person};

const ADA: &str = "00u1adalovelace0acme";

/// The people who are super administrators, by id.
async fn supers(desk: &Desk) -> Vec<String> {
    let answer = desk
        .okta
        .send(&op::list_users_with_role_assignments())
        .await;
    let mut found = Vec::new();
    for person in answer.unwrap().body["value"].as_array().unwrap() {
        let id = person["id"].as_str().unwrap();
        let roles = desk.okta.send(&op::list_assigned_roles_for_user(id)).await;
        let roles = roles.unwrap();
        let is_super = |role: &Value| role["type"] == "SUPER_ADMIN";
        if roles.rows(None).unwrap().iter().any(is_super) {
            found.push(id.to_owned());
        }
    }
    found
}

fn waiting(error: &Error) -> String {
    error.message.rsplit(' ').next().unwrap().to_owned()
}

#[tokio::test]
async fn the_last_super_administrator_keeps_account_and_role() {
    let desk = Desk::open().await;
    let supers = supers(&desk).await;
    let [only] = supers.as_slice() else {
        panic!("Acme has one super administrator who is a person: {supers:?}");
    };
    let roles = desk
        .okta
        .send(&op::list_assigned_roles_for_user(only))
        .await;
    let role = roles.unwrap().body[0]["id"].as_str().unwrap().to_owned();
    let attempts = [
        ("deactivateUser", json!({"id": only})),
        ("suspendUser", json!({"id": only})),
        ("deleteUser", json!({"id": only})),
        (
            "unassignRoleFromUser",
            json!({"userId": only, "roleAssignmentId": role}),
        ),
    ];
    let writes = desk.writes();
    for (id, path) in &attempts {
        let given = json!({"id": id, "path": path});
        let error = desk.call("write_operation", given).await.unwrap_err();
        assert_eq!(error.kind, Kind::BlockedByPolicy, "{id}: {}", error.message);
    }
    assert_eq!(desk.writes(), writes);
    let second = op::assign_role_to_user(ADA).body(json!({"type": "SUPER_ADMIN"}));
    desk.okta.send(&second).await.unwrap();
    let given = json!({"id": "suspendUser", "path": {"id": only}});
    let done = desk.call("write_operation", given).await;
    assert!(done.is_ok(), "{done:?}");
}

#[tokio::test]
async fn a_zone_of_the_admin_consoles_policy_is_restricted_and_another_is_not() {
    let desk = Desk::with(Policy::STRICT).await;
    let mut zones = Vec::new();
    for name in ["Office", "Warehouse"] {
        let body = json!({"type": "IP", "name": name, "usage": "POLICY", "status": "ACTIVE",
            "gateways": [{"type": "CIDR", "value": "192.0.2.0/24"}]});
        let made = desk.okta.send(&op::create_network_zone().body(body)).await;
        zones.push(made.unwrap().body["id"].as_str().unwrap().to_owned());
    }
    let policies = op::list_policies().query("type", "ACCESS_POLICY");
    let policies = desk.okta.send(&policies).await.unwrap();
    let console = policies.rows(None).unwrap().iter();
    let mut console = console.filter(|it| it["name"].as_str().unwrap().contains("Admin Console"));
    let policy = console.next().unwrap()["id"].as_str().unwrap().to_owned();
    let rule = json!({"type": "ACCESS_POLICY", "name": "From the office", "priority": 1,
        "conditions": {"network": {"connection": "ZONE", "include": [zones[0]]}},
        "actions": {"appSignOn": {"access": "ALLOW", "verificationMethod": {"type": "ASSURANCE",
            "factorMode": "1FA", "reauthenticateIn": "PT2H", "constraints": []}}}});
    let rule = op::create_policy_rule(&policy).body(rule);
    desk.okta.send(&rule).await.unwrap();
    let writes = desk.writes();
    let given = |zone: &String| json!({"id": "deactivateNetworkZone", "path": {"zoneId": zone}});
    let error = desk.call("write_operation", given(&zones[0])).await;
    let error = error.unwrap_err();
    assert_eq!(error.kind, Kind::Restricted, "{}", error.message);
    assert!(error.next_step.contains(Family::LockOut.word()));
    assert_eq!(desk.writes(), writes);
    let done = desk.call("write_operation", given(&zones[1])).await;
    assert!(done.is_ok(), "{done:?}");
}

#[tokio::test]
async fn an_approval_is_nothing_where_the_family_was_closed_since() {
    let open = Policy::STRICT.with(Family::Takeover, Restricted::Approve);
    let mut desk = Desk::with(open).await;
    let given = json!({"user_id": ADA, "profile": {"email": "new@acme.example"}});
    let error = desk.call("update_user", given).await.unwrap_err();
    let id = waiting(&error);
    let host = desk.okta.settings().org.host().to_owned();
    approval::approve(&id, &host, &desk.journal).await.unwrap();
    desk.policy = Policy::STRICT;
    let refused = desk.call("apply_change", json!({"change_id": id})).await;
    assert_eq!(refused.unwrap_err().kind, Kind::Restricted);
    assert_eq!(desk.writes(), 0);
    desk.policy = open;
    let done = desk.call("apply_change", json!({"change_id": id})).await;
    assert!(done.is_ok(), "{done:?}");
}

#[tokio::test]
async fn of_two_who_take_a_change_back_one_does() {
    let desk = Desk::open().await;
    let given = json!({"group_id": "Legal", "user_id": ADA});
    let done = desk.call("add_user_to_group", given).await.unwrap();
    let writes = desk.writes();
    let undo = || Box::pin(desk.call("undo_change", json!({"change_id": done["change_id"]})));
    let both = futures::future::join(undo(), undo()).await;
    let ends = [both.0.is_ok(), both.1.is_ok()];
    assert!(ends[0] != ends[1], "{both:?}");
    assert_eq!(desk.writes(), writes + 1);
}

#[tokio::test]
async fn taking_back_can_be_approved_out_of_band_too() {
    let desk = Desk::open().await;
    let given = json!({"group_id": "Legal", "user_id": ADA});
    let done = desk.call("add_user_to_group", given).await.unwrap();
    let made = op::assign_role_to_user(ADA).body(json!({"type": "HELP_DESK_ADMIN"}));
    desk.okta.send(&made).await.unwrap();
    let mut desk = desk;
    desk.forget_targets();
    desk.policy = Policy::STRICT.with(Family::Admins, Restricted::Approve);
    let given = json!({"change_id": done["change_id"]});
    let error = desk.call("undo_change", given).await.unwrap_err();
    assert_eq!(error.kind, Kind::NeedsConfirmation, "{}", error.message);
    let id = waiting(&error);
    let host = desk.okta.settings().org.host().to_owned();
    approval::approve(&id, &host, &desk.journal).await.unwrap();
    desk.call("apply_change", json!({"change_id": id}))
        .await
        .unwrap();
    let undone = done["change_id"].as_str().unwrap();
    let undone = desk.journal.change(undone, &host).await.unwrap();
    assert_eq!(undone.state, State::Undone);
    let groups = desk.read("listUserGroups", json!({"id": ADA})).await;
    assert!(
        !groups.to_string().contains("Legal"),
        "she is in it no more"
    );
}

#[tokio::test]
async fn a_person_who_declines_has_changed_nothing_of_it() {
    let desk = Desk::open().await;
    let given = json!({"group_id": "Legal", "user_id": ADA});
    let done = desk.call("add_user_to_group", given).await.unwrap();
    let made = op::assign_role_to_user(ADA).body(json!({"type": "HELP_DESK_ADMIN"}));
    desk.okta.send(&made).await.unwrap();
    let mut desk = desk;
    desk.forget_targets();
    let no = Person::who(Answer::Declined);
    let given = json!({"change_id": done["change_id"]});
    let error = desk.call_with(&no, "undo_change", given).await.unwrap_err();
    assert_eq!(error.kind, Kind::Declined);
    let id = done["change_id"].as_str().unwrap();
    let host = desk.okta.settings().org.host();
    let change = desk.journal.change(id, host).await.unwrap();
    assert_eq!(change.state, State::Done);
}

/// A person who agrees, while somebody else changes the thing.
struct Late<'a>(&'a Desk);

impl changes::Asker for Late<'_> {
    fn ask<'a>(&'a self, _: &'a changes::Question) -> futures::future::BoxFuture<'a, Answer> {
        use futures::FutureExt as _;
        async {
            let suspended = op::suspend_user(ADA);
            self.0.okta.send(&suspended).await.unwrap();
            Answer::Confirmed
        }
        .boxed()
    }
}

#[tokio::test]
async fn what_was_changed_while_the_person_thought_is_not_carried_out() {
    let desk = Desk::open().await;
    let given = json!({"user_id": ADA});
    let error = desk.call_with(&Late(&desk), "deactivate_user", given).await;
    let error = error.unwrap_err();
    assert_eq!(error.kind, Kind::StateChanged, "{}", error.message);
    assert_eq!(desk.writes(), 1, "that of somebody else");
}

#[tokio::test]
async fn what_was_just_created_is_not_created_again_unless_it_is_said() {
    let desk = Desk::open().await;
    let given = json!({"profile": {"name": "Project Babbage", "description": "x"}});
    let first = desk.call("create_group", given.clone()).await.unwrap();
    let mut reworded = given.clone();
    reworded["reason"] = "to be sure".into();
    let second = desk.call("create_group", reworded).await.unwrap();
    assert_eq!(second["repeated_of"], first["change_id"]);
    assert_eq!(second["result"]["id"], first["result"]["id"]);
    assert_eq!(desk.writes(), 1);
    let rule = json!({"id": "createNetworkZone", "body": {"type": "IP", "name": "Office",
        "gateways": [{"type": "CIDR", "value": "192.0.2.0/24"}]}});
    let zone = desk.call("write_operation", rule.clone()).await.unwrap();
    let same = desk.call("write_operation", rule).await.unwrap();
    assert_eq!(same["repeated_of"], zone["change_id"]);
    // Somebody wrote to the group since: it is another now.
    let id = first["result"]["id"].as_str().unwrap();
    let other = json!({"profile": {"name": "Project Lovelace", "description": "x"}});
    desk.okta
        .send(&op::replace_group(id).body(other))
        .await
        .unwrap();
    let third = desk.call("create_group", given.clone()).await.unwrap();
    assert!(third["repeated_of"].is_null(), "{third}");
    let mut again = given;
    again["again"] = true.into();
    let error = desk.call("create_group", again).await;
    assert!(
        error.is_err(),
        "Okta refuses two groups of one name: {error:?}"
    );
    let title = json!({"user_id": ADA, "profile": {"title": "x"}});
    for _ in 0..2 {
        let done = desk.call("update_user", title.clone()).await.unwrap();
        assert!(done["repeated_of"].is_null());
    }
}

#[tokio::test]
async fn an_organisation_can_want_a_reason_and_a_ticket_of_every_write() {
    let both = changes::Requires {
        reason: true,
        ticket: true,
    };
    let desk = Desk::with(Policy::everywhere(Restricted::Ask).requiring(both)).await;
    let mut given = json!({"user_id": ADA, "profile": {"title": "x"}, "reason": " "});
    let error = desk.call("update_user", given.clone()).await.unwrap_err();
    assert_eq!(error.kind, Kind::InvalidInput);
    assert!(
        error.message.contains("`reason` and `ticket`"),
        "{}",
        error.message
    );
    assert_eq!(desk.writes(), 0);
    given["reason"] = "a new role".into();
    given["ticket"] = "HD-1".into();
    desk.call("update_user", given).await.unwrap();
}

#[tokio::test]
async fn an_answer_that_is_none_is_refused_and_recorded() {
    let desk = Desk::open().await;
    for answer in [Answer::Invalid, Answer::Changed] {
        let forger = Person::who(answer);
        let given = json!({"user_id": ADA});
        let error = desk.call_with(&forger, "deactivate_user", given).await;
        let error = error.unwrap_err();
        let listed = desk
            .call("list_changes", json!({"state": "failed"}))
            .await
            .unwrap();
        let id = listed["changes"][0]["id"].as_str().unwrap();
        let kept = desk
            .journal
            .change(id, desk.okta.settings().org.host())
            .await
            .unwrap();
        assert_eq!(kept.error.as_deref(), Some(error.message.as_str()));
    }
    assert_eq!(desk.writes(), 0);
}
