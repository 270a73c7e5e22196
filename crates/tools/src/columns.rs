//! The columns of a list: the few that people ask about, and any other by its path.

use serde_json::Value;

/// The default columns of a type: a short name and where the value stands.
#[derive(Debug)]
pub struct Columns(pub(crate) &'static [(&'static str, &'static str)]);

/// Users. Private matters (second e-mail, phones, address, employee number) are not among them.
pub static USERS: Columns = Columns(&[
    ("id", "id"),
    ("login", "profile.login"),
    ("firstName", "profile.firstName"),
    ("lastName", "profile.lastName"),
    ("status", "status"),
    ("lastLogin", "lastLogin"),
    ("department", "profile.department"),
]);

/// Groups.
pub static GROUPS: Columns = Columns(&[
    ("id", "id"),
    ("name", "profile.name"),
    ("type", "type"),
    ("description", "profile.description"),
]);

/// Applications.
pub static APPS: Columns = Columns(&[
    ("id", "id"),
    ("label", "label"),
    ("name", "name"),
    ("status", "status"),
    ("signOnMode", "signOnMode"),
]);

/// Attributes of a profile, as the schema describes them.
pub static ATTRIBUTES: Columns = Columns(&[
    ("name", "name"),
    ("title", "title"),
    ("type", "type"),
    ("required", "required"),
    ("custom", "custom"),
    ("mutability", "mutability"),
]);

impl Columns {
    /// The names, in order.
    pub fn names(&self) -> Vec<String> {
        self.0.iter().map(|(name, _)| (*name).to_owned()).collect()
    }

    /// Where the value of a column stands: a short name, or a path as it is.
    pub fn path<'a>(&self, name: &'a str) -> &'a str
    where
        'static: 'a,
    {
        self.0
            .iter()
            .find(|(short, _)| *short == name)
            .map_or(name, |(_, path)| path)
    }
}

/// The value at a dotted path; `Null` where there is none. A member whose own name holds dots wins
/// over a path through several.
pub fn value_at(value: &Value, path: &str) -> Value {
    if let Some(member) = value.get(path) {
        return member.clone();
    }
    let mut at = value;
    for part in path.split('.') {
        match at.get(part) {
            Some(member) => at = member,
            None => return Value::Null,
        }
    }
    at.clone()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_path_leads_through_objects() {
        let user = json!({"profile": {"login": "ada", "a.b": 1}});
        assert_eq!(value_at(&user, USERS.path("login")), "ada");
        assert_eq!(value_at(&user, "profile.login.x"), Value::Null);
        assert_eq!(value_at(&user["profile"], "a.b"), 1);
    }
}
