import { BSONRegExp } from "bson";
import { StoreError } from "../errors.ts";
import { GuardedRegExp } from "./guarded-regex.ts";

const KNOWN_OPTIONS = /^[imsux]*$/;

/** Compiles a MongoDB regular expression (PCRE options i, m, s, u, x; a leading `(?flags)`) to a JS one. */
export function compileRegex(source: unknown, options?: unknown): RegExp {
  const given = partsOf(source);
  if (given === undefined) throw new StoreError("BadValue", "$regex has to be a string");
  if (options !== undefined && typeof options !== "string") throw new StoreError("BadValue", "$options has to be a string");
  let flags = options ?? given.options;
  let pattern = given.pattern;
  const inline = /^\(\?([imsx]+)\)/.exec(pattern);
  if (inline !== null) {
    flags += inline[1] ?? "";
    pattern = pattern.slice(inline[0].length);
  }
  if (!KNOWN_OPTIONS.test(flags)) throw new StoreError("BadValue", `invalid flag in regex options: ${flags}`);
  if (flags.includes("x")) pattern = withoutFreeSpacing(pattern);
  const jsFlags = [...new Set(flags)].filter((flag) => "ims".includes(flag)).join("");
  return build(pattern, jsFlags);
}

function build(pattern: string, flags: string): RegExp {
  try {
    return new GuardedRegExp(pattern, `${flags}u`);
  } catch {
    // Unicode mode refuses harmless escapes such as `\-` that PCRE accepts; without it the pattern still means the same for BMP text.
    return buildLegacy(pattern, flags);
  }
}

function buildLegacy(pattern: string, flags: string): RegExp {
  try {
    return new GuardedRegExp(pattern, flags);
  } catch (error) {
    throw new StoreError("Location51091", `Regular expression is invalid: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function partsOf(source: unknown): { readonly pattern: string; readonly options: string } | undefined {
  if (typeof source === "string") return { pattern: source, options: "" };
  if (source instanceof BSONRegExp) return { pattern: source.pattern, options: source.options };
  if (source instanceof RegExp) return { pattern: source.source, options: source.flags };
  return undefined;
}

/** Removes what PCRE's x option ignores: unescaped white space and `#` comments outside of character classes. */
function withoutFreeSpacing(pattern: string): string {
  let result = "";
  let inClass = false;
  for (let index = 0; index < pattern.length; index++) {
    const unit = pattern[index] as string;
    if (unit === "\\") {
      result += unit + (pattern[++index] ?? "");
      continue;
    }
    if (unit === "[") inClass = true;
    if (unit === "]") inClass = false;
    if (!inClass && /\s/.test(unit)) continue;
    if (!inClass && unit === "#") {
      while (index + 1 < pattern.length && pattern[index + 1] !== "\n") index++;
      continue;
    }
    result += unit;
  }
  return result;
}

/** The literal text that every match starts with (`^abc…`, case-sensitive), for index ranges; undefined when there is none. */
export function literalPrefix(expression: RegExp): string | undefined {
  if (expression.flags.includes("i") || expression.flags.includes("m") || !expression.source.startsWith("^")) return undefined;
  if (expression.source.includes("|")) return undefined;
  const literal = /^\^((?:[A-Za-z0-9 _:@,;=<>&~!"'%-]|\\[./-])+)/.exec(expression.source);
  if (literal === null) return undefined;
  const following = expression.source[literal[0].length] ?? "";
  const text = (literal[1] as string).replace(/\\(.)/g, "$1");
  const certain = "?*{".includes(following) && following !== "" ? text.slice(0, -1) : text;
  return certain === "" ? undefined : certain;
}
