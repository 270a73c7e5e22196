//! Talking with the person who sets a connection up: what is said, asked, typed unseen and pasted.

use std::io::{BufRead as _, IsTerminal as _, Write as _};

use ::tools::quote::quote;
use ::tools::{Error, Kind};
use okta::Secret;

use crate::report;

/// The exit code after Ctrl-C, as shells have it: 128 and the number of the signal.
#[cfg(unix)]
const INTERRUPTED: i32 = 130;
/// The most lines of a pasted key that are read: an RSA key of 16384 bits has fewer.
const MOST_LINES: usize = 250;

/// Where the person sits, or a script in their place.
#[derive(Clone, Copy, Debug)]
pub struct Desk {
    /// Whether standard input is a terminal.
    is_terminal: bool,
    /// `--yes`: nobody is asked, and what would be asked is agreed to.
    agrees: bool,
}

#[expect(
    clippy::unused_self,
    reason = "what is said goes over the desk, as what is asked does"
)]
impl Desk {
    /// The desk of this process.
    pub fn new(agrees: bool) -> Self {
        Self {
            is_terminal: std::io::stdin().is_terminal(),
            agrees,
        }
    }

    /// Whether somebody can be asked.
    pub fn can_ask(self) -> bool {
        self.is_terminal && !self.agrees
    }

    /// Says something, on standard output.
    pub fn say(self, text: &str) {
        report::say(text);
    }

    /// Says that a step is done.
    pub fn done(self, text: &str) {
        report::say(&format!("  ok    {text}"));
    }

    /// Says what somebody should look at.
    pub fn warn(self, text: &str) {
        report::say(&format!("  note  {text}"));
    }

    /// A line that the person types, or the default where they type none. Where nobody can be asked, the
    /// default.
    ///
    /// # Errors
    /// `invalid_input` with the name of the flag, where nobody can be asked and there is no default.
    pub fn ask(self, question: &str, default: Option<&str>, flag: &str) -> Result<String, Error> {
        if !self.can_ask() {
            return default.map(str::to_owned).ok_or_else(|| missing(flag));
        }
        loop {
            let hint = default.map(|text| format!(" [{text}]")).unwrap_or_default();
            prompt(&format!("{question}{hint}: "));
            let typed = line()?;
            match (typed.trim(), default) {
                ("", Some(default)) => return Ok(default.to_owned()),
                ("", None) => report::tell("  Please type something; Ctrl-C stops."),
                (typed, _) => return Ok(typed.to_owned()),
            }
        }
    }

    /// Whether the person agrees. `--yes` does; nobody to ask does not.
    ///
    /// # Errors
    /// `invalid_input` where nobody can be asked, or their answer cannot be read.
    pub fn agrees(self, question: &str) -> Result<bool, Error> {
        if self.agrees {
            return Ok(true);
        }
        if !self.is_terminal {
            return Err(missing("--yes"));
        }
        prompt(&format!("{question} (y/N): "));
        let typed = line()?;
        Ok(matches!(typed.trim().to_lowercase().as_str(), "y" | "yes"))
    }

    /// Waits until the person has done something and presses Enter.
    ///
    /// # Errors
    /// `invalid_input` where nobody can be asked.
    pub fn wait(self, what: &str) -> Result<(), Error> {
        if !self.can_ask() {
            return Err(Error::new(
                Kind::InvalidInput,
                "the steps by hand take a person at a terminal",
                "Run it at a terminal without --yes, or give an API token with --admin-token-file.",
            ));
        }
        prompt(&format!("{what} "));
        line().map(|_| ())
    }

    /// A secret: typed at the terminal without being shown, or piped in. Empty where nothing comes.
    ///
    /// # Errors
    /// `invalid_input` where it cannot be read.
    pub fn secret(self, question: &str) -> Result<Secret, Error> {
        if !self.is_terminal {
            return Ok(Secret::new(line()?.trim()));
        }
        let _hush = Hush::begin()?;
        prompt(&format!("{question}: "));
        let typed = line();
        report::tell("");
        Ok(Secret::new(typed?.trim()))
    }

    /// A text of several lines, pasted without being shown or piped in: up to the END line of a PEM, the
    /// end of a JWK, or an empty line.
    ///
    /// # Errors
    /// `invalid_input` where it cannot be read.
    pub fn pasted(self, question: &str) -> Result<Secret, Error> {
        let _hush = self.is_terminal.then(Hush::begin).transpose()?;
        if self.is_terminal {
            prompt(&format!("{question}\n"));
        }
        let mut text = String::new();
        for _ in 0..MOST_LINES {
            let line = line()?;
            let is_end = line.trim().is_empty() && !text.trim().is_empty();
            text.push_str(&line);
            if is_end || line.is_empty() || is_whole(&text) {
                break;
            }
        }
        Ok(Secret::new(text))
    }
}

/// Whether a text is a PEM up to its last line, or a JSON object up to its brace.
fn is_whole(text: &str) -> bool {
    let is_pem = text
        .lines()
        .last()
        .is_some_and(|line| line.contains("-----END "));
    is_pem
        || text.trim_start().starts_with('{')
            && serde_json::from_str::<serde_json::Value>(text).is_ok()
}

fn missing(flag: &str) -> Error {
    Error::new(
        Kind::InvalidInput,
        format!("nobody can be asked, and {flag} is not given"),
        format!("Give {flag}, or run it at a terminal without --yes."),
    )
}

fn prompt(text: &str) {
    let mut out = std::io::stderr().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// The next line of standard input with its end; empty at the end of the input.
fn line() -> Result<String, Error> {
    let mut text = String::new();
    let read = std::io::stdin().lock().read_line(&mut text);
    match read {
        Ok(_) => Ok(text),
        Err(error) => Err(Error::new(
            Kind::InvalidInput,
            format!("standard input cannot be read: {error}"),
            "Run it at a terminal.",
        )),
    }
}

/// Ends the process at Ctrl-C with the terminal as it was: a secret may be being typed unseen.
#[cfg(unix)]
pub fn end_tidily_when_interrupted() {
    use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};
    let Ok(before) = tcgetattr(std::io::stdin()) else {
        return;
    };
    // The task lives as long as the process, which it ends.
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            let _ = tcsetattr(std::io::stdin(), OptionalActions::Now, &before);
            report::tell("\nStopped. The next run goes on from here.");
            std::process::exit(INTERRUPTED);
        }
    });
}

/// Elsewhere the system does it.
#[cfg(not(unix))]
pub fn end_tidily_when_interrupted() {}

/// A terminal that does not show what is typed, until this is dropped.
struct Hush {
    #[cfg(unix)]
    before: rustix::termios::Termios,
}

impl Hush {
    #[cfg(unix)]
    fn begin() -> Result<Self, Error> {
        use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
        let hushed = || {
            let terminal = std::io::stdin();
            let before = tcgetattr(&terminal)?;
            let mut quiet = before.clone();
            quiet.local_modes.remove(LocalModes::ECHO);
            tcsetattr(&terminal, OptionalActions::Now, &quiet)?;
            Ok(Self { before })
        };
        hushed().map_err(|error: rustix::io::Errno| cannot_hide(&error.to_string()))
    }

    #[cfg(not(unix))]
    fn begin() -> Result<Self, Error> {
        Err(cannot_hide("this system is not supported"))
    }
}

#[cfg(unix)]
impl Drop for Hush {
    fn drop(&mut self) {
        use rustix::termios::{OptionalActions, tcsetattr};
        let _ = tcsetattr(std::io::stdin(), OptionalActions::Now, &self.before);
    }
}

fn cannot_hide(why: &str) -> Error {
    Error::new(
        Kind::InvalidInput,
        format!("the terminal cannot hide what is typed: {}", quote(why)),
        "Give the secret in a file: --admin-token-file or --key-file.",
    )
}
