//! The fidelity instrument, on recordings of our own making.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

const GROUP: &str = "00gaaaaaaaaaaaaaaaa1";
const FOREIGN: &str = "00gaaaaaaaaaaaaaaaa2";

/// Six exchanges: a group is made, read and found missing; the fourth answer is nothing that Okta says.
fn recordings() -> Vec<Value> {
    let group = json!({
        "id": GROUP, "created": "2025-05-14T08:49:16.000Z", "type": "OKTA_GROUP",
        "profile": {"name": "Testers", "description": null},
    });
    let read = format!("/api/v1/groups/{GROUP}");
    let missing = json!({
        "errorCode": "E0000007", "errorSummary": "x", "errorLink": "E0000007", "errorId": "x",
        "errorCauses": [],
    });
    vec![
        exchange(
            "POST",
            "/api/v1/groups",
            (200, group),
            json!({"profile": {"name": "Testers"}}),
        ),
        exchange("DELETE", &read, (204, Value::Null), Value::Null),
        exchange("GET", &read, (404, missing.clone()), Value::Null),
        exchange("GET", &read, (418, missing.clone()), Value::Null),
        exchange(
            "GET",
            &format!("/api/v1/groups/{FOREIGN}"),
            (404, missing),
            Value::Null,
        ),
        exchange("GET", "/teapot", (200, json!({})), Value::Null),
    ]
}

fn exchange(method: &str, path: &str, answer: (u16, Value), sent: Value) -> Value {
    json!({
        "source": "own", "cassette": "tea.yaml", "cassette_blob": "1", "method": method,
        "host": "acme.okta.com", "path": path, "query": "", "request_headers": {},
        "request_body": sent, "status": answer.0, "response_headers": {},
        "response_body": answer.1, "recorded_at": "2025-05-14T08:49:16Z",
    })
}

/// A folder of this test's own.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn write(folder: &str) -> PathBuf {
    let file = self::folder(folder).join("own.jsonl.gz");
    let mut out = GzEncoder::new(std::fs::File::create(&file).unwrap(), Compression::fast());
    for (seq, mut line) in recordings().into_iter().enumerate() {
        line["seq"] = json!(seq);
        writeln!(out, "{line}").unwrap();
    }
    out.finish().unwrap();
    file
}

fn fidelity(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_fidelity"))
        .args(words)
        .output()
        .unwrap()
}

#[test]
fn every_exchange_is_counted_and_a_planted_difference_found() {
    let file = write("counted");
    let output = fidelity(&[file.to_str().unwrap(), "--json"]);
    assert!(output.status.success(), "{output:?}");
    let figures: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(figures["exchanges"], 6);
    assert_eq!(figures["comparable"], 4);
    assert_eq!(figures["outside"], 1);
    assert_eq!(
        figures["not_comparable"],
        json!({"id in path never seen": 1})
    );
    let row = &figures["by_operation"]["getGroup"];
    assert_eq!((&row["comparable"], &row["agree"]), (&json!(2), &json!(1)));
    let first = row["first_difference"].as_str().unwrap();
    assert_eq!(first, "tea.yaml@1#3: status 418 E0000007 here 404 E0000007");
    let rows = figures["by_operation"].as_object().unwrap();
    for name in ["comparable", "agree"] {
        let sum: u64 = rows.values().map(|row| row[name].as_u64().unwrap()).sum();
        assert_eq!(figures[name], sum, "{name}");
    }
}

#[test]
fn one_exchange_can_be_looked_at() {
    let file = write("shown");
    let output = fidelity(&[file.to_str().unwrap(), "--show", "coffee#3"]);
    assert_eq!(output.status.code(), Some(2), "no cassette is called so");
    let output = fidelity(&[file.to_str().unwrap(), "--show", "tea.yaml#3"]);
    let shown: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(shown["recorded"]["status"], 418);
    assert_eq!(shown["simulated"]["status"], 404);
}

#[test]
fn figures_that_fall_fail() {
    let file = write("ratchet");
    let ratchet = folder("ratchet").join("ratchet.json");
    let words = [
        file.to_str().unwrap(),
        "--json",
        "--ratchet",
        ratchet.to_str().unwrap(),
    ];
    let written = fidelity(&[&words[..], &["--write"]].concat());
    assert!(written.status.success(), "{written:?}");
    assert!(fidelity(&words).status.success());
    let text = std::fs::read_to_string(&ratchet).unwrap();
    let mut entries: Value = serde_json::from_str(&text).unwrap();
    entries["own.jsonl.gz"]["agree_per_mille"] = json!(1000);
    std::fs::write(&ratchet, entries.to_string()).unwrap();
    assert_eq!(fidelity(&words).status.code(), Some(1));
}

#[test]
fn what_cannot_be_read_is_said() {
    let folder = folder("broken");
    let whole = std::fs::read(write("broken")).unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let file = folder.join(name);
        std::fs::write(&file, bytes).unwrap();
        file.to_str().unwrap().to_owned()
    };
    let mut prose = GzEncoder::new(Vec::new(), Compression::fast());
    prose.write_all(b"{\"a\": 1}\nno JSON").unwrap();
    let damaged = file("damaged.gz", &whole[..whole.len() / 2]);
    let plain = file("plain.gz", b"{}");
    let prose = file("prose.gz", &prose.finish().unwrap());
    for words in [
        &["nowhere.gz"][..],
        &[&damaged],
        &[&plain],
        &[&prose],
        &[],
        &["a", "--x"],
    ] {
        let output = fidelity(words);
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.starts_with("error: "), "{said}");
    }
}
