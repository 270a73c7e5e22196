//! Scores the search on the requests of `tests/search`, and renews `docs/reference/search.md` with
//! `--write`.
#![allow(clippy::print_stdout, reason = "a report")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use bm25::{EmbedderBuilder, Scorer, Tokenizer};
use operations::OPERATIONS;
use serde::Deserialize;
use tools::Tool;
use tools::api::search;

/// The sets of requests, and what each was used for.
const SETS: [(&str, &str); 4] = [
    ("requests", "Tuned on"),
    ("nouns", "In Okta's nouns, tuned on"),
    ("nouns_held_out", "In Okta's nouns, held out"),
    ("held_out", "Held out"),
];

/// A request and the operations any of which is right.
#[derive(Deserialize)]
struct Asked {
    say: String,
    expect: Vec<String>,
    kind: String,
}

/// How often the right one came first, and among the first five.
#[derive(Clone, Copy, Default)]
struct Score {
    asked: usize,
    first: usize,
    five: usize,
}

impl Score {
    fn add(&mut self, found: &[&str], right: &[String]) {
        let is_right = |id: &&str| right.iter().any(|right| right == id);
        self.asked += 1;
        self.first += usize::from(found.first().is_some_and(is_right));
        self.five += usize::from(found.iter().take(5).any(is_right));
    }

    fn shown(self) -> String {
        #[allow(clippy::cast_precision_loss, reason = "hundreds")]
        let share = |of: usize| of as f64 / self.asked.max(1) as f64;
        format!(
            "{} | {:.3} | {:.3}",
            self.asked,
            share(self.first),
            share(self.five)
        )
    }
}

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut report = String::new();
    for (file, title) in SETS {
        let path = root.join("tests/search").join(format!("{file}.json"));
        let text = std::fs::read_to_string(path).expect("the test sets are committed");
        let asked: Vec<Asked> = serde_json::from_str(&text).expect("the test sets are JSON");
        writeln!(report, "{}", section(title, &asked)).expect("a string takes all");
    }
    println!("{report}");
    if std::env::args().any(|argument| argument == "--write") {
        write(&root.join("docs/reference/search.md"), &report);
    }
    if std::env::args().any(|argument| argument == "--misses") {
        misses(&root);
    }
}

fn section(title: &str, asked: &[Asked]) -> String {
    let mut ours: BTreeMap<&str, Score> = BTreeMap::new();
    let (mut plain, mut listed) = (Score::default(), Score::default());
    let over_operations = Plain::new(
        OPERATIONS
            .iter()
            .map(|o| (o.id, format!("{} {} {}", apart(o.id), o.path, o.tag))),
    );
    let tools = Tool::all();
    let over_tools = Plain::new(tools.iter().map(|tool| {
        let spec = tool.spec;
        (
            spec.name,
            format!(
                "{} {} {} {}",
                spec.name.replace('_', " "),
                spec.title,
                spec.about,
                tool.input_schema()
            ),
        )
    }));
    for one in asked {
        let found: Vec<&str> = search::ranked(&one.say).into_iter().map(|o| o.id).collect();
        ours.entry("all").or_default().add(&found, &one.expect);
        ours.entry(&one.kind).or_default().add(&found, &one.expect);
        plain.add(&over_operations.ranked(&one.say), &one.expect);
        listed.add(&over_tools.ranked(&one.say), &right_tools(&one.expect));
    }
    let mut text = format!("## {title}\n\n| | requests | at 1 | at 5 |\n|---|---|---|---|\n");
    for (kind, score) in &ours {
        let kind = kind.replace('_', " ");
        let _ = writeln!(text, "| `find_operation`, {kind} | {} |", score.shown());
    }
    let _ = writeln!(
        text,
        "| plain BM25 over ids, paths and tags | {} |",
        plain.shown()
    );
    let _ = writeln!(
        text,
        "| plain BM25 over `tools/list`, as hosts search | {} |",
        listed.shown()
    );
    text
}

/// The tools by which an operation is reached: its own, or those over the whole API.
fn right_tools(operations: &[String]) -> Vec<String> {
    let own = operations
        .iter()
        .filter_map(|id| tools::catalog::tool_of(operations::find(id)?));
    let own: Vec<String> = own.map(str::to_owned).collect();
    if own.is_empty() {
        let over_all = [
            "find_operation",
            "read_operation",
            "write_operation",
            "describe_operation",
        ];
        return over_all.map(str::to_owned).to_vec();
    }
    own
}

/// Words apart, in lower case; nothing more.
#[derive(Debug)]
struct Simple;

impl Tokenizer for Simple {
    fn tokenize(&self, text: &str) -> Vec<String> {
        let words = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    }
}

/// BM25 without any of our words.
struct Plain<'a> {
    embedder: bm25::Embedder<u32, Simple>,
    scorer: Scorer<usize>,
    names: Vec<&'a str>,
}

impl<'a> Plain<'a> {
    fn new(texts: impl Iterator<Item = (&'a str, String)>) -> Self {
        let (names, texts): (Vec<&str>, Vec<String>) = texts.unzip();
        let corpus: Vec<&str> = texts.iter().map(String::as_str).collect();
        let embedder =
            EmbedderBuilder::<u32, Simple>::with_tokenizer_and_fit_to_corpus(Simple, &corpus)
                .build();
        let mut scorer = Scorer::new();
        for (number, text) in texts.iter().enumerate() {
            scorer.upsert(&number, embedder.embed(text));
        }
        Self {
            embedder,
            scorer,
            names,
        }
    }

    fn ranked(&self, request: &str) -> Vec<&'a str> {
        let mut found = self.scorer.matches(&self.embedder.embed(request));
        // Of equal scores always the same comes first, or the figures would differ from run to run.
        found.sort_by(|one, other| {
            let by_score = other.score.total_cmp(&one.score);
            by_score.then(one.id.cmp(&other.id))
        });
        let found = found.into_iter().take(5);
        found.map(|found| self.names[found.id]).collect()
    }
}

fn apart(id: &str) -> String {
    let letters = id.chars().flat_map(|c| {
        let blank = c.is_uppercase().then_some(' ');
        blank.into_iter().chain([c])
    });
    letters.collect()
}

/// Puts the tables between the marks of the page.
fn write(path: &Path, report: &str) {
    let page = std::fs::read_to_string(path).expect("the page is committed");
    let (before, rest) = page
        .split_once("<!-- figures -->")
        .expect("the page has its marks");
    let (_, after) = rest
        .split_once("<!-- /figures -->")
        .expect("the page has its marks");
    let page = format!("{before}<!-- figures -->\n\n{report}<!-- /figures -->{after}");
    std::fs::write(path, page).expect("the page can be written");
}

/// What was not found first, of the sets that are tuned on: the others are not to be looked at.
fn misses(root: &Path) {
    for (file, _) in SETS.iter().filter(|(_, title)| !title.contains("eld out")) {
        let path = root.join("tests/search").join(format!("{file}.json"));
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let asked: Vec<Asked> = serde_json::from_str(&text).unwrap_or_default();
        asked.iter().for_each(miss);
    }
}

fn miss(one: &Asked) {
    let found = search::ranked(&one.say).into_iter().take(5);
    let found: Vec<&str> = found.map(|o| o.id).collect();
    let is_right = |id: &&str| one.expect.iter().any(|right| right == id);
    if !found.first().is_some_and(is_right) {
        println!("{} | {} | {:?} | {found:?}", one.kind, one.say, one.expect);
    }
}
