//! The doctor: what is wrong with a connection, from the first cause to the last, and what to do.
//!
//! What can be seen on this machine comes first, then what one request without a sign-in shows, then
//! the sign-in, then one harmless read a scope. Nothing is written, and every request has an end.

mod address;
mod binding;
mod clock;
mod finding;
mod given;
mod identity;
mod key;
mod own_app;
mod probe;
mod reach;
mod role;
mod scopes;
mod sign_in;

use std::time::Duration;

use okta::{Client, OrgUrl, Settings, SigningKey};

use crate::advice::Code;

pub use finding::{Finding, Report};
pub use given::{Given, GivenKey, Way};

/// The longest that one request may take.
const REQUEST: Duration = Duration::from_secs(10);
/// The longest that all of them may take.
const ALL: Duration = Duration::from_secs(90);

/// Examines settings, whether they make a connection or not.
pub async fn examine(given: &Given) -> Report {
    let mut findings: Vec<Finding> = given.faults.iter().cloned().map(Finding::of).collect();
    let org = address::check(&given.org_url, &mut findings);
    let client_id = match &given.client_id {
        Ok(id) => Some(id.clone()),
        Err(error) => {
            findings.push(Finding::of(error.clone()));
            None
        }
    };
    let key = match &given.way {
        Way::Key(key) => key::check(key, &mut findings),
        Way::Device => None,
    };
    if matches!(given.way, Way::Device) {
        findings.push(Finding::new(
            Code::NotChecked,
            "the sign-in of a person (OKTA_AUTH=device) was not tried, for it takes a browser",
        ));
    }
    let Some(org) = org else {
        return Report::of(findings);
    };
    let patient = Patient {
        settings: connectable(given, org),
        whole: client_id.zip(key),
        read_only: given.read_only,
    };
    within_time(patient, findings).await
}

/// Examines a connection as it stands.
pub async fn examine_connection(okta: &Client) -> Report {
    let settings = okta.settings().clone();
    let key = settings.credentials.key();
    let whole = key.map(|key| (settings.client_id.clone(), key));
    let patient = Patient {
        settings: Some(settings),
        whole,
        read_only: false,
    };
    within_time(patient, Vec::new()).await
}

/// What can be examined over the network.
struct Patient {
    /// Settings that lead to the org; who signs in there may still be missing.
    settings: Option<Settings>,
    /// The client id and its key, where there are both.
    whole: Option<(String, SigningKey)>,
    read_only: bool,
}

/// Settings that lead to the org, with a key of the moment in the place of the app's.
fn connectable(given: &Given, org: OrgUrl) -> Option<Settings> {
    let nobody = SigningKey::generate("nobody").ok()?;
    let mut settings = Settings::new(org, "nobody".to_owned(), nobody, given.scopes.clone());
    settings.dpop = given.dpop;
    settings.trusted.clone_from(&given.trusted);
    settings.proxy.clone_from(&given.proxy);
    Some(settings)
}

async fn within_time(patient: Patient, mut findings: Vec<Finding>) -> Report {
    let examined = tokio::time::timeout(ALL, over_the_network(patient, &mut findings)).await;
    if examined.is_err() {
        let message = format!(
            "the examination took longer than {} s, and the rest was not checked",
            ALL.as_secs()
        );
        findings.push(Finding::new(Code::Unreachable, message));
    }
    Report::of(findings)
}

async fn over_the_network(patient: Patient, findings: &mut Vec<Finding>) {
    let Some(mut settings) = patient.settings else {
        return;
    };
    settings.timeout = REQUEST;
    settings.patience = Duration::ZERO;
    let okta = Client::new(settings.clone());
    if reach::check(&okta, findings).await == reach::Reached::No {
        return;
    }
    clock::check(&okta, findings);
    let Some((client_id, key)) = patient.whole else {
        return;
    };
    settings.client_id = client_id;
    settings.credentials = key.into();
    let Some(session) = sign_in::check(&settings, findings).await else {
        return;
    };
    binding::check(settings.dpop, &session.grant, findings);
    scopes::check(&session.okta, &session.grant, patient.read_only, findings);
    role::check(&session, findings).await;
    own_app::check(&session, &settings.scopes, findings).await;
}
