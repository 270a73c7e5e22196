//! A list as a model reads it: inside the budget, without secrets, and honest about what is missing.
#![no_main]

#[path = "../planted.rs"]
mod planted;

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use okta::{Client, Device, OrgUrl, Settings};
use serde_json::{Value, json};
use tools::{Call, Returns, Shape, Tool};

fuzz_target!(|data: &[u8]| {
    let [which, object, place, budget, json @ ..] = data else {
        return;
    };
    // Two documents: what shapes the reply, and the rows.
    let mut documents = serde_json::Deserializer::from_slice(json).into_iter::<Value>();
    let (Some(Ok(shape)), Some(Ok(mut rows))) = (documents.next(), documents.next()) else {
        return;
    };
    if json!([shape, rows]).to_string().contains(planted::SECRET) {
        return;
    }
    planted::plant(&mut rows, *object, *place);
    let Value::Array(rows) = rows else { return };
    let Some(reply) = reply(*which, shape, &rows, 2_000 + usize::from(*budget) * 16) else {
        return;
    };
    let text = reply.to_string();
    assert!(!text.contains(planted::SECRET), "{text}");
    let count = reply["count"].as_u64().expect("there is one") as usize;
    assert!(count <= rows.len());
    assert_eq!(
        reply["complete"] == json!(true),
        count == rows.len(),
        "{text}"
    );
});

fn reply(which: u8, shape: Value, rows: &[Value], budget: usize) -> Option<Value> {
    static TOOLS: OnceLock<Vec<Tool>> = OnceLock::new();
    static OKTA: OnceLock<Client> = OnceLock::new();
    let tools = TOOLS.get_or_init(Tool::all);
    let tool = &tools[usize::from(which) % tools.len()];
    let Returns::List(columns) = tool.spec.returns else {
        return None;
    };
    // What a tool needs besides is not what is asked about here.
    let shape: Shape = serde::Deserialize::deserialize(&shape).ok()?;
    let call = Call::new(OKTA.get_or_init(client), tool.spec, shape, budget);
    let value = call.table(rows, columns).ok()?.value;
    assert!(
        value.to_string().chars().count() <= budget,
        "over {budget}: {value}"
    );
    Some(value)
}

fn client() -> Client {
    let org = OrgUrl::parse("https://acme.okta.com").expect("it is one");
    let device = Device::new("/nowhere/token.json".into());
    Client::new(Settings::new(org, "0oa1".to_owned(), device, vec![]))
}
