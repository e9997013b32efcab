import { type Message, httpMethods, routeShape } from "@tessera/contracts";
import { problemCodes } from "./errors.ts";
import { isObject } from "./json.ts";
import { importMessages } from "./messages.ts";
import { findOperations, type FoundOperation } from "./operation/find-operations.ts";
import { type NamedOperation, nameOperations } from "./operation/operation-id.ts";
import { frontPath } from "./operation/path-repair.ts";
import { type Refusal, parsePathTemplate } from "./operation/path-template.ts";
import type { NamedFound } from "./operation/read-operation.ts";
import type { Source } from "./source/source.ts";

/** An operation without its name; `path` is the stated one until it got one of its own. */
type Usable = Omit<NamedFound, "id"> & { stated: string };

/** The operations that can be read, in document order by path and with their names; `skip` is told of the others. */
export function selectOperations(source: Source, skip: (found: FoundOperation, reasons: Message[]) => void): NamedFound[] {
  const found = findOperations(source);
  const usable = found.flatMap((one): Usable[] => {
    const examined = examine(one);
    if (!("reason" in examined)) return [examined];
    skip(one, [examined.reason]);
    return [];
  });
  const paths = new FrontPaths(usable).give();
  const grouped = byPath(usable.map((one, index) => ({ ...one, path: paths[index] ?? one.path })));
  reportPaths(source, grouped);
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

/** What reading the operation needs, or why it cannot be imported. */
function examine(found: FoundOperation): Usable | Refusal {
  if (found.refused !== undefined) return { reason: found.refused };
  const template = parsePathTemplate(found.called.path);
  if ("reason" in template) return template;
  // `get:` with nothing below it is an operation of which nothing is said.
  const raw = found.raw === null ? {} : found.raw;
  if (!isObject(raw)) return { reason: importMessages.notObject() };
  const method = httpMethods.find((known) => known === found.method);
  if (method === undefined) return { reason: importMessages.methodUnserved({ method: found.method }) };
  return { ...found, method, raw, names: template.names, stated: found.path };
}

/** Gives each operation a path that no other has: routers take `/a/{x}` and `/a/{y}` for one, and `#copy` is never sent. */
class FrontPaths {
  readonly #operations: readonly Usable[];
  /** Stated paths by what is called. */
  readonly #stated = new Map<string, Set<string>>();
  readonly #taken = new Set<string>();

  constructor(operations: readonly Usable[]) {
    this.#operations = operations;
    for (const { called, path } of operations) this.#stated.set(called.path, (this.#stated.get(called.path) ?? new Set()).add(path));
  }

  /** In the order of the operations. A path written as it is called goes before one with a suffix, and both before aliases. */
  give(): string[] {
    const plain = this.#operations.map((one) => (one.called.suffix === "" ? this.#claim(one, one.called.path) : undefined));
    const alone = this.#operations.map((one, index) => plain[index] ?? (one.called.suffix !== "" && this.#stated.get(one.called.path)?.size === 1 ? this.#claim(one, one.called.path) : undefined));
    return this.#operations.map((one, index) => alone[index] ?? this.#alias(one));
  }

  #alias(one: Usable): string {
    const suffix = one.called.suffix || one.names.at(-1) || "again";
    for (let count = 1; ; count += 1) {
      const path = this.#claim(one, frontPath(one.called.path, count === 1 ? suffix : `${suffix}-${count}`));
      if (path !== undefined) return path;
    }
  }

  #claim({ method }: Usable, path: string): string | undefined {
    const shape = routeShape({ method, path });
    if (this.#taken.has(shape)) return undefined;
    this.#taken.add(shape);
    return path;
  }
}

function reportPaths(source: Source, operations: readonly (Usable & { path: string })[]): void {
  const first = new Map<string, string>();
  for (const { method, path, called, stated, pointer } of operations) {
    const texts = { stated: stated.slice(0, 200), path: path.slice(0, 200), called: called.path.slice(0, 200) };
    const operation = `${method} ${path}`;
    const shape = called.path.replaceAll(/\{[^{}]*\}/g, "{}");
    const other = first.get(shape) ?? called.path;
    first.set(shape, other);
    if (path !== called.path) source.problems.add("warning", problemCodes.pathConflict, pointer, importMessages.alias(texts), operation);
    else if (called.suffix !== "" && called.query.length > 0) source.problems.add("warning", problemCodes.pathQuery, pointer, importMessages.query(texts), operation);
    else if (called.suffix !== "") source.problems.add("warning", problemCodes.pathFragment, pointer, importMessages.fragment(texts), operation);
    else if (other !== called.path) source.problems.add("info", problemCodes.pathConflict, pointer, importMessages.parameterNames({ other }), operation);
  }
}

function reportName(source: Source, { operationId, pointer, method, path }: Usable, { id, change }: NamedOperation): void {
  const at = `${pointer}/operationId`;
  const operation = `${method} ${path}`;
  const stated = operationId?.slice(0, 100) ?? "";
  if (change === "derived") source.problems.add("info", problemCodes.operationIdMissing, pointer, importMessages.idMissing({ id }), operation);
  if (change === "slugged") source.problems.add("warning", problemCodes.operationIdChanged, at, importMessages.idUnusable({ stated, id }), operation);
  if (change === "suffixed") source.problems.add("warning", problemCodes.operationIdDuplicate, at, importMessages.idTaken({ stated, id }), operation);
}
