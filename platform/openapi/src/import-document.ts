import { httpMethods, joinMessages, type HttpMethod, type ImportReport, type Message, type Operation, type ValueSchema } from "@tessera/contracts";
import { problemCodes } from "./errors.ts";
import { compact, isObject } from "./json.ts";
import { findOperations, type FoundOperation } from "./operation/find-operations.ts";
import { nameOperations, type NamedOperation } from "./operation/operation-id.ts";
import { parsePathTemplate, type PathTemplate, type Refusal } from "./operation/path-template.ts";
import { readOperation, type NamedFound } from "./operation/read-operation.ts";
import { importMessages } from "./messages.ts";
import type { ParsedDocument } from "./parse-document.ts";
import { readFacts, type DocumentFacts } from "./source/facts.ts";
import { credentialNeeds, type CredentialNeed } from "./source/security.ts";
import { serverUrl } from "./source/servers.ts";
import { openSource, type Source } from "./source/source.ts";

export interface ImportOptions {
  /** Address that the document was fetched from; server addresses relative to it become absolute. */
  sourceUrl?: string;
}

export interface ImportResult {
  /** What is imported, what is not and why. */
  report: ImportReport;
  operations: Operation[];
  /** Shared schemas that the operations reference as `#/schemas/<name>`; names match `[A-Za-z0-9._-]+`. */
  schemas: Record<string, ValueSchema>;
  facts: DocumentFacts;
  /** Credentials that the backend asks for. */
  credentials: CredentialNeed[];
}

/**
 * Maps a document to operations. An operation that cannot be imported is named in `report.skipped` and the rest is
 * imported: every operation of the document is in exactly one of the two lists. Never throws for what a document holds.
 */
export function importDocument(document: ParsedDocument, options: ImportOptions = {}): ImportResult {
  const source = openSource(document);
  const facts = readFacts(source, options.sourceUrl);
  const skipped: ImportReport["skipped"] = [];
  const operations: Operation[] = [];
  for (const found of selectOperations(source, skipped)) {
    const result = readOperation(source, found);
    if (Array.isArray(result)) skip(source, skipped, found, result);
    else operations.push(result);
  }
  const schemas = source.schemas.finish();
  return {
    report: {
      format: document.format,
      title: facts.info.title,
      documentVersion: facts.info.version,
      servers: facts.servers.map(serverUrl),
      operations: operations.map(({ id, method, path, summary }) => compact({ id, method, path, summary })),
      skipped,
      problems: source.problems.report(),
    },
    operations,
    schemas,
    facts,
    credentials: credentialNeeds(facts.securitySchemes ?? {}),
  };
}

/** The pre-check: what an import of the document would do, without its result. */
export function checkDocument(document: ParsedDocument, options: ImportOptions = {}): ImportReport {
  return importDocument(document, options).report;
}

/** The operations that can be read, in document order by path and with their names; the others go to `skipped`. */
function selectOperations(source: Source, skipped: ImportReport["skipped"]): NamedFound[] {
  const found = findOperations(source);
  const byShape = new Map<string, string>();
  const examined = new Map<FoundOperation, Omit<NamedFound, "id"> | Refusal>();
  // A path that is written as it is called goes before one that loses its fragment.
  for (const one of found) if (!one.path.includes("#")) examined.set(one, examine(source, one, byShape));
  for (const one of found) if (one.path.includes("#")) examined.set(one, examine(source, withoutFragment(one), byShape));
  const selected: Omit<NamedFound, "id">[] = [];
  for (const one of found) {
    const usable = examined.get(one);
    if (usable === undefined) skip(source, skipped, one, [importMessages.notExamined()]);
    else if ("reason" in usable) skip(source, skipped, one, [usable.reason]);
    else selected.push(usable);
  }
  const grouped = byPath(selected);
  const names = nameOperations(grouped);
  return grouped.map((one, index) => {
    const named = names[index] as NamedOperation;
    reportName(source, one, named);
    return { ...one, id: named.id };
  });
}

/** Operations of one path together, as a document holds them; paths that lost a fragment may have become the same. */
function byPath<T extends { path: string }>(operations: readonly T[]): T[] {
  return [...Map.groupBy(operations, ({ path }) => path).values()].flat();
}

/** Some documents tell operations on one path apart by a fragment (`/files/{id}#copy`), which is never sent. */
function withoutFragment(found: FoundOperation): FoundOperation {
  return { ...found, path: found.path.slice(0, found.path.indexOf("#")), statedPath: found.path };
}

/** The operation with its parsed path, or why it cannot be imported. */
function examine(source: Source, found: FoundOperation, byShape: Map<string, string>): Omit<NamedFound, "id"> | Refusal {
  if (found.refused !== undefined) return { reason: found.refused };
  const template = parsePathTemplate(found.path);
  if ("reason" in template) return template;
  if (!isObject(found.raw)) return { reason: importMessages.notObject() };
  const method = httpMethods.find((known) => known === found.method);
  if (method === undefined) return { reason: importMessages.methodUnserved({ method: found.method }) };
  const conflict = conflicting(source, found, template, method, byShape);
  if (conflict !== undefined) return { reason: conflict };
  if (found.statedPath !== undefined) {
    source.problems.add("warning", problemCodes.pathFragment, found.pointer, importMessages.fragment({ stated: found.statedPath.slice(0, 200), path: found.path.slice(0, 200) }), `${method} ${found.path}`);
  }
  return { ...found, method, template, raw: found.raw };
}

/** `/a/{x}` and `/a/{y}` match the same calls: within one method only the first can be served. */
function conflicting(source: Source, found: FoundOperation, { shape }: PathTemplate, method: HttpMethod, byShape: Map<string, string>): Message | undefined {
  const first = byShape.get(`${method} ${shape}`);
  if (first !== undefined) return importMessages.sameCalls({ method, path: first });
  byShape.set(`${method} ${shape}`, found.path);
  const other = byShape.get(shape);
  if (other === undefined) byShape.set(shape, found.path);
  else if (other !== found.path) {
    source.problems.add("info", problemCodes.pathConflict, found.pointer, importMessages.parameterNames({ other }), `${method} ${found.path}`);
  }
  return undefined;
}

function skip(source: Source, skipped: ImportReport["skipped"], { pointer, method, path }: FoundOperation, reasons: Message[]): void {
  skipped.push({ pointer, method, path, reasons });
  source.problems.add("error", problemCodes.operationInvalid, pointer, importMessages.notImported({ method, path, reasons: joinMessages(reasons, { en: "; ", "zh-CN": "；" }) }), `${method} ${path}`);
}

function reportName(source: Source, { operationId, pointer, method, path }: Omit<NamedFound, "id">, { id, change }: NamedOperation): void {
  const at = `${pointer}/operationId`;
  const operation = `${method} ${path}`;
  const stated = operationId?.slice(0, 100) ?? "";
  if (change === "derived") source.problems.add("info", problemCodes.operationIdMissing, pointer, importMessages.idMissing({ id }), operation);
  if (change === "slugged") source.problems.add("warning", problemCodes.operationIdChanged, at, importMessages.idUnusable({ stated, id }), operation);
  if (change === "suffixed") source.problems.add("warning", problemCodes.operationIdDuplicate, at, importMessages.idTaken({ stated, id }), operation);
}
