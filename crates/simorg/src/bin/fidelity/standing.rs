//! Whether an exchange can be compared: whether simorg could know every id in it.
//!
//! This is a property of the recording alone: nothing that simorg answers changes it.

use serde_json::Value;

use super::cassette::Exchange;
use super::known::{Known, each_text};
use super::rebuild;
use super::table::Route;
use super::token::{is_id, is_object_id, is_okta_id, without_host, words};

/// Where an exchange stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Every id came from a write of the cassette, or is an organisation's own.
    Comparable,
    /// No operation of the catalogue answers that method and path.
    Outside,
    /// It cannot be compared, because of that id.
    Not(Reason, String),
}

/// Why an exchange cannot be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// An id in the path was never seen before.
    PathUnknown,
    /// An id in the path came from a read: a thing that was there before the recording.
    PathRead,
    /// An id in the body was never seen before.
    BodyUnknown,
    /// An id in the body came from a read.
    BodyRead,
    /// The recorder lost the body that the operation requires.
    BodyLost,
    /// The recording holds no proof of who asked: a client assertion was blacked out.
    Redacted,
}

impl Reason {
    /// Its name in the figures.
    pub fn name(self) -> &'static str {
        match self {
            Self::PathUnknown => "id in path never seen",
            Self::PathRead => "id in path only read",
            Self::BodyUnknown => "id in body never seen",
            Self::BodyRead => "id in body only read",
            Self::BodyLost => "body not recorded",
            Self::Redacted => "credential blacked out",
        }
    }
}

/// Values that mean the same in every organisation.
const WORDS: [&str; 2] = ["default", "me"];

/// Where an exchange stands, by what is known before it.
pub fn of(exchange: &Exchange, route: Option<&Route>, known: &Known) -> Standing {
    let Some(route) = route else {
        return Standing::Outside;
    };
    let foreign = |(name, value): &&(&'static str, String)| !is_known(name, value, known);
    if let Some((_, id)) = route.values.iter().find(foreign) {
        let reason = if known.read(id) {
            Reason::PathRead
        } else {
            Reason::PathUnknown
        };
        return Standing::Not(reason, id.clone());
    }
    if rebuild::is_lost(exchange, route.operation) {
        return Standing::Not(Reason::BodyLost, String::new());
    }
    let Some(body) = &exchange.sent else {
        return Standing::Comparable;
    };
    if is_redacted(body) {
        return Standing::Not(Reason::Redacted, String::new());
    }
    match foreign_id(body, known) {
        Some(id) if known.read(&id) => Standing::Not(Reason::BodyRead, id),
        Some(id) => Standing::Not(Reason::BodyUnknown, id),
        None => Standing::Comparable,
    }
}

/// Whether simorg could know what a placeholder's value names.
fn is_known(name: &str, value: &str, known: &Known) -> bool {
    let names_a_thing = name.contains("Id") || matches!(name, "id" | "kid");
    let is_name = !names_a_thing && !is_id(value);
    is_name || WORDS.contains(&value) || known.has(value) || known.named(value)
}

/// An id in the body that neither came from a write nor is an organisation's own.
fn foreign_id(body: &Value, known: &Known) -> Option<String> {
    let mut foreign = None;
    each_text(body, &mut |text| {
        let inside = words(without_host(text)).filter(|word| is_okta_id(word));
        let whole = Some(text).filter(|text| is_object_id(text));
        let mut ids = inside.chain(whole).filter(|id| !known.has(id));
        if foreign.is_none() {
            foreign = ids.next().map(str::to_owned);
        }
    });
    foreign
}

/// Whether the request proves who it is with something that the recording does not hold.
fn is_redacted(body: &Value) -> bool {
    match body {
        Value::String(form) => form.contains("client_assertion"),
        body => body.get("client_assertion").is_some(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::table::Table;

    const MADE: &str = "00gaaaaaaaaaaaaaaaa1";
    const FOREIGN: &str = "00gaaaaaaaaaaaaaaaa2";

    fn exchange(method: &str, path: &str, sent: Value, body: Value) -> Exchange {
        Exchange {
            seq: 0,
            at: None,
            method: method.to_owned(),
            host: "a.okta.com".to_owned(),
            path: path.to_owned(),
            query: String::new(),
            content_type: None,
            sent: Some(sent).filter(|sent| !sent.is_null()),
            status: 200,
            headers: Vec::new(),
            body: Some(body),
        }
    }

    /// Plays the exchanges and tells where the last one stands.
    fn last(exchanges: &[Exchange]) -> Standing {
        let table = Table::new();
        let mut known = Known::default();
        let mut standing = Standing::Outside;
        for exchange in exchanges {
            let route = table.find(&exchange.method, &exchange.path);
            standing = of(exchange, route.as_ref(), &known);
            known.ask(exchange);
            known.learn(exchange, route.map(|route| route.operation));
        }
        standing
    }

    fn get(path: &str) -> Exchange {
        exchange("GET", path, Value::Null, json!({}))
    }

    fn create() -> Exchange {
        let sent = json!({"profile": {"name": "a"}});
        exchange("POST", "/api/v1/groups", sent, json!({"id": MADE}))
    }

    #[test]
    fn what_the_cassette_made_can_be_compared() {
        let path = format!("/api/v1/groups/{MADE}");
        assert_eq!(last(&[create(), get(&path)]), Standing::Comparable);
        let before = Standing::Not(Reason::PathUnknown, MADE.to_owned());
        assert_eq!(
            last(&[get(&path), create(), get("/api/v1/x")]),
            Standing::Outside
        );
        assert_eq!(last(&[get(&path)]), before);
    }

    #[test]
    fn an_id_that_a_request_brought_was_not_made_by_it() {
        let path = format!("/api/v1/groups/{FOREIGN}");
        let renamed = exchange("PUT", &path, json!({}), json!({"id": FOREIGN}));
        let unknown = Standing::Not(Reason::PathUnknown, FOREIGN.to_owned());
        assert_eq!(last(&[renamed, get(&path)]), unknown);
    }

    #[test]
    fn what_was_there_before_is_only_read() {
        let list = json!([{"id": FOREIGN, "type": "OKTA_GROUP"}, {"id": MADE, "type": "BUILT_IN"}]);
        let list = || exchange("GET", "/api/v1/groups", Value::Null, list.clone());
        let foreign = get(&format!("/api/v1/groups/{FOREIGN}"));
        let read = Standing::Not(Reason::PathRead, FOREIGN.to_owned());
        assert_eq!(last(&[list(), foreign]), read);
        let everyone = get(&format!("/api/v1/groups/{MADE}"));
        assert_eq!(last(&[list(), everyone]), Standing::Comparable);
    }

    #[test]
    fn ids_in_a_body_count_wherever_they_stand() {
        let rule = |id: &str| {
            let value = format!("isMemberOfAnyGroup(\"{id}\")");
            exchange(
                "POST",
                "/api/v1/groups/rules",
                json!({"value": value}),
                json!({}),
            )
        };
        assert_eq!(last(&[create(), rule(MADE)]), Standing::Comparable);
        let unknown = Standing::Not(Reason::BodyUnknown, FOREIGN.to_owned());
        assert_eq!(last(&[create(), rule(FOREIGN)]), unknown);
    }

    #[test]
    fn words_are_the_same_everywhere() {
        assert_eq!(last(&[get("/api/v1/users/me")]), Standing::Comparable);
        assert_eq!(
            last(&[get("/api/v1/meta/schemas/user/default")]),
            Standing::Comparable
        );
        let login = Standing::Not(Reason::PathUnknown, "ada".to_owned());
        assert_eq!(last(&[get("/api/v1/users/ada")]), login);
    }

    #[test]
    fn a_blacked_out_assertion_proves_nothing() {
        let sent = json!("grant_type=client_credentials&client_assertion=REDACTED");
        let token = exchange("POST", "/oauth2/v1/token", sent, json!({}));
        assert!(matches!(last(&[token]), Standing::Not(Reason::Redacted, _)));
    }
}
