//! Every destructive tool, with everybody who does not agree, in both eras: nothing is sent.

use operations::Effect;
use serde_json::Value;
use simorg::Org;
use tools::Tool;

use crate::model::{ERAS, Model, Person, open_org, params, writes};

const NOBODY: [Person; 6] = [
    Person::Absent,
    Person::DoesNotTick,
    Person::Garbles,
    Person::Declines,
    Person::Cancels,
    Person::Errs,
];

#[tokio::test]
async fn no_destructive_tool_writes_unless_a_person_agrees() {
    for era in ERAS {
        for person in NOBODY {
            // One for each: its rate limits would be used up.
            let org = open_org().await;
            nothing_is_sent(&org, &Model::of(&org, era, person).await, person).await;
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
        let answered = model.client.call_tool(params(name, given)).await;
        let Ok(reply) = answered.map(|result| result.structured_content.unwrap()) else {
            assert_eq!(person, Person::Errs, "{name}");
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
