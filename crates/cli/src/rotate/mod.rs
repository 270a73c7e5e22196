//! `okta-mcp rotate-key`: another key for a connection, without an outage.
//!
//! The order is add, prove, put in place, deactivate, delete: at no time is there a moment in which
//! neither key signs in. What is under way is recorded, and the next run goes on.

mod by_hand;
mod emergency;
mod record;
mod steps;

use std::process::ExitCode;

use ::tools::quote::quote;
use ::tools::{Error, Kind};
use okta::{Client, NewKey, Settings, SigningKey};

use crate::administrator::{self, Administrator};
use crate::args::RotateKey;
use crate::config::{Environment, HeldKey};
use crate::desk::Desk;
use record::Rotation;

/// One rotation.
pub struct Turn<'a> {
    env: &'a Environment,
    desk: Desk,
    given: &'a RotateKey,
    held: HeldKey,
    rotation: Rotation,
}

/// Replaces the key.
pub async fn run(env: &Environment, given: RotateKey) -> ExitCode {
    crate::desk::end_tidily_when_interrupted();
    let desk = Desk::new(given.yes);
    match rotate(env, &given, desk).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => crate::setup::stopped(&error),
    }
}

async fn rotate(env: &Environment, given: &RotateKey, desk: Desk) -> Result<(), Error> {
    let held = env.held_key()?;
    let rotation = Rotation::open(&env.rotation(&held.client_id)?, &held)?;
    let mut turn = Turn {
        env,
        desk,
        given,
        held,
        rotation,
    };
    turn.say_what_goes_on();
    if given.guided {
        return by_hand::run(&mut turn, None).await;
    }
    let Some(credential) = administrator::credential(&given.by, desk)? else {
        if !desk.can_ask() {
            return Err(Error::new(
                Kind::InvalidInput,
                "there is no API token to replace the key with",
                "Pipe the token in, name its file with --admin-token-file, or take the steps by hand at a terminal with --guided.",
            ));
        }
        return by_hand::run(&mut turn, None).await;
    };
    let admin = Administrator::enter(env, &turn.held.org, credential, desk).await?;
    if given.restore {
        return emergency::restore(&mut turn, &admin).await;
    }
    if given.emergency {
        emergency::shut(&mut turn, &admin).await?;
    }
    if let Some(url) = steps::jwks_url(&turn, &admin).await? {
        return by_hand::run(&mut turn, Some(&url)).await;
    }
    steps::run(&mut turn, &admin).await?;
    if given.emergency {
        emergency::tell(&turn, &admin).await?;
    }
    Ok(())
}

impl Turn<'_> {
    fn say_what_goes_on(&self) {
        if let Some(kid) = self.rotation.new_kid() {
            self.desk.say(&format!(
                "An earlier rotation did not come to its end; this run goes on with the key {}.",
                quote(kid)
            ));
        }
    }

    /// The new key: the one of an earlier run, or a fresh one that waits beside the old.
    fn new_key(&mut self) -> Result<NewKey, Error> {
        let kind = self.given.key_type;
        let key = self.rotation.key(kind)?;
        self.desk.done(&format!(
            "a new key is made on this machine: {}",
            quote(key.key.kid())
        ));
        Ok(key)
    }

    /// Signs in with a key.
    async fn prove(&self, key: &SigningKey) -> Result<(), Error> {
        let settings = Settings::new(
            self.held.org.clone(),
            self.held.client_id.clone(),
            key.clone(),
            self.env.scopes_or_default(),
        );
        let okta = Client::new(self.env.on_the_way(settings)?);
        let outcome = okta.sign_in().await;
        outcome.map_err(|fault| ::tools::advice::of(&fault, &operations::op::TOKEN, &okta))?;
        Ok(())
    }

    /// Puts the new key in the place of the old one. Whether a running server reads it by itself.
    fn install(&mut self, new: &NewKey) -> Result<Reads, Error> {
        let kid = new.key.kid();
        // A link stays one: what it leads to is replaced.
        let path = std::fs::canonicalize(&self.held.file);
        let path = path.unwrap_or_else(|_| self.held.file.clone());
        let file = self.held.file.display().to_string();
        if self.held.holds_id {
            crate::private::write(&path, new.jwk.expose())?;
            self.rotation.installed()?;
            self.desk.done(&format!(
                "{file} holds the new key; a running server reads it at its next sign-in"
            ));
            return Ok(Reads::ByItself);
        }
        crate::private::write(&path, new.pem.expose())?;
        self.rotation.installed()?;
        let settings = self.env.own_settings();
        let is_replaced = settings
            .as_ref()
            .map(|path| crate::setup::replace_key_id(path, self.held.key.kid(), kid));
        let where_to = match (settings, is_replaced.transpose()?) {
            (Some(path), Some(true)) => format!("key_id in {} is now {kid}", path.display()),
            _ => format!("set OKTA_KEY_ID to {kid}"),
        };
        self.desk.warn(&format!(
            "{file} is a PEM, which does not hold its key id: {where_to}, and restart every okta-mcp that uses it. A restart is needed because a running server keeps the old key"
        ));
        Ok(Reads::AfterRestart)
    }
}

/// When a running server takes the new key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reads {
    /// At its next sign-in.
    ByItself,
    /// When it is started again.
    AfterRestart,
}
