//! What the operations on custom authorization servers do: effects and one line each.

use super::{Row, destroy, read, restricted};
use crate::effect::Family;

pub(super) static ROWS: &[Row] = &[
    read(
        "listAuthorizationServers",
        "Lists custom authorization servers, which issue OAuth tokens for one's own APIs; default is one of them. Needs API Access Management. The org authorization server is not listed.",
    ),
    read(
        "getAuthorizationServer",
        "Shows one custom authorization server: issuer, audience, key rotation mode and status.",
    ),
    restricted(
        "createAuthorizationServer",
        Family::Trust,
        "Adds a custom authorization server that issues tokens for an API (audience). It gives none until it has a policy with a rule. Needs API Access Management.",
        "adds an issuer whose tokens APIs will trust",
    ),
    restricted(
        "replaceAuthorizationServer",
        Family::Trust,
        "Replaces name, audience, issuer mode, key rotation and encryption keys of a custom authorization server. A new audience or issuer breaks APIs that check the old one.",
        "changes the tokens that APIs trust",
    ),
    restricted(
        "deleteAuthorizationServer",
        Family::Trust,
        "Deletes a custom authorization server with its scopes, claims and policies, for good. Apps can no longer get tokens from it.",
        "ends all tokens and rules of an issuer that APIs trust",
    ),
    restricted(
        "activateAuthorizationServer",
        Family::Trust,
        "Turns a custom authorization server on, so that apps can get tokens from it.",
        "lets apps get tokens that APIs trust",
    ),
    destroy(
        "deactivateAuthorizationServer",
        "Turns a custom authorization server off: apps can no longer get tokens from it until it is activated again.",
        "takes the access to APIs from every app that uses it",
    ),
    read(
        "listAssociatedServersByTrustedType",
        "Lists authorization servers associated with this one: those it trusts for token exchange (trusted=true), or others.",
    ),
    restricted(
        "createAssociatedServers",
        Family::Trust,
        "Makes an authorization server trust others (trusted servers), so that their tokens can be exchanged for its own on behalf of a person.",
        "lets tokens of other servers be exchanged for tokens of this one",
    ),
    destroy(
        "deleteAssociatedServer",
        "Ends an authorization server's trust in another: its tokens are no longer accepted for token exchange.",
        "breaks services that exchange tokens between the two",
    ),
    read(
        "listOAuth2Claims",
        "Lists the claims of an authorization server: what stands in its ID and access tokens, custom and built in.",
    ),
    read(
        "getOAuth2Claim",
        "Shows one claim of an authorization server: name, expression or group filter, token type and scopes.",
    ),
    restricted(
        "createOAuth2Claim",
        Family::Trust,
        "Adds a claim to the tokens of an authorization server: a value by expression, or the person's groups by filter, for all or for certain scopes.",
        "changes what APIs and apps are told about people",
    ),
    restricted(
        "replaceOAuth2Claim",
        Family::Trust,
        "Replaces a claim of an authorization server: name, expression or group filter, token type, scopes. Tokens issued from then on carry the new one.",
        "changes what APIs and apps are told about people",
    ),
    destroy(
        "deleteOAuth2Claim",
        "Deletes a claim of an authorization server. APIs that decide by it may refuse. Built-in claims cannot be deleted.",
        "tokens no longer carry it, and it comes back only under a new id",
    ),
    read(
        "listOAuth2Scopes",
        "Lists the scopes (permissions) of an authorization server that apps can ask for. q and filter search by name.",
    ),
    read(
        "getOAuth2Scope",
        "Shows one scope of an authorization server: name, description, consent and whether it is a default.",
    ),
    restricted(
        "createOAuth2Scope",
        Family::Trust,
        "Adds a scope (permission) to an authorization server. Apps get it only where a policy rule allows it.",
        "adds a permission that apps can be given",
    ),
    restricted(
        "replaceOAuth2Scope",
        Family::Trust,
        "Replaces a scope of an authorization server: description, consent, whether it is a default. A default scope is given when an app asks for none.",
        "changes a permission that apps have, and whether people are asked",
    ),
    destroy(
        "deleteOAuth2Scope",
        "Deletes a scope of an authorization server: apps that ask for it are refused. Built-in scopes cannot be deleted.",
        "apps lose the permission, and it comes back only under a new id",
    ),
    read(
        "listOAuth2ClientsForAuthorizationServer",
        "Lists the apps (OAuth clients) that hold refresh tokens of an authorization server.",
    ),
    read(
        "listRefreshTokensForAuthorizationServerAndClient",
        "Lists the refresh tokens that one app holds from an authorization server: whose, scopes, dates. Not the token text.",
    ),
    read(
        "getRefreshTokenForAuthorizationServerAndClient",
        "Shows one refresh token that an app holds from an authorization server: whose, scopes, status, dates. Not the token text.",
    ),
    destroy(
        "revokeRefreshTokensForAuthorizationServerAndClient",
        "Revokes all refresh tokens that one app holds from an authorization server: everybody must sign in to the app again.",
        "ends the tokens of everybody who uses the app",
    ),
    destroy(
        "revokeRefreshTokenForAuthorizationServerAndClient",
        "Revokes one refresh token that an app holds from an authorization server: that person must sign in to the app again.",
        "a revoked token cannot be brought back",
    ),
    read(
        "listAuthorizationServerKeys",
        "Lists the signing keys of an authorization server: the active one, the next and the expired.",
    ),
    read(
        "getAuthorizationServerKey",
        "Shows one public signing key of an authorization server by id.",
    ),
    restricted(
        "rotateAuthorizationServerKeys",
        Family::Trust,
        "Rotates the signing keys of an authorization server: the next key becomes active. For servers with manual rotation. APIs that pinned the old key fail.",
        "changes the key by which APIs know the tokens of the server",
    ),
    read(
        "listAuthorizationServerPolicies",
        "Lists the access policies of an authorization server by priority: which apps (clients) each is for. The rules are listed apart.",
    ),
    read(
        "getAuthorizationServerPolicy",
        "Shows one access policy of an authorization server: apps (clients), priority and status.",
    ),
    restricted(
        "createAuthorizationServerPolicy",
        Family::Trust,
        "Adds an access policy to an authorization server for some or ALL_CLIENTS. It gives no tokens until it has a rule.",
        "decides which apps can get tokens that APIs trust",
    ),
    restricted(
        "replaceAuthorizationServerPolicy",
        Family::Trust,
        "Replaces an access policy of an authorization server: name, apps (clients), priority. What is left out is dropped.",
        "decides which apps can get tokens that APIs trust",
    ),
    destroy(
        "deleteAuthorizationServerPolicy",
        "Deletes an access policy of an authorization server with its rules. Apps that it covered may get no tokens any more.",
        "a deleted policy comes back only under a new id, without its rules",
    ),
    restricted(
        "activateAuthorizationServerPolicy",
        Family::Trust,
        "Turns an access policy of an authorization server on, so that its rules give tokens again.",
        "lets apps get tokens that APIs trust",
    ),
    destroy(
        "deactivateAuthorizationServerPolicy",
        "Turns an access policy of an authorization server off: apps that it covered may get no tokens until it is activated again.",
        "takes the access to APIs from the apps that the policy covers",
    ),
    read(
        "listAuthorizationServerPolicyRules",
        "Lists the rules of an access policy of an authorization server: grant types, people, scopes and token lifetimes.",
    ),
    read(
        "getAuthorizationServerPolicyRule",
        "Shows one rule of an access policy of an authorization server: grant types, people, scopes and token lifetimes.",
    ),
    restricted(
        "createAuthorizationServerPolicyRule",
        Family::Trust,
        "Adds a rule to an access policy of an authorization server: which grant types, people and scopes get tokens, and how long they live.",
        "decides who gets tokens that APIs trust, and for how long",
    ),
    restricted(
        "replaceAuthorizationServerPolicyRule",
        Family::Trust,
        "Replaces a rule of an access policy of an authorization server: grant types, people, scopes, token lifetimes. What is left out is dropped.",
        "decides who gets tokens that APIs trust, and for how long",
    ),
    destroy(
        "deleteAuthorizationServerPolicyRule",
        "Deletes a rule of an access policy of an authorization server. What only this rule allowed is refused.",
        "a deleted rule comes back only under a new id",
    ),
    restricted(
        "activateAuthorizationServerPolicyRule",
        Family::Trust,
        "Turns a rule of an access policy of an authorization server on, so that it gives tokens again.",
        "lets apps and people get tokens that APIs trust",
    ),
    destroy(
        "deactivateAuthorizationServerPolicyRule",
        "Turns a rule of an access policy of an authorization server off. What only this rule allowed is refused until it is activated again.",
        "takes the access to APIs from those whom the rule covers",
    ),
];
