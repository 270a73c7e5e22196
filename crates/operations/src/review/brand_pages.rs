//! What the operations on brands, their pages and their domains do: effects and one line each.

use super::{Row, destroy, read, restricted, write};
use crate::effect::Family;

pub(super) static ROWS: &[Row] = &[
    read(
        "listBrands",
        "Lists the brands: sets of domain, theme, pages and e-mails that people see. expand adds themes, domains and e-mail domain.",
    ),
    read(
        "getBrand",
        "Shows one brand: name, language, default app, privacy policy link and e-mail domain.",
    ),
    write(
        "createBrand",
        "Adds a brand with a name, for a custom domain of its own. It gets its own theme. Names are unique, and the number of brands is limited.",
        "nobody sees a new brand until a domain uses it",
    ),
    destroy(
        "replaceBrand",
        "Replaces the settings of a brand: name, language, default app, e-mail domain, privacy policy link, Okta footer. What is left out is dropped. A custom privacy link needs agreeToCustomPrivacyPolicy.",
        "changes links, sender and landing app for everybody who meets the brand",
    ),
    destroy(
        "deleteBrand",
        "Deletes a brand with its theme, pages and e-mails. Not the default brand, and not while a custom or e-mail domain belongs to it.",
        "a deleted brand comes back only under a new id",
    ),
    read(
        "listBrandDomains",
        "Lists the custom domains (sign-in addresses) that belong to a brand.",
    ),
    read(
        "getErrorPage",
        "Shows the error page of a brand as a whole. expand adds default, customized and preview content and addresses.",
    ),
    read(
        "getDefaultErrorPage",
        "Shows Okta's default error page of a brand: the HTML to start a customization from.",
    ),
    read(
        "getCustomizedErrorPage",
        "Shows the customized error page (HTML) that people see under a brand. 404 when the default is in use.",
    ),
    restricted(
        "replaceCustomizedErrorPage",
        Family::Pages,
        "Replaces the error page (HTML) that people see under a brand, at once. Not for the default brand. Try it as a preview first.",
        "puts HTML of anybody's choice on Okta's own address",
    ),
    destroy(
        "deleteCustomizedErrorPage",
        "Deletes the customized error page of a brand: people see Okta's default page again.",
        "the HTML is lost unless somebody kept it",
    ),
    read(
        "getPreviewErrorPage",
        "Shows the preview (draft) error page of a brand, which people do not see.",
    ),
    restricted(
        "replacePreviewErrorPage",
        Family::Pages,
        "Replaces the preview (draft) error page of a brand. People do not see it, only who opens the preview address.",
        "puts HTML of anybody's choice on Okta's own address",
    ),
    destroy(
        "deletePreviewErrorPage",
        "Deletes the preview (draft) error page of a brand. What people see does not change.",
        "the draft is lost unless somebody kept it",
    ),
    read(
        "getSignInPage",
        "Shows the sign-in page (login page) of a brand as a whole. expand adds default, customized and preview content and addresses.",
    ),
    read(
        "getDefaultSignInPage",
        "Shows Okta's default sign-in page of a brand: the HTML to start a customization from.",
    ),
    read(
        "getCustomizedSignInPage",
        "Shows the customized sign-in page (login page) of a brand: HTML, widget labels and version. 404 when the default is in use.",
    ),
    restricted(
        "replaceCustomizedSignInPage",
        Family::Pages,
        "Replaces the sign-in page (login page) of a brand at once: HTML, widget version, labels and links. Not for the default brand. Try it as a preview first.",
        "changes the page where people type their passwords",
    ),
    destroy(
        "deleteCustomizedSignInPage",
        "Deletes the customized sign-in page (login page) of a brand: people see Okta's default page again.",
        "the HTML and labels are lost unless somebody kept them",
    ),
    read(
        "getPreviewSignInPage",
        "Shows the preview (draft) sign-in page of a brand, which people do not see.",
    ),
    restricted(
        "replacePreviewSignInPage",
        Family::Pages,
        "Replaces the preview (draft) sign-in page of a brand. People do not see it, only who opens the preview address.",
        "puts a sign-in page of anybody's choice on Okta's own address",
    ),
    destroy(
        "deletePreviewSignInPage",
        "Deletes the preview (draft) sign-in page of a brand. What people see does not change.",
        "the draft is lost unless somebody kept it",
    ),
    read(
        "listAllSignInWidgetVersions",
        "Lists the versions of the Sign-In Widget that a brand's sign-in page can use.",
    ),
    read(
        "getSignOutPageSettings",
        "Shows where people land after signing out under a brand: Okta's page or an address elsewhere.",
    ),
    restricted(
        "replaceSignOutPageSettings",
        Family::Pages,
        "Sets where people land after signing out (logout) under a brand: OKTA_DEFAULT or EXTERNALLY_HOSTED with a url.",
        "can send people on to a page that looks like sign-in",
    ),
    read(
        "listCustomDomains",
        "Lists the custom domains (own sign-in addresses) with status, certificate and brand.",
    ),
    read(
        "getCustomDomain",
        "Shows one custom domain: status, DNS records to add, certificate with expiry, and brand.",
    ),
    write(
        "createCustomDomain",
        "Adds a custom domain (own sign-in address), with an OKTA_MANAGED certificate or a MANUAL one. The answer has the DNS records to add before verifyDomain. At most 3 unless Okta raised it.",
        "a new domain does nothing until it is verified",
    ),
    destroy(
        "replaceCustomDomain",
        "Moves a custom domain to another brand, so that its pages and e-mails change. Only the brand can be changed.",
        "shows another brand's pages to everybody who uses the address",
    ),
    destroy(
        "deleteCustomDomain",
        "Deletes a custom domain (own sign-in address). People, apps and passkeys that use the address can no longer sign in there.",
        "keeps out everybody who signs in at that address, and it must be verified anew",
    ),
    restricted(
        "upsertCertificate",
        Family::Pages,
        "Uploads the TLS certificate, chain and private key of a custom domain, or renews them. The domain must be VERIFIED. An Okta-managed domain becomes MANUAL.",
        "decides with which key the page where people type passwords is served",
    ),
    restricted(
        "verifyDomain",
        Family::Pages,
        "Checks the DNS records of a custom domain. With an Okta-managed certificate the domain goes live afterwards; with a manual one the certificate can then be uploaded.",
        "can bring a new address for sign-in pages to life",
    ),
    read(
        "getAppleAppSiteAssociationWellKnownURI",
        "Shows the public apple-app-site-association file: which iOS apps may open links and share passkeys of the domain. Needs no sign-in.",
    ),
    read(
        "getAssetLinksWellKnownURI",
        "Shows the public assetlinks.json file: which Android apps may open links and share passkeys of the domain. Needs no sign-in.",
    ),
    read(
        "getWebAuthnWellKnownURI",
        "Shows the public webauthn file: from which other web origins passkeys of the domain may be used. Needs no sign-in.",
    ),
    read(
        "getAllWellKnownURIs",
        "Lists the well-known files of a brand (apple-app-site-association, assetlinks.json, webauthn). expand adds the content.",
    ),
    read(
        "getRootBrandWellKnownURI",
        "Shows one well-known file of a brand by its name: apple-app-site-association, assetlinks.json or webauthn. expand adds the customized content.",
    ),
    read(
        "getBrandWellKnownURI",
        "Shows the customized content of one well-known file of a brand: apple-app-site-association, assetlinks.json or webauthn.",
    ),
    restricted(
        "replaceBrandWellKnownURI",
        Family::Trust,
        "Replaces the content of a well-known file of a brand: which mobile apps or web origins belong to its domain, for links and passkeys. Identity Engine only.",
        "lets other apps or sites use passkeys and links of the domain",
    ),
];
