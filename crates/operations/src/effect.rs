//! What each operation does to an organisation, stated once, by hand, with a reason.
//!
//! Asking, annotations, read-only mode and the reference derive from it. An operation that no row names
//! counts as `Restricted`. The rows begin with what administrators use most; the rest are reviewed
//! family by family.

/// What an operation or a tool does to an organisation, from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Changes nothing.
    Read,
    /// Changes something that can be changed back.
    Write,
    /// Loses what Okta cannot give back, or takes the access of a person or an app. Asks first.
    Destroy,
    /// Hands over the keys. Refused unless the organisation's configuration says otherwise.
    Restricted(Family),
}

impl Effect {
    /// The word for the effect in lists and documents: `read`, `write`, `destroy` or `restricted`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Destroy => "destroy",
            Self::Restricted(_) => "restricted",
        }
    }
}

/// Why an operation is restricted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Nobody has looked at the operation yet.
    Unreviewed,
    /// What this connection itself may do.
    OwnConnection,
    /// Who administers the organisation.
    Admins,
    /// Who can still get in, administrators included.
    LockOut,
    /// Where data of the organisation is sent.
    Exfiltration,
    /// Whom the organisation trusts.
    Trust,
    /// What people see where they type their passwords.
    Pages,
    /// Every person at once.
    Mass,
    /// Whose account it is.
    Takeover,
}

impl Family {
    /// Why an operation of this family is restricted, as a clause that follows "it".
    pub fn why(self) -> &'static str {
        match self {
            Self::Unreviewed => "has not been reviewed yet",
            Self::Takeover => "hands the account of a person to somebody else",
            Self::Admins => "changes who administers the organisation",
            Self::OwnConnection => "changes what this connection itself may do",
            Self::Trust => {
                "changes whom the organisation trusts to sign people in or read its answers"
            }
            Self::Exfiltration => "sends data of the organisation elsewhere",
            Self::LockOut => "can keep everybody out, administrators included",
            Self::Pages => "changes what people see where they type their passwords",
            Self::Mass => "changes every person at once",
        }
    }
}

/// The effect of the operation of that id.
pub fn of(id: &str) -> Effect {
    row(id).map_or(Effect::Restricted(Family::Unreviewed), |row| row.effect)
}

/// Why the operation of that id has its effect, as a clause; `None` for reads and for operations
/// without a row.
pub fn reason(id: &str) -> Option<&'static str> {
    match row(id)? {
        Row {
            effect: Effect::Restricted(family),
            ..
        } => Some(family.why()),
        Row {
            effect: Effect::Read,
            ..
        } => None,
        Row { why, .. } => Some(why),
    }
}

struct Row {
    id: &'static str,
    effect: Effect,
    why: &'static str,
}

fn row(id: &str) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.id == id)
}

const fn read(id: &'static str) -> Row {
    Row {
        id,
        effect: Effect::Read,
        why: "",
    }
}

const fn write(id: &'static str, why: &'static str) -> Row {
    Row {
        id,
        effect: Effect::Write,
        why,
    }
}

const fn destroy(id: &'static str, why: &'static str) -> Row {
    Row {
        id,
        effect: Effect::Destroy,
        why,
    }
}

const fn restricted(id: &'static str, family: Family) -> Row {
    Row {
        id,
        effect: Effect::Restricted(family),
        why: "",
    }
}

static ROWS: &[Row] = &[
    read("listUsers"),
    read("getUser"),
    read("listUserGroups"),
    read("listUserBlocks"),
    read("listAppLinks"),
    read("listUserDevices"),
    read("listUserClients"),
    read("listUserGrants"),
    read("listRefreshTokensForUserAndClient"),
    read("listGroups"),
    read("getGroup"),
    read("listGroupUsers"),
    read("listAssignedApplicationsForGroup"),
    read("listGroupRules"),
    read("getGroupRule"),
    read("listGroupOwners"),
    read("listApplications"),
    read("getApplication"),
    read("listApplicationUsers"),
    read("getApplicationUser"),
    read("listApplicationGroupAssignments"),
    read("getApplicationGroupAssignment"),
    read("listScopeConsentGrants"),
    read("listJwk"),
    read("listApplicationKeys"),
    read("listFactors"),
    read("getFactor"),
    read("listSupportedFactors"),
    read("getFactorTransactionStatus"),
    read("listAuthenticators"),
    read("getAuthenticator"),
    read("listAuthenticatorMethods"),
    read("listPolicies"),
    read("getPolicy"),
    read("listPolicyRules"),
    read("getPolicyRule"),
    read("listPolicyMappings"),
    read("listLogEvents"),
    read("listAssignedRolesForUser"),
    read("listGroupAssignedRoles"),
    read("listRolesForClient"),
    read("listUsersWithRoleAssignments"),
    read("listRoles"),
    read("getRole"),
    read("listResourceSets"),
    read("listBindings"),
    read("listMembersOfBinding"),
    read("listNetworkZones"),
    read("getNetworkZone"),
    read("listApiTokens"),
    read("getApiToken"),
    read("listDevices"),
    read("getDevice"),
    read("listDeviceUsers"),
    read("getUserSchema"),
    read("getGroupSchema"),
    read("getApplicationUserSchema"),
    read("listProfileMappings"),
    read("listUserTypes"),
    read("getSession"),
    read("listBrands"),
    read("getBrand"),
    read("listBrandDomains"),
    read("listBrandThemes"),
    read("getBrandTheme"),
    read("getErrorPage"),
    read("getCustomizedErrorPage"),
    read("getDefaultErrorPage"),
    read("getPreviewErrorPage"),
    read("getSignInPage"),
    read("getCustomizedSignInPage"),
    read("getDefaultSignInPage"),
    read("getPreviewSignInPage"),
    read("listAllSignInWidgetVersions"),
    read("getSignOutPageSettings"),
    read("listEmailTemplates"),
    read("getEmailTemplate"),
    read("listEmailCustomizations"),
    read("getEmailCustomization"),
    read("getCustomizationPreview"),
    read("getEmailDefaultContent"),
    read("getEmailDefaultPreview"),
    read("getEmailSettings"),
    read("listCustomDomains"),
    read("getCustomDomain"),
    read("listEmailDomains"),
    read("getEmailDomain"),
    read("listDeviceAssurancePolicies"),
    read("getDeviceAssurancePolicy"),
    read("getOrgSettings"),
    read("listTrustedOrigins"),
    read("getTrustedOrigin"),
    read("listBehaviorDetectionRules"),
    read("getCurrentConfiguration"),
    read("getUserRisk"),
    read("listFeatures"),
    read("listAgentPools"),
    write(
        "createUser",
        "adds a person, who can be deactivated and deleted again",
    ),
    write(
        "updateUser",
        "changes profile attributes, which can be set back",
    ),
    write(
        "activateUser",
        "lets a person sign in; deactivation takes it back",
    ),
    write(
        "reactivateUser",
        "sends a new activation; changes no access",
    ),
    write(
        "unsuspendUser",
        "gives back the access that suspension took",
    ),
    write("unlockUser", "lets a locked person sign in again"),
    write(
        "expirePassword",
        "the person chooses a new password at the next sign-in",
    ),
    write("addGroup", "adds an empty group"),
    write(
        "replaceGroup",
        "changes name, description and custom attributes, which can be set back",
    ),
    write(
        "assignUserToGroup",
        "gives what the group gives; removal takes it back",
    ),
    write(
        "unassignUserFromGroup",
        "takes what the group gives; adding the person again gives it back, unless a rule had added them",
    ),
    write("createGroupRule", "a new rule is inactive"),
    write("assignUserToApplication", "gives access to one app"),
    write(
        "updateApplicationUser",
        "changes the profile of an app assignment",
    ),
    write("assignGroupToApplication", "gives a group access to an app"),
    write(
        "updateGroupAssignmentToApplication",
        "changes priority or profile of an app assignment",
    ),
    write(
        "deactivateGroupRule",
        "the rule stops adding people; those it added stay",
    ),
    write(
        "createNetworkZone",
        "a zone does nothing until a policy uses it, unless it blocks",
    ),
    write(
        "suspendDevice",
        "the device loses access until it is unsuspended",
    ),
    write(
        "unsuspendDevice",
        "gives back the access that suspension took",
    ),
    write("activateDevice", "lets a device be used again"),
    destroy(
        "deactivateUser",
        "ends the access of a person and takes their app assignments, which come back only by hand",
    ),
    destroy("deleteUser", "a deleted person cannot be brought back"),
    destroy(
        "suspendUser",
        "ends the sessions of a person and keeps them out",
    ),
    destroy("resetPassword", "the present password stops working"),
    destroy(
        "expirePasswordWithTempPassword",
        "the present password stops working",
    ),
    destroy("revokeUserSessions", "ends the sessions of a person"),
    destroy("revokeUserGrants", "ends what a person has consented to"),
    destroy(
        "revokeTokensForUserAndClient",
        "ends the tokens of a person for an app",
    ),
    destroy(
        "unenrollFactor",
        "an enrolled factor cannot be brought back",
    ),
    destroy("resetFactors", "enrolled factors cannot be brought back"),
    destroy(
        "deleteGroup",
        "a deleted group comes back only under a new id, without members, rules and assignments",
    ),
    destroy(
        "deleteGroupRule",
        "a deleted rule comes back only under a new id",
    ),
    destroy(
        "activateGroupRule",
        "adds every person who matches, however many",
    ),
    destroy(
        "unassignUserFromApplication",
        "takes the access of a person to an app, and the app profile with it",
    ),
    destroy(
        "unassignApplicationFromGroup",
        "takes the access of a whole group to an app",
    ),
    destroy("deleteApplication", "a deleted app cannot be brought back"),
    destroy("deactivateApplication", "keeps everybody out of the app"),
    destroy(
        "deleteNetworkZone",
        "a deleted zone comes back only under a new id",
    ),
    destroy("deactivateDevice", "the device loses its links to people"),
    destroy("deleteDevice", "a deleted device must be enrolled again"),
    destroy("revokeApiToken", "a revoked token cannot be brought back"),
    destroy("revokeSession", "ends a session"),
    destroy(
        "deletePolicy",
        "a deleted policy comes back only under a new id",
    ),
    destroy(
        "deletePolicyRule",
        "a deleted rule comes back only under a new id",
    ),
    destroy(
        "deleteBrand",
        "a deleted brand comes back only under a new id",
    ),
    destroy(
        "deleteDeviceAssurancePolicy",
        "a deleted policy comes back only under a new id",
    ),
    restricted("enrollFactor", Family::Takeover),
    restricted("activateFactor", Family::Takeover),
    restricted("createTacAuthenticatorEnrollment", Family::Takeover),
    restricted("forgotPassword", Family::Takeover),
    restricted("changePassword", Family::Takeover),
    restricted("changeRecoveryQuestion", Family::Takeover),
    restricted("assignRoleToUser", Family::Admins),
    restricted("unassignRoleFromUser", Family::Admins),
    restricted("assignRoleToGroup", Family::Admins),
    restricted("unassignRoleFromGroup", Family::Admins),
    restricted("assignRoleToClient", Family::Admins),
    restricted("deleteRoleFromClient", Family::Admins),
    restricted("createRole", Family::Admins),
    restricted("replaceRole", Family::Admins),
    restricted("deleteRole", Family::Admins),
    restricted("createResourceSet", Family::Admins),
    restricted("replaceResourceSet", Family::Admins),
    restricted("deleteResourceSet", Family::Admins),
    restricted("createResourceSetBinding", Family::Admins),
    restricted("addMembersToBinding", Family::Admins),
    restricted("unassignMemberFromBinding", Family::Admins),
    restricted("grantConsentToScope", Family::OwnConnection),
    restricted("revokeScopeConsentGrant", Family::OwnConnection),
    restricted("createIdentityProvider", Family::Trust),
    restricted("replaceIdentityProvider", Family::Trust),
    restricted("deleteIdentityProvider", Family::Trust),
    restricted("createTrustedOrigin", Family::Trust),
    restricted("replaceTrustedOrigin", Family::Trust),
    restricted("createAuthorizationServer", Family::Trust),
    restricted("replaceAuthorizationServer", Family::Trust),
    restricted("deleteAuthorizationServer", Family::Trust),
    restricted("createEventHook", Family::Exfiltration),
    restricted("replaceEventHook", Family::Exfiltration),
    restricted("createInlineHook", Family::Exfiltration),
    restricted("replaceInlineHook", Family::Exfiltration),
    restricted("createLogStream", Family::Exfiltration),
    restricted("replaceLogStream", Family::Exfiltration),
    restricted("deactivateAuthenticator", Family::LockOut),
    restricted("replaceAuthenticator", Family::LockOut),
    restricted("updateConfiguration", Family::LockOut),
    restricted("replaceCustomizedSignInPage", Family::Pages),
    restricted("replaceCustomizedErrorPage", Family::Pages),
    restricted("replacePreviewSignInPage", Family::Pages),
    restricted("replacePreviewErrorPage", Family::Pages),
    restricted("createEmailCustomization", Family::Pages),
    restricted("replaceEmailCustomization", Family::Pages),
    restricted("upsertCertificate", Family::Pages),
    restricted("updateProfileMapping", Family::Mass),
    restricted("updateUserProfile", Family::Mass),
    restricted("updateFeatureLifecycle", Family::Mass),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Method;

    #[test]
    fn every_row_names_an_operation_once() {
        for (i, row) in ROWS.iter().enumerate() {
            assert!(crate::find(row.id).is_some(), "{} is no operation", row.id);
            assert!(ROWS[..i].iter().all(|r| r.id != row.id), "{} twice", row.id);
        }
    }

    #[test]
    fn a_read_is_a_get() {
        for row in ROWS.iter().filter(|row| row.effect == Effect::Read) {
            assert_eq!(
                crate::find(row.id).unwrap().method,
                Method::Get,
                "{}",
                row.id
            );
        }
    }

    #[test]
    fn what_no_row_names_is_restricted() {
        assert_eq!(
            of("createOrgNobodyKnows"),
            Effect::Restricted(Family::Unreviewed)
        );
    }
}
