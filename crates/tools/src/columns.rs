//! The columns of a list: the few that people ask about, and any other by its path.

use std::borrow::Cow;

use operations::component;
use operations::operation::Spec;
use serde_json::Value;

/// The default columns of a type: a short name and where the value stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns(Cow<'static, [Column]>);

/// A short name, and where the value stands; nothing where it is the row itself.
type Column = (&'static str, &'static str);

const fn columns(columns: &'static [Column]) -> Columns {
    Columns(Cow::Borrowed(columns))
}

/// Users. Private matters (second e-mail, phones, address, employee number) are not among them.
pub static USERS: Columns = columns(&[
    ("id", "id"),
    ("login", "profile.login"),
    ("firstName", "profile.firstName"),
    ("lastName", "profile.lastName"),
    ("status", "status"),
    ("lastLogin", "lastLogin"),
    ("department", "profile.department"),
]);

/// Users in a file that no model reads: private matters, too.
pub static EXPORTED_USERS: Columns = columns(&[
    ("id", "id"),
    ("status", "status"),
    ("login", "profile.login"),
    ("email", "profile.email"),
    ("firstName", "profile.firstName"),
    ("lastName", "profile.lastName"),
    ("displayName", "profile.displayName"),
    ("mobilePhone", "profile.mobilePhone"),
    ("primaryPhone", "profile.primaryPhone"),
    ("department", "profile.department"),
    ("title", "profile.title"),
    ("organization", "profile.organization"),
    ("userType", "profile.userType"),
    ("employeeNumber", "profile.employeeNumber"),
    ("costCenter", "profile.costCenter"),
    ("division", "profile.division"),
    ("manager", "profile.manager"),
    ("source", "credentials.provider.type"),
    ("created", "created"),
    ("lastLogin", "lastLogin"),
]);

/// Groups.
pub static GROUPS: Columns = columns(&[
    ("id", "id"),
    ("name", "profile.name"),
    ("type", "type"),
    ("source", "source.id"),
    ("description", "profile.description"),
]);

/// Applications.
pub static APPS: Columns = columns(&[
    ("id", "id"),
    ("label", "label"),
    ("name", "name"),
    ("status", "status"),
    ("signOnMode", "signOnMode"),
]);

/// Apps of the Okta Integration Network.
pub static CATALOG_APPS: Columns = columns(&[
    ("name", "name"),
    ("displayName", "displayName"),
    ("category", "category"),
    ("signOnModes", "signOnModes"),
    ("status", "status"),
]);

/// Attributes of a profile, as the schema describes them.
pub static ATTRIBUTES: Columns = columns(&[
    ("name", "name"),
    ("title", "title"),
    ("type", "type"),
    ("required", "required"),
    ("custom", "custom"),
    ("mutability", "mutability"),
]);

/// Events of the System Log.
pub static EVENTS: Columns = columns(&[
    ("published", "published"),
    ("eventType", "eventType"),
    ("actor", "actor.alternateId"),
    ("target", "target.0.displayName"),
    ("outcome", "outcome.result"),
    ("reason", "outcome.reason"),
    ("address", "client.ipAddress"),
]);

/// Policies.
pub static POLICIES: Columns = columns(&[
    ("id", "id"),
    ("name", "name"),
    ("type", "type"),
    ("status", "status"),
    ("priority", "priority"),
    ("system", "system"),
]);

/// Rules of policies.
pub static POLICY_RULES: Columns = columns(&[
    ("id", "id"),
    ("name", "name"),
    ("status", "status"),
    ("priority", "priority"),
    ("system", "system"),
    ("type", "type"),
]);

/// Brands.
pub static BRANDS: Columns = columns(&[
    ("id", "id"),
    ("name", "name"),
    ("isDefault", "isDefault"),
    ("locale", "locale"),
    ("emailDomainId", "emailDomainId"),
    ("customPrivacyPolicyUrl", "customPrivacyPolicyUrl"),
]);

/// Device assurance policies.
pub static DEVICE_ASSURANCES: Columns = columns(&[
    ("id", "id"),
    ("name", "name"),
    ("platform", "platform"),
    ("osVersion", "osVersion.minimum"),
    ("lastUpdate", "lastUpdate"),
]);

/// E-mail domains.
pub static EMAIL_DOMAINS: Columns = columns(&[
    ("id", "id"),
    ("domain", "domain"),
    ("displayName", "displayName"),
    ("userName", "userName"),
    ("validationStatus", "validationStatus"),
]);

/// Custom domains.
pub static CUSTOM_DOMAINS: Columns = columns(&[
    ("id", "id"),
    ("domain", "domain"),
    ("validationStatus", "validationStatus"),
    ("certificateSourceType", "certificateSourceType"),
    ("brandId", "brandId"),
]);

/// Themes of a brand.
pub static THEMES: Columns = columns(&[
    ("id", "id"),
    ("primaryColorHex", "primaryColorHex"),
    ("secondaryColorHex", "secondaryColorHex"),
    ("signInPage", "signInPageTouchPointVariant"),
    ("logo", "logo"),
]);

/// E-mail templates.
pub static EMAIL_TEMPLATES: Columns = columns(&[
    ("name", "name"),
    ("recipients", "_embedded.settings.recipients"),
    ("customizations", "_embedded.customizationCount"),
]);

/// Customized texts of an e-mail template.
pub static EMAIL_CUSTOMIZATIONS: Columns = columns(&[
    ("id", "id"),
    ("language", "language"),
    ("isDefault", "isDefault"),
    ("subject", "subject"),
    ("lastUpdated", "lastUpdated"),
]);

/// Counts: what was counted, and how often it was there.
pub static TALLY: Columns = columns(&[("value", "value"), ("events", "events")]);

/// Event types of the System Log: the row is the name.
pub static EVENT_TYPES: Columns = columns(&[("eventType", "")]);

/// Plain values: the row is the value.
pub static PLAIN: Columns = columns(&[("value", "")]);

/// The types whose columns are chosen by hand: what people ask about.
static CHOSEN: &[(&str, &Columns)] = &[
    (
        "AppUser",
        &columns(&[
            ("id", "id"),
            ("userName", "credentials.userName"),
            ("status", "status"),
            ("scope", "scope"),
            ("syncState", "syncState"),
            ("created", "created"),
        ]),
    ),
    ("Application", &APPS),
    (
        "ApplicationGroupAssignment",
        &columns(&[
            ("id", "id"),
            ("priority", "priority"),
            ("lastUpdated", "lastUpdated"),
        ]),
    ),
    (
        "AssignedAppLink",
        &columns(&[
            ("label", "label"),
            ("appName", "appName"),
            ("appInstanceId", "appInstanceId"),
            ("appAssignmentId", "appAssignmentId"),
            ("hidden", "hidden"),
        ]),
    ),
    (
        "AuthenticatorBase",
        &columns(&[
            ("id", "id"),
            ("key", "key"),
            ("name", "name"),
            ("type", "type"),
            ("status", "status"),
        ]),
    ),
    ("BrandWithEmbedded", &BRANDS),
    ("DeviceAssurance", &DEVICE_ASSURANCES),
    (
        "DeviceList",
        &columns(&[
            ("id", "id"),
            ("displayName", "profile.displayName"),
            ("platform", "profile.platform"),
            ("status", "status"),
            ("registered", "profile.registered"),
            ("lastUpdated", "lastUpdated"),
        ]),
    ),
    (
        "DeviceUser",
        &columns(&[
            ("id", "user.id"),
            ("login", "user.profile.login"),
            ("managementStatus", "managementStatus"),
            ("screenLockType", "screenLockType"),
            ("created", "created"),
        ]),
    ),
    ("EmailCustomization", &EMAIL_CUSTOMIZATIONS),
    ("EmailDomainResponseWithEmbedded", &EMAIL_DOMAINS),
    ("EmailTemplateResponse", &EMAIL_TEMPLATES),
    ("Group", &GROUPS),
    (
        "GroupRule",
        &columns(&[
            ("id", "id"),
            ("name", "name"),
            ("status", "status"),
            ("expression", "conditions.expression.value"),
            ("groupIds", "actions.assignUserToGroups.groupIds"),
        ]),
    ),
    (
        "LinkedObject",
        &columns(&[
            ("primary", "primary.name"),
            ("associated", "associated.name"),
        ]),
    ),
    (
        "ListProfileMappings",
        &columns(&[
            ("id", "id"),
            ("source", "source.name"),
            ("target", "target.name"),
            ("sourceType", "source.type"),
            ("targetType", "target.type"),
        ]),
    ),
    ("LogEvent", &EVENTS),
    ("Policy", &POLICIES),
    ("PolicyRule", &POLICY_RULES),
    (
        "Realm",
        &columns(&[
            ("id", "id"),
            ("name", "profile.name"),
            ("isDefault", "isDefault"),
            ("created", "created"),
        ]),
    ),
    ("ThemeResponse", &THEMES),
    ("User", &USERS),
    (
        "UserDevice",
        &columns(&[
            ("id", "device.id"),
            ("displayName", "device.profile.displayName"),
            ("platform", "device.profile.platform"),
            ("status", "device.status"),
            ("created", "created"),
        ]),
    ),
    (
        "UserFactor",
        &columns(&[
            ("id", "id"),
            ("factorType", "factorType"),
            ("provider", "provider"),
            ("status", "status"),
            ("lastUpdated", "lastUpdated"),
        ]),
    ),
];

/// The members that say most of a thing, first what says most.
const TELLING: &[&str] = &[
    "id",
    "name",
    "label",
    "displayName",
    "title",
    "key",
    "kid",
    "domain",
    "featureType",
    "factorType",
    "type",
    "status",
    "scopeId",
    "clientId",
    "client_id",
    "client_name",
    "userId",
    "description",
    "priority",
    "created",
    "lastUpdated",
];
/// How many columns are chosen where nobody chose them by hand.
const MOST: usize = 6;

/// The default columns of a component of Okta's descriptions.
pub fn of(spec: Spec, schema: &str) -> Columns {
    if schema == "string" {
        return PLAIN.clone();
    }
    if let Some((_, chosen)) = CHOSEN.iter().find(|(name, _)| *name == schema) {
        return (*chosen).clone();
    }
    let mut members = Vec::new();
    scalars(spec, schema, &mut members, 0);
    let told = TELLING
        .iter()
        .copied()
        .filter(|name| members.contains(name));
    let mut names: Vec<&'static str> = told.take(MOST).collect();
    if names.len() < 2 {
        let more = members.into_iter().filter(|name| *name != "id");
        let more: Vec<&str> = more.filter(|name| !names.contains(name)).collect();
        names.extend(more.into_iter().take(MOST - names.len()));
    }
    Columns(names.into_iter().map(|name| (name, name)).collect())
}

/// The default columns of the rows that stand under a member of a component.
pub fn of_member(spec: Spec, schema: &str, member: &str) -> Columns {
    let items = component::get(spec, schema)
        .and_then(|component| component.get("properties")?.get(member)?.get("items"));
    let named = items.and_then(|items| items.get("$ref")?.as_str());
    named.map_or_else(Columns::none, |name| of(spec, name))
}

/// The members of a component that are plain values.
fn scalars(spec: Spec, schema: &str, members: &mut Vec<&'static str>, depth: usize) {
    let Some(component) = component::get(spec, schema).filter(|_| depth < 5) else {
        return;
    };
    let parts = component.get("allOf").and_then(Value::as_array);
    for part in parts.into_iter().flatten().chain([component]) {
        if let Some(base) = part.get("$ref").and_then(Value::as_str) {
            scalars(spec, base, members, depth + 1);
        }
        let named = part.get("properties").and_then(Value::as_object);
        for (name, member) in named.into_iter().flatten() {
            let named = member.get("$ref").and_then(Value::as_str);
            let member = named
                .and_then(|name| component::get(spec, name))
                .unwrap_or(member);
            let kind = member.get("type").and_then(Value::as_str);
            let is_plain = matches!(kind, Some("string" | "integer" | "number" | "boolean"));
            if is_plain && !members.contains(&name.as_str()) {
                members.push(name);
            }
        }
    }
}

impl Columns {
    /// No columns: whole rows are given.
    pub const fn none() -> Self {
        columns(&[])
    }

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
    if path.is_empty() {
        return value.clone();
    }
    if let Some(member) = value.get(path) {
        return member.clone();
    }
    let mut at = value;
    for part in path.split('.') {
        let member = match part.parse::<usize>() {
            Ok(number) if at.is_array() => at.get(number),
            _ => at.get(part),
        };
        match member {
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
        assert_eq!(value_at(&json!({"target": [{"id": 1}]}), "target.0.id"), 1);
    }

    #[test]
    fn every_list_of_the_table_has_columns() {
        let reads =
            |operation: &&&operations::Operation| operation.method == operations::Method::Get;
        let mut without = Vec::new();
        for operation in operations::OPERATIONS.iter().filter(reads) {
            let list = operation.answers.iter().find(|answer| answer.array);
            let schema = list.and_then(|answer| answer.schema);
            if schema.is_some_and(|schema| of(operation.spec, schema).names().is_empty()) {
                without.push(operation.id);
            }
        }
        // Their rows are open objects, or hold objects alone: they are given whole.
        assert_eq!(
            without,
            ["getAssetLinksWellKnownURI", "listLinkedObjectsForUser"]
        );
    }
}
