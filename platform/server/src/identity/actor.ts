import { DefectError, type Locale, type Role } from "@tessera/contracts";
import { serverErrors } from "../errors.ts";

/** Who acts, where, and as part of which request: what permission checks and audit records need. */
export interface Actor {
  kind: "user" | "token" | "system" | "none";
  /** User id, token id, or the name of a system job. */
  id: string;
  /** Username, token name or job name. */
  name: string;
  /** The person behind the session or token; null for system jobs and strangers. */
  user: { id: string; username: string; displayName: string } | null;
  space: string | null;
  role: Role | null;
  administrator: boolean;
  /** Route id (`connectors.publish`) or system job. */
  action: string;
  traceId: string;
  /** Address of the peer; null for system jobs. */
  address: string | null;
  /** Language of what is answered in one language only. */
  locale: Locale;
}

/** The space an actor acts in. Space-bound routes have one by their permission, so that its absence is a defect. */
export function spaceOf(actor: Actor): string {
  if (actor.space === null) throw new DefectError({ code: serverErrors.internal, message: `${actor.action} needs a space but ${actor.name} acts in none` });
  return actor.space;
}

/** The person who acts. Routes above `public` have one, so that its absence is a defect. */
export function userOf(actor: Actor): { id: string; username: string; displayName: string } {
  if (actor.user === null) throw new DefectError({ code: serverErrors.internal, message: `${actor.action} needs a person but ${actor.name} is none` });
  return actor.user;
}

/** The actor of work that the platform does by itself. */
export function systemActor(action: string, traceId: string, space: string | null = null): Actor {
  return { kind: "system", id: action, name: "tessera", user: null, space, role: null, administrator: false, action, traceId, address: null, locale: "en" };
}
