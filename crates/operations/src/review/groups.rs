//! What the operations on groups, their owners, rules and push mappings do: effects and one line each.

use super::{Row, destroy, read, write};

pub(super) static ROWS: &[Row] = &[
    read(
        "listGroups",
        "Lists or searches groups (teams). search takes profile attributes, type and dates; q matches the name and stops at 300 without paging. expand=stats adds numbers of members and apps.",
    ),
    read(
        "getGroup",
        "Shows one group with profile and type: OKTA_GROUP, APP_GROUP (filled by an app or directory) or BUILT_IN (Everyone).",
    ),
    write(
        "addGroup",
        "Creates an Okta group (team). It starts empty and gives nothing yet.",
        "adds an empty group, which can be deleted again",
    ),
    write(
        "replaceGroup",
        "Replaces the profile of an Okta group: name, description, custom attributes. What is left out is dropped. Groups from AD or an app cannot be changed here.",
        "changes name, description and custom attributes, which can be set back",
    ),
    destroy(
        "deleteGroup",
        "Deletes an Okta or app group for good. Members lose the apps, roles and rules that it gave. People themselves stay.",
        "a deleted group comes back only under a new id, without members, rules and assignments",
    ),
    read(
        "listGroupUsers",
        "Lists the members of a group. Pages of up to 1000.",
    ),
    write(
        "assignUserToGroup",
        "Adds one person to an Okta group; they get its apps, roles and policies. Groups fed by AD or an app cannot be changed here.",
        "gives what the group gives; removal takes it back",
    ),
    write(
        "unassignUserFromGroup",
        "Removes one person from an Okta group. A person whom a group rule had added is put on the rule's exclusion list, so adding by hand does not undo it.",
        "takes what the group gives; adding the person again gives it back, unless a rule had added them",
    ),
    read(
        "listAssignedApplicationsForGroup",
        "Lists the apps that a group gives its members. Pages of 20 unless limit says more.",
    ),
    read(
        "listGroupOwners",
        "Lists the owners of a group: people or groups that answer for its members.",
    ),
    write(
        "assignGroupOwner",
        "Makes a person or a group owner of a group. Owners can be asked to approve and review membership.",
        "adds an owner, who can be removed again",
    ),
    write(
        "deleteGroupOwner",
        "Removes an owner from a group. The group and its members stay.",
        "the owner can be assigned again",
    ),
    read(
        "listGroupRules",
        "Lists group rules (dynamic membership): expressions that add people to groups by their attributes. search finds by text.",
    ),
    read(
        "getGroupRule",
        "Shows one group rule: expression, groups it adds people to, excluded people, and status.",
    ),
    write(
        "createGroupRule",
        "Adds a group rule: people who match an expression, such as user.department==\"Sales\", are added to groups. It starts INACTIVE; activate it to take effect.",
        "a new rule is inactive",
    ),
    write(
        "replaceGroupRule",
        "Replaces name, expression and exclusions of a group rule. The rule must be inactive; the groups it adds to cannot be changed.",
        "only an inactive rule can be replaced, which then does nothing until it is activated",
    ),
    destroy(
        "activateGroupRule",
        "Activates a group rule: adds everybody who matches to its groups, now and as profiles change.",
        "adds every person who matches, however many",
    ),
    write(
        "deactivateGroupRule",
        "Deactivates a group rule: it adds nobody more. People it added stay in the groups. Needed before it can be changed.",
        "the rule stops adding people; those it added stay",
    ),
    destroy(
        "deleteGroupRule",
        "Deletes a group rule. People it added stay, unless removeUsers=true, which takes them out of the groups.",
        "a deleted rule comes back only under a new id",
    ),
    read(
        "listGroupPushMappings",
        "Lists the group push mappings of an app: which Okta groups are pushed to it, and how they do (ACTIVE, INACTIVE or ERROR).",
    ),
    read(
        "getGroupPushMapping",
        "Shows one group push mapping: Okta group, group in the app, status, last push and its error.",
    ),
    destroy(
        "createGroupPushMapping",
        "Starts group push: sends a group and its members to an app, as a new group (targetGroupName) or into an existing one (targetGroupId). Needs provisioning. Active unless status says not.",
        "changes who is in a group of the app, for all members at once",
    ),
    destroy(
        "updateGroupPushMapping",
        "Turns group push of one group to an app on or off by status, ACTIVE or INACTIVE. Off leaves the group in the app as it is.",
        "changes who is in a group of the app, or stops keeping it up to date",
    ),
    destroy(
        "deleteGroupPushMapping",
        "Deletes a group push mapping, which must be INACTIVE. deleteTargetGroup=true also deletes the group in the app.",
        "with deleteTargetGroup the group in the app is gone as well",
    ),
];
