//! How a factor is shown: which links it has follows its kind and its status.

use serde_json::{Map, Value, json};

use super::kind::{self, Proof};
use super::{collection, text};
use crate::tree::Document;

/// A link with the methods that it takes.
pub fn link(href: String, methods: &[&str]) -> Value {
    json!({ "href": href, "hints": { "allow": methods } })
}

/// A factor without its secrets, with its links.
pub fn shown(base: &str, user: &str, factor: &Document) -> Value {
    let mut shown = factor.clone();
    shown.shift_remove("answer");
    let own = format!("{base}{}/{}", collection(user), text(factor, "id"));
    let person = format!("{base}/api/v1/users/{user}");
    let kind = kind::find(text(factor, "factorType"), text(factor, "provider"));
    let proof = kind.map_or(Proof::None, |kind| kind.proof);
    let is_pending = text(factor, "status") == "PENDING_ACTIVATION";
    let mut links = Map::new();
    let mut put = |name: &str, link: Value| links.insert(name.to_owned(), link);
    if is_pending {
        if proof == Proof::Sent {
            let mut resend = link(format!("{own}/resend"), &["POST"]);
            resend["name"] = json!(text(factor, "factorType"));
            put("resend", json!([resend]));
        }
        if proof == Proof::Device {
            let poll = format!("{own}/lifecycle/activate/poll");
            put("poll", link(poll, &["POST"]));
        } else {
            let activate = format!("{own}/lifecycle/activate");
            put("activate", link(activate, &["POST"]));
        }
        put("self", link(own, &["GET"]));
    } else {
        if text(factor, "factorType") == "question" {
            let questions = format!("{base}{}/questions", collection(user));
            put("questions", link(questions, &["GET"]));
        } else {
            put("verify", link(format!("{own}/verify"), &["POST"]));
        }
        put("self", link(own, &["GET", "DELETE"]));
        shown.shift_remove("_embedded");
    }
    put("user", link(person, &["GET"]));
    shown.insert("_links".to_owned(), Value::Object(links));
    Value::Object(shown)
}
