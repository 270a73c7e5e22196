//! The event types of the System Log: which names there are to filter by.

use operations::op;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use crate::columns::EVENT_TYPES;
use crate::{Call, Error, Read, Reply, Returns, Spec};

/// The names, as Okta's catalogue has them (spec/README.md).
const NAMES: &str = include_str!("../../../spec/event_types.json");

/// What people say, and what stands in the names for it.
const ALSO: &[(&str, &str)] = &[
    ("login", "session"),
    ("logon", "session"),
    ("signin", "session"),
    ("sign-in", "session"),
    ("logout", "session.end"),
    ("2fa", "mfa"),
    ("lockout", "lock"),
    ("locked", "lock"),
    ("admin", "privilege"),
    ("member", "membership"),
    ("application", "app"),
    ("deleted", "delete"),
    ("created", "create"),
    ("changed", "update"),
];

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListEventTypes {
    /// Words: `mfa factor`, `admin grant`.
    q: Option<String>,
}

impl Read for ListEventTypes {
    const SPEC: Spec = Spec {
        name: "list_event_types",
        title: "List event types",
        about: "Finds event types of the System Log by words, for the `filter` of get_logs: `eventType eq \
                \"…\"`, or `sw` for a family. Okta adds new ones now and then.",
        uses: &[&op::LIST_LOG_EVENTS],
        may_use: &[],
        returns: Returns::List(&EVENT_TYPES),
        example: r#"{"q": "mfa factor deactivate"}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let found = found(self.q.as_deref().unwrap_or_default());
        let rows: Vec<Value> = found.into_iter().map(Value::from).collect();
        call.table(&rows, &EVENT_TYPES)
    }
}

/// The names that hold most of the words, and those only.
fn found(words: &str) -> Vec<String> {
    let names: Vec<String> = serde_json::from_str(NAMES).unwrap_or_default();
    let words = words.to_lowercase();
    let words: Vec<&str> = words
        .split([' ', '.', ',', '_'])
        .filter(|it| !it.is_empty())
        .collect();
    let hits = |name: &String| words.iter().filter(|word| holds(name, word)).count();
    let most = names.iter().map(hits).max().unwrap_or_default();
    if most == 0 && !words.is_empty() {
        return Vec::new();
    }
    names
        .into_iter()
        .filter(|name| hits(name) == most)
        .collect()
}

fn holds(name: &str, word: &str) -> bool {
    let also = ALSO.iter().filter(|(said, _)| *said == word);
    name.contains(word) || also.into_iter().any(|(_, meant)| name.contains(meant))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_find_event_types() {
        assert_eq!(found("").len(), 1_274);
        assert!(found("MFA factor deactivate").contains(&"user.mfa.factor.deactivate".to_owned()));
        assert!(found("user login start").contains(&"user.session.start".to_owned()));
        assert!(found("admin grant user").contains(&"user.account.privilege.grant".to_owned()));
        assert!(found("xyzzy").is_empty());
    }
}
