//! The groups of Acme, who is in them, and who administers.

use serde_json::{Map, Value, json};

use super::{birth, days_after_birth};
use crate::directory::Directory;
use crate::group::{Group, Kind};
use crate::id;
use crate::role::{Assignee, Assignment};
use crate::user::User;

/// Name and description; a group with the name of a department holds the department.
const GROUPS: [(&str, &str); 16] = [
    ("Engineering", "Everybody who builds the product"),
    ("Sales", "Everybody who sells"),
    ("Sales EMEA", "Sales in Europe, the Middle East and Africa"),
    ("Support", "Everybody who answers customers"),
    ("Marketing", "Brand, campaigns, events"),
    ("Finance", "Accounting and planning"),
    ("People", "Hiring and everything after"),
    ("IT", "Internal systems"),
    ("Security", "Detection and response"),
    ("Legal", "Contracts and compliance"),
    ("Executive", "The leadership team"),
    ("Contractors", "People who are not employed by Acme"),
    ("VPN Users", "May reach the internal network from outside"),
    ("Berlin Office", "Everybody who works in Berlin"),
    ("Identity Operations", "Administers people and groups"),
    ("On Call", "Carries the pager this quarter"),
];

/// The group that a directory feeds, and the app that stands for the directory.
const FED: (&str, &str) = ("AD Finance", "Active Directory");
const ON_CALL: [&str; 3] = ["ada", "wei.wang", "fatima.zahra"];
const OPERATORS: [&str; 2] = ["noor.haddad", "mia.thompson"];
/// The one person who may do everything.
const SUPER: &str = "marcus.webb";

/// Puts the groups into the organisation, empty.
pub fn plant(directory: &mut Directory) {
    let mut everyone = group(directory, "Everyone", "Everybody in the organisation");
    everyone.kind = Kind::BuiltIn;
    directory.groups.insert(everyone.id.clone(), everyone);
    for (number, (name, about)) in GROUPS.iter().enumerate() {
        let mut group = group(directory, name, about);
        let days = i64::try_from(number).unwrap_or(0) * 30;
        group.created = days_after_birth(days, 15);
        group.last_updated = group.created;
        group.last_membership_updated = group.created;
        directory.groups.insert(group.id.clone(), group);
    }
    let mut fed = group(directory, FED.0, "acme.example/Finance");
    fed.kind = Kind::App;
    fed.source = Some(id::readable("0oa", FED.1, |_| false));
    let imported = [
        ("groupType", "Security"),
        ("groupScope", "Global"),
        ("samAccountName", "AD Finance"),
        ("windowsDomainQualifiedName", "ACME\\AD Finance"),
        ("dn", "CN=AD Finance,OU=Finance,DC=corp,DC=acme,DC=example"),
    ];
    for (name, value) in imported {
        fed.profile.insert(name.to_owned(), json!(value));
    }
    directory.groups.insert(fed.id.clone(), fed);
}

/// Puts the people into the groups.
pub fn fill(directory: &mut Directory) {
    let mut places = Vec::new();
    for user in directory.users.values() {
        for group in directory.groups.values() {
            if belongs(user, group) {
                places.push((group.id.clone(), user.id.clone()));
            }
        }
    }
    for (group, user) in places {
        directory.members.entry(group).or_default().insert(user);
    }
}

/// Gives the roles.
pub fn appoint(directory: &mut Directory) {
    let operators = directory
        .groups
        .values()
        .find(|group| group.name() == "Identity Operations")
        .map(|group| (group.id.clone(), Assignee::Group, "USER_ADMIN"));
    let person = |login: &str, role| {
        let user = directory.find_user(&format!("{login}@acme.example"))?;
        Some((user.id.clone(), Assignee::User, role))
    };
    let all = [
        person(SUPER, "SUPER_ADMIN"),
        person("rosa.klein", "READ_ONLY_ADMIN"),
        operators,
    ];
    let roles: Vec<Assignment> = all
        .into_iter()
        .flatten()
        .map(|(assignee, to, role)| Assignment::seeded(assignee, to, role, birth()))
        .collect();
    directory.roles.extend(roles);
}

fn belongs(user: &User, group: &Group) -> bool {
    let department = user.text("department");
    let is_one_of = |logins: &[&str]| {
        let name = user.login().split('@').next().unwrap_or_default();
        logins.contains(&name)
    };
    match group.name() {
        "Everyone" => true,
        "Sales EMEA" => department == "Sales" && user.text("countryCode") != "US",
        "Contractors" => user.profile.get("contractor") == Some(&Value::Bool(true)),
        "VPN Users" => ["Engineering", "IT", "Security"].contains(&department),
        "Berlin Office" => user.text("city") == "Berlin",
        "Identity Operations" => is_one_of(&OPERATORS),
        "On Call" => is_one_of(&ON_CALL),
        name if name == FED.0 => department == "Finance",
        name => department == name,
    }
}

fn group(directory: &Directory, name: &str, about: &str) -> Group {
    let mut profile = Map::new();
    profile.insert("name".to_owned(), json!(name));
    profile.insert("description".to_owned(), json!(about));
    Group {
        id: id::readable("00g", name, |id| directory.groups.contains_key(id)),
        created: birth(),
        last_updated: birth(),
        last_membership_updated: birth(),
        kind: Kind::Okta,
        profile,
        source: None,
    }
}
