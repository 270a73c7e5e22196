//! One person, and how much of a person is asked for.

use serde_json::{Map, Value, json};

use crate::answer::Answer;
use crate::call::Call;
use crate::look::Look;
use crate::refusal::Refusal;
use crate::state::State;

/// `GET /api/v1/users/{id}`: by id, login, or a short login that only one person has.
pub fn get_user(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let user = super::named(&state.directory, call)?;
    let look = Look::of(state, call);
    let version = user.version(&look);
    let mut shown = user.whole(&look);
    let expands = |word: &str| {
        let words = call.query.get("expand").unwrap_or_default();
        words.split(',').any(|asked| asked.trim() == word)
    };
    if expands("blocks") {
        // Nobody is blocked from unknown devices here.
        shown["_embedded"] = json!({ "blocks": [] });
    }
    Ok(Answer::ok(asked_for(call, shown)).with("etag", version))
}

/// What a request wants of a person: the members that `fields` names
/// (`status,profile:(firstName,city)`), and no credentials or links to them where the content type says so
/// (`okta-response=omitCredentials,omitCredentialsLinks`). The id and the links are always there.
pub fn asked_for(call: &Call<'_>, shown: Value) -> Value {
    let Value::Object(mut shown) = shown else {
        return shown;
    };
    let kind = call.arrival.header("content-type").unwrap_or_default();
    let omits = |word: &str| {
        let words = kind
            .split_once("okta-response=")
            .map_or("", |(_, words)| words);
        words
            .split([',', ';'])
            .any(|omitted| omitted.trim().trim_matches('"') == word)
    };
    if omits("omitCredentials") {
        shown.shift_remove("credentials");
    }
    if omits("omitCredentialsLinks")
        && let Some(Value::Object(links)) = shown.get_mut("_links")
    {
        let leads = |link: &Value| {
            link["href"]
                .as_str()
                .is_some_and(|href| href.contains("/credentials/"))
        };
        links.retain(|name, link| !leads(link) && !name.ends_with("Password"));
    }
    if let Some(fields) = call.query.get("fields") {
        shown = chosen(fields, shown);
    }
    Value::Object(shown)
}

fn chosen(fields: &str, shown: Map<String, Value>) -> Map<String, Value> {
    let (plain, within) = match fields.split_once("profile:(") {
        None => (fields.to_owned(), None),
        Some((before, rest)) => {
            let (within, after) = rest.split_once(')').unwrap_or((rest, ""));
            (format!("{before}{after}"), Some(within))
        }
    };
    let is_in = |list: &str, name: &str| list.split(',').any(|asked| asked.trim() == name);
    let mut made = Map::new();
    for (name, value) in shown {
        match (name.as_str(), value, within) {
            ("profile", Value::Object(mut profile), Some(within)) => {
                profile.retain(|name, _| is_in(within, name));
                made.insert(name, Value::Object(profile));
            }
            (known, value, _) if ["id", "_links"].contains(&known) || is_in(&plain, known) => {
                made.insert(name, value);
            }
            _ => {}
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_members_that_are_named_are_shown() {
        let user = json!({
            "id": "1", "status": "ACTIVE", "created": "x",
            "profile": { "firstName": "Ada", "city": "London" }, "_links": {},
        });
        let Value::Object(user) = user else { return };
        let seen = Value::Object(chosen("status,profile:(city)", user));
        let due = json!({
            "id": "1", "status": "ACTIVE", "profile": { "city": "London" }, "_links": {},
        });
        assert_eq!(seen, due);
    }
}
