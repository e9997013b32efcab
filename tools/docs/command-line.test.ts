import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createContext } from "../../platform/cli/src/context.ts";
import { createProgram } from "../../platform/cli/src/program.ts";
import { translator } from "../../platform/cli/src/text/text.ts";

const context = createContext({ environment: {}, stdin: process.stdin, stdout: process.stdout, stderr: process.stderr, text: translator("en"), locale: "en" });
type Program = ReturnType<typeof createProgram>;
const leaves = (program: Program, path: string[] = []): { path: string[]; options: string[] }[] =>
  program.commands.flatMap((command) => {
    const here = [...path, command.name()];
    return command.commands.length > 0 ? leaves(command as Program, here) : [{ path: here, options: command.options.map(({ long }) => long ?? "").filter((name) => name !== "--json") }];
  });

it.each(["en", "zh-CN"])("docs/%s/command-line.md explains every command with its options", (language) => {
  const page = readFileSync(join(import.meta.dirname, "../../docs", language, "command-line.md"), "utf8");
  const sections = page.split(/^## /m).map((section) => ({ title: section.split("\n", 1)[0] ?? "", section }));
  for (const { path, options } of leaves(createProgram(context))) {
    // `connector list, show, export` explains three commands of a family.
    const found = sections.find(({ title }) => path.every((word) => new RegExp(`\\b${word}\\b`).test(title)));
    expect(found, path.join(" ")).toBeDefined();
    for (const option of options) expect(found?.section, path.join(" ")).toContain(option);
  }
});
