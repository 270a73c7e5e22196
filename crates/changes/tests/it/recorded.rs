//! Recorded traffic through the reply path: nothing is lost.
//!
//! The recordings are not part of the repository; where they are absent the test is skipped, and
//! `shapes.rs` covers the same shapes.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;

use okta::{Client, Fault};
use serde_json::Value;
use simorg::Scripted;
use tools::{Reply, Shape, advice};

use crate::exchange::{Exchange, connect, difference};
use crate::through_tools;

/// The recorded exchanges of those families; `None` where there are no recordings.
fn recordings(is_wanted: impl Fn(&str) -> bool) -> Option<Vec<Exchange>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/dev.jsonl.gz");
    let Ok(file) = std::fs::File::open(&path) else {
        skipped("recorded traffic: there are no recordings beside the repository");
        return None;
    };
    let lines = BufReader::new(flate2::read::GzDecoder::new(file)).lines();
    let lines = lines.map(|line| serde_json::from_str::<Value>(&line.unwrap()).unwrap());
    let ours = lines.filter(|line| {
        let family = line["family"].as_str().unwrap_or_default();
        is_wanted(family.split('/').next().unwrap_or_default())
    });
    Some(ours.filter_map(|line| Exchange::read(&line)).collect())
}

/// How many successes of one operation go through its tool, unless `RECORDED_ALL` asks for all: a write takes
/// a while.
const SAMPLE: usize = 30;

/// Says that a test was skipped, on standard error and in the file that `scripts/test` reads.
fn skipped(why: &str) {
    eprintln!("SKIPPED: {why}");
    if let Some(path) = std::env::var_os("TEST_SKIPS") {
        let file = std::fs::OpenOptions::new()
            .append(true)
            .create(true)
            .open(path);
        let _ = file.and_then(|mut file| writeln!(file, "{why}"));
    }
}

#[tokio::test]
async fn every_recorded_exchange_about_users_and_groups_passes_without_loss() {
    let is_ours = |family: &str| ["users", "groups"].contains(&family);
    let Some(exchanges) = recordings(is_ours) else {
        return;
    };
    let upstream = Scripted::start().await.unwrap();
    let client = connect(&upstream);
    let (mut successes, mut errors, mut faults) = (0, 0, Vec::new());
    for exchange in &exchanges {
        match passes(&upstream, &client, exchange).await {
            Ok(true) => successes += 1,
            Ok(false) => errors += 1,
            Err(fault) => faults.push(fault),
        }
    }
    eprintln!("{successes} successes and {errors} errors passed");
    assert!(
        faults.is_empty(),
        "{} of {}: {:#?}",
        faults.len(),
        exchanges.len(),
        &faults[..faults.len().min(5)]
    );
    assert!(successes > 3_000 && errors > 50, "{successes}, {errors}");
}

#[tokio::test]
async fn every_recorded_exchange_that_a_tool_makes_passes_through_the_tool() {
    let Some(exchanges) = recordings(|_| true) else {
        return;
    };
    let journal = crate::journal();
    let upstream = Scripted::start().await.unwrap();
    let client = connect(&upstream);
    let is_all = std::env::var_os("RECORDED_ALL").is_some();
    let most = if is_all { usize::MAX } else { SAMPLE };
    let mut by_operation: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let (mut passed, mut faults) = (0, Vec::new());
    for exchange in &exchanges {
        let (seen, left_out) = by_operation.entry(exchange.operation.id).or_default();
        // Errors are few, and all of them are tried.
        if *seen >= most && exchange.status < 400 {
            *left_out += 1;
            continue;
        }
        match through_tools::passes(&upstream, &client, &journal, exchange).await {
            Some(Ok(())) => {
                passed += 1;
                *seen += 1;
            }
            Some(Err(fault)) => faults.push(fault),
            None => {}
        }
    }
    eprintln!("{passed} exchanges passed through their tools");
    assert!(
        faults.is_empty(),
        "{} after {passed}: {:#?}",
        faults.len(),
        &faults[..faults.len().min(5)]
    );
    for (operation, (seen, left_out)) in by_operation.iter().filter(|(_, (seen, _))| *seen > 0) {
        eprintln!("  {operation}: {seen} passed, {left_out} left out");
    }
    assert!(passed > 1_400, "{passed}");
}

/// Sends the request, gets the recorded answer, and compares what comes out: `true` for a success.
async fn passes(upstream: &Scripted, client: &Client, exchange: &Exchange) -> Result<bool, String> {
    let id = exchange.operation.id;
    let request = exchange
        .request()
        .ok_or(format!("{id}: {} has no such path", exchange.path))?;
    for _ in 0..exchange.sends() {
        upstream.then(exchange.act());
    }
    match client.send(&request).await {
        Ok(answer) => {
            let raw = Shape {
                raw: true,
                ..Shape::default()
            };
            let reply = Reply::one(answer.body, &raw, usize::MAX);
            match difference(&exchange.answered, &reply.value, id) {
                Some(difference) => Err(difference),
                None if (200..300).contains(&exchange.status) => Ok(true),
                None => Err(format!("{id}: {} became a success", exchange.status)),
            }
        }
        Err(fault) => keeps(exchange, client, &fault).map(|()| false),
    }
}

/// An error keeps its status, its code and its causes.
fn keeps(exchange: &Exchange, client: &Client, fault: &Fault) -> Result<(), String> {
    let id = exchange.operation.id;
    let error = advice::of(fault, exchange.operation, client);
    if exchange.answered.is_string() {
        let status = exchange.status.to_string();
        let named = error.message.contains(&status);
        return named
            .then_some(())
            .ok_or(format!("{id}: {}", error.message));
    }
    let okta = error.okta.as_deref().cloned().unwrap_or_default();
    let causes = exchange.answered["errorCauses"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let causes: Vec<&str> = causes
        .iter()
        .filter_map(|c| c["errorSummary"].as_str())
        .collect();
    let code = exchange.answered["errorCode"].as_str();
    let same = okta.status == exchange.status && okta.code.as_deref() == code;
    // A 429 that outlasts the patience keeps its code; Okta gives it no causes.
    if same && (okta.causes == causes) {
        return Ok(());
    }
    Err(format!("{id}: {} became {okta:?}", exchange.answered))
}
