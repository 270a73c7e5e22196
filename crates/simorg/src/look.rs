//! Through what things are seen: the address by which Okta was called, the day, the engine.
//!
//! Okta's bodies grew over the years; what came when is read off the recordings.

use crate::call::Call;
use crate::settings::Edition;
use crate::state::State;
use crate::tree::Tree;

/// Through what people and groups are seen.
#[derive(Clone, Debug)]
pub struct Look<'a> {
    /// Scheme and authority by which the organisation was called.
    pub base: &'a str,
    /// The engine.
    pub edition: Edition,
    /// What is kept beside people and groups.
    pub tree: &'a Tree,
    /// The realm of everybody who was put into no other; `None` where there are no realms.
    pub realm: Option<String>,
    day: String,
}

impl<'a> Look<'a> {
    /// Through the eyes of a caller.
    pub fn of(state: &'a State, call: &'a Call<'_>) -> Self {
        Self::from(state, call.base())
    }

    /// From an address.
    pub fn from(state: &'a State, base: &'a str) -> Self {
        let day = state.clock.now().strftime("%Y-%m-%d").to_string();
        let edition = state.settings.edition;
        let mut look = Self {
            base,
            edition,
            tree: &state.tree,
            realm: None,
            day,
        };
        if edition == Edition::Identity && look.since("2025-08-12") {
            look.realm = Some(default_realm(look.tree));
        }
        look
    }

    /// Whether the day has come (`2025-08-12`).
    pub fn since(&self, day: &str) -> bool {
        self.day.as_str() >= day
    }
}

fn default_realm(tree: &Tree) -> String {
    tree.children("/api/v1/realms")
        .into_iter()
        .find(|(_, realm)| realm.get("isDefault").is_some_and(|yes| yes == true))
        .and_then(|(path, _)| path.rsplit_once('/'))
        .map_or_else(
            || "guo1default00000acme".to_owned(),
            |(_, id)| id.to_owned(),
        )
}
