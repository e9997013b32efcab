import { parsePointer } from "../pointer.ts";
import { afterSpace, endOfString, isKey } from "./json-keys.ts";
import { type Locate, placesOf } from "./place.ts";

/** A step of the wanted pointers; `offset` is where the value stands, -1 while it was not seen. */
interface Wanted {
  readonly steps: Map<string, Wanted>;
  offset: number;
}

interface Level {
  /** What is wanted inside; undefined when nothing is. */
  readonly wanted: Wanted | undefined;
  /** Index in a list, -1 in an object. */
  index: number;
}

const quote = 0x22;

/** Locates values in valid JSON text: by the place of their key, else of the value itself. */
export function jsonLocator(text: string): Locate {
  return (pointers) => {
    const root: Wanted = { steps: new Map(), offset: 0 };
    const paths = [...new Set(pointers)].map((pointer) => [pointer, pathInto(root, pointer)] as const);
    mark(text, root);
    const offsets = paths.map(([pointer, path]) => [pointer, path.findLast(({ offset }) => offset >= 0)?.offset ?? 0] as const);
    const places = placesOf(text, offsets.map(([, offset]) => offset));
    return new Map(offsets.flatMap(([pointer, offset]) => {
      const place = places.get(offset);
      return place === undefined ? [] : [[pointer, place] as const];
    }));
  };
}

function pathInto(root: Wanted, pointer: string): Wanted[] {
  const path = [root];
  let at = root;
  for (const segment of parsePointer(pointer) ?? []) {
    let next = at.steps.get(segment);
    if (next === undefined) at.steps.set(segment, (next = { steps: new Map(), offset: -1 }));
    path.push(next);
    at = next;
  }
  return path;
}

/** Notes the offset of each wanted value; of equal keys the last holds, as for `JSON.parse`. */
function mark(text: string, root: Wanted): void {
  const levels: Level[] = [];
  let next: Wanted | undefined = root;
  for (let at = 0; at < text.length; at += 1) {
    const level = levels.at(-1);
    switch (text.charCodeAt(at)) {
      case quote: {
        const end = endOfString(text, at);
        if (level !== undefined && level.index < 0 && level.wanted !== undefined && isKey(text, end)) {
          next = level.wanted.steps.get(JSON.parse(text.slice(at, end + 1)) as string);
          if (next !== undefined) next.offset = at;
        }
        at = end;
        break;
      }
      case 0x7b: // {
        levels.push({ wanted: next, index: -1 });
        next = undefined;
        break;
      case 0x5b: // [
        levels.push({ wanted: next, index: 0 });
        next = item(text, next, 0, at);
        break;
      case 0x2c: // ,
        if (level === undefined) break;
        if (level.index >= 0) next = item(text, level.wanted, (level.index += 1), at);
        else next = undefined;
        break;
      case 0x7d: // }
      case 0x5d: // ]
        levels.pop();
        next = undefined;
        break;
      default:
    }
  }
}

function item(text: string, list: Wanted | undefined, index: number, before: number): Wanted | undefined {
  const next = list?.steps.get(String(index));
  if (next !== undefined) next.offset = afterSpace(text, before + 1);
  return next;
}
