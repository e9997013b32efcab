import { httpMethods, joinMessages, type HttpMethod, type Message, verbatim, escapePointer } from "@tessera/contracts";
import { problemCodes } from "../errors.ts";
import { isObject, stringOf, type JsonObject } from "../json.ts";
import { sharedScope } from "../source/scope.ts";
import type { Source } from "../source/source.ts";
import { importMessages } from "../messages.ts";
import { amazonAnyMethod } from "./amazon.ts";
import { bluekingAnyMethod } from "./blueking.ts";
import { operationMessages } from "./messages.ts";
import { repairPath, type RepairedPath } from "./path-repair.ts";
import type { Refusal } from "./path-template.ts";

/** An operation of the document before it is read; `refused` says why it cannot be. */
export interface FoundOperation {
  /** As shown to people: upper case, `*` when the path item could not be opened. */
  method: string;
  /** As the document states it, with a leading slash. */
  path: string;
  /** The path in the form that is called. */
  called: RepairedPath;
  pointer: string;
  raw: unknown;
  /** As stated; one per method where one description stands for any. */
  operationId: string | undefined;
  item: JsonObject;
  itemPointer: string;
  refused: Message | undefined;
}

const methodKeys = new Map(httpMethods.map((method): [string, HttpMethod] => [method.toLowerCase(), method]));
/** Path item keys that stand for every method. */
export const anyMethodKeys: ReadonlySet<string> = new Set([bluekingAnyMethod, amazonAnyMethod]);
/** Methods that OpenAPI knows and the gateway does not serve. */
const unserved = new Set(["trace", "query", "connect"]);
const itemFields = new Set(["summary", "description", "servers", "parameters", "$ref"]);

/** Every operation of the document in its order, including those that cannot be imported. */
export function findOperations(source: Source): FoundOperation[] {
  const paths = source.root["paths"];
  if (!isObject(paths)) {
    if (paths !== undefined && paths !== null) source.problems.add("error", problemCodes.pathInvalid, "/paths", operationMessages.pathsInvalid());
    return [];
  }
  return Object.entries(paths).flatMap(([path, item]) => (path.startsWith("x-") ? [] : operationsOfPath(source, path, item)));
}

function operationsOfPath(source: Source, key: string, raw: unknown): FoundOperation[] {
  const pointer = `/paths/${escapePointer(key)}`;
  const path = key.startsWith("/") ? key : `/${key}`;
  const called = repairPath(key);
  for (const repair of called.repairs) source.problems.add("warning", problemCodes.pathInvalid, pointer, repair);
  const item = openItem(source, raw, pointer);
  if ("reason" in item) return [{ method: "*", path, called, pointer, raw, operationId: undefined, item: {}, itemPointer: pointer, refused: item.reason }];
  const found: FoundOperation[] = [];
  const add = (method: string, name: string, refused?: Message): void => {
    const operation = item.value[name];
    const stated = isObject(operation) ? stringOf(operation["operationId"]) : undefined;
    const operationId = stated !== undefined && anyMethodKeys.has(name) ? `${stated}_${method.toLowerCase()}` : stated;
    found.push({ method, path, called, pointer: `${item.pointer}/${escapePointer(name)}`, raw: operation, operationId, item: item.value, itemPointer: item.pointer, refused });
  };
  for (const name of Object.keys(item.value)) {
    const lower = name.toLowerCase();
    const method = methodKeys.get(lower);
    if (method !== undefined) {
      if (name !== lower && Object.hasOwn(item.value, lower)) add(method, name, operationMessages.methodTwice({ method: lower }));
      else add(method, name);
    } else if (unserved.has(lower)) add(name.toUpperCase(), name, importMessages.methodUnserved({ method: name.toUpperCase() }));
    else if (anyMethodKeys.has(name)) addEveryMethod(source, item, name, add);
    else if (!itemFields.has(name) && !name.startsWith("x-")) {
      source.problems.add("warning", problemCodes.pathKeyUnknown, `${item.pointer}/${escapePointer(name)}`, operationMessages.pathKeyUnknown({ name: name.slice(0, 60) }));
    }
  }
  return found;
}

/** One operation per method that the path does not define itself. */
function addEveryMethod(source: Source, item: { value: JsonObject; pointer: string }, key: string, add: (method: string, name: string) => void): void {
  const free = [...methodKeys].filter(([method]) => !Object.hasOwn(item.value, method));
  source.problems.add("info", problemCodes.methodAny, `${item.pointer}/${key}`, operationMessages.anyMethod({ methods: joinMessages(free.map(([, method]) => verbatim(method)), { en: ", ", "zh-CN": "、" }) }));
  for (const [, method] of free) add(method, key);
}

/** The path item with what its `$ref` leads to; a refusal says why it cannot be opened. */
function openItem(source: Source, raw: unknown, pointer: string): { value: JsonObject; pointer: string } | Refusal {
  if (raw === null) return { value: {}, pointer };
  if (!isObject(raw)) return { reason: operationMessages.itemInvalid() };
  const ref = raw["$ref"];
  if (typeof ref !== "string") return { value: raw, pointer };
  const target = source.refs.follow(ref, `${pointer}/$ref`, sharedScope);
  if (target === undefined || !isObject(target.value)) {
    return Object.keys(raw).some((key) => methodKeys.has(key)) ? { value: raw, pointer } : { reason: operationMessages.itemClosed({ ref: ref.slice(0, 200) }) };
  }
  return { value: target.value, pointer: target.pointer };
}
