//! Authenticators, protection of sign-in, zones, identity providers, devices, agents: which event each change writes.

use super::{Row, row};

// One row a line, that it can be read as a table.
#[rustfmt::skip]
pub static ROWS: &[Row] = &[
    // Authenticators.
    row("createAuthenticator", "security.authenticator.lifecycle.create", "Authenticator"),
    row("replaceAuthenticator", "security.authenticator.lifecycle.update", "Authenticator"),
    row("activateAuthenticator", "security.authenticator.lifecycle.activate", "Authenticator"),
    row("deactivateAuthenticator", "security.authenticator.lifecycle.deactivate", "Authenticator"),
    row("replaceAuthenticatorMethod", "security.authenticator.lifecycle.update", "Authenticator"),
    row("activateAuthenticatorMethod", "security.authenticator.lifecycle.update", "Authenticator"), // a guess
    row("deactivateAuthenticatorMethod", "security.authenticator.lifecycle.update", "Authenticator"), // a guess
    row("createCustomAAGUID", "security.authenticator.lifecycle.update", "Authenticator"), // a guess
    row("replaceCustomAAGUID", "security.authenticator.lifecycle.update", "Authenticator"), // a guess
    row("updateCustomAAGUID", "security.authenticator.lifecycle.update", "Authenticator"), // a guess
    row("deleteCustomAAGUID", "security.authenticator.lifecycle.update", "Authenticator"), // a guess
    // Protection of sign-in.
    row("replaceAuthenticatorSettings", "security.attack_protection.settings.update", "AttackProtectionSettings"),
    row("replaceUserLockoutSettings", "security.attack_protection.settings.update", "AttackProtectionSettings"),
    row("updateBotProtectionConfiguration", "security.bot_protection.settings.update", "BotProtectionConfiguration"),
    row("updateConfiguration", "security.threat.configuration.update", "ThreatInsightConfiguration"),
    row("createBehaviorDetectionRule", "security.behavior.settings.create", "BehaviorSettings"),
    row("replaceBehaviorDetectionRule", "security.behavior.settings.update", "BehaviorSettings"),
    row("deleteBehaviorDetectionRule", "security.behavior.settings.delete", "BehaviorSettings"),
    row("activateBehaviorDetectionRule", "security.behavior.settings.update", "BehaviorSettings"), // a guess
    row("deactivateBehaviorDetectionRule", "security.behavior.settings.update", "BehaviorSettings"), // a guess
    row("createCaptchaInstance", "system.captcha.create", "Captcha"),
    row("updateCaptchaInstance", "system.captcha.update", "Captcha"),
    row("replaceCaptchaInstance", "system.captcha.update", "Captcha"),
    row("deleteCaptchaInstance", "system.captcha.delete", "Captcha"),
    // Nulls in the settings turn the CAPTCHA off, which Okta would log as `deactivate`.
    row("replacesOrgCaptchaSettings", "system.org.captcha.activate", "Captcha"),
    row("deleteOrgCaptchaSettings", "system.org.captcha.deactivate", "Captcha"),
    row("createTrustedOrigin", "security.trusted_origin.create", "TrustedOrigin"),
    row("replaceTrustedOrigin", "security.trusted_origin.update", "TrustedOrigin"),
    row("deleteTrustedOrigin", "security.trusted_origin.delete", "TrustedOrigin"),
    row("activateTrustedOrigin", "security.trusted_origin.activate", "TrustedOrigin"),
    row("deactivateTrustedOrigin", "security.trusted_origin.deactivate", "TrustedOrigin"),
    // Network zones.
    row("createNetworkZone", "zone.create", "NetworkZone"),
    row("replaceNetworkZone", "zone.update", "NetworkZone"),
    row("deleteNetworkZone", "zone.delete", "NetworkZone"),
    row("activateNetworkZone", "zone.activate", "NetworkZone"),
    row("deactivateNetworkZone", "zone.deactivate", "NetworkZone"),
    // Identity providers.
    row("createIdentityProvider", "system.idp.lifecycle.create", "IdentityProvider"),
    row("replaceIdentityProvider", "system.idp.lifecycle.update", "IdentityProvider"),
    row("deleteIdentityProvider", "system.idp.lifecycle.delete", "IdentityProvider"),
    row("activateIdentityProvider", "system.idp.lifecycle.activate", "IdentityProvider"),
    row("deactivateIdentityProvider", "system.idp.lifecycle.deactivate", "IdentityProvider"),
    row("createIdentityProviderKey", "system.idp.key.create", "IdpKey"),
    row("replaceIdentityProviderKey", "system.idp.key.update", "IdpKey"),
    row("deleteIdentityProviderKey", "system.idp.key.delete", "IdpKey"),
    row("generateIdentityProviderSigningKey", "system.idp.key.create", "IdpKey"), // a guess
    row("cloneIdentityProviderKey", "system.idp.key.create", "IdpKey"), // a guess
    // Devices.
    row("deleteDevice", "device.lifecycle.delete", "UDDevice"),
    row("activateDevice", "device.lifecycle.activate", "UDDevice"),
    row("deactivateDevice", "device.lifecycle.deactivate", "UDDevice"),
    row("suspendDevice", "device.lifecycle.suspend", "UDDevice"),
    row("unsuspendDevice", "device.lifecycle.unsuspend", "UDDevice"),
    row("createDeviceAssurancePolicy", "device.assurance.policy.add", "DeviceAssurance"),
    row("replaceDeviceAssurancePolicy", "device.assurance.policy.update", "DeviceAssurance"),
    row("deleteDeviceAssurancePolicy", "device.assurance.policy.delete", "DeviceAssurance"),
    row("createDevicePostureCheck", "device.posture.check.add", "DevicePostureCheck"),
    row("replaceDevicePostureCheck", "device.posture.check.update", "DevicePostureCheck"),
    row("deleteDevicePostureCheck", "device.posture.check.delete", "DevicePostureCheck"),
    row("activateDeviceIntegration", "device.integration.endpoint_security.activate", "DeviceIntegration"),
    row("deactivateDeviceIntegration", "device.integration.endpoint_security.deactivate", "DeviceIntegration"),
    row("createPushProvider", "device.push.provider.create", "PushProvider"),
    row("replacePushProvider", "device.push.provider.update", "PushProvider"),
    row("deletePushProvider", "device.push.provider.delete", "PushProvider"),
    // Agents. The event says that the status of a pool's update changed.
    row("createAgentPoolsUpdate", "system.agent_pools.auto_update", "AgentPool"), // a guess
    row("activateAgentPoolsUpdate", "system.agent_pools.auto_update", "AgentPool"),
    row("deactivateAgentPoolsUpdate", "system.agent_pools.auto_update", "AgentPool"),
    row("pauseAgentPoolsUpdate", "system.agent_pools.auto_update", "AgentPool"),
    row("resumeAgentPoolsUpdate", "system.agent_pools.auto_update", "AgentPool"),
    row("retryAgentPoolsUpdate", "system.agent_pools.auto_update", "AgentPool"),
    row("stopAgentPoolsUpdate", "system.agent_pools.auto_update", "AgentPool"),
];
