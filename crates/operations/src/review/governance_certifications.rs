//! What the operations on access certifications, delegates and governance settings do: effects and one line each.

use super::{Row, destroy, read, restricted, write};
use crate::effect::Family;

pub(super) static ROWS: &[Row] = &[
    // Campaigns
    read(
        "listCampaigns",
        "Lists access certification campaigns (access reviews, recertification) and their status. Filter by name, status, schedule or reviewer type. Needs the Identity Governance licence.",
    ),
    read(
        "getCampaign",
        "Gets one access certification campaign in full: what it reviews, who decides, the schedule, and what happens when access is revoked or nobody answers.",
    ),
    destroy(
        "createCampaign",
        "Creates an access certification campaign (access review), one-off or recurring, for apps, groups or people. It launches by itself on its start date; remediation settings say whose access then goes.",
        "launches by itself on its start date and may then take the access of many people",
    ),
    destroy(
        "deleteCampaign",
        "Deletes an access certification campaign that is SCHEDULED or in ERROR; others answer 409. For a recurring campaign no later round takes place.",
        "a deleted campaign and its later rounds come back only as a new one",
    ),
    destroy(
        "launchCampaign",
        "Starts a SCHEDULED access certification campaign now, whatever its start date, and hands the reviews to the reviewers. A recurring one starts its next round.",
        "starts reviews for many people at once, and a campaign that runs cannot be set back",
    ),
    destroy(
        "endCampaign",
        "Ends an ACTIVE access certification campaign before its time and closes open reviews. Remediation then runs, so access may be revoked; skipRemediation leaves access as it is.",
        "closes open reviews for good and may take the access of many people",
    ),
    // Reviews
    read(
        "listReviews",
        "Lists the reviews of access certification campaigns: who, which access, reviewer, decision, remediation. Filter by campaignId; without a filter it may time out. Only launched campaigns have any.",
    ),
    read(
        "getReview",
        "Gets one review of an access certification campaign: person, access, reviewer, decision, notes and whether revoked access has been removed yet.",
    ),
    write(
        "reassignReviews",
        "Gives undecided reviews of a running campaign to another reviewer, for instance during leave. Needs a note. Reviews of a group or of resource owners become those of this one person.",
        "can be reassigned again while it is undecided",
    ),
    // My access certification reviews
    destroy(
        "submitCampaignBulkDecisions",
        "Approves at once all reviews of the signed-in reviewer in a campaign for which Okta recommends a given decision. It can only approve. Answers with a job to watch. Early access.",
        "decides many reviews at once in the name of the reviewer",
    ),
    read(
        "getCampaignBulkDecisionsJobStatus",
        "Gets the state of a job of bulk review decisions which the signed-in reviewer submitted: accepted, in progress, completed or error.",
    ),
    read(
        "listMyResourceConnections",
        "Lists what an AI agent is connected to, for a certification review assigned to the signed-in reviewer. Beta; needs Okta for AI Agents.",
    ),
    // Delegates and settings of people
    read(
        "listDelegateAppointments",
        "Lists who acts for whom in governance tasks (delegates, stand-ins during leave), with the dates. Filter by delegatorId. Beta.",
    ),
    restricted(
        "updatePrincipalSettings",
        Family::Takeover,
        "Appoints a delegate (stand-in during leave) who decides access reviews and requests in place of a person, or ends it with an empty list. Needs SUPER_ADMIN or both governance admin roles. Beta.",
        "lets somebody else decide on access in the place of a person",
    ),
    read(
        "getMySettings",
        "Gets the governance settings of the signed-in person: the delegate who stands in, and whether the person may change it. Beta.",
    ),
    restricted(
        "updateMySettings",
        Family::Takeover,
        "Appoints a delegate (stand-in during leave) who decides reviews and access requests in place of the signed-in person, or ends it with an empty list. Beta.",
        "lets somebody else decide on access in the place of the person signed in",
    ),
    read(
        "listMyDelegateUsers",
        "Lists the people whom the signed-in person may appoint as delegate. Needs a filter on first or last name unless the organisation limits delegates to manager or peers. Beta.",
    ),
    // Governance settings of the organisation
    read(
        "governance.getOrgSettings",
        "Gets the governance settings of the organisation: who may appoint delegates, AI summaries and recommendations, whether people may escalate requests. Beta.",
    ),
    restricted(
        "governance.updateOrgSettings",
        Family::Mass,
        "Changes the governance settings of the organisation: whether and whom people may appoint as delegates, AI summaries and recommendations, escalation of requests. Super administrators only. Beta.",
        "turns governance features on or off for every person at once",
    ),
    read(
        "getOrgCertificationSettings",
        "Gets the settings of access certifications for the organisation: whether reviewers are notified through Slack. Beta.",
    ),
    restricted(
        "updateOrgCertificationSettings",
        Family::Exfiltration,
        "Turns Slack notifications about access certifications on or off. The integrationId comes from listOrgIntegrations. Beta.",
        "sends notices about access reviews to Slack",
    ),
    read(
        "listOrgIntegrations",
        "Lists the outside services connected to governance (Slack) and whether they are connected, in progress or failed. Beta.",
    ),
    restricted(
        "createOrgIntegration",
        Family::Exfiltration,
        "Connects governance with Slack, for notices about access reviews and requests. Super administrator or a custom role with the settings permission. Beta.",
        "opens a way by which governance data leave for Slack",
    ),
    destroy(
        "deleteOrgIntegration",
        "Disconnects Slack from governance. Notices, requests and approvals through Slack stop. Beta.",
        "a deleted connection must be made and approved anew",
    ),
    read(
        "getOperation",
        "Gets the state of a long-running governance operation (running, completed, failed, canceled), such as assigning a collection. Its link is in the answer that started it. Beta.",
    ),
];
