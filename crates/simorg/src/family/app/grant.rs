//! The scopes that an application was granted.

use serde_json::{Value, json};

use super::{named, path, text};
use crate::answer::Answer;
use crate::call::Call;
use crate::clock::whole_seconds;
use crate::id;
use crate::refusal::Refusal;
use crate::role::Assignee;
use crate::role::assign::Holder;
use crate::state::State;
use crate::tree::rule::View;
use crate::tree::{self, Document, check, show};

/// `POST /api/v1/apps/{appId}/grants`
pub fn create(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let app = named(state, call)?;
    let body = check::body(call)?;
    for name in ["scopeId", "issuer"] {
        if text(&body, name).is_empty() {
            let cause = format!("{name}: The field cannot be left blank");
            return Err(Refusal::invalid(name, cause));
        }
    }
    let collection = format!("{}/grants", path(text(&app, "id")));
    let held = state.tree.children(&collection);
    let held = held
        .into_iter()
        .find(|(_, held)| text(held, "scopeId") == text(&body, "scopeId"))
        .map(|(at, _)| at.to_owned());
    let at = held.unwrap_or_else(|| {
        let id = id::random("oag", &mut state.dice);
        format!("{collection}/{id}")
    });
    let id = at.rsplit_once('/').map_or("", |(_, id)| id);
    let now = whole_seconds(call.now);
    let grant = json!({
        "id": id,
        "status": "ACTIVE",
        "created": now,
        "createdBy": { "id": state.owner(), "type": "User" },
        "lastUpdated": now,
        "issuer": text(&body, "issuer"),
        "clientId": text(&app, "credentials.oauthClient.client_id"),
        "scopeId": text(&body, "scopeId"),
        "source": "ADMIN",
    });
    let grant = grant.as_object().cloned().unwrap_or_default();
    state.tree.put(&at, grant.clone());
    privilege(state, call, &app);
    let scope = Value::from(text(&body, "scopeId"));
    let mut shown = show::shown(state, call, (&at, View::Created), grant);
    if let Some(shown) = shown.as_object_mut() {
        shown.insert("_embedded".to_owned(), json!({ "scope": { "id": scope } }));
    }
    titled(&mut shown, text(&app, "label"));
    Ok(Answer::ok(shown))
}

/// Where the organisation's setting says so, an app without a role becomes a super administrator as it is
/// granted its first scope.
fn privilege(state: &mut State, call: &Call<'_>, app: &Document) {
    let setting = state
        .tree
        .get("/api/v1/org/settings/clientPrivilegesSetting");
    let on = setting.and_then(|setting| setting.get("clientPrivilegesSetting"));
    let client = text(app, "credentials.oauthClient.client_id");
    let is_service = text(app, "settings.oauthClient.application_type") == "service";
    let roles = crate::role::assign::of_client(state, client);
    if on != Some(&Value::Bool(true)) || !is_service || !roles.is_empty() {
        return;
    }
    let holder = Holder {
        to: Assignee::Client,
        id: client.to_owned(),
    };
    // Nobody has the role already, so that it can be given.
    let _ = crate::role::assign::give(state, call, &holder, ("SUPER_ADMIN", None));
}

/// `GET /api/v1/apps/{appId}/grants` and one of them.
pub fn read(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let app = named(state, call)?;
    let mut answer = tree::answer(state, call)?;
    match &mut answer.body {
        Some(Value::Array(rows)) => rows
            .iter_mut()
            .for_each(|row| titled(row, text(&app, "label"))),
        Some(row) => titled(row, text(&app, "label")),
        None => {}
    }
    Ok(answer)
}

/// The links to the application have its label.
fn titled(shown: &mut Value, label: &str) {
    for link in ["app", "client"] {
        let link = shown.pointer_mut(&format!("/_links/{link}"));
        if let Some(Value::Object(link)) = link {
            link.insert("title".to_owned(), Value::from(label));
        }
    }
}
