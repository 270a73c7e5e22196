//! `WWW-Authenticate` (RFC 9110 section 11.6.1): where Okta explains an answer without a body.

/// A challenge: a scheme and its parameters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Challenge {
    /// `Bearer`, `DPoP` or `SSWS`.
    pub scheme: String,
    /// The OAuth error code (`insufficient_scope`, `invalid_token`, `invalid_dpop_proof`, …).
    pub error: Option<String>,
    /// Okta's sentence about it.
    pub description: Option<String>,
    /// The scopes that the request needs, space separated.
    pub scope: Option<String>,
}

impl Challenge {
    /// Reads one header value. What is malformed is passed over: a challenge only explains.
    pub fn parse(value: &str) -> Self {
        let value = value.trim();
        let (scheme, parameters) = value.split_once(' ').unwrap_or((value, ""));
        let mut challenge = Self {
            scheme: scheme.to_owned(),
            ..Self::default()
        };
        for (name, value) in parameters_of(parameters) {
            match name.to_ascii_lowercase().as_str() {
                "error" => challenge.error = Some(value),
                "error_description" => challenge.description = Some(value),
                "scope" => challenge.scope = Some(value),
                _ => {}
            }
        }
        challenge
    }

    /// Whether the error code is this one.
    pub fn is(&self, error: &str) -> bool {
        self.error.as_deref() == Some(error)
    }
}

/// `name=value` and `name="quoted value"`, separated by commas.
fn parameters_of(text: &str) -> Vec<(String, String)> {
    let mut parameters = Vec::new();
    let mut rest = text;
    while let Some((name, after)) = rest.split_once('=') {
        let (value, after) = value_of(after.trim_start());
        parameters.push((name.trim_matches([' ', ',', '\t']).to_owned(), value));
        rest = after;
    }
    parameters
}

/// The value at the start of `text`, and what follows it.
fn value_of(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(',').unwrap_or(text.len());
        let (value, rest) = text.split_at(end);
        return (value.trim().to_owned(), rest);
    };
    let mut value = String::new();
    let mut letters = quoted.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return (value, quoted.get(at + 1..).unwrap_or_default()),
            '\\' => value.extend(letters.next().map(|(_, escaped)| escaped)),
            other => value.push(other),
        }
    }
    (value, "")
}

#[cfg(test)]
mod tests {
    use super::Challenge;
    use proptest::prelude::*;

    #[test]
    fn a_missing_scope_is_read() {
        let challenge = Challenge::parse(
            "Bearer authorization_uri=\"http://acme.okta.com/oauth2/v1/authorize\", \
             realm=\"http://acme.okta.com\", scope=\"okta.groups.read\", \
             error=\"insufficient_scope\", error_description=\"The access token, sadly, \
             does not contain \\\"it\\\".\", resource=\"/api/v1/groups/1\"",
        );
        assert_eq!(challenge.scheme, "Bearer");
        assert!(challenge.is("insufficient_scope"));
        assert_eq!(challenge.scope.as_deref(), Some("okta.groups.read"));
        assert_eq!(
            challenge.description.as_deref(),
            Some("The access token, sadly, does not contain \"it\".")
        );
    }

    #[test]
    fn a_bare_scheme_is_a_challenge() {
        assert_eq!(Challenge::parse("SSWS").scheme, "SSWS");
    }

    proptest! {
        #[test]
        fn no_header_makes_it_panic(value in ".*") {
            let _ = Challenge::parse(&value);
        }
    }
}
