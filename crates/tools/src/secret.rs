//! Secrets as arguments: never their text, only where they come from.
//!
//! `{"$secret": "generate"}` is made up when the request is sent and kept for a person;
//! `{"$secret": "file:NAME"}` is read from the folder for files; `{"$secret": "ask"}` is typed by a
//! person, unseen by any model.

use operations::Request;
use serde_json::{Value, json};

use crate::quote::quote;
use crate::withhold::{self, holds_placeholder, is_secret};

/// The member that marks where a secret comes from.
const MARK: &str = "$secret";
/// What stands in for a secret while the rest of a body is checked: long, and of every kind of letter.
const STAND_IN: &str = "Stand-in-0-for-a-secret";

/// Where a secret comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A person types it.
    Ask,
    /// It is made up.
    Generate,
    /// It is in a file of that name.
    File(String),
}

/// A secret that a body wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Where it stands: a JSON pointer (RFC 6901).
    pub place: String,
    /// Where it comes from.
    pub source: Source,
}

/// The secrets that a body wants, in the order in which they stand.
pub fn wanted(body: &Value) -> Vec<Wanted> {
    let mut found = Vec::new();
    find(body, "", &mut |place, _, mark| {
        if let Some(source) = source(mark) {
            let place = place.to_owned();
            found.push(Wanted { place, source });
        }
    });
    found
}

/// Whether a request wants secrets, which no journal keeps.
pub fn is_wanted_by(request: &Request) -> bool {
    request.json().is_some_and(|body| !wanted(body).is_empty())
}

/// What is wrong with the secrets of a body: one in plain text, one that was withheld, a mark that is none,
/// or one where no secret stands.
pub fn faults(argument: &str, body: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    if holds_placeholder(body) {
        faults.push(format!(
            "`{argument}` holds {{\"secret\": \"withheld\"}}: leave that member out, or Okta would take the placeholder for the secret"
        ));
    }
    find(body, "", &mut |place, parent, mark| {
        let field = place.trim_start_matches('/').replace('/', ".");
        let name = field.rsplit('.').next().unwrap_or_default();
        if source(mark).is_none() {
            faults.push(format!(
                "`{argument}.{field}`: $secret is \"ask\", \"generate\" or \"file:NAME\", not {}",
                quote(&mark.to_string())
            ));
        } else if !is_secret(name, parent) {
            faults.push(format!("`{argument}.{field}` holds no secret"));
        }
    });
    let without = stood_in(body);
    let mut shown = without.clone();
    withhold::secrets(&mut shown);
    let mut plain = Vec::new();
    differ(&without, &shown, "", &mut plain);
    faults.extend(plain.iter().filter(|(_, text)| text != STAND_IN).map(|(place, _)| {
        format!(
            "`{argument}.{place}` is a secret in plain text, which no tool takes: write {{\"$secret\": \"generate\"}}, {{\"$secret\": \"ask\"}} or {{\"$secret\": \"file:NAME\"}}"
        )
    }));
    faults
}

/// The body with something harmless where secrets will be, for checking the rest.
pub fn stood_in(body: &Value) -> Value {
    let mut copy = body.clone();
    for wanted in wanted(body) {
        if let Some(member) = copy.pointer_mut(&wanted.place) {
            *member = json!(STAND_IN);
        }
    }
    copy
}

/// The request with its secrets in it: what `texts` gives, in the order of [`wanted`].
pub fn filled(request: &Request, texts: &[String]) -> Request {
    let Some(body) = request.json() else {
        return request.clone();
    };
    let mut whole = body.clone();
    for (wanted, text) in wanted(body).iter().zip(texts) {
        if let Some(member) = whole.pointer_mut(&wanted.place) {
            *member = json!(text);
        }
    }
    request.clone().body(whole)
}

/// A body whose secrets are marked to be made up: what an example shows. A secret with parts (a hashed
/// password) is left out.
pub fn marked(body: &Value) -> Value {
    let mut shown = body.clone();
    withhold::secrets(&mut shown);
    mark(&mut shown, body);
    shown
}

fn mark(shown: &mut Value, body: &Value) {
    match shown {
        Value::Object(members) => {
            members.retain(|name, member| !is_withheld(member) || !body[name].is_object());
            for (name, member) in members.iter_mut() {
                if is_withheld(member) {
                    *member = json!({MARK: "generate"});
                } else {
                    mark(member, &body[name]);
                }
            }
        }
        Value::Array(items) => {
            for (number, item) in items.iter_mut().enumerate() {
                mark(item, &body[number]);
            }
        }
        _ => {}
    }
}

fn is_withheld(member: &Value) -> bool {
    member.get("secret") == Some(&json!("withheld"))
}

fn source(mark: &Value) -> Option<Source> {
    match mark.as_str()? {
        "ask" => Some(Source::Ask),
        "generate" => Some(Source::Generate),
        text => {
            let name = text.strip_prefix("file:")?;
            (!name.is_empty()).then(|| Source::File(name.to_owned()))
        }
    }
}

/// Shows every mark: its place, the name of the member around it, and what it says.
fn find(value: &Value, at: &str, visit: &mut dyn FnMut(&str, &str, &Value)) {
    match value {
        Value::Object(members) => {
            if let (1, Some(mark)) = (members.len(), members.get(MARK)) {
                let mut names = at.rsplit('/').skip(1);
                visit(at, names.next().unwrap_or_default(), mark);
                return;
            }
            for (name, member) in members {
                let name = name.replace('~', "~0").replace('/', "~1");
                find(member, &format!("{at}/{name}"), visit);
            }
        }
        Value::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                find(item, &format!("{at}/{number}"), visit);
            }
        }
        _ => {}
    }
}

/// Where a body differs from what is shown of it: the places of its secrets, and their texts.
fn differ(body: &Value, shown: &Value, at: &str, found: &mut Vec<(String, String)>) {
    let inside = |name: &str| {
        if at.is_empty() {
            name.to_owned()
        } else {
            format!("{at}.{name}")
        }
    };
    match (body, shown) {
        (Value::Object(one), Value::Object(other)) => {
            for (name, member) in one {
                differ(
                    member,
                    other.get(name).unwrap_or(&Value::Null),
                    &inside(name),
                    found,
                );
            }
        }
        (Value::Array(one), Value::Array(other)) => {
            for (number, (item, shown)) in one.iter().zip(other).enumerate() {
                differ(item, shown, &inside(&number.to_string()), found);
            }
        }
        (body, shown) if body != shown => {
            found.push((at.to_owned(), body.as_str().unwrap_or_default().to_owned()));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_named_by_where_it_comes_from() {
        let body = json!({
            "profile": {"login": "nora"},
            "credentials": {"password": {"value": {"$secret": "generate"}},
                "recovery_question": {"question": "q", "answer": {"$secret": "file:answer.txt"}}},
        });
        assert_eq!(faults("body", &body), Vec::<String>::new());
        let places: Vec<Wanted> = wanted(&body);
        assert_eq!(places[0].place, "/credentials/password/value");
        assert_eq!(places[1].source, Source::File("answer.txt".to_owned()));
        let request = operations::op::create_user().body(body);
        let texts = ["one".to_owned(), "two".to_owned()];
        let sent = filled(&request, &texts);
        let sent = sent.json().unwrap();
        assert_eq!(sent["credentials"]["password"]["value"], "one");
        assert_eq!(sent["credentials"]["recovery_question"]["answer"], "two");
    }

    #[test]
    fn what_is_no_mark_or_stands_elsewhere_or_is_plain_is_refused() {
        for (body, said) in [
            (
                json!({"credentials": {"password": {"value": "hunter2"}}}),
                "plain text",
            ),
            (json!({"client_secret": "hunter2"}), "plain text"),
            (
                json!({"client_secret": {"$secret": "please"}}),
                "$secret is",
            ),
            (json!({"client_secret": {"$secret": "file:"}}), "$secret is"),
            (json!({"name": {"$secret": "generate"}}), "holds no secret"),
            (
                json!({"client_secret": {"secret": "withheld"}}),
                "placeholder",
            ),
        ] {
            let faults = faults("body", &body);
            assert!(
                faults.iter().any(|fault| fault.contains(said)),
                "{body}: {faults:?}"
            );
            assert!(!faults.concat().contains("hunter2"), "{faults:?}");
        }
    }
}
