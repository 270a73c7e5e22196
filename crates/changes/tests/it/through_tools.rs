//! An exchange through the tool that makes it.

use std::sync::LazyLock;

use changes::{Context, Journal, Outcome, Policy, Restricted, run};
use okta::Client;
use serde_json::{Value, json};
use simorg::{Act, Scripted};
use tools::{Error, Kind, Tool};

use crate::exchange::{Exchange, difference, lightened};
use crate::people::Agreeing;
use crate::ways;

/// Every tool, made once.
pub fn tools() -> &'static [Tool] {
    static TOOLS: LazyLock<Vec<Tool>> = LazyLock::new(Tool::all);
    &TOOLS
}

/// How a tool makes the exchange.
pub struct Way {
    pub tool: &'static str,
    pub given: Value,
    /// What the upstream answers to the reads before and behind it, by path.
    pub reads: Vec<(String, Value)>,
    pub part: Part,
}

/// Which part of the reply holds Okta's answer.
pub enum Part {
    /// All of it, untouched.
    Whole,
    /// `items`, untouched.
    Items,
    /// `items`, of the list that stands in Okta's answer under that name.
    ItemsOf(&'static str),
    /// `result`, less `_links` and nulls.
    Result,
}

/// Whether the answer comes out of the tool whole; `None` where no tool makes the exchange so.
pub async fn passes(
    upstream: &Scripted,
    client: &Client,
    journal: &Journal,
    exchange: &Exchange,
) -> Option<Result<(), String>> {
    let way = way(exchange).or_else(|| ways::of(exchange))?;
    upstream.forget();
    for (path, answer) in &way.reads {
        upstream.always(&format!("GET {path}"), Act::json(200, &[], answer));
    }
    if matches!(way.part, Part::Result) {
        // Whatever else is read around a write: nothing is there.
        upstream.always("GET", Act::json(200, &[], &json!([])));
    }
    for _ in 0..exchange.sends() {
        upstream.then(exchange.act());
    }
    let outcome = call(client, journal, way.tool, way.given).await;
    Some(judge(exchange, &way.part, outcome))
}

pub async fn call(
    client: &Client,
    journal: &Journal,
    name: &str,
    mut given: Value,
) -> Result<Value, Error> {
    let tool = tools().iter().find(|tool| tool.spec.name == name).unwrap();
    // Recordings create the same more than once, and mean it.
    if tool.input_schema()["properties"]["again"].is_object() {
        given["again"] = true.into();
    }
    let context = Context {
        okta: client,
        // Where nobody is asked, nothing is read but what the write itself needs.
        policy: Policy::everywhere(Restricted::Ask).confirmed_by(changes::Confirm::Off),
        asker: &Agreeing,
        budget: usize::MAX,
        folder: None,
        progress: &tools::Silent,
        journal,
        targets: &changes::Targets::default(),
        who: "test",
    };
    let outcome = match run(tool, given, &context).await {
        // Some changes are approved out of band, whatever the settings: then they go on.
        Err(error) if error.kind == Kind::NeedsConfirmation => {
            let at = error
                .message
                .find("chg")
                .expect("it says which change waits");
            let id = &error.message[at..at + 15];
            let org = client.settings().org.host();
            changes::approval::approve(id, org, journal).await?;
            let apply = tools().iter().find(|tool| tool.spec.name == "apply_change");
            run(apply.unwrap(), json!({"change_id": id}), &context).await
        }
        other => other,
    };
    match outcome? {
        Outcome::Done(reply) => Ok(reply.value),
        Outcome::Asked(question) => panic!("deferred: {}", question.text),
    }
}

fn judge(exchange: &Exchange, part: &Part, outcome: Result<Value, Error>) -> Result<(), String> {
    let id = exchange.operation.id;
    let fails = exchange.status >= 400;
    let reply = match outcome {
        Ok(_) if fails => return Err(format!("{id}: {} became a success", exchange.status)),
        Ok(reply) => reply,
        // Refused before anything was sent, as Okta would have refused it.
        Err(error) if fails && error.okta.is_none() && error.kind == Kind::InvalidInput => {
            return Ok(());
        }
        Err(error) if fails => {
            let okta = error.okta.as_deref().cloned().unwrap_or_default();
            let code = exchange.answered["errorCode"].as_str();
            let same = exchange.answered.is_string()
                || okta.code.as_deref() == code && okta.status == exchange.status;
            return same
                .then_some(())
                .ok_or(format!("{id}: {} became {error:?}", exchange.answered));
        }
        Err(error) if ways::is_meant(id, &error) => return Ok(()),
        Err(error) => {
            let sent = &exchange.sent;
            return Err(format!("{id}: a success became {error:?} {sent}"));
        }
    };
    let (expected, got) = match part {
        Part::Whole => (exchange.answered.clone(), reply),
        Part::Items => (exchange.answered.clone(), reply["items"].clone()),
        Part::ItemsOf(name) => (exchange.answered[*name].clone(), reply["items"].clone()),
        Part::Result => (lightened(&exchange.answered), reply["result"].clone()),
    };
    // An empty answer shows no result.
    let expected = if expected == json!({}) {
        Value::Null
    } else {
        expected
    };
    difference(&expected, &got, id).map_or(Ok(()), Err)
}

fn way(exchange: &Exchange) -> Option<Way> {
    let values = exchange.values()?;
    let first = values.first().cloned().unwrap_or_default();
    let is_group = first.starts_with("00g") && first.len() == 20;
    let is_user = first.starts_with("00u") && first.len() == 20;
    let list = json!({"raw": true, "limit": 10_000});
    let (tool, given, reads, part) = match exchange.operation.id {
        "listUsers" => ("list_users", list, vec![], Part::Items),
        "listGroups" => ("list_groups", list, vec![], Part::Items),
        "getUser" if !first.contains(' ') => (
            "get_user",
            json!({"user_id": first, "raw": true}),
            vec![],
            Part::Whole,
        ),
        "getGroup" if is_group => (
            "get_group",
            json!({"group_id": first, "raw": true}),
            vec![],
            Part::Whole,
        ),
        "listUserGroups" if is_user => (
            "list_user_groups",
            json!({"user_id": first, "raw": true, "limit": 10_000}),
            vec![],
            Part::Items,
        ),
        "listGroupUsers" if is_group => (
            "list_group_users",
            json!({"group_id": first, "raw": true, "limit": 10_000}),
            vec![],
            Part::Items,
        ),
        "listAssignedApplicationsForGroup" if is_group => (
            "list_group_apps",
            json!({"group_id": first, "raw": true, "limit": 10_000}),
            vec![],
            Part::Items,
        ),
        _ => return write_way(exchange, &values, is_user, is_group),
    };
    Some(Way {
        tool,
        given,
        reads,
        part,
    })
}

fn write_way(exchange: &Exchange, values: &[String], is_user: bool, is_group: bool) -> Option<Way> {
    let first = values.first().cloned().unwrap_or_default();
    let profile = exchange.sent["profile"].clone();
    let has_profile = profile
        .as_object()
        .is_some_and(|members| !members.is_empty());
    let user =
        |status: &str| json!({"id": first, "status": status, "profile": {"login": "someone"}});
    let group = json!({"id": first, "type": "OKTA_GROUP", "profile": {"name": "something"}});
    let (tool, given, reads) = match exchange.operation.id {
        "createUser" if profile["login"].is_string() => {
            ("create_user", json!({"profile": profile}), vec![])
        }
        "updateUser" if is_user && has_profile => (
            "update_user",
            json!({"user_id": first, "profile": profile}),
            about(&first, user("ACTIVE")),
        ),
        "deactivateUser" if is_user => (
            "deactivate_user",
            json!({"user_id": first}),
            about(&first, user("ACTIVE")),
        ),
        "deleteUser" if is_user => (
            "delete_deactivated_user",
            json!({"user_id": first}),
            about(&first, user("DEPROVISIONED")),
        ),
        "addGroup" if profile["name"].is_string() => {
            ("create_group", json!({"profile": profile}), vec![])
        }
        "replaceGroup" if is_group && has_profile => (
            "update_group",
            json!({"group_id": first, "profile": profile}),
            about(&first, group),
        ),
        "deleteGroup" if is_group => (
            "delete_group",
            json!({"group_id": first}),
            about(&first, group),
        ),
        "assignUserToGroup" | "unassignUserFromGroup" if is_group => {
            let member = values.get(1)?;
            let tool = if exchange.operation.id == "assignUserToGroup" {
                "add_user_to_group"
            } else {
                "remove_user_from_group"
            };
            let person = json!({"id": member, "status": "ACTIVE", "profile": {"login": "someone"}});
            (
                tool,
                json!({"group_id": first, "user_id": member}),
                [about(&first, group), about(member, person)].concat(),
            )
        }
        _ => return None,
    };
    Some(Way {
        tool,
        given,
        reads,
        part: Part::Result,
    })
}

/// What is read of a person or a group: itself, no admin roles, no groups, no rules.
fn about(id: &str, thing: Value) -> Vec<(String, Value)> {
    let kind = if id.starts_with("00u") {
        "users"
    } else {
        "groups"
    };
    let path = format!("/api/v1/{kind}/{id}");
    vec![
        (format!("{path}/roles"), json!([])),
        (format!("{path}/groups"), json!([])),
        ("/api/v1/groups/rules".to_owned(), json!([])),
        (path, thing),
    ]
}
