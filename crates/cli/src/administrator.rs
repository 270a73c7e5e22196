//! An administrator's API token, for as long as a connection is made, changed or taken away: who it is,
//! what they may do, and every request that goes out under it.

use std::path::Path;

use ::tools::advice::{self, Code};
use ::tools::quote::quote;
use ::tools::{Error, Kind};
use okta::{Client, Credentials, OrgUrl, Secret, Settings};
use operations::{Operation, Request, op};
use serde_json::Value;

use crate::config::Environment;
use crate::desk::Desk;

/// The most pages of one list that are read.
const MOST_PAGES: usize = 100;

/// Whoever the API token belongs to. The token is forgotten with this.
pub struct Administrator {
    okta: Client,
    /// Their login.
    pub who: String,
    /// The org's id.
    pub org_id: String,
}

/// The API token: from the file that is named (`-` is standard input), typed unseen, or piped in.
///
/// # Errors
/// `invalid_input` where there is none that could be one.
pub fn token(file: Option<&Path>, desk: Desk) -> Result<Secret, Error> {
    let text = match file {
        Some(path) if path != Path::new("-") => {
            let text = crate::private::read(path)?.ok_or_else(|| no_file(path))?;
            Secret::new(text.trim())
        }
        _ => desk
            .secret("API token of a Super Administrator (not shown; nothing: the steps by hand)")?,
    };
    let bare = text.expose().strip_prefix("SSWS ").unwrap_or(text.expose());
    let is_one_word = bare.bytes().all(|byte| byte.is_ascii_graphic());
    if is_one_word && bare.len() < 200 {
        return Ok(Secret::new(bare));
    }
    Err(Error::new(
        Kind::InvalidInput,
        "what was given is no API token: it holds blanks or is too long",
        "Give the token alone, as Okta showed it when it was made.",
    ))
}

fn no_file(path: &Path) -> Error {
    Error::new(
        Kind::InvalidInput,
        format!("there is no file {}", quote(&path.to_string_lossy())),
        "Correct --admin-token-file.",
    )
}

impl Administrator {
    /// Sees that the org is one, whose the token is, and that they may make a connection. Nothing is
    /// changed.
    ///
    /// # Errors
    /// What is wrong with the org's address, the network, the token or its owner's role.
    pub async fn enter(env: &Environment, org: &OrgUrl, token: Secret) -> Result<Self, Error> {
        let credentials = Credentials::ApiToken(token);
        let settings = Settings::new(org.clone(), String::new(), credentials, Vec::new());
        let okta = Client::new(env.on_the_way(settings)?);
        let mut this = Self {
            org_id: seen(&okta).await?,
            who: String::new(),
            okta,
        };
        let me = this.may_read("see whose it is", op::get_user("me")).await?;
        let me = me.unwrap_or_default();
        let login = me["profile"]["login"].as_str();
        this.who = login.map_or_else(|| "somebody".to_owned(), quote);
        let roles = match me["id"].as_str() {
            Some(id) => {
                let request = op::list_assigned_roles_for_user(id);
                this.may_read("read admin roles", request).await?
            }
            None => None,
        };
        let roles = roles.map(|roles| types(&roles));
        match advice::steps_beyond(&this.who, roles.as_deref()) {
            Some(error) => Err(error),
            None => Ok(this),
        }
    }

    /// What a request reads; `None` where their role does not cover it.
    async fn may_read(&self, purpose: &str, request: Request) -> Result<Option<Value>, Error> {
        match self.okta.send(&request).await {
            Ok(answer) => Ok(Some(answer.body)),
            Err(fault) if fault.refusal().is_some_and(okta::Refusal::lacks_role) => Ok(None),
            Err(fault) => Err(self.advice(&fault, request.operation(), purpose)),
        }
    }

    /// Sends a request that serves a purpose ("create the app").
    ///
    /// # Errors
    /// What went wrong, in the words of the purpose.
    pub async fn ask(&self, purpose: &str, request: Request) -> Result<Value, Error> {
        let answer = self.okta.send(&request).await;
        let answer = answer.map_err(|fault| self.advice(&fault, request.operation(), purpose))?;
        Ok(answer.body)
    }

    /// The thing that a request reads; `None` where it is not there.
    ///
    /// # Errors
    /// As [`Administrator::ask`].
    pub async fn find(&self, purpose: &str, request: Request) -> Result<Option<Value>, Error> {
        match self.okta.send(&request).await {
            Ok(answer) => Ok(Some(answer.body)),
            Err(fault) if fault.refusal().is_some_and(okta::Refusal::is_not_found) => Ok(None),
            Err(fault) => Err(self.advice(&fault, request.operation(), purpose)),
        }
    }

    /// Sends a request that takes something away; what is not there any more is as good.
    ///
    /// # Errors
    /// As [`Administrator::ask`].
    pub async fn take_away(&self, purpose: &str, request: Request) -> Result<(), Error> {
        self.find(purpose, request).await.map(|_| ())
    }

    /// All rows of a list.
    ///
    /// # Errors
    /// As [`Administrator::ask`].
    pub async fn list(&self, purpose: &str, request: Request) -> Result<Vec<Value>, Error> {
        let mut rows = Vec::new();
        let mut page = request.clone();
        for _ in 0..MOST_PAGES {
            let advice = |fault: &okta::Fault| self.advice(fault, request.operation(), purpose);
            let answer = self
                .okta
                .send(&page)
                .await
                .map_err(|fault| advice(&fault))?;
            rows.extend(rows_of(&answer.body).cloned().unwrap_or_default());
            let next = self.okta.next(request.operation(), &answer);
            let Some(next) = next.map_err(|fault| advice(&fault))? else {
                break;
            };
            page = request.clone().with_query(next.parameters);
        }
        Ok(rows)
    }

    fn advice(&self, fault: &okta::Fault, operation: &Operation, purpose: &str) -> Error {
        advice::of_administrator(fault, operation, purpose, &self.okta)
    }

    /// Revokes the token. Nothing can be sent under it any more.
    ///
    /// # Errors
    /// As [`Administrator::ask`].
    pub async fn revoke(self) -> Result<(), Error> {
        let request = op::revoke_current_api_token();
        self.ask("revoke the API token", request).await.map(|_| ())
    }
}

/// The org's id, which tells that it is one.
async fn seen(okta: &Client) -> Result<String, Error> {
    let answer = okta.ask_openly(&op::get_wellknown_org_metadata()).await;
    let operation = &op::GET_WELLKNOWN_ORG_METADATA;
    let answer = answer.map_err(|fault| advice::of(&fault, operation, okta))?;
    if !answer.body["pipeline"].is_string() {
        return Err(Code::UrlNotOkta.error(format!(
            "what answers at {} is not Okta",
            okta.settings().org
        )));
    }
    let id = answer.body["id"].as_str().unwrap_or_default();
    Ok(id.to_owned())
}

/// The rows of a list: the array itself, or the one that stands in an object beside its links.
fn rows_of(body: &Value) -> Option<&Vec<Value>> {
    let inner = || body.as_object()?.values().find_map(Value::as_array);
    body.as_array().or_else(inner)
}

fn types(roles: &Value) -> Vec<String> {
    let roles = roles.as_array().into_iter().flatten();
    roles
        .filter(|role| role["status"] != "INACTIVE")
        .filter_map(|role| role["type"].as_str().map(str::to_owned))
        .collect()
}
