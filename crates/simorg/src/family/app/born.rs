//! What comes with an application: defaults, keys, secrets.

use serde_json::{Value, json};

use super::{certificate, path, text};
use crate::call::Call;
use crate::clock::whole_seconds;
use crate::id;
use crate::state::State;
use crate::tree::rule::View;
use crate::tree::{Document, act};

/// Plants an application that is in form, with all that comes with it.
pub fn plant(state: &mut State, own: &str, app: Document) {
    let mut app = app;
    let now = Value::from(whole_seconds(state.clock.now()));
    for name in ["created", "lastUpdated"] {
        app.entry(name).or_insert_with(|| now.clone());
    }
    app.entry("status").or_insert_with(|| Value::from("ACTIVE"));
    let rules = &act::kind("/api/v1/apps/{}").born;
    state.dress(own, rules, (View::Created, ""), &mut app);
    settle(state, &mut app);
    let kid = text(&app, "credentials.signing.kid").to_owned();
    state.tree.put(own, app);
    if !kid.is_empty() {
        let key = certificate::key(state, &kid, 10);
        state
            .tree
            .put(&format!("{own}/credentials/keys/{kid}"), key);
    }
}

/// What the rules cannot say of the defaults: keys, ids, and the two forms of statements.
pub fn settle(state: &mut State, app: &mut Document) {
    let id = text(app, "id").to_owned();
    let signs = ["SAML_2_0", "SAML_1_1", "WS_FEDERATION", "OPENID_CONNECT"];
    let kid = text(app, "credentials.signing.kid");
    if signs.contains(&text(app, "signOnMode")) && kid.is_empty() {
        let kid = state.dice.letters(43);
        set(app, "/credentials/signing", json!({ "kid": kid }));
    }
    if let Some(Value::Object(client)) = at(app, "/credentials/oauthClient") {
        client.shift_remove("client_secret");
        let named = client.get("client_id").and_then(Value::as_str);
        if named.is_none_or(str::is_empty) {
            client.insert("client_id".to_owned(), Value::from(id));
        }
    }
    if let Some(Value::Object(client)) = at(app, "/settings/oauthClient") {
        public_keys(state, client);
    }
    if let Some(Value::Array(statements)) = at(app, "/settings/signOn/attributeStatements") {
        for statement in statements.iter_mut().filter_map(Value::as_object_mut) {
            one_form(statement);
        }
    }
}

fn at<'d>(app: &'d mut Document, pointer: &str) -> Option<&'d mut Value> {
    let mut names = pointer.split('/').skip(1);
    let mut value = app.get_mut(names.next()?)?;
    for name in names {
        value = value.get_mut(name)?;
    }
    Some(value)
}

fn set(app: &mut Document, pointer: &str, to: Value) {
    if let Some(value) = at(app, pointer) {
        *value = to;
    }
}

/// The public keys of a client: each gets an id and a status; an empty set is as good as none.
fn public_keys(state: &mut State, client: &mut Document) {
    let keys = client.get_mut("jwks").and_then(|jwks| jwks.get_mut("keys"));
    let Some(Value::Array(keys)) = keys.filter(|keys| *keys != &json!([])) else {
        client.shift_remove("jwks");
        return;
    };
    for key in keys.iter_mut().filter_map(Value::as_object_mut) {
        let id = id::random("pks", &mut state.dice);
        key.entry("id").or_insert_with(|| Value::from(id));
        key.entry("status").or_insert_with(|| Value::from("ACTIVE"));
        for name in ["kid", "use"] {
            key.entry(name).or_insert(Value::Null);
        }
        if key.get("kty").is_some_and(|kind| kind == "EC") {
            key.entry("crv").or_insert(Value::Null);
        }
        key.retain(|name, value| {
            !value.is_null() || ["kid", "use", "crv"].contains(&name.as_str())
        });
    }
}

/// A statement has values, or a filter of groups.
fn one_form(statement: &mut Document) {
    let is_group = text(statement, "type") == "GROUP";
    statement.retain(|name, value| {
        !value.is_null()
            && match name.as_str() {
                "values" => !is_group,
                "filterType" | "filterValue" => is_group,
                _ => true,
            }
    });
    statement
        .entry("namespace")
        .or_insert_with(|| Value::from("urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified"));
}

/// Keeps the secret of a client that proves itself by one, a given one or a new one; the answer to the
/// write shows it.
pub fn keep_secret(
    state: &mut State,
    call: &Call<'_>,
    app: &Document,
    given: &str,
) -> Option<String> {
    let how = text(app, "credentials.oauthClient.token_endpoint_auth_method");
    if ![
        "client_secret_basic",
        "client_secret_post",
        "client_secret_jwt",
    ]
    .contains(&how)
    {
        return None;
    }
    let own = format!("{}/credentials/secrets", path(text(app, "id")));
    let first = state.tree.children(&own).into_iter().next();
    let (at, kept) = first.map_or((None, None), |(at, secret)| {
        let text = text(secret, "client_secret").to_owned();
        (Some(at.to_owned()), Some(text))
    });
    let secret = match (given, kept) {
        ("", Some(kept)) => kept,
        ("", None) => state.dice.letters(64),
        (given, _) => given.to_owned(),
    };
    let at = at.unwrap_or_else(|| format!("{own}/{}", id::random("ocs", &mut state.dice)));
    let document = super::secret::document(state, call, &at, &secret);
    state.tree.put(&at, document);
    Some(secret)
}
