import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { settingExamples } from "../../platform/contracts/src/settings/settings.ts";

it.each(["en", "zh-CN"])("docs/%s/running.md lists every setting and no other", (language) => {
  const page = readFileSync(join(import.meta.dirname, "../../docs", language, "running.md"), "utf8");
  const table = /^## (?:Settings|设置)\n([\s\S]*?)^## /m.exec(page)?.[1] ?? "";
  const listed = [...table.matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) => match[1] ?? "");
  expect(listed.toSorted()).toEqual(Object.keys(settingExamples).toSorted());
});
