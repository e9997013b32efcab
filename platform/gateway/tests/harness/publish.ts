import { createHash, randomBytes } from "node:crypto";
import { sharedCollections } from "@tessera/contracts";
import type { ApiTokenRecord, CanaryRules, GatewayOperation, GatewaySnapshot, GrantRecord, OperationPolicy, PluginBinding, SealedCredential } from "@tessera/contracts";
import { createVault } from "@tessera/vault";
import type { Db } from "mongodb";
import { releaseDigest, snapshotChecksum } from "../../src/index.ts";

export const secretKey = Buffer.alloc(32, 7);
export const vault = createVault([secretKey]);

type Partially<T> = { [K in keyof T]?: T[K] | undefined };

/** An operation with the usual defaults; `path` for both sides. */
export function operation(id: string, method: GatewayOperation["method"], path: string, more: Omit<Partially<GatewayOperation>, "backend"> & { backend?: Partial<GatewayOperation["backend"]> } = {}): GatewayOperation {
  const { backend, ...rest } = more;
  return {
    id,
    method,
    path,
    matchSubpath: false,
    security: { authenticate: false, grant: false },
    idempotent: method === "GET",
    deprecated: false,
    plugins: [],
    ...rest,
    backend: { method, path, timeoutMs: null, ...backend },
  } as GatewayOperation;
}

export function binding(plugin: string, attributes: Record<string, unknown> = {}, enabled = true): PluginBinding {
  return { plugin, enabled, attributes };
}

export interface StageGiven {
  url: string;
  operations: GatewayOperation[];
  timeoutMs?: number;
  version?: string;
  credential?: object;
  /** A credential sealed already, in place of `credential`. */
  sealed?: SealedCredential;
  plugins?: PluginBinding[];
  /** Further backends by name. */
  backends?: Record<string, { url: string; credential?: object; timeoutMs?: number }>;
  variables?: Record<string, string>;
  /** A version that is tried beside. */
  canary?: CanaryRules & { version: string; operations: GatewayOperation[] };
  /** When the rollout began whose calls are measured. */
  since?: string;
}

export interface SpaceGiven {
  space?: string;
  revision: number;
  connectors: Record<string, Record<string, StageGiven>>;
  connectorPlugins?: PluginBinding[];
  plugins?: PluginBinding[];
  /** By operation, of every connector. */
  policies?: Record<string, OperationPolicy>;
}

/** A snapshot with its releases, as the control plane makes them. */
export function snapshotOf({ space = "ops", revision, connectors, connectorPlugins = [], plugins = [], policies = {} }: SpaceGiven): { snapshot: GatewaySnapshot; releases: { _id: string; operations: GatewayOperation[] }[] } {
  const releases = new Map<string, { _id: string; operations: GatewayOperation[] }>();
  const list = Object.entries(connectors).map(([name, stages]) => ({
    name,
    stages: Object.entries(stages).map(([stage, given]) => {
      const keep = (operations: GatewayOperation[]) => {
        const digest = releaseDigest(operations);
        releases.set(digest, { _id: digest, operations });
        return digest;
      };
      const digest = keep(given.operations);
      const { operations: tried, ...canary } = given.canary ?? { operations: [] };
      return {
        name: stage,
        version: given.version ?? "1.0.0",
        release: digest,
        backend: { url: given.url, timeoutMs: given.timeoutMs ?? 5_000 },
        credential: given.credential === undefined ? (given.sealed ?? null) : { kind: (given.credential as { kind: "bearer" }).kind, sealed: vault.seal(JSON.stringify(given.credential), `${space}/${name}/${stage}/credential`) },
        backends: Object.entries(given.backends ?? {}).map(([backend, { url, credential, timeoutMs = 5_000 }]) => ({
          name: backend, url, timeoutMs,
          credential: credential === undefined ? null : { kind: (credential as { kind: "bearer" }).kind, sealed: vault.seal(JSON.stringify(credential), `${space}/${name}/${stage}/${backend}/credential`) },
        })),
        variables: given.variables ?? {},
        canary: given.canary === undefined ? null : { ...(canary as Omit<NonNullable<StageGiven["canary"]>, "operations">), release: keep(tried) },
        watch: given.since === undefined ? null : { since: given.since },
        plugins: given.plugins ?? [],
      };
    }),
    policies,
    plugins: connectorPlugins,
  }));
  const snapshot: GatewaySnapshot = { _id: space, schemaVersion: 1, revision, checksum: snapshotChecksum({ connectors: list, plugins }), connectors: list, plugins, createdAt: new Date() };
  return { snapshot, releases: [...releases.values()] };
}

/** Writes releases, then the snapshot. */
export async function publish(db: Db, given: SpaceGiven, change: (snapshot: GatewaySnapshot) => object = (snapshot) => snapshot): Promise<void> {
  const { snapshot, releases } = snapshotOf(given);
  for (const release of releases) await db.collection<{ _id: string }>(sharedCollections.gatewayReleases).replaceOne({ _id: release._id }, release, { upsert: true });
  await db.collection<{ _id: string }>(sharedCollections.gatewaySnapshots).replaceOne({ _id: snapshot._id }, change(snapshot), { upsert: true });
}

/** Stores a token and gives it in clear. */
export async function issueToken(db: Db, more: Partial<ApiTokenRecord> = {}): Promise<{ id: string; clear: string }> {
  const clear = `tsr_${randomBytes(32).toString("base64url")}`;
  const record: ApiTokenRecord = {
    _id: randomBytes(6).toString("hex"),
    space: "ops",
    name: "ci",
    hash: createHash("sha256").update(clear).digest("hex"),
    user: "u1",
    username: "li",
    role: "developer",
    createdAt: new Date(),
    expiresAt: null,
    revokedAt: null,
    ...more,
  };
  await db.collection<ApiTokenRecord>(sharedCollections.apiTokens).insertOne(record);
  return { id: record._id, clear };
}

/** Stores a grant and gives its id. */
export async function grant(db: Db, caller: string, connector: string, more: Partial<GrantRecord> = {}): Promise<string> {
  const record: GrantRecord = { _id: randomBytes(6).toString("hex"), space: "ops", connector, operations: "*", caller, callerName: caller, source: "manual", createdAt: new Date(), createdBy: "u1", expiresAt: null, revokedAt: null, ...more };
  await db.collection<GrantRecord>(sharedCollections.grants).insertOne(record);
  return record._id;
}
