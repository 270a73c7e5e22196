//! What the operations on apps, their assignments and their provisioning do: effects and one line each.

use super::{Row, destroy, read, restricted, write};
use crate::effect::Family;

pub(super) static ROWS: &[Row] = &[
    read(
        "listApplications",
        "Lists or searches apps (SSO integrations). q matches the start of name or label; filter takes status, name, user.id or group.id. Gives the ids that other app operations need.",
    ),
    restricted(
        "createApplication",
        Family::Trust,
        "Adds an app: SAML, OpenID Connect, bookmark, password-filling (SWA) or one from the catalogue. Active at once unless activate=false. Nobody is assigned to it yet. An OIDC app may come back with a client secret.",
        "adds redirect or ACS addresses that sign-in answers go to, and may make a client secret",
    ),
    read(
        "getApplication",
        "Shows one app with its sign-on mode, settings, redirect or ACS addresses, credentials and status. Who is assigned to it comes from other operations.",
    ),
    restricted(
        "replaceApplication",
        Family::OwnConnection,
        "Replaces the whole configuration of an app: label, sign-on settings, redirect addresses, keys, visibility. Read the app first: what is left out is dropped.",
        "can change the keys, grant types and redirect addresses of any app, this connection included",
    ),
    destroy(
        "deleteApplication",
        "Deletes an app (integration) for good. It must be deactivated first.",
        "a deleted app cannot be brought back",
    ),
    write(
        "activateApplication",
        "Turns a deactivated app on again, so that the people assigned to it can sign in to it.",
        "gives back the access that deactivation took",
    ),
    destroy(
        "deactivateApplication",
        "Turns an app off: nobody can sign in to it until it is activated again. Needed before an app can be deleted.",
        "keeps everybody out of the app",
    ),
    read(
        "listApplicationUsers",
        "Lists the people assigned to an app (who has access), directly or through a group: scope says USER or GROUP. q matches the start of user name, name or e-mail.",
    ),
    read(
        "getApplicationUser",
        "Shows how one person is assigned to an app: user name in the app, app profile, status and whether through a group.",
    ),
    write(
        "assignUserToApplication",
        "Gives one person access to an app, with user name and app profile. The person must not be deactivated. Where provisioning is on, Okta also makes their account in the app.",
        "gives access to one app",
    ),
    write(
        "updateApplicationUser",
        "Changes the user name, password or profile of a person's assignment to an app. Mapped attributes may be overwritten by the next sync.",
        "changes the profile of an app assignment",
    ),
    destroy(
        "unassignUserFromApplication",
        "Takes an app away from one person (removes access). An assignment that comes from a group is taken away through the group.",
        "takes the access of a person to an app, and the app profile with it",
    ),
    read(
        "listApplicationGroupAssignments",
        "Lists the groups assigned to an app, with priority and profile. Pages of 20 unless limit says more.",
    ),
    read(
        "getApplicationGroupAssignment",
        "Shows how one group is assigned to an app: priority and the profile its members get.",
    ),
    write(
        "assignGroupToApplication",
        "Gives a whole group access to an app, members who join later included. Sets priority and profile; also replaces them for a group assigned already.",
        "gives a group access to an app",
    ),
    write(
        "updateGroupAssignmentToApplication",
        "Changes the priority or profile of a group's assignment to an app by JSON Patch operations.",
        "changes priority or profile of an app assignment",
    ),
    destroy(
        "unassignApplicationFromGroup",
        "Takes an app away from a group. Members lose the app unless they have it directly or through another group.",
        "takes the access of a whole group to an app",
    ),
    write(
        "uploadApplicationLogo",
        "Uploads the logo (icon) of an app: PNG, JPG, SVG or GIF under 1 MB. Replaces the present logo.",
        "changes only a picture, and another can be uploaded",
    ),
    restricted(
        "assignApplicationPolicy",
        Family::LockOut,
        "Puts an app under another app sign-in policy (authentication policy), in place of the present one. The policy's rules apply to everybody at the next sign-in. Identity Engine only.",
        "can keep everybody out of any app, the Admin Console included, or let them in with less",
    ),
    read(
        "getDefaultProvisioningConnectionForApplication",
        "Shows how an app is connected for provisioning (SCIM): authentication scheme, base address and status. The token itself is never shown.",
    ),
    restricted(
        "updateDefaultProvisioningConnectionForApplication",
        Family::Exfiltration,
        "Sets the provisioning (SCIM) connection of an app: address, token or OAuth settings. With activate=true it is turned on as well.",
        "decides to which server the data of people is sent, and with which credential",
    ),
    read(
        "getUserProvisioningConnectionJWKS",
        "Shows the public keys (JWKS) of an app's OAuth provisioning connection, which the other side needs to verify Okta.",
    ),
    restricted(
        "activateDefaultProvisioningConnectionForApplication",
        Family::Exfiltration,
        "Turns on the provisioning connection of an app. What is then synced, the app's provisioning features decide.",
        "begins to send the data of people to another service",
    ),
    destroy(
        "deactivateDefaultProvisioningConnectionForApplication",
        "Turns off the provisioning connection of an app: accounts are no longer created, updated or deactivated there, and imports stop.",
        "stops provisioning, so that people who leave keep their account in the app",
    ),
    restricted(
        "verifyProvisioningConnectionForApplication",
        Family::Exfiltration,
        "Completes the OAuth consent for a provisioning connection with the code and state that the app sent back. Only Office 365, Google, Zoom and Slack apps.",
        "completes a connection through which the data of people is sent elsewhere",
    ),
    read(
        "listFeaturesForApplication",
        "Lists the provisioning features of an app: creating and updating accounts, deactivating them, importing people. Fails unless provisioning is turned on.",
    ),
    read(
        "getFeatureForApplication",
        "Shows one provisioning feature of an app: USER_PROVISIONING (to the app) or INBOUND_PROVISIONING (import from it) with its settings.",
    ),
    restricted(
        "updateFeatureForApplication",
        Family::Mass,
        "Changes a provisioning feature of an app: creating, updating, deactivating accounts, password sync, import schedule and matching. What is left out stays.",
        "decides what happens to the accounts of all people of the app at once",
    ),
    read(
        "listOAuth2TokensForApplication",
        "Lists the refresh tokens issued for an OpenID Connect app by the org authorization server: whose, scopes, dates. Not the token text. Pages of 20.",
    ),
    read(
        "getOAuth2TokenForApplication",
        "Shows one refresh token of an app: whose it is, scopes, status and dates. Not the token text.",
    ),
    destroy(
        "revokeOAuth2TokenForApplication",
        "Revokes one refresh token of an app: that person's or device's session with the app ends and they must sign in again.",
        "a revoked token cannot be brought back",
    ),
    destroy(
        "revokeOAuth2TokensForApplication",
        "Revokes all refresh tokens of an app, and the access tokens made from them. Everybody must sign in to the app again. Access tokens made without a refresh token live on until they expire.",
        "ends the tokens of everybody who uses the app",
    ),
];
