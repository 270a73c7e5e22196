//! The code map in ARCHITECTURE.md is what the modules say of themselves.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context;

const DOCUMENT: &str = "docs/ARCHITECTURE.md";
const START: &str = "<!-- code map -->";
const END: &str = "<!-- /code map -->";

/// The faults of the map; with `write` it is made anew, and only what cannot be mended remains.
pub fn check(root: &Path, files: &[PathBuf], write: bool) -> anyhow::Result<Vec<String>> {
    let (roles, mut faults) = roles(root, files)?;
    let Ok(text) = super::text(root, Path::new(DOCUMENT)) else {
        faults.push(format!("{DOCUMENT} is missing: the code map stands there"));
        return Ok(faults);
    };
    let Some(fresh) = replace(&text, &render(&roles)) else {
        faults.push(format!(
            "{DOCUMENT} has no place for the code map: add the lines `{START}` and `{END}`"
        ));
        return Ok(faults);
    };
    if fresh != text && write {
        std::fs::write(root.join(DOCUMENT), fresh).context(DOCUMENT)?;
    } else if fresh != text {
        faults.push(format!(
            "the code map in {DOCUMENT} is stale: run `cargo xtask check --write`"
        ));
    }
    Ok(faults)
}

/// The role of each module by crate; the second part are the modules that state none.
type Roles = BTreeMap<PathBuf, BTreeMap<String, String>>;

fn roles(root: &Path, files: &[PathBuf]) -> anyhow::Result<(Roles, Vec<String>)> {
    let mut roles = Roles::new();
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| super::is_module(file)) {
        let Some(home) = super::crate_of(file) else {
            continue;
        };
        let inside = file.strip_prefix(home.join("src"))?.display().to_string();
        let Some(name) = shown(&inside) else { continue };
        match role(&super::text(root, file)?) {
            Some(role) => {
                roles.entry(home).or_default().insert(name, role);
            }
            None => faults.push(format!(
                "{}:1: a module opens with `//!` and one line that says its role",
                file.display()
            )),
        }
    }
    Ok((roles, faults))
}

/// The name of a module in the map: a generated folder is one line, told by its `mod.rs`.
fn shown(inside: &str) -> Option<String> {
    let Some(at) = inside.find("generated/") else {
        return Some(inside.to_owned());
    };
    let folder = &inside[..at + "generated/".len()];
    (inside[folder.len()..] == *"mod.rs").then(|| folder.to_owned())
}

/// The first line of a module's own documentation, if it stands at the top.
fn role(text: &str) -> Option<String> {
    let first = text
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty() && !line.starts_with("#!"))?;
    let role = first.strip_prefix("//!")?.trim();
    (!role.is_empty()).then(|| role.to_owned())
}

fn render(roles: &Roles) -> String {
    let mut map = String::new();
    for (home, modules) in roles {
        let root = ["lib.rs", "main.rs"]
            .into_iter()
            .find(|name| modules.contains_key(*name));
        let about = root.map_or("", |name| &modules[name]);
        write!(map, "\n### `{}`\n{about}\n", home.display()).expect("writing to a string");
        let rest = modules
            .iter()
            .filter(|(name, _)| Some(name.as_str()) != root);
        let rows: Vec<String> = rest.map(|(name, role)| row(name, role)).collect();
        if !rows.is_empty() {
            map += "\n| module | role |\n|---|---|\n";
            map += &rows.concat();
        }
    }
    map + "\n"
}

fn row(name: &str, role: &str) -> String {
    format!("| `{name}` | {} |\n", role.replace('|', "\\|"))
}

/// The document with another map between its markers; `None` when it has no markers.
fn replace(text: &str, map: &str) -> Option<String> {
    let (before, rest) = text.split_once(START)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{START}\n{map}{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_role_is_the_first_line_of_the_module() {
        assert_eq!(role("//! Keys.\n//! More."), Some("Keys.".to_owned()));
        assert_eq!(role("#![allow(x)]\n\n//! Keys."), Some("Keys.".to_owned()));
    }

    #[test]
    fn documentation_further_down_is_no_role() {
        assert_eq!(role("use a;\n//! Keys."), None);
        assert_eq!(role("//!\n//! Keys."), None);
        assert_eq!(role(""), None);
    }

    #[test]
    fn a_generated_folder_is_one_line() {
        assert_eq!(shown("generated/mod.rs"), Some("generated/".to_owned()));
        assert_eq!(shown("generated/management_user.rs"), None);
        assert_eq!(shown("request.rs"), Some("request.rs".to_owned()));
    }

    #[test]
    fn the_map_is_grouped_by_crate_and_the_crate_speaks_first() {
        let modules = [("lib.rs", "Okta over HTTP."), ("dpop.rs", "a | b")]
            .map(|(name, role)| (name.to_owned(), role.to_owned()));
        let roles = Roles::from([("crates/okta".into(), BTreeMap::from(modules))]);
        assert_eq!(
            render(&roles),
            "\n### `crates/okta`\nOkta over HTTP.\n\n| module | role |\n|---|---|\n| `dpop.rs` | a \\| b |\n\n"
        );
    }

    #[test]
    fn only_what_stands_between_the_markers_is_replaced() {
        let text = format!("a\n{START}\nold\n{END}\nb\n");
        let fresh = replace(&text, "new\n").unwrap();
        assert_eq!(fresh, format!("a\n{START}\nnew\n{END}\nb\n"));
        assert_eq!(replace(&fresh, "new\n"), Some(fresh.clone()));
        assert_eq!(replace("no markers", "new\n"), None);
    }
}
