//! The journal: recorded, read again, and found out where somebody touched it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod postgres;

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use sqlx::{Connection as _, SqliteConnection};
use store::{Event, Fault, Record, Store};

/// Says that a test did not run, and why.
fn skipped(what: &str) {
    eprintln!("SKIPPED: {what}");
    if let Some(path) = std::env::var_os("TEST_SKIPS") {
        let file = std::fs::OpenOptions::new().append(true).open(path);
        std::io::Write::write_all(&mut file.unwrap(), format!("{what}\n").as_bytes()).unwrap();
    }
}

struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn state(&self) -> std::path::PathBuf {
        self.folder.path().join("state")
    }

    async fn open(&self) -> Result<Store, Fault> {
        Store::open(&self.state(), &self.folder.path().join("keys/journal.key")).await
    }

    /// Does to the database what no program of ours does.
    async fn tamper(&self, statement: &'static str) {
        let path = format!("sqlite://{}", self.state().join("journal.db").display());
        let mut connection = SqliteConnection::connect(&path).await.unwrap();
        sqlx::query(statement)
            .execute(&mut connection)
            .await
            .unwrap();
    }
}

fn record<'a>(id: &'a str, state: &'a str, body: &'a str) -> Record<'a> {
    Record {
        id,
        org: "acme",
        created: "2026-01-01T00:00:00Z",
        state,
        body,
    }
}

const NOW: Event<'static> = Event {
    kind: "sending",
    at: "2026-01-01T00:00:00Z",
};

async fn with_three(home: &Home) -> Store {
    let store = home.open().await.unwrap();
    for id in ["a", "b", "c"] {
        store
            .record(&record(id, "done", &format!("{{\"id\":\"{id}\"}}")), NOW)
            .await
            .unwrap();
    }
    store
}

#[tokio::test]
async fn what_was_recorded_is_read_again_and_verifies() {
    let home = Home::new();
    let store = with_three(&home).await;
    assert_eq!(store.one("b").await.unwrap().unwrap(), "{\"id\":\"b\"}");
    assert_eq!(
        store.since(Some("acme"), "2025", 10).await.unwrap().len(),
        3
    );
    assert_eq!(
        store.since(Some("other"), "2025", 10).await.unwrap().len(),
        0
    );
    assert!(store.claim("a", "done", "undone").await.unwrap());
    assert!(
        !store.claim("a", "done", "undone").await.unwrap(),
        "one of several succeeds"
    );
    let verdict = home.open().await.unwrap().verify().await.unwrap();
    assert_eq!((verdict.rows, verdict.faults.len()), (3, 0), "{verdict:?}");
}

#[tokio::test]
async fn every_way_of_touching_it_is_found_out() {
    for (statement, said) in [
        (
            "UPDATE entry SET body = '{}' WHERE number = 2",
            "row 2 was changed",
        ),
        (
            "UPDATE entry SET at = '2020' WHERE number = 2",
            "row 2 does not follow",
        ),
        (
            "DELETE FROM entry WHERE number = 2",
            "what stood between is gone",
        ),
        ("DELETE FROM entry WHERE number = 3", "its end was cut off"),
        (
            "UPDATE entry SET change_id = CASE number WHEN 1 THEN 'b' WHEN 2 THEN 'a' ELSE change_id END",
            "does not follow",
        ),
        (
            "UPDATE change SET body = '{}' WHERE id = 'a'",
            "the change a is not what its last row says",
        ),
        ("DELETE FROM entry", "its end was cut off"),
        (
            "INSERT INTO entry SELECT 4, change_id, kind, at, body, digest, mac FROM entry WHERE number = 3",
            "row 4 does not follow",
        ),
    ] {
        let home = Home::new();
        drop(with_three(&home).await);
        home.tamper(statement).await;
        let verdict = home.open().await.unwrap().verify().await.unwrap();
        let faults = verdict.faults.join("; ");
        assert!(faults.contains(said), "{statement}: {faults}");
    }
}

#[tokio::test]
async fn nothing_is_added_to_a_journal_that_was_cut() {
    let home = Home::new();
    drop(with_three(&home).await);
    home.tamper("DELETE FROM entry WHERE number = 3").await;
    let store = home.open().await.unwrap();
    let refused = store.record(&record("d", "done", "{}"), NOW).await;
    assert!(matches!(refused, Err(Fault::Broken(_))), "{refused:?}");
}

#[tokio::test]
async fn purging_takes_the_words_and_leaves_what_binds() {
    let home = Home::new();
    let store = with_three(&home).await;
    assert_eq!(store.purge("2026-06").await.unwrap(), 3);
    let verdict = store.verify().await.unwrap();
    assert_eq!(
        (verdict.purged, verdict.faults.len()),
        (3, 0),
        "{verdict:?}"
    );
    assert_eq!(store.one("a").await.unwrap(), None);
}

#[tokio::test]
async fn several_processes_write_one_chain() {
    let home = Home::new();
    let mut writers = Vec::new();
    for writer in 0..4 {
        let store = home.open().await.unwrap();
        writers.push(tokio::spawn(async move {
            for number in 0..10 {
                let id = format!("{writer}-{number}");
                store.record(&record(&id, "done", "{}"), NOW).await.unwrap();
            }
        }));
    }
    for writer in writers {
        writer.await.unwrap();
    }
    let verdict = home.open().await.unwrap().verify().await.unwrap();
    assert_eq!((verdict.rows, verdict.faults.len()), (40, 0), "{verdict:?}");
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[tokio::test]
async fn folder_and_files_are_this_users_alone() {
    let home = Home::new();
    drop(with_three(&home).await);
    assert_eq!(mode(&home.state()), 0o700);
    for file in ["journal.db", "journal.head"] {
        assert_eq!(mode(&home.state().join(file)), 0o600, "{file}");
    }
    std::fs::set_permissions(home.state(), Permissions::from_mode(0o777)).unwrap();
    assert!(matches!(home.open().await, Err(Fault::NotPrivate { .. })));
    std::fs::set_permissions(home.state(), Permissions::from_mode(0o700)).unwrap();
    let key = home.folder.path().join("keys/journal.key");
    std::fs::set_permissions(&key, Permissions::from_mode(0o644)).unwrap();
    assert!(matches!(home.open().await, Err(Fault::NotPrivate { .. })));
}

#[tokio::test]
async fn a_damaged_database_says_so() {
    let home = Home::new();
    drop(with_three(&home).await);
    for file in ["journal.db", "journal.db-wal"] {
        let path = home.state().join(file);
        if path.exists() {
            std::fs::write(&path, vec![7_u8; 8192]).unwrap();
        }
    }
    let opened = home.open().await;
    assert!(matches!(opened, Err(Fault::Damaged)), "{opened:?}");
}

#[tokio::test]
async fn every_statement_is_one_that_the_database_takes() {
    use sqlx::{Executor as _, SqlSafeStr as _};
    let home = Home::new();
    drop(with_three(&home).await);
    let path = format!("sqlite://{}", home.state().join("journal.db").display());
    let mut connection = SqliteConnection::connect(&path).await.unwrap();
    for statement in store::statements::ALL {
        connection
            .prepare(statement.into_sql_str())
            .await
            .expect(statement);
    }
}

#[tokio::test]
async fn a_handover_is_taken_once_in_time_and_unaltered_and_never_lies_open() {
    let home = Home::new();
    let store = home.open().await.unwrap();
    for id in ["one", "late", "bent"] {
        let expires = if id == "late" {
            "2025-01-01"
        } else {
            "2027-01-01"
        };
        let handover = store::Handover {
            id,
            org: "acme",
            expires,
            text: "canary-secret",
        };
        store.keep(&handover).await.unwrap();
    }
    let now = "2026-01-01";
    assert_eq!(
        store.take("one", now).await.unwrap().as_deref(),
        Some("canary-secret")
    );
    assert_eq!(store.take("one", now).await.unwrap(), None);
    assert_eq!(store.take("late", now).await.unwrap(), None);
    let database = std::fs::read(home.state().join("journal.db")).unwrap();
    let log = std::fs::read(home.state().join("journal.db-wal")).unwrap_or_default();
    for bytes in [database, log] {
        assert!(!String::from_utf8_lossy(&bytes).contains("canary-secret"));
    }
    let path = format!("sqlite://{}", home.state().join("journal.db").display());
    let mut connection = SqliteConnection::connect(&path).await.unwrap();
    let moved = sqlx::query("UPDATE handover SET id = 'moved' WHERE id = 'bent'");
    moved.execute(&mut connection).await.unwrap();
    assert!(matches!(
        store.take("moved", now).await,
        Err(Fault::Broken(_))
    ));
}

#[tokio::test]
async fn a_tally_adds_up_by_operation_and_outcome() {
    let home = Home::new();
    let store = home.open().await.unwrap();
    let tally = |operation: &str, calls| store::Tally {
        operation: operation.to_owned(),
        outcome: "done".to_owned(),
        calls,
    };
    for day in ["2026-01-01", "2026-01-02"] {
        let more = [tally("getUser", 2), tally("listUsers", 1)];
        store.count("acme", day, &more).await.unwrap();
        store.count("acme", day, &more[..1]).await.unwrap();
    }
    let all = store.tallied("acme", "2026-01-01").await.unwrap();
    assert_eq!(all, [tally("getUser", 8), tally("listUsers", 2)]);
    let later = store.tallied("acme", "2026-01-02").await.unwrap();
    assert_eq!(later, [tally("getUser", 4), tally("listUsers", 1)]);
    assert_eq!(store.tallied("other", "2026-01-01").await.unwrap(), []);
}
