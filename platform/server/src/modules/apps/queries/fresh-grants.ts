import { setTimeout as delay } from "node:timers/promises";
import { grantCovers } from "@tessera/contracts";
import type { CallIdentity } from "../../../gateway-call/gateway-caller.ts";
import type { GrantService } from "../../grants/grant.service.ts";
import type { ServedOperation } from "./served-operation.service.ts";

/** A grant reaches the gateways in that time, ms. */
const reachesAllMs = 5_000;
const pauseMs = 100;
const attempts = 20;

/** Tells a grant that is on its way to the gateways from one that is not there. */
export class FreshGrants {
  readonly #grants: GrantService;

  constructor(grants: GrantService) {
    this.#grants = grants;
  }

  /** Whether a call that the gateway refused should be made again; waits a little before it says so. */
  async isOnItsWay({ sub, space }: CallIdentity, { connector, operation }: ServedOperation, attempt: number, signal: AbortSignal): Promise<boolean> {
    if (attempt >= attempts) return false;
    const now = new Date();
    const grants = await this.#grants.ofCaller(space, sub);
    const isFresh = grants.some((grant) => grant.connector === connector && grantCovers(grant, operation.id, now) && now.getTime() - grant.createdAt.getTime() < reachesAllMs);
    if (isFresh) await delay(pauseMs, undefined, { signal });
    return isFresh;
  }
}
