//! How operations belong together: which reads what another changes, and which takes it back.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::{Method, OPERATIONS, Operation};

/// Verbs of a path's last segment that take each other back.
const OPPOSITES: &[(&str, &str)] = &[
    ("activate", "deactivate"),
    ("suspend", "unsuspend"),
    ("subscribe", "unsubscribe"),
    ("optIn", "optOut"),
];

/// The operation that reads what `operation` changes: the `GET` of its own path, else of the nearest
/// thing above it that is named by a placeholder. `None` where nothing of it can be read.
pub fn look(operation: &Operation) -> Option<&'static Operation> {
    let mut path = operation.path;
    loop {
        if let Some(read) =
            at(Method::Get, path).filter(|_| path.ends_with('}') || path == operation.path)
        {
            let is_list = read.answers.iter().any(|answer| answer.array);
            return (!is_list).then_some(read);
        }
        path = path.rsplit_once('/')?.0;
        if !path.contains('{') {
            return None;
        }
    }
}

/// The operation that takes `operation` back by its mere call, where Okta has one: the opposite verb of
/// a life cycle.
pub fn inverse(operation: &Operation) -> Option<&'static Operation> {
    let (before, verb) = operation.path.rsplit_once('/')?;
    let opposite = OPPOSITES.iter().find_map(|(one, other)| match verb {
        verb if verb == *one => Some(*other),
        verb if verb == *other => Some(*one),
        _ => None,
    })?;
    at(operation.method, &format!("{before}/{opposite}"))
}

/// Collections in which the same may well be meant twice: sessions, factors, and who belongs to what.
const NO_THINGS: &[&str] = &[
    "sessions",
    "factors",
    "enrollments",
    "users",
    "tokens",
    "credentials",
];

/// The operation that reads what `operation` makes, by its id: the item of the collection that it posts
/// to. `None` where it makes nothing that stays, or what may well be meant twice.
pub fn made(operation: &Operation) -> Option<&'static Operation> {
    let collection = operation.path.rsplit('/').next()?;
    let is_nested = operation.path.contains('{');
    if operation.method != Method::Post || is_nested && NO_THINGS.contains(&collection) {
        return None;
    }
    let mut rows = OPERATIONS.iter().copied();
    rows.find(|row| {
        let item = row.path.strip_prefix(operation.path);
        let item = item.and_then(|rest| rest.strip_prefix("/{"));
        row.method == Method::Get && item.is_some_and(|rest| rest.find('}') == Some(rest.len() - 1))
    })
}

/// The operation of that method and path.
pub fn at(method: Method, path: &str) -> Option<&'static Operation> {
    static BY_PATH: OnceLock<HashMap<(&'static str, &'static str), &'static Operation>> =
        OnceLock::new();
    let by_path = BY_PATH.get_or_init(|| {
        let rows = OPERATIONS.iter().copied();
        rows.map(|row| ((row.method.as_str(), row.path), row))
            .collect()
    });
    by_path.get(&(method.as_str(), path)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::op;

    #[test]
    fn what_is_changed_is_read_at_its_own_path_or_above() {
        assert_eq!(look(&op::REPLACE_GROUP), Some(&op::GET_GROUP));
        assert_eq!(look(&op::DEACTIVATE_USER), Some(&op::GET_USER));
        assert_eq!(look(&op::ADD_GROUP), None);
        assert_eq!(look(&op::REPLACE_BRAND_THEME), Some(&op::GET_BRAND_THEME));
    }

    #[test]
    fn what_is_made_is_read_by_its_id() {
        assert_eq!(made(&op::ADD_GROUP), Some(&op::GET_GROUP));
        assert_eq!(made(&op::CREATE_USER), Some(&op::GET_USER));
        assert_eq!(made(&op::CREATE_POLICY_RULE), Some(&op::GET_POLICY_RULE));
        for none in [&op::ENROLL_FACTOR, &op::SUSPEND_USER, &op::REPLACE_GROUP] {
            assert_eq!(made(none), None, "{}", none.id);
        }
    }

    #[test]
    fn a_life_cycle_has_its_opposite() {
        assert_eq!(inverse(&op::SUSPEND_USER), Some(&op::UNSUSPEND_USER));
        assert_eq!(inverse(&op::ACTIVATE_POLICY), Some(&op::DEACTIVATE_POLICY));
        assert_eq!(inverse(&op::RESET_FACTORS), None);
    }
}
