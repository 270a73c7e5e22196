//! The token endpoint: what it gives, and each thing it refuses.

use serde_json::{Value, json};
use simorg::Org;

use crate::client::{Answer, Client, Key, control, encode, now, set, token};

/// Status, error and description of a refused sign-in.
fn refusal(answer: &Answer) -> (u16, String, String) {
    (
        answer.status,
        answer.text("error"),
        answer.text("error_description"),
    )
}

fn invalid_client(text: &str) -> (u16, String, String) {
    (401, "invalid_client".to_owned(), text.to_owned())
}

/// Signs in with one claim of the assertion changed.
async fn with_claim(client: &Client<'_>, name: &str, value: Value) -> (u16, String, String) {
    let mut claims = client.assertion_claims();
    set(&mut claims, name, value);
    with_assertion(
        client,
        &token(&client.key, &client.assertion_header(), &claims),
    )
    .await
}

async fn with_assertion(client: &Client<'_>, assertion: &str) -> (u16, String, String) {
    with_field(client, "client_assertion", Some(assertion)).await
}

/// Signs in with one field of the form changed or left out.
async fn with_field(client: &Client<'_>, name: &str, value: Option<&str>) -> (u16, String, String) {
    let mut form = client.form("okta.users.read");
    form.retain(|(field, _)| field != name);
    form.extend(value.map(|value| (name.to_owned(), value.to_owned())));
    refusal(&client.ask(&form).await)
}

async fn plain() -> Org {
    Org::acme().users(5).without_dpop().start().await.unwrap()
}

#[tokio::test]
async fn a_good_assertion_and_a_proof_with_the_nonce_get_a_bound_token() {
    let org = Org::acme().users(30).start().await.unwrap();
    let mut client = Client::new(&org);

    let first = client.ask_proving(&client.form("okta.users.read")).await;
    assert_eq!(
        (first.status, first.text("error").as_str()),
        (400, "use_dpop_nonce")
    );
    assert!(first.header("dpop-nonce").is_some());

    let answer = client.sign_in("okta.users.read okta.groups.read").await;
    assert_eq!(answer.status, 200);
    let keys: Vec<&String> = answer.body.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["token_type", "expires_in", "access_token", "scope"]);
    assert_eq!(answer.body["token_type"], "DPoP");
    assert_eq!(answer.body["scope"], "okta.groups.read okta.users.read");
    assert!(answer.header("dpop-nonce").is_some());
    assert_eq!(client.get("/api/v1/users?limit=2").await.status, 200);
}

#[tokio::test]
async fn an_app_that_requires_no_proof_gives_a_plain_token_with_one_or_without() {
    let org = plain().await;
    let mut client = Client::new(&org);
    let bearer = client.ask(&client.form("okta.users.read")).await;
    assert_eq!(bearer.body["token_type"], "Bearer");
    assert!(bearer.header("dpop-nonce").is_none());
    client.sign_in("okta.users.read").await;
    assert_eq!(client.kind, "Bearer");
    assert_eq!(client.get("/api/v1/users").await.status, 200);
}

#[tokio::test]
async fn an_access_token_says_what_oktas_do() {
    use base64::Engine as _;
    let org = Org::acme().users(5).start().await.unwrap();
    let client = Client::of(&org).await;
    let part = |at: usize| {
        let text = client.token.split('.').nth(at).unwrap();
        let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD
            .decode(text)
            .unwrap();
        serde_json::from_slice::<Value>(&bytes).unwrap()
    };
    assert_eq!(part(0)["typ"], "application/okta-internal-at+jwt");
    let claims = part(1);
    assert_eq!(claims["iss"], org.url());
    assert_eq!(claims["cid"], org.client_id());
    assert!(claims["cnf"]["jkt"].is_string());
    assert_eq!(
        claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(),
        3600
    );
}

#[tokio::test]
async fn every_key_format_that_okta_takes_signs_in() {
    let org = Org::acme().users(5).start().await.unwrap();
    for (number, curve) in ["P-256", "P-384", "P-521"].into_iter().enumerate() {
        let mut client = Client::new(&org);
        client.key = Key::ec(curve);
        client.proof_key = Key::ec(curve);
        client.key_id = format!("key-{number}");
        let mut jwk = client.key.jwk();
        set(&mut jwk, "kid", json!(client.key_id));
        org.register_key(jwk);
        let answer = client.sign_in("okta.users.read").await;
        assert_eq!(answer.status, 200, "{curve}: {}", answer.text);
        assert_eq!(
            client.get("/api/v1/users?limit=1").await.status,
            200,
            "{curve}"
        );
    }
    let mut client = Client::new(&org);
    client.proof_key = Key::new_rsa();
    assert_eq!(client.sign_in("okta.users.read").await.status, 200);
    for alg in ["RS384", "RS512"] {
        let header = json!({ "alg": alg, "kid": org.key_id() });
        let assertion = token(&client.key, &header, &client.assertion_claims());
        // Past the signature, what is missing is the proof.
        let refused = with_assertion(&client, &assertion).await;
        assert_eq!(refused.1, "invalid_dpop_proof", "{alg}");
    }
}

#[tokio::test]
async fn an_assertion_must_be_of_this_client_for_this_endpoint() {
    let org = plain().await;
    let client = Client::new(&org);
    for (claim, value, text) in [
        (
            "iss",
            json!("0oaother"),
            "The issuer claim for client_assertion is not a valid client_id.",
        ),
        (
            "iss",
            Value::Null,
            "The issuer claim for client_assertion is not a valid client_id.",
        ),
        (
            "sub",
            json!("0oaother"),
            "The subject claim for client_assertion is not a valid client_id.",
        ),
        (
            "aud",
            json!(org.url()),
            "The audience claim for client_assertion must be the endpoint invoked for the request.",
        ),
        (
            "aud",
            json!(format!("{}/oauth2/default/v1/token", org.url())),
            "The audience claim for client_assertion must be the endpoint invoked for the request.",
        ),
    ] {
        assert_eq!(
            with_claim(&client, claim, value).await,
            invalid_client(text)
        );
    }
}

#[tokio::test]
async fn an_assertion_must_be_of_this_hour() {
    let org = plain().await;
    let client = Client::new(&org);
    for (claim, value, text) in [
        (
            "exp",
            Value::Null,
            "The client_assertion must contain the 'exp' claim as seconds since epoch.",
        ),
        (
            "exp",
            json!(now() - 1),
            "The client_assertion token is expired.",
        ),
        (
            "exp",
            json!(now() + 3700),
            "The client_assertion token has an expiration too far into the future.",
        ),
        (
            "iat",
            json!(now() + 60),
            "The client_assertion token must be issued before the current time.",
        ),
    ] {
        assert_eq!(
            with_claim(&client, claim, value).await,
            invalid_client(text)
        );
    }
}

#[tokio::test]
async fn an_assertion_is_good_once() {
    let org = plain().await;
    let client = Client::new(&org);
    let form = client.form("okta.users.read");
    assert_eq!(client.ask(&form).await.status, 200);
    let again = refusal(&client.ask(&form).await);
    assert_eq!(
        again,
        invalid_client("The client_assertion token has already been used.")
    );
}

#[tokio::test]
async fn an_assertion_that_answered_the_question_for_a_nonce_is_used_too() {
    let org = Org::acme().users(5).start().await.unwrap();
    let mut client = Client::new(&org);
    let form = client.form("okta.users.read");
    let asked = client.ask_proving(&form).await;
    assert_eq!(asked.text("error"), "use_dpop_nonce");
    client.nonce = asked.header("dpop-nonce");
    let again = refusal(&client.ask_proving(&form).await);
    assert_eq!(
        again,
        invalid_client("The client_assertion token has already been used.")
    );
}

#[tokio::test]
async fn a_signature_must_be_of_the_registered_key() {
    let org = plain().await;
    let mut client = Client::new(&org);
    let claims = client.assertion_claims();
    let kid = json!({ "alg": "RS256", "kid": "nobody" });
    assert_eq!(
        with_assertion(&client, &token(&client.key, &kid, &claims)).await,
        invalid_client("The client_assertion JWT kid is invalid.")
    );
    for alg in ["none", "HS256", "PS256", "ES256"] {
        let header = json!({ "alg": alg, "kid": org.key_id() });
        assert_eq!(
            with_assertion(&client, &token(&client.key, &header, &claims)).await,
            invalid_client("The client_assertion JWT signature algorithm is invalid."),
            "{alg}"
        );
    }
    for garbage in ["garbage", "a.b.c", "e30.e30"] {
        assert_eq!(
            with_assertion(&client, garbage).await,
            invalid_client("The parsing of the client_assertion failed.")
        );
    }
    client.key = Key::new_rsa();
    let forged = token(&client.key, &client.assertion_header(), &claims);
    assert_eq!(
        with_assertion(&client, &forged).await,
        invalid_client("The client_assertion signature is invalid.")
    );
}

#[tokio::test]
async fn the_form_must_ask_for_client_credentials_in_the_one_way() {
    let org = plain().await;
    let client = Client::new(&org);
    let errors = |answer: (u16, String, String)| (answer.0, answer.1);
    let told = |status, error: &str| (status, error.to_owned());
    for (field, value, expected) in [
        ("grant_type", None, told(400, "invalid_request")),
        (
            "grant_type",
            Some("authorization_code"),
            told(400, "unauthorized_client"),
        ),
        (
            "grant_type",
            Some("magic"),
            told(400, "unsupported_grant_type"),
        ),
        ("client_assertion_type", None, told(400, "invalid_request")),
        (
            "client_assertion_type",
            Some("jwt"),
            told(400, "invalid_request"),
        ),
        ("client_assertion", None, told(401, "invalid_client")),
        ("client_secret", Some("x"), told(401, "invalid_request")),
        ("client_id", Some("0oaother"), told(401, "invalid_client")),
    ] {
        assert_eq!(
            errors(with_field(&client, field, value).await),
            expected,
            "{field} {value:?}"
        );
    }
    let body = encode(&client.form("okta.users.read"));
    let as_json = client.http.post(client.token_url()).body(body.clone());
    let as_json = as_json
        .header("content-type", "application/json")
        .send()
        .await
        .unwrap();
    assert_eq!(Answer::of(as_json).await.text("error"), "invalid_request");
    let twice = client
        .http
        .post(client.token_url())
        .body(format!("{body}&scope=okta.users.read"));
    let twice = twice.header("content-type", "application/x-www-form-urlencoded");
    assert_eq!(
        Answer::of(twice.send().await.unwrap()).await.text("error"),
        "invalid_request"
    );
}

#[tokio::test]
async fn scopes_are_cut_down_to_what_was_granted() {
    let org = Org::acme()
        .users(5)
        .without_dpop()
        .grant("okta.users.read")
        .start()
        .await
        .unwrap();
    let client = Client::new(&org);
    let asked = client
        .ask(&client.form("okta.users.read okta.groups.read"))
        .await;
    assert_eq!(
        (asked.status, asked.body["scope"].clone()),
        (200, json!("okta.users.read"))
    );
    for (scopes, error) in [
        ("okta.groups.read", "consent_required"),
        ("okta.unicorns.read", "invalid_scope"),
        ("okta.users.read openid", "invalid_scope"),
        ("", "invalid_scope"),
        (
            "okta.users.read.self",
            "client_credentials_self_scope_requested",
        ),
    ] {
        let answer = client.ask(&client.form(scopes)).await;
        assert_eq!(
            (answer.status, answer.text("error").as_str()),
            (400, error),
            "{scopes}"
        );
    }
}

#[tokio::test]
async fn every_granted_scope_can_be_had() {
    let org = Org::acme()
        .users(5)
        .grant("all")
        .role("SUPER_ADMIN")
        .start()
        .await
        .unwrap();
    let mut client = Client::new(&org);
    let answer = client.sign_in(&org.scopes()).await;
    assert_eq!(
        answer.text("scope").split(' ').count(),
        org.scopes().split(' ').count()
    );
    assert!(org.scopes().contains("okta.policies.manage"));
}

#[tokio::test]
async fn what_was_asked_is_kept_without_its_secrets() {
    let org = Org::acme().users(5).start().await.unwrap();
    let client = Client::of(&org).await;
    client.get("/api/v1/users?limit=1").await;
    let kept = control(&org, "/requests").await;
    let last = kept.as_array().unwrap().last().unwrap().clone();
    assert_eq!(last["operation"], "listUsers");
    assert_eq!(last["query"], "limit=1");
    assert_eq!(last["authorization"], "DPoP");
    assert!(!kept.to_string().contains(&client.token));
    assert!(!kept.to_string().contains("client_assertion"));
}

#[tokio::test]
async fn an_organisation_over_tls_is_believed_by_its_authority() {
    let org = Org::acme().users(5).tls().start().await.unwrap();
    assert!(org.url().starts_with("https://"));
    let client = Client::of(&org).await;
    assert_eq!(client.get("/api/v1/users").await.status, 200);
    let stranger = reqwest::Client::builder().no_proxy().build().unwrap();
    assert!(stranger.get(org.url()).send().await.is_err());
}
