//! Documents member by member: merged, put, dropped.

use serde_json::Value;

use super::Document;

/// Which of two values stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clash {
    /// The one that was there.
    TheOld,
    /// The one that comes.
    TheNew,
}

/// Merges a document into another, objects member by member.
pub fn merge(into: &mut Document, from: Document, clash: Clash) {
    for (name, value) in from {
        match (into.get_mut(&name), value) {
            (Some(Value::Object(old)), Value::Object(new)) => merge(old, new, clash),
            (Some(old), value) if clash == Clash::TheNew => *old = value,
            (Some(_), _) => {}
            (None, value) => {
                into.insert(name, value);
            }
        }
    }
}

/// Takes away what lies at a dotted path.
pub fn drop_member(document: &mut Document, path: &str) {
    match path.rsplit_once('.') {
        None => {
            document.shift_remove(path);
        }
        Some((parent, name)) => {
            if let Some(Value::Object(map)) = member_mut(document, parent) {
                map.shift_remove(name);
            }
        }
    }
}

/// Takes away all that is null below a value.
pub fn prune(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.retain(|_, value| !value.is_null());
            map.values_mut().for_each(prune);
        }
        Value::Array(list) => list.iter_mut().for_each(prune),
        _ => {}
    }
}

/// Puts a value at a dotted path; objects on the way are made.
pub fn put_member(document: &mut Document, path: &str, value: Value) {
    let mut from = Document::new();
    let mut names = path.rsplit('.');
    from.insert(names.next().unwrap_or_default().to_owned(), value);
    for name in names {
        from = std::iter::once((name.to_owned(), Value::Object(from))).collect();
    }
    merge(document, from, Clash::TheNew);
}

/// What lies at a dotted path, to change.
pub fn member_mut<'d>(document: &'d mut Document, path: &str) -> Option<&'d mut Value> {
    let mut names = path.split('.');
    let mut value = document.get_mut(names.next()?)?;
    for name in names {
        value = value.get_mut(name)?;
    }
    Some(value)
}
