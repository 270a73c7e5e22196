//! `Link` headers (RFC 8288), one or many, as Okta sends them.

/// The target of the link with that relation, from any number of header values.
pub fn target<'a>(values: impl IntoIterator<Item = &'a str>, relation: &str) -> Option<String> {
    values
        .into_iter()
        .flat_map(links)
        .find(|(_, rel)| {
            rel.split_whitespace()
                .any(|r| r.eq_ignore_ascii_case(relation))
        })
        .map(|(target, _)| target.to_owned())
}

/// The links in one value: target and relation. Values may be joined by commas, and a target may hold
/// commas itself, so the angle brackets decide.
fn links(value: &str) -> impl Iterator<Item = (&str, String)> {
    let mut rest = value;
    std::iter::from_fn(move || {
        let (_, after) = rest.split_once('<')?;
        let (target, after) = after.split_once('>')?;
        let end = after.find('<').unwrap_or(after.len());
        let (parameters, next) = after.split_at(end);
        rest = next;
        Some((target, relation_of(parameters)))
    })
}

fn relation_of(parameters: &str) -> String {
    parameters
        .split([';', ','])
        .filter_map(|parameter| parameter.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("rel"))
        .map(|(_, value)| value.trim().trim_matches('"').to_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::target;
    use proptest::prelude::*;

    const SELF: &str = "<https://acme.okta.com/api/v1/users?limit=2>; rel=\"self\"";
    const NEXT: &str = "<https://acme.okta.com/api/v1/users?after=a,b&limit=2>; rel=\"next\"";

    #[test]
    fn two_headers_and_one_joined_header_say_the_same() {
        let next = Some("https://acme.okta.com/api/v1/users?after=a,b&limit=2".to_owned());
        assert_eq!(target([SELF, NEXT], "next"), next);
        assert_eq!(target([format!("{SELF}, {NEXT}").as_str()], "next"), next);
        assert_eq!(target([SELF], "next"), None);
    }

    proptest! {
        #[test]
        fn no_header_makes_it_panic(value in ".*") {
            let _ = target([value.as_str()], "next");
        }
    }
}
