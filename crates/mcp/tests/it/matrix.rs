//! Every destructive tool, with everybody who does not agree, in both eras: nothing is sent.

use std::time::Duration;

use operations::Effect;
use serde_json::Value;
use simorg::Org;
use tools::Tool;

use crate::model::{ERAS, Model, Person, WAYS, Way, impatient, open_org, params, writes};

const NOBODY: [Person; 7] = [
    Person::Sleeps,
    Person::Absent,
    Person::DoesNotTick,
    Person::Garbles,
    Person::Declines,
    Person::Cancels,
    Person::Errs,
];

/// How long is looked at a call whose person sleeps: in the newer era the client never ends it.
const A_WHILE: Duration = Duration::from_millis(250);
/// Longer than any other call takes.
const LONG: Duration = Duration::from_mins(1);

#[tokio::test]
async fn no_destructive_tool_writes_unless_a_person_agrees() {
    for era in ERAS {
        for (way, person) in WAYS
            .into_iter()
            .flat_map(|way| NOBODY.map(|who| (way, who)))
        {
            // One for each: its rate limits would be used up.
            let org = open_org().await;
            let server = impatient(&org);
            let model = match way {
                Way::Pipe => Model::at(server, era, person).await,
                Way::Http => Model::over_http(server, era, person).await,
            };
            nothing_is_sent(&org, &model, person).await;
        }
    }
}

async fn nothing_is_sent(org: &Org, model: &Model, person: Person) {
    for tool in Tool::all()
        .iter()
        .filter(|tool| tool.effect() > Effect::Write)
    {
        let name = tool.spec.name;
        let given: Value = serde_json::from_str(tool.spec.example).unwrap();
        let before = writes(org);
        // A client of the 2026-07-28 era that fails to ask fails its own call: no answer is sent at all.
        let call = model.client.call_tool(params(name, given));
        let patience = if person == Person::Sleeps {
            A_WHILE
        } else {
            LONG
        };
        let answered = tokio::time::timeout(patience, call).await;
        let Ok(Ok(reply)) = answered.map(|it| it.map(|result| result.structured_content.unwrap()))
        else {
            // Where the client sleeps over the question, its own call does not end.
            assert!([Person::Errs, Person::Sleeps].contains(&person), "{name}");
            assert_eq!(writes(org), before, "{name}");
            continue;
        };
        assert!(
            reply.get("error").is_some() || name == "write_operation",
            "{name}: {reply}"
        );
        // The example of `write_operation` is a write that asks nobody.
        let allowed = usize::from(name == "write_operation" && reply.get("error").is_none());
        assert_eq!(
            writes(org) - before,
            allowed,
            "{name} with {person:?}: {reply}"
        );
    }
}
