//! The address of an org, as people paste it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use okta::OrgUrl;

/// Orgs for trying things out live below these, and nowhere else.
const OKTA: [&str; 7] = [
    ".okta.com",
    ".oktapreview.com",
    ".okta-emea.com",
    ".okta-gov.com",
    ".okta.mil",
    ".okta-miltest.com",
    ".trex-govcloud.com",
];

fuzz_target!(|text: &str| {
    match OrgUrl::parse(text) {
        Ok(org) => accepted(&org),
        Err(fault) => {
            let shown = fault.to_string();
            assert!(shown.chars().count() < 400, "{shown}");
            assert!(!shown.chars().any(char::is_control), "{shown:?}");
        }
    }
});

fn accepted(org: &OrgUrl) {
    let text = org.as_str();
    let url = url::Url::parse(text).expect("an accepted address is a URL");
    assert!(url.username().is_empty() && url.password().is_none());
    assert_eq!(url.origin().ascii_serialization(), text);
    assert_eq!(url.host_str(), Some(org.host()));
    let again = OrgUrl::parse(text).expect("an accepted address is accepted again");
    assert_eq!(again.as_str(), text);
    assert!(!again.was_repaired(), "{text}");
    let host = org.host();
    let is_here = match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    assert!(url.scheme() == "https" || is_here, "{text}");
    let is_trial = is_here || OKTA.iter().any(|domain| host.ends_with(domain));
    assert!(org.is_production() || is_trial, "{text}");
}
