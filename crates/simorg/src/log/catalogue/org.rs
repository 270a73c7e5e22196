//! Hooks, streams, the organisation itself, service accounts: which event each change writes.

use super::{Row, row};

// One row a line, that it can be read as a table.
#[rustfmt::skip]
pub static ROWS: &[Row] = &[
    // Hooks.
    row("createEventHook", "event_hook.created", "EventHook"),
    row("replaceEventHook", "event_hook.updated", "EventHook"),
    row("deleteEventHook", "event_hook.deleted", "EventHook"),
    row("activateEventHook", "event_hook.activated", "EventHook"),
    row("deactivateEventHook", "event_hook.deactivated", "EventHook"),
    row("verifyEventHook", "event_hook.verified", "EventHook"),
    row("createInlineHook", "inline_hook.created", "InlineHook"),
    row("updateInlineHook", "inline_hook.updated", "InlineHook"),
    row("replaceInlineHook", "inline_hook.updated", "InlineHook"),
    row("deleteInlineHook", "inline_hook.deleted", "InlineHook"),
    row("activateInlineHook", "inline_hook.activated", "InlineHook"),
    row("deactivateInlineHook", "inline_hook.deactivated", "InlineHook"),
    row("createHookKey", "system.hook.key.created", "HookKey"),
    row("replaceHookKey", "system.hook.key.updated", "HookKey"),
    row("deleteHookKey", "system.hook.key.deleted", "HookKey"),
    // Log streams and shared signals.
    row("createLogStream", "system.log_stream.lifecycle.create", "LogStream"),
    row("replaceLogStream", "system.log_stream.lifecycle.update", "LogStream"),
    row("deleteLogStream", "system.log_stream.lifecycle.delete", "LogStream"),
    row("activateLogStream", "system.log_stream.lifecycle.activate", "LogStream"),
    row("deactivateLogStream", "system.log_stream.lifecycle.deactivate", "LogStream"),
    row("createSecurityEventsProviderInstance", "security.events.provider.create", "SecurityEventsProvider"),
    row("replaceSecurityEventsProviderInstance", "security.events.provider.update", "SecurityEventsProvider"),
    row("deleteSecurityEventsProviderInstance", "security.events.provider.delete", "SecurityEventsProvider"),
    row("activateSecurityEventsProviderInstance", "security.events.provider.activate", "SecurityEventsProvider"),
    row("deactivateSecurityEventsProviderInstance", "security.events.provider.deactivate", "SecurityEventsProvider"),
    row("publishSecurityEventTokens", "security.events.provider.receive_event", "SecurityEventsProvider"),
    row("createSsfStream", "security.events.transmitter.create", "SecurityEventsTransmitter"),
    row("replaceSsfStream", "security.events.transmitter.update", "SecurityEventsTransmitter"),
    row("updateSsfStream", "security.events.transmitter.update", "SecurityEventsTransmitter"),
    row("deleteSsfStream", "security.events.transmitter.delete", "SecurityEventsTransmitter"),
    // The organisation. What updateFeatureLifecycle, updateOktaSupportCase and principal rate limits write depends
    // on the call: no rows.
    row("updateThirdPartyAdminSetting", "iam.policy.assignee_configuration.update", "Org"),
    row("updateAutoAssignAdminAppSetting", "iam.policy.configuration.update", "Org"), // a guess
    row("assignClientPrivilegesSetting", "iam.policy.configuration.update", "Org"), // a guess
    row("grantAerialConsent", "account.org.consent.grant", "Org"),
    row("revokeAerialConsent", "account.org.consent.revoke", "Org"),
    row("grantOktaSupport", "user.session.impersonation.grant", "User"),
    row("extendOktaSupport", "user.session.impersonation.extend", "User"),
    row("revokeOktaSupport", "user.session.impersonation.revoke", "User"),
    row("createChildOrg", "system.org.lifecycle.create", "Org"), // a guess
    row("startOrgFailover", "system.dr.failover", "Org"),
    row("startOrgFailback", "system.dr.failback", "Org"),
    row("replaceRateLimitSettingsAdminNotifications", "system.rate_limit.configuration.update", "Org"), // a guess
    row("replaceRateLimitSettingsPerClient", "system.rate_limit.configuration.update", "Org"), // a guess
    row("replaceRateLimitSettingsWarningThreshold", "system.rate_limit.configuration.update", "Org"), // a guess
    row("replaceOktaPersonalAdminSettings", "personal.admin.configuration.update", "Org"),
    row("replaceBlockedEmailDomains", "personal.admin.configuration.update", "Org"), // a guess
    // Service accounts of Privileged Access.
    row("createAppServiceAccount", "pam.service_account.create", "ServiceAccount"), // a guess
    row("updateAppServiceAccount", "pam.service_account.update", "ServiceAccount"), // a guess
    row("deleteAppServiceAccount", "pam.service_account.delete", "ServiceAccount"), // a guess
    row("createOktaManagedUserAccount", "pam.service_account.create", "ServiceAccount"), // a guess
    row("updateOktaManagedUserAccount", "pam.service_account.update", "ServiceAccount"), // a guess
    row("deleteOktaManagedUserAccount", "pam.service_account.delete", "ServiceAccount"), // a guess
];
