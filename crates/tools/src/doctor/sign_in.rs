//! Does Okta let the app sign in? Where it does not, what is found is put right for the rest of the
//! examination, so that a second fault does not hide behind the first.

use std::sync::Arc;

use okta::{Client, Dpop, Fault, Grant, Settings, SignInRefusal};
use operations::op;

use super::{Finding, identity, scopes};
use crate::advice::{self, Code, Severity};

/// How many faults in a row are put right.
const ROUNDS: usize = 5;

/// A sign-in that worked.
pub struct Session {
    /// The connection, perhaps put right.
    pub okta: Client,
    /// What was granted.
    pub grant: Arc<Grant>,
}

/// What a refused sign-in comes from.
pub struct Diagnosis {
    /// What was found.
    pub findings: Vec<Finding>,
    /// Settings with which it may work, for the rest of the examination alone.
    pub cure: Option<Settings>,
}

impl Diagnosis {
    /// A finding that nothing here cures.
    pub fn of(finding: Finding) -> Self {
        Self {
            findings: vec![finding],
            cure: None,
        }
    }

    /// The same, cured by these settings.
    #[must_use]
    pub fn cured_by(self, settings: Settings) -> Self {
        Self {
            cure: Some(settings),
            ..self
        }
    }
}

/// Signs in.
pub async fn check(settings: &Settings, findings: &mut Vec<Finding>) -> Option<Session> {
    let mut settings = settings.clone();
    for _ in 0..ROUNDS {
        let okta = Client::new(settings);
        let fault = match okta.sign_in().await {
            Ok(grant) => return Some(Session { okta, grant }),
            Err(fault) => fault,
        };
        let diagnosis = diagnose(&fault, &okta).await;
        findings.extend(diagnosis.findings);
        settings = diagnosis.cure?;
    }
    None
}

async fn diagnose(fault: &Fault, okta: &Client) -> Diagnosis {
    let said = Finding::of(advice::of(fault, &op::TOKEN, okta));
    let with = |dpop| Settings {
        dpop,
        ..okta.settings().clone()
    };
    match fault {
        Fault::SignIn(refusal) => refused(refusal, okta, said).await,
        Fault::NotBound => Diagnosis::of(said.rated(Severity::Error)).cured_by(with(Dpop::Auto)),
        _ => Diagnosis::of(said),
    }
}

async fn refused(refusal: &SignInRefusal, okta: &Client, said: Finding) -> Diagnosis {
    match refusal.error.as_str() {
        "invalid_client" => identity::check(refusal, okta, said).await,
        "invalid_scope" | "consent_required" | "client_credentials_self_scope_requested" => {
            scopes::refused(okta).await
        }
        _ if said.code == Code::DpopRequired => {
            let settings = Settings {
                dpop: Dpop::Auto,
                ..okta.settings().clone()
            };
            Diagnosis::of(said).cured_by(settings)
        }
        _ => Diagnosis::of(said),
    }
}
