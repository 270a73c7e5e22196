//! Bad input is refused; it never breaks anything.

use serde_json::json;
use simorg::Org;

use crate::client::{Answer, Client};

async fn ruled() -> Org {
    Org::acme()
        .users(30)
        .grant("all")
        .role("SUPER_ADMIN")
        .start()
        .await
        .unwrap()
}

async fn send(client: &Client<'_>, method: &str, path: &str, body: Vec<u8>) -> Answer {
    let request = client
        .request(method, path)
        .header("content-type", "application/json");
    // Without a length an empty body would be refused for that alone.
    let request = request.header("content-length", body.len().to_string());
    Answer::of(request.body(body).send().await.unwrap()).await
}

#[tokio::test]
async fn what_is_no_json_is_not_well_formed() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    for body in [
        "{",
        "",
        "null",
        "7",
        "[]",
        "\"x\"",
        "{\"profile\":[]}",
        "{\"profile\":7}",
        "\u{0}",
    ] {
        for (method, path) in [("POST", "/api/v1/users"), ("PUT", "/api/v1/users/ada")] {
            let answer = send(&client, method, path, body.as_bytes().to_vec()).await;
            assert_eq!(
                answer.error(),
                (400, "E0000003".to_owned(), String::new()),
                "{body}"
            );
        }
    }
    let bytes = send(&client, "POST", "/api/v1/groups", vec![0xFF, 0xFE]).await;
    assert_eq!(bytes.text("errorCode"), "E0000003");
    let deep = "[".repeat(100_000);
    let answer = send(&client, "POST", "/api/v1/users", deep.into_bytes()).await;
    assert_eq!(answer.text("errorCode"), "E0000003");
}

#[tokio::test]
async fn a_post_without_a_length_is_refused() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let request = client.request("POST", "/api/v1/users/ada/lifecycle/suspend");
    let answer = Answer::of(request.send().await.unwrap()).await;
    assert_eq!((answer.status, answer.text.as_str()), (411, ""));
    assert_eq!(
        client.get("/api/v1/users/ada").await.text("status"),
        "ACTIVE"
    );
}

#[tokio::test]
async fn a_wrong_type_somewhere_in_a_body_is_refused() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let profile = json!({
        "firstName": "N", "lastName": "P", "email": "n@acme.example", "login": "n@acme.example"
    });
    for more in [
        json!({ "credentials": 7 }),
        json!({ "credentials": { "password": "bare" } }),
        json!({ "credentials": { "password": { "value": 7 } } }),
        json!({ "credentials": { "recovery_question": [] } }),
        json!({ "groupIds": "00g" }),
        json!({ "groupIds": [7] }),
    ] {
        let mut body = more.clone();
        body["profile"] = profile.clone();
        let answer = client.post("/api/v1/users", &body).await;
        assert_eq!(answer.text("errorCode"), "E0000003", "{more}");
    }
    let many: Vec<String> = (0..21).map(|n| format!("00g{n}")).collect();
    let body = json!({ "profile": profile, "groupIds": many });
    assert_eq!(
        client.post("/api/v1/users", &body).await.text("errorCode"),
        "E0000001"
    );
    let unknown = json!({ "profile": profile, "groupIds": ["00gnothing"] });
    assert_eq!(
        client
            .post("/api/v1/users", &unknown)
            .await
            .text("errorCode"),
        "E0000007"
    );
}

#[tokio::test]
async fn a_limit_is_a_positive_number_and_too_large_a_one_is_cut() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    for bad in ["0", "-1", "ten", "1.5", "1e3", "%20"] {
        let answer = client.get(&format!("/api/v1/users?limit={bad}")).await;
        assert_eq!(answer.text("errorCode"), "E0000001", "{bad}");
    }
    for huge in ["201", "99999999999", "99999999999999999999999999999999"] {
        let answer = client.get(&format!("/api/v1/users?limit={huge}")).await;
        assert_eq!(answer.status, 200, "{huge}");
    }
}

#[tokio::test]
async fn a_broken_encoding_is_refused() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    for path in [
        "/api/v1/users?search=%zz",
        "/api/v1/users?q=%ff%fe",
        "/api/v1/users/%ff",
        "/api/v1/users/%2",
    ] {
        let answer = client.get(path).await;
        assert_eq!(
            (answer.status, answer.text("errorCode").as_str()),
            (400, "E0000021"),
            "{path}"
        );
    }
    for odd in ["%2F", "%00", "%F0%9F%98%80", "+"] {
        let answer = client.get(&format!("/api/v1/users/{odd}")).await;
        assert_eq!(answer.text("errorCode"), "E0000007", "{odd}");
    }
}

#[tokio::test]
async fn a_flag_is_true_or_false() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let answer = client
        .act(
            "POST",
            "/api/v1/users/oscar.bergman/lifecycle/activate?sendEmail=maybe",
        )
        .await;
    assert_eq!(answer.text("errorCode"), "E0000001");
}

#[tokio::test]
async fn a_body_over_a_mebibyte_is_too_large() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let answer = send(
        &client,
        "POST",
        "/api/v1/users",
        vec![b' '; 1024 * 1024 + 1],
    )
    .await;
    assert_eq!(answer.status, 413);
    let answer = send(&client, "POST", "/api/v1/users", vec![b' '; 1024 * 1024]).await;
    assert_eq!(answer.status, 400);
}

#[tokio::test]
async fn a_body_that_is_not_said_to_be_json_is_refused() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let request = client
        .request("POST", "/api/v1/groups")
        .body("{\"profile\":{\"name\":\"G\"}}");
    let answer = Answer::of(request.send().await.unwrap()).await;
    assert_eq!(
        (answer.status, answer.text("errorCode").as_str()),
        (400, "E0000021")
    );
}

#[tokio::test]
async fn a_method_that_nobody_has_is_refused() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    for method in ["PATCH", "OPTIONS", "BREW"] {
        let answer = client.act(method, "/api/v1/users").await;
        assert_eq!(answer.text("errorCode"), "E0000022", "{method}");
    }
}

#[tokio::test]
async fn no_text_in_a_search_breaks_the_organisation() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let mut texts = vec![
        "(".repeat(3000),
        "a ".repeat(2000),
        "\"\\u".to_owned(),
        "\\".to_owned(),
    ];
    texts.extend(
        [
            "é eq \"ü\"",
            "𝒳 pr",
            "status eq \"\\ud800\"",
            "status eq 1e999",
            "status eq -",
        ]
        .map(str::to_owned),
    );
    for text in texts {
        for parameter in ["search", "filter"] {
            let query = crate::client::encode(&[(parameter.to_owned(), text.clone())]);
            let answer = client.get(&format!("/api/v1/users?{query}")).await;
            assert_eq!(answer.text("errorCode"), "E0000031", "{text}");
            let logs = client.get(&format!("/api/v1/logs?{query}")).await;
            assert!(logs.status < 500, "{text}");
        }
    }
}

#[tokio::test]
async fn a_body_is_read_by_the_schema_of_its_operation() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let zone = |more: &serde_json::Value| {
        let mut zone = json!({ "type": "IP", "name": "Office" });
        for (name, value) in more.as_object().unwrap() {
            zone[name] = value.clone();
        }
        zone
    };
    for more in [
        json!({ "usage": "PARTY" }),
        json!({ "type": "CIRCLE" }),
        json!({ "name": ["Office"] }),
        json!({ "gateways": "1.2.3.4" }),
        json!({ "gateways": [{ "type": "CIRCLE", "value": "1.2.3.4/32" }] }),
    ] {
        let answer = client.post("/api/v1/zones", &zone(&more)).await;
        let expected = (400, "E0000003".to_owned(), String::new());
        assert_eq!(answer.error(), expected, "{more}");
    }
    let taken = json!({ "gateways": [{ "type": "CIDR", "value": "1.2.3.4/32" }], "new": true });
    let made = client.post("/api/v1/zones", &zone(&taken)).await;
    assert_eq!(made.status, 200, "{}", made.body);
}

#[tokio::test]
async fn what_a_schema_demands_of_a_new_thing_cannot_be_left_blank() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let body = json!({ "name": "", "type": "aws_eventbridge" });
    let answer = client.post("/api/v1/logStreams", &body).await;
    assert_eq!(answer.text("errorSummary"), "Api validation failed: name");
    assert_eq!(answer.error().2, "name: The field cannot be left blank");
}

#[tokio::test]
async fn a_parameter_is_what_the_operation_says() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    for (path, cause) in [
        ("/api/v1/apps?limit=many", "limit: must be a number"),
        ("/api/v1/zones?limit=-1", "limit: must be a positive number"),
        ("/api/v1/idps?limit=1.5", "limit: must be a number"),
        (
            "/api/v1/apps?useOptimization=perhaps",
            "useOptimization: must be a boolean",
        ),
    ] {
        let answer = client.get(path).await;
        let expected = (400, "E0000001".to_owned(), cause.to_owned());
        assert_eq!(answer.error(), expected, "{path}");
    }
    let cut = client.get("/api/v1/apps?limit=100000").await;
    assert_eq!(cut.status, 200);
}

#[tokio::test]
async fn a_text_or_number_out_of_bounds_is_refused_and_named() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let zone = json!({ "type": "IP", "name": "z".repeat(200), "gateways": [] });
    let zone = client.post("/api/v1/zones", &zone).await;
    assert_eq!(zone.error().0, 400);
    assert_eq!(zone.error().1, "E0000001");
    assert_eq!(
        zone.body["errorCauses"][0]["errorSummary"],
        "name: The field is too long"
    );
    let limit = json!({ "warningThreshold": 120 });
    let path = "/api/v1/rate-limit-settings/warning-threshold";
    let limit = client.put(path, &limit).await;
    assert_eq!(limit.text("errorCode"), "E0000001", "{}", limit.body);
}
