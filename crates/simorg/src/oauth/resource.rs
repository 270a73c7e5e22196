//! What a token is worth at the API: who is let in, and the header that says why not.

use crate::answer::Answer;
use crate::call::Arrival;
use crate::family::org;
use crate::oauth::client::Client;
use crate::oauth::{jwk, proof};
use crate::refusal::Refusal;
use crate::role::{Assignment, assign};
use crate::state::State;

/// Whoever was let in.
#[derive(Debug)]
pub struct Admitted {
    /// What their token is good for; `None` where scopes do not count, as with an API token.
    pub scopes: Option<Vec<String>>,
    /// Their client id and name, where they are an app.
    pub client: Option<(String, String)>,
    /// The admin roles that they act with.
    pub roles: Vec<Assignment>,
}

impl Admitted {
    /// Whether the token is good for a scope.
    pub fn covers(&self, scope: &str) -> bool {
        self.scopes
            .as_ref()
            .is_none_or(|scopes| super::covers(scopes, scope))
    }
}

/// Why somebody was not let in.
#[derive(Debug)]
pub enum Turned {
    /// In the header alone, without a body.
    Header(Answer),
    /// In Okta's envelope.
    Envelope(Refusal),
}

/// The scheme by which a challenge answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scheme {
    Bearer,
    Dpop,
}

/// What a challenge says; the rest of it follows from the request.
struct Challenge {
    status: u16,
    scheme: Scheme,
    error: &'static str,
    description: &'static str,
}

/// Lets in whoever shows a good token in the right way.
///
/// # Errors
/// Why not.
pub fn admit(state: &mut State, arrival: &Arrival, needed: &[&str]) -> Result<Admitted, Turned> {
    let text = arrival.header("authorization").unwrap_or_default().trim();
    // Okta also takes the bearer scheme without the space behind it.
    let scheme: String = text.chars().take_while(char::is_ascii_alphabetic).collect();
    let spaced = text
        .split_once(' ')
        .map(|(scheme, rest)| (scheme.to_ascii_lowercase(), rest.trim()));
    let (scheme, token) = match &spaced {
        Some((scheme, rest)) => (scheme.as_str(), *rest),
        None if scheme.len() > 6 && starts_with(text, "bearer") => {
            ("bearer", text.get(6..).unwrap_or_default())
        }
        None => ("", ""),
    };
    if scheme == "ssws" {
        let known = state.settings.api_token.as_deref();
        let is_known = known.is_some_and(|known| known == token);
        return if is_known && state.tree.has(org::TOKEN) {
            Ok(Admitted {
                scopes: None,
                client: None,
                roles: assign::owners(state),
            })
        } else {
            Err(Turned::Envelope(Refusal::invalid_token()))
        };
    }
    if token.is_empty() || !["bearer", "dpop"].contains(&scheme) {
        return Err(Turned::Envelope(Refusal::no_session()));
    }
    let scheme = if scheme == "dpop" {
        Scheme::Dpop
    } else {
        Scheme::Bearer
    };
    present(state, arrival, scheme, token)
        .map_err(|challenge| Turned::Header(challenge.answer(arrival, needed)))
}

/// The refusal of a token that lacks a scope.
pub fn insufficient_scope(arrival: &Arrival, needed: &[&str]) -> Answer {
    Challenge {
        status: 403,
        scheme: Scheme::Bearer,
        error: "insufficient_scope",
        description: "The access token provided does not contain the required scopes.",
    }
    .answer(arrival, needed)
}

fn present(
    state: &mut State,
    arrival: &Arrival,
    scheme: Scheme,
    text: &str,
) -> Result<Admitted, Challenge> {
    let refuse = |status, error, description| Challenge {
        status,
        scheme,
        error,
        description,
    };
    let now = state.clock.now().as_second();
    let token = match state.access.token(text) {
        None => return Err(refuse(401, "invalid_token", "The access token is invalid.")),
        Some(token) if token.revoked => {
            return Err(refuse(
                401,
                "invalid_token",
                "The access token has been revoked.",
            ));
        }
        Some(token) if token.expires <= now => {
            return Err(refuse(401, "invalid_token", "The token has expired."));
        }
        Some(token) => token.clone(),
    };
    // That a token ends with the app it was issued to is a guess.
    let client = Client::find(state, &token.client).filter(|client| client.active);
    let Some(client) = client else {
        return Err(refuse(401, "invalid_token", "The access token is invalid."));
    };
    let admitted = Admitted {
        scopes: Some(token.scopes),
        roles: assign::of_client(state, &token.client),
        client: Some((client.id, client.label)),
    };
    match (scheme, token.bound) {
        (Scheme::Bearer, None) => Ok(admitted),
        (Scheme::Bearer, Some(_)) => {
            let text = "The resource request requires a DPoP proof.";
            Err(refuse(400, "invalid_request", text))
        }
        (Scheme::Dpop, None) => {
            let text = "The presented access_token is not DPoP bound.";
            Err(refuse(401, "invalid_token", text))
        }
        (Scheme::Dpop, Some(thumbprint)) => {
            let bad = |description| refuse(400, "invalid_dpop_proof", description);
            possess(state, arrival, text, &thumbprint).map_err(bad)?;
            Ok(admitted)
        }
    }
}

/// Whether the request proves possession of the key to which the token is bound.
fn possess(
    state: &mut State,
    arrival: &Arrival,
    token: &str,
    thumbprint: &str,
) -> Result<(), &'static str> {
    let header = proof::header(&arrival.headers)?;
    let url = format!("{}{}", arrival.base, proof::spelled(&arrival.path));
    let purpose = proof::Purpose {
        method: &arrival.method,
        url: &url,
        token: Some(token),
        now: state.clock.now().as_second(),
    };
    let proof = proof::check(&mut state.access, header, purpose)?;
    if proof.thumbprint == thumbprint {
        Ok(())
    } else {
        Err("The access_token is not bound to the provided DPoP proof.")
    }
}

fn starts_with(text: &str, scheme: &str) -> bool {
    text.get(..scheme.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
}

impl Challenge {
    /// An answer without a body, as captured from Okta: `http://` in its URLs is Okta's own.
    fn answer(&self, arrival: &Arrival, needed: &[&str]) -> Answer {
        let host = arrival.base.split_once("://").map_or("", |(_, host)| host);
        let start = match self.scheme {
            Scheme::Bearer => "Bearer ".to_owned(),
            Scheme::Dpop => format!("DPoP algs=\"{}\", ", jwk::ALGORITHMS),
        };
        let text = format!(
            "{start}authorization_uri=\"http://{host}/oauth2/v1/authorize\", realm=\"http://{host}\", scope=\"{}\", error=\"{}\", error_description=\"{}\", resource=\"{}\"",
            needed.join(" "),
            self.error,
            self.description,
            arrival.path,
        );
        Answer::empty(self.status).with("www-authenticate", text)
    }
}
