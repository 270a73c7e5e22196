//! One harmless read for each scope: which, and what came of it.

use okta::{Client, Fault, Grant, Rate};
use operations::operation::{Kind as Of, Place};
use operations::{Effect, Method, OPERATIONS, Operation, Request, op, role};

/// The most reads.
const MOST: usize = 24;
/// The families that people use daily are looked at first.
const DAILY: &[&str] = &["users", "groups", "apps", "logs", "policies"];
/// A person, a group that nobody has.
const NOBODY: &str = "00udoctor0asks0nobod";

/// A scope, and the read that shows whether a role covers it.
pub struct Probe {
    /// The scope that is asked for.
    pub scope: String,
    /// The read.
    pub operation: &'static Operation,
}

/// What came of a read.
pub enum Outcome {
    /// It was let through, and the list had so many rows.
    Seen(Option<usize>, Option<Rate>),
    /// The admin role does not cover it.
    NoRole,
    /// Something else.
    Failed(Fault),
}

/// A read for each scope of a grant, and the scopes without one.
pub fn choose(grant: &Grant) -> (Vec<Probe>, Vec<String>) {
    let mut scopes: Vec<&String> = grant.scopes.iter().collect();
    let rank = |scope: &&String| {
        let family = family(scope);
        let daily = DAILY.iter().position(|name| *name == family);
        daily.unwrap_or(DAILY.len())
    };
    scopes.sort_by_key(rank);
    let (mut probes, mut without): (Vec<Probe>, Vec<String>) = (Vec::new(), Vec::new());
    for scope in scopes {
        match operation_for(family(scope)) {
            Some(operation) if probes.iter().any(|p| p.operation == operation) => {}
            Some(operation) if probes.len() < MOST => probes.push(Probe {
                scope: scope.clone(),
                operation,
            }),
            _ => without.push(scope.clone()),
        }
    }
    (probes, without)
}

fn family(scope: &str) -> &str {
    let name = scope.strip_prefix("okta.").unwrap_or(scope);
    name.rsplit_once('.').map_or(name, |(family, _)| family)
}

/// A list that takes no more than its scope; one whose roles are documented goes before others.
fn operation_for(family: &str) -> Option<&'static Operation> {
    let daily = match family {
        "users" => Some(&op::LIST_USERS),
        "groups" => Some(&op::LIST_GROUPS),
        "apps" => Some(&op::LIST_APPLICATIONS),
        "logs" => Some(&op::LIST_LOG_EVENTS),
        "policies" => Some(&op::LIST_POLICIES),
        _ => None,
    };
    if daily.is_some() {
        return daily;
    }
    let scope = format!("okta.{family}.read");
    let fits = |operation: &&&'static Operation| {
        operation.scopes == [scope.as_str()]
            && operation.method == Method::Get
            && operation.effect() == Effect::Read
            && !operation.deprecated
            && operation.placeholders().next().is_none()
            && operation.parameters.iter().all(|p| !p.required)
    };
    let lists = OPERATIONS.iter().filter(fits).copied();
    lists.min_by_key(|operation| (role::ability(operation.id).is_none(), operation.path.len()))
}

/// Reads.
pub async fn run(okta: &Client, operation: &'static Operation) -> Outcome {
    outcome(okta.send(&request(operation)).await)
}

/// Reads one thing that nobody has: a role that covers it gets a 404, none gets a 403.
pub async fn nobody(okta: &Client, operation: &'static Operation) -> Outcome {
    outcome(okta.send(&Request::new(operation, &[NOBODY])).await)
}

fn outcome(answer: Result<okta::Response, Fault>) -> Outcome {
    match answer {
        Ok(answer) => Outcome::Seen(answer.body.as_array().map(Vec::len), answer.rate),
        Err(Fault::Refused(refusal)) if refusal.lacks_role() => Outcome::NoRole,
        // Whatever is wrong with the request or the thing, the role let it through.
        Err(Fault::Refused(refusal))
            if matches!(refusal.status, 400 | 404) && !refusal.rejects_proof() =>
        {
            Outcome::Seen(None, None)
        }
        Err(fault) => Outcome::Failed(fault),
    }
}

fn request(operation: &'static Operation) -> Request {
    let request = Request::new(operation, &[]);
    if *operation == op::LIST_POLICIES {
        return request.query("type", "OKTA_SIGN_ON");
    }
    let limit = operation.query("limit");
    let takes_limit = limit.is_some_and(|p| p.place == Place::Query && p.kind == Of::Integer);
    request.query_if("limit", takes_limit.then_some(1))
}
