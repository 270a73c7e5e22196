//! What is made on this machine: the key pair, and the connection in `okta-mcp.toml`.

use std::path::Path;

use ::tools::advice;
use ::tools::quote::quote;
use ::tools::{Error, Kind};
use okta::{NewKey, SigningKey};
use toml_edit::{Array, DocumentMut, Item, Table, value};

use super::Journey;
use super::record::{Made, Record, Step};
use super::wish::Wish;
use crate::private;

/// What a family that a preset opens is set to.
const APPROVE: &str = "approve";

/// The key pair of the set-up: the one in its file, or a new one.
///
/// # Errors
/// `misconfigured`, where the file cannot be read or written, or holds something else.
pub fn ensure_key(journey: &mut Journey<'_>) -> Result<SigningKey, Error> {
    let path = journey.ledger.record.key_file.clone();
    if let Some(text) = private::read(&path)? {
        let key = SigningKey::parse(&text, None).map_err(|fault| {
            let error = advice::key(&fault);
            let path = quote(&path.to_string_lossy());
            Error {
                message: format!(
                    "the key file {path} is there and cannot be used: {}",
                    error.message
                ),
                next_step: "Move it away, so that a new key is made; or restore it.".to_owned(),
                ..error
            }
        })?;
        journey.ledger.record.kid = Some(key.kid().to_owned());
        return Ok(key);
    }
    let made = NewKey::generate(journey.wish.key).map_err(|fault| {
        Error::new(
            Kind::Misconfigured,
            format!("no key could be made: {fault}"),
            "Check the machine's random source.",
        )
    })?;
    journey.ledger.record.kid = Some(made.key.kid().to_owned());
    journey.ledger.begin(Step::MakeKey)?;
    journey.ledger.add(Made::KeyFile { path: path.clone() })?;
    private::write(&path, made.jwk.expose())?;
    journey.ledger.end()?;
    journey.desk.done(&format!(
        "a key pair is made on this machine; the private key is in {} and stays there",
        path.display()
    ));
    Ok(made.key)
}

/// What the settings file says of a connection.
pub struct Entry<'a> {
    /// The client id of the app.
    pub client_id: &'a str,
    /// The file of its key.
    pub key_file: &'a Path,
    /// The id of the key, where its file does not hold it.
    pub key_id: Option<&'a str>,
}

/// Writes the connection into `okta-mcp.toml`; everything else in it stays.
///
/// # Errors
/// `misconfigured`, where the file is no TOML or cannot be written.
pub fn write_entry(journey: &mut Journey<'_>, entry: &Entry<'_>) -> Result<(), Error> {
    let path = journey.place.settings.clone();
    let before = private::read(&path)?;
    let mut document = parsed(&path, before.as_deref().unwrap_or_default())?;
    let table = table_of(&mut document, &journey.wish.name)
        .ok_or_else(|| no_table(&path, &journey.wish.name))?;
    fill(table, &journey.wish, entry);
    guard(table, &journey.wish, &mut journey.ledger.record);
    let text = document.to_string();
    if before.as_deref() == Some(text.as_str()) {
        return Ok(());
    }
    journey.ledger.begin(Step::WriteSettings)?;
    let is_recorded = |made: &Made| matches!(made, Made::Entry { .. });
    if !journey.ledger.record.made.iter().any(is_recorded) {
        journey.ledger.add(Made::Entry {
            file: path.clone(),
            new_file: before.is_none(),
        })?;
    }
    let backup = private::replace(&path, &text)?;
    journey.ledger.end()?;
    let kept = backup.map(|path| format!(" (as it was: {})", path.display()));
    journey.desk.done(&format!(
        "[org.{}] is in {}{}",
        journey.wish.name,
        path.display(),
        kept.unwrap_or_default()
    ));
    Ok(())
}

/// Refuses a connection of that name which no set-up made.
///
/// # Errors
/// `misconfigured`, where the file is no TOML; `conflict`, where the name is taken.
pub fn refuse_foreign(path: &Path, name: &str) -> Result<(), Error> {
    let text = private::read(path)?.unwrap_or_default();
    let document = parsed(path, &text)?;
    let held = document.get("org").and_then(|orgs| orgs.get(name));
    if held.is_none() {
        return Ok(());
    }
    Err(Error::new(
        Kind::Conflict,
        format!(
            "{} has a connection [org.{name}] that no set-up made; it was not touched",
            path.display()
        ),
        "Choose another name with --org, or take the table out of the file first.",
    ))
}

/// The settings file as it stands, with its comments.
///
/// # Errors
/// `misconfigured`; the parser's own words may quote a secret, and are not repeated.
pub fn parsed(path: &Path, text: &str) -> Result<DocumentMut, Error> {
    text.parse().map_err(|_| {
        Error::new(
            Kind::Misconfigured,
            format!(
                "the settings file {} is no TOML, and was not touched",
                path.display()
            ),
            "Correct it; okta-mcp doctor names the line.",
        )
    })
}

fn no_table(path: &Path, name: &str) -> Error {
    Error::new(
        Kind::Misconfigured,
        format!(
            "in {} org.{name} is no table; it was not touched",
            path.display()
        ),
        "Correct it.",
    )
}

/// The table of a connection, made where it is missing.
fn table_of<'d>(document: &'d mut DocumentMut, name: &str) -> Option<&'d mut Table> {
    let orgs = document.entry("org").or_insert_with(|| {
        let mut orgs = Table::new();
        orgs.set_implicit(true);
        Item::Table(orgs)
    });
    let table = orgs.as_table_mut()?;
    table
        .entry(name)
        .or_insert_with(|| Item::Table(Table::new()))
        .as_table_mut()
}

fn fill(table: &mut Table, wish: &Wish, entry: &Entry<'_>) {
    set(table, "org_url", wish.org.as_str());
    set(table, "client_id", entry.client_id);
    set(table, "private_key_file", &entry.key_file.to_string_lossy());
    match entry.key_id {
        Some(id) => set(table, "key_id", id),
        None => {
            table.remove("key_id");
        }
    }
    table.remove("auth");
    let scopes: Array = wish.scopes.iter().map(String::as_str).collect();
    let same = table.get("scopes").is_some_and(|held| {
        let held = held.as_array().into_iter().flatten();
        held.filter_map(|scope| scope.as_str())
            .eq(wish.scopes.iter().map(String::as_str))
    });
    if !same {
        table.insert("scopes", value(scopes));
    }
}

/// What the connection may not do, as far as the set-up says it: a word of the user's own stays.
fn guard(table: &mut Table, wish: &Wish, record: &mut Record) {
    let writes = wish.scopes.iter().any(|scope| scope.ends_with(".manage"));
    if writes && record.forbade_writes {
        table.remove("read_only");
        record.forbade_writes = false;
    } else if !writes && !table.contains_key("read_only") {
        table.insert("read_only", value(true));
        record.forbade_writes = true;
    }
    let wanted: Vec<&str> = wish.preset.opens.iter().map(|f| f.word()).collect();
    let families = table.entry("restricted");
    let families = families.or_insert_with(|| Item::Table(Table::new()));
    let Some(families) = families.as_table_mut() else {
        return;
    };
    for family in record
        .opened
        .iter()
        .filter(|f| !wanted.contains(&f.as_str()))
    {
        if families.get(family).and_then(Item::as_str) == Some(APPROVE) {
            families.remove(family);
        }
    }
    record
        .opened
        .retain(|family| wanted.contains(&family.as_str()));
    for family in wanted {
        if !families.contains_key(family) {
            families.insert(family, value(APPROVE));
            record.opened.push(family.to_owned());
        }
    }
    if families.is_empty() {
        table.remove("restricted");
    }
}

/// Sets a text, where it is another one; so that a comment behind it stays.
fn set(table: &mut Table, key: &str, text: &str) {
    if table.get(key).and_then(Item::as_str) != Some(text) {
        table.insert(key, value(text));
    }
}

/// Names another key wherever the settings file names this one. Where it did, its path.
///
/// # Errors
/// `misconfigured`, where the file is no TOML or cannot be written.
pub fn replace_key_id(path: &Path, old: &str, new: &str) -> Result<bool, Error> {
    let text = private::read(path)?.unwrap_or_default();
    let mut document = parsed(path, &text)?;
    let is_old = |table: &Table| table.get("key_id").and_then(Item::as_str) == Some(old);
    let mut found = false;
    let orgs = document.get_mut("org").and_then(Item::as_table_mut);
    for (_, org) in orgs.into_iter().flat_map(Table::iter_mut) {
        if let Some(table) = org.as_table_mut().filter(|table| is_old(table)) {
            table.insert("key_id", value(new));
            found = true;
        }
    }
    if is_old(document.as_table()) {
        document.insert("key_id", value(new));
        found = true;
    }
    if found {
        private::replace(path, &document.to_string())?;
    }
    Ok(found)
}

/// Takes the connection out of the settings file; the file goes where the set-up made it and nothing
/// else is in it.
///
/// # Errors
/// `misconfigured`, where the file is no TOML or cannot be written.
pub fn remove_entry(path: &Path, name: &str, new_file: bool) -> Result<(), Error> {
    let Some(text) = private::read(path)? else {
        return Ok(());
    };
    let mut document = parsed(path, &text)?;
    if let Some(orgs) = document.get_mut("org").and_then(Item::as_table_mut) {
        orgs.remove(name);
        if orgs.is_empty() {
            document.remove("org");
        }
    }
    let left = document.to_string();
    if left.trim().is_empty() && new_file {
        return private::remove(path);
    }
    private::replace(path, &left).map(|_| ())
}
