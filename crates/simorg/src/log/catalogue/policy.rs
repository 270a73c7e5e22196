//! Group rules, policies, authorization servers and the endpoints of OAuth: which event each change writes.

use super::{Row, row};

// One row a line, that it can be read as a table.
#[rustfmt::skip]
pub static ROWS: &[Row] = &[
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
];
