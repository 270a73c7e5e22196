//! What the operations on policies, network zones, trusted origins and token encryption keys do: effects and one line each.

use super::{Row, destroy, read, restricted, write};
use crate::effect::Family;

pub(super) static ROWS: &[Row] = &[
    // Policies
    read(
        "listPolicies",
        "Lists the policies of one type: global session (OKTA_SIGN_ON), app sign-in (ACCESS_POLICY), password, MFA enrolment and others. The type is required.",
    ),
    write(
        "createPolicy",
        "Creates a policy. It does nothing until it has a rule and, if it is an app sign-in policy, an app. Several types are made by Okta alone.",
        "a policy without rules applies to nobody, and can be deleted",
    ),
    read(
        "createPolicySimulation",
        "Simulates a sign-in: which policies and rules would apply to a person, app, network and device. Changes nothing. Identity Engine only, and not in every organisation.",
    ),
    read(
        "getPolicy",
        "Gets one policy: its settings, conditions, priority and status. Its rules are listed by listPolicyRules, or come with expand=rules.",
    ),
    destroy(
        "replacePolicy",
        "Replaces a policy: settings, conditions, priority, and which groups it covers. What is left out is dropped, so read it first.",
        "takes effect at once for everybody whom the policy covers, and can keep them out",
    ),
    destroy(
        "deletePolicy",
        "Deletes a policy with its rules. Default (system) policies cannot be deleted. What it covered falls to the next policy or the default one.",
        "a deleted policy comes back only under a new id",
    ),
    read(
        "listPolicyApps",
        "Lists the apps that use a policy. Deprecated: listPolicyMappings does the same.",
    ),
    write(
        "clonePolicy",
        "Copies an app sign-in policy (authentication policy) with its rules. The copy is active but has no apps. Identity Engine only.",
        "the copy applies to no app until one is assigned, and can be deleted",
    ),
    destroy(
        "activatePolicy",
        "Activates a policy. Its rules apply at once to the people or apps that it covers.",
        "changes at once how everybody whom it covers gets in",
    ),
    destroy(
        "deactivatePolicy",
        "Deactivates a policy. Those it covered fall to the next policy by priority, which may be weaker or stricter.",
        "changes at once how everybody whom it covers gets in",
    ),
    read(
        "listPolicyMappings",
        "Lists what a policy is mapped to: the apps that an app sign-in policy protects.",
    ),
    destroy(
        "mapResourceToPolicy",
        "Maps an app to a policy in place of the one it had. Okta now refuses this (no longer supported): use assignApplicationPolicy.",
        "changes at once how everybody gets into the app",
    ),
    read(
        "getPolicyMapping",
        "Gets one mapping of a policy, which names the app and the policy. Its id comes from listPolicyMappings.",
    ),
    destroy(
        "deletePolicyResourceMapping",
        "Deletes the mapping of an app to a policy. The app then falls to the default policy.",
        "changes at once how everybody gets into the app",
    ),
    read(
        "listPolicyRules",
        "Lists the rules of a policy in order of priority: who must do what to get in, for example which MFA. The first that matches wins.",
    ),
    destroy(
        "createPolicyRule",
        "Creates a rule in a policy. It is active at once unless activate=false, and can demand MFA or deny access.",
        "applies at once to everybody whom the policy covers, and can keep them out",
    ),
    read(
        "getPolicyRule",
        "Gets one rule of a policy: its conditions (people, network, device, risk) and actions (allow, deny, MFA).",
    ),
    destroy(
        "replacePolicyRule",
        "Replaces a rule of a policy: conditions, actions, priority. What is left out is dropped, so read it first.",
        "applies at once to everybody whom the policy covers, and can keep them out",
    ),
    destroy(
        "deletePolicyRule",
        "Deletes a rule of a policy. Default (system) rules cannot be deleted. Those it matched fall to the next rule.",
        "a deleted rule comes back only under a new id",
    ),
    destroy(
        "activatePolicyRule",
        "Activates a rule of a policy. It applies at once, in its place by priority.",
        "changes at once how everybody whom it matches gets in",
    ),
    destroy(
        "deactivatePolicyRule",
        "Deactivates (turns off) a rule of a policy, such as one that demands MFA. Those it matched fall to the next rule.",
        "changes at once how everybody whom it matches gets in",
    ),
    // Network zones
    read(
        "listNetworkZones",
        "Lists the network zones (IP allowlists and blocklists, locations, ASNs), filtered by id, usage or system.",
    ),
    write(
        "createNetworkZone",
        "Creates a network zone (IP allowlist or blocklist, location or ASN zone). With usage BLOCKLIST it blocks all requests from there at once.",
        "a zone does nothing until a policy uses it, unless it blocks",
    ),
    read(
        "getNetworkZone",
        "Gets one network zone: its IP addresses, locations or ASNs, its usage (POLICY or BLOCKLIST) and status.",
    ),
    destroy(
        "replaceNetworkZone",
        "Replaces a network zone. To block an IP address, read BlockedIpZone, add it to the gateways and write the whole back: what is left out is dropped.",
        "applies at once wherever the zone is used, and can shut out our own address",
    ),
    destroy(
        "deleteNetworkZone",
        "Deletes a network zone. No policy or rule may use it, and on Identity Engine it must be inactive.",
        "a deleted zone comes back only under a new id",
    ),
    destroy(
        "activateNetworkZone",
        "Activates a network zone. A blocklist zone blocks at once all requests from its addresses, our own included.",
        "can shut out everybody who comes from the zone",
    ),
    destroy(
        "deactivateNetworkZone",
        "Deactivates a network zone. A blocklist no longer blocks, and rules that use the zone no longer match it.",
        "lets in what was blocked, or shuts out those whom a rule let in from there",
    ),
    // ThreatInsight
    read(
        "getCurrentConfiguration",
        "Gets the ThreatInsight settings: whether requests from suspicious IP addresses are ignored, logged or blocked, and which zones are exempt.",
    ),
    restricted(
        "updateConfiguration",
        Family::LockOut,
        "Updates ThreatInsight: ignore, log or block sign-ins from suspicious IP addresses, and the exempt zones.",
        "can block real people by their address, or drop a protection",
    ),
    // Trusted origins
    read(
        "listTrustedOrigins",
        "Lists the trusted origins (web addresses allowed for CORS, redirects or iframe embedding).",
    ),
    restricted(
        "createTrustedOrigin",
        Family::Trust,
        "Creates a trusted origin (CORS, redirect or iframe): a web address whose pages may call Okta with a person's session. Active at once.",
        "lets another web site act with the sessions of people",
    ),
    read(
        "getTrustedOrigin",
        "Gets one trusted origin (CORS, redirect or iframe): its web address, what it may do, and its status.",
    ),
    restricted(
        "replaceTrustedOrigin",
        Family::Trust,
        "Replaces a trusted origin: its web address and whether it counts for CORS, redirects or iframes. What is left out is dropped.",
        "can let another web site act with the sessions of people",
    ),
    destroy(
        "deleteTrustedOrigin",
        "Deletes a trusted origin. Pages at that web address can no longer call Okta from the browser or be redirected to.",
        "breaks sign-in of web apps that use it, and comes back only under a new id",
    ),
    restricted(
        "activateTrustedOrigin",
        Family::Trust,
        "Activates a trusted origin, so that its web address counts for CORS, redirects or iframes again.",
        "lets a web site act with the sessions of people again",
    ),
    destroy(
        "deactivateTrustedOrigin",
        "Deactivates a trusted origin. Pages at that web address can no longer call Okta from the browser until it is activated.",
        "breaks sign-in of web apps that use it while it is off",
    ),
    // Keys with which access tokens are encrypted
    read(
        "listOAuth2ResourceServerJsonWebKeys",
        "Lists the public keys (JWKs) of the resource server behind a custom authorization server, for which its access tokens are encrypted.",
    ),
    restricted(
        "addOAuth2ResourceServerJsonWebKey",
        Family::Trust,
        "Adds a public key (JWK) for which a custom authorization server can encrypt access tokens. It must be added inactive, and with a kid.",
        "prepares who can read the access tokens",
    ),
    read(
        "getOAuth2ResourceServerJsonWebKey",
        "Gets one public key (JWK) for which a custom authorization server encrypts access tokens, by Okta's key id.",
    ),
    destroy(
        "deleteOAuth2ResourceServerJsonWebKey",
        "Deletes a public key (JWK) for the encryption of access tokens. It must be inactive.",
        "a deleted key must be added anew by who holds it",
    ),
    restricted(
        "activateOAuth2ResourceServerJsonWebKey",
        Family::Trust,
        "Activates a public key (JWK) for the encryption of access tokens. The key that was active becomes inactive: there is only one at a time.",
        "changes who can read the access tokens, and APIs without the key fail",
    ),
    destroy(
        "deactivateOAuth2ResourceServerJsonWebKey",
        "Deactivates a public key (JWK) for the encryption of access tokens. Refused for the active one while token encryption is on; activate another instead.",
        "access tokens are no longer encrypted for who holds the key",
    ),
];
