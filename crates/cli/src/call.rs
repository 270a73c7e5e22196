//! `okta-mcp call`: one tool, called by a person.

use std::process::ExitCode;

use ::tools::{Error, Tool};
use changes::{Context, Outcome};
use mcp::{Connection, Found, Surface};
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
    carry_out(tool, given, &connection, environment).await
}

/// Calls a tool on a connection, asks at this terminal, and prints the reply.
pub async fn carry_out(
    tool: &Tool,
    given: Value,
    connection: &Connection,
    environment: &Environment,
) -> ExitCode {
    let context = Context {
        okta: &connection.okta,
        policy: connection.policy,
        asker: &Terminal::new(environment.secret_file()),
        budget: connection.budget,
        folder: connection.folder.as_ref(),
        progress: &::tools::Silent,
        journal: &connection.journal,
        targets: &connection.targets,
        who: "terminal",
    };
    let outcome = changes::run(tool, given, &context).await;
    changes::keep_tally(&connection.okta, &connection.journal).await;
    match outcome {
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
