//! The settings: first what was given, then what it means.

mod examine;
mod file;
mod place;

pub use place::{HeldKey, Place};

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ::tools::advice::{self, Code};
use ::tools::quote::quote;
use ::tools::{Error, Folder, Kind, folder};
use changes::{Journal, Policy, Targets};
use mcp::{Connection, Filter, Listing};
use okta::{Client, Credentials, Device, Dpop, KeyFile, OrgUrl, Secret, Settings, SigningKey};

/// The scopes asked for where none are given.
const DEFAULT_SCOPES: &str = "okta.users.read okta.groups.read";
const DEFAULT_BUDGET: usize = 40_000;
/// A reply smaller than this could hold nothing.
const LEAST_BUDGET: usize = 2_000;

/// The settings of ours that this version knows.
const OURS: &[&str] = &[
    "OKTA_MCP_EXCLUDE_TOOLS",
    "OKTA_MCP_FILES_DIR",
    "OKTA_MCP_LOG",
    "OKTA_MCP_READ_ONLY",
    "OKTA_MCP_REPLY_BUDGET",
    "OKTA_MCP_STATE_DIR",
    "OKTA_MCP_SURFACE",
    "OKTA_MCP_TOKEN",
    "OKTA_MCP_TOOLS",
    "OKTA_MCP_TOOLSETS",
];

/// Settings that the product will have; until then they are no fault, and have no effect.
const NOT_YET: &[&str] = &["OKTA_MCP_RATE_SHARE"];

/// What was given, under the names of the environment: by flags, the environment itself, and the file.
#[derive(Clone, Default)]
pub struct Environment {
    given: BTreeMap<String, String>,
    /// Why the file cannot be used. Every call answers with it: half of the settings are worse than none.
    fault: Option<Error>,
    /// How writes are handled: only the user's own file says it, for a repository can set the environment.
    policy: Policy,
}

/// Who signs in: the app with its key, or a person on a device.
enum By {
    Key,
    Device,
}

/// What flags say, before which the environment stands back.
#[derive(Clone, Default)]
pub struct Flags {
    /// Settings under the names of the environment.
    pub given: BTreeMap<String, String>,
    /// The settings file; the user's own where none is named.
    pub config: Option<PathBuf>,
    /// The organisation of the file that is meant.
    pub org: Option<String>,
}

impl Environment {
    /// Reads the process's environment. Nothing else in this workspace does.
    pub fn read() -> Self {
        Self::of(std::env::vars_os().filter_map(|(name, value)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        }))
    }

    /// These names and values.
    pub fn of(all: impl IntoIterator<Item = (String, String)>) -> Self {
        Self {
            given: all.into_iter().collect(),
            fault: None,
            policy: Policy::STRICT,
        }
    }

    /// The same under these flags, and with what the settings file says where neither says anything.
    #[must_use]
    pub fn with(mut self, flags: Flags) -> Self {
        self.given.extend(flags.given);
        match self.file(flags.config.as_deref(), flags.org.as_deref()) {
            Ok(file) => {
                self.policy = file.policy;
                for (name, value) in file.given {
                    self.given.entry(name).or_insert(value);
                }
            }
            Err(error) => self.fault = Some(error),
        }
        self
    }

    /// The file that is named, or the user's own where there is one.
    fn file(&self, named: Option<&Path>, org: Option<&str>) -> Result<file::File, Error> {
        if let Some(path) = named {
            return file::File::read(path, org, file::Whose::Anybodys);
        }
        match file::own(self.get("XDG_CONFIG_HOME"), self.get("HOME")) {
            Some(path) if path.exists() => file::File::read(&path, org, file::Whose::Own),
            _ if org.is_some() => Err(wrong(
                "--org names an organisation, and there is no settings file",
                "Write okta-mcp.toml in the folder okta-mcp of your configuration, or name a file with --config.",
            )),
            _ => Ok(file::File::default()),
        }
    }

    /// The filter of the log.
    pub fn log_filter(&self) -> &str {
        self.get("OKTA_MCP_LOG").unwrap_or("warn")
    }

    /// The scopes to ask for, if any were given.
    pub fn scopes(&self) -> Option<Vec<String>> {
        let scopes = self.get("OKTA_SCOPES")?;
        let scopes = scopes
            .split([' ', ',', '\t', '\n'])
            .filter(|scope| !scope.is_empty());
        Some(scopes.map(str::to_owned).collect())
    }

    /// The token that clients of the HTTP server send, if one was given.
    pub fn token(&self) -> Option<Secret> {
        self.get("OKTA_MCP_TOKEN").map(Secret::new)
    }

    /// Which tools to offer, for a connection that asks for these scopes.
    ///
    /// # Errors
    /// `misconfigured`, which names the setting.
    pub fn filter(&self, scopes: Vec<String>) -> Result<Filter, Error> {
        self.refuse_unknown()?;
        Ok(Filter {
            scopes,
            read_only: self.flag("OKTA_MCP_READ_ONLY")?,
            toolsets: self.list("OKTA_MCP_TOOLSETS"),
            only: self.list("OKTA_MCP_TOOLS"),
            except: self.list("OKTA_MCP_EXCLUDE_TOOLS"),
            listing: self.listing()?,
        })
    }

    /// Names between commas or blanks.
    fn list(&self, name: &str) -> Vec<String> {
        let names = self.get(name).unwrap_or_default().split([',', ' ']);
        names
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect()
    }

    /// The connection that the environment describes.
    ///
    /// # Errors
    /// `misconfigured`, which names the setting and says what to do. The org URL and the client id
    /// come first, as a person fills them in.
    pub fn connection(&self) -> Result<Connection, Error> {
        let org = OrgUrl::parse(self.get("OKTA_ORG_URL").unwrap_or_default());
        let org = org.map_err(|fault| advice::org_url(&fault))?;
        let client_id = self.client_id()?;
        let credentials = self.credentials(&org, &client_id)?;
        let mut settings = Settings::new(org, client_id, credentials, self.scopes_or_default());
        settings.dpop = self.dpop()?;
        settings.trusted = self.trusted()?;
        settings.proxy = self.proxy();
        Ok(Connection {
            okta: Client::new(settings),
            policy: self.policy,
            journal: self.journal(),
            targets: Targets::default(),
            budget: self.budget()?,
            folder: self.folder()?,
        })
    }

    /// Where writes are remembered: the database in the folder for state, the key that binds its rows in
    /// that for configuration.
    pub fn journal(&self) -> Journal {
        let state = self.state_folder().ok();
        let place = state.zip(self.config_folder());
        Journal::new(place.map(|(state, config)| changes::place(&state, &config)))
    }

    /// The file with the hash of the approval secret.
    pub fn secret_file(&self) -> Option<PathBuf> {
        Some(self.config_folder()?.join("approval.secret"))
    }

    /// The user's own folder for configuration (XDG Base Directory Specification).
    fn config_folder(&self) -> Option<PathBuf> {
        let file = file::own(self.get("XDG_CONFIG_HOME"), self.get("HOME"))?;
        file.parent().map(Path::to_owned)
    }

    /// The scopes to ask for.
    pub fn scopes_or_default(&self) -> Vec<String> {
        let default = || DEFAULT_SCOPES.split(' ').map(str::to_owned).collect();
        self.scopes()
            .filter(|scopes| !scopes.is_empty())
            .unwrap_or_else(default)
    }

    /// The most characters that one reply may have.
    ///
    /// # Errors
    /// `misconfigured` where it is no number, or too small a one.
    pub fn budget(&self) -> Result<usize, Error> {
        let Some(text) = self.get("OKTA_MCP_REPLY_BUDGET") else {
            return Ok(DEFAULT_BUDGET);
        };
        text.parse().ok().filter(|budget| *budget >= LEAST_BUDGET).ok_or_else(|| {
            wrong(
                format!("OKTA_MCP_REPLY_BUDGET is {}", quote(text)),
                format!("Give a number of characters, {LEAST_BUDGET} or more, or leave it out ({DEFAULT_BUDGET})."),
            )
        })
    }

    /// The folder in which files are read and written, where one is set. Whether it is there is looked at
    /// when a tool needs it.
    ///
    /// # Errors
    /// `misconfigured` where it is no absolute path: who starts this program decides where it runs.
    pub fn folder(&self) -> Result<Option<Folder>, Error> {
        let Some(path) = self.get(folder::SETTING) else {
            return Ok(None);
        };
        if !Path::new(path).is_absolute() {
            return Err(wrong(
                format!(
                    "{} is {}, which is not an absolute path",
                    folder::SETTING,
                    quote(path)
                ),
                "Set it to the whole path of a folder, from the root, or leave it out: then no file is read or written.",
            ));
        }
        Ok(Some(Folder::new(path)))
    }

    /// A setting, where it is given and not blank.
    fn get(&self, name: &str) -> Option<&str> {
        self.given
            .get(name)
            .map(|value| value.trim())
            .filter(|value| !value.is_empty())
    }

    fn client_id(&self) -> Result<String, Error> {
        let id = self.get("OKTA_CLIENT_ID").unwrap_or_default();
        let is_placeholder = id.contains(['{', '}', '<', '>', '$', ' ']);
        if id.is_empty() || is_placeholder {
            let message = if id.is_empty() {
                "the client id is missing".to_owned()
            } else {
                format!(
                    "the client id is {}, which looks like a placeholder",
                    quote(id)
                )
            };
            return Err(Code::ClientIdMissing.error(message));
        }
        Ok(id.to_owned())
    }

    /// The app's key; or a person on a device, where that is asked for in so many words. A missing
    /// key never changes the way of signing in.
    fn credentials(&self, org: &OrgUrl, client_id: &str) -> Result<Credentials, Error> {
        match self.sign_in_by()? {
            By::Key => {
                let text = self.key_text()?;
                let wrong = |fault| advice::key(&fault);
                if let Some(path) = self.get("OKTA_PRIVATE_KEY_FILE")
                    && let Some(file) = KeyFile::of(Path::new(path), &text).map_err(wrong)?
                {
                    return Ok(file.into());
                }
                let key = SigningKey::parse(&text, self.get("OKTA_KEY_ID"));
                Ok(key.map_err(wrong)?.into())
            }
            By::Device => {
                let name = format!("device-{}-{client_id}.json", org.host());
                let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
                let name: String = name
                    .chars()
                    .map(|c| if plain(c) { c } else { '_' })
                    .collect();
                Ok(Device::new(self.state_folder()?.join(name)).into())
            }
        }
    }

    fn sign_in_by(&self) -> Result<By, Error> {
        match self
            .get("OKTA_AUTH")
            .map(str::to_ascii_lowercase)
            .as_deref()
        {
            None | Some("key") => Ok(By::Key),
            Some("device") => Ok(By::Device),
            Some(other) => Err(wrong(
                format!("OKTA_AUTH is {}", quote(other)),
                "Set it to device to sign in as a person in a browser, or leave it out to sign in with the app's key.",
            )),
        }
    }

    /// Where this program keeps what it must remember (XDG Base Directory Specification).
    fn state_folder(&self) -> Result<PathBuf, Error> {
        if let Some(folder) = self.get("OKTA_MCP_STATE_DIR") {
            return Ok(PathBuf::from(folder));
        }
        let state = self.get("XDG_STATE_HOME").map(PathBuf::from);
        let home = || Some(PathBuf::from(self.get("HOME")?).join(".local/state"));
        state
            .or_else(home)
            .map(|folder| folder.join("okta-mcp"))
            .ok_or_else(|| {
                wrong(
                    "there is no folder to keep the sign-in in",
                    "Set OKTA_MCP_STATE_DIR to a folder that only you can read.",
                )
            })
    }

    fn dpop(&self) -> Result<Dpop, Error> {
        match self
            .get("OKTA_DPOP")
            .map(str::to_ascii_lowercase)
            .as_deref()
        {
            None | Some("auto") => Ok(Dpop::Auto),
            Some("required") => Ok(Dpop::Required),
            Some("off") => Ok(Dpop::Off),
            Some(other) => Err(wrong(
                format!("OKTA_DPOP is {}", quote(other)),
                "Set it to auto, required or off, or leave it out (auto).",
            )),
        }
    }

    fn trusted(&self) -> Result<Option<String>, Error> {
        let path = self.get("SSL_CERT_FILE");
        path.map(|path| read_file("SSL_CERT_FILE", path))
            .transpose()
    }

    fn proxy(&self) -> Option<okta::Proxy> {
        let either = |upper: &str, lower: &str| self.get(upper).or_else(|| self.get(lower));
        Some(okta::Proxy {
            url: either("HTTPS_PROXY", "https_proxy")?.to_owned(),
            except: either("NO_PROXY", "no_proxy").map(str::to_owned),
        })
    }

    fn flag(&self, name: &str) -> Result<bool, Error> {
        match self.get(name).map(str::to_ascii_lowercase).as_deref() {
            None | Some("false" | "0" | "no" | "off") => Ok(false),
            Some("true" | "1" | "yes" | "on") => Ok(true),
            Some(other) => Err(wrong(
                format!("{name} is {}", quote(other)),
                "Set it to true or false, or leave it out (false).",
            )),
        }
    }

    fn listing(&self) -> Result<Listing, Error> {
        let given = self.get("OKTA_MCP_SURFACE").unwrap_or("auto");
        Listing::of(&given.to_ascii_lowercase()).ok_or_else(|| {
            wrong(
                format!("OKTA_MCP_SURFACE is {}", quote(given)),
                "Set it to auto, full or compact, or leave it out (auto).",
            )
        })
    }

    /// A guard that is misspelt guards nothing, so a setting of ours that does not exist is a fault.
    fn refuse_unknown(&self) -> Result<(), Error> {
        if let Some(fault) = &self.fault {
            return Err(fault.clone());
        }
        let is_ours = |name: &&String| name.starts_with("OKTA_MCP_");
        let is_known = |name: &str| OURS.contains(&name) || NOT_YET.contains(&name);
        let unknown = self
            .given
            .keys()
            .filter(is_ours)
            .find(|name| !is_known(name));
        let Some(unknown) = unknown else {
            return Ok(());
        };
        Err(wrong(
            format!("this version has no setting {}", quote(unknown)),
            format!(
                "Correct its name or unset it. The settings are {}.",
                OURS.join(", ")
            ),
        ))
    }
}

/// A fault of a setting.
pub fn wrong(message: impl Into<String>, next_step: impl Into<String>) -> Error {
    Error::new(Kind::Misconfigured, message, next_step)
}

/// The text of a file that a setting names.
///
/// # Errors
/// `misconfigured`, which names the setting and the file.
pub fn read_file(name: &str, path: &str) -> Result<String, Error> {
    std::fs::read_to_string(path).map_err(|error| {
        wrong(
            format!(
                "the file that {name} names, {}, cannot be read: {error}",
                quote(path)
            ),
            format!("Set {name} to the path of a file that this user may read."),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(given: &[(&str, &str)]) -> Environment {
        Environment::of(
            given
                .iter()
                .map(|(n, v)| ((*n).to_owned(), (*v).to_owned())),
        )
    }

    #[test]
    fn the_first_thing_missing_is_named() {
        let fault = |given: &[(&str, &str)]| {
            with(given)
                .connection()
                .err()
                .map(|e| e.message)
                .unwrap_or_default()
        };
        assert_eq!(fault(&[]), "the org URL is missing");
        let org = ("OKTA_ORG_URL", "acme.okta.com");
        assert_eq!(fault(&[org]), "the client id is missing");
        let client = ("OKTA_CLIENT_ID", "0oa1");
        assert_eq!(fault(&[org, client]), "the private key is missing");
        let file = ("OKTA_PRIVATE_KEY_FILE", "/nowhere/key.pem");
        assert!(fault(&[org, client, file]).contains("OKTA_PRIVATE_KEY_FILE"));
    }

    #[test]
    fn a_misspelt_guard_is_a_fault() {
        let error = with(&[("OKTA_MCP_READONLY", "true")])
            .filter(Vec::new())
            .unwrap_err();
        assert!(
            error.message.contains("OKTA_MCP_READONLY"),
            "{}",
            error.message
        );
        let error = with(&[("OKTA_MCP_READ_ONLY", "perhaps")])
            .filter(Vec::new())
            .unwrap_err();
        assert!(error.message.contains("perhaps"), "{}", error.message);
        assert!(
            with(&[("OKTA_MCP_READ_ONLY", "TRUE")])
                .filter(Vec::new())
                .unwrap()
                .read_only
        );
    }

    #[test]
    fn scopes_may_be_separated_by_blanks_or_commas() {
        let scopes = with(&[(
            "OKTA_SCOPES",
            " okta.users.read,okta.groups.read  okta.apps.read",
        )]);
        assert_eq!(scopes.scopes_or_default().len(), 3);
        assert_eq!(with(&[("OKTA_SCOPES", "  ")]).scopes_or_default().len(), 2);
    }
}
