import { UserError, checkStage } from "@tessera/contracts";
import type { GatewayOperation, GatewaySnapshot } from "@tessera/contracts";
import { snapshotErrors } from "../errors.ts";
import type { CredentialPool } from "../proxy/credential-pool.ts";
import type { StageCredential } from "../proxy/credential.ts";
import { compileTransforms } from "../proxy/transform/transforms.ts";
import type { CompiledTransforms } from "../proxy/transform/transforms.ts";
import { compileBackendPath } from "../routing/backend-path.ts";
import type { BackendPathBuilder } from "../routing/backend-path.ts";
import type { ReleaseRouter } from "../routing/release-router.ts";
import { snapshotMessages } from "../snapshot/snapshot.messages.ts";
import type { RetryPolicy } from "./context.ts";

type SnapshotStage = GatewaySnapshot["connectors"][number]["stages"][number];

/** A backend of a stage, ready to be called. */
export interface CompiledBackend {
  origin: string;
  /** Path of the base address without a slash at its end. */
  basePath: string;
  timeoutMs: number;
  credential: StageCredential | undefined;
}

/** How an operation calls its backend on a stage. */
export interface CalledSide {
  backend: CompiledBackend;
  path: BackendPathBuilder;
  /** Names of the parameters of the front path. */
  names: readonly string[];
  /** Longest time without progress. */
  timeoutMs: number;
  /** The same once a stream has begun. */
  idleMs: number;
  /** Of the operation itself, over that of plugins. */
  retry: RetryPolicy | undefined;
  transforms: CompiledTransforms | undefined;
}

/** Streams may be silent for longer than calls may take, where the operation does not say for how long. */
const streamIdleMs = 300_000;
const retriedStatuses = [502, 503, 504];
const firstBackoffMs = 50;
const keptBodyBytes = 65_536;
const longestDeadlineMs = 600_000;

/** Opens the backends of a stage by name, null for its own; throws as `CredentialPool.open`. */
export function compileBackends(stage: SnapshotStage, site: string, credentials: CredentialPool): ReadonlyMap<string | null, CompiledBackend> {
  const compile = ({ url, timeoutMs }: SnapshotStage["backend"], credential: SnapshotStage["credential"], place: string): CompiledBackend => {
    const { origin, pathname } = new URL(url);
    return { origin, basePath: pathname.replace(/\/+$/, ""), timeoutMs, credential: credentials.open(credential, place, origin) };
  };
  return new Map<string | null, CompiledBackend>([
    [null, compile(stage.backend, stage.credential, site)],
    ...stage.backends.map((backend) => [backend.name, compile(backend, backend.credential, `${site}/${backend.name}`)] as const),
  ]);
}

function retryOf({ backend: { retry }, idempotent }: GatewayOperation, timeoutMs: number): RetryPolicy | undefined {
  if (retry === undefined || !idempotent) return undefined;
  const { attempts, statuses = retriedStatuses, backoffMs = firstBackoffMs } = retry;
  const backoffs = (backoffMs * attempts * (attempts + 1)) / 2;
  return { attempts, statuses: new Set(statuses), backoffMs, deadlineMs: Math.min(longestDeadlineMs, timeoutMs * (attempts + 1) + backoffs), maxBodyBytes: keptBodyBytes };
}

/**
 * How each operation of a release is called on a stage, its variables filled in; by the place of the operation. Throws
 * `gateway.stage-lacks` where the stage lacks a variable or backend.
 */
export function compileCalledSides(router: ReleaseRouter, stage: Pick<SnapshotStage, "name" | "backends" | "variables">, backends: ReadonlyMap<string | null, CompiledBackend>, site: string): CalledSide[] {
  const [lack] = checkStage(stage, router.needs);
  if (lack !== undefined) throw new UserError({ code: snapshotErrors.stageLacks, message: snapshotMessages.stageLacks({ site, reason: lack.message }) });
  return router.operations.map((operation, index) => {
    const paths = router.paths[index];
    const backend = backends.get(operation.backend.name);
    if (backend === undefined || paths === undefined) throw new Error(`operation ${operation.id} was not checked`);
    const timeoutMs = operation.backend.timeoutMs ?? backend.timeoutMs;
    return {
      backend,
      path: compileBackendPath(paths.front, paths.backend, stage.variables),
      names: paths.names,
      timeoutMs,
      idleMs: operation.backend.timeoutMs ?? Math.max(backend.timeoutMs, streamIdleMs),
      retry: retryOf(operation, timeoutMs),
      transforms: compileTransforms(operation.backend, stage.variables),
    };
  });
}
