//! A person's life: who may go from which status to which.

use serde_json::{Value, json};

use super::credential::Mail;
use super::{Source, Status, User, changing, named, named_id};
use crate::answer::Answer;
use crate::call::Call;
use crate::family;
use crate::refusal::Refusal;
use crate::state::State;

/// `POST …/lifecycle/activate`: STAGED and DEPROVISIONED come (back) in.
pub fn activate_user(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let id = named_id(&state.directory, call)?;
    let mail = Mail::of(call, Mail::Sent)?;
    let user = changing(&mut state.directory, &id)?;
    if ![Status::Staged, Status::Deprovisioned].contains(&user.status) {
        let summary = "Activation failed because the user is already active";
        return Err(Refusal::new(403, "E0000016", summary));
    }
    let known = user.password.is_some() || user.source != Source::Okta;
    let status = if known {
        Status::Active
    } else {
        Status::Provisioned
    };
    user.become_status(status, call.now);
    user.activated = Some(call.now);
    let target = user.target();
    state.note(call, "user.lifecycle.activate", &[target]);
    Ok(invitation(state, call, mail))
}

/// `POST …/lifecycle/reactivate`: PROVISIONED and RECOVERY are invited once more.
pub fn reactivate_user(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let user = named(&state.directory, call)?;
    let mail = Mail::of(call, Mail::Withheld)?;
    if ![Status::Provisioned, Status::Recovery].contains(&user.status) {
        return Err(Refusal::status());
    }
    let target = user.target();
    state.note(call, "user.lifecycle.reactivate", &[target]);
    Ok(invitation(state, call, mail))
}

/// `POST …/lifecycle/deactivate`: anybody but DEPROVISIONED leaves, and loses their apps.
pub fn deactivate_user(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let user = named(&state.directory, call)?;
    if user.status == Status::Deprovisioned {
        return Err(Refusal::status());
    }
    let id = user.id.clone();
    deactivate(state, call, &id)?;
    Ok(Answer::ok(json!({})))
}

/// `DELETE /api/v1/users/{id}`: the first call deactivates, the second deletes.
pub fn delete_user(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let user = named(&state.directory, call)?;
    let (id, target, status) = (user.id.clone(), user.target(), user.status);
    if status != Status::Deprovisioned {
        deactivate(state, call, &id)?;
        return Ok(Answer::empty(204));
    }
    let directory = &mut state.directory;
    directory.users.remove(&id);
    for members in directory.members.values_mut() {
        members.remove(&id);
    }
    directory.roles.retain(|role| role.assignee != id);
    state.tree.uproot(&format!("/api/v1/users/{id}"));
    family::forget_links(state, &id);
    crate::group::forget_owner(state, &id);
    state.note(
        call,
        "user.lifecycle.delete.initiated",
        std::slice::from_ref(&target),
    );
    state.note(call, "user.lifecycle.delete.completed", &[target]);
    Ok(Answer::empty(204))
}

/// `POST …/lifecycle/suspend`: ACTIVE alone.
pub fn suspend_user(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let cause = "Cannot suspend a user that is not active";
    let refusal = Refusal::invalid("suspendUser", cause);
    turn(state, call, (Status::Active, Status::Suspended), refusal)?;
    noted(state, call, "user.lifecycle.suspend")
}

/// `POST …/lifecycle/unsuspend`: SUSPENDED alone.
pub fn unsuspend_user(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let cause = "Cannot unsuspend a user that is not suspended";
    let refusal = Refusal::invalid("unsuspendUser", cause);
    turn(state, call, (Status::Suspended, Status::Active), refusal)?;
    noted(state, call, "user.lifecycle.unsuspend")
}

/// `POST …/lifecycle/unlock`: `LOCKED_OUT` alone, and only where Okta keeps the password.
pub fn unlock_user(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let summary = "Unlock is not allowed for this user.";
    let refusal = Refusal::new(403, "E0000032", summary);
    if named(&state.directory, call)?.source != Source::Okta {
        return Err(refusal.because("The user's password is kept elsewhere."));
    }
    let refusal = refusal.because("The user is not locked out.");
    turn(state, call, (Status::LockedOut, Status::Active), refusal)?;
    noted(state, call, "user.account.unlock_by_admin")
}

/// `POST …/lifecycle/reset_factors`: in any status but the first and the last.
pub fn reset_factors(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let user = named(&state.directory, call)?;
    if user.status == Status::Deprovisioned {
        return Err(Refusal::status());
    }
    let factors = family::factors_of(&user.id);
    state.tree.uproot(&factors);
    noted(state, call, "user.mfa.factor.reset_all")
}

fn turn(
    state: &mut State,
    call: &Call<'_>,
    (from, to): (Status, Status),
    refusal: Refusal,
) -> Result<(), Refusal> {
    let id = named_id(&state.directory, call)?;
    let user = changing(&mut state.directory, &id)?;
    if user.status != from {
        return Err(refusal);
    }
    user.become_status(to, call.now);
    Ok(())
}

/// Writes the event and answers as most steps of the life do: with an empty object.
fn noted(state: &mut State, call: &Call<'_>, event: &'static str) -> Result<Answer, Refusal> {
    let target = named(&state.directory, call)?.target();
    state.note(call, event, &[target]);
    Ok(Answer::ok(json!({})))
}

fn deactivate(state: &mut State, call: &Call<'_>, id: &str) -> Result<(), Refusal> {
    let user = changing(&mut state.directory, id)?;
    user.become_status(Status::Deprovisioned, call.now);
    leave_behind(user);
    let target = user.target();
    crate::family::app::forget_user(state, id);
    state.note(call, "user.lifecycle.deactivate", &[target]);
    Ok(())
}

/// What a person who leaves does not get back: the password and the recovery question.
fn leave_behind(user: &mut User) {
    user.password = None;
    user.question = None;
}

fn invitation(state: &mut State, call: &Call<'_>, mail: Mail) -> Answer {
    if mail == Mail::Sent {
        return Answer::ok(json!({}));
    }
    let token = state.dice.letters(20);
    Answer::ok(json!({
        "activationUrl": format!("{}/welcome/{token}", call.base()),
        "activationToken": Value::from(token),
    }))
}
