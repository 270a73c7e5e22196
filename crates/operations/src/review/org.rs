//! What the operations on the organisation's own settings do: effects and one line each.

use super::{Row, destroy, read, restricted, write};
use crate::effect::Family;

pub(super) static ROWS: &[Row] = &[
    // General
    read(
        "getWellknownOrgMetadata",
        "Gets public facts about the organisation: its id, custom domains and whether it runs Identity Engine (idx) or Classic (v1). Needs no sign-in.",
    ),
    read(
        "getOrgSettings",
        "Gets the general settings of the organisation: company name, address, support phone and link, subdomain, status.",
    ),
    restricted(
        "updateOrgSettings",
        Family::Pages,
        "Updates some general settings of the organisation: company name, address, website, and the support phone and help link that people see.",
        "sets the phone number and link to which people turn when they cannot sign in",
    ),
    restricted(
        "replaceOrgSettings",
        Family::Pages,
        "Replaces the general settings of the organisation, support phone and help link included. What is left out is dropped.",
        "sets the phone number and link to which people turn when they cannot sign in",
    ),
    read(
        "listOrgContactTypes",
        "Lists the kinds of contact of the organisation: billing and technical.",
    ),
    read(
        "getOrgContactUser",
        "Gets who is the billing or technical contact of the organisation, as the id of a person.",
    ),
    write(
        "replaceOrgContactUser",
        "Replaces the billing or technical contact of the organisation by another person. The technical contact gets people's help requests.",
        "the former contact can be set back",
    ),
    read(
        "getOrgPreferences",
        "Gets the display preferences of the organisation: whether the dashboard of end users has Okta's footer.",
    ),
    write(
        "setOrgHideOktaUIFooter",
        "Hides the footer of the dashboard for all end users.",
        "the footer can be shown again",
    ),
    write(
        "setOrgShowOktaUIFooter",
        "Shows the footer of the dashboard to all end users.",
        "the footer can be hidden again",
    ),
    read(
        "getOktaCommunicationSettings",
        "Gets whether Okta may send e-mails about its products to the people of the organisation.",
    ),
    write(
        "optInUsersToOktaCommunicationEmails",
        "Turns on Okta's own e-mails about its products for all people of the organisation.",
        "can be opted out of again, though e-mails may go out in between",
    ),
    write(
        "optOutUsersFromOktaCommunicationEmails",
        "Turns off Okta's own e-mails about its products for all people of the organisation.",
        "can be opted into again",
    ),
    // Administration
    read(
        "getThirdPartyAdminSetting",
        "Gets whether third-party administrators are allowed: outside admins who get no e-mail from Okta and no support access.",
    ),
    restricted(
        "updateThirdPartyAdminSetting",
        Family::Admins,
        "Allows or forbids third-party administrators: outside admins who get no e-mail from Okta and cannot contact its support.",
        "changes what outsiders may administer the organisation",
    ),
    read(
        "getAutoAssignAdminAppSetting",
        "Gets whether people who are given an admin role get the Admin Console app automatically.",
    ),
    restricted(
        "updateAutoAssignAdminAppSetting",
        Family::Admins,
        "Sets whether people who are given an admin role get the Admin Console app automatically. Super administrators always do.",
        "changes which administrators can open the Admin Console",
    ),
    read(
        "getClientPrivilegesSetting",
        "Gets whether new public client apps that are granted API scopes are made super administrators by default. Safer when off.",
    ),
    restricted(
        "assignClientPrivilegesSetting",
        Family::Admins,
        "Sets whether new public client apps that are granted API scopes become super administrators by default.",
        "can make every new client app a super administrator",
    ),
    read(
        "getFirstPartyAppSettings",
        "Gets the session settings of an Okta app such as the Admin Console: idle timeout and longest session, in minutes.",
    ),
    restricted(
        "replaceFirstPartyAppSettings",
        Family::LockOut,
        "Replaces the session settings of the Admin Console: idle timeout and longest session, in minutes, 5 at least. Give both.",
        "sets how long every administrator stays signed in",
    ),
    restricted(
        "createChildOrg",
        Family::Irreversible,
        "Creates a child organisation with the same features, and returns an API token of its first administrator. There is no operation to delete it.",
        "makes a whole organisation with its own super administrator, for good",
    ),
    // Access of Okta Support and of Aerial accounts
    read(
        "getAerialConsent",
        "Gets whether an Okta Aerial account (central management of several organisations) may manage this one. 404 means no. Super administrator only.",
    ),
    restricted(
        "grantAerialConsent",
        Family::Admins,
        "Lets an Okta Aerial account (central management of several organisations) manage this one. For a child, grant at the parent.",
        "lets an outside account administer the organisation",
    ),
    destroy(
        "revokeAerialConsent",
        "Withdraws the consent for an Okta Aerial account to manage this organisation. Fails once the organisation has been added to the account.",
        "takes the access that the Aerial account had been promised",
    ),
    read(
        "getOrgOktaSupportSettings",
        "Gets whether Okta Support may sign in to this organisation now, and until when.",
    ),
    read(
        "listOktaSupportCases",
        "Lists the Okta Support cases that the caller may see, with whether support has access to the organisation for each.",
    ),
    restricted(
        "updateOktaSupportCase",
        Family::Admins,
        "Changes Okta Support's access to the organisation for one support case: gives, extends or ends it. Super administrator only.",
        "lets Okta's staff into the organisation as administrators",
    ),
    restricted(
        "extendOktaSupport",
        Family::Admins,
        "Extends Okta Support's access to the organisation by 24 hours. Deprecated: use updateOktaSupportCase.",
        "lets Okta's staff stay in the organisation as administrators",
    ),
    restricted(
        "grantOktaSupport",
        Family::Admins,
        "Lets Okta Support into the organisation as an administrator for 8 hours. Deprecated: use updateOktaSupportCase.",
        "lets Okta's staff into the organisation as administrators",
    ),
    destroy(
        "revokeOktaSupport",
        "Ends Okta Support's access to the organisation. Deprecated: use updateOktaSupportCase.",
        "takes the access of Okta's staff, who may be at work on a case",
    ),
    // Okta Personal
    restricted(
        "replaceOktaPersonalAdminSettings",
        Family::Mass,
        "Replaces the Okta Personal settings of a workforce organisation: whether people see it, and whether they may export apps to a personal account.",
        "turns a feature on or off for everybody, the export of apps included",
    ),
    read(
        "listPersonalAppsExportBlockList",
        "Lists the e-mail domains whose apps people may not move to Okta Personal.",
    ),
    write(
        "replaceBlockedEmailDomains",
        "Replaces the list of e-mail domains whose apps people may not move to Okta Personal. A domain that is left out is no longer blocked.",
        "the former list can be set back",
    ),
    // Rate limits
    read(
        "listPrincipalRateLimitEntities",
        "Lists the shares of the API rate limits given to apps or to API tokens. Needs a filter by principalType: OAUTH_CLIENT or SSWS_TOKEN.",
    ),
    destroy(
        "createPrincipalRateLimitEntity",
        "Sets the share of the API rate limits (requests and concurrency, in percent) for one app or API token. One each; it can be replaced, not deleted.",
        "a small share stops an integration, a large one starves the others",
    ),
    read(
        "getPrincipalRateLimitEntity",
        "Gets the share of the API rate limits (requests and concurrency, in percent) of one app or API token.",
    ),
    destroy(
        "replacePrincipalRateLimitEntity",
        "Replaces the share of the API rate limits (requests and concurrency, in percent) of one app or API token.",
        "a small share stops an integration, a large one starves the others",
    ),
    read(
        "getRateLimitSettingsAdminNotifications",
        "Gets whether administrators are told by e-mail when API rate limits are nearly or fully used.",
    ),
    write(
        "replaceRateLimitSettingsAdminNotifications",
        "Turns on or off the e-mails that tell administrators of API rate limits nearly or fully used.",
        "can be turned back, though warnings in between are missed",
    ),
    read(
        "getRateLimitSettingsPerClient",
        "Gets the client-based rate limits of the sign-in page and of OAuth authorization: enforced, only logged (preview) or off.",
    ),
    destroy(
        "replaceRateLimitSettingsPerClient",
        "Replaces the client-based rate limits of the sign-in page and of OAuth authorization: enforce, only log (preview) or off.",
        "can turn people away at sign-in, or let one client use up everybody's limit",
    ),
    read(
        "getRateLimitSettingsWarningThreshold",
        "Gets the percentage of an API rate limit at which administrators are warned.",
    ),
    write(
        "replaceRateLimitSettingsWarningThreshold",
        "Replaces the percentage of an API rate limit at which administrators are warned: 30 to 90.",
        "the former percentage can be set back",
    ),
    // Notifications of administrators
    read(
        "listSubscriptionsRole",
        "Lists which e-mail notifications (locked accounts, agents down, rate limits and so on) the holders of an admin role get by default.",
    ),
    read(
        "getSubscriptionsNotificationTypeRole",
        "Gets whether the holders of an admin role get one kind of e-mail notification by default.",
    ),
    write(
        "subscribeByNotificationTypeRole",
        "Subscribes all holders of an admin role to one kind of e-mail notification. It overrides what each had chosen.",
        "adds e-mails only, and can be unsubscribed again",
    ),
    destroy(
        "unsubscribeByNotificationTypeRole",
        "Unsubscribes all holders of an admin role from one kind of e-mail notification. It overrides what each had chosen.",
        "silences warnings for many administrators, and loses what each had chosen",
    ),
    read(
        "listSubscriptionsUser",
        "Lists which e-mail notifications an administrator gets. Only for the caller's own account; others are refused.",
    ),
    read(
        "getSubscriptionsNotificationTypeUser",
        "Gets whether an administrator gets one kind of e-mail notification. Only for the caller's own account; others are refused.",
    ),
    write(
        "subscribeByNotificationTypeUser",
        "Subscribes an administrator to one kind of e-mail notification. Only for the caller's own account; others are refused.",
        "adds e-mails only, and can be unsubscribed again",
    ),
    write(
        "unsubscribeByNotificationTypeUser",
        "Unsubscribes an administrator from one kind of e-mail notification. Only for the caller's own account; others are refused.",
        "can be subscribed again, though warnings in between are missed",
    ),
];
