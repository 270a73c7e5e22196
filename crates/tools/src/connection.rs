//! The connection itself: what it may do, and what it may not.

use okta::covers;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::tool::read;
use crate::{Call, Entry, Error, Read, Reply, Returns, Spec, advice, catalog, doctor};

/// The tools about the connection.
pub const TOOLS: &[Entry] = &[read::<CheckConnection>(), read::<GetScopeStatus>()];

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GetScopeStatus {}

impl Read for GetScopeStatus {
    const SPEC: Spec = Spec {
        name: "get_scope_status",
        title: "Get scope status",
        about: "Shows which OAuth scopes this connection asked for and which Okta granted, and which \
                tools are hidden for want of a scope. Call it when a tool is missing.",
        uses: &[],
        may_use: &[],
        returns: Returns::Report,
        example: "{}",
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let asked = &call.okta().settings().scopes;
        let mut report = json!({"org": call.org(), "asked": asked});
        match call.okta().sign_in().await {
            Ok(grant) => {
                let missing: Vec<&String> = asked.iter().filter(|s| !grant.covers(s)).collect();
                report["granted"] = grant.scopes.iter().cloned().collect();
                report["missing"] = json!(missing);
                if let Some(scope) = missing.first() {
                    let error = advice::missing_scope(scope, call.okta());
                    report["next_step"] = error.next_step.into();
                }
            }
            Err(fault) => {
                let operation = &operations::op::TOKEN;
                report["sign_in"] = advice::of(&fault, operation, call.okta()).to_value();
            }
        }
        report["hidden_tools"] = hidden(asked);
        Ok(Reply::report(report))
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CheckConnection {}

impl Read for CheckConnection {
    const SPEC: Spec = Spec {
        name: "check_connection",
        title: "Check connection",
        about: "Examines this connection and names each fault with its remedy: network, clock, key, \
                app, DPoP, scopes, admin role. Reads only. Call it when calls fail or lists come back \
                empty.",
        uses: &[],
        may_use: &[],
        returns: Returns::Report,
        example: "{}",
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let report = doctor::examine_connection(call.okta()).await;
        let mut value = json!(report);
        value["org"] = call.org().into();
        Ok(Reply::report(value))
    }
}

/// The tools that the scopes asked for do not cover, and the scopes they need.
fn hidden(asked: &[String]) -> Value {
    let lacking = |spec: &Spec| {
        let mut scopes = spec.scopes();
        scopes.retain(|scope| !covers(asked.iter().map(String::as_str), scope));
        scopes
    };
    catalog::rows()
        .into_iter()
        .map(|(_, entry)| (entry.spec, lacking(entry.spec)))
        .filter(|(_, lacks)| !lacks.is_empty())
        .map(|(spec, lacks)| json!({"tool": spec.name, "needs": lacks}))
        .collect()
}
