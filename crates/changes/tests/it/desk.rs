//! A desk: an organisation, the tools over it, a journal, and a person who says what they are told to.

use std::sync::atomic::{AtomicUsize, Ordering};

use changes::{
    Answer, Asker, Context, Journal, Outcome, Place, Policy, Question, Restricted, Targets,
};
use futures::FutureExt as _;
use futures::future::BoxFuture;
use okta::{Client, OrgUrl, Settings, SigningKey};
use serde_json::{Value, json};
use simorg::Org;
use tools::{Error, Tool};

/// A person, or none.
pub struct Person {
    answer: Answer,
    pub asked: AtomicUsize,
}

impl Person {
    pub fn who(answer: Answer) -> Self {
        Self {
            answer,
            asked: AtomicUsize::new(0),
        }
    }
}

impl Asker for Person {
    fn ask<'a>(&'a self, _: &'a Question) -> BoxFuture<'a, Answer> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        std::future::ready(self.answer.clone()).boxed()
    }
}

pub struct Desk {
    pub org: Org,
    pub okta: Client,
    pub journal: Journal,
    pub place: Place,
    pub policy: Policy,
    pub folder: Option<tools::Folder>,
    targets: Targets,
    tools: Vec<Tool>,
}

impl Desk {
    /// A desk where everything restricted may be asked.
    pub async fn open() -> Self {
        Self::with(Policy::everywhere(Restricted::Ask)).await
    }

    pub async fn with(policy: Policy) -> Self {
        let org = Org::acme()
            .users(30)
            .grant("all")
            .role("SUPER_ADMIN")
            .start()
            .await
            .unwrap();
        let folder = tempfile::tempdir().unwrap().keep();
        let place = changes::place(&folder.join("state"), &folder.join("keys"));
        Self {
            okta: connect(&org),
            org,
            journal: Journal::new(Some(place.clone())),
            place,
            policy,
            folder: None,
            targets: Targets::default(),
            tools: Tool::all(),
        }
    }

    /// What was known of the roles of people and groups is forgotten, as it is after a minute.
    pub fn forget_targets(&mut self) {
        self.targets = Targets::default();
    }

    /// A call with a person who agrees.
    pub async fn call(&self, name: &str, given: Value) -> Result<Value, Error> {
        self.call_with(&Person::who(Answer::Confirmed), name, given)
            .await
    }

    /// A call with this person, or none.
    pub async fn call_with(
        &self,
        person: &dyn Asker,
        name: &str,
        given: Value,
    ) -> Result<Value, Error> {
        let tool = self
            .tools
            .iter()
            .find(|tool| tool.spec.name == name)
            .unwrap();
        let context = Context {
            okta: &self.okta,
            policy: self.policy,
            asker: person,
            budget: 40_000,
            folder: self.folder.as_ref(),
            progress: &tools::Silent,
            journal: &self.journal,
            targets: &self.targets,
            who: "test",
        };
        match changes::run(tool, given, &context).await? {
            Outcome::Done(reply) => Ok(reply.value),
            Outcome::Asked(question) => Ok(json!({"asked": question.text})),
        }
    }

    /// The object behind an operation's example, untouched.
    pub async fn read(&self, id: &str, path: Value) -> Value {
        self.call("read_operation", json!({"id": id, "path": path}))
            .await
            .unwrap()
    }

    /// How many requests that write have reached the organisation.
    pub fn writes(&self) -> usize {
        let is_write =
            |request: &&Value| request["method"] != "GET" && request["path"] != "/oauth2/v1/token";
        self.org.requests().iter().filter(is_write).count()
    }
}

fn connect(org: &Org) -> Client {
    let key = SigningKey::parse(org.private_key_pem(), Some(org.key_id())).unwrap();
    let scopes = org.scopes().split(' ').map(str::to_owned).collect();
    let url = OrgUrl::parse(org.url()).unwrap();
    Client::new(Settings::new(url, org.client_id().to_owned(), key, scopes))
}
