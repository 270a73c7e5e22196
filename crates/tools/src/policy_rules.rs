//! Rules of policies: what a policy does for whom, and with how much proof.

use operations::op;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::body::{self, Replacement};
use crate::columns::POLICY_RULES;
use crate::list::Pages;
use crate::lookup::Found;
use crate::noun::{Named, Noun, Policy, PolicyRule};
use crate::plan::Target;
use crate::policies::guarded;
use crate::quote::quote;
use crate::tool::{read, write};
use crate::{Call, Entry, Error, Kind, Plan, Read, Reply, Returns, Spec, Step, Write};

/// The tools about rules of policies.
pub const TOOLS: &[Entry] = &[
    read::<ListPolicyRules>(),
    read::<GetPolicyRule>(),
    write::<CreatePolicyRule>(),
    write::<UpdatePolicyRule>(),
    write::<DeletePolicyRule>(),
    write::<ActivatePolicyRule>(),
    write::<DeactivatePolicyRule>(),
];

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ListPolicyRules {
    /// Policy id or `TYPE: name`.
    policy_id: Named<Policy>,
}

impl Read for ListPolicyRules {
    const SPEC: Spec = Spec {
        name: "list_policy_rules",
        title: "List policy rules",
        about: "Lists the rules of one policy in the order in which they are tried. With `fields` \
                `[\"*\"]` each comes whole, with the factors and assurance that it demands.",
        uses: &[&op::LIST_POLICY_RULES],
        may_use: &[&op::LIST_POLICIES],
        returns: Returns::List(&POLICY_RULES),
        example: r#"{"policy_id": "Any two factors", "fields": ["*"]}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let policy = call.found_id(&self.policy_id).await?;
        let pages = Pages {
            largest: 50,
            cap: None,
        };
        call.list(op::list_policy_rules(&policy), &POLICY_RULES, pages)
            .await
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GetPolicyRule {
    /// Policy id or `TYPE: name`.
    policy_id: Named<Policy>,
    /// Rule id or name.
    rule_id: Named<PolicyRule>,
}

impl Read for GetPolicyRule {
    const SPEC: Spec = Spec {
        name: "get_policy_rule",
        title: "Get policy rule",
        about: "Gets one rule of a policy whole: its conditions, and its actions with every factor, \
                constraint and lifetime that they demand.",
        uses: &[&op::GET_POLICY_RULE],
        may_use: &[&op::LIST_POLICIES, &op::LIST_POLICY_RULES],
        returns: Returns::One,
        example: r#"{"policy_id": "Any two factors", "rule_id": "Catch-all Rule"}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let policy = call.found_id(&self.policy_id).await?;
        let rule = rule(call, &policy, &self.rule_id).await?;
        Ok(call.one(rule.object))
    }
}

/// The rule meant, of the policy of that id.
async fn rule(call: &Call<'_>, policy: &str, which: &Named<PolicyRule>) -> Result<Found, Error> {
    let list = op::list_policy_rules(policy);
    let id = call.found_below(which, &list).await?;
    let answer = call.send(&op::get_policy_rule(policy, &id)).await?;
    Ok(Found::of(&answer.body, PolicyRule::NAME))
}

/// The rule of `"Any two factors"`, for sentences.
fn of(rule: &Found, policy: &Found) -> String {
    format!(
        "The rule {} of the policy {}",
        quote(&rule.name),
        quote(&policy.name)
    )
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CreatePolicyRule {
    /// Policy id or `TYPE: name`.
    policy_id: Named<Policy>,
    /// Okta's rule: name, conditions, actions.
    rule_data: Map<String, Value>,
}

impl Write for CreatePolicyRule {
    const SPEC: Spec = Spec {
        name: "create_policy_rule",
        title: "Create policy rule",
        about: "Adds one rule to a policy, with all its conditions and actions; it holds at once. \
                Without `priority` it is tried last but one. `type` is taken from the policy where it \
                is left out.",
        uses: &[&op::GET_POLICY, &op::CREATE_POLICY_RULE],
        may_use: &[&op::LIST_POLICIES],
        returns: Returns::Change,
        example: r#"{"policy_id": "ACCESS_POLICY: Contractors", "rule_data": {"name": "Phishing resistant", "actions": {"appSignOn": {"access": "ALLOW", "verificationMethod": {"type": "ASSURANCE", "factorMode": "2FA", "reauthenticateIn": "PT2H", "constraints": [{"possession": {"phishingResistant": "REQUIRED"}}]}}}}}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let policy = call.found(&self.policy_id).await?;
        let mut rule = Value::Object(self.rule_data);
        let name = rule["name"].as_str().unwrap_or_default().to_owned();
        if name.trim().is_empty() {
            return Err(Error::invalid_input("`rule_data.name` is missing"));
        }
        if rule.get("type").is_none_or(Value::is_null) {
            rule["type"] = type_of_rules(&policy).into();
        }
        body::check("rule_data", &op::CREATE_POLICY_RULE, &rule)?;
        let request = op::create_policy_rule(&policy.id).body(rule);
        let plan = Plan::of(Step::new(request))
            .target(policy.target("policy"))
            .target(Target {
                kind: "policy rule".into(),
                name: name.clone(),
                id: String::new(),
            })
            .happens(format!(
                "A new rule {} is added to the policy {}.",
                quote(&name),
                quote(&policy.name)
            ))
            .reaches("It holds at once for everybody whom its conditions fit.")
            .done(format!("The rule {} was added.", quote(&name)));
        Ok(guarded(plan, &policy))
    }
}

/// The type of a policy's rules: the policy's own, but for one (Okta, Policies API).
fn type_of_rules(policy: &Found) -> String {
    match policy.object["type"].as_str().unwrap_or_default() {
        "OKTA_SIGN_ON" => "SIGN_ON".to_owned(),
        own => own.to_owned(),
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct UpdatePolicyRule {
    /// Policy id or `TYPE: name`.
    policy_id: Named<Policy>,
    /// Rule id or name.
    rule_id: Named<PolicyRule>,
    /// Members to change; null clears.
    rule_data: Map<String, Value>,
}

impl Write for UpdatePolicyRule {
    const SPEC: Spec = Spec {
        name: "update_policy_rule",
        title: "Update policy rule",
        about: "Changes parts of one rule of a policy. Okta replaces the whole, so it is read first, and \
                conditions, factors and assurance that you do not name stay; lists are replaced as \
                given.",
        uses: &[
            &op::GET_POLICY,
            &op::GET_POLICY_RULE,
            &op::REPLACE_POLICY_RULE,
        ],
        may_use: &[&op::LIST_POLICIES, &op::LIST_POLICY_RULES],
        returns: Returns::Change,
        example: r#"{"policy_id": "ACCESS_POLICY: Contractors", "rule_id": "Two factors", "rule_data": {"actions": {"appSignOn": {"verificationMethod": {"reauthenticateIn": "PT1H"}}}}}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let policy = call.found(&self.policy_id).await?;
        let rule = rule(call, &policy.id, &self.rule_id).await?;
        let operation = &op::REPLACE_POLICY_RULE;
        let made = Replacement::of(&rule.object, self.rule_data, operation, "rule_data")?;
        let put = op::replace_policy_rule(&policy.id, &rule.id);
        let look = op::get_policy_rule(&policy.id, &rule.id);
        let plan = Plan::of(made.step(put, look))
            .target(policy.target("policy"))
            .target(rule.target("policy rule"))
            .happens(format!(
                "{} changes: {}.",
                of(&rule, &policy),
                made.changes()
            ))
            .reaches("It holds at once for everybody whom its conditions fit.")
            .done(format!("{} was changed.", of(&rule, &policy)));
        Ok(guarded(plan, &policy))
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DeletePolicyRule {
    /// Policy id or `TYPE: name`.
    policy_id: Named<Policy>,
    /// Rule id or name.
    rule_id: Named<PolicyRule>,
}

impl Write for DeletePolicyRule {
    const SPEC: Spec = Spec {
        name: "delete_policy_rule",
        title: "Delete policy rule",
        about: "Deletes one rule of a policy for good; whom it fitted falls to the next rule. Catch-all \
                and default rules cannot be deleted. Asks a person first.",
        uses: &[
            &op::GET_POLICY,
            &op::GET_POLICY_RULE,
            &op::DELETE_POLICY_RULE,
        ],
        may_use: &[&op::LIST_POLICIES, &op::LIST_POLICY_RULES],
        returns: Returns::Change,
        example: r#"{"policy_id": "ACCESS_POLICY: Contractors", "rule_id": "Two factors"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let policy = call.found(&self.policy_id).await?;
        let rule = rule(call, &policy.id, &self.rule_id).await?;
        if rule.object["system"] == true {
            return Err(Error::new(
                Kind::Conflict,
                format!(
                    "{} is a default rule; nothing was changed",
                    quote(&rule.name)
                ),
                "Okta deletes no default rule; update_policy_rule changes it.",
            ));
        }
        let step = Step::new(op::delete_policy_rule(&policy.id, &rule.id))
            .looks_at(op::get_policy_rule(&policy.id, &rule.id));
        let plan = Plan::of(step)
            .target(policy.target("policy"))
            .target(rule.target("policy rule"))
            .happens(format!("{} is deleted for good.", of(&rule, &policy)))
            .reaches(
                "Whom it fitted falls to the next rule at once. It comes back only under a new id.",
            )
            .done(format!("{} is deleted.", of(&rule, &policy)));
        Ok(guarded(plan, &policy))
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ActivatePolicyRule {
    /// Policy id or `TYPE: name`.
    policy_id: Named<Policy>,
    /// Rule id or name.
    rule_id: Named<PolicyRule>,
}

impl Write for ActivatePolicyRule {
    const SPEC: Spec = Spec {
        name: "activate_policy_rule",
        title: "Activate policy rule",
        about: "Activates one rule of a policy: it decides at once for everybody whom its conditions \
                fit. Asks a person first.",
        uses: &[
            &op::GET_POLICY,
            &op::GET_POLICY_RULE,
            &op::ACTIVATE_POLICY_RULE,
        ],
        may_use: &[&op::LIST_POLICIES, &op::LIST_POLICY_RULES],
        returns: Returns::Change,
        example: r#"{"policy_id": "ACCESS_POLICY: Contractors", "rule_id": "Two factors"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let policy = call.found(&self.policy_id).await?;
        let rule = rule(call, &policy.id, &self.rule_id).await?;
        let step = Step::new(op::activate_policy_rule(&policy.id, &rule.id))
            .looks_at(op::get_policy_rule(&policy.id, &rule.id))
            .undo(op::deactivate_policy_rule(&policy.id, &rule.id));
        let plan = Plan::of(step)
            .target(policy.target("policy"))
            .target(rule.target("policy rule"))
            .happens(format!("{} is activated.", of(&rule, &policy)))
            .reaches("It decides at once for everybody whom its conditions fit.")
            .done(format!("{} is active.", of(&rule, &policy)));
        Ok(guarded(plan, &policy))
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DeactivatePolicyRule {
    /// Policy id or `TYPE: name`.
    policy_id: Named<Policy>,
    /// Rule id or name.
    rule_id: Named<PolicyRule>,
}

impl Write for DeactivatePolicyRule {
    const SPEC: Spec = Spec {
        name: "deactivate_policy_rule",
        title: "Deactivate policy rule",
        about: "Deactivates one rule of a policy: whom it fitted falls to the next rule, which may be \
                laxer or stricter. Asks a person first.",
        uses: &[
            &op::GET_POLICY,
            &op::GET_POLICY_RULE,
            &op::DEACTIVATE_POLICY_RULE,
        ],
        may_use: &[&op::LIST_POLICIES, &op::LIST_POLICY_RULES],
        returns: Returns::Change,
        example: r#"{"policy_id": "ACCESS_POLICY: Contractors", "rule_id": "Two factors"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let policy = call.found(&self.policy_id).await?;
        let rule = rule(call, &policy.id, &self.rule_id).await?;
        let step = Step::new(op::deactivate_policy_rule(&policy.id, &rule.id))
            .looks_at(op::get_policy_rule(&policy.id, &rule.id))
            .undo(op::activate_policy_rule(&policy.id, &rule.id));
        let plan = Plan::of(step)
            .target(policy.target("policy"))
            .target(rule.target("policy rule"))
            .happens(format!("{} is deactivated.", of(&rule, &policy)))
            .reaches("Whom it fitted falls to the next rule at once.")
            .done(format!("{} is inactive.", of(&rule, &policy)));
        Ok(guarded(plan, &policy))
    }
}
