//! Where the files of a connection are: its settings, its key, and the record of how it was made.

use std::path::PathBuf;

use ::tools::{Error, advice};
use okta::SigningKey;

use super::{Environment, wrong};
use crate::clients::Homes;

/// The settings of a connection, which go before those of the file.
const CONNECTION: &[&str] = &[
    "OKTA_ORG_URL",
    "OKTA_CLIENT_ID",
    "OKTA_PRIVATE_KEY",
    "OKTA_PRIVATE_KEY_FILE",
    "OKTA_KEY_ID",
    "OKTA_SCOPES",
    "OKTA_AUTH",
    "OKTA_DPOP",
];

/// The files of one connection.
#[derive(Clone, Debug)]
pub struct Place {
    /// The user's own `okta-mcp.toml`.
    pub settings: PathBuf,
    /// The private key, as a JWK that holds its id.
    pub key: PathBuf,
    /// The record of its set-up.
    pub record: PathBuf,
}

/// The key of a connection, and where it is.
#[derive(Debug)]
pub struct HeldKey {
    /// The org.
    pub org: okta::OrgUrl,
    /// The app.
    pub client_id: String,
    /// The key.
    pub key: SigningKey,
    /// Its file.
    pub file: PathBuf,
    /// Whether the file holds the key's id.
    pub holds_id: bool,
}

impl Environment {
    /// The files of the connection of that name.
    ///
    /// # Errors
    /// `misconfigured`, where there is no home.
    pub fn place(&self, name: &str) -> Result<Place, Error> {
        let config = self.config_folder().ok_or_else(|| {
            wrong(
                "there is no folder to keep the settings in",
                "Set HOME, or XDG_CONFIG_HOME.",
            )
        })?;
        let state = self.state_folder()?;
        Ok(Place {
            settings: config.join("okta-mcp.toml"),
            key: config.join("keys").join(format!("{name}.jwk")),
            record: state.join(format!("setup-{name}.json")),
        })
    }

    /// The record of a rotation of an app's key that has not ended.
    ///
    /// # Errors
    /// `misconfigured`, where there is no home.
    pub fn rotation(&self, client_id: &str) -> Result<PathBuf, Error> {
        let plain: String = client_id
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect();
        Ok(self.state_folder()?.join(format!("rotation-{plain}.json")))
    }

    /// The app's key as the settings name it, in a file that can be replaced.
    ///
    /// # Errors
    /// The first thing that is wrong with the settings; that the key is in no file.
    pub fn held_key(&self) -> Result<HeldKey, Error> {
        self.refuse_unknown()?;
        let org = okta::OrgUrl::parse(self.get("OKTA_ORG_URL").unwrap_or_default());
        let org = org.map_err(|fault| advice::org_url(&fault))?;
        let client_id = self.client_id()?;
        let text = self.key_text()?;
        let Some(file) = self.get("OKTA_PRIVATE_KEY_FILE").map(PathBuf::from) else {
            return Err(wrong(
                "the key is not in a file that could be replaced",
                "Put it into a file, name that in OKTA_PRIVATE_KEY_FILE, and unset OKTA_PRIVATE_KEY.",
            ));
        };
        let parsed = SigningKey::parse(&text, self.get("OKTA_KEY_ID"));
        let key = parsed.map_err(|fault| advice::key(&fault))?;
        let holds_id = SigningKey::parse(&text, None).is_ok();
        Ok(HeldKey {
            org,
            client_id,
            key,
            file,
            holds_id,
        })
    }

    /// The user's own settings file, whether there or not.
    pub fn own_settings(&self) -> Option<PathBuf> {
        Some(self.config_folder()?.join("okta-mcp.toml"))
    }

    /// Where this user's clients keep things.
    pub fn homes(&self) -> Homes {
        let path = |name| self.get(name).map(PathBuf::from);
        Homes {
            home: path("HOME").or_else(|| path("USERPROFILE")),
            config: path("XDG_CONFIG_HOME"),
            app_data: path("APPDATA"),
            codex: path("CODEX_HOME"),
        }
    }

    /// The same without what it says of a connection, so that the file alone does.
    #[must_use]
    pub fn without_connection(&self) -> Self {
        let given = self.given.iter();
        let kept = given.filter(|(name, _)| !CONNECTION.contains(&name.as_str()));
        Self::of(kept.map(|(name, value)| (name.clone(), value.clone())))
    }

    /// The settings of a connection that the environment holds, by name.
    pub fn connection_names(&self) -> Vec<&'static str> {
        let is_given = |name: &&str| self.get(name).is_some();
        CONNECTION.iter().copied().filter(is_given).collect()
    }

    /// What goes between this machine and the org: the certificates and the proxy.
    ///
    /// # Errors
    /// `misconfigured`, where the certificates cannot be read.
    pub fn on_the_way(&self, mut settings: okta::Settings) -> Result<okta::Settings, Error> {
        settings.trusted = self.trusted()?;
        settings.proxy = self.proxy();
        Ok(settings)
    }

    /// A setting under its name in the environment, where it is given and not blank.
    pub fn setting(&self, name: &str) -> Option<&str> {
        self.get(name)
    }
}
