import type { Message } from "@tessera/contracts";
import { pathMessages } from "./messages.ts";

/** A query parameter that a document writes into a path: `?lat={lat}` or `?beta=true`. */
export interface PathQuery {
  name: string;
  /** Constant value; absent when the caller chooses it. */
  value?: string;
  /** Name in braces, under which a parameter may be described. */
  described?: string;
  required: boolean;
}

/** A path of a document in the form that is called. */
export interface RepairedPath {
  /** `/a/{x}` without query and fragment, its parameters named each once. */
  path: string;
  query: PathQuery[];
  /** What the document tells operations on one path apart by, without `?` and `#`; empty when it does not. */
  suffix: string;
  /** Parameters whose name in the path is not the stated one; one stated name may stand for several. */
  renamed: { from: string; to: string }[];
  /** The last parameter takes the rest of the path, slashes included. */
  greedy: boolean;
  /** What was changed, for the report. */
  repairs: Message[];
}

/** Characters; twice what an operation may have. A longer path is refused as it stands. */
const longestRead = 4096;
const operators = /^[+#./;?&]/;
const typeWords = /^(?:int|integer|long|number|num|float|double|decimal|str|string|text|path|uuid|guid|alpha|alphanum|slug|bool|boolean|date|datetime|any|min|max|range|length|regex)\b|[[\](){}\\.*+^$|?]/i;

/** Brings a path into the form of RFC 3986 and OpenAPI where only one reading is possible; never fails. */
export function repairPath(stated: string): RepairedPath {
  const result: RepairedPath = { path: stated, query: [], suffix: "", renamed: [], greedy: false, repairs: [] };
  if (stated.length > longestRead) return result;
  const [called, query, fragment] = split(withoutHost(stated.trim()));
  if (query !== undefined) result.query.push(...query.split("&").flatMap(queryPart));
  const path = spell(called, result).replaceAll(/\s/g, (space) => encodeURIComponent(space));
  result.path = path.startsWith("/") ? path : `/${path}`;
  const optional = result.query.filter(({ required }) => !required).map(({ name }) => name);
  result.suffix = [queryText(result.query.filter(({ required }) => required)), fragment ?? ""].filter((part) => part !== "").join(",");
  if (result.path !== stated && query === undefined && fragment === undefined) {
    const texts = { stated: stated.slice(0, 200), path: result.path.slice(0, 200) };
    result.repairs.push(result.path === `/${stated}` ? pathMessages.noSlash(texts) : pathMessages.repaired(texts));
  }
  if (optional.length > 0) result.repairs.push(pathMessages.queryExpansion({ names: optional.join(", ").slice(0, 200) }));
  return result;
}

/** `https://host/a` → `/a`. */
function withoutHost(stated: string): string {
  return stated.replace(/^https?:\/\/[^/{}]+(?=\/)/i, "");
}

/** Path, query and fragment; marks inside of braces divide nothing. */
function split(stated: string): [string, string | undefined, string | undefined] {
  const hash = outside(stated, "#");
  const before = hash === -1 ? stated : stated.slice(0, hash);
  const mark = outside(before, "?");
  return [mark === -1 ? before : before.slice(0, mark), mark === -1 ? undefined : before.slice(mark + 1), hash === -1 ? undefined : stated.slice(hash + 1)];
}

function outside(text: string, mark: string): number {
  const pairs = bracePairs(text);
  for (let at = 0; at < text.length; at += 1) {
    if (text.charAt(at) === mark) return at;
    at = pairs.get(at) ?? at;
  }
  return -1;
}

function queryPart(part: string): PathQuery[] {
  const [name = "", ...rest] = part.split("=");
  const key = decode(name.replaceAll(/[{}]/g, ""));
  if (key === "") return [];
  const value = rest.join("=");
  const described = /^\{([^{}]+)\}$/.exec(name.includes("{") && rest.length === 0 ? name : value)?.[1];
  if (described !== undefined) return [{ name: key, described, required: true }];
  return [{ name: key, ...(rest.length === 0 ? {} : { value: decode(value) }), required: true }];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

function queryText(query: readonly PathQuery[]): string {
  return query.map(({ name, value }) => (value === undefined ? name : `${name}=${value}`)).join(",");
}

/** The path with every pair of braces around a plain name; collects what is found on the way. */
function spell(called: string, result: RepairedPath): string {
  const taken = new Set<string>();
  const pairs = bracePairs(called);
  let path = "";
  for (let at = 0; at < called.length; ) {
    const char = called.charAt(at);
    if (char !== "{") {
      path += "}?#".includes(char) ? encodeURIComponent(char) : char;
      at += 1;
      continue;
    }
    const closing = pairs.get(at);
    const slash = called.indexOf("/", at);
    // A brace that nothing closes holds the rest of its segment.
    const end = closing ?? (slash === -1 ? called.length : slash);
    const inner = called.slice(at + 1, end).replaceAll(/^[{\s]+|[}\s]+$/g, "");
    at = closing === undefined ? end : end + 1;
    path += parameter(inner, taken, result, at === called.length);
  }
  return path;
}

/** For each opening brace the index of the one that closes it; unclosed ones are absent. */
function bracePairs(text: string): Map<number, number> {
  const pairs = new Map<number, number>();
  const open: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (text.charAt(at) === "{") open.push(at);
    else if (text.charAt(at) === "}") {
      const start = open.pop();
      if (start !== undefined) pairs.set(start, at);
    }
  }
  return pairs;
}

function parameter(inner: string, taken: Set<string>, result: RepairedPath, last: boolean): string {
  const operator = operators.exec(inner)?.[0] ?? "";
  const body = inner.slice(operator.length);
  if (operator === "?" || operator === "&") {
    for (const name of body.split(",").filter((one) => one !== "")) result.query.push({ name: name.replace(/\*$/, ""), described: name, required: false });
    return "";
  }
  if (operator === "#") return "";
  const named = plainName(body);
  let name = named;
  for (let count = 2; taken.has(name); count += 1) name = `${named}_${count}`;
  taken.add(name);
  if (name !== inner) result.renamed.push({ from: inner, to: name });
  if (last && (operator === "+" || takesRest(body))) result.greedy = true;
  return `${operator === "/" || operator === "." ? operator : ""}{${name}}`;
}

/** `{id:[0-9]+}`, `{name=projects/*}`: name and what it must match; undefined for a name alone. */
function constrained(body: string): { stem: string; constraint: string } | undefined {
  const [, stem = "", constraint = ""] = /^([^:=]*)[:=](.*)$/s.exec(body) ?? [];
  return stem !== "" && constraint !== "" && (body.charAt(stem.length) === "=" || typeWords.test(constraint)) ? { stem, constraint } : undefined;
}

function takesRest(body: string): boolean {
  const { constraint } = constrained(body) ?? {};
  return constraint === undefined ? /[+*]$/.test(body) : /^(?:path|\(?\.[*+]\)?|\*\*)$|\//.test(constraint);
}

/** A name without operators and constraint; a plain name stays as it is, so that an exported path is read as itself. */
function plainName(body: string): string {
  const name = (constrained(body)?.stem ?? body).replaceAll(/^[+#./;?&\s]+|[+*\s]+$/g, "").replaceAll(/[{}/?#\s]+/g, "_") || "param";
  return name === body ? name : plainName(name);
}

const aliasMark = "~";

/** A path of its own for an operation that the document tells apart from others on the called path by `suffix` only. */
export function frontPath(called: string, suffix: string): string {
  const slug = suffix.replaceAll(/[^A-Za-z0-9._=,-]+/g, "-").replaceAll(/^-+|-+$/g, "").slice(0, 200);
  return `${called.replace(/\/$/, "")}/${aliasMark}${slug}`;
}
