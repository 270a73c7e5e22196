//! What raises the effect of a write: not which operation it is, but what it carries.

use operations::{Effect, Family, Request};
use serde_json::Value;

/// Whoever sets these can take the account over.
const TAKEOVER: &[&str] = &["login", "email", "secondEmail", "mobilePhone"];

/// An effect stronger than the operation's own, and why, as a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raised {
    /// The effect.
    pub effect: Effect,
    /// Why.
    pub why: String,
}

/// What raises the effect of a request, by what its body carries.
pub fn raised(request: &Request) -> Option<Raised> {
    let body = request.json()?;
    match request.operation().id {
        "updateUser" | "replaceUser" => user(body),
        "createNetworkZone" | "replaceNetworkZone" => zone(body),
        _ => None,
    }
}

fn user(body: &Value) -> Option<Raised> {
    let profile = body.get("profile").and_then(Value::as_object);
    let guarded = profile.and_then(|profile| {
        let names = profile.keys().map(String::as_str);
        names.into_iter().find(|name| TAKEOVER.contains(name))
    });
    let takeover = |why: String| Raised {
        effect: Effect::Restricted(Family::Takeover),
        why,
    };
    if let Some(name) = guarded {
        return Some(takeover(format!(
            "Whoever holds the new {} can take the account over.",
            crate::quote::quote(name)
        )));
    }
    body.get("credentials").map(|_| {
        takeover("Whoever knows the new credentials can take the account over.".to_owned())
    })
}

/// A zone on the block list shuts out whoever comes from there, ourselves perhaps.
fn zone(body: &Value) -> Option<Raised> {
    let usage = body.get("usage").and_then(Value::as_str);
    (usage == Some("BLOCKLIST")).then(|| Raised {
        effect: Effect::Restricted(Family::LockOut),
        why: "Nobody can sign in from the addresses of a blocked zone, administrators included."
            .to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use operations::op;
    use serde_json::json;

    use super::*;

    #[test]
    fn what_a_body_carries_raises_the_effect() {
        let update = |body| raised(&op::update_user("00u1").body(body)).map(|raised| raised.effect);
        let takeover = Some(Effect::Restricted(Family::Takeover));
        assert_eq!(update(json!({"profile": {"title": "x"}})), None);
        assert_eq!(update(json!({"profile": {"login": "x"}})), takeover);
        assert_eq!(
            update(json!({"credentials": {"password": {"value": "x"}}})),
            takeover
        );
        let zone = |usage: &str| raised(&op::create_network_zone().body(json!({"usage": usage})));
        assert_eq!(zone("POLICY"), None);
        assert!(zone("BLOCKLIST").is_some());
    }
}
