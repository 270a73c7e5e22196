//! `okta-mcp reveal`: a secret that no model sees, fetched once by a person.

use std::process::ExitCode;

use ::changes::handover;
use ::tools::{Error, Kind};

use crate::config::Environment;
use crate::{changes, report, terminal};

/// Shows a secret at the terminal, and nowhere else, to whoever knows the approval secret.
pub async fn run(environment: &Environment, id: &str) -> ExitCode {
    match shown(environment, id).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report::say(&error.to_value().to_string());
            ExitCode::from(report::FAILED)
        }
    }
}

async fn shown(environment: &Environment, id: &str) -> Result<(), Error> {
    changes::prove_person(environment, &format!("{id} was not shown"))?;
    let kept = handover::reveal(id, &environment.journal()).await?;
    let place = kept["place"].as_str().unwrap_or_default();
    let org = kept["org"].as_str().unwrap_or_default();
    let secret = kept["secret"]
        .as_str()
        .map_or_else(|| kept["secret"].to_string(), str::to_owned);
    let text = format!("{place} of {org}, shown once:\n{secret}");
    terminal::show(&text).map_err(|error| {
        Error::new(
            Kind::NeedsConfirmation,
            format!("there is no terminal to show it at: {error}"),
            "Run this in a terminal, as a person.",
        )
    })
}
