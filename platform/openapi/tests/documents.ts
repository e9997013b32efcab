import { readFileSync } from "node:fs";
import { httpMethods } from "@tessera/contracts";
import { importDocument, type ImportResult } from "../src/import-document.ts";
import { isObject, type JsonObject } from "../src/json.ts";
import { parseDocument } from "../src/parse-document.ts";

export function readFixture(name: string): string {
  return readFileSync(new URL(`../fixtures/${name}`, import.meta.url), "utf8");
}

export function importText(text: string): ImportResult {
  return importDocument(parseDocument(text));
}

export function importJson(document: unknown): ImportResult {
  return importText(JSON.stringify(document));
}

/** `GET /alerts` for every operation that a reader of the document counts; `* /path` where a path item cannot be opened. */
export function listOperations(root: JsonObject): string[] {
  const paths = isObject(root["paths"]) ? root["paths"] : {};
  const methods = new Set<string>([...httpMethods, "TRACE", "QUERY", "CONNECT"]);
  return Object.entries(paths).flatMap(([path, item]) => {
    if (path.startsWith("x-") || item === null) return [];
    if (!isObject(item)) return [`* ${path}`];
    const own = Object.keys(item).filter((key) => methods.has(key.toUpperCase()));
    const any = "x-bk-apigateway-method-any" in item ? httpMethods.filter((method) => !(method.toLowerCase() in item)) : [];
    return [...own, ...any].map((key) => `${key.toUpperCase()} ${path}`);
  });
}
