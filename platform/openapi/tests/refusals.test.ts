import { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";

/** What people give by mistake or to do harm, as the source of a function that makes it. */
const cases: Record<string, { make: string; code: string; says: string }> = {
  "an empty file": { make: `""`, code: "openapi.unreadable", says: "holds no object" },
  "binary noise": { make: `Uint8Array.from({ length: 5_000_000 }, (_, index) => (index * 7919) & 255)`, code: "openapi.unreadable", says: "not valid" },
  "a ZIP bomb": { make: `Buffer.concat([Buffer.from("PK\\u0003\\u0004"), Buffer.alloc(40_000_000)])`, code: "openapi.unreadable", says: "ZIP archive" },
  "100 MB of JSON": { make: `Buffer.alloc(100_000_000, '{"a":1,')`, code: "openapi.too-large", says: "at most" },
  "100 MB of YAML": { make: `Buffer.alloc(100_000_000, "a: 1\\n")`, code: "openapi.too-large", says: "at most" },
  "aliases that explode": { make: `"openapi: 3.0.0\\na: &a [x,x,x,x,x,x,x,x,x,x]\\n" + Array.from({ length: 12 }, (_, i) => "k" + i + ": &n" + i + " [" + Array(10).fill(i === 0 ? "*a" : "*n" + (i - 1)).join(",") + "]").join("\\n")`, code: "openapi.too-large", says: "values" },
  "a log": { make: `"2026-11-21 10:00:00 INFO [main] something: happened {a: b\\n".repeat(130_000)`, code: "openapi.version", says: "names no version" },
  "a table": { make: `'"a","b: x","c"\\n'.repeat(500_000)`, code: "openapi.version", says: "names no version" },
  "a source file": { make: `"function foo() { return a ? b : c; }\\n".repeat(200_000)`, code: "openapi.version", says: "names no version" },
  "a handbook in Markdown": { make: `"# Title\\n\\n- item: \`x\`\\n* **bold**: text\\n".repeat(150_000)`, code: "openapi.version", says: "names no version" },
  "YAML with an error in each line": { make: `"openapi: 3.0.0\\n" + Array.from({ length: 100_000 }, (_, i) => "k" + i + ': [unclosed: "x\\n').join("")`, code: "openapi.unreadable", says: "at line 2" },
  "JSON that never closes": { make: `'{"a":'.repeat(5_000_000)`, code: "openapi.too-large", says: "levels at line 1" },
  "flow lists that never close": { make: `"openapi: 3.0.0\\npaths: " + "[ ".repeat(3_000_000)`, code: "openapi.unreadable", says: "nested too deeply" },
  "JSON that was cut off": { make: `'{"openapi":"3.0.0","paths":{' + Array.from({ length: 200_000 }, (_, i) => '"/p' + i + '":{"get":{}}').join(",")`, code: "openapi.unreadable", says: "not valid JSON" },
};

const entry = import.meta.resolve("../dist/index.js");

/** Reads a case in a thread that ends when it takes more memory than a refusal may. */
function refusalOf(make: string): Promise<{ code: string; message: string }> {
  const source = `
    import { parentPort } from "node:worker_threads";
    const { parseDocument, importDocument } = await import(${JSON.stringify(entry)});
    const input = ${make};
    try {
      importDocument(parseDocument(input));
      parentPort.postMessage({ code: "accepted", message: "" });
    } catch (error) {
      parentPort.postMessage({ code: error.code, message: error.message });
    }`;
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`), { resourceLimits: { maxOldGenerationSizeMb: 200 } });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}

describe("what is no API description", () => {
  it.each(Object.entries(cases))("%s is refused with its reason, within 200 MB", async (_name, { make, code, says }) => {
    const refusal = await refusalOf(make);
    expect(refusal).toMatchObject({ code, message: expect.stringContaining(says) });
  });
});
