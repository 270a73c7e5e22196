//! Canaries: secrets planted all over the organisation come out nowhere.

use std::io::Write;
use std::sync::{Arc, Mutex};

use okta::Secret;
use operations::{Caller, Effect, Method, OPERATIONS, caller, op};
use serde_json::{Value, json};
use tools::Tool;
use tools::api::example;

use crate::desk::Desk;

/// In every planted secret.
const CANARY: &str = "C4nary-5e884898da28";
/// The planted secret where Okta wants one of its own form.
const TOKEN: &str = "5e884898-da28-4047-9115-1e1ed60c0a5e";

fn is_out(text: &str) -> bool {
    text.contains(CANARY) || text.contains(TOKEN)
}

/// What is logged, down to the last word.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Somebody who agrees, and types the canary where a secret is asked for.
struct Types;

impl changes::Asker for Types {
    fn ask<'a>(
        &'a self,
        _: &'a changes::Question,
    ) -> futures::future::BoxFuture<'a, changes::Answer> {
        Box::pin(std::future::ready(changes::Answer::Confirmed))
    }

    fn secret<'a>(
        &'a self,
        place: &'a str,
    ) -> futures::future::BoxFuture<'a, Result<Secret, &'static str>> {
        let secret = if place.ends_with("/token") {
            TOKEN.to_owned()
        } else {
            format!("{CANARY}{}", place.len())
        };
        Box::pin(std::future::ready(Ok(Secret::new(secret))))
    }
}

/// Bodies with a secret to be typed, for operations that keep one.
fn planted() -> Vec<Value> {
    let ask = json!({"$secret": "ask"});
    let hook = json!({"type": "HTTP", "version": "1.0.0", "config": {"uri": "https://hooks.acme.example",
        "authScheme": {"type": "HEADER", "key": "Authorization", "value": ask}}});
    let mut event_hook = json!({"name": "Canary", "events": {"type": "EVENT_TYPE",
        "items": ["user.lifecycle.create"]}});
    event_hook["channel"] = hook.clone();
    let mut inline_hook = json!({"name": "Canary", "type": "com.okta.oauth2.tokens.transform",
        "version": "1.0.0"});
    inline_hook["channel"] = hook;
    vec![
        json!({"id": "createUser", "query": {"activate": false}, "body": {"profile": {
            "login": "canary@acme.example", "email": "canary@acme.example", "firstName": "C", "lastName": "C"},
            "credentials": {"password": {"value": ask}, "recovery_question": {"question": "Which?", "answer": ask}}}}),
        json!({"id": "createApplication", "body": {"name": "oidc_client", "label": "Canary",
            "signOnMode": "OPENID_CONNECT", "credentials": {"oauthClient": {"client_secret": ask,
            "token_endpoint_auth_method": "client_secret_post"}}, "settings": {"oauthClient": {
            "application_type": "web", "response_types": ["code"], "grant_types": ["authorization_code"],
            "redirect_uris": ["https://canary.acme.example/cb"]}}}}),
        json!({"id": "createLogStream", "body": {"name": "Canary", "type": "splunk_cloud_logstreaming",
            "settings": {"host": "acme.splunkcloud.com", "edition": "aws", "token": ask}}}),
        json!({"id": "createEventHook", "body": event_hook}),
        json!({"id": "createInlineHook", "body": inline_hook}),
        json!({"id": "createIdentityProvider", "body": {"type": "GOOGLE", "name": "Canary", "protocol": {
            "type": "OIDC", "scopes": ["openid"], "credentials": {"client": {"client_id": "id",
            "client_secret": ask}}}, "policy": {"accountLink": {"action": "AUTO"},
            "provisioning": {"action": "AUTO"}, "subject": {"userNameTemplate": {"template": "idpuser.email"}}}}}),
        json!({"id": "createEmailServer", "body": {"alias": "Canary", "authType": "BASIC_SMTP_AUTH", "host": "192.0.2.1", "port": 587,
            "username": "u", "password": ask, "enabled": false}}),
        json!({"id": "createCaptchaInstance", "body": {"name": "Canary", "type": "HCAPTCHA",
            "siteKey": "site", "secretKey": ask}}),
    ]
}

#[tokio::test]
async fn no_planted_secret_comes_out_of_a_reply_an_error_the_journal_or_the_log() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let _logging = tracing::subscriber::set_default(subscriber);
    let desk = Desk::open().await;
    let mut said = Vec::new();
    let mut planted_in = 0;
    for given in planted() {
        let id = given["id"].clone();
        let done = desk.call_with(&Types, "write_operation", given).await;
        planted_in += usize::from(done.is_ok());
        said.push(format!("{id}: {done:?}"));
    }
    let refused: Vec<&String> = said.iter().filter(|text| text.contains("Err(")).collect();
    assert!(planted_in >= 7, "{refused:?}");
    let typed: Vec<&String> = said.iter().filter(|text| is_out(text)).collect();
    assert!(typed.is_empty(), "{typed:?}");
    // Okta has them: a look behind the tools shows that there is something to hide.
    let behind = desk.org.state().to_string();
    let user = desk
        .okta
        .send(&op::get_user("canary@acme.example"))
        .await
        .unwrap();
    assert!(user.body.is_object() && !behind.is_empty());
    for operation in OPERATIONS {
        let is_read = operation.method == Method::Get && operation.effect() == Effect::Read;
        if !is_read || operation.deprecated || caller::of(operation) != Caller::App {
            continue;
        }
        for raw in [true, false] {
            let mut given = example::of(operation, None);
            given["raw"] = raw.into();
            let reply = desk.call("read_operation", given).await;
            said.push(format!("{} {raw}: {reply:?}", operation.id));
        }
    }
    for tool in Tool::all().iter().filter(|tool| !tool.is_write()) {
        let given: Value = serde_json::from_str(tool.spec.example).unwrap();
        let reply = desk.call(tool.spec.name, given).await;
        said.push(format!("{}: {reply:?}", tool.spec.name));
    }
    let hidden = said.iter().filter(|text| text.contains("withheld"));
    assert!(hidden.count() >= 3, "there was something to hide");
    let out: Vec<&String> = said.iter().filter(|text| is_out(text)).collect();
    assert!(out.is_empty(), "{out:?}");
    let files = std::fs::read_dir(&desk.place.folder).unwrap().flatten();
    for file in files {
        let bytes = std::fs::read(file.path()).unwrap();
        assert!(
            !is_out(&String::from_utf8_lossy(&bytes)),
            "{:?}",
            file.path()
        );
    }
    let logged = log.0.lock().unwrap();
    assert!(!logged.is_empty(), "nothing was logged at all");
    assert!(!is_out(&String::from_utf8_lossy(&logged)), "the log");
}
