//! The recorded request, as simorg is asked it: its ids and hosts translated.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value};
use simorg::Ask;

use super::cassette::Exchange;
use super::cursor::Cursors;
use super::ids::Ids;
use super::table::decode;

/// What stands for itself in a path or a query.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');
/// The longest picture that is sent.
const LARGEST: usize = 1024 * 1024;
/// Suffixes of the hosts under which Okta runs organisations.
const OKTA_HOSTS: [&str; 4] = [
    ".okta.com",
    ".oktapreview.com",
    ".okta-emea.com",
    ".dne-okta.com",
];

/// Who asks, and where.
#[derive(Clone, Debug)]
pub struct Desk {
    /// Scheme and authority of the simulated organisation.
    pub base: String,
    /// The API token.
    pub token: String,
}

/// The request to simorg, with the body that was sent.
pub fn ask(
    exchange: &Exchange,
    sent: Option<&Value>,
    ids: &Ids,
    cursors: &Cursors,
    desk: &Desk,
) -> Ask {
    let mut headers = vec![
        ("authorization".to_owned(), format!("SSWS {}", desk.token)),
        ("accept".to_owned(), "application/json".to_owned()),
    ];
    if let Some(kind) = content_type(exchange, sent) {
        headers.push(("content-type".to_owned(), kind.to_owned()));
    }
    let segments = exchange
        .path
        .split('/')
        .map(|segment| translate(segment, ids));
    Ask {
        method: exchange.method.clone(),
        path: segments.collect::<Vec<_>>().join("/"),
        query: query(&exchange.query, ids, cursors),
        headers,
        body: sent.map(|sent| body(sent, exchange, ids, desk)),
        base: desk.base.clone(),
        rivals: 0,
    }
}

/// The content type; where it was not recorded, that of a form or of JSON.
fn content_type<'a>(exchange: &'a Exchange, sent: Option<&Value>) -> Option<&'a str> {
    let kind = exchange.content_type.as_deref();
    kind.or(match sent {
        Some(Value::String(_)) => Some("application/x-www-form-urlencoded"),
        Some(_) => Some("application/json"),
        None => None,
    })
}

/// A segment or a query value with its ids translated; untouched where it holds none.
fn translate(encoded: &str, ids: &Ids) -> String {
    let text = decode(encoded);
    let other = ids.simulated(&text);
    if other == text {
        encoded.to_owned()
    } else {
        utf8_percent_encode(&other, PLAIN).to_string()
    }
}

fn query(recorded: &str, ids: &Ids, cursors: &Cursors) -> String {
    let pairs = recorded.split('&').map(|pair| match pair.split_once('=') {
        Some(("after", value)) => match cursors.simulated(&decode(value)) {
            Some(cursor) => format!("after={}", utf8_percent_encode(cursor, PLAIN)),
            None => format!("after={}", translate(value, ids)),
        },
        Some((name, value)) => {
            let value = value.replace('+', "%20");
            format!("{name}={}", translate(&value, ids))
        }
        None => pair.to_owned(),
    });
    pairs.collect::<Vec<_>>().join("&")
}

fn body(sent: &Value, exchange: &Exchange, ids: &Ids, desk: &Desk) -> Vec<u8> {
    match sent {
        Value::String(text) => match exchange.content_type.as_deref() {
            Some(kind) if kind.starts_with("multipart/") => multipart(text, kind),
            _ => rehost(&ids.simulated(text), &exchange.host, &desk.base).into_bytes(),
        },
        value => {
            let value = rewrite(value, &|text: &str| {
                rehost(&ids.simulated(text), &exchange.host, &desk.base)
            });
            value.to_string().into_bytes()
        }
    }
}

/// A body with every text and every member's name rewritten.
fn rewrite(value: &Value, text: &impl Fn(&str) -> String) -> Value {
    match value {
        Value::String(old) => Value::String(text(old)),
        Value::Array(items) => items.iter().map(|item| rewrite(item, text)).collect(),
        Value::Object(members) => {
            let pairs = members.iter();
            let pairs = pairs.map(|(name, value)| (text(name), rewrite(value, text)));
            Value::Object(pairs.collect::<Map<_, _>>())
        }
        other => other.clone(),
    }
}

/// The text with each URL of the recorded organisation pointing to the simulated one.
fn rehost(text: &str, host: &str, base: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("https://") {
        let named = &rest[at + "https://".len()..];
        let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
        let end = named.find(|c| !inside(c)).unwrap_or(named.len());
        out.push_str(&rest[..at]);
        if is_same_organisation(&named[..end], host) {
            out.push_str(base);
        } else {
            out.push_str(&rest[at..at + "https://".len() + end]);
        }
        rest = &named[end..];
    }
    out.push_str(rest);
    out
}

/// Whether a host is another name of the recorded organisation: its admin console, or the name that
/// the recorder gave it.
fn is_same_organisation(named: &str, host: &str) -> bool {
    let label = |host: &str| {
        let first = host.split('.').next().unwrap_or_default();
        first.strip_suffix("-admin").unwrap_or(first).to_owned()
    };
    let okta = !named.contains('.') || OKTA_HOSTS.iter().any(|end| named.ends_with(end));
    named == host || okta && !named.is_empty() && label(named) == label(host)
}

/// A form with one file, as long as the recorded one: the recordings hold no picture.
fn multipart(recorded: &str, kind: &str) -> Vec<u8> {
    let boundary = kind.split("boundary=").nth(1).unwrap_or("boundary");
    let mut words = recorded.split(' ');
    let length = words.find_map(|word| word.parse::<usize>().ok());
    let length = length.unwrap_or_default().min(LARGEST);
    let mut body = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"logo.png\"\r\n\
         Content-Type: image/png\r\n\r\n"
    )
    .into_bytes();
    body.extend(b"\x89PNG\r\n\x1a\n");
    let tail = format!("\r\n--{boundary}--\r\n");
    body.resize(length.saturating_sub(tail.len()).max(body.len()), 0);
    body.extend(tail.into_bytes());
    body
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_recorded_organisation_moves() {
        let moved = rehost(
            "https://a-admin.okta.com/x https://a.oktapreview.com https://a.example.com/y https://a/z",
            "a.okta.com",
            "https://acme.okta.com",
        );
        let there = "https://acme.okta.com";
        assert_eq!(
            moved,
            format!("{there}/x {there} https://a.example.com/y {there}/z")
        );
    }

    #[test]
    fn a_filter_is_translated_and_encoded_again() {
        let mut ids = Ids::default();
        ids.pair("00u1", "00uA");
        let asked = query("filter=id+eq+%2200u1%22&limit=5", &ids, &Cursors::default());
        assert_eq!(asked, "filter=id%20eq%20%2200uA%22&limit=5");
    }

    #[test]
    fn a_picture_is_as_long_as_the_recorded_one() {
        let body = multipart(
            "<binary 3144 bytes sha1:f2a0>",
            "multipart/form-data; boundary=ab",
        );
        assert_eq!(body.len(), 3144);
        assert!(body.ends_with(b"\r\n--ab--\r\n"));
    }
}
