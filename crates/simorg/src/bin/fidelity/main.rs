//! How faithful simorg is: recorded exchanges, replayed against it and compared.
//!
//! `cargo xtask fidelity FILE.jsonl.gz` runs this in release. Each cassette goes, in order, to a fresh
//! organisation. Three things are taken from the recorded answers before simorg gives its own: whether
//! the organisation is a Classic Engine one, the time, and the body of a write whose recorder lost it
//! (`rebuild`; such an exchange is sent but not compared). Requests that ran at once, by their times, are
//! asked as such (`rival`).
//!
//! An exchange is *comparable* where every id in its path and body came from an earlier successful write
//! of the cassette, or every organisation has one of its kind (the default brand, an authenticator by its
//! key, what is `system`). The recording alone decides that, never simorg, so that a fault here cannot
//! take an exchange out of the figures. All others are counted by their reason.
//!
//! Compared are the status, an error's code and causes, the keys at every depth (the items of a list only
//! where the cassette made them, the names in an open map only where they are declared or written), and
//! `Link` headers. Values are not compared.

mod arguments;
mod cassette;
mod compare;
mod cursor;
mod ids;
mod known;
mod link;
mod meet;
mod open;
mod pair;
mod ratchet;
mod rebuild;
mod replay;
mod report;
mod request;
mod rival;
mod seen;
mod shape;
mod standing;
mod table;
mod tally;
mod token;
mod trouble;

use std::io::{self, Write};
use std::process::ExitCode;

use arguments::{Arguments, Print};
use cassette::Cassette;
use ratchet::Outcome;
use replay::Player;
use tally::Tally;
use trouble::Trouble;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(trouble) => {
            eprintln!("error: {trouble}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<ExitCode, Trouble> {
    let arguments = Arguments::parse(std::env::args().skip(1))?;
    let cassettes = cassette::read(&arguments.file)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    if let Print::Show { cassette, seq } = &arguments.print {
        show(&mut out, &cassettes, cassette, *seq)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut player = Player::new()?;
    let mut tally = Tally::default();
    for cassette in &cassettes {
        player.play(cassette, |played| tally.count(&played))?;
    }
    print(&mut out, &tally, &arguments.print)?;
    let Some(ratchet) = &arguments.ratchet else {
        return Ok(ExitCode::SUCCESS);
    };
    Ok(match ratchet::apply(ratchet, &arguments.file, &tally)? {
        Outcome::Held(what) => {
            eprintln!("{what}");
            ExitCode::SUCCESS
        }
        Outcome::Fell(what) => {
            eprintln!("error: {what}");
            ExitCode::FAILURE
        }
    })
}

fn print(out: &mut impl Write, tally: &Tally, what: &Print) -> Result<(), Trouble> {
    let done = match what {
        Print::Json => writeln!(out, "{}", tally.json()),
        Print::Differences(operation) => report::differences(out, tally, operation.as_deref()),
        Print::NotComparable => report::incomparable(out, tally),
        Print::Summary | Print::Show { .. } => report::summary(out, tally),
    };
    done.and_then(|()| out.flush()).or_else(unread)
}

/// Prints one exchange of each cassette whose name holds that text.
fn show(out: &mut impl Write, cassettes: &[Cassette], name: &str, seq: i64) -> Result<(), Trouble> {
    let mut player = Player::new()?;
    let mut shown = Vec::new();
    for cassette in cassettes
        .iter()
        .filter(|cassette| cassette.name.contains(name))
    {
        player.play(cassette, |played| {
            if played.exchange.seq == seq {
                shown.push(report::exchange(&played));
            }
        })?;
    }
    if shown.is_empty() {
        return Err(Trouble::Other(format!(
            "no cassette of that name has {name}#{seq}"
        )));
    }
    let mut lines = shown.iter().map(|value| writeln!(out, "{value:#}"));
    lines
        .try_for_each(|line| line)
        .and_then(|()| out.flush())
        .or_else(unread)
}

/// Whoever reads the output may stop reading.
fn unread(why: io::Error) -> Result<(), Trouble> {
    match why.kind() {
        io::ErrorKind::BrokenPipe => Ok(()),
        _ => Err(Trouble::Other(format!("cannot print: {why}"))),
    }
}
