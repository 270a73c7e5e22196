//! What goes ahead, what asks, and what is refused.

use operations::{Effect, Family};

/// How an organisation wants writes to be handled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// What becomes of a restricted write, by family.
    families: [Restricted; Family::ALL.len()],
    /// Who asks the person at the client.
    pub confirm: Confirm,
    /// What every write must say of itself.
    pub requires: Requires,
}

/// What an organisation wants every write to say of itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Requires {
    /// Why it is made.
    pub reason: bool,
    /// The ticket it belongs to.
    pub ticket: bool,
}

impl Requires {
    /// The arguments of that list that are missing: `reason`, `ticket`.
    pub fn missing(self, reason: Option<&str>, ticket: Option<&str>) -> Vec<&'static str> {
        let is_missing = |wanted: bool, given: Option<&str>| {
            wanted && given.is_none_or(|text| text.trim().is_empty())
        };
        let reason = is_missing(self.reason, reason).then_some("reason");
        let ticket = is_missing(self.ticket, ticket).then_some("ticket");
        reason.into_iter().chain(ticket).collect()
    }
}

/// What becomes of a restricted write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Restricted {
    /// It is refused.
    Refuse,
    /// A person approves it out of band.
    Approve,
    /// A person is asked in the client: the operator's explicit word.
    Ask,
}

/// Who asks the person at the client about what asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Confirm {
    /// This program does.
    #[default]
    Ask,
    /// The client does, by the operator's word.
    Client,
    /// Nobody does, by the operator's word.
    Off,
}

/// Who is asked before a write of some effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asks {
    /// Nobody.
    Never,
    /// The person at the client.
    Person,
    /// Somebody with the approval secret, out of band.
    SecondPerson,
    /// Nobody: it is refused.
    Refused,
}

impl Asks {
    /// The word for it in lists: `never`, `person`, `second_person` or `refused`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Person => "person",
            Self::SecondPerson => "second_person",
            Self::Refused => "refused",
        }
    }
}

impl Restricted {
    /// `refuse`, `approve` or `ask`.
    pub fn of(word: &str) -> Option<Self> {
        match word {
            "refuse" => Some(Self::Refuse),
            "approve" => Some(Self::Approve),
            "ask" => Some(Self::Ask),
            _ => None,
        }
    }
}

impl Confirm {
    /// `ask`, `client` or `off`.
    pub fn of(word: &str) -> Option<Self> {
        match word {
            "ask" => Some(Self::Ask),
            "client" => Some(Self::Client),
            "off" => Some(Self::Off),
            _ => None,
        }
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self::STRICT
    }
}

impl Policy {
    /// The policy where nothing is configured: what is restricted is refused.
    pub const STRICT: Self = Self::everywhere(Restricted::Refuse);

    /// The same for every family.
    pub const fn everywhere(restricted: Restricted) -> Self {
        Self {
            families: [restricted; Family::ALL.len()],
            confirm: Confirm::Ask,
            requires: Requires {
                reason: false,
                ticket: false,
            },
        }
    }

    /// The policy with what every write must say of itself.
    #[must_use]
    pub const fn requiring(self, requires: Requires) -> Self {
        Self { requires, ..self }
    }

    /// The policy with another setting for one family.
    #[must_use]
    pub fn with(mut self, family: Family, restricted: Restricted) -> Self {
        let places = Family::ALL.iter().zip(&mut self.families);
        for (_, place) in places.filter(|(known, _)| **known == family) {
            *place = restricted;
        }
        self
    }

    /// The policy with another setting for who asks the person at the client.
    #[must_use]
    pub const fn confirmed_by(self, confirm: Confirm) -> Self {
        Self { confirm, ..self }
    }

    /// Who is asked before a write of this effect.
    pub fn asks(self, effect: Effect) -> Asks {
        match effect {
            Effect::Read | Effect::Write => Asks::Never,
            Effect::Destroy => self.person(),
            Effect::Restricted(family) => self.restricted(family),
        }
    }

    /// Who is asked where the person at the client is.
    pub fn person(self) -> Asks {
        match self.confirm {
            Confirm::Ask => Asks::Person,
            Confirm::Client | Confirm::Off => Asks::Never,
        }
    }

    fn restricted(self, family: Family) -> Asks {
        let setting = Family::ALL
            .iter()
            .zip(self.families)
            .find(|(known, _)| **known == family);
        match setting.map_or(Restricted::Refuse, |(_, setting)| setting) {
            Restricted::Refuse => Asks::Refused,
            Restricted::Approve => Asks::SecondPerson,
            // What this connection may do is never decided by whoever uses it.
            Restricted::Ask if family == Family::OwnConnection => Asks::SecondPerson,
            Restricted::Ask => Asks::Person,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_follows_its_own_setting_and_ones_own_connection_is_never_merely_asked() {
        let policy = Policy::STRICT.with(Family::Takeover, Restricted::Ask);
        assert_eq!(
            policy.asks(Effect::Restricted(Family::Takeover)),
            Asks::Person
        );
        assert_eq!(
            policy.asks(Effect::Restricted(Family::Trust)),
            Asks::Refused
        );
        assert_eq!(
            policy.asks(Effect::Restricted(Family::Unreviewed)),
            Asks::Refused
        );
        let ask = Policy::everywhere(Restricted::Ask);
        assert_eq!(
            ask.asks(Effect::Restricted(Family::OwnConnection)),
            Asks::SecondPerson
        );
    }

    #[test]
    fn the_operator_alone_can_switch_the_question_off_and_not_the_approval() {
        let off = Policy {
            confirm: Confirm::Off,
            ..Policy::everywhere(Restricted::Approve)
        };
        assert_eq!(off.asks(Effect::Destroy), Asks::Never);
        assert_eq!(
            off.asks(Effect::Restricted(Family::Admins)),
            Asks::SecondPerson
        );
    }
}
