//! One call of a tool: what it may send, and what it is known to be allowed.

use futures::FutureExt as _;
use futures::future::BoxFuture;
use okta::{Client, Response};
use operations::{Effect, Operation, Request};

use serde_json::Value;

use crate::withhold::{Forgets, Keeper};
use crate::{Error, Folder, Reply, Shape, Spec, advice, folder};

/// One call of a tool.
///
/// The handle lets through only the operations of the tool's row, and while a write is planned only
/// those that read.
pub struct Call<'a> {
    okta: &'a Client,
    spec: &'a Spec,
    purpose: Purpose,
    progress: &'a dyn Progress,
    keeper: &'a dyn Keeper,
    folder: Option<&'a Folder>,
    /// How the reply is to be shaped.
    pub shape: Shape,
    /// The most characters that the reply may have.
    pub budget: usize,
}

/// Hears how far a call has come.
pub trait Progress: Send + Sync {
    /// So many rows have been read so far.
    fn rows(&self, rows: usize) -> BoxFuture<'_, ()>;

    /// So many of the steps of a write have been sent.
    fn steps(&self, sent: usize, all: usize) -> BoxFuture<'_, ()>;
}

/// Where nobody wants to hear.
pub struct Silent;

impl Progress for Silent {
    fn rows(&self, _: usize) -> BoxFuture<'_, ()> {
        std::future::ready(()).boxed()
    }

    fn steps(&self, _: usize, _: usize) -> BoxFuture<'_, ()> {
        std::future::ready(()).boxed()
    }
}

/// What a call is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To read, or to plan a write: nothing that changes anything goes through.
    Read,
    /// To carry out what was planned and agreed to.
    Apply,
}

impl<'a> Call<'a> {
    /// A call of the tool of that row.
    pub fn new(okta: &'a Client, spec: &'a Spec, shape: Shape, budget: usize) -> Self {
        Self {
            okta,
            spec,
            purpose: Purpose::Read,
            progress: &Silent,
            keeper: &Forgets,
            folder: None,
            shape,
            budget,
        }
    }

    /// The same call, telling how far it has come.
    #[must_use]
    pub fn telling(self, progress: &'a dyn Progress) -> Self {
        Self { progress, ..self }
    }

    /// The same call, whose secrets are kept for a person.
    #[must_use]
    pub fn keeping(self, keeper: &'a dyn Keeper) -> Self {
        Self { keeper, ..self }
    }

    /// One of Okta's objects as the reply, shaped as the call says, its secrets kept for a person.
    pub fn one(&self, object: Value) -> Reply {
        Reply::one_kept(object, &self.shape, self.budget, self.keeper)
    }

    /// The same call, with the folder in which files are read and written, where one is set.
    #[must_use]
    pub fn in_folder(self, folder: Option<&'a Folder>) -> Self {
        Self { folder, ..self }
    }

    /// The folder in which files are read and written.
    ///
    /// # Errors
    /// `misconfigured` where none is set, with the name of the setting.
    pub fn files(&self) -> Result<&'a Folder, Error> {
        self.folder.ok_or_else(|| folder::missing(self.spec.name))
    }

    /// The same call, its reply shaped otherwise.
    #[must_use]
    pub fn shaped(&self, shape: Shape) -> Self {
        Self { shape, ..*self }
    }

    /// Tells how many rows have been read so far.
    pub(crate) async fn has_read(&self, rows: usize) {
        self.progress.rows(rows).await;
    }

    /// Tells how many of the steps of a write have been sent; one alone is not worth a word.
    pub async fn has_sent(&self, sent: usize, all: usize) {
        if all > 1 {
            self.progress.steps(sent, all).await;
        }
    }

    /// The same call, now allowed to write.
    #[must_use]
    pub fn applying(self) -> Self {
        Self {
            purpose: Purpose::Apply,
            ..self
        }
    }

    /// The org's host, as it stands in replies.
    pub fn org(&self) -> &'a str {
        self.okta.settings().org.host()
    }

    /// The connection.
    pub fn okta(&self) -> &'a Client {
        self.okta
    }

    /// Sends a request of the tool's row. A scope that the token lacks is reported, and nothing sent.
    ///
    /// # Errors
    /// What [`advice`] makes of the fault.
    pub async fn send(&self, request: &Request) -> Result<Response, Error> {
        let operation = request.operation();
        self.refuse_undeclared(operation)?;
        let grant = self.okta.sign_in().await;
        let grant = grant.map_err(|fault| advice::of(&fault, operation, self.okta))?;
        if let Some(scope) = operation.scopes.iter().find(|s| !grant.covers(s)) {
            self.okta.tally().count(operation.id, "missing_scope");
            return Err(advice::missing_scope(scope, self.okta));
        }
        let answer = self.okta.send(request).await;
        answer.map_err(|fault| advice::of(&fault, operation, self.okta))
    }

    /// Whether an operation is within the scopes asked for.
    pub fn may(&self, operation: &Operation) -> bool {
        operation.scopes.iter().all(|scope| self.asks_for(scope))
    }

    /// Whether a scope is among those asked for.
    pub fn asks_for(&self, scope: &str) -> bool {
        let asked = &self.okta.settings().scopes;
        okta::covers(asked.iter().map(String::as_str), scope)
    }

    fn refuse_undeclared(&self, operation: &Operation) -> Result<(), Error> {
        let declared = self.spec.uses.iter().chain(self.spec.may_use);
        let is_declared = declared.into_iter().any(|o| *o == operation);
        let is_allowed = self.purpose == Purpose::Apply || operation.effect() == Effect::Read;
        if is_declared && is_allowed {
            return Ok(());
        }
        let (tool, id) = (self.spec.name, operation.id);
        Err(Error::new(
            crate::Kind::Restricted,
            format!("{tool} may not use {id} here; nothing was sent"),
            "This is a fault of okta-mcp itself; please report it.",
        ))
    }
}
