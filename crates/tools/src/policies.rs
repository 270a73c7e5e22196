//! Policies: who may sign in how, what passwords must be, and what people enrol in.

use operations::{Effect, Family, op};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::body::{self, Replacement};
use crate::columns::POLICIES;
use crate::list::Pages;
use crate::lookup::Found;
use crate::noun::{Named, Policy};
use crate::plan::Target;
use crate::quote::quote;
use crate::tool::{read, write};
use crate::{Call, Entry, Error, Kind, Plan, Read, Reply, Returns, Spec, Step, Write};

/// The tools about policies.
pub const TOOLS: &[Entry] = &[
    read::<ListPolicies>(),
    read::<GetPolicy>(),
    write::<CreatePolicy>(),
    write::<UpdatePolicy>(),
    write::<DeletePolicy>(),
    write::<ActivatePolicy>(),
    write::<DeactivatePolicy>(),
];

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ListPolicies {
    /// Kind of policy.
    r#type: Type,
    /// Only those in this state.
    status: Option<Status>,
    /// Part of a name.
    q: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(inline)]
enum Type {
    OktaSignOn,
    Password,
    MfaEnroll,
    IdpDiscovery,
    AccessPolicy,
    ProfileEnrollment,
    PostAuthSession,
    EntityRisk,
    SessionViolationDetection,
    DeviceSignalCollection,
    ClientUpdate,
    IdentityClaimSourcing,
}

impl Type {
    fn as_str(&self) -> &'static str {
        match self {
            Self::OktaSignOn => "OKTA_SIGN_ON",
            Self::Password => "PASSWORD",
            Self::MfaEnroll => "MFA_ENROLL",
            Self::IdpDiscovery => "IDP_DISCOVERY",
            Self::AccessPolicy => "ACCESS_POLICY",
            Self::ProfileEnrollment => "PROFILE_ENROLLMENT",
            Self::PostAuthSession => "POST_AUTH_SESSION",
            Self::EntityRisk => "ENTITY_RISK",
            Self::SessionViolationDetection => "SESSION_VIOLATION_DETECTION",
            Self::DeviceSignalCollection => "DEVICE_SIGNAL_COLLECTION",
            Self::ClientUpdate => "CLIENT_UPDATE",
            Self::IdentityClaimSourcing => "IDENTITY_CLAIM_SOURCING",
        }
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
#[schemars(inline)]
enum Status {
    Active,
    Inactive,
}

impl Status {
    fn as_str(&self) -> &'static str {
        match self {
            Self::Active => "ACTIVE",
            Self::Inactive => "INACTIVE",
        }
    }
}

impl Read for ListPolicies {
    const SPEC: Spec = Spec {
        name: "list_policies",
        title: "List policies",
        about: "Lists the policies of one type in the order in which they are tried. ACCESS_POLICY \
                decides sign-in to apps, OKTA_SIGN_ON the session, MFA_ENROLL authenticators; what a \
                policy does stands in its rules: list_policy_rules.",
        uses: &[&op::LIST_POLICIES],
        may_use: &[],
        returns: Returns::List(&POLICIES),
        example: r#"{"type": "ACCESS_POLICY"}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let request = op::list_policies()
            .query("type", self.r#type.as_str())
            .query_if("status", self.status.map(|status| status.as_str()))
            .query_if("q", self.q);
        let pages = Pages {
            largest: 100,
            cap: None,
        };
        call.list(request, &POLICIES, pages).await
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GetPolicy {
    /// Policy id or `TYPE: name`.
    policy_id: Named<Policy>,
}

impl Read for GetPolicy {
    const SPEC: Spec = Spec {
        name: "get_policy",
        title: "Get policy",
        about: "Gets one policy whole: conditions, settings and priority, as Okta sent them. Its rules \
                are not in it: list_policy_rules has them.",
        uses: &[&op::GET_POLICY],
        may_use: &[&op::LIST_POLICIES],
        returns: Returns::One,
        example: r#"{"policy_id": "PASSWORD: Default Policy"}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let policy = call.found(&self.policy_id).await?;
        Ok(call.one(policy.object))
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CreatePolicy {
    /// Okta's policy: type, name, conditions, settings.
    policy_data: Map<String, Value>,
}

impl Write for CreatePolicy {
    const SPEC: Spec = Spec {
        name: "create_policy",
        title: "Create policy",
        about: "Creates one policy with all its conditions and settings. It does nothing until it has a \
                rule (create_policy_rule) and, for app sign-in, an app.",
        uses: &[&op::CREATE_POLICY],
        may_use: &[],
        returns: Returns::Change,
        example: r#"{"policy_data": {"type": "PASSWORD", "name": "Contractors", "description": "Longer passwords", "conditions": {"people": {"groups": {"include": ["00g1engineering0acme"]}}, "authProvider": {"provider": "OKTA"}}, "settings": {"password": {"complexity": {"minLength": 14}}}}}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let policy = Value::Object(self.policy_data);
        for member in ["type", "name"] {
            if policy[member]
                .as_str()
                .unwrap_or_default()
                .trim()
                .is_empty()
            {
                let fault = format!("`policy_data.{member}` is missing");
                return Err(Error::invalid_input(fault));
            }
        }
        body::check("policy_data", &op::CREATE_POLICY, &policy)?;
        let name = policy["name"].as_str().unwrap_or_default().to_owned();
        Ok(Plan::of(Step::new(op::create_policy().body(policy)))
            .target(Target {
                kind: "policy".into(),
                name: name.clone(),
                id: String::new(),
            })
            .happens(format!(
                "A new policy {} is created in {}.",
                quote(&name),
                call.org()
            ))
            .done(format!("The policy {} was created.", quote(&name))))
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct UpdatePolicy {
    /// Policy id or `TYPE: name`.
    policy_id: Named<Policy>,
    /// Members to change; null clears.
    policy_data: Map<String, Value>,
}

impl Write for UpdatePolicy {
    const SPEC: Spec = Spec {
        name: "update_policy",
        title: "Update policy",
        about: "Changes parts of one policy. Okta replaces the whole, so it is read first, and \
                conditions and settings that you do not name stay; lists are replaced as given. Default \
                policies and the Admin Console's are guarded.",
        uses: &[&op::GET_POLICY, &op::REPLACE_POLICY],
        may_use: &[&op::LIST_POLICIES],
        returns: Returns::Change,
        example: r#"{"policy_id": "PASSWORD: Default Policy", "policy_data": {"settings": {"password": {"complexity": {"minLength": 12}}}}}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let policy = call.found(&self.policy_id).await?;
        let operation = &op::REPLACE_POLICY;
        let made = Replacement::of(&policy.object, self.policy_data, operation, "policy_data")?;
        let put = op::replace_policy(&policy.id);
        let plan = Plan::of(made.step(put, op::get_policy(&policy.id)))
            .target(policy.target("policy"))
            .happens(format!(
                "Of the policy {} this changes: {}.",
                quote(&policy.name),
                made.changes()
            ))
            .reaches("It holds at once for everybody to whom the policy applies.")
            .done(format!("The policy {} was changed.", quote(&policy.name)));
        Ok(guarded(plan, &policy))
    }
}

/// The default policies and that of the Admin Console keep everybody out when they are wrong,
/// administrators included.
pub(crate) fn guarded(plan: Plan, policy: &Found) -> Plan {
    let is_default = policy.object["system"] == true;
    let is_console = policy.name == "Okta Admin Console";
    if !is_default && !is_console {
        return plan;
    }
    plan.raise(Effect::Restricted(Family::LockOut)).reaches(
        "It is a default policy or that of the Admin Console: a mistake can keep everybody out, administrators included.",
    )
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DeletePolicy {
    /// Policy id or `TYPE: name`.
    policy_id: Named<Policy>,
}

impl Write for DeletePolicy {
    const SPEC: Spec = Spec {
        name: "delete_policy",
        title: "Delete policy",
        about: "Deletes one policy with its rules for good; whom it held for falls to the next policy. \
                Default policies cannot be deleted. Asks a person first.",
        uses: &[&op::GET_POLICY, &op::DELETE_POLICY],
        may_use: &[&op::LIST_POLICIES, &op::LIST_POLICY_RULES],
        returns: Returns::Change,
        example: r#"{"policy_id": "ACCESS_POLICY: Contractors"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let policy = call.found(&self.policy_id).await?;
        if policy.object["system"] == true {
            return Err(Error::new(
                Kind::Conflict,
                format!(
                    "{} is a default policy; nothing was changed",
                    quote(&policy.name)
                ),
                "Okta deletes no default policy; update_policy changes it.",
            ));
        }
        let rules = call.every(&op::list_policy_rules(&policy.id), None).await?;
        let look = op::get_policy(&policy.id);
        let plan = Plan::of(Step::new(op::delete_policy(&policy.id)).looks_at(look))
            .target(policy.target("policy"))
            .happens(format!("The policy {} is deleted for good.", quote(&policy.name)))
            .reaches(format!(
                "Its {} rules are lost with it; whom it held for falls to the next policy. It comes back only under a new id.",
                rules.len()
            ))
            .done(format!("The policy {} is deleted.", quote(&policy.name)));
        Ok(guarded(plan, &policy))
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ActivatePolicy {
    /// Policy id or `TYPE: name`.
    policy_id: Named<Policy>,
}

impl Write for ActivatePolicy {
    const SPEC: Spec = Spec {
        name: "activate_policy",
        title: "Activate policy",
        about: "Activates one policy: from then on its rules decide for everybody it applies to. Asks a \
                person first.",
        uses: &[&op::GET_POLICY, &op::ACTIVATE_POLICY],
        may_use: &[&op::LIST_POLICIES],
        returns: Returns::Change,
        example: r#"{"policy_id": "ACCESS_POLICY: Contractors"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let policy = call.found(&self.policy_id).await?;
        let step = Step::new(op::activate_policy(&policy.id))
            .looks_at(op::get_policy(&policy.id))
            .undo(op::deactivate_policy(&policy.id));
        let plan = Plan::of(step)
            .target(policy.target("policy"))
            .happens(format!("The policy {} is activated.", quote(&policy.name)))
            .reaches("Its rules decide at once for everybody to whom it applies.")
            .done(format!("The policy {} is active.", quote(&policy.name)));
        Ok(guarded(plan, &policy))
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DeactivatePolicy {
    /// Policy id or `TYPE: name`.
    policy_id: Named<Policy>,
}

impl Write for DeactivatePolicy {
    const SPEC: Spec = Spec {
        name: "deactivate_policy",
        title: "Deactivate policy",
        about: "Deactivates one policy: whom it held for falls to the next one, which may be laxer or \
                stricter. Asks a person first.",
        uses: &[&op::GET_POLICY, &op::DEACTIVATE_POLICY],
        may_use: &[&op::LIST_POLICIES],
        returns: Returns::Change,
        example: r#"{"policy_id": "ACCESS_POLICY: Contractors"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let policy = call.found(&self.policy_id).await?;
        let step = Step::new(op::deactivate_policy(&policy.id))
            .looks_at(op::get_policy(&policy.id))
            .undo(op::activate_policy(&policy.id));
        let plan = Plan::of(step)
            .target(policy.target("policy"))
            .happens(format!(
                "The policy {} is deactivated.",
                quote(&policy.name)
            ))
            .reaches("Everybody to whom it applies falls to the next policy at once.")
            .done(format!("The policy {} is inactive.", quote(&policy.name)));
        Ok(guarded(plan, &policy))
    }
}
