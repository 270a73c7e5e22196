//! How a list goes on: `Link` headers and links in bodies, which never lead to another host.
//!
//! The files are private to `okta`; they are compiled into the target as they stand.
#![no_main]
#![allow(dead_code)]

#[path = "../../crates/okta/src/link.rs"]
mod link;
#[path = "../../crates/okta/src/org_url.rs"]
mod org_url;
#[path = "../../crates/okta/src/page.rs"]
mod page;
#[path = "../../crates/okta/src/response.rs"]
mod response;

use libfuzzer_sys::fuzz_target;
use okta::Fault;
use operations::Paging;
use serde_json::{Value, json};

use crate::org_url::OrgUrl;
use crate::response::Response;

const ORG: &str = "https://acme.okta.com";

fuzz_target!(|text: &str| {
    let values: Vec<&str> = text.split('\n').collect();
    if let Some(target) = link::target(values.iter().copied(), "next") {
        assert!(values.iter().any(|value| value.contains(&target)));
        followed(&target, Paging::LinkHeader, &values, Value::Null);
    }
    let body = json!({"_links": {"next": {"href": text}}});
    followed(text, Paging::BodyLinks { list: None }, &[], body);
});

/// What is followed leads to the org, whatever a strict reader makes of the link.
fn followed(target: &str, paging: Paging, links: &[&str], body: Value) {
    let org = OrgUrl::parse(ORG).expect("it is one");
    let response = Response {
        status: 200,
        request_id: None,
        body,
        links: links.iter().map(|&link| link.to_owned()).collect(),
    };
    let base = url::Url::parse(ORG).expect("it is one");
    let leads = base.join(target).ok();
    match page::next(&org, paging, &response) {
        Ok(Some(next)) => {
            let url = leads.expect("a link that is followed is a URL");
            assert_eq!(url.scheme(), "https");
            assert_eq!(url.host_str(), Some("acme.okta.com"));
            assert_eq!(url.port_or_known_default(), Some(443));
            assert!(next.parameters.len() <= target.len());
        }
        Ok(None) => panic!("the link is lost"),
        Err(Fault::ForeignLink { .. } | Fault::NotOkta { .. }) => {}
        Err(other) => panic!("{other}"),
    }
}
