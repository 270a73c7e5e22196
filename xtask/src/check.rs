//! `cargo xtask check`: what the repository says of itself is true.

mod layers;
mod map;
mod names;
mod paths;
mod sizes;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail, ensure};

/// Runs every check and fails with all that they found; `write` renews the code map first.
pub fn run(root: &Path, write: bool) -> anyhow::Result<()> {
    let files = files(root)?;
    let mut faults = map::check(root, &files, write)?;
    faults.extend(paths::check(root, &files)?);
    faults.extend(layers::check(&layers::Package::all(root)?));
    faults.extend(names::check(root, &files)?);
    for large in sizes::large(root, &files)? {
        eprintln!("warning: {large}");
    }
    if faults.is_empty() {
        return Ok(());
    }
    bail!("{} found\n{}", count(faults.len()), faults.join("\n"));
}

fn count(faults: usize) -> String {
    let plural = if faults == 1 { "" } else { "s" };
    format!("{faults} fault{plural}")
}

/// The files of the repository, by their paths from its root: tracked ones, and new ones that no
/// `.gitignore` names.
fn files(root: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let list = output(
        root,
        "git",
        &["ls-files", "-z", "-co", "--exclude-standard"],
    )?;
    let mut files: Vec<PathBuf> = list
        .split('\0')
        .filter(|name| !name.is_empty())
        .map(PathBuf::from)
        .filter(|file| root.join(file).is_file())
        .collect();
    files.sort();
    files.dedup();
    Ok(files)
}

/// What a command prints on stdout, run at the root.
fn output(root: &Path, program: &str, arguments: &[&str]) -> anyhow::Result<String> {
    let said = Command::new(program)
        .args(arguments)
        .current_dir(root)
        .output()
        .with_context(|| format!("`{program}` did not start"))?;
    ensure!(
        said.status.success(),
        "`{program} {}` failed: {}",
        arguments.join(" "),
        String::from_utf8_lossy(&said.stderr).trim()
    );
    String::from_utf8(said.stdout).with_context(|| format!("what `{program}` printed"))
}

/// The text of one file of the repository.
fn text(root: &Path, file: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(root.join(file)).with_context(|| file.display().to_string())
}

/// The module files below the `src` of a crate.
fn is_module(file: &Path) -> bool {
    file.extension().is_some_and(|end| end == "rs") && crate_of(file).is_some()
}

/// `crates/okta` of `crates/okta/src/client.rs`, `xtask` of `xtask/src/main.rs`.
fn crate_of(file: &Path) -> Option<PathBuf> {
    let names: Vec<&str> = file.iter().filter_map(|name| name.to_str()).collect();
    match names.as_slice() {
        ["crates", name, "src", _, ..] => Some(Path::new("crates").join(name)),
        ["xtask", "src", _, ..] => Some("xtask".into()),
        _ => None,
    }
}

fn is_generated(file: &Path) -> bool {
    file.iter().any(|name| name == "generated")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_belongs_to_the_crate_above_its_src() {
        let of = |file: &str| crate_of(Path::new(file));
        assert_eq!(
            of("crates/okta/src/dpop.rs"),
            Some(PathBuf::from("crates/okta"))
        );
        assert_eq!(of("xtask/src/check/map.rs"), Some(PathBuf::from("xtask")));
        assert_eq!(of("crates/okta/tests/it/main.rs"), None);
        assert_eq!(of("README.md"), None);
    }

    #[test]
    fn faults_are_counted_in_words() {
        assert_eq!(count(1), "1 fault");
        assert_eq!(count(3), "3 faults");
    }
}
