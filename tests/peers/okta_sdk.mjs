#!/usr/bin/env node
/**
 * Okta's own Node SDK (`@okta/okta-sdk-nodejs`) against a simulated organisation over TLS.
 *
 *     okta_sdk.mjs PACKAGES --dpop | --bearer
 *
 * PACKAGES is the `node_modules` that holds the SDK. Reads the environment that `okta-mcp sim --tls`
 * prints, and trusts the authority in NODE_EXTRA_CA_CERTS. With `--dpop` the app requires DPoP, which
 * the SDK notices by itself; with `--bearer` it does not. The app needs a role that may change
 * everything. Prints one line for each fact and ends with 1 when one is false.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [packages, mode] = process.argv.slice(2);
const okta = createRequire(join(packages, "..", "package.json"))("@okta/okta-sdk-nodejs");

const PAGE = 50;
const ADA = "ada@acme.example";
/** Below this suffix nobody is in the organisation yet. */
const DOMAIN = "node-sdk.acme.example";

class Broken extends Error {}

function fact(holds, sentence, seen) {
    if (!holds) {
        console.log(`not ok - ${sentence}\n  seen: ${JSON.stringify(seen)?.slice(0, 2000)}`);
        throw new Broken(sentence);
    }
    console.log(`ok - ${sentence}`);
}

/** That what was seen is what was expected. */
function same(seen, expected, sentence) {
    fact(JSON.stringify(seen) === JSON.stringify(expected), sentence, { seen, expected });
}

/** That a call is refused, with this status and Okta's code. */
async function refused(call, status, code, sentence) {
    let seen;
    try {
        seen = { answered: await call };
    } catch (error) {
        seen = { status: error.status, code: error.errorCode, causes: error.errorCauses, message: error.message };
    }
    fact(seen.status === status && seen.code === code, `${sentence}: ${status} ${code ?? "without a body"}`, seen);
}

/** Every member of a list, over all of its pages. */
async function all(collection) {
    const members = [];
    await (await collection).each((member) => {
        members.push(member);
    });
    return members;
}

async function ids(collection) {
    return (await all(collection)).map((member) => member.id);
}

/** Counts the answers of the SDK to see its pages. */
class Counting extends okta.DefaultRequestExecutor {
    answers = 0;

    async fetch(request) {
        const answer = await super.fetch(request);
        this.answers += 1;
        return answer;
    }
}

async function main() {
    const executor = new Counting();
    const client = new okta.Client({
        orgUrl: process.env.OKTA_ORG_URL,
        authorizationMode: "PrivateKey",
        clientId: process.env.OKTA_CLIENT_ID,
        privateKey: readFileSync(process.env.OKTA_PRIVATE_KEY_FILE, "utf8"),
        keyId: process.env.OKTA_KEY_ID,
        scopes: process.env.OKTA_SCOPES.split(" "),
        requestExecutor: executor,
    });
    await signsIn(client);
    await listsUsers(client, executor);
    const user = await createsUsers(client);
    await changesUsers(client, user);
    const group = await keepsGroups(client, user);
    await evaluatesRules(client, group);
    await runsApps(client, user, group);
    await setsPolicies(client, group);
    await findsEvents(client, user);
    await seesFactors(client, user);
    await drawsZones(client);
    await looksAround(client);
    await givesRoles(client, user, group);
    await deletes(client, user, group);
}

async function signsIn(client) {
    const bound = mode === "--dpop";
    const byLogin = client.userApi.getUser({ userId: ADA });
    if (bound) {
        // Its proof names the path with %40 in it, which Okta does not take: okta-sdk-nodejs issue 521.
        await refused(byLogin, 400, undefined, "a user asked for by login is refused, for the SDK's proof is wrong");
    } else {
        same((await byLogin).profile.login, ADA, "a user is found by login");
    }
    fact(client.oauth.accessToken?.access_token, "signs in with its private key");
    same(client.oauth.accessToken.token_type, bound ? "DPoP" : "Bearer", "holds a token of the kind that the app requires");
}

async function listsUsers({ userApi }, executor) {
    const before = executor.answers;
    const users = await all(userApi.listUsers({ limit: PAGE }));
    const pages = executor.answers - before;
    fact(pages === Math.ceil(users.length / PAGE) && pages > 1, "pages through the users", { pages, users: users.length });
    fact(new Set(users.map((user) => user.id)).size === users.length, "no user stands on two pages");
    const found = await all(userApi.listUsers({ search: `profile.login eq "${ADA}"` }));
    same(found.map((user) => user.profile.login), [ADA], "a search finds the one user that it describes");
    const filtered = await all(userApi.listUsers({ filter: 'status eq "SUSPENDED"' }));
    fact(filtered.every((user) => user.status === "SUSPENDED"), "a filter by status gives that status alone");
    await refused(userApi.listUsers({ search: "profile.login zz" }).then(all), 400, "E0000031", "a search that is no search is refused");
}

function person(name, more = {}) {
    const login = `${name}@${DOMAIN}`;
    return { profile: { firstName: name, lastName: "Kit", email: login, login, ...more } };
}

async function createsUsers({ userApi }) {
    const user = await userApi.createUser({ body: person("sdk"), activate: false });
    same(user.status, "STAGED", "a user created without activation is STAGED");
    await refused(userApi.createUser({ body: person("sdk") }), 400, "E0000001", "a second user with that login is refused");
    await refused(userApi.createUser({ body: { profile: { login: "x" } } }), 400, "E0000001", "a user without a name is refused");
    const activation = await userApi.activateUser({ userId: user.id, sendEmail: false });
    fact(activation.activationUrl.includes(activation.activationToken), "activation without mail gives a link with its token");
    same((await userApi.getUser({ userId: user.id })).status, "PROVISIONED", "activated without a password, the user is PROVISIONED");
    return user;
}

async function changesUsers({ userApi }, user) {
    const userId = user.id;
    await userApi.updateUser({ userId, user: { profile: { department: "Tools" } } });
    let { profile } = await userApi.getUser({ userId });
    same([profile.department, profile.lastName], ["Tools", "Kit"], "a partial update changes what it names and leaves the rest");
    await userApi.replaceUser({ userId, user: person("sdk", { title: "Tester" }) });
    ({ profile } = await userApi.getUser({ userId }));
    same([profile.title, profile.department ?? null], ["Tester", null], "a replacement takes away what it does not name");
    await userApi.updateUser({ userId, user: { profile: { department: "Tools" } } });

    await refused(userApi.suspendUser({ userId }), 400, "E0000001", "nobody is suspended who is not active");
    const active = await userApi.createUser({ body: { ...person("active"), credentials: { password: { value: "Corr3ct-horse-battery" } } } });
    same(active.status, "ACTIVE", "a user created with a password is ACTIVE");
    await userApi.suspendUser({ userId: active.id });
    same((await userApi.getUser({ userId: active.id })).status, "SUSPENDED", "a suspended user is SUSPENDED");
    await userApi.unsuspendUser({ userId: active.id });
    same((await userApi.getUser({ userId: active.id })).status, "ACTIVE", "an unsuspended user is ACTIVE");
    await userApi.deactivateUser({ userId: active.id });
    same((await userApi.getUser({ userId: active.id })).status, "DEPROVISIONED", "a deactivated user is DEPROVISIONED");
    await userApi.deleteUser({ userId: active.id });
    await refused(userApi.getUser({ userId: active.id }), 404, "E0000007", "a deleted user is not there");
}

async function keepsGroups({ groupApi, userApi }, user) {
    const named = (name, description) => ({ group: { profile: { name, description } } });
    const group = await groupApi.createGroup(named("Node SDK", "Made by the SDK"));
    const groupId = group.id;
    same([group.type, group.profile.description], ["OKTA_GROUP", "Made by the SDK"], "a new group is an OKTA_GROUP");
    await refused(groupApi.createGroup(named("Node SDK")), 400, "E0000001", "a second group with that name is refused");
    same(await ids(groupApi.listGroups({ q: "Node SDK" })), [groupId], "a query finds the group by its name");
    same(await ids(groupApi.listGroups({ search: 'profile.name sw "Node S"' })), [groupId], "so does a search");
    await groupApi.replaceGroup({ groupId, ...named("Node SDK", "Replaced") });
    same((await groupApi.getGroup({ groupId })).profile.description, "Replaced", "a replaced group keeps its new description");
    await groupApi.assignUserToGroup({ groupId, userId: user.id });
    await groupApi.assignUserToGroup({ groupId, userId: user.id });
    same(await ids(groupApi.listGroupUsers({ groupId })), [user.id], "a user added twice is a member once");
    const names = (await all(userApi.listUserGroups({ userId: user.id }))).map(({ profile }) => profile.name);
    same(names.sort(), ["Everyone", "Node SDK"], "the user's groups are that one and Everyone");
    return group;
}

async function evaluatesRules({ groupApi, userApi }, group) {
    const groupRule = {
        type: "group_rule",
        name: "Node SDK rule",
        conditions: { expression: { type: "urn:okta:expression:1.0", value: 'user.department=="Rule makers"' } },
        actions: { assignUserToGroups: { groupIds: [group.id] } },
    };
    const rule = await groupApi.createGroupRule({ groupRule });
    const ruleId = rule.id;
    same(rule.status, "INACTIVE", "a new group rule is INACTIVE");
    const matching = await userApi.createUser({ body: person("matching", { department: "Rule makers" }) });
    const isMember = async () => (await ids(groupApi.listGroupUsers({ groupId: group.id }))).includes(matching.id);
    fact(!(await isMember()), "an inactive rule puts nobody into a group");
    await groupApi.activateGroupRule({ ruleId });
    same((await groupApi.getGroupRule({ ruleId })).status, "ACTIVE", "an activated rule is ACTIVE");
    fact(await soon(isMember), "an active rule puts whom it describes into its group");
    same(await ids(groupApi.listGroupRules({ search: "Node SDK" })), [ruleId], "a keyword finds the rule");
    await groupApi.deactivateGroupRule({ ruleId });
    await groupApi.deleteGroupRule({ ruleId });
    await refused(groupApi.getGroupRule({ ruleId }), 404, "E0000007", "a deleted rule is not there");
    await userApi.deactivateUser({ userId: matching.id });
    await userApi.deleteUser({ userId: matching.id });
}

/** Okta works in the background: whether something becomes true within two seconds. */
async function soon(holds) {
    for (let tries = 0; tries < 20; tries += 1) {
        if (await holds()) return true;
        await new Promise((wake) => setTimeout(wake, 100));
    }
    return false;
}

async function runsApps({ applicationApi }, user, group) {
    const web = await applicationApi.createApplication({
        application: {
            name: "oidc_client",
            label: "Node SDK web",
            signOnMode: "OPENID_CONNECT",
            credentials: { oauthClient: { token_endpoint_auth_method: "client_secret_post", autoKeyRotation: true } },
            settings: {
                oauthClient: {
                    redirect_uris: ["https://example.com/callback"],
                    response_types: ["code"],
                    grant_types: ["authorization_code"],
                    application_type: "web",
                },
            },
        },
    });
    fact(web.status === "ACTIVE" && web.id.startsWith("0oa"), "an OpenID Connect app is created, active", web);
    same(web.credentials.oauthClient.client_id, web.id, "its client id is its id");
    fact(web.credentials.oauthClient.client_secret, "it gets a client secret");
    const mark = await applicationApi.createApplication({
        application: {
            name: "bookmark",
            label: "Node SDK bookmark",
            signOnMode: "BOOKMARK",
            settings: { app: { requestIntegration: false, url: "https://example.com/bookmark.htm" } },
        },
    });
    same([mark.name, mark.settings.app.url], ["bookmark", "https://example.com/bookmark.htm"], "a bookmark app is created");
    same((await ids(applicationApi.listApplications({ q: "Node SDK" }))).sort(), [web.id, mark.id].sort(), "a query finds both by their labels");
    for (const [app, label] of [[web, "OpenID Connect app"], [mark, "bookmark app"]]) {
        await assigns(applicationApi, app.id, user, group, label);
        await ends(applicationApi, app.id, label);
    }
}

async function assigns(applicationApi, appId, user, group, label) {
    const appUser = { id: user.id, scope: "USER", credentials: { userName: `sdk@${DOMAIN}` } };
    const assigned = await applicationApi.assignUserToApplication({ appId, appUser });
    same([assigned.id, assigned.scope], [user.id, "USER"], `the ${label} is assigned to a user`);
    same(await ids(applicationApi.listApplicationUsers({ appId })), [user.id], `the user is among the users of the ${label}`);
    await applicationApi.assignGroupToApplication({ appId, groupId: group.id, applicationGroupAssignment: {} });
    same(await ids(applicationApi.listApplicationGroupAssignments({ appId })), [group.id], `the ${label} is assigned to a group`);
    await applicationApi.unassignApplicationFromGroup({ appId, groupId: group.id });
    await applicationApi.unassignUserFromApplication({ appId, userId: user.id });
    same(await ids(applicationApi.listApplicationUsers({ appId })), [], `the ${label} is taken from both`);
}

async function ends(applicationApi, appId, label) {
    await refused(applicationApi.deleteApplication({ appId }), 403, "E0000056", `the active ${label} is not deleted`);
    await applicationApi.deactivateApplication({ appId });
    same((await applicationApi.getApplication({ appId })).status, "INACTIVE", `the deactivated ${label} is INACTIVE`);
    await applicationApi.deleteApplication({ appId });
    await refused(applicationApi.getApplication({ appId }), 404, "E0000007", `the deleted ${label} is not there`);
}

async function setsPolicies({ policyApi }, group) {
    const lasts = {};
    for (const type of ["OKTA_SIGN_ON", "PASSWORD", "MFA_ENROLL", "ACCESS_POLICY", "PROFILE_ENROLLMENT", "IDP_DISCOVERY"]) {
        lasts[type] = (await all(policyApi.listPolicies({ type }))).at(-1);
    }
    const strange = Object.entries(lasts).filter(([type, policy]) => policy?.type !== type);
    fact(strange.length === 0, "each of six types has a policy", strange);
    fact(lasts.OKTA_SIGN_ON.system === true && lasts.PASSWORD.system === true, "the last for sign-on and for passwords is the system's own");

    const policy = await policyApi.createPolicy({
        policy: {
            type: "PASSWORD",
            name: "Node SDK passwords",
            description: "Made by the SDK",
            conditions: { people: { groups: { include: [group.id] } }, authProvider: { provider: "OKTA" } },
            settings: { password: { complexity: { minLength: 14 } } },
        },
    });
    const policyId = policy.id;
    const read = await policyApi.getPolicy({ policyId });
    same([read.settings.password.complexity.minLength, read.system], [14, false], "a password policy keeps its settings");
    const policyRule = {
        type: "PASSWORD",
        name: "Node SDK rule",
        conditions: { people: { users: { exclude: [] } }, network: { connection: "ANYWHERE" } },
        actions: {
            passwordChange: { access: "ALLOW" },
            selfServicePasswordReset: { access: "ALLOW" },
            selfServiceUnlock: { access: "DENY" },
        },
    };
    const rule = await policyApi.createPolicyRule({ policyId, policyRule });
    const rules = await all(policyApi.listPolicyRules({ policyId }));
    same(rules.map((one) => [one.id, one.priority]), [[rule.id, 1]], "its rule is listed, with priority 1");
    await policyApi.deactivatePolicyRule({ policyId, ruleId: rule.id });
    same((await policyApi.getPolicyRule({ policyId, ruleId: rule.id })).status, "INACTIVE", "a deactivated rule is INACTIVE");
    await policyApi.deletePolicyRule({ policyId, ruleId: rule.id });
    same(await ids(policyApi.listPolicyRules({ policyId })), [], "a deleted rule is not listed");
    await policyApi.deletePolicy({ policyId });
    await refused(policyApi.getPolicy({ policyId }), 404, "E0000007", "a deleted policy is not there");
}

async function findsEvents({ systemLogApi }, user) {
    const events = await all(systemLogApi.listLogEvents({ filter: `target.id eq "${user.id}"`, limit: 100 }));
    const types = events.map((event) => event.eventType);
    const wanted = ["user.lifecycle.create", "user.lifecycle.activate", "user.account.update_profile", "group.user_membership.add"];
    same(wanted.filter((type) => !types.includes(type)), [], "the System Log tells of the user's creation, activation, change and membership");
    fact(events.every((event) => event.actor.id === process.env.OKTA_CLIENT_ID), "and names the app as the actor");
    const since = new Date(Date.now() - 24 * 3600_000).toISOString();
    const until = new Date(Date.now() + 60_000).toISOString();
    const created = await all(systemLogApi.listLogEvents({ since, until, filter: 'eventType eq "user.lifecycle.create"', limit: 10 }));
    const targets = created.flatMap((event) => event.target.map((target) => target.id));
    fact(created.every((event) => event.eventType === "user.lifecycle.create") && targets.includes(user.id), "a filter by event type gives that type alone, the user's creation among it");
}

async function seesFactors({ userFactorApi }, user) {
    same(await ids(userFactorApi.listFactors({ userId: user.id })), [], "a new user has no factors");
    const factors = await all(userFactorApi.listSupportedFactors({ userId: user.id }));
    fact(factors.length > 0 && factors.every((one) => one.factorType && one.provider), "the factors that a user may enrol are listed", factors);
}

async function drawsZones({ networkZoneApi }) {
    const zone = await networkZoneApi.createNetworkZone({
        zone: { type: "IP", name: "Node SDK zone", status: "ACTIVE", gateways: [{ type: "CIDR", value: "192.0.2.0/24" }], proxies: [] },
    });
    const zoneId = zone.id;
    same([zone.system, zone.gateways[0].value], [false, "192.0.2.0/24"], "an IP zone is created");
    fact((await ids(networkZoneApi.listNetworkZones({}))).includes(zoneId), "the zone is listed");
    await networkZoneApi.deactivateNetworkZone({ zoneId });
    same((await networkZoneApi.getNetworkZone({ zoneId })).status, "INACTIVE", "a deactivated zone is INACTIVE");
    await networkZoneApi.deleteNetworkZone({ zoneId });
    await refused(networkZoneApi.getNetworkZone({ zoneId }), 404, "E0000007", "a deleted zone is not there");
}

async function looksAround(client) {
    const [brand] = await all(client.customizationApi.listBrands({}));
    fact(brand?.isDefault === true, "the default brand is listed", brand);
    same((await all(client.customizationApi.listBrandThemes({ brandId: brand.id }))).length, 1, "it has one theme");
    const keys = (await all(client.authenticatorApi.listAuthenticators({}))).map((one) => one.key);
    fact(keys.includes("okta_password") && keys.includes("okta_email"), "password and email are among the authenticators", keys);
    const schema = await client.schemaApi.getUserSchema({ schemaId: "default" });
    fact(schema.definitions.base.properties.login, "the user schema has a login");
    const [type] = await all(client.userTypeApi.listUserTypes({}));
    same(type._default, true, "the default user type is listed");
    const servers = await all(client.authorizationServerApi.listAuthorizationServers({}));
    fact(servers.some((server) => server.name === "default"), "the default authorization server is listed", servers);
    const org = await client.orgSettingApi.getOrgSettings({});
    fact(org.id && org.subdomain && org.status === "ACTIVE", "the organisation tells its id and subdomain", org);
}

async function givesRoles({ roleAssignmentApi, roleTargetApi }, user, group) {
    const userId = user.id;
    const given = await roleAssignmentApi.assignRoleToUser({ userId, assignRoleRequest: { type: "USER_ADMIN" } });
    same(given.type ?? given.instance?.type, "USER_ADMIN", "a role is given to a user");
    const roles = await all(roleAssignmentApi.listAssignedRolesForUser({ userId }));
    same(roles.map((role) => (role.instance ?? role).type), ["USER_ADMIN"], "the role is listed with the user");
    const roleId = (roles[0].instance ?? roles[0]).id;
    await roleTargetApi.assignGroupTargetToUserRole({ userId, roleId, groupId: group.id });
    same(await ids(roleTargetApi.listGroupTargetsForRole({ userId, roleId })), [group.id], "the role is narrowed to a group");
    await roleAssignmentApi.unassignRoleFromUser({ userId, roleId });
    same(await all(roleAssignmentApi.listAssignedRolesForUser({ userId })), [], "a role that was taken is not listed");
}

async function deletes({ groupApi, userApi }, user, group) {
    await groupApi.unassignUserFromGroup({ groupId: group.id, userId: user.id });
    same(await ids(groupApi.listGroupUsers({ groupId: group.id })), [], "a user taken from a group is no member");
    await groupApi.deleteGroup({ groupId: group.id });
    await refused(groupApi.getGroup({ groupId: group.id }), 404, "E0000007", "a deleted group is not there");
    await userApi.deleteUser({ userId: user.id });
    same((await userApi.getUser({ userId: user.id })).status, "DEPROVISIONED", "deleting an active user deactivates");
    await userApi.deleteUser({ userId: user.id });
    await refused(userApi.getUser({ userId: user.id }), 404, "E0000007", "deleting again deletes");
}

if (!["--dpop", "--bearer"].includes(mode)) {
    console.error("okta_sdk.mjs PACKAGES --dpop | --bearer");
    process.exit(2);
}
try {
    await main();
} catch (error) {
    if (!(error instanceof Broken)) console.log(`not ok - the story stopped: ${error.stack || error.message}`);
    process.exit(1);
}
