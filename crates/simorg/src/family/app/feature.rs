//! What an application does for provisioning, where its template can.

use serde_json::{Value, json};

use super::{named, path, template, text};
use crate::answer::Answer;
use crate::call::Call;
use crate::refusal::Refusal;
use crate::state::State;
use crate::tree::edit::{Clash, merge};
use crate::tree::rule::View;
use crate::tree::{Document, check, show};

const NAMES: [&str; 2] = ["USER_PROVISIONING", "INBOUND_PROVISIONING"];

/// The application, where it can be provisioned.
fn provisioned(state: &State, call: &Call<'_>) -> Result<Document, Refusal> {
    let app = named(state, call)?;
    let asked = call.value(1);
    if !asked.is_empty() && !NAMES.contains(&asked) {
        return Err(Refusal::not_found(asked, "PublicAppFeatureSetName"));
    }
    if !template::provisions(text(&app, "name")) {
        let cause = "Provisioning is not supported.";
        return Err(Refusal::invalid("feature", cause));
    }
    Ok(app)
}

fn kept(state: &State, app: &Document, name: &str) -> Document {
    let at = format!("{}/features/{name}", path(text(app, "id")));
    if let Some(kept) = state.tree.get(&at) {
        return kept.clone();
    }
    let off = json!({ "status": "DISABLED" });
    let (about, capabilities) = if name == "USER_PROVISIONING" {
        let can = json!({
            "create": { "lifecycleCreate": off },
            "update": {
                "profile": off,
                "lifecycleDeactivate": off,
                "password": { "status": "DISABLED", "seed": "RANDOM", "change": "KEEP_EXISTING" },
            },
        });
        ("How people are written into the application", can)
    } else {
        let can = json!({
            "importSettings": {
                "username": { "usernameFormat": "EMAIL", "usernameExpression": null },
                "schedule": { "status": "DISABLED" },
            },
            "importRules": {
                "userCreateAndMatch": {
                    "exactMatchCriteria": "USERNAME", "allowPartialMatch": false,
                    "autoActivateNewUsers": false, "autoConfirmExactMatch": false,
                    "autoConfirmNewUsers": false, "autoConfirmPartialMatch": false,
                },
            },
        });
        ("How people are read from the application", can)
    };
    let made = json!({
        "name": name, "status": "ENABLED", "description": about, "capabilities": capabilities,
    });
    made.as_object().cloned().unwrap_or_default()
}

fn shown(state: &mut State, call: &Call<'_>, app: &Document, feature: Document) -> Value {
    let at = format!(
        "{}/features/{}",
        path(text(app, "id")),
        text(&feature, "name")
    );
    let mut feature = feature;
    let own = format!("{}{at}", call.base());
    let links = json!({ "self": { "href": own, "hints": { "allow": ["GET", "PUT"] } } });
    feature.insert("_links".to_owned(), links);
    show::shown(state, call, (&at, View::Whole), feature)
}

/// `GET /api/v1/apps/{appId}/features`
pub fn list(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let app = provisioned(state, call)?;
    let mut rows = Vec::new();
    for name in NAMES {
        let feature = kept(state, &app, name);
        rows.push(shown(state, call, &app, feature));
    }
    Ok(Answer::ok(Value::Array(rows)))
}

/// `GET /api/v1/apps/{appId}/features/{featureName}`
pub fn get(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let app = provisioned(state, call)?;
    let feature = kept(state, &app, call.value(1));
    Ok(Answer::ok(shown(state, call, &app, feature)))
}

/// `PUT /api/v1/apps/{appId}/features/{featureName}`: what the body names changes.
pub fn update(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let body = check::body(call)?;
    let app = provisioned(state, call)?;
    let mut feature = kept(state, &app, call.value(1));
    if let Some(Value::Object(capabilities)) = feature.get_mut("capabilities") {
        merge(capabilities, body, Clash::TheNew);
    }
    let at = format!("{}/features/{}", path(text(&app, "id")), call.value(1));
    state.tree.put(&at, feature.clone());
    Ok(Answer::ok(shown(state, call, &app, feature)))
}
