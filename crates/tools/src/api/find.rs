//! `find_operation`: the catalogue of Okta's API, by words.

use operations::{Effect, Operation, effect};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::api::{request, search};
use crate::{Call, Error, Read, Reply, Returns, Spec};

/// How many operations are shown where nothing else is asked.
const SHOWN: usize = 6;
/// How many are looked at, so that those which may not be called can stand last.
const LOOKED_AT: usize = 60;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FindOperation {
    /// What is wanted, in plain words: `block sign-ins from a country`.
    #[schemars(length(min = 1, max = 400))]
    query: String,
    /// Only this chapter of Okta's reference, like `Policy`.
    tag: Option<String>,
    /// Only operations of this effect.
    effect: Option<EffectWord>,
    /// Most operations: 1 to 50, default 6.
    #[schemars(range(min = 1, max = 50))]
    limit: Option<usize>,
}

#[derive(Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
enum EffectWord {
    Read,
    Write,
    Destroy,
    Restricted,
}

impl EffectWord {
    fn is(self, effect: Effect) -> bool {
        match self {
            Self::Read => effect == Effect::Read,
            Self::Write => effect == Effect::Write,
            Self::Destroy => effect == Effect::Destroy,
            Self::Restricted => matches!(effect, Effect::Restricted(_)),
        }
    }
}

impl Read for FindOperation {
    const SPEC: Spec = Spec {
        name: "find_operation",
        title: "Find operation",
        about: "Finds operations of Okta's whole API (over 900) by plain words, best first: policies, \
                zones, factors, apps, roles, brands, logs, everything without a tool of its own.",
        uses: &[],
        may_use: &[],
        returns: Returns::Report,
        example: r#"{"query": "lost phone, reset MFA"}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let fits = |operation: &Operation| {
            request::is_callable(operation)
                && self
                    .effect
                    .is_none_or(|wanted| wanted.is(operation.effect()))
                && self
                    .tag
                    .as_ref()
                    .is_none_or(|tag| tag.eq_ignore_ascii_case(operation.tag))
        };
        if let Some(tag) = &self.tag {
            refuse_unknown(tag)?;
        }
        let found: Vec<&'static Operation> = search::ranked(&self.query)
            .into_iter()
            .filter(|operation| fits(operation))
            .take(LOOKED_AT)
            .collect();
        let limit = self.limit.unwrap_or(SHOWN);
        let (may, may_not): (Vec<_>, Vec<_>) = found.into_iter().partition(|o| call.may(o));
        let rows: Vec<Value> = may
            .into_iter()
            .chain(may_not)
            .take(limit)
            .map(|operation| row(operation, call))
            .collect();
        let mut reply = json!({"operations": rows});
        if rows_are_empty(&reply) {
            reply["note"] =
                "nothing fits; say it in other words, or leave out `tag` and `effect`".into();
        }
        Ok(Reply::report(reply))
    }
}

fn rows_are_empty(reply: &Value) -> bool {
    reply["operations"].as_array().is_none_or(Vec::is_empty)
}

fn refuse_unknown(tag: &str) -> Result<(), Error> {
    let tags = operations::OPERATIONS.iter().map(|operation| operation.tag);
    let mut near: Vec<(f64, &str)> = tags
        .map(|other| {
            (
                strsim::jaro_winkler(&tag.to_lowercase(), &other.to_lowercase()),
                other,
            )
        })
        .collect();
    near.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(other.1)));
    near.dedup();
    if near
        .first()
        .is_some_and(|(_, name)| name.eq_ignore_ascii_case(tag))
    {
        return Ok(());
    }
    let names: Vec<&str> = near.into_iter().take(5).map(|(_, name)| name).collect();
    Err(Error::invalid_input(format!(
        "`tag`: there is no chapter {}; perhaps one of {}",
        crate::quote::quote(tag),
        names.join(", ")
    )))
}

fn row(operation: &'static Operation, call: &Call<'_>) -> Value {
    let mut row = json!({
        "id": operation.id,
        "effect": operation.effect().word(),
        "about": effect::about(operation.id),
        "path": format!("{} {}", operation.method, operation.path),
    });
    if let Some(tool) = crate::catalog::tool_of(operation) {
        row["tool"] = tool.into();
    }
    let lacks: Vec<&str> = operation
        .scopes
        .iter()
        .copied()
        .filter(|scope| !call.asks_for(scope))
        .collect();
    if !lacks.is_empty() {
        row["lacks_scope"] = lacks.join(" ").into();
    }
    row
}
