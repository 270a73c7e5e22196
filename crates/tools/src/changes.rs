//! Changes: look at what was written, apply what was approved, take back what can be.

use operations::{Effect, OPERATIONS};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::tool::{Engine, engine};
use crate::{Entry, Returns, Spec};

/// The tools about changes. The engine carries them out; here stand their rows.
pub const TOOLS: &[Entry] = &[
    engine::<ListChanges>(),
    engine::<ApplyChange>(),
    engine::<UndoChange>(),
];

/// What a tool about changes wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The changes of this org.
    List(ListChanges),
    /// That a change which was approved is carried out.
    Apply {
        /// Its id.
        change: String,
    },
    /// That a change is taken back.
    Undo {
        /// Its id.
        change: String,
    },
}

/// `list_changes`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListChanges {
    /// Only changes in this state.
    pub state: Option<String>,
    /// Only changes by this tool.
    pub tool: Option<String>,
    /// One change, whole.
    pub change_id: Option<String>,
    /// Most changes: 1 to 500.
    #[schemars(range(min = 1, max = 500))]
    pub limit: Option<u16>,
}

impl Engine for ListChanges {
    const SPEC: Spec = Spec {
        name: "list_changes",
        title: "List changes",
        about: "Lists what was written to this organisation through this program, newest first, and \
                what waits for approval. Changes made elsewhere are in Okta's System Log.",
        uses: &[],
        may_use: &[],
        returns: Returns::Report,
        example: "{}",
    };

    fn wanted(self) -> Wanted {
        Wanted::List(self)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ApplyChange {
    /// Id of a change that a person approved.
    change_id: String,
}

impl Engine for ApplyChange {
    const SPEC: Spec = Spec {
        name: "apply_change",
        title: "Apply change",
        about: "Carries out a change that waited for approval, exactly as it was approved. Refuses where \
                something has changed since; approvals are good for 30 minutes.",
        uses: &[],
        may_use: OPERATIONS,
        returns: Returns::Change,
        example: r#"{"change_id": "chg0000000000"}"#,
    };
    const LISTED_AS: Option<Effect> = Some(Effect::Destroy);

    fn wanted(self) -> Wanted {
        Wanted::Apply {
            change: self.change_id,
        }
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct UndoChange {
    /// Id of a change.
    change_id: String,
}

impl Engine for UndoChange {
    const SPEC: Spec = Spec {
        name: "undo_change",
        title: "Undo change",
        about: "Takes back one change of the last 7 days where Okta has a true inverse. Refuses, with the \
                difference, where somebody changed the thing since. Asks as its inverse would.",
        uses: &[],
        may_use: OPERATIONS,
        returns: Returns::Change,
        example: r#"{"change_id": "chg0000000000"}"#,
    };
    const LISTED_AS: Option<Effect> = Some(Effect::Destroy);

    fn wanted(self) -> Wanted {
        Wanted::Undo {
            change: self.change_id,
        }
    }
}
