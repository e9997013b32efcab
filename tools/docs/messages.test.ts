import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { plainErrorTexts, templatesOf } from "./plain-texts.ts";

const root = join(import.meta.dirname, "../..");
// The test of the boundaries writes its probe into the tree for a moment.
const files = globSync(["platform/*/src/**/*.ts", "runtime/*/src/**/*.{ts,tsx}"], { cwd: root }).filter((file) => !file.endsWith(".test.ts") && !file.includes("boundary-probe"));
const read = (file: string): string => readFileSync(join(root, file), "utf8");
const templates = files.filter((file) => read(file).includes("defineMessages(")).flatMap((file) => templatesOf(file, read(file)).map((template) => ({ file, ...template }) as { file: string; en?: string; "zh-CN"?: string }));
const withoutPlaces = (text: string): string => text.replace(/\{\w+\}/g, "");
const chinese = "\\u4e00-\\u9fff";

describe("errors that people read", () => {
  it("speak both languages", () => {
    expect(files.flatMap((file) => plainErrorTexts(file, read(file)).map((line) => `${file}:${line}`))).toEqual([]);
    expect(files.length).toBeGreaterThan(100);
  });

  it.each([
    ['throw new UserError({ code: "a", message: "plain" })', [1]],
    ["throw new OperationalError({ code: c, message: `of ${x}` })", [1]],
    ['throw new UserError({ message: x ? say.a() : "plain" })', [1]],
    ["throw new UserError({ message: error.message })", [1]],
    ["try { f() } catch (thrown) { throw new UserError({ message: thrown.message }) }", [1]],
    ["throw new UserError({ message: finding.message })", []],
    ['const message = "plain";\nthrow new UserError({ message })', [2]],
    ["function refuse(message: string) {\n  return new UserError({ message });\n}", [2]],
    ["function text(): string { return ''; }\nthrow new UserError({ message: text() })", [2]],
    ['throw new UserError({ message: parts.join(", ") })', [1]],
    ["throw new UserError({ message: say.gone({ name: `of ${x}` }) })", []],
    ["function refuse(message: Message) { return new UserError({ message }); }", []],
    ["throw new UserError({ message: error.text })", []],
    ['throw new DefectError({ message: "plain" })', []],
  ])("are told from others: %s", (source, lines) => expect(plainErrorTexts("probe.ts", source)).toEqual(lines));
});

describe("texts", () => {
  it("are Chinese where they are for Chinese readers", () => {
    const untranslated = templates.filter((template) => /[a-z]{3}/i.test(withoutPlaces(template.en ?? "")) && !new RegExp(`[${chinese}]`).test(template["zh-CN"] ?? ""));
    expect(untranslated).toEqual([]);
    expect(templates.length).toBeGreaterThan(200);
  });

  it("set Chinese as it is set: full-width punctuation, a space beside Latin letters", () => {
    const wrong = new RegExp(`[${chinese}][,;:!?](?![^“]*”)|[${chinese}][A-Za-z0-9]|[A-Za-z0-9][${chinese}]`);
    expect(templates.flatMap(({ file, "zh-CN": text = "" }) => (wrong.test(text) ? [`${file}: ${text}`] : []))).toEqual([]);
  });
});
