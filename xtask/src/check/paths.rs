//! Every path that a document mentions exists.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

/// Folders that count as the repository's own even while they are empty.
const FOLDERS: &[&str] = &[
    "crates", "docs", "spec", "scripts", "xtask", "tests", ".ci", ".cargo",
];

/// The faults in the documents: one for each mentioned path that is not there.
pub fn check(root: &Path, files: &[PathBuf]) -> anyhow::Result<Vec<String>> {
    let tops = tops(files);
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| is_document(file)) {
        for mention in mentions(&super::text(root, file)?, file, &tops) {
            if !mention.exists(root) {
                faults.push(format!(
                    "{}:{}: `{}` does not exist",
                    file.display(),
                    mention.line,
                    mention.said
                ));
            }
        }
    }
    Ok(faults)
}

fn is_document(file: &Path) -> bool {
    file.extension().is_some_and(|end| end == "md")
}

/// The names at the root of the repository.
fn tops(files: &[PathBuf]) -> BTreeSet<String> {
    let there = files.iter().filter_map(|file| file.iter().next()?.to_str());
    there
        .chain(FOLDERS.iter().copied())
        .map(str::to_owned)
        .collect()
}

/// A path as a document says it, and what it means from the root (`None`: outside).
#[derive(Debug, PartialEq)]
struct Mention {
    line: usize,
    said: String,
    path: Option<PathBuf>,
}

impl Mention {
    fn exists(&self, root: &Path) -> bool {
        self.path
            .as_ref()
            .is_some_and(|path| root.join(path).exists())
    }
}

fn mentions(text: &str, document: &Path, tops: &BTreeSet<String>) -> Vec<Mention> {
    let folder = document.parent().unwrap_or(Path::new(""));
    let mut found = Vec::new();
    let mut fenced = false;
    for (at, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            let links = links(line).map(|said| (said, normal(&folder.join(bare(said)))));
            let paths = spans(line)
                .filter(|said| is_path(said, tops))
                .map(|said| (said, normal(Path::new(&stem(said)))));
            found.extend(links.chain(paths).map(|(said, path)| Mention {
                line: at + 1,
                said: said.to_owned(),
                path,
            }));
        }
    }
    found
}

/// The targets of the links in a line that stay in the repository.
fn links(line: &str) -> impl Iterator<Item = &str> {
    let inline = line.split("](").skip(1).filter_map(|rest| {
        let (target, _) = rest.split_once(')')?;
        target.split_whitespace().next()
    });
    let definition = line
        .starts_with('[')
        .then(|| line.split_once("]: "))
        .flatten()
        .and_then(|(_, target)| target.split_whitespace().next());
    inline
        .chain(definition)
        .map(|target| target.trim_start_matches('<').trim_end_matches('>'))
        .filter(|target| {
            !target.starts_with('#') && !target.contains("://") && !target.starts_with("mailto:")
        })
}

/// What stands between back-ticks in a line.
fn spans(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// Whether a back-ticked word is a path from the root of the repository.
fn is_path(said: &str, tops: &BTreeSet<String>) -> bool {
    let path = said.trim_start_matches("./");
    path.split_once('/')
        .is_some_and(|(top, _)| tops.contains(top))
        && !said.contains(char::is_whitespace)
}

/// The part of a pattern such as `crates/*/src` or `docs/adr/<number>.md` that names real folders;
/// all of a plain path.
fn stem(said: &str) -> String {
    let path = bare(said.trim_start_matches("./"));
    let Some(wild) = path.find(['*', '<', '{', '…', '$']) else {
        return path.to_owned();
    };
    path[..path[..wild].rfind('/').unwrap_or(0)].to_owned()
}

/// A path without its `#heading` and `:line`.
fn bare(said: &str) -> &str {
    let path = said.split('#').next().unwrap_or(said);
    path.split(':').next().unwrap_or(path)
}

/// A path from the root without `.` and `..`; `None` when it leaves the repository.
fn normal(path: &Path) -> Option<PathBuf> {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::Normal(name) => plain.push(name),
            Component::CurDir => {}
            Component::ParentDir if plain.pop() => {}
            _ => return None,
        }
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths_in(text: &str, document: &str) -> Vec<Option<String>> {
        let tops = tops(&[PathBuf::from("justfile"), PathBuf::from("deny.toml")]);
        mentions(text, Path::new(document), &tops)
            .into_iter()
            .map(|mention| mention.path.map(|path| path.display().to_string()))
            .collect()
    }

    fn some(path: &str) -> Vec<Option<String>> {
        vec![Some(path.to_owned())]
    }

    #[test]
    fn a_link_is_read_from_the_folder_of_its_document() {
        let text = "See [the map](../ARCHITECTURE.md#layers \"title\").";
        assert_eq!(
            paths_in(text, "docs/adr/1.md"),
            some("docs/ARCHITECTURE.md")
        );
        assert_eq!(
            paths_in("[the licence]: LICENSE", "README.md"),
            some("LICENSE")
        );
    }

    #[test]
    fn a_link_out_of_the_repository_is_a_fault() {
        assert_eq!(paths_in("[x](../shared/x.md)", "README.md"), vec![None]);
    }

    #[test]
    fn a_link_to_the_web_or_to_a_heading_is_left_alone() {
        let text = "[a](https://example.com/a) [b](#b) [c](mailto:ada@acme.example)";
        assert!(paths_in(text, "README.md").is_empty());
    }

    #[test]
    fn a_back_ticked_path_is_read_from_the_root() {
        let text = "Run `./scripts/test`, see `crates/okta/src/dpop.rs:12`.";
        let found = paths_in(text, "docs/how-to/test.md");
        assert_eq!(found[0].as_deref(), Some("scripts/test"));
        assert_eq!(found[1].as_deref(), Some("crates/okta/src/dpop.rs"));
    }

    #[test]
    fn of_a_pattern_the_folders_before_it_are_checked() {
        assert_eq!(paths_in("`crates/*/src`", "README.md"), some("crates"));
        assert_eq!(
            paths_in("`docs/adr/<number>.md`", "README.md"),
            some("docs/adr")
        );
    }

    #[test]
    fn what_is_not_of_the_repository_is_left_alone() {
        let text = "`/api/v1/users`, `application/json`, `cargo test -p x/y`, `target/debug/x`";
        assert!(paths_in(text, "README.md").is_empty());
    }

    #[test]
    fn fenced_code_is_left_alone() {
        let text = "```sh\n`docs/none.md`\n```\n`docs/none.md`";
        let tops = tops(&[]);
        let found = mentions(text, Path::new("README.md"), &tops);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].line, 4);
    }
}
