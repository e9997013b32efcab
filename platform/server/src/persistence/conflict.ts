import { UserError } from "@tessera/contracts";
import { serverErrors } from "../errors.ts";

/**
 * The refusal of a stale write (409): `yours` is what was sent with its base revision, `theirs` what is stored now, both as
 * clients may see them.
 */
export function conflictError(what: string, yours: unknown, theirs: unknown): UserError {
  return new UserError({ reason: "conflict", code: serverErrors.conflict, message: `${what} was changed by somebody else meanwhile; compare both versions and save again.`, detail: { yours, theirs } });
}

/** A record that uses another one. */
export interface Use {
  kind: string;
  name: string;
}

/** The refusal to delete what others use (409), with their list in `uses`. */
export function inUseError(what: string, uses: readonly Use[]): UserError {
  const shown = uses.slice(0, 5).map(({ kind, name }) => `${kind} ${name}`).join(", ");
  const more = uses.length > 5 ? ` and ${uses.length - 5} more` : "";
  return new UserError({ reason: "conflict", code: serverErrors.inUse, message: `${what} is used by ${shown}${more}; remove these uses first.`, detail: { uses: uses.slice(0, 100) } });
}
