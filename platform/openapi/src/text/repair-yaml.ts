import type { ErrorCode } from "yaml";

/** Errors after which the library's value is what people meant: `"\d"` is a backslash and a d, `@a` a text. */
export const toleratedYamlErrors: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["ALIAS_PROPS", "BAD_DIRECTIVE", "BAD_DQ_ESCAPE", "BAD_PROP_ORDER", "BAD_SCALAR_START", "DUPLICATE_KEY", "KEY_OVER_1024_CHARS", "MULTIPLE_ANCHORS", "MULTIPLE_TAGS", "NON_STRING_KEY", "TAG_RESOLVE_FAILED"]);

export interface YamlErrorPlace {
  code: ErrorCode;
  /** From 1. */
  line: number;
}

export interface RepairedYaml {
  text: string;
  /** Lines that were changed, from 1. */
  lines: ReadonlySet<number>;
}

/** Spaces that a tab may stand for, most usual first. */
const tabWidths = [2, 4, 8] as const;
/** `key: value` with what stands before the value, a list's dashes included. */
const keyed = /^(\s*(?:-\s+)*)((?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'#:{[][^:]*?)\s*:\s+)(\S.*?)\s*$/;
const tooWide = 2_000;

/**
 * Rewrites the lines of errors that have one reading: a text with a colon or quotes that is not quoted, a `*` that names
 * no anchor, a quoted text whose further lines are not indented, tabs as indentation. Line numbers stay. Undefined when nothing could be done.
 */
export function repairYaml(text: string, errors: readonly YamlErrorPlace[]): RepairedYaml | undefined {
  if (errors.some(({ code }) => code === "TAB_AS_INDENT")) return expandTabs(text);
  const lines = text.split("\n");
  const changed = new Set<number>();
  for (const { code, line } of errors) {
    if (changed.has(line)) continue;
    const done =
      (code === "BLOCK_AS_IMPLICIT_KEY" || code === "UNEXPECTED_TOKEN" || code === "BAD_ALIAS") && quoteValue(lines, line - 1, code === "BAD_ALIAS") ||
      (code === "MISSING_CHAR" || code === "MULTILINE_IMPLICIT_KEY" || code === "BAD_INDENT") && indentQuoted(lines, line - 1);
    if (done) changed.add(line);
  }
  return changed.size === 0 ? undefined : { text: lines.join("\n"), lines: changed };
}

/** Tabs at the start of lines as spaces, of the width that agrees with lines indented by spaces. */
function expandTabs(text: string): RepairedYaml | undefined {
  const lines = text.split("\n");
  const tabbed = lines.flatMap((line, index) => (/^ *\t/.test(line) ? [index] : []));
  if (tabbed.length === 0) return undefined;
  const spaced = lines.map((line) => /^ +(?=\S)/.exec(line)?.[0].length ?? 0).filter((width) => width > 0);
  const step = Math.min(...(spaced.length > tooWide ? spaced.slice(0, tooWide) : spaced));
  const width = tabWidths.find((one) => one === step) ?? 2;
  for (const index of tabbed) lines[index] = (lines[index] ?? "").replace(/^[ \t]+/, (space) => space.replaceAll("\t", " ".repeat(width)));
  return { text: lines.join("\n"), lines: new Set(tabbed.map((index) => index + 1)) };
}

/** Quotes the value of `key: value` (as an alias only what cannot be the name of one, e.g. `*`), with the plain lines that continue it; false when there is no such value. */
function quoteValue(lines: string[], index: number, alias: boolean): boolean {
  const line = lines[index] ?? "";
  const [, indent = "", key = "", value = ""] = (line.length > tooWide ? null : keyed.exec(line)) ?? [];
  if (key === "" || /^[|>]/.test(value) || (alias && !/^\*(?![A-Za-z_][\w-]*$)/.test(value)) || /^(["']).*\1$/.test(value) && !/^(["']).*\1.*\1$/.test(value)) return false;
  const more: string[] = [];
  for (let at = index + 1; at < lines.length; at += 1) {
    const next = lines[at] ?? "";
    if (next.trim() === "" || (/^\s*/.exec(next)?.[0].length ?? 0) <= indent.length || keyed.test(next) || /^\s*(?:-\s|[^\s:]+:$)/.test(next)) break;
    more.push(next.trim());
  }
  lines[index] = indent + key + JSON.stringify([value, ...more].join(" "));
  for (let at = 1; at <= more.length; at += 1) lines[index + at] = "";
  return true;
}

/** Indents the further lines of a quoted text that starts at or before a line. */
function indentQuoted(lines: string[], index: number): boolean {
  for (let start = index; start >= Math.max(0, index - 50); start -= 1) {
    const line = lines[start] ?? "";
    const open = /^(\s*(?:-\s+)*)[^\s"'#][^"']*:\s+(["'])/.exec(line);
    if (open === null) continue;
    const [whole, indent = "", mark = ""] = open;
    if (closes(line.slice(whole.length), mark)) return false;
    const wide = " ".repeat(indent.length + 2);
    for (let at = start + 1; at < lines.length && at <= start + 1000; at += 1) {
      const next = lines[at] ?? "";
      if (next.trim() !== "") lines[at] = wide + next.trimStart();
      if (closes(next, mark)) return true;
    }
    return false;
  }
  return false;
}

function closes(text: string, mark: string): boolean {
  const inner = mark === '"' ? text.replaceAll(/\\./g, "") : text.replaceAll("''", "");
  return inner.includes(mark);
}
