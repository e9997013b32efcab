import { type Message, UserError, jsonPointer } from "@tessera/contracts";
import { openapiErrors, problemCodes } from "../errors.ts";
import type { JsonObject } from "../json.ts";
import { limits } from "../limits.ts";
import type { Problems } from "../problems.ts";
import { textMessages } from "./messages.ts";

interface Step {
  parent: Step | undefined;
  key: string | number;
}

/**
 * Makes a parsed value safe to walk by recursion and to copy key by key: refuses what nests too deeply, contains itself
 * or grows too large through aliases, removes keys that no object may have and numbers that JSON cannot hold. Returns the number of keys.
 */
export function sweep(root: unknown, problems: Problems): number {
  let nodes = 0;
  let keys = 0;

  const visit = (value: unknown, step: Step | undefined, depth: number): void => {
    nodes += 1;
    if (nodes > limits.nodes) throw refuse(textMessages.tooManyValues({ limit: limits.nodes }));
    if (typeof value !== "object" || value === null) return;
    if (depth >= limits.depth) throw refuse(textMessages.tooManyLevels({ limit: limits.depth, pointer: pointerOf(step).slice(0, 200) }));
    const container = value as JsonObject;
    for (const key in container) {
      if (!Array.isArray(value)) keys += 1;
      // No store takes a key with a NUL character.
      if (key === "__proto__" || key.includes("\0")) {
        problems.add("warning", problemCodes.unsafeKey, jsonPointer([...segmentsOf(step), key]), textMessages.keyRefused({ key: key.slice(0, 60) }));
        delete container[key];
        continue;
      }
      const inner = container[key];
      if (typeof inner === "number" && !Number.isFinite(inner)) {
        problems.add("warning", problemCodes.notJson, jsonPointer([...segmentsOf(step), key]), textMessages.notNumber({ value: inner }));
        container[key] = null;
      } else if (typeof inner === "object" && inner !== null) visit(inner, { parent: step, key }, depth + 1);
      else nodes += 1;
    }
  };

  visit(root, undefined, 0);
  return keys;
}

function refuse(what: Message): UserError {
  return new UserError({
    code: openapiErrors.tooLarge,
    reason: "too-large",
    message: textMessages.tooLarge({ what }),
  });
}

function segmentsOf(step: Step | undefined): (string | number)[] {
  const segments: (string | number)[] = [];
  for (let at = step; at !== undefined; at = at.parent) segments.unshift(at.key);
  return segments;
}

function pointerOf(step: Step | undefined): string {
  return jsonPointer(segmentsOf(step));
}
