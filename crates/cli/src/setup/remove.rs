//! `okta-mcp setup --remove`: takes back what a set-up recorded, and nothing else.

use std::path::Path;
use std::process::ExitCode;

use ::tools::quote::quote;
use ::tools::{Error, Kind};
use operations::op;
use serde_json::Value;

use super::preset::{self, Role};
use super::record::{Ledger, Made, Step};
use super::{local, rights, wish};
use crate::administrator::{self, Administrator};
use crate::args::Setup;
use crate::clients::McpClient;
use crate::config::Environment;
use crate::desk::Desk;
use crate::private;

/// Shows what was made and when it was used last, asks, and takes it back.
///
/// # Errors
/// What stopped it; the record then says what is left.
pub async fn run(
    env: &Environment,
    name: Option<&str>,
    given: &Setup,
    desk: Desk,
) -> Result<ExitCode, Error> {
    let mut ledger = ledger(env, name, given)?;
    let org = okta::OrgUrl::parse(&ledger.record.org_url);
    let org = org.map_err(|fault| ::tools::advice::org_url(&fault))?;
    let mut admin = None;
    if is_in_org(&ledger) {
        match administrator::credential(&given.by, desk)? {
            None => by_hand(&ledger, desk)?,
            Some(credential) => {
                let entered = Administrator::enter(env, &org, credential, desk).await?;
                find_half_made(&mut ledger, &entered).await?;
                admin = Some(entered);
            }
        }
    }
    show(&ledger, admin.as_ref(), desk).await;
    if !desk.agrees("Remove all of it?")? {
        desk.say("Nothing was removed.");
        return Ok(ExitCode::FAILURE);
    }
    ledger.begin(Step::Remove)?;
    if let Some(admin) = &admin {
        from_org(&mut ledger, admin, desk).await?;
    }
    from_machine(&mut ledger, desk)?;
    ledger.close()?;
    if let Some(admin) = admin
        && given.revoke_token
        && admin.has_token()
    {
        admin.revoke().await?;
        desk.done("the API token is revoked");
    }
    desk.say("Nothing is left of the connection.");
    Ok(ExitCode::SUCCESS)
}

/// The record of the connection that is meant: the named one, the org's, or the only one.
fn ledger(env: &Environment, name: Option<&str>, given: &Setup) -> Result<Ledger, Error> {
    let name = match (name, &given.org_url) {
        (Some(name), _) => wish::checked_name(name)?,
        (None, Some(url)) => {
            let org = okta::OrgUrl::parse(url);
            wish::name_of(&org.map_err(|fault| ::tools::advice::org_url(&fault))?)
        }
        (None, None) => only_one(env)?,
    };
    let found = Ledger::open(&env.place(&name)?.record)?;
    found.ok_or_else(|| {
        Error::new(
            Kind::InvalidInput,
            format!(
                "no set-up of a connection called {} is recorded",
                quote(&name)
            ),
            "Name it with --org as okta-mcp.toml does. What was made by hand is removed by hand.",
        )
    })
}

fn only_one(env: &Environment) -> Result<String, Error> {
    let folder = env.place("any")?.record;
    let files = std::fs::read_dir(folder.parent().unwrap_or(Path::new("."))).ok();
    let names: Vec<String> = files
        .into_iter()
        .flatten()
        .filter_map(|file| file.ok()?.file_name().into_string().ok())
        .filter_map(|name| {
            let name = name.strip_prefix("setup-")?.strip_suffix(".json")?;
            Some(name.to_owned())
        })
        .collect();
    match names.as_slice() {
        [only] => Ok(only.clone()),
        [] => Err(Error::new(
            Kind::InvalidInput,
            "no set-up is recorded on this machine",
            "There is nothing to remove.",
        )),
        several => Err(Error::new(
            Kind::InvalidInput,
            format!("several set-ups are recorded: {}", several.join(", ")),
            "Name one with --org.",
        )),
    }
}

/// Whether something of it may be in the org.
fn is_in_org(ledger: &Ledger) -> bool {
    let record = &ledger.record;
    let in_org = |made: &Made| {
        !matches!(
            made,
            Made::KeyFile { .. } | Made::Entry { .. } | Made::Client { .. }
        )
    };
    record.made.iter().any(in_org) || record.under_way == Some(Step::CreateApp)
}

/// An app or a role whose making was begun, and whose answer nobody saw.
async fn find_half_made(ledger: &mut Ledger, admin: &Administrator) -> Result<(), Error> {
    if ledger.record.under_way == Some(Step::MakeRole) {
        find_half_made_role(ledger, admin).await?;
    }
    if ledger.record.under_way != Some(Step::CreateApp) || ledger.record.app().is_some() {
        return Ok(());
    }
    let label = ledger.record.label.clone();
    let kid = ledger.record.kid.clone();
    let request = op::list_applications()
        .query("q", &label)
        .query("limit", 200);
    for found in admin.list("look for the app", request).await? {
        let keys = found.pointer("/settings/oauthClient/jwks/keys");
        let keys = keys.and_then(Value::as_array).into_iter().flatten();
        let has_ours = keys
            .into_iter()
            .any(|key| key["kid"].as_str() == kid.as_deref());
        if kid.is_some() && has_ours {
            let id = found["id"].as_str().unwrap_or_default().to_owned();
            ledger.record.client_id = Some(id.clone());
            ledger.add(Made::App { id })?;
        }
    }
    Ok(())
}

async fn find_half_made_role(ledger: &mut Ledger, admin: &Administrator) -> Result<(), Error> {
    let preset = preset::named(&ledger.record.preset);
    for role in preset.into_iter().flat_map(|preset| preset.roles) {
        let Role::Custom(custom) = role else {
            continue;
        };
        let label = custom.label(&ledger.record.name);
        let (role, set) = rights::half_made_role(admin, &label).await?;
        if let Some(id) = role {
            let label = label.clone();
            ledger.add(Made::CustomRole { id, label })?;
        }
        if let Some(id) = set {
            ledger.add(Made::ResourceSet { id, label })?;
        }
    }
    Ok(())
}

async fn show(ledger: &Ledger, admin: Option<&Administrator>, desk: Desk) {
    let made = ledger.record.made.iter().rev();
    let lines: Vec<String> = made
        .map(|made| format!("  - {}", made.described()))
        .collect();
    desk.say(&format!(
        "The set-up of {} made this:\n{}",
        ledger.record.name,
        lines.join("\n")
    ));
    if let (Some(admin), Some(client)) = (admin, &ledger.record.client_id) {
        desk.say(&format!("Last use: {}", last_use(admin, client).await));
    }
}

/// When the app did something last, as far as the System Log tells.
async fn last_use(admin: &Administrator, client: &str) -> String {
    let since = jiff::Timestamp::now() - jiff::SignedDuration::from_hours(24 * 90);
    let request = op::list_log_events()
        .query("filter", format!("actor.id eq \"{client}\""))
        .query("sortOrder", "DESCENDING")
        .query("since", format!("{since:.0}"))
        .query("limit", 1);
    match admin.ask("read the System Log", request).await {
        Ok(events) => match events[0]["published"].as_str() {
            Some(when) => {
                let what = events[0]["eventType"].as_str().unwrap_or_default();
                format!("{when} ({what})")
            }
            None => "the System Log of 90 days has nothing of it".to_owned(),
        },
        Err(_) => "the System Log cannot be read".to_owned(),
    }
}

async fn from_org(ledger: &mut Ledger, admin: &Administrator, desk: Desk) -> Result<(), Error> {
    let client = ledger.record.client_id.clone().unwrap_or_default();
    for made in ledger.record.made.clone().into_iter().rev() {
        match &made {
            Made::Role { id, .. } => {
                let request = op::delete_role_from_client(&client, id);
                admin.take_away("take the admin role back", request).await?;
            }
            Made::Grant { id, .. } => {
                let app = ledger.record.app().unwrap_or(&client).to_owned();
                let request = op::revoke_scope_consent_grant(&app, id);
                admin.take_away("take the scope back", request).await?;
            }
            Made::App { id } => remove_app(admin, id, &client).await?,
            Made::CustomRole { id, .. } => {
                admin
                    .take_away("remove the custom role", op::delete_role(id))
                    .await?;
            }
            Made::ResourceSet { id, .. } => {
                let request = op::delete_resource_set(id);
                admin.take_away("remove the resource set", request).await?;
            }
            _ => continue,
        }
        ledger.forget(|known| *known == made)?;
        desk.done(&format!("removed: {}", made.described()));
    }
    Ok(())
}

async fn remove_app(admin: &Administrator, id: &str, client: &str) -> Result<(), Error> {
    // Roles that nobody recorded, because the answer was lost or somebody gave them later, go too.
    let roles = admin.find(
        "read the app's admin roles",
        op::list_roles_for_client(client),
    );
    let roles = roles.await?.unwrap_or_default();
    for role in roles.as_array().into_iter().flatten() {
        let assignment = role["id"].as_str().unwrap_or_default();
        let request = op::delete_role_from_client(client, assignment);
        admin.take_away("take the admin role back", request).await?;
    }
    let off = op::deactivate_application(id);
    admin.take_away("deactivate the app", off).await?;
    admin
        .take_away("remove the app", op::delete_application(id))
        .await
}

fn from_machine(ledger: &mut Ledger, desk: Desk) -> Result<(), Error> {
    let name = ledger.record.name.clone();
    for made in ledger.record.made.clone().into_iter().rev() {
        match &made {
            Made::KeyFile { path } => private::remove(path)?,
            Made::Entry { file, new_file } => local::remove_entry(file, &name, *new_file)?,
            Made::Client {
                client,
                file,
                new_file,
            } => {
                if let Some(client) = McpClient::labelled(client) {
                    client.remove(file, &super::finish::server_name(&name), *new_file)?;
                }
            }
            _ => {}
        }
        ledger.forget(|known| *known == made)?;
        desk.done(&format!("removed: {}", made.described()));
    }
    Ok(())
}

/// Without an API token the org's part is removed in the console.
fn by_hand(ledger: &Ledger, desk: Desk) -> Result<(), Error> {
    let app = ledger
        .record
        .client_id
        .as_deref()
        .unwrap_or("with the name below");
    desk.say(&format!(
        "Without an API token, remove the app in the Okta Admin Console:\n  1. Applications and Resources > Applications (formerly Applications > Applications)\n  2. the app {} ({app}): in the menu of the gear, Deactivate, then Delete",
        quote(&ledger.record.label)
    ));
    let custom = ledger
        .record
        .made
        .iter()
        .filter(|made| matches!(made, Made::CustomRole { .. } | Made::ResourceSet { .. }));
    for made in custom {
        desk.say(&format!(
            "  3. Security > Administrators: delete {}",
            made.described()
        ));
    }
    desk.wait("Press Enter when it is done.")
}
