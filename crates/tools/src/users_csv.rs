//! `export_users_csv`: people as a table in a file, for a spreadsheet and not for a model.

use operations::{Request, op};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::columns::{EXPORTED_USERS, value_at};
use crate::folder::{Named, NewFile};
use crate::quote::quote;
use crate::users::refuse_two;
use crate::{Call, Error, Read, Reply, Returns, Spec, withhold};

/// The file where none is named.
const DEFAULT_NAME: &str = "okta_users_export.csv";
/// The most people that Okta gives for `q`, without a link to more.
const Q_CAP: usize = 10;
/// The most that one page of people has.
const LARGEST_PAGE: usize = 200;
/// What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection).
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExportUsersCsv {
    /// Name of the new file, like `users.csv`.
    output_path: Option<String>,
    /// As in `list_users`.
    search: Option<String>,
    /// As in `list_users`.
    filter: Option<String>,
    /// As in `list_users`.
    q: Option<String>,
    /// Columns, like `profile.city`.
    fields: Option<Vec<String>>,
}

impl Read for ExportUsersCsv {
    const SPEC: Spec = Spec {
        name: "export_users_csv",
        title: "Export users as CSV",
        about: "Writes users to a new CSV file in the folder of OKTA_MCP_FILES_DIR, to the last page; the \
                reply has only the count. Without `search` or `filter`, deactivated users are left out. \
                Never writes over a file.",
        uses: &[&op::LIST_USERS],
        may_use: &[],
        returns: Returns::Report,
        example: r#"{"output_path": "engineering.csv", "search": "profile.department eq \"Engineering\"", "fields": ["login", "status", "profile.title"]}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        refuse_two([
            ("search", self.search.is_some()),
            ("filter", self.filter.is_some()),
            ("q", self.q.is_some()),
        ])?;
        let names = self.fields.unwrap_or_else(|| EXPORTED_USERS.names());
        refuse_bad(&names)?;
        let name = self.output_path.as_deref().unwrap_or(DEFAULT_NAME);
        let file = call.files()?.create(Named {
            argument: "output_path",
            name,
        })?;
        let is_q = self.q.is_some();
        let request = op::list_users()
            .query_if("search", self.search)
            .query_if("filter", self.filter)
            .query_if("q", self.q)
            .query("limit", LARGEST_PAGE);
        let mut export = Export::begin(file, names)?;
        let stopped = export.read(call, &request).await;
        if export.rows == 0 {
            stopped?;
            return export.end(call, name, Ok(false));
        }
        export.end(call, name, stopped.map(|()| is_q))
    }
}

fn refuse_bad(names: &[String]) -> Result<(), Error> {
    let is_bad = |name: &&String| name.is_empty() || name.as_str() == "*";
    if names.is_empty() || names.iter().any(|name| is_bad(&name)) {
        return Err(Error::invalid_input(
            "`fields` names columns, such as `login` or `profile.city`; leave it out for the usual ones",
        ));
    }
    Ok(())
}

/// A table on its way into a file.
struct Export {
    file: NewFile,
    names: Vec<String>,
    /// Whether a column had a value in any row.
    is_filled: Vec<bool>,
    rows: usize,
    bytes: usize,
    defused: usize,
}

impl Export {
    fn begin(file: NewFile, names: Vec<String>) -> Result<Self, Error> {
        let mut export = Self {
            file,
            is_filled: vec![false; names.len()],
            names,
            rows: 0,
            bytes: 0,
            defused: 0,
        };
        let header: Vec<String> = export.names.iter().map(|n| defused(n.clone()).0).collect();
        export.write(&[header])?;
        Ok(export)
    }

    /// Reads every page, each into the file before the next.
    async fn read(&mut self, call: &Call<'_>, request: &Request) -> Result<(), Error> {
        call.walk_on(request, None, |people| self.take(people))
            .await
    }

    fn take(&mut self, people: &[Value]) -> Result<(), Error> {
        let mut rows = Vec::new();
        for person in people {
            let mut person = person.clone();
            withhold::secrets(&mut person);
            rows.push(self.row(&person));
        }
        self.write(&rows)?;
        self.rows += rows.len();
        Ok(())
    }

    fn row(&mut self, person: &Value) -> Vec<String> {
        let mut row = Vec::new();
        for (at, name) in self.names.iter().enumerate() {
            let (cell, is_defused) = cell(value_at(person, EXPORTED_USERS.path(name)));
            self.is_filled[at] |= !cell.is_empty();
            self.defused += usize::from(is_defused);
            row.push(cell);
        }
        row
    }

    fn write(&mut self, rows: &[Vec<String>]) -> Result<(), Error> {
        // RFC 4180: quotes where needed and doubled inside, lines that end in CRLF.
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(Vec::new());
        for row in rows {
            writer
                .write_record(row)
                .expect("a row in memory has as many cells as the header");
        }
        let bytes = writer.into_inner().expect("memory takes what is written");
        self.bytes += bytes.len();
        self.file.append(&bytes)
    }

    /// Keeps the file, and says what is in it and what is not.
    fn end(
        self,
        call: &Call<'_>,
        name: &str,
        stopped: Result<bool, Error>,
    ) -> Result<Reply, Error> {
        let empty = self.names.iter().zip(&self.is_filled);
        let empty: Vec<&String> = empty
            .filter(|(_, is)| !**is)
            .map(|(name, _)| name)
            .collect();
        let mut reply = json!({
            "org": call.org(),
            "file": name,
            "rows": self.rows,
            "bytes": self.bytes,
            "columns": self.names,
            "complete": true,
        });
        if self.rows > 0 && !empty.is_empty() {
            reply["empty_columns"] = json!(empty);
        }
        if self.defused > 0 {
            reply["note"] = format!(
                "{} values begin as a formula does; each has a ' before it, so that a spreadsheet shows it and does not run it",
                self.defused
            )
            .into();
        }
        let why = match stopped {
            Ok(true) if self.rows >= Q_CAP => Some(json!("q_cap")),
            Ok(_) => None,
            Err(error) => {
                reply["error"] = json!(error);
                reply["next_step"] = format!(
                    "{} has the rows up to there. Export again under another name for all of them.",
                    quote(name)
                )
                .into();
                Some(json!("error"))
            }
        };
        if let Some(why) = why {
            reply["complete"] = false.into();
            reply["why"] = why;
        }
        self.file.keep()?;
        Ok(Reply::report(reply))
    }
}

/// A value as a cell, and whether it was kept from being a formula.
fn cell(value: Value) -> (String, bool) {
    match value {
        Value::Null => (String::new(), false),
        Value::String(text) => defused(text),
        // Numbers are numbers; lists and objects begin with a bracket.
        other => (other.to_string(), false),
    }
}

/// A text that no spreadsheet runs, and whether it had to be changed for that.
fn defused(text: String) -> (String, bool) {
    if text.trim_start_matches(' ').starts_with(FORMULA) {
        return (format!("'{text}"), true);
    }
    (text, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_as_a_formula_is_shown_and_not_run() {
        for text in ["=1+1", "+49 30", "-1", "@SUM(A1)", "\tx", "\rx", "  =x"] {
            assert_eq!(cell(json!(text)), (format!("'{text}"), true), "{text:?}");
        }
        for text in ["", "a=b", "Lovelace-King", "ada@acme.example", "'=x"] {
            assert_eq!(cell(json!(text)), (text.to_owned(), false), "{text:?}");
        }
        assert_eq!(cell(json!(-1)), ("-1".to_owned(), false));
        assert_eq!(cell(json!(["=a"])), ("[\"=a\"]".to_owned(), false));
        assert_eq!(cell(Value::Null), (String::new(), false));
    }
}
