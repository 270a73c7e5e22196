//! `describe_operation`: what one operation takes, gives, needs and does.

use operations::operation::{Parameter, Place, Stage};
use operations::{Effect, Operation, Paging, component, effect, role};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::api::outline::{self, Outline};
use crate::api::{example, request};
use crate::{Call, Error, Read, Reply, Returns, Spec};
use crate::{folder, upload};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DescribeOperation {
    /// Operation id.
    id: String,
    /// Form of the body, one of `variants`: `OPENID_CONNECT`.
    variant: Option<String>,
}

impl Read for DescribeOperation {
    const SPEC: Spec = Spec {
        name: "describe_operation",
        title: "Describe operation",
        about: "Describes one operation of Okta's API: parameters, body schema, a working example, \
                effect, scopes, paging. Bodies with several forms list them as variants; name one.",
        uses: &[],
        may_use: &[],
        returns: Returns::One,
        example: r#"{"id": "createNetworkZone", "variant": "IP"}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let operation = request::operation(&self.id)?;
        let variant = self.variant.as_deref();
        let body = outline::of(operation, variant).map_err(|choice| {
            let values = match choice.values.as_slice() {
                [] => "its body has one form only".to_owned(),
                values => format!("{} is one of {}", choice.member, values.join(", ")),
            };
            Error::invalid_input(format!("`variant`: {values}"))
        })?;
        let mut told = facts(operation, call);
        if let Some(body) = body {
            told["body"] = body_told(operation, body, variant);
        }
        let notes = notes(operation);
        if !notes.is_empty() {
            told["notes"] = notes.into();
        }
        told["example"] = json!({
            "tool": if operation.effect() == Effect::Read { "read_operation" } else { "write_operation" },
            "arguments": example::of(operation, variant),
        });
        Ok(call.one(told))
    }
}

fn facts(operation: &Operation, call: &Call<'_>) -> Value {
    let mut told = json!({
        "id": operation.id,
        "about": effect::about(operation.id),
        "request": format!("{} {}", operation.method, operation.path),
        "effect": operation.effect().word(),
        "scopes": operation.scopes,
    });
    if let Some(why) = effect::reason(operation.id) {
        told["why"] = format!("it {why}").into();
    }
    let lacks: Vec<&&str> = operation
        .scopes
        .iter()
        .filter(|s| !call.asks_for(s))
        .collect();
    if !lacks.is_empty() {
        told["lacks_scope"] = json!(lacks);
    }
    let roles = role::covering(operation.id);
    if !roles.is_empty() {
        told["admin_roles"] = json!(roles);
    }
    if let Some(tool) = crate::catalog::tool_of(operation) {
        told["better_tool"] = tool.into();
    }
    for (place, name) in [(Place::Path, "path"), (Place::Query, "query")] {
        let told_of = parameters(operation, place);
        if !told_of.is_empty() {
            told[name] = told_of.into();
        }
    }
    told["paging"] = paging(operation).into();
    told
}

fn parameters(operation: &Operation, place: Place) -> Map<String, Value> {
    let of_place = operation.parameters.iter().filter(|p| p.place == place);
    of_place
        .map(|p| (p.name.to_owned(), parameter(p).into()))
        .collect()
}

/// `integer, at most 200, default 20`.
fn parameter(parameter: &Parameter) -> String {
    use operations::operation::Kind;
    let kind = match parameter.kind {
        Kind::Text => "string",
        Kind::Integer => "integer",
        Kind::Boolean => "boolean",
        Kind::List => "list of strings",
    };
    let mut words = vec![kind.to_owned()];
    if parameter.required {
        words.push("required".to_owned());
    }
    if !parameter.allowed.is_empty() {
        words.push(format!("one of {}", parameter.allowed.join(", ")));
    }
    if let Some(least) = parameter.minimum {
        words.push(format!("at least {least}"));
    }
    if let Some(most) = parameter.maximum {
        words.push(format!("at most {most}"));
    }
    if let Some(default) = parameter.default {
        words.push(format!("default {default}"));
    }
    words.join("; ")
}

fn body_told(operation: &Operation, body: Outline, variant: Option<&str>) -> Value {
    let stated = operation.body.as_ref();
    let mut told = json!({
        "media": stated.map(|body| body.media),
        "required": stated.is_some_and(|body| body.required),
    });
    if let Some(choice) = &body.chooses {
        told["variants"] = json!({"member": choice.member, "values": choice.values});
        if variant.is_none() {
            told["note"] = "members that all variants share; give `variant` for the rest".into();
        }
    }
    match upload::described(operation) {
        Some(kinds) => {
            told["file"] = format!(
                "a file in the folder of {}, by its name: {{\"file\": \"NAME\"}}; {kinds}",
                folder::SETTING
            )
            .into();
        }
        None => told["schema"] = body.schema,
    }
    told
}

fn paging(operation: &Operation) -> &'static str {
    let is_list = operation.answers.iter().any(|answer| answer.array);
    match operation.paging {
        Paging::LinkHeader | Paging::BodyLinks { .. } | Paging::AfterLast { .. } => {
            "a list in pages: `limit`, `after`, `fetch_all` and `count_only` of read_operation"
        }
        Paging::Whole => "a list that comes whole",
        Paging::None if is_list => "a list that comes whole",
        Paging::None => "one answer",
    }
}

/// What the description does not say: its stage, and where recordings differ from it.
fn notes(operation: &Operation) -> Vec<String> {
    let mut notes = Vec::new();
    match operation.stage {
        Stage::EarlyAccess => {
            notes.push("Early access: an org has it only when it is switched on.".to_owned());
        }
        Stage::Beta => notes.push("Beta: most orgs do not have it.".to_owned()),
        Stage::LimitedGeneral => notes.push("Not every org has it.".to_owned()),
        Stage::General | Stage::Unstated => {}
    }
    let schemas: Vec<&str> = operation
        .answers
        .iter()
        .filter_map(|answer| answer.schema)
        .collect();
    let differing = component::departures().filter(|d| schemas.contains(&d.schema));
    notes.extend(differing.take(8).map(|departure| {
        let how = match departure.kind {
            "null" => "comes as null",
            "extra" => "comes though it is not described",
            "required" => "is missing sometimes",
            "enum" => "has values that are not described",
            _ => "comes in another form than described",
        };
        format!("In real answers `{}` {how}.", departure.member)
    }));
    notes
}
