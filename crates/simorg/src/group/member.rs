//! Who is in a group.

use super::{named, open_to_change};
use crate::answer::Answer;
use crate::call::Call;
use crate::family;
use crate::look::Look;
use crate::page::{Page, Size};
use crate::refusal::Refusal;
use crate::state::State;
use crate::user::User;

const SIZE: Size = Size {
    default: 1000,
    most: 1000,
};

/// `GET /api/v1/groups/{groupId}/users`
pub fn list_group_users(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let group = named(&state.directory, call)?;
    let look = Look::of(state, call);
    let members: Vec<&User> = state
        .directory
        .members
        .get(&group.id)
        .into_iter()
        .flatten()
        .filter_map(|id| state.directory.users.get(id))
        .collect();
    let from = match call.query.get("after") {
        None => 0,
        Some(after) if operations::id::looks_like(after, "00u") => {
            members.partition_point(|user| user.id.as_str() <= after)
        }
        Some(_) => return Err(Refusal::paging()),
    };
    let parts = (
        |user: &&User| user.id.clone(),
        |user: &&User| user.row(&look),
    );
    let page = Page::cut(&members, from, SIZE.of(call)?, parts);
    Ok(page.defaulting(SIZE.default).answer(call))
}

/// `PUT /api/v1/groups/{groupId}/users/{userId}`: 204, whether or not they were in it.
pub fn assign_user(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (group, user) = pair(state, call)?;
    if state.directory.join(&group, &user, call.now) {
        tell(state, call, "group.user_membership.add", (&group, &user));
        family::follow_rules(state, call, Some(&user));
    }
    Ok(Answer::empty(204))
}

/// `DELETE /api/v1/groups/{groupId}/users/{userId}`: 204, whether or not they were in it.
pub fn unassign_user(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let (group, user) = pair(state, call)?;
    if state.directory.leave(&group, &user, call.now) {
        tell(state, call, "group.user_membership.remove", (&group, &user));
        family::exclude_from_rules(state, call, (&group, &user));
        family::follow_rules(state, call, Some(&user));
    }
    Ok(Answer::empty(204))
}

/// The ids of the group and the person. Here Okta takes no login.
fn pair(state: &State, call: &Call<'_>) -> Result<(String, String), Refusal> {
    let group = named(&state.directory, call)?;
    let id = call.value(1);
    let user = state.directory.users.get(id);
    let user = user.ok_or_else(|| Refusal::not_found(id, "User"))?;
    open_to_change(&state.directory, &group.id)?;
    Ok((group.id.clone(), user.id.clone()))
}

fn tell(state: &mut State, call: &Call<'_>, event: &'static str, (group, user): (&str, &str)) {
    let directory = &state.directory;
    let user = directory.users.get(user).map(User::target);
    let group = directory.groups.get(group).map(super::Group::target);
    let targets: Vec<_> = user.into_iter().chain(group).collect();
    state.note(call, event, &targets);
}
