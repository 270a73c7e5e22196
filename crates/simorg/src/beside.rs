//! Operations that Okta answers and its descriptions do not have: other clients use them.

use operations::Operation;
use operations::operation::{Answer, Kind, Method, Paging, Parameter, Place, Spec, Stage};

/// All of them.
pub const BESIDE: &[&Operation] = &[&LIST_CATALOG_APPS, &GET_CATALOG_APP, &CREATE_SESSION];

static LIST_CATALOG_APPS: Operation = Operation {
    id: "listCatalogApps",
    path: "/api/v1/catalog/apps",
    tag: "Application",
    scopes: &["okta.apps.read"],
    parameters: &[
        query("q", Kind::Text),
        query("after", Kind::Text),
        query("limit", Kind::Integer),
    ],
    answers: &[Answer {
        status: 200,
        array: true,
        schema: Some("CatalogApplication"),
    }],
    ..PLAIN
};

static GET_CATALOG_APP: Operation = Operation {
    id: "getCatalogApp",
    path: "/api/v1/catalog/apps/{name}",
    tag: "Application",
    scopes: &["okta.apps.read"],
    parameters: &[query("expand", Kind::Text)],
    answers: &[Answer {
        status: 200,
        array: false,
        schema: Some("CatalogApplication"),
    }],
    ..PLAIN
};

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

const fn query(name: &'static str, kind: Kind) -> Parameter {
    Parameter {
        name,
        place: Place::Query,
        kind,
        required: false,
        allowed: &[],
        default: None,
        minimum: None,
        maximum: None,
    }
}

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
