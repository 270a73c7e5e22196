//! An upstream that says exactly what it is told to, byte for byte: for recorded answers, and for
//! what no Okta would say.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A request head longer than this is cut off.
const LONGEST_HEAD: usize = 256 * 1024;

/// What the upstream does with one request.
#[derive(Clone, Debug)]
pub enum Act {
    /// Writes these bytes and closes.
    Say(Vec<u8>),
    /// Writes these bytes in pieces of so many, with a pause before each, and closes.
    Drip(Vec<u8>, usize, Duration),
    /// Writes these bytes, then writes the block over and over, until the client has had enough or
    /// so many blocks are out.
    Flood(Vec<u8>, Vec<u8>, usize),
    /// Closes at once.
    Close,
    /// Says nothing for so long, then closes.
    Hang(Duration),
}

impl Act {
    /// An HTTP answer with a JSON body.
    pub fn json(status: u16, headers: &[(String, String)], body: &Value) -> Self {
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let headers: Vec<String> = headers
            .iter()
            .map(|(name, value)| [name, ": ", value, "\r\n"].concat())
            .collect();
        let mut head = format!("HTTP/1.1 {status} Recorded\r\n{}", headers.concat());
        if !body.is_empty() {
            head.push_str("content-type: application/json\r\n");
        }
        let length = body.len();
        Self::Say(
            format!("{head}content-length: {length}\r\nconnection: close\r\n\r\n{body}").into(),
        )
    }
}

/// An upstream with a script. The token endpoint answers with a Bearer token unless the script says
/// otherwise; every other request takes the next act, and is closed on when there is none.
#[derive(Debug)]
pub struct Scripted {
    url: String,
    script: Arc<Script>,
    task: JoinHandle<()>,
}

#[derive(Debug, Default)]
struct Script {
    acts: Mutex<VecDeque<Act>>,
    standing: Mutex<Vec<(String, Act)>>,
    tokens: Mutex<VecDeque<Act>>,
    seen: Mutex<Vec<String>>,
}

impl Script {
    fn standing_for(&self, line: &str) -> Option<Act> {
        let asked = line.replacen('?', " ", 1);
        let standing = lock(&self.standing);
        let found = standing
            .iter()
            .find(|(known, _)| asked.starts_with(known.as_str()));
        found.map(|(_, act)| act.clone())
    }
}

impl Scripted {
    /// Starts an upstream with an empty script.
    ///
    /// # Errors
    /// Where no port is free.
    pub async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let script = Arc::<Script>::default();
        let task = tokio::spawn(serve(listener, Arc::clone(&script)));
        Ok(Self { url, script, task })
    }

    /// Where it is reached.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Adds an act to the script.
    pub fn then(&self, act: Act) {
        lock(&self.script.acts).push_back(act);
    }

    /// Adds an act for the token endpoint.
    pub fn then_token(&self, act: Act) {
        lock(&self.script.tokens).push_back(act);
    }

    /// What it does whenever this is asked: method and path, without the query.
    pub fn always(&self, asked: &str, act: Act) {
        lock(&self.script.standing).push((format!("{asked} "), act));
    }

    /// Takes what is left of the script away.
    pub fn forget(&self) {
        lock(&self.script.acts).clear();
        lock(&self.script.standing).clear();
    }

    /// The request lines so far, those to the token endpoint apart.
    pub fn seen(&self) -> Vec<String> {
        lock(&self.script.seen).clone()
    }
}

impl Drop for Scripted {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn serve(listener: TcpListener, script: Arc<Script>) {
    while let Ok((stream, _)) = listener.accept().await {
        let script = Arc::clone(&script);
        // Ends with the connection, which ends with the act.
        tokio::spawn(async move {
            let _ = converse(stream, &script).await;
        });
    }
}

async fn converse(mut stream: TcpStream, script: &Script) -> io::Result<()> {
    let line = read_request(&mut stream).await?;
    let act = if line.contains(" /oauth2/v1/token ") {
        lock(&script.tokens).pop_front().unwrap_or_else(token)
    } else {
        let standing = script.standing_for(&line);
        lock(&script.seen).push(line);
        let next = || lock(&script.acts).pop_front();
        standing.or_else(next).unwrap_or(Act::Close)
    };
    perform(&mut stream, act).await
}

fn token() -> Act {
    let body =
        serde_json::json!({"token_type": "Bearer", "expires_in": 3600, "access_token": "scripted"});
    Act::json(200, &[], &body)
}

async fn perform(stream: &mut TcpStream, act: Act) -> io::Result<()> {
    match act {
        Act::Say(bytes) => stream.write_all(&bytes).await?,
        Act::Drip(bytes, piece, pause) => {
            for piece in bytes.chunks(piece.max(1)) {
                tokio::time::sleep(pause).await;
                stream.write_all(piece).await?;
                stream.flush().await?;
            }
        }
        Act::Flood(head, block, times) => {
            stream.write_all(&head).await?;
            for _ in 0..times {
                stream.write_all(&block).await?;
            }
        }
        Act::Close => {}
        Act::Hang(time) => tokio::time::sleep(time).await,
    }
    stream.shutdown().await
}

/// Reads one request whole and gives its first line.
async fn read_request(stream: &mut TcpStream) -> io::Result<String> {
    let mut bytes = Vec::new();
    let mut block = vec![0; 16 * 1024];
    loop {
        let read = stream.read(&mut block).await?;
        bytes.extend_from_slice(block.get(..read).unwrap_or_default());
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n")
            && body.len() >= length(head)
        {
            return Ok(head.lines().next().unwrap_or_default().to_owned());
        }
        if read == 0 || bytes.len() > LONGEST_HEAD {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
}

fn length(head: &str) -> usize {
    head.lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, value)| value.trim().parse().ok())
        .unwrap_or(0)
}
