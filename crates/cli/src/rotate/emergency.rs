//! A key that somebody else may hold: the app's roles go first, for tokens outlive their key; then the
//! key; then what was done with it is told.

use std::collections::BTreeMap;

use ::tools::advice::role_label;
use ::tools::quote::quote;
use ::tools::{Error, Kind};
use jiff::{SignedDuration, Timestamp};
use operations::op;
use serde_json::{Value, json};

use super::Turn;
use crate::administrator::Administrator;

/// The most events that are shown one by one.
const SHOWN: usize = 40;
/// The roles that can be narrowed to groups.
const OVER_GROUPS: [&str; 3] = ["USER_ADMIN", "HELP_DESK_ADMIN", "GROUP_MEMBERSHIP_ADMIN"];
/// How long a token lives after it was fetched.
const LIFETIME: SignedDuration = SignedDuration::from_hours(1);

/// Takes the app's roles, with what they are narrowed to written down first.
///
/// # Errors
/// What Okta refuses.
pub async fn shut(turn: &mut Turn<'_>, admin: &Administrator) -> Result<(), Error> {
    since(turn)?;
    let client = turn.held.client_id.clone();
    if !turn
        .desk
        .agrees("Take the app's admin roles now? Every agent that uses it stops")?
    {
        return Err(Error::new(
            Kind::Declined,
            "nothing was done",
            "Run it again when the app may stop.",
        ));
    }
    let request = op::list_roles_for_client(&client);
    let roles = admin.list("read the app's admin roles", request).await?;
    let mut taken = Vec::new();
    for role in &roles {
        taken.push(with_targets(admin, &client, role).await?);
    }
    turn.rotation.take(taken)?;
    for role in &roles {
        let id = role["id"].as_str().unwrap_or_default();
        let request = op::delete_role_from_client(&client, id);
        admin
            .take_away("take the app's admin role", request)
            .await?;
        let label = role_label(role["type"].as_str().unwrap_or_default());
        turn.desk.done(&format!(
            "the app has no longer the admin role {label}: its tokens open nothing"
        ));
    }
    Ok(())
}

/// A role as it is given again: its type, its custom role and set, and what it is narrowed to.
async fn with_targets(admin: &Administrator, client: &str, role: &Value) -> Result<Value, Error> {
    let id = role["id"].as_str().unwrap_or_default();
    let mut kept = json!({"type": role["type"]});
    if role["type"] == "CUSTOM" {
        kept["role"] = role["role"].clone();
        kept["resource-set"] = role["resource-set"].clone();
        return Ok(kept);
    }
    let purpose = "read what the role is narrowed to";
    let kind = role["type"].as_str().unwrap_or_default();
    if OVER_GROUPS.contains(&kind) {
        let request = op::list_group_target_role_for_client(client, id);
        kept["groups"] = admin.list(purpose, request).await?.into();
    }
    if kind == "APP_ADMIN" {
        let request = op::list_app_target_role_to_client(client, id);
        kept["apps"] = admin.list(purpose, request).await?.into();
    }
    Ok(kept)
}

/// Gives the roles back.
///
/// # Errors
/// What Okta refuses; that none were taken.
pub async fn restore(turn: &mut Turn<'_>, admin: &Administrator) -> Result<(), Error> {
    let client = turn.held.client_id.clone();
    let taken = turn.rotation.taken().to_vec();
    if taken.is_empty() {
        return Err(Error::new(
            Kind::InvalidInput,
            "no emergency took roles from this app",
            "There is nothing to give back.",
        ));
    }
    let request = op::list_roles_for_client(&client);
    let held = admin.list("read the app's admin roles", request).await?;
    for role in taken {
        let is_held = held
            .iter()
            .any(|held| held["type"] == role["type"] && held["role"] == role["role"]);
        if is_held {
            continue;
        }
        let mut body = role.clone();
        if let Some(body) = body.as_object_mut() {
            body.retain(|name, _| !["groups", "apps"].contains(&name.as_str()));
        }
        let request = op::assign_role_to_client(&client).body(body);
        let given = admin.ask("give the role back", request).await?;
        let id = given["id"].as_str().unwrap_or_default();
        narrow(admin, (&client, id), &role).await?;
        let label = role_label(role["type"].as_str().unwrap_or_default());
        turn.desk
            .done(&format!("the app has the admin role {label} again"));
    }
    turn.rotation.given_back()
}

async fn narrow(
    admin: &Administrator,
    (client, assignment): (&str, &str),
    role: &Value,
) -> Result<(), Error> {
    let purpose = "narrow the role as it was";
    let rows = |name: &str| role[name].as_array().cloned().unwrap_or_default();
    for group in rows("groups") {
        let id = group["id"].as_str().unwrap_or_default();
        let request = op::assign_group_target_role_for_client(client, assignment, id);
        admin.ask(purpose, request).await?;
    }
    for app in rows("apps") {
        let name = app["name"].as_str().unwrap_or_default();
        let request = match app["id"].as_str() {
            Some(id) => {
                op::assign_app_target_instance_role_for_client(client, assignment, name, id)
            }
            None => op::assign_app_target_role_to_client(client, assignment, name),
        };
        admin.ask(purpose, request).await?;
    }
    Ok(())
}

/// Since when what the client did is told.
fn since(turn: &Turn<'_>) -> Result<Timestamp, Error> {
    let text = turn.given.since.as_str();
    let at = text.parse::<Timestamp>().ok();
    let ago = || {
        let ago: SignedDuration = text.parse().ok()?;
        Timestamp::now().checked_sub(ago.abs()).ok()
    };
    at.or_else(ago).ok_or_else(|| {
        Error::new(
            Kind::InvalidInput,
            format!("--since is {}", quote(text)),
            "Give a time such as 2026-01-31T08:00:00Z, or how long ago, such as 48h.",
        )
    })
}

/// What this client did, as the System Log has it.
///
/// # Errors
/// What Okta refuses.
pub async fn tell(turn: &Turn<'_>, admin: &Administrator) -> Result<(), Error> {
    let since = since(turn)?;
    let client = &turn.held.client_id;
    let request = op::list_log_events()
        .query("filter", format!("actor.id eq \"{client}\""))
        .query("since", format!("{since:.0}"))
        .query(
            "until",
            format!("{:.0}", Timestamp::now() + SignedDuration::from_secs(1)),
        )
        .query("sortOrder", "DESCENDING")
        .query("limit", 1000);
    let events = admin.list("read the System Log", request).await?;
    turn.desk.say(&format!(
        "\nSince {since:.0} the System Log has {} events of this client.\n{}\n\n{}",
        events.len(),
        counted(&events),
        events
            .iter()
            .take(SHOWN)
            .map(line)
            .collect::<Vec<_>>()
            .join("\n")
    ));
    if events.len() > SHOWN {
        turn.desk
            .say(&format!("  … and {} older ones", events.len() - SHOWN));
    }
    let over = Timestamp::now() + LIFETIME;
    turn.desk.say(&format!(
        "\nThe app has no admin role now. Tokens that the old key fetched live until {over:.0} at the latest; give the roles back after that:\n  okta-mcp rotate-key --restore"
    ));
    Ok(())
}

fn text<'v>(event: &'v Value, pointer: &str) -> &'v str {
    event
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or("-")
}

/// How often each kind of event, and from which addresses.
fn counted(events: &[Value]) -> String {
    let count = |pointer: &str| {
        let mut counts = BTreeMap::<&str, usize>::new();
        for event in events {
            *counts.entry(text(event, pointer)).or_default() += 1;
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let counts = counts.iter().take(20);
        let lines: Vec<String> = counts
            .map(|(what, count)| format!("  {count:>6}  {what}"))
            .collect();
        lines.join("\n")
    };
    format!(
        "by kind:\n{}\nby address:\n{}",
        count("/eventType"),
        count("/client/ipAddress")
    )
}

fn line(event: &Value) -> String {
    let targets = event["target"].as_array().into_iter().flatten();
    let targets: Vec<String> = targets
        .filter_map(|target| target["displayName"].as_str().map(quote))
        .collect();
    format!(
        "  {}  {}  {}  {}",
        text(event, "/published"),
        text(event, "/eventType"),
        text(event, "/outcome/result"),
        targets.join(" ")
    )
}
