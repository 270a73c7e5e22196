//! Text from Okta or a model inside a sentence of ours.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tools::quote::quote;

fuzz_target!(|text: &str| {
    let quoted = quote(text);
    let inner = quoted
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let inner = inner.expect("it stands in quotes");
    assert!(inner.chars().count() <= 81, "{quoted}");
    assert!(!inner.contains('"'), "{quoted}");
    assert!(!inner.chars().any(char::is_control), "{quoted:?}");
    assert!(!inner.chars().any(is_bidirectional), "{quoted:?}");
    assert!(!inner.chars().any(is_ignorable), "{quoted:?}");
});

/// `Bidi_Control` of the Unicode Character Database, and the separators that break a line.
fn is_bidirectional(c: char) -> bool {
    matches!(c,
        '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

/// `Default_Ignorable_Code_Point` of the Unicode Character Database: what nobody sees, and a model
/// reads.
fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{FFA0}' | '\u{FFF0}'..='\u{FFF8}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}
