import { jsonPointer } from "@tessera/contracts";
import { problemCodes } from "../errors.ts";
import { isObject, ownValue, type JsonObject } from "../json.ts";
import { limits } from "../limits.ts";
import { decodeFragment, parsePointer } from "../pointer.ts";
import type { Problems } from "../problems.ts";
import { weigh } from "./weigh.ts";
import { sharedScope, type Scope } from "./scope.ts";
import { sourceMessages } from "./messages.ts";

export interface Target {
  value: unknown;
  /** Pointer of the value itself, after all references. */
  pointer: string;
}

type Failure = "external" | "missing" | "circular";

const failures = {
  external: { code: problemCodes.refExternal, message: sourceMessages.refExternal },
  missing: { code: problemCodes.refMissing, message: sourceMessages.refMissing },
  circular: { code: problemCodes.refCircular, message: sourceMessages.refCircular },
} as const;

/** Follows `$ref` inside one document; converted shared parts are remembered, so that each is converted once. */
export class Resolver {
  readonly #root: JsonObject;
  readonly #problems: Problems;
  readonly #shared = new Map<string, { result: unknown; weight: number } | "in progress">();
  #anchors: Map<string, readonly string[]> | undefined;
  #inlined = 0;

  constructor(root: JsonObject, problems: Problems) {
    this.#root = root;
    this.#problems = problems;
  }

  /** The value a reference leads to, through further references; undefined after a finding was added at `pointer`. */
  follow(ref: string, pointer: string, scope: Scope): Target | undefined {
    const target = this.find(ref);
    if (typeof target !== "string") return target;
    this.report(target, ref, pointer, scope);
    return undefined;
  }

  report(failure: Failure, ref: string, pointer: string, scope: Scope): void {
    const { code, message } = failures[failure];
    this.#problems.add("warning", code, pointer, message({ ref: ref.slice(0, 200) }), scope.operation);
  }

  /** What stands at the place that a reference names, be it a reference again. */
  locate(ref: string): Target | Failure {
    return this.#locate(ref, 0);
  }

  /** What stands at a pointer, followed by the segments of a `#/…` reference that is relative to it. */
  locateInside(pointer: string, ref: string): Target | Failure {
    const segments = [...(parsePointer(pointer) ?? []), ...(parsePointer(decodeFragment(ref.slice(1))) ?? [])];
    return this.#walk(segments, 0);
  }

  /** Like {@link follow}, without a finding. */
  find(ref: string): Target | Failure {
    let target = this.#locate(ref, 0);
    for (let hops = 0; typeof target !== "string"; hops += 1) {
      const next = isObject(target.value) ? target.value["$ref"] : undefined;
      if (typeof next !== "string") return target;
      if (hops >= limits.refHops) return "circular";
      target = this.#locate(next, 0);
    }
    return target;
  }

  /**
   * Converts a part that may be a reference. What a reference leads to is converted once per `kind` and shared by all
   * uses; undefined after a finding when it leads nowhere, into itself, or when the uses together grow too large.
   */
  shared<T>(kind: string, raw: unknown, pointer: string, scope: Scope, convert: (value: unknown, pointer: string, scope: Scope) => T): T | undefined {
    const ref = isObject(raw) ? raw["$ref"] : undefined;
    if (typeof ref !== "string") return convert(raw, pointer, scope);
    const target = this.follow(ref, pointer, scope);
    if (target === undefined) return undefined;
    const key = `${kind} ${target.pointer}`;
    let entry = this.#shared.get(key);
    if (entry === "in progress") {
      this.report("circular", ref, pointer, scope);
      return undefined;
    }
    if (entry === undefined) {
      this.#shared.set(key, "in progress");
      const result = convert(target.value, target.pointer, sharedScope);
      entry = { result, weight: weigh(result, limits.inlinedChars) };
      this.#shared.set(key, entry);
    }
    if (this.#inlined + entry.weight > limits.inlinedChars) {
      this.#problems.add("warning", problemCodes.refTooLarge, pointer, sourceMessages.refTooLarge({ ref: ref.slice(0, 200) }), scope.operation);
      return undefined;
    }
    this.#inlined += entry.weight;
    return entry.result as T;
  }

  #locate(ref: string, hops: number): Target | Failure {
    if (!ref.startsWith("#")) return "external";
    const fragment = decodeFragment(ref.slice(1));
    const segments = parsePointer(fragment) ?? this.#anchor(fragment);
    return segments === undefined ? "missing" : this.#walk(segments, hops);
  }

  #walk(segments: readonly string[], hops: number): Target | Failure {
    if (hops > limits.refHops) return "circular";
    let value: unknown = this.#root;
    for (const [index, segment] of segments.entries()) {
      if (isObject(value) && typeof value["$ref"] === "string" && ownValue(value, segment) === undefined) {
        const through = this.#locate(value["$ref"], hops + 1);
        if (typeof through === "string") return through;
        const rest = [...(parsePointer(through.pointer) ?? []), ...segments.slice(index)];
        return this.#walk(rest, hops + 1);
      }
      if (Array.isArray(value)) value = /^\d{1,9}$/.test(segment) ? value[Number(segment)] : undefined;
      else if (isObject(value)) value = ownValue(value, segment);
      else return "missing";
      if (value === undefined) return "missing";
    }
    return { value, pointer: jsonPointer(segments) };
  }

  #anchor(name: string): readonly string[] | undefined {
    this.#anchors ??= findAnchors(this.#root);
    return this.#anchors.get(name);
  }
}

/** Places of all `$anchor` and `$dynamicAnchor` names; the first of equal names holds. */
function findAnchors(root: JsonObject): Map<string, readonly string[]> {
  const anchors = new Map<string, readonly string[]>();
  const path: string[] = [];
  const visit = (value: object): void => {
    for (const [key, inner] of Object.entries(value)) {
      if ((key === "$anchor" || key === "$dynamicAnchor") && typeof inner === "string") {
        if (!anchors.has(inner)) anchors.set(inner, [...path]);
      } else if (typeof inner === "object" && inner !== null) {
        path.push(key);
        visit(inner);
        path.pop();
      }
    }
  };
  visit(root);
  return anchors;
}
