//! What the operations on agents, directories, features and disaster recovery do: effects and one line each.

use super::{Row, destroy, read, restricted, write};
use crate::effect::Family;

pub(super) static ROWS: &[Row] = &[
    read(
        "listAgentPools",
        "Lists pools of on-premises agents (AD, LDAP, RADIUS, IWA and others) with the health and version of each agent. Shows 5 a type unless limitPerPoolType says more.",
    ),
    read(
        "listAgentPoolsUpdates",
        "Lists the updates of an agent pool, planned, running and past. scheduled=true or false narrows to automatic or manual ones.",
    ),
    read(
        "getAgentPoolsUpdateInstance",
        "Shows one update of an agent pool: agents, target version, schedule and how far it has got.",
    ),
    destroy(
        "createAgentPoolsUpdate",
        "Adds an update (upgrade) of the agents in a pool. With a schedule it runs then; a manual one starts at once.",
        "replaces the software of agents that people sign in through, which Okta cannot roll back",
    ),
    destroy(
        "updateAgentPoolsUpdate",
        "Changes an update of an agent pool: agents, target version, schedule or notification of administrators.",
        "can replace the software of agents, which Okta cannot roll back",
    ),
    destroy(
        "deleteAgentPoolsUpdate",
        "Deletes an update of an agent pool. Agents updated already keep their new version.",
        "a deleted update comes back only under a new id",
    ),
    destroy(
        "activateAgentPoolsUpdate",
        "Activates a scheduled update of an agent pool, so that it runs at its time.",
        "lets the software of agents be replaced, which Okta cannot roll back",
    ),
    write(
        "deactivateAgentPoolsUpdate",
        "Deactivates a scheduled update of an agent pool: it does not run until it is activated again.",
        "only keeps a scheduled update from running; activation takes it back",
    ),
    write(
        "pauseAgentPoolsUpdate",
        "Pauses a running or queued update of an agent pool. Resume it to go on.",
        "the update can be resumed",
    ),
    destroy(
        "resumeAgentPoolsUpdate",
        "Resumes a paused update of an agent pool: the remaining agents are updated.",
        "replaces the software of agents, which Okta cannot roll back",
    ),
    destroy(
        "retryAgentPoolsUpdate",
        "Tries an update of an agent pool again after it failed or lost contact with Okta.",
        "replaces the software of agents, which Okta cannot roll back",
    ),
    write(
        "stopAgentPoolsUpdate",
        "Stops a running update of an agent pool. Agents updated already keep their new version; the others stay on the old one.",
        "the agents go on with the version they have, and the update can be tried again",
    ),
    read(
        "getAgentPoolsUpdateSettings",
        "Shows the update settings of an agent pool: release channel, newest and oldest supported version, whether to go on after an error.",
    ),
    write(
        "updateAgentPoolsUpdateSettings",
        "Changes the update settings of an agent pool: release channel (GA, EA, beta) and whether an update goes on after an error.",
        "changes settings of later updates, which can be set back",
    ),
    destroy(
        "updateGroupMembership",
        "Adds or removes people in an Active Directory or LDAP group, in the directory itself through the agent. Needs bidirectional group management. Not for Okta groups.",
        "changes access in the directory itself, outside Okta's reach to undo it",
    ),
    read(
        "submitGroupAttributeQuery",
        "Asks the on-premises agent for attributes of an Active Directory group. Answers with a resultId; fetch the result with getGroupAttributeQueryResult.",
    ),
    read(
        "getGroupAttributeQueryResult",
        "Fetches the answer to an Active Directory group query. 202 means that the agent is not done yet; an expired or unknown resultId gives 404.",
    ),
    read(
        "listFeatures",
        "Lists the self-service features (early access and beta switches) of the organisation, with stage and whether each is on.",
    ),
    read(
        "getFeature",
        "Shows one self-service feature: description, stage and whether it is on.",
    ),
    read(
        "listFeatureDependencies",
        "Lists the features that must be on before this one can be turned on.",
    ),
    read(
        "listFeatureDependents",
        "Lists the features that need this one, and must be turned off before it can be turned off.",
    ),
    restricted(
        "updateFeatureLifecycle",
        Family::Mass,
        "Turns a self-service feature (early access) on or off for the whole organisation. mode=force also switches the features it depends on, or that depend on it.",
        "changes how Okta behaves for everybody at once",
    ),
    read(
        "getDRStatus",
        "Shows for every domain of the organisation whether it runs in the primary or the disaster recovery region. Answered by a host of its own; early access.",
    ),
    read(
        "getDRStatusForDomain",
        "Shows for one domain of the organisation whether it runs in the primary or the disaster recovery region. Early access.",
    ),
    restricted(
        "startOrgFailover",
        Family::Irreversible,
        "Moves the organisation, or only the domains named, to its disaster recovery region (failover). For outages. Answered by a host of its own; early access.",
        "moves the sign-in of everybody to another region at once",
    ),
    restricted(
        "startOrgFailback",
        Family::Irreversible,
        "Moves the organisation, or only the domains named, back from the disaster recovery region to the primary one (failback). Answered by a host of its own; early access.",
        "moves sign-in of everybody to another region at once",
    ),
];
