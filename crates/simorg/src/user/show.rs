//! How Okta shows a person: whole, and as a row of a list.

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

use super::{Source, Status, User, status};
use crate::clock::whole_seconds;
use crate::family;
use crate::look::Look;
use crate::schema;
use crate::settings::Edition;

impl User {
    /// The person by themselves.
    pub fn whole(&self, look: &Look<'_>) -> Value {
        with_links(self.body(look), self.links(look))
    }

    /// The person in a list.
    pub fn row(&self, look: &Look<'_>) -> Value {
        if is_early(look) {
            return self.whole(look);
        }
        let own = json!({ "self": { "href": format!("{}/api/v1/users/{}", look.base, self.id) } });
        with_links(self.body(look), own)
    }

    /// The record's version, as the `ETag` shows it.
    pub fn version(&self, look: &Look<'_>) -> String {
        let digest = Sha256::digest(self.body(look).to_string().as_bytes());
        let hex = digest.iter().take(31).fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        format!("W/\"{hex}\"")
    }

    /// The credentials, without what they are.
    pub fn credentials(&self, look: &Look<'_>) -> Value {
        let mut shown = Map::new();
        if self.password.is_some() {
            shown.insert("password".to_owned(), json!({}));
        }
        if let Some((question, _)) = &self.question {
            shown.insert(
                "recovery_question".to_owned(),
                json!({ "question": question }),
            );
        }
        // Seen until 2022, and afterwards in organisations without realms alone.
        if self.password.is_some() && look.since("2018") && !look.since("2023") {
            let email = json!({
                "value": self.text("email"), "status": "VERIFIED", "type": "PRIMARY"
            });
            shown.insert("emails".to_owned(), json!([email]));
        }
        shown.insert("provider".to_owned(), self.source.provider());
        Value::Object(shown)
    }

    /// Everything but the links, in the recorded order of keys.
    fn body(&self, look: &Look<'_>) -> Value {
        let time = |time: Option<Timestamp>| time.map(whole_seconds);
        let mut body = json!({
            "id": self.id,
            "status": self.status.word(),
            "created": whole_seconds(self.created),
            "activated": time(self.activated),
            "statusChanged": time(self.status_changed),
            "lastLogin": time(self.last_login),
            "lastUpdated": whole_seconds(self.last_updated),
            "passwordChanged": time(self.password_changed),
        });
        if let Some(body) = body.as_object_mut() {
            if let Some(realm) = &look.realm {
                let own = self.realm.as_ref().unwrap_or(realm);
                body.insert("realmId".to_owned(), json!(own));
            }
            if !is_early(look) {
                body.insert("type".to_owned(), json!({ "id": self.kind }));
            }
            body.insert("profile".to_owned(), self.shown_profile());
            body.insert("credentials".to_owned(), self.credentials(look));
        }
        body
    }

    /// The profile in the recorded order: the name first, login and e-mail last, and two attributes
    /// that are there even when they are null.
    fn shown_profile(&self) -> Value {
        let ends = [
            "firstName",
            "lastName",
            "mobilePhone",
            "secondEmail",
            "login",
            "email",
        ];
        let mut shown = Map::new();
        let get = |name: &str| self.profile.get(name).cloned().unwrap_or(Value::Null);
        for name in &ends[..3] {
            shown.insert((*name).to_owned(), get(name));
        }
        for (name, value) in &self.profile {
            if !ends.contains(&name.as_str()) {
                shown.insert(name.clone(), value.clone());
            }
        }
        for name in &ends[3..] {
            shown.insert((*name).to_owned(), get(name));
        }
        Value::Object(shown)
    }

    /// The links of a person by themselves: which there are follows the status.
    fn links(&self, look: &Look<'_>) -> Value {
        let base = look.base;
        let own = format!("{base}/api/v1/users/{}", self.id);
        let mut links = Map::new();
        for name in self.status.links() {
            if !self.has_link(name, look) {
                continue;
            }
            let link = match *name {
                "schema" => {
                    let schema = schema::of_type(look.tree, &self.kind);
                    json!({ "href": format!("{base}/api/v1/meta/schemas/user/{schema}") })
                }
                "type" => {
                    json!({ "href": format!("{base}/api/v1/meta/types/user/{}", self.kind) })
                }
                "self" => json!({ "href": own }),
                "delete" => json!({ "href": own, "method": "DELETE" }),
                name => {
                    json!({ "href": format!("{own}/{}", status::step(name)), "method": "POST" })
                }
            };
            links.insert((*name).to_owned(), link);
        }
        Value::Object(links)
    }

    fn has_link(&self, name: &str, look: &Look<'_>) -> bool {
        match name {
            "schema" | "type" => !is_early(look),
            "forgotPassword" => self.question.is_some() || look.since("2021"),
            "reactivate" => !is_early(look) || self.status == Status::Recovery,
            "resetFactors" => self.can_reset_factors(look),
            _ => true,
        }
    }

    /// Classic Engine offers it to those who have a factor; Identity Engine, where everybody has the
    /// e-mail authenticator, to all. In the recordings of early 2025 it, too, asks for a factor.
    fn can_reset_factors(&self, look: &Look<'_>) -> bool {
        let factors = family::factors_of(&self.id);
        let everybody = look.edition == Edition::Identity
            && look.since("2021")
            && (!look.since("2025-01") || look.since("2025-06"));
        everybody || is_early(look) || !look.tree.children(&factors).is_empty()
    }
}

/// Before user types: rows had all links, and none led to a type or a schema.
fn is_early(look: &Look<'_>) -> bool {
    !look.since("2018")
}

fn with_links(mut body: Value, links: Value) -> Value {
    if let Some(body) = body.as_object_mut() {
        body.insert("_links".to_owned(), links);
    }
    body
}

impl Source {
    fn provider(self) -> Value {
        let (kind, name) = match self {
            Self::Okta => ("OKTA", "OKTA"),
            Self::Import => ("IMPORT", "IMPORT"),
            Self::Federation => ("FEDERATION", "FEDERATION"),
            Self::Social => ("SOCIAL", "SOCIAL"),
            Self::ActiveDirectory => ("ACTIVE_DIRECTORY", "corp.acme.example"),
            Self::Ldap => ("LDAP", "ldap.acme.example"),
        };
        json!({ "type": kind, "name": name })
    }
}
