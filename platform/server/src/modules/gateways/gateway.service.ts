import { type GatewayNode, type Locale, type ResponseOf, gatewayNodeSchema, type routes } from "@tessera/contracts";
import { type Actor, spaceOf } from "../../identity/actor.ts";
import type { SnapshotService } from "../connectors/snapshot.service.ts";
import type { GatewayNodeRepository } from "./gateway-node.repository.ts";

type Listed = ResponseOf<typeof routes.gateways.list>;

/** Gateways report every 5 s; after three missed reports one counts as gone, ms. */
const aliveMs = 16_000;
/** Gone gateways are shown that long, ms. */
const shownMs = 24 * 3600 * 1000;

/** The gateway processes and what each serves of a space. */
export class GatewayService {
  readonly #nodes: GatewayNodeRepository;
  readonly #snapshots: SnapshotService;

  constructor(nodes: GatewayNodeRepository, snapshots: SnapshotService) {
    this.#nodes = nodes;
    this.#snapshots = snapshots;
  }

  async list(actor: Actor): Promise<Listed> {
    const space = spaceOf(actor);
    const now = Date.now();
    const [stored, revision] = await Promise.all([this.#nodes.seenSince(new Date(now - shownMs)), this.#snapshots.revision(space)]);
    const items = stored.flatMap((node) => {
      const parsed = gatewayNodeSchema.safeParse(node);
      if (!parsed.success) return [];
      const { _id, address, version, startedAt, seenAt, spaces } = parsed.data;
      const own = Object.hasOwn(spaces, space) ? spaces[space] : undefined;
      const current = (own?.revision ?? 0) === revision;
      return [{ id: _id, address, version, startedAt: startedAt.toISOString(), seenAt: seenAt.toISOString(), spaces: own === undefined ? {} : { [space]: worded(own, actor.locale) }, alive: now - seenAt.getTime() < aliveMs, current }];
    });
    return { items };
  }
}

/** Gateways of earlier builds give the reason in English only. */
function worded({ revision, refused }: GatewayNode["spaces"][string], locale: Locale): GatewayNode["spaces"][string] {
  return { revision, refused: refused && { revision: refused.revision, reason: refused.text?.[locale] ?? refused.reason } };
}
