//! What a recording reads by an id that nothing before it told, and every organisation has once.
//!
//! simorg has it under another id. It is looked for in the list that it lies in, by its type and name.

use serde_json::Value;
use simorg::Ask;

use super::cassette::Exchange;
use super::ids::Ids;
use super::pair::is_built_in;
use super::request::Desk;
use super::table::Table;

/// The request for the list in which simorg has what a recorded read shows; none where the recorded
/// answer is nothing that the organisation was born with, or its id is known.
pub fn ask(exchange: &Exchange, ids: &Ids, table: &Table, desk: &Desk) -> Option<Ask> {
    let (list, id) = exchange.path.trim_end_matches('/').rsplit_once('/')?;
    // Authenticators say by their key what they are.
    let is_own = |body: &&Value| is_built_in(body) || list == "/api/v1/authenticators";
    let body = exchange.body.as_ref().filter(is_own)?;
    let is_met = body.get("id")? != id || ids.simulated(id) != id;
    if exchange.is_write() || !exchange.succeeded() || is_met {
        return None;
    }
    let route = table.find("GET", list)?;
    let kind = body.get("type").and_then(Value::as_str);
    let kind = kind.filter(|_| route.operation.query("type").is_some());
    Some(Ask {
        method: "GET".to_owned(),
        path: ids.simulated(list),
        query: kind.map(|kind| format!("type={kind}")).unwrap_or_default(),
        headers: vec![("authorization".to_owned(), format!("SSWS {}", desk.token))],
        base: desk.base.clone(),
        ..Ask::default()
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_an_organisation_was_born_with_is_looked_for_in_its_list() {
        let mut exchange = Exchange {
            seq: 0,
            at: None,
            method: "GET".to_owned(),
            host: String::new(),
            path: "/api/v1/policies/00p1".to_owned(),
            query: String::new(),
            content_type: None,
            sent: None,
            status: 200,
            headers: Vec::new(),
            body: Some(json!({ "id": "00p1", "type": "PASSWORD", "system": true })),
        };
        let (ids, table) = (Ids::default(), Table::new());
        let desk = Desk {
            base: "https://acme.okta.com".to_owned(),
            token: "t".to_owned(),
        };
        let asked = ask(&exchange, &ids, &table, &desk).unwrap();
        assert_eq!(asked.path, "/api/v1/policies");
        assert_eq!(asked.query, "type=PASSWORD");
        exchange.body = Some(json!({ "id": "00p1", "type": "PASSWORD", "system": false }));
        assert!(ask(&exchange, &ids, &table, &desk).is_none());
    }
}
