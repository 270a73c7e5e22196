//! How a list goes on: by a `Link` header or by a link in the body.

use operations::Paging;
use serde_json::Value;
use url::Url;

use crate::{Fault, OrgUrl, Response, link};

/// The query parameters of the next page, as Okta's link has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// Names and values, unencoded.
    pub parameters: Vec<(String, String)>,
}

/// The next page after this answer; `None` at the end of the list.
///
/// Only the link's query is taken, never its path, and only where the link leads back to the org.
pub(crate) fn next(
    org: &OrgUrl,
    paging: Paging,
    response: &Response,
) -> Result<Option<Next>, Fault> {
    let target = match paging {
        Paging::AfterLast { member } => return Ok(behind_last(member, &response.body)),
        Paging::None => None,
        // What the description calls whole goes on too, should Okta say so.
        Paging::LinkHeader | Paging::Whole => {
            link::target(response.links.iter().map(String::as_str), "next")
        }
        Paging::BodyLinks { .. } => body_link(&response.body).map(str::to_owned),
    };
    let Some(target) = target else {
        return Ok(None);
    };
    let base = Url::parse(org.as_str()).ok();
    let url = Url::options()
        .base_url(base.as_ref())
        .parse(&target)
        .map_err(|_| Fault::NotOkta {
            status: response.status,
            what: "a next link that is no address".to_owned(),
        })?;
    if !org.is_origin_of(&url) {
        return Err(Fault::ForeignLink {
            host: url.host_str().unwrap_or_default().to_owned(),
        });
    }
    let parameters = url.query_pairs().into_owned().collect();
    Ok(Some(Next { parameters }))
}

/// The page behind the last row; `None` where there was no row.
fn behind_last(member: &str, body: &Value) -> Option<Next> {
    let last = body.as_array()?.last()?.get(member)?.as_str()?;
    Some(Next {
        parameters: vec![("after".to_owned(), last.to_owned())],
    })
}

fn body_link(body: &Value) -> Option<&str> {
    body.pointer("/_links/next/href")?.as_str()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn answer(links: &[&str], body: Value) -> Response {
        Response {
            status: 200,
            request_id: None,
            rate: None,
            body,
            links: links.iter().map(|&l| l.to_owned()).collect(),
        }
    }

    #[test]
    fn without_links_a_list_goes_on_behind_its_last_row_until_none_is_left() {
        let org = OrgUrl::parse("https://acme.okta.com").unwrap();
        let paging = Paging::AfterLast { member: "name" };
        let page = answer(&[], json!([{"name": "a"}, {"name": "b"}]));
        let found = next(&org, paging, &page).unwrap().unwrap();
        assert_eq!(found.parameters, [("after".to_owned(), "b".to_owned())]);
        assert_eq!(next(&org, paging, &answer(&[], json!([]))).unwrap(), None);
    }

    #[test]
    fn both_styles_give_the_query_of_the_next_page() {
        let org = OrgUrl::parse("https://acme.okta.com").unwrap();
        let after = Some(Next {
            parameters: vec![("after".into(), "x y".into()), ("limit".into(), "2".into())],
        });
        let header = answer(
            &["<https://acme.okta.com/api/v1/users?after=x+y&limit=2>; rel=\"next\""],
            json!([]),
        );
        assert_eq!(next(&org, Paging::LinkHeader, &header).unwrap(), after);
        let body = answer(
            &[],
            json!({"_links": {"next": {"href": "/api/v1/iam/roles?after=x+y&limit=2"}}}),
        );
        let style = Paging::BodyLinks {
            list: Some("roles"),
        };
        assert_eq!(next(&org, style, &body).unwrap(), after);
    }

    #[test]
    fn a_link_to_another_host_is_not_followed() {
        let org = OrgUrl::parse("https://acme.okta.com").unwrap();
        for link in [
            "https://evil.example/api",
            "http://acme.okta.com/",
            "//evil.example/",
        ] {
            let link = format!("<{link}?after=1>; rel=\"next\"");
            let fault = next(&org, Paging::LinkHeader, &answer(&[&link], json!([])));
            assert!(matches!(fault, Err(Fault::ForeignLink { .. })), "{link}");
        }
    }
}
