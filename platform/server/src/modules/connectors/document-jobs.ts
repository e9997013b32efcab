import type { ImportReport, Operation } from "@tessera/contracts";
import { type ExampleResult, type Fingerprint, type ImportResult, importDocument, operationsByExample, parseCurl, parseDocument, parseHar, planReimport, referencedSchemas } from "@tessera/openapi";
import { unpack } from "../../persistence/packed.ts";
import type { DraftContent } from "./draft.repository.ts";
import { type ExampleProblem, exampleProblems } from "./example-problems.ts";

/** A document's operations after what was made by hand was put back. */
export interface PlannedImport extends ImportResult {
  imported: Record<string, Fingerprint>;
  report: ImportReport;
}

/** Operations made of calls, and whose calls they were. */
export interface ExampleCalls extends ExampleResult {
  origins: { value: string; count: number }[];
}

/** What may take long: it runs in a thread unless it is known to be small. */
export type DocumentJob =
  | { kind: "read"; text: string; sourceUrl?: string | undefined }
  /** `current` are the operations of the draft as JSON texts, `draft` the rest of it, packed. */
  | { kind: "reimport"; text: string; sourceUrl?: string | undefined; current: readonly string[]; draft: Uint8Array | null }
  | { kind: "example"; form: "curl" | "har"; text: string; origin?: string | undefined }
  | { kind: "check-examples"; operation: Operation; draft: Uint8Array | null };

interface Results {
  read: ImportResult;
  reimport: PlannedImport;
  example: ExampleCalls;
  "check-examples": ExampleProblem[];
}
export type JobResult<K extends DocumentJob["kind"]> = Results[K];

/** Does a job. Throws the codes of `openapiErrors`. */
export async function runJob(job: DocumentJob): Promise<Results[DocumentJob["kind"]]> {
  switch (job.kind) {
    case "read":
      return read(job);
    case "reimport":
      return overCurrent(read(job), job.current.map((content) => JSON.parse(content) as Operation), job.draft === null ? { schemas: {} } : await unpack<DraftContent>(job.draft));
    case "example":
      return byExample(job);
    case "check-examples":
      return exampleProblems(job.operation, job.draft === null ? {} : (await unpack<DraftContent>(job.draft)).schemas);
  }
}

function read({ text, sourceUrl }: { text: string; sourceUrl?: string | undefined }): ImportResult {
  return importDocument(parseDocument(text), sourceUrl === undefined ? {} : { sourceUrl });
}

/** The operations of the document with what people changed by hand on those of the connector. */
function overCurrent(document: ImportResult, current: readonly Operation[], content: DraftContent): PlannedImport {
  const schemas = { current: content.schemas, imported: document.schemas };
  const { operations, base, added, changed, removed, unchanged } = planReimport({ current, imported: document.operations, schemas, ...(content.imported === undefined ? {} : { base: content.imported }) });
  // Schemas that only operations made by hand use stay with them.
  const all = { ...schemas.current, ...document.schemas };
  return { ...document, operations, report: { ...document.report, changes: { added, changed, removed, unchanged } }, imported: base, schemas: { ...referencedSchemas(operations, all), ...document.schemas } };
}

function byExample({ form, text, origin }: { form: "curl" | "har"; text: string; origin?: string | undefined }): ExampleCalls {
  const calls = form === "curl" ? parseCurl(text) : parseHar(text);
  const counts = new Map<string, number>();
  for (const { url } of calls) counts.set(new URL(url).origin, (counts.get(new URL(url).origin) ?? 0) + 1);
  const origins = [...counts].map(([value, count]) => ({ value, count })).toSorted((one, other) => other.count - one.count);
  return { ...operationsByExample(calls, origin === undefined ? {} : { origin }), origins };
}
