//! One event of the log, as Okta shows it.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::call::Arrival;
use crate::clock::milliseconds;

/// What people read for each event type. The types are Okta's; the sentences are ours.
const MESSAGES: [(&str, &str); 26] = [
    ("app.oauth2.token.grant", "An app asked for a token"),
    (
        "app.oauth2.token.grant.access_token",
        "An app was given an access token",
    ),
    ("group.lifecycle.create", "A group was created"),
    ("group.lifecycle.delete", "A group was deleted"),
    ("group.profile.update", "A group's profile was changed"),
    ("group.user_membership.add", "A user was added to a group"),
    (
        "group.user_membership.remove",
        "A user was removed from a group",
    ),
    ("policy.evaluate_sign_on", "A sign-on policy was evaluated"),
    (
        "user.account.expire_password",
        "A user's password was expired",
    ),
    ("user.account.lock", "A user was locked out"),
    ("user.account.reset_password", "A user's password was reset"),
    (
        "user.account.unlock_by_admin",
        "An administrator unlocked a user",
    ),
    (
        "user.account.update_password",
        "A user's password was changed",
    ),
    (
        "user.account.update_profile",
        "A user's profile was changed",
    ),
    ("user.authentication.sso", "A user signed in to an app"),
    ("user.lifecycle.activate", "A user was activated"),
    ("user.lifecycle.create", "A user was created"),
    ("user.lifecycle.deactivate", "A user was deactivated"),
    ("user.lifecycle.delete.completed", "A user was deleted"),
    (
        "user.lifecycle.delete.initiated",
        "The deletion of a user began",
    ),
    ("user.lifecycle.reactivate", "A user was invited again"),
    ("user.lifecycle.suspend", "A user was suspended"),
    ("user.lifecycle.unsuspend", "A user was unsuspended"),
    ("user.mfa.factor.reset_all", "A user's factors were reset"),
    ("user.session.clear", "A user's sessions were ended"),
    ("user.session.start", "A user signed in to Okta"),
];

/// An event.
#[derive(Debug)]
pub struct Event<'a> {
    /// Its type.
    pub name: &'static str,
    /// Its id.
    pub uuid: &'a str,
    /// Who did it.
    pub actor: Value,
    /// From where.
    pub client: Client,
    /// To what.
    pub targets: &'a [Value],
    /// The id of the request.
    pub transaction: &'a str,
    /// The path of the request.
    pub uri: &'a str,
    /// Why it failed, if it did.
    pub failure: Option<&'a str>,
}

/// From where a request came.
#[derive(Clone, Debug)]
pub struct Client {
    /// The app's id, for an app.
    pub id: Option<String>,
    /// The address.
    pub ip: String,
    /// What it calls itself.
    pub agent: String,
    /// City, state, country, latitude and longitude, where they are known.
    pub place: Option<Place>,
}

/// A place: city, state, country, latitude, longitude.
pub type Place = (&'static str, &'static str, &'static str, f64, f64);

impl Client {
    /// From where a request came.
    pub fn of(arrival: &Arrival, id: &str) -> Self {
        Self {
            id: Some(id.to_owned()),
            ip: arrival.peer.clone(),
            agent: arrival.header("user-agent").unwrap_or_default().to_owned(),
            place: None,
        }
    }

    fn geography(&self) -> Value {
        let Some((city, state, country, lat, lon)) = self.place else {
            return Value::Null;
        };
        json!({
            "city": city,
            "state": state,
            "country": country,
            "postalCode": null,
            "geolocation": { "lat": lat, "lon": lon },
        })
    }

    fn show(&self) -> Value {
        let browser = self.agent.starts_with("Mozilla");
        json!({
            "userAgent": {
                "rawUserAgent": self.agent,
                "os": if browser { "Mac OS X" } else { "Unknown" },
                "browser": if browser { "CHROME" } else { "UNKNOWN" },
            },
            "zone": "null",
            "device": if browser { "Computer" } else { "Unknown" },
            "id": self.id,
            "ipAddress": self.ip,
            "geographicalContext": self.geography(),
        })
    }
}

impl Event<'_> {
    /// The event, published at that time, in the recorded order of keys.
    pub fn show(&self, at: Timestamp) -> Value {
        let result = if self.failure.is_some() {
            "FAILURE"
        } else {
            "SUCCESS"
        };
        let message = MESSAGES.iter().find(|(name, _)| *name == self.name);
        let message = message.map_or_else(|| words(self.name), |(_, text)| (*text).to_owned());
        json!({
            "actor": self.actor,
            "client": self.client.show(),
            "device": null,
            "authenticationContext": {
                "authenticationProvider": null,
                "credentialProvider": null,
                "credentialType": null,
                "issuer": null,
                "interface": null,
                "authenticationStep": 0,
                "rootSessionId": self.transaction,
                "externalSessionId": self.transaction,
            },
            "displayMessage": message,
            "eventType": self.name,
            "outcome": { "result": result, "reason": self.failure },
            "published": milliseconds(at),
            "securityContext": {
                "asNumber": null, "asOrg": null, "isp": null, "domain": null, "isProxy": null
            },
            "severity": if self.failure.is_some() { "WARN" } else { "INFO" },
            "debugContext": {
                "debugData": {
                    "requestId": self.transaction, "requestUri": self.uri, "url": self.uri
                }
            },
            "legacyEventType": null,
            "transaction": { "type": "WEB", "id": self.transaction, "detail": {} },
            "uuid": self.uuid,
            "version": "0",
            "request": {
                "ipChain": [{
                    "ip": self.client.ip,
                    "geographicalContext": self.client.geography(),
                    "version": if self.client.ip.contains(':') { "V6" } else { "V4" },
                    "source": null,
                }]
            },
            "target": self.targets,
        })
    }
}

/// An event type as words: `zone.create` reads "Zone create".
fn words(name: &str) -> String {
    let text = name.replace(['.', '_'], " ");
    let mut letters = text.chars();
    let first: String = letters
        .by_ref()
        .take(1)
        .flat_map(char::to_uppercase)
        .collect();
    format!("{first}{}", letters.as_str())
}
