//! The control address without HTTP, for tests in the same process.

use serde_json::Value;

use crate::fault::{self, Order};
use crate::oauth::{DEVICE_CLIENT, Decision};
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

    /// The client id of the native app, which signs people in on devices.
    pub fn native_client_id(&self) -> &'static str {
        DEVICE_CLIENT
    }

    /// The codes that people were given on devices and have not answered yet.
    pub fn waiting_devices(&self) -> Vec<String> {
        self.shared().state().access.devices.waiting()
    }

    /// The person with that code signs in and agrees; `false` where nobody was given it.
    pub fn approve_device(&self, user_code: &str) -> bool {
        let mut state = self.shared().state();
        state.access.devices.decide(user_code, Decision::Approved)
    }

    /// The person with that code says no; `false` where nobody was given it.
    pub fn deny_device(&self, user_code: &str) -> bool {
        let mut state = self.shared().state();
        state.access.devices.decide(user_code, Decision::Denied)
    }

    /// What `POST /clock` does: turns the clock that many seconds ahead.
    pub fn turn_clock(&self, seconds: i64) {
        let mut state = self.shared().state();
        state.clock = state.clock.turned(seconds);
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
