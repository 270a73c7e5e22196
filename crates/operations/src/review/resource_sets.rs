//! What the operations on custom admin roles, resource sets and bindings do: effects and one line each.

use super::{Row, read, restricted};
use crate::effect::Family;

pub(super) static ROWS: &[Row] = &[
    // Resource sets
    read(
        "listResourceSets",
        "Lists the resource sets: what custom admin roles can be limited to (groups, people, apps and more).",
    ),
    restricted(
        "createResourceSet",
        Family::Admins,
        "Creates a resource set from resources named by ORN or address, at most 1000. It counts once a binding joins it with a custom role.",
        "says what a custom admin role reaches",
    ),
    read(
        "getResourceSet",
        "Gets one resource set by id or label. What is in it is listed by listResourceSetResources.",
    ),
    restricted(
        "replaceResourceSet",
        Family::Admins,
        "Replaces the label and description of a resource set. Its resources stay as they are.",
        "changes a set that says what administrators reach",
    ),
    restricted(
        "deleteResourceSet",
        Family::Admins,
        "Deletes a resource set. Look first at listBindings: who administers through the set no longer can. The resources themselves stay.",
        "takes custom admin roles from all who have them over this set",
    ),
    read(
        "listResourceSetResources",
        "Lists the resources in a resource set: which groups, people, apps and so on the administrators bound to it reach.",
    ),
    restricted(
        "addResourceSetResource",
        Family::Admins,
        "Adds one resource to a resource set, with conditions that leave out parts of it. Everybody bound to the set then reaches it.",
        "widens what administrators reach",
    ),
    restricted(
        "addResourceSetResources",
        Family::Admins,
        "Adds resources, named by ORN or address, to a resource set. Everybody bound to the set then reaches them. Those already there stay.",
        "widens what administrators reach",
    ),
    read(
        "getResourceSetResource",
        "Gets one resource of a resource set, with the conditions that leave out parts of it.",
    ),
    restricted(
        "replaceResourceSetResource",
        Family::Admins,
        "Replaces the conditions of a resource in a resource set: which parts of it administrators do not reach.",
        "changes what administrators reach",
    ),
    restricted(
        "deleteResourceSetResource",
        Family::Admins,
        "Removes a resource from a resource set. Administrators bound to the set no longer reach it; the resource itself stays.",
        "changes what administrators reach",
    ),
    // Bindings
    read(
        "listBindings",
        "Lists the bindings of a resource set: which custom admin roles somebody has over it.",
    ),
    restricted(
        "createResourceSetBinding",
        Family::Admins,
        "Creates a binding: gives people or groups a custom admin role over a resource set. The usual way to assign a custom role.",
        "makes people administrators",
    ),
    read(
        "getBinding",
        "Gets the binding of a custom admin role to a resource set. Who has it is listed by listMembersOfBinding.",
    ),
    restricted(
        "deleteBinding",
        Family::Admins,
        "Deletes the binding of a custom admin role to a resource set: every member loses that role there.",
        "takes an admin role from everybody in the binding",
    ),
    read(
        "listMembersOfBinding",
        "Lists the people, groups and apps that have a custom admin role over a resource set.",
    ),
    restricted(
        "addMembersToBinding",
        Family::Admins,
        "Adds people, groups or apps to a binding: gives them its custom admin role over its resource set.",
        "makes people administrators",
    ),
    read(
        "getMemberOfBinding",
        "Gets one member (person, group or app) of the binding of a custom admin role to a resource set.",
    ),
    restricted(
        "unassignMemberFromBinding",
        Family::Admins,
        "Removes one member from a binding: takes its custom admin role over its resource set from a person, group or app.",
        "changes who administers the organisation",
    ),
    // Custom roles
    read(
        "listRoles",
        "Lists the custom admin roles. Standard roles such as super administrator are not among them.",
    ),
    restricted(
        "createRole",
        Family::Admins,
        "Creates a custom admin role from permissions. Nobody has it until it is bound to people and a resource set.",
        "says what administrators may do",
    ),
    read(
        "getRole",
        "Gets one admin role by id or label. Its permissions are listed by listRolePermissions.",
    ),
    restricted(
        "replaceRole",
        Family::Admins,
        "Replaces the label and description of a custom admin role. Its permissions stay as they are.",
        "changes a role that says what administrators may do",
    ),
    restricted(
        "deleteRole",
        Family::Admins,
        "Deletes a custom admin role. Look first at who has it: nobody can administer with it afterwards.",
        "takes an admin role from everybody who has it",
    ),
    read(
        "listRolePermissions",
        "Lists the permissions of a custom admin role: what those who have it may do.",
    ),
    read(
        "getRolePermission",
        "Gets one permission of a custom admin role with its conditions, such as the profile attributes that it leaves out.",
    ),
    restricted(
        "createRolePermission",
        Family::Admins,
        "Adds a permission, with conditions if wanted, to a custom admin role. Everybody who has the role may do it at once.",
        "widens what administrators may do",
    ),
    restricted(
        "replaceRolePermission",
        Family::Admins,
        "Replaces the conditions of a permission of a custom admin role, such as the profile attributes that it leaves out.",
        "changes what administrators may do",
    ),
    restricted(
        "deleteRolePermission",
        Family::Admins,
        "Removes a permission from a custom admin role. Everybody who has the role loses it at once.",
        "changes what administrators may do",
    ),
];
