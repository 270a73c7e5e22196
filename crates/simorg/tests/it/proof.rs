//! Proofs of possession: every check, at the token endpoint and at the API.

use serde_json::{Value, json};
use simorg::Org;

use crate::client::{Answer, Client, Key, now, set, token, unique};

/// Asks for a token with that proof.
async fn ask(client: &Client<'_>, proofs: &[String]) -> (String, String) {
    let form = crate::client::encode(&client.form("okta.users.read"));
    let mut request = client.http.post(client.token_url()).body(form);
    request = request.header("content-type", "application/x-www-form-urlencoded");
    for proof in proofs {
        request = request.header("dpop", proof);
    }
    let answer = Answer::of(request.send().await.unwrap()).await;
    assert_eq!(answer.status, 400, "{}", answer.text);
    (answer.text("error"), answer.text("error_description"))
}

fn invalid(text: &str) -> (String, String) {
    ("invalid_dpop_proof".to_owned(), text.to_owned())
}

/// A client that knows the nonce.
async fn knowing(org: &Org) -> Client<'_> {
    let mut client = Client::new(org);
    let asked = client.ask_proving(&client.form("okta.users.read")).await;
    client.nonce = asked.header("dpop-nonce");
    client
}

#[tokio::test]
async fn the_token_endpoint_checks_every_claim_of_a_proof() {
    let org = Org::acme().users(5).start().await.unwrap();
    let client = knowing(&org).await;
    let url = client.token_url();
    for (claim, value, text) in [
        (
            "htm",
            json!("GET"),
            "'htm' claim in the DPoP proof JWT is invalid.",
        ),
        (
            "htu",
            json!("http://elsewhere.example/"),
            "'htu' claim in the DPoP proof JWT is invalid.",
        ),
        (
            "htu",
            json!(format!("{url}?a=b")),
            "'htu' claim in the DPoP proof JWT is invalid.",
        ),
        (
            "iat",
            Value::Null,
            "'iat' claim in the DPoP proof JWT is invalid.",
        ),
        (
            "iat",
            json!(now() + 30),
            "The DPoP proof JWT is issued in the future.",
        ),
        (
            "iat",
            json!(now() - 400),
            "The DPoP proof JWT is issued more than five minutes in the past.",
        ),
        ("exp", json!(now() - 10), "The DPoP proof JWT is expired."),
        (
            "jti",
            Value::Null,
            "'jti' claim in the DPoP proof JWT is invalid.",
        ),
    ] {
        let mut claims = client.proof_claims("POST", &url);
        set(&mut claims, claim, value);
        let proof = token(&client.proof_key, &client.proof_header(), &claims);
        assert_eq!(ask(&client, &[proof]).await, invalid(text), "{claim}");
    }
}

#[tokio::test]
async fn the_token_endpoint_checks_the_header_and_the_key_of_a_proof() {
    let org = Org::acme().users(5).start().await.unwrap();
    let client = knowing(&org).await;
    let claims = client.proof_claims("POST", &client.token_url());
    let other = Key::ec("P-256");
    let mut private = other.jwk();
    set(&mut private, "d", json!("AAAA"));
    for (member, value, text) in [
        (
            "typ",
            json!("JWT"),
            "'typ' must be 'dpop+jwt' in the DPoP proof JWT.",
        ),
        (
            "alg",
            json!("none"),
            "The DPoP proof JWT signature algorithm is invalid.",
        ),
        (
            "alg",
            json!("HS256"),
            "The DPoP proof JWT signature algorithm is invalid.",
        ),
        ("jwk", Value::Null, "The DPoP proof JWT is invalid."),
        ("jwk", private, "The DPoP proof JWT is invalid."),
        (
            "jwk",
            other.jwk(),
            "The DPoP proof JWT signature is invalid.",
        ),
    ] {
        let mut header = client.proof_header();
        set(&mut header, member, value);
        let proof = token(&client.proof_key, &header, &claims);
        assert_eq!(ask(&client, &[proof]).await, invalid(text), "{member}");
    }
    assert_eq!(
        ask(&client, &[]).await,
        invalid("The DPoP proof JWT header is missing.")
    );
    let garbage = ask(&client, &["garbage".to_owned()]).await;
    assert_eq!(garbage, invalid("The DPoP proof JWT cannot be parsed."));
    let proof = || {
        let claims = client.proof_claims("POST", &client.token_url());
        token(&client.proof_key, &client.proof_header(), &claims)
    };
    let twice = ask(&client, &[proof(), proof()]).await;
    assert_eq!(
        twice,
        invalid("Multiple DPoP proof JWT headers are not allowed.")
    );
}

#[tokio::test]
async fn a_proof_is_good_once_and_its_nonce_must_be_the_organisations() {
    let org = Org::acme().users(5).start().await.unwrap();
    let mut client = knowing(&org).await;
    let claims = client.proof_claims("POST", &client.token_url());
    let proof = token(&client.proof_key, &client.proof_header(), &claims);
    let form = client.form("okta.groups.manage okta.unicorns");
    // Refused for its scopes, and yet the proof was used.
    let request = client
        .http
        .post(client.token_url())
        .body(crate::client::encode(&form));
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    assert_eq!(
        request
            .header("dpop", &proof)
            .send()
            .await
            .unwrap()
            .status(),
        400
    );
    let again = ask(&client, &[proof]).await;
    assert_eq!(again, invalid("The DPoP proof JWT has already been used."));

    client.nonce = Some("made-up".to_owned());
    let claims = client.proof_claims("POST", &client.token_url());
    let proof = token(&client.proof_key, &client.proof_header(), &claims);
    assert_eq!(ask(&client, &[proof]).await.0, "use_dpop_nonce");
}

/// Calls the API with that proof; status and `WWW-Authenticate`, the body being empty.
async fn call(client: &Client<'_>, scheme: &str, proof: Option<String>) -> (u16, String) {
    let url = format!("{}/api/v1/users?limit=1", client.org.url());
    let mut request = client.http.get(url);
    request = request.header("authorization", format!("{scheme} {}", client.token));
    if let Some(proof) = proof {
        request = request.header("dpop", proof);
    }
    let answer = Answer::of(request.send().await.unwrap()).await;
    if answer.status != 200 {
        assert_eq!(answer.text, "");
    }
    (
        answer.status,
        answer.header("www-authenticate").unwrap_or_default(),
    )
}

#[tokio::test]
async fn a_bound_token_is_nothing_without_a_proof() {
    let org = Org::acme().users(5).start().await.unwrap();
    let client = Client::of(&org).await;
    let (status, header) = call(&client, "Bearer", None).await;
    let host = org.url().strip_prefix("http://").unwrap();
    assert_eq!(status, 400);
    assert_eq!(
        header,
        format!(
            "Bearer authorization_uri=\"http://{host}/oauth2/v1/authorize\", realm=\"http://{host}\", \
             scope=\"okta.users.read\", error=\"invalid_request\", \
             error_description=\"The resource request requires a DPoP proof.\", resource=\"/api/v1/users\""
        )
    );
    let (status, header) = call(&client, "DPoP", None).await;
    assert_eq!(status, 400);
    assert!(
        header.starts_with("DPoP algs=\"RS256 RS384 RS512 ES256 ES384 ES512\", "),
        "{header}"
    );
    assert!(
        header.contains("The DPoP proof JWT header is missing."),
        "{header}"
    );
}

#[tokio::test]
async fn the_api_checks_every_claim_of_a_proof() {
    let org = Org::acme().users(5).start().await.unwrap();
    let client = Client::of(&org).await;
    let url = format!("{}/api/v1/users", org.url());
    for (claim, value, text) in [
        ("htm", json!("POST"), "'htm' claim"),
        ("htu", json!(format!("{url}?limit=1")), "'htu' claim"),
        ("htu", json!(format!("{url}/")), "'htu' claim"),
        ("iat", json!(now() - 301), "more than five minutes"),
        ("iat", json!(now() + 60), "in the future"),
        ("ath", Value::Null, "'ath' claim"),
        ("ath", json!("AAAA"), "'ath' claim"),
        ("jti", json!(""), "'jti' claim"),
    ] {
        let mut claims = client.proof_claims("GET", &url);
        set(&mut claims, claim, value);
        let proof = token(&client.proof_key, &client.proof_header(), &claims);
        let (status, header) = call(&client, "DPoP", Some(proof)).await;
        assert_eq!(status, 400, "{claim}");
        assert!(
            header.contains("error=\"invalid_dpop_proof\"") && header.contains(text),
            "{header}"
        );
    }
}

#[tokio::test]
async fn a_proof_names_the_path_decoded() {
    let org = Org::acme().users(5).start().await.unwrap();
    let client = Client::of(&org).await;
    let path = "/api/v1/users/ada%40acme.example";
    for (htu, status) in [(path, 400), ("/api/v1/users/ada@acme.example", 200)] {
        let url = format!("{}{path}", org.url());
        let mut claims = client.proof_claims("GET", &url);
        set(&mut claims, "htu", json!(format!("{}{htu}", org.url())));
        let proof = token(&client.proof_key, &client.proof_header(), &claims);
        let request = client.http.get(url);
        let request = request.header("authorization", format!("DPoP {}", client.token));
        let answer = request.header("dpop", proof).send().await.unwrap();
        assert_eq!(answer.status(), status, "{htu}");
    }
}

#[tokio::test]
async fn a_proof_of_another_key_or_used_before_opens_nothing() {
    let org = Org::acme().users(5).start().await.unwrap();
    let mut client = Client::of(&org).await;
    let url = format!("{}/api/v1/users", org.url());
    let mut claims = client.proof_claims("GET", &url);
    set(&mut claims, "nonce", Value::Null);
    let proof = token(&client.proof_key, &client.proof_header(), &claims);
    assert_eq!(call(&client, "DPoP", Some(proof.clone())).await.0, 200);
    let (status, header) = call(&client, "DPoP", Some(proof)).await;
    assert!(
        status == 400 && header.contains("already been used"),
        "{header}"
    );

    client.proof_key = Key::ec("P-256");
    set(&mut claims, "jti", json!(unique()));
    let proof = token(&client.proof_key, &client.proof_header(), &claims);
    let (status, header) = call(&client, "DPoP", Some(proof)).await;
    assert!(status == 400 && header.contains("not bound"), "{header}");
}

#[tokio::test]
async fn a_plain_token_is_refused_under_the_scheme_of_bound_ones() {
    let org = Org::acme().users(5).without_dpop().start().await.unwrap();
    let mut client = Client::new(&org);
    let answer = client.ask(&client.form("okta.users.read")).await;
    client.token = answer.text("access_token");
    let (status, header) = call(&client, "DPoP", None).await;
    assert!(
        status == 401 && header.contains("not DPoP bound"),
        "{header}"
    );
    assert_eq!(call(&client, "Bearer", None).await.0, 200);
}
