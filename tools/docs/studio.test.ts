import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { shortcuts } from "../../designer/src/studio/editor/shortcuts.ts";

it.each(["en", "zh-CN"])("docs/%s/studio.md lists every key of the editor and no other", (language) => {
  const page = readFileSync(join(import.meta.dirname, "../../docs", language, "studio.md"), "utf8");
  const table = /^## (?:Keyboard|键盘)\n([\s\S]*?)^## /m.exec(page)?.[1] ?? "";
  const listed = [...table.matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, cell = ""]) => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ""));
  expect(listed.toSorted()).toEqual(shortcuts.map(({ keys }) => keys).toSorted());
});
