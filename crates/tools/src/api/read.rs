//! `read_operation`: any operation that changes nothing.

use operations::{Effect, OPERATIONS, Operation, Paging, Request};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::api::request::{self, Body, Given};
use crate::columns::{self, Columns};
use crate::list::Pages;
use crate::{Call, Error, Read, Reply, Returns, Shape, Spec};

/// The columns of a list whose rows are not described.
static NOTHING_KNOWN: Columns = Columns::none();

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadOperation {
    /// Operation id, like `listPolicies`.
    id: String,
    /// Path parameters: `{"policyId": "rst1…"}`.
    #[serde(default)]
    path: Map<String, Value>,
    /// Query parameters.
    #[serde(default)]
    query: Map<String, Value>,
    /// Body, where one is taken.
    #[serde(default)]
    #[schemars(with = "Body")]
    body: Option<Value>,
}

impl Read for ReadOperation {
    const SPEC: Spec = Spec {
        name: "read_operation",
        title: "Read operation",
        about: "Calls any operation of Okta's API that only reads; find_operation finds it. People \
                and groups may be given by name.",
        uses: &[],
        may_use: OPERATIONS,
        returns: Returns::List(&NOTHING_KNOWN),
        example: r#"{"id": "listNetworkZones"}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let operation = request::operation(&self.id)?;
        if operation.effect() != Effect::Read {
            return Err(Error {
                next_step: "Call write_operation with the same arguments.".to_owned(),
                ..Error::invalid_input(format!(
                    "`id`: {} changes something; nothing was sent",
                    operation.id
                ))
            });
        }
        let (query, shape) = paged(operation, self.query, &call.shape)?;
        let given = Given {
            path: self.path,
            query,
            body: self.body,
        };
        let prepared = request::prepare(operation, &given, call).await?;
        let call = &call.shaped(shape);
        let mut reply = match (rows(operation), is_paged(operation)) {
            (Some(columns), true) => {
                call.list(prepared.request, &columns, pages(operation))
                    .await?
            }
            (columns, _) => whole(call, &prepared.request, columns).await?,
        };
        if !prepared.warnings.is_empty() {
            reply.value["warnings"] = prepared.warnings.into();
        }
        Ok(reply)
    }
}

fn is_paged(operation: &Operation) -> bool {
    matches!(
        operation.paging,
        Paging::LinkHeader | Paging::BodyLinks { .. } | Paging::AfterLast { .. }
    )
}

/// An answer that comes at once: rows where it is a list, as described or not, else the thing itself.
async fn whole(
    call: &Call<'_>,
    request: &Request,
    columns: Option<Columns>,
) -> Result<Reply, Error> {
    let answer = call.send(request).await?;
    match (answer.rows(None), columns) {
        (Some(rows), Some(columns)) => call.table(rows, &columns),
        _ => Ok(Reply::any(answer.body, call)),
    }
}

/// The query without what shapes the reply, and the shape that it asks for.
fn paged(
    operation: &Operation,
    mut query: Map<String, Value>,
    shape: &Shape,
) -> Result<(Map<String, Value>, Shape), Error> {
    let mut shape = shape.clone();
    if query.contains_key("after") {
        return Err(Error::invalid_input(
            "`query.after`: give the `next` of an earlier reply as `after`, beside `query`",
        ));
    }
    if rows(operation).is_some() && operation.query("limit").is_some() {
        let limit = query.get("limit").and_then(Value::as_u64);
        if let Some(limit) = limit.and_then(|limit| usize::try_from(limit).ok()) {
            shape.limit = shape.limit.or(Some(limit));
            query.remove("limit");
        }
    }
    Ok((query, shape))
}

/// The columns of the rows that an operation answers with; `None` where it answers with one thing.
fn rows(operation: &Operation) -> Option<Columns> {
    let answer = operation.answers.first();
    let schema = answer.and_then(|answer| answer.schema).unwrap_or_default();
    let is_list = answer.is_some_and(|answer| answer.array);
    match operation.paging {
        Paging::BodyLinks { list: Some(list) } => {
            Some(columns::of_member(operation.spec, schema, list))
        }
        Paging::BodyLinks { list: None } => None,
        _ if is_list => Some(columns::of(operation.spec, schema)),
        _ => None,
    }
}

fn pages(operation: &Operation) -> Pages {
    let most = operation.query("limit").and_then(|limit| limit.maximum);
    let most = most.and_then(|most| usize::try_from(most).ok());
    Pages {
        largest: most.unwrap_or(200).min(200),
        cap: match operation.id {
            "listUsers" => Some(10),
            "listGroups" => Some(300),
            _ => None,
        },
    }
}
