//! Features that an organisation does not have, by its engine and by the time.

use operations::operation::Operation;

use crate::call::Call;
use crate::refusal::Refusal;
use crate::settings::Edition;
use crate::state::State;

/// Operations that answer only where a feature is there.
struct Feature {
    /// How their paths start.
    start: &'static str,
    /// The engine that lacks it; both where absent.
    lacks: Option<Edition>,
    /// The day from which every organisation has it.
    until: Option<&'static str>,
}

/// The old engine has no API access management in the recordings, and its behaviours came late; device
/// posture checks are refused everywhere.
const FEATURES: [Feature; 3] = [
    Feature {
        start: "/api/v1/authorizationServers",
        lacks: Some(Edition::Classic),
        until: None,
    },
    Feature {
        start: "/api/v1/behaviors",
        lacks: Some(Edition::Classic),
        until: Some("2024-01-01"),
    },
    Feature {
        start: "/api/v1/device-posture-checks",
        lacks: None,
        until: None,
    },
];

/// Okta's refusal of what is off in an organisation.
pub fn off() -> Refusal {
    let summary = "You do not have permission to access the feature you are requesting";
    Refusal::new(401, "E0000015", summary)
}

/// Refuses a call to a feature that the organisation does not have.
///
/// # Errors
/// Okta's refusal.
pub fn check(state: &State, call: &Call<'_>) -> Result<(), Refusal> {
    let date = call.now.strftime("%Y-%m-%d").to_string();
    let is_off = FEATURES.iter().any(|feature| {
        is_of(call.operation, feature.start)
            && feature
                .lacks
                .is_none_or(|edition| edition == state.settings.edition)
            && feature.until.is_none_or(|day| date.as_str() < day)
    });
    if is_off { Err(off()) } else { Ok(()) }
}

fn is_of(operation: &Operation, start: &str) -> bool {
    operation
        .path
        .strip_prefix(start)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
