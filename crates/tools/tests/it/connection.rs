//! A connection to a simulated organisation, and calls of reading tools over it.

use okta::{Client, OrgUrl, Settings, SigningKey};
use serde_json::Value;
use simorg::{Act, Org, Scripted};
use tools::{Action, Call, Error, Folder, Plan, Tool};

/// A connection that asks for these scopes, or for all that are granted.
pub fn connect(org: &Org, scopes: Option<&str>) -> Client {
    let key = SigningKey::parse(org.private_key_pem(), Some(org.key_id())).unwrap();
    let granted = org.scopes();
    let scopes = scopes
        .unwrap_or(&granted)
        .split(' ')
        .map(str::to_owned)
        .collect();
    let url = OrgUrl::parse(org.url()).unwrap();
    Client::new(Settings::new(url, org.client_id().to_owned(), key, scopes))
}

/// An organisation in which everything is allowed.
pub async fn open_org(people: usize) -> Org {
    let org = Org::acme().users(people).grant("all").role("SUPER_ADMIN");
    org.start().await.unwrap()
}

/// The reply of a reading tool.
pub async fn read(okta: &Client, name: &str, given: Value) -> Result<Value, Error> {
    read_within(okta, name, given, 40_000).await
}

/// The reply of a reading tool, under a budget.
pub async fn read_within(
    okta: &Client,
    name: &str,
    given: Value,
    budget: usize,
) -> Result<Value, Error> {
    let tools = Tool::all();
    let tool = tools.iter().find(|tool| tool.spec.name == name).unwrap();
    let arguments = tool.arguments(given)?;
    let call = Call::new(okta, tool.spec, arguments.shape, budget);
    let Action::Read(run) = tool.action.0 else {
        panic!("{name} writes");
    };
    Ok(run(arguments.own, &call).await?.value)
}

/// The reply of a reading tool that has a folder for files.
pub async fn read_in(
    okta: &Client,
    folder: &Folder,
    name: &str,
    given: Value,
) -> Result<Value, Error> {
    let tools = Tool::all();
    let tool = tools.iter().find(|tool| tool.spec.name == name).unwrap();
    let arguments = tool.arguments(given)?;
    let call = Call::new(okta, tool.spec, arguments.shape, 40_000).in_folder(Some(folder));
    let Action::Read(run) = tool.action.0 else {
        panic!("{name} writes");
    };
    Ok(run(arguments.own, &call).await?.value)
}

/// The plan of a writing tool.
pub async fn plan(okta: &Client, name: &str, given: Value) -> Result<Plan, Error> {
    planned(okta, None, name, given).await
}

/// The plan of a writing tool that has a folder for files.
pub async fn plan_in(
    okta: &Client,
    folder: &Folder,
    name: &str,
    given: Value,
) -> Result<Plan, Error> {
    planned(okta, Some(folder), name, given).await
}

async fn planned(
    okta: &Client,
    folder: Option<&Folder>,
    name: &str,
    given: Value,
) -> Result<Plan, Error> {
    let tools = Tool::all();
    let tool = tools.iter().find(|tool| tool.spec.name == name).unwrap();
    let arguments = tool.arguments(given)?;
    let call = Call::new(okta, tool.spec, arguments.shape, 40_000).in_folder(folder);
    let Action::Write(plan) = tool.action.0 else {
        panic!("{name} reads");
    };
    plan(arguments.own, &call).await
}

/// What Okta answers to the first step of a plan, sent as it was said.
pub async fn apply(okta: &Client, name: &str, given: Value) -> Value {
    let plan = plan(okta, name, given).await.expect(name);
    okta.send(&plan.steps[0].request).await.expect(name).body
}

/// A connection to an upstream that says what it is told to.
pub fn connect_to(upstream: &Scripted, scopes: &str) -> Client {
    let jwk = include_str!("../../../okta/tests/it/p256.jwk.json");
    let key = SigningKey::parse(jwk, None).unwrap();
    let scopes = scopes.split(' ').map(str::to_owned).collect();
    let url = OrgUrl::parse(upstream.url()).unwrap();
    Client::new(Settings::new(
        url,
        "0oa1scripted00000000".to_owned(),
        key,
        scopes,
    ))
}

/// What an upstream says next.
pub fn says(upstream: &Scripted, status: u16, link: Option<&str>, body: &Value) {
    let link = link.map(|query| {
        let next = format!("<{}{query}>; rel=\"next\"", upstream.url());
        ("link".to_owned(), next)
    });
    let headers: Vec<_> = link.into_iter().collect();
    upstream.then(Act::json(status, &headers, body));
}
