//! Every example runs on a fresh organisation, and what comes back is kept as a snapshot.

use serde_json::Value;
use tools::{Action, Call, Folder, Tool};

use crate::connection::{connect, open_org};
use crate::images::png;

/// The reply of every reading tool and the plan of every writing one, to its own example.
#[tokio::test]
async fn every_example_runs() {
    let org = open_org(40).await;
    let okta = connect(&org, None);
    let place = tempfile::tempdir().unwrap();
    for name in ["logo.png", "favicon.png", "background.png"] {
        std::fs::write(place.path().join(name), png(16, 16)).unwrap();
    }
    std::fs::write(place.path().join("tls.key"), crate::images::KEY).unwrap();
    let folder = Folder::new(place.path());
    let mut names = Vec::new();
    for tool in Tool::all() {
        let given: Value = serde_json::from_str(tool.spec.example).expect(tool.spec.name);
        let arguments = tool.arguments(given).expect(tool.spec.name);
        let call =
            Call::new(&okta, tool.spec, arguments.shape.clone(), 40_000).in_folder(Some(&folder));
        let shown = match tool.action.0 {
            Action::Read(run) => run(arguments.own, &call).await.expect(tool.spec.name).value,
            // The engine carries it out: tests of `changes` do.
            Action::Engine(wanted) => {
                let wanted = wanted(arguments.own).expect(tool.spec.name);
                serde_json::json!({"wanted": format!("{wanted:?}")})
            }
            Action::Write(plan) => {
                let plan = plan(arguments.own, &call).await.expect(tool.spec.name);
                serde_json::json!({
                    "happens": plan.happens,
                    "reach": plan.reach,
                    "done": plan.done,
                    "steps": plan.steps.iter().map(tools::Step::shown).collect::<Vec<_>>(),
                })
            }
        };
        let snapshot = serde_json::json!({"schema": tool.input_schema(), "example": tool.spec.example, "reply": shown});
        insta::with_settings!({prepend_module_to_snapshot => false, omit_expression => true, sort_maps => false}, {
            insta::assert_snapshot!(tool.spec.name, steady(&serde_json::to_string_pretty(&snapshot).unwrap()));
        });
        names.push(format!("{}.snap", tool.spec.name));
    }
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/snapshots");
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(
            names.contains(&name) || name.contains(".snap."),
            "{name} belongs to no tool"
        );
    }
}

/// The text with moments and cursors, which differ from run to run, masked.
fn steady(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let of_window = ["\"since\": \"2", "\"until\": \"2"];
        let of_window = of_window
            .iter()
            .any(|start| line.trim_start().starts_with(start));
        let is_moment =
            line.contains("Z\"") && line.contains('T') && (of_window || line.contains(".000"));
        match line.split_once('"') {
            Some((indent, _)) if is_moment && line.contains("\": \"") => {
                let name = line.split('"').nth(1).unwrap_or_default();
                format!("{indent}\"{name}\": \"(a moment)\",")
            }
            Some((indent, _)) if is_moment => format!("{indent}\"(a moment)\","),
            Some((indent, rest)) if rest.starts_with("next\"") => {
                format!("{indent}\"next\": \"(a cursor)\"")
            }
            _ => line.to_owned(),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}
