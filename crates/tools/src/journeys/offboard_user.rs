//! Offboarding: one plan by which people lose their way in, and what they had.

use operations::op;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use crate::lookup::{Found, UserId};
use crate::quote::quote;
use crate::{Call, Error, Plan, Returns, Spec, Step, Write};

/// The most people of one plan.
const MOST: usize = 50;
/// How many rules or apps are read at once.
const PAGE: usize = 200;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OffboardUser {
    /// Ids or logins of the people, at most 50.
    #[schemars(length(min = 1, max = 50))]
    user_ids: Vec<UserId>,
    /// How it ends: suspended can be taken back; deactivated loses all apps.
    #[serde(default)]
    end: End,
    /// What they keep for now.
    #[serde(default)]
    keep: Vec<Part>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
enum End {
    #[default]
    Suspend,
    Deactivate,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
enum Part {
    Sessions,
    Grants,
    Factors,
    Groups,
    Apps,
}

impl Write for OffboardUser {
    const SPEC: Spec = Spec {
        name: "offboard_user",
        title: "Offboard people",
        about: "Offboards people who leave: suspends or deactivates them, ends sessions and tokens, and \
                takes grants, factors, groups and apps. One plan, one question; after a break it goes on.",
        uses: &[
            &op::GET_USER,
            &op::SUSPEND_USER,
            &op::DEACTIVATE_USER,
            &op::REVOKE_USER_SESSIONS,
            &op::LIST_FACTORS,
            &op::RESET_FACTORS,
        ],
        may_use: &[
            &op::LIST_USERS,
            &op::REVOKE_USER_GRANTS,
            &op::LIST_USER_GROUPS,
            &op::LIST_GROUP_RULES,
            &op::UNASSIGN_USER_FROM_GROUP,
            &op::LIST_APPLICATIONS,
            &op::UNASSIGN_USER_FROM_APPLICATION,
        ],
        returns: Returns::Change,
        example: r#"{"user_ids": ["ada@acme.example"], "end": "suspend"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        if self.user_ids.is_empty() || self.user_ids.len() > MOST {
            return Err(Error::invalid_input(format!(
                "`user_ids` must name 1 to {MOST} people"
            )));
        }
        let ruled = self.groups_of_rules(call).await?;
        let mut leaving = Vec::new();
        for who in &self.user_ids {
            let person = call.user(who).await?;
            if leaving
                .iter()
                .any(|one: &Leaving| one.person.id == person.id)
            {
                return Err(Error::invalid_input(format!(
                    "`user_ids` names {} twice",
                    quote(&person.name)
                )));
            }
            leaving.push(self.leaving(person, ruled.as_deref(), call).await?);
        }
        Ok(self.plan_of(&leaving, call))
    }
}

/// A person who leaves, and what they have.
struct Leaving {
    person: Found,
    factors: usize,
    /// Groups by id, which they are taken out of.
    groups: Vec<(String, String)>,
    /// Apps by id, which they were given one by one.
    apps: Vec<(String, String)>,
    /// What is left to somebody, a sentence each.
    left: Vec<String>,
}

impl OffboardUser {
    fn takes(&self, part: Part) -> bool {
        !self.keep.contains(&part)
    }

    /// The groups that rules fill; `None` where that cannot be read.
    async fn groups_of_rules(&self, call: &Call<'_>) -> Result<Option<Vec<String>>, Error> {
        if !self.takes(Part::Groups) || !call.may(&op::LIST_GROUP_RULES) {
            return Ok(None);
        }
        let mut groups = Vec::new();
        let request = op::list_group_rules().query("limit", PAGE);
        call.walk(&request, None, |rules| {
            for rule in rules {
                let ids = rule.pointer("/actions/assignUserToGroups/groupIds");
                let ids = ids.and_then(Value::as_array).into_iter().flatten();
                groups.extend(ids.filter_map(Value::as_str).map(str::to_owned));
            }
        })
        .await?;
        Ok(Some(groups))
    }

    async fn leaving(
        &self,
        person: Found,
        ruled: Option<&[String]>,
        call: &Call<'_>,
    ) -> Result<Leaving, Error> {
        let mut leaving = Leaving {
            factors: 0,
            groups: Vec::new(),
            apps: Vec::new(),
            left: Vec::new(),
            person,
        };
        leaving.sourced();
        let is_gone = leaving.person.status() == "DEPROVISIONED";
        if self.takes(Part::Factors) && !is_gone {
            let factors = call.send(&op::list_factors(&leaving.person.id)).await?;
            leaving.factors = factors.rows(None).map_or(0, Vec::len);
        }
        if self.takes(Part::Groups) {
            leaving.find_groups(ruled, call).await?;
        }
        // Deactivation takes the apps by itself.
        if self.takes(Part::Apps) && !is_gone && self.end == End::Suspend {
            leaving.find_apps(call).await?;
        }
        Ok(leaving)
    }

    fn plan_of(&self, leaving: &[Leaving], call: &Call<'_>) -> Plan {
        let mut steps = Vec::new();
        for (number, one) in leaving.iter().enumerate() {
            let of = self.steps(one, call).into_iter();
            steps.extend(of.map(|step| step.for_target(number)));
        }
        let people = match leaving {
            [one] => format!("The user {}", quote(&one.person.name)),
            many => format!("{} people", many.len()),
        };
        let (happens, done) = match self.end {
            End::Suspend => ("suspended", "suspended"),
            End::Deactivate => ("deactivated, which takes all apps", "deactivated"),
        };
        let verb = if leaving.len() == 1 { "is" } else { "are" };
        let was = if leaving.len() == 1 { "was" } else { "were" };
        let mut plan = Plan::of_all(steps)
            .happens(format!("{people} {verb} offboarded and {happens}."))
            .done(format!("{people} {was} offboarded and {done}."));
        for one in leaving {
            plan = plan
                .target(one.person.target("user"))
                .reaches(self.loses(one, call));
            for sentence in &one.left {
                plan = plan.reaches(sentence);
            }
        }
        plan
    }

    /// The requests for one person: the way in first, so that what follows is done in peace.
    fn steps(&self, one: &Leaving, call: &Call<'_>) -> Vec<Step> {
        let id = &one.person.id;
        let status = one.person.status();
        let mut steps = Vec::new();
        if status == "ACTIVE" {
            let suspend = Step::new(op::suspend_user(id)).looks_at(op::get_user(id));
            steps.push(suspend.undo(op::unsuspend_user(id)));
        }
        if status != "DEPROVISIONED" {
            if self.takes(Part::Sessions) {
                let sessions = op::revoke_user_sessions(id).query("oauthTokens", true);
                steps.push(Step::new(sessions));
            }
            if self.takes(Part::Grants) && call.may(&op::REVOKE_USER_GRANTS) {
                steps.push(Step::new(op::revoke_user_grants(id)));
            }
            if one.factors > 0 {
                steps.push(Step::new(op::reset_factors(id)));
            }
        }
        steps.extend(
            one.apps
                .iter()
                .map(|(app, _)| Step::new(op::unassign_user_from_application(app, id))),
        );
        steps.extend(one.groups.iter().map(|(group, _)| {
            Step::new(op::unassign_user_from_group(group, id))
                .looks_at(op::list_user_groups(id))
                .undo(op::assign_user_to_group(group, id))
        }));
        if self.end == End::Deactivate && status != "DEPROVISIONED" {
            steps.push(Step::new(op::deactivate_user(id)));
        }
        steps
    }

    /// What one person loses, in a sentence.
    fn loses(&self, one: &Leaving, call: &Call<'_>) -> String {
        let mut parts = Vec::new();
        if one.person.status() != "DEPROVISIONED" {
            if self.takes(Part::Sessions) {
                parts.push("all sessions and tokens".to_owned());
            }
            if self.takes(Part::Grants) && call.may(&op::REVOKE_USER_GRANTS) {
                parts.push("all grants".to_owned());
            }
        }
        if one.factors > 0 {
            parts.push(counted(one.factors, "factor"));
        }
        for (list, what) in [(&one.groups, "group"), (&one.apps, "app")] {
            if !list.is_empty() {
                let names: Vec<String> = list.iter().take(5).map(|(_, name)| quote(name)).collect();
                let more = if list.len() > 5 { ", …" } else { "" };
                parts.push(format!(
                    "{} ({}{more})",
                    counted(list.len(), what),
                    names.join(", ")
                ));
            }
        }
        if parts.is_empty() {
            parts.push("nothing more".to_owned());
        }
        format!(
            "{} is {} and loses: {}.",
            quote(&one.person.name),
            one.person.status(),
            parts.join(", ")
        )
    }
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

impl Leaving {
    /// Whoever comes from a directory is ended there too, or comes back with its next import.
    fn sourced(&mut self) {
        let provider = &self.person.object["credentials"]["provider"]["type"];
        let provider = provider.as_str().unwrap_or("OKTA");
        if !matches!(provider, "OKTA" | "FEDERATION" | "IMPORT" | "SOCIAL") {
            let name = quote(&self.person.name);
            self.left.push(format!(
                "{name} is sourced from {provider}: end the account there too, or its next import may bring it back."
            ));
        }
        if !matches!(
            self.person.status(),
            "ACTIVE" | "SUSPENDED" | "DEPROVISIONED"
        ) {
            let name = quote(&self.person.name);
            let status = self.person.status();
            self.left.push(format!(
                "{name} is {status}, and Okta suspends only who is ACTIVE: with `end` suspend the status stays."
            ));
        }
    }

    async fn find_groups(
        &mut self,
        ruled: Option<&[String]>,
        call: &Call<'_>,
    ) -> Result<(), Error> {
        let name = quote(&self.person.name);
        if !call.may(&op::LIST_USER_GROUPS) || !call.may(&op::UNASSIGN_USER_FROM_GROUP) {
            self.left.push(format!(
                "The groups of {name} stay: the scope okta.groups.manage is not asked for."
            ));
            return Ok(());
        }
        let Some(ruled) = ruled else {
            self.left.push(format!(
                "The groups of {name} stay: which of them rules fill could not be read."
            ));
            return Ok(());
        };
        let mut by_rule = 0;
        let request = op::list_user_groups(&self.person.id);
        call.walk(&request, None, |groups| {
            for group in groups.iter().filter(|group| group["type"] == "OKTA_GROUP") {
                let found = Found::of(group, "profile.name");
                if ruled.contains(&found.id) {
                    by_rule += 1;
                } else {
                    self.groups.push((found.id, found.name));
                }
            }
        })
        .await?;
        if by_rule > 0 {
            self.left.push(format!(
                "{name} stays in {} that group rules fill: taking somebody out by hand puts them on the rule's exclusion list.",
                counted(by_rule, "group")
            ));
        }
        Ok(())
    }

    async fn find_apps(&mut self, call: &Call<'_>) -> Result<(), Error> {
        let name = quote(&self.person.name);
        if !call.may(&op::LIST_APPLICATIONS) || !call.may(&op::UNASSIGN_USER_FROM_APPLICATION) {
            self.left.push(format!(
                "The apps of {name} stay: the scope okta.apps.manage is not asked for."
            ));
            return Ok(());
        }
        let id = self.person.id.clone();
        let request = op::list_applications()
            .query("filter", format!("user.id eq \"{id}\""))
            .query("expand", format!("user/{id}"))
            .query("limit", PAGE);
        call.walk(&request, None, |apps| {
            for app in apps {
                let scope = app.pointer("/_embedded/user/scope");
                let found = Found::of(app, "label");
                // What comes with a group goes with the group.
                if scope.and_then(Value::as_str) == Some("USER") {
                    self.apps.push((found.id, found.name));
                }
            }
        })
        .await
    }
}
