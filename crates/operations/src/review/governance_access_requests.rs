//! What the operations on access requests, their catalog, conditions and tasks do: effects and one line each.

use super::{Row, destroy, read, restricted, write};
use crate::effect::Family;

pub(super) static ROWS: &[Row] = &[
    // Request types
    read(
        "listAllRequestTypes",
        "Lists request types, the older way to define what people may request and who approves. Filter by status or date. Newer organisations use request conditions. Beta.",
    ),
    read(
        "getRequestType",
        "Gets one request type in full: what can be requested, by whom, the questions, the approvals and for how long. Beta.",
    ),
    destroy(
        "createRequestType",
        "Creates a request type: what may be requested, by whom, who approves. Status DRAFT hides it, ACTIVE opens it at once; it may ask for no approval. ownerId is a team. Beta.",
        "opens access to many people at once when it is ACTIVE, even without approval",
    ),
    destroy(
        "deleteRequestType",
        "Deletes a request type, draft or published. Requests already made run on as they began. Beta.",
        "a deleted request type cannot be brought back",
    ),
    destroy(
        "publishRequestType",
        "Publishes a draft request type, so that people see it and can request access by it. Beta.",
        "opens access to many people at once, without approval where it asks for none",
    ),
    write(
        "unpublishRequestType",
        "Takes a request type back to DRAFT: no new requests, and people no longer see it. Requests already made run on. Beta.",
        "can be published again, and takes no access from anybody",
    ),
    read(
        "listAllRequestTeams",
        "Lists the teams of Access Requests; their ids serve as ownerId of a request type. Filter by name. Beta.",
    ),
    // Requests, first version
    read(
        "listAllRequests",
        "Lists access requests made through request types (version 1). Filter by status or date. For requests from the catalog use listAllRequestsV2. Beta.",
    ),
    read(
        "getRequest",
        "Gets one access request made through a request type (version 1), with its answers, approvals and status. Beta.",
    ),
    write(
        "createRequest",
        "Files an access request through a request type (version 1), for oneself or for the people named. Approvals follow as the type says. Beta.",
        "starts an approval, and access that comes of it can be taken back",
    ),
    write(
        "createRequestMessage",
        "Adds a message to an access request of version 1. It shows as the caller's, sent via API; no operation takes it back. Beta.",
        "adds a comment and changes no access",
    ),
    // Requests, second version
    read(
        "listAllRequestsV2",
        "Lists access requests from the catalog: who asked, for whom, for what, approval, grant and revocation status. Needs the Identity Governance licence.",
    ),
    read(
        "getRequestV2",
        "Gets one access request from the catalog in full: requester, resource, answers, decision, and whether access was granted or ended.",
    ),
    write(
        "createRequestV2",
        "Files an access request for a person: a requestable catalog entry and answers to its request fields. Asking for somebody else needs a resource that allows it (updateResourceRequestSettingsV2).",
        "starts an approval, and access that comes of it can be taken back",
    ),
    write(
        "createRequestMessageV2",
        "Adds a message to an access request from the catalog, for those who take part in it. No operation takes it back.",
        "adds a comment and changes no access",
    ),
    // Catalog
    read(
        "listAllDefaultEntriesV2",
        "Lists the access request catalog: what can be requested. The filter is required: not(parent pr) for apps and collections, parent eq for what is inside one. match searches names.",
    ),
    read(
        "getCatalogEntryV2",
        "Gets one entry of the access request catalog (app, collection, group or bundle) and whether it can itself be requested.",
    ),
    read(
        "getCatalogEntryRequestFieldsV2",
        "Lists the questions a given person must answer to request a catalog entry, and separation-of-duties conflicts that the request would cause.",
    ),
    read(
        "listAllDefaultUserEntriesV2",
        "Lists what a given person may request from the access catalog. The filter is required: not(parent pr) for apps and collections, parent eq for what is inside one.",
    ),
    // My catalog and requests
    read(
        "listMyDefaultEntriesV2",
        "Lists what the signed-in person may request. The filter is required: not(parent pr) for apps and collections, parent eq for what is inside one.",
    ),
    read(
        "getMyEntryV2",
        "Gets one entry of the signed-in person's request catalog (app, collection, group or bundle) and whether it can itself be requested.",
    ),
    read(
        "getMyCatalogEntryRequestFieldsV2",
        "Lists the questions that the signed-in person must answer to request a catalog entry, and separation-of-duties conflicts it would cause.",
    ),
    read(
        "listMyEntryUsersV2",
        "Finds people for whom the signed-in person may request a catalog entry. The filter on first or last name is required; the resource must allow requests for others.",
    ),
    read(
        "getMyCatalogEntryUserRequestFieldsV2",
        "Lists the questions to answer when the signed-in person requests a catalog entry for somebody else. The resource must allow requests for others.",
    ),
    write(
        "createMyRequestV2",
        "Requests access to a catalog entry for the signed-in person. Answer what getMyCatalogEntryRequestFieldsV2 asks. Approval follows as the condition says.",
        "starts an approval, and access that comes of it can be taken back",
    ),
    read(
        "getMyRequestV2",
        "Gets the state of an access request that the signed-in person made for a catalog entry: pending, approved, denied, granted.",
    ),
    // Tasks
    read(
        "listAllTasksV2",
        "Lists open and done tasks of access requests (approvals, questions, to-dos) with assignees, to see what waits for whom. Filter by status, type or requestId. Beta.",
    ),
    read(
        "getTaskV2",
        "Gets one task of an access request: approval, question or to-do, its assignees, whether escalated or delegated, and who completed it. Beta.",
    ),
    write(
        "updateTaskV2",
        "Reassigns a task of an access request, such as a stuck approval. The new assignees (up to ten) replace all the old ones. Beta.",
        "can be reassigned again while it is open",
    ),
    destroy(
        "resolveTaskV2",
        "Resolves a task of an access request in place of its assignee: APPROVED or DENIED for an approval, an answer for a question, nothing for a to-do. Beta.",
        "a decision is final, and approval may hand out the access at once",
    ),
    read(
        "listAllMyTasksV2",
        "Lists the access request tasks (approvals, questions, to-dos) that wait for the signed-in person. Filter by status or type. Beta.",
    ),
    read(
        "getMyTaskV2",
        "Gets one access request task that is assigned to the signed-in person. Beta.",
    ),
    destroy(
        "resolveMyTaskV2",
        "Approves or denies an access request, answers its question or ticks off its to-do, as the signed-in person. Values APPROVED and DENIED for approvals. Beta.",
        "a decision is final, and approval may hand out the access at once",
    ),
    // Conditions
    read(
        "listResourceRequestConditionsV2",
        "Lists the request conditions of an app or collection: who may request what, for how long, and with which approval. Takes the id or ORN of the resource.",
    ),
    read(
        "getResourceRequestConditionV2",
        "Gets one request condition of an app or collection: requesters, access level, duration, approval sequence, priority and status.",
    ),
    write(
        "createResourceRequestConditionV2",
        "Adds a request condition to an app or collection: who may request which access, for how long, approved how. It starts inactive. getRequestSettingsV2 tells what is allowed.",
        "a new condition is inactive and can be deleted again",
    ),
    destroy(
        "updateResourceRequestConditionV2",
        "Changes a request condition: requesters, access level, duration, approval sequence or priority. An active one changes at once what people may request.",
        "an active condition may open access to many people at once",
    ),
    destroy(
        "activateResourceRequestConditionV2",
        "Activates an INACTIVE request condition, so that the people it names see the access in their catalog and can request it.",
        "opens access to many people at once, with the approval that the condition names",
    ),
    write(
        "deactivateResourceRequestConditionV2",
        "Deactivates an ACTIVE request condition: what it offered leaves the catalog. Access already given stays.",
        "can be activated again, and takes no access from anybody",
    ),
    destroy(
        "deleteResourceRequestConditionV2",
        "Deletes a request condition of an app or collection: what it offered can no longer be requested by it. Access already given stays.",
        "a deleted condition comes back only under a new id",
    ),
    // Sequences
    read(
        "listResourceRequestSequencesV2",
        "Lists the request sequences (approval sequences: steps and approvers) that an app or collection can use in its conditions.",
    ),
    read(
        "getResourceRequestSequenceV2",
        "Gets one request sequence (approval sequence) that an app or collection can use: name, description and the kinds of resource it fits.",
    ),
    destroy(
        "deleteRequestSequenceV2",
        "Deletes a request sequence (approval sequence). Conditions that use it stop working. The API cannot make a new one; that is done in Access Requests.",
        "a deleted sequence must be built again by hand in Access Requests",
    ),
    // Settings
    read(
        "getOrgRequestSettingsV2",
        "Gets the settings of Access Requests for the organisation: whether it is set up, whether admin roles and catalog can be requested, Slack.",
    ),
    restricted(
        "updateOrgRequestSettingsV2",
        Family::Exfiltration,
        "Changes the settings of Access Requests for the organisation: acknowledges its subprocessors, and sets whether people may request and approve through Slack.",
        "lets outside services and Slack handle access requests of the organisation",
    ),
    read(
        "getRequestSettingsV2",
        "Gets the request settings of an app or collection: which requesters, access levels and durations a condition may use, requests for others, and separation-of-duties handling.",
    ),
    write(
        "updateResourceRequestSettingsV2",
        "Changes the request settings of an app or collection: whether people may request for others, and whether requests that break separation of duties are allowed or stopped.",
        "changes settings of one resource, which can be set back",
    ),
];
