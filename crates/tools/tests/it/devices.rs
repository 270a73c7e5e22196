//! Device assurance policies: no condition is lost, no version is guessed.

use serde_json::json;
use tools::Kind;

use crate::connection::{apply, connect, open_org, plan, read};

#[tokio::test]
async fn disk_encryption_is_demanded_in_either_form() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    for (name, disk) in [
        ("One", json!({"type": "ALL_INTERNAL_VOLUMES"})),
        ("Two", json!({"include": ["ALL_INTERNAL_VOLUMES"]})),
    ] {
        let policy = json!({"name": name, "platform": "MACOS", "diskEncryptionType": disk});
        let made = apply(
            &okta,
            "create_device_assurance_policy",
            json!({"policy_data": policy}),
        )
        .await;
        let wanted = json!({"include": ["ALL_INTERNAL_VOLUMES"]});
        assert_eq!(made["diskEncryptionType"], wanted, "{made}");
    }
}

#[tokio::test]
async fn a_change_keeps_every_condition_that_it_does_not_name() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let which = json!({"device_assurance_id": "Company Macs"});
    let before = read(&okta, "get_device_assurance_policy", which.clone())
        .await
        .unwrap();
    let given = json!({"device_assurance_id": "Company Macs", "policy_data": {"gracePeriod": {"type": "BY_DURATION", "expiry": "P7D"}}});
    apply(&okta, "replace_device_assurance_policy", given).await;
    let given = json!({"device_assurance_id": "Company Macs", "policy_data": {}, "user_stated_os_version": "15.1.0"});
    apply(&okta, "replace_device_assurance_policy", given).await;
    let after = read(&okta, "get_device_assurance_policy", which)
        .await
        .unwrap();
    assert_eq!(after["osVersion"]["minimum"], "15.1.0");
    assert_eq!(after["gracePeriod"]["expiry"], "P7D");
    for member in [
        "diskEncryptionType",
        "screenLockType",
        "secureHardwarePresent",
        "displayRemediationMode",
    ] {
        assert_eq!(after[member], before[member], "{member}");
    }
}

#[tokio::test]
async fn an_android_major_is_taken_and_an_ambiguous_version_is_not() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let given = |platform: &str, version: &str| json!({"policy_data": {"name": "n", "platform": platform}, "user_stated_os_version": version});
    let made = apply(
        &okta,
        "create_device_assurance_policy",
        given("ANDROID", "12"),
    )
    .await;
    assert_eq!(made["osVersion"]["minimum"], "12");
    let error = plan(
        &okta,
        "create_device_assurance_policy",
        given("MACOS", "14.2"),
    )
    .await
    .unwrap_err();
    assert_eq!(error.kind, Kind::InvalidInput);
    assert!(error.message.contains("14.2.1"), "{}", error.message);
}

#[tokio::test]
async fn a_threshold_finds_the_policies_that_let_older_systems_in() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let found = |threshold: &str| json!({"version_threshold": threshold, "fields": ["name"]});
    let older = read(&okta, "list_device_assurance_policies", found("14.10.0"))
        .await
        .unwrap();
    assert_eq!(older["rows"], json!([["Company Macs"]]));
    let newer = read(&okta, "list_device_assurance_policies", found("14.2.0"))
        .await
        .unwrap();
    assert_eq!(newer["count"], 0);
}
