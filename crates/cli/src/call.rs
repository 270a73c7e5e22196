//! `okta-mcp call`: one tool, called by a person.

use std::process::ExitCode;

use ::tools::Error;
use changes::{Context, Outcome};
use mcp::{Found, Surface};
use serde_json::Value;

use crate::config::Environment;
use crate::terminal::Terminal;
use crate::{report, tools};

/// Calls a tool and prints its reply as JSON.
pub async fn run(environment: &Environment, name: &str, arguments: Option<&str>) -> ExitCode {
    let surface = environment
        .filter(environment.scopes_or_default())
        .and_then(Surface::new);
    let surface = match surface {
        Ok(surface) => surface,
        Err(error) => return report::misuse(&error),
    };
    let tool = match surface.find(name) {
        Found::Tool(tool) => tool,
        Found::Hidden(error) => return report::misuse(&error),
        Found::Unknown => return report::misuse(&tools::unknown(name)),
    };
    let given = match parsed(arguments.unwrap_or("{}")) {
        Ok(given) => given,
        Err(error) => return report::misuse(&error),
    };
    let connection = match environment.connection() {
        Ok(connection) => connection,
        Err(error) => return report::misuse(&error),
    };
    let context = Context {
        okta: &connection.okta,
        policy: connection.policy,
        asker: &Terminal,
        budget: connection.budget,
        progress: &::tools::Silent,
    };
    match changes::run(tool, given, &context).await {
        Ok(Outcome::Done(reply)) => {
            report::say(&reply.value.to_string());
            ExitCode::SUCCESS
        }
        // A terminal answers at once; it never defers.
        Ok(Outcome::Asked(question)) => {
            report::tell(&question.text);
            ExitCode::from(report::FAILED)
        }
        Err(error) => {
            report::say(&error.to_value().to_string());
            ExitCode::from(report::FAILED)
        }
    }
}

fn parsed(text: &str) -> Result<Value, Error> {
    serde_json::from_str(text)
        .map_err(|error| Error::invalid_input(format!("the arguments are not JSON: {error}")))
}
