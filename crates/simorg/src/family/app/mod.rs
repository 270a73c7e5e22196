//! Applications: instances of templates, with people, groups, keys and grants below them.

mod born;
pub mod catalog;
mod certificate;
mod connection;
mod feature;
mod form;
mod grant;
mod group;
mod instance;
mod jwk;
mod key;
mod list;
mod metadata;
mod person;
mod policy;
mod push;
mod schema;
mod secret;
mod show;
mod template;
mod token;

pub use policy::of as policy_of;
pub use show::shown;

use serde_json::Value;

use crate::call::Call;
use crate::refusal::Refusal;
use crate::state::{Handler, State};
use crate::tree::Document;

pub use born::plant;
pub use group::{apps_of_group, forget_group};
pub use person::{assign, forget_user};
pub use schema::properties as schema_properties;
pub use show::{all, dressed};

/// The collection of applications.
pub const APPS: &str = "/api/v1/apps";

/// What this family answers.
pub const HANDLERS: &[(&str, Handler)] = &[
    ("listApplications", list::list_apps),
    ("createApplication", instance::create),
    ("getApplication", instance::get),
    ("replaceApplication", instance::replace),
    ("deleteApplication", instance::delete),
    ("activateApplication", instance::activate),
    ("deactivateApplication", instance::deactivate),
    ("listAssignedApplicationsForGroup", list::list_group_apps),
    ("listAppLinks", show::list_app_links),
    ("uploadApplicationLogo", instance::upload_logo),
    ("assignApplicationPolicy", policy::assign),
    ("listApplicationUsers", person::list),
    ("assignUserToApplication", person::post),
    ("getApplicationUser", person::get),
    ("updateApplicationUser", person::update),
    ("unassignUserFromApplication", person::delete),
    ("listApplicationGroupAssignments", group::list),
    ("assignGroupToApplication", group::put),
    ("getApplicationGroupAssignment", group::get),
    ("updateGroupAssignmentToApplication", group::patch),
    ("unassignApplicationFromGroup", group::delete),
    ("getApplicationUserSchema", schema::get),
    ("updateApplicationUserProfile", schema::update),
    ("generateApplicationKey", key::generate),
    ("cloneApplicationKey", key::clone),
    ("generateCsrForApplication", key::request_certificate),
    ("publishCsrFromApplication", key::publish),
    ("createOAuth2ClientSecret", secret::create),
    ("activateOAuth2ClientSecret", secret::activate),
    ("deactivateOAuth2ClientSecret", secret::deactivate),
    ("addJwk", jwk::add),
    ("listJwk", jwk::list),
    ("getJwk", jwk::act_on),
    ("deletejwk", jwk::act_on),
    ("activateOAuth2ClientJsonWebKey", jwk::act_on),
    ("deactivateOAuth2ClientJsonWebKey", jwk::act_on),
    ("previewSAMLmetadataForApplication", metadata::preview),
    ("grantConsentToScope", grant::create),
    ("listScopeConsentGrants", grant::read),
    ("getScopeConsentGrant", grant::read),
    ("listOAuth2TokensForApplication", token::list),
    ("getOAuth2TokenForApplication", token::missing),
    ("revokeOAuth2TokenForApplication", token::missing),
    ("listFeaturesForApplication", feature::list),
    ("getFeatureForApplication", feature::get),
    ("updateFeatureForApplication", feature::update),
    (
        "getDefaultProvisioningConnectionForApplication",
        connection::get,
    ),
    (
        "updateDefaultProvisioningConnectionForApplication",
        connection::update,
    ),
    (
        "activateDefaultProvisioningConnectionForApplication",
        connection::activate,
    ),
    (
        "deactivateDefaultProvisioningConnectionForApplication",
        connection::deactivate,
    ),
    ("listCatalogApps", catalog::list),
    ("getCatalogApp", catalog::get),
    ("createGroupPushMapping", push::create),
    ("updateGroupPushMapping", push::update),
    ("deleteGroupPushMapping", push::delete),
];

/// The path of an application.
pub fn path(id: &str) -> String {
    format!("{APPS}/{id}")
}

/// The application that the path names first.
///
/// # Errors
/// Okta's 404.
pub fn named(state: &State, call: &Call<'_>) -> Result<Document, Refusal> {
    let id = call.value(0);
    state
        .tree
        .get(&path(id))
        .cloned()
        .ok_or_else(|| Refusal::not_found(id, "AppInstance"))
}

/// The client id, where an application is the client of that id.
pub fn client(state: &State, id: &str) -> Option<String> {
    let apps = state.tree.children(APPS);
    let own = |app: &Document| text(app, "credentials.oauthClient.client_id") == id;
    apps.iter()
        .any(|(_, app)| !id.is_empty() && own(app))
        .then(|| id.to_owned())
}

/// A text of a document, empty where there is none.
pub fn text<'d>(document: &'d Document, member: &str) -> &'d str {
    crate::tree::member(document, member)
        .and_then(Value::as_str)
        .unwrap_or_default()
}
