//! What the permissions of a custom role let do, and on which resources.
//!
//! Which permission a single operation wants is documented for few. The rest follows from what Okta says
//! of each permission in words, ability by ability; where the words are open, the narrower reading is
//! taken, so that what passes here passes at Okta.

use operations::role::ability;
use operations::{Effect, Operation};

/// A permission of a custom role.
#[derive(Debug)]
pub struct Permission {
    /// Its name: `okta.users.read`.
    pub name: &'static str,
    /// Where the things lie that a resource set must hold for it; empty where it needs none.
    pub over: &'static str,
    abilities: &'static [&'static str],
    operations: &'static [&'static str],
    reach: Which,
}

/// Which operations of an ability.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    All,
    Reads,
}

impl Permission {
    /// Whether it lets use the operation.
    pub fn lets(&self, operation: &Operation) -> bool {
        if self.operations.contains(&operation.id) {
            return true;
        }
        let fits = self.reach == Which::All || operation.effect() == Effect::Read;
        fits && ability(operation.id).is_some_and(|of| self.abilities.contains(&of.name))
    }
}

/// The permission of that name.
pub fn named(name: &str) -> Option<&'static Permission> {
    PERMISSIONS
        .iter()
        .find(|permission| permission.name == name)
}

const fn on(
    name: &'static str,
    over: &'static str,
    abilities: &'static [&'static str],
) -> Permission {
    Permission {
        name,
        over,
        abilities,
        operations: &[],
        reach: Which::All,
    }
}

impl Permission {
    const fn reads(mut self) -> Self {
        self.reach = Which::Reads;
        self
    }

    const fn and(mut self, operations: &'static [&'static str]) -> Self {
        self.operations = operations;
        self
    }
}

const USERS: &str = "/api/v1/users";
const GROUPS: &str = "/api/v1/groups";
const APPS: &str = "/api/v1/apps";
const SERVERS: &str = "/api/v1/authorizationServers";
const BRANDS: &str = "/api/v1/brands";
const DEVICES: &str = "/api/v1/devices";
const IDPS: &str = "/api/v1/idps";
const REALMS: &str = "/api/v1/realms";

#[rustfmt::skip]
const PERMISSIONS: &[Permission] = &[
    on("okta.users.read", USERS, &["users.read", "users.factors.read"]),
    on("okta.users.userprofile.read", USERS, &["users.read"]),
    on("okta.users.create", USERS, &["users.create"]),
    on("okta.users.manage", USERS, &[
        "users.read", "users.create", "users.update_profile", "users.activate", "users.deactivate",
        "users.delete", "users.suspend", "users.unlock", "users.reset_password",
        "users.change_credentials", "users.reset_factors", "users.factors.read",
        "users.factors.enroll", "users.clear_sessions",
    ]),
    on("okta.users.userprofile.manage", USERS, &["users.read", "users.update_profile"]),
    on("okta.users.credentials.manage", USERS, &[
        "users.reset_password", "users.change_credentials", "users.reset_factors",
        "users.factors.read", "users.factors.enroll",
    ]),
    on("okta.users.credentials.resetFactors", USERS, &["users.reset_factors", "users.factors.read"]),
    on("okta.users.credentials.resetPassword", USERS, &[]).and(&["resetPassword", "forgotPassword"]),
    on("okta.users.credentials.expirePassword", USERS, &[])
        .and(&["expirePassword", "expirePasswordWithTempPassword"]),
    on("okta.users.credentials.manageTemporaryAccessCode", USERS, &[])
        .and(&["createTacAuthenticatorEnrollment"]),
    on("okta.users.lifecycle.manage", USERS, &[
        "users.activate", "users.deactivate", "users.suspend", "users.delete", "users.unlock",
        "users.clear_sessions",
    ]),
    on("okta.users.lifecycle.activate", USERS, &["users.activate"]),
    on("okta.users.lifecycle.deactivate", USERS, &["users.deactivate"]),
    on("okta.users.lifecycle.suspend", USERS, &[]).and(&["suspendUser"]),
    on("okta.users.lifecycle.unsuspend", USERS, &[]).and(&["unsuspendUser"]),
    on("okta.users.lifecycle.delete", USERS, &["users.delete"]),
    on("okta.users.lifecycle.unlock", USERS, &["users.unlock"]),
    on("okta.users.lifecycle.clearSessions", USERS, &["users.clear_sessions"]),
    on("okta.users.apitokens.read", USERS, &["api_tokens.read"]),
    on("okta.users.apitokens.manage", USERS, &["api_tokens.read", "api_tokens.update", "api_tokens.revoke"]),
    on("okta.groups.read", GROUPS, &["groups.read"]),
    on("okta.groups.create", GROUPS, &["groups.create"]),
    on("okta.groups.manage", GROUPS, &[
        "groups.read", "groups.create", "groups.update", "groups.delete", "groups.members",
        "group_owners",
    ]),
    on("okta.groups.members.manage", GROUPS, &["groups.members"]),
    on("okta.apps.read", APPS, &["apps.read", "apps.assignments.read", "schemas.app_user.read"]),
    on("okta.apps.manage", APPS, &[
        "apps.read", "apps.create", "apps.configure", "apps.assignments.read", "apps.assign",
        "apps.credentials", "schemas.app_user.read", "schemas.app_user.manage",
        "schemas.user_group.read",
    ]).and(&["updateGroupSchema", "createLinkedObjectDefinition", "deleteLinkedObjectDefinition"]),
    on("okta.apps.assignment.manage", APPS, &["apps.assign", "apps.assignments.read"]),
    on("okta.apps.clientCredentials.read", APPS, &["apps.credentials"]).reads(),
    on("okta.authzServers.read", SERVERS, &["auth_servers.read"]),
    on("okta.authzServers.manage", SERVERS, &["auth_servers.read", "auth_servers.manage"]),
    on("okta.customizations.read", BRANDS, &["brands.read", "custom_pages.read", "templates.read"]),
    on("okta.customizations.manage", BRANDS, &[
        "brands.read", "brands.manage", "custom_pages.read", "templates.read", "templates.manage",
    ]),
    on("okta.devices.read", DEVICES, &["devices.read"]),
    on("okta.devices.manage", DEVICES, &["devices.read", "devices.manage"]),
    on("okta.devices.lifecycle.manage", DEVICES, &["devices.manage"]),
    on("okta.devices.lifecycle.activate", DEVICES, &[]).and(&["activateDevice"]),
    on("okta.devices.lifecycle.deactivate", DEVICES, &[]).and(&["deactivateDevice"]),
    on("okta.devices.lifecycle.suspend", DEVICES, &[]).and(&["suspendDevice"]),
    on("okta.devices.lifecycle.unsuspend", DEVICES, &[]).and(&["unsuspendDevice"]),
    on("okta.devices.lifecycle.delete", DEVICES, &[]).and(&["deleteDevice"]),
    on("okta.identityProviders.read", IDPS, &["idps.read"]),
    on("okta.identityProviders.manage", IDPS, &["idps.read", "idps.manage"]),
    on("okta.realm.read", REALMS, &["realms"]).reads(),
    on("okta.realm.manage", REALMS, &["realms"]),
    on("okta.iam.read", "", &["roles"]).reads(),
    on("okta.agents.read", "", &["agents"]).reads(),
    on("okta.agents.view", "", &["agents"]).reads(),
    on("okta.agents.manage", "", &["agents"]),
    on("okta.directories.read", "", &["directories_imports"]).reads(),
    on("okta.directories.manage", "", &["directories_imports"]),
    on("okta.dr.read", "", &["disaster_recovery"]).reads(),
    on("okta.dr.manage", "", &["disaster_recovery"]),
    on("okta.eventhooks.read", "", &[]).and(&["listEventHooks", "getEventHook"]),
    on("okta.eventhooks.manage", "", &[]).and(&[
        "listEventHooks", "getEventHook", "createEventHook", "replaceEventHook", "deleteEventHook",
        "activateEventHook", "deactivateEventHook", "verifyEventHook",
    ]),
    on("okta.inlinehooks.read", "", &[]).and(&["listInlineHooks", "getInlineHook"]),
    on("okta.inlinehooks.manage", "", &[]).and(&[
        "listInlineHooks", "getInlineHook", "createInlineHook", "updateInlineHook",
        "replaceInlineHook", "deleteInlineHook", "executeInlineHook", "activateInlineHook",
        "deactivateInlineHook",
    ]),
    on("okta.support.cases.manage", "", &["org_support.cases"]),
    on("okta.governance.accessCertifications.manage", "", &["governance.certifications"]),
    on("okta.governance.accessRequests.manage", "", &["governance.access_requests"]),
    on("okta.governance.settings.read", "", &["governance.settings"]).reads(),
    on("okta.governance.settings.manage", "", &["governance.settings"]),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use operations::role::ability;

    use super::*;

    #[test]
    fn each_permission_stands_once_and_lets_do_something() {
        let names: BTreeSet<_> = PERMISSIONS.iter().map(|one| one.name).collect();
        assert_eq!(names.len(), PERMISSIONS.len());
        for permission in PERMISSIONS {
            let mut all = operations::OPERATIONS.iter();
            assert!(all.any(|one| permission.lets(one)), "{}", permission.name);
            for id in permission.operations {
                assert!(operations::find(id).is_some(), "{}: {id}", permission.name);
            }
            for name in permission.abilities {
                let mut all = operations::OPERATIONS.iter();
                let known = all.any(|one| ability(one.id).is_some_and(|of| of.name == *name));
                assert!(known, "{}: {name}", permission.name);
            }
        }
    }

    #[test]
    fn who_may_read_may_not_write() {
        let lets = |name: &str, id: &str| {
            let operation = operations::find(id).unwrap();
            named(name).unwrap().lets(operation)
        };
        assert!(lets("okta.users.read", "listUsers"));
        assert!(!lets("okta.users.read", "deactivateUser"));
        assert!(lets("okta.users.lifecycle.suspend", "suspendUser"));
        assert!(!lets("okta.users.lifecycle.suspend", "unsuspendUser"));
        assert!(lets("okta.iam.read", "listRoles"));
        assert!(!lets("okta.iam.read", "createRole"));
    }
}
