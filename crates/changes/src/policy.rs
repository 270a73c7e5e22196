//! What goes ahead, what asks, and what is refused: a function of the effect alone.

use operations::Effect;

/// How an organisation wants writes to be handled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// What becomes of a restricted write.
    pub restricted: Restricted,
}

/// What becomes of a restricted write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Restricted {
    /// It is refused.
    Refuse,
    /// A person is asked in the client.
    Ask,
}

/// Who is asked before a write of some effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// Nobody.
    Never,
    /// The person at the client.
    Person,
    /// Nobody: it is refused.
    Refused,
}

impl Asks {
    /// The word for it in lists: `never`, `person` or `refused`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Person => "person",
            Self::Refused => "refused",
        }
    }
}

impl Policy {
    /// The policy where nothing is configured: what is restricted is refused.
    pub const STRICT: Self = Self {
        restricted: Restricted::Refuse,
    };

    /// Who is asked before a write of this effect.
    pub fn asks(self, effect: Effect) -> Asks {
        match (effect, self.restricted) {
            (Effect::Read | Effect::Write, _) => Asks::Never,
            (Effect::Destroy, _) | (Effect::Restricted(_), Restricted::Ask) => Asks::Person,
            (Effect::Restricted(_), Restricted::Refuse) => Asks::Refused,
        }
    }
}
