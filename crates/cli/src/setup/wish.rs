//! What is to be made: from flags, from what an earlier run recorded, and from what a person types.

use ::tools::advice::{self, role_label};
use ::tools::quote::quote;
use ::tools::{Error, Kind};
use okta::{KeyKind, OrgUrl};
use operations::OPERATIONS;

use super::preset::{self, Preset, Role};
use super::record::Record;
use crate::args::Setup;
use crate::config::Environment;
use crate::desk::Desk;

/// What is to be made.
#[derive(Debug)]
pub struct Wish {
    /// The org.
    pub org: OrgUrl,
    /// What the connection is called in the settings file.
    pub name: String,
    /// What the app is called in the org.
    pub label: String,
    /// What it is for.
    pub preset: &'static Preset,
    /// The scopes to grant and to ask for.
    pub scopes: Vec<String>,
    /// The admin roles of the app.
    pub roles: Vec<Role>,
    /// Which kind of key to make.
    pub key: KeyKind,
}

fn misuse(message: impl Into<String>, next_step: impl Into<String>) -> Error {
    Error::new(Kind::InvalidInput, message, next_step)
}

/// The org: from the flag, the record, the environment, or typed.
///
/// # Errors
/// What is wrong with the address.
pub fn org(
    given: &Setup,
    recorded: Option<&Record>,
    env: &Environment,
    desk: Desk,
) -> Result<OrgUrl, Error> {
    let known = recorded.map(|record| record.org_url.as_str());
    let known = known.or_else(|| env.setting("OKTA_ORG_URL"));
    if let Some(text) = &given.org_url {
        return repaired(text, desk);
    }
    loop {
        let text = desk.ask(
            "Address of the org, such as https://acme.okta.com",
            known,
            "--org-url",
        )?;
        match repaired(&text, desk) {
            Err(error) if desk.can_ask() => {
                desk.warn(&format!("{} {}", error.message, error.next_step));
            }
            outcome => return outcome,
        }
    }
}

fn repaired(text: &str, desk: Desk) -> Result<OrgUrl, Error> {
    let org = OrgUrl::parse(text).map_err(|fault| advice::org_url(&fault))?;
    if org.was_repaired() {
        desk.warn(&format!("the address is read as {org}"));
    }
    Ok(org)
}

/// What a connection to the org is called: the first part of its host.
pub fn name_of(org: &OrgUrl) -> String {
    let first = org.host().split('.').next().unwrap_or_default();
    let is_name = first.chars().any(|c| c.is_ascii_alphabetic()) && org.host().contains('.');
    if is_name {
        first.to_owned()
    } else {
        "okta".to_owned()
    }
}

/// A name that can stand in a file's name and in TOML.
///
/// # Errors
/// `invalid_input`.
pub fn checked_name(name: &str) -> Result<String, Error> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !name.is_empty() && name.len() <= 40 && name.chars().all(is_plain) {
        return Ok(name.to_owned());
    }
    Err(misuse(
        format!("{} cannot be the name of a connection", quote(name)),
        "Give --org a short name of letters, digits, - and _.",
    ))
}

impl Wish {
    /// What is to be made in that org.
    ///
    /// # Errors
    /// `invalid_input`, which names the flag.
    pub fn of(
        given: &Setup,
        (org, name): (OrgUrl, String),
        recorded: Option<&Record>,
        desk: Desk,
    ) -> Result<Self, Error> {
        let preset = preset(given, recorded, desk)?;
        let scopes = scopes(given, preset, recorded)?;
        let roles = roles(given, preset, &scopes)?;
        let wish = Self {
            label: label(given, &name, recorded),
            preset,
            scopes,
            roles,
            key: given.key_type,
            org,
            name,
        };
        wish.refuse_super_admin(given, desk)?;
        Ok(wish)
    }

    /// A super administrator is made only where the org's name is typed.
    fn refuse_super_admin(&self, given: &Setup, desk: Desk) -> Result<(), Error> {
        if !self.roles.contains(&Role::Standard("SUPER_ADMIN")) {
            return Ok(());
        }
        let typed = match &given.confirm_org {
            Some(typed) => typed.clone(),
            None => desk.ask(
                &format!(
                    "The app would be a {} and could do everything in {}. Type the org's name to go on",
                    role_label("SUPER_ADMIN"),
                    self.org.host()
                ),
                None,
                "--confirm-org",
            )?,
        };
        if [self.org.host(), self.name.as_str(), self.org.as_str()].contains(&typed.trim()) {
            return Ok(());
        }
        Err(misuse(
            format!(
                "{} is not the name of the org; nothing was done",
                quote(&typed)
            ),
            format!(
                "Type {} where it is asked, or choose a smaller role.",
                self.org.host()
            ),
        ))
    }
}

fn label(given: &Setup, name: &str, recorded: Option<&Record>) -> String {
    let before = recorded.map(|record| record.label.clone());
    let before = before.filter(|label| !label.is_empty());
    let label = given.label.clone().or(before);
    label.unwrap_or_else(|| format!("okta-mcp ({name})"))
}

fn preset(given: &Setup, recorded: Option<&Record>, desk: Desk) -> Result<&'static Preset, Error> {
    let before = recorded.and_then(|record| preset::named(&record.preset));
    if let Some(name) = &given.preset {
        return named(name);
    }
    if given.scopes.is_some() && before.is_none() {
        return named("custom");
    }
    if desk.can_ask() && before.is_none() {
        let each = preset::PRESETS.iter();
        let list: Vec<String> = each
            .map(|preset| format!("  {:<18}{}", preset.name, preset.about))
            .collect();
        desk.say(&format!(
            "What shall the connection be for?\n{}",
            list.join("\n")
        ));
    }
    let default = before.map_or("read-only", |preset| preset.name);
    if before.is_some() {
        return named(default);
    }
    named(&desk.ask("Preset", Some(default), "--preset")?)
}

fn named(name: &str) -> Result<&'static Preset, Error> {
    preset::named(name).ok_or_else(|| {
        let names: Vec<&str> = preset::PRESETS.iter().map(|preset| preset.name).collect();
        misuse(
            format!("there is no preset {}", quote(name)),
            format!(
                "Give one of {}; --list-presets shows what they are.",
                names.join(", ")
            ),
        )
    })
}

/// Those of the preset, and those of `--scopes` besides.
fn scopes(given: &Setup, preset: &Preset, recorded: Option<&Record>) -> Result<Vec<String>, Error> {
    let mut scopes: Vec<String> = preset.scopes.iter().map(|s| (*s).to_owned()).collect();
    let more = given.scopes.as_deref().unwrap_or_default();
    for scope in more.split([' ', ',']).filter(|scope| !scope.is_empty()) {
        if !OPERATIONS.iter().any(|o| o.scopes.contains(&scope)) {
            return Err(misuse(
                format!("Okta does not know the scope {}", quote(scope)),
                "Correct --scopes; okta-mcp operations --json shows the scopes of every operation.",
            ));
        }
        if !scopes.iter().any(|known| known == scope) {
            scopes.push(scope.to_owned());
        }
    }
    let same = recorded.filter(|record| record.preset == preset.name && given.scopes.is_none());
    for scope in same.into_iter().flat_map(|record| &record.scopes) {
        if preset.name == "custom" && !scopes.contains(scope) {
            scopes.push(scope.clone());
        }
    }
    if scopes.is_empty() {
        return Err(misuse(
            "the preset custom has no scopes of its own",
            "Give them with --scopes \"okta.users.read …\".",
        ));
    }
    Ok(scopes)
}

/// Those of `--role`, else those of the preset and the smallest that serve what it does not.
fn roles(given: &Setup, preset: &Preset, scopes: &[String]) -> Result<Vec<Role>, Error> {
    if !given.role.is_empty() {
        let named = given.role.iter().map(|role| standard(role));
        return named.collect();
    }
    let mut roles: Vec<Role> = preset.roles.to_vec();
    let unserved: Vec<&str> = scopes
        .iter()
        .map(String::as_str)
        .filter(|scope| !roles.iter().any(|role| role.serves(scope)))
        .collect();
    if unserved.is_empty() {
        return Ok(roles);
    }
    let more = advice::smallest_for(&unserved).ok_or_else(|| {
        misuse(
            format!(
                "no standard role short of Super Administrator is known to serve each of {}",
                unserved.join(" ")
            ),
            "Leave those scopes out, or name the roles with --role.",
        )
    })?;
    roles.extend(more.into_iter().map(Role::Standard));
    Ok(roles)
}

fn standard(role: &str) -> Result<Role, Error> {
    let mut known = operations::role::STANDARD.iter().map(|(known, _)| *known);
    let found = known.find(|known| *known == role);
    found.map(Role::Standard).ok_or_else(|| {
        misuse(
            format!("there is no standard role {}", quote(role)),
            "Give Okta's role type, such as HELP_DESK_ADMIN.",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_is_called_after_the_org() {
        let name = |url| name_of(&OrgUrl::parse(url).unwrap());
        assert_eq!(name("acme.okta.com"), "acme");
        assert_eq!(name("http://127.0.0.1:8080"), "okta");
        assert!(checked_name("../acme").is_err() && checked_name("a.b").is_err());
    }
}
