//! What must be so before a document may be kept, turned or taken away.

use serde_json::Value;

use super::kind::{Demand, Kind, Told};
use super::rule::{Scene, View};
use super::show::values;
use super::{Document, member};
use crate::call::Call;
use crate::refusal::Refusal;
use crate::state::State;

/// Whether the document may be kept: the kind's demands, and what must differ from all others.
pub fn allow(
    state: &mut State,
    call: &Call<'_>,
    (path, kind): (&str, &Kind),
    document: &Document,
) -> Result<(), Refusal> {
    demand(state, call, path, (&kind.demands, document))?;
    let Some(unique) = &kind.unique else {
        return Ok(());
    };
    let ours = member(document, &unique.member);
    let collection = path.rsplit_once('/').map_or("", |(up, _)| up);
    let taken = state
        .tree
        .children(collection)
        .into_iter()
        .any(|(other, held)| {
            other != path && ours.is_some() && member(held, &unique.member) == ours
        });
    if taken {
        return Err(told(state, call, path, (&unique.refusal, document)));
    }
    Ok(())
}

/// Refuses where one of the demands is not met.
pub fn demand(
    state: &mut State,
    call: &Call<'_>,
    path: &str,
    (demands, document): (&[Demand], &Document),
) -> Result<(), Refusal> {
    let values = values(path);
    let scene = Scene::of(call, (path, &values), View::Whole, state.settings.edition);
    let broken = demands
        .iter()
        .find(|demand| scene.is_so(&demand.when, document));
    match broken {
        None => Ok(()),
        Some(broken) => Err(told(state, call, path, (&broken.refusal, document))),
    }
}

fn told(
    state: &mut State,
    call: &Call<'_>,
    path: &str,
    (row, document): (&Told, &Document),
) -> Refusal {
    let values = values(path);
    let scene = Scene::of(call, (path, &values), View::Whole, state.settings.edition);
    let mut text = |text: &str| {
        let filled = scene.fill(&Value::from(text), document, &mut state.dice);
        filled.as_str().unwrap_or_default().to_owned()
    };
    let mut refusal = Refusal::new(
        row.status,
        crate::refusal::code(&row.code),
        text(&row.summary),
    );
    refusal.causes = row.causes.iter().map(|cause| text(cause)).collect();
    refusal
}
