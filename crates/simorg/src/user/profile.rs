//! Profiles: which attributes and values a person may have.

use serde_json::{Map, Value};

use crate::directory::Directory;
use crate::refusal::Refusal;
use crate::schema::{self, Attribute};

/// The profile that a body holds.
///
/// # Errors
/// Okta's refusal where it is missing or no object.
pub fn of(body: &Map<String, Value>) -> Result<Map<String, Value>, Refusal> {
    match body.get("profile") {
        Some(Value::Object(profile)) => Ok(profile.clone()),
        None | Some(Value::Null) => Err(Refusal::invalid(
            "profile",
            "profile: The field cannot be left blank",
        )),
        Some(_) => Err(Refusal::malformed()),
    }
}

/// The profile with the changes made; what is null in the changes is taken out.
///
/// # Errors
/// Okta's refusal of an attribute or a value.
pub fn merge(
    mut profile: Map<String, Value>,
    changes: Map<String, Value>,
) -> Result<Map<String, Value>, Refusal> {
    known(&changes)?;
    for (name, value) in changes {
        if value.is_null() {
            profile.shift_remove(&name);
        } else {
            profile.insert(name, value);
        }
    }
    Ok(profile)
}

/// Whether a person may have this profile; `id` is theirs where they exist already.
///
/// # Errors
/// Okta's refusal of an attribute or a value.
pub fn check(directory: &Directory, profile: &Map<String, Value>, id: &str) -> Result<(), Refusal> {
    present(profile)?;
    for (name, value) in profile {
        if let Some(attribute) = schema::attribute(name) {
            fits(attribute, value)?;
        }
    }
    addressed(profile)?;
    let login = profile
        .get("login")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let taken = directory
        .users
        .values()
        .any(|user| user.id != id && user.login().to_lowercase() == login.to_lowercase());
    if taken {
        return Err(Refusal::invalid(
            "login",
            "login: An object with this field already exists in the current organization",
        ));
    }
    Ok(())
}

fn known(profile: &Map<String, Value>) -> Result<(), Refusal> {
    let unknown: Vec<&String> = profile
        .keys()
        .filter(|name| schema::attribute(name).is_none())
        .collect();
    if unknown.is_empty() {
        return Ok(());
    }
    // Recorded on create; taken to be the same on update.
    let mut refusal = Refusal::new(400, "E0000001", "Api validation failed: newUser");
    for name in unknown {
        refusal = refusal.because(format!("Property name '{name}' is not defined in profile"));
    }
    Err(refusal)
}

fn present(profile: &Map<String, Value>) -> Result<(), Refusal> {
    let blank = |attribute: &&Attribute| {
        let value = profile.get(attribute.name);
        attribute.is_required()
            && value.is_none_or(|value| value.as_str().is_some_and(|text| text.trim().is_empty()))
    };
    let missing: Vec<&str> = schema::BASE.iter().filter(blank).map(|a| a.name).collect();
    let Some(first) = missing.first() else {
        return Ok(());
    };
    let mut refusal = Refusal::new(400, "E0000001", format!("Api validation failed: {first}"));
    for name in &missing {
        refusal = refusal.because(format!("{name}: The field cannot be left blank"));
    }
    Err(refusal)
}

fn fits(attribute: &Attribute, value: &Value) -> Result<(), Refusal> {
    let name = attribute.name;
    if !attribute.takes(value) {
        let kind = attribute.kind.word();
        return Err(Refusal::invalid(
            name,
            format!("{name}: must be of type {kind}"),
        ));
    }
    let Some(text) = value.as_str() else {
        return Ok(());
    };
    // Okta takes no character beyond the basic plane (its API overview, "4-byte UTF-8").
    if text.chars().any(|c| u32::from(c) > 0xFFFF) {
        return Err(Refusal::invalid(
            name,
            format!("{name}: Does not match required pattern"),
        ));
    }
    let length = text.chars().count();
    if length > attribute.length.1 {
        return Err(Refusal::invalid(
            name,
            format!("{name}: The field is too long"),
        ));
    }
    if length < attribute.length.0 {
        return Err(Refusal::invalid(
            name,
            format!("{name}: The field is too short"),
        ));
    }
    if !attribute.choices.is_empty() && !attribute.choices.contains(&text) {
        return Err(Refusal::invalid(
            name,
            format!("{name}: Does not match one of the enumerated values"),
        ));
    }
    Ok(())
}

fn addressed(profile: &Map<String, Value>) -> Result<(), Refusal> {
    let get = |name: &str| profile.get(name).and_then(Value::as_str);
    if get("login").is_some_and(|login| !is_address(login)) {
        return Err(Refusal::invalid(
            "login",
            "login: Username must be in the form of an email address",
        ));
    }
    for name in ["email", "secondEmail"] {
        if get(name).is_some_and(|address| !is_address(address)) {
            return Err(Refusal::invalid(
                name,
                format!("{name}: Does not match required pattern"),
            ));
        }
    }
    Ok(())
}

fn is_address(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, domain)| {
        !name.is_empty()
            && domain.contains('.')
            && !domain.starts_with('.')
            && !domain.ends_with('.')
            && !domain.contains('@')
            && !text.chars().any(char::is_whitespace)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_name_and_a_domain() {
        assert!(is_address("ada@acme.example"));
        for bad in [
            "",
            "ada",
            "@acme.example",
            "ada@",
            "ada@acme",
            "a b@c.d",
            "a@b@c.d",
        ] {
            assert!(!is_address(bad), "{bad}");
        }
    }
}
