//! Every operation, reviewed by hand: what it does to an organisation, and what it is, in our words.

mod agents;
mod api_access;
mod app_credentials;
mod apps;
mod authorization_servers;
mod brand_pages;
mod connected_services;
mod devices;
mod email_and_phone;
mod factors;
mod governance_access_requests;
mod governance_certifications;
mod governance_entitlements;
mod governance_security_reviews;
mod groups;
mod identity_sources;
mod oauth_endpoints;
mod org;
mod policies;
mod resource_sets;
mod roles;
mod schemas;
mod sign_in_protection;
mod streams;
mod themes;
mod users;

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::effect::{Effect, Family};

/// What the review says of one operation.
pub(crate) struct Row {
    /// The operation's id.
    pub id: &'static str,
    /// What it does to an organisation.
    pub effect: Effect,
    /// What it does, the trap, what it needs: sentences.
    pub about: &'static str,
    /// Why it has its effect, a clause; empty for reads and restricted operations.
    pub why: &'static str,
}

static FILES: &[&[Row]] = &[
    agents::ROWS,
    api_access::ROWS,
    app_credentials::ROWS,
    apps::ROWS,
    authorization_servers::ROWS,
    brand_pages::ROWS,
    connected_services::ROWS,
    devices::ROWS,
    email_and_phone::ROWS,
    factors::ROWS,
    governance_access_requests::ROWS,
    governance_certifications::ROWS,
    governance_entitlements::ROWS,
    governance_security_reviews::ROWS,
    groups::ROWS,
    identity_sources::ROWS,
    oauth_endpoints::ROWS,
    org::ROWS,
    policies::ROWS,
    resource_sets::ROWS,
    roles::ROWS,
    schemas::ROWS,
    sign_in_protection::ROWS,
    streams::ROWS,
    themes::ROWS,
    users::ROWS,
];

/// The row of an operation.
pub(crate) fn row(id: &str) -> Option<&'static Row> {
    static ROWS: OnceLock<HashMap<&'static str, &'static Row>> = OnceLock::new();
    ROWS.get_or_init(|| all().map(|row| (row.id, row)).collect())
        .get(id)
        .copied()
}

fn all() -> impl Iterator<Item = &'static Row> {
    FILES.iter().copied().flatten()
}

const fn read(id: &'static str, about: &'static str) -> Row {
    let why = "";
    Row {
        id,
        effect: Effect::Read,
        about,
        why,
    }
}

const fn write(id: &'static str, about: &'static str, why: &'static str) -> Row {
    Row {
        id,
        effect: Effect::Write,
        about,
        why,
    }
}

const fn destroy(id: &'static str, about: &'static str, why: &'static str) -> Row {
    Row {
        id,
        effect: Effect::Destroy,
        about,
        why,
    }
}

const fn restricted(
    id: &'static str,
    family: Family,
    about: &'static str,
    why: &'static str,
) -> Row {
    Row {
        id,
        effect: Effect::Restricted(family),
        about,
        why,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::{Method, OPERATIONS};

    /// Reads that are no GET: they compute, and change nothing.
    const COMPUTED: [&str; 9] = [
        "createPolicySimulation",
        "generatePotentialRiskAssessments",
        "introspect",
        "introspectCustomAS",
        "parOptions",
        "parOptionsCustomAS",
        "submitGroupAttributeQuery",
        "tokenOptions",
        "tokenOptionsCustomAS",
    ];

    #[test]
    fn every_operation_has_one_row_and_every_row_an_operation() {
        let mut seen = HashSet::new();
        for row in all() {
            assert!(crate::find(row.id).is_some(), "{} is no operation", row.id);
            assert!(seen.insert(row.id), "{} has two rows", row.id);
        }
        for operation in OPERATIONS {
            assert!(seen.contains(operation.id), "{} has no row", operation.id);
        }
    }

    #[test]
    fn a_read_is_a_get_or_computes_only() {
        for row in all().filter(|row| row.effect == Effect::Read) {
            let is_get = crate::find(row.id).unwrap().method == Method::Get;
            assert!(is_get || COMPUTED.contains(&row.id), "{}", row.id);
        }
    }

    #[test]
    fn words_are_short_and_there() {
        for row in all() {
            let about = row.about.chars().count();
            assert!((40..=220).contains(&about), "{}: {about}", row.id);
            assert!(row.about.ends_with('.'), "{}", row.id);
            let has_why = !row.why.is_empty();
            assert_eq!(has_why, row.effect != Effect::Read, "{}", row.id);
            assert!(!row.why.ends_with('.'), "{}", row.id);
        }
    }
}
