//! What the operations on API tokens, API service integrations and bundles of admin roles do: effects and one line each.

use super::{Row, destroy, read, restricted};
use crate::effect::Family;

pub(super) static ROWS: &[Row] = &[
    read(
        "listApiTokens",
        "Lists the API tokens (SSWS keys) in force: name, owner, when last used, expiry and network limits. Never the token itself. Okta has no operation to create one.",
    ),
    read(
        "getApiToken",
        "Shows one API token by id: name, owner, dates and network limits. Never the token itself.",
    ),
    restricted(
        "upsertApiToken",
        Family::OwnConnection,
        "Changes name or network condition of an API token: from which network zones (IP allowlist) it may be used.",
        "can open an API token to every address, or cut off what uses it",
    ),
    destroy(
        "revokeApiToken",
        "Revokes an API token for good: every script or integration that uses it stops working at once.",
        "a revoked token cannot be brought back",
    ),
    restricted(
        "revokeCurrentApiToken",
        Family::OwnConnection,
        "Revokes the API token that the request itself is signed with. It cannot be called with an OAuth access token.",
        "ends the credential of the caller for good",
    ),
    read(
        "listApiServiceIntegrationInstances",
        "Lists API service integrations: outside services from the integration catalogue that may use Okta's API in this organisation, with their scopes.",
    ),
    read(
        "getApiServiceIntegrationInstance",
        "Shows one API service integration: which service, who added it, and the Okta API scopes it was granted.",
    ),
    restricted(
        "createApiServiceIntegrationInstance",
        Family::OwnConnection,
        "Adds an API service integration from the catalogue and grants it Okta API scopes. The answer holds its client secret.",
        "gives an outside service access to Okta's API, and answers with its secret",
    ),
    destroy(
        "deleteApiServiceIntegrationInstance",
        "Deletes an API service integration and revokes the scopes it had: the outside service loses its access to Okta.",
        "takes the access of the outside service, and comes back only with new credentials",
    ),
    restricted(
        "listApiServiceIntegrationInstanceSecrets",
        Family::OwnConnection,
        "Lists the client secrets of an API service integration with status and dates. Okta's answer has a field for the secrets themselves.",
        "the answer can hold secrets with which anybody can act as the service",
    ),
    restricted(
        "createApiServiceIntegrationInstanceSecret",
        Family::OwnConnection,
        "Adds an active client secret to an API service integration and answers with it. Two at most: delete an inactive one first.",
        "makes a secret with which anybody can act as the service",
    ),
    restricted(
        "activateApiServiceIntegrationInstanceSecret",
        Family::OwnConnection,
        "Activates an inactive client secret of an API service integration.",
        "whoever holds that secret can act as the service again",
    ),
    destroy(
        "deactivateApiServiceIntegrationInstanceSecret",
        "Deactivates a client secret of an API service integration: the service fails if it still uses that one.",
        "takes the access of a service that still uses the secret",
    ),
    destroy(
        "deleteApiServiceIntegrationInstanceSecret",
        "Deletes a client secret of an API service integration for good. The secret must be inactive.",
        "a deleted secret cannot be brought back",
    ),
    read(
        "listGovernanceBundles",
        "Lists the governance bundles of the Admin Console: sets of admin roles that people can request or have certified. Needs governance for admin roles.",
    ),
    read(
        "getGovernanceBundle",
        "Shows one governance bundle of admin roles: name, description and status. Its entitlements come from listBundleEntitlements.",
    ),
    read(
        "listBundleEntitlements",
        "Lists the entitlements (admin roles) that a governance bundle gives. Pages of 20.",
    ),
    read(
        "listBundleEntitlementValues",
        "Lists the values of one entitlement of a governance bundle, such as the roles with their resource sets or targets. Pages of 20.",
    ),
    restricted(
        "createGovernanceBundle",
        Family::Admins,
        "Adds a governance bundle: a set of admin roles with targets or resource sets that people can then request. Needs governance for admin roles.",
        "offers admin roles to whoever may request the bundle",
    ),
    restricted(
        "replaceGovernanceBundle",
        Family::Admins,
        "Replaces name, description and entitlements (admin roles) of a governance bundle. What is left out is dropped.",
        "changes which admin roles come with the bundle",
    ),
    restricted(
        "deleteGovernanceBundle",
        Family::Admins,
        "Deletes a governance bundle of admin roles, so that it can no longer be requested.",
        "changes who can become an administrator",
    ),
    read(
        "getOptInStatus",
        "Shows whether the Admin Console takes part in entitlement management: opting in, opted in, opting out or opted out.",
    ),
    restricted(
        "optIn",
        Family::Admins,
        "Brings the Admin Console under entitlement management (governance of admin roles). It runs in the background: see getOptInStatus.",
        "changes how admin roles of the whole organisation are given",
    ),
    restricted(
        "optOut",
        Family::Admins,
        "Takes the Admin Console out of entitlement management (governance of admin roles). It runs in the background: see getOptInStatus.",
        "changes how admin roles of the whole organisation are given",
    ),
];
