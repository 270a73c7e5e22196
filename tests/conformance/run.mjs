// Runs the official conformance suite: the two requirement sets on the fixture handler, which must
// pass whole, and the same sets on the real binary, where `baseline.json` says what is to pass.
//
// node run.mjs FIXTURE BINARY FOLDER: the two programs, and where the suite is installed and the
// results go. ACCEPT=1 writes the baseline anew.

import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";

import { listen } from "./proxy.mjs";

/** How many checks each set has, as of the version that package.json names. */
const WHOLE = { "2025-11-25": 83, "2026-07-28": 197 };
/** The check, part of every scenario, that messages have the shape of the protocol. */
const SHAPE = "wire-schema-valid";
const BASELINE = new URL("baseline.json", import.meta.url);
/** How long a program may take to say where it is. */
const START_MS = 30_000;

const [fixtureProgram, binary, folder] = process.argv.slice(2).map((given) => path.resolve(given));
const suite = path.join(folder, "node_modules/@modelcontextprotocol/conformance/dist/index.js");
const children = new Set();
const faults = [];

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    stop();
    process.exit(1);
  });
}
try {
  // At once: neither knows of the other, and the suite waits more than it works.
  await Promise.all([checkFixture(), checkBinary()]);
} catch (error) {
  faults.push(error.message);
} finally {
  stop();
}
for (const fault of faults) console.log(`  FAILED: ${fault}`);
process.exit(faults.length > 0 ? 1 : 0);

/** Every check of both sets passes, and none is left out. */
async function checkFixture() {
  const started = start(fixtureProgram, []);
  const { url, token } = JSON.parse(await line(started, "stdout", /^\{/));
  for (const [set, whole] of Object.entries(WHOLE)) {
    const scenarios = await runSet(set, url, token, "fixture");
    const passed = sum(scenarios, "passed");
    const failed = [...scenarios].filter(([, { failed }]) => failed.length > 0);
    console.log(`  fixture handler, ${set}: ${passed} of ${whole} checks passed`);
    for (const [name, result] of failed) {
      faults.push(`fixture handler, ${set}, ${name}: ${result.failed.join(", ")}`);
    }
    if (passed < whole) faults.push(`fixture handler, ${set}: fewer than ${whole} checks passed`);
  }
}

/** What the baseline lists passes as it says. */
async function checkBinary() {
  const { url, token } = await serveBinary();
  const baseline = JSON.parse(fs.readFileSync(BASELINE, "utf8"));
  for (const set of Object.keys(WHOLE)) {
    const scenarios = await runSet(set, url, token, "binary");
    if (process.env.ACCEPT === "1") accept(baseline[set], scenarios);
    compare(set, baseline[set], scenarios);
  }
  if (process.env.ACCEPT === "1") {
    fs.writeFileSync(BASELINE, `${JSON.stringify(baseline, undefined, 2)}\n`);
  }
}

/** Starts `okta-mcp serve --http` for a simulated organisation, as a person would start it. */
async function serveBinary() {
  const sim = start(binary, ["sim", "--grant", "all", "--role", "SUPER_ADMIN"]);
  const { env } = JSON.parse(await line(sim, "stdout", /^\{/));
  const token = randomBytes(24).toString("hex");
  const tokenFile = path.join(folder, "token");
  fs.writeFileSync(tokenFile, token, { mode: 0o600 });
  const options = ["serve", "--http", "127.0.0.1:0", "--token-file", tokenFile];
  const given = Object.entries(env).filter(([, value]) => value !== null);
  const server = start(binary, options, Object.fromEntries(given));
  const said = await line(server, "stderr", / serves MCP at /);
  return { url: said.split(" serves MCP at ")[1].trim(), token };
}

/** Finds what is worse than the baseline, and says what is better. */
function compare(set, baseline, scenarios) {
  const listed = Object.entries(baseline.scenarios);
  const runs = listed.map(([name, expected]) => [name, expected, scenarios.get(name)]);
  for (const [name, expected, got] of runs) {
    const where = `binary, ${set}, ${name}`;
    if (!got) {
      faults.push(`${where}: the suite did not run it`);
      continue;
    }
    const known = Object.keys(expected.failed ?? {});
    const worse = got.failed.filter((check) => !known.includes(check));
    if (worse.length > 0) faults.push(`${where}: ${worse.join(", ")}`);
    if (got.passed < expected.passed) {
      faults.push(`${where}: ${got.passed} checks passed, ${expected.passed} did before`);
    }
    if (got.passed > expected.passed || known.some((check) => !got.failed.includes(check))) {
      console.log(`  ${where} is better than the baseline; ACCEPT=1 writes it anew`);
    }
  }
  for (const [name, { failed }] of scenarios) {
    const where = `binary, ${set}, ${name}`;
    // Whatever else a scenario wants, all that we send has the shape of the protocol.
    if (failed.includes(SHAPE)) faults.push(`${where}: ${SHAPE}`);
    if (name in baseline.scenarios || baseline.only_with_fixtures.includes(name)) continue;
    faults.push(`${where}: the baseline does not say what is expected of it`);
  }
  const passed = runs.reduce((all, [, , got]) => all + (got?.passed ?? 0), 0);
  const known = listed.reduce((all, [, { failed }]) => all + Object.keys(failed ?? {}).length, 0);
  console.log(
    `  binary, ${set}: ${passed} checks passed in ${listed.length} scenarios, ` +
      `${known} known to fail; ${baseline.only_with_fixtures.length} scenarios want fixtures`,
  );
}

/** The baseline as it is now. Why a check fails is for a person to say. */
function accept(baseline, scenarios) {
  for (const [name, expected] of Object.entries(baseline.scenarios)) {
    const got = scenarios.get(name);
    if (!got) continue;
    const why = (check) => expected.failed?.[check] ?? "say why";
    const failed = got.failed.map((check) => [check, why(check)]);
    baseline.scenarios[name] = { passed: got.passed };
    if (failed.length > 0) baseline.scenarios[name].failed = Object.fromEntries(failed);
  }
}

/** Runs a set through a proxy that brings the token, and reads what the suite wrote: for each
    scenario how many checks passed and which did not. */
async function runSet(set, url, token, name) {
  const results = path.join(folder, "results", `${name}-${set}`);
  fs.rmSync(results, { recursive: true, force: true });
  fs.mkdirSync(results, { recursive: true });
  const log = fs.openSync(path.join(results, "log"), "w");
  const proxy = await listen(new URL(url).port, `Authorization: Bearer ${token}`);
  const target = `http://127.0.0.1:${proxy.port}${new URL(url).pathname}`;
  const options = ["server", "--url", target, "--requirements", set, "-o", results];
  const child = spawn(process.execPath, [suite, ...options], { stdio: ["ignore", log, log] });
  children.add(child);
  await new Promise((resolve, reject) => child.on("close", resolve).on("error", reject));
  children.delete(child);
  proxy.close();
  fs.closeSync(log);
  return readResults(results);
}

/** What the suite wrote of each scenario. */
function readResults(results) {
  const scenarios = new Map();
  for (const entry of fs.readdirSync(results).filter((entry) => entry.startsWith("server-"))) {
    const checks = JSON.parse(fs.readFileSync(path.join(results, entry, "checks.json"), "utf8"));
    const name = entry.replace(/^server-/, "").replace(/-\d{4}-\d\d-\d\dT.*$/, "");
    const failed = checks.filter(({ status }) => status === "FAILURE" || status === "WARNING");
    scenarios.set(name, {
      passed: checks.filter(({ status }) => status === "SUCCESS").length,
      failed: [...new Set(failed.map(({ id }) => id))].sort(),
    });
  }
  return scenarios;
}

/** Starts a program without the settings of whoever runs the tests. */
function start(program, options, settings = {}) {
  const ours = Object.entries(process.env).filter(([name]) => !name.startsWith("OKTA_"));
  const env = { ...Object.fromEntries(ours), ...settings };
  const child = spawn(program, options, { env, stdio: ["ignore", "pipe", "pipe"] });
  children.add(child);
  return child;
}

/** The first line of a program's output that looks like this. */
function line(child, stream, pattern) {
  return new Promise((resolve, reject) => {
    const heard = [];
    const give = (why) => () => {
      const said = [`${why}: ${child.spawnargs.join(" ")}`, ...heard.slice(-20)];
      reject(new Error(said.join("\n")));
    };
    const timer = setTimeout(give(`nothing heard in ${START_MS} ms`), START_MS);
    child.on("close", give("ended at its start")).on("error", give("could not be started"));
    for (const output of ["stdout", "stderr"]) {
      createInterface({ input: child[output] }).on("line", (text) => {
        heard.push(text);
        if (output !== stream || !pattern.test(text)) return;
        clearTimeout(timer);
        resolve(text);
      });
    }
  });
}

function stop() {
  for (const child of children) child.kill();
}

function sum(scenarios, key) {
  return [...scenarios.values()].reduce((all, scenario) => all + scenario[key], 0);
}
