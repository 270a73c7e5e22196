//! The functions of the language, by Okta's reference ("Okta Expression Language overview").

use serde_json::Value;

use super::evaluate::{Person, are_equal};
use crate::user::Source;

/// The functions that there are.
const NAMES: [&str; 37] = [
    "Arrays.contains",
    "Arrays.get",
    "Arrays.isEmpty",
    "Arrays.size",
    "Arrays.toCsvString",
    "Convert.toInt",
    "Convert.toNum",
    "String.append",
    "String.join",
    "String.len",
    "String.removeSpaces",
    "String.replace",
    "String.replaceFirst",
    "String.startsWith",
    "String.stringContains",
    "String.stringSwitch",
    "String.substring",
    "String.substringAfter",
    "String.substringBefore",
    "String.toLowerCase",
    "String.toUpperCase",
    "findDirectoryUser",
    "findWorkdayUser",
    "hasDirectoryUser",
    "hasWorkdayUser",
    "isMemberOfAnyGroup",
    "isMemberOfGroup",
    "isMemberOfGroupName",
    "isMemberOfGroupNameContains",
    "isMemberOfGroupNameRegex",
    "isMemberOfGroupNameStartsWith",
    "substring",
    "substringAfter",
    "substringBefore",
    "toLowerCase",
    "toUpperCase",
    "user.getInternalProperty",
];

/// Whether there is a function of that name.
pub fn is_known(name: &str) -> bool {
    NAMES.contains(&name)
}

/// What a function comes to.
pub fn call(name: &str, given: &[Value], person: Person<'_>) -> Value {
    match name.split_once('.') {
        Some(("String", name)) => of_text(name, given),
        Some(("Arrays", name)) => of_list(name, given),
        Some(("Convert", name)) => {
            let number = given.first().and_then(|value| match value {
                Value::String(text) => text.trim().parse::<f64>().ok(),
                other => other.as_f64(),
            });
            match number {
                Some(number) if name == "toInt" => Value::from(number.round()),
                Some(number) => Value::from(number),
                None => Value::Null,
            }
        }
        Some(_) => internal(given, person),
        None if is_text(name) => of_text(name, given),
        None => of_person(name, given, person),
    }
}

fn is_text(name: &str) -> bool {
    name.starts_with("substring") || name.ends_with("Case")
}

/// A value as a text; nothing for what is not there.
pub fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn of_text(name: &str, given: &[Value]) -> Value {
    let one = |at: usize| given.get(at).map(text).unwrap_or_default();
    let place = |at: usize| {
        let number = given.get(at).and_then(Value::as_f64)?;
        // Whole and small, or no place in a text.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the bounds are checked"
        )]
        let place = (0.0..1e6).contains(&number).then_some(number as usize);
        place
    };
    let (first, second) = (one(0), one(1));
    match name {
        "startsWith" => Value::Bool(!first.is_empty() && first.starts_with(&second)),
        "stringContains" => Value::Bool(first.contains(&second)),
        "len" => Value::from(first.chars().count()),
        "append" => Value::from(first + &second),
        "join" => {
            let parts: Vec<String> = given.iter().skip(1).map(text).collect();
            Value::from(parts.join(&first))
        }
        "removeSpaces" => Value::from(first.replace(' ', "")),
        "replace" => Value::from(first.replace(&second, &one(2))),
        "replaceFirst" => Value::from(first.replacen(&second, &one(2), 1)),
        "toLowerCase" => Value::from(first.to_lowercase()),
        "toUpperCase" => Value::from(first.to_uppercase()),
        "substring" => {
            let from = place(1).unwrap_or_default();
            let to = place(2).unwrap_or(usize::MAX);
            let letters = first.chars().skip(from).take(to.saturating_sub(from));
            Value::from(letters.collect::<String>())
        }
        "substringAfter" => {
            let after = first.split_once(&second).map_or("", |(_, after)| after);
            Value::from(after)
        }
        "substringBefore" => {
            let before = first.split_once(&second).map_or("", |(before, _)| before);
            Value::from(before)
        }
        "stringSwitch" => switched(&first, given),
        _ => Value::Null,
    }
}

/// The first value whose key the text holds, or the default.
fn switched(text_of: &str, given: &[Value]) -> Value {
    let pairs = given.get(2..).unwrap_or_default();
    pairs
        .chunks_exact(2)
        .find(|pair| pair.first().is_some_and(|key| text_of.contains(&text(key))))
        .and_then(|pair| pair.get(1))
        .or_else(|| given.get(1))
        .cloned()
        .unwrap_or_default()
}

fn of_list(name: &str, given: &[Value]) -> Value {
    let empty = Vec::new();
    let list = given.first().and_then(Value::as_array).unwrap_or(&empty);
    match name {
        "contains" => {
            let held = |value: &Value| list.iter().any(|item| are_equal(item, value));
            Value::Bool(given.get(1).is_some_and(held))
        }
        "size" => Value::from(list.len()),
        "isEmpty" => Value::Bool(list.is_empty()),
        "get" => {
            let at = given.get(1).and_then(Value::as_f64).unwrap_or(-1.0);
            let found = (0_u32..)
                .zip(list)
                .find(|(place, _)| (f64::from(*place) - at).abs() < f64::EPSILON);
            found.map(|(_, value)| value.clone()).unwrap_or_default()
        }
        "toCsvString" => {
            let parts: Vec<String> = list.iter().map(text).collect();
            Value::from(parts.join(","))
        }
        _ => Value::Null,
    }
}

fn of_person(name: &str, given: &[Value], person: Person<'_>) -> Value {
    let asked: Vec<String> = given.iter().map(text).collect();
    let directory = person.directory;
    let in_group = |takes: &dyn Fn(&str, &str) -> bool| {
        let mut groups = directory.groups_of(&person.user.id);
        Value::Bool(groups.any(|group| asked.iter().any(|asked| takes(asked, group.name()))))
    };
    match name {
        "isMemberOfGroup" | "isMemberOfAnyGroup" => {
            let is_in = |id: &String| directory.is_member(id, &person.user.id);
            Value::Bool(asked.iter().any(is_in))
        }
        "isMemberOfGroupName" => in_group(&|asked, name| name == asked),
        "isMemberOfGroupNameStartsWith" => in_group(&|asked, name| name.starts_with(asked)),
        "isMemberOfGroupNameContains" => in_group(&|asked, name| name.contains(asked)),
        "isMemberOfGroupNameRegex" => in_group(&|asked, name| is_like(asked, name)),
        "hasDirectoryUser" => Value::Bool(person.user.source == Source::ActiveDirectory),
        "findDirectoryUser" if person.user.source == Source::ActiveDirectory => {
            Value::Object(person.user.profile.clone())
        }
        "hasWorkdayUser" => Value::Bool(false),
        _ => Value::Null,
    }
}

/// A pattern with `.*` for anything, as group names are asked for; other patterns are taken literally.
fn is_like(pattern: &str, name: &str) -> bool {
    let parts: Vec<&str> = pattern.split(".*").collect();
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else {
        return false;
    };
    if parts.len() == 1 {
        return pattern == name;
    }
    let Some(mut rest) = name.strip_prefix(first) else {
        return false;
    };
    for part in parts.get(1..parts.len() - 1).unwrap_or_default() {
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(last)
}

fn internal(given: &[Value], person: Person<'_>) -> Value {
    match given.first().and_then(Value::as_str) {
        Some("id") => Value::from(person.user.id.clone()),
        Some("status") => Value::from(person.user.status.word()),
        _ => Value::Null,
    }
}
