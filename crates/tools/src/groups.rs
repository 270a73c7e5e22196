//! Groups: find them, and see and change who is in them and what they are called.

use operations::op;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::columns::{APPS, GROUPS, USERS};
use crate::list::Pages;
use crate::lookup::{GroupId, UserId};
use crate::plan::Target;
use crate::quote::quote;
use crate::tool::{read, write};
use crate::users::refuse_two;
use crate::{Call, Entry, Error, Plan, Read, Reply, Returns, Spec, Step, Write};

/// The tools about groups.
pub const TOOLS: &[Entry] = &[
    read::<ListGroups>(),
    read::<GetGroup>(),
    read::<ListGroupUsers>(),
    read::<ListGroupApps>(),
    write::<CreateGroup>(),
    write::<UpdateGroup>(),
    write::<DeleteGroup>(),
    write::<AddUserToGroup>(),
    write::<RemoveUserFromGroup>(),
];

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ListGroups {
    /// SCIM search: `profile.name sw "Sales" and type eq "OKTA_GROUP"`.
    search: Option<String>,
    /// Older filter: `type eq "APP_GROUP"`.
    filter: Option<String>,
    /// Start of a name; at most 300.
    q: Option<String>,
}

impl Read for ListGroups {
    const SPEC: Spec = Spec {
        name: "list_groups",
        title: "List groups",
        about: "Lists or searches groups (teams) of the organisation. A narrowed admin role hides \
                groups, Everyone among them.",
        uses: &[&op::LIST_GROUPS],
        may_use: &[],
        returns: Returns::List(&GROUPS),
        example: r#"{"search": "profile.name sw \"Sales\""}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        refuse_two([
            ("search", self.search.is_some()),
            ("filter", self.filter.is_some()),
            ("q", self.q.is_some()),
        ])?;
        let request = op::list_groups()
            .query_if("search", self.search)
            .query_if("filter", self.filter)
            .query_if("q", self.q);
        let pages = Pages {
            largest: 200,
            cap: Some(300),
        };
        call.list(request, &GROUPS, pages).await
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GetGroup {
    /// Group id or exact name.
    group_id: GroupId,
}

impl Read for GetGroup {
    const SPEC: Spec = Spec {
        name: "get_group",
        title: "Get group",
        about: "Gets one group with its whole profile and type. An APP_GROUP is filled by an app or \
                directory.",
        uses: &[&op::GET_GROUP],
        may_use: &[&op::LIST_GROUPS],
        returns: Returns::One,
        example: r#"{"group_id": "Engineering"}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let group = call.group(&self.group_id).await?;
        Ok(call.one(group.object))
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ListGroupUsers {
    /// Group id or exact name.
    group_id: GroupId,
}

impl Read for ListGroupUsers {
    const SPEC: Spec = Spec {
        name: "list_group_users",
        title: "List group users",
        about: "Lists the members of one group. Large groups come in pages: go on with `next`, or \
                count with `count_only`.",
        uses: &[&op::LIST_GROUP_USERS],
        may_use: &[&op::LIST_GROUPS],
        returns: Returns::List(&USERS),
        example: r#"{"group_id": "Engineering", "limit": 5}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let group = call.group_id(&self.group_id).await?;
        let pages = Pages {
            largest: 200,
            cap: None,
        };
        call.list(op::list_group_users(&group), &USERS, pages).await
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ListGroupApps {
    /// Group id or exact name.
    group_id: GroupId,
}

impl Read for ListGroupApps {
    const SPEC: Spec = Spec {
        name: "list_group_apps",
        title: "List group apps",
        about: "Lists the applications that one group gives its members access to.",
        uses: &[&op::LIST_ASSIGNED_APPLICATIONS_FOR_GROUP],
        may_use: &[&op::LIST_GROUPS],
        returns: Returns::List(&APPS),
        example: r#"{"group_id": "Engineering"}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let group = call.group_id(&self.group_id).await?;
        let request = op::list_assigned_applications_for_group(&group);
        let pages = Pages {
            largest: 200,
            cap: None,
        };
        call.list(request, &APPS, pages).await
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CreateGroup {
    /// Profile with a name, and description or custom attributes.
    profile: Map<String, Value>,
}

impl Write for CreateGroup {
    const SPEC: Spec = Spec {
        name: "create_group",
        title: "Create group",
        about: "Creates one empty group. Names are not unique in every organisation: look first \
                with list_groups.",
        uses: &[&op::ADD_GROUP],
        may_use: &[],
        returns: Returns::Change,
        example: r#"{"profile": {"name": "Project Babbage", "description": "Analytical engine"}}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let name = self
            .profile
            .get("name")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned();
        if name.trim().is_empty() {
            return Err(Error::invalid_input("`profile.name` is missing"));
        }
        let request = op::add_group().body(json!({"profile": self.profile}));
        Ok(Plan::of(Step::new(request))
            .target(Target {
                kind: "group".into(),
                name: name.clone(),
                id: String::new(),
            })
            .happens(format!(
                "A new, empty group {} is created in {}.",
                quote(&name),
                call.org()
            ))
            .done(format!("The group {} was created.", quote(&name))))
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct UpdateGroup {
    /// Group id or exact name.
    group_id: GroupId,
    /// Attributes to change; null clears one, the rest stay.
    profile: Map<String, Value>,
}

impl Write for UpdateGroup {
    const SPEC: Spec = Spec {
        name: "update_group",
        title: "Update group",
        about: "Changes name, description or custom attributes of one group; those not named stay, \
                and null clears one. Groups that an app or directory fills are changed there.",
        uses: &[&op::GET_GROUP, &op::REPLACE_GROUP],
        may_use: &[&op::LIST_GROUPS],
        returns: Returns::Change,
        example: r#"{"group_id": "Engineering", "profile": {"description": "Builds things"}}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        if self.profile.is_empty() {
            return Err(Error::invalid_input(
                "`profile` names no attribute to change",
            ));
        }
        let group = call.group(&self.group_id).await?;
        // Okta replaces the whole profile, so what the caller did not name is sent as it is now.
        let before = group.object["profile"]
            .as_object()
            .cloned()
            .unwrap_or_default();
        let mut after = before.clone();
        for (name, value) in self.profile {
            if value.is_null() {
                after.remove(&name);
            } else {
                after.insert(name, value);
            }
        }
        let step = Step::new(op::replace_group(&group.id).body(json!({"profile": after})))
            .looks_at(op::get_group(&group.id))
            .undo(op::replace_group(&group.id).body(json!({"profile": before})));
        Ok(Plan::of(step)
            .target(group.target("group"))
            .happens(format!(
                "The profile of the group {} is changed.",
                quote(&group.name)
            ))
            .done(format!(
                "The profile of the group {} was changed.",
                quote(&group.name)
            )))
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DeleteGroup {
    /// Group id or exact name.
    group_id: GroupId,
}

impl Write for DeleteGroup {
    const SPEC: Spec = Spec {
        name: "delete_group",
        title: "Delete group",
        about: "Deletes one group: its members lose the apps, roles and rules that it gave. It comes \
                back only as a new, empty group. Asks a person first.",
        uses: &[&op::GET_GROUP, &op::DELETE_GROUP],
        may_use: &[&op::LIST_GROUPS],
        returns: Returns::Change,
        example: r#"{"group_id": "Berlin Office"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let group = call.group(&self.group_id).await?;
        let step = Step::new(op::delete_group(&group.id)).looks_at(op::get_group(&group.id));
        Ok(Plan::of(step)
            .target(group.target("group"))
            .happens(format!("The group {} is deleted.", quote(&group.name)))
            .reaches("It cannot be brought back with its members, rules and assignments.")
            .done(format!("The group {} is deleted.", quote(&group.name))))
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct AddUserToGroup {
    /// Group id or exact name.
    group_id: GroupId,
    /// User id, login or exact full name.
    user_id: UserId,
}

impl Write for AddUserToGroup {
    const SPEC: Spec = Spec {
        name: "add_user_to_group",
        title: "Add user to group",
        about: "Adds one user to one group; succeeds if already a member. Groups fed by an app \
                refuse direct changes.",
        uses: &[&op::ASSIGN_USER_TO_GROUP],
        may_use: &[
            &op::GET_GROUP,
            &op::LIST_GROUPS,
            &op::GET_USER,
            &op::LIST_USERS,
            &op::LIST_USER_GROUPS,
        ],
        returns: Returns::Change,
        example: r#"{"group_id": "00g1engineering0acme", "user_id": "ada@acme.example"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let group = call.group(&self.group_id).await?;
        let user = call.user_or_id(&self.user_id).await?;
        let step = Step::new(op::assign_user_to_group(&group.id, &user.id))
            .looks_at(op::list_user_groups(&user.id))
            .undo(op::unassign_user_from_group(&group.id, &user.id));
        Ok(Plan::of(step)
            .target(user.target("user"))
            .target(group.target("group"))
            .happens(format!(
                "{} is added to the group {}.",
                quote(&user.name),
                quote(&group.name)
            ))
            .done(format!(
                "{} is in {}.",
                quote(&user.name),
                quote(&group.name)
            )))
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RemoveUserFromGroup {
    /// Group id or exact name.
    group_id: GroupId,
    /// User id, login or exact full name.
    user_id: UserId,
}

impl Write for RemoveUserFromGroup {
    const SPEC: Spec = Spec {
        name: "remove_user_from_group",
        title: "Remove user from group",
        about: "Removes one user from one group, and with it the apps that the group gave. A member \
                whom a group rule added lands on the rule's exclusion list.",
        uses: &[&op::UNASSIGN_USER_FROM_GROUP],
        may_use: &[
            &op::GET_GROUP,
            &op::LIST_GROUPS,
            &op::GET_USER,
            &op::LIST_USERS,
            &op::LIST_USER_GROUPS,
        ],
        returns: Returns::Change,
        example: r#"{"group_id": "Engineering", "user_id": "ada@acme.example"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let group = call.group(&self.group_id).await?;
        let user = call.user_or_id(&self.user_id).await?;
        let step = Step::new(op::unassign_user_from_group(&group.id, &user.id))
            .looks_at(op::list_user_groups(&user.id));
        Ok(Plan::of(step)
            .target(user.target("user"))
            .target(group.target("group"))
            .happens(format!(
                "{} is removed from the group {}.",
                quote(&user.name),
                quote(&group.name)
            ))
            .reaches("The person loses the apps that only this group gave.")
            .done(format!(
                "{} is not in {}.",
                quote(&user.name),
                quote(&group.name)
            )))
    }
}
