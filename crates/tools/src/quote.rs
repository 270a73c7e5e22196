//! Text from Okta or a model, made fit to stand inside a sentence of ours.

/// The longest quotation, in characters.
const LONGEST: usize = 80;

/// The text in double quotes, without control and bidirectional characters, cut at 80 characters:
/// it may hold instructions aimed at a model or marks that turn a question round.
pub fn quote(text: &str) -> String {
    let clean: String = text
        .chars()
        .filter(|c| !is_deceptive(*c))
        .map(|c| if c == '"' { '\'' } else { c })
        .collect();
    if clean.chars().count() <= LONGEST {
        return format!("\"{clean}\"");
    }
    let cut: String = clean.chars().take(LONGEST).collect();
    format!("\"{cut}…\"")
}

/// Control characters, bidirectional marks and invisible characters (Unicode TR 36).
fn is_deceptive(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
            | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::quote;

    #[test]
    fn what_deceives_is_taken_out() {
        assert_eq!(quote("Ada\n\u{202E}ecalevoL\u{200B}"), "\"AdaecalevoL\"");
        assert_eq!(quote("a\"b"), "\"a'b\"");
    }

    #[test]
    fn what_is_long_is_cut() {
        assert_eq!(quote(&"ä".repeat(81)).chars().count(), 83);
    }
}
