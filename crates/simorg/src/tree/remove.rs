//! What is taken away: one document, or all of a collection.

use super::act::kind;
use super::demand::demand;
use super::place::{Place, Shape};
use super::rule::View;
use super::show::reply;
use crate::answer::Answer;
use crate::call::Call;
use crate::refusal::Refusal;
use crate::state::State;

pub fn delete(state: &mut State, call: &Call<'_>, place: &Place) -> Result<Answer, Refusal> {
    let kind = kind(&place.blank);
    let Some(document) = state.tree.get(&place.path).cloned() else {
        if place.shape == Shape::Item && !kind.gone {
            return Err(place.missing());
        }
        return Ok(reply(state, call, (&place.path, View::Whole)));
    };
    demand(state, call, &place.path, (&kind.delete, &document))?;
    let answer = reply(state, call, (&place.path, View::Whole));
    state.tree.uproot(&place.path);
    Ok(answer)
}

/// Takes away all of a collection.
#[expect(clippy::unnecessary_wraps, reason = "the others can refuse")]
pub fn clear(state: &mut State, call: &Call<'_>, place: &Place) -> Result<Answer, Refusal> {
    let paths: Vec<String> = state
        .tree
        .children(&place.path)
        .into_iter()
        .map(|(path, _)| path.to_owned())
        .collect();
    for path in paths {
        state.tree.uproot(&path);
    }
    Ok(reply(state, call, (&place.path, View::Whole)))
}
