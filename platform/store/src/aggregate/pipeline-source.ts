import type { Collation } from "../bson/collation.ts";
import type { Document } from "../bson/types.ts";
import type { Pause } from "../pacing/pause.ts";
import type { ReadView } from "../query/read-view.ts";
import type { StoredDocument } from "../storage/document-writer.ts";

/** What a pipeline reads from. */
export interface PipelineSource {
  readonly view: ReadView;
  readonly db: string;
  /** undefined for `aggregate: 1`, which starts from `$documents` or the like. */
  readonly collection: string | undefined;
  readonly collation?: Collation | undefined;
  readonly variables: Document;
  readonly hint?: unknown;
}

/** A result: stored bytes when no stage changed the document, else a computed document. */
export type PipelineResult = StoredDocument | Document;

/** Runs a pipeline inside of another one. */
export type RunPipeline = (pipeline: unknown, source: PipelineSource) => Generator<PipelineResult | Pause>;
