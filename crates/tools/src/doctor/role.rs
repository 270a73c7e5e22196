//! Does the app's admin role cover what its scopes are for, and does it reach anything?

use okta::{Fault, Rate, Refusal};
use operations::operation::Stage;
use operations::{Operation, op};

use super::Finding;
use super::probe::{self, Outcome};
use super::sign_in::Session;
use crate::advice::{self, Code, ROLES_TAB, Severity};

/// The most scopes that are named.
const NAMED: usize = 8;

/// What the reads came to.
#[derive(Default)]
struct Seen {
    covered: Vec<&'static Operation>,
    refused: Vec<(String, &'static Operation)>,
    off: Vec<(String, &'static Operation)>,
    empty: Vec<&'static Operation>,
    odd: Vec<(&'static Operation, u16)>,
    rates: Vec<(Rate, &'static Operation)>,
}

/// Reads once for each scope.
pub async fn check(session: &Session, findings: &mut Vec<Finding>) {
    let (probes, without) = probe::choose(&session.grant);
    let mut seen = Seen::default();
    for probe in probes {
        let outcome = probe::run(&session.okta, probe.operation).await;
        let outcome = match (outcome, single(probe.operation)) {
            (Outcome::Seen(Some(0), rate), Some(one)) => {
                let alone = probe::nobody(&session.okta, one).await;
                let is_empty = matches!(alone, Outcome::Seen(..));
                if is_empty {
                    seen.empty.push(probe.operation);
                }
                match alone {
                    Outcome::Seen(..) => Outcome::Seen(Some(0), rate),
                    other => other,
                }
            }
            (outcome, _) => outcome,
        };
        if let Some(stop) = seen.take(outcome, (probe.scope, probe.operation), session) {
            findings.push(stop);
            break;
        }
    }
    if !without.is_empty() {
        findings.push(not_tried(&without));
    }
    seen.tell(findings);
}

/// Where lists that show nothing may mean that nothing is covered: the read of a single thing.
fn single(list: &Operation) -> Option<&'static Operation> {
    match list.id {
        "listUsers" => Some(&op::GET_USER),
        "listGroups" => Some(&op::GET_GROUP),
        "listApplications" => Some(&op::GET_APPLICATION),
        _ => None,
    }
}

fn not_tried(scopes: &[String]) -> Finding {
    let named = scopes.iter().take(NAMED).map(String::as_str);
    let named = named.collect::<Vec<_>>().join(" ");
    let more = match scopes.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let message = format!(
        "whether the role covers these scopes was not tried, for there is no harmless read, or enough was read: {named}{more}"
    );
    Finding::new(Code::NotChecked, message)
}

impl Seen {
    /// Keeps an outcome; a finding where the examination cannot go on.
    fn take(
        &mut self,
        outcome: Outcome,
        (scope, operation): (String, &'static Operation),
        session: &Session,
    ) -> Option<Finding> {
        match outcome {
            Outcome::Seen(rows, rate) => {
                // A list without a row may be how Okta says no.
                let is_sure = rows != Some(0) || single(operation).is_some();
                self.covered.extend(is_sure.then_some(operation));
                self.rates.extend(rate.map(|rate| (rate, operation)));
                None
            }
            Outcome::NoRole => {
                self.refused.push((scope, operation));
                None
            }
            Outcome::Failed(Fault::Refused(refusal)) if refusal.lacks_feature() => {
                self.off.push((scope, operation));
                None
            }
            Outcome::Failed(Fault::Refused(refusal)) if is_unexplained(&refusal) => {
                let message = format!(
                    "{} answers {} without a word why; a proxy or a network zone may do so",
                    operation.id, refusal.status
                );
                Some(Finding::new(Code::NotChecked, message).rated(Severity::Warning))
            }
            Outcome::Failed(Fault::Refused(refusal)) if is_about_the_request(&refusal) => {
                self.odd.push((operation, refusal.status));
                None
            }
            Outcome::Failed(fault) => {
                Some(Finding::of(advice::of(&fault, operation, &session.okta)))
            }
        }
    }

    fn tell(&self, findings: &mut Vec<Finding>) {
        self.tell_role(findings);
        for (scope, operation) in &self.off {
            let message = format!(
                "the org does not have the feature that {scope} is for ({} is off)",
                operation.id
            );
            // What Okta has not released to every org is not missed by the one that lacks it.
            let severity = if operation.stage == Stage::General {
                Severity::Error
            } else {
                Severity::Warning
            };
            findings.push(Finding::new(Code::FeatureOff, message).rated(severity));
        }
        for (operation, status) in &self.odd {
            let message = format!(
                "{} answers {status}, so whether the role covers it is not known",
                operation.id
            );
            findings.push(Finding::new(Code::NotChecked, message));
        }
        let least = self
            .rates
            .iter()
            .min_by_key(|(rate, _)| rate.remaining.saturating_mul(1000) / rate.limit.max(1));
        if let Some((rate, operation)) = least
            && rate.remaining.saturating_mul(10) < rate.limit
        {
            let message = format!(
                "of {} requests a minute for {}, {} are left to this app",
                rate.limit, operation.id, rate.remaining
            );
            findings.push(Finding::new(Code::RateLimited, message).rated(Severity::Warning));
        }
    }

    fn tell_role(&self, findings: &mut Vec<Finding>) {
        let scopes: Vec<&str> = self
            .refused
            .iter()
            .map(|(scope, _)| scope.as_str())
            .collect();
        let refused: Vec<&Operation> = self.refused.iter().map(|(_, o)| *o).collect();
        let named = scopes.join(" ");
        if self.covered.is_empty() && !refused.is_empty() {
            let message = format!(
                "the app has no admin role, or one that covers nothing of {named} (Okta answers both alike); scopes alone are not enough"
            );
            let next_step = advice::role_for(&scopes);
            findings.push(Finding::new(Code::RoleMissing, message).with_next_step(next_step));
        } else if !refused.is_empty() {
            let ids: Vec<&str> = refused.iter().map(|operation| operation.id).collect();
            let message = format!(
                "the app's admin role does not cover {}, which it needs for {named}",
                ids.join(", ")
            );
            let next_step = advice::roles_besides(&refused);
            findings.push(Finding::new(Code::RoleTooSmall, message).with_next_step(next_step));
        }
        if !self.empty.is_empty() {
            let ids: Vec<&str> = self.empty.iter().map(|operation| operation.id).collect();
            let message = format!(
                "{} shows nothing at all, though the role covers it: the role is narrowed to things that hold nobody",
                ids.join(", ")
            );
            let finding = Finding::new(Code::RoleNarrowed, message).rated(Severity::Error);
            findings.push(finding.with_next_step(format!(
                "A super administrator assigns the role to what the agent shall see, {ROLES_TAB}."
            )));
        }
    }
}

/// A refusal that says nothing of the connection.
fn is_about_the_request(refusal: &Refusal) -> bool {
    (400..500).contains(&refusal.status)
        && !refusal.rejects_token()
        && !refusal.rejects_proof()
        && !refusal.lacks_scope()
        && !advice::is_suspended(refusal)
}

/// A 401 or 403 without a body and without a challenge.
fn is_unexplained(refusal: &Refusal) -> bool {
    matches!(refusal.status, 401 | 403) && refusal.code.is_none() && refusal.challenge.is_none()
}
