//! What the operations on entitlements, grants, collections, labels, owners and risk rules do: effects and one line each.

use super::{Row, destroy, read, write};

pub(super) static ROWS: &[Row] = &[
    // Entitlements
    read(
        "listEntitlements",
        "Lists the entitlements (permissions, roles or licences inside an app) of one app. The filter is required and names the app. Needs Entitlement Management on the app.",
    ),
    read(
        "listAllEntitlementValues",
        "Lists entitlement values across entitlements, 200 a page. The filter is required. For one entitlement use listEntitlementValues.",
    ),
    read(
        "getEntitlement",
        "Gets one entitlement (a permission inside an app) with its app, data type and values.",
    ),
    read(
        "listEntitlementValues",
        "Lists the values of one entitlement, such as the roles or licences that people can be given in the app.",
    ),
    read(
        "getEntitlementValue",
        "Gets one value of an entitlement: name, description and the value that the app itself knows.",
    ),
    write(
        "createEntitlement",
        "Adds an entitlement (a permission inside an app) with its values to an app under Entitlement Management. Nobody holds it until it is granted.",
        "gives nobody anything until it is granted, and can be deleted again",
    ),
    destroy(
        "replaceEntitlement",
        "Replaces name, description and values of an entitlement. Needs the complete list of values: one left out is removed from bundles and from people. updateEntitlement changes single values.",
        "people lose every value that is left out",
    ),
    destroy(
        "updateEntitlement",
        "Changes name or description of an entitlement, or adds, changes or removes single values. A removed value is taken from bundles and people. The reply lists only values added or changed.",
        "people lose a value that is removed",
    ),
    destroy(
        "deleteEntitlement",
        "Deletes an entitlement of an app. It disappears from bundles and policy rules and everybody loses the permission; the app assignment stays.",
        "takes the permission from everybody who holds it",
    ),
    // Entitlement settings
    read(
        "getEntitlementSettings",
        "Tells whether Entitlement Management is on for an app (opted in, opted out, or on the way). Takes the app's ORN. Beta.",
    ),
    destroy(
        "updateEntitlementSettings",
        "Turns Entitlement Management on (OPTED_IN) or off (OPTED_OUT) for an app. Takes a while; read the settings to see it done. Beta.",
        "changes how everybody who has the app gets their permissions in it",
    ),
    // Entitlement bundles
    read(
        "listEntitlementBundles",
        "Lists entitlement bundles (sets of permissions given together), on request with all their entitlements. A filter narrows them, for instance to one app.",
    ),
    read(
        "getEntitlementBundle",
        "Gets one entitlement bundle (a set of permissions of an app given together) with the entitlements in it.",
    ),
    write(
        "createEntitlementBundle",
        "Creates an entitlement bundle: permissions of one app that are requested and given together. Nobody holds it until it is granted.",
        "gives nobody anything until it is granted, and can be deleted again",
    ),
    destroy(
        "replaceEntitlementBundle",
        "Replaces name, description and entitlements of a bundle. Changed entitlements reach everybody who was granted the bundle.",
        "changes the permissions of everybody who holds the bundle",
    ),
    destroy(
        "deleteEntitlementBundle",
        "Deletes an entitlement bundle and takes what it gave from the people who hold it. It also leaves request types, campaigns and policies; the entitlements themselves stay.",
        "takes what the bundle gave from everybody who holds it",
    ),
    // Grants
    read(
        "listGrants",
        "Lists active grants: who holds which entitlements or bundle of an app, and until when. The filter is required, for instance by app and person. Beta.",
    ),
    read(
        "getGrant",
        "Gets one grant of entitlements or of a bundle to a person: who or what made it, status, end date, and the entitlements on request. Beta.",
    ),
    destroy(
        "createGrant",
        "Grants a person entitlements, or a bundle, of an app, with an end date if wanted. A CUSTOM or POLICY grant replaces the person's other grants for that app; action DENY takes access. Beta.",
        "a CUSTOM or POLICY grant replaces what the person had, and DENY takes access",
    ),
    destroy(
        "replaceGrant",
        "Replaces the entitlements in a grant; only CUSTOM grants can be changed so. What is left out, the person loses. Beta.",
        "the person loses every entitlement that is left out",
    ),
    destroy(
        "updateGrant",
        "Changes the end date of a grant, to extend or shorten access. Nothing else of a grant can be changed here. Beta.",
        "an end date that is near takes the access of the person",
    ),
    // Access of a person
    read(
        "getPrincipalAccess",
        "Shows how one person has access to one app: base grant, added grants, permanent or until when. The filter is required and names app and person. Beta.",
    ),
    read(
        "getPrincipalEntitlements",
        "Lists the entitlements that one person effectively has in one app, all grants taken together. The filter is required and names app and person.",
    ),
    read(
        "getPrincipalEntitlementsHistory",
        "Lists how the entitlements of one person in one app changed over time, optionally between two dates. The filter is required and names person and app. Up to 100 a page.",
    ),
    read(
        "getPrincipalEntitlementsChanges",
        "Shows the entitlements that a person had in an app before and after one change of their access. Takes the id of the change. Beta.",
    ),
    destroy(
        "revokePrincipalAccess",
        "Takes entitlement values or bundles (up to five together), or one app, from a person. Needs Entitlement Management on the app. Beta.",
        "takes the access of a person; giving it back needs a new grant",
    ),
    // Collections
    read(
        "listCollections",
        "Lists resource collections: apps and entitlements that are given to people in one go. include=counts adds how many apps and people. Beta.",
    ),
    read(
        "getCollection",
        "Gets name, description and ORN of one resource collection. Its apps and its people are listed by operations of their own. Beta.",
    ),
    write(
        "createCollection",
        "Creates an empty resource collection. Add apps with addResourcesToCollection, then assign people. Beta.",
        "adds an empty collection, which can be deleted again",
    ),
    write(
        "replaceCollection",
        "Replaces name and description of a resource collection. Apps and people in it stay. Beta.",
        "changes only name and description, which can be set back",
    ),
    destroy(
        "deleteCollection",
        "Deletes a resource collection. The people assigned to it may lose what it gave. Beta.",
        "takes what people got by the collection, and a new one gets a new id",
    ),
    read(
        "listCollectionsAssignments",
        "Lists who is assigned to which resource collection, over all collections, latest first, with end dates. A filter narrows it. Beta.",
    ),
    read(
        "listCollectionAssignments",
        "Lists the people assigned to one resource collection, latest first, with end dates. Beta.",
    ),
    write(
        "assignCollection",
        "Assigns up to 20 people to a resource collection, which gives them its apps and entitlements, for good or until a date. An assignment that exists is updated. Beta.",
        "gives what deleting the assignment takes back",
    ),
    destroy(
        "updatePrincipalAssignment",
        "Adds, changes or removes the end date of a person's assignment to a resource collection. Beta.",
        "an end date that is near takes the access of the person",
    ),
    destroy(
        "deletePrincipalAssignment",
        "Removes a person from a resource collection, and with it the apps and entitlements that it gave them. Beta.",
        "takes the access of a person to what the collection gave",
    ),
    read(
        "getUnassignedUsers",
        "Finds people who are not yet assigned to a resource collection, to choose whom to assign. Beta.",
    ),
    read(
        "listCollectionResources",
        "Lists the apps in a resource collection, on request with the entitlements that it gives in each. Beta.",
    ),
    read(
        "getCollectionResource",
        "Gets one app in a resource collection with the entitlements that the collection gives in it. Beta.",
    ),
    destroy(
        "addResourcesToCollection",
        "Adds up to 25 apps, with entitlements, to a resource collection. Everybody assigned to it gets them. Apps need Entitlement Management. Beta.",
        "gives access to everybody who holds the collection at once",
    ),
    destroy(
        "replaceCollectionResource",
        "Replaces the entitlements that a resource collection gives in one app. What is left out goes for everybody assigned. Beta.",
        "changes the access of everybody who holds the collection",
    ),
    destroy(
        "deleteCollectionResource",
        "Removes an app from a resource collection, for everybody assigned to it. Beta.",
        "takes the app from people who had it by the collection",
    ),
    // Labels
    read(
        "listLabels",
        "Lists governance labels (tags for apps, groups, entitlements and collections) with their values. Filter by name of label or value; it takes no limit.",
    ),
    read(
        "getLabel",
        "Gets one governance label (tag) with its values and their ids.",
    ),
    write(
        "createLabel",
        "Creates a governance label (tag), such as Compliance, with up to ten values, such as SOX. It marks nothing until assigned.",
        "marks nothing until it is assigned, and can be deleted again",
    ),
    destroy(
        "updateLabel",
        "Renames a governance label, or adds, renames or removes values of it, as a list of up to ten changes.",
        "a removed value comes back only under a new id, without its resources",
    ),
    destroy(
        "deleteLabel",
        "Deletes a governance label (tag) with its values. Campaigns that choose resources by it can no longer do so.",
        "a deleted label comes back only under a new id, without its resources",
    ),
    read(
        "listLabelResources",
        "Lists the apps, groups, entitlements or collections that carry a governance label. The filter is required.",
    ),
    write(
        "assignResourceLabels",
        "Puts governance labels (tags) on up to ten apps, groups, bundles, entitlement values or collections. Takes ORNs and ids of label values.",
        "can be taken off again",
    ),
    write(
        "removeResourceLabels",
        "Takes governance labels (tags) off up to ten apps, groups, bundles, entitlement values or collections. The labels themselves stay.",
        "can be put on again where they were",
    ),
    // Resource owners
    read(
        "listResourceOwners",
        "Lists the owners of an app and of its entitlements and bundles, who may review and approve access. The filter is required and names the app.",
    ),
    read(
        "listResourceOwnerCatalogResources",
        "Lists what in an app has no owner yet: entitlements and bundles. The filter is required and names the app.",
    ),
    write(
        "configureResourceOwners",
        "Sets the owners (up to five people or groups) of up to ten resources. It replaces the present owners; an empty list removes all. Owners may review and approve access.",
        "changes who owns a resource; the former owners can be set again",
    ),
    write(
        "updateResourceOwners",
        "Removes up to five owners from a resource. It cannot add any; that is configureResourceOwners.",
        "removes owners, who can be set again, and takes no access to the resource",
    ),
    // Risk rules
    read(
        "listRiskRules",
        "Lists separation-of-duties rules (SoD, conflicting access) for apps. They show in access reviews and requests. Beta.",
    ),
    read(
        "getRiskRule",
        "Gets one separation-of-duties rule: the app, and the sets of entitlements that nobody should hold together. Beta.",
    ),
    read(
        "generatePotentialRiskAssessments",
        "Checks which separation-of-duties rules a person would break by getting a given access. Gives nothing and changes nothing. Beta.",
    ),
    write(
        "createRiskRule",
        "Creates a separation-of-duties rule (SoD): entitlements of an app that nobody should hold together. It takes no access from those who already do. Beta.",
        "flags conflicts only, and can be deleted again",
    ),
    write(
        "replaceRiskRule",
        "Replaces name, description and conflict criteria of a separation-of-duties rule. Send all that should stay. The app cannot be changed. Beta.",
        "changes what counts as a conflict, which can be set back",
    ),
    destroy(
        "deleteRiskRule",
        "Deletes a separation-of-duties rule (SoD). Requests and reviews no longer warn of that conflict. Beta.",
        "a deleted rule comes back only under a new id, and conflicts go unseen",
    ),
];
