//! Asking the person at the terminal. An agent with a shell can type, so what counts is the approval secret.

use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;

use changes::{Answer, Asker, Question, secret};
use futures::FutureExt as _;
use futures::future::BoxFuture;
use okta::Secret;

/// Asks at the terminal; where there is none, or no approval secret, nobody can be asked.
pub struct Terminal {
    secret: Option<PathBuf>,
}

impl Terminal {
    /// Asks for the secret whose hash lies in that file.
    pub fn new(secret: Option<PathBuf>) -> Self {
        Self { secret }
    }
}

impl Asker for Terminal {
    fn ask<'a>(&'a self, question: &'a Question) -> BoxFuture<'a, Answer> {
        let (text, secret) = (question.text.clone(), self.secret.clone());
        async move {
            let asked = tokio::task::spawn_blocking(move || ask(&text, secret)).await;
            asked.unwrap_or(Answer::Unable("the terminal could not be read"))
        }
        .boxed()
    }

    fn secret<'a>(&'a self, place: &'a str) -> BoxFuture<'a, Result<Secret, &'static str>> {
        let prompt = format!("Secret for {place}, or nothing to stop: ");
        async move {
            let typed = tokio::task::spawn_blocking(move || passphrase(&prompt)).await;
            match typed {
                Ok(Ok(text)) if text.is_empty() => Err("nothing was typed"),
                Ok(Ok(text)) => Ok(Secret::new(text)),
                _ => Err("there is no terminal to type it at"),
            }
        }
        .boxed()
    }
}

/// Shows something at the controlling terminal, which no pipe reads.
pub fn show(text: &str) -> std::io::Result<()> {
    let mut terminal = std::fs::OpenOptions::new().write(true).open("/dev/tty")?;
    writeln!(terminal, "{text}")
}

fn ask(text: &str, file: Option<PathBuf>) -> Answer {
    if !std::io::stderr().is_terminal() {
        return Answer::Unable("there is no terminal to ask at");
    }
    let Some(file) = file.filter(|file| secret::is_set(file)) else {
        return Answer::Unable(
            "no approval secret is set on this machine (okta-mcp approve --set-secret)",
        );
    };
    let shown = writeln!(std::io::stderr(), "{text}");
    let typed = shown.and_then(|()| passphrase("Approval secret, or nothing to stop: "));
    match typed {
        Ok(typed) if typed.is_empty() => Answer::Declined,
        Ok(typed) => match secret::is_right(&file, &typed) {
            Ok(true) => Answer::Confirmed,
            Ok(false) => Answer::Declined,
            Err(_) => Answer::Unable("the approval secret could not be read"),
        },
        Err(_) => Answer::Unable("the terminal could not be read"),
    }
}

/// What a person types at the controlling terminal, unseen: not what is piped in.
pub fn passphrase(prompt: &str) -> std::io::Result<String> {
    rpassword::prompt_password(prompt)
}
