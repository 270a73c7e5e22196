//! `okta-mcp.toml`: the settings of one organisation or of several, in a file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use changes::{Confirm, Policy, Requires, Restricted};
use operations::Family;
use serde::Deserialize;
use toml::{Table, Value};

use ::tools::Error;
use ::tools::quote::quote;

use super::wrong;

/// The keys of the file, and the names that the environment has for them.
const KEYS: &[(&str, &str)] = &[
    ("auth", "OKTA_AUTH"),
    ("client_id", "OKTA_CLIENT_ID"),
    ("dpop", "OKTA_DPOP"),
    ("exclude_tools", "OKTA_MCP_EXCLUDE_TOOLS"),
    ("files_dir", "OKTA_MCP_FILES_DIR"),
    ("key_id", "OKTA_KEY_ID"),
    ("log", "OKTA_MCP_LOG"),
    ("org_url", "OKTA_ORG_URL"),
    ("private_key_file", "OKTA_PRIVATE_KEY_FILE"),
    ("read_only", "OKTA_MCP_READ_ONLY"),
    ("reply_budget", "OKTA_MCP_REPLY_BUDGET"),
    ("scopes", "OKTA_SCOPES"),
    ("state_dir", "OKTA_MCP_STATE_DIR"),
    ("surface", "OKTA_MCP_SURFACE"),
    ("tools", "OKTA_MCP_TOOLS"),
    ("toolsets", "OKTA_MCP_TOOLSETS"),
];

/// The largest file that is read, in bytes.
const LARGEST: u64 = 1 << 20;

/// Whose file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The user's own, in their configuration.
    Own,
    /// One that was named, which may have come with a repository.
    Anybodys,
}

/// What a file says of one organisation.
#[derive(Debug, PartialEq, Eq)]
pub struct File {
    /// Settings under the names of the environment.
    pub given: BTreeMap<String, String>,
    /// How writes are handled.
    pub policy: Policy,
}

impl Default for File {
    fn default() -> Self {
        Self {
            given: BTreeMap::new(),
            policy: Policy::STRICT,
        }
    }
}

/// The file as it is written.
#[derive(Deserialize, Default)]
struct Written {
    #[serde(default)]
    org: BTreeMap<String, Table>,
    #[serde(flatten)]
    rest: Table,
}

impl File {
    /// Reads the file, where there is one, and takes what it says of that organisation. Nothing in the
    /// file for `[org.NAME]` holds for all.
    ///
    /// # Errors
    /// `misconfigured`, which names the file, the key and what to do.
    pub fn read(path: &Path, org: Option<&str>, whose: Whose) -> Result<Self, Error> {
        let size = std::fs::metadata(path).map(|file| file.len());
        let text = match size {
            Ok(size) if size > LARGEST => Err("it is larger than 1 MiB".to_owned()),
            Ok(_) => std::fs::read_to_string(path).map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        };
        let text = text.map_err(|why| {
            wrong(
                format!("the settings file {} cannot be read: {why}", shown(path)),
                "Correct the path in --config, or leave it out.",
            )
        })?;
        Self::parse(&text, org, whose).map_err(|why| {
            wrong(
                format!("the settings file {} is not right: {why}", shown(path)),
                "Correct it; docs/reference/cli.md lists its keys.",
            )
        })
    }

    fn parse(text: &str, org: Option<&str>, whose: Whose) -> Result<Self, String> {
        // The parser's own message quotes the line, which may hold a secret.
        let written: Written = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let line = text.get(..at).map_or(0, |before| before.lines().count());
            format!("line {} is no TOML as it should be", line.max(1))
        })?;
        let mut file = Self::default();
        file.take(&written.rest, whose)?;
        if let Some(table) = chosen(&written.org, org)? {
            file.take(table, whose)?;
        }
        Ok(file)
    }

    fn take(&mut self, table: &Table, whose: Whose) -> Result<(), String> {
        for (key, value) in table {
            if ["confirm", "require", "restricted"].contains(&key.as_str()) {
                self.guard(key, value, whose)?;
                continue;
            }
            let Some((_, name)) = KEYS.iter().find(|(known, _)| known == key) else {
                let keys: Vec<&str> = KEYS.iter().map(|(known, _)| *known).collect();
                return Err(format!(
                    "there is no key {}; the keys are {}, confirm, require and restricted",
                    quote(key),
                    keys.join(", ")
                ));
            };
            self.given.insert((*name).to_owned(), text(key, value)?);
        }
        Ok(())
    }

    /// Who is asked: the user's own file alone says it.
    fn guard(&mut self, key: &str, value: &Value, whose: Whose) -> Result<(), String> {
        if whose == Whose::Anybodys {
            return Err(format!(
                "{key} stands in it, and counts only in the user's own okta-mcp.toml, for a repository can bring such a file"
            ));
        }
        if key == "confirm" {
            let word = value.as_str().and_then(Confirm::of);
            self.policy.confirm = word.ok_or("confirm is ask, client or off")?;
            return Ok(());
        }
        if key == "require" {
            self.policy.requires = required(value)?;
            return Ok(());
        }
        let families = value
            .as_table()
            .ok_or("restricted is a table of families")?;
        for (name, setting) in families {
            let family = Family::ALL.into_iter().find(|family| family.word() == name);
            let family = family.ok_or_else(|| {
                let names: Vec<&str> = Family::ALL.iter().map(|family| family.word()).collect();
                format!(
                    "there is no family {}; they are {}",
                    quote(name),
                    names.join(", ")
                )
            })?;
            let setting = setting.as_str().and_then(Restricted::of);
            let setting = setting.ok_or_else(|| format!("{name} is refuse, approve or ask"))?;
            self.policy = self.policy.with(family, setting);
        }
        Ok(())
    }
}

/// The table of the organisation that is meant.
fn chosen<'a>(
    orgs: &'a BTreeMap<String, Table>,
    org: Option<&str>,
) -> Result<Option<&'a Table>, String> {
    let names = || {
        orgs.keys()
            .map(|name| quote(name))
            .collect::<Vec<_>>()
            .join(", ")
    };
    match org {
        Some(name) => match orgs.get(name) {
            Some(table) => Ok(Some(table)),
            None if orgs.is_empty() => Err(format!("it has no [org.{}]", quote(name))),
            None => Err(format!("it has no org {}; it has {}", quote(name), names())),
        },
        None if orgs.len() > 1 => Err(format!(
            "it has several orgs, {}; name one with --org",
            names()
        )),
        None => Ok(orgs.values().next()),
    }
}

/// A value as the environment would have it: lists between blanks.
fn text(key: &str, value: &Value) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Integer(number) => Ok(number.to_string()),
        Value::Boolean(is) => Ok(is.to_string()),
        Value::Array(items) => {
            let items = items.iter().map(|item| text(key, item));
            Ok(items.collect::<Result<Vec<_>, _>>()?.join(" "))
        }
        _ => Err(format!("the value of {key} is no text, number or list")),
    }
}

/// The user's own file (XDG Base Directory Specification), whether there or not.
pub fn own(config_home: Option<&str>, home: Option<&str>) -> Option<PathBuf> {
    let folder = config_home
        .map(PathBuf::from)
        .or_else(|| Some(Path::new(home?).join(".config")))?;
    Some(folder.join("okta-mcp").join("okta-mcp.toml"))
}

fn shown(path: &Path) -> String {
    quote(&path.to_string_lossy())
}

/// What every write must say of itself.
fn required(value: &Value) -> Result<Requires, String> {
    let wrong = || "require is a list of reason and ticket".to_owned();
    let mut requires = Requires::default();
    for name in value.as_array().ok_or_else(wrong)? {
        match name.as_str() {
            Some("reason") => requires.reason = true,
            Some("ticket") => requires.ticket = true,
            _ => return Err(wrong()),
        }
    }
    Ok(requires)
}

#[cfg(test)]
mod tests {
    use operations::Effect;

    use super::*;

    const TWO: &str = r#"
        read_only = true
        [org.prod]
        org_url = "https://acme.okta.com"
        scopes = ["okta.users.read", "okta.groups.read"]
        [org.preview]
        org_url = "https://acme.oktapreview.com"
        read_only = false
    "#;

    fn parse(text: &str, org: Option<&str>) -> Result<File, String> {
        File::parse(text, org, Whose::Own)
    }

    #[test]
    fn one_organisation_is_chosen_and_what_holds_for_all_goes_with_it() {
        let prod = parse(TWO, Some("prod")).unwrap().given;
        assert_eq!(prod["OKTA_SCOPES"], "okta.users.read okta.groups.read");
        assert_eq!(prod["OKTA_MCP_READ_ONLY"], "true");
        let preview = parse(TWO, Some("preview")).unwrap().given;
        assert_eq!(preview["OKTA_MCP_READ_ONLY"], "false");
    }

    #[test]
    fn what_is_not_clear_is_refused_and_a_line_is_not_quoted() {
        assert!(parse(TWO, None).unwrap_err().contains("--org"));
        assert!(parse(TWO, Some("x")).unwrap_err().contains("prod"));
        let unknown = parse("readonly = true", None).unwrap_err();
        assert!(unknown.contains("read_only"), "{unknown}");
        let broken = parse("a = 1\nkey = \"secret", None).unwrap_err();
        assert!(
            broken.contains("line 2") && !broken.contains("secret"),
            "{broken}"
        );
    }

    #[test]
    fn who_is_asked_stands_in_the_users_own_file_alone() {
        let text = "confirm = \"client\"\n[restricted]\ntakeover = \"approve\"\n";
        let own = parse(text, None).unwrap().policy;
        assert_eq!(own.confirm, Confirm::Client);
        let takeover = Effect::Restricted(Family::Takeover);
        assert_eq!(own.asks(takeover), changes::Asks::SecondPerson);
        let brought = File::parse(text, None, Whose::Anybodys).unwrap_err();
        assert!(brought.contains("own okta-mcp.toml"), "{brought}");
        let wants = parse("require = [\"ticket\"]", None)
            .unwrap()
            .policy
            .requires;
        assert!(wants.ticket && !wants.reason);
        assert!(parse("require = [\"tickets\"]", None).is_err());
        assert!(
            parse("[restricted]\ntakover = \"ask\"", None)
                .unwrap_err()
                .contains("takeover")
        );
    }
}
