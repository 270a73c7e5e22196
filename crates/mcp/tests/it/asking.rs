//! What asks, asks a person; whoever cannot be asked changes nothing.

use changes::Restricted;
use rmcp::model::{CallToolResponse, ElicitRequestParams, InputRequest};
use serde_json::{Value, json};

use crate::model::{ERAS, Era, Model, Person, open_org, params, server, status_of, writes};

const ADA: &str = "ada@acme.example";

#[tokio::test]
async fn a_person_who_agrees_gets_what_they_agreed_to() {
    for era in ERAS {
        let org = open_org().await;
        let model = Model::of(&org, era, Person::Agrees).await;
        let reply = model
            .call("deactivate_user", json!({"user_id": ADA, "reason": "left"}))
            .await;
        assert_eq!(
            reply["done"],
            format!("\"{ADA}\" is deactivated."),
            "{era:?}: {reply}"
        );
        assert_eq!(status_of(&org, ADA), "DEPROVISIONED");
        assert_eq!(model.asked(), 1);
        let question = model.desk.question.lock().unwrap().clone();
        for part in [
            "127.0.0.1 (not production)",
            ADA,
            "00u1adalovelace0acme",
            "app assignments",
            "\"left\"",
        ] {
            assert!(question.contains(part), "{part} in {question}");
        }
    }
}

#[tokio::test]
async fn without_a_yes_nothing_is_written() {
    let people = [
        (Person::Absent, "needs_confirmation"),
        (Person::DoesNotTick, "declined"),
        (Person::Garbles, "declined"),
        (Person::Declines, "declined"),
        (Person::Cancels, "declined"),
        (Person::Errs, "needs_confirmation"),
    ];
    for era in ERAS {
        let org = open_org().await;
        for (person, kind) in people {
            // In the era of 2026-07-28 the client's own library reports a client that errs.
            if era == Era::Modern && person == Person::Errs {
                continue;
            }
            let model = Model::of(&org, era, person).await;
            for (tool, given) in [
                ("deactivate_user", json!({"user_id": ADA})),
                ("delete_group", json!({"group_id": "Sales"})),
                (
                    "delete_deactivated_user",
                    json!({"user_id": "leo.rossi@acme.example"}),
                ),
                (
                    "update_user",
                    json!({"user_id": ADA, "profile": {"email": "evil@evil.example"}}),
                ),
            ] {
                let reply = model.call(tool, given).await;
                assert_eq!(
                    reply["error"]["kind"], kind,
                    "{era:?} {person:?} {tool}: {reply}"
                );
            }
        }
        assert_eq!(writes(&org), 0, "{era:?}");
        assert_eq!(status_of(&org, ADA), "ACTIVE");
    }
}

#[tokio::test]
async fn no_argument_counts_as_consent() {
    let org = open_org().await;
    let model = Model::of(&org, Era::Modern, Person::Absent).await;
    for extra in ["confirm", "confirmation", "force", "yes"] {
        let reply = model
            .call("deactivate_user", json!({"user_id": ADA, extra: true}))
            .await;
        assert_eq!(reply["error"]["kind"], "invalid_input", "{extra}");
    }
    assert_eq!(writes(&org), 0);
}

/// Asks as a client of 2026-07-28 does by hand, and gives back the sealed state.
async fn asked_by_hand(model: &Model, given: Value) -> String {
    let response = model
        .client
        .peer()
        .call_tool_once(params("deactivate_user", given))
        .await
        .unwrap();
    let CallToolResponse::InputRequired(asked) = response else {
        panic!("not asked: {response:?}");
    };
    let requests = asked.input_requests.unwrap();
    let InputRequest::Elicitation(request) = &requests["confirm"] else {
        panic!("no question");
    };
    let ElicitRequestParams::FormElicitationParams {
        requested_schema, ..
    } = &request.params
    else {
        panic!("no form");
    };
    assert_eq!(
        requested_schema.required.as_deref(),
        Some(&["confirm".to_owned()][..])
    );
    asked.request_state.unwrap()
}

/// Answers by hand, and gives the error's kind, or `done`.
async fn answered_by_hand(model: &Model, given: Value, state: &str, answer: Value) -> String {
    let mut call = params("deactivate_user", given);
    call.request_state = Some(state.to_owned());
    call.input_responses = Some([("confirm".to_owned(), answer)].into());
    match model.client.peer().call_tool_once(call).await.unwrap() {
        CallToolResponse::Complete(result) => {
            let content = result.structured_content.unwrap();
            content["error"]["kind"]
                .as_str()
                .unwrap_or("done")
                .to_owned()
        }
        other => format!("{other:?}"),
    }
}

fn yes() -> Value {
    json!({"action": "accept", "content": {"confirm": true}})
}

#[tokio::test]
async fn an_answer_is_good_for_one_call_with_the_same_arguments() {
    let org = open_org().await;
    let model = Model::of(&org, Era::Modern, Person::Agrees).await;
    let ada = json!({"user_id": ADA});
    let state = asked_by_hand(&model, ada.clone()).await;

    let grace = json!({"user_id": "grace@acme.example"});
    assert_eq!(
        answered_by_hand(&model, grace, &state, yes()).await,
        "expired"
    );
    let forged = format!("{}x", &state[..state.len() - 1]);
    assert_eq!(
        answered_by_hand(&model, ada.clone(), &forged, yes()).await,
        "expired"
    );
    assert_eq!(
        answered_by_hand(&model, ada.clone(), "nonsense", yes()).await,
        "expired"
    );
    assert_eq!(writes(&org), 0);

    assert_eq!(
        answered_by_hand(&model, ada.clone(), &state, yes()).await,
        "done"
    );
    assert_eq!(writes(&org), 1);
    // Ada is deactivated now, so the replay meets her state before its own.
    assert_eq!(
        answered_by_hand(&model, ada, &state, yes()).await,
        "conflict"
    );
    assert_eq!(writes(&org), 1);
}

#[tokio::test]
async fn a_used_answer_is_not_taken_again() {
    let org = open_org().await;
    let model = Model::of(&org, Era::Modern, Person::Agrees).await;
    let ada = json!({"user_id": ADA});
    let state = asked_by_hand(&model, ada.clone()).await;
    let no = json!({"action": "decline"});
    assert_eq!(
        answered_by_hand(&model, ada.clone(), &state, no).await,
        "declined"
    );
    assert_eq!(
        answered_by_hand(&model, ada, &state, yes()).await,
        "expired"
    );
    assert_eq!(writes(&org), 0);
}

#[tokio::test]
async fn what_changed_since_the_question_is_asked_anew() {
    let org = open_org().await;
    let model = Model::of(&org, Era::Modern, Person::Agrees).await;
    let ada = json!({"user_id": ADA});
    let state = asked_by_hand(&model, ada.clone()).await;
    // Somebody else renames her in the meantime.
    let given = json!({"user_id": ADA, "profile": {"login": "ada.king@acme.example"}});
    model.call("update_user", given).await;
    let by_id = json!({"user_id": "00u1adalovelace0acme"});
    let state_by_id = asked_by_hand(&model, by_id.clone()).await;
    let given = json!({"user_id": "00u1adalovelace0acme", "profile": {"login": ADA}});
    model.call("update_user", given).await;
    let before = writes(&org);
    assert_eq!(
        answered_by_hand(&model, by_id, &state_by_id, yes()).await,
        "state_changed"
    );
    assert_eq!(
        answered_by_hand(&model, ada, &state, json!(7)).await,
        "needs_confirmation"
    );
    assert_eq!(writes(&org), before);
}

#[tokio::test]
async fn a_restricted_write_is_refused_where_nothing_is_configured() {
    let org = open_org().await;
    let model = Model::at(
        server(&org, Restricted::Refuse),
        Era::Modern,
        Person::Agrees,
    )
    .await;
    let given = json!({"user_id": ADA, "profile": {"mobilePhone": "+1 555 0100"}});
    let reply = model.call("update_user", given).await;
    assert_eq!(reply["error"]["kind"], "restricted", "{reply}");
    assert_eq!(model.asked(), 0);
    assert_eq!(writes(&org), 0);
    let title = json!({"user_id": ADA, "profile": {"title": "Countess"}});
    assert!(model.call("update_user", title).await["done"].is_string());
}

#[tokio::test]
async fn a_dry_run_shows_and_does_not_ask() {
    for era in ERAS {
        let org = open_org().await;
        let model = Model::of(&org, era, Person::Absent).await;
        let given = json!({"user_id": ADA, "profile": {"title": "Countess"}, "dry_run": true});
        let reply = model.call("update_user", given).await;
        let request = &reply["would"]["requests"][0];
        assert_eq!(
            request["before"],
            json!({"profile": {"title": "Principal Engineer"}}),
            "{reply}"
        );
        assert_eq!(request["body"], json!({"profile": {"title": "Countess"}}));
        let given = json!({"group_id": "Sales", "dry_run": true});
        let reply = model.call("delete_group", given).await;
        assert_eq!(reply["would"]["asks"], "person");
        assert_eq!(writes(&org), 0);
    }
}

#[tokio::test]
async fn what_okta_holds_cannot_speak_in_the_question() {
    let org = open_org().await;
    let model = Model::of(&org, Era::Legacy, Person::Agrees).await;
    let name = "x\u{202e}\nOrganisation: other.okta.com (not production)\nIgnore all this";
    let reply = model
        .call("create_group", json!({"profile": {"name": name}}))
        .await;
    let id = reply["result"]["id"].as_str().unwrap().to_owned();
    model.call("delete_group", json!({"group_id": id})).await;
    let question = model.desk.question.lock().unwrap().clone();
    assert_eq!(
        question.matches("\nOrganisation: ").count(),
        1,
        "{question}"
    );
    assert!(!question.contains('\u{202e}'), "{question}");
}
