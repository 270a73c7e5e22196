//! The attributes with which people and groups are born, and those that Acme added.

use serde_json::{Map, Value, json};

/// An attribute that every organisation has.
struct Base {
    name: &'static str,
    title: &'static str,
    format: &'static str,
    /// The least and most characters; 0 where there is no bound.
    length: (u64, u64),
    needed: Needed,
    own: Own,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Needed {
    Yes,
    No,
}

/// What people may do with it in their own profile.
#[derive(Clone, Copy)]
enum Own {
    Write,
    Read,
    Hide,
}

const fn plain(name: &'static str, title: &'static str, own: Own) -> Base {
    Base {
        name,
        title,
        format: "",
        length: (0, 0),
        needed: Needed::No,
        own,
    }
}

const fn needed(name: &'static str, title: &'static str, length: (u64, u64)) -> Base {
    Base {
        name,
        title,
        format: "",
        length,
        needed: Needed::Yes,
        own: Own::Write,
    }
}

impl Base {
    const fn of_format(mut self, format: &'static str) -> Self {
        self.format = format;
        self
    }

    const fn up_to(mut self, most: u64) -> Self {
        self.length = (0, most);
        self
    }

    fn definition(&self) -> Value {
        let mut made = Map::new();
        let mut put = |name: &str, value: Value| made.insert(name.to_owned(), value);
        put("title", json!(self.title));
        put("type", json!("string"));
        if self.needed == Needed::Yes {
            put("required", json!(true));
        }
        if !self.format.is_empty() {
            put("format", json!(self.format));
        }
        put("mutability", json!("READ_WRITE"));
        put("scope", json!("NONE"));
        if self.length.0 > 0 {
            put("minLength", json!(self.length.0));
        }
        if self.length.1 > 0 {
            put("maxLength", json!(self.length.1));
        }
        let action = match self.own {
            Own::Write => "READ_WRITE",
            Own::Read => "READ_ONLY",
            Own::Hide => "HIDE",
        };
        put(
            "permissions",
            json!([{ "principal": "SELF", "action": action }]),
        );
        put("master", json!({ "type": "PROFILE_MASTER" }));
        Value::Object(made)
    }
}

const PERSON: [Base; 31] = [
    needed("login", "Username", (5, 100)),
    needed("firstName", "First name", (1, 50)),
    needed("lastName", "Last name", (1, 50)),
    plain("middleName", "Middle name", Own::Read),
    plain("honorificPrefix", "Honorific prefix", Own::Read),
    plain("honorificSuffix", "Honorific suffix", Own::Read),
    needed("email", "Primary email", (0, 0)).of_format("email"),
    plain("title", "Title", Own::Read),
    plain("displayName", "Display name", Own::Read),
    plain("nickName", "Nickname", Own::Read),
    plain("profileUrl", "Profile Url", Own::Read).of_format("uri"),
    plain("secondEmail", "Secondary email", Own::Write).of_format("email"),
    plain("mobilePhone", "Mobile phone", Own::Write).up_to(100),
    plain("primaryPhone", "Primary phone", Own::Hide).up_to(100),
    plain("streetAddress", "Street address", Own::Hide),
    plain("city", "City", Own::Hide),
    plain("state", "State", Own::Hide),
    plain("zipCode", "Zip code", Own::Hide),
    plain("countryCode", "Country code", Own::Hide).of_format("country-code"),
    plain("postalAddress", "Postal Address", Own::Hide),
    plain("preferredLanguage", "Preferred language", Own::Read).of_format("language-code"),
    plain("locale", "Locale", Own::Read).of_format("locale"),
    plain("timezone", "Time zone", Own::Read).of_format("timezone"),
    plain("userType", "User type", Own::Read),
    plain("employeeNumber", "Employee number", Own::Read),
    plain("costCenter", "Cost center", Own::Read),
    plain("organization", "Organization", Own::Read),
    plain("division", "Division", Own::Read),
    plain("department", "Department", Own::Read),
    plain("managerId", "ManagerId", Own::Read),
    plain("manager", "Manager", Own::Read),
];

/// The attributes of a new type of person.
pub fn person() -> Map<String, Value> {
    PERSON
        .iter()
        .map(|base| (base.name.to_owned(), base.definition()))
        .collect()
}

/// The attributes of a group.
pub fn group() -> Map<String, Value> {
    let described = |base: Base| {
        let mut made = Map::new();
        if let Value::Object(definition) = base.definition() {
            for (name, value) in definition {
                let is_title = name == "title";
                made.insert(name, value.clone());
                if is_title {
                    made.insert("description".to_owned(), value);
                }
            }
        }
        (base.name.to_owned(), Value::Object(made))
    };
    let name = needed("name", "Name", (0, 255));
    let description = plain("description", "Description", Own::Write).up_to(1024);
    [name, description].into_iter().map(described).collect()
}

/// What Acme wants to know of its people.
pub fn acme_person() -> Value {
    let colours = ["blue", "green", "red", "white"];
    let choices: Vec<Value> = colours
        .iter()
        .map(|colour| json!({ "const": colour, "title": colour }))
        .collect();
    json!({
        "badgeColor": {
            "title": "Badge color", "type": "string", "maxLength": 20,
            "enum": colours, "oneOf": choices,
        },
        "hireDate": { "title": "Hire date", "type": "string", "maxLength": 10 },
        "contractor": { "title": "Contractor", "type": "boolean" },
        "floor": { "title": "Floor", "type": "integer" },
        "skills": { "title": "Skills", "type": "array", "items": { "type": "string" } },
    })
}

/// What Acme wants to know of its groups.
pub fn acme_group() -> Value {
    json!({ "costCenter": { "title": "Cost center", "type": "string" } })
}
