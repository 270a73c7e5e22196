//! The System Log: every event can be asked for, counted, and gone through to the end.

use serde_json::{Value, json};
use simorg::{Org, Scripted};
use tools::Kind;

use crate::connection::{connect, connect_to, open_org, read, says};

async fn busy_org() -> Org {
    let org = Org::acme()
        .users(40)
        .events(600)
        .grant("all")
        .role("SUPER_ADMIN");
    org.start().await.unwrap()
}

#[tokio::test]
async fn events_about_factors_and_any_outcome_can_be_asked_for() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    for filter in [
        "eventType eq \"user.mfa.factor.deactivate\"",
        "eventType eq \"user.mfa.factor.reset_all\"",
        "eventType eq \"user.authentication.sso\"",
        "outcome.result eq \"SKIPPED\" or outcome.result eq \"RATE_LIMIT\"",
    ] {
        for order in ["asc", "desc"] {
            let given = json!({"filter": filter, "sort_order": order, "limit": 1000});
            let reply = read(&okta, "get_logs", given).await.unwrap();
            assert_eq!(reply["complete"], true, "{filter}");
        }
    }
}

#[tokio::test]
async fn counts_are_over_everything_in_the_window() {
    let org = busy_org().await;
    let okta = connect(&org, None);
    let all = read(
        &okta,
        "get_logs",
        json!({"since": "8d", "count_only": true}),
    )
    .await
    .unwrap();
    let all = all["count"].as_u64().unwrap();
    assert!(all > 600, "{all}");
    for group in ["event", "actor", "outcome", "address", "hour"] {
        let given = json!({"since": "8d", "group_by": group});
        let reply = read(&okta, "get_logs", given).await.unwrap();
        assert!(reply["events"].as_u64().unwrap() >= all, "{group}");
        assert_eq!(reply["columns"], json!(["value", "events"]));
    }
    let given = json!({"since": "8d", "group_by": "outcome", "format": "objects"});
    let reply = read(&okta, "get_logs", given).await.unwrap();
    let sum: u64 = reply["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["events"].as_u64().unwrap())
        .sum();
    assert_eq!(sum, reply["events"].as_u64().unwrap());
}

#[tokio::test]
async fn a_log_goes_on_in_the_window_in_which_it_began() {
    let org = busy_org().await;
    let okta = connect(&org, None);
    let first = json!({"since": "8d", "limit": 100, "fields": ["uuid"]});
    let reply = read(&okta, "get_logs", first.clone()).await.unwrap();
    let mut seen: Vec<Value> = reply["rows"].as_array().unwrap().clone();
    let (mut next, since) = (reply["next"].clone(), reply["since"].clone());
    while next.is_string() {
        let mut given = first.clone();
        given["after"] = next;
        let reply = read(&okta, "get_logs", given).await.unwrap();
        assert_eq!(reply["since"], since);
        seen.extend(reply["rows"].as_array().unwrap().clone());
        next = reply["next"].clone();
    }
    let all = seen.len();
    seen.sort_by_key(ToString::to_string);
    seen.dedup();
    assert_eq!(seen.len(), all, "none came twice");
    assert!(all > 600, "{all}");
}

#[tokio::test]
async fn an_event_nobody_has_seen_passes_and_its_time_is_untouched() {
    let upstream = Scripted::start().await.unwrap();
    let okta = connect_to(&upstream, "okta.logs.read");
    let odd = json!([{"uuid": "u1", "eventType": "never.seen", "severity": "CATASTROPHE", "published": "2026-09-01T08:00:00.678Z",
        "actor": {"id": "00u1", "alternateId": "abc"}, "outcome": {"result": "PERHAPS"}}]);
    says(&upstream, 200, None, &odd);
    let given = json!({"since": "2026-09-01", "fields": ["*"], "format": "objects"});
    let reply = read(&okta, "get_logs", given).await.unwrap();
    assert_eq!(reply["items"], odd);
}

#[tokio::test]
async fn failures_are_told_by_reason_person_and_address() {
    let org = busy_org().await;
    let okta = connect(&org, None);
    let reply = read(&okta, "get_login_failures", json!({"since": "8d"}))
        .await
        .unwrap();
    let failures = reply["failures"].as_u64().unwrap();
    assert!(failures > 10, "{reply}");
    assert_eq!(reply["complete"], true);
    assert!(reply["reasons"]["INVALID_CREDENTIALS"].as_u64().unwrap() > 10);
    let addresses = reply["addresses"].as_object().unwrap();
    assert!(!addresses.is_empty());
    let person = reply["people"]
        .as_object()
        .unwrap()
        .keys()
        .next()
        .unwrap()
        .clone();
    let given = json!({"since": "8d", "user_id": person});
    let theirs = read(&okta, "get_login_failures", given).await.unwrap();
    assert_eq!(theirs["failures"], reply["people"][&person]);
}

#[tokio::test]
async fn an_error_of_okta_is_never_no_failures() {
    let upstream = Scripted::start().await.unwrap();
    let okta = connect_to(&upstream, "okta.logs.read");
    let refusal = json!({"errorCode": "E0000031", "errorSummary": "Invalid search criteria.", "errorLink": "E0000031", "errorId": "oae1", "errorCauses": []});
    says(&upstream, 400, None, &refusal);
    let error = read(&okta, "get_login_failures", json!({}))
        .await
        .unwrap_err();
    assert_eq!(error.okta.unwrap().code.unwrap(), "E0000031");
}

#[tokio::test]
async fn an_error_half_way_keeps_what_was_counted_and_says_so() {
    let upstream = Scripted::start().await.unwrap();
    let okta = connect_to(&upstream, "okta.logs.read");
    let events = json!([{"eventType": "a", "outcome": {"result": "FAILURE"}, "actor": {"id": "00u1", "alternateId": "x@y"}}]);
    let refusal = json!({"errorCode": "E0000031", "errorSummary": "Invalid search criteria.", "errorCauses": []});
    for (name, given, counted) in [
        ("get_logs", json!({"group_by": "event"}), "events"),
        ("get_login_failures", json!({}), "failures"),
    ] {
        says(&upstream, 200, Some("/api/v1/logs?after=x"), &events);
        says(&upstream, 400, None, &refusal);
        let reply = read(&okta, name, given).await.unwrap();
        assert_eq!(reply[counted], 1, "{reply}");
        assert_eq!(reply["complete"], false);
        assert_eq!(reply["error"]["okta"]["code"], "E0000031");
    }
}

#[tokio::test]
async fn a_login_cannot_end_its_own_quotation() {
    let upstream = Scripted::start().await.unwrap();
    let okta = connect_to(&upstream, "okta.logs.read");
    says(&upstream, 200, None, &json!([]));
    let given = json!({"user_id": "x\"or/**/actor.id/**/pr"});
    read(&okta, "get_login_failures", given).await.unwrap();
    let asked = &upstream.seen()[0];
    assert!(asked.contains("%22x%5C%22or"), "{asked}");
}

#[tokio::test]
async fn what_an_unknown_person_typed_as_a_name_never_shows() {
    let upstream = Scripted::start().await.unwrap();
    let okta = connect_to(&upstream, "okta.logs.read");
    let events = json!([{"eventType": "user.session.start", "outcome": {"result": "FAILURE", "reason": "VERIFICATION_ERROR"},
        "published": "2026-09-01T08:00:00.678Z", "client": {"ipAddress": "192.0.2.1"},
        "actor": {"id": "unknown", "type": "User", "alternateId": "hunter2", "displayName": "unknown"},
        "debugContext": {"debugData": {"identifier": "hunter2"}}}]);
    for (name, given) in [
        ("get_logs", json!({"since": "2026-09-01"})),
        ("get_logs", json!({"since": "2026-09-01", "raw": true})),
        ("get_logs", json!({"group_by": "actor"})),
        ("get_login_failures", json!({})),
    ] {
        says(&upstream, 200, None, &events);
        let reply = read(&okta, name, given.clone()).await.unwrap();
        assert!(
            !reply.to_string().contains("hunter2"),
            "{name} {given}: {reply}"
        );
    }
}

#[tokio::test]
async fn a_time_that_is_none_is_refused_with_the_forms() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    for (given, said) in [
        (json!({"since": "last tuesday"}), "24h"),
        (json!({"since": "1h", "until": "2h"}), "not before"),
        (json!({"group_by": "event", "after": "x"}), "`after`"),
        (json!({"group_by": "reason"}), "`group_by`"),
    ] {
        let error = read(&okta, "get_logs", given).await.unwrap_err();
        assert_eq!(error.kind, Kind::InvalidInput);
        assert!(error.message.contains(said), "{}", error.message);
    }
    assert!(org.requests().is_empty());
}
