import { toDouble } from "../bson/numeric.ts";
import { isDocument, isNumeric } from "../bson/types.ts";
import type { Document } from "../bson/types.ts";
import { StoreError } from "../errors.ts";

/** When a fail point strikes: never, always, the next few times, or after it was passed a few times. */
type Mode = { readonly kind: "off" | "alwaysOn" } | { readonly kind: "times" | "skip"; left: number };

/** One configured fail point: decides by its mode whether it strikes. */
export class FailPoint {
  readonly data: Document;
  readonly #mode: Mode;
  /** How often it struck. */
  count = 0;

  constructor(mode: unknown, data: Document) {
    this.#mode = parseMode(mode);
    this.data = data;
  }

  /** True when it strikes now; each call is one passing. */
  strikes(): boolean {
    const mode = this.#mode;
    if (mode.kind === "off" || (mode.kind === "times" && mode.left <= 0)) return false;
    if (mode.kind === "skip" && mode.left > 0) {
      mode.left--;
      return false;
    }
    if (mode.kind === "times") mode.left--;
    this.count++;
    return true;
  }
}

function parseMode(source: unknown): Mode {
  if (source === "off" || source === "alwaysOn") return { kind: source };
  const [kind, ...others] = isDocument(source) ? Object.keys(source) : [];
  if (isDocument(source) && others.length === 0 && (kind === "times" || kind === "skip")) return { kind, left: numberOf(source[kind], `mode.${kind}`) };
  throw new StoreError("BadValue", "unknown or missing 'mode' of a fail point: use 'off', 'alwaysOn', {times: n} or {skip: n}");
}

/** A whole number of a fail point's settings. */
export function numberOf(value: unknown, name: string): number {
  const number = isNumeric(value) ? toDouble(value) : Number.NaN;
  if (!Number.isInteger(number) || number < 0) throw new StoreError("BadValue", `'${name}' of a fail point must be a whole number, not negative`);
  return number;
}
