import { parsePipeline } from "../aggregate/pipeline.ts";
import { isSameCollation, parseCollation } from "../bson/collation.ts";
import type { Collation } from "../bson/collation.ts";
import { isDocument } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import type { Catalog } from "../storage/catalog.ts";
import { assertViewGraph } from "./view-graph.ts";
import { viewOf } from "./view.ts";
import type { View } from "./view.ts";

/** Stages that a view may not have: they write, or do not end. */
const REFUSED_STAGES = ["$out", "$merge", "$changeStream"];

/** Checks a view's definition against the other views of its database; returns it as it is kept in the options. */
export function viewOptions(catalog: Catalog, db: string, name: string, source: Document, collation: Collation | undefined): Document & { viewOn: string } {
  const { viewOn, pipeline = [] } = source;
  if (typeof viewOn !== "string") throw new StoreError("TypeMismatch", "the field 'viewOn' must be a string");
  if (viewOn === "") throw new StoreError("BadValue", "'viewOn' cannot be empty");
  if (!Array.isArray(pipeline)) throw new StoreError("TypeMismatch", "the field 'pipeline' must be an array");
  const refused = pipeline.flatMap((stage: unknown) => (isDocument(stage) ? Object.keys(stage) : [])).find((stage) => REFUSED_STAGES.includes(stage));
  if (refused !== undefined) throw new StoreError("OptionNotSupportedOnView", `The aggregation stage ${refused} of the pipeline cannot be used in a view definition`);
  parsePipeline(pipeline);
  const definition: View = { on: viewOn, pipeline: pipeline as unknown[] };
  const base = catalog.find(db, viewOn);
  if (viewOf(base) !== undefined && !isSameCollation(parseCollation(base?.options["collation"]), collation)) {
    throw new StoreError("OptionNotSupportedOnView", `View ${db}.${name} has a collation that does not match that of the view ${db}.${viewOn}`);
  }
  assertViewGraph(catalog.list(db), name, definition);
  return { viewOn, pipeline, ...(collation && { collation: collation.spec }) };
}
