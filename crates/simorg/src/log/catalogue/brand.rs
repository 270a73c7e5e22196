//! Brands, pages, themes, domains, e-mail: which event each change writes.

use super::{Row, row};

// One row a line, that it can be read as a table.
#[rustfmt::skip]
pub static ROWS: &[Row] = &[
    // Brands, pages, themes.
    row("createBrand", "system.brand.create", "Brand"),
    row("replaceBrand", "system.brand.update", "Brand"),
    row("deleteBrand", "system.brand.delete", "Brand"),
    row("replaceCustomizedErrorPage", "system.custom_error.update", "ErrorPage"),
    row("deleteCustomizedErrorPage", "system.custom_error.delete", "ErrorPage"),
    row("replaceCustomizedSignInPage", "system.custom_signin.update", "SignInPage"),
    row("deleteCustomizedSignInPage", "system.custom_signin.delete", "SignInPage"),
    row("replaceSignOutPageSettings", "system.custom_signout.update", "SignOutPage"),
    row("replaceBrandTheme", "system.theme.update", "Theme"),
    row("uploadBrandThemeBackgroundImage", "system.theme.update", "Theme"),
    row("deleteBrandThemeBackgroundImage", "system.theme.update", "Theme"),
    row("uploadBrandThemeFavicon", "system.theme.update", "Theme"),
    row("deleteBrandThemeFavicon", "system.theme.update", "Theme"),
    row("uploadBrandThemeLogo", "system.theme.update", "Theme"),
    row("deleteBrandThemeLogo", "system.theme.update", "Theme"),
    row("replaceBrandWellKnownURI", "system.well_known_uri.update", "WellKnownUri"),
    // Domains, e-mail.
    row("createCustomDomain", "system.custom_url_domain.initiate", "CustomDomain"),
    row("replaceCustomDomain", "system.custom_url_domain.update", "CustomDomain"),
    row("deleteCustomDomain", "system.custom_url_domain.delete", "CustomDomain"),
    row("upsertCertificate", "system.custom_url_domain.cert_upload", "CustomDomain"),
    row("verifyDomain", "system.custom_url_domain.verify", "CustomDomain"),
    row("createEmailDomain", "system.email_domain.create", "EmailDomain"),
    row("replaceEmailDomain", "system.email_domain.update", "EmailDomain"),
    row("deleteEmailDomain", "system.email_domain.delete", "EmailDomain"),
    row("verifyEmailDomain", "system.email_domain.verify", "EmailDomain"),
    row("createEmailCustomization", "system.email.template.create", "EmailTemplate"),
    row("replaceEmailCustomization", "system.email.template.update", "EmailTemplate"),
    row("deleteEmailCustomization", "system.email.template.delete", "EmailTemplate"),
    row("deleteAllCustomizations", "system.email.template.delete", "EmailTemplate"),
    row("replaceEmailSettings", "system.email.template.settings_changed", "EmailTemplate"),
    row("createEmailServer", "system.custom_email_server.lifecycle.create", "CustomEmailServer"),
    row("updateEmailServer", "system.custom_email_server.lifecycle.update", "CustomEmailServer"),
    row("deleteEmailServer", "system.custom_email_server.lifecycle.delete", "CustomEmailServer"),
    row("bulkRemoveEmailAddressBounces", "system.email.bounce.removal", "email"),
];
