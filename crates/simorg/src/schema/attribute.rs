//! An attribute of a live schema, and which values it takes.

use serde_json::{Map, Value};

use crate::refusal::Refusal;
use crate::tree::{Document, member};

/// A live schema: the attributes that a profile may have now.
#[derive(Clone, Copy, Debug)]
pub struct Live<'t> {
    document: Option<&'t Document>,
}

impl<'t> Live<'t> {
    /// The schema that a document holds; without one there are no attributes.
    pub fn new(document: Option<&'t Document>) -> Self {
        Self { document }
    }

    /// The attribute of that name.
    pub fn attribute(self, name: &str) -> Option<Attribute<'t>> {
        self.attributes().find(|attribute| attribute.name == name)
    }

    /// All attributes, the base ones first.
    pub fn attributes(self) -> impl Iterator<Item = Attribute<'t>> {
        let section = move |name: &str| {
            let path = format!("definitions.{name}.properties");
            self.document
                .and_then(|document| member(document, &path)?.as_object())
        };
        let sections = [section("base"), section("custom")];
        sections
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|(name, value)| {
                let definition = value.as_object()?;
                Some(Attribute { name, definition })
            })
    }
}

/// An attribute and how its schema defines it.
#[derive(Clone, Copy, Debug)]
pub struct Attribute<'t> {
    /// Its name in the profile.
    pub name: &'t str,
    definition: &'t Map<String, Value>,
}

impl Attribute<'_> {
    /// Whether it must be there.
    pub fn is_required(&self) -> bool {
        self.definition.get("required") == Some(&Value::Bool(true))
    }

    /// Whether no two may share a value.
    pub fn is_unique(&self) -> bool {
        let unique = self.word("unique");
        !unique.is_empty() && unique != "NOT_UNIQUE"
    }

    /// Whether a text holds an address.
    pub fn is_address(&self) -> bool {
        self.word("format") == "email"
    }

    /// Whether Okta masters it whoever keeps the rest of the profile.
    pub fn is_mastered_here(&self) -> bool {
        let master = self.definition.get("master");
        master.and_then(|master| master.get("type")) == Some(&Value::from("OKTA"))
    }

    /// The pattern of its texts, where it has one.
    pub fn pattern(&self) -> Option<&str> {
        self.definition.get("pattern")?.as_str()
    }

    fn word(&self, name: &str) -> &str {
        self.definition
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    fn bound(&self, name: &str) -> Option<f64> {
        self.definition.get(name)?.as_f64()
    }

    /// Whether it takes a value.
    ///
    /// # Errors
    /// Okta's refusal. What it says of kinds and bounds is taken from its documents.
    pub fn check(&self, value: &Value) -> Result<(), Refusal> {
        let kind = self.word("type");
        if !is_of(kind, value) {
            return Err(self.refusal(&format!("must be of type {kind}")));
        }
        match value {
            Value::String(text) => self.check_text(text)?,
            Value::Number(number) => self.check_number(number.as_f64().unwrap_or_default())?,
            Value::Array(list) => return self.check_list(list),
            _ => {}
        }
        self.check_choice(self.definition, value)
    }

    fn check_text(&self, text: &str) -> Result<(), Refusal> {
        // Okta takes no character beyond the basic plane (its API overview, "4-byte UTF-8").
        if text.chars().any(|c| u32::from(c) > 0xFFFF) {
            return Err(self.refusal("Does not match required pattern"));
        }
        #[expect(clippy::cast_precision_loss, reason = "no text is that long")]
        let length = text.chars().count() as f64;
        if self.bound("maxLength").is_some_and(|most| length > most) {
            return Err(self.refusal("The field is too long"));
        }
        if self.bound("minLength").is_some_and(|least| length < least) {
            return Err(self.refusal("The field is too short"));
        }
        Ok(())
    }

    fn check_number(&self, number: f64) -> Result<(), Refusal> {
        let low = self.bound("minimum").is_some_and(|least| number < least);
        let high = self.bound("maximum").is_some_and(|most| number > most);
        if low || high {
            return Err(self.refusal("is out of range"));
        }
        Ok(())
    }

    fn check_list(&self, list: &[Value]) -> Result<(), Refusal> {
        let Some(items) = self.definition.get("items").and_then(Value::as_object) else {
            return Ok(());
        };
        let kind = items
            .get("type")
            .and_then(Value::as_str)
            .unwrap_or_default();
        for value in list {
            if !is_of(kind, value) {
                return Err(self.refusal(&format!("must be of type {kind}")));
            }
            self.check_choice(items, value)?;
        }
        Ok(())
    }

    fn check_choice(&self, holder: &Map<String, Value>, value: &Value) -> Result<(), Refusal> {
        let choices = holder.get("enum").and_then(Value::as_array);
        if choices.is_some_and(|choices| !choices.is_empty() && !choices.contains(value)) {
            return Err(self.refusal("Does not match one of the enumerated values"));
        }
        Ok(())
    }

    fn refusal(&self, cause: &str) -> Refusal {
        Refusal::invalid(self.name, format!("{}: {cause}", self.name))
    }
}

fn is_of(kind: &str, value: &Value) -> bool {
    match kind {
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "array" => value.is_array(),
        _ => true,
    }
}
