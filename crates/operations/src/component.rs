//! The schemas of replies and bodies by name, opened once.

use std::io::Read as _;
use std::sync::OnceLock;

use serde_json::Value;

use crate::generated::COMPONENTS;
use crate::operation::Spec;

static OPENED: OnceLock<Value> = OnceLock::new();

/// The schema of that name in that description: JSON Schema keywords as `OpenAPI` 3.0 uses them, with
/// `$ref` for the name of another component of the same description. `None` where there is none.
///
/// # Panics
/// Never with a committed archive: a test opens it.
pub fn get(spec: Spec, name: &str) -> Option<&'static Value> {
    let opened = OPENED.get_or_init(|| {
        let mut text = String::new();
        flate2::read::DeflateDecoder::new(COMPONENTS)
            .read_to_string(&mut text)
            .expect("the archive is compressed by xtask");
        serde_json::from_str(&text).expect("the archive holds JSON")
    });
    let spec = match spec {
        Spec::Management => "management",
        Spec::Oauth => "oauth",
        Spec::Governance => "governance",
    };
    opened.get(spec)?.get(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_of_the_table_has_its_schema() {
        for operation in crate::OPERATIONS {
            for name in operation.answers.iter().filter_map(|answer| answer.schema) {
                // Where the description has no component, the table says the type.
                let is_plain = ["object", "string"].contains(&name);
                let is_there = get(operation.spec, name).is_some();
                assert!(is_plain || is_there, "{} {name}", operation.id);
            }
        }
        assert!(get(Spec::Management, "NoSuchThing").is_none());
    }
}
