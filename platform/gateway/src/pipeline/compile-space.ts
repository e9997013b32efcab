import { UserError } from "@tessera/contracts";
import type { GatewayOperation, GatewaySnapshot, OperationPolicy } from "@tessera/contracts";
import { snapshotErrors } from "../errors.ts";
import { compileLifecycle } from "../lifecycle/operation-lifecycle.ts";
import type { OperationLifecycle } from "../lifecycle/operation-lifecycle.ts";
import { limitCount } from "../plugins/limit-count/plugin.ts";
import type { CredentialPool } from "../proxy/credential-pool.ts";
import { compileCanary } from "../rollout/canary.ts";
import type { Canary } from "../rollout/canary.ts";
import type { ReleaseRouter } from "../routing/release-router.ts";
import { snapshotMessages } from "../snapshot/snapshot.messages.ts";
import { effectiveBindings } from "./bindings.ts";
import type { InstancePool, LevelBindings } from "./bindings.ts";
import { compileBackends, compileCalledSides } from "./called-side.ts";
import type { CalledSide } from "./called-side.ts";
import { compilePipeline } from "./pipeline.ts";
import type { Pipeline } from "./pipeline.ts";
import type { GatewayPlugin } from "./plugin.ts";

/** A stage ready to serve. */
export interface CompiledStage {
  name: string;
  version: string;
  router: ReleaseRouter;
  /** Pipelines by the place of the operation in its release. */
  pipelines: readonly Pipeline[];
  /** How each is called, likewise. */
  called: readonly CalledSide[];
  /** What is decided about some of them, likewise; undefined: nothing about any. */
  lifecycles: ReadonlyMap<number, OperationLifecycle> | undefined;
  /** Calls are measured for a rollout that began then. */
  watchedSince: string | undefined;
  /** The version that some calls get instead. */
  tried: { canary: Canary; stage: CompiledStage } | undefined;
}

/** A snapshot ready to serve; replaced as a whole. */
export interface CompiledSpace {
  name: string;
  revision: number;
  checksum: string;
  connectors: ReadonlyMap<string, ReadonlyMap<string, CompiledStage>>;
}

/** What compiling needs beside the snapshot. */
export interface CompileInput {
  routers: ReadonlyMap<string, ReleaseRouter>;
  plugins: ReadonlyMap<string, GatewayPlugin>;
  credentials: CredentialPool;
}

type SnapshotConnector = GatewaySnapshot["connectors"][number];
type SnapshotStage = SnapshotConnector["stages"][number];

function compileLifecycles(operations: readonly GatewayOperation[], site: string, { name, policies }: SnapshotConnector, pool: InstancePool): CompiledStage["lifecycles"] {
  const lifecycles = new Map<number, OperationLifecycle>();
  for (const [index, operation] of operations.entries()) {
    const policy = Object.hasOwn(policies, operation.id) ? policies[operation.id] : undefined;
    if (policy === undefined) continue;
    // The limit counts as the plugin of that kind does, in an instance of its own that both versions of a rollout share.
    const limitOf = ({ count, windowSeconds, per }: NonNullable<OperationPolicy["limit"]>) =>
      pool.instanceOf({ plugin: limitCount, level: "operation", site: `${site}/${operation.id}?policy`, attributes: { count, windowSeconds, key: per === "caller" ? "caller" : "shared" } });
    lifecycles.set(index, compileLifecycle(policy, { connector: name, prefix: `/${site}`, operation, operations, limitOf }));
  }
  return lifecycles.size === 0 ? undefined : lifecycles;
}

function compileStage(connector: SnapshotConnector, stage: SnapshotStage, site: string, above: readonly LevelBindings[], pool: InstancePool, input: CompileInput): CompiledStage {
  const router = input.routers.get(stage.release);
  if (router === undefined) throw new UserError({ code: snapshotErrors.releaseMissing, message: snapshotMessages.releaseNotStored({ site, release: stage.release }) });
  const levels: LevelBindings[] = [...above, { level: "stage", site, bindings: stage.plugins }];
  const pipelineOf = (all: readonly LevelBindings[]) => compilePipeline(effectiveBindings(all, input.plugins).map((binding) => pool.instanceOf(binding)));
  const shared = pipelineOf(levels);
  const ofOperation = ({ id, plugins }: GatewayOperation) => (plugins.length === 0 ? shared : pipelineOf([...levels, { level: "operation", site: `${site}/${id}`, bindings: plugins }]));
  const { canary } = stage;
  const tried = canary && { canary: compileCanary(canary, `${site}@${canary.version}`), stage: compileStage(connector, { ...stage, version: canary.version, release: canary.release, canary: null }, site, above, pool, input) };
  return {
    name: stage.name,
    version: stage.version,
    lifecycles: compileLifecycles(router.operations, site, connector, pool),
    watchedSince: stage.watch?.since,
    tried: tried ?? undefined,
    router,
    pipelines: router.operations.map(ofOperation),
    called: compileCalledSides(router, stage, compileBackends(stage, site, input.credentials), site),
  };
}

/**
 * Compiles a snapshot: each operation's plugins become one straight pipeline, operations without plugins of their own share
 * their stage's. Throws a `UserError` with a code of `snapshotErrors` that names the place; then nothing has changed.
 */
export function compileSpace(snapshot: GatewaySnapshot, pool: InstancePool, input: CompileInput): CompiledSpace {
  pool.begin();
  input.credentials.begin();
  try {
    const space = snapshot._id;
    const connectors = snapshot.connectors.map((connector) => {
      const { name, stages, plugins } = connector;
      const above: LevelBindings[] = [
        { level: "global", site: space, bindings: snapshot.plugins },
        { level: "connector", site: `${space}/${name}`, bindings: plugins },
      ];
      return [name, new Map(stages.map((stage) => [stage.name, compileStage(connector, stage, `${space}/${name}/${stage.name}`, above, pool, input)]))] as const;
    });
    const compiled = { name: space, revision: snapshot.revision, checksum: snapshot.checksum, connectors: new Map(connectors) };
    pool.commit();
    input.credentials.commit();
    return compiled;
  } catch (error) {
    pool.cancel();
    input.credentials.cancel();
    throw error;
  }
}
