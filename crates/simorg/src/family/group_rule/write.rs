//! Rules that are made, changed, switched and deleted.

use serde_json::{Map, Value, json};

use super::{RULES, follow, group_ids, named, path_of, show, text, texts};
use crate::answer::Answer;
use crate::call::Call;
use crate::clock::whole_seconds;
use crate::expression;
use crate::id;
use crate::look::Look;
use crate::refusal::Refusal;
use crate::schema;
use crate::state::State;
use crate::tree::{Document, member};

const LONGEST_NAME: usize = 50;

/// `POST /api/v1/groups/rules`: new rules rest.
pub fn create(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let body = call.object()?;
    let id = id::random("0pr", &mut state.dice);
    check(state, &body, &id)?;
    for group in group_ids(&body) {
        if !state.directory.groups.contains_key(&group) {
            return Err(Refusal::not_found(&group, "UserGroup"));
        }
    }
    let now = Value::from(whole_seconds(call.now));
    let rule = made(&body, &id, (now.clone(), now));
    let shown = show(&Look::of(state, call), &rule, false);
    state.tree.put(&path_of(&id), rule);
    Ok(Answer::ok(shown))
}

/// `PUT …/{groupRuleId}`: of a resting rule, all but what it does.
pub fn replace(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let before = named(state, call)?;
    let body = call.object()?;
    if text(&before, "status") != "INACTIVE" {
        // A guess: that only resting rules can be changed is documented, the words are not.
        let cause = "Cannot update a Group Rule that is not inactive.";
        return Err(Refusal::invalid("updateRule", cause));
    }
    let id = text(&before, "id").to_owned();
    check(state, &body, &id)?;
    let created = before.get("created").cloned().unwrap_or_default();
    let now = Value::from(whole_seconds(call.now));
    let mut rule = made(&body, &id, (created, now));
    if let Some(actions) = before.get("actions") {
        rule.insert("actions".to_owned(), actions.clone());
    }
    let shown = show(&Look::of(state, call), &rule, false);
    state.tree.put(&path_of(&id), rule);
    Ok(Answer::ok(shown))
}

/// `DELETE …/{groupRuleId}`: whom it put into groups stays there, unless `removeUsers` is asked.
pub fn delete(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let rule = named(state, call)?;
    let id = text(&rule, "id").to_owned();
    if call.query.flag("removeUsers")? == Some(true) {
        follow::undo(state, call, &id);
    }
    state.tree.uproot(&path_of(&id));
    Ok(Answer::json(202, json!({})))
}

/// `POST …/lifecycle/activate`
pub fn activate(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    turn(state, call, "ACTIVE")?;
    follow::follow_rules(state, call, None);
    Ok(Answer::empty(204))
}

/// `POST …/lifecycle/deactivate`: whom it put into groups stays there.
pub fn deactivate(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    turn(state, call, "INACTIVE")?;
    Ok(Answer::empty(204))
}

fn turn(state: &mut State, call: &Call<'_>, status: &str) -> Result<(), Refusal> {
    let mut rule = named(state, call)?;
    if text(&rule, "status") == "INVALID" {
        let cause = "Cannot activate or deactivate a Group Rule with the status INVALID.";
        return Err(Refusal::invalid("updateRuleStatus", cause));
    }
    let path = path_of(text(&rule, "id"));
    rule.insert("status".to_owned(), Value::from(status));
    let now = Value::from(whole_seconds(call.now));
    rule.insert("lastUpdated".to_owned(), now);
    state.tree.put(&path, rule);
    Ok(())
}

fn check(state: &State, body: &Map<String, Value>, id: &str) -> Result<(), Refusal> {
    let name = text(body, "name");
    if name.is_empty() {
        let cause = "name: The field cannot be left blank";
        return Err(Refusal::invalid("name", cause));
    }
    if name.chars().count() > LONGEST_NAME {
        return Err(Refusal::invalid("name", "name: The field is too long"));
    }
    let rules = state.tree.children(RULES);
    let taken =
        |(_, rule): &(&str, &Document)| text(rule, "id") != id && text(rule, "name") == name;
    if rules.iter().any(taken) {
        let cause = "name: An object with this field already exists in the current organization";
        return Err(Refusal::invalid("name", cause));
    }
    // Only these two kinds exist; the words of the refusals are guesses.
    if text(body, "type") != "group_rule" {
        return Err(Refusal::invalid("type", "type: must be group_rule"));
    }
    if group_ids(body).is_empty() {
        let cause = "groupIds: The field cannot be left blank";
        return Err(Refusal::invalid("groupIds", cause));
    }
    expresses(state, text(body, "conditions.expression.value"))
}

/// Whether a text is an expression about attributes that there are.
fn expresses(state: &State, value: &str) -> Result<(), Refusal> {
    let invalid = |cause: String| {
        Refusal::invalid("validateRule", cause).because("conditions: Invalid expression")
    };
    let Some(read) = expression::parse(value) else {
        return Err(invalid(format!("Invalid expression syntax {value}")));
    };
    let unknown = read.attributes().into_iter().find(|name| {
        !["id", "status", "profile"].contains(name) && !schema::anybody_has(&state.tree, name)
    });
    match unknown {
        // The words are a guess.
        Some(name) => Err(invalid(format!(
            "Invalid property {name} in expression {value}"
        ))),
        None => Ok(()),
    }
}

/// A rule as it is kept, in the recorded order of keys.
fn made(body: &Map<String, Value>, id: &str, (created, updated): (Value, Value)) -> Document {
    let mut conditions = Map::new();
    if member(body, "conditions.people").is_some_and(Value::is_object) {
        let excluded = |what: &str| texts(body, &format!("conditions.people.{what}.exclude"));
        let people = json!({
            "users": { "exclude": excluded("users") },
            "groups": { "exclude": excluded("groups") },
        });
        conditions.insert("people".to_owned(), people);
    }
    let expression = json!({
        "value": text(body, "conditions.expression.value"),
        "type": "urn:okta:expression:1.0",
    });
    conditions.insert("expression".to_owned(), expression);
    let rule = json!({
        "type": "group_rule",
        "id": id,
        "status": "INACTIVE",
        "name": text(body, "name"),
        "created": created,
        "lastUpdated": updated,
        "conditions": conditions,
        "actions": { "assignUserToGroups": { "groupIds": group_ids(body) } },
        "allGroupsValid": true,
    });
    rule.as_object().cloned().unwrap_or_default()
}
