//! A way to an organisation that swallows the answer to one write, and a process that is killed then.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};

use crate::binary::okta_mcp;
use crate::setup::bench::Bench;

/// A way to the organisation that swallows the answer to one write.
pub struct Wire {
    pub url: String,
    /// How many writes still come through; the answer to the next is swallowed. `usize::MAX` for all.
    left: Arc<AtomicUsize>,
    swallowed: mpsc::Receiver<()>,
}

impl Wire {
    pub fn to(url: &str) -> Self {
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
pub fn killed_at(bench: &Bench, wire: &Wire, arguments: &[&str], write: usize) -> bool {
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
