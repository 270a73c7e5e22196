//! Certification, requests, entitlements and what else governs access: which event each change writes.

use super::{Row, row};

// One row a line, that it can be read as a table.
#[rustfmt::skip]
pub static ROWS: &[Row] = &[
    // Governance: certification and security access reviews. What closes a review and what gives all access back
    // is one operation: no row.
    row("createCampaign", "certification.campaign.create", "Campaign"),
    row("deleteCampaign", "certification.campaign.delete", "Campaign"),
    row("launchCampaign", "certification.campaign.launch", "Campaign"),
    row("endCampaign", "certification.campaign.close", "Campaign"),
    row("submitCampaignBulkDecisions", "certification.campaign.item.decide", "Campaign"),
    row("reassignReviews", "certification.campaign.item.decide", "Campaign"), // a guess
    row("createSecurityAccessReview", "access.review.create", "SecurityAccessReview"),
    row("updateSecurityAccessReview", "access.review.update", "SecurityAccessReview"),
    row("executeSecurityAccessReviewAccessesAction", "access.review.action", "SecurityAccessReview"), // a guess
    row("executeMySecurityAccessReviewAccessesAction", "access.review.action", "SecurityAccessReview"), // a guess
    // Governance: requests. Whether a resolved task resolves or rejects its request is not in the call: no rows.
    row("createRequest", "access.request.create", "AccessRequest"),
    row("createRequestV2", "access.request.create", "AccessRequest"),
    row("createMyRequestV2", "access.request.create", "AccessRequest"),
    row("updateTaskV2", "access.request.update", "AccessRequest"), // a guess
    row("createResourceRequestConditionV2", "access.request.condition.create", "AccessRequestCondition"),
    row("updateResourceRequestConditionV2", "access.request.condition.update", "AccessRequestCondition"),
    row("deleteResourceRequestConditionV2", "access.request.condition.delete", "AccessRequestCondition"),
    row("activateResourceRequestConditionV2", "access.request.condition.activate", "AccessRequestCondition"),
    row("deactivateResourceRequestConditionV2", "access.request.condition.deactivate", "AccessRequestCondition"),
    row("deleteRequestSequenceV2", "access.request.sequence.delete", "AccessRequestSequence"),
    row("updateOrgRequestSettingsV2", "access.request.settings.update", "AccessRequestSettings"),
    row("updateResourceRequestSettingsV2", "access.request.settings.update", "AccessRequestSettings"),
    // Governance: entitlements, collections, labels, owners, risk rules, settings. Whether
    // updateEntitlementSettings turns them on or off is in its body: no row.
    row("createEntitlement", "resource.entitlement.create", "Entitlement"),
    row("replaceEntitlement", "resource.entitlement.update", "Entitlement"),
    row("updateEntitlement", "resource.entitlement.update", "Entitlement"),
    row("deleteEntitlement", "resource.entitlement.delete", "Entitlement"),
    row("createEntitlementBundle", "resource.entitlement_bundle.create", "EntitlementBundle"),
    row("replaceEntitlementBundle", "resource.entitlement_bundle.update", "EntitlementBundle"),
    row("deleteEntitlementBundle", "resource.entitlement_bundle.delete", "EntitlementBundle"),
    row("createGrant", "resource.user_entitlements.update", "User"), // a guess
    row("replaceGrant", "resource.user_entitlements.update", "User"), // a guess
    row("updateGrant", "resource.user_entitlements.update", "User"), // a guess
    row("revokePrincipalAccess", "resource.user_entitlements.update", "User"), // a guess
    row("createCollection", "resource.collection.create", "ResourceCollection"),
    row("replaceCollection", "resource.collection.update", "ResourceCollection"),
    row("deleteCollection", "resource.collection.delete", "ResourceCollection"),
    row("assignCollection", "resource.collection.assign", "ResourceCollection"),
    row("deletePrincipalAssignment", "resource.collection.unassign", "ResourceCollection"),
    row("updatePrincipalAssignment", "resource.collection.assign", "ResourceCollection"), // a guess
    row("addResourcesToCollection", "resource.collection.update", "ResourceCollection"), // a guess
    row("replaceCollectionResource", "resource.collection.update", "ResourceCollection"), // a guess
    row("deleteCollectionResource", "resource.collection.update", "ResourceCollection"), // a guess
    row("updateLabel", "resource.label.update", "Label"),
    row("createLabel", "resource.label.update", "Label"), // a guess
    row("deleteLabel", "resource.label.update", "Label"), // a guess
    row("assignResourceLabels", "resource.label.assignment.update", "Label"),
    row("removeResourceLabels", "resource.label.assignment.update", "Label"),
    row("configureResourceOwners", "resource.owner.update", "ResourceOwner"),
    row("updateResourceOwners", "resource.owner.update", "ResourceOwner"),
    row("createRiskRule", "resource.risk_rule.create", "RiskRule"),
    row("replaceRiskRule", "resource.risk_rule.update", "RiskRule"),
    row("deleteRiskRule", "resource.risk_rule.delete", "RiskRule"),
    row("updatePrincipalSettings", "governance.principal.settings.update", "User"),
    row("updateMySettings", "governance.principal.settings.update", "User"),
    row("governance.updateOrgSettings", "governance.settings.update", "Org"),
    row("updateOrgCertificationSettings", "governance.settings.update", "Org"), // a guess
    row("createOrgIntegration", "governance.settings.update", "Org"), // a guess
    row("deleteOrgIntegration", "governance.settings.update", "Org"), // a guess
];
