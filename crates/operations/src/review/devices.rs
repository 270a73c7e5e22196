//! What the operations on devices and on what is asked of them do: effects and one line each.

use super::{Row, destroy, read, restricted, write};
use crate::effect::Family;

pub(super) static ROWS: &[Row] = &[
    read(
        "listDevices",
        "Lists or searches devices (phones and computers with Okta Verify) by name, platform, status, serial number and more. expand=user adds their people. Identity Engine only.",
    ),
    read(
        "getDevice",
        "Shows one device: platform, operating system, serial number, whether managed and its status.",
    ),
    read(
        "listDeviceUsers",
        "Lists the people linked to a device, with how the device is managed and screen-lock state.",
    ),
    write(
        "activateDevice",
        "Turns a deactivated device on again, so that it can be linked to people. They must enrol in Okta Verify anew.",
        "lets a device be used again",
    ),
    write(
        "suspendDevice",
        "Suspends a device for a while, such as a lost phone: it cannot be used to sign in until it is unsuspended. Its links to people stay.",
        "the device loses access until it is unsuspended",
    ),
    write(
        "unsuspendDevice",
        "Ends the suspension of a device: it can be used to sign in again. The device must be SUSPENDED.",
        "gives back the access that suspension took",
    ),
    destroy(
        "deactivateDevice",
        "Deactivates a device (lost or stolen): removes its links to people, its factors and certificates. People must enrol it again. Needed before it can be deleted.",
        "the device loses its links to people",
    ),
    destroy(
        "deleteDevice",
        "Deletes a device for good. It must be deactivated first; enrolling it again makes a new record.",
        "a deleted device must be enrolled again",
    ),
    read(
        "listDeviceAssurancePolicies",
        "Lists device assurance policies: what a device must have, such as system version, disk encryption or screen lock. Sign-in rules refer to them. Identity Engine only.",
    ),
    read(
        "getDeviceAssurancePolicy",
        "Shows one device assurance policy: platform and what devices must have, and the grace period.",
    ),
    write(
        "createDeviceAssurancePolicy",
        "Adds a device assurance policy for one platform: system version, disk encryption, screen lock, jailbreak. At least one condition. Nothing happens until a sign-in rule uses it.",
        "does nothing until a sign-in rule uses it",
    ),
    destroy(
        "replaceDeviceAssurancePolicy",
        "Replaces a device assurance policy. What is left out is dropped. Sign-in rules that use it follow at once, so a stricter one shuts devices out.",
        "can shut out everybody whose device no longer passes",
    ),
    destroy(
        "deleteDeviceAssurancePolicy",
        "Deletes a device assurance policy. Take it out of the sign-in rules that use it first.",
        "a deleted policy comes back only under a new id",
    ),
    read(
        "listDeviceIntegrations",
        "Lists device integrations (signals about devices from elsewhere), such as CrowdStrike, Chrome Device Trust, Windows Security Center and osquery, with status.",
    ),
    read(
        "getDeviceIntegration",
        "Shows one device integration (signals about devices from elsewhere): platform, status and settings.",
    ),
    restricted(
        "activateDeviceIntegration",
        Family::Trust,
        "Turns a device integration on and fills in its settings: Okta then takes signals about devices from that source, for device assurance.",
        "makes Okta trust what another service says about devices",
    ),
    destroy(
        "deactivateDeviceIntegration",
        "Turns a device integration off: Okta no longer takes signals about devices from that source.",
        "people whose sign-in rules need those signals are kept out",
    ),
    read(
        "listDevicePostureChecks",
        "Lists custom device posture checks: osquery queries on macOS or Windows that device assurance policies can ask for.",
    ),
    read(
        "listDefaultDevicePostureChecks",
        "Lists the device posture checks that Okta defines itself (type BUILTIN).",
    ),
    read(
        "getDevicePostureCheck",
        "Shows one device posture check: platform, query, how its answer is read and the hint that people get.",
    ),
    write(
        "createDevicePostureCheck",
        "Adds a device posture check: an osquery query for macOS or Windows, with a hint for people who fail. Nothing happens until a device assurance policy uses it.",
        "does nothing until a device assurance policy uses it",
    ),
    destroy(
        "replaceDevicePostureCheck",
        "Replaces a device posture check: query, mapping and hint. What is left out is dropped. Device assurance policies that use it follow at once.",
        "runs another query on devices, and can shut out everybody who fails it",
    ),
    destroy(
        "deleteDevicePostureCheck",
        "Deletes a device posture check. Refused while a device assurance policy uses it.",
        "a deleted check comes back only under a new id",
    ),
];
