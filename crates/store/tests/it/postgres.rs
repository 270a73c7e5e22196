//! PostgreSQL, where the host runs, takes the same tables and statements as SQLite.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions as _, Executor as _, PgConnection, SqlSafeStr as _};

/// Who PostgreSQL runs as where we are root, which it refuses to be.
const NOBODY: &str = "nobody";

/// A server in a folder of its own, on a socket alone.
struct Server {
    process: Child,
    folder: tempfile::TempDir,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Where PostgreSQL's programs are, on the path or where Debian puts them.
fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let versions = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten();
    let debian = versions.flatten().map(|version| version.path().join("bin"));
    let mut all = on_path.into_iter().chain(debian);
    all.find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
}

/// A program, as somebody who is not root.
fn as_nobody(program: &Path) -> Command {
    if !rustix::process::geteuid().is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("runuser");
    command.args(["-u", NOBODY, "--"]).arg(program);
    command
}

async fn start(programs: &Path) -> (Server, PgConnection) {
    let folder = tempfile::Builder::new().prefix("pg").tempdir().unwrap();
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o777);
    std::fs::set_permissions(folder.path(), mode).unwrap();
    let data = folder.path().join("data");
    let initialised = as_nobody(&programs.join("initdb"))
        .args(["--username", "okta", "--auth", "trust", "--no-sync", "-D"])
        .arg(&data)
        .current_dir("/")
        .output()
        .unwrap();
    assert!(
        initialised.status.success(),
        "{}",
        String::from_utf8_lossy(&initialised.stderr)
    );
    let process = as_nobody(&programs.join("postgres"))
        .args(["-F", "-c", "listen_addresses=", "-k"])
        .arg(folder.path())
        .arg("-D")
        .arg(&data)
        .current_dir("/")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let server = Server { process, folder };
    let options = PgConnectOptions::new_without_pgpass()
        .socket(server.folder.path())
        .username("okta")
        .database("postgres");
    for _ in 0..200 {
        if let Ok(connection) = options.connect().await {
            return (server, connection);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("PostgreSQL did not start");
}

#[tokio::test]
async fn every_table_and_statement_is_one_that_postgresql_takes() {
    let Some(programs) = programs() else {
        crate::skipped("every_table_and_statement_is_one_that_postgresql_takes: no PostgreSQL");
        return;
    };
    let (_server, mut connection) = start(&programs).await;
    let migrations = sqlx::migrate!();
    for migration in migrations.iter() {
        let made = connection
            .execute(sqlx::raw_sql(migration.sql.clone()))
            .await;
        made.unwrap_or_else(|error| panic!("{}: {error}", migration.description));
    }
    for statement in store::statements::ALL {
        let prepared = connection.prepare(statement.into_sql_str()).await;
        prepared.unwrap_or_else(|error| panic!("{statement}: {error}"));
    }
    let wrong = "SELECT nothing FROM nowhere".into_sql_str();
    assert!(
        connection.prepare(wrong).await.is_err(),
        "a test that cannot fail is none"
    );
}
