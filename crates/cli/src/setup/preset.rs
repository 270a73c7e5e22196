//! What a connection is for: the one table of presets, each with its scopes, its admin role, and the
//! restricted families that it opens.

use operations::Family;

/// What a connection is for.
#[derive(Debug)]
pub struct Preset {
    /// Its name.
    pub name: &'static str,
    /// What an agent does with it, in plain words.
    pub about: &'static str,
    /// The scopes to grant and to ask for.
    pub scopes: &'static [&'static str],
    /// The admin roles that serve them; roles add up.
    pub roles: &'static [Role],
    /// The families of restricted writes that it opens, each held for approval with the approval secret.
    pub opens: &'static [Family],
    /// Whether it writes at all.
    pub writes: bool,
}

/// An admin role of an app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A standard role, by Okta's role type.
    Standard(&'static str),
    /// A role of the org's own, which the set-up makes.
    Custom(&'static Custom),
}

/// A custom role, and what it holds over.
#[derive(Debug, PartialEq, Eq)]
pub struct Custom {
    /// What it is called, in a name.
    pub name: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// Its permissions.
    pub permissions: &'static [&'static str],
    /// Service and kind of the ORN of all that it holds over.
    pub over: &'static [(&'static str, &'static str)],
    /// The scopes that its permissions serve.
    pub serves: &'static [&'static str],
}

/// Standard roles reach branding from Organization Administrator upward, which does far more.
const CUSTOMIZER: Custom = Custom {
    name: "customizations",
    about: "Brands, themes, pages and templates, for okta-mcp",
    permissions: &["okta.customizations.read", "okta.customizations.manage"],
    over: &[("idp", "customizations")],
    serves: &[
        "okta.brands.read",
        "okta.brands.manage",
        "okta.templates.read",
        "okta.templates.manage",
    ],
};

/// Every preset, the narrowest first.
pub const PRESETS: &[Preset] = &[
    Preset {
        name: "read-only",
        about: "looks people and groups up, and writes nothing",
        scopes: &["okta.users.read", "okta.groups.read"],
        roles: &[Role::Standard("READ_ONLY_ADMIN")],
        opens: &[],
        writes: false,
    },
    Preset {
        name: "security-analyst",
        about: "reads the System Log, people, groups, apps, policies, network zones and devices, and writes nothing",
        scopes: &[
            "okta.users.read",
            "okta.groups.read",
            "okta.logs.read",
            "okta.apps.read",
            "okta.policies.read",
            "okta.networkZones.read",
            "okta.behaviors.read",
            "okta.devices.read",
            "okta.threatInsights.read",
        ],
        roles: &[Role::Standard("READ_ONLY_ADMIN")],
        opens: &[],
        writes: false,
    },
    Preset {
        name: "help-desk",
        about: "unlocks people, resets passwords and factors, ends sessions, and says from the System Log why somebody was locked out",
        scopes: &["okta.users.manage", "okta.groups.read", "okta.logs.read"],
        roles: &[
            Role::Standard("HELP_DESK_ADMIN"),
            Role::Standard("REPORT_ADMIN"),
        ],
        opens: &[],
        writes: true,
    },
    Preset {
        name: "incident-response",
        about: "suspends people, ends their sessions, takes them out of groups, and reads the System Log",
        scopes: &["okta.users.manage", "okta.groups.manage", "okta.logs.read"],
        roles: &[Role::Standard("USER_ADMIN"), Role::Standard("REPORT_ADMIN")],
        opens: &[],
        writes: true,
    },
    Preset {
        name: "user-admin",
        about: "brings people in, changes their profiles, login and groups, and offboards them",
        scopes: &["okta.users.manage", "okta.groups.manage"],
        roles: &[Role::Standard("USER_ADMIN")],
        opens: &[Family::Takeover],
        writes: true,
    },
    Preset {
        name: "app-admin",
        about: "makes, configures and assigns apps",
        scopes: &[
            "okta.apps.manage",
            "okta.users.read",
            "okta.groups.read",
            "okta.policies.read",
            "okta.logs.read",
        ],
        roles: &[Role::Standard("APP_ADMIN")],
        opens: &[Family::Trust],
        writes: true,
    },
    Preset {
        name: "branding",
        about: "changes brands, themes, sign-in pages and e-mail templates",
        scopes: &["okta.brands.manage", "okta.templates.manage"],
        roles: &[Role::Custom(&CUSTOMIZER)],
        opens: &[Family::Pages],
        writes: true,
    },
    Preset {
        name: "custom",
        about: "the scopes of --scopes, with the smallest standard roles that serve them, or those of --role",
        scopes: &[],
        roles: &[],
        opens: &[],
        writes: true,
    },
];

/// The preset of that name.
pub fn named(name: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|preset| preset.name == name)
}

/// The narrowest preset whose scopes cover all of these, `.manage` covering `.read`.
pub fn smallest_covering(scopes: &[&str]) -> Option<&'static Preset> {
    let covers = |preset: &&Preset| {
        let held = || preset.scopes.iter().copied();
        let all = scopes.iter().all(|scope| okta::covers(held(), scope));
        all && !preset.scopes.is_empty()
    };
    let rank = |preset: &&Preset| {
        let writes = preset.scopes.iter().filter(|s| s.ends_with(".manage"));
        (writes.count(), preset.scopes.len())
    };
    PRESETS.iter().filter(covers).min_by_key(rank)
}

impl Custom {
    /// What it is called in the org, for the connection of a name.
    pub fn label(&self, connection: &str) -> String {
        format!("okta-mcp {} ({connection})", self.name)
    }
}

impl Role {
    /// Whether it is of use for a scope.
    pub fn serves(self, scope: &str) -> bool {
        match self {
            Self::Standard(name) => ::tools::advice::role_serves(name, scope),
            Self::Custom(custom) => custom.serves.contains(&scope),
        }
    }

    /// What people call it.
    pub fn label(self) -> String {
        match self {
            Self::Standard(name) => ::tools::advice::role_label(name).to_owned(),
            Self::Custom(custom) => format!("a custom role with {}", custom.permissions.join(", ")),
        }
    }
}

/// The table as people read it.
pub fn page() -> String {
    let each = PRESETS.iter().map(|preset| {
        let words = |list: Vec<String>| {
            if list.is_empty() {
                return "-".to_owned();
            }
            list.join(", ")
        };
        let roles = preset.roles.iter().map(|role| role.label()).collect();
        let opens = preset.opens.iter().map(|family| family.word().to_owned());
        format!(
            "{}\n  {}\n  scopes:  {}\n  role:    {}\n  writes:  {}\n  opens:   {}",
            preset.name,
            preset.about,
            words(preset.scopes.iter().map(|s| (*s).to_owned()).collect()),
            words(roles),
            if preset.writes { "yes" } else { "no" },
            match preset.opens {
                [] => "-".to_owned(),
                _ => format!("{} (each with the approval secret)", words(opens.collect())),
            }
        )
    });
    each.collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
mod tests {
    use operations::OPERATIONS;

    use super::*;

    #[test]
    fn every_scope_exists_and_a_role_of_the_preset_serves_it() {
        for preset in PRESETS {
            for scope in preset.scopes {
                let exists = OPERATIONS.iter().any(|o| o.scopes.contains(scope));
                assert!(exists, "{}: {scope}", preset.name);
                let served = preset.roles.iter().any(|role| role.serves(scope));
                assert!(served, "{}: {scope}", preset.name);
            }
        }
    }

    #[test]
    fn no_role_of_a_preset_can_be_left_out_and_none_is_a_super_administrator() {
        for preset in PRESETS {
            for left_out in preset.roles {
                assert_ne!(*left_out, Role::Standard("SUPER_ADMIN"));
                let others = || preset.roles.iter().filter(|role| *role != left_out);
                let needed = preset
                    .scopes
                    .iter()
                    .any(|scope| !others().any(|role| role.serves(scope)));
                assert!(needed, "{}: {left_out:?}", preset.name);
            }
        }
    }

    #[test]
    fn a_preset_that_does_not_write_asks_for_no_scope_that_does() {
        for preset in PRESETS.iter().filter(|preset| !preset.writes) {
            assert!(preset.scopes.iter().all(|s| !s.ends_with(".manage")));
            assert!(preset.opens.is_empty());
        }
    }

    #[test]
    fn the_smallest_preset_that_would_have_served_is_found() {
        let of = |scopes: &[&str]| smallest_covering(scopes).map(|preset| preset.name);
        assert_eq!(of(&["okta.users.read"]), Some("read-only"));
        assert_eq!(
            of(&["okta.users.read", "okta.logs.read"]),
            Some("security-analyst")
        );
        assert_eq!(of(&["okta.users.manage"]), Some("help-desk"));
        assert_eq!(of(&["okta.eventHooks.manage"]), None);
    }
}
