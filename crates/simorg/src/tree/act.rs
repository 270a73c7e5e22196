//! What an operation does to documents: list, make, show, replace, update, delete, turn.

use operations::operation::{Method, Paging};

use super::kind::{self, Kind};
use super::place::{Place, Shape};
use super::schema::Schema;
use super::{Document, change, list, remove, show, turn};
use crate::answer::Answer;
use crate::call::Call;
use crate::refusal::Refusal;
use crate::state::State;

/// Answers an operation from the tree alone.
///
/// # Errors
/// Okta's refusal.
pub fn answer(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    answer_to(state, call, None)
}

/// Answers an operation from the tree alone, with another body than the request's where there is one:
/// a family has completed it.
///
/// # Errors
/// Okta's refusal.
pub fn answer_to(
    state: &mut State,
    call: &Call<'_>,
    body: Option<Document>,
) -> Result<Answer, Refusal> {
    let place = Place::of(state, call)?;
    match (place.shape, call.operation.method) {
        (Shape::Collection, Method::Get) if !lists(call) => show::read(state, call, &place),
        (Shape::Collection, Method::Get) => list::page(state, call, &place),
        (Shape::Collection, Method::Post) => change::create(state, call, &place, body),
        (Shape::Collection, Method::Delete) => remove::clear(state, call, &place),
        (Shape::Item, Method::Get) => show::show(state, call, &place),
        (Shape::Item | Shape::Single, Method::Delete) => remove::delete(state, call, &place),
        (Shape::Single, Method::Get) => show::read(state, call, &place),
        (Shape::Turn(verb), _) => turn::turn(state, call, &place, verb),
        (Shape::Item | Shape::Single | Shape::Collection, _) => {
            change::change(state, call, &place, body)
        }
    }
}

/// The kind of a path; a plain one where the table has none.
pub fn kind(blank: &str) -> &'static Kind {
    static PLAIN: std::sync::OnceLock<Kind> = std::sync::OnceLock::new();
    kind::all()
        .get(blank)
        .unwrap_or_else(|| PLAIN.get_or_init(Kind::default))
}

/// Whether the answer holds rows; of some collections only an overview can be read.
fn lists(call: &Call<'_>) -> bool {
    let is_array = call.operation.answers.iter().any(|answer| answer.array);
    let is_around = matches!(call.operation.paging, Paging::BodyLinks { .. });
    let schema = Schema::of_answer(call.operation);
    is_array || is_around || schema.is_none_or(|schema| schema.list_member().is_some())
}
