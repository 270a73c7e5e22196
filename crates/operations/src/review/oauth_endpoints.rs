//! What the OAuth and OpenID Connect endpoints do: effects and one line each.

use super::{Row, destroy, read, restricted, write};
use crate::effect::Family;

pub(super) static ROWS: &[Row] = &[
    // Clients (dynamic client registration)
    read(
        "listClients",
        "Lists OAuth client apps as client registration sees them; q searches their names. For apps of every kind with all settings use listApplications.",
    ),
    read(
        "getClient",
        "Gets one OAuth client app by client id: grant types, redirect URIs, response types and how it authenticates.",
    ),
    restricted(
        "createClient",
        Family::OwnConnection,
        "Registers an OAuth client app and returns its client secret where it has one. createApplication makes apps with all settings.",
        "adds a client with a secret that can sign in to Okta",
    ),
    restricted(
        "replaceClient",
        Family::OwnConnection,
        "Replaces the settings of an OAuth client app, redirect URIs, keys and grant types included. What is left out is dropped.",
        "changes where tokens are sent and which keys may ask for them",
    ),
    destroy(
        "deleteClient",
        "Deletes an OAuth client app for good. Everything that signs in with it stops working.",
        "a deleted client cannot be brought back",
    ),
    restricted(
        "generateNewClientSecret",
        Family::OwnConnection,
        "Makes a new client secret for an OAuth client app and returns it. The old secret stops working at once.",
        "hands out a new secret and ends the one in use",
    ),
    // Discovery and keys
    read(
        "getWellKnownOpenIDConfiguration",
        "Reads the OpenID Connect discovery document of the org authorization server: endpoints, scopes, grant types and algorithms. Needs no sign-in.",
    ),
    read(
        "getWellKnownOAuthConfigurationCustomAS",
        "Reads the OAuth metadata of a custom authorization server: endpoints, scopes, grant types and algorithms. Needs no sign-in.",
    ),
    read(
        "getWellKnownOpenIDConfigurationCustomAS",
        "Reads the OpenID Connect discovery document of a custom authorization server: endpoints, scopes, claims and algorithms. Needs no sign-in.",
    ),
    read(
        "oauthKeys",
        "Lists the public signing keys (JWKS) of the org authorization server, to check the signature of tokens. Needs no sign-in and counts towards no rate limit.",
    ),
    read(
        "oauthKeysCustomAS",
        "Lists the public signing keys (JWKS) of a custom authorization server, to check the signature of tokens. Needs no sign-in.",
    ),
    // Authorization requests
    restricted(
        "authorize",
        Family::Takeover,
        "Starts a sign-in of a person at the org authorization server and redirects with a code or tokens. Meant for a browser; here it gives only a redirect.",
        "signs a person in and hands out a code or tokens in their name",
    ),
    restricted(
        "authorizeWithPost",
        Family::Takeover,
        "Starts a sign-in of a person at the org authorization server, with the parameters in a form. Meant for a browser; answers with a redirect.",
        "signs a person in and hands out a code or tokens in their name",
    ),
    restricted(
        "authorizeCustomAS",
        Family::Takeover,
        "Starts a sign-in of a person at a custom authorization server and redirects with a code or tokens. Meant for a browser.",
        "signs a person in and hands out a code or tokens in their name",
    ),
    restricted(
        "authorizeCustomASWithPost",
        Family::Takeover,
        "Starts a sign-in of a person at a custom authorization server, with the parameters in a form. Meant for a browser; answers with a redirect.",
        "signs a person in and hands out a code or tokens in their name",
    ),
    write(
        "par",
        "Stores the parameters of a sign-in at the org authorization server (pushed authorization request) and returns a request_uri for it. Identity Engine only.",
        "signs nobody in, and the stored request expires by itself",
    ),
    write(
        "parCustomAS",
        "Stores the parameters of a sign-in at a custom authorization server (pushed authorization request) and returns a request_uri. Identity Engine only.",
        "signs nobody in, and the stored request expires by itself",
    ),
    read(
        "parOptions",
        "Asks which origins and methods a browser may use for pushed authorization requests at the org authorization server (CORS check).",
    ),
    read(
        "parOptionsCustomAS",
        "Asks which origins and methods a browser may use for pushed authorization requests at a custom authorization server (CORS check).",
    ),
    restricted(
        "deviceAuthorize",
        Family::Takeover,
        "Starts a sign-in on a device without browser (device code) at the org authorization server. A person types the code; then the caller gets their tokens.",
        "gives the caller the tokens of whoever types the code",
    ),
    restricted(
        "deviceAuthorizeCustomAS",
        Family::Takeover,
        "Starts a sign-in on a device without browser (device code) at a custom authorization server. A person types the code; then the caller gets their tokens.",
        "gives the caller the tokens of whoever types the code",
    ),
    restricted(
        "bcAuthorize",
        Family::Takeover,
        "Asks a person on their phone to approve a sign-in that somebody else began (CIBA, backchannel), at the org authorization server.",
        "gives the caller the tokens of the person who taps approve",
    ),
    restricted(
        "bcAuthorizeCustomAS",
        Family::Takeover,
        "Asks a person on their phone to approve a sign-in that somebody else began (CIBA, backchannel), at a custom authorization server.",
        "gives the caller the tokens of the person who taps approve",
    ),
    // Direct authentication
    restricted(
        "primary-authenticate",
        Family::Takeover,
        "Begins a direct sign-in of a person with one factor, such as a push, without Okta's page, at the org authorization server. Identity Engine only.",
        "begins a sign-in in the name of a person, who gets a prompt",
    ),
    restricted(
        "primary-authenticate-custom-as",
        Family::Takeover,
        "Begins a direct sign-in of a person with one factor, such as a push, without Okta's page, at a custom authorization server. Identity Engine only.",
        "begins a sign-in in the name of a person, who gets a prompt",
    ),
    restricted(
        "challenge",
        Family::Takeover,
        "Sends the second factor (MFA) challenge of a direct sign-in to a person, at the org authorization server. Needs the mfa_token of the first step. Identity Engine only.",
        "goes on with a sign-in in the name of a person, who gets a prompt",
    ),
    restricted(
        "challenge-custom-as",
        Family::Takeover,
        "Sends the second factor (MFA) challenge of a direct sign-in to a person, at a custom authorization server. Needs the mfa_token of the first step. Identity Engine only.",
        "goes on with a sign-in in the name of a person, who gets a prompt",
    ),
    restricted(
        "oob-authenticate",
        Family::Takeover,
        "Begins a direct sign-in by push, SMS or call at the org authorization server. Deprecated: use primary-authenticate. Identity Engine only.",
        "begins a sign-in in the name of a person, who gets a prompt",
    ),
    restricted(
        "oob-authenticate-custom-as",
        Family::Takeover,
        "Begins a direct sign-in by push, SMS or call at a custom authorization server. Deprecated: use primary-authenticate-custom-as. Identity Engine only.",
        "begins a sign-in in the name of a person, who gets a prompt",
    ),
    // Tokens
    restricted(
        "token",
        Family::OwnConnection,
        "Exchanges a code, client credentials or refresh token for tokens of the org authorization server, the only one that gives okta.* scopes. This program gets its own tokens by itself.",
        "hands out tokens that may reach further than this connection",
    ),
    restricted(
        "tokenCustomAS",
        Family::OwnConnection,
        "Exchanges a code, client credentials or refresh token for tokens of a custom authorization server, for the organisation's own APIs.",
        "hands out tokens that open other systems",
    ),
    read(
        "tokenOptions",
        "Asks which origins and methods a browser may use at the token endpoint of the org authorization server (CORS check).",
    ),
    read(
        "tokenOptionsCustomAS",
        "Asks which origins and methods a browser may use at the token endpoint of a custom authorization server (CORS check).",
    ),
    read(
        "introspect",
        "Checks whether a token of the org authorization server is active, and shows its scopes, owner and expiry. Needs client authentication.",
    ),
    read(
        "introspectCustomAS",
        "Checks whether a token of a custom authorization server is active, and shows its scopes, owner and expiry. Needs client authentication.",
    ),
    destroy(
        "revoke",
        "Revokes one access or refresh token of the org authorization server. For all tokens of a person and an app use revokeTokensForUserAndClient.",
        "a revoked token cannot be brought back",
    ),
    destroy(
        "revokeCustomAS",
        "Revokes one access or refresh token of a custom authorization server. An app that checks tokens by signature alone does not notice.",
        "a revoked token cannot be brought back",
    ),
    read(
        "userinfo",
        "Reads the claims about the person whose access token is used, at the org authorization server. Needs scope openid; a service app has no person.",
    ),
    read(
        "userinfoCustomAS",
        "Reads the claims about the person whose access token is used, at a custom authorization server. Needs scope openid; a service app has no person.",
    ),
    // Signing out
    destroy(
        "logout",
        "Signs out the person whose ID token is given, ending their Okta session in that browser, at the org authorization server. For an administrator's use take revokeUserSessions.",
        "ends the session of a person",
    ),
    destroy(
        "logoutWithPost",
        "Signs out the person whose ID token is given, with the parameters in a form, at the org authorization server. For an administrator's use take revokeUserSessions.",
        "ends the session of a person",
    ),
    destroy(
        "logoutCustomAS",
        "Signs out the person whose ID token is given, ending their Okta session in that browser, at a custom authorization server.",
        "ends the session of a person",
    ),
    destroy(
        "logoutCustomASWithPost",
        "Signs out the person whose ID token is given, with the parameters in a form, at a custom authorization server.",
        "ends the session of a person",
    ),
    destroy(
        "globalTokenRevocation",
        "Signs a person out everywhere (Universal Logout): ends Okta sessions and tokens, and sessions in apps that support it. They can sign in again; where it is off use revokeUserSessions.",
        "ends all sessions and tokens of a person",
    ),
];
