//! An administrator's credential, for as long as a connection is made, changed or taken away: who it is,
//! what they may do, and every request that goes out under it.

use std::path::Path;
use std::time::Duration;

use ::tools::advice::{self, Code};
use ::tools::quote::quote;
use ::tools::{Error, Kind};
use okta::{Client, Credentials, Device, OrgUrl, Secret, Settings};
use operations::{Operation, Request, op};
use serde_json::Value;

use crate::args::By;
use crate::config::Environment;
use crate::desk::Desk;

/// The most pages of one list that are read.
const MOST_PAGES: usize = 100;

/// The scopes that the steps take, where somebody signs in in a browser.
const SCOPES: [&str; 4] = [
    "okta.apps.manage",
    "okta.appGrants.manage",
    "okta.roles.manage",
    "okta.orgs.read",
];
/// How often it is looked whether they have signed in.
const PAUSE: Duration = Duration::from_secs(1);

/// What an administrator shows.
#[derive(Debug)]
pub enum Credential {
    /// Their API token.
    ApiToken(Secret),
    /// They sign in in a browser, with the app of that client id.
    SignIn(String),
}

/// Whoever the credential belongs to. It is forgotten with this.
pub struct Administrator {
    okta: Client,
    /// Their login.
    pub who: String,
    /// The org's id.
    pub org_id: String,
}

/// What the administrator shows: a sign-in where an app for it is named, else their API token. `None`
/// where there is neither.
///
/// # Errors
/// `invalid_input`, where what is given can be none.
pub fn credential(by: &By, desk: Desk) -> Result<Option<Credential>, Error> {
    if let Some(client_id) = &by.admin_client_id {
        return Ok(Some(Credential::SignIn(client_id.trim().to_owned())));
    }
    let token = token(by.admin_token_file.as_deref(), desk)?;
    Ok((!token.expose().is_empty()).then_some(Credential::ApiToken(token)))
}

/// The API token: from the file that is named (`-` is standard input), typed unseen, or piped in.
///
/// # Errors
/// `invalid_input` where there is none that could be one.
fn token(file: Option<&Path>, desk: Desk) -> Result<Secret, Error> {
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
    pub async fn enter(
        env: &Environment,
        org: &OrgUrl,
        credential: Credential,
        desk: Desk,
    ) -> Result<Self, Error> {
        let (client_id, credentials) = match credential {
            Credential::ApiToken(token) => (String::new(), Credentials::ApiToken(token)),
            Credential::SignIn(client_id) => (client_id, Device::passing().into()),
        };
        let is_person = matches!(credentials, Credentials::Device(_));
        let scopes = SCOPES.iter().filter(|_| is_person);
        let scopes = scopes.map(|scope| (*scope).to_owned()).collect();
        let settings = Settings::new(org.clone(), client_id, credentials, scopes);
        let okta = Client::new(env.on_the_way(settings)?);
        let this = Self {
            org_id: seen(&okta).await?,
            who: String::new(),
            okta,
        };
        if is_person {
            return this.signed_in(desk).await;
        }
        this.identified().await
    }

    /// Waits until they have signed in, and sees what the app may do for them.
    async fn signed_in(mut self, desk: Desk) -> Result<Self, Error> {
        let mut is_told = false;
        let grant = loop {
            match self.okta.sign_in().await {
                Ok(grant) => break grant,
                Err(okta::Fault::SignInNeeded { url, code, .. }) => {
                    if !is_told {
                        desk.say(&format!(
                            "Sign in as a Super Administrator: open {url} and confirm the code {}.",
                            quote(&code)
                        ));
                    }
                    is_told = true;
                    tokio::time::sleep(PAUSE).await;
                }
                Err(fault) => return Err(self.advice(&fault, &op::TOKEN, "sign in")),
            }
        };
        let missing: Vec<&str> = SCOPES
            .into_iter()
            .filter(|scope| !grant.covers(scope))
            .collect();
        if !missing.is_empty() {
            return Err(Error::new(
                Kind::MissingScope,
                format!(
                    "the app that signs the administrator in lacks {}",
                    missing.join(" ")
                ),
                format!(
                    "Grant it each of them {}; or use an API token.",
                    advice::SCOPES_TAB
                ),
            ));
        }
        "whoever signed in".clone_into(&mut self.who);
        Ok(self)
    }

    /// Sees whose the token is, and that they may make a connection.
    async fn identified(self) -> Result<Self, Error> {
        let mut this = self;
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

    /// Whether it is an API token, which outlives this.
    pub fn has_token(&self) -> bool {
        matches!(self.okta.settings().credentials, Credentials::ApiToken(_))
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
