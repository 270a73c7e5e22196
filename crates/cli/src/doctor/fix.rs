//! `okta-mcp doctor --fix`: puts right what stands on this machine, where there is only one way to.
//! Nothing in the org is changed, and nothing that the environment says.

use std::path::{Path, PathBuf};

use ::tools::Error;
use ::tools::quote::quote;
use okta::{OrgUrl, OrgUrlFault};
use serde_json::Value;
use toml_edit::{Item, Table, value};

use crate::{Start, private};

/// Puts right what it can; what was done, in sentences.
///
/// # Errors
/// `misconfigured`, where the settings file is no TOML or something cannot be written.
pub fn apply(start: &Start) -> Result<Vec<String>, Error> {
    let mut fixed = Vec::new();
    let named = start.flags.config.clone();
    if let Some(path) = named.or_else(|| start.bare.own_settings()) {
        settings(&path, start.flags.org.as_deref(), &mut fixed)?;
    }
    // The key may be named by what was just put right.
    let now = start.bare.clone().with(start.flags.clone());
    if let Some(path) = now.setting("OKTA_PRIVATE_KEY_FILE").map(PathBuf::from) {
        key_id(&path, now.setting("OKTA_KEY_ID"), &mut fixed)?;
        mode(&path, &mut fixed);
    }
    Ok(fixed)
}

/// The settings file: what is typed wrong in only one way.
fn settings(path: &Path, org: Option<&str>, fixed: &mut Vec<String>) -> Result<(), Error> {
    let Some(text) = private::read(path)? else {
        return Ok(());
    };
    let mut document = crate::setup::parsed(path, &text)?;
    let before = fixed.len();
    let shown = path.display().to_string();
    if let Some(orgs) = document.get_mut("org").and_then(Item::as_table_mut) {
        let only = orgs.len() == 1;
        for (name, table) in orgs.iter_mut() {
            let is_meant = org.map_or(only, |org| org == name.get());
            if let Some(table) = table.as_table_mut().filter(|_| is_meant) {
                values(table, &shown, fixed);
            }
        }
    }
    values(document.as_table_mut(), &shown, fixed);
    if fixed.len() > before {
        private::replace(path, &document.to_string())?;
    }
    Ok(())
}

fn values(table: &mut Table, path: &str, fixed: &mut Vec<String>) {
    match table.get("org_url").and_then(Item::as_str).map(address) {
        Some(Address::Meant(url)) => {
            table.insert("org_url", value(&url));
            fixed.push(format!("org_url in {path} is now {url}"));
        }
        Some(Address::Placeholder) => {
            table.remove("org_url");
            fixed.push(format!("the placeholder is taken out of org_url in {path}"));
        }
        Some(Address::Right) | None => {}
    }
    for name in ["client_id", "key_id", "private_key_file"] {
        let held = table.get(name).and_then(Item::as_str);
        if held.is_some_and(is_placeholder) {
            table.remove(name);
            fixed.push(format!("the placeholder is taken out of {name} in {path}"));
        }
    }
}

/// What an address should be.
enum Address {
    Right,
    Meant(String),
    Placeholder,
}

fn address(text: &str) -> Address {
    match OrgUrl::parse(text) {
        Ok(url) if url.was_repaired() => Address::Meant(url.to_string()),
        Err(OrgUrlFault::AdminHost { meant, .. } | OrgUrlFault::DoubledDomain { meant, .. }) => {
            Address::Meant(format!("https://{meant}"))
        }
        Err(OrgUrlFault::Http(host)) => Address::Meant(format!("https://{host}")),
        Err(OrgUrlFault::Placeholder(_)) => Address::Placeholder,
        _ => Address::Right,
    }
}

fn is_placeholder(text: &str) -> bool {
    text.contains(['{', '}', '<', '>', '$'])
}

/// A JWK without its id gets the one that the settings name.
fn key_id(path: &Path, kid: Option<&str>, fixed: &mut Vec<String>) -> Result<(), Error> {
    let text = private::read(path).ok().flatten().unwrap_or_default();
    let (Some(kid), Ok(mut key)) = (kid, serde_json::from_str::<Value>(&text)) else {
        return Ok(());
    };
    let is_single = |key: &Value| key["kty"].is_string() && key["kid"].is_null();
    let bare = match key["keys"].as_array_mut().map(Vec::as_mut_slice) {
        Some([only]) => only,
        Some(_) => return Ok(()),
        None => &mut key,
    };
    if !is_single(bare) {
        return Ok(());
    }
    bare["kid"] = kid.into();
    private::write(path, &format!("{key:#}\n"))?;
    fixed.push(format!(
        "the key file {} holds its key id {} now",
        path.display(),
        quote(kid)
    ));
    Ok(())
}

/// The key is for its owner alone.
#[cfg(unix)]
fn mode(path: &Path, fixed: &mut Vec<String>) {
    use std::os::unix::fs::PermissionsExt as _;
    let Ok(file) = std::fs::metadata(path) else {
        return;
    };
    let is_open = file.permissions().mode() & 0o077 != 0;
    if !is_open {
        return;
    }
    let private = std::fs::Permissions::from_mode(0o600);
    if std::fs::set_permissions(path, private).is_ok() {
        fixed.push(format!(
            "the key file {} is readable by you alone now",
            path.display()
        ));
    }
}

/// Elsewhere the mode says nothing.
#[cfg(not(unix))]
fn mode(_: &Path, _: &mut Vec<String>) {}
