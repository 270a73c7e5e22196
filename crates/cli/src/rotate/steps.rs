//! The rotation with an administrator's API token: add, prove, put in place, deactivate, delete.

use ::tools::Error;
use ::tools::quote::quote;
use operations::op;
use serde_json::Value;

use super::{Reads, Turn};
use crate::administrator::Administrator;
use crate::setup::{active, keys};

/// Where the app's keys come from, where that is an address and not Okta.
///
/// # Errors
/// What Okta refuses.
pub async fn jwks_url(turn: &Turn<'_>, admin: &Administrator) -> Result<Option<String>, Error> {
    let request = op::get_application(&turn.held.client_id);
    let app = admin.ask("read the app", request).await?;
    let url = app.pointer("/settings/oauthClient/jwks_uri");
    Ok(url.and_then(Value::as_str).map(str::to_owned))
}

/// Replaces the key.
///
/// # Errors
/// What stopped it; the next run goes on.
pub async fn run(turn: &mut Turn<'_>, admin: &Administrator) -> Result<(), Error> {
    if !turn.rotation.is_installed() {
        let new = turn.new_key()?;
        let known = keys(admin, &turn.held.client_id).await?;
        if !known.iter().any(|key| key["kid"] == new.key.kid()) {
            let request = op::add_jwk(&turn.held.client_id).body(active(&new.key));
            admin.ask("add the new key to the app", request).await?;
        }
        turn.desk.done("the app has the new key beside the old one");
        turn.prove(&new.key).await?;
        turn.desk.done("Okta takes the new key");
        let reads = turn.install(&new)?;
        if reads == Reads::AfterRestart && !turn.given.emergency && !restarted(turn)? {
            return Ok(());
        }
    } else if turn.held.key.kid() == turn.rotation.old_kid() {
        turn.desk
            .warn("OKTA_KEY_ID still names the old key here; see that nothing uses it any more");
    }
    retire(turn, admin).await?;
    turn.rotation.end()
}

/// Whether every server was started again, as somebody at the terminal says.
fn restarted(turn: &Turn<'_>) -> Result<bool, Error> {
    if turn.desk.can_ask() {
        turn.desk
            .wait("Press Enter when they are restarted; the old key then goes.")?;
        return Ok(true);
    }
    turn.desk.say("Until then both keys sign in. Run okta-mcp rotate-key again after the restart: it removes the old key.");
    Ok(false)
}

/// Deactivates the old key and deletes it.
async fn retire(turn: &Turn<'_>, admin: &Administrator) -> Result<(), Error> {
    let app = &turn.held.client_id;
    let old = turn.rotation.old_kid();
    let known = keys(admin, app).await?;
    let Some(key) = known.iter().find(|key| key["kid"] == old) else {
        turn.desk
            .done(&format!("the app has no key {} any more", quote(old)));
        return Ok(());
    };
    let id = key["id"].as_str().unwrap_or_default();
    if key["status"] != "INACTIVE" {
        let request = op::deactivate_oauth2_client_json_web_key(app, id);
        admin.ask("deactivate the old key", request).await?;
    }
    admin
        .take_away("delete the old key", op::deletejwk(app, id))
        .await?;
    turn.desk.done(&format!(
        "the old key {} is deactivated and deleted; tokens that it fetched live on for up to an hour",
        quote(old)
    ));
    Ok(())
}
