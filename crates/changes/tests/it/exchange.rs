//! One exchange with Okta, played back over real HTTP.

use okta::{Client, OrgUrl, Settings, SigningKey};
use operations::{Operation, Request};
use serde_json::Value;
use simorg::{Act, Scripted};

/// A recorded or written exchange.
#[derive(Debug)]
pub struct Exchange {
    pub operation: &'static Operation,
    pub path: String,
    pub query: String,
    pub sent: Value,
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub answered: Value,
}

impl Exchange {
    /// Reads a line of a recording; `None` where its operation is not of the catalogue.
    pub fn read(line: &Value) -> Option<Self> {
        let kept = [
            "www-authenticate",
            "x-rate-limit-limit",
            "x-rate-limit-reset",
            "x-okta-request-id",
        ];
        let headers = line["response_headers"].as_object()?;
        Some(Self {
            operation: operations::find(line["operation_id"].as_str()?)?,
            path: line["path"].as_str()?.to_owned(),
            query: line["query"].as_str().unwrap_or_default().to_owned(),
            sent: line["request_body"].clone(),
            status: u16::try_from(line["status"].as_u64()?).ok()?,
            headers: headers
                .iter()
                .filter(|(name, _)| kept.contains(&name.as_str()))
                .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
                .collect(),
            // A 204 has no body on the wire (RFC 9110 section 15.3.5); three recorders wrote one down.
            answered: match line["status"].as_u64() {
                Some(204) => Value::Null,
                _ => line["response_body"].clone(),
            },
        })
    }

    /// The values of the path's placeholders; `None` where the path is not the operation's.
    pub fn values(&self) -> Option<Vec<String>> {
        let template: Vec<&str> = self.operation.path.split('/').collect();
        // Some recorders' clients wrote a slash too many, at either end.
        let path = format!("/{}", self.path.trim_matches('/'));
        let path: Vec<&str> = path.split('/').collect();
        if template.len() != path.len() {
            return None;
        }
        let pairs = template
            .iter()
            .zip(&path)
            .filter(|(t, _)| t.starts_with('{'));
        Some(pairs.map(|(_, value)| decoded(value)).collect())
    }

    /// The request, as the client builds it.
    pub fn request(&self) -> Option<Request> {
        let values = self.values()?;
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        let query = self.query.split('&').filter(|pair| !pair.is_empty());
        let query = query.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        let request = Request::new(self.operation, &values)
            .with_query(query.map(|(n, v)| (decoded(n), decoded(v))).collect());
        Some(match &self.sent {
            Value::Null => request,
            body => request.body(body.clone()),
        })
    }

    /// What the upstream does when the request comes.
    pub fn act(&self) -> Act {
        match &self.answered {
            // A page of HTML is a text in the recordings.
            Value::String(page) => Act::Say(
                format!(
                    "HTTP/1.1 {} Recorded\r\ncontent-type: text/html\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{page}",
                    self.status,
                    page.len()
                )
                .into(),
            ),
            body => Act::json(self.status, &self.headers, body),
        }
    }

    /// How often the client sends before it gives up: a 401 is tried with a new token (but for
    /// E0000015, which no token cures), a 429 waited out.
    pub fn sends(&self) -> usize {
        match self.status {
            401 if self.answered["errorCode"] != "E0000015" => 2,
            429 => 4,
            _ => 1,
        }
    }
}

fn decoded(text: &str) -> String {
    let text = text.replace('+', " ");
    percent_encoding::percent_decode_str(&text)
        .decode_utf8_lossy()
        .into_owned()
}

/// A connection to an upstream that plays back.
pub fn connect(upstream: &Scripted) -> Client {
    let jwk = include_str!("../../../okta/tests/it/p256.jwk.json");
    let key = SigningKey::parse(jwk, None).unwrap();
    let every: Vec<&str> = operations::OPERATIONS
        .iter()
        .flat_map(|o| o.scopes)
        .copied()
        .collect();
    let scopes = every.into_iter().map(str::to_owned).collect();
    let url = OrgUrl::parse(upstream.url()).unwrap();
    Client::new(Settings::new(url, "0oa1".to_owned(), key, scopes))
}

/// Where the two differ other than by a withheld secret; `None` where they do not.
pub fn difference(expected: &Value, got: &Value, at: &str) -> Option<String> {
    let is_withheld = got.get("secret") == Some(&serde_json::json!("withheld"));
    if expected == got || is_withheld && expected.is_string() {
        return None;
    }
    match (expected, got) {
        (Value::Object(a), Value::Object(b)) if a.keys().eq(b.keys()) => a
            .iter()
            .find_map(|(name, member)| difference(member, &b[name], &format!("{at}.{name}"))),
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let mut pairs = a.iter().zip(b).enumerate();
            pairs.find_map(|(i, (a, b))| difference(a, b, &format!("{at}[{i}]")))
        }
        _ => Some(format!("{at}: {expected} became {got}")),
    }
}

/// The value as replies show it: without `_links` and nulls.
pub fn lightened(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let kept = members
                .iter()
                .filter(|(name, member)| *name != "_links" && !member.is_null());
            kept.map(|(name, member)| (name.clone(), lightened(member)))
                .collect::<serde_json::Map<_, _>>()
                .into()
        }
        Value::Array(items) => items.iter().map(lightened).collect(),
        other => other.clone(),
    }
}
