//! What the operations on security access reviews do: effects and one line each.

use super::{Row, destroy, read, write};

pub(super) static ROWS: &[Row] = &[
    // Of administrators
    read(
        "listSecurityAccessReviews",
        "Lists security access reviews: checks of everything one person has access to, mostly after an incident. Needs the Identity Governance licence.",
    ),
    read(
        "getSecurityAccessReviewsStats",
        "Counts security access reviews by state: active, pending, in error and closed.",
    ),
    read(
        "getSecurityAccessReview",
        "Gets one security access review: status, end time, reviewers and the AI summary if there is one.",
    ),
    write(
        "createSecurityAccessReview",
        "Opens a security access review of all access of one person, for instance after an account was compromised, for the reviewers named. It takes no access by itself.",
        "opens a review, which can be closed, and takes no access by itself",
    ),
    write(
        "updateSecurityAccessReview",
        "Changes the end time or the reviewers of a security access review that is under way.",
        "changes end time and reviewers, which can be set back",
    ),
    read(
        "listSecurityAccessReviewAccesses",
        "Lists the apps that the person under a security access review can reach, with severity, use and the actions possible for each.",
    ),
    read(
        "listSecurityAccessReviewSubAccesses",
        "Lists what the reviewed person has inside one app: groups, entitlement values and bundles. Ids of accesses come from listSecurityAccessReviewAccesses.",
    ),
    destroy(
        "executeSecurityAccessReviewAccessesAction",
        "Revokes or restores one access of the person under a security access review, or flags it for somebody to do by hand. Runs in the background.",
        "may take the access of a person at once",
    ),
    read(
        "listSecurityAccessReviewAccessesAnomalies",
        "Lists what is unusual about one access in a security access review: conflicts of duties, how it was assigned, past decisions, use.",
    ),
    write(
        "generateSecurityAccessReviewAccessesSummary",
        "Has Okta's AI write a summary of one access in a security access review. Needs AI summaries switched on in the governance settings.",
        "writes a summary and changes no access",
    ),
    read(
        "listSecurityAccessReviewActions",
        "Lists what can be done with a security access review now: close it, or restore all access that was revoked.",
    ),
    destroy(
        "executeSecurityAccessReviewAction",
        "Closes a security access review, or restores all access that was revoked in it. Runs in the background.",
        "a closed review stays closed, and restoring gives back all access at once",
    ),
    write(
        "addSecurityAccessReviewComment",
        "Adds a comment to a security access review. It shows in the history; no operation takes it back.",
        "adds a comment and changes no access",
    ),
    read(
        "listSecurityAccessReviewHistory",
        "Lists what happened in a security access review: who revoked, restored, commented or changed what, and when.",
    ),
    read(
        "getSecurityAccessReviewPrincipalDetails",
        "Gets the person whom a security access review is about, with the details that reviewers see.",
    ),
    write(
        "generateSecurityAccessReviewSummary",
        "Has Okta's AI write a summary of a security access review. Needs AI summaries switched on in the governance settings.",
        "writes a summary and changes no access",
    ),
    // Of reviewers
    read(
        "listMySecurityAccessReviews",
        "Lists the security access reviews that the signed-in person is asked to do: checks of everything one person has access to.",
    ),
    read(
        "getMySecurityAccessReviewsStats",
        "Counts the security access reviews of the signed-in reviewer by state: active, pending, in error and closed.",
    ),
    read(
        "getMySecurityAccessReview",
        "Gets one security access review assigned to the signed-in reviewer: status, end time, reviewers and summary.",
    ),
    read(
        "listMySecurityAccessReviewAccesses",
        "Lists the apps that the reviewed person can reach, with severity and use, in a security access review of the signed-in reviewer.",
    ),
    read(
        "listMySecurityAccessReviewSubAccesses",
        "Lists what the reviewed person has inside one app (groups, entitlement values, bundles), in a security access review of the signed-in reviewer.",
    ),
    destroy(
        "executeMySecurityAccessReviewAccessesAction",
        "Revokes or restores one access of the reviewed person, or flags it to be done by hand, as the signed-in reviewer. Runs in the background.",
        "may take the access of a person at once",
    ),
    read(
        "listMySecurityAccessReviewAccessesAnomalies",
        "Lists what is unusual about one access (conflicts of duties, assignment, past decisions, use), in a security access review of the signed-in reviewer.",
    ),
    write(
        "generateMySecurityAccessReviewAccessesSummary",
        "Has Okta's AI write a summary of one access, for the signed-in reviewer. Needs AI summaries switched on in the governance settings.",
        "writes a summary and changes no access",
    ),
    read(
        "listMySecurityAccessReviewActions",
        "Lists what the signed-in reviewer can do with a security access review now: close it, or restore all revoked access.",
    ),
    destroy(
        "executeMySecurityAccessReviewAction",
        "Closes a security access review, or restores all access revoked in it, as the signed-in reviewer. Runs in the background.",
        "a closed review stays closed, and restoring gives back all access at once",
    ),
    write(
        "addMySecurityAccessReviewComment",
        "Adds a comment to a security access review as the signed-in reviewer. It shows in the history; no operation takes it back.",
        "adds a comment and changes no access",
    ),
    read(
        "listMySecurityAccessReviewHistory",
        "Lists who did what and when in a security access review that is assigned to the signed-in reviewer.",
    ),
    read(
        "getMySecurityAccessReviewPrincipalDetails",
        "Gets the person whom a security access review of the signed-in reviewer is about.",
    ),
    write(
        "generateMySecurityAccessReviewSummary",
        "Has Okta's AI write a summary of a security access review for the signed-in reviewer. Needs AI summaries switched on in the governance settings.",
        "writes a summary and changes no access",
    ),
];
