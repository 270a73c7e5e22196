//! What the operations on themes, SMS templates and enrolment forms do: effects and one line each.

use super::{Row, destroy, read, restricted, write};
use crate::effect::Family;

pub(super) static ROWS: &[Row] = &[
    // Themes
    read(
        "listBrandThemes",
        "Lists the themes of a brand (colours, logo, favicon, background). Each brand has just one.",
    ),
    read(
        "getBrandTheme",
        "Gets the theme of a brand: its colours, logo, favicon and background, and which pages and e-mails use them.",
    ),
    destroy(
        "replaceBrandTheme",
        "Replaces the theme of a brand: colours, and which variant the sign-in page, dashboard, error page and e-mails use. Both colours and four variants are needed.",
        "changes at once what everybody sees on pages and in e-mails",
    ),
    destroy(
        "uploadBrandThemeBackgroundImage",
        "Uploads a background image for the sign-in page in place of the one before. PNG, JPG or GIF, below 2 MB.",
        "the image before is lost, and everybody sees the new one at sign-in",
    ),
    destroy(
        "deleteBrandThemeBackgroundImage",
        "Deletes the background image of a theme. Okta's default takes its place.",
        "the image is lost and must be uploaded again",
    ),
    destroy(
        "uploadBrandThemeFavicon",
        "Uploads a favicon (browser tab icon) in place of the one before. PNG or ICO, square, at most 512 pixels.",
        "the icon before is lost, and everybody sees the new one",
    ),
    destroy(
        "deleteBrandThemeFavicon",
        "Deletes the favicon (browser tab icon) of a theme. Okta's default takes its place.",
        "the icon is lost and must be uploaded again",
    ),
    destroy(
        "uploadBrandThemeLogo",
        "Uploads the logo for the sign-in page, dashboard and e-mails in place of the one before. PNG, JPG or GIF, below 100 kB.",
        "the logo before is lost, and everybody sees the new one",
    ),
    destroy(
        "deleteBrandThemeLogo",
        "Deletes the logo of a theme. Okta's default takes its place.",
        "the logo is lost and must be uploaded again",
    ),
    // SMS templates
    read(
        "listSmsTemplates",
        "Lists the custom SMS templates: the text of verification codes sent to phones, with translations.",
    ),
    restricted(
        "createSmsTemplate",
        Family::Pages,
        "Creates a custom SMS template: the text in which people get their verification code, with translations.",
        "writes the text message that people trust for their code",
    ),
    read(
        "getSmsTemplate",
        "Gets one custom SMS template: the text of verification codes, with translations.",
    ),
    restricted(
        "updateSmsTemplate",
        Family::Pages,
        "Updates parts of an SMS template. A translation that is empty or null is removed; those not named stay.",
        "writes the text message that people trust for their code",
    ),
    restricted(
        "replaceSmsTemplate",
        Family::Pages,
        "Replaces an SMS template with its translations. What is left out is dropped. Okta's default template cannot be changed.",
        "writes the text message that people trust for their code",
    ),
    destroy(
        "deleteSmsTemplate",
        "Deletes a custom SMS template. Verification codes are then sent in Okta's default text.",
        "the text and its translations are lost",
    ),
    // Enrolment forms
    read(
        "listUISchemas",
        "Lists the UI schemas (layout of the registration and profile forms: fields, labels, button). Identity Engine only.",
    ),
    write(
        "createUISchema",
        "Creates a UI schema: the fields, labels and button of a registration or profile form. Nobody sees it until a profile enrolment rule uses it.",
        "a form that no rule uses can be deleted again",
    ),
    read(
        "getUISchema",
        "Gets one UI schema: the fields, labels and button of a registration or profile form. Identity Engine only.",
    ),
    restricted(
        "replaceUISchemas",
        Family::Pages,
        "Replaces a UI schema: the fields, labels and button of a registration or profile form. What is left out is dropped.",
        "changes what people are asked to fill in when they register",
    ),
    destroy(
        "deleteUISchemas",
        "Deletes a UI schema (layout of a registration or profile form). Make sure first that no profile enrolment rule uses it.",
        "a deleted form comes back only under a new id",
    ),
];
