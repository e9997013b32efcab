import { isMap, isPair, isScalar, isSeq, type LineCounter, type Node, type ParsedNode } from "yaml";
import { parsePointer } from "../pointer.ts";
import type { Locate, Place } from "./place.ts";

/** Locates values in parsed YAML: by the place of their key, else of the value itself. Aliases and merged keys stand where they are used. */
export function yamlLocator(root: ParsedNode | null, lines: LineCounter): Locate {
  return (pointers) => {
    const found = new Map<string, Place>();
    // The keys of a map are looked through once, not once per pointer.
    const maps = new Map<object, Map<string, { key: unknown; value: unknown }>>();
    for (const pointer of pointers) {
      let node: unknown = root;
      let offset = offsetOf(root);
      for (const segment of parsePointer(pointer) ?? []) {
        const step = stepInto(node, segment, maps);
        if (step === undefined) break;
        node = step.value;
        offset = offsetOf(step.key) ?? offset;
      }
      if (offset === undefined) continue;
      const { line, col } = lines.linePos(offset);
      found.set(pointer, { line, column: col });
    }
    return found;
  };
}

function stepInto(node: unknown, segment: string, maps: Map<object, Map<string, { key: unknown; value: unknown }>>): { key: unknown; value: unknown } | undefined {
  if (isSeq(node)) {
    const item = /^\d{1,9}$/.test(segment) ? node.items[Number(segment)] : undefined;
    return item === undefined ? undefined : { key: item, value: item };
  }
  if (!isMap(node)) return undefined;
  let keys = maps.get(node);
  if (keys === undefined) {
    keys = new Map();
    for (const pair of node.items) if (isPair(pair) && isScalar(pair.key)) keys.set(String(pair.key.value), { key: pair.key, value: pair.value });
    maps.set(node, keys);
  }
  return keys.get(segment);
}

function offsetOf(node: unknown): number | undefined {
  return (node as Partial<Node> | null)?.range?.[0];
}
