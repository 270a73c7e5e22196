//! Signing in as a person: the device authorization grant (RFC 8628).
//!
//! The first call answers with an address and a code; polling goes on behind it. The refresh token is
//! kept in a file that only its owner can read.

use std::fmt;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::task::JoinHandle;
use url::Url;

use crate::client::Connection;
use crate::token::{self, Grant};
use crate::transport::{Outgoing, Payload};
use crate::{Fault, Secret, SignInRefusal};

/// The longest that a code is believed to be good for, and the longest pause between polls.
const LONGEST_CODE: u64 = 1_800;
const LONGEST_PAUSE: u64 = 60;
/// What `slow_down` adds to the pause, in seconds (RFC 8628 section 3.5).
const SLOWER: u64 = 5;

/// A person's sign-in on a device. Clones share it.
#[derive(Clone)]
pub struct Device {
    shared: Arc<Shared>,
}

struct Shared {
    /// Where the refresh token is kept; nothing is kept without it.
    file: Option<PathBuf>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    pending: Option<Pending>,
    /// What the polling came to, until the next call hears of it.
    outcome: Option<Result<Grant, Fault>>,
    poll: Option<JoinHandle<()>>,
}

/// A code that a person was given.
#[derive(Clone)]
struct Pending {
    url: String,
    code: String,
    expires: Instant,
}

/// What the device endpoint gave.
struct Codes {
    device_code: Secret,
    pause: Duration,
    pending: Pending,
}

impl Device {
    /// A sign-in whose refresh token is kept in this file.
    pub fn new(file: PathBuf) -> Self {
        Self::keeping(Some(file))
    }

    /// A sign-in that ends with its access token: no refresh token is asked for, and nothing is kept.
    pub fn passing() -> Self {
        Self::keeping(None)
    }

    fn keeping(file: Option<PathBuf>) -> Self {
        Self {
            shared: Arc::new(Shared {
                file,
                state: Mutex::default(),
            }),
        }
    }

    /// A token: by the refresh token that was kept, or by what the person did meanwhile.
    ///
    /// # Errors
    /// [`Fault::SignInNeeded`] until the person has signed in.
    pub(crate) async fn sign_in(&self, connection: &Arc<Connection>) -> Result<Grant, Fault> {
        if let Some(outcome) = self.lock().outcome.take() {
            return outcome;
        }
        if let Some(pending) = self.waiting() {
            return Err(pending.needed());
        }
        let file = self.shared.file.as_deref();
        if let Some(file) = file
            && let Some(kept) = read(file)?
        {
            match self.refresh(connection, &kept).await {
                Err(Fault::SignIn(refusal)) if refusal.error == "invalid_grant" => {
                    forget(file);
                }
                other => return other,
            }
        }
        let codes = authorize(connection, &self.scopes(connection)).await?;
        let needed = codes.pending.needed();
        self.poll_behind(connection, codes);
        Err(needed)
    }

    fn waiting(&self) -> Option<Pending> {
        let state = self.lock();
        let pending = state.pending.as_ref();
        pending
            .filter(|pending| Instant::now() < pending.expires)
            .cloned()
    }

    async fn refresh(&self, connection: &Connection, kept: &Secret) -> Result<Grant, Fault> {
        let settings = connection.settings();
        let scopes = self.scopes(connection);
        let form = || {
            Ok(token::encoded(&[
                ("grant_type", "refresh_token"),
                ("refresh_token", kept.expose()),
                ("client_id", &settings.client_id),
                ("scope", &scopes),
            ]))
        };
        let answer = token::ask(connection, &form).await?;
        self.keep(&answer.body)?;
        token::grant_of(connection, &answer)
    }

    /// Polls in a task of its own, which ends with the code, with the connection, or with an answer.
    fn poll_behind(&self, connection: &Arc<Connection>, codes: Codes) {
        let (device, weak) = (self.clone(), Arc::downgrade(connection));
        let mut state = self.lock();
        state.pending = Some(codes.pending.clone());
        let task = tokio::spawn(async move {
            let outcome = device.poll(&weak, codes).await;
            let mut state = device.lock();
            state.pending = None;
            state.outcome = outcome;
        });
        if let Some(before) = state.poll.replace(task) {
            before.abort();
        }
    }

    /// `None` where nobody waits any more.
    async fn poll(
        &self,
        connection: &Weak<Connection>,
        codes: Codes,
    ) -> Option<Result<Grant, Fault>> {
        let mut pause = codes.pause;
        while Instant::now() < codes.pending.expires {
            tokio::time::sleep(pause).await;
            let connection = connection.upgrade()?;
            let client_id = connection.settings().client_id.clone();
            let form = || {
                Ok(token::encoded(&[
                    ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
                    ("device_code", codes.device_code.expose()),
                    ("client_id", &client_id),
                ]))
            };
            match token::ask(&connection, &form).await {
                Ok(answer) => {
                    let kept = self.keep(&answer.body);
                    return Some(kept.and_then(|()| token::grant_of(&connection, &answer)));
                }
                Err(Fault::SignIn(refusal)) if is_pending(&refusal) => {}
                Err(Fault::SignIn(refusal)) if refusal.error == "slow_down" => {
                    pause = (pause + Duration::from_secs(SLOWER))
                        .min(Duration::from_secs(LONGEST_PAUSE));
                }
                // The code ran out: the next call gives a new one.
                Err(Fault::SignIn(refusal)) if is_over(&refusal) => return None,
                // A network that fails for a moment is no answer.
                Err(Fault::Unreachable(_) | Fault::RateLimited { .. }) => {}
                Err(fault) => return Some(Err(fault)),
            }
        }
        None
    }

    /// Keeps the refresh token of an answer, where it has one.
    fn keep(&self, body: &[u8]) -> Result<(), Fault> {
        let answer: Value = serde_json::from_slice(body).unwrap_or_default();
        match answer["refresh_token"].as_str() {
            Some(token) => match &self.shared.file {
                Some(file) => write(file, &Secret::new(token)),
                None => Ok(()),
            },
            None => Ok(()),
        }
    }

    /// The scopes to ask for, and the one that gives a refresh token where it is kept.
    fn scopes(&self, connection: &Connection) -> String {
        let asked = connection.settings().scopes.join(" ");
        match self.shared.file {
            Some(_) => format!("{asked} offline_access"),
            None => asked,
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.shared
            .state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        let state = self.state.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Some(poll) = state.poll.take() {
            poll.abort();
        }
    }
}

impl fmt::Debug for Device {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "device sign-in (***)")
    }
}

impl Pending {
    fn needed(&self) -> Fault {
        Fault::SignInNeeded {
            url: self.url.clone(),
            code: self.code.clone(),
            left: self.expires.saturating_duration_since(Instant::now()),
        }
    }
}

fn is_pending(refusal: &SignInRefusal) -> bool {
    refusal.error == "authorization_pending"
}

fn is_over(refusal: &SignInRefusal) -> bool {
    matches!(refusal.error.as_str(), "expired_token" | "invalid_grant")
}

async fn authorize(connection: &Connection, scopes: &str) -> Result<Codes, Fault> {
    let settings = connection.settings();
    let form = token::encoded(&[("client_id", &settings.client_id), ("scope", scopes)]);
    let outgoing = Outgoing {
        method: "POST",
        url: &format!("{}/oauth2/v1/device/authorize", settings.org),
        headers: vec![("accept", "application/json".to_owned())],
        body: Payload::Form(form),
    };
    let answer = connection.transport.exchange(outgoing).await?;
    connection.learn(&answer);
    if !(200..300).contains(&answer.status) {
        let refusal = token::refusal_of(connection, &answer);
        return Err(Fault::SignIn(Box::new(refusal)));
    }
    let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    codes(&body).ok_or_else(|| Fault::NotOkta {
        status: answer.status,
        what: "a device endpoint that gives no usable code".to_owned(),
    })
}

fn codes(body: &Value) -> Option<Codes> {
    let text = |name: &str| body[name].as_str().filter(|text| is_plain(text));
    let url = text("verification_uri_complete").or(text("verification_uri"))?;
    // A person will open it: nothing but a web address will do.
    let parsed = Url::parse(url).ok()?;
    if !matches!(parsed.scheme(), "https" | "http") {
        return None;
    }
    let lifetime = body["expires_in"].as_u64().unwrap_or(600).min(LONGEST_CODE);
    let pause = body["interval"]
        .as_u64()
        .unwrap_or(5)
        .clamp(1, LONGEST_PAUSE);
    Some(Codes {
        device_code: Secret::new(text("device_code")?),
        pause: Duration::from_secs(pause),
        pending: Pending {
            url: parsed.to_string(),
            code: text("user_code")?.to_owned(),
            expires: Instant::now() + Duration::from_secs(lifetime),
        },
    })
}

fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.len() < 2_000 && text.bytes().all(|b| b.is_ascii_graphic())
}

/// The token that was kept; `None` where there is none.
fn read(file: &Path) -> Result<Option<Secret>, Fault> {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unusable(file, &error.to_string())),
    };
    if is_exposed(file) {
        return Err(unusable(file, "others can read it"));
    }
    let kept: Value = serde_json::from_str(&text).unwrap_or_default();
    Ok(kept["refresh_token"].as_str().map(Secret::new))
}

/// Writes beside the file and moves it there, so that it is never half written.
fn write(file: &Path, token: &Secret) -> Result<(), Fault> {
    let folder = file.parent().unwrap_or(Path::new("."));
    let written = make_private(folder).and_then(|()| {
        let beside = file.with_extension(format!("{}.new", std::process::id()));
        let _ = std::fs::remove_file(&beside);
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt as _;
            options.mode(0o600);
        }
        let text = json!({"refresh_token": token.expose()}).to_string();
        options.open(&beside)?.write_all(text.as_bytes())?;
        std::fs::rename(&beside, file)
    });
    written.map_err(|error| unusable(file, &error.to_string()))
}

fn forget(file: &Path) {
    if let Err(error) = std::fs::remove_file(file) {
        tracing::warn!(%error, "the refresh token that Okta no longer takes could not be removed");
    }
}

#[cfg(unix)]
fn make_private(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
}

#[cfg(not(unix))]
fn make_private(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)
}

#[cfg(unix)]
fn is_exposed(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(file).is_ok_and(|data| data.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_exposed(_: &Path) -> bool {
    false
}

fn unusable(file: &Path, why: &str) -> Fault {
    Fault::Settings(format!(
        "the file of the refresh token, {}, cannot be used: {why}",
        file.display()
    ))
}
