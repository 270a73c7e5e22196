//! What the operations on realms, schemas, mappings, user types and linked objects do: effects and one line each.

use super::{Row, destroy, read, restricted, write};
use crate::effect::Family;

pub(super) static ROWS: &[Row] = &[
    // Realms
    read(
        "listRealms",
        "Lists or searches the realms (partitions of the people of an organisation, for delegated administration). Needs a licence that has realms, such as Identity Governance.",
    ),
    write(
        "createRealm",
        "Creates a realm (a partition of people, for delegated administration). It starts empty. Needs a licence that has realms, such as Identity Governance.",
        "an empty realm holds nobody, and can be deleted",
    ),
    read(
        "getRealm",
        "Gets one realm: its name, kind and domains, and whether it is the default.",
    ),
    restricted(
        "replaceRealm",
        Family::Mass,
        "Replaces the profile of a realm: its name, kind and allowed domains. People who are in the realm already are not checked against new domains.",
        "changes the partition that holds many people at once",
    ),
    destroy(
        "deleteRealm",
        "Deletes a realm for good. Move its people, identity providers and other parts out of it first.",
        "a deleted realm comes back only under a new id",
    ),
    read(
        "listRealmAssignments",
        "Lists the realm assignments (rules that place people in realms) in order of priority.",
    ),
    restricted(
        "createRealmAssignment",
        Family::Mass,
        "Creates a realm assignment: a rule that places people of a profile source in a realm. It starts inactive; activate or execute it.",
        "decides who administers all the people whom it matches",
    ),
    read(
        "listRealmAssignmentOperations",
        "Lists the past and running executions of realm assignments, newest first, with how many people each moved.",
    ),
    restricted(
        "executeRealmAssignment",
        Family::Mass,
        "Executes a realm assignment now: moves every person who matches it to its realm, long-standing people included.",
        "moves every person who matches to another realm, however many",
    ),
    read(
        "getRealmAssignment",
        "Gets one realm assignment: its condition, target realm, priority and status.",
    ),
    restricted(
        "replaceRealmAssignment",
        Family::Mass,
        "Replaces a realm assignment: its condition, target realm and priority. What is left out is dropped.",
        "decides who administers all the people whom it matches",
    ),
    destroy(
        "deleteRealmAssignment",
        "Deletes a realm assignment (rule that places people in realms). It places nobody any more, and is not kept.",
        "a deleted assignment comes back only under a new id",
    ),
    restricted(
        "activateRealmAssignment",
        Family::Mass,
        "Activates a realm assignment, so that new and changed people who match it are placed in its realm.",
        "moves every person who comes to match to another realm",
    ),
    write(
        "deactivateRealmAssignment",
        "Deactivates a realm assignment (rule that places people in realms). It places nobody any more until it is activated.",
        "the rule stops moving people, and can be activated again",
    ),
    // Profile mappings
    read(
        "listProfileMappings",
        "Lists the profile mappings (attribute mappings between an app, directory or identity provider and Okta), by source or target id.",
    ),
    read(
        "getProfileMapping",
        "Gets one profile mapping with the expression for each attribute, and whether it is pushed on create only or on updates too.",
    ),
    restricted(
        "updateProfileMapping",
        Family::Mass,
        "Updates a profile mapping (attribute mapping): adds, changes or removes the expressions of attributes. Others stay.",
        "rewrites an attribute of every person whom the mapping covers",
    ),
    // Schemas
    read(
        "getApplicationUserSchema",
        "Gets the profile schema of an app: the attributes that an app assignment can have, base and custom.",
    ),
    restricted(
        "updateApplicationUserProfile",
        Family::Mass,
        "Adds, changes or removes custom attributes in the profile schema of an app. Set one to null to remove it; those not named stay.",
        "removing an attribute loses its value for everybody in the app",
    ),
    read(
        "getGroupSchema",
        "Gets the profile schema of groups: the base and custom attributes that a group can have.",
    ),
    restricted(
        "updateGroupSchema",
        Family::Mass,
        "Adds, changes or removes custom attributes of groups. Set one to null to remove it; those not named stay.",
        "removing an attribute loses its value for every group",
    ),
    read(
        "listLogStreamSchemas",
        "Lists the schemas of all kinds of log stream (SIEM export): which settings each takes.",
    ),
    read(
        "getLogStreamSchema",
        "Gets the schema of one kind of log stream (aws_eventbridge or splunk_cloud_logstreaming): which settings it takes and which are fixed later.",
    ),
    read(
        "getUserSchema",
        "Gets the profile schema of a user type: the base and custom attributes that a person can have. Use default for the default type.",
    ),
    restricted(
        "updateUserProfile",
        Family::Mass,
        "Adds, changes or removes custom attributes of people, for one user type. Set one to null to remove it; those not named stay.",
        "removing an attribute loses its value for every person of the type",
    ),
    // User types
    read(
        "listUserTypes",
        "Lists the user types (kinds of people with their own profile schema, such as employees and contractors).",
    ),
    write(
        "createUserType",
        "Creates a user type with its own profile schema, copied from the present default. At most nine beside the default.",
        "a type without people can be deleted again",
    ),
    read(
        "getUserType",
        "Gets one user type. Use default for the default type. Its attributes come from getUserSchema.",
    ),
    write(
        "updateUserType",
        "Updates the display name or description of a user type. Its name cannot change.",
        "display name and description can be set back",
    ),
    write(
        "replaceUserType",
        "Replaces the display name and description of a user type. Its name must be given, unchanged.",
        "display name and description can be set back",
    ),
    destroy(
        "deleteUserType",
        "Deletes a user type for good. Not the default, and not one that people still have.",
        "a deleted type comes back only under a new id, without its custom attributes",
    ),
    // Linked objects
    read(
        "listLinkedObjectDefinitions",
        "Lists the linked object definitions (relations between people, such as manager and subordinate).",
    ),
    write(
        "createLinkedObjectDefinition",
        "Creates a linked object definition: a relation between people with a name for each side, such as manager and subordinate.",
        "a relation that nobody has yet can be deleted again",
    ),
    read(
        "getLinkedObjectDefinition",
        "Gets a linked object definition (relation between people) by the name of either side.",
    ),
    destroy(
        "deleteLinkedObjectDefinition",
        "Deletes a linked object definition as a whole, by the name of either side, with the links of all people in it.",
        "every link of that relation is lost",
    ),
    write(
        "assignLinkedObjectValueForPrimary",
        "Links a person to their one primary in a relation, for example sets somebody's manager. A former link is replaced.",
        "the former link can be set back",
    ),
    read(
        "listLinkedObjectsForUser",
        "Lists a person's primary or associated people in a relation, for example their manager or direct reports.",
    ),
    write(
        "deleteLinkedObjectForUser",
        "Removes a person's link to their primary in a relation, for example takes away their manager. Succeeds even when there is none.",
        "the link can be set again by who knows it",
    ),
];
