import { isDocument } from "../bson/types.ts";
import { StoreError } from "../errors.ts";
import type { Collection } from "../storage/catalog.ts";
import { MAX_VIEW_DEPTH, depthExceeded, viewOf } from "./view.ts";
import type { View } from "./view.ts";

/** Refuses a definition by which a view would read itself, or views would be stacked deeper than allowed. */
export function assertViewGraph(collections: readonly Collection[], name: string, definition: View): void {
  const views = new Map<string, View>([[name, definition]]);
  for (const collection of collections) {
    const view = viewOf(collection);
    if (view !== undefined && collection.name !== name) views.set(collection.name, view);
  }
  const heights = new Map<string, number>();
  const heightOf = (one: string, path: readonly string[]): number => {
    const view = views.get(one);
    if (view === undefined) return 0;
    if (path.includes(one)) throw new StoreError("GraphContainsCycle", `View cycle detected: ${[...path.slice(path.indexOf(one)), one].join(" => ")}`);
    const known = heights.get(one);
    if (known !== undefined) return known;
    const height = 1 + Math.max(0, ...sourcesOf(view).map((source) => heightOf(source, [...path, one])));
    heights.set(one, height);
    return height;
  };
  for (const one of views.keys()) if (heightOf(one, []) > MAX_VIEW_DEPTH) throw depthExceeded();
}

function sourcesOf({ on, pipeline }: View): string[] {
  return [on, ...pipeline.flatMap(sourcesOfStage)];
}

/** Collections that a stage joins, in pipelines within it as well. */
function sourcesOfStage(stage: unknown): string[] {
  const [name, specification] = Object.entries(isDocument(stage) ? stage : {})[0] ?? [];
  if (name === "$facet" && isDocument(specification)) return Object.values(specification).flatMap((pipeline) => (Array.isArray(pipeline) ? pipeline.flatMap(sourcesOfStage) : []));
  if (name === "$unionWith" && typeof specification === "string") return [specification];
  if (name !== "$lookup" && name !== "$graphLookup" && name !== "$unionWith") return [];
  const { from, coll, pipeline } = isDocument(specification) ? specification : {};
  return [from, coll].filter((source) => typeof source === "string").concat(Array.isArray(pipeline) ? pipeline.flatMap(sourcesOfStage) : []);
}
