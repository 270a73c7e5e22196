//! A fault that is met in the middle of a call reads like what the doctor says.

use serde_json::{Value, json};

use super::bed::{Bed, Case, order};
use super::keys::{self, Form};
use crate::binary::{json as printed, run};

/// The usual troubles: what was done, and what the error must hold.
const TROUBLES: &[(Case, &str, &str)] = &[
    (
        Case {
            name: "a key that does not match",
            org: Some(|org| org),
            change: |bed| {
                let mut other = keys::ec("P-256", Form::Pkcs8).1;
                other["kid"] = "second".into();
                bed.org.register_key(other);
                bed.set("OKTA_KEY_ID", "second");
                let (key, _) = keys::ec("P-256", Form::Pkcs8);
                bed.key_file(&key);
            },
            code: Some("key_mismatch"),
        },
        "sign_in_failed",
        "OKTA_KEY_ID",
    ),
    (
        Case {
            name: "DPoP left on",
            org: Some(|org| org),
            change: |bed| bed.set("OKTA_DPOP", "off"),
            code: Some("dpop_required"),
        },
        "misconfigured",
        "Unset OKTA_DPOP",
    ),
    (
        Case {
            name: "a scope that is not granted",
            org: Some(|org| org.grant("okta.groups.read")),
            change: |bed| bed.set("OKTA_SCOPES", "okta.users.read okta.groups.read"),
            code: Some("scope_not_granted"),
        },
        "missing_scope",
        "Okta API Scopes tab",
    ),
    (
        Case {
            name: "no admin role",
            org: Some(|org| org.role("none")),
            change: |_| {},
            code: Some("role_too_small"),
        },
        "missing_role",
        "Admin roles tab",
    ),
    (
        Case {
            name: "outside the network zone",
            org: Some(|org| org),
            change: |bed| bed.fault(&order("network", "outside")),
            code: Some("network_zone_blocked"),
        },
        "sign_in_failed",
        "Security > Networks",
    ),
];

fn call(bed: &Bed, tool: &str, given: &Value) -> Value {
    let environment: Vec<(&str, &str)> = bed
        .environment
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let given = given.to_string();
    tokio::task::block_in_place(|| printed(&run(&["call", tool, &given], &environment)))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn trouble_in_the_middle_of_a_call_reads_as_its_remedy() {
    for (case, kind, remedy) in TROUBLES {
        let mut bed = Bed::make(case).await;
        (case.change)(&mut bed);
        let error = call(&bed, "list_users", &json!({"limit": 1}))["error"].clone();
        assert_eq!(error["kind"], *kind, "{}: {error}", case.name);
        assert_eq!(error["code"], case.code.unwrap(), "{}: {error}", case.name);
        let next_step = error["next_step"].as_str().unwrap();
        assert!(next_step.contains(remedy), "{}: {next_step}", case.name);
        let said = bed.examine().await.report;
        let findings = said["findings"].as_array().unwrap();
        let is_said = |code: &str| findings.iter().any(|finding| finding["code"] == code);
        assert!(
            is_said(case.code.unwrap()) || is_said("role_missing"),
            "{said}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_tool_says_what_the_command_says() {
    let case = Case {
        name: "no role",
        org: Some(|org| org.role("none")),
        change: |_| {},
        code: Some("role_missing"),
    };
    let bed = Bed::make(&case).await;
    let by_tool = call(&bed, "check_connection", &json!({}));
    let by_command = bed.examine().await.report;
    assert_eq!(by_tool["primary"], "role_missing");
    assert_eq!(by_tool["findings"], by_command["findings"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fault_does_not_hide_behind_another() {
    let case = Case {
        name: "five at once",
        org: Some(|org| org.role("none")),
        change: |bed| {
            bed.set("OKTA_KEY_ID", "misspelt");
            bed.set("OKTA_DPOP", "off");
            bed.set(
                "OKTA_SCOPES",
                "okta.users.read okta.grops.read okta.apps.read",
            );
        },
        code: Some("key_id_unknown"),
    };
    let mut bed = Bed::make(&case).await;
    (case.change)(&mut bed);
    let said = bed.examine().await;
    assert_eq!(said.primary(), case.code);
    for code in [
        "dpop_required",
        "scope_invalid",
        "scope_not_granted",
        "role_missing",
    ] {
        assert!(said.found(code, "error"), "{code}: {}", said.report);
    }
}

#[test]
fn for_people_each_finding_has_its_next_step() {
    let output = run(&["doctor"], &[]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1));
    for part in [
        "url_missing",
        "client_id_missing",
        "key_missing",
        "key_id_missing",
        "next: Set OKTA_ORG_URL",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(text.contains("Begin with url_missing"), "{text}");
}
