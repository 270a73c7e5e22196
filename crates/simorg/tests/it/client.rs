//! A client for the tests: it signs its own assertions and proofs, well or badly.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::{Method, Response};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use simorg::Org;

pub use crate::key::{Key, token};

const FORM: &str = "application/x-www-form-urlencoded";
static NUMBER: AtomicU64 = AtomicU64::new(1);

/// A text that was never used before.
pub fn unique() -> String {
    format!("unique-{}", NUMBER.fetch_add(1, Ordering::Relaxed))
}

/// Now, in seconds since the epoch.
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    i64::try_from(since.as_secs()).unwrap()
}

/// Sets a member of an object; null takes it away.
pub fn set(object: &mut Value, name: &str, value: Value) {
    let map = object.as_object_mut().unwrap();
    if value.is_null() {
        map.remove(name);
    } else {
        map.insert(name.to_owned(), value);
    }
}

/// A client of an organisation.
pub struct Client<'o> {
    pub org: &'o Org,
    pub http: reqwest::Client,
    pub id: String,
    pub key: Key,
    pub key_id: String,
    pub proof_key: Key,
    pub nonce: Option<String>,
    pub token: String,
    pub kind: String,
}

impl<'o> Client<'o> {
    /// A client that has not signed in.
    pub fn new(org: &'o Org) -> Self {
        Self {
            org,
            http: http(org),
            id: org.client_id().to_owned(),
            key: Key::rsa(org.private_key_pem()),
            key_id: org.key_id().to_owned(),
            proof_key: Key::ec("P-256"),
            nonce: None,
            token: String::new(),
            kind: String::new(),
        }
    }

    /// A client that has signed in, with every scope it was granted.
    pub async fn of(org: &'o Org) -> Self {
        let mut client = Self::new(org);
        let answer = client.sign_in(&org.scopes()).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        client
    }

    /// A super administrator with an API token.
    pub fn admin(org: &'o Org, token: &str) -> Self {
        Self {
            token: token.to_owned(),
            kind: "SSWS".to_owned(),
            ..Self::new(org)
        }
    }

    /// The URL of the token endpoint.
    pub fn token_url(&self) -> String {
        format!("{}/oauth2/v1/token", self.org.url())
    }

    /// The header of a good assertion.
    pub fn assertion_header(&self) -> Value {
        json!({ "alg": self.key.alg(), "kid": self.key_id })
    }

    /// The claims of a good assertion.
    pub fn assertion_claims(&self) -> Value {
        json!({
            "iss": self.id,
            "sub": self.id,
            "aud": self.token_url(),
            "iat": now(),
            "exp": now() + 300,
            "jti": unique(),
        })
    }

    /// A good form.
    pub fn form(&self, scopes: &str) -> Vec<(String, String)> {
        let assertion = token(
            &self.key,
            &self.assertion_header(),
            &self.assertion_claims(),
        );
        [
            ("grant_type", "client_credentials"),
            ("scope", scopes),
            (
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ),
            ("client_assertion", &assertion),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec()
    }

    /// The header of a good proof.
    pub fn proof_header(&self) -> Value {
        json!({ "typ": "dpop+jwt", "alg": self.proof_key.alg(), "jwk": self.proof_key.jwk() })
    }

    /// The claims of a good proof.
    pub fn proof_claims(&self, method: &str, url: &str) -> Value {
        let url = spelled(url.split('?').next().unwrap());
        let mut claims = json!({ "htm": method, "htu": url, "iat": now(), "jti": unique() });
        if let Some(nonce) = &self.nonce {
            set(&mut claims, "nonce", json!(nonce));
        }
        if !self.token.is_empty() {
            let hash = URL_SAFE_NO_PAD.encode(Sha256::digest(self.token.as_bytes()));
            set(&mut claims, "ath", json!(hash));
        }
        claims
    }

    /// Asks for a token, with proof, answering the question for a nonce.
    pub async fn sign_in(&mut self, scopes: &str) -> Answer {
        let mut answer = self.ask_proving(&self.form(scopes)).await;
        if answer.body["error"] == "use_dpop_nonce" {
            self.nonce = answer.header("dpop-nonce");
            answer = self.ask_proving(&self.form(scopes)).await;
        }
        if answer.status == 200 {
            self.token = answer.text("access_token");
            self.kind = answer.text("token_type");
        }
        answer
    }

    /// Posts a form to the token endpoint.
    pub async fn ask(&self, form: &[(String, String)]) -> Answer {
        Answer::of(self.asking(form).send().await.unwrap()).await
    }

    /// Posts a form to the token endpoint, with a good proof.
    pub async fn ask_proving(&self, form: &[(String, String)]) -> Answer {
        let claims = self.proof_claims("POST", &self.token_url());
        let proof = token(&self.proof_key, &self.proof_header(), &claims);
        Answer::of(
            self.asking(form)
                .header("dpop", proof)
                .send()
                .await
                .unwrap(),
        )
        .await
    }

    fn asking(&self, form: &[(String, String)]) -> reqwest::RequestBuilder {
        let request = self
            .http
            .post(self.token_url())
            .header("content-type", FORM);
        request.body(encode(form))
    }

    /// A request to the API, well signed.
    pub fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        let url = format!("{}{path}", self.org.url());
        let verb = Method::from_bytes(method.as_bytes()).unwrap();
        let request = self
            .http
            .request(verb, &url)
            .header("authorization", format!("{} {}", self.kind, self.token));
        if self.kind != "DPoP" {
            return request;
        }
        let claims = self.proof_claims(method, &url);
        request.header(
            "dpop",
            token(&self.proof_key, &self.proof_header(), &claims),
        )
    }

    pub async fn get(&self, path: &str) -> Answer {
        Answer::of(self.request("GET", path).send().await.unwrap()).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        Answer::of(
            json_body(self.request("POST", path), body)
                .send()
                .await
                .unwrap(),
        )
        .await
    }

    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        Answer::of(
            json_body(self.request("PUT", path), body)
                .send()
                .await
                .unwrap(),
        )
        .await
    }

    /// A request without a body.
    pub async fn act(&self, method: &str, path: &str) -> Answer {
        let request = self.request(method, path).header("content-length", "0");
        Answer::of(request.send().await.unwrap()).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        Answer::of(self.request("DELETE", path).send().await.unwrap()).await
    }
}

/// A request with a JSON body.
pub fn json_body(request: reqwest::RequestBuilder, body: &Value) -> reqwest::RequestBuilder {
    request
        .header("content-type", "application/json")
        .body(body.to_string())
}

/// A form, encoded.
pub fn encode(form: &[(String, String)]) -> String {
    let part = |text: &str| {
        percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
    };
    let pairs: Vec<String> = form
        .iter()
        .map(|(name, value)| format!("{}={}", part(name), part(value)))
        .collect();
    pairs.join("&")
}

/// A URL as a proof names it: decoded.
fn spelled(url: &str) -> String {
    let plain = percent_encoding::percent_decode_str(url);
    plain
        .decode_utf8()
        .map_or_else(|_| url.to_owned(), |plain| plain.replace(' ', "%20"))
}

fn http(org: &Org) -> reqwest::Client {
    let mut builder = reqwest::Client::builder().no_proxy();
    if let Some(pem) = org.ca_pem() {
        let ca = reqwest::Certificate::from_pem(pem.as_bytes()).unwrap();
        builder = builder.tls_certs_only([ca]);
    }
    builder.build().unwrap()
}

/// What the control address says.
pub async fn control(org: &Org, path: &str) -> Value {
    let answer = reqwest::get(format!("{}{path}", org.control()))
        .await
        .unwrap();
    Answer::of(answer).await.body
}

/// What the control address answers to a body.
pub async fn command(org: &Org, path: &str, body: &Value) -> Answer {
    let url = format!("{}{path}", org.control());
    let request = json_body(reqwest::Client::new().post(url), body);
    Answer::of(request.send().await.unwrap()).await
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub text: String,
    pub body: Value,
}

impl Answer {
    pub async fn of(response: Response) -> Self {
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let text = response.text().await.unwrap();
        let body = serde_json::from_str(&text).unwrap_or(Value::Null);
        Self {
            status,
            headers,
            text,
            body,
        }
    }

    pub fn header(&self, name: &str) -> Option<String> {
        Some(self.headers.get(name)?.to_str().unwrap().to_owned())
    }

    /// A text of the body.
    pub fn text(&self, name: &str) -> String {
        self.body[name].as_str().unwrap_or_default().to_owned()
    }

    /// Okta's error code and its first cause.
    pub fn error(&self) -> (u16, String, String) {
        let cause = self.body["errorCauses"][0]["errorSummary"]
            .as_str()
            .unwrap_or_default();
        (self.status, self.text("errorCode"), cause.to_owned())
    }

    /// The link of that relation.
    pub fn link(&self, relation: &str) -> Option<String> {
        self.headers.get_all("link").iter().find_map(|link| {
            let (url, rest) = link.to_str().unwrap().split_once(';')?;
            rest.contains(&format!("\"{relation}\""))
                .then(|| url.trim_matches(['<', '>', ' ']).to_owned())
        })
    }

    /// The values at a pointer of each row.
    pub fn column(&self, pointer: &str) -> Vec<String> {
        let rows = self
            .body
            .as_array()
            .unwrap_or_else(|| panic!("no list: {}", self.text));
        rows.iter()
            .map(|row| {
                row.pointer(pointer)
                    .and_then(Value::as_str)
                    .unwrap_or_default()
                    .to_owned()
            })
            .collect()
    }
}
