import { createHash } from "node:crypto";
import { type GatewayNode, type StageProgress, gatewayNodeSchema, isAllowed, verbatim } from "@tessera/contracts";
import { type Actor, spaceOf } from "../../identity/actor.ts";
import type { SnapshotService } from "../connectors/snapshot.service.ts";
import type { StageService } from "../connectors/stage.service.ts";
import type { GatewayNodeRepository } from "../gateways/gateway-node.repository.ts";

/** Gateways report every 5 s; after three missed reports one counts as gone, ms. */
const aliveMs = 16_000;
/** Gone gateways are named that long, ms: one that was killed during a publish is missed in the list. */
const shownMs = 60_000;

type Progress = StageProgress["gateways"][number];

/** Which gateways have what was published last. */
export class ProgressService {
  readonly #nodes: GatewayNodeRepository;
  readonly #snapshots: SnapshotService;
  readonly #stages: Pick<StageService, "required">;

  constructor(nodes: GatewayNodeRepository, snapshots: SnapshotService, stages: Pick<StageService, "required">) {
    this.#nodes = nodes;
    this.#snapshots = snapshots;
    this.#stages = stages;
  }

  /** Throws `stage.not-found`. */
  async of(actor: Actor, connector: string, stage: string): Promise<StageProgress> {
    const space = spaceOf(actor);
    await this.#stages.required(space, connector, stage);
    const now = Date.now();
    const gatewayRevision = await this.#snapshots.revision(space);
    const nodes = (await this.#nodes.seenSince(new Date(now - shownMs))).flatMap((node) => gatewayNodeSchema.safeParse(node).data ?? []);
    const isTold = isAllowed("gateway.read", actor.role ?? undefined, actor.administrator);
    const gateways = nodes.map((node) => progressOf(node, space, gatewayRevision, now)).map((gateway) => (isTold ? gateway : disguised(gateway)));
    const alive = gateways.filter((gateway) => gateway.alive);
    return { gatewayRevision, isComplete: alive.length > 0 && alive.every(({ isCurrent }) => isCurrent), gateways };
  }
}

function progressOf({ _id, address, seenAt, spaces }: GatewayNode, space: string, gatewayRevision: number, now: number): Progress {
  const { revision = 0, refused = null } = Object.hasOwn(spaces, space) ? (spaces[space] ?? {}) : {};
  // What was refused before says nothing of what was published last.
  const isRefused = refused !== null && refused.revision >= gatewayRevision;
  return { id: _id, address, alive: now - seenAt.getTime() < aliveMs, revision, isCurrent: revision >= gatewayRevision, refused: isRefused ? (refused.text ?? verbatim(refused.reason)) : null };
}

/** An id is host and port. */
function disguised(gateway: Progress): Progress {
  return { ...gateway, id: createHash("sha256").update(gateway.id).digest("hex").slice(0, 8), address: null };
}
