import type { Message, MessageParameter, ReleaseChange } from "@tessera/contracts";
import type { Direction } from "../release.ts";
import { describeValue } from "../schema/describe.ts";
import { type KindKey, kinds, levelOf } from "./kinds.ts";
import { changeMessages, placeMessages } from "./messages.ts";

/** Where callers of an operation meet a change. */
export interface ChangePlace {
  side: ReleaseChange["side"];
  path: readonly string[] | null;
  response?: string | undefined;
  pointer: string;
  /** The keyword that changes, for constraints. */
  rule?: string | undefined;
}

/** Collects the changes of one operation. */
export class ChangeList {
  readonly changes: ReleaseChange[] = [];
  readonly #operation: string;

  constructor(operation: string) {
    this.#operation = operation;
  }

  add(kind: KindKey, place: ChangePlace, from: unknown = null, to: unknown = null): void {
    const { side, path, response, pointer, rule } = place;
    const direction: Direction | undefined = side === "operation" ? undefined : side;
    const write = changeMessages[kind] as (parameters: Record<string, MessageParameter>) => Message;
    const message = write({ place: this.#placeOf(place), from: describeValue(from), to: describeValue(to), rule: rule ?? "" });
    this.changes.push({
      operation: this.#operation, kind: kinds[kind].code, level: levelOf(kind, direction), side, path: path === null ? null : [...path], ...(response === undefined ? {} : { response }),
      pointer, from: from ?? null, to: to ?? null, message,
    });
  }

  #placeOf({ side, path, response = "", pointer }: ChangePlace): Message {
    const operation = this.#operation;
    if (side === "operation") return placeMessages.operation({ operation });
    if (path === null) return side === "input" ? placeMessages.sharedInput({ operation, schema: pointer }) : placeMessages.sharedOutput({ operation, schema: pointer, status: response });
    if (side === "input") return placeMessages.input({ operation, path: showPath(path) });
    return path.length === 0 ? placeMessages.answer({ operation, status: response }) : placeMessages.output({ operation, status: response, path: showPath(path) });
  }
}

/** `items[].name`; `*` is written `[]`. */
function showPath(path: readonly string[]): string {
  return path.map((step, index) => (step === "*" ? "[]" : index === 0 ? step : `.${step}`)).join("");
}
