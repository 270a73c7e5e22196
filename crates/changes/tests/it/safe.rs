//! Safe writes: recorded, approved out of band, applied exactly, taken back.

use changes::{Answer, Policy, Restricted, State, approval};
use operations::Family;
use serde_json::json;
use tools::Kind;

use crate::desk::{Desk, Person};

const ADA: &str = "00u1adalovelace0acme";

#[tokio::test]
async fn a_write_is_recorded_and_taken_back_and_the_journal_verifies() {
    let desk = Desk::open().await;
    let before = desk.read("getUser", json!({"id": ADA})).await["profile"].clone();
    let change = json!({"user_id": ADA, "profile": {"title": "Countess", "nickName": "Ada"}, "reason": "asked for", "ticket": "T-1"});
    let done = desk.call("update_user", change).await.unwrap();
    let id = done["change_id"].as_str().unwrap().to_owned();
    assert!(done["undo"].as_str().unwrap().contains("undo_change"));
    let recorded = desk
        .journal
        .change(&id, desk.okta.settings().org.host())
        .await
        .unwrap();
    assert_eq!(
        (recorded.state, recorded.reason.as_deref()),
        (State::Done, Some("asked for"))
    );
    assert_eq!(recorded.okta_request_ids.len(), 1);
    let listed = desk.call("list_changes", json!({})).await.unwrap();
    assert_eq!(listed["changes"][0]["id"], json!(id));
    assert_eq!(listed["changes"][0]["undoable"], true);
    let undone = desk
        .call("undo_change", json!({"change_id": id}))
        .await
        .unwrap();
    assert!(undone["done"].as_str().unwrap().contains("taken back"));
    assert_eq!(
        desk.read("getUser", json!({"id": ADA})).await["profile"],
        before
    );
    let again = desk
        .call("undo_change", json!({"change_id": id}))
        .await
        .unwrap_err();
    assert_eq!(again.kind, Kind::Conflict);
    let verdict = desk.journal.verify().await.unwrap();
    assert!(verdict.faults.is_empty(), "{verdict:?}");
    assert!(verdict.rows >= 5);
}

#[tokio::test]
async fn undoing_refuses_with_the_difference_where_somebody_changed_the_thing_since() {
    let desk = Desk::open().await;
    let done = desk
        .call(
            "update_user",
            json!({"user_id": ADA, "profile": {"title": "A"}}),
        )
        .await
        .unwrap();
    let elsewhere =
        operations::op::update_user(ADA).body(json!({"profile": {"title": "B", "city": "Ankara"}}));
    desk.okta.send(&elsewhere).await.unwrap();
    let writes = desk.writes();
    let refused = desk
        .call("undo_change", json!({"change_id": done["change_id"]}))
        .await
        .unwrap_err();
    assert_eq!(refused.kind, Kind::StateChanged);
    assert!(
        refused.message.contains("profile.title") && refused.message.contains("profile.city"),
        "{}",
        refused.message
    );
    assert_eq!(desk.writes(), writes);
}

#[tokio::test]
async fn memberships_suspensions_groups_and_zones_come_back_too() {
    let desk = Desk::open().await;
    for (tool, given, look) in [
        (
            "add_user_to_group",
            json!({"group_id": "Legal", "user_id": ADA}),
            ("listUserGroups", json!({"id": ADA})),
        ),
        (
            "write_operation",
            json!({"id": "suspendUser", "path": {"id": ADA}}),
            ("getUser", json!({"id": ADA})),
        ),
        (
            "update_group",
            json!({"group_id": "Legal", "profile": {"description": "Law"}}),
            ("getGroup", json!({"groupId": "Legal"})),
        ),
    ] {
        let before = desk.read(look.0, look.1.clone()).await;
        let done = desk.call(tool, given).await.expect(tool);
        let id = done["change_id"].clone();
        let during = desk.read(look.0, look.1.clone()).await;
        assert_ne!(quiet(&before), quiet(&during), "{tool}");
        desk.call("undo_change", json!({"change_id": id}))
            .await
            .expect(tool);
        let after = desk.read(look.0, look.1).await;
        assert_eq!(quiet(&before), quiet(&after), "{tool}");
    }
}

/// Without what every write moves.
fn quiet(thing: &serde_json::Value) -> serde_json::Value {
    let mut thing = thing.clone();
    if let Some(members) = thing.as_object_mut() {
        for name in ["lastUpdated", "lastMembershipUpdated", "statusChanged"] {
            members.remove(name);
        }
    }
    thing
}

#[tokio::test]
async fn without_a_person_a_change_waits_is_approved_out_of_band_and_applied_once() {
    let desk = Desk::open().await;
    let nobody = Person::who(Answer::Unable("this client cannot ask one"));
    let given = json!({"group_id": "Berlin Office"});
    let error = desk
        .call_with(&nobody, "delete_group", given)
        .await
        .unwrap_err();
    assert_eq!(error.kind, Kind::NeedsConfirmation);
    let id = error.message.rsplit(' ').next().unwrap().to_owned();
    assert!(
        error.next_step.contains(&format!("okta-mcp approve {id}")),
        "{}",
        error.next_step
    );
    let early = desk
        .call("apply_change", json!({"change_id": id}))
        .await
        .unwrap_err();
    assert_eq!(early.kind, Kind::NeedsConfirmation);
    assert_eq!(desk.writes(), 0);
    approval::approve(&id, desk.okta.settings().org.host(), &desk.journal)
        .await
        .unwrap();
    let applied = desk
        .call_with(&nobody, "apply_change", json!({"change_id": id}))
        .await
        .unwrap();
    assert_eq!(applied["change_id"], json!(id));
    assert_eq!(desk.writes(), 1);
    let twice = desk
        .call_with(&nobody, "apply_change", json!({"change_id": id}))
        .await
        .unwrap_err();
    assert_eq!(twice.kind, Kind::Conflict);
    assert_eq!(desk.writes(), 1);
}

#[tokio::test]
async fn what_was_approved_is_not_applied_where_the_thing_has_moved() {
    let desk = Desk::open().await;
    let nobody = Person::who(Answer::Unable("this client cannot ask one"));
    let error = desk
        .call_with(
            &nobody,
            "delete_group",
            json!({"group_id": "Berlin Office"}),
        )
        .await
        .unwrap_err();
    let id = error.message.rsplit(' ').next().unwrap().to_owned();
    approval::approve(&id, desk.okta.settings().org.host(), &desk.journal)
        .await
        .unwrap();
    desk.call(
        "update_group",
        json!({"group_id": "Berlin Office", "profile": {"description": "moved"}}),
    )
    .await
    .unwrap();
    let writes = desk.writes();
    let refused = desk
        .call_with(&nobody, "apply_change", json!({"change_id": id}))
        .await
        .unwrap_err();
    assert_eq!(refused.kind, Kind::StateChanged);
    assert_eq!(desk.writes(), writes);
}

#[tokio::test]
async fn an_approval_in_a_journal_that_somebody_touched_is_none() {
    let desk = Desk::open().await;
    let nobody = Person::who(Answer::Declined);
    let error = desk
        .call_with(
            &nobody,
            "delete_group",
            json!({"group_id": "Berlin Office"}),
        )
        .await
        .unwrap_err();
    assert_eq!(error.kind, Kind::Declined);
    let id = error.message.rsplit(' ').next().unwrap().to_owned();
    approval::approve(&id, desk.okta.settings().org.host(), &desk.journal)
        .await
        .unwrap();
    std::fs::write(desk.place.folder.join("journal.head"), "99 forged\n").unwrap();
    let refused = desk
        .call("apply_change", json!({"change_id": id}))
        .await
        .unwrap_err();
    assert_eq!(refused.kind, Kind::BlockedByPolicy);
    assert_eq!(desk.writes(), 0);
}

#[tokio::test]
async fn administrators_their_groups_and_our_own_app_are_restricted_whatever_is_done_to_them() {
    let desk = Desk::with(Policy::STRICT).await;
    for (tool, given, family) in [
        (
            "update_user",
            json!({"user_id": "marcus.webb@acme.example", "profile": {"title": "x"}}),
            Family::Admins,
        ),
        (
            "add_user_to_group",
            json!({"group_id": "Identity Operations", "user_id": ADA}),
            Family::Admins,
        ),
        (
            "write_operation",
            json!({"id": "deactivateApplication", "path": {"appId": desk.org.client_id()}}),
            Family::OwnConnection,
        ),
    ] {
        let error = desk.call(tool, given.clone()).await.unwrap_err();
        assert_eq!(error.kind, Kind::Restricted, "{given}: {}", error.message);
        assert!(
            error.next_step.contains(family.word()),
            "{given}: {}",
            error.next_step
        );
    }
    let plain = desk
        .call(
            "update_user",
            json!({"user_id": ADA, "profile": {"title": "x"}}),
        )
        .await;
    assert!(plain.is_ok(), "{plain:?}");
    assert_eq!(desk.writes(), 1);
}

#[tokio::test]
async fn approval_is_wanted_where_the_org_says_so_and_no_answer_in_the_client_counts() {
    let policy = Policy::STRICT.with(Family::Takeover, Restricted::Approve);
    let desk = Desk::with(policy).await;
    let person = Person::who(Answer::Confirmed);
    let given = json!({"user_id": ADA, "profile": {"email": "new@acme.example"}});
    let error = desk
        .call_with(&person, "update_user", given)
        .await
        .unwrap_err();
    assert_eq!(error.kind, Kind::NeedsConfirmation);
    assert_eq!(person.asked.load(std::sync::atomic::Ordering::SeqCst), 0);
    assert_eq!(desk.writes(), 0);
}

#[tokio::test]
async fn many_writes_in_a_short_time_ask_and_mails_to_one_person_are_few() {
    let desk = Desk::open().await;
    let person = Person::who(Answer::Confirmed);
    for number in 0..20 {
        let given = json!({"user_id": ADA, "profile": {"title": format!("t{number}")}});
        desk.call_with(&person, "update_user", given).await.unwrap();
    }
    assert_eq!(person.asked.load(std::sync::atomic::Ordering::SeqCst), 0);
    let one_more = json!({"user_id": ADA, "profile": {"title": "last"}});
    desk.call_with(&person, "update_user", one_more)
        .await
        .unwrap();
    assert_eq!(person.asked.load(std::sync::atomic::Ordering::SeqCst), 1);
}

#[tokio::test]
async fn without_a_record_nothing_is_written_and_reads_go_on() {
    let desk = Desk::open().await;
    std::fs::create_dir_all(&desk.place.folder).unwrap();
    std::fs::write(desk.place.folder.join("journal.db"), vec![7_u8; 8192]).unwrap();
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    std::fs::set_permissions(desk.place.folder.join("journal.db"), mode).unwrap();
    let error = desk
        .call(
            "update_user",
            json!({"user_id": ADA, "profile": {"title": "x"}}),
        )
        .await
        .unwrap_err();
    assert_eq!(error.kind, Kind::Misconfigured);
    assert!(error.message.contains("damaged"), "{}", error.message);
    assert_eq!(desk.writes(), 0);
    assert_eq!(desk.read("getUser", json!({"id": ADA})).await["id"], ADA);
}
