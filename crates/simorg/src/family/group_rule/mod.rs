//! Group rules: who is put into which groups by an expression.

mod follow;
mod write;

use serde_json::{Map, Value, json};

use crate::answer::Answer;
use crate::call::Call;
use crate::look::Look;
use crate::page::{Page, Size, behind};
use crate::refusal::Refusal;
use crate::state::{Handler, State};
use crate::tree::{Document, member};

pub use follow::{exclude, follow_rules};

/// What this module answers.
pub const HANDLERS: &[(&str, Handler)] = &[
    ("listGroupRules", list),
    ("getGroupRule", get),
    ("createGroupRule", write::create),
    ("replaceGroupRule", write::replace),
    ("deleteGroupRule", write::delete),
    ("activateGroupRule", write::activate),
    ("deactivateGroupRule", write::deactivate),
];

const RULES: &str = "/api/v1/groups/rules";

const SIZE: Size = Size {
    default: 50,
    most: 200,
};

fn list(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let state = &*state;
    let look = Look::of(state, call);
    let search = call.query.get("search").unwrap_or_default().to_lowercase();
    let rules: Vec<&Document> = state
        .tree
        .children(RULES)
        .into_iter()
        .map(|(_, rule)| rule)
        .filter(|rule| text(rule, "name").to_lowercase().contains(&search))
        .collect();
    let cursor = |rule: &&Document| text(rule, "id").to_owned();
    let from = behind(&rules, call.query.get("after"), cursor, Refusal::paging)?;
    let expands = call.query.get("expand") == Some("groupIdToGroupNameMap");
    let row = |rule: &&Document| {
        let mut shown = show(&look, rule, true);
        if expands {
            let names = group_names(state, rule);
            shown["_embedded"] = json!({ "groupIdToGroupNameMap": names });
        }
        shown
    };
    let page = Page::cut(&rules, from, SIZE.of(call)?, (cursor, row));
    Ok(page.defaulting(SIZE.default).answer(call))
}

fn group_names(state: &State, rule: &Document) -> Map<String, Value> {
    group_ids(rule)
        .into_iter()
        .filter_map(|id| {
            let name = state.directory.groups.get(&id)?.name();
            Some((id, Value::from(name)))
        })
        .collect()
}

fn get(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let rule = named(state, call)?;
    Ok(Answer::ok(show(&Look::of(state, call), &rule, false)))
}

/// The rule that the path names.
fn named(state: &State, call: &Call<'_>) -> Result<Document, Refusal> {
    let id = call.value(0);
    let rule = state.tree.get(&path_of(id)).cloned();
    rule.ok_or_else(|| Refusal::not_found(id, "PolicyRule"))
}

fn path_of(id: &str) -> String {
    format!("{RULES}/{id}")
}

fn text<'d>(rule: &'d Document, path: &str) -> &'d str {
    let value = member(rule, path).and_then(Value::as_str);
    value.unwrap_or_default()
}

fn texts(rule: &Document, path: &str) -> Vec<String> {
    let list = member(rule, path).and_then(Value::as_array);
    list.into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

/// The groups into which the rule puts people.
fn group_ids(rule: &Document) -> Vec<String> {
    texts(rule, "actions.assignUserToGroups.groupIds")
}

/// A rule as it is shown. By itself it told no times from 2021 until 2024; in lists it always does.
fn show(look: &Look<'_>, rule: &Document, is_row: bool) -> Value {
    let mut shown = rule.clone();
    if !is_row && look.since("2021") && !look.since("2024-06") {
        shown.shift_remove("created");
        shown.shift_remove("lastUpdated");
    }
    Value::Object(shown)
}
