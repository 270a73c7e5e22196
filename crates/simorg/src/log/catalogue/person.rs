//! People, their factors, and admin roles: which event each change writes.

use super::{Row, row};

// One row a line, that it can be read as a table.
#[rustfmt::skip]
pub static ROWS: &[Row] = &[
    // People, beside what `user` writes by hand.
    row("forgotPasswordSetNewPassword", "user.account.reset_password", "User"), // a guess
    row("revokeSession", "user.session.end", "User"), // a guess
    row("upsertUserRisk", "user.risk.change", "User"), // a guess
    row("replaceUserClassification", "account.user.classify", "User"), // a guess
    row("revokeUserGrant", "app.oauth2.as.consent.revoke", "User"),
    row("revokeUserGrants", "app.oauth2.as.consent.revoke.user", "User"),
    row("revokeGrantsForUserAndClient", "app.oauth2.as.consent.revoke.user.client", "User"),
    row("revokeTokensForUserAndClient", "app.oauth2.token.revoke", "refresh_token"), // a guess
    row("revokeTokenForUserAndClient", "app.oauth2.token.revoke", "refresh_token"), // a guess
    // Factors of people. What enrollFactor, resendEnrollFactor and verifyFactor write depends on the factor and
    // on the body: no rows.
    row("activateFactor", "user.mfa.factor.activate", "User"),
    row("unenrollFactor", "user.mfa.factor.deactivate", "User"),
    row("createAuthenticatorEnrollment", "user.mfa.factor.activate", "User"),
    row("createTacAuthenticatorEnrollment", "user.mfa.factor.activate", "User"),
    row("deleteAuthenticatorEnrollment", "user.mfa.factor.deactivate", "User"),
    row("generateFulfillmentRequest", "system.mfa.preregister.initiate", "User"), // a guess
    row("activatePreregistrationEnrollment", "user.mfa.factor.activate", "User"), // a guess
    row("deleteWebAuthnPreregistrationFactor", "user.mfa.factor.deactivate", "User"), // a guess
    // Admin roles. Okta's `revoke` says that no role is left: while another is, it writes `grant` with the rest.
    row("assignRoleToUser", "user.account.privilege.grant", "User"),
    row("unassignRoleFromUser", "user.account.privilege.revoke", "User"),
    row("assignRoleToGroup", "group.privilege.grant", "UserGroup"),
    row("unassignRoleFromGroup", "group.privilege.revoke", "UserGroup"),
    row("assignRoleToClient", "app.oauth2.client.privilege.grant", "PublicClientApp"),
    row("deleteRoleFromClient", "app.oauth2.client.privilege.revoke", "PublicClientApp"),
    row("assignAllAppsAsTargetToRoleForUser", "user.account.privilege.grant", "User"), // a guess
    row("assignAppTargetToAdminRoleForUser", "user.account.privilege.grant", "User"), // a guess
    row("unassignAppTargetFromAppAdminRoleForUser", "user.account.privilege.grant", "User"), // a guess
    row("assignAppInstanceTargetToAppAdminRoleForUser", "user.account.privilege.grant", "User"), // a guess
    row("unassignAppInstanceTargetFromAdminRoleForUser", "user.account.privilege.grant", "User"), // a guess
    row("assignGroupTargetToUserRole", "user.account.privilege.grant", "User"), // a guess
    row("unassignGroupTargetFromUserAdminRole", "user.account.privilege.grant", "User"), // a guess
    row("assignAppTargetToAdminRoleForGroup", "group.privilege.grant", "UserGroup"), // a guess
    row("unassignAppTargetToAdminRoleForGroup", "group.privilege.grant", "UserGroup"), // a guess
    row("assignAppInstanceTargetToAppAdminRoleForGroup", "group.privilege.grant", "UserGroup"), // a guess
    row("unassignAppInstanceTargetToAppAdminRoleForGroup", "group.privilege.grant", "UserGroup"), // a guess
    row("assignGroupTargetToGroupAdminRole", "group.privilege.grant", "UserGroup"), // a guess
    row("unassignGroupTargetFromGroupAdminRole", "group.privilege.grant", "UserGroup"), // a guess
    row("assignAppTargetRoleToClient", "app.oauth2.client.privilege.grant", "PublicClientApp"), // a guess
    row("removeAppTargetRoleFromClient", "app.oauth2.client.privilege.grant", "PublicClientApp"), // a guess
    row("assignAppTargetInstanceRoleForClient", "app.oauth2.client.privilege.grant", "PublicClientApp"), // a guess
    row("removeAppTargetInstanceRoleForClient", "app.oauth2.client.privilege.grant", "PublicClientApp"), // a guess
    row("assignGroupTargetRoleForClient", "app.oauth2.client.privilege.grant", "PublicClientApp"), // a guess
    row("removeGroupTargetRoleFromClient", "app.oauth2.client.privilege.grant", "PublicClientApp"), // a guess
    // Custom roles, resource sets and bindings.
    row("createRole", "iam.role.create", "ROLE"),
    row("replaceRole", "iam.role.update", "ROLE"),
    row("deleteRole", "iam.role.delete", "ROLE"),
    row("createRolePermission", "iam.role.permissions.add", "ROLE"),
    row("replaceRolePermission", "iam.role.permission.conditions.add", "ROLE"), // a guess
    row("deleteRolePermission", "iam.role.permissions.delete", "ROLE"),
    row("createResourceSet", "iam.resourceset.create", "RESOURCE_SET"),
    row("replaceResourceSet", "iam.resourceset.update", "RESOURCE_SET"),
    row("deleteResourceSet", "iam.resourceset.delete", "RESOURCE_SET"),
    row("addResourceSetResource", "iam.resourceset.resources.add", "RESOURCE_SET"),
    row("addResourceSetResources", "iam.resourceset.resources.add", "RESOURCE_SET"),
    row("replaceResourceSetResource", "iam.resourceset.resources.update", "RESOURCE_SET"),
    row("deleteResourceSetResource", "iam.resourceset.resources.delete", "RESOURCE_SET"),
    row("createResourceSetBinding", "iam.resourceset.bindings.add", "RESOURCE_SET"),
    row("deleteBinding", "iam.resourceset.bindings.delete", "RESOURCE_SET"),
    row("addMembersToBinding", "iam.resourceset.bindings.add", "RESOURCE_SET"),
    row("unassignMemberFromBinding", "iam.resourceset.bindings.delete", "RESOURCE_SET"),
    row("subscribeByNotificationTypeRole", "iam.role.subscriptions.update", "ROLE"),
    row("unsubscribeByNotificationTypeRole", "iam.role.subscriptions.update", "ROLE"),
    row("subscribeByNotificationTypeUser", "user.account.subscriptions.update", "User"),
    row("unsubscribeByNotificationTypeUser", "user.account.subscriptions.update", "User"),
    // The governance of admin roles.
    row("createGovernanceBundle", "resource.entitlement_bundle.create", "EntitlementBundle"), // a guess
    row("replaceGovernanceBundle", "resource.entitlement_bundle.update", "EntitlementBundle"), // a guess
    row("deleteGovernanceBundle", "resource.entitlement_bundle.delete", "EntitlementBundle"), // a guess
    row("optIn", "resource.governance_engine.enable", "AppInstance"), // a guess
    row("optOut", "resource.governance_engine.disable", "AppInstance"), // a guess
];
