import { createHash } from "node:crypto";
import { grantCovers } from "@tessera/contracts";
import type { ApiTokenRecord, GrantRecord } from "@tessera/contracts";

/** All tokens (hashes) and grants, in memory; fed by the store or the last good state on disk. */
export interface CallerDirectory {
  replaceTokens(tokens: readonly ApiTokenRecord[]): void;
  /** `undefined` for a record that is gone. */
  changeToken(id: string, token: ApiTokenRecord | undefined): void;
  replaceGrants(grants: readonly GrantRecord[]): void;
  changeGrant(id: string, grant: GrantRecord | undefined): void;
  tokenOf(clearToken: string): ApiTokenRecord | undefined;
  tokenById(id: string): ApiTokenRecord | undefined;
  grantOf(caller: string, space: string, connector: string, operation: string, now: Date): "valid" | "expired" | "missing";
  tokens(): ApiTokenRecord[];
  grants(): GrantRecord[];
}

function grantKey(caller: string, space: string, connector: string): string {
  return `${caller}\0${space}\0${connector}`;
}

/** Makes an empty directory. */
export function createCallerDirectory(): CallerDirectory {
  let tokensById = new Map<string, ApiTokenRecord>();
  let tokensByHash = new Map<string, ApiTokenRecord>();
  let grantsById = new Map<string, GrantRecord>();
  let grantsByKey = new Map<string, Map<string, GrantRecord>>();

  const addGrant = (grant: GrantRecord, byKey: typeof grantsByKey) => {
    const key = grantKey(grant.caller, grant.space, grant.connector);
    const group = byKey.get(key) ?? new Map<string, GrantRecord>();
    group.set(grant._id, grant);
    byKey.set(key, group);
  };

  return {
    replaceTokens(tokens) {
      tokensById = new Map(tokens.map((token) => [token._id, token]));
      tokensByHash = new Map(tokens.map((token) => [token.hash, token]));
    },
    changeToken(id, token) {
      const before = tokensById.get(id);
      if (before !== undefined && tokensByHash.get(before.hash) === before) tokensByHash.delete(before.hash);
      tokensById.delete(id);
      if (token === undefined) return;
      tokensById.set(id, token);
      tokensByHash.set(token.hash, token);
    },
    replaceGrants(grants) {
      grantsById = new Map(grants.map((grant) => [grant._id, grant]));
      const byKey: typeof grantsByKey = new Map();
      for (const grant of grants) addGrant(grant, byKey);
      grantsByKey = byKey;
    },
    changeGrant(id, grant) {
      const before = grantsById.get(id);
      if (before !== undefined) {
        const key = grantKey(before.caller, before.space, before.connector);
        const group = grantsByKey.get(key);
        group?.delete(id);
        if (group?.size === 0) grantsByKey.delete(key);
      }
      grantsById.delete(id);
      if (grant === undefined) return;
      grantsById.set(id, grant);
      addGrant(grant, grantsByKey);
    },
    tokenById: (id) => tokensById.get(id),
    tokenOf: (clearToken) => tokensByHash.get(createHash("sha256").update(clearToken).digest("hex")),
    grantOf(caller, space, connector, operation, now) {
      let expired = false;
      for (const grant of grantsByKey.get(grantKey(caller, space, connector))?.values() ?? []) {
        if (grantCovers(grant, operation, now)) return "valid";
        expired ||= grantCovers({ ...grant, expiresAt: null }, operation, now);
      }
      return expired ? "expired" : "missing";
    },
    tokens: () => [...tokensById.values()],
    grants: () => [...grantsById.values()],
  };
}
