//! `list_changes`: what was written through this program.

use jiff::SignedDuration;
use serde_json::{Value, json};
use tools::changes::ListChanges;
use tools::{Error, Reply, Shape};

use crate::apply::{Context, Outcome};
use crate::change::Change;
use crate::journal;

/// How far back a list goes: as long as the journal keeps its words.
pub const KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);
/// How many changes are shown where nothing else is asked.
const SHOWN: usize = 20;

/// The reply of `list_changes`.
pub(crate) async fn reply(wanted: &ListChanges, context: &Context<'_>) -> Result<Outcome, Error> {
    let org = context.okta.settings().org.host();
    if let Some(id) = &wanted.change_id {
        let change = context.journal.change(id, org).await?;
        let whole = json!(change);
        return Ok(Outcome::Done(Reply::one(
            whole,
            &Shape::default(),
            context.budget,
        )));
    }
    let found = context.journal.since(Some(org), KEPT).await?;
    let (state, tool) = (wanted.state.as_deref(), wanted.tool.as_deref());
    let fits = |change: &&Change| change.is_in(state) && change.is_by(tool);
    let limit = wanted.limit.map_or(SHOWN, usize::from);
    let all: Vec<&Change> = found.iter().filter(fits).collect();
    let rows: Vec<Value> = all.iter().take(limit).map(|change| row(change)).collect();
    Ok(Outcome::Done(Reply::report(json!({
        "org": org,
        "count": rows.len(),
        "complete": rows.len() == all.len() && found.len() < usize::from(journal::MOST),
        "changes": rows,
    }))))
}

/// A change as a line of a list.
pub fn row(change: &Change) -> Value {
    json!({
        "id": change.id,
        "when": journal::moment(change.when),
        "who": change.who,
        "tool": change.tool,
        "effect": change.effect,
        "state": change.state.word(),
        "undoable": change.is_undoable(),
        "happens": change.happens.first(),
        "reason": change.reason,
        "ticket": change.ticket,
        "okta_request_id": change.okta_request_ids.last(),
    })
}
