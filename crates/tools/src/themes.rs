//! Themes of brands: colours, and which of them and of the images pages and e-mails use.

use operations::op;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::body::Replacement;
use crate::columns::THEMES;
use crate::list::Pages;
use crate::lookup::Found;
use crate::noun::{Brand, Named, Noun, Theme};
use crate::reply::picked;
use crate::theme_images::{
    DeleteBrandThemeBackgroundImage, DeleteBrandThemeFavicon, DeleteBrandThemeLogo,
    UploadBrandThemeBackgroundImage, UploadBrandThemeFavicon, UploadBrandThemeLogo,
};
use crate::tool::{read, write};
use crate::{Call, Entry, Error, Plan, Read, Reply, Returns, Spec, Write};

/// The tools about themes.
pub const TOOLS: &[Entry] = &[
    read::<ListBrandThemes>(),
    read::<GetBrandTheme>(),
    write::<ReplaceBrandTheme>(),
    write::<UploadBrandThemeLogo>(),
    write::<UploadBrandThemeFavicon>(),
    write::<UploadBrandThemeBackgroundImage>(),
    write::<DeleteBrandThemeLogo>(),
    write::<DeleteBrandThemeFavicon>(),
    write::<DeleteBrandThemeBackgroundImage>(),
];

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ListBrandThemes {
    /// Brand id or name.
    brand_id: Named<Brand>,
}

impl Read for ListBrandThemes {
    const SPEC: Spec = Spec {
        name: "list_brand_themes",
        title: "List brand themes",
        about: "Lists the themes of one brand with colours and logo. Each brand has just one.",
        uses: &[&op::LIST_BRAND_THEMES],
        may_use: &[&op::LIST_BRANDS],
        returns: Returns::List(&THEMES),
        example: r#"{"brand_id": "Acme", "fields": ["id", "primaryColorHex"]}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let brand = call.found_id(&self.brand_id).await?;
        let pages = Pages {
            largest: usize::MAX,
            cap: None,
        };
        call.list(op::list_brand_themes(&brand), &THEMES, pages)
            .await
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GetBrandTheme {
    /// Brand id or name.
    brand_id: Named<Brand>,
    /// Theme id.
    theme_id: Named<Theme>,
}

impl Read for GetBrandTheme {
    const SPEC: Spec = Spec {
        name: "get_brand_theme",
        title: "Get brand theme",
        about: "Gets one theme: its colours, logo, favicon and background, and which pages and e-mails \
                use them.",
        uses: &[&op::GET_BRAND_THEME],
        may_use: &[&op::LIST_BRANDS, &op::LIST_BRAND_THEMES],
        returns: Returns::One,
        example: r#"{"brand_id": "Acme", "theme_id": "the1thing0000000acme", "fields": ["id", "primaryColorHex", "signInPageTouchPointVariant"]}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let (_, theme) = theme(call, &self.brand_id, &self.theme_id).await?;
        Ok(call.one(theme.object))
    }
}

/// The brand's id, and its theme.
pub(crate) async fn theme(
    call: &Call<'_>,
    brand: &Named<Brand>,
    which: &Named<Theme>,
) -> Result<(String, Found), Error> {
    let brand = call.found_id(brand).await?;
    let id = call
        .found_below(which, &op::list_brand_themes(&brand))
        .await?;
    let answer = call.send(&op::get_brand_theme(&brand, &id)).await?;
    Ok((brand, Found::of(&answer.body, Theme::NAME)))
}

/// A colour, like `#1662dd`.
#[derive(Deserialize)]
#[serde(transparent)]
struct Colour(String);

impl JsonSchema for Colour {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Colour".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "pattern": "^#[0-9A-Fa-f]{6}$"})
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(inline)]
enum OnPage {
    BackgroundImage,
    BackgroundSecondaryColor,
    OktaDefault,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(inline)]
enum OnDashboard {
    FullTheme,
    LogoOnFullWhiteBackground,
    OktaDefault,
    WhiteLogoBackground,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(inline)]
enum InEmail {
    FullTheme,
    OktaDefault,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(inline)]
enum WhileLoading {
    None,
    OktaDefault,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ReplaceBrandTheme {
    /// Brand id or name.
    brand_id: Named<Brand>,
    /// Theme id.
    theme_id: Named<Theme>,
    /// Primary colour.
    primary_color_hex: Colour,
    /// Secondary colour.
    secondary_color_hex: Colour,
    /// Text on the primary colour.
    primary_color_contrast_hex: Option<Colour>,
    /// Text on the secondary colour.
    secondary_color_contrast_hex: Option<Colour>,
    /// Sign-in page.
    sign_in_page_touch_point_variant: OnPage,
    /// Dashboard.
    end_user_dashboard_touch_point_variant: OnDashboard,
    /// Error page.
    error_page_touch_point_variant: OnPage,
    /// E-mails.
    email_template_touch_point_variant: InEmail,
    /// Loading page.
    loading_page_touch_point_variant: Option<WhileLoading>,
}

impl OnPage {
    fn as_str(&self) -> &'static str {
        match self {
            Self::BackgroundImage => "BACKGROUND_IMAGE",
            Self::BackgroundSecondaryColor => "BACKGROUND_SECONDARY_COLOR",
            Self::OktaDefault => "OKTA_DEFAULT",
        }
    }
}

impl ReplaceBrandTheme {
    /// What was given, under Okta's names.
    fn given(self) -> Map<String, Value> {
        let dashboard = match self.end_user_dashboard_touch_point_variant {
            OnDashboard::FullTheme => "FULL_THEME",
            OnDashboard::LogoOnFullWhiteBackground => "LOGO_ON_FULL_WHITE_BACKGROUND",
            OnDashboard::OktaDefault => "OKTA_DEFAULT",
            OnDashboard::WhiteLogoBackground => "WHITE_LOGO_BACKGROUND",
        };
        let email = match self.email_template_touch_point_variant {
            InEmail::FullTheme => "FULL_THEME",
            InEmail::OktaDefault => "OKTA_DEFAULT",
        };
        let loading = self.loading_page_touch_point_variant.map(|it| match it {
            WhileLoading::None => "NONE",
            WhileLoading::OktaDefault => "OKTA_DEFAULT",
        });
        let colour = |colour: Option<Colour>| colour.map(|colour| colour.0);
        let members = [
            ("primaryColorHex", Some(self.primary_color_hex.0)),
            (
                "primaryColorContrastHex",
                colour(self.primary_color_contrast_hex),
            ),
            ("secondaryColorHex", Some(self.secondary_color_hex.0)),
            (
                "secondaryColorContrastHex",
                colour(self.secondary_color_contrast_hex),
            ),
            (
                "signInPageTouchPointVariant",
                Some(self.sign_in_page_touch_point_variant.as_str().to_owned()),
            ),
            (
                "endUserDashboardTouchPointVariant",
                Some(dashboard.to_owned()),
            ),
            (
                "errorPageTouchPointVariant",
                Some(self.error_page_touch_point_variant.as_str().to_owned()),
            ),
            ("emailTemplateTouchPointVariant", Some(email.to_owned())),
            ("loadingPageTouchPointVariant", loading.map(str::to_owned)),
        ];
        let given = members.into_iter();
        given
            .filter_map(|(name, value)| Some((name.to_owned(), value?.into())))
            .collect()
    }
}

/// What of a theme can be written; its images have operations of their own.
const WRITTEN: [&str; 9] = [
    "primaryColorHex",
    "primaryColorContrastHex",
    "secondaryColorHex",
    "secondaryColorContrastHex",
    "signInPageTouchPointVariant",
    "endUserDashboardTouchPointVariant",
    "errorPageTouchPointVariant",
    "emailTemplateTouchPointVariant",
    "loadingPageTouchPointVariant",
];

impl Write for ReplaceBrandTheme {
    const SPEC: Spec = Spec {
        name: "replace_brand_theme",
        title: "Replace brand theme",
        about: "Sets colours of one theme and which pages and e-mails use it; everybody sees it at once. \
                Images stay; optional members that you leave out stay too.",
        uses: &[&op::GET_BRAND_THEME, &op::REPLACE_BRAND_THEME],
        may_use: &[&op::LIST_BRANDS, &op::LIST_BRAND_THEMES],
        returns: Returns::Change,
        example: r##"{"brand_id": "Acme", "theme_id": "the1thing0000000acme", "primary_color_hex": "#0b5cad", "secondary_color_hex": "#f4f4f4", "sign_in_page_touch_point_variant": "BACKGROUND_SECONDARY_COLOR", "end_user_dashboard_touch_point_variant": "FULL_THEME", "error_page_touch_point_variant": "OKTA_DEFAULT", "email_template_touch_point_variant": "FULL_THEME"}"##,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let (brand, theme) = theme(call, &self.brand_id, &self.theme_id).await?;
        let mut now = picked(&theme.object, &WRITTEN.map(str::to_owned));
        if let Some(members) = now.as_object_mut() {
            members.retain(|_, value| !value.is_null());
        }
        let operation = &op::REPLACE_BRAND_THEME;
        let made = Replacement::of(&now, self.given(), operation, "theme")?;
        let put = op::replace_brand_theme(&brand, &theme.id);
        let look = op::get_brand_theme(&brand, &theme.id);
        Ok(Plan::of(made.step(put, look))
            .target(theme.target("theme"))
            .happens(format!(
                "Of the theme {} this changes: {}.",
                theme.id,
                made.changes()
            ))
            .reaches("Everybody who meets the brand sees it at once.")
            .done(format!("The theme {} was changed.", theme.id)))
    }
}
