import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const ignored = /(^|\/)(node_modules|dist)\//;
const list = (patterns: string[]) => globSync(patterns, { cwd: root }).filter((file) => !ignored.test(file)).sort();
const read = (file: string) => readFileSync(join(root, file), "utf8");

/** English page and its Chinese pair. */
const pairs = [
  ...list(["docs/en/*.md"]).map((file) => ({ en: file, zh: file.replace("docs/en/", "docs/zh-CN/") })),
  ...list(["README.md", "docs/README.md", "docs/reference/*.md", "connectors/*/README.md", "platform/gateway/src/plugins/*/README.md"])
    .filter((file) => !file.endsWith(".zh-CN.md"))
    .map((file) => ({ en: file, zh: file.replace(/\.md$/, ".zh-CN.md") })),
];

/** Lines outside of code blocks. */
const prose = (text: string) => text.replaceAll(/^( *)(`{3,}).*\n[\s\S]*?^\1\2 *$/gm, "");
const headings = (text: string) => [...prose(text).matchAll(/^(#+) (.+)$/gm)].map(([, level, title]) => ({ level: level?.length ?? 0, title: title ?? "" }));
const codeBlocks = (text: string) => [...text.matchAll(/^( *)(`{3,})(\w*)\n[\s\S]*?^\1\2 *$/gm)].map((match) => match[3] ?? "");
const tableRows = (text: string) => [...prose(text).matchAll(/^\|.*\|$/gm)].length;

/** The anchor that GitHub gives a heading. */
const anchorOf = (title: string) =>
  title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, "")
    .replaceAll(" ", "-");

const links = (text: string) => [...prose(text).replaceAll(/`[^`\n]*`/g, "").matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? "").filter((target) => !/^[a-z]+:/.test(target));

describe("the pages in both languages", () => {
  it("have no page without its pair", () => {
    const chinese = list(["docs/zh-CN/*.md", "*.zh-CN.md", "docs/*.zh-CN.md", "docs/reference/*.zh-CN.md", "connectors/*/*.zh-CN.md", "platform/gateway/src/plugins/*/*.zh-CN.md"]);
    expect(chinese).toEqual(pairs.map(({ zh }) => zh).sort());
    expect(pairs.length).toBeGreaterThan(20);
  });

  it.each(pairs)("$en and its pair have the same headings, code blocks and tables, and name each other", ({ en, zh }) => {
    const [english, chinese] = [read(en), read(zh)];
    expect(headings(chinese).map(({ level }) => level)).toEqual(headings(english).map(({ level }) => level));
    expect(codeBlocks(chinese)).toEqual(codeBlocks(english));
    expect(tableRows(chinese)).toBe(tableRows(english));
    expect(english).toContain(`](${relative(dirname(en), zh)})`);
    expect(chinese).toContain(`](${relative(dirname(zh), en)})`);
    expect(chinese).toMatch(/\p{Script=Han}/u);
  });
});

describe("every relative link", () => {
  const pages = list(["*.md", "docs/**/*.md", "connectors/*/*.md", "{platform,runtime}/*/README.md", "platform/gateway/src/plugins/*/*.md"]);

  it.each(pages)("of %s resolves, heading included", (page) => {
    const broken = links(read(page)).filter((link) => {
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? page : join(dirname(page), decodeURI(path));
      if (!existsSync(join(root, target))) return true;
      return anchor !== undefined && target.endsWith(".md") && !headings(read(target)).some(({ title }) => anchorOf(title) === decodeURIComponent(anchor));
    });
    expect(broken).toEqual([]);
  });
});
