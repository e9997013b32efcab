import { UserError } from "@tessera/contracts";
import type { GatewayOperation, GatewaySnapshot } from "@tessera/contracts";
import { snapshotErrors } from "../errors.ts";
import type { CredentialPool } from "../proxy/credential-pool.ts";
import type { StageCredential } from "../proxy/credential.ts";
import type { ReleaseRouter } from "../routing/release-router.ts";
import { snapshotMessages } from "../snapshot/snapshot.messages.ts";
import { effectiveBindings } from "./bindings.ts";
import type { InstancePool, LevelBindings } from "./bindings.ts";
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
  origin: string;
  /** Path of the backend's base address without a slash at its end. */
  basePath: string;
  timeoutMs: number;
  credential: StageCredential | undefined;
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

type SnapshotStage = GatewaySnapshot["connectors"][number]["stages"][number];

function compileStage(stage: SnapshotStage, site: string, above: readonly LevelBindings[], pool: InstancePool, input: CompileInput): CompiledStage {
  const router = input.routers.get(stage.release);
  if (router === undefined) throw new UserError({ code: snapshotErrors.releaseMissing, message: snapshotMessages.releaseNotStored({ site, release: stage.release }) });
  const levels: LevelBindings[] = [...above, { level: "stage", site, bindings: stage.plugins }];
  const pipelineOf = (all: readonly LevelBindings[]) => compilePipeline(effectiveBindings(all, input.plugins).map((binding) => pool.instanceOf(binding)));
  const shared = pipelineOf(levels);
  const ofOperation = ({ id, plugins }: GatewayOperation) => (plugins.length === 0 ? shared : pipelineOf([...levels, { level: "operation", site: `${site}/${id}`, bindings: plugins }]));
  const url = new URL(stage.backend.url);
  return {
    name: stage.name,
    version: stage.version,
    router,
    pipelines: router.operations.map(ofOperation),
    origin: url.origin,
    basePath: url.pathname.replace(/\/+$/, ""),
    timeoutMs: stage.backend.timeoutMs,
    credential: input.credentials.open(stage.credential, site, url.origin),
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
    const connectors = snapshot.connectors.map(({ name, stages, plugins }) => {
      const above: LevelBindings[] = [
        { level: "global", site: space, bindings: snapshot.plugins },
        { level: "connector", site: `${space}/${name}`, bindings: plugins },
      ];
      return [name, new Map(stages.map((stage) => [stage.name, compileStage(stage, `${space}/${name}/${stage.name}`, above, pool, input)]))] as const;
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
