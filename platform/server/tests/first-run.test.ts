import { routes } from "@tessera/contracts";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { Person, refusal } from "./driver/person.ts";
import { Platform, startStore } from "./driver/platform.ts";
import { Child, until } from "./driver/child.ts";

describe("the first run", () => {
  let platform: Platform;
  beforeAll(async () => (platform = await Platform.start({ settings: { TESSERA_ADMIN_PASSWORD: "" } })));
  afterAll(() => platform.stop());

  it("prints a one-time link with which the administrator is made once", async () => {
    const link = new URL(await platform.server.line("tessera-server first-run"));
    const token = link.searchParams.get("token") ?? "";
    expect(`${link.origin}${link.pathname}`).toBe(`${platform.url}/setup`);
    expect(await Person.stranger(platform.url).call(routes.auth.setupState)).toEqual({ needed: true });
    expect(await refusal(Person.setUp(platform.url, "a-guess", "a-long-passphrase"))).toMatchObject({ status: 403, code: "auth.setup-token" });
    expect(await refusal(Person.setUp(platform.url, token, "short"))).toMatchObject({ status: 400, path: "/password" });
    const stored = JSON.stringify(await (await platform.database()).collection("setup_tokens").find().toArray());
    expect(stored).not.toContain(token);
    const outcomes = await Promise.allSettled([Person.setUp(platform.url, token, "a-long-passphrase"), Person.setUp(platform.url, token, "a-long-passphrase")]);
    const made = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
    expect(made).toHaveLength(1);
    expect(made[0]?.session).toMatchObject({ user: { username: "admin", administrator: true }, space: "default", role: "owner" });
    expect(await refusal(Person.setUp(platform.url, token, "a-long-passphrase"))).toMatchObject({ status: 410, code: "auth.setup-done" });
    expect(await Person.stranger(platform.url).call(routes.auth.setupState)).toEqual({ needed: false });
  });

  it("prints no link any more at the next start", async () => {
    const second = new Child("platform/server/dist/main.js", { env: platform.environment({ TESSERA_PORT: "0" }) });
    await second.line("tessera-server ready");
    expect(second.output).not.toContain("first-run");
    expect(await second.stop()).toBe(0);
  });
});

describe("set-password", () => {
  let platform: Platform;
  beforeAll(async () => (platform = await Platform.start()));
  afterAll(() => platform.stop());

  /** Runs the command beside the platform with `password` at standard input. */
  async function run(args: readonly string[], password: string, settings: Record<string, string> = {}): Promise<Child & { code: number | null }> {
    const child = new Child("platform/server/dist/main.js", { args, env: platform.environment(settings), input: `${password}\n` });
    return Object.assign(child, { code: await child.exited });
  }

  it("lets an administrator in again, ends the old sessions and leaves a record", async () => {
    const before = await platform.admin();
    // Without an address: the embedded store of the data folder.
    const done = await run(["set-password", "admin"], "another long passphrase", { MONGODB_URI: "" });
    expect([done.code, done.errors, done.output]).toEqual([0, "", "The password of 'admin' is set; the sessions of that account have ended.\n"]);
    expect(await refusal(before.call(routes.auth.session))).toMatchObject({ status: 401 });
    const again = await Person.login(platform.url, "admin", "another long passphrase");
    const { items } = await again.call(routes.audit.list, { query: {} });
    const record = await (await platform.database()).collection("audit").findOne({ action: "set-password" });
    expect(record).toMatchObject({ target: "user:admin" });
    expect(JSON.stringify([record, items])).not.toContain("another long passphrase");
  });

  it.each([
    [["set-password", "nobody"], "a-long-passphrase", {}, 1, "There is no account 'nobody'.\n"],
    [["set-password", "nobody"], "a-long-passphrase", { LANG: "zh_CN.UTF-8" }, 1, "没有账号“nobody”。\n"],
    [["set-password", "admin"], "short", {}, 1, /password/],
    [["set-password"], "", {}, 2, /^Usage: tessera-server/],
    [["serve"], "", {}, 2, /^Usage: tessera-server/],
  ])("refuses %j in one line", async (args, password, settings, code, line) => {
    const done = await run(args, password, settings);
    expect(done.code).toBe(code);
    expect(done.errors).toMatch(line);
    expect(done.errors.trim().split("\n")).toHaveLength(1);
  });
});

describe("the processes", () => {
  it.each(["server/dist/main.js", "server/dist/worker.js"])("%s says which setting is wrong and ends with 2", async (script) => {
    for (const [env, line] of [
      [{ TESSERA_PORT: "http", MONGODB_URI: "mongodb://127.0.0.1:1" }, /^TESSERA_PORT must be a port number from 0 to 65535, e\.g\. TESSERA_PORT=3000\n$/],
      [{}, /^MONGODB_URI .*e\.g\. MONGODB_URI=mongodb:\/\/.*\n$/],
    ] as const) {
      const child = new Child(`platform/${script}`, { env });
      expect(await child.exited).toBe(2);
      expect(child.errors).toMatch(line);
    }
  });

  it("says when its port is taken", async () => {
    const platform = await Platform.start();
    onTestFinished(() => platform.stop());
    const second = new Child("platform/server/dist/main.js", { env: platform.environment({ TESSERA_PORT: new URL(platform.url).port, TESSERA_LOG_LEVEL: "fatal" }) });
    expect(await second.exited).toBe(2);
    expect(second.errors).toMatch(/^TESSERA_PORT \d+ is in use .*e\.g\. TESSERA_PORT=\d+\n$/);
  });

  it("says within seconds that it is not ready while the store is frozen", async () => {
    const platform = await Platform.start();
    onTestFinished(() => platform.stop());
    platform.store.process.kill("SIGSTOP");
    const answer = await fetch(`${platform.url}/readyz`, { signal: AbortSignal.timeout(15_000) });
    platform.store.process.kill("SIGCONT");
    expect([answer.status, await answer.json()]).toEqual([503, { status: "unavailable", store: "unreachable" }]);
    await until("readiness", async () => ((await fetch(`${platform.url}/readyz`)).ok ? true : undefined));
  });

  it("stays alive while the store is away and is ready again with it", async () => {
    const platform = await Platform.start();
    onTestFinished(() => platform.stop());
    const ready = async (): Promise<number> => (await fetch(`${platform.url}/readyz`)).status;
    expect(await ready()).toBe(200);
    await platform.store.stop("SIGKILL");
    await until("not ready", async () => ((await ready()) === 503 ? true : undefined));
    expect((await fetch(`${platform.url}/healthz`)).status).toBe(200);
    expect(await refusal(Person.login(platform.url, "admin", "whatever-it-is"))).toMatchObject({ status: 503, code: "store.unavailable" });
    const store = await startStore(platform.dataDir);
    await until("ready again", async () => ((await ready()) === 200 ? true : undefined));
    await platform.admin();
    expect(await platform.server.stop()).toBe(0);
    await store.stop("SIGKILL");
  });
});
