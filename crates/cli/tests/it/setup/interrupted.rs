//! A set-up that is killed right after a write, before it hears of it: the next run goes on, or takes
//! back what there is.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};

use super::bench::{Bench, files, text};
use crate::binary::{errors, okta_mcp};

/// A way to the organisation that swallows the answer to one write.
struct Wire {
    url: String,
    /// How many writes still come through; the answer to the next is swallowed. `usize::MAX` for all.
    left: Arc<AtomicUsize>,
    swallowed: mpsc::Receiver<()>,
}

impl Wire {
    fn to(url: &str) -> Self {
        let target = url.strip_prefix("http://").unwrap().to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let own = format!("http://{}", listener.local_addr().unwrap());
        let left = Arc::new(AtomicUsize::new(usize::MAX));
        let (tell, swallowed) = mpsc::channel();
        let counter = left.clone();
        std::thread::spawn(move || {
            for caller in listener.incoming() {
                let (target, counter, tell) = (target.clone(), counter.clone(), tell.clone());
                std::thread::spawn(move || {
                    let _ = exchange(caller.unwrap(), &target, &counter, &tell);
                });
            }
        });
        Self {
            url: own,
            left,
            swallowed,
        }
    }
}

/// One request and its answer; the connection ends with them.
fn exchange(
    mut caller: TcpStream,
    target: &str,
    left: &AtomicUsize,
    tell: &mpsc::Sender<()>,
) -> std::io::Result<()> {
    let mut reader = BufReader::new(caller.try_clone()?);
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let lower = line.to_ascii_lowercase();
        if let Some(count) = lower.strip_prefix("content-length:") {
            length = count.trim().parse().unwrap();
        }
        if line == "\r\n" {
            break;
        }
        if !lower.starts_with("connection:") {
            head.push_str(&line);
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let mut org = TcpStream::connect(target)?;
    org.write_all(format!("{head}connection: close\r\n\r\n").as_bytes())?;
    org.write_all(&body)?;
    let mut answer = Vec::new();
    org.read_to_end(&mut answer)?;
    let is_write = !head.starts_with("GET ") && !head.contains(" /oauth2/v1/token ");
    if is_write && left.fetch_sub(1, Ordering::SeqCst) == 0 {
        let _ = tell.send(());
        // The caller waits for an answer that does not come.
        let _ = reader.read(&mut [0]);
        return Ok(());
    }
    caller.write_all(&answer)
}

/// Starts a set-up, and kills it while it waits for the answer to a write. `false` where it came to its
/// end before that.
fn killed_at(bench: &Bench, wire: &Wire, arguments: &[&str], write: usize) -> bool {
    wire.left.store(write, Ordering::SeqCst);
    let home = bench.home.path().to_str().unwrap();
    let mut child = okta_mcp(arguments, &[("HOME", home)])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(bench.token().as_bytes()).unwrap();
    drop(input);
    let was_killed = loop {
        if wire.swallowed.try_recv().is_ok() {
            child.kill().unwrap();
            break true;
        }
        if child.try_wait().unwrap().is_some() {
            break false;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    };
    child.wait().unwrap();
    wire.left.store(usize::MAX, Ordering::SeqCst);
    was_killed
}

#[test]
fn after_every_write_the_next_run_goes_on_or_takes_back_what_there_is() {
    let bench = Bench::new(&[]);
    let wire = Wire::to(bench.url());
    let before = bench.state();
    let set_up = [
        "setup",
        "--yes",
        "--org-url",
        &wire.url,
        "--preset",
        "branding",
        "--key-type",
        "ec",
    ];
    let remove = ["setup", "--yes", "--remove", "--org", "okta"];
    let mut writes = 0;
    while killed_at(&bench, &wire, &set_up, writes) {
        let half = bench.record();
        assert!(half["under_way"].is_string(), "write {writes}: {half}");
        if writes % 2 == 0 {
            let output = bench.run(&set_up, bench.token());
            let said = text(&output);
            assert_eq!(
                output.status.code(),
                Some(0),
                "write {writes}: {said}{}",
                errors(&output)
            );
            assert!(said.contains("stopped while it"), "write {writes}: {said}");
            assert_eq!(bench.apps("okta-mcp (okta)").len(), 1, "write {writes}");
            assert_eq!(bench.doctor()["ok"], true, "write {writes}");
        }
        let output = bench.run(&remove, bench.token());
        assert_eq!(
            output.status.code(),
            Some(0),
            "write {writes}: {}",
            errors(&output)
        );
        assert_eq!(bench.state(), before, "write {writes}");
        let custom = bench.administrator("GET", "/api/v1/iam/roles", &serde_json::Value::Null);
        assert!(
            !custom.to_string().contains("okta-mcp"),
            "write {writes}: {custom}"
        );
        let left = files(bench.home.path());
        assert!(left.is_empty(), "write {writes}: {left:?}");
        writes += 1;
    }
    // The app, a custom role, its resource set, the assignment, two scopes.
    assert_eq!(writes, 6);
}
