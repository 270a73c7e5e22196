//! What the operations on people, their sessions, consents and service accounts do: effects and one line each.

use super::{Row, destroy, read, restricted, write};
use crate::effect::Family;

pub(super) static ROWS: &[Row] = &[
    // People
    read(
        "listUsers",
        "Lists or searches people (users) by status, profile attribute or dates. DEPROVISIONED ones appear only when search or filter is used. Prefer search.",
    ),
    write(
        "createUser",
        "Creates a person (user), with or without password and groups. They are activated and e-mailed at once unless activate=false.",
        "adds a person, who can be deactivated and deleted again",
    ),
    read(
        "getUser",
        "Gets one person (user) by id, login or short login: status, profile, last sign-in, password change.",
    ),
    write(
        "updateUser",
        "Updates some profile attributes, or the credentials, of a person; those not named stay. People sourced from AD, LDAP or HR are changed there.",
        "changes profile attributes, which can be set back",
    ),
    restricted(
        "replaceUser",
        Family::Takeover,
        "Replaces the whole profile, and the credentials if given, of a person: what is left out is erased. The only way to change the user type.",
        "sets login, e-mail addresses or password anew, and erases what is left out",
    ),
    destroy(
        "deleteUser",
        "Deletes a person for good. The first call on a live person only deactivates; the second deletes.",
        "a deleted person cannot be brought back",
    ),
    read(
        "listUserBlocks",
        "Lists why a person cannot sign in: whether they are locked out from all devices or from unknown ones. Some organisations do not have the feature.",
    ),
    // Life cycle
    write(
        "activateUser",
        "Activates a STAGED or DEPROVISIONED person, so that they can sign in. Sends an activation e-mail unless sendEmail=false, which returns a link.",
        "lets a person sign in; deactivation takes it back",
    ),
    destroy(
        "deactivateUser",
        "Deactivates (offboards) a person: ends all access and takes their app assignments, which can delete data there; groups stay. Suspending is milder.",
        "ends the access of a person and takes their app assignments, which come back only by hand",
    ),
    write(
        "reactivateUser",
        "Sends the activation again to a person who did not finish it (PROVISIONED or RECOVERY). Returns a link unless sendEmail=true.",
        "sends a new activation; changes no access",
    ),
    destroy(
        "resetFactors",
        "Resets all factors (MFA methods) of a person, for example after a lost phone. They must enrol anew; password and status stay.",
        "enrolled factors cannot be brought back",
    ),
    destroy(
        "suspendUser",
        "Suspends (blocks for now) an ACTIVE person: they cannot sign in and their sessions end, but groups and apps stay. Unsuspend takes it back.",
        "ends the sessions of a person and keeps them out",
    ),
    write(
        "unlockUser",
        "Unlocks a person who is LOCKED_OUT after too many wrong passwords. The password stays. Not for people sourced from Active Directory.",
        "lets a locked person sign in again",
    ),
    write(
        "unsuspendUser",
        "Unsuspends a SUSPENDED person, who can then sign in again as before.",
        "gives back the access that suspension took",
    ),
    // Passwords
    write(
        "expirePassword",
        "Expires the password of a person, who must choose a new one at the next sign-in. With Active Directory integrated, it expires there too.",
        "the person chooses a new password at the next sign-in",
    ),
    destroy(
        "expirePasswordWithTempPassword",
        "Resets the password of a person to a temporary one, which is returned, and expires it. Sessions end only with revokeSessions=true.",
        "the present password stops working",
    ),
    destroy(
        "resetPassword",
        "Resets the password of a person: they cannot sign in until they follow the link, sent by e-mail with sendEmail=true, else returned.",
        "the present password stops working",
    ),
    restricted(
        "changePassword",
        Family::Takeover,
        "Changes the password of a person to a given one. Needs the present password.",
        "sets the password of somebody's account",
    ),
    restricted(
        "changeRecoveryQuestion",
        Family::Takeover,
        "Changes the recovery question and answer of a person. Needs the present password.",
        "sets the answer with which an account can be recovered",
    ),
    restricted(
        "forgotPassword",
        Family::Takeover,
        "Starts the forgotten-password flow of an ACTIVE person who has a recovery question. With sendEmail=false the link is returned. The old password works meanwhile.",
        "makes a link with which an account can be taken over",
    ),
    restricted(
        "forgotPasswordSetNewPassword",
        Family::Takeover,
        "Sets a new password for a person who answers their recovery question: needs the right answer.",
        "sets the password of somebody's account",
    ),
    // Sessions
    destroy(
        "revokeUserSessions",
        "Ends all Okta sessions of a person (signs them out, kicks them out). Tokens go only with oauthTokens=true. Sessions inside apps go on.",
        "ends the sessions of a person",
    ),
    read(
        "getSession",
        "Gets one Okta session by its id: whose it is, until when, and how they signed in. A person's sessions cannot be listed.",
    ),
    destroy(
        "revokeSession",
        "Ends one Okta session by its id. To sign a person out everywhere, use revokeUserSessions.",
        "ends a session of a person",
    ),
    write(
        "refreshSession",
        "Prolongs one Okta session by its id, to a new end.",
        "prolongs a session that exists, and can be ended again",
    ),
    // Consents and tokens
    read(
        "listGrantsForUserAndClient",
        "Lists the OAuth consents (grants) that a person has given to one client app.",
    ),
    destroy(
        "revokeGrantsForUserAndClient",
        "Revokes all OAuth consents (grants) that a person has given to one client app. The app must ask again.",
        "ends what a person has consented to for an app",
    ),
    read(
        "listUserGrants",
        "Lists the OAuth consents (grants) that a person has given: which apps may use which scopes for them.",
    ),
    destroy(
        "revokeUserGrants",
        "Revokes all OAuth consents (grants) of a person, for all apps. Each app must ask again.",
        "ends what a person has consented to",
    ),
    read(
        "getUserGrant",
        "Gets one OAuth consent (grant) of a person: client app, scope, issuer and status.",
    ),
    destroy(
        "revokeUserGrant",
        "Revokes one OAuth consent (grant) of a person. The app must ask again.",
        "ends what a person has consented to",
    ),
    read(
        "listRefreshTokensForUserAndClient",
        "Lists the refresh tokens that a person has for one client app: their scopes and ends, not the tokens themselves.",
    ),
    destroy(
        "revokeTokensForUserAndClient",
        "Revokes all refresh tokens that a person has for one client app, which must then sign them in again.",
        "ends the tokens of a person for an app",
    ),
    read(
        "getRefreshTokenForUserAndClient",
        "Gets one refresh token of a person for a client app: its scopes and end, not the token itself.",
    ),
    destroy(
        "revokeTokenForUserAndClient",
        "Revokes one refresh token, and its access tokens, of a person for a client app.",
        "ends a token of a person for an app",
    ),
    // What a person has
    read(
        "listAppLinks",
        "Lists the apps on a person's dashboard, assigned directly or through groups, as links.",
    ),
    read(
        "listUserGroups",
        "Lists the groups that a person is a member of.",
    ),
    read(
        "listUserClients",
        "Lists the OAuth client apps for which a person has given consent or has tokens.",
    ),
    read(
        "listUserDevices",
        "Lists the devices that a person has enrolled (Okta Verify), with status and platform. Identity Engine only.",
    ),
    read(
        "getUserRisk",
        "Gets the risk level of a person (high, medium, low) and the reason for it. Needs Identity Threat Protection.",
    ),
    destroy(
        "upsertUserRisk",
        "Sets the risk level of a person: HIGH, MEDIUM or LOW, with a reason. Entity risk policies act on it. Needs Identity Threat Protection.",
        "can end the person's sessions at once, or hide a real risk",
    ),
    read(
        "getUserClassification",
        "Gets whether a person is classified STANDARD or LITE, which sets what they may use. Early access.",
    ),
    destroy(
        "replaceUserClassification",
        "Sets whether a person is STANDARD or LITE. A LITE person cannot sign in with an Okta password and has at most five apps. Early access.",
        "a person made LITE can no longer sign in with their password",
    ),
    // Service accounts in Okta Privileged Access
    read(
        "listAppServiceAccounts",
        "Lists the app service accounts: shared accounts in SaaS apps whose passwords Okta Privileged Access keeps.",
    ),
    restricted(
        "createAppServiceAccount",
        Family::Takeover,
        "Places an account of a SaaS app, with its password, under Okta Privileged Access as a service account. The app is named by its ORN.",
        "hands the password of an account to those whom Privileged Access lets use it",
    ),
    read(
        "getAppServiceAccount",
        "Gets one app service account: its app, user name, owners and status. The password is never shown.",
    ),
    write(
        "updateAppServiceAccount",
        "Updates the name, description or owners of an app service account. Lists of owners are replaced as a whole.",
        "name, description and owners can be set back",
    ),
    destroy(
        "deleteAppServiceAccount",
        "Deletes an app service account from Okta Privileged Access. The account in the SaaS app stays.",
        "the kept password is lost, and nobody can check the account out any more",
    ),
    read(
        "listOktaManagedUserAccounts",
        "Lists the Okta accounts that are managed as service accounts by Okta Privileged Access. Super administrator only.",
    ),
    restricted(
        "createOktaManagedUserAccount",
        Family::Takeover,
        "Places an existing Okta person's account under Okta Privileged Access as a service account, which then manages its password. Super administrator only.",
        "hands the account to those whom Privileged Access lets use it",
    ),
    read(
        "getOktaManagedUserAccount",
        "Gets one Okta account that Okta Privileged Access manages as a service account: person, owners and status. Super administrator only.",
    ),
    write(
        "updateOktaManagedUserAccount",
        "Updates the name, description or owners of an Okta service account in Okta Privileged Access. Lists of owners are replaced as a whole.",
        "name, description and owners can be set back",
    ),
    destroy(
        "deleteOktaManagedUserAccount",
        "Takes an Okta account out of Okta Privileged Access. The person's account stays in Okta.",
        "nobody can check the account out any more, and its password may be unknown",
    ),
];
