//! Names to ids: every id argument also takes an exact name or login.

use std::ops::Deref;

use operations::{Operation, id, op};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::columns::value_at;
use crate::plan::Target;
use crate::quote::quote;
use crate::{Call, Error, Kind};

/// A user: an id, a login, or an exact full name.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct UserId(String);

/// A group: an id or an exact name.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct GroupId(String);

impl JsonSchema for UserId {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "UserId".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string"})
    }
}

impl JsonSchema for GroupId {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "GroupId".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string"})
    }
}

impl TryFrom<String> for UserId {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        checked("user_id", text).map(Self)
    }
}

impl TryFrom<String> for GroupId {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        checked("group_id", text).map(Self)
    }
}

impl Deref for UserId {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Deref for GroupId {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// Names and logins have at most 255 characters in Okta.
const LONGEST: usize = 255;

/// The text of an id, login or name, trimmed.
///
/// # Errors
/// A sentence that names the argument, where the text can be none of them.
pub fn checked(name: &str, text: String) -> Result<String, String> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(format!("`{name}` is empty"));
    }
    let is_bad = trimmed.chars().count() > LONGEST
        || trimmed.chars().any(char::is_control)
        || trimmed.chars().all(|c| c == '.');
    if is_bad {
        return Err(format!("`{name}` is no id, login or name"));
    }
    Ok(trimmed.to_owned())
}

/// A thing found in Okta.
#[derive(Clone, Debug)]
pub struct Found {
    /// Okta's id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Okta's object; `Null` where it could not be read.
    pub object: Value,
}

impl Found {
    /// The thing as the target of a plan.
    pub fn target(&self, kind: &'static str) -> Target {
        Target {
            kind: kind.into(),
            name: self.name.clone(),
            id: self.id.clone(),
        }
    }

    /// Its `status`, or nothing.
    pub fn status(&self) -> &str {
        self.object["status"].as_str().unwrap_or_default()
    }

    /// A thing, and where its name stands.
    pub fn of(object: &Value, name: &str) -> Self {
        let text = |path| {
            value_at(object, path)
                .as_str()
                .unwrap_or_default()
                .to_owned()
        };
        Self {
            id: text("id"),
            name: text(name),
            object: object.clone(),
        }
    }
}

impl Call<'_> {
    /// The user meant.
    ///
    /// # Errors
    /// `not_found`, or `invalid_input` with the candidates where a name fits several people.
    pub async fn user(&self, who: &UserId) -> Result<Found, Error> {
        let answer = self.send(&op::get_user(who)).await;
        let is_name = who.contains(char::is_whitespace);
        match answer {
            Ok(answer) => Ok(Found::of(&answer.body, "profile.login")),
            Err(error) if error.kind == Kind::NotFound && is_name => self.user_by_name(who).await,
            Err(error) if error.kind == Kind::NotFound => Err(nobody(who, error)),
            Err(error) => Err(error),
        }
    }

    /// The id of the user meant, with no request where it is an id already.
    ///
    /// # Errors
    /// As [`Call::user`].
    pub async fn user_id(&self, who: &UserId) -> Result<String, Error> {
        if id::looks_like(who, "00u") {
            return Ok(who.to_string());
        }
        Ok(self.user(who).await?.id)
    }

    /// The user meant, by name for whoever is told of it; by id alone where users may not be read.
    ///
    /// # Errors
    /// As [`Call::user`]; `missing_scope` where a login is given and users may not be read.
    pub async fn user_or_id(&self, who: &UserId) -> Result<Found, Error> {
        if id::looks_like(who, "00u") && !self.may(&op::GET_USER) {
            return Ok(unread(who));
        }
        self.user(who).await
    }

    /// The group meant.
    ///
    /// # Errors
    /// `not_found`, or `invalid_input` with the candidates where several groups have the name.
    pub async fn group(&self, which: &GroupId) -> Result<Found, Error> {
        if id::looks_like(which, "00g") {
            let answer = self.send(&op::get_group(which)).await?;
            return Ok(Found::of(&answer.body, "profile.name"));
        }
        let search = format!("profile.name eq {}", json!(&**which));
        let request = op::list_groups().query("search", search).query("limit", 10);
        let answer = self.send(&request).await?;
        let groups: Vec<Found> = answer
            .rows(None)
            .into_iter()
            .flatten()
            .map(|group| Found::of(group, "profile.name"))
            .collect();
        // Okta compares without case; where one name fits to the letter, it is meant.
        let exact: Vec<Found> = groups
            .iter()
            .filter(|g| g.name == **which)
            .cloned()
            .collect();
        only(
            if exact.is_empty() { groups } else { exact },
            "group",
            which,
            "list_groups",
        )
    }

    /// The id of the group meant, with no request where it is an id already.
    ///
    /// # Errors
    /// As [`Call::group`].
    pub async fn group_id(&self, which: &GroupId) -> Result<String, Error> {
        if id::looks_like(which, "00g") {
            return Ok(which.to_string());
        }
        Ok(self.group(which).await?.id)
    }

    async fn user_by_name(&self, name: &str) -> Result<Found, Error> {
        let (first, last) = name.rsplit_once(char::is_whitespace).unwrap_or((name, ""));
        let search = format!(
            "profile.firstName eq {} and profile.lastName eq {}",
            json!(first.trim()),
            json!(last)
        );
        let request = op::list_users().query("search", search).query("limit", 10);
        let answer = self.send(&request).await?;
        let users = answer.rows(None).into_iter().flatten();
        let users = users.map(|user| Found::of(user, "profile.login")).collect();
        only(users, "user", name, "list_users")
    }
}

/// The values of a path: where one is a person or a group, a name will do.
///
/// # Errors
/// As [`Call::user`] and [`Call::group`].
pub async fn path_values(
    call: &Call<'_>,
    operation: &Operation,
    values: Vec<String>,
) -> Result<Vec<String>, Error> {
    let mut ids = Vec::new();
    for (name, value) in operation.placeholders().zip(values) {
        let is_after = |segment: &str| operation.path.contains(&format!("/{segment}/{{{name}}}"));
        let is_user = name == "userId" || is_after("api/v1/users");
        let is_group = name == "groupId" || is_after("api/v1/groups");
        ids.push(
            if is_user && !id::looks_like(&value, "00u") && value != "me" {
                let who = UserId::try_from(value).map_err(Error::invalid_input)?;
                call.user_id(&who).await?
            } else if is_group && !id::looks_like(&value, "00g") {
                let which = GroupId::try_from(value).map_err(Error::invalid_input)?;
                call.group_id(&which).await?
            } else {
                value
            },
        );
    }
    Ok(ids)
}

fn unread(who: &str) -> Found {
    Found {
        id: who.to_owned(),
        name: who.to_owned(),
        object: Value::Null,
    }
}

fn nobody(who: &str, error: Error) -> Error {
    Error {
        message: format!("there is no user {}", quote(who)),
        next_step: "list_users finds people by name, e-mail address or any attribute. A person may also lie outside what the app's admin role may see.".to_owned(),
        ..error
    }
}

/// The only one found.
///
/// # Errors
/// `not_found` where there is none, with the tool that lists them; `invalid_input` with the candidates
/// where there are several.
pub fn only(
    mut found: Vec<Found>,
    kind: &str,
    name: &str,
    listed_by: &str,
) -> Result<Found, Error> {
    match (found.len(), found.pop()) {
        (1, Some(only)) => Ok(only),
        (_, None) => Err(Error::new(
            Kind::NotFound,
            format!("there is no {kind} named {}", quote(name)),
            format!("{listed_by} finds them; names must fit exactly here."),
        )),
        (_, Some(last)) => {
            found.push(last);
            let candidates: Vec<String> = found
                .iter()
                .map(|f| format!("{} ({})", quote(&f.name), f.id))
                .collect();
            let kinds = kind
                .strip_suffix('y')
                .map_or(format!("{kind}s"), |k| format!("{k}ies"));
            Err(Error::invalid_input(format!(
                "several {kinds} are named {}: {}; give the id",
                quote(name),
                candidates.join(", ")
            )))
        }
    }
}
