//! No file names the machine it was written on, or the host of a package registry.

use std::path::{Path, PathBuf};

/// The faults: one for each line that names what it should not.
pub fn check(root: &Path, files: &[PathBuf]) -> anyhow::Result<Vec<String>> {
    let patterns = patterns(root);
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| *file != Path::new("Cargo.lock")) {
        let bytes = std::fs::read(root.join(file))?;
        let Ok(text) = String::from_utf8(bytes) else {
            continue;
        };
        for (line, pattern) in named(&text, &patterns) {
            faults.push(format!(
                "{}:{line}: names `{pattern}`: a path of one machine, or a registry's host",
                file.display()
            ));
        }
    }
    Ok(faults)
}

/// What no file may name, put together here so that this file does not name it either.
fn patterns(root: &Path) -> Vec<String> {
    let folders = ["work", "root"].map(|name| format!("/{name}"));
    let hosts = [
        ("crates", "io"),
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("deb.debian", "org"),
        ("proxy.golang", "org"),
    ]
    .map(|(name, end)| format!("{name}.{end}"));
    let clone = (root.components().count() > 2).then(|| root.display().to_string());
    folders.into_iter().chain(hosts).chain(clone).collect()
}

fn named<'a>(text: &'a str, patterns: &'a [String]) -> impl Iterator<Item = (usize, &'a str)> + 'a {
    text.lines().enumerate().flat_map(move |(at, line)| {
        let found = patterns.iter().filter(move |pattern| has(line, pattern));
        found.map(move |pattern| (at + 1, pattern.as_str()))
    })
}

/// Whether a line has the pattern as a whole: the longer words `homework/` and `/workspace` do not.
fn has(line: &str, pattern: &str) -> bool {
    line.match_indices(pattern).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + pattern.len()..].chars().next();
        !before.is_some_and(is_of_word) && !after.is_some_and(is_of_word)
    })
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || letter == '-'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(text: &str) -> Vec<usize> {
        let patterns = patterns(Path::new("/a"));
        named(text, &patterns).map(|(line, _)| line).collect()
    }

    #[test]
    fn a_path_of_a_machine_is_found() {
        let text = ["fine\ncd /", "work/main\n`/", "root`\n"].concat();
        assert_eq!(finds(&text), [2, 3]);
    }

    #[test]
    fn the_host_of_a_registry_is_found() {
        let text = ["see https://index.crates", ".io/x and static.crates", ".io"].concat();
        assert_eq!(finds(&text), [1]);
    }

    #[test]
    fn longer_words_are_left_alone() {
        assert!(finds("/workspace home/work/x /api/v1/roots a/root x-work/").is_empty());
    }

    #[test]
    fn the_folder_of_the_clone_is_found_where_it_is_telling() {
        let patterns = patterns(Path::new("/srv/clone"));
        assert!(named("in /srv/clone/x", &patterns).next().is_some());
    }
}
