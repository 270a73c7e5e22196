//! The images of themes: logo, favicon and background, put there and taken away.

use operations::{Operation, Request, op};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::folder::Named as NamedFile;
use crate::noun::{Brand, Named, Theme};
use crate::quote::quote;
use crate::themes::theme;
use crate::{Call, Error, Kind, Plan, Returns, Spec, Step, Write, upload};

/// The plan that puts an image of the folder in a theme.
async fn put(
    call: &Call<'_>,
    (brand, which): (&Named<Brand>, &Named<Theme>),
    (operation, what): (&'static Operation, &str),
    name: &str,
) -> Result<Plan, Error> {
    let file = NamedFile {
        argument: "file_path",
        name,
    };
    let file = upload::take(call, operation, file)?;
    let (brand, theme) = theme(call, brand, which).await?;
    let shown = upload::shown(&file);
    let step = Step::new(Request::new(operation, &[&brand, &theme.id]).upload(file))
        .looks_at(op::get_brand_theme(&brand, &theme.id));
    Ok(Plan::of(step)
        .target(theme.target("theme"))
        .happens(format!("The {what} of the theme {} becomes {shown}.", theme.id))
        .reaches("Everybody who meets the brand sees it at once; the image before is lost unless somebody kept the file.")
        .done(format!("The theme {} has a new {what}.", theme.id)))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UploadBrandThemeLogo {
    /// Brand id or name.
    brand_id: Named<Brand>,
    /// Theme id.
    theme_id: Named<Theme>,
    /// File in the folder, like `logo.png`.
    file_path: String,
}

impl Write for UploadBrandThemeLogo {
    const SPEC: Spec = Spec {
        name: "upload_brand_theme_logo",
        title: "Upload brand theme logo",
        about: "Puts a logo in one theme, from a file in the folder of OKTA_MCP_FILES_DIR: PNG, JPG or GIF under \
                100 kB. The logo before is lost. Asks a person first.",
        uses: &[&op::GET_BRAND_THEME, &op::UPLOAD_BRAND_THEME_LOGO],
        may_use: &[&op::LIST_BRANDS, &op::LIST_BRAND_THEMES],
        returns: Returns::Change,
        example: r#"{"brand_id": "Acme", "theme_id": "the1thing0000000acme", "file_path": "logo.png"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let of = (&self.brand_id, &self.theme_id);
        let image = (&op::UPLOAD_BRAND_THEME_LOGO, "logo");
        put(call, of, image, &self.file_path).await
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UploadBrandThemeFavicon {
    /// Brand id or name.
    brand_id: Named<Brand>,
    /// Theme id.
    theme_id: Named<Theme>,
    /// File in the folder, like `favicon.png`.
    file_path: String,
}

impl Write for UploadBrandThemeFavicon {
    const SPEC: Spec = Spec {
        name: "upload_brand_theme_favicon",
        title: "Upload brand theme favicon",
        about: "Puts a favicon (browser tab icon) in one theme, from a file in the folder of OKTA_MCP_FILES_DIR: \
                PNG or ICO, square, at most 512 pixels. The icon before is lost. Asks a person first.",
        uses: &[&op::GET_BRAND_THEME, &op::UPLOAD_BRAND_THEME_FAVICON],
        may_use: &[&op::LIST_BRANDS, &op::LIST_BRAND_THEMES],
        returns: Returns::Change,
        example: r#"{"brand_id": "Acme", "theme_id": "the1thing0000000acme", "file_path": "favicon.png"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let of = (&self.brand_id, &self.theme_id);
        let image = (&op::UPLOAD_BRAND_THEME_FAVICON, "favicon");
        put(call, of, image, &self.file_path).await
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UploadBrandThemeBackgroundImage {
    /// Brand id or name.
    brand_id: Named<Brand>,
    /// Theme id.
    theme_id: Named<Theme>,
    /// File in the folder, like `background.png`.
    file_path: String,
}

impl Write for UploadBrandThemeBackgroundImage {
    const SPEC: Spec = Spec {
        name: "upload_brand_theme_background_image",
        title: "Upload brand theme background image",
        about: "Puts a background image in one theme, from a file in the folder of OKTA_MCP_FILES_DIR: PNG, JPG or \
                GIF under 2 MB. The image before is lost. Asks a person first.",
        uses: &[
            &op::GET_BRAND_THEME,
            &op::UPLOAD_BRAND_THEME_BACKGROUND_IMAGE,
        ],
        may_use: &[&op::LIST_BRANDS, &op::LIST_BRAND_THEMES],
        returns: Returns::Change,
        example: r#"{"brand_id": "Acme", "theme_id": "the1thing0000000acme", "file_path": "background.png"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let of = (&self.brand_id, &self.theme_id);
        let image = (&op::UPLOAD_BRAND_THEME_BACKGROUND_IMAGE, "background image");
        put(call, of, image, &self.file_path).await
    }
}

/// The plan that takes an image from a theme; `member` holds its address.
async fn taken(
    call: &Call<'_>,
    (brand, which): (&Named<Brand>, &Named<Theme>),
    (member, what): (&str, &str),
    delete: fn(&str, &str) -> Request,
) -> Result<Plan, Error> {
    let (brand, theme) = theme(call, brand, which).await?;
    if theme.object[member].is_null() {
        return Err(Error::new(
            Kind::Conflict,
            format!(
                "the theme {} has no {what}; nothing was changed",
                quote(&theme.id)
            ),
            "get_brand_theme shows which images it has.",
        ));
    }
    let step =
        Step::new(delete(&brand, &theme.id)).looks_at(op::get_brand_theme(&brand, &theme.id));
    Ok(Plan::of(step)
        .target(theme.target("theme"))
        .happens(format!("The {what} of the theme {} is deleted.", theme.id))
        .reaches("Okta's default takes its place for everybody; the image is lost unless somebody kept the file.")
        .done(format!("The {what} of the theme {} is deleted.", theme.id)))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeleteBrandThemeLogo {
    /// Brand id or name.
    brand_id: Named<Brand>,
    /// Theme id.
    theme_id: Named<Theme>,
}

impl Write for DeleteBrandThemeLogo {
    const SPEC: Spec = Spec {
        name: "delete_brand_theme_logo",
        title: "Delete brand theme logo",
        about: "Deletes the logo of one theme; Okta's default takes its place everywhere. The image \
                cannot be had back from Okta. Asks a person first.",
        uses: &[&op::GET_BRAND_THEME, &op::DELETE_BRAND_THEME_LOGO],
        may_use: &[&op::LIST_BRANDS, &op::LIST_BRAND_THEMES],
        returns: Returns::Change,
        example: r#"{"brand_id": "Acme", "theme_id": "the1thing0000000acme"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let of = (&self.brand_id, &self.theme_id);
        taken(call, of, ("logo", "logo"), op::delete_brand_theme_logo).await
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeleteBrandThemeFavicon {
    /// Brand id or name.
    brand_id: Named<Brand>,
    /// Theme id.
    theme_id: Named<Theme>,
}

impl Write for DeleteBrandThemeFavicon {
    const SPEC: Spec = Spec {
        name: "delete_brand_theme_favicon",
        title: "Delete brand theme favicon",
        about: "Deletes the favicon (browser tab icon) of one theme; Okta's default takes its place. The \
                image cannot be had back from Okta. Asks a person first.",
        uses: &[&op::GET_BRAND_THEME, &op::DELETE_BRAND_THEME_FAVICON],
        may_use: &[&op::LIST_BRANDS, &op::LIST_BRAND_THEMES],
        returns: Returns::Change,
        example: r#"{"brand_id": "Acme", "theme_id": "the1thing0000000acme"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let of = (&self.brand_id, &self.theme_id);
        taken(
            call,
            of,
            ("favicon", "favicon"),
            op::delete_brand_theme_favicon,
        )
        .await
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeleteBrandThemeBackgroundImage {
    /// Brand id or name.
    brand_id: Named<Brand>,
    /// Theme id.
    theme_id: Named<Theme>,
}

impl Write for DeleteBrandThemeBackgroundImage {
    const SPEC: Spec = Spec {
        name: "delete_brand_theme_background_image",
        title: "Delete brand theme background image",
        about: "Deletes the background image of one theme; Okta's default takes its place. The image \
                cannot be had back from Okta. Asks a person first.",
        uses: &[
            &op::GET_BRAND_THEME,
            &op::DELETE_BRAND_THEME_BACKGROUND_IMAGE,
        ],
        may_use: &[&op::LIST_BRANDS, &op::LIST_BRAND_THEMES],
        returns: Returns::Change,
        example: r#"{"brand_id": "Acme Labs", "theme_id": "the2thing0000000acme"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let of = (&self.brand_id, &self.theme_id);
        let image = ("backgroundImage", "background image");
        taken(call, of, image, op::delete_brand_theme_background_image).await
    }
}
