//! Operations that Okta answers and its descriptions do not have: other clients use them.

use operations::Operation;
use operations::beside::{GET_CATALOG_APP, LIST_CATALOG_APPS};
use operations::operation::{Answer, Method, Paging, Spec, Stage};

/// All of them.
pub const BESIDE: &[&Operation] = &[&LIST_CATALOG_APPS, &GET_CATALOG_APP, &CREATE_SESSION];

static CREATE_SESSION: Operation = Operation {
    id: "createSession",
    method: Method::Post,
    path: "/api/v1/sessions",
    tag: "Session",
    scopes: &["okta.sessions.manage"],
    answers: &[Answer {
        status: 200,
        array: false,
        schema: Some("Session"),
    }],
    ..PLAIN
};

const PLAIN: Operation = Operation {
    id: "",
    method: Method::Get,
    path: "",
    tag: "",
    spec: Spec::Management,
    scopes: &[],
    parameters: &[],
    body: None,
    answers: &[],
    paging: Paging::None,
    stage: Stage::Unstated,
    deprecated: false,
};

/// The operation of that id, of the table or beside it.
pub fn find(id: &str) -> Option<&'static Operation> {
    let beside = || BESIDE.iter().copied().find(|operation| operation.id == id);
    operations::find(id).or_else(beside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_beside_the_table_is_not_in_it() {
        for operation in BESIDE {
            let there = operations::OPERATIONS
                .iter()
                .any(|row| row.path == operation.path && row.method == operation.method);
            assert!(!there && operations::find(operation.id).is_none());
            for schema in operation.answers.iter().filter_map(|answer| answer.schema) {
                assert!(operations::component::get(operation.spec, schema).is_some());
            }
        }
    }
}
