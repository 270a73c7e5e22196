//! How a fault is ordered: by name, with how often and how much.

use serde_json::Value;

/// A fault as it was ordered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Order {
    /// Its name.
    pub name: String,
    /// How many answers it spoils; 1 where it is not said, and without end for `empty_lists`.
    pub times: Option<u64>,
    /// What it means depends on the fault.
    pub value: Option<Value>,
}

impl Order {
    /// An order written `name` or `name:value`.
    pub fn parse(text: &str) -> Self {
        let (name, value) = match text.split_once(':') {
            Some((name, value)) => (name, Some(value)),
            None => (text, None),
        };
        let value = value.map(|text| text.parse::<i64>().map_or(Value::from(text), Value::from));
        Self {
            name: name.to_owned(),
            times: None,
            value,
        }
    }

    /// An order as JSON: `name`, and perhaps `times` and `value`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(body: &Value) -> Result<Self, String> {
        let name = body.get("name").and_then(Value::as_str);
        let name =
            name.ok_or_else(|| format!("a fault has a `name`, one of: {}", super::names()))?;
        let times = match body.get("times") {
            None | Some(Value::Null) => None,
            Some(value) => Some(value.as_u64().ok_or("`times` is a whole number")?),
        };
        let value = body.get("value").filter(|value| !value.is_null()).cloned();
        Ok(Self {
            name: name.to_owned(),
            times,
            value,
        })
    }

    /// The value as a whole number.
    ///
    /// # Errors
    /// Where it is another kind of value.
    pub fn number(&self, default: i64) -> Result<i64, String> {
        match &self.value {
            None => Ok(default),
            Some(value) => {
                let parsed = value.as_i64().or_else(|| value.as_str()?.parse().ok());
                parsed.ok_or_else(|| format!("the value of `{}` is a whole number", self.name))
            }
        }
    }
}

impl Order {
    /// The value as one of some words.
    ///
    /// # Errors
    /// Where it is none of them.
    pub fn word<T: Copy>(&self, words: &[(&'static str, T)]) -> Result<T, String> {
        let value = self.value.as_ref().and_then(Value::as_str);
        let found = words.iter().find(|(word, _)| Some(*word) == value);
        found.map(|(_, meaning)| *meaning).ok_or_else(|| {
            let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            format!(
                "the value of `{}` is one of: {}",
                self.name,
                words.join(", ")
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_a_name_and_perhaps_a_value() {
        assert_eq!(Order::parse("drop").value, None);
        assert_eq!(Order::parse("slow:250").value, Some(Value::from(250)));
        assert_eq!(Order::parse("role:none").value, Some(Value::from("none")));
        assert!(Order::read(&serde_json::json!({"times": 2})).is_err());
    }

    #[test]
    fn a_word_is_one_of_those_that_have_a_meaning() {
        let words = [("one", 1), ("two", 2)];
        assert_eq!(Order::parse("x:two").word(&words), Ok(2));
        let message = Order::parse("x:six").word(&words).unwrap_err();
        assert_eq!(message, "the value of `x` is one of: one, two");
    }
}
