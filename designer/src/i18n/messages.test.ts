import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import type { Messages } from "./define-messages.ts";

const source = fileURLToPath(new URL("..", import.meta.url));
const files = readdirSync(source, { recursive: true, encoding: "utf8" }).map((path) => join(source, path));
const features = files.filter((path) => /[\\/]messages\.ts$/.test(path));

const base = (key: string) => key.replace(/_(one|other)$/, "");
const placeholders = (text: string) => [...new Set([...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((match) => match[1]))].sort();

/** Components of the feature: its folder, without folders that declare messages of their own. */
function sourcesOf(feature: string): string {
  const folder = dirname(feature);
  const inner = features.filter((path) => path !== feature && path.startsWith(folder)).map(dirname);
  return files
    .filter((path) => path.startsWith(folder) && /\.tsx?$/.test(path) && !/(messages|\.test)\.tsx?$/.test(path) && !inner.some((other) => path.startsWith(other)))
    .map((path) => readFileSync(path, "utf8"))
    .join("\n");
}

describe.each(features.map((path) => [relative(source, path), path] as const))("texts of %s", (_name, path) => {
  it("has both languages alike, and uses every key", async () => {
    const { messages } = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as { messages: Messages };
    const [zh, en] = [messages.texts["zh-CN"], messages.texts.en];
    expect(messages.namespace).toBe(relative(source, dirname(path)).replaceAll(/[\\/]/g, "."));
    expect([...new Set(Object.keys(zh).map(base))].sort()).toEqual([...new Set(Object.keys(en).map(base))].sort());
    for (const [key, text] of Object.entries(en)) {
      const other = zh[key] ?? zh[`${base(key)}_other`] ?? "";
      expect(text.trim(), `${key} in en`).not.toBe("");
      expect(other.trim(), `${key} in zh-CN`).not.toBe("");
      if (!key.endsWith("_one")) expect(placeholders(other), `placeholders of ${key}`).toEqual(placeholders(text));
      expect(text, `${key} in en holds Chinese`).not.toMatch(/\p{Script=Han}/u);
    }
    const used = sourcesOf(path);
    const unused = [...new Set(Object.keys(en).map(base))].filter((key) => !mentions(used, key));
    expect(unused).toEqual([]);
  });
});

/** Whether a key stands in the sources as text, or may be looked up by a value (state, role, kind). */
function mentions(sources: string, key: string): boolean {
  if (new RegExp(`["'\`]${key.replaceAll(".", "\\.")}["'\`]|\\b${key.replaceAll(".", "\\.")}: `).test(sources)) return true;
  const templates = [...sources.matchAll(/`([^`$]*)\$\{[^`{}]*\}([^`$]*)`/g)];
  if (templates.some(([, start = "", end = ""]) => start + end !== "" && key.startsWith(start) && key.endsWith(end))) return true;
  return /\bt\((?!["'`])/.test(sources);
}

it("finds the features", () => {
  expect(features.length).toBeGreaterThan(5);
});

it("leaves no Chinese text outside of messages", () => {
  const offenders = files.filter((path) => /\.tsx?$/.test(path) && !/(messages|\.test)\.tsx?$/.test(path) && !path.endsWith("LanguageMenu.tsx") && /\p{Script=Han}/u.test(readFileSync(path, "utf8")));
  expect(offenders.map((path) => relative(source, path))).toEqual([]);
});
