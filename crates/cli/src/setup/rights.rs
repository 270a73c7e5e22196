//! What the app may do: its admin roles and its scopes, given where they are missing, and taken where
//! this set-up gave them and they are not wanted any more.

use ::tools::Error;
use ::tools::advice::role_label;
use operations::op;
use serde_json::{Value, json};

use super::Journey;
use super::app::App;
use super::preset::{Custom, Role};
use super::record::{Made, Step};
use crate::administrator::Administrator;

/// An admin role as an assignment has it.
#[derive(Debug, PartialEq, Eq)]
struct Wanted {
    /// Okta's role type.
    kind: String,
    /// The custom role and its resource set.
    custom: Option<(String, String)>,
}

impl Wanted {
    fn is(&self, held: &Value) -> bool {
        let custom = self.custom.as_ref();
        held["type"] == self.kind.as_str()
            && custom.is_none_or(|(role, set)| {
                held["role"] == role.as_str() && held["resource-set"] == set.as_str()
            })
    }

    fn body(&self) -> Value {
        match &self.custom {
            None => json!({"type": self.kind}),
            Some((role, set)) => json!({"type": self.kind, "role": role, "resource-set": set}),
        }
    }

    fn name(&self) -> &str {
        match &self.custom {
            None => &self.kind,
            Some((role, _)) => role,
        }
    }
}

/// Gives the app its roles and scopes, and sees that no other role came with them.
///
/// # Errors
/// What Okta refuses.
pub async fn ensure(
    journey: &mut Journey<'_>,
    admin: &Administrator,
    app: &App,
) -> Result<(), Error> {
    let wanted = wanted(journey, admin).await?;
    let before = roles(admin, app).await?;
    assign(journey, admin, app, (&wanted, &before)).await?;
    grant(journey, admin, app).await?;
    tidy(journey, admin, app, (&wanted, &before)).await
}

/// The roles as the org has them; custom ones are made where they are missing.
async fn wanted(journey: &mut Journey<'_>, admin: &Administrator) -> Result<Vec<Wanted>, Error> {
    let mut all = Vec::new();
    for role in journey.wish.roles.clone() {
        all.push(match role {
            Role::Standard(kind) => Wanted {
                kind: kind.to_owned(),
                custom: None,
            },
            Role::Custom(custom) => Wanted {
                kind: "CUSTOM".to_owned(),
                custom: Some(custom_role(journey, admin, custom).await?),
            },
        });
    }
    Ok(all)
}

/// The custom role and its resource set: those that were recorded, else new ones.
async fn custom_role(
    journey: &mut Journey<'_>,
    admin: &Administrator,
    custom: &Custom,
) -> Result<(String, String), Error> {
    let label = custom.label(&journey.wish.name);
    let half_made = journey.interrupted == Some(Step::MakeRole);
    let (mut role, mut set) = recorded(journey);
    if let (Some(role), Some(set)) = (&role, &set) {
        let is_there = admin
            .find("read the custom role", op::get_role(role))
            .await?;
        if is_there.is_some() {
            return Ok((role.clone(), set.clone()));
        }
    }
    if half_made {
        let (made_role, made_set) = half_made_role(admin, &label).await?;
        role = role.or(made_role);
        set = set.or(made_set);
    }
    journey.ledger.begin(Step::MakeRole)?;
    let role = match role {
        Some(role) => role,
        None => made(admin, "make the custom role", role_body(custom, &label)).await?,
    };
    journey.ledger.add(Made::CustomRole {
        id: role.clone(),
        label: label.clone(),
    })?;
    let set = if let Some(set) = set {
        set
    } else {
        let request = set_body(custom, &label, &partition(journey), &admin.org_id);
        made(admin, "make the resource set", request).await?
    };
    journey.ledger.add(Made::ResourceSet {
        id: set.clone(),
        label,
    })?;
    journey.ledger.end()?;
    let permissions = custom.permissions.join(", ");
    journey
        .desk
        .done(&format!("a custom role with {permissions} is made"));
    Ok((role, set))
}

/// The custom role and the resource set of a name, as far as they are there.
///
/// # Errors
/// What Okta refuses.
pub async fn half_made_role(
    admin: &Administrator,
    label: &str,
) -> Result<(Option<String>, Option<String>), Error> {
    let role = admin
        .find("read the custom role", op::get_role(label))
        .await?;
    let request = op::get_resource_set(label);
    let set = admin.find("read the resource set", request).await?;
    Ok((of_label(role), of_label(set)))
}

fn recorded(journey: &Journey<'_>) -> (Option<String>, Option<String>) {
    let made = &journey.ledger.record.made;
    let role = made.iter().find_map(|made| match made {
        Made::CustomRole { id, .. } => Some(id.clone()),
        _ => None,
    });
    let set = made.iter().find_map(|made| match made {
        Made::ResourceSet { id, .. } => Some(id.clone()),
        _ => None,
    });
    (role, set)
}

fn of_label(found: Option<Value>) -> Option<String> {
    found.and_then(|found| found["id"].as_str().map(str::to_owned))
}

async fn made(
    admin: &Administrator,
    purpose: &str,
    request: operations::Request,
) -> Result<String, Error> {
    let answer = admin.ask(purpose, request).await?;
    Ok(answer["id"].as_str().unwrap_or_default().to_owned())
}

fn role_body(custom: &Custom, label: &str) -> operations::Request {
    op::create_role().body(json!({
        "label": label,
        "description": custom.about,
        "permissions": custom.permissions,
    }))
}

/// That all customizations are named by an ORN without an id follows those of other kinds (a guess).
fn set_body(custom: &Custom, label: &str, partition: &str, org: &str) -> operations::Request {
    let resources = custom.over.iter();
    let resources: Vec<String> = resources
        .map(|(service, kind)| format!("orn:{partition}:{service}:{org}:{kind}"))
        .collect();
    op::create_resource_set().body(json!({
        "label": label,
        "description": custom.about,
        "resources": resources,
    }))
}

fn partition(journey: &Journey<'_>) -> String {
    let preview = journey.wish.org.host().ends_with(".oktapreview.com");
    if preview { "oktapreview" } else { "okta" }.to_owned()
}

async fn roles(admin: &Administrator, app: &App) -> Result<Vec<Value>, Error> {
    let request = op::list_roles_for_client(&app.client_id);
    admin.list("read the app's admin roles", request).await
}

async fn assign(
    journey: &mut Journey<'_>,
    admin: &Administrator,
    app: &App,
    (wanted, held): (&[Wanted], &[Value]),
) -> Result<(), Error> {
    for role in wanted {
        if held.iter().any(|held| role.is(held)) {
            continue;
        }
        journey.ledger.begin(Step::AssignRoles)?;
        let request = op::assign_role_to_client(&app.client_id).body(role.body());
        let given = admin.ask("assign the app's admin role", request).await?;
        journey.ledger.add(Made::Role {
            id: given["id"].as_str().unwrap_or_default().to_owned(),
            role: role.name().to_owned(),
        })?;
        journey.ledger.end()?;
        let label = given["label"].as_str().unwrap_or(role.name());
        journey
            .desk
            .done(&format!("the app has the admin role {label}"));
    }
    Ok(())
}

async fn grant(journey: &mut Journey<'_>, admin: &Administrator, app: &App) -> Result<(), Error> {
    let request = op::list_scope_consent_grants(&app.id);
    let held = admin.list("read the app's scopes", request).await?;
    let mut added = Vec::new();
    for scope in journey.wish.scopes.clone() {
        if held.iter().any(|grant| grant["scopeId"] == scope.as_str()) {
            continue;
        }
        if added.is_empty() {
            journey.ledger.begin(Step::GrantScopes)?;
        }
        let body = json!({"scopeId": scope, "issuer": journey.wish.org.as_str()});
        let request = op::grant_consent_to_scope(&app.id).body(body);
        let grant = admin
            .ask(&format!("grant {scope} to the app"), request)
            .await?;
        let id = grant["id"].as_str().unwrap_or_default().to_owned();
        journey.ledger.add(Made::Grant {
            id,
            scope: scope.clone(),
        })?;
        added.push(scope);
    }
    if !added.is_empty() {
        journey.desk.done(&format!("granted: {}", added.join(" ")));
    }
    revoke(journey, admin, app, &held).await?;
    journey
        .ledger
        .record
        .scopes
        .clone_from(&journey.wish.scopes);
    journey.ledger.end()
}

/// Takes back the scopes that an earlier run granted and this one does not want.
async fn revoke(
    journey: &mut Journey<'_>,
    admin: &Administrator,
    app: &App,
    held: &[Value],
) -> Result<(), Error> {
    for grant in held {
        let scope = grant["scopeId"].as_str().unwrap_or_default();
        let id = grant["id"].as_str().unwrap_or_default();
        if journey.wish.scopes.iter().any(|wanted| wanted == scope) {
            continue;
        }
        if !journey.ledger.record.granted(id) {
            journey.desk.warn(&format!(
                "the app also holds {scope}, which somebody else granted; it stays, and nothing asks for it"
            ));
            continue;
        }
        let request = op::revoke_scope_consent_grant(&app.id, id);
        admin
            .take_away(&format!("take {scope} back"), request)
            .await?;
        let gone = |made: &Made| matches!(made, Made::Grant { id: known, .. } if known == id);
        journey.ledger.forget(gone)?;
        journey.desk.done(&format!("taken back: {scope}"));
    }
    Ok(())
}

/// Takes roles that this set-up gave and does not want, and those that Okta added on its own: where the
/// org says so, it makes an app a super administrator as it is granted scopes.
async fn tidy(
    journey: &mut Journey<'_>,
    admin: &Administrator,
    app: &App,
    (wanted, before): (&[Wanted], &[Value]),
) -> Result<(), Error> {
    for held in roles(admin, app).await? {
        if wanted.iter().any(|wanted| wanted.is(&held)) {
            continue;
        }
        let id = held["id"].as_str().unwrap_or_default();
        let label = role_label(held["type"].as_str().unwrap_or_default());
        let was_there = before.iter().any(|before| before["id"] == id);
        if was_there && !journey.ledger.record.gave(id) {
            journey.desk.warn(&format!(
                "the app also has the admin role {label}, which somebody else gave it; it stays"
            ));
            continue;
        }
        let request = op::delete_role_from_client(&app.client_id, id);
        admin
            .take_away(&format!("take the role {label} back"), request)
            .await?;
        let gone = |made: &Made| matches!(made, Made::Role { id: known, .. } if known == id);
        journey.ledger.forget(gone)?;
        let why = if was_there {
            "is not wanted any more"
        } else {
            "came with the scopes"
        };
        journey.desk.done(&format!(
            "the admin role {label}, which {why}, is taken back"
        ));
    }
    Ok(())
}
