//! Which event each change writes: operation, event type, type of the target.
//!
//! Okta documents event types, not which call writes which: a row stands on the name and the description of
//! its event type, and on recorded events where there are any. `// a guess` says that the name fits but could
//! mean something else. No row here have the operations that write their events by hand (people, groups, the
//! org's token endpoint), nor those that write one event or another by what is in the call, unless a comment
//! says which was taken.
//!
//! Types of targets seen in recorded events, in fixtures, or in the code of those who read the log:
//! `AppInstance`, `AppUser`, `OAuth2ClientSecretEntity`, `PolicyEntity`, `PolicyRule`, `ROLE`, `Token`,
//! `UDDevice`, `User`, `UserGroup`, `access_token`, `email`. The others are words of Okta's API or our own.

/// What the log says of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The operation's id.
    pub operation: &'static str,
    /// The event type, one of Okta's list.
    pub event: &'static str,
    /// The type of what the operation changes.
    pub target: &'static str,
}

const fn row(operation: &'static str, event: &'static str, target: &'static str) -> Row {
    Row {
        operation,
        event,
        target,
    }
}

/// The event of an operation; `None` where no event type of Okta's names it.
pub fn of(operation: &str) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.operation == operation)
}

// One row a line, that it can be read as a table.
#[rustfmt::skip]
static ROWS: &[Row] = &[
    // Apps. Okta writes a second event about the OAuth client of an OIDC app; the row is the app's.
    row("createApplication", "application.lifecycle.create", "AppInstance"),
    row("replaceApplication", "application.lifecycle.update", "AppInstance"),
    row("deleteApplication", "application.lifecycle.delete", "AppInstance"),
    row("activateApplication", "application.lifecycle.activate", "AppInstance"),
    row("deactivateApplication", "application.lifecycle.deactivate", "AppInstance"),
    row("uploadApplicationLogo", "application.configuration.update_logo", "AppInstance"),
    row("updateDefaultProvisioningConnectionForApplication", "application.lifecycle.update", "AppInstance"), // a guess
    row("activateDefaultProvisioningConnectionForApplication", "application.lifecycle.update", "AppInstance"), // a guess
    row("deactivateDefaultProvisioningConnectionForApplication", "application.lifecycle.update", "AppInstance"), // a guess
    row("updateFeatureForApplication", "application.lifecycle.update", "AppInstance"), // a guess
    row("assignApplicationPolicy", "policy.mapping.create", "PolicyEntity"),
    row("createCrossAppAccessConnection", "app.cross_app_access.connection.create", "AppInstance"),
    row("updateCrossAppAccessConnection", "app.cross_app_access.connection.update", "AppInstance"),
    row("deleteCrossAppAccessConnection", "app.cross_app_access.connection.delete", "AppInstance"),
    row("createInterclientTrustMapping", "app.interclient_mapping.create", "AppInstance"),
    row("deleteInterclientTrustMapping", "app.interclient_mapping.delete", "AppInstance"),
    // Who has an app.
    row("assignUserToApplication", "application.user_membership.add", "AppUser"),
    row("updateApplicationUser", "application.user_membership.update", "AppUser"),
    row("unassignUserFromApplication", "application.user_membership.remove", "AppUser"),
    row("assignGroupToApplication", "group.application_assignment.add", "UserGroup"),
    row("updateGroupAssignmentToApplication", "group.application_assignment.update", "UserGroup"),
    row("unassignApplicationFromGroup", "group.application_assignment.remove", "UserGroup"),
    // Keys, secrets, scopes and tokens of apps.
    row("generateCsrForApplication", "app.app_instance.csr.generate", "AppInstance"),
    row("publishCsrFromApplication", "app.app_instance.csr.publish", "AppInstance"),
    row("revokeCsrFromApplication", "app.app_instance.csr.revoke", "AppInstance"),
    row("generateApplicationKey", "app.keys.generate", "AppInstance"),
    row("cloneApplicationKey", "app.keys.clone", "AppInstance"),
    row("addJwk", "app.oauth2.credentials.lifecycle.create", "OAuth2ClientJsonWebKey"),
    row("deletejwk", "app.oauth2.credentials.lifecycle.delete", "OAuth2ClientJsonWebKey"),
    row("activateOAuth2ClientJsonWebKey", "app.oauth2.credentials.lifecycle.activate", "OAuth2ClientJsonWebKey"),
    row("deactivateOAuth2ClientJsonWebKey", "app.oauth2.credentials.lifecycle.deactivate", "OAuth2ClientJsonWebKey"),
    row("createOAuth2ClientSecret", "app.oauth2.credentials.lifecycle.create", "OAuth2ClientSecretEntity"),
    row("deleteOAuth2ClientSecret", "app.oauth2.credentials.lifecycle.delete", "OAuth2ClientSecretEntity"),
    row("activateOAuth2ClientSecret", "app.oauth2.credentials.lifecycle.activate", "OAuth2ClientSecretEntity"),
    row("deactivateOAuth2ClientSecret", "app.oauth2.credentials.lifecycle.deactivate", "OAuth2ClientSecretEntity"),
    row("grantConsentToScope", "app.oauth2.admin.consent.grant", "PublicClientApp"),
    row("revokeScopeConsentGrant", "app.oauth2.admin.consent.revoke", "PublicClientApp"),
    row("revokeOAuth2TokensForApplication", "app.oauth2.token.revoke.implicit.client", "PublicClientApp"),
    row("revokeOAuth2TokenForApplication", "app.oauth2.token.revoke", "refresh_token"), // a guess
    row("createClient", "app.oauth2.client.lifecycle.create", "PublicClientApp"),
    row("replaceClient", "app.oauth2.client.lifecycle.update", "PublicClientApp"),
    row("deleteClient", "app.oauth2.client.lifecycle.delete", "PublicClientApp"),
    row("generateNewClientSecret", "app.oauth2.credentials.lifecycle.create", "OAuth2ClientSecretEntity"), // a guess
    // API service integrations and API tokens.
    row("createApiServiceIntegrationInstance", "integration.api_service.lifecycle.authorize", "AppInstance"),
    row("deleteApiServiceIntegrationInstance", "integration.api_service.lifecycle.revoke", "AppInstance"),
    row("createApiServiceIntegrationInstanceSecret", "app.oauth2.credentials.lifecycle.create", "OAuth2ClientSecretEntity"), // a guess
    row("deleteApiServiceIntegrationInstanceSecret", "app.oauth2.credentials.lifecycle.delete", "OAuth2ClientSecretEntity"), // a guess
    row("activateApiServiceIntegrationInstanceSecret", "app.oauth2.credentials.lifecycle.activate", "OAuth2ClientSecretEntity"), // a guess
    row("deactivateApiServiceIntegrationInstanceSecret", "app.oauth2.credentials.lifecycle.deactivate", "OAuth2ClientSecretEntity"), // a guess
    row("upsertApiToken", "system.api_token.update", "Token"),
    row("revokeApiToken", "system.api_token.revoke", "Token"),
    row("revokeCurrentApiToken", "system.api_token.revoke", "Token"),
    // Group push. Whether updateGroupPushMapping activates or deactivates is in its body: no row.
    row("createGroupPushMapping", "application.provision.group_push.mapping.created", "UserGroup"),
    row("deleteGroupPushMapping", "application.provision.group_push.removed", "UserGroup"), // a guess
    // Group rules. Their ids are those of policy rules (`0pr`), and `group_rule` is a documented policy type.
    row("createGroupRule", "policy.rule.add", "PolicyRule"), // a guess
    row("replaceGroupRule", "policy.rule.update", "PolicyRule"), // a guess
    row("deleteGroupRule", "policy.rule.delete", "PolicyRule"), // a guess
    row("activateGroupRule", "policy.rule.activate", "PolicyRule"), // a guess
    row("deactivateGroupRule", "policy.rule.deactivate", "PolicyRule"), // a guess
    // Policies, with those of authorization servers.
    row("createPolicy", "policy.lifecycle.create", "PolicyEntity"),
    row("clonePolicy", "policy.lifecycle.create", "PolicyEntity"),
    row("replacePolicy", "policy.lifecycle.update", "PolicyEntity"),
    row("deletePolicy", "policy.lifecycle.delete", "PolicyEntity"),
    row("activatePolicy", "policy.lifecycle.activate", "PolicyEntity"),
    row("deactivatePolicy", "policy.lifecycle.deactivate", "PolicyEntity"),
    row("mapResourceToPolicy", "policy.mapping.create", "PolicyEntity"),
    row("createPolicyRule", "policy.rule.add", "PolicyRule"),
    row("replacePolicyRule", "policy.rule.update", "PolicyRule"),
    row("deletePolicyRule", "policy.rule.delete", "PolicyRule"),
    row("activatePolicyRule", "policy.rule.activate", "PolicyRule"),
    row("deactivatePolicyRule", "policy.rule.deactivate", "PolicyRule"),
    row("createAuthorizationServerPolicy", "policy.lifecycle.create", "PolicyEntity"),
    row("replaceAuthorizationServerPolicy", "policy.lifecycle.update", "PolicyEntity"),
    row("deleteAuthorizationServerPolicy", "policy.lifecycle.delete", "PolicyEntity"),
    row("activateAuthorizationServerPolicy", "policy.lifecycle.activate", "PolicyEntity"),
    row("deactivateAuthorizationServerPolicy", "policy.lifecycle.deactivate", "PolicyEntity"),
    row("createAuthorizationServerPolicyRule", "policy.rule.add", "PolicyRule"),
    row("replaceAuthorizationServerPolicyRule", "policy.rule.update", "PolicyRule"),
    row("deleteAuthorizationServerPolicyRule", "policy.rule.delete", "PolicyRule"),
    row("activateAuthorizationServerPolicyRule", "policy.rule.activate", "PolicyRule"),
    row("deactivateAuthorizationServerPolicyRule", "policy.rule.deactivate", "PolicyRule"),
    // Authorization servers.
    row("createAuthorizationServer", "oauth2.as.created", "AuthorizationServer"),
    row("replaceAuthorizationServer", "oauth2.as.updated", "AuthorizationServer"),
    row("deleteAuthorizationServer", "oauth2.as.deleted", "AuthorizationServer"),
    row("activateAuthorizationServer", "oauth2.as.activated", "AuthorizationServer"),
    row("deactivateAuthorizationServer", "oauth2.as.deactivated", "AuthorizationServer"),
    row("createAssociatedServers", "app.oauth2.trusted_server.add", "AuthorizationServer"),
    row("deleteAssociatedServer", "app.oauth2.trusted_server.delete", "AuthorizationServer"),
    row("rotateAuthorizationServerKeys", "app.oauth2.as.key.rollover", "AuthorizationServer"),
    row("createOAuth2Claim", "oauth2.claim.created", "OAuth2Claim"),
    row("replaceOAuth2Claim", "oauth2.claim.updated", "OAuth2Claim"),
    row("deleteOAuth2Claim", "oauth2.claim.deleted", "OAuth2Claim"),
    row("createOAuth2Scope", "oauth2.scope.created", "OAuth2Scope"),
    row("replaceOAuth2Scope", "oauth2.scope.updated", "OAuth2Scope"),
    row("deleteOAuth2Scope", "oauth2.scope.deleted", "OAuth2Scope"),
    row("addOAuth2ResourceServerJsonWebKey", "app.oauth2.as.resource_server.credentials.lifecycle.create", "OAuth2ResourceServerJsonWebKey"),
    row("deleteOAuth2ResourceServerJsonWebKey", "app.oauth2.as.resource_server.credentials.lifecycle.delete", "OAuth2ResourceServerJsonWebKey"),
    row("activateOAuth2ResourceServerJsonWebKey", "app.oauth2.as.resource_server.credentials.lifecycle.activate", "OAuth2ResourceServerJsonWebKey"),
    row("deactivateOAuth2ResourceServerJsonWebKey", "app.oauth2.as.resource_server.credentials.lifecycle.deactivate", "OAuth2ResourceServerJsonWebKey"),
    row("revokeRefreshTokensForAuthorizationServerAndClient", "app.oauth2.as.token.revoke", "refresh_token"), // a guess
    row("revokeRefreshTokenForAuthorizationServerAndClient", "app.oauth2.as.token.revoke", "refresh_token"), // a guess
    // OAuth endpoints. The org's own token endpoint writes its event by hand.
    row("authorizeWithPost", "app.oauth2.authorize", "User"),
    row("authorizeCustomASWithPost", "app.oauth2.as.authorize", "User"),
    row("tokenCustomAS", "app.oauth2.as.token.grant.access_token", "access_token"),
    row("revoke", "app.oauth2.token.revoke", "access_token"),
    row("revokeCustomAS", "app.oauth2.as.token.revoke", "access_token"),
    row("logoutWithPost", "user.session.end", "User"), // a guess
    row("logoutCustomASWithPost", "user.session.end", "User"), // a guess
    row("globalTokenRevocation", "user.authentication.universal_logout", "User"),
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
    // Authenticators.
    row("createAuthenticator", "security.authenticator.lifecycle.create", "Authenticator"),
    row("replaceAuthenticator", "security.authenticator.lifecycle.update", "Authenticator"),
    row("activateAuthenticator", "security.authenticator.lifecycle.activate", "Authenticator"),
    row("deactivateAuthenticator", "security.authenticator.lifecycle.deactivate", "Authenticator"),
    row("replaceAuthenticatorMethod", "security.authenticator.lifecycle.update", "Authenticator"),
    row("activateAuthenticatorMethod", "security.authenticator.lifecycle.update", "Authenticator"), // a guess
    row("deactivateAuthenticatorMethod", "security.authenticator.lifecycle.update", "Authenticator"), // a guess
    row("createCustomAAGUID", "security.authenticator.lifecycle.update", "Authenticator"), // a guess
    row("replaceCustomAAGUID", "security.authenticator.lifecycle.update", "Authenticator"), // a guess
    row("updateCustomAAGUID", "security.authenticator.lifecycle.update", "Authenticator"), // a guess
    row("deleteCustomAAGUID", "security.authenticator.lifecycle.update", "Authenticator"), // a guess
    // Protection of sign-in.
    row("replaceAuthenticatorSettings", "security.attack_protection.settings.update", "AttackProtectionSettings"),
    row("replaceUserLockoutSettings", "security.attack_protection.settings.update", "AttackProtectionSettings"),
    row("updateBotProtectionConfiguration", "security.bot_protection.settings.update", "BotProtectionConfiguration"),
    row("updateConfiguration", "security.threat.configuration.update", "ThreatInsightConfiguration"),
    row("createBehaviorDetectionRule", "security.behavior.settings.create", "BehaviorSettings"),
    row("replaceBehaviorDetectionRule", "security.behavior.settings.update", "BehaviorSettings"),
    row("deleteBehaviorDetectionRule", "security.behavior.settings.delete", "BehaviorSettings"),
    row("activateBehaviorDetectionRule", "security.behavior.settings.update", "BehaviorSettings"), // a guess
    row("deactivateBehaviorDetectionRule", "security.behavior.settings.update", "BehaviorSettings"), // a guess
    row("createCaptchaInstance", "system.captcha.create", "Captcha"),
    row("updateCaptchaInstance", "system.captcha.update", "Captcha"),
    row("replaceCaptchaInstance", "system.captcha.update", "Captcha"),
    row("deleteCaptchaInstance", "system.captcha.delete", "Captcha"),
    // Nulls in the settings turn the CAPTCHA off, which Okta would log as `deactivate`.
    row("replacesOrgCaptchaSettings", "system.org.captcha.activate", "Captcha"),
    row("deleteOrgCaptchaSettings", "system.org.captcha.deactivate", "Captcha"),
    row("createTrustedOrigin", "security.trusted_origin.create", "TrustedOrigin"),
    row("replaceTrustedOrigin", "security.trusted_origin.update", "TrustedOrigin"),
    row("deleteTrustedOrigin", "security.trusted_origin.delete", "TrustedOrigin"),
    row("activateTrustedOrigin", "security.trusted_origin.activate", "TrustedOrigin"),
    row("deactivateTrustedOrigin", "security.trusted_origin.deactivate", "TrustedOrigin"),
    // Network zones.
    row("createNetworkZone", "zone.create", "NetworkZone"),
    row("replaceNetworkZone", "zone.update", "NetworkZone"),
    row("deleteNetworkZone", "zone.delete", "NetworkZone"),
    row("activateNetworkZone", "zone.activate", "NetworkZone"),
    row("deactivateNetworkZone", "zone.deactivate", "NetworkZone"),
    // Identity providers.
    row("createIdentityProvider", "system.idp.lifecycle.create", "IdentityProvider"),
    row("replaceIdentityProvider", "system.idp.lifecycle.update", "IdentityProvider"),
    row("deleteIdentityProvider", "system.idp.lifecycle.delete", "IdentityProvider"),
    row("activateIdentityProvider", "system.idp.lifecycle.activate", "IdentityProvider"),
    row("deactivateIdentityProvider", "system.idp.lifecycle.deactivate", "IdentityProvider"),
    row("createIdentityProviderKey", "system.idp.key.create", "IdpKey"),
    row("replaceIdentityProviderKey", "system.idp.key.update", "IdpKey"),
    row("deleteIdentityProviderKey", "system.idp.key.delete", "IdpKey"),
    row("generateIdentityProviderSigningKey", "system.idp.key.create", "IdpKey"), // a guess
    row("cloneIdentityProviderKey", "system.idp.key.create", "IdpKey"), // a guess
    // Devices.
    row("deleteDevice", "device.lifecycle.delete", "UDDevice"),
    row("activateDevice", "device.lifecycle.activate", "UDDevice"),
    row("deactivateDevice", "device.lifecycle.deactivate", "UDDevice"),
    row("suspendDevice", "device.lifecycle.suspend", "UDDevice"),
    row("unsuspendDevice", "device.lifecycle.unsuspend", "UDDevice"),
    row("createDeviceAssurancePolicy", "device.assurance.policy.add", "DeviceAssurance"),
    row("replaceDeviceAssurancePolicy", "device.assurance.policy.update", "DeviceAssurance"),
    row("deleteDeviceAssurancePolicy", "device.assurance.policy.delete", "DeviceAssurance"),
    row("createDevicePostureCheck", "device.posture.check.add", "DevicePostureCheck"),
    row("replaceDevicePostureCheck", "device.posture.check.update", "DevicePostureCheck"),
    row("deleteDevicePostureCheck", "device.posture.check.delete", "DevicePostureCheck"),
    row("activateDeviceIntegration", "device.integration.endpoint_security.activate", "DeviceIntegration"),
    row("deactivateDeviceIntegration", "device.integration.endpoint_security.deactivate", "DeviceIntegration"),
    row("createPushProvider", "device.push.provider.create", "PushProvider"),
    row("replacePushProvider", "device.push.provider.update", "PushProvider"),
    row("deletePushProvider", "device.push.provider.delete", "PushProvider"),
    // Agents. The event says that the status of a pool's update changed.
    row("createAgentPoolsUpdate", "system.agent_pools.auto_update", "AgentPool"), // a guess
    row("activateAgentPoolsUpdate", "system.agent_pools.auto_update", "AgentPool"),
    row("deactivateAgentPoolsUpdate", "system.agent_pools.auto_update", "AgentPool"),
    row("pauseAgentPoolsUpdate", "system.agent_pools.auto_update", "AgentPool"),
    row("resumeAgentPoolsUpdate", "system.agent_pools.auto_update", "AgentPool"),
    row("retryAgentPoolsUpdate", "system.agent_pools.auto_update", "AgentPool"),
    row("stopAgentPoolsUpdate", "system.agent_pools.auto_update", "AgentPool"),
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
    // Brands, pages, themes.
    row("createBrand", "system.brand.create", "Brand"),
    row("replaceBrand", "system.brand.update", "Brand"),
    row("deleteBrand", "system.brand.delete", "Brand"),
    row("replaceCustomizedErrorPage", "system.custom_error.update", "ErrorPage"),
    row("deleteCustomizedErrorPage", "system.custom_error.delete", "ErrorPage"),
    row("replaceCustomizedSignInPage", "system.custom_signin.update", "SignInPage"),
    row("deleteCustomizedSignInPage", "system.custom_signin.delete", "SignInPage"),
    row("replaceSignOutPageSettings", "system.custom_signout.update", "SignOutPage"),
    row("replaceBrandTheme", "system.theme.update", "Theme"),
    row("uploadBrandThemeBackgroundImage", "system.theme.update", "Theme"),
    row("deleteBrandThemeBackgroundImage", "system.theme.update", "Theme"),
    row("uploadBrandThemeFavicon", "system.theme.update", "Theme"),
    row("deleteBrandThemeFavicon", "system.theme.update", "Theme"),
    row("uploadBrandThemeLogo", "system.theme.update", "Theme"),
    row("deleteBrandThemeLogo", "system.theme.update", "Theme"),
    row("replaceBrandWellKnownURI", "system.well_known_uri.update", "WellKnownUri"),
    // Domains, e-mail.
    row("createCustomDomain", "system.custom_url_domain.initiate", "CustomDomain"),
    row("replaceCustomDomain", "system.custom_url_domain.update", "CustomDomain"),
    row("deleteCustomDomain", "system.custom_url_domain.delete", "CustomDomain"),
    row("upsertCertificate", "system.custom_url_domain.cert_upload", "CustomDomain"),
    row("verifyDomain", "system.custom_url_domain.verify", "CustomDomain"),
    row("createEmailDomain", "system.email_domain.create", "EmailDomain"),
    row("replaceEmailDomain", "system.email_domain.update", "EmailDomain"),
    row("deleteEmailDomain", "system.email_domain.delete", "EmailDomain"),
    row("verifyEmailDomain", "system.email_domain.verify", "EmailDomain"),
    row("createEmailCustomization", "system.email.template.create", "EmailTemplate"),
    row("replaceEmailCustomization", "system.email.template.update", "EmailTemplate"),
    row("deleteEmailCustomization", "system.email.template.delete", "EmailTemplate"),
    row("deleteAllCustomizations", "system.email.template.delete", "EmailTemplate"),
    row("replaceEmailSettings", "system.email.template.settings_changed", "EmailTemplate"),
    row("createEmailServer", "system.custom_email_server.lifecycle.create", "CustomEmailServer"),
    row("updateEmailServer", "system.custom_email_server.lifecycle.update", "CustomEmailServer"),
    row("deleteEmailServer", "system.custom_email_server.lifecycle.delete", "CustomEmailServer"),
    row("bulkRemoveEmailAddressBounces", "system.email.bounce.removal", "email"),
    // Hooks.
    row("createEventHook", "event_hook.created", "EventHook"),
    row("replaceEventHook", "event_hook.updated", "EventHook"),
    row("deleteEventHook", "event_hook.deleted", "EventHook"),
    row("activateEventHook", "event_hook.activated", "EventHook"),
    row("deactivateEventHook", "event_hook.deactivated", "EventHook"),
    row("verifyEventHook", "event_hook.verified", "EventHook"),
    row("createInlineHook", "inline_hook.created", "InlineHook"),
    row("updateInlineHook", "inline_hook.updated", "InlineHook"),
    row("replaceInlineHook", "inline_hook.updated", "InlineHook"),
    row("deleteInlineHook", "inline_hook.deleted", "InlineHook"),
    row("activateInlineHook", "inline_hook.activated", "InlineHook"),
    row("deactivateInlineHook", "inline_hook.deactivated", "InlineHook"),
    row("createHookKey", "system.hook.key.created", "HookKey"),
    row("replaceHookKey", "system.hook.key.updated", "HookKey"),
    row("deleteHookKey", "system.hook.key.deleted", "HookKey"),
    // Log streams and shared signals.
    row("createLogStream", "system.log_stream.lifecycle.create", "LogStream"),
    row("replaceLogStream", "system.log_stream.lifecycle.update", "LogStream"),
    row("deleteLogStream", "system.log_stream.lifecycle.delete", "LogStream"),
    row("activateLogStream", "system.log_stream.lifecycle.activate", "LogStream"),
    row("deactivateLogStream", "system.log_stream.lifecycle.deactivate", "LogStream"),
    row("createSecurityEventsProviderInstance", "security.events.provider.create", "SecurityEventsProvider"),
    row("replaceSecurityEventsProviderInstance", "security.events.provider.update", "SecurityEventsProvider"),
    row("deleteSecurityEventsProviderInstance", "security.events.provider.delete", "SecurityEventsProvider"),
    row("activateSecurityEventsProviderInstance", "security.events.provider.activate", "SecurityEventsProvider"),
    row("deactivateSecurityEventsProviderInstance", "security.events.provider.deactivate", "SecurityEventsProvider"),
    row("publishSecurityEventTokens", "security.events.provider.receive_event", "SecurityEventsProvider"),
    row("createSsfStream", "security.events.transmitter.create", "SecurityEventsTransmitter"),
    row("replaceSsfStream", "security.events.transmitter.update", "SecurityEventsTransmitter"),
    row("updateSsfStream", "security.events.transmitter.update", "SecurityEventsTransmitter"),
    row("deleteSsfStream", "security.events.transmitter.delete", "SecurityEventsTransmitter"),
    // The organisation. What updateFeatureLifecycle, updateOktaSupportCase and principal rate limits write depends
    // on the call: no rows.
    row("updateThirdPartyAdminSetting", "iam.policy.assignee_configuration.update", "Org"),
    row("updateAutoAssignAdminAppSetting", "iam.policy.configuration.update", "Org"), // a guess
    row("assignClientPrivilegesSetting", "iam.policy.configuration.update", "Org"), // a guess
    row("grantAerialConsent", "account.org.consent.grant", "Org"),
    row("revokeAerialConsent", "account.org.consent.revoke", "Org"),
    row("grantOktaSupport", "user.session.impersonation.grant", "User"),
    row("extendOktaSupport", "user.session.impersonation.extend", "User"),
    row("revokeOktaSupport", "user.session.impersonation.revoke", "User"),
    row("createChildOrg", "system.org.lifecycle.create", "Org"), // a guess
    row("startOrgFailover", "system.dr.failover", "Org"),
    row("startOrgFailback", "system.dr.failback", "Org"),
    row("replaceRateLimitSettingsAdminNotifications", "system.rate_limit.configuration.update", "Org"), // a guess
    row("replaceRateLimitSettingsPerClient", "system.rate_limit.configuration.update", "Org"), // a guess
    row("replaceRateLimitSettingsWarningThreshold", "system.rate_limit.configuration.update", "Org"), // a guess
    row("replaceOktaPersonalAdminSettings", "personal.admin.configuration.update", "Org"),
    row("replaceBlockedEmailDomains", "personal.admin.configuration.update", "Org"), // a guess
    // Service accounts of Privileged Access.
    row("createAppServiceAccount", "pam.service_account.create", "ServiceAccount"), // a guess
    row("updateAppServiceAccount", "pam.service_account.update", "ServiceAccount"), // a guess
    row("deleteAppServiceAccount", "pam.service_account.delete", "ServiceAccount"), // a guess
    row("createOktaManagedUserAccount", "pam.service_account.create", "ServiceAccount"), // a guess
    row("updateOktaManagedUserAccount", "pam.service_account.update", "ServiceAccount"), // a guess
    row("deleteOktaManagedUserAccount", "pam.service_account.delete", "ServiceAccount"), // a guess
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::io::Write as _;
    use std::path::{Path, PathBuf};

    use operations::operation::Method;
    use serde_json::Value;

    use super::*;

    #[test]
    fn every_row_names_an_operation_that_changes_something_and_no_two_the_same() {
        let mut seen = BTreeSet::new();
        for row in ROWS {
            let operation = operations::find(row.operation)
                .unwrap_or_else(|| panic!("{} is no operation", row.operation));
            assert_ne!(operation.method, Method::Get, "{}", row.operation);
            assert!(seen.insert(row.operation), "{} twice", row.operation);
            assert_eq!(of(row.operation), Some(row));
        }
        assert_eq!(of("listUsers"), None);
    }

    #[test]
    fn every_event_is_one_that_okta_documents() {
        let Some(documented) = documented() else {
            return;
        };
        for row in ROWS {
            assert!(
                documented.contains(row.event),
                "{}: {}",
                row.operation,
                row.event
            );
        }
    }

    /// Okta's event types; `None`, said aloud, where the list is not at hand.
    fn documented() -> Option<BTreeSet<String>> {
        let given = std::env::var_os("OKTA_EVENT_TYPES").map(PathBuf::from);
        let path = given.clone().unwrap_or_else(|| {
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/okta/event_types.json")
        });
        if given.is_none() && !path.exists() {
            skipped(
                "event types: Okta's list is not beside the repository, nor named by OKTA_EVENT_TYPES",
            );
            return None;
        }
        let text =
            std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let list: Value = serde_json::from_str(&text).unwrap();
        let types = list["eventTypes"].as_array().unwrap().iter();
        Some(
            types
                .map(|kind| kind["id"].as_str().unwrap().to_owned())
                .collect(),
        )
    }

    /// Says that a test was skipped, on standard error and in the file that `scripts/test` reads.
    fn skipped(why: &str) {
        eprintln!("SKIPPED: {why}");
        if let Some(path) = std::env::var_os("TEST_SKIPS") {
            let file = std::fs::OpenOptions::new()
                .append(true)
                .create(true)
                .open(path);
            let _ = file.and_then(|mut file| writeln!(file, "{why}"));
        }
    }
}
