//! What the operations on inline hooks, log streams and security event streams do: effects and one line each.

use super::{Row, destroy, read, restricted, write};
use crate::effect::Family;

pub(super) static ROWS: &[Row] = &[
    // System Log
    read(
        "listLogEvents",
        "Searches the System Log (audit log): who signed in, who changed what, when and from where. Without since it covers the last 7 days; events are kept for 90 days.",
    ),
    // Inline hooks
    read(
        "listInlineHooks",
        "Lists the inline hooks (calls to an outside service in the middle of sign-in, token, registration, import or SMS sending), all or of one type.",
    ),
    restricted(
        "createInlineHook",
        Family::Exfiltration,
        "Creates an inline hook: Okta calls an outside service and lets its answer change tokens, assertions, imports or registration. It is active at once.",
        "sends data of people to an outside service, and lets it answer",
    ),
    read(
        "getInlineHook",
        "Gets one inline hook: its type, the address that it calls, and its status.",
    ),
    restricted(
        "updateInlineHook",
        Family::Exfiltration,
        "Updates parts of an inline hook, such as the outside address that it calls or how it authenticates there.",
        "can send data of people to another outside service",
    ),
    restricted(
        "replaceInlineHook",
        Family::Exfiltration,
        "Replaces an inline hook, its outside address included. Some properties, such as the type, cannot change. Read it first: what is left out is dropped.",
        "can send data of people to another outside service",
    ),
    destroy(
        "deleteInlineHook",
        "Deletes an inline hook for good. It must be inactive.",
        "a deleted hook comes back only under a new id, and its secret is lost",
    ),
    restricted(
        "executeInlineHook",
        Family::Exfiltration,
        "Runs an inline hook as a test: sends the data that you give to its outside service and returns the answer. Nothing else in Okta happens.",
        "sends whatever is in the body to an outside service",
    ),
    restricted(
        "activateInlineHook",
        Family::Exfiltration,
        "Activates an inline hook, so that Okta calls the outside service again.",
        "sends data of people to an outside service again",
    ),
    destroy(
        "deactivateInlineHook",
        "Deactivates an inline hook, so that the outside service is no longer called. What relied on its answer goes on without it, or fails.",
        "sign-in, tokens or imports that need its answer change or fail",
    ),
    // Log streams
    read(
        "listLogStreams",
        "Lists the log streams (exports of the System Log to a SIEM: AWS EventBridge or Splunk Cloud) with their status.",
    ),
    restricted(
        "createLogStream",
        Family::Exfiltration,
        "Creates a log stream (SIEM export) that sends every System Log event to AWS EventBridge or Splunk Cloud. It is active at once.",
        "sends the whole System Log to an outside account",
    ),
    read(
        "getLogStream",
        "Gets one log stream (SIEM export): where it sends the System Log, and whether it is active.",
    ),
    restricted(
        "replaceLogStream",
        Family::Exfiltration,
        "Replaces the settings of a log stream (SIEM export). What is fixed at creation, such as the AWS account and region, must be given unchanged.",
        "can send the System Log elsewhere",
    ),
    destroy(
        "deleteLogStream",
        "Deletes a log stream (SIEM export). Events that occur from then on never reach its target.",
        "the SIEM goes blind, and the stream comes back only under a new id",
    ),
    restricted(
        "activateLogStream",
        Family::Exfiltration,
        "Activates a log stream (SIEM export), so that System Log events flow to its target again.",
        "sends the System Log to an outside account again",
    ),
    destroy(
        "deactivateLogStream",
        "Deactivates a log stream (SIEM export). Treat it as switching off monitoring: what happens in the meantime may not be sent later.",
        "the SIEM goes blind for as long as the stream is off",
    ),
    // Signals from others (SSF receiver)
    read(
        "listSecurityEventsProviderInstances",
        "Lists the security events providers: outside tools (EDR, MDM and the like) whose risk signals Okta receives. Identity Engine only.",
    ),
    restricted(
        "createSecurityEventsProviderInstance",
        Family::Trust,
        "Creates a security events provider (SSF receiver): an outside tool whose signed risk signals Okta will believe. Active at once. Identity Engine only.",
        "lets an outside party say which people are a risk",
    ),
    read(
        "getSecurityEventsProviderInstance",
        "Gets one security events provider (SSF receiver): its issuer, key address and status.",
    ),
    restricted(
        "replaceSecurityEventsProviderInstance",
        Family::Trust,
        "Replaces a security events provider (SSF receiver): name, issuer and where its keys are.",
        "changes whose signals about people Okta believes",
    ),
    destroy(
        "deleteSecurityEventsProviderInstance",
        "Deletes a security events provider (SSF receiver). Okta no longer accepts risk signals from it.",
        "loses the risk signals, and the provider comes back only under a new id",
    ),
    restricted(
        "activateSecurityEventsProviderInstance",
        Family::Trust,
        "Activates a security events provider (SSF receiver), so that Okta acts on its risk signals again.",
        "lets an outside party say again which people are a risk",
    ),
    destroy(
        "deactivateSecurityEventsProviderInstance",
        "Deactivates a security events provider (SSF receiver). Its risk signals no longer arrive; nobody's risk rises because of it.",
        "risk signals that come in while it is off are lost",
    ),
    destroy(
        "publishSecurityEventTokens",
        "Sends Okta a signed security event token, as a security events provider does. Needs that provider's signature, not a scope; Okta acts on it.",
        "can raise the risk of a person and end their sessions",
    ),
    // Signals to others (SSF transmitter)
    read(
        "getWellknownSsfMetadata",
        "Gets the public SSF transmitter metadata of the organisation: issuer, key address, delivery methods and endpoints. Needs no sign-in.",
    ),
    read(
        "getSsfStreams",
        "Lists the SSF streams (security events that Okta sends to a receiver), or gets one. Only the stream that this client created can be seen.",
    ),
    restricted(
        "createSsfStream",
        Family::Exfiltration,
        "Creates an SSF stream, over which Okta sends security events about people to an outside receiver. One for each client, 10 for an organisation.",
        "sends security events about people to an outside address",
    ),
    restricted(
        "replaceSsfStream",
        Family::Exfiltration,
        "Replaces an SSF stream, its outside address and events included. Without a stream id it is the one that belongs to this client.",
        "can send security events about people to another address",
    ),
    restricted(
        "updateSsfStream",
        Family::Exfiltration,
        "Updates parts of an SSF stream, such as its outside address or events. Without a stream id it is the one that belongs to this client.",
        "can send security events about people to another address",
    ),
    destroy(
        "deleteSsfStream",
        "Deletes an SSF stream. Without a stream id it is the one that belongs to this client.",
        "the receiver no longer hears of security events",
    ),
    read(
        "getSsfStreamStatus",
        "Gets whether an SSF stream is enabled, that is whether Okta can send events over it. Needs the stream id.",
    ),
    write(
        "verifySsfStream",
        "Sends a verification event over an SSF stream to test it. Success means that Okta will send it, not that the receiver got it.",
        "sends one test event without data of people, and changes no setting",
    ),
];
