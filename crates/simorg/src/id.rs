//! Ids: readable ones for the seed, random ones for what is created later.

use crate::dice::Dice;

/// A twenty-character id that names its thing: prefix, a digit, letters of the name, `acme`.
///
/// `taken` says which ids are in use; the digit changes until the id is free.
pub fn readable(prefix: &str, name: &str, taken: impl Fn(&str) -> bool) -> String {
    let letters: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .take(11)
        .collect();
    "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        .chars()
        .map(|digit| format!("{prefix}{digit}{letters:0<12}acme"))
        .find(|id| !taken(id))
        .unwrap_or_else(|| numbered(prefix, &letters, taken))
}

/// Where a name is so common that no digit is left: a number before `acme`, as long as it must be.
fn numbered(prefix: &str, letters: &str, taken: impl Fn(&str) -> bool) -> String {
    let start: String = letters.chars().take(6).collect();
    (0..1_000_000_u32)
        .map(|number| format!("{prefix}0{start:0<6}{number:06}acme"))
        .find(|id| !taken(id))
        .unwrap_or_else(|| format!("{prefix}0{start:0<12}acme"))
}

/// A twenty-character id of random letters and digits, as Okta's are: never without a digit, so that
/// whoever looks at it sees that it is one.
pub fn random(prefix: &str, dice: &mut Dice) -> String {
    let rest = 20_usize.saturating_sub(prefix.len());
    loop {
        let id = format!("{prefix}{}", dice.letters(rest));
        if id.bytes().any(|byte| byte.is_ascii_digit()) {
            return id;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seeded_id_tells_whose_it_is() {
        let free = |_: &str| false;
        assert_eq!(readable("00g", "Engineering", free), "00g1engineering0acme");
        assert_eq!(
            readable("00u", "Ada Lovelace", free),
            "00u1adalovelace0acme"
        );
        assert_eq!(readable("00u", "Sam Lee", free), "00u1samlee000000acme");
    }

    #[test]
    fn a_clash_changes_the_digit() {
        let taken = |id: &str| id == "00u1samlee000000acme";
        assert_eq!(readable("00u", "Sam Lee", taken), "00u2samlee000000acme");
        let all = |id: &str| !id.starts_with("00u0");
        assert_eq!(readable("00u", "Sam Lee", all).len(), 20);
    }
}
