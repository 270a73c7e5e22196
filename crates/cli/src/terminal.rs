//! Asking the person at the terminal.

use std::io::{BufRead as _, IsTerminal as _, Write as _};

use changes::{Answer, Asker, Question};
use futures::FutureExt as _;
use futures::future::BoxFuture;

/// Asks at the terminal; where there is none, nobody can be asked.
pub struct Terminal;

impl Asker for Terminal {
    fn ask<'a>(&'a self, question: &'a Question) -> BoxFuture<'a, Answer> {
        let text = question.text.clone();
        async move {
            let asked = tokio::task::spawn_blocking(move || ask(&text)).await;
            asked.unwrap_or(Answer::Unable("the terminal could not be read"))
        }
        .boxed()
    }
}

fn ask(text: &str) -> Answer {
    let (input, output) = (std::io::stdin(), std::io::stderr());
    if !input.is_terminal() || !output.is_terminal() {
        return Answer::Unable("there is no terminal to ask at");
    }
    let mut output = output.lock();
    let asked = write!(output, "{text}\nType yes to go ahead: ").and_then(|()| output.flush());
    let mut answer = String::new();
    let read = asked.and_then(|()| input.lock().read_line(&mut answer));
    match read {
        Ok(_) if answer.trim() == "yes" => Answer::Confirmed,
        Ok(_) => Answer::Declined,
        Err(_) => Answer::Unable("the terminal could not be read"),
    }
}
