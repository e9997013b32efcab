import { UserError } from "@tessera/contracts";
import { serverErrors } from "../errors.ts";

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
  if (depth >= deepest) throw new UserError({ code: serverErrors.requestUnsafeKey, message: `The value is nested deeper than ${deepest} levels; flatten it.`, path: pointer.slice(0, 500) });
  for (const key of Object.keys(value)) {
    const at = `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    if (key === "__proto__") throw new UserError({ code: serverErrors.requestUnsafeKey, message: `The key '__proto__' is not allowed; rename the field.`, path: at.slice(0, 500) });
    if (refuseDollar && key.startsWith("$")) throw new UserError({ code: serverErrors.requestUnsafeKey, message: `The key '${key.slice(0, 60)}' starts with '$', which is not allowed here; rename the field.`, path: at.slice(0, 500) });
    walk((value as Record<string, unknown>)[key], at, depth + 1, refuseDollar);
  }
}
