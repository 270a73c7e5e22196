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

/// Control characters, and what nobody sees and a model reads: bidirectional marks, separators, and
/// `Default_Ignorable_Code_Point` of the Unicode Character Database (UAX 44), tags and variation
/// selectors among them.
fn is_deceptive(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}'
            | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::quote;

    #[test]
    fn what_deceives_is_taken_out() {
        assert_eq!(quote("Ada\n\u{202E}ecalevoL\u{200B}"), "\"AdaecalevoL\"");
        assert_eq!(quote("a\"b"), "\"a'b\"");
        assert_eq!(quote("a\u{E0041}\u{E0101}\u{FE0F}\u{3164}b"), "\"ab\"");
    }

    #[test]
    fn what_is_long_is_cut() {
        assert_eq!(quote(&"ä".repeat(81)).chars().count(), 83);
    }
}
