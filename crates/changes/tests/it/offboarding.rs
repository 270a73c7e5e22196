//! Many requests and many people in one plan: asked about once, recorded one by one, gone on with.

use changes::{Answer, Change, Stage, State, approval};
use futures::FutureExt as _;
use futures::future::BoxFuture;
use operations::op;
use serde_json::{Value, json};
use tools::Kind;

use crate::desk::{Desk, Person};

const ADA: &str = "ada@acme.example";

async fn change(desk: &Desk, id: &Value) -> Change {
    let host = desk.okta.settings().org.host();
    desk.journal
        .change(id.as_str().unwrap(), host)
        .await
        .unwrap()
}

async fn status(desk: &Desk, login: &str) -> String {
    let user = desk.read("getUser", json!({"id": login})).await;
    user["status"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn who_is_offboarded_loses_what_the_plan_said_and_nothing_else() {
    let desk = Desk::open().await;
    let given = json!({"user_ids": [ADA], "end": "deactivate"});
    let mut dry = given.clone();
    dry["dry_run"] = true.into();
    let plan = desk.call("offboard_user", dry).await.unwrap();
    assert_eq!(desk.writes(), 0);
    let reach = plan["would"]["reach"].to_string();
    assert!(reach.contains("all sessions and tokens"), "{reach}");
    let planned = plan["would"]["requests"].as_array().unwrap();
    let first = planned[0]["operation"].as_str();
    assert_eq!(first, Some("suspendUser"), "the way in is closed first");
    let person = Person::who(Answer::Confirmed);
    let done = desk
        .call_with(&person, "offboard_user", given)
        .await
        .unwrap();
    assert_eq!(person.asked.load(std::sync::atomic::Ordering::SeqCst), 1);
    assert_eq!(desk.writes(), planned.len());
    assert_eq!(status(&desk, ADA).await, "DEPROVISIONED");
    let kept = change(&desk, &done["change_id"]).await;
    assert_eq!(kept.okta_request_ids.len(), planned.len());
    assert!(kept.steps.iter().all(|step| step.stage == Stage::Done));
    let groups = desk
        .read("listUserGroups", json!({"id": ADA}))
        .await
        .to_string();
    let taken = planned
        .iter()
        .filter(|it| it["operation"] == "unassignUserFromGroup");
    for request in taken {
        let path = request["path"].as_str().unwrap();
        let group = path.split('/').nth(4).unwrap();
        assert!(!groups.contains(group), "{group}");
    }
}

/// A person who agrees, while somebody else deletes one of those whom it is about.
struct Deletes<'a>(&'a Desk);

impl changes::Asker for Deletes<'_> {
    fn ask<'a>(&'a self, _: &'a changes::Question) -> BoxFuture<'a, Answer> {
        async {
            let who = "sam.lee@acme.example";
            self.0.okta.send(&op::deactivate_user(who)).await.unwrap();
            self.0.okta.send(&op::delete_user(who)).await.unwrap();
            Answer::Confirmed
        }
        .boxed()
    }
}

#[tokio::test]
async fn what_okta_refuses_to_one_person_does_not_stop_the_others() {
    let desk = Desk::open().await;
    desk.okta
        .send(&op::suspend_user("sam.lee@acme.example"))
        .await
        .unwrap();
    let people = [
        "ada@acme.example",
        "sam.lee@acme.example",
        "grace@acme.example",
    ];
    let given = json!({"user_ids": people, "keep": ["factors", "groups", "apps"]});
    let done = desk
        .call_with(&Deletes(&desk), "offboard_user", given)
        .await
        .unwrap();
    let rows = done["targets"].as_array().unwrap();
    let ends: Vec<(&Value, bool)> = rows
        .iter()
        .map(|row| (&row["done"], row["error"].is_string()))
        .collect();
    assert_eq!(
        ends,
        [(&json!(3), false), (&json!(0), true), (&json!(3), false)],
        "{done}"
    );
    assert!(
        done["done"].as_str().unwrap().contains("Not everything"),
        "{done}"
    );
    assert_eq!(status(&desk, "grace@acme.example").await, "SUSPENDED");
    let kept = change(&desk, &done["change_id"]).await;
    assert_eq!(kept.state, State::Stopped);
    let left = kept
        .steps
        .iter()
        .filter(|step| step.stage == Stage::LeftOut);
    assert_eq!(left.count(), 1);
}

#[tokio::test]
async fn at_most_fifty_people_and_nobody_twice() {
    let desk = Desk::open().await;
    let many: Vec<String> = (0..51).map(|n| format!("p{n}@acme.example")).collect();
    for given in [json!([]), json!(many), json!([ADA, ADA])] {
        let given = json!({"user_ids": given});
        let error = desk.call("offboard_user", given).await.unwrap_err();
        assert_eq!(error.kind, Kind::InvalidInput, "{}", error.message);
    }
    assert_eq!(desk.writes(), 0);
}

#[tokio::test]
async fn what_broke_off_half_way_goes_on_from_there_and_asks_again() {
    let desk = Desk::open().await;
    let people = ["ada@acme.example", "grace@acme.example"];
    let given = json!({"user_ids": people, "keep": ["factors", "groups", "apps"]});
    let limit = async {
        while desk.writes() < 2 {
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
        desk.org.fault("rate_limit:3600", 1).unwrap();
    };
    let (ended, ()) = futures::future::join(desk.call("offboard_user", given), limit).await;
    let error = ended.unwrap_err();
    assert_eq!(error.kind, Kind::RateLimited);
    assert!(
        error.message.contains("of 6 steps were done"),
        "{}",
        error.message
    );
    assert!(
        error.next_step.contains("apply_change"),
        "{}",
        error.next_step
    );
    let listed = desk
        .call("list_changes", json!({"state": "stopped"}))
        .await
        .unwrap();
    let id = listed["changes"][0]["id"].clone();
    let before = desk.writes();
    let done = change(&desk, &id).await;
    let done = done
        .steps
        .iter()
        .filter(|step| step.stage == Stage::Done)
        .count();
    let person = Person::who(Answer::Confirmed);
    let went_on = desk
        .call_with(&person, "apply_change", json!({"change_id": id}))
        .await;
    assert!(went_on.is_ok(), "{went_on:?}");
    assert_eq!(person.asked.load(std::sync::atomic::Ordering::SeqCst), 1);
    assert_eq!(desk.writes() - before, 6 - done, "nothing was sent twice");
    assert_eq!(change(&desk, &id).await.state, State::Done);
}

#[tokio::test]
async fn a_call_that_was_dropped_is_settled_and_gone_on_with() {
    let desk = Desk::open().await;
    let people = ["ada@acme.example", "grace@acme.example"];
    let given = json!({"user_ids": people, "keep": ["factors", "groups", "apps"]});
    let person = Person::who(Answer::Confirmed);
    {
        // Dropped after the first writes, as a cancelled call is.
        let call = desk.call_with(&person, "offboard_user", given);
        let some = async {
            while desk.writes() < 3 {
                tokio::time::sleep(std::time::Duration::from_millis(1)).await;
            }
        };
        let first = futures::future::select(Box::pin(call), Box::pin(some)).await;
        assert!(matches!(first, futures::future::Either::Right(_)));
    }
    let listed = desk.call("list_changes", json!({})).await.unwrap();
    let id = listed["changes"][0]["id"].clone();
    let before = desk.writes();
    let refused = Person::who(Answer::Declined);
    let go_on = json!({"change_id": id});
    // The next write settles what was cut off.
    let other = json!({"user_id": "olivia.stone@acme.example", "profile": {"title": "Chief"}});
    desk.call("update_user", other).await.unwrap();
    let cut = change(&desk, &id).await;
    assert!(
        matches!(cut.state, State::Stopped | State::UnknownOutcome),
        "{:?}",
        cut.state
    );
    let error = desk
        .call_with(&refused, "apply_change", go_on.clone())
        .await;
    assert_eq!(error.unwrap_err().kind, Kind::Declined);
    assert_eq!(desk.writes(), before + 1);
    desk.call("apply_change", go_on.clone()).await.unwrap();
    assert_eq!(change(&desk, &id).await.state, State::Done);
    for login in people {
        assert_eq!(status(&desk, login).await, "SUSPENDED");
    }
    let again = desk.call("apply_change", go_on).await.unwrap_err();
    assert_eq!(again.kind, Kind::Conflict);
}

#[tokio::test]
async fn a_bulk_plan_that_was_approved_is_applied_whole_and_not_where_somebody_moved() {
    let desk = Desk::open().await;
    let nobody = Person::who(Answer::Unable("this client cannot ask one"));
    let people = ["ada@acme.example", "grace@acme.example"];
    let given = json!({"user_ids": people, "keep": ["factors", "groups", "apps"]});
    let error = desk
        .call_with(&nobody, "offboard_user", given.clone())
        .await;
    let error = error.unwrap_err();
    let id = error.message.rsplit(' ').next().unwrap().to_owned();
    let host = desk.okta.settings().org.host().to_owned();
    approval::approve(&id, &host, &desk.journal).await.unwrap();
    desk.okta
        .send(&op::suspend_user("grace@acme.example"))
        .await
        .unwrap();
    let writes = desk.writes();
    let refused = desk.call("apply_change", json!({"change_id": id})).await;
    assert_eq!(refused.unwrap_err().kind, Kind::StateChanged);
    assert_eq!(desk.writes(), writes);
}

#[tokio::test]
async fn what_may_have_been_created_is_not_created_twice() {
    let desk = Desk::open().await;
    desk.call("list_groups", json!({"limit": 1})).await.unwrap();
    desk.org.fault("drop_after", 1).unwrap();
    let given = json!({"profile": {"name": "Project Babbage"}});
    let error = desk.call("create_group", given).await.unwrap_err();
    assert_eq!(error.kind, Kind::UnknownOutcome, "{}", error.message);
    let listed = desk.call("list_changes", json!({})).await.unwrap();
    let go_on = json!({"change_id": listed["changes"][0]["id"]});
    let writes = desk.writes();
    let refused = desk.call("apply_change", go_on).await.unwrap_err();
    assert_eq!(refused.kind, Kind::Conflict, "{}", refused.message);
    assert_eq!(desk.writes(), writes);
}

#[tokio::test]
async fn what_stopped_does_not_go_on_in_a_journal_that_somebody_touched() {
    let desk = Desk::open().await;
    desk.call("list_groups", json!({"limit": 1})).await.unwrap();
    desk.org.fault("drop_after", 1).unwrap();
    let given = json!({"profile": {"name": "Project Babbage"}});
    desk.call("create_group", given).await.unwrap_err();
    let listed = desk.call("list_changes", json!({})).await.unwrap();
    let go_on = json!({"change_id": listed["changes"][0]["id"]});
    std::fs::write(desk.place.folder.join("journal.head"), "99 forged\n").unwrap();
    let refused = desk.call("apply_change", go_on).await.unwrap_err();
    assert_eq!(refused.kind, Kind::BlockedByPolicy, "{}", refused.message);
}
