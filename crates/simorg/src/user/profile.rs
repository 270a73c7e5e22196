//! Profiles: which attributes and values a person may have.

use serde_json::{Map, Value};

use crate::directory::Directory;
use crate::refusal::Refusal;
use crate::schema::{Attribute, Live};

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

/// The profile with the changes made; what is null in the changes is taken out. A name that the schema
/// does not have is refused.
///
/// # Errors
/// Okta's refusal of an attribute.
pub fn merge(
    schema: Live<'_>,
    mut profile: Map<String, Value>,
    changes: Map<String, Value>,
) -> Result<Map<String, Value>, Refusal> {
    known(schema, &changes)?;
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
pub fn check(
    schema: Live<'_>,
    directory: &Directory,
    profile: &Map<String, Value>,
    id: &str,
) -> Result<(), Refusal> {
    present(schema, profile)?;
    for attribute in schema.attributes() {
        let Some(value) = profile.get(attribute.name) else {
            continue;
        };
        attribute.check(value)?;
        addressed(&attribute, value)?;
        if attribute.name == "login" || attribute.is_unique() {
            alone(directory, (attribute.name, value), id)?;
        }
    }
    Ok(())
}

/// Whether nobody else has this value.
fn alone(directory: &Directory, (name, value): (&str, &Value), id: &str) -> Result<(), Refusal> {
    let is_same = |held: &Value| match (held.as_str(), value.as_str()) {
        (Some(held), Some(value)) => held.to_lowercase() == value.to_lowercase(),
        _ => held == value,
    };
    let taken = directory
        .users
        .values()
        .any(|user| user.id != id && user.profile.get(name).is_some_and(is_same));
    if taken {
        let cause =
            format!("{name}: An object with this field already exists in the current organization");
        return Err(Refusal::invalid(name, cause));
    }
    Ok(())
}

fn known(schema: Live<'_>, profile: &Map<String, Value>) -> Result<(), Refusal> {
    let unknown: Vec<&String> = profile
        .keys()
        .filter(|name| schema.attribute(name).is_none())
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

fn present(schema: Live<'_>, profile: &Map<String, Value>) -> Result<(), Refusal> {
    let blank = |attribute: &Attribute<'_>| {
        let value = profile.get(attribute.name);
        attribute.is_required()
            && value.is_none_or(|value| value.as_str().is_some_and(|text| text.trim().is_empty()))
    };
    let missing: Vec<&str> = schema
        .attributes()
        .filter(blank)
        .map(|attribute| attribute.name)
        .collect();
    let Some(first) = missing.first() else {
        return Ok(());
    };
    let mut refusal = Refusal::new(400, "E0000001", format!("Api validation failed: {first}"));
    for name in &missing {
        refusal = refusal.because(format!("{name}: The field cannot be left blank"));
    }
    Err(refusal)
}

/// A login has the form of an address, unless the schema has a pattern for it.
fn addressed(attribute: &Attribute<'_>, value: &Value) -> Result<(), Refusal> {
    let name = attribute.name;
    let text = value.as_str().unwrap_or_default();
    match (name, attribute.pattern()) {
        ("login", Some(pattern)) if !follows(text, pattern) => {
            let cause = "login: Does not match required pattern";
            Err(Refusal::invalid("login", cause))
        }
        ("login", None) if !is_address(text) => Err(Refusal::invalid(
            "login",
            "login: Username must be in the form of an email address",
        )),
        (name, _) if attribute.is_address() && !is_address(text) => Err(Refusal::invalid(
            name,
            format!("{name}: Does not match required pattern"),
        )),
        _ => Ok(()),
    }
}

/// Whether a login follows a pattern. Okta takes two kinds: `.+` for anything, and `[…]+` for nothing
/// but certain characters.
fn follows(text: &str, pattern: &str) -> bool {
    let Some(set) = pattern
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix("]+"))
    else {
        return true;
    };
    let letters: Vec<char> = set.replace('\\', "").chars().collect();
    let is_in = |c: char| {
        let mut at = 0;
        while let Some(first) = letters.get(at) {
            match (letters.get(at + 1), letters.get(at + 2)) {
                (Some('-'), Some(last)) => {
                    if (*first..=*last).contains(&c) {
                        return true;
                    }
                    at += 3;
                }
                _ if *first == c => return true,
                _ => at += 1,
            }
        }
        false
    };
    !text.is_empty() && text.chars().all(is_in)
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
    fn a_login_follows_the_pattern_of_its_schema() {
        assert!(follows("ada-7", "[a-z0-9\\-]+"));
        assert!(!follows("ada@acme", "[a-z]+"));
        assert!(follows("anything @all", ".+"));
    }

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
