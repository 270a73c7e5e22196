//! Operations that Okta answers and its descriptions leave out: what Okta's own server for models calls.
//!
//! They are no rows of the table, and stand in no list of it. Their shapes are a guess where no recording
//! shows them.

use crate::operation::{Answer, Kind, Parameter, Place, Spec, Stage};
use crate::{Method, Operation, Paging, Request};

/// All of them. Each only reads.
pub static ALL: &[&Operation] = &[&LIST_CATALOG_APPS, &GET_CATALOG_APP];

/// `GET /api/v1/catalog/apps`: the apps of the Okta Integration Network. A page ends without a link; the
/// next begins behind the last name.
pub static LIST_CATALOG_APPS: Operation = Operation {
    id: "listCatalogApps",
    path: "/api/v1/catalog/apps",
    parameters: &[
        query("q", Kind::Text),
        query("after", Kind::Text),
        query("limit", Kind::Integer),
    ],
    answers: &[answer(true)],
    paging: Paging::AfterLast { member: "name" },
    ..PLAIN
};

/// `GET /api/v1/catalog/apps/{name}`: one of them.
pub static GET_CATALOG_APP: Operation = Operation {
    id: "getCatalogApp",
    path: "/api/v1/catalog/apps/{name}",
    parameters: &[query("expand", Kind::Text)],
    answers: &[answer(false)],
    ..PLAIN
};

/// The request of [`LIST_CATALOG_APPS`].
pub fn list_catalog_apps() -> Request {
    Request::new(&LIST_CATALOG_APPS, &[])
}

/// The request of [`GET_CATALOG_APP`].
pub fn get_catalog_app(name: &str) -> Request {
    Request::new(&GET_CATALOG_APP, &[name])
}

const PLAIN: Operation = Operation {
    id: "",
    method: Method::Get,
    path: "",
    tag: "Application",
    spec: Spec::Management,
    scopes: &["okta.apps.read"],
    parameters: &[],
    body: None,
    answers: &[],
    paging: Paging::None,
    stage: Stage::Unstated,
    deprecated: false,
};

const fn answer(array: bool) -> Answer {
    Answer {
        status: 200,
        array,
        schema: Some("CatalogApplication"),
    }
}

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
