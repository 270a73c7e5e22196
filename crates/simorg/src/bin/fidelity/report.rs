//! What people and programs are told.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::replay::Played;
use super::standing::Standing;
use super::tally::{Group, Score, Tally};

/// How many operations the summary tells.
const WORST: usize = 25;

/// The figures, the causes, and the worst operations.
pub fn summary(out: &mut impl Write, tally: &Tally) -> io::Result<()> {
    writeln!(out, "{:>7} exchanges", tally.exchanges)?;
    for (reason, count) in &tally.not_comparable {
        writeln!(out, "{count:>7} not comparable: {}", reason.name())?;
    }
    writeln!(out, "{:>7} outside of the catalogue", tally.outside)?;
    writeln!(out, "{:>7} comparable", tally.compared.comparable)?;
    writeln!(
        out,
        "{:>7} agree: {}",
        tally.compared.agree,
        percent(tally.compared)
    )?;
    let shapes = tally.shapes();
    writeln!(
        out,
        "{:>7} of {} shapes agree: {}",
        shapes.agree,
        shapes.comparable,
        percent(shapes)
    )?;
    writeln!(out, "{:>7} keys of open maps put aside", tally.aside)?;
    writeln!(out, "\nwhat differs first")?;
    for (cause, count) in &tally.causes {
        writeln!(out, "{count:>7} {}", cause.name())?;
    }
    worst(out, tally)
}

fn worst(out: &mut impl Write, tally: &Tally) -> io::Result<()> {
    let mut rows: Vec<_> = tally
        .operations
        .iter()
        .filter(|(_, row)| row.first.is_some())
        .collect();
    let differ = |score: Score| score.comparable - score.agree;
    rows.sort_by_key(|(_, row)| std::cmp::Reverse(differ(row.score)));
    writeln!(out, "\n{} operations differ; the worst", rows.len())?;
    for (id, row) in rows.iter().take(WORST) {
        let first = row.first.as_deref().unwrap_or_default();
        writeln!(
            out,
            "{:>7} of {:<5} {id}\n{:>17}{first}",
            differ(row.score),
            row.score.comparable,
            ""
        )?;
    }
    Ok(())
}

/// Every difference, grouped.
pub fn differences(out: &mut impl Write, tally: &Tally, operation: Option<&str>) -> io::Result<()> {
    if let Some(id) = operation {
        let score = tally
            .operations
            .get(id)
            .map(|row| row.score)
            .unwrap_or_default();
        writeln!(out, "{id}: {} of {} agree", score.agree, score.comparable)?;
    }
    groups(out, &tally.differences(operation))
}

/// What was not compared, grouped.
pub fn incomparable(out: &mut impl Write, tally: &Tally) -> io::Result<()> {
    groups(out, &tally.incomparable())
}

fn groups(out: &mut impl Write, groups: &[(&str, &str, &Group)]) -> io::Result<()> {
    for (operation, text, group) in groups {
        writeln!(
            out,
            "{:>7} {operation} {text}\n{:>8}{}",
            group.count, "", group.example
        )?;
    }
    Ok(())
}

/// One exchange with both answers.
pub fn exchange(played: &Played<'_>) -> Value {
    let recorded = played.exchange;
    let headers = |headers: &[(String, String)]| {
        let lines = headers
            .iter()
            .map(|(name, value)| json!(format!("{name}: {value}")));
        lines.collect::<Value>()
    };
    let asked = &played.ask;
    let body = asked.body.as_deref().unwrap_or_default();
    let body = serde_json::from_slice(body)
        .unwrap_or_else(|_| json!(String::from_utf8_lossy(&body[..body.len().min(400)])));
    let standing = match &played.standing {
        Standing::Comparable => "comparable".to_owned(),
        Standing::Outside => "outside of the catalogue".to_owned(),
        Standing::Not(reason, id) => format!("{}: {id}", reason.name()),
    };
    let answered = &played.answered;
    json!({
        "exchange": played.place(),
        "operation": played.operation.map(|operation| operation.id),
        "standing": standing,
        "request": {
            "recorded": {"line": line(&recorded.method, &recorded.path, &recorded.query), "body": recorded.sent},
            "simulated": {"line": line(&asked.method, &asked.path, &asked.query), "body": body},
        },
        "recorded": {"status": recorded.status, "headers": headers(&recorded.headers), "body": recorded.body},
        "simulated": {
            "status": answered.status,
            "headers": headers(&answered.headers),
            "body": answered.body.clone().or_else(|| answered.text.clone().map(Value::String)),
        },
        "differences": played.comparison.differences.iter().map(|it| it.text.as_str()).collect::<Vec<_>>(),
    })
}

fn line(method: &str, path: &str, query: &str) -> String {
    match query {
        "" => format!("{method} {path}"),
        query => format!("{method} {path}?{query}"),
    }
}

fn percent(score: Score) -> String {
    let thousandths = score.per_mille();
    format!("{}.{} %", thousandths / 10, thousandths % 10)
}
