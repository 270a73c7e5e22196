//! A person at a terminal: a pseudo-terminal made by `script` (util-linux), read and typed at step by
//! step.

use std::io::{Read as _, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::binary::{okta_mcp, skipped};

/// The longest that a prompt is waited for.
const PATIENCE: Duration = Duration::from_secs(90);

/// Somebody at a terminal in which the binary runs.
pub struct Person {
    child: Child,
    keyboard: Option<ChildStdin>,
    screen: Arc<Mutex<String>>,
    read_to: usize,
}

impl Person {
    /// `None` where there is no `script` to make a terminal with.
    pub fn starts(arguments: &[&str], environment: &[(&str, &str)]) -> Option<Self> {
        if Command::new("script").arg("--version").output().is_err() {
            skipped("a person at a terminal: there is no `script` to make one");
            return None;
        }
        let quoted = |word: &&str| format!("'{}'", word.replace('\'', "'\\''"));
        let words: Vec<String> = [&[env!("CARGO_BIN_EXE_okta-mcp")], arguments]
            .concat()
            .iter()
            .map(quoted)
            .collect();
        // The same environment as without a terminal, with another program in front.
        let bare = okta_mcp(&[], environment);
        let mut command = Command::new("script");
        command.args(["-qec", &words.join(" "), "/dev/null"]);
        for (name, value) in bare.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let screen = Arc::new(Mutex::new(String::new()));
        let (mut shown, written) = (child.stdout.take().unwrap(), screen.clone());
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = shown.read(&mut bytes) {
                let text = String::from_utf8_lossy(&bytes[..count]);
                written.lock().unwrap().push_str(&text.replace('\r', ""));
            }
        });
        Some(Self {
            keyboard: child.stdin.take(),
            child,
            screen,
            read_to: 0,
        })
    }

    /// Waits until a text stands on the screen, behind what was waited for before.
    pub fn sees(&mut self, text: &str) -> &mut Self {
        let start = Instant::now();
        loop {
            let found = self.screen.lock().unwrap()[self.read_to..].find(text);
            if let Some(at) = found {
                self.read_to += at + text.len();
                return self;
            }
            assert!(
                start.elapsed() < PATIENCE,
                "{text:?} does not come:\n{}",
                self.screen.lock().unwrap()
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// All that stands on the screen.
    pub fn screen(&self) -> String {
        self.screen.lock().unwrap().clone()
    }

    /// Types a line.
    pub fn types(&mut self, line: &str) -> &mut Self {
        let keyboard = self.keyboard.as_mut().unwrap();
        keyboard.write_all(line.as_bytes()).unwrap();
        keyboard.write_all(b"\n").unwrap();
        keyboard.flush().unwrap();
        self
    }

    /// Waits for the end: the exit code, and all that stood on the screen.
    pub fn ends(mut self) -> (i32, String) {
        let code = self.child.wait().unwrap().code().unwrap_or(-1);
        drop(self.keyboard.take());
        std::thread::sleep(Duration::from_millis(100));
        let screen = self.screen();
        (code, screen)
    }
}
