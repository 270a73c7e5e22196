//! Is `OKTA_ORG_URL` the address of an org?

use okta::OrgUrl;

use super::Finding;
use crate::advice::{self, Code};
use crate::quote::quote;

/// The address, where it can be used, and what is to be said of it.
pub fn check(given: &str, findings: &mut Vec<Finding>) -> Option<OrgUrl> {
    let url = match OrgUrl::parse(given) {
        Ok(url) => url,
        Err(fault) => {
            findings.push(Finding::of(advice::org_url(&fault)));
            return None;
        }
    };
    if given.contains("/oauth2/") {
        let message = format!(
            "OKTA_ORG_URL names an authorization server, {}; the org's own address is used, {url}",
            quote(given)
        );
        findings.push(
            Finding::new(Code::UrlRepaired, message)
                .with_next_step(Code::TokenEndpointIsCustom.remedy()),
        );
    } else if url.was_repaired() {
        let message = format!("OKTA_ORG_URL was repaired: {} is used", url.as_str());
        let next_step = format!("Set OKTA_ORG_URL to {}.", url.as_str());
        findings.push(Finding::new(Code::UrlRepaired, message).with_next_step(next_step));
    }
    Some(url)
}
