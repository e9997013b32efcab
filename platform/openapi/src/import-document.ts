import { joinMessages, type ImportReport, type Message, type Operation, type ValueSchema } from "@tessera/contracts";
import { problemCodes } from "./errors.ts";
import { compact } from "./json.ts";
import type { FoundOperation } from "./operation/find-operations.ts";
import { readOperation } from "./operation/read-operation.ts";
import { importMessages } from "./messages.ts";
import type { ParsedDocument } from "./parse-document.ts";
import { selectOperations } from "./select-operations.ts";
import { readFacts, type DocumentFacts } from "./source/facts.ts";
import { credentialNeeds, type CredentialNeed } from "./source/security.ts";
import { serverUrl } from "./source/servers.ts";
import { openSource, type Source } from "./source/source.ts";

type SkippedOperation = Pick<FoundOperation, "pointer" | "method" | "path">;

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
  const skipIt = (found: SkippedOperation, reasons: Message[]): void => skip(source, skipped, found, reasons);
  for (const found of selectOperations(source, skipIt)) {
    const result = readOperation(source, found);
    if (Array.isArray(result)) skipIt(found, result);
    else operations.push(result);
  }
  const schemas = source.schemas.finish();
  const problems = source.problems.report();
  const places = document.locate([...problems, ...skipped].map(({ pointer }) => pointer));
  return {
    report: {
      format: document.format,
      title: facts.info.title,
      documentVersion: facts.info.version,
      servers: facts.servers.map(serverUrl),
      operations: operations.map(({ id, method, path, summary }) => compact({ id, method, path, summary })),
      skipped: skipped.map((one) => ({ ...one, ...places.get(one.pointer) })),
      problems: problems.map((one) => (one.pointer === "" ? one : { ...one, ...places.get(one.pointer) })),
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

function skip(source: Source, skipped: ImportReport["skipped"], { pointer, method, path }: SkippedOperation, reasons: Message[]): void {
  skipped.push({ pointer, method, path, reasons });
  source.problems.add("error", problemCodes.operationInvalid, pointer, importMessages.notImported({ method, path, reasons: joinMessages(reasons, { en: "; ", "zh-CN": "；" }) }), `${method} ${path}`);
}
