//! The System Log: what happened, counted or event by event, and why people could not sign in.

use std::collections::{BTreeMap, VecDeque};

use jiff::{SignedDuration, Timestamp};
use operations::{Request, op};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::columns::{EVENTS, TALLY, value_at};
use crate::cursor::Cursor;
use crate::event_types::ListEventTypes;
use crate::list::Pages;
use crate::lookup::UserId;
use crate::moment::{self, Window, shown};
use crate::reply::size;
use crate::tool::read;
use crate::withhold::is_unknown_person;
use crate::{Call, Entry, Error, Read, Reply, Returns, Spec};

/// The tools about the System Log.
pub const TOOLS: &[Entry] = &[
    read::<GetLogs>(),
    read::<GetLoginFailures>(),
    read::<ListEventTypes>(),
];

/// What Okta gives on one page at most.
const LARGEST_PAGE: usize = 1_000;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GetLogs {
    /// `24h`, `7d`, `yesterday` or ISO; 7d.
    since: Option<String>,
    /// As `since`; now.
    until: Option<String>,
    /// `eventType sw "user.mfa" and outcome.result eq "FAILURE"`.
    filter: Option<String>,
    /// Words in any member.
    q: Option<String>,
    /// By time; newest first.
    sort_order: Option<SortOrder>,
    /// Counts instead of events.
    group_by: Option<Group>,
}

#[derive(Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
enum SortOrder {
    Asc,
    Desc,
}

#[derive(Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
enum Group {
    Event,
    Actor,
    Outcome,
    Address,
    Hour,
}

impl Read for GetLogs {
    const SPEC: Spec = Spec {
        name: "get_logs",
        title: "Get logs",
        about: "Gets events of the System Log (audit log), newest first, by any filter. `group_by` counts \
                all of the window by event, actor, outcome, address or hour: start with it where there may \
                be many. Okta keeps 90 days; times are UTC.",
        uses: &[&op::LIST_LOG_EVENTS],
        may_use: &[],
        returns: Returns::List(&EVENTS),
        example: r#"{"since": "30d", "filter": "eventType eq \"user.session.start\"", "group_by": "outcome", "fields": ["value"]}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let window = Window::of(self.since.as_deref(), self.until.as_deref(), moment::now())?;
        let mut times = [shown(window.since), shown(window.until)];
        if let Some(after) = &call.shape.after {
            // "24h" is another moment by now; a list goes on in the window in which it began.
            for (time, name) in times.iter_mut().zip(["since", "until"]) {
                if let Some(began) = Cursor::said(after, name) {
                    *time = began;
                }
            }
        }
        let [since, until] = &times;
        let order = match self.sort_order.unwrap_or(SortOrder::Desc) {
            SortOrder::Asc => "ASCENDING",
            SortOrder::Desc => "DESCENDING",
        };
        let request = op::list_log_events()
            .query("since", since)
            .query("until", until)
            .query_if("filter", self.filter)
            .query_if("q", self.q);
        let mut reply = if let Some(group) = self.group_by {
            grouped(call, &request, group).await?
        } else {
            let request = request.query("sortOrder", order);
            one_by_one(call, request, since).await?
        };
        reply.value["since"] = since.as_str().into();
        reply.value["until"] = until.as_str().into();
        note_kept(&mut reply.value, window);
        Ok(reply)
    }
}

/// Says so where the window begins before what Okta keeps, for Okta does not.
fn note_kept(reply: &mut Value, window: Window) {
    let kept = SignedDuration::from_hours(90 * 24);
    if moment::now().duration_since(window.since) > kept {
        reply["note"] = "Okta keeps 90 days of events: what is older is not there.".into();
    }
}

/// The events themselves. Behind the first page Okta forgets when the window begins, and goes on into the
/// past.
async fn one_by_one(call: &Call<'_>, request: Request, since: &str) -> Result<Reply, Error> {
    let pages = Pages {
        largest: LARGEST_PAGE,
        cap: None,
    };
    let begins: Option<Timestamp> = since.parse().ok();
    let is_before = |event: &Value| {
        let at: Option<Timestamp> = event["published"].as_str().and_then(|at| at.parse().ok());
        at.is_some() && at < begins
    };
    call.list_until(request, &EVENTS, pages, is_before).await
}

/// How often something was there.
type Tally = BTreeMap<String, u64>;

/// Counts over everything in the window, what is most first; hours in their order.
async fn grouped(call: &Call<'_>, request: &Request, group: Group) -> Result<Reply, Error> {
    if call.shape.after.is_some() {
        return Err(Error::invalid_input(
            "`after` does not go with `group_by`: counts are given at once",
        ));
    }
    let mut tally = Tally::new();
    let request = request.clone().query("limit", LARGEST_PAGE);
    let walked = call
        .walk(&request, None, |events| {
            for event in events {
                *tally.entry(group.of(event)).or_default() += 1;
            }
        })
        .await;
    let events: u64 = tally.values().sum();
    let broken = match walked {
        Err(error) if events == 0 => return Err(error),
        walked => walked.err(),
    };
    let rows = match group {
        Group::Hour => named(tally.into_iter().collect()),
        _ => named(most_first(tally)),
    };
    let mut reply = call.table(&rows, &TALLY)?;
    reply.value["events"] = events.into();
    if let Some(error) = broken {
        reply.value["complete"] = false.into();
        reply.value["why"] = "error".into();
        reply.value["error"] = json!(error);
    }
    Ok(reply)
}

fn most_first(tally: Tally) -> Vec<(String, u64)> {
    let mut rows: Vec<_> = tally.into_iter().collect();
    rows.sort_by_key(|(_, events)| std::cmp::Reverse(*events));
    rows
}

fn named(rows: Vec<(String, u64)>) -> Vec<Value> {
    rows.into_iter()
        .map(|(value, events)| json!({"value": value, "events": events}))
        .collect()
}

impl Group {
    /// What an event is counted under.
    fn of(self, event: &Value) -> String {
        let text = |path| value_at(event, path).as_str().map(str::to_owned);
        let value = match self {
            Self::Event => text("eventType"),
            Self::Actor => return person(event),
            Self::Outcome => text("outcome.result"),
            Self::Address => text("client.ipAddress"),
            // `2026-09-01T08`: the moment up to its hour.
            Self::Hour => text("published").map(|moment| moment.chars().take(13).collect()),
        };
        value.unwrap_or_else(|| NONE.to_owned())
    }
}

/// Where an event does not say.
const NONE: &str = "(none)";

/// Who did it; what an unknown person typed is not shown, for people type passwords there.
fn person(event: &Value) -> String {
    if is_unknown_person(event) {
        return "(unknown person)".to_owned();
    }
    let name = value_at(event, "actor.alternateId");
    name.as_str().unwrap_or(NONE).to_owned()
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GetLoginFailures {
    /// `24h`, `7d`, `yesterday` or ISO; 24h.
    since: Option<String>,
    /// As `since`; now.
    until: Option<String>,
    /// User id, login or exact full name.
    user_id: Option<UserId>,
    /// Words in any member.
    q: Option<String>,
}

impl Read for GetLoginFailures {
    const SPEC: Spec = Spec {
        name: "get_login_failures",
        title: "Get login failures",
        about: "Tells why people could not sign in (login failures): counts by reason, person and address \
                over all of the window, and the latest events. What an unknown person typed as a name is \
                withheld: it may be a password.",
        uses: &[&op::LIST_LOG_EVENTS],
        may_use: &[&op::GET_USER, &op::LIST_USERS],
        returns: Returns::Report,
        example: r#"{"since": "7d", "user_id": "ada@acme.example"}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let since = self.since.as_deref().unwrap_or("24h");
        let window = Window::of(Some(since), self.until.as_deref(), moment::now())?;
        let mut filter = FAILURES.to_owned();
        if let Some(who) = &self.user_id {
            filter = format!("{filter} and {}", is_actor(call, who).await?);
        }
        let request = op::list_log_events()
            .query("since", shown(window.since))
            .query("until", shown(window.until))
            .query("filter", filter)
            .query_if("q", self.q)
            .query("limit", LARGEST_PAGE);
        let mut failures = Failures::default();
        let walked = call
            .walk(&request, None, |events| {
                for event in events {
                    failures.add(event);
                }
            })
            .await;
        match walked {
            Err(error) if failures.events == 0 => Err(error),
            walked => Ok(failures.report(window, walked.err(), call.budget)),
        }
    }
}

/// What keeps people out: sign-ins, factors, policies, lock-outs, that failed or were denied.
const FAILURES: &str = "(outcome.result eq \"FAILURE\" or outcome.result eq \"DENY\") and \
    (eventType sw \"user.session\" or eventType sw \"user.authentication\" or \
    eventType sw \"user.mfa\" or eventType sw \"user.account.lock\" or \
    eventType eq \"policy.evaluate_sign_on\")";

/// The part of a filter that names a person: by id, or by login as it is in the event. Written as JSON, a
/// name cannot end its own quotation.
async fn is_actor(call: &Call<'_>, who: &UserId) -> Result<String, Error> {
    if who.contains(char::is_whitespace) || operations::id::looks_like(who, "00u") {
        let id = call.user_id(who).await?;
        return Ok(format!("actor.id eq {}", json!(id)));
    }
    Ok(format!("actor.alternateId eq {}", json!(**who)))
}

/// The latest failures that are shown one by one.
const LATEST: usize = 50;
/// The most that a count lists.
const MOST: usize = 20;

/// Failures, counted.
#[derive(Default)]
struct Failures {
    events: u64,
    reasons: Tally,
    people: Tally,
    addresses: Tally,
    latest: VecDeque<Value>,
}

impl Failures {
    fn add(&mut self, event: &Value) {
        let text = |path| {
            let value = value_at(event, path);
            value.as_str().unwrap_or(NONE).to_owned()
        };
        let (reason, address, who) = (
            text("outcome.reason"),
            text("client.ipAddress"),
            person(event),
        );
        self.events += 1;
        if self.latest.len() == LATEST {
            self.latest.pop_back();
        }
        // The log comes oldest first.
        self.latest.push_front(json!([
            text("published"),
            text("eventType"),
            who,
            reason,
            address,
            text("client.geographicalContext.country"),
        ]));
        *self.reasons.entry(reason).or_default() += 1;
        *self.addresses.entry(address).or_default() += 1;
        *self.people.entry(who).or_default() += 1;
    }

    fn report(mut self, window: Window, broken: Option<Error>, budget: usize) -> Reply {
        let counted = |tally: Tally| {
            let most = most_first(tally).into_iter().take(MOST);
            let most = most.map(|(value, events)| (value, events.into()));
            Value::Object(most.collect())
        };
        let mut report = json!({
            "since": shown(window.since),
            "until": shown(window.until),
            "failures": self.events,
            "complete": broken.is_none(),
            "reasons": counted(std::mem::take(&mut self.reasons)),
            "people": counted(std::mem::take(&mut self.people)),
            "addresses": counted(std::mem::take(&mut self.addresses)),
            "latest": {
                "columns": ["published", "eventType", "who", "reason", "address", "country"],
                "rows": [],
            },
        });
        if let Some(error) = broken {
            report["error"] = json!(error);
        }
        note_kept(&mut report, window);
        let mut room = budget.saturating_sub(size(&report));
        let fits = |row: &Value| {
            let needed = size(row) + 1;
            let fits = needed <= room;
            room = room.saturating_sub(needed);
            fits
        };
        self.latest.retain(fits);
        report["latest"]["rows"] = Vec::from(self.latest).into();
        Reply::report(report)
    }
}
