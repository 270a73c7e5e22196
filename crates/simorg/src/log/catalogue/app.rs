//! Apps, who has them, their keys and tokens, group push: which event each change writes.

use super::{Row, row};

// One row a line, that it can be read as a table.
#[rustfmt::skip]
pub static ROWS: &[Row] = &[
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
];
