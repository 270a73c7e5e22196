//! Network zones: those on which the sign-in of everybody, or of administrators, depends.

use okta::Client;
use operations::{Effect, Family, Request, op};
use serde_json::Value;
use tools::danger::Raised;

/// How many policies of a type are looked at.
const LOOKED_AT: usize = 50;

/// What raises a write on a network zone: that it is Okta's own, or that a policy uses it by which
/// everybody or every administrator signs in.
pub async fn raised(request: &Request, look: &Value, okta: &Client) -> Option<Raised> {
    if !request.operation().path.starts_with("/api/v1/zones/{") {
        return None;
    }
    let id = request.values().first()?;
    let lock_out = |why: &str| {
        Some(Raised {
            effect: Effect::Restricted(Family::LockOut),
            why: why.to_owned(),
        })
    };
    if look.get("system") == Some(&Value::Bool(true)) {
        return lock_out("It is a zone that Okta made itself, and every sign-in depends on it.");
    }
    match is_depended_on(id, okta).await {
        Some(true) => lock_out(
            "A policy by which everybody or every administrator signs in uses this zone: they may be locked out.",
        ),
        Some(false) => None,
        None => Some(Raised {
            effect: Effect::Destroy,
            why: "Whether sign-in policies use this zone could not be read (the scope okta.policies.read, and an admin role that may).".to_owned(),
        }),
    }
}

/// Whether a default policy or that of the Admin Console names the zone; `None` where it cannot be read.
async fn is_depended_on(zone: &str, okta: &Client) -> Option<bool> {
    if !super::is_asked_for(&op::LIST_POLICIES, okta) {
        return None;
    }
    for kind in ["OKTA_SIGN_ON", "ACCESS_POLICY"] {
        let list = op::list_policies().query("type", kind);
        let answer = okta.send(&list).await;
        let answer = match answer {
            Ok(answer) => answer,
            // Classic organisations have no access policies.
            Err(okta::Fault::Refused(refusal)) if refusal.status == 400 => continue,
            Err(_) => return None,
        };
        let policies = answer.rows(None)?;
        for policy in policies.iter().filter(|it| is_for_all(it)).take(LOOKED_AT) {
            let id = policy["id"].as_str()?;
            let rules = okta.send(&op::list_policy_rules(id)).await.ok()?;
            if rules.rows(None)?.iter().any(|rule| names(rule, zone)) {
                return Some(true);
            }
        }
    }
    Some(false)
}

fn is_for_all(policy: &Value) -> bool {
    let name = policy["name"].as_str().unwrap_or_default();
    policy["system"] == true || name.contains("Okta Admin Console")
}

fn names(rule: &Value, zone: &str) -> bool {
    let network = &rule["conditions"]["network"];
    ["include", "exclude"].iter().any(|list| {
        let zones = network[*list].as_array();
        zones.is_some_and(|zones| {
            zones
                .iter()
                .any(|named| named == zone || named == "ALL_ZONES")
        })
    })
}
