import { type Operation, type ReleaseChange, routeShape } from "@tessera/contracts";
import { ChangeList } from "./change/change-list.ts";
import { compareBasics } from "./operation/compare-basics.ts";
import { compareBody } from "./operation/compare-body.ts";
import { compareParameters } from "./operation/compare-parameters.ts";
import { compareResponses } from "./operation/compare-responses.ts";
import { operationPointer } from "./operation/context.ts";
import type { Release } from "./release.ts";
import { SchemaComparer } from "./schema/compare-schemas.ts";
import { equalJson } from "./schema/json.ts";

/** Everything that callers of `before` notice of `after`, operation by operation in the order of `before`, new operations last. */
export function diffReleases(before: Release, after: Release): ReleaseChange[] {
  return [...releaseChanges(before, after)].flat();
}

/** {@link diffReleases} one operation at a time, so that a server can do other work between them. */
export function* releaseChanges(before: Release, after: Release): Generator<ReleaseChange[]> {
  const comparer = new SchemaComparer(before, after);
  const counterparts = matchOperations(before.operations, after.operations);
  for (const operation of before.operations) {
    const found = counterparts.get(operation);
    if (found === undefined) yield onlyIn("operationRemoved", operation);
    else if (!equalJson(operation, found) || comparer.pointsToChanges(operation)) yield compareOperation(operation, found, comparer);
    else yield [];
  }
  const met = new Set(counterparts.values());
  for (const operation of after.operations) if (!met.has(operation)) yield onlyIn("operationAdded", operation);
}

/** By id, or else by method and path: then the operation has another name. */
function matchOperations(before: readonly Operation[], after: readonly Operation[]): Map<Operation, Operation> {
  const byId = new Map(after.map((operation) => [operation.id, operation]));
  const known = new Set(before.map(({ id }) => id));
  const byShape = new Map(after.filter(({ id }) => !known.has(id)).map((operation) => [routeShape(operation), operation]));
  return new Map(before.flatMap((operation): [Operation, Operation][] => {
    const found = byId.get(operation.id) ?? byShape.get(routeShape(operation));
    return found === undefined ? [] : [[operation, found]];
  }));
}

function compareOperation(before: Operation, after: Operation, comparer: SchemaComparer): ReleaseChange[] {
  const list = new ChangeList(before.id);
  const pair = { before, after, comparer, list };
  compareBasics(pair);
  compareParameters(pair);
  compareBody(pair);
  compareResponses(pair);
  return list.changes;
}

function onlyIn(kind: "operationRemoved" | "operationAdded", operation: Operation): ReleaseChange[] {
  const list = new ChangeList(operation.id);
  const address = `${operation.method} ${operation.path}`;
  const place = { side: "operation", path: null, pointer: operationPointer(operation) } as const;
  if (kind === "operationRemoved") list.add(kind, place, address, null);
  else list.add(kind, place, null, address);
  return list.changes;
}
