//! What the operations on identity providers, event hooks and hook keys do: effects and one line each.

use super::{Row, destroy, read, restricted, write};
use crate::effect::Family;

pub(super) static ROWS: &[Row] = &[
    read(
        "listIdentityProviders",
        "Lists identity providers (federation: SAML, OIDC, social, smart card) from which people can sign in. q searches the name, type narrows. Pages of 20.",
    ),
    read(
        "getIdentityProvider",
        "Shows one identity provider: protocol, addresses, certificate, how people are matched and created, and status.",
    ),
    restricted(
        "createIdentityProvider",
        Family::Trust,
        "Adds an identity provider (federation: SAML, OIDC, social, smart card, Okta to Okta) from which people can sign in. A SAML one needs its certificate in the key store first.",
        "lets somebody outside say who signs in",
    ),
    restricted(
        "replaceIdentityProvider",
        Family::Trust,
        "Replaces an identity provider: addresses, certificate, account linking, provisioning of people. Read it first: what is left out is dropped.",
        "lets somebody outside say who signs in",
    ),
    restricted(
        "deleteIdentityProvider",
        Family::Trust,
        "Deletes an identity provider for good. People who sign in only through it can no longer sign in; routing rules and account links to it break.",
        "keeps out everybody who signs in through it, and loses the account links",
    ),
    restricted(
        "activateIdentityProvider",
        Family::Trust,
        "Turns an identity provider on, so that people can sign in through it.",
        "lets somebody outside say who signs in",
    ),
    restricted(
        "deactivateIdentityProvider",
        Family::LockOut,
        "Turns an identity provider off: nobody can sign in through it until it is activated again.",
        "keeps out everybody who signs in through it, perhaps administrators included",
    ),
    read(
        "listIdentityProviderKeys",
        "Lists the certificates in the identity provider key store, by which Okta checks what providers sign, with expiry. Pages of 20.",
    ),
    read(
        "getIdentityProviderKey",
        "Shows one certificate of the identity provider key store by kid: X.509 chain, fingerprint and expiry.",
    ),
    restricted(
        "createIdentityProviderKey",
        Family::Trust,
        "Adds the X.509 certificate of an identity provider to the key store (x5c). It takes effect when a provider names its kid. EC keys only for smart card (X509).",
        "adds a certificate that Okta can be told to trust for sign-in",
    ),
    restricted(
        "replaceIdentityProviderKey",
        Family::Trust,
        "Replaces a certificate of the identity provider key store by kid. Providers that use the kid follow at once.",
        "changes whose signature Okta believes when people sign in",
    ),
    destroy(
        "deleteIdentityProviderKey",
        "Deletes a certificate from the identity provider key store. Refused while an identity provider uses it, active or not.",
        "the certificate must be had from its owner again",
    ),
    read(
        "listIdentityProviderSigningKeys",
        "Lists the certificates with which Okta signs its requests to one identity provider, with expiry.",
    ),
    read(
        "listActiveIdentityProviderSigningKey",
        "Shows the certificate with which Okta now signs its requests to an identity provider. 204 when there is none.",
    ),
    read(
        "getIdentityProviderSigningKey",
        "Shows one certificate, by kid, with which Okta can sign its requests to an identity provider.",
    ),
    restricted(
        "generateIdentityProviderSigningKey",
        Family::Trust,
        "Makes a new certificate with which Okta signs its requests to an identity provider, valid 2 to 10 years. The old one stays in use until replaceIdentityProvider names the new kid.",
        "adds a key in Okta's name towards an identity provider",
    ),
    restricted(
        "cloneIdentityProviderKey",
        Family::Trust,
        "Copies a signing certificate from one identity provider to another (targetIdpId), so that both share it. Sharing keys is not good practice.",
        "adds a key in Okta's name towards an identity provider",
    ),
    read(
        "listCsrsForIdentityProvider",
        "Lists the certificate signing requests (CSRs) of an identity provider that have not been published yet.",
    ),
    read(
        "getCsrForIdentityProvider",
        "Shows one certificate signing request (CSR) of an identity provider, to hand to a certificate authority.",
    ),
    write(
        "generateCsrForIdentityProvider",
        "Makes a key pair in Okta and a certificate signing request (CSR) for an identity provider, to be signed by an outside authority. Publish the certificate afterwards.",
        "the key pair stays unused until a certificate is published, and can be revoked",
    ),
    restricted(
        "publishCsrForIdentityProvider",
        Family::Trust,
        "Uploads the certificate that an authority signed for a CSR, and adds it to an identity provider's signing keys. It must be valid for 90 days. The CSR is gone afterwards.",
        "adds a key in Okta's name towards an identity provider",
    ),
    destroy(
        "revokeCsrForIdentityProvider",
        "Revokes an unpublished certificate signing request (CSR) of an identity provider and deletes its key pair.",
        "the key pair is deleted, and a certificate made for it becomes useless",
    ),
    read(
        "listEventHooks",
        "Lists event hooks (webhooks): which events of the System Log Okta sends to which address, with status and whether verified.",
    ),
    read(
        "getEventHook",
        "Shows one event hook (webhook): events, filter, address, status and whether verified.",
    ),
    restricted(
        "createEventHook",
        Family::Exfiltration,
        "Adds an event hook (webhook): Okta sends chosen events to an HTTPS address. Nothing is sent until verifyEventHook has succeeded.",
        "sends events of the organisation to an outside address",
    ),
    restricted(
        "replaceEventHook",
        Family::Exfiltration,
        "Replaces name, events, filter and address of an event hook (webhook). What is left out is dropped. A new address must be verified again.",
        "sends events of the organisation to an outside address",
    ),
    restricted(
        "activateEventHook",
        Family::Exfiltration,
        "Turns an event hook (webhook) on. It sends events only when it is also verified.",
        "sends events of the organisation to an outside address",
    ),
    restricted(
        "verifyEventHook",
        Family::Exfiltration,
        "Verifies the address of an event hook (webhook) by a challenge that it must answer within 3 seconds. Once verified and active, events flow.",
        "sends events of the organisation to an outside address",
    ),
    destroy(
        "deactivateEventHook",
        "Turns an event hook (webhook) off: Okta sends it nothing more. Needed before it can be deleted.",
        "events meanwhile are not sent later, and what depends on them stops",
    ),
    destroy(
        "deleteEventHook",
        "Deletes an event hook (webhook) for good. It must be inactive.",
        "a deleted hook comes back only under a new id, to be verified again",
    ),
    read(
        "listHookKeys",
        "Lists the hook keys: key pairs with which Okta signs in to the services of inline hooks, with name and whether in use.",
    ),
    read(
        "getHookKey",
        "Shows one hook key by id: name, keyId and whether an inline hook uses it.",
    ),
    read(
        "getPublicKey",
        "Shows the public half (JWK) of a hook key by its keyId, which the inline hook's service needs to verify Okta.",
    ),
    write(
        "createHookKey",
        "Makes a key pair for inline hooks that use a private key to sign in to their service. Okta keeps the private half. 50 at most.",
        "does nothing until an inline hook uses it",
    ),
    write(
        "replaceHookKey",
        "Renames a hook key. The key itself stays. Names are unique; inline hooks refer to the name.",
        "changes only the name, which can be set back",
    ),
    destroy(
        "deleteHookKey",
        "Deletes a hook key for good. Refused while an inline hook uses it.",
        "a deleted key cannot be brought back",
    ),
];
