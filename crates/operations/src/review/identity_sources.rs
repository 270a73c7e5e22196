//! What the operations on identity sources and linked identities do: effects and one line each.

use super::{Row, destroy, read, restricted, write};
use crate::effect::Family;

pub(super) static ROWS: &[Row] = &[
    // People linked to an identity provider
    read(
        "listIdentityProviderApplicationUsers",
        "Lists the people who are linked to one identity provider (social, SAML or OIDC sign-in), with the external id that each has there.",
    ),
    read(
        "getIdentityProviderApplicationUser",
        "Gets the link between a person and an identity provider: the external id and the profile that the provider sent.",
    ),
    restricted(
        "linkUserToIdentityProvider",
        Family::Takeover,
        "Links a person to an account at a SAML or social identity provider, without asking that person. A SAML provider must have persistent name ids on.",
        "lets whoever holds the external account sign in as the person",
    ),
    destroy(
        "unlinkUserFromIdentityProvider",
        "Unlinks a person from an identity provider. At the next sign-in through it, the account link policy decides whether they are linked again.",
        "takes a way in that the person has, and the external id with it",
    ),
    restricted(
        "listSocialAuthTokens",
        Family::Takeover,
        "Lists the tokens that a social or OIDC identity provider issued when a person signed in. They work at the provider as that person.",
        "hands out tokens that act as the person at the outside provider",
    ),
    read(
        "listUserIdentityProviders",
        "Lists the identity providers that a person is linked to: the outside accounts with which they can sign in.",
    ),
    // One record at a time
    restricted(
        "createIdentitySourceGroups",
        Family::Mass,
        "Adds one group to a custom identity source (Anything-as-a-Source, HR import), at once and without an import session. The source id is the app's id.",
        "writes into a source that Okta takes as the truth about groups",
    ),
    read(
        "getIdentitySourceGroup",
        "Gets one group of a custom identity source (Anything-as-a-Source), by Okta's id or by its external id.",
    ),
    restricted(
        "updateIdentitySourceGroups",
        Family::Mass,
        "Updates the name or description of one group of a custom identity source (Anything-as-a-Source), at once.",
        "writes into a source that Okta takes as the truth about groups",
    ),
    destroy(
        "deleteIdentitySourceGroup",
        "Deletes one group from a custom identity source (Anything-as-a-Source), and so from Okta.",
        "the group is gone with its memberships, and with what they gave",
    ),
    read(
        "getIdentitySourceGroupMemberships",
        "Lists the members of a group of a custom identity source, as external ids.",
    ),
    restricted(
        "createIdentitySourceGroupsMemberships",
        Family::Mass,
        "Adds one person to a group of a custom identity source, at once. Both are named by the ids they have in the source.",
        "writes into a source that Okta takes as the truth, and gives what the group gives",
    ),
    destroy(
        "deleteIdentitySourceGroupMemberships",
        "Removes one person from a group of a custom identity source, at once.",
        "takes what the group gives from a person",
    ),
    restricted(
        "createIdentitySourceUser",
        Family::Mass,
        "Adds one person to a custom identity source (Anything-as-a-Source), at once. Import rules decide whether Okta creates a person or matches one it has.",
        "may make the source the truth about a person whom Okta has already",
    ),
    read(
        "getIdentitySourceUser",
        "Gets one person of a custom identity source by external id, with the profile that the source holds.",
    ),
    restricted(
        "replaceExistingIdentitySourceUser",
        Family::Takeover,
        "Replaces the profile of one person of a custom identity source: user name, e-mail addresses, mobile phone. What is left out is dropped.",
        "sets user name and e-mail, with which an account can be taken over",
    ),
    restricted(
        "updateIdentitySourceUsers",
        Family::Takeover,
        "Updates parts of the profile of one person of a custom identity source: user name, e-mail addresses, mobile phone.",
        "sets user name and e-mail, with which an account can be taken over",
    ),
    destroy(
        "deleteIdentitySourceUser",
        "Deletes one person from a custom identity source. What then happens to the Okta account follows the source's import settings, usually deactivation.",
        "may end the access of the person to everything",
    ),
    // Import sessions
    read(
        "listIdentitySourceSessions",
        "Lists the import sessions of a custom identity source (Anything-as-a-Source) with their status.",
    ),
    write(
        "createIdentitySourceSession",
        "Creates an empty import session for a custom identity source. Upload data to it, then start the import. Only one active session may be made every five minutes.",
        "a session imports nothing until it is started, and can be deleted",
    ),
    read(
        "getIdentitySourceSession",
        "Gets one import session of a custom identity source, to see whether it is waiting, running, completed or failed.",
    ),
    destroy(
        "deleteIdentitySourceSession",
        "Deletes (cancels) an import session that has not been started. Only one that is CREATED or IN_PROGRESS can go.",
        "loses the data that was uploaded to the session",
    ),
    restricted(
        "uploadIdentitySourceDataForDelete",
        Family::Mass,
        "Uploads to an import session the external ids of people to remove (bulk delete). Nothing happens until the import is started.",
        "prepares to take the access of many people at once",
    ),
    restricted(
        "uploadIdentitySourceGroupMembershipsForDelete",
        Family::Mass,
        "Uploads to an import session the group memberships to remove. Nothing happens until the import is started.",
        "prepares to take what groups give from many people at once",
    ),
    restricted(
        "uploadIdentitySourceGroupMembershipsForUpsert",
        Family::Mass,
        "Uploads to an import session the group memberships to add or keep. Nothing happens until the import is started.",
        "prepares to give many people what groups give, at once",
    ),
    restricted(
        "uploadIdentitySourceGroupsDataForDelete",
        Family::Mass,
        "Uploads to an import session the external ids of groups to delete, at most 200 a call. Nothing happens until the import is started.",
        "prepares to delete many groups at once",
    ),
    restricted(
        "uploadIdentitySourceGroupsForUpsert",
        Family::Mass,
        "Uploads to an import session the groups to create or update, without their members, at most 200 a call. Nothing happens until the import is started.",
        "prepares to change many groups at once",
    ),
    restricted(
        "uploadIdentitySourceDataForUpsert",
        Family::Mass,
        "Uploads to an import session the people to create or update (bulk import). Nothing happens until the import is started.",
        "prepares to change many people at once, user names and e-mail included",
    ),
    restricted(
        "startImportFromIdentitySource",
        Family::Mass,
        "Starts the bulk import of everything uploaded to a session: people, groups and memberships are created, updated and removed. It cannot be undone.",
        "changes and removes many people and groups at once",
    ),
];
