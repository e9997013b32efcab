import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { componentsPage } from "./components-page.ts";

const page = (name: string) => readFileSync(join(import.meta.dirname, "../../docs/reference", name), "utf8");

it.each([["components.md", "en"], ["components.zh-CN.md", "zh-CN"]] as const)("%s is what the manifests say; `node tools/docs.ts` writes it", (name, locale) => {
  expect(page(name)).toBe(componentsPage(locale));
});
