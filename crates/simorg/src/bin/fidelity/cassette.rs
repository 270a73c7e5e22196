//! Recordings as they lie in the file: cassettes, and the exchanges in them.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader};

use flate2::read::MultiGzDecoder;
use jiff::Timestamp;
use serde_json::{Map, Value};
use simorg::Edition;

use super::trouble::Trouble;

/// What one test recorded, in order.
#[derive(Debug)]
pub struct Cassette {
    /// Its name with the blob it was read from: `spec/a.yml@1a6455721460`.
    pub name: String,
    /// Its exchanges, by their numbers.
    pub exchanges: Vec<Exchange>,
}

/// A request and the answer that Okta gave.
#[derive(Debug)]
pub struct Exchange {
    /// Its number in the cassette.
    pub seq: i64,
    /// When it happened.
    pub at: Option<Timestamp>,
    /// The method.
    pub method: String,
    /// The host that was asked.
    pub host: String,
    /// The path as on the wire.
    pub path: String,
    /// The query as on the wire.
    pub query: String,
    /// The content type of the request.
    pub content_type: Option<String>,
    /// The body of the request; text where it was no JSON.
    pub sent: Option<Value>,
    /// The status of the answer.
    pub status: u16,
    /// The headers of the answer, names in lower case, one entry a value.
    pub headers: Vec<(String, String)>,
    /// The body of the answer; text where it was no JSON.
    pub body: Option<Value>,
}

impl Exchange {
    /// Whether the answer means success.
    pub fn succeeded(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Whether the request could change something.
    pub fn is_write(&self) -> bool {
        self.method != "GET"
    }

    /// The values of a header of the answer.
    pub fn header<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.headers.iter().filter(move |(key, _)| key == name);
        named.map(|(_, value)| value.as_str())
    }
}

impl Cassette {
    /// The edition of the organisation: what it says of itself, else what its host or the cassette is
    /// called, else Identity Engine. A name says nothing after May 2025: every organisation that told its
    /// engine since had been upgraded, whatever it is called.
    pub fn edition(&self) -> Edition {
        let said = self.exchanges.iter().find_map(|exchange| {
            let asked = exchange.path == "/.well-known/okta-organization";
            let body = exchange.body.as_ref().filter(|_| asked)?;
            body.get("pipeline")?.as_str()
        });
        let is_early = |exchange: &Exchange| exchange.at.is_none_or(|at| at.as_second() < UPGRADED);
        let classic = || {
            let early = self.exchanges.iter().filter(|exchange| is_early(exchange));
            early
                .flat_map(|exchange| [&exchange.host, &self.name])
                .any(|name| name.contains("classic"))
        };
        match said {
            Some("v1") => Edition::Classic,
            None if classic() => Edition::Classic,
            Some(_) | None => Edition::Identity,
        }
    }

    /// Whether the recorder kept `Link` headers, so that the absence of one says something.
    pub fn keeps_links(&self) -> bool {
        let mut exchanges = self.exchanges.iter();
        exchanges.any(|exchange| exchange.header("link").next().is_some())
    }
}

/// 1 June 2025, in seconds.
const UPGRADED: i64 = 1_748_736_000;

/// The cassettes of a compressed file of JSON lines, in the order of their first lines.
pub fn read(path: &str) -> Result<Vec<Cassette>, Trouble> {
    let trouble = |why: io::Error| Trouble::File {
        verb: "read",
        path: path.to_owned(),
        why,
    };
    let file = File::open(path).map_err(trouble)?;
    let lines = BufReader::new(MultiGzDecoder::new(BufReader::new(file))).lines();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut cassettes: Vec<Cassette> = Vec::new();
    for (at, line) in lines.enumerate() {
        let line = line.map_err(trouble)?;
        if line.trim().is_empty() {
            continue;
        }
        let wrong = |why: String| Trouble::Line {
            number: at + 1,
            why,
        };
        let row = Row::parse(&line).map_err(wrong)?;
        let (key, name) = row.names().map_err(wrong)?;
        let place = *places.entry(key).or_insert_with(|| {
            cassettes.push(Cassette {
                name,
                exchanges: Vec::new(),
            });
            cassettes.len() - 1
        });
        cassettes[place]
            .exchanges
            .push(row.exchange().map_err(wrong)?);
    }
    for cassette in &mut cassettes {
        cassette.exchanges.sort_by_key(|exchange| exchange.seq);
    }
    Ok(cassettes)
}

/// One line of the file.
struct Row(Map<String, Value>);

impl Row {
    fn parse(line: &str) -> Result<Self, String> {
        match serde_json::from_str(line) {
            Ok(Value::Object(members)) => Ok(Self(members)),
            Ok(_) => Err("it is no JSON object".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    /// What tells the cassette from all others, and what it is called.
    fn names(&self) -> Result<(String, String), String> {
        let cassette = self.text("cassette")?;
        let blob = self.text("cassette_blob").unwrap_or_default();
        let source = self.text("source").unwrap_or_default();
        let name = format!("{cassette}@{blob}");
        Ok((format!("{source} {name}"), name))
    }

    fn exchange(mut self) -> Result<Exchange, String> {
        let status = self.0.get("status").and_then(Value::as_u64);
        let status = status.and_then(|status| u16::try_from(status).ok());
        let asked = headers(self.0.get("request_headers"));
        let at = self.text("recorded_at").ok();
        Ok(Exchange {
            seq: self
                .0
                .get("seq")
                .and_then(Value::as_i64)
                .unwrap_or_default(),
            at: at.and_then(|at| at.parse().ok()),
            method: self.text("method")?,
            host: self.text("host").unwrap_or_default(),
            path: self.text("path")?,
            query: self.text("query").unwrap_or_default(),
            content_type: asked
                .into_iter()
                .find(|(name, _)| name == "content-type")
                .map(|it| it.1),
            sent: self.take("request_body"),
            status: status.ok_or("`status` is missing or no HTTP status")?,
            headers: headers(self.0.get("response_headers")),
            body: self.take("response_body"),
        })
    }

    fn text(&self, name: &str) -> Result<String, String> {
        let text = self.0.get(name).and_then(Value::as_str);
        text.map(str::to_owned)
            .ok_or_else(|| format!("`{name}` is missing or no text"))
    }

    fn take(&mut self, name: &str) -> Option<Value> {
        self.0.remove(name).filter(|value| !value.is_null())
    }
}

/// Headers with their names in lower case; a list is several headers of one name.
fn headers(recorded: Option<&Value>) -> Vec<(String, String)> {
    let members = recorded.and_then(Value::as_object).into_iter().flatten();
    members
        .flat_map(|(name, value)| {
            let values = match value {
                Value::Array(values) => values.as_slice(),
                one => std::slice::from_ref(one),
            };
            let texts = values.iter().filter_map(Value::as_str);
            texts.map(|text| (name.to_ascii_lowercase(), text.to_owned()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cassette(name: &str, lines: &[&str]) -> Cassette {
        let rows = lines.iter().map(|line| Row::parse(line).unwrap());
        Cassette {
            name: name.to_owned(),
            exchanges: rows.map(|row| row.exchange().unwrap()).collect(),
        }
    }

    #[test]
    fn the_organisation_says_its_edition_itself() {
        let line = r#"{"method":"GET","host":"classic-1.okta.com","status":200,
            "path":"/.well-known/okta-organization","response_body":{"pipeline":"idx"}}"#;
        assert_eq!(cassette("a", &[line]).edition(), Edition::Identity);
        let v1 = line.replace("idx", "v1");
        assert_eq!(cassette("a", &[&v1]).edition(), Edition::Classic);
    }

    #[test]
    fn else_the_name_tells() {
        let line = r#"{"method":"GET","host":"acme.okta.com","status":204,"path":"/"}"#;
        assert_eq!(cassette("a/oie-00", &[line]).edition(), Edition::Identity);
        assert_eq!(
            cassette("a/classic-00", &[line]).edition(),
            Edition::Classic
        );
    }

    #[test]
    fn a_header_may_be_a_list() {
        let line = r#"{"method":"GET","status":200,"path":"/",
            "response_headers":{"Link":["<a>; rel=\"self\"","<b>; rel=\"next\""]}}"#;
        let cassette = cassette("a", &[line]);
        assert_eq!(cassette.exchanges[0].header("link").count(), 2);
        assert!(cassette.keeps_links());
    }

    #[test]
    fn a_line_without_a_status_is_no_exchange() {
        let row = Row::parse(r#"{"method":"GET","path":"/"}"#).unwrap();
        assert!(row.exchange().unwrap_err().contains("status"));
    }
}
