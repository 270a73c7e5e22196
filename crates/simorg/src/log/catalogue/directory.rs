//! Schemas, types, mappings, linked objects, realms, identity sources: which event each change writes.

use super::{Row, row};

// One row a line, that it can be read as a table.
#[rustfmt::skip]
pub static ROWS: &[Row] = &[
    // Schemas, types, mappings, linked objects.
    row("updateUserProfile", "directory.user_profile.update", "UserSchema"),
    row("updateApplicationUserProfile", "directory.app_user_profile.update", "AppSchema"),
    row("createUserType", "directory.non_default_user_profile.create", "UserType"),
    row("updateUserType", "directory.user_profile.update", "UserType"), // a guess
    row("replaceUserType", "directory.user_profile.update", "UserType"), // a guess
    row("updateProfileMapping", "directory.mapping.update", "ProfileMapping"),
    row("createLinkedObjectDefinition", "directory.linked_object.create", "LinkedObject"),
    row("deleteLinkedObjectDefinition", "directory.linked_object.delete", "LinkedObject"),
    // Realms.
    row("createRealm", "directory.realm.lifecycle.create", "Realm"),
    row("replaceRealm", "directory.realm.lifecycle.update", "Realm"),
    row("deleteRealm", "directory.realm.lifecycle.delete", "Realm"),
    row("createRealmAssignment", "directory.realm.assignment.create", "RealmAssignment"),
    row("replaceRealmAssignment", "directory.realm.assignment.update", "RealmAssignment"),
    row("deleteRealmAssignment", "directory.realm.assignment.delete", "RealmAssignment"),
    row("executeRealmAssignment", "directory.realm.assignment.execution_started", "RealmAssignment"),
    row("activateRealmAssignment", "directory.realm.assignment.update", "RealmAssignment"), // a guess
    row("deactivateRealmAssignment", "directory.realm.assignment.update", "RealmAssignment"), // a guess
    // Identity sources.
    row("createIdentitySourceUser", "system.identity_sources.user.create", "AppUser"),
    row("replaceExistingIdentitySourceUser", "system.identity_sources.user.update", "AppUser"),
    row("updateIdentitySourceUsers", "system.identity_sources.user.update", "AppUser"),
    row("deleteIdentitySourceUser", "system.identity_sources.user.delete", "AppUser"),
    row("createIdentitySourceGroups", "system.identity_sources.group.create", "UserGroup"),
    row("updateIdentitySourceGroups", "system.identity_sources.group.update", "UserGroup"),
    row("deleteIdentitySourceGroup", "system.identity_sources.group.delete", "UserGroup"),
    row("createIdentitySourceGroupsMemberships", "system.identity_sources.group.user.assign", "UserGroup"),
    row("deleteIdentitySourceGroupMemberships", "system.identity_sources.group.user.revoke", "UserGroup"),
    row("createIdentitySourceSession", "system.import.session.created", "AppInstance"),
    row("deleteIdentitySourceSession", "system.import.session.cancelled", "AppInstance"),
    row("startImportFromIdentitySource", "system.import.session.triggered", "AppInstance"),
    row("uploadIdentitySourceDataForUpsert", "system.identity_sources.bulk_upsert", "AppInstance"),
    row("uploadIdentitySourceDataForDelete", "system.identity_sources.bulk_delete", "AppInstance"),
    row("uploadIdentitySourceGroupsForUpsert", "system.identity_sources.bulk_group_upsert", "AppInstance"),
    row("uploadIdentitySourceGroupsDataForDelete", "system.identity_sources.bulk_group_delete", "AppInstance"),
    row("uploadIdentitySourceGroupMembershipsForUpsert", "system.identity_sources.bulk_group_membership_upsert", "AppInstance"),
    row("uploadIdentitySourceGroupMembershipsForDelete", "system.identity_sources.bulk_group_membership_delete", "AppInstance"),
];
