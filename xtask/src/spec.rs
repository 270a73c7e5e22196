//! The facts in `spec/`, as generation reads them.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// One row of `spec/operations.json`.
#[derive(Deserialize)]
pub struct Operation {
    pub id: String,
    pub method: String,
    pub path: String,
    pub tag: String,
    pub spec: String,
    pub scopes: Vec<String>,
    #[serde(default)]
    pub params: Vec<Parameter>,
    pub body: Option<Body>,
    pub ok: BTreeMap<String, Success>,
    pub page: Option<Page>,
    #[serde(default)]
    pub deprecated: bool,
    #[serde(default)]
    pub lifecycle: Lifecycle,
}

#[derive(Deserialize)]
pub struct Parameter {
    pub name: String,
    #[serde(rename = "in")]
    pub place: String,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    #[serde(default)]
    pub required: bool,
    pub default: Option<Value>,
    #[serde(rename = "enum", default)]
    pub allowed: Vec<Value>,
    pub minimum: Option<i64>,
    pub maximum: Option<i64>,
}

#[derive(Deserialize)]
pub struct Body {
    #[serde(default)]
    pub required: bool,
    pub content: BTreeMap<String, Value>,
}

#[derive(Deserialize)]
pub struct Success {
    #[serde(default)]
    pub array: bool,
    pub schema: Option<String>,
}

#[derive(Deserialize)]
pub struct Page {
    pub style: String,
    pub list: Option<String>,
}

#[derive(Deserialize, Default)]
pub struct Lifecycle {
    pub stage: Option<String>,
}

/// One row of `spec/roles.json`: an ability, the operations it covers, and what is known of each
/// standard role.
#[derive(Deserialize)]
pub struct Ability {
    #[serde(rename = "ability")]
    pub name: String,
    pub operations: Vec<String>,
    pub yes: Vec<String>,
    pub narrowed: Vec<String>,
    pub no: Vec<String>,
    pub unknown: Vec<String>,
}

/// Reads one file of `spec/`.
pub fn read<T: DeserializeOwned>(root: &Path, name: &str) -> anyhow::Result<T> {
    let path = root.join("spec").join(name);
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    serde_json::from_str(&text).with_context(|| path.display().to_string())
}
