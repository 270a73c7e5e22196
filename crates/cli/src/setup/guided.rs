//! The set-up without a credential: each step in the Admin Console with the exact value to paste, and
//! after each the doctor's look at whether it is done.

use std::process::ExitCode;

use ::tools::Error;
use ::tools::advice::{Code, Severity};
use ::tools::doctor::{self, Report};
use okta::SigningKey;

use super::{Journey, finish, local};

/// Both names of the menu.
const APPLICATIONS: &str =
    "Applications and Resources > Applications (formerly Applications > Applications)";

/// A step by hand: what it takes, and the codes that say that it is not done.
struct Task {
    title: &'static str,
    text: String,
    undone: &'static [Code],
}

/// What keeps the doctor from seeing anything of the app.
const BEFORE_ALL: &[Code] = &[
    Code::ProxyRefused,
    Code::DnsFailed,
    Code::TlsFailed,
    Code::Unreachable,
    Code::UrlNotOkta,
    Code::OrgSuspended,
    Code::NetworkZoneBlocked,
];

/// Leads through the steps.
///
/// # Errors
/// `invalid_input` where there is nobody at a terminal; what is wrong with this machine.
pub async fn run(journey: &mut Journey<'_>) -> Result<ExitCode, Error> {
    let key = local::ensure_key(journey)?;
    journey.desk.say(&format!(
        "Sign in to the Okta Admin Console of {} as a Super Administrator. Four steps follow; each is checked here.",
        journey.wish.org.host()
    ));
    let client_id = create(journey, &key).await?;
    for task in [key_task(&key), scopes_task(journey), roles_task(journey)] {
        walk(journey, (&client_id, &key), &task).await?;
    }
    journey
        .ledger
        .record
        .scopes
        .clone_from(&journey.wish.scopes);
    let key_file = journey.ledger.record.key_file.clone();
    let entry = local::Entry {
        client_id: &client_id,
        key_file: &key_file,
        key_id: None,
    };
    local::write_entry(journey, &entry)?;
    finish::prove(journey, &client_id, &key).await?;
    let code = finish::examine(journey).await;
    finish::hand_over(journey)?;
    Ok(code)
}

/// The first step ends with the client id, which the others need.
async fn create(journey: &mut Journey<'_>, key: &SigningKey) -> Result<String, Error> {
    let title = "1. Create the app";
    let text = format!(
        "  {APPLICATIONS} > Create App Integration (outside Integrator orgs: > Classic experience)\n  Sign-in method: API Services > Next\n  App integration name:\n    {}\n  > Save. Leave \"Require Demonstrating Proof of Possession (DPoP) header in token requests\" ticked.\n  The Client ID then stands in the General tab.",
        journey.wish.label
    );
    journey.desk.say(&format!("\n{title}\n{text}"));
    let mut known = journey.given.client_id.clone();
    known = known.or_else(|| journey.ledger.record.client_id.clone());
    loop {
        if !journey.desk.can_ask() {
            journey.desk.wait("")?;
        }
        let typed = journey
            .desk
            .ask("Client ID", known.as_deref(), "--client-id")?;
        let report = look(journey, (&typed, key)).await?;
        let undone = [
            Code::ClientUnknown,
            Code::ClientInactive,
            Code::ClientWrongType,
        ];
        if !says(journey, &report, &undone) {
            journey.desk.done("the app is there");
            journey.ledger.record.client_id = Some(typed.clone());
            journey.ledger.end()?;
            return Ok(typed);
        }
        known = None;
    }
}

fn key_task(key: &SigningKey) -> Task {
    let jwk = serde_json::to_string_pretty(&key.registration()).unwrap_or_default();
    Task {
        title: "2. Register the public key",
        text: format!(
            "  {APPLICATIONS} > the app > General > Client Credentials > Edit\n  Client authentication: Public key / Private key\n  PUBLIC KEYS: Save keys in Okta > Add key > paste this and press Done, then Save:\n\n{jwk}\n"
        ),
        undone: &[
            Code::ClientUnknown,
            Code::ClientInactive,
            Code::KeyIdUnknown,
            Code::KeyInactive,
            Code::KeyMismatch,
            Code::ClientWrongType,
            Code::ClientWrongAuthMethod,
            Code::AssertionRejected,
        ],
    }
}

fn scopes_task(journey: &Journey<'_>) -> Task {
    Task {
        title: "3. Grant the scopes",
        text: format!(
            "  {APPLICATIONS} > the app > Okta API Scopes > press Grant beside each of:\n    {}",
            journey.wish.scopes.join("\n    ")
        ),
        undone: &[Code::ScopeNotGranted, Code::ScopeInvalid],
    }
}

fn roles_task(journey: &Journey<'_>) -> Task {
    let roles = journey.wish.roles.iter().map(|role| role.label());
    Task {
        title: "4. Assign the admin role",
        text: format!(
            "  {APPLICATIONS} > the app > Admin roles > Edit assignments > Role, then Save Changes:\n    {}",
            roles.collect::<Vec<_>>().join("\n    ")
        ),
        undone: &[Code::RoleMissing, Code::RoleTooSmall, Code::RoleNarrowed],
    }
}

async fn walk(journey: &Journey<'_>, app: (&str, &SigningKey), task: &Task) -> Result<(), Error> {
    let report = look(journey, app).await?;
    if !is_undone(&report, task.undone) {
        journey
            .desk
            .done(&format!("{} is done already", task.title));
        return Ok(());
    }
    journey
        .desk
        .say(&format!("\n{}\n{}", task.title, task.text));
    loop {
        journey.desk.wait("Press Enter when it is done.")?;
        let report = look(journey, app).await?;
        if !says(journey, &report, task.undone) {
            journey.desk.done(&format!("{} is done", task.title));
            return Ok(());
        }
    }
}

async fn look(
    journey: &Journey<'_>,
    (client_id, key): (&str, &SigningKey),
) -> Result<Report, Error> {
    let okta = finish::connection(journey, client_id, key)?;
    Ok(doctor::examine_connection(&okta).await)
}

fn is_undone(report: &Report, undone: &[Code]) -> bool {
    let stops = |code: &Code| undone.contains(code) || BEFORE_ALL.contains(code);
    let errors = report
        .findings
        .iter()
        .filter(|f| f.severity == Severity::Error);
    errors.into_iter().any(|finding| stops(&finding.code))
}

/// Says what is still missing; whether anything is.
fn says(journey: &Journey<'_>, report: &Report, undone: &[Code]) -> bool {
    let stops = |code: &Code| undone.contains(code) || BEFORE_ALL.contains(code);
    let missing = report
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error && stops(&finding.code));
    let mut any = false;
    for finding in missing {
        any = true;
        journey.desk.say(&format!(
            "  still missing: {} ({})",
            finding.message,
            finding.code.name()
        ));
    }
    any
}

#[cfg(test)]
mod tests {
    use ::tools::advice;

    use super::*;

    #[test]
    fn both_names_of_the_menu_are_those_of_the_doctor() {
        assert!(advice::GENERAL_TAB.contains(APPLICATIONS.split(" (").next().unwrap()));
        assert!(advice::GENERAL_TAB.contains("formerly Applications > Applications"));
    }
}
