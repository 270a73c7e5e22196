//! The set-up with an administrator's API token: every step by itself, in the order that Okta needs.

use std::process::ExitCode;

use ::tools::Error;
use operations::op;

use super::{Journey, app, finish, local, rights};
use crate::administrator::{Administrator, Credential};

/// Makes the connection.
///
/// # Errors
/// What stopped it. What was made until then is recorded, and the next run goes on.
pub async fn run(journey: &mut Journey<'_>, credential: Credential) -> Result<ExitCode, Error> {
    let org = &journey.wish.org;
    let admin = Administrator::enter(journey.env, org, credential, journey.desk).await?;
    journey.desk.say(&format!(
        "Connecting {} as {}, for {}.",
        journey.wish.org.host(),
        admin.who,
        journey.wish.preset.name
    ));
    warn_of_privileges(journey, &admin).await?;
    let made = journey.ledger.record.made.clone();
    let key = local::ensure_key(journey)?;
    let app = app::ensure(journey, &admin, &key).await?;
    rights::ensure(journey, &admin, &app).await?;
    let key_file = journey.ledger.record.key_file.clone();
    let entry = local::Entry {
        client_id: &app.client_id,
        key_file: &key_file,
        key_id: None,
    };
    local::write_entry(journey, &entry)?;
    if journey.ledger.record.made == made {
        journey.desk.done("what should be there is there");
    }
    finish::prove(journey, &app.client_id, &key).await?;
    let code = finish::examine(journey).await;
    finish::hand_over(journey)?;
    offer_to_revoke(journey, admin).await?;
    Ok(code)
}

/// Where the org says so, Okta makes an app a super administrator as it is granted scopes.
async fn warn_of_privileges(journey: &Journey<'_>, admin: &Administrator) -> Result<(), Error> {
    let request = op::get_client_privileges_setting();
    let setting = admin
        .find("read the org's setting for new apps", request)
        .await?;
    let is_on = setting.is_some_and(|setting| setting["clientPrivilegesSetting"] == true);
    if is_on {
        journey.desk.warn("this org makes apps Super Administrators as they are granted scopes (Settings > Account > Public client app admins); the role is given first, and nothing else is left");
    }
    Ok(())
}

/// The token has done its work.
async fn offer_to_revoke(journey: &Journey<'_>, admin: Administrator) -> Result<(), Error> {
    if !admin.has_token() {
        return Ok(());
    }
    let wanted = if journey.given.revoke_token {
        true
    } else {
        journey.desk.can_ask()
            && journey
                .desk
                .agrees("Revoke the API token now? It has done its work")?
    };
    if !wanted {
        journey.desk.say("The API token was not kept. Revoke it in the Okta Admin Console under Security > API, in the Tokens tab, where nothing else needs it.");
        return Ok(());
    }
    admin.revoke().await?;
    journey.desk.done("the API token is revoked");
    Ok(())
}
