//! The settings as the doctor takes them: each by itself, usable or not.

use std::path::PathBuf;

use ::tools::Error;
use ::tools::advice::Code;
use ::tools::doctor::{Given, GivenKey, Way};
use okta::Dpop;

use super::{By, Environment, read_file};

impl Environment {
    /// Every setting of the connection, and what is wrong with the others.
    pub fn given(&self) -> Given {
        let mut faults = Vec::new();
        let mut take = |fault: Option<Error>| faults.extend(fault);
        take(self.filter(Vec::new()).err());
        take(self.budget().err());
        let way = self.way().unwrap_or_else(|error| {
            take(Some(error));
            Way::Key(self.key())
        });
        let dpop = self.dpop().unwrap_or_else(|error| {
            take(Some(error));
            Dpop::Auto
        });
        let trusted = self.trusted().unwrap_or_else(|error| {
            take(Some(error));
            None
        });
        Given {
            faults,
            org_url: self.get("OKTA_ORG_URL").unwrap_or_default().to_owned(),
            client_id: self.client_id(),
            way,
            scopes: self.scopes_or_default(),
            dpop,
            trusted,
            proxy: self.proxy(),
            read_only: self.flag("OKTA_MCP_READ_ONLY").unwrap_or_default(),
        }
    }

    fn way(&self) -> Result<Way, Error> {
        match self.sign_in_by()? {
            By::Key => Ok(Way::Key(self.key())),
            By::Device => Ok(Way::Device),
        }
    }

    fn key(&self) -> GivenKey {
        GivenKey {
            text: self.key_text(),
            file: self.get("OKTA_PRIVATE_KEY_FILE").map(PathBuf::from),
            id: self.get("OKTA_KEY_ID").map(str::to_owned),
        }
    }

    /// The text of the key, from its file where one is named.
    pub(super) fn key_text(&self) -> Result<String, Error> {
        let Some(path) = self.get("OKTA_PRIVATE_KEY_FILE") else {
            return Ok(self.get("OKTA_PRIVATE_KEY").unwrap_or_default().to_owned());
        };
        read_file("OKTA_PRIVATE_KEY_FILE", path).map_err(|error| {
            let is_there = std::path::Path::new(path).exists();
            error.coded(if is_there {
                Code::KeyUnreadable
            } else {
                Code::KeyMissing
            })
        })
    }
}
