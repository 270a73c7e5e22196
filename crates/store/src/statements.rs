//! Every statement, in words that SQLite and PostgreSQL both take.

/// The last row of the chain.
pub const LAST: &str = "SELECT number, mac FROM entry ORDER BY number DESC LIMIT 1";
/// Adds a row.
pub const ADD: &str = "INSERT INTO entry (number, change_id, kind, at, body, digest, mac) VALUES ($1, $2, $3, $4, $5, $6, $7)";
/// Sets a change to what it is now.
pub const SET: &str = "INSERT INTO change (id, org, created, state, body) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO UPDATE SET state = excluded.state, body = excluded.body";
/// One change.
pub const ONE: &str = "SELECT body FROM change WHERE id = $1";
/// Takes a change into a state, where it is still in another.
pub const CLAIM: &str = "UPDATE change SET state = $2 WHERE id = $1 AND state = $3";
/// Changes of an org since a moment, newest first.
pub const SINCE: &str = "SELECT body FROM change WHERE org = $1 AND created >= $2 ORDER BY created DESC, id DESC LIMIT $3";
/// Changes of every org since a moment, newest first.
pub const ALL_SINCE: &str =
    "SELECT body FROM change WHERE created >= $1 ORDER BY created DESC, id DESC LIMIT $2";
/// Changes of an org in a state, oldest first.
pub const IN_STATE: &str =
    "SELECT body FROM change WHERE org = $1 AND state = $2 ORDER BY created, id";
/// All rows from a number on, in order.
pub const ROWS: &str = "SELECT number, change_id, kind, at, body, digest, mac FROM entry WHERE number > $1 ORDER BY number LIMIT $2";
/// Each change as it is now.
pub const CHANGES: &str = "SELECT id, body FROM change ORDER BY id";
/// Takes the bodies of old rows; what binds them stays.
pub const PURGE_ROWS: &str = "UPDATE entry SET body = NULL WHERE at < $1 AND body IS NOT NULL";
/// Takes old changes.
pub const PURGE_CHANGES: &str = "DELETE FROM change WHERE created < $1";
/// Keeps a sealed secret.
pub const KEEP: &str = "INSERT INTO handover (id, org, expires, sealed) VALUES ($1, $2, $3, $4)";
/// Takes a sealed secret out: of several that try, one gets it.
pub const TAKE: &str = "DELETE FROM handover WHERE id = $1 RETURNING sealed";
/// Forgets the secrets whose time is over.
pub const FORGET: &str = "DELETE FROM handover WHERE expires < $1";
/// Adds to a tally.
pub const COUNT: &str = "INSERT INTO tally (org, day, operation, outcome, calls) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (org, day, operation, outcome) DO UPDATE SET calls = tally.calls + excluded.calls";
/// The tally of an org since a day.
pub const TALLIED: &str = "SELECT operation, outcome, CAST(SUM(calls) AS BIGINT) FROM tally WHERE org = $1 AND day >= $2 GROUP BY operation, outcome ORDER BY operation, outcome";

/// All of them, for a test that prepares each.
pub const ALL: &[&str] = &[
    LAST,
    ADD,
    SET,
    ONE,
    CLAIM,
    SINCE,
    ALL_SINCE,
    IN_STATE,
    ROWS,
    CHANGES,
    PURGE_ROWS,
    PURGE_CHANGES,
    KEEP,
    TAKE,
    FORGET,
    COUNT,
    TALLIED,
];
