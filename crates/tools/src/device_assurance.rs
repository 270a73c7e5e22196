//! Device assurance policies: what a device must have before it may sign in.

use operations::op;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::body::{self, Replacement};
use crate::columns::DEVICE_ASSURANCES;
use crate::list::Pages;
use crate::noun::{DeviceAssurance, Named};
use crate::plan::Target;
use crate::quote::quote;
use crate::tool::{read, write};
use crate::{Call, Entry, Error, Plan, Read, Reply, Returns, Spec, Step, Write};

/// The tools about device assurance policies.
pub const TOOLS: &[Entry] = &[
    read::<ListDeviceAssurancePolicies>(),
    read::<GetDeviceAssurancePolicy>(),
    write::<CreateDeviceAssurancePolicy>(),
    write::<ReplaceDeviceAssurancePolicy>(),
    write::<DeleteDeviceAssurancePolicy>(),
];

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ListDeviceAssurancePolicies {
    /// Only those that allow older systems.
    version_threshold: Option<String>,
}

impl Read for ListDeviceAssurancePolicies {
    const SPEC: Spec = Spec {
        name: "list_device_assurance_policies",
        title: "List device assurance policies",
        about: "Lists device assurance policies with platform and least system version. With \
                `version_threshold` only those that let an older version in, policies without a least \
                version among them.",
        uses: &[&op::LIST_DEVICE_ASSURANCE_POLICIES],
        may_use: &[],
        returns: Returns::List(&DEVICE_ASSURANCES),
        example: r#"{"version_threshold": "15.0.0", "fields": ["name", "platform", "osVersion"]}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let list = op::list_device_assurance_policies();
        let Some(threshold) = self.version_threshold else {
            let pages = Pages {
                largest: usize::MAX,
                cap: None,
            };
            return call.list(list, &DEVICE_ASSURANCES, pages).await;
        };
        let threshold = parts(&threshold).ok_or_else(|| {
            Error::invalid_input("`version_threshold` is a version like 14.2.1: numbers and dots")
        })?;
        let mut policies = call.every(&list, None).await?;
        policies.retain(|policy| {
            let least = policy["osVersion"]["minimum"].as_str().and_then(parts);
            least.is_none_or(|least| least < threshold)
        });
        call.table(&policies, &DEVICE_ASSURANCES)
    }
}

/// The numbers of a version.
fn parts(version: &str) -> Option<Vec<u64>> {
    let parts = version.trim().split('.');
    parts.map(|part| part.parse().ok()).collect()
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GetDeviceAssurancePolicy {
    /// Policy id or exact name.
    device_assurance_id: Named<DeviceAssurance>,
}

impl Read for GetDeviceAssurancePolicy {
    const SPEC: Spec = Spec {
        name: "get_device_assurance_policy",
        title: "Get device assurance policy",
        about: "Gets one device assurance policy whole: platform, what devices must have, signals from \
                elsewhere and grace period.",
        uses: &[&op::GET_DEVICE_ASSURANCE_POLICY],
        may_use: &[&op::LIST_DEVICE_ASSURANCE_POLICIES],
        returns: Returns::One,
        example: r#"{"device_assurance_id": "Company Macs", "fields": ["name", "platform", "osVersion", "diskEncryptionType"]}"#,
    };

    async fn run(self, call: &Call<'_>) -> Result<Reply, Error> {
        let policy = call.found(&self.device_assurance_id).await?;
        Ok(call.one(policy.object))
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CreateDeviceAssurancePolicy {
    /// Okta's policy: name, platform, conditions.
    policy_data: Map<String, Value>,
    /// Least version, whole: `14.2.1`.
    user_stated_os_version: Option<String>,
}

impl Write for CreateDeviceAssurancePolicy {
    const SPEC: Spec = Spec {
        name: "create_device_assurance_policy",
        title: "Create device assurance policy",
        about: "Creates one device assurance policy for one platform: version, disk encryption, screen \
                lock, jailbreak. At least one condition; it does nothing until a sign-in rule uses it. Never \
                guess a version: ask.",
        uses: &[&op::CREATE_DEVICE_ASSURANCE_POLICY],
        may_use: &[],
        returns: Returns::Change,
        example: r#"{"policy_data": {"name": "Company Phones", "platform": "ANDROID", "screenLockType": {"include": ["BIOMETRIC"]}}, "user_stated_os_version": "14"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let mut policy = self.policy_data;
        arrange(&mut policy, self.user_stated_os_version)?;
        let policy = Value::Object(policy);
        for member in ["name", "platform"] {
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
        check_version(&policy)?;
        body::check("policy_data", &op::CREATE_DEVICE_ASSURANCE_POLICY, &policy)?;
        let name = policy["name"].as_str().unwrap_or_default().to_owned();
        let request = op::create_device_assurance_policy().body(policy);
        Ok(Plan::of(Step::new(request))
            .target(Target {
                kind: "device assurance policy".into(),
                name: name.clone(),
                id: String::new(),
            })
            .happens(format!(
                "A new device assurance policy {} is created in {}.",
                quote(&name),
                call.org()
            ))
            .done(format!(
                "The device assurance policy {} was created.",
                quote(&name)
            )))
    }
}

/// Puts the version where Okta takes it, and the short form of disk encryption into Okta's.
fn arrange(policy: &mut Map<String, Value>, version: Option<String>) -> Result<(), Error> {
    if let Some(version) = version {
        if policy.contains_key("osVersion") {
            return Err(Error::invalid_input(
                "give only one of `policy_data.osVersion` and `user_stated_os_version`",
            ));
        }
        policy.insert("osVersion".to_owned(), json!({"minimum": version.trim()}));
    }
    if let Some(disk) = policy.get_mut("diskEncryptionType")
        && let Some(kind) = disk.get("type").cloned()
    {
        *disk = json!({"include": [kind]});
    }
    Ok(())
}

/// Refuses a version that could be read in two ways. Android's majors stand alone; the others are given
/// whole, as Okta compares them (Okta, Device Assurance).
fn check_version(policy: &Value) -> Result<(), Error> {
    let Some(version) = policy["osVersion"]["minimum"].as_str() else {
        return Ok(());
    };
    let (allowed, form) = match policy["platform"].as_str().unwrap_or_default() {
        "ANDROID" => (1..=3, "a major like 14, or 14.0.0"),
        "WINDOWS" => (4..=4, "four numbers like 10.0.19045.0"),
        "IOS" | "MACOS" => (3..=3, "three numbers like 14.2.1"),
        "CHROMEOS" => {
            return Err(Error::invalid_input(
                "`policy_data.osVersion`: for CHROMEOS the version stands in `thirdPartySignalProviders.dtc`",
            ));
        }
        _ => return Ok(()),
    };
    if parts(version).is_some_and(|parts| allowed.contains(&parts.len())) {
        return Ok(());
    }
    Err(Error::invalid_input(format!(
        "the version {} is ambiguous: this platform takes {form}; ask which one is meant",
        quote(version)
    )))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ReplaceDeviceAssurancePolicy {
    /// Policy id or exact name.
    device_assurance_id: Named<DeviceAssurance>,
    /// Members to change; null clears.
    policy_data: Map<String, Value>,
    /// Least version, whole: `14.2.1`.
    user_stated_os_version: Option<String>,
}

impl Write for ReplaceDeviceAssurancePolicy {
    const SPEC: Spec = Spec {
        name: "replace_device_assurance_policy",
        title: "Replace device assurance policy",
        about: "Changes parts of one device assurance policy. Okta replaces the whole, so it is read first \
                and what you do not name stays; a stricter one shuts devices out at once. Never guess a \
                version: ask.",
        uses: &[
            &op::GET_DEVICE_ASSURANCE_POLICY,
            &op::REPLACE_DEVICE_ASSURANCE_POLICY,
        ],
        may_use: &[&op::LIST_DEVICE_ASSURANCE_POLICIES],
        returns: Returns::Change,
        example: r#"{"device_assurance_id": "Company Macs", "policy_data": {}, "user_stated_os_version": "15.1.0"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let policy = call.found(&self.device_assurance_id).await?;
        let mut given = self.policy_data;
        arrange(&mut given, self.user_stated_os_version)?;
        let operation = &op::REPLACE_DEVICE_ASSURANCE_POLICY;
        let made = Replacement::of(&policy.object, given, operation, "policy_data")?;
        if made.after["osVersion"] != made.before["osVersion"] {
            check_version(&made.after)?;
        }
        let put = op::replace_device_assurance_policy(&policy.id);
        let look = op::get_device_assurance_policy(&policy.id);
        Ok(Plan::of(made.step(put, look))
            .target(policy.target("device assurance policy"))
            .happens(format!(
                "Of the device assurance policy {} this changes: {}.",
                quote(&policy.name),
                made.changes()
            ))
            .reaches("Sign-in rules that use it follow at once: devices that no longer pass are kept out.")
            .done(format!(
                "The device assurance policy {} was changed.",
                quote(&policy.name)
            )))
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DeleteDeviceAssurancePolicy {
    /// Policy id or exact name.
    device_assurance_id: Named<DeviceAssurance>,
}

impl Write for DeleteDeviceAssurancePolicy {
    const SPEC: Spec = Spec {
        name: "delete_device_assurance_policy",
        title: "Delete device assurance policy",
        about: "Deletes one device assurance policy for good. Take it out of the sign-in rules that use it \
                first. Asks a person first.",
        uses: &[
            &op::GET_DEVICE_ASSURANCE_POLICY,
            &op::DELETE_DEVICE_ASSURANCE_POLICY,
        ],
        may_use: &[&op::LIST_DEVICE_ASSURANCE_POLICIES],
        returns: Returns::Change,
        example: r#"{"device_assurance_id": "Company Macs"}"#,
    };

    async fn plan(self, call: &Call<'_>) -> Result<Plan, Error> {
        let policy = call.found(&self.device_assurance_id).await?;
        let step = Step::new(op::delete_device_assurance_policy(&policy.id))
            .looks_at(op::get_device_assurance_policy(&policy.id));
        Ok(Plan::of(step)
            .target(policy.target("device assurance policy"))
            .happens(format!(
                "The device assurance policy {} is deleted for good.",
                quote(&policy.name)
            ))
            .reaches("Devices are no longer checked for it. It comes back only under a new id, which no rule knows.")
            .done(format!(
                "The device assurance policy {} is deleted.",
                quote(&policy.name)
            )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ambiguous_version_is_refused_and_an_android_major_is_not() {
        let check = |platform: &str, version: &str| {
            check_version(&json!({"platform": platform, "osVersion": {"minimum": version}})).is_ok()
        };
        assert!(check("ANDROID", "12"));
        assert!(check("MACOS", "14.2.1") && check("WINDOWS", "10.0.19045.0"));
        assert!(!check("MACOS", "14.2") && !check("IOS", "17") && !check("WINDOWS", "11"));
        assert!(!check("ANDROID", "twelve") && !check("CHROMEOS", "1.2.3"));
    }

    #[test]
    fn disk_encryption_in_its_short_form_is_kept() {
        let mut policy = Map::new();
        policy.insert(
            "diskEncryptionType".into(),
            json!({"type": "ALL_INTERNAL_VOLUMES"}),
        );
        arrange(&mut policy, None).unwrap();
        let whole = json!({"include": ["ALL_INTERNAL_VOLUMES"]});
        assert_eq!(policy["diskEncryptionType"], whole);
    }
}
