//! What the operations on the keys, secrets, grants and trust of apps do: effects and one line each.

use super::{Row, destroy, read, restricted, write};
use crate::effect::Family;

pub(super) static ROWS: &[Row] = &[
    read(
        "listScopeConsentGrants",
        "Lists the Okta API scopes granted to an app (its API permissions). Roles are separate: a scope without an admin role does nothing for a service app.",
    ),
    read(
        "getScopeConsentGrant",
        "Shows one Okta API scope granted to an app: which scope, who granted it and when.",
    ),
    restricted(
        "grantConsentToScope",
        Family::OwnConnection,
        "Grants an app one Okta API scope, such as okta.users.read. Needs a super administrator. With the public client setting on, Okta also makes a service app super administrator.",
        "widens what an app, this connection included, may do through Okta's API",
    ),
    restricted(
        "revokeScopeConsentGrant",
        Family::OwnConnection,
        "Takes an Okta API scope from an app. Access tokens already issued keep it for up to an hour.",
        "changes what an app, this connection included, may do through Okta's API",
    ),
    read(
        "listJwk",
        "Lists the public keys (JWKS) that an OAuth client app signs in or encrypts with, with id, kid and status.",
    ),
    read(
        "getJwk",
        "Shows one public key (JSON Web Key) of an OAuth client app, with kid, use and status. The id comes from listJwk.",
    ),
    restricted(
        "addJwk",
        Family::OwnConnection,
        "Adds a public key to an OAuth client app, for signing (private_key_jwt) or encryption. Refused while an existing key has no kid. First step of a key rotation.",
        "whoever holds the matching private key can act as that app",
    ),
    restricted(
        "activateOAuth2ClientJsonWebKey",
        Family::OwnConnection,
        "Activates a key of an OAuth client app. Only one encryption key can be active: activating one deactivates the other.",
        "whoever holds the matching private key can act as that app",
    ),
    restricted(
        "deactivateOAuth2ClientJsonWebKey",
        Family::OwnConnection,
        "Deactivates a signing key of an OAuth client app: it can no longer sign in with it. The only active key cannot be deactivated.",
        "can cut off an app, this connection included, from its credential",
    ),
    restricted(
        "deletejwk",
        Family::OwnConnection,
        "Deletes a key of an OAuth client app for good. The key must be inactive.",
        "takes a credential from an app, this connection included, for good",
    ),
    restricted(
        "listOAuth2ClientSecrets",
        Family::OwnConnection,
        "Lists the client secrets of an OAuth app with status and dates. Okta answers with the secrets themselves.",
        "the answer holds secrets with which anybody can act as the app",
    ),
    restricted(
        "getOAuth2ClientSecret",
        Family::OwnConnection,
        "Shows one client secret of an OAuth app. Okta answers with the secret itself.",
        "the answer holds a secret with which anybody can act as the app",
    ),
    restricted(
        "createOAuth2ClientSecret",
        Family::OwnConnection,
        "Adds a client secret to an OAuth app, made by Okta or brought along. An app has two at most: delete an inactive one first. First step of rotating a secret.",
        "makes a secret with which anybody can act as the app",
    ),
    restricted(
        "activateOAuth2ClientSecret",
        Family::OwnConnection,
        "Activates an inactive client secret of an OAuth app, so that the app can sign in with it again.",
        "whoever holds that secret can act as the app again",
    ),
    restricted(
        "deactivateOAuth2ClientSecret",
        Family::OwnConnection,
        "Deactivates a client secret of an OAuth app: whatever still uses it fails. The only secret of an app cannot be deactivated.",
        "can cut off an app from its credential",
    ),
    restricted(
        "deleteOAuth2ClientSecret",
        Family::OwnConnection,
        "Deletes a client secret of an OAuth app for good. The secret must be inactive.",
        "takes a credential from an app for good",
    ),
    read(
        "previewSAMLmetadataForApplication",
        "Shows the SAML metadata XML of an app for one signing key, as the service provider needs it. kid is required and comes from listApplicationKeys.",
    ),
    read(
        "listApplicationKeys",
        "Lists the signing certificates (SAML key credentials) of an app with their expiry dates. Which one is in use stands in the app's credentials.signing.kid.",
    ),
    read(
        "getApplicationKey",
        "Shows one signing certificate of an app by kid: X.509 chain, fingerprint and expiry.",
    ),
    restricted(
        "generateApplicationKey",
        Family::OwnConnection,
        "Makes a new signing certificate for an app, valid 2 to 10 years (SAML certificate rotation). The app keeps the old one until replaceApplication names the new kid.",
        "adds a key in whose name the app's sign-ins can be signed",
    ),
    restricted(
        "cloneApplicationKey",
        Family::OwnConnection,
        "Copies a signing certificate from one app to another (targetAid), so that both share it. Sharing keys is not good practice. Switch over with replaceApplication.",
        "adds a key in whose name the app's sign-ins can be signed",
    ),
    read(
        "listCsrsForApplication",
        "Lists the certificate signing requests (CSRs) of an app that have not been published yet.",
    ),
    read(
        "getCsrForApplication",
        "Shows one certificate signing request (CSR) of an app, to hand to a certificate authority.",
    ),
    write(
        "generateCsrForApplication",
        "Makes a key pair in Okta and a certificate signing request (CSR) for an app, to be signed by an outside certificate authority. Publish the certificate afterwards.",
        "the key pair stays unused until a certificate is published, and can be revoked",
    ),
    restricted(
        "publishCsrFromApplication",
        Family::OwnConnection,
        "Uploads the certificate that an authority signed for a CSR, and adds it to the app's signing keys. The CSR is gone afterwards. Switch over with replaceApplication.",
        "adds a key in whose name the app's sign-ins can be signed",
    ),
    destroy(
        "revokeCsrFromApplication",
        "Revokes an unpublished certificate signing request (CSR) of an app and deletes its key pair.",
        "the key pair is deleted, and a certificate made for it becomes useless",
    ),
    read(
        "listFederatedClaims",
        "Lists the federated claims of an app: attributes put into its SAML assertions or ID tokens by expression.",
    ),
    read(
        "getFederatedClaim",
        "Shows one federated claim of an app: its name and the expression that gives its value.",
    ),
    restricted(
        "createFederatedClaim",
        Family::Trust,
        "Adds a federated claim to an app: a named attribute in its SAML assertions or ID tokens, computed by an expression.",
        "changes what the app is told about each person who signs in",
    ),
    restricted(
        "replaceFederatedClaim",
        Family::Trust,
        "Replaces name and expression of a federated claim of an app. It takes effect at the next sign-in.",
        "changes what the app is told about each person who signs in",
    ),
    destroy(
        "deleteFederatedClaim",
        "Deletes a federated claim of an app. An app that relies on the attribute may refuse people or lower their rights.",
        "the app no longer gets that attribute, and the claim comes back only under a new id",
    ),
    read(
        "getAllCrossAppAccessConnections",
        "Lists the Cross App Access connections of an app, inbound and outbound: which app may ask which for data on a person's behalf. Early access.",
    ),
    read(
        "getCrossAppAccessConnection",
        "Shows one Cross App Access connection of an app: requesting app, resource app and status. Early access.",
    ),
    restricted(
        "createCrossAppAccessConnection",
        Family::Trust,
        "Lets one app (or AI agent) reach another on a person's behalf: a Cross App Access connection from requesting to resource app. Early access, Identity Engine only.",
        "lets one app get tokens for another in the name of people",
    ),
    restricted(
        "updateCrossAppAccessConnection",
        Family::Trust,
        "Turns a Cross App Access connection on or off by its status, ACTIVE or INACTIVE. Early access.",
        "can let one app get tokens for another in the name of people",
    ),
    destroy(
        "deleteCrossAppAccessConnection",
        "Deletes a Cross App Access connection: the requesting app can no longer reach the other on a person's behalf. Early access.",
        "takes the access of one app to another, and comes back only under a new id",
    ),
    read(
        "listInterclientAllowedApplications",
        "Lists the ids of apps that this app trusts to start single sign-on into it with an interclient token. Early access.",
    ),
    read(
        "listInterclientTargetApplications",
        "Lists the ids of apps that this app may sign people in to with an interclient token. Early access.",
    ),
    restricted(
        "createInterclientTrustMapping",
        Family::Trust,
        "Lets another app carry a person's sign-in into this one (interclient SSO). The body's id is the app to be trusted. Early access, Identity Engine only.",
        "lets one app sign people in to another",
    ),
    destroy(
        "deleteInterclientTrustMapping",
        "Ends the trust of one app in another for interclient single sign-on. People must sign in to each app by itself. Early access.",
        "ends sign-in from one app into the other",
    ),
];
