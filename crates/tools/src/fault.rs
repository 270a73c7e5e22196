//! One fault of a value against its schema, in words that name the field and the rule.

use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind};

use crate::quote::quote;

/// The fault in words; `root` is the field that the value as a whole is, empty where it is none.
pub fn explain(error: &ValidationError<'_>, root: &str) -> String {
    let path = error.instance_path().to_string().replace('/', ".");
    let path = format!("{root}{path}");
    let path = path.trim_start_matches('.');
    let field = format!("`{path}`");
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            let names: Vec<String> = unexpected.iter().take(3).map(|n| quote(n)).collect();
            format!("{field} has no member {}", names.join(", "))
        }
        ValidationErrorKind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            let dot = if path.is_empty() { "" } else { "." };
            format!("`{path}{dot}{name}` is missing")
        }
        ValidationErrorKind::Type { kind } => format!("{field} must be {}", kind_word(kind)),
        ValidationErrorKind::Enum { options } => format!("{field} must be one of {options}"),
        ValidationErrorKind::Constant { expected_value } => {
            format!("{field} must be {expected_value}")
        }
        ValidationErrorKind::Minimum { limit } => format!("{field} must be at least {limit}"),
        ValidationErrorKind::Maximum { limit } => format!("{field} must be at most {limit}"),
        ValidationErrorKind::MinLength { limit: 1 } => format!("{field} is empty"),
        ValidationErrorKind::MinLength { limit } => {
            format!("{field} must have at least {limit} characters")
        }
        ValidationErrorKind::MaxLength { limit } => {
            format!("{field} must have at most {limit} characters")
        }
        ValidationErrorKind::MinItems { limit } => {
            format!("{field} must have at least {limit} items")
        }
        ValidationErrorKind::MaxItems { limit } => {
            format!("{field} must have at most {limit} items")
        }
        ValidationErrorKind::Pattern { pattern } => format!("{field} must match {pattern}"),
        ValidationErrorKind::AnyOf { .. }
        | ValidationErrorKind::OneOfNotValid { .. }
        | ValidationErrorKind::OneOfMultipleValid { .. } => {
            format!("{field} fits none of the forms that it may have")
        }
        _ => format!("{field} does not fit its schema"),
    }
}

fn kind_word(kind: &TypeKind) -> String {
    let word = match kind {
        TypeKind::Single(kind) => kind.to_string(),
        TypeKind::Multiple(kinds) => {
            let kinds = kinds.iter().map(|kind| kind.to_string());
            let named: Vec<String> = kinds.filter(|kind| kind != "null").collect();
            named.join(" or ")
        }
    };
    let vowel = word.starts_with(['a', 'i', 'o']);
    format!("{} {word}", if vowel { "an" } else { "a" })
}
