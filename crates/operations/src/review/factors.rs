//! What the operations on people's factors, authenticator enrolments, security keys and push providers do: effects and one line each.

use super::{Row, destroy, read, restricted, write};
use crate::effect::Family;

pub(super) static ROWS: &[Row] = &[
    // Factors
    read(
        "listFactors",
        "Lists the factors (MFA methods) that a person has enrolled. It may leave out those that their enrolment policy does not allow.",
    ),
    restricted(
        "enrollFactor",
        Family::Takeover,
        "Enrols a factor (MFA method) for a person: phone, e-mail, Okta Verify, TOTP, security key. Most then need activateFactor. Not for FastPass.",
        "whoever holds the new factor can pass the person's MFA",
    ),
    read(
        "listSupportedFactors",
        "Lists the factors (MFA methods) that a person may enrol under their enrolment policy, and which they have.",
    ),
    read(
        "listSupportedSecurityQuestions",
        "Lists the security questions that a person can choose from for the question factor. Needs no scope.",
    ),
    read(
        "getFactor",
        "Gets one enrolled factor (MFA method) of a person: kind, provider, status, phone or e-mail.",
    ),
    destroy(
        "unenrollFactor",
        "Removes one factor (MFA method) of a person, such as a lost phone or key. Removing Okta Verify push removes its other methods too.",
        "an enrolled factor cannot be brought back",
    ),
    restricted(
        "activateFactor",
        Family::Takeover,
        "Activates a factor (MFA method) that waits for it, with the code or response of the device. Five tries in five minutes.",
        "whoever holds the new factor can pass the person's MFA",
    ),
    write(
        "resendEnrollFactor",
        "Sends the code of an SMS, call or e-mail factor again while it is being enrolled. At most one every 30 seconds for a phone.",
        "sends another code to the same person, and changes nothing else",
    ),
    read(
        "getFactorTransactionStatus",
        "Gets the answer to a push sent by verifyFactor: waiting, approved, rejected or timed out.",
    ),
    write(
        "verifyFactor",
        "Sends a challenge (push, code) to a person's factor, or checks the code that they give, for example to prove a caller at the help desk.",
        "sends a challenge or checks a code, and changes no setting",
    ),
    read(
        "listYubikeyOtpTokens",
        "Lists the YubiKey OTP tokens of the organisation: serial number, status and who has each.",
    ),
    restricted(
        "uploadYubikeyOtpTokenSeed",
        Family::Takeover,
        "Uploads the secret seed of a YubiKey OTP token, so that a person can enrol that key.",
        "whoever knows the seed can make the codes of the key",
    ),
    read(
        "getYubikeyOtpTokenById",
        "Gets one YubiKey OTP token: serial number, status, owner and when it was last used.",
    ),
    // Authenticator enrolments
    read(
        "listAuthenticatorEnrollments",
        "Lists the authenticators (MFA methods, password included) that a person has enrolled. Identity Engine only.",
    ),
    restricted(
        "createAuthenticatorEnrollment",
        Family::Takeover,
        "Enrols a phone for a person, active at once without a code. Identity Engine only, and the feature must be on.",
        "whoever holds the phone can pass the person's MFA",
    ),
    restricted(
        "createTacAuthenticatorEnrollment",
        Family::Takeover,
        "Makes a temporary access code with which a person can sign in, for example after losing all MFA methods. The code is returned. Identity Engine only.",
        "whoever has the code can sign in as the person",
    ),
    read(
        "getAuthenticatorEnrollment",
        "Gets one authenticator enrolment (MFA method) of a person. Identity Engine only.",
    ),
    destroy(
        "deleteAuthenticatorEnrollment",
        "Removes one authenticator enrolment (MFA method) of a person, who can enrol it again. Identity Engine only.",
        "an enrolled authenticator cannot be brought back",
    ),
    // Security keys that are registered before they are sent out
    restricted(
        "activatePreregistrationEnrollment",
        Family::Takeover,
        "Activates a preregistered security key (YubiKey, WebAuthn) of a person with what the supplier sent back. Step after enrollPreregistrationEnrollment.",
        "whoever holds the key and its PIN can sign in as the person",
    ),
    restricted(
        "enrollPreregistrationEnrollment",
        Family::Takeover,
        "Enrols a security key (YubiKey, WebAuthn) for a person before the supplier sends it out. Activation follows.",
        "whoever gets the key and its PIN can sign in as the person",
    ),
    restricted(
        "generateFulfillmentRequest",
        Family::Takeover,
        "Starts the order of a preregistered security key (YubiKey) for a person, through the Okta Workflows flow that talks to the supplier.",
        "orders a key that signs in as the person, and may cost money",
    ),
    write(
        "sendPin",
        "Sends a person the PIN of their preregistered security key (YubiKey) by e-mail. Call it again to send it again.",
        "sends the PIN to the person's own e-mail address only",
    ),
    read(
        "listWebAuthnPreregistrationFactors",
        "Lists the preregistered security keys (YubiKey, WebAuthn) of a person, with their status.",
    ),
    destroy(
        "deleteWebAuthnPreregistrationFactor",
        "Deletes a preregistered security key (YubiKey, WebAuthn) of a person. The key that was sent no longer works.",
        "a key already on its way cannot be used any more",
    ),
    destroy(
        "assignFulfillmentErrorWebAuthnPreregistrationFactor",
        "Marks the order of a preregistered security key (YubiKey) of a person as failed.",
        "there is no operation that takes the failed status back",
    ),
    // Push providers
    read(
        "listPushProviders",
        "Lists the push providers (Apple APNs or Google FCM accounts through which a custom authenticator app gets its pushes).",
    ),
    restricted(
        "createPushProvider",
        Family::Trust,
        "Creates a push provider (Apple APNs or Google FCM) for a custom authenticator app, with its private key. Names must be unique.",
        "sends the MFA pushes of people through an outside account",
    ),
    read(
        "getPushProvider",
        "Gets one push provider (APNs or FCM). Its private key is never shown.",
    ),
    restricted(
        "replacePushProvider",
        Family::Trust,
        "Replaces a push provider (APNs or FCM) and its credentials. What is left out is dropped.",
        "sends the MFA pushes of people through another outside account",
    ),
    destroy(
        "deletePushProvider",
        "Deletes a push provider (APNs or FCM). Refused while a custom authenticator uses it.",
        "its private key is lost, and it comes back only under a new id",
    ),
];
