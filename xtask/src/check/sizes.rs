//! Which modules have grown past what a reader holds in mind.

use std::path::{Path, PathBuf};

/// Lines of code that a module should not pass.
const MOST: usize = 400;

/// A sentence for each module that is too large. Nothing fails for it: where to split is a judgement.
pub fn large(root: &Path, files: &[PathBuf]) -> anyhow::Result<Vec<String>> {
    let mut large = Vec::new();
    let handwritten = |file: &&PathBuf| super::is_module(file) && !super::is_generated(file);
    for file in files.iter().filter(handwritten) {
        let lines = lines(&super::text(root, file)?);
        if lines > MOST {
            large.push(format!(
                "{} has {lines} lines of code, more than {MOST}: split it by noun or verb",
                file.display()
            ));
        }
    }
    Ok(large)
}

/// Lines of code: neither blank, nor comment, nor the tests at the end.
fn lines(text: &str) -> usize {
    let (code, _) = text
        .split_once("\n#[cfg(test)]\nmod ")
        .unwrap_or((text, ""));
    code.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_code_is_counted() {
        let text =
            "//! Role.\n\nfn a() {}\n    // why\nfn b() {}\n\n#[cfg(test)]\nmod tests {\n}\n";
        assert_eq!(lines(text), 2);
    }
}
