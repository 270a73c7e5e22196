//! The secrets that a request wants, put in at the last moment: journal, question and reply never have them.

use aws_lc_rs::rand;
use okta::Secret;
use operations::Request;
use serde_json::{Value, json};
use tools::secret::{self, Source, Wanted};
use tools::withhold::Keeper as _;
use tools::{Error, Kind, folder};

use crate::apply::Context;
use crate::handover::Handovers;

/// The letters of a secret that is made up, without those that are taken for one another.
const LETTERS: [&[u8]; 4] = [
    b"abcdefghijkmnpqrstuvwxyz",
    b"ABCDEFGHJKLMNPQRSTUVWXYZ",
    b"23456789",
    b"-_.!@%+=",
];
/// The longest secret that a file may hold, in bytes.
const LONGEST: u64 = 16_384;
/// How many letters it has: more than 120 bits.
const LENGTH: usize = 24;

/// What a request is sent as, and what is told of the secrets that were made up for it.
pub struct Entrusted {
    /// The request, whole.
    pub request: Request,
    /// `{place, handover}` of each that was made up.
    pub told: Vec<Value>,
}

/// Puts the secrets into a request that wants some. What is made up is kept for a person first.
///
/// # Errors
/// `needs_confirmation` where a person must type one and cannot; `misconfigured` where one that is made
/// up could not be kept. Nothing was sent.
pub async fn filled(request: &Request, context: &Context<'_>) -> Result<Entrusted, Error> {
    let wanted = request.json().map(secret::wanted).unwrap_or_default();
    let (mut texts, mut told) = (Vec::new(), Vec::new());
    let kept = Handovers::default();
    for one in &wanted {
        let text = text_of(one, context).await?;
        if one.source == Source::Generate {
            let id = kept.keep(&one.place, &json!(text.expose()));
            told.push(json!({"place": one.place, "handover": id}));
        }
        texts.push(text.expose().to_owned());
    }
    let org = context.okta.settings().org.host();
    kept.save(org, context.journal).await?;
    Ok(Entrusted {
        request: secret::filled(request, &texts),
        told,
    })
}

async fn text_of(wanted: &Wanted, context: &Context<'_>) -> Result<Secret, Error> {
    match &wanted.source {
        Source::Generate => made_up(),
        Source::Ask => {
            let typed = context.asker.secret(&wanted.place).await;
            typed.map_err(|why| {
                Error::new(
                    Kind::NeedsConfirmation,
                    format!("a person must type a secret, and {why}; nothing was changed"),
                    "Run the same with `okta-mcp call` in a terminal, or let it be made up: {\"$secret\": \"generate\"}.",
                )
            })
        }
        Source::File(name) => from_file(name, context),
    }
}

/// The text of a file, without the end of its last line.
fn from_file(name: &str, context: &Context<'_>) -> Result<Secret, Error> {
    let folder = context
        .folder
        .ok_or_else(|| folder::missing("a secret from a file"))?;
    let named = folder::Named {
        argument: "$secret",
        name,
    };
    let bytes = folder.read(named, LONGEST)?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Error::invalid_input("the file that holds the secret is no text; nothing was changed")
    })?;
    Ok(Secret::new(text.trim_end_matches(['\r', '\n'])))
}

/// A secret with letters of every kind.
fn made_up() -> Result<Secret, Error> {
    let mut text = Vec::new();
    for kind in LETTERS {
        text.push(one_of(kind)?);
    }
    let all = LETTERS.concat();
    while text.len() < LENGTH {
        text.push(one_of(&all)?);
    }
    Ok(Secret::new(
        text.into_iter().map(char::from).collect::<String>(),
    ))
}

/// One of at most 256 letters, each as likely as any other.
fn one_of(letters: &[u8]) -> Result<u8, Error> {
    let most = 256 - 256 % letters.len();
    loop {
        let mut byte = [0_u8; 1];
        rand::fill(&mut byte).map_err(|_| {
            Error::new(
                Kind::Misconfigured,
                "this machine gives no randomness; nothing was changed",
                "Try again.",
            )
        })?;
        if usize::from(byte[0]) < most {
            return Ok(letters[usize::from(byte[0]) % letters.len()]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_up_has_letters_of_every_kind_and_is_never_the_same() {
        let one = made_up().unwrap();
        for kind in LETTERS {
            assert!(one.expose().bytes().any(|letter| kind.contains(&letter)));
        }
        assert_eq!(one.expose().len(), LENGTH);
        assert_ne!(one, made_up().unwrap());
    }
}
