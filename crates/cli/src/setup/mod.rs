//! `okta-mcp setup`: from nothing to a working connection.
//!
//! What is to be made is a [`Wish`]; what was made stands in a [`Ledger`], written ahead of each step.
//! Every step looks at what is there and changes only what differs, so running it again goes on where
//! it stopped, or does nothing.

mod app;
mod automatic;
mod existing;
mod finish;
mod guided;
mod local;
pub mod preset;
mod record;
mod remove;
mod rights;
mod wish;

use std::process::ExitCode;

use ::tools::{Error, Kind};

pub use app::{active, keys};
pub use local::{parsed, replace_key_id};

use crate::Start;
use crate::args::Setup;
use crate::config::{Environment, Place};
use crate::desk::Desk;
use crate::report;
use record::{Ledger, Record, Step};
use wish::Wish;

/// One run of the set-up.
pub struct Journey<'a> {
    env: &'a Environment,
    desk: Desk,
    given: &'a Setup,
    wish: Wish,
    place: Place,
    ledger: Ledger,
    /// The step at which an earlier run stopped.
    interrupted: Option<Step>,
}

/// Makes a connection, takes one over, or takes one back.
pub async fn run(start: &Start, given: Setup) -> ExitCode {
    let (env, name) = (&start.bare, start.flags.org.as_deref());
    if given.list_presets {
        report::say(&preset::page());
        return ExitCode::SUCCESS;
    }
    if start.flags.config.is_some() {
        return stopped(&Error::new(
            Kind::InvalidInput,
            "setup writes the user's own okta-mcp.toml, and --config names another file",
            "Leave --config out. XDG_CONFIG_HOME says where the user's own file is.",
        ));
    }
    crate::desk::end_tidily_when_interrupted();
    let desk = Desk::new(given.yes);
    let outcome = if given.remove {
        remove::run(env, name, &given, desk).await
    } else {
        make(env, name, &given, desk).await
    };
    match outcome {
        Ok(code) => code,
        Err(error) => stopped(&error),
    }
}

/// Says why it stopped.
pub fn stopped(error: &Error) -> ExitCode {
    let code = report::misuse(error);
    match error.kind {
        Kind::InvalidInput | Kind::Misconfigured => code,
        _ => ExitCode::from(report::FAILED),
    }
}

async fn make(
    env: &Environment,
    name: Option<&str>,
    given: &Setup,
    desk: Desk,
) -> Result<ExitCode, Error> {
    let mut journey = begin(env, name, given, desk)?;
    if given.existing {
        return existing::run(journey).await;
    }
    if given.guided {
        return guided::run(&mut journey).await;
    }
    let Some(credential) = crate::administrator::credential(&given.by, desk)? else {
        if !desk.can_ask() {
            return Err(Error::new(
                Kind::InvalidInput,
                "there is no API token to make the connection with",
                "Pipe the token in, name its file with --admin-token-file, or take the steps by hand at a terminal with --guided.",
            ));
        }
        return guided::run(&mut journey).await;
    };
    automatic::run(&mut journey, credential).await
}

/// What is to be made, and what an earlier run made of it.
fn begin<'a>(
    env: &'a Environment,
    name: Option<&str>,
    given: &'a Setup,
    desk: Desk,
) -> Result<Journey<'a>, Error> {
    let of_name = |name: &str| -> Result<Option<Ledger>, Error> {
        Ledger::open(&env.place(&wish::checked_name(name)?)?.record)
    };
    let mut ledger = name.map(of_name).transpose()?.flatten();
    let org = wish::org(
        given,
        ledger.as_ref().map(|ledger| &ledger.record),
        env,
        desk,
    )?;
    let name = name.map_or_else(|| wish::name_of(&org), str::to_owned);
    if ledger.is_none() {
        ledger = of_name(&name)?;
    }
    let place = env.place(&name)?;
    let recorded = ledger.as_ref().map(|ledger| &ledger.record);
    refuse_other_org(recorded, &org)?;
    if recorded.is_none() {
        local::refuse_foreign(&place.settings, &name)?;
    }
    if let Some(step) = recorded.and_then(|record| record.under_way.as_ref()) {
        desk.say(&format!(
            "An earlier set-up of {name} stopped while it {}. This run goes on from there; okta-mcp setup --remove --org {name} takes back what there is.",
            step.clause()
        ));
    }
    let wish = Wish::of(given, (org, name), recorded, desk)?;
    let mut ledger = ledger.unwrap_or_else(|| {
        let record = Record::of(wish.org.as_str(), &wish.name, place.key.clone());
        Ledger::new(place.record.clone(), record)
    });
    ledger.record.label.clone_from(&wish.label);
    wish.preset.name.clone_into(&mut ledger.record.preset);
    Ok(Journey {
        interrupted: ledger.record.under_way.clone(),
        env,
        desk,
        given,
        wish,
        place,
        ledger,
    })
}

fn refuse_other_org(recorded: Option<&Record>, org: &okta::OrgUrl) -> Result<(), Error> {
    match recorded {
        Some(record) if record.org_url != org.as_str() => Err(Error::new(
            Kind::Conflict,
            format!(
                "the connection {} is one to {}, not to {org}",
                record.name, record.org_url
            ),
            "Choose another name with --org, or take that one back with --remove.",
        )),
        _ => Ok(()),
    }
}
