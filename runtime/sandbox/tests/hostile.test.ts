import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SandboxDriver, until } from "./driver.ts";

let sandbox: SandboxDriver;
beforeAll(() => {
  sandbox = new SandboxDriver({ limits: { cpuMs: 300, wallMs: 3_000 } });
});
afterAll(() => sandbox.pool.close());

/** For programs that end by themselves: how fast the machine is must not decide how. */
const patient = { cpuMs: 20_000, wallMs: 60_000 };

/** Programs that must end in one of the codes, with the pool serving as before. */
const hostile: [name: string, source: string, codes: string[]][] = [
  ["an endless loop", "while (true);", ["timeout"]],
  ["an endless loop in an expression", "(() => { for (;;); })()", ["timeout"]],
  ["an endless chain of microtasks", "(function f() { Promise.resolve().then(f) })(); return new Promise(() => {})", ["timeout"]],
  ["endless microtasks after the result", "(async () => { for (;;) await 0 })(); return 1", ["timeout"]],
  ["an endless await", "for (;;) await 0", ["timeout"]],
  ["an endless async iterator", "for await (const x of { [Symbol.asyncIterator]: () => ({ next: async () => ({ value: 1 }) }) });", ["timeout"]],
  ["an endless toJSON", "return { toJSON() { for (;;); } }", ["timeout"]],
  ["an endless thenable", "return { then(f) { for (;;); } }", ["timeout"]],
  ["a thenable that never settles", "return { then() {} }", ["timeout"]],
  ["a promise that never settles", "return new Promise(() => {})", ["timeout"]],
  ["a catastrophic regular expression", "return /^(a+)+$/.test('a'.repeat(60) + 'b')", ["timeout"]],
  ["an array bomb", "const a = []; for (;;) a.push(new Array(1000).fill(1.5))", ["memory", "timeout"]],
  ["a string bomb", "const a = []; for (let i = 0; ; i++) a.push(('x' + i).repeat(100000).split('').join('y'))", ["memory", "timeout"]],
  ["an array buffer bomb", "const a = []; for (;;) a.push(new ArrayBuffer(1e6))", ["memory"]],
  ["a filled typed array bomb", "const a = []; for (;;) a.push(new Uint8Array(1e7).fill(1))", ["memory", "timeout"]],
  ["a growing buffer", "const b = new ArrayBuffer(1, { maxByteLength: 2 ** 32 }); b.resize(2 ** 32); new Uint8Array(b).fill(1)", ["memory", "threw", "timeout", "crashed"]],
  ["a map bomb", "const m = new Map(); for (let i = 0; ; i++) m.set(i, i)", ["memory", "timeout", "crashed"]],
  ["a built-in that cannot be interrupted", "new Array(2 ** 32 - 2).fill(0)", ["memory", "timeout", "crashed"]],
  ["a sparse array turned round", "const a = []; a[4e9] = 1; a.reverse()", ["memory", "timeout", "crashed"]],
  ["an endless replacement", "for (;;) 'ab'.repeat(2 ** 27).replaceAll('a', 'c')", ["memory", "timeout", "crashed"]],
  ["a huge big integer", "return (2n ** (2n ** 27n)).toString()", ["memory", "timeout", "crashed", "threw"]],
  ["objects of the internationalisation library", "const a = []; for (;;) a.push(new Intl.DateTimeFormat('zh-CN', { dateStyle: 'full' }))", ["memory", "timeout", "crashed"]],
  ["a huge sort", "const a = Float64Array.from({ length: 3e6 }, Math.random); for (;;) [...a].sort()", ["memory", "timeout", "crashed"]],
  ["deep recursion", "(function f() { f() })()", ["threw"]],
  ["deep recursion while serialising", "let o = {}; for (let i = 0; i < 1e5; i++) o = { o }; return o", ["not-serializable", "timeout"]],
  ["a source of a hundred thousand brackets", `${"(".repeat(1e5)}1${")".repeat(1e5)}`, ["syntax"]],
  ["a huge result", "return Array.from({ length: 1e6 }, () => 'xxxxxxxxxxxxxxxx')", ["output-too-large", "timeout", "memory"]],
  ["a huge error message", "throw new Error('x'.repeat(2e7))", ["threw"]],
  ["an error that fights back", "throw new Proxy(new Error('x'), { get() { for (;;); } })", ["timeout"]],
  ["a throw of what cannot be shown", "throw Object.create(null)", ["threw"]],
  ["a throw with an endless toString", "throw { toString() { for (;;); } }", ["timeout"]],
  ["a throw whose stack is no text", "throw Object.defineProperty(new Error('m'), 'stack', { get: () => ({ toString: () => { throw 1 } }) })", ["threw"]],
  ["a throw with a huge stack", "throw Object.assign(new Error('m'), { stack: 'program.js:1:1'.repeat(1e6) })", ["threw"]],
  ["a rejection that nothing awaits", "Promise.reject(new Error('x')); return 1", ["threw"]],
  ["a rejection with a huge message", "Promise.reject(new Error('x'.repeat(1e6))); return 1", ["threw"]],
  ["a rejection with what cannot be copied", "Promise.reject(new Proxy({}, { get() { throw 1 } })); return 1", ["threw"]],
  ["ten thousand rejections", "for (let i = 0; i < 1e4; i++) Promise.reject(new Error('x')); await 0; return 1", ["threw"]],
  ["a flood of rejections", "for (;;) Promise.reject(new Error('x'))", ["timeout", "memory"]],
  ["an async generator that never settles", "return (async function* () { await new Promise(() => {}) })().next()", ["timeout"]],
  ["a thenable that gives itself", "const t = { then(f) { f(t) } }; return t", ["timeout"]],
  ["a chain of a million promises", "let p = Promise.resolve(1); for (let i = 0; i < 1e6; i++) p = p.then((x) => x); return p", ["timeout", "memory"]],
  ["a comparator that never returns", "return [3, 2, 1].sort(() => { for (;;); })", ["timeout"]],
  ["a getter that never returns", "return { get a() { for (;;); } }", ["timeout"]],
  ["a result of six thousand levels", "return JSON.parse('['.repeat(6_000) + ']'.repeat(6_000))", ["not-serializable"]],
  ["JSON text of five million levels", "return JSON.parse('['.repeat(5e6) + ']'.repeat(5e6))", ["memory", "timeout", "crashed", "threw"]],
  ["JSON with a wide indent", "return JSON.stringify(new Array(1e7).fill(1), null, '          ').length", ["timeout", "memory", "threw"]],
  ["a big integer that squares itself", "let x = 3n; for (;;) x *= x", ["timeout", "memory", "crashed", "threw"]],
  ["a big integer of two million digits", "return String(BigInt('9'.repeat(2e6)) ** 2n)", ["timeout", "memory", "crashed"]],
  ["a rope that is flattened", "let s = 'a'; for (let i = 0; i < 28; i++) s += s; return s.charCodeAt(5) + s.split('a').length", ["memory", "timeout", "crashed", "threw"]],
  ["regular expressions compiled without end", "for (let i = 0; ; i++) new RegExp(`(?:a${i}{1,900}){1,900}`).test('b')", ["timeout", "memory", "crashed"]],
  ["a regular expression of a hundred thousand brackets", "return new RegExp('('.repeat(1e5) + ')'.repeat(1e5)).test('a')", ["threw"]],
  ["scripts compiled without end", "for (let i = 0; ; i++) eval(`function f${i}() { return ${i} }`)", ["timeout", "memory", "crashed"]],
  ["symbols registered without end", "for (let i = 0; ; i++) Symbol.for('s' + i)", ["timeout", "memory", "crashed"]],
  ["a prototype chain of a million", "let o = {}; for (let i = 0; i < 1e6; i++) o = Object.create(o); return o.x", ["timeout", "memory"]],
  ["a hundred thousand proxies in each other", "let p = {}; for (let i = 0; i < 1e5; i++) p = new Proxy(p, {}); return p.x", ["threw"]],
  ["normalising text without end", "for (;;) '\ufdfa'.repeat(1e6).normalize('NFKD')", ["timeout", "memory", "crashed"]],
  ["segments of the internationalisation library", "const a = []; for (;;) a.push(new Intl.Segmenter('zh', { granularity: 'word' }).segment('字'.repeat(1e5)))", ["memory", "timeout", "crashed"]],
  ["a log of an endless proxy", "console.log(new Proxy({}, { getPrototypeOf() { for (;;); } })); return 1", ["timeout"]],
  ["a log without end", "for (;;) console.log('x'.repeat(5_000))", ["timeout"]],
  ["an import", "return import('node:fs')", ["threw", "timeout", "syntax"]],
  ["a static import", "import fs from 'node:fs'; return 1", ["syntax"]],
];

describe("hostile programs", () => {
  it.each(hostile)("%s ends in a typed error and the pool goes on", async (_name, source, codes) => {
    const error = await sandbox.refusal(source, codes.includes("timeout") ? {} : { limits: patient });
    expect(codes.map((code) => `sandbox.${code}`)).toContain(error.code);
    expect(error.message.length).toBeLessThan(3_000);
    expect(await sandbox.value("return 6 * 7")).toBe(42);
  });

  it("answers a call while the process is busy with what cannot be interrupted", async () => {
    const bad = sandbox.code("new Array(2 ** 32 - 2).fill(0)", { space: "bad" });
    expect(await sandbox.value("return 1", { space: "good" })).toBe(1);
    expect(await bad).toMatch(/^sandbox\.(timeout|memory|crashed)$/);
  });
});

describe("what a program can reach", () => {
  it.each(["process", "require", "module", "global", "Buffer", "fetch", "XMLHttpRequest", "setTimeout", "setInterval", "setImmediate", "queueMicrotask", "WebAssembly", "SharedArrayBuffer", "Atomics", "WeakRef", "FinalizationRegistry", "navigator", "performance", "structuredClone", "prepareRealm"])(
    "has no %s",
    async (name) => {
      expect(await sandbox.value(`return typeof ${name}`)).toBe("undefined");
    },
  );

  it.each([
    ["the constructor of the global", "return globalThis.constructor.constructor('return typeof process')()"],
    ["the constructor of the input", "return data.constructor.constructor('return typeof process')()"],
    ["the constructor of a capability", "return capabilities.a.constructor('return typeof process')()"],
    ["the constructor of a capability's promise", "const p = capabilities.a(); return p.constructor.constructor('return typeof process')()"],
    ["the constructor of a capability's error", "try { await capabilities.b() } catch (e) { return e.constructor.constructor('return typeof process')() }"],
    ["the constructor of console", "return console.log.constructor('return typeof process')()"],
    ["an indirect eval", "return (0, eval)('typeof process')"],
    ["a sloppy function's this", "return typeof new Function('return this')().process"],
    ["the frames of an error", "Error.prepareStackTrace = (e, frames) => frames.map((f) => { try { return typeof f.getThis()?.process } catch { return 'undefined' } }).find((t) => t !== 'undefined') ?? 'undefined'; return new Error().stack"],
  ])("finds no host behind %s", async (_name, source) => {
    const capabilities = { a: async () => 1, b: async () => { throw new Error("no"); } };
    expect(await sandbox.value(source, { input: { data: {} }, capabilities })).toBe("undefined");
  });

  it("gets nothing out of arguments, callers or the names around it", async () => {
    expect(await sandbox.code("return arguments.callee.caller")).toBe("sandbox.threw");
    expect(await sandbox.value("return [typeof settle, typeof program, typeof enter, this === undefined]")).toEqual(["undefined", "undefined", "undefined", true]);
  });
});

describe("what one run leaves to the next", () => {
  const tampering = [
    "globalThis.leak = data; Object.prototype.leak = 1; Array.prototype.map = () => 'stolen'; JSON.stringify = () => '\"stolen\"'; JSON.parse = () => 'stolen';",
    "Promise.prototype.then = () => {}; Function.prototype.call = Function.prototype.apply = Reflect.apply = () => 'stolen'; console.log = () => {};",
    "Object.defineProperty(Object.prototype, 'toJSON', { value: () => 'stolen' }); String.prototype.slice = () => 'stolen'; Symbol.iterator; Array.prototype[Symbol.iterator] = () => { throw 1 };",
    "/(secret)/.exec('secret'); globalThis.Object = globalThis.Promise = globalThis.Error = null;",
    "Object.freeze(globalThis); Object.freeze(Object.prototype); Object.freeze(Array.prototype);",
  ];

  it.each(tampering)("is nothing, after %s", async (source) => {
    for (const space of ["team", "other"]) {
      await sandbox.run(`${source} return 1`, { input: { data: "secret" } }).catch((error: unknown) => error);
      const probe =
        "console.log('seen'); await null; return [typeof leak, {}.leak === undefined, [1].map((x) => x + 1), JSON.stringify({ a: 1 }), RegExp.$1, typeof Promise, JSON.parse('[1]')]";
      const { value, logs } = await sandbox.run(probe, { space });
      expect(value).toEqual(["undefined", true, [2], '{"a":1}', "", "function", [1]]);
      expect(logs).toEqual([{ level: "info", message: "seen" }]);
    }
  });

  it("is nothing for the same program either", async () => {
    const source = "globalThis.count = (globalThis.count ?? 0) + 1; return globalThis.count";
    expect([await sandbox.value(source), await sandbox.value(source), await sandbox.value(source)]).toEqual([1, 1, 1]);
  });

  it("is nothing through a function that marks itself", async () => {
    const source = "function mark() { mark.count = (mark.count ?? 0) + 1; return mark.count }";
    expect([await sandbox.value(source), await sandbox.value(source)]).toEqual([1, 1]);
  });

  it("keeps the result of a tampering program from choosing its own outcome", async () => {
    expect(await sandbox.value("JSON.stringify = () => '{\"forged\":1}'; return { real: 1 }")).toEqual({ real: 1 });
    expect(await sandbox.code("Promise.prototype.then = () => {}; await 0; throw new Error('x')")).toBe("sandbox.threw");
  });
});

it("ends with no process lost and the pool at rest", async () => {
  await until("no run held", () => sandbox.pool.stats().running === 0 && sandbox.pool.stats().waiting === 0);
  expect(sandbox.pool.stats().processes).toBeLessThanOrEqual(2);
});
