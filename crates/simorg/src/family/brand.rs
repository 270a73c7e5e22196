//! Brands: what hangs on them, and the images of their themes.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::call::Call;
use crate::family::image;
use crate::refusal::Refusal;
use crate::state::{Handler, State};
use crate::tree::rule::View;
use crate::tree::{self, Document, act, place, show, sow};

/// What this module answers.
pub const HANDLERS: &[(&str, Handler)] = &[
    ("listBrands", list),
    ("getBrand", list),
    ("deleteBrand", delete),
    ("listBrandDomains", list_domains),
    ("uploadBrandThemeLogo", upload),
    ("uploadBrandThemeFavicon", upload),
    ("uploadBrandThemeBackgroundImage", upload),
    ("deleteBrandThemeLogo", remove_image),
    ("deleteBrandThemeFavicon", remove_image),
    ("deleteBrandThemeBackgroundImage", remove_image),
    ("listAllSignInWidgetVersions", list_widget_versions),
    ("replaceCustomizedSignInPage", replace_page),
    ("replaceCustomizedErrorPage", replace_page),
];

const BRAND: &str = "/api/v1/brands/{}";

/// A new brand with its theme and templates; the path of it.
pub fn plant(state: &mut State, name: &str) -> String {
    let id = crate::id::random("bnd", &mut state.dice);
    let path = format!("/api/v1/brands/{id}");
    let mut body = Document::new();
    body.insert("id".to_owned(), json!(id));
    body.insert("name".to_owned(), json!(name));
    sow::plant(state, &path, act::kind(BRAND), body);
    path
}

/// One brand, or all, each with what `expand` asks for.
fn list(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let mut answer = tree::answer(state, call)?;
    if call.now.strftime("%Y-%m-%d").to_string().as_str() < "2023-05-01" {
        // Until there were several brands, their list had no links.
        answer.headers.clear();
    }
    let pairs = call.query.pairs().iter();
    let asked: Vec<&str> = pairs
        .filter(|(name, _)| name == "expand")
        .flat_map(|(_, value)| value.split(','))
        .collect();
    if asked.is_empty() {
        return Ok(answer);
    }
    match &mut answer.body {
        Some(Value::Array(rows)) => {
            for row in rows {
                embed(state, call, &asked, row);
            }
        }
        Some(body) => embed(state, call, &asked, body),
        None => {}
    }
    Ok(answer)
}

fn embed(state: &mut State, call: &Call<'_>, asked: &[&str], brand: &mut Value) {
    let id = text(brand, "id");
    let mut embedded = Document::new();
    for word in asked {
        let value = match *word {
            "themes" => shown(state, call, &format!("/api/v1/brands/{id}/themes"), &|_| {
                true
            }),
            "domains" => of_brand(state, call, "/api/v1/domains", &id),
            "emailDomain" => {
                let found = of_brand(state, call, "/api/v1/email-domains", &id);
                found.get(0).cloned().unwrap_or(Value::Null)
            }
            _ => continue,
        };
        embedded.insert((*word).to_owned(), value);
    }
    if let Some(brand) = brand.as_object_mut() {
        brand.insert("_embedded".to_owned(), Value::Object(embedded));
    }
}

fn text(value: &Value, name: &str) -> String {
    let held = value.get(name).and_then(Value::as_str);
    held.unwrap_or_default().to_owned()
}

fn of_brand(state: &mut State, call: &Call<'_>, collection: &str, brand: &str) -> Value {
    shown(state, call, collection, &|document| {
        document.get("brandId").is_some_and(|id| id == brand)
    })
}

fn shown(
    state: &mut State,
    call: &Call<'_>,
    collection: &str,
    fits: &dyn Fn(&Document) -> bool,
) -> Value {
    let rows: Vec<(String, Document)> = state
        .tree
        .children(collection)
        .into_iter()
        .filter(|(_, document)| fits(document))
        .map(|(path, document)| (path.to_owned(), document.clone()))
        .collect();
    rows.into_iter()
        .map(|(path, document)| show::shown(state, call, (&path, View::Row), document))
        .collect()
}

/// A brand that a domain uses stays.
fn delete(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let id = call.value(0);
    let used = ["/api/v1/domains", "/api/v1/email-domains"]
        .into_iter()
        .any(|collection| {
            let held = state.tree.children(collection);
            held.iter()
                .any(|(_, held)| held.get("brandId").is_some_and(|brand| brand == id))
        });
    let path = format!("/api/v1/brands/{id}");
    let is_default = state
        .tree
        .get(&path)
        .is_some_and(|brand| brand.get("isDefault") == Some(&Value::Bool(true)));
    if used && !is_default {
        let summary = "A brand associated with a custom domain or email doamin cannot be deleted.";
        return Err(Refusal::new(409, "E0000201", summary));
    }
    tree::answer(state, call)
}

fn list_domains(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let asked = call.value(0);
    let id = place::find(state, BRAND, "/api/v1/brands", asked)
        .ok_or_else(|| Refusal::not_found(asked, "Brand"))?;
    let rows = of_brand(state, call, "/api/v1/domains", &id);
    Ok(Answer::ok(json!({ "domains": rows })))
}

/// The theme of the path and the member that holds the image.
fn image_of(state: &State, call: &Call<'_>) -> Result<(String, &'static str), Refusal> {
    let member = match call.operation.path.rsplit_once('/') {
        Some((_, "logo")) => "logo",
        Some((_, "favicon")) => "favicon",
        _ => "backgroundImage",
    };
    let (brand, theme) = (call.value(0), call.value(1));
    if !state.tree.has(&format!("/api/v1/brands/{brand}")) {
        return Err(Refusal::not_found(brand, "Brand"));
    }
    let path = format!("/api/v1/brands/{brand}/themes/{theme}");
    if !state.tree.has(&path) {
        return Err(Refusal::not_found(theme, "Theme"));
    }
    Ok((path, member))
}

fn upload(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (path, member) = image_of(state, call)?;
    let allowed = match member {
        "logo" => image::LOGO,
        "favicon" => image::FAVICON,
        _ => image::BACKGROUND,
    };
    image::check(call, &allowed)?;
    let file = crate::id::random("fs0", &mut state.dice);
    let url = format!("{}/fs/bco/1/{file}", call.base());
    if let Some(theme) = state.tree.get_mut(&path) {
        theme.insert(member.to_owned(), json!(url));
    }
    Ok(Answer::json(201, json!({ "url": url })).with("location", url))
}

fn remove_image(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (path, member) = image_of(state, call)?;
    if let Some(theme) = state.tree.get_mut(&path) {
        theme.shift_remove(member);
    }
    Ok(Answer::empty(204))
}

#[expect(clippy::unnecessary_wraps, reason = "every handler has this type")]
fn list_widget_versions(_: &mut State, _: &Call<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::ok(json!([
        "^5", "^6", "7.0", "7.1", "7.2", "^7", "*"
    ])))
}

/// The default brand's pages cannot be changed.
fn replace_page(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let brand = state.tree.get(&format!("/api/v1/brands/{}", call.value(0)));
    let is_default = brand.is_some_and(|brand| brand.get("isDefault") == Some(&Value::Bool(true)));
    if is_default {
        let summary = "Cannot update page content for the default brand.";
        return Err(Refusal::new(403, "E0000213", summary));
    }
    tree::answer(state, call)
}
