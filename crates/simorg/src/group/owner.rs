//! Who owns a group: people and other groups.

use serde_json::{Value, json};

use super::named;
use crate::answer::Answer;
use crate::call::Call;
use crate::refusal::Refusal;
use crate::state::State;
use crate::tree::Document;
use crate::user::User;

/// `GET /api/v1/groups/{groupId}/owners`
pub fn list_owners(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let group = named(&state.directory, call)?.id.clone();
    let rows = state.tree.children(&collection(&group));
    let rows = rows
        .into_iter()
        .map(|(_, document)| Value::Object(document.clone()));
    Ok(Answer::ok(rows.collect()))
}

/// `POST /api/v1/groups/{groupId}/owners`
pub fn assign_owner(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let group_id = named(&state.directory, call)?.id.clone();
    let body = call.object()?;
    let word = |name: &str| {
        let value = body.get(name).and_then(Value::as_str);
        value.unwrap_or_default().to_owned()
    };
    let (id, kind) = (word("id"), word("type"));
    let directory = &state.directory;
    let name = match kind.as_str() {
        "USER" => directory.users.get(&id).map(User::name),
        "GROUP" => directory
            .groups
            .get(&id)
            .map(|group| group.name().to_owned()),
        _ => {
            let cause = "type: must be USER or GROUP";
            return Err(Refusal::invalid("type", cause));
        }
    };
    let noun = if kind == "USER" { "User" } else { "UserGroup" };
    let name = name.ok_or_else(|| Refusal::not_found(&id, noun))?;
    let path = format!("{}/{id}", collection(&group_id));
    if state.tree.has(&path) {
        let cause = "Provided owner is already assigned to this group";
        return Err(Refusal::invalid("owner", cause));
    }
    let mut owner = json!({
        "id": id, "type": kind, "resolved": true, "originId": null,
        "originType": "OKTA_DIRECTORY", "displayName": name,
        "lastUpdated": call.now.strftime("%Y-%m-%d %H:%M:%S.0").to_string(),
    });
    state.tree.put(
        &path,
        owner.as_object().cloned().unwrap_or_else(Document::new),
    );
    // The answer to the assignment tells the time in another form than the list does.
    let time = call.now.strftime("%a %b %d %H:%M:%S UTC %Y").to_string();
    owner["lastUpdated"] = Value::from(time);
    Ok(Answer::json(201, owner))
}

/// `DELETE /api/v1/groups/{groupId}/owners/{ownerId}`
pub fn delete_owner(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let group_id = named(&state.directory, call)?.id.clone();
    let id = call.value(1);
    let path = format!("{}/{id}", collection(&group_id));
    if state.tree.uproot(&path).is_none() {
        return Err(Refusal::not_found(id, "LinkedObject"));
    }
    Ok(Answer::empty(204))
}

/// Takes a person or a group who is gone from all that they owned.
pub fn forget(state: &mut State, owner: &str) {
    let groups: Vec<String> = state.directory.groups.keys().cloned().collect();
    for group in groups {
        state
            .tree
            .uproot(&format!("{}/{owner}", collection(&group)));
    }
}

fn collection(group: &str) -> String {
    format!("/api/v1/groups/{group}/owners")
}
