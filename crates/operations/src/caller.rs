//! Who can call an operation: the service app that this product is, or only somebody else.

use crate::operation::{Method, Operation, Spec};

/// Who can call an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caller {
    /// A service app with an access token.
    App,
    /// A person who signed in: the operation acts for whoever calls it.
    Person,
    /// The holder of an API token, for it acts on that token.
    ApiToken,
    /// An OAuth client that proves itself in the request, or a browser on its way through a sign-in.
    Client,
    /// Whoever reaches another host than the org's own.
    OtherHost,
}

impl Caller {
    /// Why a service app cannot call it, as a clause that follows the operation's name; `None` where it
    /// can.
    pub fn why_not(self) -> Option<&'static str> {
        match self {
            Self::App => None,
            Self::Person => {
                Some("acts for the person who calls it, and a service app is no person")
            }
            Self::ApiToken => Some("acts on the API token that calls it, and there is none here"),
            Self::Client => Some(
                "is a step of a sign-in, for the OAuth client or browser that signs in, not for administration",
            ),
            Self::OtherHost => Some("answers on a host of its own, not on the org's address"),
        }
    }
}

/// Operations of the disaster recovery host (their descriptions name another server).
const OTHER_HOST: [&str; 4] = [
    "getDRStatus",
    "getDRStatusForDomain",
    "startOrgFailback",
    "startOrgFailover",
];

/// Who can call an operation (Okta's descriptions: `security`, `servers`; paths with `/my/` act for the
/// caller).
pub fn of(operation: &Operation) -> Caller {
    let is_okta_scope = |scope: &&&str| scope.starts_with("okta.");
    if OTHER_HOST.contains(&operation.id) {
        return Caller::OtherHost;
    }
    if operation.path.contains("/my/") || operation.path == "/api/v1/sessions/me" {
        return Caller::Person;
    }
    match operation.id {
        "revokeCurrentApiToken" => return Caller::ApiToken,
        "publishSecurityEventTokens" => return Caller::Client,
        _ => {}
    }
    let is_public = operation.method == Method::Get
        && (operation.path.contains("/.well-known/") || operation.path.ends_with("/v1/keys"));
    let needs_client = operation.spec == Spec::Oauth
        && !is_public
        && operation.scopes.iter().filter(is_okta_scope).count() == 0;
    if needs_client {
        Caller::Client
    } else {
        Caller::App
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{OPERATIONS, op};

    #[test]
    fn a_service_app_calls_what_administers_and_no_step_of_a_sign_in() {
        assert_eq!(of(&op::LIST_USERS), Caller::App);
        assert_eq!(of(&op::GLOBAL_TOKEN_REVOCATION), Caller::App);
        assert_eq!(of(&op::LIST_CLIENTS), Caller::App);
        assert_eq!(of(&op::OAUTH_KEYS), Caller::App);
        assert_eq!(of(&op::TOKEN), Caller::Client);
        assert_eq!(of(&op::AUTHORIZE), Caller::Client);
        assert_eq!(of(&op::GET_MY_SETTINGS), Caller::Person);
        assert_eq!(of(&op::START_ORG_FAILOVER), Caller::OtherHost);
    }

    #[test]
    fn every_host_of_its_own_is_an_operation() {
        for id in OTHER_HOST {
            assert!(crate::find(id).is_some(), "{id}");
        }
        let apps = OPERATIONS.iter().filter(|o| of(o) == Caller::App).count();
        assert!(apps > 850, "{apps}");
    }
}
