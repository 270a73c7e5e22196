//! The fault matrix: each fault gives exactly its own code, and a healthy connection gives none.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use futures::StreamExt as _;
use tools::advice::{Code, Ground, Severity};

use super::bed::{Bed, Case, Said};
use super::faults::SETTINGS_AND_NETWORK;
use super::healthy::HEALTHY;
use super::refusals::SIGN_IN_SCOPES_ROLES;
use super::warnings::WARNINGS;
use crate::reference::check;

/// How many patients are examined at once.
const AT_ONCE: usize = 4;

/// Examines all of them; what was said of each, in their order.
async fn examine(cases: impl Iterator<Item = &'static Case>) -> Vec<(&'static Case, Said)> {
    let beds = cases.map(|case| async move {
        let mut bed = Bed::make(case).await;
        (case.change)(&mut bed);
        (case, bed.examine().await)
    });
    futures::stream::iter(beds)
        .buffered(AT_ONCE)
        .collect()
        .await
}

fn faults() -> impl Iterator<Item = &'static Case> {
    SETTINGS_AND_NETWORK.iter().chain(SIGN_IN_SCOPES_ROLES)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn each_fault_has_its_own_code_and_health_has_none() {
    let faults = examine(faults()).await;
    let healthy = examine(HEALTHY.iter()).await;
    let warnings = examine(WARNINGS.iter()).await;
    let wrong: Vec<String> = faults
        .iter()
        .chain(&healthy)
        .filter(|(case, said)| said.primary() != case.code)
        .map(|(case, said)| format!("{} ({:?}): {}", case.name, case.code, said.report))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (case, said) in &warnings {
        let code = case.code.unwrap();
        assert!(
            said.found(code, "warning"),
            "{}: {}",
            case.name,
            said.report
        );
        assert_eq!(said.primary(), None, "{}: {}", case.name, said.report);
    }
    for (case, said) in faults.iter().chain(&healthy).chain(&warnings) {
        assert_eq!(said.report["ok"], said.primary().is_none(), "{}", case.name);
        assert_eq!(
            said.exit,
            Some(i32::from(said.primary().is_some())),
            "{}",
            case.name
        );
        let text = said.report.to_string();
        assert!(
            !text.contains("PRIVATE KEY-----\\n"),
            "{}: {text}",
            case.name
        );
    }
    assert!(faults.len() >= 40 && healthy.len() >= 50);
    check("doctor.md", &document(&faults, &healthy, &warnings));
}

fn document(
    faults: &[(&Case, Said)],
    healthy: &[(&Case, Said)],
    warnings: &[(&Case, Said)],
) -> String {
    let mut text = String::from(INTRODUCTION);
    codes(&mut text);
    confusion(&mut text, faults, healthy);
    let mut list = |title: &str, cases: &[(&Case, Said)]| {
        write!(
            text,
            "\n### {title}\n\n| what was done | found |\n|---|---|\n"
        )
        .unwrap();
        for (case, said) in cases {
            let found = case.code.unwrap_or("nothing wrong");
            let also = said.primary().unwrap_or(found);
            assert!(found == also || said.primary().is_none());
            let found = if case.code.is_some() {
                format!("`{found}`")
            } else {
                found.to_owned()
            };
            writeln!(text, "| {} | {found} |", case.name).unwrap();
        }
    };
    list("Faults", faults);
    list("Warnings", warnings);
    list("Healthy", healthy);
    text
}

const INTRODUCTION: &str = "# The doctor

Written by `just doctor-matrix` from the table of codes and from runs against [simorg](simorg.md).

`okta-mcp doctor` examines the connection of the settings, whatever they are, and the tool `check_connection` the one
that a server uses. What can be seen on this machine comes first, then what one request without a sign-in shows, then
the sign-in, then one harmless read for each scope (24 at most), and what the app may see of itself. Nothing is written.
Each request ends after 10 s, all of them after 90 s.

`--json` prints `{\"ok\", \"primary\", \"findings\": [{\"code\", \"severity\", \"message\", \"next_step\"}]}`. `primary` is the
first error in the order of causes, which is the order of the table. `ok` is true where there is no error; the exit code
is then 0, else 1. Warnings and infos never are primary.

Where Okta answers several causes alike, the doctor asks again with one thing changed: without the key id (which
tells a wrong KID from a key that is switched off), as a client, under a key id and with a key that nobody has, and
with each scope by itself. Where that does not tell either, the message says so. What was found wrong is put right for
the rest of the examination, so that a second fault does not hide behind the first.

The same table is where the errors of tools take their words from; `error.code` is the code.

## Codes

*Local*: found on this machine. *Recorded*: Okta's answer is documented or was recorded. *Unverified*: nobody has
recorded what Okta answers; the code follows from other evidence.

| code | severity | kind of a tool's error | ground | what it means |
|---|---|---|---|---|
";

fn codes(text: &mut String) {
    for row in Code::all() {
        let severity = match row.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        };
        let ground = match row.ground {
            Ground::Local => "local",
            Ground::Recorded => "recorded",
            Ground::Unverified => "**unverified**",
        };
        let kind = serde_json::to_value(row.kind).unwrap();
        writeln!(
            text,
            "| `{}` | {severity} | `{}` | {ground} | {} |",
            row.code.name(),
            kind.as_str().unwrap(),
            row.means
        )
        .unwrap();
    }
    text.push_str("\n### Remedies\n\n| code | what to do |\n|---|---|\n");
    for row in Code::all() {
        writeln!(text, "| `{}` | {} |", row.code.name(), row.code.remedy()).unwrap();
    }
}

fn confusion(text: &mut String, faults: &[(&Case, Said)], healthy: &[(&Case, Said)]) {
    let mut rows: BTreeMap<usize, (String, usize, BTreeMap<String, usize>)> = BTreeMap::new();
    let order: Vec<String> = Code::all().map(|row| row.code.name()).collect();
    for (case, said) in faults {
        let code = case.code.unwrap();
        let at = order.iter().position(|name| name == code).unwrap();
        let row = rows
            .entry(at)
            .or_insert_with(|| (code.to_owned(), 0, BTreeMap::new()));
        row.1 += 1;
        let found = said.primary().unwrap_or("none").to_owned();
        *row.2.entry(found).or_default() += 1;
    }
    let well = healthy.iter().filter(|(_, said)| said.primary().is_none());
    write!(
        text,
        "\n## The matrix\n\nThe cases were written together with the doctor, and simorg's words stand for Okta's: they are those of Okta's\ndocuments and recordings, but for the codes that are unverified. No Okta org was asked. That Okta, as simorg, takes the\nonly active key of an app where an assertion names none follows from its documents and is not recorded either.\n\n{} faults injected, {} healthy connections; {} of the healthy without an error.\n\n| injected | times | found as primary |\n|---|---|---|\n",
        faults.len(),
        healthy.len(),
        well.count()
    )
    .unwrap();
    for (code, times, found) in rows.values() {
        let found: Vec<String> = found
            .iter()
            .map(|(code, n)| format!("`{code}` {n}"))
            .collect();
        writeln!(text, "| `{code}` | {times} | {} |", found.join(", ")).unwrap();
    }
}
