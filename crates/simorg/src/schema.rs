//! The attributes that a person may have, and how the schema shows them.

use serde_json::{Map, Value, json};

use crate::answer::Answer;
use crate::call::Call;
use crate::refusal::Refusal;
use crate::state::{Handler, State};

/// What this module answers.
pub const HANDLERS: &[(&str, Handler)] = &[
    ("getUserSchema", get_user_schema),
    ("listUserTypes", list_user_types),
    ("getUserType", get_user_type),
];

/// The one type of person, and its schema.
pub const USER_TYPE: &str = "oty1user00000000acme";
/// The id of the schema of [`USER_TYPE`].
pub const USER_SCHEMA: &str = "osc1user00000000acme";
/// The service that made what nobody made.
const SYSTEM: &str = "spr1system000000acme";
const BORN: &str = "2019-03-04T09:00:00.000Z";

/// The kind of value that an attribute has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// True or false.
    Boolean,
    /// A whole number.
    Integer,
    /// Texts.
    Texts,
}

/// An attribute of a person.
#[derive(Clone, Copy, Debug)]
pub struct Attribute {
    /// Its name in the profile.
    pub name: &'static str,
    /// Its name in forms.
    pub title: &'static str,
    /// The kind of its value.
    pub kind: Kind,
    /// The least and most characters; a least above 0 means that it must be there.
    pub length: (usize, usize),
    /// The only values it may have; empty where any will do.
    pub choices: &'static [&'static str],
}

const fn text(name: &'static str, title: &'static str, most: usize) -> Attribute {
    Attribute {
        name,
        title,
        kind: Kind::Text,
        length: (0, most),
        choices: &[],
    }
}

const fn needed(name: &'static str, title: &'static str, length: (usize, usize)) -> Attribute {
    Attribute {
        name,
        title,
        kind: Kind::Text,
        length,
        choices: &[],
    }
}

const fn other(name: &'static str, title: &'static str, kind: Kind) -> Attribute {
    Attribute {
        name,
        title,
        kind,
        length: (0, 1000),
        choices: &[],
    }
}

/// The attributes that every organisation has.
pub const BASE: [Attribute; 31] = [
    needed("login", "Username", (5, 100)),
    needed("firstName", "First name", (1, 50)),
    needed("lastName", "Last name", (1, 50)),
    text("middleName", "Middle name", 50),
    text("honorificPrefix", "Honorific prefix", 100),
    text("honorificSuffix", "Honorific suffix", 100),
    needed("email", "Primary email", (5, 100)),
    text("title", "Title", 100),
    text("displayName", "Display name", 100),
    text("nickName", "Nickname", 100),
    text("profileUrl", "Profile Url", 255),
    text("secondEmail", "Secondary email", 100),
    text("mobilePhone", "Mobile phone", 100),
    text("primaryPhone", "Primary phone", 100),
    text("streetAddress", "Street address", 255),
    text("city", "City", 128),
    text("state", "State", 128),
    text("zipCode", "Zip code", 50),
    text("countryCode", "Country code", 2),
    text("postalAddress", "Postal Address", 500),
    text("preferredLanguage", "Preferred language", 100),
    text("locale", "Locale", 100),
    text("timezone", "Time zone", 100),
    text("userType", "User type", 100),
    text("employeeNumber", "Employee number", 100),
    text("costCenter", "Cost center", 100),
    text("organization", "Organization", 100),
    text("division", "Division", 100),
    text("department", "Department", 100),
    text("managerId", "ManagerId", 100),
    text("manager", "Manager", 100),
];

/// The attributes that Acme added.
pub const CUSTOM: [Attribute; 5] = [
    Attribute {
        name: "badgeColor",
        title: "Badge color",
        kind: Kind::Text,
        length: (0, 20),
        choices: &["blue", "green", "red", "white"],
    },
    text("hireDate", "Hire date", 10),
    other("contractor", "Contractor", Kind::Boolean),
    other("floor", "Floor", Kind::Integer),
    other("skills", "Skills", Kind::Texts),
];

/// The attribute of that name.
pub fn attribute(name: &str) -> Option<&'static Attribute> {
    BASE.iter()
        .chain(&CUSTOM)
        .find(|attribute| attribute.name == name)
}

impl Attribute {
    /// Whether a value is of the attribute's kind.
    pub fn takes(&self, value: &Value) -> bool {
        match (self.kind, value) {
            (Kind::Text, Value::String(_)) | (Kind::Boolean, Value::Bool(_)) => true,
            (Kind::Integer, Value::Number(number)) => number.is_i64() || number.is_u64(),
            (Kind::Texts, Value::Array(list)) => list.iter().all(Value::is_string),
            _ => false,
        }
    }

    /// Whether a person must have it.
    pub fn is_required(&self) -> bool {
        self.length.0 > 0
    }

    fn show(&self) -> Value {
        let mut shown = Map::new();
        let mut put = |name: &str, value: Value| shown.insert(name.to_owned(), value);
        put("title", json!(self.title));
        put("type", json!(self.kind.word()));
        if self.is_required() {
            put("required", json!(true));
        }
        if ["email", "secondEmail"].contains(&self.name) {
            put("format", json!("email"));
        }
        if self.kind == Kind::Texts {
            put("items", json!({ "type": "string" }));
        }
        put("mutability", json!("READ_WRITE"));
        put("scope", json!("NONE"));
        if self.is_required() {
            put("minLength", json!(self.length.0));
        }
        if self.kind == Kind::Text {
            put("maxLength", json!(self.length.1));
        }
        if !self.choices.is_empty() {
            let one_of: Vec<Value> = self
                .choices
                .iter()
                .map(|choice| json!({ "const": choice, "title": choice }))
                .collect();
            put("enum", json!(self.choices));
            put("oneOf", json!(one_of));
        }
        put(
            "permissions",
            json!([{ "principal": "SELF", "action": "READ_ONLY" }]),
        );
        put("master", json!({ "type": "PROFILE_MASTER" }));
        Value::Object(shown)
    }
}

impl Kind {
    /// The word for the kind in a schema and in an error.
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Texts => "array",
        }
    }
}

fn get_user_schema(_: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let asked = call.value(0);
    if asked != "default" && asked != USER_SCHEMA {
        return Err(Refusal::not_found(asked, "UserSchema"));
    }
    let base = call.base();
    Ok(Answer::ok(json!({
        "id": format!("{base}/meta/schemas/user/{asked}"),
        "$schema": "http://json-schema.org/draft-04/schema#",
        "name": "user",
        "title": "User",
        "description": "What Acme knows of a person",
        "lastUpdated": BORN,
        "created": BORN,
        "definitions": {
            "custom": section("#custom", &CUSTOM),
            "base": section("#base", &BASE),
        },
        "type": "object",
        "properties": {
            "profile": {
                "allOf": [{ "$ref": "#/definitions/custom" }, { "$ref": "#/definitions/base" }],
            },
        },
        "_links": {
            "self": {
                "rel": "self",
                "href": format!("{base}/api/v1/meta/schemas/user/{asked}"),
                "method": "GET",
            },
            "type": {
                "rel": "type",
                "href": format!("{base}/api/v1/meta/types/user/{USER_TYPE}"),
                "method": "GET",
            },
        },
    })))
}

fn section(id: &str, attributes: &[Attribute]) -> Value {
    let properties: Map<String, Value> = attributes
        .iter()
        .map(|attribute| (attribute.name.to_owned(), attribute.show()))
        .collect();
    let required: Vec<&str> = attributes
        .iter()
        .filter(|attribute| attribute.is_required())
        .map(|attribute| attribute.name)
        .collect();
    json!({ "id": id, "type": "object", "properties": properties, "required": required })
}

#[expect(clippy::unnecessary_wraps, reason = "every handler has this type")]
fn list_user_types(_: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::ok(json!([user_type(call.base())])))
}

fn get_user_type(_: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    match call.value(0) {
        "default" | USER_TYPE => Ok(Answer::ok(user_type(call.base()))),
        other => Err(Refusal::not_found(other, "CVDType")),
    }
}

fn user_type(base: &str) -> Value {
    json!({
        "id": USER_TYPE,
        "displayName": "User",
        "name": "user",
        "description": "What Acme knows of a person",
        "createdBy": SYSTEM,
        "lastUpdatedBy": SYSTEM,
        "created": BORN,
        "lastUpdated": BORN,
        "default": true,
        "_links": {
            "schema": {
                "rel": "schema",
                "href": format!("{base}/api/v1/meta/schemas/user/{USER_SCHEMA}"),
                "method": "GET",
            },
            "self": {
                "rel": "self",
                "href": format!("{base}/api/v1/meta/types/user/{USER_TYPE}"),
                "method": "GET",
            },
        },
    })
}
