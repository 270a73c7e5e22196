//! `okta-mcp setup --existing`: takes over an app that exists already, with the key that Okta showed
//! once.

use std::process::ExitCode;

use ::tools::advice;
use ::tools::quote::quote;
use ::tools::{Error, Kind, doctor};
use okta::{KeyFault, Secret, SigningKey};
use operations::op;
use serde_json::json;

use super::record::{Made, Step};
use super::{Journey, app, finish, local};
use crate::administrator::{self, Administrator};
use crate::private;

/// How often a key may be pasted.
const TRIES: u32 = 3;

/// Takes the app over. Nothing is kept before Okta has taken the key.
///
/// # Errors
/// What is wrong with what was given, in the doctor's words.
pub async fn run(mut journey: Journey<'_>) -> Result<ExitCode, Error> {
    let given = journey.given;
    let client_id = match &given.client_id {
        Some(id) => id.trim().to_owned(),
        None => journey.desk.ask("Client ID", None, "--client-id")?,
    };
    let key = key(&journey)?;
    let okta = finish::connection(&journey, &client_id, &key)?;
    let Ok(grant) = okta.sign_in().await else {
        let found = doctor::examine_connection(&okta).await;
        for finding in &found.findings {
            journey.desk.say(&crate::doctor::paragraph(finding));
        }
        journey
            .desk
            .say("Nothing was kept. Put it right, and run it again.");
        return Ok(ExitCode::from(crate::report::FAILED));
    };
    journey.desk.done("Okta takes the client id and the key");
    keep(&mut journey, &client_id, &key)?;
    if !grant.is_bound() {
        turn_dpop_on(&journey, &client_id).await?;
    }
    finish::prove(&journey, &client_id, &key).await?;
    let code = finish::examine(&journey).await;
    finish::hand_over(&mut journey)?;
    Ok(code)
}

/// Keeps the key, as a JWK that holds its id, and the settings.
fn keep(journey: &mut Journey<'_>, client_id: &str, key: &SigningKey) -> Result<(), Error> {
    let jwk = key.private_jwk().map_err(|fault| {
        let message = format!("the key cannot be written down: {fault}");
        Error::new(Kind::Misconfigured, message, "Give it as a JWK.")
    })?;
    let path = journey.ledger.record.key_file.clone();
    let record = &mut journey.ledger.record;
    record.client_id = Some(client_id.to_owned());
    record.kid = Some(key.kid().to_owned());
    record.scopes.clone_from(&journey.wish.scopes);
    journey.ledger.begin(Step::MakeKey)?;
    journey.ledger.add(Made::KeyFile { path: path.clone() })?;
    private::write(&path, jwk.expose())?;
    journey.ledger.end()?;
    journey.desk.done(&format!(
        "the key is in {}, with its id, for you alone",
        path.display()
    ));
    let entry = local::Entry {
        client_id,
        key_file: &path,
        key_id: None,
    };
    local::write_entry(journey, &entry)
}

/// The key: from a file, pasted, or piped in; its id, where it does not hold it.
fn key(journey: &Journey<'_>) -> Result<SigningKey, Error> {
    let mut kid = journey.given.key_id.clone();
    let mut tries = 1;
    loop {
        let text = text(journey)?;
        match SigningKey::parse(text.expose(), kid.as_deref()) {
            Ok(key) => return Ok(key),
            Err(KeyFault::KeyIdMissing) => {
                let typed = journey.desk.ask("Key ID (KID)", None, "--key-id")?;
                let key = SigningKey::parse(text.expose(), Some(&typed));
                return key.map_err(|fault| advice::key(&fault));
            }
            Err(fault) => {
                let error = advice::key(&fault);
                let is_last = tries >= TRIES || !journey.desk.can_ask();
                if is_last || journey.given.key_file.is_some() {
                    return Err(error);
                }
                journey
                    .desk
                    .warn(&format!("{}. {}", error.message, error.next_step));
            }
        }
        tries += 1;
        kid = kid.or_else(|| journey.given.key_id.clone());
    }
}

fn text(journey: &Journey<'_>) -> Result<Secret, Error> {
    let Some(path) = &journey.given.key_file else {
        return journey.desk.pasted("Paste the private key (PEM or JWK), from its BEGIN line to its END line; it is not shown. An empty line ends it.");
    };
    let text = private::read(path)?.ok_or_else(|| {
        Error::new(
            Kind::InvalidInput,
            format!("there is no file {}", quote(&path.to_string_lossy())),
            "Correct --key-file.",
        )
    })?;
    Ok(Secret::new(text))
}

/// With DPoP off, whoever holds a token can use it. It can be turned on by who may change the app.
async fn turn_dpop_on(journey: &Journey<'_>, client_id: &str) -> Result<(), Error> {
    let desk = journey.desk;
    desk.warn("DPoP is off for this app: whoever gets hold of a token can use it for an hour");
    let by = &journey.given.by;
    let is_given = by.admin_token_file.is_some() || by.admin_client_id.is_some();
    let wanted = is_given
        || desk.can_ask()
            && desk.agrees("Turn it on now, with the API token of a Super Administrator?")?;
    let credential = if wanted {
        administrator::credential(by, desk)?
    } else {
        None
    };
    let Some(credential) = credential else {
        desk.say(&format!(
            "  To turn it on by hand: {}, under General Settings > Edit, tick \"Require Demonstrating Proof of Possession (DPoP) header in token requests\" and save. okta-mcp needs no change for it.",
            advice::GENERAL_TAB
        ));
        return Ok(());
    };
    let org = &journey.wish.org;
    let admin = Administrator::enter(journey.env, org, credential, desk).await?;
    let mut body = admin
        .ask("read the app", op::get_application(client_id))
        .await?;
    body["settings"]["oauthClient"]["dpop_bound_access_tokens"] = json!(true);
    let request = op::replace_application(client_id).body(app::writable(body));
    admin.ask("turn DPoP on", request).await?;
    desk.done("DPoP is on");
    Ok(())
}
