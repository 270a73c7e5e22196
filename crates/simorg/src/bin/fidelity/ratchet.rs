//! The figures that must not fall, in a file that is committed.
//!
//! One entry for each file of recordings, by its name. A file of the same name with another number of
//! exchanges is another file: nothing is said of it.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};

use super::arguments::{Act, Ratchet};
use super::tally::Tally;
use super::trouble::Trouble;

/// What came of it.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The figures are as high as they were, or were written.
    Held(String),
    /// A figure is lower.
    Fell(String),
}

/// Compares the figures of a file of recordings with the ratchet, or writes them to it.
pub fn apply(ratchet: &Ratchet, recordings: &str, tally: &Tally) -> Result<Outcome, Trouble> {
    let mut entries = read(&ratchet.file)?;
    let path = Path::new(recordings);
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let now = json!({
        "agree_per_mille": tally.compared.per_mille(),
        "comparable": tally.compared.comparable,
        "exchanges": tally.exchanges,
    });
    if ratchet.act == Act::Write {
        entries.insert(name, now);
        write(&ratchet.file, entries)?;
        return Ok(Outcome::Held(format!("{} written", ratchet.file)));
    }
    Ok(match entries.get(&name) {
        None => Outcome::Held(format!("{} says nothing of {name}", ratchet.file)),
        Some(then) => held(then, &now, &name),
    })
}

fn held(then: &Value, now: &Value, name: &str) -> Outcome {
    let figure = |of: &Value, key: &str| of.get(key).and_then(Value::as_u64).unwrap_or_default();
    if figure(then, "exchanges") != figure(now, "exchanges") {
        return Outcome::Held(format!("the ratchet knows another {name}"));
    }
    for key in ["agree_per_mille", "comparable"] {
        let (then, now) = (figure(then, key), figure(now, key));
        if now < then {
            return Outcome::Fell(format!("{key} of {name} fell from {then} to {now}"));
        }
    }
    Outcome::Held(format!("{name} is no lower than the ratchet"))
}

fn read(path: &str) -> Result<Map<String, Value>, Trouble> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => return Ok(Map::new()),
        Err(why) => {
            return Err(Trouble::File {
                verb: "read",
                path: path.to_owned(),
                why,
            });
        }
    };
    match serde_json::from_str(&text) {
        Ok(Value::Object(entries)) => Ok(entries),
        _ => Err(Trouble::Other(format!(
            "{path} is no ratchet: it holds no JSON object"
        ))),
    }
}

fn write(path: &str, entries: Map<String, Value>) -> Result<(), Trouble> {
    let text = format!("{:#}\n", Value::Object(entries));
    fs::write(path, text).map_err(|why| Trouble::File {
        verb: "write",
        path: path.to_owned(),
        why,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fall_of_either_figure_is_seen() {
        let then = json!({"agree_per_mille": 970, "comparable": 100, "exchanges": 120});
        let with = |agree: u64, comparable: u64, exchanges: u64| {
            let now =
                json!({"agree_per_mille": agree, "comparable": comparable, "exchanges": exchanges});
            matches!(held(&then, &now, "a.gz"), Outcome::Fell(_))
        };
        assert!(!with(970, 100, 120));
        assert!(!with(980, 101, 120));
        assert!(with(969, 100, 120));
        assert!(with(999, 99, 120));
        assert!(!with(10, 9, 12));
    }
}
