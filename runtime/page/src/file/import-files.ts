import { type AppBundle, type AppHead, type PageDocument, type Query, type Message, appHeadSchema, issueMessage, jsonErrorPlace, jsonErrorReason, pageDocumentSchema, querySchema, recordIdSchema } from "@tessera/contracts";
import { syntaxReason } from "../binding/syntax-reason.ts";
import { reservedIds } from "../records/id.ts";
import { isObject } from "../records/json.ts";
import { escapeStep } from "../use/uses-of.ts";
import { flattenPage } from "./flatten-page.ts";
import { fileMessages } from "./messages.ts";
import { transformExample, transformFromFile } from "./transform-file.ts";

/** What is wrong in a file: which one, where in it (JSON pointer, empty for the whole), what, and what to do. */
export interface FileProblem {
  file: string;
  path: string;
  /** The English text; `text` is in every language. */
  message: string;
  text: Message;
}

/** An imported app; `bundle` is null when any file has a problem: an app is imported whole or not at all. */
export interface ImportedApp {
  bundle: AppBundle | null;
  problems: FileProblem[];
}

type Report = (file: string, path: string, text: Message) => void;

/** Longest chain of nested values that a file may hold. */
const deepest = 200;

/** Reads an app from its files, path → text (`exportFiles` is the opposite). Other files (README, images) are left alone. */
export function importFiles(files: Readonly<Record<string, string>>): ImportedApp {
  const problems: FileProblem[] = [];
  const report: Report = (file, path, text) => void problems.push({ file, path, message: text.en, text });
  const app = readApp(files["app.json"], report);
  const pages: [string, PageDocument][] = [];
  const queries: [string, Query][] = [];
  for (const [file, text] of Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const found = /^(pages|queries)\/([^/]+)\.(json|js)$/.exec(file);
    if (!found) continue;
    const [, folder, id = "", kind] = found;
    if (kind === "js") {
      if (folder === "queries" && files[`queries/${id}.json`] === undefined) report(file, "", fileMessages.transformLost({ id }));
      continue;
    }
    if (!recordIdSchema.safeParse(id).success || reservedIds.has(id)) {
      report(file, "", fileMessages.idInvalid({ id }));
    } else if (folder === "pages") {
      const page = readPage(file, id, text, report);
      if (page) pages.push([id, page]);
    } else {
      const query = readQuery(file, id, text, files[`queries/${id}.js`], report);
      if (query) queries.push([id, query]);
    }
  }
  if (problems.length > 0 || app === null) return { bundle: null, problems };
  const { bundle: rest, ...head } = app as AppHead & { bundle?: unknown };
  return { bundle: { ...(isObject(rest) ? rest : {}), app: head, pages: Object.fromEntries(pages), queries: Object.fromEntries(queries) }, problems };
}

function readApp(text: string | undefined, report: Report): AppHead | null {
  if (text === undefined) {
    report("app.json", "", fileMessages.appMissing());
    return null;
  }
  const value = readObject("app.json", text, report);
  return value && checked("app.json", appHeadSchema, value, report);
}

function readPage(file: string, id: string, text: string, report: Report): PageDocument | null {
  const value = readObject(file, text, report);
  if (!value || !sameId(file, id, value, report)) return null;
  let isSound = true;
  const flat = flattenPage(value, (path, text) => {
    isSound = false;
    report(file, path, text);
  });
  return isSound ? checked(file, pageDocumentSchema, flat.page, report, flat.places) : null;
}

function readQuery(file: string, id: string, text: string, transform: string | undefined, report: Report): Query | null {
  const value = readObject(file, text, report);
  if (!value || !sameId(file, id, value, report)) return null;
  if (transform === undefined) return checked(file, querySchema, value, report);
  const script = file.replace(/json$/, "js");
  try {
    const body = transformFromFile(transform);
    if (body !== null) return checked(file, querySchema, { ...value, transform: body }, report);
    report(script, "", fileMessages.transformNoFunction({ example: transformExample }));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    report(script, "", fileMessages.transformUnreadable({ reason: syntaxReason(error) }));
  }
  return null;
}

function sameId(file: string, id: string, value: Record<string, unknown>, report: Report): boolean {
  if (value.id === id) return true;
  report(file, "/id", fileMessages.idOther({ id, found: JSON.stringify(value.id ?? null).slice(0, 100) }));
  return false;
}

function readObject(file: string, text: string, report: Report): Record<string, unknown> | null {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const reason = jsonErrorReason(error.message);
    const place = jsonErrorPlace(text.replace(/^\uFEFF/, ""));
    report(file, "", place ? fileMessages.notJsonAt({ ...place, reason }) : fileMessages.notJson({ reason }));
    return null;
  }
  if (!isObject(value)) report(file, "", fileMessages.notObject());
  else if (isTooDeep(value, deepest)) report(file, "", fileMessages.tooDeep({ limit: deepest }));
  else return value;
  return null;
}

function isTooDeep(value: unknown, left: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return left === 0 || Object.values(value).some((item) => isTooDeep(item, left - 1));
}

/** What is needed of a schema of the contracts. */
interface Checker<T> {
  safeParse: (value: unknown, options: { reportInput: true }) => { success: true; data: T } | { success: false; error: { issues: readonly Parameters<typeof issueMessage>[0][] } };
}

/** Checks with the contract's schema; its places are turned into those of the file. */
function checked<T>(file: string, schema: Checker<T>, value: unknown, report: Report, places: ReadonlyMap<string, string> = new Map()): T | null {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  for (const issue of result.error.issues.slice(0, 20)) {
    const steps = issue.path.map((step) => `/${escapeStep(String(step))}`);
    const node = steps[0] === "/nodes" && steps[1] !== undefined ? places.get(String(issue.path[1])) : undefined;
    report(file, node === undefined ? steps.join("") : node + steps.slice(2).join(""), fileMessages.field({ reason: issueMessage(issue) }));
  }
  return null;
}
