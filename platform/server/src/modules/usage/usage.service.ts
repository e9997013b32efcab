import type { OperationUsage, QueryOf, routes } from "@tessera/contracts";
import { type Actor, spaceOf } from "../../identity/actor.ts";
import type { ConnectorService } from "../connectors/connector.service.ts";
import type { UsageRepository } from "./usage.repository.ts";

const defaultDays = 30;
const defaultLimit = 1_000;
const hourMs = 3600 * 1000;

/** Who still calls an operation. */
export class UsageService {
  readonly #usage: UsageRepository;
  readonly #connectors: ConnectorService;

  constructor(usage: UsageRepository, connectors: ConnectorService) {
    this.#usage = usage;
    this.#connectors = connectors;
  }

  async callers(actor: Actor, connector: string, query: QueryOf<typeof routes.policies.callers> & { days?: number | undefined; limit?: number | undefined }): Promise<{ items: OperationUsage[] }> {
    const { operation, stage, days = defaultDays, limit = defaultLimit } = query;
    const space = spaceOf(actor);
    await this.#connectors.required(space, connector);
    // Hours are counted whole, so that the first one counts too.
    const since = new Date(Date.now() - days * 24 * hourMs - hourMs);
    return { items: await this.#usage.callers({ space, connector, operation, stage, since, limit }) };
  }
}
