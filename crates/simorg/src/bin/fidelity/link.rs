//! `Link` headers: read, and compared.

use std::collections::BTreeSet;

use super::ids::Ids;
use super::table::decode;
use super::token::without_host;

/// One link of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its relation: `self`, `next`.
    pub rel: String,
    path: String,
    query: Vec<(String, String)>,
}

impl Link {
    /// The links of an answer, whether each has a header of its own or they share one.
    pub fn all<'a>(headers: impl Iterator<Item = &'a str>) -> Vec<Self> {
        let mut links = Vec::new();
        for header in headers {
            for part in header.split('<').skip(1) {
                if let Some((url, rest)) = part.split_once('>') {
                    links.push(Self::new(url, rest));
                }
            }
        }
        links
    }

    fn new(url: &str, parameters: &str) -> Self {
        let rel = parameters.split("rel=").nth(1).unwrap_or_default();
        let rel = rel.split([';', ',']).next().unwrap_or_default();
        let place = without_host(url);
        let (path, query) = place.split_once('?').unwrap_or((place, ""));
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        Self {
            rel: rel.trim().trim_matches('"').to_owned(),
            path: decode(path),
            query: pairs
                .map(|(name, value)| (decode(name), decode(value)))
                .collect(),
        }
    }

    /// The value of a query parameter.
    pub fn query(&self, name: &str) -> Option<&str> {
        let found = self.query.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    fn names(&self) -> BTreeSet<&str> {
        self.query.iter().map(|(name, _)| name.as_str()).collect()
    }
}

/// What counts of the links of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// All of them.
    All,
    /// All but `next`: the page holds what was there before the recording.
    AllButNext,
}

/// What differs between recorded and simulated links.
pub fn differences(
    recorded: &[Link],
    simulated: &[Link],
    ids: &Ids,
    counts: Counts,
) -> Vec<String> {
    let mut found = Vec::new();
    let counted = |rel: &str| counts == Counts::All || rel != "next";
    let named = |links: &[Link], rel: &str| links.iter().find(|link| link.rel == rel).cloned();
    let mut rels = BTreeSet::new();
    for link in recorded.iter().chain(simulated) {
        if !counted(&link.rel) || !rels.insert(link.rel.clone()) {
            continue;
        }
        match (named(recorded, &link.rel), named(simulated, &link.rel)) {
            (Some(there), Some(here)) => found.extend(pair(&there, &here, ids)),
            (Some(_), None) => found.push(format!("link {} missing", link.rel)),
            _ => found.push(format!("link {} surplus", link.rel)),
        }
    }
    found
}

fn pair(there: &Link, here: &Link, ids: &Ids) -> Vec<String> {
    let mut found = Vec::new();
    let rel = &there.rel;
    let path = ids.recorded(&here.path);
    if there.path != path {
        found.push(format!("link {rel} path {} here {path}", there.path));
    }
    let (expected, got) = (there.names(), here.names());
    for name in expected.difference(&got) {
        found.push(format!("link {rel} without {name}"));
    }
    for name in got.difference(&expected) {
        found.push(format!("link {rel} with {name}"));
    }
    if let (Some(there), Some(here)) = (there.query("limit"), here.query("limit"))
        && there != here
    {
        found.push(format!("link {rel} limit {there} here {here}"));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(headers: &[&str]) -> Vec<Link> {
        Link::all(headers.iter().copied())
    }

    #[test]
    fn joined_and_separate_headers_are_the_same() {
        let a = r#"<https://a.okta.com/api/v1/users?limit=2>; rel="self""#;
        let b = r#"<https://a.okta.com/api/v1/users?after=00u1%3D&limit=2>; rel="next""#;
        let joined = format!("{a}, {b}");
        assert_eq!(links(&[a, b]), links(&[&joined]));
        assert_eq!(links(&[b])[0].query("after"), Some("00u1="));
    }

    #[test]
    fn rels_paths_parameters_and_limits_are_compared() {
        let mut ids = Ids::default();
        ids.pair("00g1", "00gA");
        let there = links(&[r#"<https://a/groups/00g1/users?limit=200&q=a>; rel="self""#]);
        let same = links(&[r#"<https://b/groups/00gA/users?q=b&limit=200>; rel="self""#]);
        assert!(differences(&there, &same, &ids, Counts::All).is_empty());
        let other = links(&[
            r#"<https://b/groups/00gB/users?limit=50>; rel="self""#,
            r#"<https://b/groups/00gB/users?after=1>; rel="next""#,
        ]);
        assert_eq!(
            differences(&there, &other, &ids, Counts::All),
            [
                "link self path /groups/00g1/users here /groups/00gB/users",
                "link self without q",
                "link self limit 200 here 50",
                "link next surplus",
            ]
        );
        assert_eq!(
            differences(&there, &other, &ids, Counts::AllButNext).len(),
            3
        );
    }
}
