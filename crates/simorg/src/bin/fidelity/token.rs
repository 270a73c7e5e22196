//! The words of a text that can be ids, and how they look.

/// Characters of which an id or a server-made name consists.
fn is_inside(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

/// The words of a text.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c| !is_inside(c))
        .filter(|word| !word.is_empty())
}

/// The text with each word replaced for which there is another.
pub fn replace(text: &str, other: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_inside) {
        out.push_str(&rest[..start]);
        let word = &rest[start..];
        let end = word.find(|c| !is_inside(c)).unwrap_or(word.len());
        match other(&word[..end]) {
            Some(new) => out.push_str(&new),
            None => out.push_str(&word[..end]),
        }
        rest = &word[end..];
    }
    out.push_str(rest);
    out
}

/// Okta's usual id: twenty letters and digits, both among them. `testAcc…` is a test's own word.
pub fn is_okta_id(word: &str) -> bool {
    word.len() == 20
        && word.bytes().all(|b| b.is_ascii_alphanumeric())
        && word.bytes().any(|b| b.is_ascii_digit())
        && word.bytes().any(|b| b.is_ascii_alphabetic())
        && !word[..4].eq_ignore_ascii_case("test")
}

/// The 24 hexadecimal digits by which Identity Governance names some things.
pub fn is_object_id(word: &str) -> bool {
    let lower = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    word.len() == 24 && word.bytes().all(lower) && word.bytes().any(|b| b.is_ascii_digit())
}

/// Any form in which Okta makes ids: the usual one, governance ids, UUIDs, role ids (the role type in
/// base32), and key ids (40 or 43 characters of base64url).
pub fn is_id(word: &str) -> bool {
    is_okta_id(word) || is_object_id(word) || is_uuid(word) || is_base32(word) || is_hash(word)
}

/// The text without what names an organisation: the scheme and the host of a URL.
pub fn without_host(text: &str) -> &str {
    match text.split_once("://") {
        Some((scheme, rest)) if scheme.bytes().all(|b| b.is_ascii_alphabetic()) => {
            rest.find('/').map_or("", |at| &rest[at..])
        }
        _ => text,
    }
}

/// The text with every id in it blanked, so that equal findings look equal.
pub fn blank(text: &str) -> String {
    replace(text, |word| is_id(word).then(|| "<id>".to_owned()))
}

fn is_uuid(word: &str) -> bool {
    word.len() == 36
        && word.bytes().enumerate().all(|(at, b)| match at {
            8 | 13 | 18 | 23 => b == b'-',
            _ => b.is_ascii_hexdigit(),
        })
}

fn is_base32(word: &str) -> bool {
    word.len() >= 15
        && word
            .bytes()
            .all(|b| b.is_ascii_uppercase() || (b'2'..=b'7').contains(&b))
        && word.bytes().any(|b| b.is_ascii_digit())
}

fn is_hash(word: &str) -> bool {
    matches!(word.len(), 40 | 43)
        && word.bytes().any(|b| b.is_ascii_digit())
        && word.bytes().any(|b| b.is_ascii_uppercase())
        && word.bytes().any(|b| b.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_every_form_are_told_from_words() {
        for id in [
            "00u1adalovelace0acme",
            "nzoq43hhsUavkLfz5d71",
            "IFIFAX2BIRGUSTQ",
            "68cbc2b263c689fc3336bfac",
            "3419d5fa-1a7e-4101-85c8-0123456789ab",
            "wMmDOEncuHhbRbStfKz-h2cLFkUL-21hrN22EVQ0xoo",
        ] {
            assert!(is_id(id), "{id}");
        }
        for word in [
            "default",
            "internationalization",
            "testAcc1234567890abc",
            "MFA_ENROLL",
            "ADMINISTRATORS",
        ] {
            assert!(!is_id(word), "{word}");
        }
    }

    #[test]
    fn words_are_replaced_where_they_stand() {
        let other = |word: &str| (word == "b-1").then(|| "c".to_owned());
        assert_eq!(replace("a/b-1?x=b-1é b-1x", other), "a/c?x=cé b-1x");
    }

    #[test]
    fn a_host_is_no_part_of_a_path() {
        assert_eq!(without_host("https://a.okta.com/api/v1"), "/api/v1");
        assert_eq!(without_host("https://a.okta.com"), "");
        assert_eq!(without_host("/api://v1"), "/api://v1");
    }
}
