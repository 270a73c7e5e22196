//! The command line.

use super::trouble::Trouble;

/// How the command is used.
pub const USAGE: &str = "\
usage: fidelity FILE.jsonl.gz [what to print] [--ratchet FILE [--write]]

what to print (a summary unless told otherwise):
  --json                  the figures, as one JSON object
  --differences           every difference, grouped, the most frequent first
  --operation ID          the differences of one operation
  --not-comparable        what is not compared, grouped
  --show CASSETTE#SEQ     one exchange with both answers; part of the cassette's name will do

  --ratchet FILE          fail (exit 1) when the figures fall below those in FILE
  --write                 write the figures to the ratchet file instead";

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
pub struct Arguments {
    /// The recordings.
    pub file: String,
    /// What to print.
    pub print: Print,
    /// The file with the figures that must not fall.
    pub ratchet: Option<Ratchet>,
}

/// What to print.
#[derive(Debug, PartialEq, Eq)]
pub enum Print {
    /// Figures and the worst operations, for people.
    Summary,
    /// Figures, for programs.
    Json,
    /// All differences, or those of one operation.
    Differences(Option<String>),
    /// What is not compared.
    NotComparable,
    /// One exchange.
    Show {
        /// Part of the cassette's name.
        cassette: String,
        /// The exchange's number in it.
        seq: i64,
    },
}

/// The file with the figures that must not fall.
#[derive(Debug, PartialEq, Eq)]
pub struct Ratchet {
    /// Where it is.
    pub file: String,
    /// What to do with it.
    pub act: Act,
}

/// What to do with the ratchet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Fail when the figures are lower.
    Compare,
    /// Write the figures.
    Write,
}

impl Arguments {
    /// What the words of a command line mean.
    pub fn parse(words: impl IntoIterator<Item = String>) -> Result<Self, Trouble> {
        let mut words = words.into_iter();
        let (mut files, mut prints, mut ratchet, mut act) =
            (Vec::new(), Vec::new(), None, Act::Compare);
        while let Some(word) = words.next() {
            let mut value = || {
                words
                    .next()
                    .ok_or_else(|| usage(format!("{word} wants a value")))
            };
            match word.as_str() {
                "--json" => prints.push(Print::Json),
                "--differences" => prints.push(Print::Differences(None)),
                "--not-comparable" => prints.push(Print::NotComparable),
                "--operation" => prints.push(operation(value()?)?),
                "--show" => prints.push(show(&value()?)?),
                "--ratchet" => ratchet = Some(value()?),
                "--write" => act = Act::Write,
                flag if flag.starts_with('-') => {
                    return Err(usage(format!("there is no option {flag}")));
                }
                _ => files.push(word),
            }
        }
        if prints.len() > 1 {
            return Err(usage("one thing can be printed at a time"));
        }
        if act == Act::Write && ratchet.is_none() {
            return Err(usage("--write wants --ratchet FILE"));
        }
        let file = files
            .pop()
            .ok_or_else(|| usage("no recordings are named"))?;
        if let Some(other) = files.pop() {
            return Err(usage(format!("one file at a time, not {other} and {file}")));
        }
        Ok(Self {
            file,
            print: prints.pop().unwrap_or(Print::Summary),
            ratchet: ratchet.map(|file| Ratchet { file, act }),
        })
    }
}

fn operation(id: String) -> Result<Print, Trouble> {
    match operations::find(&id) {
        Some(_) => Ok(Print::Differences(Some(id))),
        None => Err(usage(format!("the catalogue has no operation {id}"))),
    }
}

fn show(place: &str) -> Result<Print, Trouble> {
    let parts = place.rsplit_once('#');
    let found = parts.and_then(|(cassette, seq)| Some((cassette, seq.parse().ok()?)));
    let (cassette, seq) = found.ok_or_else(|| usage("--show wants CASSETTE#SEQ"))?;
    Ok(Print::Show {
        cassette: cassette.to_owned(),
        seq,
    })
}

fn usage(why: impl Into<String>) -> Trouble {
    Trouble::Usage(why.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Arguments, Trouble> {
        Arguments::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn a_file_alone_asks_for_the_summary() {
        let arguments = parse("a.gz").unwrap();
        assert_eq!(arguments.print, Print::Summary);
        assert_eq!(arguments.ratchet, None);
    }

    #[test]
    fn one_exchange_is_named_by_cassette_and_number() {
        let arguments = parse("a.gz --show x/y.yaml#12 --ratchet r.json").unwrap();
        let cassette = "x/y.yaml".to_owned();
        assert_eq!(arguments.print, Print::Show { cassette, seq: 12 });
    }

    #[test]
    fn what_means_nothing_is_refused() {
        for line in [
            "",
            "a.gz b.gz",
            "a.gz --jsn",
            "a.gz --show x",
            "a.gz --operation",
            "a.gz --operation noSuchThing",
            "a.gz --json --differences",
            "a.gz --write",
        ] {
            assert!(matches!(parse(line), Err(Trouble::Usage(_))), "{line}");
        }
    }
}
