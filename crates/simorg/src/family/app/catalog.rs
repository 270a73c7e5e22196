//! The catalogue of apps: `GET /api/v1/catalog/apps`, which Okta's descriptions leave out.
//!
//! Rows are as the targets of roles show them in recordings. How the list is paged, searched and refused
//! is a guess.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::template;
use crate::answer::Answer;
use crate::call::Call;
use crate::page::Size;
use crate::refusal::Refusal;
use crate::state::State;

const SIZE: Size = Size {
    default: 20,
    most: 200,
};

/// A page of the catalogue, by name. The cursor is the last name; Okta sends no `Link` header here.
pub fn list(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let limit = SIZE.of(call)?;
    let asked = call.query.get("q").unwrap_or_default().to_lowercase();
    let after = call.query.get("after").unwrap_or_default();
    let rows = names(state)
        .into_iter()
        .filter(|name| name.as_str() > after && name.contains(&asked))
        .take(limit);
    let rows = rows.map(|name| show(call.base(), &name));
    Ok(Answer::ok(rows.collect()))
}

/// An app of the catalogue.
pub fn get(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let name = call.value(0);
    if !names(state).iter().any(|known| known == name) {
        return Err(Refusal::not_found(name, "CatalogApp"));
    }
    Ok(Answer::ok(show(call.base(), name)))
}

/// The names of the templates that the organisation knows, and of those that its apps are made from.
fn names(state: &State) -> BTreeSet<String> {
    let mut names: BTreeSet<String> = template::names().map(str::to_owned).collect();
    for (_, app) in state.tree.children("/api/v1/apps") {
        let name = app.get("name").and_then(Value::as_str);
        names.extend(name.map(str::to_owned));
    }
    names
}

/// An app of the catalogue as it is shown; of most, the name is all that is known.
pub fn show(base: &str, name: &str) -> Value {
    json!({
        "name": name,
        "displayName": name,
        "description": name,
        "status": "ACTIVE",
        "lastUpdated": "2021-03-18T17:37:56.000Z",
        "category": "OTHER",
        "verificationStatus": "OKTA_VERIFIED",
        "website": format!("https://{name}.example/"),
        "signOnModes": ["BROWSER_PLUGIN"],
        "_links": {
            "logo": [{
                "name": "medium",
                "href": format!("{base}/assets/img/logos/{name}.png"),
                "type": "image/png",
            }],
            "self": { "href": format!("{base}/api/v1/catalog/apps/{name}") },
        },
    })
}
