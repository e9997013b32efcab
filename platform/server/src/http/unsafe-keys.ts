import { UserError, escapePointer } from "@tessera/contracts";
import { serverErrors } from "../errors.ts";
import { requestMessages } from "./http.messages.ts";

const deepest = 200;

/**
 * Refuses keys that could change a prototype (`__proto__`) or be read as an operator of the store (`$…`), and values
 * nested deeper than 200. Throws {@link UserError} `request.unsafe-key` with the JSON pointer of the key.
 */
export function refuseUnsafeKeys(value: unknown, dollarKeys: "allowed" | "refused"): void {
  walk(value, "", 0, dollarKeys === "refused");
}

function walk(value: unknown, pointer: string, depth: number, refuseDollar: boolean): void {
  if (value === null || typeof value !== "object") return;
  if (depth >= deepest) throw new UserError({ code: serverErrors.requestUnsafeKey, message: requestMessages.tooDeep({ levels: deepest }), path: pointer.slice(0, 500) });
  for (const key of Object.keys(value)) {
    const at = `${pointer}/${escapePointer(key)}`;
    if (key === "__proto__") throw new UserError({ code: serverErrors.requestUnsafeKey, message: requestMessages.prototypeKey(), path: at.slice(0, 500) });
    if (refuseDollar && key.startsWith("$")) throw new UserError({ code: serverErrors.requestUnsafeKey, message: requestMessages.operatorKey({ key: key.slice(0, 60) }), path: at.slice(0, 500) });
    walk((value as Record<string, unknown>)[key], at, depth + 1, refuseDollar);
  }
}
