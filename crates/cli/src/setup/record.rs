//! What a set-up made, written down ahead of each step: so that whatever stops it, the next run knows
//! what is half made, and `--remove` takes back that and nothing else.

use std::path::{Path, PathBuf};

use ::tools::quote::quote;
use ::tools::{Error, Kind};
use serde::{Deserialize, Serialize};

use crate::private;

/// The record of one connection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The shape of this file.
    version: u32,
    /// The org.
    pub org_url: String,
    /// What the connection is called in the settings file.
    pub name: String,
    /// What the app is called in the org.
    pub label: String,
    /// What it is for.
    pub preset: String,
    /// The scopes that it asks for.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// The restricted families that it opened in the settings file.
    #[serde(default)]
    pub opened: Vec<String>,
    /// Whether it forbade writes in the settings file.
    #[serde(default)]
    pub forbade_writes: bool,
    /// The file of the private key.
    pub key_file: PathBuf,
    /// The id of the key.
    pub kid: Option<String>,
    /// The client id of the app.
    pub client_id: Option<String>,
    /// What was begun and is not known to have ended.
    pub under_way: Option<Step>,
    /// What was made, the newest last.
    pub made: Vec<Made>,
}

/// A step that leaves something behind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The key pair is made.
    MakeKey,
    /// The app is made.
    CreateApp,
    /// The app is put right.
    CorrectApp,
    /// A custom role and its resource set are made.
    MakeRole,
    /// The app's admin roles are assigned.
    AssignRoles,
    /// The app's scopes are granted.
    GrantScopes,
    /// The settings file is written.
    WriteSettings,
    /// The file of an MCP client is written.
    WriteClient,
    /// All of it is taken back.
    Remove,
}

/// Something that a set-up made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Made {
    /// The file of the private key.
    KeyFile {
        /// Where it is.
        path: PathBuf,
    },
    /// The app.
    App {
        /// Its id.
        id: String,
    },
    /// A custom role.
    CustomRole {
        /// Its id.
        id: String,
        /// Its name.
        label: String,
    },
    /// A resource set.
    ResourceSet {
        /// Its id.
        id: String,
        /// Its name.
        label: String,
    },
    /// A role of the app.
    Role {
        /// The id of the assignment.
        id: String,
        /// Okta's role type, or the id of the custom role.
        role: String,
    },
    /// A scope of the app.
    Grant {
        /// The id of the grant.
        id: String,
        /// The scope.
        scope: String,
    },
    /// The table of the settings file.
    Entry {
        /// The settings file.
        file: PathBuf,
        /// Whether the file was not there before.
        new_file: bool,
    },
    /// The entry in the file of an MCP client.
    Client {
        /// The client.
        client: String,
        /// Its file.
        file: PathBuf,
        /// Whether the file was not there before.
        new_file: bool,
    },
}

impl Step {
    /// The step, as a clause that follows "while it".
    pub fn clause(&self) -> &'static str {
        match self {
            Self::MakeKey => "made the key pair",
            Self::CreateApp => "created the app",
            Self::CorrectApp => "corrected the app",
            Self::MakeRole => "made the custom role",
            Self::AssignRoles => "assigned the admin role",
            Self::GrantScopes => "granted the scopes",
            Self::WriteSettings => "wrote okta-mcp.toml",
            Self::WriteClient => "wrote the client's file",
            Self::Remove => "took everything back",
        }
    }
}

impl Made {
    /// What it is, for a person.
    pub fn described(&self) -> String {
        match self {
            Self::KeyFile { path } => format!("the private key {}", path.display()),
            Self::App { id } => format!("the app {id} in the org"),
            Self::CustomRole { label, .. } => format!("the custom role {}", quote(label)),
            Self::ResourceSet { label, .. } => format!("the resource set {}", quote(label)),
            Self::Role { role, .. } => {
                format!("its admin role {}", ::tools::advice::role_label(role))
            }
            Self::Grant { scope, .. } => format!("its scope {scope}"),
            Self::Entry { file, .. } => format!("the connection in {}", file.display()),
            Self::Client { client, file, .. } => format!("{client}'s entry in {}", file.display()),
        }
    }
}

/// A record and its file: every change is on the disk before the next step begins.
#[derive(Debug)]
pub struct Ledger {
    path: PathBuf,
    /// What is recorded.
    pub record: Record,
}

impl Ledger {
    /// The record in a file, where there is one.
    ///
    /// # Errors
    /// `misconfigured`, where it cannot be read or is none.
    pub fn open(path: &Path) -> Result<Option<Self>, Error> {
        let Some(text) = private::read(path)? else {
            return Ok(None);
        };
        let record: Record = serde_json::from_str(&text).map_err(|_| {
            Error::new(
                Kind::Misconfigured,
                format!(
                    "the record of the set-up, {}, is damaged",
                    quote(&path.to_string_lossy())
                ),
                "Move the file away. What an earlier set-up made in the org is then to be removed by hand.",
            )
        })?;
        Ok(Some(Self {
            path: path.to_owned(),
            record,
        }))
    }

    /// A new record, not yet on the disk.
    pub fn new(path: PathBuf, record: Record) -> Self {
        Self { path, record }
    }

    /// Writes down that a step begins.
    ///
    /// # Errors
    /// `misconfigured`, where it cannot be written: then the step must not be taken.
    pub fn begin(&mut self, step: Step) -> Result<(), Error> {
        self.record.under_way = Some(step);
        self.save()
    }

    /// Writes down what was made, while its step goes on.
    ///
    /// # Errors
    /// As [`Ledger::begin`].
    pub fn add(&mut self, made: Made) -> Result<(), Error> {
        if !self.record.made.contains(&made) {
            self.record.made.push(made);
        }
        self.save()
    }

    /// Writes down that what was made is gone.
    ///
    /// # Errors
    /// As [`Ledger::begin`].
    pub fn forget(&mut self, gone: impl Fn(&Made) -> bool) -> Result<(), Error> {
        self.record.made.retain(|made| !gone(made));
        self.save()
    }

    /// Writes down that the step has ended.
    ///
    /// # Errors
    /// As [`Ledger::begin`].
    pub fn end(&mut self) -> Result<(), Error> {
        self.record.under_way = None;
        self.save()
    }

    /// Takes the record away: nothing is left of the set-up.
    ///
    /// # Errors
    /// `misconfigured`, where it cannot be removed.
    pub fn close(self) -> Result<(), Error> {
        private::remove(&self.path)
    }

    fn save(&self) -> Result<(), Error> {
        let text = serde_json::to_string_pretty(&self.record).unwrap_or_default();
        private::write(&self.path, &(text + "\n"))
    }
}

impl Record {
    /// A record of nothing yet.
    pub fn of(org_url: &str, name: &str, key_file: PathBuf) -> Self {
        Self {
            version: 1,
            org_url: org_url.to_owned(),
            name: name.to_owned(),
            label: String::new(),
            preset: String::new(),
            scopes: Vec::new(),
            opened: Vec::new(),
            forbade_writes: false,
            key_file,
            kid: None,
            client_id: None,
            under_way: None,
            made: Vec::new(),
        }
    }

    /// The id of the app that the set-up made.
    pub fn app(&self) -> Option<&str> {
        self.made.iter().find_map(|made| match made {
            Made::App { id } => Some(id.as_str()),
            _ => None,
        })
    }

    /// Whether the set-up gave the app that role.
    pub fn gave(&self, assignment: &str) -> bool {
        self.made
            .iter()
            .any(|made| matches!(made, Made::Role { id, .. } if id == assignment))
    }

    /// Whether the set-up granted the app that scope.
    pub fn granted(&self, grant: &str) -> bool {
        self.made
            .iter()
            .any(|made| matches!(made, Made::Grant { id, .. } if id == grant))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_begun_and_made_is_on_the_disk_before_anything_else_happens() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("below/setup-acme.json");
        let record = Record::of("https://acme.okta.com", "acme", "key.jwk".into());
        let mut ledger = Ledger::new(path.clone(), record);
        ledger.begin(Step::CreateApp).unwrap();
        let read = || Ledger::open(&path).unwrap().unwrap().record;
        assert_eq!(read().under_way, Some(Step::CreateApp));
        let app = Made::App { id: "0oa1".into() };
        ledger.add(app.clone()).unwrap();
        assert_eq!(read().app(), Some("0oa1"));
        ledger.end().unwrap();
        assert_eq!(read().under_way, None);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        ledger.forget(|made| *made == app).unwrap();
        assert_eq!(read().app(), None);
        ledger.close().unwrap();
        assert!(Ledger::open(&path).unwrap().is_none());
        std::fs::write(&path, "{").unwrap();
        assert!(Ledger::open(&path).is_err());
    }
}
