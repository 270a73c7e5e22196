//! What the operations on authenticators, CAPTCHAs, behaviours and attack protection do: effects and one line each.

use super::{Row, destroy, read, restricted, write};
use crate::effect::Family;

pub(super) static ROWS: &[Row] = &[
    read(
        "getWellKnownAppAuthenticatorConfiguration",
        "Shows the public configuration of a custom app authenticator (push in one's own mobile app) for an OAuth client. Needs the custom push feature.",
    ),
    read(
        "listAuthenticators",
        "Lists the authenticators (MFA methods) of the organisation, active or not: password, e-mail, phone, Okta Verify, passkeys and others. Identity Engine only.",
    ),
    read(
        "getAuthenticator",
        "Shows one authenticator (MFA method) with its settings, provider and status.",
    ),
    restricted(
        "createAuthenticator",
        Family::Trust,
        "Adds an authenticator (MFA method), such as phone, passkey, Duo, an outside identity provider or temporary access codes. Active at once unless activate=false; enrolment policies decide who may use it.",
        "adds a way to prove who somebody is, perhaps through an outside service",
    ),
    restricted(
        "replaceAuthenticator",
        Family::LockOut,
        "Replaces the settings of an authenticator (MFA method): name, provider, user verification, compliance. Read it first and send it whole.",
        "can make a way to sign in unusable for everybody",
    ),
    restricted(
        "activateAuthenticator",
        Family::Trust,
        "Turns an authenticator (MFA method) on, so that enrolment and sign-in policies can use it.",
        "adds a way to prove who somebody is",
    ),
    restricted(
        "deactivateAuthenticator",
        Family::LockOut,
        "Turns an authenticator (MFA or 2FA method) off for the whole organisation. Refused while an enrolment or sign-in policy uses it.",
        "takes a way to sign in from everybody",
    ),
    read(
        "listAuthenticatorMethods",
        "Lists the methods of an authenticator, such as SMS and voice of phone, or push, TOTP and FastPass of Okta Verify, with status.",
    ),
    read(
        "getAuthenticatorMethod",
        "Shows one method of an authenticator, such as sms, push or webauthn, with its settings and status.",
    ),
    restricted(
        "replaceAuthenticatorMethod",
        Family::LockOut,
        "Replaces the settings of one method of an authenticator, such as algorithms, user verification or allowed security keys. Read it first and send it whole.",
        "can make a way to sign in unusable for everybody",
    ),
    restricted(
        "activateAuthenticatorMethod",
        Family::Trust,
        "Turns on one method of an authenticator, such as voice calls of phone or push of Okta Verify.",
        "adds a way to prove who somebody is",
    ),
    restricted(
        "deactivateAuthenticatorMethod",
        Family::LockOut,
        "Turns off one method of an authenticator for everybody, such as SMS codes of phone or push of Okta Verify.",
        "takes a way to sign in from everybody who uses that method",
    ),
    write(
        "verifyRpIdDomain",
        "Checks by DNS that the organisation owns the relying party (RP ID) domain set for its passkey authenticator, and marks it verified. Add the DNS record first.",
        "only marks a domain verified that the DNS already vouches for",
    ),
    read(
        "listAllCustomAAGUIDs",
        "Lists custom AAGUIDs: models of security key or passkey provider that an administrator added to the passkey (WebAuthn) authenticator. Okta's own are not among them.",
    ),
    read(
        "getCustomAAGUID",
        "Shows one custom AAGUID (model of security key) with its characteristics and attestation root certificates.",
    ),
    restricted(
        "createCustomAAGUID",
        Family::Trust,
        "Adds a custom AAGUID (model of security key or passkey provider) to the passkey authenticator, with characteristics and attestation root certificates.",
        "makes Okta trust a further kind of security key and its maker's certificates",
    ),
    restricted(
        "replaceCustomAAGUID",
        Family::Trust,
        "Replaces name, characteristics and attestation certificates of a custom AAGUID (model of security key). What is left out is dropped.",
        "changes what Okta believes of a kind of security key",
    ),
    restricted(
        "updateCustomAAGUID",
        Family::Trust,
        "Changes name, characteristics or attestation certificates of a custom AAGUID (model of security key). What is left out stays.",
        "changes what Okta believes of a kind of security key",
    ),
    destroy(
        "deleteCustomAAGUID",
        "Deletes a custom AAGUID (model of security key). Only those that an administrator added can be deleted.",
        "people may no longer be able to use keys of that model",
    ),
    read(
        "getAuthenticatorSettings",
        "Shows whether sign-in asks for possession (a second factor) before the password whenever two factors are needed. Identity Engine only.",
    ),
    restricted(
        "replaceAuthenticatorSettings",
        Family::LockOut,
        "Sets whether sign-in asks for possession (a second factor) before the password whenever two factors are needed. Protects against password guessing. Identity Engine only.",
        "changes for everybody at once in which order they prove who they are",
    ),
    read(
        "getUserLockoutSettings",
        "Shows whether failed sign-ins from unknown devices can lock out people on devices that Okta knows (brute-force lockout).",
    ),
    restricted(
        "replaceUserLockoutSettings",
        Family::LockOut,
        "Sets whether failed sign-ins from unknown devices can lock out people on devices that Okta knows (brute-force lockout). For the whole organisation.",
        "decides whether strangers who guess passwords can lock people out",
    ),
    read(
        "getBotProtectionConfiguration",
        "Shows bot protection: off, logging only or enforced, at which risk level, and for which of sign-in, registration and password recovery.",
    ),
    restricted(
        "updateBotProtectionConfiguration",
        Family::LockOut,
        "Sets bot protection: DISABLED, LOG_ONLY or ENFORCED, the risk level that is challenged, and the flows it covers. Try LOG_ONLY first.",
        "can put a challenge before the sign-in of everybody, or take the protection away",
    ),
    read(
        "listCaptchaInstances",
        "Lists the CAPTCHA instances (hCaptcha or reCAPTCHA v2 keys). An organisation has one at most. The secret key is never shown.",
    ),
    read(
        "getCaptchaInstance",
        "Shows one CAPTCHA instance: type, name and site key. The secret key is never shown.",
    ),
    write(
        "createCaptchaInstance",
        "Adds the CAPTCHA keys of hCaptcha or reCAPTCHA v2 (site key and secret key). Only one instance is allowed. Not in use until the organisation's CAPTCHA settings name it.",
        "does nothing until the organisation's CAPTCHA settings use it",
    ),
    restricted(
        "updateCaptchaInstance",
        Family::LockOut,
        "Changes parts of a CAPTCHA instance: name, type, site key or secret key. Wrong keys break every page that shows the CAPTCHA.",
        "wrong keys keep everybody from signing in",
    ),
    restricted(
        "replaceCaptchaInstance",
        Family::LockOut,
        "Replaces a CAPTCHA instance: name, type, site key and secret key. Wrong keys break every page that shows the CAPTCHA.",
        "wrong keys keep everybody from signing in",
    ),
    destroy(
        "deleteCaptchaInstance",
        "Deletes a CAPTCHA instance. Refused while the organisation's CAPTCHA settings use it.",
        "its secret key is lost, and it comes back only under a new id",
    ),
    read(
        "getOrgCaptchaSettings",
        "Shows which CAPTCHA instance is in use and on which pages: sign-in, registration, password recovery. Empty when none is.",
    ),
    restricted(
        "replacesOrgCaptchaSettings",
        Family::LockOut,
        "Sets which CAPTCHA instance is used and on which pages: sign-in, registration, password recovery. Nulls turn the CAPTCHA off.",
        "a CAPTCHA that does not work keeps everybody from signing in",
    ),
    destroy(
        "deleteOrgCaptchaSettings",
        "Turns the CAPTCHA off on all pages by deleting the organisation's CAPTCHA settings. The instance with its keys stays.",
        "takes the protection against bots from every page at once",
    ),
    read(
        "listBehaviorDetectionRules",
        "Lists behaviours (behavior detection rules) that policies react to: new device, IP, location or network, or impossible travel (velocity).",
    ),
    read(
        "getBehaviorDetectionRule",
        "Shows one behaviour (behavior detection rule) with type, settings and status.",
    ),
    write(
        "createBehaviorDetectionRule",
        "Adds a behaviour to be noticed at sign-in: new device, IP address, location, network (ASN) or impossible travel (velocity). Policy rules can then refer to it.",
        "does nothing until a policy rule refers to it",
    ),
    write(
        "replaceBehaviorDetectionRule",
        "Replaces name and settings of a behaviour, such as how many past sign-ins count or how fast travel may be. Policies that use it follow at once.",
        "changes settings that can be set back",
    ),
    write(
        "activateBehaviorDetectionRule",
        "Turns a behaviour (behavior detection rule) on, so that policies that refer to it can react.",
        "deactivation takes it back",
    ),
    destroy(
        "deactivateBehaviorDetectionRule",
        "Turns a behaviour (behavior detection rule) off: policies that refer to it no longer react to it.",
        "policies that ask for more on that behaviour stop doing so for everybody",
    ),
    destroy(
        "deleteBehaviorDetectionRule",
        "Deletes a behaviour (behavior detection rule). Look first which policy rules refer to it.",
        "a deleted behaviour comes back only under a new id",
    ),
];
