import { OperationalError, UserError } from "@tessera/contracts";
import { afterAll, describe, expect, it } from "vitest";
import { SandboxDriver } from "./driver.ts";

const sandbox = new SandboxDriver();
afterAll(() => sandbox.pool.close());

const input = { data: { alerts: [{ labels: { team: "web" } }, { labels: { team: "db" } }] }, inputs: { limit: 1 }, user: { name: "Li" } };

describe("how a source is read", () => {
  it.each([
    ["a function body", "return data.alerts.map((a) => a.labels.team)"],
    ["an arrow function", "(data) => data.alerts.map((a) => a.labels.team)"],
    ["an arrow function with a comment and a semicolon", "// teams\n(data) => data.alerts.map((a) => a.labels.team);\n"],
    ["a function expression", "function teams(data) { return data.alerts.map((a) => a.labels.team) }"],
    ["an async function", "async (data) => { await null; return data.alerts.map((a) => a.labels.team) }"],
    ["one expression", "data.alerts.map((a) => a.labels.team)"],
    ["a body that awaits", "const all = await Promise.all(data.alerts.map(async (a) => a.labels.team)); return all"],
    ["async iteration", "async function* each() { yield* data.alerts } const all = []; for await (const a of each()) all.push(a.labels.team); return all"],
  ])("runs %s", async (_name, source) => {
    expect(await sandbox.value(source, { input })).toEqual(["web", "db"]);
  });

  it("gives a function the scope as arguments, in order", async () => {
    expect(await sandbox.value("(data, inputs, user) => [data.alerts.length, inputs.limit, user.name]", { input })).toEqual([2, 1, "Li"]);
  });

  it("sees the names of its own scope, and the whole input as input", async () => {
    const value = await sandbox.value("[steps.a, run, input.steps.a]", { input: { steps: { a: 1 } }, scope: ["steps", "run"], entry: "expression" });
    expect(value).toEqual([1, null, 1]);
  });

  it("returns undefined for a body without return and null as null", async () => {
    expect(await sandbox.value("const a = 1;")).toBeUndefined();
    expect(await sandbox.value("return null")).toBeNull();
  });

  it("does not call the value of an expression", async () => {
    expect(await sandbox.code("() => 1", { entry: "expression" })).toBe("sandbox.not-serializable");
    expect(await sandbox.code("return 1", { entry: "expression" })).toBe("sandbox.syntax");
  });

  it("points at the line and column of a syntax error", async () => {
    const error = await sandbox.refusal("const a = 1;\nreturn a +* 2;");
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ code: "sandbox.syntax", detail: { line: 2, column: 11 } });
    expect((await sandbox.refusal("(data) => {\n  return data..x\n}")).detail).toMatchObject({ line: 2 });
  });

  it.each(["}); while (true); (function () {", "1 }); globalThis.x = 1; (function () { return 2", "return 1 } + function () {", ""])("refuses the torn source %j", async (source) => {
    expect(await sandbox.code(source)).toBe("sandbox.syntax");
  });

  it("points at the line that threw and shows nothing of the host", async () => {
    const error = await sandbox.refusal("const rows = data.rows;\nreturn rows.length;", { input: { data: {} } });
    expect(error).toMatchObject({ code: "sandbox.threw", detail: { name: "TypeError", line: 2 } });
    expect(JSON.stringify(error)).not.toMatch(/node_modules|dist\/|file:\/\//);
    expect(await sandbox.refusal("throw 'plain text'")).toMatchObject({ code: "sandbox.threw", detail: { name: "string", message: "plain text" } });
  });

  it.each([
    ["space", { space: "" }],
    ["scope", { scope: ["data", "data"] }],
    ["scope name", { scope: ["await"] }],
    ["limit", { limits: { cpuMs: -1 } }],
    ["capability name", { capabilities: { "a b": async () => 1 } }],
  ])("refuses a bad %s before anything runs", async (_name, extra) => {
    expect(await sandbox.code("1", extra)).toBe("sandbox.invalid-program");
  });
});

describe("values in and out", () => {
  it("are JSON copies", async () => {
    expect(await sandbox.value("return { when: new Date(0), map: new Map([[1, 2]]), no: undefined, nan: NaN, text: '\\ud800中文😀' }")).toEqual({
      when: "1970-01-01T00:00:00.000Z",
      map: {},
      nan: null,
      text: "\ud800中文😀",
    });
  });

  it("keep __proto__ keys as plain keys on both sides", async () => {
    const hostile: unknown = JSON.parse('{"__proto__": {"admin": true}}');
    const value = await sandbox.value("return { admin: data.admin === undefined, own: Object.keys(data), back: JSON.parse('{\"__proto__\": {\"evil\": 1}}') }", { input: { data: hostile } });
    expect(value).toMatchObject({ admin: true, own: ["__proto__"] });
    expect(Object.keys((value as { back: object }).back)).toEqual(["__proto__"]);
    expect(({} as Record<string, unknown>)["evil"]).toBeUndefined();
  });

  it.each([
    ["a big integer", "return 1n"],
    ["a symbol", "return Symbol('a')"],
    ["a function", "return () => Math.max"],
    ["a cycle", "const a = {}; a.a = a; return a"],
    ["a throwing getter", "return { get a() { throw new Error('no') } }"],
    ["a throwing toJSON", "return { toJSON() { throw new Error('no') } }"],
    ["a hostile proxy", "return new Proxy({}, { ownKeys() { throw new Error('no') } })"],
    ["a thrown value that cannot be read", "return { toJSON() { throw new Proxy({}, { get() { throw 1 } }) } }"],
  ])("refuses %s as a result", async (_name, source) => {
    expect(await sandbox.code(source)).toBe("sandbox.not-serializable");
  });

  it("refuses an input that is no JSON or too large, before anything runs", async () => {
    expect(await sandbox.code("1", { input: { data: 1n } })).toBe("sandbox.not-serializable");
    expect(await sandbox.code("1", { input: "x".repeat(2_000), limits: { inputBytes: 1_000 } })).toBe("sandbox.input-too-large");
    expect(await sandbox.code(`'${"x".repeat(300_000)}'`)).toBe("sandbox.input-too-large");
  });

  it("measures results in bytes, not in characters", async () => {
    expect(await sandbox.value("return '中'.repeat(332)", { limits: { outputBytes: 1_000 } })).toHaveLength(332);
    expect(await sandbox.code("return '中'.repeat(400)", { limits: { outputBytes: 1_000 } })).toBe("sandbox.output-too-large");
    expect(await sandbox.code("return 'x'.repeat(10_000_000)")).toBe("sandbox.output-too-large");
  });

  it("carries the largest default input and a large result", async () => {
    const text = "x".repeat(4_900_000);
    expect(await sandbox.value("return data", { input: { data: text } })).toBe(text);
  });
});

describe("console", () => {
  it("collects lines with their level, also of a run that fails", async () => {
    const source = "console.log('a', { b: 1 }, [2], undefined); console.warn(new Error('w')); console.error(1n); throw new Error('end')";
    expect((await sandbox.refusal(source)).detail["logs"]).toEqual([
      { level: "info", message: 'a {"b":1} [2] undefined' },
      { level: "warn", message: "Error: w" },
      { level: "error", message: "1" },
    ]);
  });

  it("keeps the lines of a program that never ends", async () => {
    const error = await sandbox.refusal("console.log('before'); while (true);", { limits: { cpuMs: 50 } });
    expect(error).toMatchObject({ code: "sandbox.timeout", detail: { logs: [{ level: "info", message: "before" }] } });
  });

  it("cuts a huge log and lets the program end", async () => {
    const { logs, value } = await sandbox.run("for (let i = 0; i < 200000; i++) console.log('x'.repeat(i % 50)); return 'done'", { limits: { logBytes: 2_000 } });
    expect(value).toBe("done");
    expect(logs.reduce((sum, line) => sum + line.message.length, 0)).toBeLessThan(2_200);
    expect(logs.at(-1)).toMatchObject({ level: "warn" });
  });
});

describe("capabilities", () => {
  it("carry JSON both ways and run side by side", async () => {
    const capabilities = { double: async (value: unknown) => ({ twice: (value as number) * 2 }) };
    expect(await sandbox.value("return Promise.all([1, 2, 3].map(capabilities.double))", { capabilities })).toEqual([{ twice: 2 }, { twice: 4 }, { twice: 6 }]);
  });

  it("reject inside the program with a message but no host detail", async () => {
    const capabilities = { call: async () => { throw new Error("password at /etc/secret"); } };
    expect(await sandbox.value("try { await capabilities.call() } catch (e) { return [e.message, e.stack.includes('secret')] }", { capabilities })).toEqual(["The capability call failed.", false]);
    const error = await sandbox.refusal("return await capabilities.call()", { capabilities });
    expect(error).toMatchObject({ code: "sandbox.threw", detail: { capability: "call" } });
    expect((error.cause as Error).message).toContain("password");
  });

  it("pass the code of a typed error on", async () => {
    const capabilities = { call: async () => { throw new OperationalError({ code: "backend.down", message: "The backend is down." }); } };
    expect(await sandbox.value("try { await capabilities.call() } catch (e) { return [e.code, e.message] }", { capabilities })).toEqual(["backend.down", "The backend is down."]);
    expect((await sandbox.refusal("return await capabilities.call()", { capabilities })).detail).toMatchObject({ capabilityCode: "backend.down" });
  });

  it("may fail before the program gets to awaiting them", async () => {
    const capabilities = { bad: async () => { throw new Error("no"); }, ok: async () => 1 };
    const source = "const bad = capabilities.bad(); await capabilities.ok(); await capabilities.ok(); try { await bad } catch (e) { return e.message }";
    expect(await sandbox.value(source, { capabilities })).toBe("The capability bad failed.");
  });

  it("take no argument that is larger than a result may be", async () => {
    const source = "try { await capabilities.a('x'.repeat(2_000)) } catch (e) { return e.code }";
    let calls = 0;
    expect(await sandbox.value(source, { capabilities: { a: async () => (calls += 1) }, limits: { outputBytes: 1_000 } })).toBe("sandbox.output-too-large");
    expect(calls).toBe(0);
  });

  it("are only those given, and only so many calls", async () => {
    expect(await sandbox.value("return [typeof capabilities.toString, Object.keys(capabilities), Object.isFrozen(capabilities)]", { capabilities: { a: async () => 1 } })).toEqual(["undefined", ["a"], true]);
    const source = "let n = 0; try { for (;;) { await capabilities.a(); n++ } } catch (e) { return [n, e.code] }";
    expect(await sandbox.value(source, { capabilities: { a: async () => 1 }, limits: { cpuMs: 5_000 } })).toEqual([1_000, "sandbox.capability-refused"]);
  });

  it("end with the wall limit when they never answer, and hold up nobody", async () => {
    const never = { wait: () => new Promise<never>(() => undefined) };
    const waiting = Array.from({ length: 4 }, () => sandbox.code("return capabilities.wait()", { capabilities: never, limits: { wallMs: 400 } }));
    expect(await sandbox.value("return 1")).toBe(1);
    expect(await Promise.all(waiting)).toEqual(Array.from({ length: 4 }, () => "sandbox.timeout"));
  });

  it("left unanswered by a program that ended do not reach the next run", async () => {
    const gate = Promise.withResolvers<string>();
    expect(await sandbox.value("capabilities.late().then((v) => { globalThis.leak = v }); return 1", { capabilities: { late: () => gate.promise } })).toBe(1);
    gate.resolve("secret");
    expect(await sandbox.value("await 0; return typeof leak")).toBe("undefined");
  });
});
