//! A list read to its end, a page at a time, where what is wanted is not its rows but what they add up to.

use std::collections::HashSet;

use operations::Request;
use serde_json::Value;

use crate::cursor::completed;
use crate::{Call, Error, advice};

/// The most pages that one walk reads.
const MOST_PAGES: usize = 2_000;

impl Call<'_> {
    /// Shows every page of a list to `visit`.
    ///
    /// # Errors
    /// What went wrong on any page; the pages before it have been shown.
    pub async fn walk(
        &self,
        request: &Request,
        member: Option<&str>,
        mut visit: impl FnMut(&[Value]),
    ) -> Result<(), Error> {
        self.walk_on(request, member, |rows| {
            visit(rows);
            Ok(())
        })
        .await
    }

    /// Shows every page of a list to `visit`, until it has enough.
    ///
    /// # Errors
    /// What went wrong on any page, or what `visit` says.
    pub async fn walk_on(
        &self,
        request: &Request,
        member: Option<&str>,
        mut visit: impl FnMut(&[Value]) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut page = request.clone();
        let mut seen = HashSet::new();
        let mut rows = 0;
        for _ in 0..MOST_PAGES {
            let answer = self.send(&page).await?;
            let items = answer.rows(member).map(Vec::as_slice).unwrap_or_default();
            rows += items.len();
            visit(items)?;
            self.has_read(rows).await;
            let next = self.okta().next(request.operation(), &answer);
            let next = next.map_err(|f| advice::of(&f, request.operation(), self.okta()))?;
            let Some(next) = next else {
                return Ok(());
            };
            if !seen.insert(next.parameters.clone()) {
                let fault = okta::Fault::EndlessList;
                return Err(advice::of(&fault, request.operation(), self.okta()));
            }
            let query = completed(next.parameters, request.parameters());
            page = request.clone().with_query(query);
        }
        Err(Error::invalid_input(format!(
            "there is more than {MOST_PAGES} pages of it; ask for less"
        )))
    }
}
