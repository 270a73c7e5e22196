#!/usr/bin/env node
/**
 * The official TypeScript client against our server: it negotiates legacy, auto and pinned, over
 * standard input and output and over HTTP, and its person accepts, declines and cancels.
 *
 *     typescript.mjs BINARY PACKAGES
 *
 * PACKAGES is the `node_modules` that holds the client. For HTTP it takes MCP_URL, MCP_TOKEN and
 * SIM_CONTROL from the environment (see servers.py).
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [binary, packages] = process.argv.slice(2);
const resolve = createRequire(join(packages, "..", "package.json")).resolve;
const load = (name) => import(pathToFileURL(resolve(name)).href);
const { Client, StreamableHTTPClientTransport } = await load("@modelcontextprotocol/client");
const { StdioClientTransport } = await load("@modelcontextprotocol/client/stdio");

const MODES = { legacy: "legacy", auto: "auto", pinned: { pin: "2026-07-28" } };
const LEGACY = "2025-11-25";
const MODERN = "2026-07-28";
const ADA = "ada@acme.example";

class Broken extends Error {}

function fact(sentence, holds, seen) {
    if (holds) {
        console.log(`ok - ${sentence}`);
        return;
    }
    console.log(`not ok - ${sentence}\n  seen: ${JSON.stringify(seen)?.slice(0, 4000)}`);
    throw new Broken(sentence);
}

function row(era, transport, tried, saw) {
    console.log(`row - ${JSON.stringify({ era, transport, tried, saw })}`);
}

/** The human behind the client: gives the answer set last, and remembers the questions. */
class Person {
    answer = { action: "decline" };
    questions = [];

    will(action, content) {
        this.answer = content ? { action, content } : { action };
        this.questions.length = 0;
    }

    asked(request) {
        this.questions.push(request.params);
        return this.answer;
    }
}

function transportOf(kind) {
    if (kind === "stdio") {
        return new StdioClientTransport({ command: binary, args: ["demo", "--stdio"], stderr: "ignore" });
    }
    const headers = { Authorization: `Bearer ${process.env.MCP_TOKEN}` };
    return new StreamableHTTPClientTransport(new URL(process.env.MCP_URL), { requestInit: { headers } });
}

async function connected(kind, mode, person, work) {
    const capabilities = person ? { elicitation: { form: {} } } : {};
    const client = new Client({ name: "typescript.mjs", version: "1" }, { capabilities, versionNegotiation: { mode } });
    if (person) {
        client.setRequestHandler("elicitation/create", (request) => person.asked(request));
    }
    await client.connect(transportOf(kind));
    try {
        return await work(client);
    } finally {
        await client.close();
    }
}

async function call(client, name, args) {
    const result = await client.callTool({ name, arguments: args });
    const reply = result.structuredContent;
    if (!reply || JSON.stringify(JSON.parse(result.content[0].text)) !== JSON.stringify(reply)) {
        fact(`${name} gives its reply both structured and as text`, false, result);
    }
    return { reply, failed: result.isError === true };
}

async function status(client, user) {
    return (await call(client, "get_user", { user_id: user })).reply.status;
}

async function refused(client, user) {
    const { reply, failed } = await call(client, "deactivate_user", { user_id: user });
    const error = failed ? reply.error : undefined;
    if (!["declined", "needs_confirmation"].includes(error?.kind) || !error.next_step) {
        fact("deactivate_user is refused, with a next step", false, reply);
    }
    return error.kind;
}

/** Somebody to deactivate: everybody over HTTP meets the same organisation. */
async function hire(client, login) {
    const profile = { firstName: "Grace", lastName: "Murray", email: login, login };
    const { reply, failed } = await call(client, "create_user", { profile });
    fact("create_user makes a person", !failed, reply);
}

async function tried(kind, name, mode) {
    const about = `${name}, ${kind}`;
    const person = new Person();
    const login = `grace.${name}.${kind.toLowerCase()}@acme.example`;
    const [era, count, kinds] = await connected(kind, mode, person, async (client) => {
        const era = client.getNegotiatedProtocolVersion();
        fact(`${about}: the era is ${era}`, era === (name === "legacy" ? LEGACY : MODERN), era);
        const { tools } = await client.listTools();
        fact(`${about}: ${tools.length} tools`, tools.some((tool) => tool.name === "list_users"), tools.map((tool) => tool.name));
        const users = await call(client, "list_users", { limit: 2 });
        fact(`${about}: list_users answers with two rows`, users.reply.count === 2, users.reply);
        await hire(client, login);
        const before = await status(client, login);
        const kinds = [];
        for (const answer of [["decline"], ["cancel"], ["accept", { confirm: false }]]) {
            person.will(...answer);
            kinds.push(await refused(client, login));
            fact(`${about}: \`${JSON.stringify(person.answer)}\` was asked for once, and is no consent`, person.questions.length === 1, person.questions);
            fact(`${about}: afterwards nothing has changed`, (await status(client, login)) === before);
        }
        fact(`${about}: the question names whom it is about`, person.questions[0].message.includes(login), person.questions);
        person.will("accept", { confirm: true });
        const done = await call(client, "deactivate_user", { user_id: login });
        fact(`${about}: a yes is heard`, !done.failed && person.questions.length === 1, [done.reply, person.questions]);
        fact(`${about}: the person is DEPROVISIONED`, (await status(client, login)) === "DEPROVISIONED");
        return [era, tools.length, kinds];
    });
    const silent = await connected(kind, mode, undefined, async (client) => {
        const kind = await refused(client, ADA);
        fact(`${about}: a client that cannot ask gets needs_confirmation`, kind === "needs_confirmation", kind);
        fact(`${about}: Ada is still ACTIVE`, (await status(client, ADA)) === "ACTIVE");
        return kind;
    });
    row(
        era,
        kind,
        `\`${name}\`: ${count} tools, a list, a new person; deactivate with decline, cancel, an empty form, yes, and without elicitation`,
        `structured content and the same text; ${[...new Set(kinds)].map((kind) => `\`${kind}\``).join(" or ")} three times, then \`DEPROVISIONED\`; without elicitation \`${silent}\``,
    );
}

try {
    for (const kind of process.env.MCP_URL ? ["stdio", "HTTP"] : ["stdio"]) {
        for (const [name, mode] of Object.entries(MODES)) {
            await tried(kind, name, mode);
        }
    }
} catch (error) {
    if (!(error instanceof Broken)) {
        console.log(`not ok - the client stopped: ${error}`);
    }
    process.exitCode = 1;
}
