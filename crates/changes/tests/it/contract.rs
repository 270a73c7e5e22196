//! Each operation of the catalogue, called on simorg with its generated example through the four tools.
//!
//! Where an example needs a thing that must exist, the test makes or finds it first, as a person would:
//! the list of the collection, else its create operation. What came of it is `docs/reference/operations.md`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use changes::{Answer, Asker, Context, Journal, Outcome, Policy, Question, Restricted, Targets};
use futures::FutureExt as _;
use futures::future::BoxFuture;
use okta::{Client, OrgUrl, Settings, SigningKey};
use operations::{Caller, Effect, Method, OPERATIONS, Operation, caller, related};
use serde_json::{Value, json};
use simorg::Org;
use tools::Tool;
use tools::api::example;

/// Says yes to everything.
struct Agrees;

impl Asker for Agrees {
    fn ask<'a>(&'a self, _: &'a Question) -> BoxFuture<'a, Answer> {
        std::future::ready(Answer::Confirmed).boxed()
    }
}

/// An organisation and the tools over its API.
struct Bench {
    org: Org,
    okta: Client,
    tools: Vec<Tool>,
    journal: Journal,
    targets: Targets,
}

impl Bench {
    async fn start() -> Self {
        let org = Org::acme()
            .users(20)
            .grant("all")
            .role("SUPER_ADMIN")
            .start()
            .await
            .unwrap();
        let key = SigningKey::parse(org.private_key_pem(), Some(org.key_id())).unwrap();
        let scopes = org.scopes().split(' ').map(str::to_owned).collect();
        let url = OrgUrl::parse(org.url()).unwrap();
        let okta = Client::new(Settings::new(url, org.client_id().to_owned(), key, scopes));
        Self {
            org,
            okta,
            tools: Tool::all(),
            journal: crate::journal(),
            targets: Targets::default(),
        }
    }

    async fn call(&self, operation: &Operation, example: Value) -> Result<Value, tools::Error> {
        let policy = Policy::everywhere(Restricted::Ask);
        self.call_as(policy, &Agrees, operation, example).await
    }

    /// A call under that policy, with that person.
    async fn call_as(
        &self,
        policy: Policy,
        asker: &dyn Asker,
        operation: &Operation,
        example: Value,
    ) -> Result<Value, tools::Error> {
        let name = if operation.effect() == Effect::Read {
            "read_operation"
        } else {
            "write_operation"
        };
        let tool = self
            .tools
            .iter()
            .find(|tool| tool.spec.name == name)
            .unwrap();
        let context = Context {
            okta: &self.okta,
            policy,
            asker,
            budget: 40_000,
            folder: None,
            progress: &tools::Silent,
            journal: &self.journal,
            targets: &self.targets,
            who: "test",
        };
        match changes::run(tool, example, &context).await? {
            Outcome::Done(reply) => Ok(reply.value),
            Outcome::Asked(_) => unreachable!("this asker answers at once"),
        }
    }

    /// The example with ids of things that exist in place of those that it makes up.
    async fn with_real_ids(&self, operation: &Operation, mut example: Value) -> Value {
        let mut at = 0;
        while let Some(end) = operation.path[at..].find('}').map(|end| at + end + 1) {
            let prefix = &operation.path[..end];
            let name = prefix
                .rsplit('{')
                .next()
                .unwrap_or_default()
                .trim_end_matches('}')
                .to_owned();
            let collection = prefix.rsplit_once('/').map_or("", |(before, _)| before);
            let is_made_up = example["path"][&name] == "an_id_that_a_list_shows";
            if is_made_up && let Some(id) = self.some(collection, &example).await {
                example["path"][&name] = id.into();
            }
            at = end;
        }
        example
    }

    /// The id of something in a collection: the first of its list, else a new one.
    async fn some(&self, collection: &str, example: &Value) -> Option<String> {
        if let Some(list) = related::at(Method::Get, collection) {
            let given = for_path(list, example);
            let mut given = if list.id == "listPolicies" {
                json!({"id": list.id, "query": {"type": "ACCESS_POLICY"}})
            } else {
                given
            };
            given["raw"] = true.into();
            if let Ok(reply) = self.call(list, given).await {
                let first = reply
                    .pointer("/items/0")
                    .or_else(|| reply.pointer("/result/0"));
                if let Some(id) = first.and_then(id_of) {
                    return Some(id);
                }
            }
        }
        let create = related::at(Method::Post, collection)?;
        let mut given = for_path(create, example);
        if let Some(body) = example::of(create, None).get("body") {
            given["body"] = body.clone();
        }
        let made = self.call(create, given).await.ok()?;
        id_of(&made["result"])
    }
}

/// The arguments of an operation on the same things as another's example.
fn for_path(operation: &Operation, example: &Value) -> Value {
    let names = operation.placeholders();
    let path: serde_json::Map<String, Value> = names
        .map(|name| (name.to_owned(), example["path"][name].clone()))
        .collect();
    let mut given = json!({"id": operation.id});
    if !path.is_empty() {
        given["path"] = path.into();
    }
    given
}

fn id_of(thing: &Value) -> Option<String> {
    ["id", "kid", "name", "key"]
        .iter()
        .find_map(|name| thing[*name].as_str())
        .map(str::to_owned)
}

/// How many operations succeed at least; it may not get worse.
const DONE: usize = 557;

/// What came of one operation.
enum Came {
    Success,
    /// Refused by ourselves, before anything was sent.
    NotSent(String),
    /// Refused by simorg as Okta would refuse it.
    Refused(String),
    /// An answer of simorg that does not fit its schema, and where: a fault of simorg.
    Broken(Vec<String>),
}

async fn outcome(bench: &Bench, operation: &'static Operation) -> Came {
    let example = bench
        .with_real_ids(operation, example::of(operation, None))
        .await;
    let sent = bench.org.requests().len();
    let Err(error) = bench.call(operation, example).await else {
        return Came::Success;
    };
    if let Some(okta) = error.okta {
        if okta.status >= 500 {
            return Came::Broken(okta.causes);
        }
        return Came::Refused(format!("{} {}", okta.status, okta.code.unwrap_or_default()));
    }
    let kind = json!(error.kind).as_str().unwrap_or_default().to_owned();
    // Reads may go out: names are looked up, and what is to be changed.
    let since = bench.org.requests().into_iter().skip(sent);
    let writes =
        since.filter(|request| request["method"] != "GET" && request["path"] != "/oauth2/v1/token");
    let went = writes.count();
    let id = operation.id;
    assert_eq!(went, 0, "{id}: {}", error.message);
    Came::NotSent(kind)
}

#[tokio::test]
async fn every_operation_is_called_with_its_example_and_answers_as_okta_would() {
    let mut rows: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let listed = OPERATIONS
        .iter()
        .filter(|operation| caller::of(operation) != Caller::Client);
    let mut chapters: BTreeMap<&str, Vec<&Operation>> = BTreeMap::new();
    for operation in listed.copied() {
        chapters.entry(operation.tag).or_default().push(operation);
    }
    let mut bench = Bench::start().await;
    let mut faults = Vec::new();
    let mut chapter = "";
    for operation in chapters.into_values().flatten() {
        if operation.tag != chapter {
            (bench, chapter) = (Bench::start().await, operation.tag);
        }
        let came = outcome(&bench, operation).await;
        let (word, group) = match &came {
            Came::Success => ("done".to_owned(), "done".to_owned()),
            Came::NotSent(kind) => (format!("not sent: {kind}"), "not sent".to_owned()),
            Came::Refused(how) => (how.clone(), "refused".to_owned()),
            Came::Broken(causes) => {
                faults.push(format!("{}: {causes:#?}", operation.id));
                let word = "simorg's answer breaks its schema";
                (word.to_owned(), "against their schema".to_owned())
            }
        };
        *counts.entry(group).or_default() += 1;
        let scopes = operation.scopes.join(" ");
        let effect = operation.effect().word();
        let row = format!("| `{}` | {effect} | {scopes} | {word} |", operation.id);
        rows.entry(operation.tag).or_default().push(row);
    }
    let page = page(&rows, &counts);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/operations.md");
    if std::env::var_os("ACCEPT").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let there = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        there == page,
        "docs/reference/operations.md is stale: run `just accept`"
    );
    assert!(counts["done"] >= DONE, "{counts:?}");
    assert!(faults.is_empty(), "{counts:?}\n{}", faults.join("\n"));
}

fn page(rows: &BTreeMap<&str, Vec<String>>, counts: &BTreeMap<String, usize>) -> String {
    let mut page = String::from(
        "# Operations\n\nWritten by `just accept`. Each operation of the catalogue but the steps of a sign-in, called on\nsimorg with the example that `describe_operation` shows, in an organisation for each chapter, with all scopes and\nthe Super Administrator role. Things that a path names are found in their list or made first, also with\nexamples. `done`: it answered with success. A status and code: simorg refused it as Okta would, mostly since an\nexample made from a schema says nothing of what only Okta knows, or since the thing cannot be made that way.\n`not sent`: the call is refused before anything is sent, for a reason that the reply names.\n\n",
    );
    let counts: Vec<String> = counts
        .iter()
        .map(|(what, count)| format!("{count} {what}"))
        .collect();
    let _ = writeln!(page, "{}.", counts.join(", "));
    for (tag, rows) in rows {
        let _ = write!(
            page,
            "\n## {tag}\n\n| operation | effect | scopes | came |\n|---|---|---|---|\n{}\n",
            rows.join("\n")
        );
    }
    page
}

/// Somebody who does not agree, in one way or another.
struct Refuses(Answer);

impl Asker for Refuses {
    fn ask<'a>(&'a self, _: &'a Question) -> BoxFuture<'a, Answer> {
        std::future::ready(self.0.clone()).boxed()
    }
}

#[tokio::test]
async fn nothing_destructive_or_restricted_is_sent_unless_somebody_agrees() {
    let is_dangerous = |operation: &&&Operation| operation.effect() > Effect::Write;
    let mut chapters: BTreeMap<&str, Vec<&Operation>> = BTreeMap::new();
    for operation in OPERATIONS.iter().filter(is_dangerous) {
        chapters.entry(operation.tag).or_default().push(operation);
    }
    let (mut refused, mut asked) = (0, 0);
    for operations in chapters.into_values() {
        let bench = Bench::start().await;
        for operation in operations {
            let example = example::of(operation, None);
            let mut example = bench.with_real_ids(operation, example).await;
            // What it found or made before is no repeat of this.
            example["again"] = true.into();
            let before = writes(&bench);
            for answer in [
                Answer::Unable("this client cannot ask one"),
                Answer::Declined,
                Answer::Changed,
                Answer::Invalid,
            ] {
                let person = Refuses(answer);
                let policy = Policy::STRICT;
                let called = bench
                    .call_as(policy, &person, operation, example.clone())
                    .await;
                let error = called.expect_err(operation.id);
                match error.kind {
                    tools::Kind::Restricted => refused += 1,
                    tools::Kind::NeedsConfirmation
                    | tools::Kind::Declined
                    | tools::Kind::StateChanged
                    | tools::Kind::Expired => asked += 1,
                    _ => {}
                }
            }
            assert_eq!(writes(&bench), before, "{}", operation.id);
        }
    }
    // Most examples get as far as the question; the others end at a thing that does not exist.
    assert!(
        refused > 500 && asked > 150,
        "{refused} refused, {asked} asked"
    );
}

fn writes(bench: &Bench) -> usize {
    let is_write =
        |request: &Value| request["method"] != "GET" && request["path"] != "/oauth2/v1/token";
    bench.org.requests().into_iter().filter(is_write).count()
}
