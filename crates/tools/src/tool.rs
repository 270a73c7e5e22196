//! A tool: its row, and the two traits by which it acts.

use futures::FutureExt as _;
use futures::future::BoxFuture;
use operations::{Effect, Operation};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::changes::Wanted;
use crate::columns::Columns;
use crate::{Call, Error, Plan, Reply, schema};

/// The row of a tool: what it is called, what it says of itself, what it uses. Scopes, effect,
/// annotations, filters and documents derive from it.
#[derive(Debug)]
pub struct Spec {
    /// `verb_noun`, at most 48 characters.
    pub name: &'static str,
    /// For people.
    pub title: &'static str,
    /// For models: the first sentence says what it does, the second the trap. Under 300 characters.
    pub about: &'static str,
    /// The operations it needs, all of them.
    pub uses: &'static [&'static Operation],
    /// The operations it does without where their scopes are missing.
    pub may_use: &'static [&'static Operation],
    /// What a reply holds.
    pub returns: Returns,
    /// Arguments that work on the demo organisation, as JSON.
    pub example: &'static str,
}

/// What a reply holds, which decides the arguments that shape it.
#[derive(Clone, Copy, Debug)]
pub enum Returns {
    /// Rows.
    List(&'static Columns),
    /// One of Okta's objects.
    One,
    /// A report of our own.
    Report,
    /// What a write did.
    Change,
}

impl Spec {
    /// The strongest effect of what it uses.
    pub fn effect(&self) -> Effect {
        let effects = self.uses.iter().map(|operation| operation.effect());
        effects.max().unwrap_or(Effect::Read)
    }

    /// The scopes it needs, all of them, each once.
    pub fn scopes(&self) -> Vec<&'static str> {
        let mut scopes: Vec<_> = self.uses.iter().flat_map(|o| o.scopes).copied().collect();
        scopes.sort_unstable();
        scopes.dedup();
        // `.manage` covers the `.read` of the same family.
        let all = scopes.clone();
        scopes.retain(|scope| {
            let others = all.iter().copied().filter(|other| other != scope);
            !okta::covers(others, scope)
        });
        scopes
    }
}

/// A tool that changes nothing. Dropping the future cancels it.
pub trait Read: DeserializeOwned + JsonSchema + Send + 'static {
    /// The row.
    const SPEC: Spec;

    /// Reads, and makes the reply.
    fn run(self, call: &Call<'_>) -> impl Future<Output = Result<Reply, Error>> + Send;
}

/// A tool that changes something: it says what it would do, and the engine does it.
pub trait Write: DeserializeOwned + JsonSchema + Send + 'static {
    /// The row.
    const SPEC: Spec;
    /// The effect by which it is listed, where what it uses does not say it: it uses whatever it is
    /// told to.
    const LISTED_AS: Option<Effect> = None;

    /// Says what would be sent. Only reads are let through meanwhile.
    fn plan(self, call: &Call<'_>) -> impl Future<Output = Result<Plan, Error>> + Send;
}

/// A tool about changes themselves: it says what is wanted of the engine, which does it.
pub trait Engine: DeserializeOwned + JsonSchema + Send + 'static {
    /// The row.
    const SPEC: Spec;
    /// The effect by which it is listed: what it asks follows the change at hand.
    const LISTED_AS: Option<Effect> = None;

    /// What is wanted.
    fn wanted(self) -> Wanted;
}

/// A tool as a row of a table: its types erased.
#[derive(Clone, Copy)]
pub struct Entry {
    /// The row.
    pub spec: &'static Spec,
    /// The effect by which it is listed, where what it uses does not say it.
    pub(crate) listed_as: Option<Effect>,
    /// The JSON Schema of the input type.
    pub(crate) input: fn() -> Value,
    /// What it does.
    pub action: Action,
}

/// What a tool does with checked arguments.
#[derive(Clone, Copy)]
pub enum Action {
    /// It reads.
    Read(for<'a> fn(Value, &'a Call<'a>) -> BoxFuture<'a, Result<Reply, Error>>),
    /// It plans a write.
    Write(for<'a> fn(Value, &'a Call<'a>) -> BoxFuture<'a, Result<Plan, Error>>),
    /// It wants something of the engine.
    Engine(fn(Value) -> Result<Wanted, Error>),
}

/// The entry of a reading tool.
pub const fn read<T: Read>() -> Entry {
    Entry {
        spec: const { &T::SPEC },
        listed_as: None,
        input: schema::of::<T>,
        action: Action::Read(run_read::<T>),
    }
}

/// The entry of a writing tool.
pub const fn write<T: Write>() -> Entry {
    Entry {
        spec: const { &T::SPEC },
        listed_as: T::LISTED_AS,
        input: schema::of::<T>,
        action: Action::Write(plan_write::<T>),
    }
}

/// The entry of a tool about changes.
pub const fn engine<T: Engine>() -> Entry {
    Entry {
        spec: const { &T::SPEC },
        listed_as: T::LISTED_AS,
        input: schema::of::<T>,
        action: Action::Engine(|input| Ok(parse::<T>(input)?.wanted())),
    }
}

fn run_read<'a, T: Read>(input: Value, call: &'a Call<'a>) -> BoxFuture<'a, Result<Reply, Error>> {
    async move { parse::<T>(input)?.run(call).await }.boxed()
}

fn plan_write<'a, T: Write>(
    input: Value,
    call: &'a Call<'a>,
) -> BoxFuture<'a, Result<Plan, Error>> {
    async move { parse::<T>(input)?.plan(call).await }.boxed()
}

fn parse<T: DeserializeOwned>(input: Value) -> Result<T, Error> {
    serde_json::from_value(input).map_err(|e| Error::invalid_input(e.to_string()))
}
