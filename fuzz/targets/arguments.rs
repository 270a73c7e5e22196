//! The arguments of each tool: any JSON, as far as the tool gets without sending anything.
#![no_main]

use std::sync::OnceLock;

use futures::FutureExt as _;
use libfuzzer_sys::fuzz_target;
use okta::{Client, Device, OrgUrl, Settings};
use tools::{Action, Call, Error, Kind, Returns, Shape, Spec, Tool};

/// A row that may use nothing, so that every request is refused before it is sent.
static MAY_NOTHING: Spec = Spec {
    name: "fuzzed",
    title: "",
    about: "",
    uses: &[],
    may_use: &[],
    returns: Returns::Report,
    example: "{}",
};

fuzz_target!(|data: &[u8]| {
    static TOOLS: OnceLock<Vec<Tool>> = OnceLock::new();
    static OKTA: OnceLock<Client> = OnceLock::new();
    let tools = TOOLS.get_or_init(Tool::all);
    let okta = OKTA.get_or_init(client);
    let Some((which, json)) = data.split_first() else {
        return;
    };
    let tool = &tools[usize::from(*which) % tools.len()];
    let Ok(given) = serde_json::from_slice(json) else {
        return;
    };
    match tool.arguments(given) {
        Ok(arguments) => run(tool, arguments.own, arguments.shape, okta),
        Err(error) => checked(&error),
    }
});

fn run(tool: &Tool, own: serde_json::Value, shape: Shape, okta: &Client) {
    // It signs in, which no row forbids.
    if tool.spec.name == "get_scope_status" {
        return;
    }
    let call = Call::new(okta, &MAY_NOTHING, shape, 2_000);
    let failed = match tool.action.0 {
        Action::Read(read) => read(own, &call)
            .now_or_never()
            .expect("it sends nothing")
            .err(),
        Action::Write(plan) => plan(own, &call)
            .now_or_never()
            .expect("it sends nothing")
            .err(),
    };
    if let Some(error) = failed {
        match error.kind {
            Kind::InvalidInput => checked(&error),
            Kind::Restricted => {}
            other => panic!("{other:?}: {}", error.message),
        }
    }
}

/// What a model is told stays short, whatever it sent, and holds nothing that deceives.
fn checked(error: &Error) {
    assert_eq!(error.kind, Kind::InvalidInput, "{}", error.message);
    let message = &error.message;
    assert!(message.chars().count() < 2_000, "{message}");
    assert!(!message.chars().any(char::is_control), "{message:?}");
}

fn client() -> Client {
    let org = OrgUrl::parse("https://acme.okta.com").expect("it is one");
    let device = Device::new("/nowhere/token.json".into());
    Client::new(Settings::new(org, "0oa1".to_owned(), device, vec![]))
}
