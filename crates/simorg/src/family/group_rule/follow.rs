//! What the rules do: people come into groups, and leave them when they are no longer meant.

use serde_json::{Value, json};

use super::{RULES, group_ids, path_of, text, texts};
use crate::call::Call;
use crate::clock::whole_seconds;
use crate::expression::{self, Expression, Person};
use crate::state::State;
use crate::tree::{Document, segment};
use crate::user::Status;

/// A rule may ask for groups that another fills. A circle of rules must end somewhere.
const ROUNDS: usize = 5;

/// Does what the active rules say, for one person or for all.
pub fn follow_rules(state: &mut State, call: &Call<'_>, only: Option<&str>) {
    invalidate(state, call);
    for _ in 0..ROUNDS {
        let moves = due(state, only);
        if moves.is_empty() {
            break;
        }
        for due in moves {
            carry_out(state, call, &due);
        }
    }
}

/// Somebody who comes into a group, or leaves it, by a rule.
struct Move {
    rule: String,
    group: String,
    user: String,
    comes: bool,
}

/// A rule is spoilt by the loss of a group that it fills. Okta takes a second to see it.
fn invalidate(state: &mut State, call: &Call<'_>) {
    let groups = &state.directory.groups;
    let spoilt: Vec<String> = state
        .tree
        .children(RULES)
        .into_iter()
        .filter(|(_, rule)| text(rule, "status") != "INVALID")
        .filter(|(_, rule)| group_ids(rule).iter().any(|id| !groups.contains_key(id)))
        .map(|(path, _)| path.to_owned())
        .collect();
    for path in spoilt {
        if let Some(rule) = state.tree.get_mut(&path) {
            rule.insert("status".to_owned(), Value::from("INVALID"));
            rule.insert("allGroupsValid".to_owned(), Value::from(false));
            let now = Value::from(whole_seconds(call.now));
            rule.insert("lastUpdated".to_owned(), now);
        }
        state.note(call, "group.user_membership.rule.invalidate", &[]);
    }
}

fn due(state: &State, only: Option<&str>) -> Vec<Move> {
    let rules = state.tree.children(RULES);
    let active = rules
        .into_iter()
        .map(|(_, rule)| rule)
        .filter(|rule| text(rule, "status") == "ACTIVE");
    let mut moves = Vec::new();
    for rule in active {
        let Some(expression) = expression::parse(text(rule, "conditions.expression.value")) else {
            continue;
        };
        for user in people(state, only) {
            moves.extend(of_one(state, (rule, &expression), user));
        }
    }
    moves
}

fn people<'s>(state: &'s State, only: Option<&str>) -> Vec<&'s str> {
    let users = &state.directory.users;
    match only {
        Some(id) => users
            .get_key_value(id)
            .map(|(id, _)| id.as_str())
            .into_iter()
            .collect(),
        None => users.keys().map(String::as_str).collect(),
    }
}

fn of_one(state: &State, (rule, expression): (&Document, &Expression), id: &str) -> Vec<Move> {
    let directory = &state.directory;
    let Some(user) = directory.users.get(id) else {
        return Vec::new();
    };
    let person = Person { user, directory };
    let is_meant = user.status != Status::Deprovisioned
        && !is_excluded(rule, person)
        && expression::is_so(expression, person);
    let rule = text(rule, "id").to_owned();
    group_ids_of(state, &rule)
        .into_iter()
        .filter(|group| {
            if is_meant {
                !directory.is_member(group, id)
            } else {
                state.tree.has(&mark_of(&rule, group, id)) && directory.is_member(group, id)
            }
        })
        .map(|group| Move {
            rule: rule.clone(),
            group,
            user: id.to_owned(),
            comes: is_meant,
        })
        .collect()
}

fn group_ids_of(state: &State, rule: &str) -> Vec<String> {
    state
        .tree
        .get(&path_of(rule))
        .map(group_ids)
        .unwrap_or_default()
}

fn is_excluded(rule: &Document, person: Person<'_>) -> bool {
    let id = &person.user.id;
    let groups = texts(rule, "conditions.people.groups.exclude");
    texts(rule, "conditions.people.users.exclude").contains(id)
        || groups
            .iter()
            .any(|group| person.directory.is_member(group, id))
}

fn carry_out(state: &mut State, call: &Call<'_>, due: &Move) {
    let mark = mark_of(&due.rule, &due.group, &due.user);
    let (moved, event) = if due.comes {
        state.tree.put(&mark, Document::new());
        let joined = state.directory.join(&due.group, &due.user, call.now);
        (joined, "group.user_membership.add")
    } else {
        state.tree.uproot(&mark);
        if is_held(state, &due.group, &due.user) {
            return;
        }
        let left = state.directory.leave(&due.group, &due.user, call.now);
        (left, "group.user_membership.remove")
    };
    if moved {
        let directory = &state.directory;
        let user = directory
            .users
            .get(&due.user)
            .map(crate::user::User::target);
        let group = directory
            .groups
            .get(&due.group)
            .map(crate::group::Group::target);
        let targets: Vec<Value> = user.into_iter().chain(group).collect();
        state.note(call, event, &targets);
    }
}

/// Whether another rule keeps the person in the group.
fn is_held(state: &State, group: &str, user: &str) -> bool {
    rule_ids(state)
        .iter()
        .any(|rule| state.tree.has(&mark_of(rule, group, user)))
}

fn rule_ids(state: &State) -> Vec<String> {
    let rules = state.tree.children(RULES);
    rules
        .into_iter()
        .map(|(_, rule)| text(rule, "id").to_owned())
        .collect()
}

/// Takes everybody out of the groups into which a rule put them.
pub fn undo(state: &mut State, call: &Call<'_>, rule: &str) {
    let users: Vec<String> = state.directory.users.keys().cloned().collect();
    for group in group_ids_of(state, rule) {
        for user in &users {
            if state.tree.has(&mark_of(rule, &group, user)) {
                let due = Move {
                    rule: rule.to_owned(),
                    group: group.clone(),
                    user: user.clone(),
                    comes: false,
                };
                carry_out(state, call, &due);
            }
        }
    }
}

/// Whoever is taken by hand out of a group into which a rule put them is excluded from the rule.
pub fn exclude(state: &mut State, call: &Call<'_>, (group, user): (&str, &str)) {
    for rule in rule_ids(state) {
        if state.tree.uproot(&mark_of(&rule, group, user)).is_none() {
            continue;
        }
        let Some(document) = state.tree.get_mut(&path_of(&rule)) else {
            continue;
        };
        let mut excluded = texts(document, "conditions.people.users.exclude");
        excluded.push(user.to_owned());
        let groups = texts(document, "conditions.people.groups.exclude");
        let people = json!({ "users": { "exclude": excluded }, "groups": { "exclude": groups } });
        if let Some(Value::Object(conditions)) = document.get_mut("conditions") {
            conditions.insert("people".to_owned(), people);
        }
        let target = state
            .directory
            .users
            .get(user)
            .map(crate::user::User::target);
        let targets: Vec<Value> = target.into_iter().collect();
        state.note(call, "group.user_membership.rule.add_exclusion", &targets);
    }
}

/// Where it stands that a rule put somebody into a group.
fn mark_of(rule: &str, group: &str, user: &str) -> String {
    format!(
        "{}/~put/{}/{}",
        path_of(rule),
        segment(group),
        segment(user)
    )
}
