//! What an organisation is like when it starts.

use std::net::{Ipv4Addr, SocketAddr};

/// The scopes of the help-desk preset, which a new organisation grants to its service app.
const HELP_DESK: [&str; 5] = [
    "okta.users.read",
    "okta.users.manage",
    "okta.groups.read",
    "okta.groups.manage",
    "okta.logs.read",
];

/// What an organisation is like when it starts. The default is the help-desk preset: a role that may
/// read users and groups and little else, so that everybody meets a role error early.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own, set by a method with a name"
)]
pub struct Settings {
    /// Where the organisation listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Whether it speaks TLS, with a certificate authority of its own.
    pub tls: bool,
    /// The number from which all its data and randomness come.
    pub seed: u64,
    /// How many people it has.
    pub users: usize,
    /// How many events its log holds beyond those that the data itself tells of.
    pub events: usize,
    /// The scopes granted to the service app.
    pub grant: Grant,
    /// The admin role of the service app as Okta's role type; `None` for no role at all.
    pub role: Option<String>,
    /// Whether the service app requires DPoP.
    pub dpop: bool,
    /// Faults from the start: `name` or `name:value`.
    pub faults: Vec<String>,
    /// An API token (SSWS), where the organisation has one that is known.
    pub api_token: Option<String>,
    /// The admin role of the person whose API token it is.
    pub api_token_role: String,
    /// Which of Okta's two engines it runs on.
    pub edition: Edition,
    /// Whether people and groups have attributes of Acme's own, and what else Acme made itself is there.
    pub own_attributes: bool,
    /// Whether an answer that breaks its schema becomes a 500 that says where. On in debug builds.
    pub checked: bool,
}

/// Which of Okta's two engines an organisation runs on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Edition {
    /// Okta Classic Engine: `pipeline` is `v1`.
    Classic,
    /// Okta Identity Engine: `pipeline` is `idx`.
    #[default]
    Identity,
}

/// The scopes granted to the service app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Grant {
    /// Every scope that an operation of the table names.
    All,
    /// These and no others.
    Scopes(Vec<String>),
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            tls: false,
            seed: 1,
            users: 300,
            events: 0,
            grant: Grant::Scopes(HELP_DESK.map(str::to_owned).to_vec()),
            role: Some("HELP_DESK_ADMIN".to_owned()),
            dpop: true,
            faults: Vec::new(),
            api_token: None,
            api_token_role: "SUPER_ADMIN".to_owned(),
            edition: Edition::Identity,
            own_attributes: true,
            checked: cfg!(debug_assertions),
        }
    }
}

impl Settings {
    /// With that many people.
    #[must_use]
    pub fn users(mut self, count: usize) -> Self {
        self.users = count;
        self
    }

    /// With data and randomness from that number.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// With that many more events in the log.
    #[must_use]
    pub fn events(mut self, count: usize) -> Self {
        self.events = count;
        self
    }

    /// Over TLS.
    #[must_use]
    pub fn tls(mut self) -> Self {
        self.tls = true;
        self
    }

    /// With these scopes granted, separated by spaces, or `all`.
    #[must_use]
    pub fn grant(mut self, scopes: &str) -> Self {
        self.grant = match scopes.trim() {
            "all" => Grant::All,
            list => Grant::Scopes(list.split_whitespace().map(str::to_owned).collect()),
        };
        self
    }

    /// With that admin role (Okta's role type), or `none`.
    #[must_use]
    pub fn role(mut self, role: &str) -> Self {
        self.role = (role != "none").then(|| role.to_owned());
        self
    }

    /// With a service app that does not require DPoP.
    #[must_use]
    pub fn without_dpop(mut self) -> Self {
        self.dpop = false;
        self
    }

    /// With a fault from the start: `name` or `name:value`.
    #[must_use]
    pub fn fault(mut self, fault: &str) -> Self {
        self.faults.push(fault.to_owned());
        self
    }

    /// With an API token (SSWS) of a super administrator.
    #[must_use]
    pub fn api_token(mut self, token: &str) -> Self {
        self.api_token = Some(token.to_owned());
        self
    }

    /// With an API token of somebody who has that admin role (Okta's role type) and no other.
    #[must_use]
    pub fn api_token_role(mut self, role: &str) -> Self {
        role.clone_into(&mut self.api_token_role);
        self
    }

    /// On that engine.
    #[must_use]
    pub fn edition(mut self, edition: Edition) -> Self {
        self.edition = edition;
        self
    }

    /// Without attributes of Acme's own and what else it made itself, as a new organisation is.
    #[must_use]
    pub fn without_own_attributes(mut self) -> Self {
        self.own_attributes = false;
        self
    }

    /// Without a look at whether answers are true to their schemas.
    #[must_use]
    pub fn unchecked(mut self) -> Self {
        self.checked = false;
        self
    }

    /// Listening there.
    #[must_use]
    pub fn listen(mut self, address: SocketAddr) -> Self {
        self.listen = address;
        self
    }
}
