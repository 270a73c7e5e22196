//! What the protocol asks for, in both eras.

use mcp::{Filter, Server, Surface};
use rmcp::ServiceError;
use serde_json::json;
use simorg::Org;
use tools::{Error, Kind};

use crate::model::{ERAS, Era, Model, Person, open_org, params, writes};

/// How the names of tools begin that only read.
const READS: [&str; 7] = [
    "check_",
    "describe_",
    "export_",
    "find_",
    "get_",
    "list_",
    "read_",
];

#[tokio::test]
async fn tools_are_listed_sorted_on_one_page_with_all_that_clients_show() {
    let org = open_org().await;
    for era in ERAS {
        let model = Model::of(&org, era, Person::Absent).await;
        let listed = model.client.list_tools(None).await.unwrap();
        assert!(listed.next_cursor.is_none());
        let names: Vec<&str> = listed.tools.iter().map(|tool| &*tool.name).collect();
        assert_eq!(
            names.len(),
            21,
            "the daily ones, for there are too many to list all"
        );
        assert!(names.is_sorted());
        for tool in &listed.tools {
            assert!(
                tool.title.is_some() && tool.output_schema.is_some(),
                "{}",
                tool.name
            );
            let hints = tool.annotations.as_ref().unwrap();
            let reads = READS.iter().any(|verb| tool.name.starts_with(verb));
            assert_eq!(hints.read_only_hint, Some(reads), "{}", tool.name);
            let destroys = [
                "apply_change",
                "deactivate_user",
                "delete_deactivated_user",
                "delete_group",
                "undo_change",
                "write_operation",
            ];
            assert_eq!(
                hints.destructive_hint,
                Some(destroys.contains(&&*tool.name)),
                "{}",
                tool.name
            );
        }
        let stamp = listed.meta.unwrap();
        assert_eq!(
            stamp.0["io.modelcontextprotocol/serverInfo"]["name"],
            "okta-mcp"
        );
        assert!(
            org.requests().is_empty(),
            "nothing is sent before the first call"
        );
    }
}

#[tokio::test]
async fn every_result_says_who_answered() {
    let org = open_org().await;
    let model = Model::of(&org, Era::Modern, Person::Absent).await;
    for (tool, given) in [("list_groups", json!({})), ("get_user", json!({}))] {
        let result = model.client.call_tool(params(tool, given)).await.unwrap();
        let stamp = result.meta.unwrap();
        assert_eq!(
            stamp.0["io.modelcontextprotocol/serverInfo"]["version"],
            env!("CARGO_PKG_VERSION")
        );
    }
}

#[tokio::test]
async fn an_unknown_tool_is_an_error_of_the_protocol() {
    let org = open_org().await;
    for era in ERAS {
        let model = Model::of(&org, era, Person::Absent).await;
        match model
            .client
            .call_tool(params("no_such_tool", json!({})))
            .await
        {
            Err(ServiceError::McpError(error)) => assert_eq!(error.code.0, -32602, "{error:?}"),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn the_instructions_are_short() {
    let org = open_org().await;
    let model = Model::of(&org, Era::Legacy, Person::Absent).await;
    let info = model.client.peer().peer_info().unwrap();
    let length = info.instructions.as_ref().unwrap().chars().count();
    assert!((500..2_000).contains(&length), "{length}");
}

#[tokio::test]
async fn the_listing_follows_scopes_toolsets_and_read_only() {
    let listed = |filter: Filter| -> Vec<String> {
        let surface = Surface::new(filter).unwrap();
        surface
            .listed()
            .map(|tool| tool.spec.name.to_owned())
            .collect()
    };
    let scopes = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let default = listed(Filter {
        scopes: scopes("okta.users.read okta.groups.read"),
        ..Filter::default()
    });
    assert!(
        default
            .iter()
            .all(|name| READS.iter().any(|verb| name.starts_with(verb)))
    );
    assert!(!default.contains(&"write_operation".to_owned()));
    assert!(!default.contains(&"get_user_profile_attributes".to_owned()));
    let manage = scopes("okta.users.manage okta.groups.manage okta.schemas.read");
    assert_eq!(
        listed(Filter {
            scopes: manage.clone(),
            ..Filter::default()
        })
        .len(),
        28
    );
    let read_only = Filter {
        scopes: manage.clone(),
        read_only: true,
        ..Filter::default()
    };
    assert_eq!(listed(read_only).len(), 15);
    let users = Filter {
        scopes: manage,
        toolsets: vec!["users".to_owned()],
        ..Filter::default()
    };
    assert_eq!(listed(users).len(), 11);
    let unknown = Filter {
        toolsets: vec!["usres".to_owned()],
        ..Filter::default()
    };
    assert!(Surface::new(unknown).unwrap_err().message.contains("usres"));
}

#[tokio::test]
async fn a_tool_that_is_left_out_says_why_when_it_is_called() {
    let org = Org::acme().users(20).start().await.unwrap();
    let scopes = vec!["okta.users.read".to_owned()];
    let connection = crate::model::connection(&org, scopes.clone(), changes::Restricted::Refuse);
    let filter = Filter {
        scopes,
        read_only: true,
        ..Filter::default()
    };
    let server = Server::new(Surface::new(filter).unwrap(), Ok(connection));
    let model = Model::at(server, Era::Modern, Person::Agrees).await;
    let reply = model
        .call("deactivate_user", json!({"user_id": "ada@acme.example"}))
        .await;
    assert_eq!(reply["error"]["kind"], "restricted");
    let reply = model.call("list_groups", json!({})).await;
    assert_eq!(reply["error"]["kind"], "missing_scope");
    let status = model.call("get_scope_status", json!({})).await;
    assert!(
        status["hidden_tools"]
            .to_string()
            .contains("get_user_profile_attributes"),
        "{status}"
    );
    assert_eq!(writes(&org), 0);
}

#[tokio::test]
async fn a_faulty_configuration_is_what_every_call_answers() {
    let filter = Filter {
        scopes: vec!["okta.users.read".to_owned()],
        ..Filter::default()
    };
    let fault = Error::new(
        Kind::Misconfigured,
        "the org URL is missing",
        "Set OKTA_ORG_URL.",
    );
    let server = Server::new(Surface::new(filter).unwrap(), Err(fault));
    let model = Model::at(server, Era::Modern, Person::Absent).await;
    assert!(!model.client.list_all_tools().await.unwrap().is_empty());
    let reply = model.call("list_users", json!({})).await;
    assert_eq!(reply["error"]["kind"], "misconfigured");
}
