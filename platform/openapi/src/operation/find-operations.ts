import { httpMethods, joinMessages, type HttpMethod, type Message, verbatim, escapePointer } from "@tessera/contracts";
import { problemCodes } from "../errors.ts";
import { isObject, stringOf, type JsonObject } from "../json.ts";
import { sharedScope } from "../source/scope.ts";
import type { Source } from "../source/source.ts";
import { importMessages } from "../messages.ts";
import { bluekingAnyMethod } from "./blueking.ts";
import { operationMessages } from "./messages.ts";
import type { Refusal } from "./path-template.ts";

/** An operation of the document before it is read; `refused` says why it cannot be. */
export interface FoundOperation {
  /** As shown to people: upper case, `*` when the path item could not be opened. */
  method: string;
  path: string;
  /** The path of the document, where it differs from what is called. */
  statedPath?: string;
  pointer: string;
  raw: unknown;
  /** As stated; one per method where one description stands for any. */
  operationId: string | undefined;
  item: JsonObject;
  itemPointer: string;
  refused: Message | undefined;
}

const methodKeys = new Map(httpMethods.map((method): [string, HttpMethod] => [method.toLowerCase(), method]));
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
  const path = slashed(source, key, pointer);
  const item = openItem(source, raw, pointer);
  if ("reason" in item) return [{ method: "*", path, pointer, raw, operationId: undefined, item: {}, itemPointer: pointer, refused: item.reason }];
  const found: FoundOperation[] = [];
  const add = (method: string, name: string, refused?: Message): void => {
    const operation = item.value[name];
    const stated = isObject(operation) ? stringOf(operation["operationId"]) : undefined;
    const operationId = stated !== undefined && name === bluekingAnyMethod ? `${stated}_${method.toLowerCase()}` : stated;
    found.push({ method, path, pointer: `${item.pointer}/${escapePointer(name)}`, raw: operation, operationId, item: item.value, itemPointer: item.pointer, refused });
  };
  for (const name of Object.keys(item.value)) {
    const lower = name.toLowerCase();
    const method = methodKeys.get(lower);
    if (method !== undefined) {
      if (name !== lower && Object.hasOwn(item.value, lower)) add(method, name, operationMessages.methodTwice({ method: lower }));
      else add(method, name);
    } else if (unserved.has(lower)) add(name.toUpperCase(), name, importMessages.methodUnserved({ method: name.toUpperCase() }));
    else if (name === bluekingAnyMethod) addEveryMethod(source, item, add);
    else if (!itemFields.has(name) && !name.startsWith("x-")) {
      source.problems.add("warning", problemCodes.pathKeyUnknown, `${item.pointer}/${escapePointer(name)}`, operationMessages.pathKeyUnknown({ name: name.slice(0, 60) }));
    }
  }
  return found;
}

/** One operation per method that the path does not define itself. */
function addEveryMethod(source: Source, item: { value: JsonObject; pointer: string }, add: (method: string, name: string) => void): void {
  const free = [...methodKeys].filter(([key]) => !Object.hasOwn(item.value, key));
  source.problems.add("info", problemCodes.methodAny, `${item.pointer}/${bluekingAnyMethod}`, operationMessages.anyMethod({ methods: joinMessages(free.map(([, method]) => verbatim(method)), { en: ", ", "zh-CN": "、" }) }));
  for (const [, method] of free) add(method, bluekingAnyMethod);
}

function slashed(source: Source, key: string, pointer: string): string {
  if (key.startsWith("/")) return key;
  source.problems.add("warning", problemCodes.pathInvalid, pointer, operationMessages.noSlash({ path: key.slice(0, 100) }));
  return `/${key}`;
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
