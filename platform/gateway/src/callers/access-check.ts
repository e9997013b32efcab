import type { RequestContext } from "../pipeline/context.ts";
import type { CallerDirectory } from "./directory.ts";

/**
 * Whether the caller of a request that was let in still may call its operation: a token was not revoked and did not expire, a grant
 * is still held. The platform's own short-lived credentials count for as long as what they began.
 */
export function createAccessCheck(directory: Pick<CallerDirectory, "tokenById" | "grantOf">, now: () => Date = () => new Date()): (context: RequestContext) => boolean {
  return ({ caller, route: { space, connector, operation } }) => {
    if (caller === undefined || !operation.security.authenticate) return true;
    const at = now();
    if (caller.kind === "token") {
      const token = directory.tokenById(caller.id.slice("token:".length));
      if (token === undefined || token.revokedAt !== null || (token.expiresAt !== null && token.expiresAt <= at)) return false;
    }
    if (!operation.security.grant || (caller.member && caller.space === space)) return true;
    return directory.grantOf(caller.id, space, connector, operation.id, at) === "valid";
  };
}
