//! Advice for what an administrator's API token may not do, when a connection is set up with it.

use okta::{Client, Fault};
use operations::Operation;

use super::role::label;
use crate::{Error, Kind};

/// Where API tokens are made.
const TOKENS: &str = "in the Okta Admin Console under Security > API, in the Tokens tab";

/// What a set-up does in the org, and the standard roles that may (Okta, Implement OAuth for a service
/// app; help.okta.com).
const STEPS: &[(&str, &[&str])] = &[
    (
        "create the app",
        &["SUPER_ADMIN", "APP_ADMIN", "API_ACCESS_MANAGEMENT_ADMIN"],
    ),
    ("assign its admin role", &["SUPER_ADMIN"]),
    ("grant its scopes", &["SUPER_ADMIN"]),
];

/// The advice for a fault of a request that was sent with an administrator's API token, to `purpose`
/// ("create the app").
pub fn of(fault: &Fault, operation: &Operation, purpose: &str, okta: &Client) -> Error {
    let mut error = super::of(fault, operation, okta);
    let Some(refusal) = fault.refusal() else {
        return error;
    };
    if refusal.lacks_role() {
        error.kind = Kind::MissingRole;
        error.message = format!("the administrator may not {purpose}");
        "Use the API token of a Super Administrator, or take the steps by hand with --guided."
            .clone_into(&mut error.next_step);
        error.code = None;
    } else if refusal.code.as_deref() == Some("E0000005") {
        // Seen of grants and OAuth tokens (okta-sdk-golang 316, terraform-provider-okta 1080).
        error.message = format!(
            "Okta does not {purpose} for somebody who signed in in a browser (invalid session)"
        );
        "Use the API token of a Super Administrator instead.".clone_into(&mut error.next_step);
        error.code = None;
    } else if refusal.rejects_token() && !refusal.lacks_feature() {
        error.kind = Kind::SignInFailed;
        "Okta does not take the API token: it is mistyped, revoked, or was not used for 30 days"
            .clone_into(&mut error.message);
        error.next_step = format!("A Super Administrator makes a new one {TOKENS}.");
        error.code = None;
    } else {
        error.message = format!("could not {purpose}: {}", error.message);
    }
    error
}

/// Why somebody with these admin roles (Okta's role types; `None` where they may not even be read)
/// cannot make a connection; `None` where they can.
pub fn steps_beyond(who: &str, roles: Option<&[String]>) -> Option<Error> {
    let may = |allowed: &[&str]| match roles {
        Some(held) => held.iter().any(|role| allowed.contains(&role.as_str())),
        // Whoever may not read roles is no super administrator; what else they are is not known.
        None => allowed.len() > 1,
    };
    let beyond: Vec<&str> = STEPS
        .iter()
        .filter(|(_, allowed)| !may(allowed))
        .map(|(step, _)| *step)
        .collect();
    if beyond.is_empty() {
        return None;
    }
    let held = match roles {
        None => "who may not read admin roles and so is no Super Administrator".to_owned(),
        Some([]) => "who has no admin role".to_owned(),
        Some(roles) => {
            let labels: Vec<&str> = roles.iter().map(|role| label(role)).collect();
            format!("whose admin role is {}", labels.join(", "))
        }
    };
    Some(Error::new(
        Kind::MissingRole,
        format!(
            "the API token belongs to {who}, {held}: too little to {}",
            beyond.join(", to ")
        ),
        format!(
            "Nothing was changed. Use the API token of a Super Administrator (made {TOKENS}), or take the steps by hand: okta-mcp setup --guided."
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_that_a_role_cannot_take_are_named() {
        let of = |roles: &[&str]| {
            let roles: Vec<String> = roles.iter().map(|role| (*role).to_owned()).collect();
            steps_beyond("ada", Some(&roles)).map(|error| error.message)
        };
        assert_eq!(of(&["SUPER_ADMIN"]), None);
        let app = of(&["APP_ADMIN"]).unwrap();
        assert!(app.contains("Application Administrator") && app.contains("grant its scopes"));
        assert!(!app.contains("create the app"), "{app}");
        assert!(of(&["ORG_ADMIN"]).unwrap().contains("create the app"));
        let unknown = steps_beyond("ada", None).unwrap().message;
        assert!(unknown.contains("grant its scopes") && !unknown.contains("create"));
    }
}
