//! Okta over HTTP: signs in as an API Services app, sends requests, follows pages, explains faults.
//!
//! A [`Client`] is one connection. It makes no network call until the first [`Client::send`].

mod challenge;
mod client;
mod clock;
mod credentials;
mod device;
mod dpop;
mod fault;
mod governor;
mod jwt;
mod key;
mod key_file;
mod link;
mod new_key;
mod org_url;
mod page;
mod public_key;
mod response;
mod secret;
mod settings;
mod tally;
mod token;
mod transport;

pub use challenge::Challenge;
pub use client::Client;
pub use credentials::Credentials;
pub use device::Device;
pub use dpop::SigningFailed;
pub use fault::{Fault, Refusal, SignInRefusal, Unreachable};
pub use key::{KeyFault, SigningKey};
pub use key_file::KeyFile;
pub use new_key::{KeyKind, NewKey};
pub use org_url::{OrgUrl, OrgUrlFault};
pub use page::Next;
pub use response::{Rate, Response};
pub use secret::Secret;
pub use settings::{Dpop, Proxy, Settings};
pub use tally::Tally;
pub use token::Grant;

/// Whether a scope is covered by a set of scopes: itself, or the `.manage` of a `.read`
/// (Okta, Implement OAuth for Okta, "Scope naming").
pub fn covers<'a>(scopes: impl IntoIterator<Item = &'a str>, wanted: &str) -> bool {
    let manage = wanted
        .strip_suffix(".read")
        .map(|family| format!("{family}.manage"));
    scopes
        .into_iter()
        .any(|scope| scope == wanted || Some(scope) == manage.as_deref())
}

#[cfg(test)]
mod tests {
    use super::covers;

    #[test]
    fn manage_covers_read_and_not_the_other_way_round() {
        assert!(covers(["okta.users.manage"], "okta.users.read"));
        assert!(covers(["okta.users.read"], "okta.users.read"));
        assert!(!covers(["okta.users.read"], "okta.users.manage"));
        assert!(!covers(["okta.users.manage"], "okta.groups.read"));
    }
}
