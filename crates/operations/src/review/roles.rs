//! What the operations on the admin roles of people, groups and apps do: effects and one line each.

use super::{Row, read, restricted};
use crate::effect::Family;

pub(super) static ROWS: &[Row] = &[
    // People
    read(
        "listUsersWithRoleAssignments",
        "Lists the administrators (who is an admin): people who have role assignments. Gives their ids only; listAssignedRolesForUser says which roles.",
    ),
    read(
        "listAssignedRolesForUser",
        "Lists the admin roles of a person, those that come through groups included. Targets that narrow a role are read separately or with expand.",
    ),
    restricted(
        "assignRoleToUser",
        Family::Admins,
        "Gives a person an admin role: a standard one, or a custom one with its resource set. Without targets a standard role covers everything.",
        "makes a person an administrator",
    ),
    read(
        "getUserAssignedRole",
        "Gets one admin role assignment of a person. The assignment id comes from listAssignedRolesForUser.",
    ),
    restricted(
        "unassignRoleFromUser",
        Family::Admins,
        "Takes an admin role from a person, by assignment id. A role that comes through a group must be taken from the group.",
        "changes who administers the organisation",
    ),
    read(
        "getUserAssignedRoleGovernance",
        "Lists through which governance grants (access requests, entitlement bundles) a person has an admin role. Needs Identity Governance.",
    ),
    read(
        "getRoleAssignmentGovernanceGrant",
        "Gets one governance grant behind a person's admin role, with its end date. Needs Identity Governance.",
    ),
    read(
        "getRoleAssignmentGovernanceGrantResources",
        "Lists the resources that one governance grant behind a person's admin role covers. Needs Identity Governance.",
    ),
    // Groups
    read(
        "listGroupAssignedRoles",
        "Lists the admin roles of a group: every member is an administrator with them.",
    ),
    restricted(
        "assignRoleToGroup",
        Family::Admins,
        "Gives a group an admin role, standard or custom: every present and future member becomes an administrator.",
        "makes every member of the group an administrator",
    ),
    read(
        "getGroupAssignedRole",
        "Gets one admin role assignment of a group. The assignment id comes from listGroupAssignedRoles.",
    ),
    restricted(
        "unassignRoleFromGroup",
        Family::Admins,
        "Takes an admin role from a group, and so from all its members, by assignment id.",
        "changes who administers the organisation",
    ),
    // Client apps
    read(
        "listRolesForClient",
        "Lists the admin roles of a client app (API service): what it may do beside its scopes.",
    ),
    restricted(
        "assignRoleToClient",
        Family::Admins,
        "Gives a client app (API service) an admin role, standard or custom. Scopes work only as far as a role allows.",
        "makes an app an administrator, this connection's own app included",
    ),
    read(
        "retrieveClientRole",
        "Gets one admin role assignment of a client app (API service). The assignment id comes from listRolesForClient.",
    ),
    restricted(
        "deleteRoleFromClient",
        Family::Admins,
        "Takes an admin role from a client app (API service), by assignment id. Its calls that need the role fail from then on.",
        "changes what an app may administer, this connection's own app included",
    ),
    // Targets of a person's role
    read(
        "listApplicationTargetsForApplicationAdministratorRoleForUser",
        "Lists the app targets that narrow a person's application administrator role: kinds of app or single apps. None means all apps.",
    ),
    restricted(
        "assignAllAppsAsTargetToRoleForUser",
        Family::Admins,
        "Widens a person's application administrator role to all apps.",
        "widens what a person may administer",
    ),
    restricted(
        "assignAppTargetToAdminRoleForUser",
        Family::Admins,
        "Adds a kind of app from the catalogue to the targets of a person's application administrator role. The first target narrows the role from all apps to that one.",
        "changes what a person may administer",
    ),
    restricted(
        "unassignAppTargetFromAppAdminRoleForUser",
        Family::Admins,
        "Removes a kind of app from the targets of a person's application administrator role. The last target cannot be removed; remove the role instead.",
        "changes what a person may administer",
    ),
    restricted(
        "assignAppInstanceTargetToAppAdminRoleForUser",
        Family::Admins,
        "Adds a single app to the targets of a person's application administrator role. The first target narrows the role from all apps to that one.",
        "changes what a person may administer",
    ),
    restricted(
        "unassignAppInstanceTargetFromAdminRoleForUser",
        Family::Admins,
        "Removes a single app from the targets of a person's application administrator role. The last target cannot be removed; remove the role instead.",
        "changes what a person may administer",
    ),
    read(
        "listGroupTargetsForRole",
        "Lists the group targets that narrow a person's user, help desk or group membership administrator role. None means all groups.",
    ),
    restricted(
        "assignGroupTargetToUserRole",
        Family::Admins,
        "Adds a group to the targets of a person's admin role (user, help desk, group membership). The first target narrows the role from all groups to that one.",
        "changes what a person may administer",
    ),
    restricted(
        "unassignGroupTargetFromUserAdminRole",
        Family::Admins,
        "Removes a group from the targets of a person's admin role. The last target cannot be removed; remove the role instead.",
        "changes what a person may administer",
    ),
    read(
        "getRoleTargetsByUserIdAndRoleId",
        "Lists all targets, groups and apps alike, that narrow a person's admin role, given directly or through a group. None means everything.",
    ),
    // Targets of a group's role
    read(
        "listApplicationTargetsForApplicationAdministratorRoleForGroup",
        "Lists the app targets that narrow a group's application administrator role: kinds of app or single apps. None means all apps.",
    ),
    restricted(
        "assignAppTargetToAdminRoleForGroup",
        Family::Admins,
        "Adds a kind of app from the catalogue to the targets of a group's application administrator role. The first target narrows the role from all apps to that one.",
        "changes what the members of a group may administer",
    ),
    restricted(
        "unassignAppTargetToAdminRoleForGroup",
        Family::Admins,
        "Removes a kind of app from the targets of a group's application administrator role. The last target cannot be removed; remove the role instead.",
        "changes what the members of a group may administer",
    ),
    restricted(
        "assignAppInstanceTargetToAppAdminRoleForGroup",
        Family::Admins,
        "Adds a single app to the targets of a group's application administrator role. The first target narrows the role from all apps to that one.",
        "changes what the members of a group may administer",
    ),
    restricted(
        "unassignAppInstanceTargetToAppAdminRoleForGroup",
        Family::Admins,
        "Removes a single app from the targets of a group's application administrator role. The last target cannot be removed; remove the role instead.",
        "changes what the members of a group may administer",
    ),
    read(
        "listGroupTargetsForGroupRole",
        "Lists the group targets that narrow a group's user, help desk or group membership administrator role. None means all groups.",
    ),
    restricted(
        "assignGroupTargetToGroupAdminRole",
        Family::Admins,
        "Adds a group to the targets of another group's admin role (user, help desk, group membership). The first target narrows the role from all groups to that one.",
        "changes what the members of a group may administer",
    ),
    restricted(
        "unassignGroupTargetFromGroupAdminRole",
        Family::Admins,
        "Removes a group from the targets of another group's admin role. The last target cannot be removed; remove the role instead.",
        "changes what the members of a group may administer",
    ),
    // Targets of a client app's role
    read(
        "listAppTargetRoleToClient",
        "Lists the app targets that narrow the application administrator role of a client app (API service). None means all apps.",
    ),
    restricted(
        "assignAppTargetRoleToClient",
        Family::Admins,
        "Adds a kind of app from the catalogue to the targets of a client app's admin role. The first target narrows the role from all apps to that one.",
        "changes what an app may administer, this connection's own app included",
    ),
    restricted(
        "removeAppTargetRoleFromClient",
        Family::Admins,
        "Removes a kind of app from the targets of a client app's admin role. The last target cannot be removed; remove the role instead.",
        "changes what an app may administer, this connection's own app included",
    ),
    restricted(
        "assignAppTargetInstanceRoleForClient",
        Family::Admins,
        "Adds a single app to the targets of a client app's admin role. The first target narrows the role from all apps to that one.",
        "changes what an app may administer, this connection's own app included",
    ),
    restricted(
        "removeAppTargetInstanceRoleForClient",
        Family::Admins,
        "Removes a single app from the targets of a client app's admin role. The last target cannot be removed; remove the role instead.",
        "changes what an app may administer, this connection's own app included",
    ),
    read(
        "listGroupTargetRoleForClient",
        "Lists the group targets that narrow the admin role of a client app (API service). None means all groups.",
    ),
    restricted(
        "assignGroupTargetRoleForClient",
        Family::Admins,
        "Adds a group to the targets of a client app's admin role (user, help desk, group membership). The first target narrows the role from all groups to that one.",
        "changes what an app may administer, this connection's own app included",
    ),
    restricted(
        "removeGroupTargetRoleFromClient",
        Family::Admins,
        "Removes a group from the targets of a client app's admin role. The last target cannot be removed; remove the role instead.",
        "changes what an app may administer, this connection's own app included",
    ),
];
