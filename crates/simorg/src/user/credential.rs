//! Passwords and recovery questions.

use std::fmt;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{Source, Status, User, changing, named, named_id};
use crate::answer::Answer;
use crate::call::Call;
use crate::look::Look;
use crate::refusal::Refusal;
use crate::state::State;

/// What nobody may read in a message about something else.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Keeps a text secret.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Whether it is what another system knows of a password: JSON, not text.
    fn is_foreign(&self) -> bool {
        self.0.starts_with("{\"")
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// Whether Okta writes to the person, or the caller is handed the link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mail {
    /// Okta writes; nobody here sees the link.
    Sent,
    /// The caller gets the link.
    Withheld,
}

impl Mail {
    /// What `sendEmail` says.
    ///
    /// # Errors
    /// A refusal of what is neither true nor false.
    pub fn of(call: &Call<'_>, default: Self) -> Result<Self, Refusal> {
        Ok(match call.query.flag("sendEmail")? {
            None => default,
            Some(true) => Self::Sent,
            Some(false) => Self::Withheld,
        })
    }
}

/// What a body says of credentials.
#[derive(Clone, Debug, Default)]
pub struct Secrets {
    /// The password.
    pub password: Option<Secret>,
    /// The recovery question and its answer.
    pub question: Option<(String, Secret)>,
}

impl Secrets {
    /// The credentials that a body holds.
    ///
    /// # Errors
    /// Okta's refusal of what has another shape.
    pub fn of(body: &Map<String, Value>) -> Result<Self, Refusal> {
        let credentials = match body.get("credentials") {
            None | Some(Value::Null) => return Ok(Self::default()),
            Some(Value::Object(credentials)) => credentials,
            Some(_) => return Err(Refusal::malformed()),
        };
        Ok(Self {
            password: password(credentials)?,
            question: question(credentials)?,
        })
    }

    /// Whether the policy takes them.
    ///
    /// # Errors
    /// Okta's refusal.
    pub fn check(&self, login: &str) -> Result<(), Refusal> {
        match &self.password {
            Some(password) if !password.is_foreign() && !is_strong(&password.0, login) => {
                Err(Refusal::invalid(
                    "password",
                    "password: Password requirements were not met: at least 8 characters, a lower case letter, an upper case letter, a number, no parts of the username.",
                ))
            }
            _ => Ok(()),
        }
    }

    /// Whether there are any.
    pub fn is_some(&self) -> bool {
        self.password.is_some() || self.question.is_some()
    }

    /// Gives them to a person.
    pub fn store(self, user: &mut User, now: Timestamp) {
        if let Some(password) = self.password {
            user.password = Some(password);
            user.password_changed = Some(now);
        }
        if let Some(question) = self.question {
            user.question = Some(question);
        }
    }
}

/// `POST …/lifecycle/expire_password`: the person chooses a new one at the next sign-in.
pub fn expire_password(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let id = expire(state, call)?;
    if call.query.flag("tempPassword")? == Some(true) {
        return temporary(state, call, &id);
    }
    let user = changing(&mut state.directory, &id)?.clone();
    Ok(Answer::ok(user.whole(&Look::of(state, call))))
}

/// `POST …/lifecycle/expire_password_with_temp_password`: and gets in with this one once.
pub fn expire_password_with_temp(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    call.query.flag("revokeSessions")?;
    let id = expire(state, call)?;
    temporary(state, call, &id)
}

/// A password for one sign-in.
fn temporary(state: &mut State, call: &Call<'_>, id: &str) -> Result<Answer, Refusal> {
    let temporary = format!("T{}a1", state.dice.letters(9));
    let user = changing(&mut state.directory, id)?;
    user.password = Some(Secret::new(temporary.clone()));
    user.password_changed = Some(call.now);
    Ok(Answer::ok(json!({ "tempPassword": temporary })))
}

/// `POST …/lifecycle/reset_password`: the present password stops working.
pub fn reset_password(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let id = named_id(&state.directory, call)?;
    let summary = "The request is missing a required parameter.";
    let missing = || Refusal::new(400, "E0000028", summary);
    call.query.get("sendEmail").ok_or_else(missing)?;
    let mail = Mail::of(call, Mail::Sent)?;
    call.query.flag("revokeSessions")?;
    let user = changing(&mut state.directory, &id)?;
    kept_here(user)?;
    if [Status::Staged, Status::Suspended, Status::Deprovisioned].contains(&user.status) {
        return Err(Refusal::status());
    }
    user.become_status(Status::Recovery, call.now);
    user.password = None;
    let target = user.target();
    state.note(call, "user.account.reset_password", &[target]);
    Ok(reset_link(state, call, "reset_password", mail))
}

/// `POST …/credentials/forgot_password`: a link; the password works on until it is used.
pub fn forgot_password(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let user = named(&state.directory, call)?;
    let mail = Mail::of(call, Mail::Sent)?;
    kept_here(user)?;
    if user.status != Status::Active {
        let summary = "Forgot password not allowed on specified user.";
        return Err(Refusal::new(403, "E0000034", summary));
    }
    let target = user.target();
    state.note(call, "user.account.reset_password", &[target]);
    Ok(reset_link(state, call, "signin/reset-password", mail))
}

/// `POST …/credentials/change_password`: with the old one.
pub fn change_password(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let id = named_id(&state.directory, call)?;
    let body = call.object()?;
    call.query.flag("strict")?;
    let old = value(&body, "oldPassword")?;
    let new = value(&body, "newPassword")?;
    let user = changing(&mut state.directory, &id)?;
    kept_here(user)?;
    let open = [
        Status::Staged,
        Status::Active,
        Status::PasswordExpired,
        Status::Recovery,
    ];
    if !open.contains(&user.status) {
        let summary = "Change password not allowed on specified user.";
        return Err(Refusal::new(403, "E0000035", summary));
    }
    let new = new.ok_or_else(|| {
        Refusal::invalid("newPassword", "newPassword: The field cannot be left blank")
    })?;
    if old.is_none() || old != user.password {
        return Err(failed(
            "oldPassword: The credentials provided were incorrect.",
        ));
    }
    if !is_strong(&new.0, user.login()) || old.as_ref() == Some(&new) {
        let summary = "The password does not meet the complexity requirements of the current password policy.";
        return Err(Refusal::new(403, "E0000080", summary));
    }
    user.password = Some(new);
    user.password_changed = Some(call.now);
    if user.status != Status::Staged && user.status != Status::Active {
        user.become_status(Status::Active, call.now);
    }
    let (user, target) = (user.clone(), user.target());
    state.note(call, "user.account.update_password", &[target]);
    Ok(Answer::ok(user.credentials(&Look::of(state, call))))
}

/// `POST …/credentials/change_recovery_question`: with the password.
pub fn change_recovery_question(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let id = named_id(&state.directory, call)?;
    let body = call.object()?;
    let password = value(&body, "password")?;
    let question = question(&body)?.ok_or_else(|| {
        let cause = "recovery_question: The field cannot be left blank";
        Refusal::invalid("recovery_question", cause)
    })?;
    let user = changing(&mut state.directory, &id)?;
    kept_here(user)?;
    if password.is_none() || password != user.password {
        return Err(failed("password: The credentials provided were incorrect."));
    }
    user.question = Some(question);
    user.last_updated = call.now;
    let (user, target) = (user.clone(), user.target());
    state.note(call, "user.account.update_profile", &[target]);
    Ok(Answer::ok(user.credentials(&Look::of(state, call))))
}

fn expire(state: &mut State, call: &Call<'_>) -> Result<String, Refusal> {
    let id = named_id(&state.directory, call)?;
    let user = changing(&mut state.directory, &id)?;
    kept_here(user)?;
    let open = [
        Status::Active,
        Status::PasswordExpired,
        Status::Recovery,
        Status::LockedOut,
    ];
    if !open.contains(&user.status) {
        return Err(Refusal::status());
    }
    user.become_status(Status::PasswordExpired, call.now);
    let target = user.target();
    state.note(call, "user.account.expire_password", &[target]);
    Ok(id)
}

fn reset_link(state: &mut State, call: &Call<'_>, path: &str, mail: Mail) -> Answer {
    if mail == Mail::Sent {
        return Answer::ok(json!({}));
    }
    let token = state.dice.letters(20);
    Answer::ok(json!({ "resetPasswordUrl": format!("{}/{path}/{token}", call.base()) }))
}

/// Passwords of a directory are changed there.
pub fn kept_here(user: &User) -> Result<(), Refusal> {
    if [Source::Okta, Source::Import].contains(&user.source) {
        return Ok(());
    }
    Err(Refusal::mastered())
}

fn failed(cause: &str) -> Refusal {
    Refusal::new(403, "E0000014", "Update of credentials failed").because(cause)
}

/// The password in `credentials`: a text, or what another system knows of one (a hash, or a hook that
/// will be asked), which no text ever equals.
fn password(credentials: &Map<String, Value>) -> Result<Option<Secret>, Refusal> {
    let foreign = credentials
        .get("password")
        .and_then(|password| password.get("hash").or_else(|| password.get("hook")));
    match foreign {
        Some(Value::Object(held)) => Ok(Some(Secret(Value::Object(held.clone()).to_string()))),
        Some(Value::Null) | None => value(credentials, "password"),
        Some(_) => Err(Refusal::malformed()),
    }
}

/// The text in `{"name": {"value": text}}`.
fn value(body: &Map<String, Value>, name: &str) -> Result<Option<Secret>, Refusal> {
    match body.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Object(holder)) => match holder.get("value") {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(Secret::new(text.clone()))),
            Some(_) => Err(Refusal::malformed()),
        },
        Some(_) => Err(Refusal::malformed()),
    }
}

fn question(body: &Map<String, Value>) -> Result<Option<(String, Secret)>, Refusal> {
    let holder = match body.get("recovery_question") {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Object(holder)) => holder,
        Some(_) => return Err(Refusal::malformed()),
    };
    let text = |name: &str| holder.get(name).and_then(Value::as_str).map(str::to_owned);
    match (text("question"), text("answer")) {
        (Some(question), Some(answer)) if answer.chars().count() >= 4 => {
            Ok(Some((question, Secret::new(answer))))
        }
        (Some(_), Some(_)) => {
            let cause = "recovery_question: The security question answer must be at least 4 characters in length";
            Err(Refusal::invalid("recovery_question", cause))
        }
        _ => {
            let cause = "recovery_question: The field cannot be left blank";
            Err(Refusal::invalid("recovery_question", cause))
        }
    }
}

/// Okta's default policy for passwords.
fn is_strong(password: &str, login: &str) -> bool {
    let name = login.split('@').next().unwrap_or_default().to_lowercase();
    let held = |part: &str| part.len() >= 4 && password.to_lowercase().contains(part);
    password.chars().count() >= 8
        && password.chars().any(char::is_lowercase)
        && password.chars().any(char::is_uppercase)
        && password.chars().any(|c| c.is_ascii_digit())
        && !name.split(['.', '-', '_', ',', '#', '@']).any(held)
}

#[cfg(test)]
mod tests {
    use super::is_strong;

    #[test]
    fn a_password_follows_the_default_policy() {
        assert!(is_strong("Correct7horse", "ada@acme.example"));
        for bad in [
            "Short7a",
            "nouppercase7",
            "NOLOWERCASE7",
            "NoNumberHere",
            "Grace7hopper9",
        ] {
            assert!(!is_strong(bad, "grace@acme.example"), "{bad}");
        }
    }
}
