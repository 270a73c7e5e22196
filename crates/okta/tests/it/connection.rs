//! A connection to a simulated organisation.

use okta::{Client, OrgUrl, Settings, SigningKey};
use simorg::{Org, Scripted};

/// The settings that fit the organisation.
pub fn settings(org: &Org) -> Settings {
    let key = SigningKey::parse(org.private_key_pem(), Some(org.key_id())).unwrap();
    let scopes = org.scopes().split(' ').map(str::to_owned).collect();
    let mut settings = Settings::new(
        OrgUrl::parse(org.url()).unwrap(),
        org.client_id().to_owned(),
        key,
        scopes,
    );
    settings.trusted = org.ca_pem().map(str::to_owned);
    settings
}

/// A connection to the organisation.
pub fn connect(org: &Org) -> Client {
    Client::new(settings(org))
}

/// Settings for an upstream that is no Okta; any key will do.
pub fn scripted(upstream: &Scripted) -> Settings {
    let key = SigningKey::parse(include_str!("p256.jwk.json"), None).unwrap();
    let scopes = vec!["okta.users.read".to_owned(), "okta.users.manage".to_owned()];
    let url = OrgUrl::parse(upstream.url()).unwrap();
    Settings::new(url, "0oa1".to_owned(), key, scopes)
}

/// How many of the requests so far went to this path.
pub fn asked(org: &Org, path: &str) -> usize {
    let requests = org.requests();
    requests
        .iter()
        .filter(|request| request["path"] == path)
        .count()
}
