//! The control address without HTTP, for tests in the same process.

use serde_json::Value;

use crate::fault::{self, Order};
use crate::{Org, control};

impl Org {
    /// What `GET /state` answers.
    pub fn state(&self) -> Value {
        control::look(self.shared())
    }

    /// What `GET /requests` answers: each request, the newest last.
    pub fn requests(&self) -> Vec<Value> {
        match self.shared().state().recorder.all() {
            Value::Array(requests) => requests,
            _ => Vec::new(),
        }
    }

    /// What `POST /fault` does, for a fault written as in `--fault`, so many times.
    ///
    /// # Errors
    /// What is wrong with it; an unknown name lists the known ones.
    pub fn fault(&self, text: &str, times: u64) -> Result<(), String> {
        let order = Order {
            times: Some(times),
            ..Order::parse(text)
        };
        fault::raise(&mut self.shared().state(), &order)
    }
}
