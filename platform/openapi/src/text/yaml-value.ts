import { type Message, jsonPointer } from "@tessera/contracts";
import { isAlias, isMap, isPair, isScalar, isSeq, type LineCounter, type Node, type Pair, type YAMLMap } from "yaml";
import { limits } from "../limits.ts";
import type { JsonObject } from "../json.ts";
import { textMessages } from "./messages.ts";

export interface YamlValue {
  value: unknown;
  /** Pointer and line of keys that occur more than once in a map; the last one holds. */
  duplicates: { pointer: string; line: number }[];
}

/** Why nodes cannot become values, with the offset of the culprit. */
export class YamlValueError extends Error {
  readonly text: Message;
  readonly offset: number;

  constructor(text: Message, offset: number) {
    super(text.en);
    this.text = text;
    this.offset = offset;
  }
}

/**
 * Plain values of parsed YAML nodes in one pass: the library's own conversion searches the document once per alias and
 * once per key. An alias gives the very object of its anchor, so that a bomb stays small until someone counts its uses.
 */
export class YamlValues {
  readonly #lines: LineCounter;
  readonly #anchors = new Map<string, unknown>();
  readonly #path: (string | number)[] = [];
  readonly #duplicates: YamlValue["duplicates"] = [];
  #mergedKeys = 0;

  constructor(lines: LineCounter) {
    this.#lines = lines;
  }

  read(root: unknown): YamlValue {
    return { value: this.#valueOf(root), duplicates: this.#duplicates };
  }

  #valueOf(node: unknown): unknown {
    if (isAlias(node)) {
      if (!this.#anchors.has(node.source)) throw new YamlValueError(textMessages.aliasUnknown({ alias: node.source.slice(0, 60) }), offsetOf(node));
      return this.#anchors.get(node.source);
    }
    if (isMap(node)) return this.#object(node);
    if (isSeq(node)) {
      const list: unknown[] = [];
      this.#anchor(node, list);
      for (const [index, item] of node.items.entries()) list.push(this.#inside(index, item));
      return list;
    }
    const value = isScalar(node) ? node.value : null;
    const plain = typeof value === "bigint" ? Number(value) : value;
    if (isScalar(node)) this.#anchor(node, plain);
    return plain;
  }

  #object(node: YAMLMap): JsonObject {
    const object: JsonObject = {};
    this.#anchor(node, object);
    const merged: JsonObject = {};
    for (const pair of node.items) {
      if (!isPair(pair)) continue;
      const key = keyOf(pair);
      if (key === "<<" && isPlainKey(pair)) {
        this.#merge(merged, this.#inside(key, pair.value), pair);
        continue;
      }
      if (Object.hasOwn(object, key)) this.#reportDuplicate(pair, key);
      define(object, key, this.#inside(key, pair.value));
    }
    for (const [key, value] of Object.entries(merged)) if (!Object.hasOwn(object, key)) define(object, key, value);
    return object;
  }

  /** `<<` takes the keys of a map or of several, the first that has a key winning (https://yaml.org/type/merge.html). */
  #merge(into: JsonObject, value: unknown, pair: Pair): void {
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (typeof one !== "object" || one === null || Array.isArray(one)) throw new YamlValueError(textMessages.mergeInvalid(), offsetOf(pair.key));
      for (const [key, inner] of Object.entries(one)) {
        this.#mergedKeys += 1;
        if (this.#mergedKeys > limits.yamlMergedKeys) throw new YamlValueError(textMessages.mergeTooLarge({ limit: limits.yamlMergedKeys }), offsetOf(pair.key));
        if (!Object.hasOwn(into, key)) define(into, key, inner);
      }
    }
  }

  #inside(step: string | number, node: unknown): unknown {
    this.#path.push(step);
    const value = this.#valueOf(node);
    this.#path.pop();
    return value;
  }

  #anchor(node: { anchor?: string }, value: unknown): void {
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, value);
  }

  #reportDuplicate(pair: Pair, key: string): void {
    if (this.#duplicates.length >= limits.problemsPerCode) return;
    this.#duplicates.push({ pointer: jsonPointer([...this.#path, key]), line: this.#lines.linePos(offsetOf(pair.key)).line });
  }
}

function keyOf(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : "";
}

/** A quoted "<<" is an ordinary key. */
function isPlainKey(pair: Pair): boolean {
  return isScalar(pair.key) && (pair.key.type === undefined || pair.key.type === "PLAIN");
}

function offsetOf(node: unknown): number {
  return (node as Partial<Node> | null)?.range?.[0] ?? 0;
}

/** Assigning to `__proto__` would set the prototype; the sweep removes the key afterwards and reports it. */
function define(object: JsonObject, key: string, value: unknown): void {
  if (key === "__proto__") Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}
