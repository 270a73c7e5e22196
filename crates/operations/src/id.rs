//! The ids Okta gives: twenty letters and digits, the kind of thing told by the first three.

/// Whether a text has the shape of an Okta id whose first characters are `prefix` (`00u` for a user).
///
/// Okta documents no grammar for ids; the recordings have 20 letters and digits without exception for
/// the kinds asked about here. What does not look like an id is taken for a name or a login.
pub fn looks_like(text: &str, prefix: &str) -> bool {
    text.len() == 20 && text.starts_with(prefix) && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::looks_like;

    #[test]
    fn an_id_is_told_from_a_name() {
        assert!(looks_like("00u1ada00000000acme0", "00u"));
        assert!(!looks_like("ada@acme.example", "00u"));
        assert!(!looks_like("00g1ada00000000acme0", "00u"));
    }
}
