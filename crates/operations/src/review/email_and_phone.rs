//! What the operations on e-mails, their senders and telephony providers do: effects and one line each.

use super::{Row, destroy, read, restricted, write};
use crate::effect::Family;

pub(super) static ROWS: &[Row] = &[
    read(
        "listEmailTemplates",
        "Lists the e-mail templates (notifications) of a brand by name, such as UserActivation or ForgotPassword. expand adds settings and number of customizations. Pages of 20.",
    ),
    read(
        "getEmailTemplate",
        "Shows one e-mail template of a brand. expand adds settings and number of customizations; the text comes from other operations.",
    ),
    read(
        "listEmailCustomizations",
        "Lists the customized texts of an e-mail template: one a language, with subject, body and which is the default. Pages of 20.",
    ),
    read(
        "getEmailCustomization",
        "Shows one customized text of an e-mail template: language, subject and HTML body.",
    ),
    read(
        "getCustomizationPreview",
        "Shows a customized e-mail as it would arrive, with the caller's own profile filled in. Sends nothing.",
    ),
    read(
        "getEmailDefaultContent",
        "Shows Okta's default subject and body of an e-mail template in a language: the text to start a customization from.",
    ),
    read(
        "getEmailDefaultPreview",
        "Shows Okta's default e-mail as it would arrive, with the caller's own profile filled in. Sends nothing.",
    ),
    restricted(
        "createEmailCustomization",
        Family::Pages,
        "Adds a customized text for an e-mail template in one language. The first becomes the default; a language can occur only once.",
        "changes e-mails in which people get links for activation and passwords",
    ),
    restricted(
        "replaceEmailCustomization",
        Family::Pages,
        "Replaces subject, body and language of a customized e-mail text. Making it the default takes that from the other. The default cannot be unset.",
        "changes e-mails in which people get links for activation and passwords",
    ),
    destroy(
        "deleteEmailCustomization",
        "Deletes one customized text of an e-mail template. The default can be deleted only when it is the last one.",
        "the text is lost unless somebody kept it",
    ),
    destroy(
        "deleteAllCustomizations",
        "Deletes all customized texts of an e-mail template in every language: Okta's default text is sent again.",
        "the texts of every language are lost unless somebody kept them",
    ),
    read(
        "getEmailSettings",
        "Shows who gets the e-mails of a template: ALL_USERS, ADMINS_ONLY or NO_USERS.",
    ),
    destroy(
        "replaceEmailSettings",
        "Sets who gets the e-mails of a template: ALL_USERS, ADMINS_ONLY or NO_USERS (turns the notification off). Not every template allows every choice.",
        "can keep everybody from getting an e-mail such as a password reset",
    ),
    write(
        "sendTestEmail",
        "Sends a test e-mail of a template to the primary and secondary addresses of the caller.",
        "sends one test e-mail and changes nothing",
    ),
    write(
        "bulkRemoveEmailAddressBounces",
        "Takes addresses off the bounce list of Okta's mail service, so that people get e-mails again. Runs in the background; answers 200 even when every address is invalid.",
        "an address that still bounces goes back on the list by itself",
    ),
    read(
        "listEmailDomains",
        "Lists the e-mail domains (custom senders) with status, sender name and DNS records. expand=brands adds their brands.",
    ),
    read(
        "getEmailDomain",
        "Shows one e-mail domain (custom sender): sender name and address, DNS records to add, and status.",
    ),
    write(
        "createEmailDomain",
        "Adds an e-mail domain (custom sender) to a brand: domain, sender name and user part. The answer has the DNS records to add before verifyEmailDomain.",
        "Okta sends nothing from it until it is verified",
    ),
    restricted(
        "replaceEmailDomain",
        Family::Pages,
        "Replaces the sender name and user part (before the @) of an e-mail domain. The domain itself cannot be changed.",
        "changes in whose name people get links for activation and passwords",
    ),
    restricted(
        "verifyEmailDomain",
        Family::Pages,
        "Checks the DNS records of an e-mail domain. Once verified, its brands' e-mails go out under that sender.",
        "changes in whose name people get links for activation and passwords",
    ),
    destroy(
        "deleteEmailDomain",
        "Deletes an e-mail domain (custom sender): the brand's e-mails go out from Okta's own address again.",
        "the domain must be added and verified anew",
    ),
    read(
        "listEmailServers",
        "Lists the custom e-mail (SMTP) servers through which Okta sends its e-mails, and whether each is enabled. The password is never shown.",
    ),
    read(
        "getEmailServer",
        "Shows one custom e-mail (SMTP) server: host, port, user name, authentication and whether it is enabled. The password is never shown.",
    ),
    restricted(
        "createEmailServer",
        Family::Exfiltration,
        "Adds a custom e-mail (SMTP) server with password or OAuth sign-in. When enabled, Okta sends its e-mails through it.",
        "lets another server read every e-mail, with its activation and password links",
    ),
    restricted(
        "updateEmailServer",
        Family::Exfiltration,
        "Changes a custom e-mail (SMTP) server: host, port, credentials, enabled or not. What is left out stays.",
        "lets another server read every e-mail, with its activation and password links",
    ),
    destroy(
        "deleteEmailServer",
        "Deletes a custom e-mail (SMTP) server. Okta's own mail service takes over.",
        "its credentials are lost, and e-mails come from another sender",
    ),
    write(
        "testEmailServer",
        "Sends a test e-mail through a custom e-mail (SMTP) server, from and to the addresses given.",
        "sends one test e-mail and changes nothing",
    ),
    read(
        "listAllCustomTelephonyProviderCredentials",
        "Lists custom telephony providers (Twilio or TeleSign accounts for SMS and calls): which is active and which is primary. The auth token is never shown.",
    ),
    read(
        "getCustomTelephonyProviderCredential",
        "Shows one custom telephony provider (SMS and calls): account, settings, active and primary or not. The auth token is never shown.",
    ),
    restricted(
        "createCustomTelephonyProviderCredentials",
        Family::Exfiltration,
        "Adds a custom telephony provider, one's own Twilio or TeleSign account, for SMS and call codes. Activate it before use. Identity Engine only.",
        "lets another account see phone numbers and sign-in codes",
    ),
    restricted(
        "updateCustomTelephonyProviderCredential",
        Family::Exfiltration,
        "Changes account, auth token or sender settings of a custom telephony provider (SMS and calls). What is left out stays.",
        "lets another account see phone numbers and sign-in codes",
    ),
    restricted(
        "activateCustomTelephonyCredential",
        Family::Exfiltration,
        "Activates a custom telephony provider, so that sign-in codes by SMS and call can go through it.",
        "sends phone numbers and sign-in codes through that account",
    ),
    restricted(
        "setAsPrimaryCustomTelephonyCredential",
        Family::Exfiltration,
        "Makes a custom telephony provider the primary one for SMS and calls, in place of the present one.",
        "sends phone numbers and sign-in codes through that account",
    ),
    destroy(
        "deactivateCustomTelephonyCredential",
        "Deactivates a custom telephony provider (SMS and calls). With two active ones only the secondary can be deactivated. Needed before deletion.",
        "codes by SMS and call may stop for everybody who signs in with them",
    ),
    destroy(
        "deleteCustomTelephonyProviderCredential",
        "Deletes a custom telephony provider (SMS and calls). It must be deactivated first.",
        "its credentials are lost, and it comes back only under a new id",
    ),
    write(
        "sendTestCustomTelephonyProviderCredential",
        "Sends a test SMS or call through a custom telephony provider to one phone number.",
        "sends one test message and changes nothing",
    ),
];
