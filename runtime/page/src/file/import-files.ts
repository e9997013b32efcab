import { type AppBundle, type AppHead, type PageDocument, type Query, appHeadSchema, pageDocumentSchema, querySchema, recordIdSchema } from "@tessera/contracts";
import { reservedIds } from "../records/id.ts";
import { isObject } from "../records/json.ts";
import { escapeStep } from "../use/uses-of.ts";
import { flattenPage } from "./flatten-page.ts";
import { transformFromFile } from "./transform-file.ts";

/** What is wrong in a file: which one, where in it (JSON pointer, empty for the whole), what, and what to do. */
export interface FileProblem {
  file: string;
  path: string;
  message: string;
}

/** An imported app; `bundle` is null when any file has a problem: an app is imported whole or not at all. */
export interface ImportedApp {
  bundle: AppBundle | null;
  problems: FileProblem[];
}

/** Longest chain of nested values that a file may hold. */
const deepest = 200;

/** Reads an app from its files, path → text (`exportFiles` is the opposite). Other files (README, images) are left alone. */
export function importFiles(files: Readonly<Record<string, string>>): ImportedApp {
  const problems: FileProblem[] = [];
  const app = readApp(files["app.json"], problems);
  const pages: [string, PageDocument][] = [];
  const queries: [string, Query][] = [];
  for (const [file, text] of Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const found = /^(pages|queries)\/([^/]+)\.(json|js)$/.exec(file);
    if (!found) continue;
    const [, folder, id = "", kind] = found;
    if (kind === "js") {
      if (folder === "queries" && files[`queries/${id}.json`] === undefined) problems.push({ file, path: "", message: `There is no queries/${id}.json for this transform. Add it, or remove this file.` });
      continue;
    }
    if (!recordIdSchema.safeParse(id).success || reservedIds.has(id)) {
      problems.push({ file, path: "", message: `\`${id}\` cannot be an id: use a letter or '_' followed by letters, digits or '_', and no reserved word. Rename the file.` });
    } else if (folder === "pages") {
      const page = readPage(file, id, text, problems);
      if (page) pages.push([id, page]);
    } else {
      const query = readQuery(file, id, text, files[`queries/${id}.js`], problems);
      if (query) queries.push([id, query]);
    }
  }
  if (problems.length > 0 || app === null) return { bundle: null, problems };
  const { bundle: rest, ...head } = app as AppHead & { bundle?: unknown };
  return { bundle: { ...(isObject(rest) ? rest : {}), app: head, pages: Object.fromEntries(pages), queries: Object.fromEntries(queries) }, problems };
}

function readApp(text: string | undefined, problems: FileProblem[]): AppHead | null {
  if (text === undefined) {
    problems.push({ file: "app.json", path: "", message: "The file is missing. An app has app.json, pages/<id>.json and queries/<id>.json; choose the folder that holds app.json." });
    return null;
  }
  const value = readObject("app.json", text, problems);
  return value && checked("app.json", appHeadSchema, value, problems);
}

function readPage(file: string, id: string, text: string, problems: FileProblem[]): PageDocument | null {
  const value = readObject(file, text, problems);
  if (!value || !sameId(file, id, value, problems)) return null;
  const before = problems.length;
  const flat = flattenPage(value, (path, message) => problems.push({ file, path, message }));
  if (problems.length > before) return null;
  return checked(file, pageDocumentSchema, flat.page, problems, flat.places);
}

function readQuery(file: string, id: string, text: string, transform: string | undefined, problems: FileProblem[]): Query | null {
  const value = readObject(file, text, problems);
  if (!value || !sameId(file, id, value, problems)) return null;
  if (transform === undefined) return checked(file, querySchema, value, problems);
  try {
    return checked(file, querySchema, { ...value, transform: transformFromFile(transform) }, problems);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    problems.push({ file: file.replace(/json$/, "js"), path: "", message: `The transform cannot be read: ${error.message}` });
    return null;
  }
}

function sameId(file: string, id: string, value: Record<string, unknown>, problems: FileProblem[]): boolean {
  if (value.id === id) return true;
  problems.push({ file, path: "/id", message: `The id must be the name of the file, \`${id}\`, not ${JSON.stringify(value.id ?? null)}. Change one of them.` });
  return false;
}

function readObject(file: string, text: string, problems: FileProblem[]): Record<string, unknown> | null {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    problems.push({ file, path: "", message: `The file is not JSON: ${error.message}.` });
    return null;
  }
  if (!isObject(value)) problems.push({ file, path: "", message: "The file must hold one JSON object." });
  else if (isTooDeep(value, deepest)) problems.push({ file, path: "", message: `The file is nested more than ${deepest} levels deep. Put fewer containers into each other.` });
  else return value;
  return null;
}

function isTooDeep(value: unknown, left: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return left === 0 || Object.values(value).some((item) => isTooDeep(item, left - 1));
}

/** What is needed of a schema of the contracts. */
interface Checker<T> {
  safeParse: (value: unknown) => { success: true; data: T } | { success: false; error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] } };
}

/** Checks with the contract's schema; its places are turned into those of the file. */
function checked<T>(file: string, schema: Checker<T>, value: unknown, problems: FileProblem[], places: ReadonlyMap<string, string> = new Map()): T | null {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  for (const issue of result.error.issues.slice(0, 20)) {
    const steps = issue.path.map((step) => `/${escapeStep(String(step))}`);
    const node = steps[0] === "/nodes" && steps[1] !== undefined ? places.get(String(issue.path[1])) : undefined;
    problems.push({ file, path: node === undefined ? steps.join("") : node + steps.slice(2).join(""), message: issue.message });
  }
  return null;
}
