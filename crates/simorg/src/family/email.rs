//! Customizations of email templates: exactly one of them is the default.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::call::Call;
use crate::refusal::Refusal;
use crate::state::{Handler, State};
use crate::tree;

/// What this module answers.
pub const HANDLERS: &[(&str, Handler)] = &[
    ("createEmailCustomization", create),
    ("replaceEmailCustomization", replace),
    ("deleteEmailCustomization", delete),
    ("getEmailTemplate", expanded),
    ("listEmailTemplates", expanded),
];

fn collection(call: &Call<'_>) -> String {
    let (brand, template) = (call.value(0), call.value(1));
    format!("/api/v1/brands/{brand}/templates/email/{template}/customizations")
}

/// The path of the default among the customizations.
fn default(state: &State, collection: &str) -> Option<String> {
    let all = state.tree.children(collection);
    all.into_iter()
        .find(|(_, held)| held.get("isDefault") == Some(&Value::Bool(true)))
        .map(|(path, _)| path.to_owned())
}

fn make_default(state: &mut State, collection: &str, path: &str) {
    if let Some(old) = default(state, collection)
        && let Some(old) = state.tree.get_mut(&old)
    {
        old.insert("isDefault".to_owned(), json!(false));
    }
    if let Some(new) = state.tree.get_mut(path) {
        new.insert("isDefault".to_owned(), json!(true));
    }
}

/// The first customization becomes the default, whatever it says.
fn create(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let collection = collection(call);
    let asked = call.object()?.get("isDefault") == Some(&Value::Bool(true));
    let is_first = default(state, &collection).is_none();
    if asked && !is_first {
        let summary = "A default email template customization already exists.";
        return Err(Refusal::new(409, "E0000182", summary));
    }
    let mut answer = tree::answer(state, call)?;
    if let Some(body) = answer.body.as_mut().filter(|_| is_first) {
        let id = body.get("id").and_then(Value::as_str).unwrap_or_default();
        make_default(state, &collection, &format!("{collection}/{id}"));
        set_default(body, true);
    }
    Ok(answer)
}

fn set_default(body: &mut Value, is_default: bool) {
    if let Some(body) = body.as_object_mut() {
        body.insert("isDefault".to_owned(), json!(is_default));
    }
}

/// Another may become the default; the default itself cannot stop being it.
fn replace(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let collection = collection(call);
    let path = format!("{collection}/{}", call.value(2));
    let was = default(state, &collection).is_some_and(|held| held == path);
    let asked = call.object()?.get("isDefault").and_then(Value::as_bool);
    if was && asked == Some(false) {
        let summary = "The isDefault parameter of the default email template customization can't be set to false.";
        return Err(Refusal::new(409, "E0000185", summary));
    }
    let mut answer = tree::answer(state, call)?;
    let is = was || asked == Some(true);
    if is {
        make_default(state, &collection, &path);
    }
    if let Some(body) = &mut answer.body {
        set_default(body, is);
    }
    Ok(answer)
}

/// One that is not there is deleted without a word (recorded so); the default goes last.
fn delete(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let collection = collection(call);
    let path = format!("{collection}/{}", call.value(2));
    let others = state.tree.children(&collection).len() > 1;
    let is_default = default(state, &collection).is_some_and(|held| held == path);
    if is_default && others {
        let summary = "A default email template customization can't be deleted.";
        return Err(Refusal::new(409, "E0000184", summary));
    }
    state.tree.uproot(&path);
    Ok(Answer::empty(204))
}

/// Templates with what `expand` asks for.
fn expanded(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let mut answer = tree::answer(state, call)?;
    let pairs = call.query.pairs().iter();
    let asked: Vec<&str> = pairs
        .filter(|(name, _)| name == "expand")
        .flat_map(|(_, value)| value.split(','))
        .collect();
    let rows: Vec<&mut Value> = match &mut answer.body {
        Some(Value::Array(rows)) => rows.iter_mut().collect(),
        Some(body) => vec![body],
        None => Vec::new(),
    };
    for row in rows.into_iter().filter(|_| !asked.is_empty()) {
        embed(state, call, &asked, row);
    }
    Ok(answer)
}

fn embed(state: &State, call: &Call<'_>, asked: &[&str], row: &mut Value) {
    let name = row.get("name").and_then(Value::as_str).unwrap_or_default();
    let place = format!("/api/v1/brands/{}/templates/email/{name}", call.value(0));
    let mut embedded = json!({});
    if asked.contains(&"settings") {
        let held = state.tree.get(&format!("{place}/settings"));
        let recipients = held.and_then(|held| held.get("recipients").cloned());
        let base = call.base();
        embedded["settings"] = json!({
            "recipients": recipients.unwrap_or_else(|| json!("ALL_USERS")),
            "_links": {
                "template": { "href": format!("{base}{place}"), "hints": { "allow": ["GET"] } },
                "self": { "href": format!("{base}{place}/settings"), "hints": { "allow": ["GET", "PUT"] } },
            },
        });
    }
    if asked.contains(&"customizationCount") {
        let count = state
            .tree
            .children(&format!("{place}/customizations"))
            .len();
        embedded["customizationCount"] = json!(count);
    }
    if let Some(row) = row.as_object_mut() {
        row.insert("_embedded".to_owned(), embedded);
    }
}
