//! Dependencies between the crates point down, and each outside crate has one home.

use std::path::Path;

use anyhow::Context;
use serde::Deserialize;

/// What each crate of the workspace may depend on. Every crate has a row.
const BELOW: &[(&str, &[&str])] = &[
    (
        "cli",
        &[
            "mcp",
            "changes",
            "tools",
            "okta",
            "simorg",
            "store",
            "operations",
        ],
    ),
    ("mcp", &["changes", "tools", "okta", "operations"]),
    ("changes", &["tools", "okta", "store", "operations"]),
    ("tools", &["okta", "operations"]),
    ("okta", &["operations"]),
    ("simorg", &["operations"]),
    ("operations", &[]),
    ("store", &[]),
    ("xtask", &[]),
];

/// The crate that tests may use besides, and whose tests.
const TEST_BED: (&str, &[&str]) = ("simorg", &["okta", "tools", "changes", "mcp", "cli"]);

/// Who alone names an outside crate, and who else may in tests.
const HOMES: &[(&str, &[&str], &[&str])] = &[
    ("reqwest", &["okta"], &["simorg", "mcp", "cli"]),
    ("rmcp", &["mcp"], &["cli"]),
    ("sqlx", &["store"], &[]),
    ("axum", &["mcp", "simorg"], &[]),
    ("clap", &["cli", "xtask"], &[]),
];

/// A crate of the workspace, as `cargo metadata` tells it.
#[derive(Deserialize)]
pub struct Package {
    name: String,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    kind: Option<String>,
    path: Option<String>,
}

impl Dependency {
    fn is_for_tests(&self) -> bool {
        self.kind.as_deref() == Some("dev")
    }
}

impl Package {
    /// Every crate of the workspace.
    pub fn all(root: &Path) -> anyhow::Result<Vec<Self>> {
        #[derive(Deserialize)]
        struct Metadata {
            packages: Vec<Package>,
        }
        let arguments = [
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
            "--offline",
        ];
        let said = super::output(root, "cargo", &arguments)?;
        let metadata: Metadata = serde_json::from_str(&said).context("`cargo metadata`")?;
        Ok(metadata.packages)
    }
}

/// The edges that break the rule.
pub fn check(packages: &[Package]) -> Vec<String> {
    let edges = |package: &Package| -> Vec<String> {
        let faults = package.dependencies.iter();
        faults
            .filter_map(|dependency| fault(&package.name, dependency))
            .collect()
    };
    packages
        .iter()
        .flat_map(|package| placeless(&package.name).into_iter().chain(edges(package)))
        .collect()
}

fn placeless(name: &str) -> Option<String> {
    let placed = BELOW.iter().any(|(crate_name, _)| *crate_name == name);
    (!placed).then(|| format!("crate {name} has no row in {}", file!()))
}

fn fault(from: &str, to: &Dependency) -> Option<String> {
    if to.path.is_some() {
        inner(from, to)
    } else {
        outer(from, to)
    }
}

fn inner(from: &str, to: &Dependency) -> Option<String> {
    let (bed, testers) = TEST_BED;
    let below = BELOW
        .iter()
        .any(|(name, below)| *name == from && below.contains(&to.name.as_str()));
    let tested = to.is_for_tests() && to.name == bed && testers.contains(&from);
    (!below && !tested).then(|| {
        format!(
            "crate {from} may not depend on {}: dependencies point down (docs/ARCHITECTURE.md)",
            to.name
        )
    })
}

fn outer(from: &str, to: &Dependency) -> Option<String> {
    let (_, homes, testers) = HOMES.iter().find(|(name, ..)| *name == to.name)?;
    let allowed = homes.contains(&from) || (to.is_for_tests() && testers.contains(&from));
    (!allowed).then(|| {
        format!(
            "crate {from} may not name {}: only {} does",
            to.name,
            homes.join(" and ")
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inside(name: &str, kind: Option<&str>) -> Dependency {
        Dependency {
            name: name.to_owned(),
            kind: kind.map(str::to_owned),
            path: Some(String::new()),
        }
    }

    fn outside(name: &str, kind: Option<&str>) -> Dependency {
        Dependency {
            path: None,
            ..inside(name, kind)
        }
    }

    #[test]
    fn an_edge_may_skip_a_level_but_not_point_up() {
        assert_eq!(fault("mcp", &inside("operations", None)), None);
        assert!(fault("operations", &inside("mcp", None)).is_some());
        assert!(fault("simorg", &inside("okta", None)).is_some());
        assert!(fault("xtask", &inside("operations", None)).is_some());
    }

    #[test]
    fn tests_alone_may_use_the_simulated_organisation() {
        assert_eq!(fault("okta", &inside("simorg", Some("dev"))), None);
        assert!(fault("okta", &inside("simorg", None)).is_some());
        assert!(fault("operations", &inside("simorg", Some("dev"))).is_some());
    }

    #[test]
    fn an_outside_crate_has_one_home() {
        assert_eq!(fault("okta", &outside("reqwest", None)), None);
        assert_eq!(fault("mcp", &outside("reqwest", Some("dev"))), None);
        assert!(fault("mcp", &outside("reqwest", None)).is_some());
        assert!(fault("tools", &outside("rmcp", None)).is_some());
        assert_eq!(fault("tools", &outside("serde", None)), None);
    }

    #[test]
    fn the_workspace_keeps_the_rule() {
        let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
        let packages = Package::all(root).unwrap();
        assert_eq!(check(&packages), Vec::<String>::new());
    }

    #[test]
    fn a_new_crate_needs_a_row() {
        let package = Package {
            name: "newcomer".to_owned(),
            dependencies: Vec::new(),
        };
        assert_eq!(check(&[package]).len(), 1);
    }
}
