//! Users: find people, and create, change, deactivate and delete them.

use operations::op;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::columns::{ATTRIBUTES, GROUPS, USERS};
use crate::list::Pages;
use crate::lookup::{Found, UserId};
use crate::quote::quote;
use crate::tool::{read, write};
use crate::users_csv::ExportUsersCsv;
use crate::{Call, Entry, Error, Kind, Plan, Read, Reply, Returns, Spec, Step, Write};

/// The tools about users.
pub const TOOLS: &[Entry] = &[
    read::<ListUsers>(),
    read::<GetUser>(),
    read::<GetUserProfileAttributes>(),
    read::<ListUserGroups>(),
    read::<ExportUsersCsv>(),
    write::<CreateUser>(),
    write::<UpdateUser>(),
    write::<DeactivateUser>(),
    write::<DeleteDeactivatedUser>(),
];

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ListUsers {
    /// SCIM search: `profile.department eq "Sales" and status eq "ACTIVE"`; no ne, no not.
    search: Option<String>,
    /// Older filter: `status eq "LOCKED_OUT"`.
    filter: Option<String>,
    /// Start of a name or e-mail; at most 10.
    q: Option<String>,
    /// Sorts a search: `profile.lastName`.
    sort_by: Option<String>,
    /// Direction.
    sort_order: Option<SortOrder>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
enum SortOrder {
    Asc,
    Desc,
}

impl SortOrder {
    fn as_str(&self) -> &'static str {
        match self {
            Self::Asc => "asc",
            Self::Desc => "desc",
        }
    }
}

/// At most one of `search`, `filter` and `q`: Okta refuses more, or heeds one of them.
pub(crate) fn refuse_two(given: [(&str, bool); 3]) -> Result<(), Error> {
    let names: Vec<&str> = given
        .iter()
        .filter(|(_, is)| *is)
        .map(|(n, _)| *n)
        .collect();
    if names.len() > 1 {
        let names = names.join("`, `");
        return Err(Error::invalid_input(format!("give only one of `{names}`")));
    }
    Ok(())
}

impl Read for ListUsers {
    const SPEC: Spec = Spec {
        name: "list_users",
        title: "List users",
        about: "Lists or searches users (people) of the organisation by name, status, department or \
                any profile attribute. Without arguments and with `q`, deactivated users are left \
                out; `search` and `filter` include them.",
        uses: &[&op::LIST_USERS],
        may_use: &[],
        returns: Returns::List(&USERS),
        example: r#"{"search": "profile.department eq \"Engineering\"", "limit": 5}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        refuse_two([
            ("search", self.search.is_some()),
            ("filter", self.filter.is_some()),
            ("q", self.q.is_some()),
        ])?;
        if self.sort_by.is_some() && self.search.is_none() && call.shape.after.is_none() {
            return Err(Error::invalid_input("`sort_by` needs a `search`"));
        }
        let request = op::list_users()
            .query_if("search", self.search)
            .query_if("filter", self.filter)
            .query_if("q", self.q)
            .query_if("sortBy", self.sort_by)
            .query_if("sortOrder", self.sort_order.map(|order| order.as_str()));
        let pages = Pages {
            largest: 200,
            cap: Some(10),
        };
        call.list(request, &USERS, pages).await
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GetUser {
    /// User id, login or exact full name.
    user_id: UserId,
}

impl Read for GetUser {
    const SPEC: Spec = Spec {
        name: "get_user",
        title: "Get user",
        about: "Gets one user (person) with status, dates, source and the whole profile. Where \
                `credentials.provider.type` is a directory, the profile and password are changed \
                there. A deleted user is not found; a deactivated one is.",
        uses: &[&op::GET_USER],
        may_use: &[&op::LIST_USERS],
        returns: Returns::One,
        example: r#"{"user_id": "ada@acme.example"}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let user = call.user(&self.user_id).await?;
        Ok(call.one(user.object))
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GetUserProfileAttributes {}

impl Read for GetUserProfileAttributes {
    const SPEC: Spec = Spec {
        name: "get_user_profile_attributes",
        title: "Get user profile attributes",
        about: "Lists the profile attributes that users of this organisation have, base and custom, \
                with type and whether required. Reads the schema of the default user type, never a \
                person.",
        uses: &[&op::GET_USER_SCHEMA],
        may_use: &[],
        returns: Returns::List(&ATTRIBUTES),
        example: "{}",
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let schema = call.send(&op::get_user_schema("default")).await?.body;
        let mut attributes = attributes(&schema, "base");
        attributes.extend(attributes_custom(&schema));
        call.table(&attributes, &ATTRIBUTES)
    }
}

fn attributes_custom(schema: &Value) -> Vec<Value> {
    attributes(schema, "custom")
}

/// The attributes of one part of the schema, each with its name and what the schema says of it.
fn attributes(schema: &Value, part: &str) -> Vec<Value> {
    let part_schema = &schema["definitions"][part];
    let required = part_schema["required"].as_array();
    let is_required = |name: &str| required.is_some_and(|list| list.iter().any(|r| r == name));
    let properties = part_schema["properties"].as_object();
    properties
        .into_iter()
        .flatten()
        .map(|(name, attribute)| {
            let mut row = json!({"name": name, "custom": part == "custom"});
            if let (Value::Object(row), Value::Object(attribute)) = (&mut row, attribute) {
                row.extend(attribute.clone());
                let required = is_required(name) || attribute.get("required") == Some(&true.into());
                row.insert("required".into(), required.into());
            }
            row
        })
        .collect()
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ListUserGroups {
    /// User id, login or exact full name.
    user_id: UserId,
}

impl Read for ListUserGroups {
    const SPEC: Spec = Spec {
        name: "list_user_groups",
        title: "List user groups",
        about: "Lists the groups that one user is a member of. Okta gives them all at once.",
        uses: &[&op::LIST_USER_GROUPS],
        may_use: &[&op::GET_USER, &op::LIST_USERS],
        returns: Returns::List(&GROUPS),
        example: r#"{"user_id": "ada@acme.example"}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let user = call.user_id(&self.user_id).await?;
        let pages = Pages {
            largest: usize::MAX,
            cap: None,
        };
        call.list(op::list_user_groups(&user), &GROUPS, pages).await
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CreateUser {
    /// Profile with at least login, email, firstName and lastName.
    profile: Map<String, Value>,
    /// Whether to activate; Okta then mails the person an activation link.
    #[serde(default = "yes")]
    activate: bool,
}

fn yes() -> bool {
    true
}

impl Write for CreateUser {
    const SPEC: Spec = Spec {
        name: "create_user",
        title: "Create user",
        about: "Creates one user (person). With `activate`, the default, Okta e-mails them an \
                activation link; without, they stay STAGED and nobody is told.",
        uses: &[&op::CREATE_USER],
        may_use: &[],
        returns: Returns::Change,
        example: r#"{"profile": {"login": "nora.new@acme.example", "email": "nora.new@acme.example", "firstName": "Nora", "lastName": "New"}, "activate": false}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        refuse_secrets(&self.profile)?;
        let text = |name: &str| {
            self.profile
                .get(name)
                .and_then(Value::as_str)
                .unwrap_or_default()
        };
        let login = text("login").to_owned();
        if login.is_empty() {
            return Err(Error::invalid_input("`profile.login` is missing"));
        }
        let request = op::create_user()
            .query("activate", self.activate)
            .body(json!({"profile": self.profile}));
        let told = if self.activate {
            "Okta e-mails an activation link to the new person."
        } else {
            "Nobody is told; the person stays STAGED until activated."
        };
        Ok(Plan::of(Step::new(request))
            .target(named("user", &login))
            .happens(format!(
                "A new user {} is created in {}.",
                quote(&login),
                call.org()
            ))
            .reaches(told)
            .done(format!("The user {} was created.", quote(&login))))
    }
}

fn named(kind: &'static str, name: &str) -> crate::plan::Target {
    crate::plan::Target {
        kind: kind.into(),
        name: name.to_owned(),
        id: String::new(),
    }
}

/// No tool takes a secret as an argument: it would stand in the model's context and in its host's logs.
fn refuse_secrets(profile: &Map<String, Value>) -> Result<(), Error> {
    match profile
        .keys()
        .find(|name| *name == "password" || *name == "credentials")
    {
        Some(name) => Err(Error::invalid_input(format!(
            "`profile.{name}` is not taken: no tool takes a secret as an argument; the person chooses a password from the activation link"
        ))),
        None => Ok(()),
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct UpdateUser {
    /// User id, login or exact full name.
    user_id: UserId,
    /// Attributes to change; null clears one, the rest stay.
    profile: Map<String, Value>,
}

impl Write for UpdateUser {
    const SPEC: Spec = Spec {
        name: "update_user",
        title: "Update user",
        about: "Changes profile attributes of one user; those not named stay, and null clears one. \
                Login, e-mail addresses and mobile phone are guarded: whoever sets them can take the \
                account over.",
        uses: &[&op::GET_USER, &op::UPDATE_USER],
        may_use: &[&op::LIST_USERS],
        returns: Returns::Change,
        example: r#"{"user_id": "ada@acme.example", "profile": {"title": "Principal Engineer"}}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        if self.profile.is_empty() {
            return Err(Error::invalid_input(
                "`profile` names no attribute to change",
            ));
        }
        refuse_secrets(&self.profile)?;
        let user = call.user(&self.user_id).await?;
        let names: Vec<String> = self.profile.keys().map(|name| quote(name)).collect();
        let request = op::update_user(&user.id).body(json!({"profile": self.profile}));
        let step = Step::new(request)
            .looks_at(op::get_user(&user.id))
            .undo(op::update_user(&user.id).body(before(&user, &self.profile)));
        let plan = Plan::of(step)
            .target(user.target("user"))
            .happens(format!(
                "{} of {} will change.",
                listed(&names),
                quote(&user.name)
            ))
            .done(format!(
                "{} of {} changed.",
                listed(&names),
                quote(&user.name)
            ));
        Ok(plan)
    }
}

/// `The attributes "title", "city"`.
fn listed(names: &[String]) -> String {
    match names {
        [one] => format!("The attribute {one}"),
        few if few.len() <= 6 => format!("The attributes {}", few.join(", ")),
        many => format!("{} attributes", many.len()),
    }
}

/// The profile attributes that a change touches, as they are now.
fn before(user: &Found, profile: &Map<String, Value>) -> Value {
    let values = profile
        .keys()
        .map(|name| (name.clone(), user.object["profile"][name].clone()));
    json!({"profile": values.collect::<Map<_, _>>()})
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DeactivateUser {
    /// User id, login or exact full name.
    user_id: UserId,
}

impl Write for DeactivateUser {
    const SPEC: Spec = Spec {
        name: "deactivate_user",
        title: "Deactivate user",
        about: "Deactivates (offboards) one user: ends their access and takes all their app \
                assignments, which come back only by hand. Asks a person first.",
        uses: &[&op::GET_USER, &op::DEACTIVATE_USER],
        may_use: &[&op::LIST_USERS],
        returns: Returns::Change,
        example: r#"{"user_id": "ada@acme.example"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let user = call.user(&self.user_id).await?;
        if user.status() == "DEPROVISIONED" {
            return Err(Error::new(
                Kind::Conflict,
                format!(
                    "{} is deactivated already; nothing was changed",
                    quote(&user.name)
                ),
                "delete_deactivated_user deletes the user for good, if that is meant.",
            ));
        }
        let step = Step::new(op::deactivate_user(&user.id)).looks_at(op::get_user(&user.id));
        Ok(Plan::of(step)
            .target(user.target("user"))
            .happens(format!("{} ({}) is deactivated.", quote(&user.name), status(&user)))
            .reaches("All their app assignments are taken and their sessions end. Activating again does not bring the assignments back.")
            .done(format!("{} is deactivated.", quote(&user.name))))
    }
}

fn status(user: &Found) -> String {
    format!("now {}", user.status())
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DeleteDeactivatedUser {
    /// User id, login or exact full name.
    user_id: UserId,
}

impl Write for DeleteDeactivatedUser {
    const SPEC: Spec = Spec {
        name: "delete_deactivated_user",
        title: "Delete deactivated user",
        about: "Deletes one deactivated user for good; it cannot be undone. Refuses a user that is \
                not deactivated yet. Asks a person first.",
        uses: &[&op::GET_USER, &op::DELETE_USER],
        may_use: &[&op::LIST_USERS],
        returns: Returns::Change,
        example: r#"{"user_id": "leo.rossi@acme.example"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let user = call.user(&self.user_id).await?;
        if user.status() != "DEPROVISIONED" {
            return Err(Error::new(
                Kind::Conflict,
                format!(
                    "{} is {}, not deactivated; nothing was changed",
                    quote(&user.name),
                    user.status()
                ),
                "Use deactivate_user first. Okta would only deactivate here, not delete.",
            ));
        }
        let step = Step::new(op::delete_user(&user.id)).looks_at(op::get_user(&user.id));
        Ok(Plan::of(step)
            .target(user.target("user"))
            .happens(format!("{} is deleted for good.", quote(&user.name)))
            .reaches("The profile, its history in Okta and its id are lost. This cannot be undone.")
            .done(format!("{} is deleted.", quote(&user.name))))
    }
}
