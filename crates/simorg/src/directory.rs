//! The people, groups and roles of the organisation.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use crate::group::{Group, Kind};
use crate::role::Assignment;
use crate::user::User;

/// Everything that the directory API reads and writes.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    /// People by id.
    pub users: BTreeMap<String, User>,
    /// Groups by id.
    pub groups: BTreeMap<String, Group>,
    /// The people of each group, by the group's id.
    pub members: BTreeMap<String, BTreeSet<String>>,
    /// Admin roles of people and groups.
    pub roles: Vec<Assignment>,
    /// Whose the API token is, where it is not the first super administrator's.
    pub token_owner: Option<String>,
}

impl Directory {
    /// The person with that id, that login, or that short login where only one has it.
    pub fn find_user(&self, key: &str) -> Option<&User> {
        if let Some(user) = self.users.get(key) {
            return Some(user);
        }
        let login = key.to_lowercase();
        if let Some(user) = self
            .users
            .values()
            .find(|user| user.login().to_lowercase() == login)
        {
            return Some(user);
        }
        let mut short = self.users.values().filter(|user| {
            let theirs = user.login().to_lowercase();
            theirs
                .split_once('@')
                .is_some_and(|(name, _)| name == login)
        });
        let only = short.next()?;
        short.next().is_none().then_some(only)
    }

    /// The owner of the API token: the first super administrator, unless somebody else is said to be.
    pub fn owner(&self) -> Option<&User> {
        if let Some(owner) = &self.token_owner {
            return self.users.get(owner);
        }
        let role = self
            .roles
            .iter()
            .find(|role| role.role == "SUPER_ADMIN" && role.assignee.starts_with("00u"));
        match role {
            Some(role) => self.users.get(&role.assignee),
            None => self.users.values().next(),
        }
    }

    /// Adds a person to a group; false where they were in it.
    pub fn join(&mut self, group: &str, user: &str, now: Timestamp) -> bool {
        let added = self
            .members
            .entry(group.to_owned())
            .or_default()
            .insert(user.to_owned());
        if added && let Some(group) = self.groups.get_mut(group) {
            group.last_membership_updated = now;
        }
        added
    }

    /// Takes a person out of a group; false where they were not in it.
    pub fn leave(&mut self, group: &str, user: &str, now: Timestamp) -> bool {
        let removed = self
            .members
            .get_mut(group)
            .is_some_and(|members| members.remove(user));
        if removed && let Some(group) = self.groups.get_mut(group) {
            group.last_membership_updated = now;
        }
        removed
    }

    /// The groups that a person is in, by id.
    pub fn groups_of<'d>(&'d self, user: &'d str) -> impl Iterator<Item = &'d Group> {
        self.groups
            .values()
            .filter(move |group| self.is_member(&group.id, user))
    }

    /// Whether a person is in a group.
    pub fn is_member(&self, group: &str, user: &str) -> bool {
        self.members
            .get(group)
            .is_some_and(|members| members.contains(user))
    }

    /// The group that everybody is in.
    pub fn everyone(&self) -> Option<String> {
        let built_in = |group: &&Group| group.kind == Kind::BuiltIn && group.name() == "Everyone";
        self.groups
            .values()
            .find(built_in)
            .map(|group| group.id.clone())
    }
}
